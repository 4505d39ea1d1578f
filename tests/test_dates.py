import calendar
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Issued, PartialDate, Season
from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.dates import parse_bibtex_date, parse_bibtex_year, says_no_date, with_month
from painsite.sources.dates import format_issued, parse_date, parse_issued

A_DATE = "write it as `2022`, `2022-02` or `2022-02-01`"
ISSUED = "write it as `2022`, `2022-02`, `2022-02-01`, `spring 2022` or `2021-11/2022-02`"
BIBTEX = "write it as `2022`, `2022-02`, `2022-02-01` or `2021-11/2022-02`"
A_MONTH = "write `jan` to `dec`, or a number from 1 to 12"


def date(year: int, month: int = 0, day: int = 0) -> PartialDate:
    return PartialDate(year=year, month=month, day=day)


def issued(*start: int, end: tuple[int, ...] = (), season: Season = "") -> Issued:
    return Issued(start=date(*start), end=date(*end) if end else None, season=season)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", date(2022)),
        (" 2022-02 ", date(2022, 2)),
        ("2022-02-01", date(2022, 2, 1)),
        ("2020-02-29", date(2020, 2, 29)),
        ("0079", date(79)),
    ],
)
def test_a_date_may_lack_its_day_or_its_month(text: str, expected: PartialDate) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("im Druck", "`im Druck` is not a date", "write `publication_status: in press`, and a year if there is one"),
        ("2020-13-45", "`2020-13-45` is not a date: there is no month 13", "months go from 01 to 12"),
        (
            "1939-01-00",
            "`1939-01-00` is not a date: there is no day 00",
            "leave out the day if it is unknown",
        ),
        ("1939-00", "`1939-00` is not a date: there is no month 00", "leave out the month if it is unknown"),
        (
            "2021-02-29",
            "`2021-02-29` is not a date: February 2021 has 28 days",
            "leave out the day if it is unknown",
        ),
        ("0000", "`0000` is not a date: there is no year 0000", "years go from 0001 to 9999"),
        ("yesterday", "`yesterday` is not a date", A_DATE),
        ("2022-2-1", "`2022-2-1` is not a date", "write `2022-02-01`"),
        ("2022/02", "`2022/02` is not a date", "write `2022-02`"),
        ("٢٠٢٢", "`٢٠٢٢` is not a date", A_DATE),
        ("", "`` is not a date", A_DATE),
    ],
)
def test_a_wrong_date_says_which_part_is_wrong(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_date(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", issued(2022)),
        ("2022-02-01", issued(2022, 2, 1)),
        ("spring 2022", issued(2022, season="spring")),
        ("Fall, 2022", issued(2022, season="autumn")),
        ("2022-21", issued(2022, season="spring")),
        ("2022-24", issued(2022, season="winter")),
        ("2021-11/2022-02", issued(2021, 11, end=(2022, 2))),
        ("2021/2022", issued(2021, end=(2022,))),
        ("2022/2022", issued(2022)),
        ("2022-03/2022", issued(2022, 3, end=(2022,))),
    ],
)
def test_a_work_is_issued_on_a_date_in_a_season_or_over_a_range(text: str, expected: Issued) -> None:
    assert parse_issued(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("2022/2021", "the range `2022/2021` ends before it begins", "write the earlier date first"),
        ("2021–2022", "`2021–2022` is not a date", "write `2021/2022` for a range"),
        ("2021/22", "`2021/22` is not a date", "write `2021/2022` for a range"),
        ("Lent 2022", "`Lent 2022` is not a date", ISSUED),
        ("2021-13/2022-01", "`2021-13` is not a date: there is no month 13", "months go from 01 to 12"),
    ],
)
def test_a_wrong_date_of_publication_says_what_to_write(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_issued(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    year, month = draw(st.integers(1, 9999)), draw(st.integers(0, 12))
    return date(year, month, draw(st.integers(0, calendar.monthrange(year, month)[1])) if month else 0)


@given(dates(), st.none() | dates(), st.sampled_from(["", "spring", "summer", "autumn", "winter"]))
def test_a_formatted_date_reads_as_the_same_date(start: PartialDate, end: PartialDate | None, season: Season) -> None:
    assert parse_date(str(start)) == start
    if season:
        value = Issued(start=date(start.year), season=season)
    else:
        value = Issued(start=start, end=end if end and end.year > start.year else None)
    assert parse_issued(format_issued(value)) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-03-01", issued(2016, 3, 1)),
        ("2016-3-1", issued(2016, 3, 1)),
        ("2001/03/04", issued(2001, 3, 4)),
        ("1995-03-04T12:14:57Z", issued(1995, 3, 4)),
        ("1990~", issued(1990)),
        ("2004-22", issued(2004, season="summer")),
        ("1723~", issued(1723)),
        ("1723?/1724?", issued(1723, end=(1724,))),
        ("2014-02-02/2014-02-07", issued(2014, 2, 2, end=(2014, 2, 7))),
        ("1997/", issued(1997)),
        ("1997/..", issued(1997)),
        ("../1997", issued(1997)),
        ("/1997-05", issued(1997, 5)),
        ("199X", issued(1990, end=(1999,))),
        ("20XX", issued(2000, end=(2099,))),
        ("000X", issued(1, end=(9,))),
        ("1999-XX", issued(1999)),
        ("1999-07-uu", issued(1999, 7)),
        ("1999-XX-31", issued(1999)),
        ("1988--1990", issued(1988, end=(1990,))),
        ("June 2, 2022", issued(2022, 6, 2)),
        ("2 février 2022", issued(2022, 2, 2)),
        ("{2022}", issued(2022)),
        ("2015-33", issued(2015, 1, end=(2015, 3))),
        ("2015-38", issued(2015, 5, end=(2015, 8))),
        ("2015-40", issued(2015, 1, end=(2015, 6))),
        ("2015-31", issued(2015, season="autumn")),
    ],
)
def test_biblatex_dates_are_read_with_their_marks(text: str, expected: Issued) -> None:
    assert parse_bibtex_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1983", issued(1983)),
        ("1989/90", issued(1989, end=(1990,))),
        ("1989--90", issued(1989, end=(1990,))),
        ("c. 1998", issued(1998)),
        ("2019a", issued(2019)),
        ("forthcoming 2024", issued(2024)),
        ("[1977]", issued(1977)),
        ("2001-05-01", issued(2001, 5, 1)),
        ("Spring 2004", issued(2004, season="spring")),
    ],
)
def test_a_bibtex_year_is_found_among_other_words(text: str, expected: Issued) -> None:
    assert parse_bibtex_year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the year last
        ("03/2015", issued(2015, 3)),
        ("3.2015", issued(2015, 3)),
        ("12.03.2015", issued(2015, 3, 12)),
        ("1. 5. 2015", issued(2015, 5, 1)),
        ("25/04/2015", issued(2015, 4, 25)),
        ("04/25/2015", issued(2015, 4, 25)),
        ("04/04/2015", issued(2015, 4, 4)),
        # the year first
        ("2015/3/12", issued(2015, 3, 12)),
        ("2015.03.12", issued(2015, 3, 12)),
        ("20150312", issued(2015, 3, 12)),
        ("2015年3月12日", issued(2015, 3, 12)),
        ("2015년 3월", issued(2015, 3)),
        # months in words
        ("March 2015", issued(2015, 3)),
        ("Mar. 2015", issued(2015, 3)),
        ("12 March 2015", issued(2015, 3, 12)),
        ("March 12th, 2015", issued(2015, 3, 12)),
        ("12-Mar-2015", issued(2015, 3, 12)),
        ("accessed 2015-03-12", issued(2015, 3, 12)),
        ("2015-03-12 (online)", issued(2015, 3, 12)),
        ("2015 March 12", issued(2015, 3, 12)),
        ("3. Mai 2015", issued(2015, 5, 3)),
        ("1er janvier 2015", issued(2015, 1, 1)),
        ("12 de marzo de 2015", issued(2015, 3, 12)),
        ("março 2015", issued(2015, 3)),
        ("okt. 2015", issued(2015, 10)),
        ("Thu, 12 Mar 2015 10:00:00 GMT", issued(2015, 3, 12)),
        ("Accessed: 12 March 2015", issued(2015, 3, 12)),
        # parts of a year
        ("Q1 2015", issued(2015, 1, end=(2015, 3))),
        ("2nd quarter 2015", issued(2015, 4, end=(2015, 6))),
        ("Winter 2014/2015", issued(2014, season="winter")),
        # ranges
        ("5--6 May 2015", issued(2015, 5, 5, end=(2015, 5, 6))),
        ("12 March 2015 -- 3 April 2015", issued(2015, 3, 12, end=(2015, 4, 3))),
        ("Dec 2014/Jan 2015", issued(2014, 12, end=(2015, 1))),
        ("2003--04", issued(2003, end=(2004,))),
        ("2014/15", issued(2014, end=(2015,))),
        ("1999/00", issued(1999, end=(2000,))),
        ("1998--", issued(1998)),
        ("1998-present", issued(1998)),
        ("1990s", issued(1990, end=(1999,))),
        ("199-", issued(1990, end=(1999,))),
        ("[18--?]", issued(1800, end=(1899,))),
        # marks beside a year
        ("2015a", issued(2015)),
        ("2015 b", issued(2015)),
        ("c2015", issued(2015)),
        ("©2015", issued(2015)),
        ("ca. 1850", issued(1850)),
        ("um 1850", issued(1850)),
        ("[1999]", issued(1999)),
        ("(2015)", issued(2015)),
        ("2015?", issued(2015)),
        ("2015.", issued(2015)),
        ("MMXV", issued(2015)),
        ("MCMXCIX", issued(1999)),
        ("in press 2015", issued(2015)),
        ("2015 (forthcoming)", issued(2015)),
    ],
)
@pytest.mark.parametrize("parse", [parse_bibtex_date, parse_bibtex_year])
def test_dates_are_read_in_every_form_that_has_one_meaning(
    parse: Callable[[str], Issued], text: str, expected: Issued
) -> None:
    assert parse(text) == expected


ONE_YEAR = "write the month as `month`, or years as `2003--2004`"


@pytest.mark.parametrize(
    ("parse", "text", "expected", "message", "remedy"),
    [
        (
            parse_bibtex_date,
            "03/04/2015",
            issued(2015),
            "`03/04/2015` may be in either of two months, and only its year is used",
            "write `2015-04-03` or `2015-03-04`",
        ),
        (
            parse_bibtex_date,
            "2021-02-30",
            issued(2021, 2),
            "`2021-02-30` is not a date: February 2021 has 28 days, and only `2021-02` is used",
            "leave out the day if it is unknown",
        ),
        (
            parse_bibtex_date,
            "2021-13",
            issued(2021),
            "`2021-13` is not a date: there is no month 13, and only `2021` is used",
            "months go from 01 to 12",
        ),
        (
            parse_bibtex_date,
            "2021-02-00",
            issued(2021, 2),
            "`2021-02-00` is not a date: a month or day is 0, and only `2021-02` is used",
            "leave out what is unknown",
        ),
        (
            parse_bibtex_date,
            "2021-00",
            issued(2021),
            "`2021-00` is not a date: a month or day is 0, and only `2021` is used",
            "leave out what is unknown",
        ),
        (
            parse_bibtex_date,
            "2004/2003",
            issued(2004),
            "the range `2004/2003` ends before it begins, and only `2004` is used",
            "write the earlier date first",
        ),
        (
            parse_bibtex_date,
            "2003/04",
            issued(2003, 4),
            "`2003/04` may be a month or a range of years, and `2003-04` is used",
            "write `2003-04` or `2003/2004`",
        ),
        (
            parse_bibtex_year,
            "2003-04",
            issued(2003, 4),
            "`2003-04` may be a month or a range of years, and `2003-04` is used",
            ONE_YEAR,
        ),
        (
            parse_bibtex_year,
            "2003/11",
            issued(2003, 11),
            "`2003/11` may be a month or a range of years, and `2003-11` is used",
            ONE_YEAR,
        ),
        (
            parse_bibtex_year,
            "2003-00",
            issued(2003),
            "`2003-00` is not a year, and `2003` is used",
            "write four digits",
        ),
        (
            parse_bibtex_year,
            "1998 (reprinted 1999)",
            issued(1998),
            "`1998 (reprinted 1999)` is not a date, and only `1998` is used",
            BIBTEX,
        ),
        (
            parse_bibtex_date,
            "2003-04-05/06",
            issued(2003),
            "`2003-04-05/06` is not a date, and only `2003` is used",
            BIBTEX,
        ),
        (parse_bibtex_year, "Lent 2015", issued(2015), "`Lent` is not a month, and only `2015` is used", A_MONTH),
        (
            parse_bibtex_date,
            "2012-22/2012-23",
            issued(2012, season="summer"),
            "the range of seasons `2012-22/2012-23` is not kept whole: `summer 2012` is used",
            "write months, as in `2021-11/2022-02`",
        ),
        (
            parse_bibtex_date,
            "2012-24/2013-21",
            issued(2012, end=(2013,)),
            "the range of seasons `2012-24/2013-21` is not kept whole: `2012/2013` is used",
            "write months, as in `2021-11/2022-02`",
        ),
        (
            parse_bibtex_date,
            "Spring/Summer 2015",
            issued(2015, season="spring"),
            "the range of seasons `Spring/Summer` is not kept whole: `spring 2015` is used",
            "write months, as in `2021-11/2022-02`",
        ),
    ],
)
def test_what_is_certain_of_a_doubtful_date_is_kept(
    parse: Callable[[str], Issued], text: str, expected: Issued, message: str, remedy: str
) -> None:
    with pytest.raises(Doubtful) as caught:
        parse(text)
    assert (caught.value.value, caught.value.message, caught.value.remedy) == (expected, message, remedy)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1989-90", issued(1989, end=(1990,))),
        ("1999/00", issued(1999, end=(2000,))),
        ("1999-00", issued(1999, end=(2000,))),
        ("2003/04", issued(2003, end=(2004,))),
        ("2003–04", issued(2003, end=(2004,))),
        ("2014-09", issued(2014, 9)),
    ],
)
def test_a_short_second_year_is_told_from_a_month(text: str, expected: Issued) -> None:
    assert parse_bibtex_year(text) == expected


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        *(
            (text, True)
            for text in ("n.d.", "[n. d.]", "o. J.", "s.d.", "no date", "????", "0000", "in press", "To appear")
        ),
        *((text, False) for text in ("2015", "n.d. 2015", "soon", "March", "n")),
    ],
)
def test_that_there_is_no_date_can_be_said(text: str, nothing: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert says_no_date(text) == nothing


@pytest.mark.parametrize("text", ["535 BCE", "1500 BC", "44 v. Chr."])
def test_a_year_before_christ_is_not_taken_for_one_after(text: str) -> None:
    for parse in (parse_bibtex_date, parse_bibtex_year):
        with pytest.raises(Unreadable) as caught:
            parse(text)
        assert not isinstance(caught.value, Doubtful)


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        ("", "", issued(1983)),
        ("January", "", issued(1983, 1)),
        ("Sept.", "", issued(1983, 9)),
        ("8", "", issued(1983, 8)),
        ("08", "5", issued(1983, 8, 5)),
        ("aug", "5", issued(1983, 8, 5)),
        ("July 30th", "", issued(1983, 7, 30)),
        ("January 1", "", issued(1983, 1, 1)),
        ("3 Mai", "", issued(1983, 5, 3)),
        ("October 3--5", "", issued(1983, 10, 3, end=(1983, 10, 5))),
        ("30 July -- 2 August", "", issued(1983, 7, 30, end=(1983, 8, 2))),
        ("January/February", "", issued(1983, 1, end=(1983, 2))),
        ("7--8", "", issued(1983, 7, end=(1983, 8))),
        ("03-15", "", issued(1983, 3, 15)),
        ("15.3.", "", issued(1983, 3, 15)),
        ("Q2", "", issued(1983, 4, end=(1983, 6))),
        ("12 mar", "", issued(1983, 3, 12)),
        ("12~Mai", "", issued(1983, 5, 12)),
        ("December/January", "", issued(1983, 12)),
        ("July 1983", "", issued(1983, 7)),
        ("#jul#", "", issued(1983, 7)),
        ("Spring", "", issued(1983, season="spring")),
        ("Herbst", "", issued(1983, season="autumn")),
    ],
)
def test_a_bibtex_month_is_a_name_a_number_or_more(month: str, day: str, expected: Issued) -> None:
    assert with_month(issued(1983), month, day) == expected


def test_a_month_adds_nothing_to_a_whole_date() -> None:
    assert with_month(issued(1983, 2, 1), "March") == issued(1983, 2, 1)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("in press", "`in press` is not a year", "write four digits"),
        ("0000", "`0000` is not a date: there is no year 0000", "years go from 0001 to 9999"),
    ],
)
def test_a_year_without_four_digits_is_unreadable(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_bibtex_year(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("-0044", "`-0044` is not a date: its year is outside 0001 to 9999", BIBTEX),
        ("y17000", "`y17000` is not a date: its year is outside 0001 to 9999", BIBTEX),
        ("17000", "`17000` is not a date: its year is outside 0001 to 9999", BIBTEX),
        ("9" * 5000, f"`{'9' * 59}…` is not a date: its year is outside 0001 to 9999", BIBTEX),
        ("n.d.", "`n.d.` is not a date", BIBTEX),
        ("/", "`/` is not a date", BIBTEX),
    ],
)
def test_a_wrong_biblatex_date_says_what_is_wrong(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_bibtex_date(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("month", "day", "message", "remedy"),
    [
        ("Michaelmas", "", "`Michaelmas` is not a month", A_MONTH),
        ("2021", "", "`2021` is not a month", A_MONTH),
        (
            "feb",
            "30",
            "`1983 feb 30` is not a date: February 1983 has 28 days",
            "leave out the day if it is unknown",
        ),
        ("13", "", "`1983 13` is not a date: there is no month 13", "months go from 01 to 12"),
        ("0", "", "`0` is not a month and day", "leave out what is unknown"),
    ],
)
def test_a_wrong_month_says_what_is_wrong(month: str, day: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        with_month(issued(1983), month, day)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@given(st.text(st.characters() | st.sampled_from("0123456789-/~?X."), max_size=20))
def test_any_text_is_a_date_or_unreadable(text: str) -> None:
    for parse in (
        parse_date,
        parse_issued,
        parse_bibtex_date,
        parse_bibtex_year,
        lambda month: with_month(issued(1983), month),
    ):
        try:
            parse(text)
        except Unreadable as unreadable:
            assert unreadable.message  # noqa: PT017 -- either way is allowed
