"""Works × formats: each file of `tests/formats/` holds a work as YAML, and how every format writes it.

`PAINSITE_UPDATE_GOLDEN=1` keeps what is written.
"""

import os
from html import unescape
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.pages.formats.ama import format_ama
from painsite.pages.formats.apa import format_apa
from painsite.pages.formats.chicago import format_chicago
from painsite.pages.formats.mla import format_mla
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import spell_given, spell_initials
from painsite.pages.formats.ranges import first_and_last, shorten_pages_chicago, shorten_pages_mla, spell_pages
from painsite.pages.formats.table import FORMATS
from painsite.pages.formats.times import american, mla, month_and_day, years
from painsite.sources.dates import parse_issued
from painsite.sources.schema import CSL_TYPES
from tests.support import entry

CASES = Path(__file__).parent / "formats"
ADDRESS = "https://example.org/bibliography/"
STYLES = (format_ama, format_apa, format_mla, format_chicago)
WEBER = Person(family="Weber", given="Henrik")


def work(**fields: object) -> Entry:
    return Entry(citekey="a", path="a.yaml", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.stem)
def test_a_work_is_written_in_every_format(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    yaml = text.partition("=== ")[0]
    found = entry(path.stem, yaml)
    written = "".join(
        f"=== {one.words}\n{one.write(found, Ours(address=f'{ADDRESS}{path.stem}/')).replace(chr(13), '').strip()}\n"
        for one in FORMATS
    )
    if os.environ.get("PAINSITE_UPDATE_GOLDEN"):
        path.write_text(f"{yaml}{written}", encoding="utf-8", newline="\n")
    assert f"{yaml}{written}" == text


def test_formats_have_names_words_and_files_of_their_own() -> None:
    assert len({one.name for one in FORMATS}) == len({one.words for one in FORMATS}) == len(FORMATS)
    assert [one.ending for one in FORMATS if one.is_data] == ["bib", "ris", "json"]


@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_every_type_of_work_comes_out_with_its_author_title_and_year(csl_type: str) -> None:
    found = work(
        type=csl_type, title="Lumbar disc herniation", authors=Names(people=(WEBER,)), issued=parse_issued("1983"),
        publisher="Lippincott",
    )  # fmt: skip
    for one in FORMATS:
        text = one.write(found, NOTHING)
        for part in ("Weber", "Lumbar disc herniation", "1983"):
            assert part in text, (one.name, text)


HOSTILE = (
    '"Quotes", ‘single’ and “double”', "<script>alert(1)</script> & <em>more</em>", "{braces} \\and $TeX$ %", "Why?",
    "Two\nlines", "Emoji 🦴", "ألم أسفل الظهر", "Pain " * 3000, "A & B <i>", "...", "’", "”", "‘x’",
)  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("csl_type", ["article-journal", "chapter", "book", "webpage", "article", "speech", "thesis"])
def test_a_reference_is_text_with_italics_and_nothing_else(title: str, csl_type: str) -> None:
    person = Person(family=title, given=title)
    found = work(
        type=csl_type, title=title,
        authors=Names(people=(person, person)), editors=Names(people=(Person(literal=title),)),
        container_title=title + title, publisher=title, event=title, series=title, edition=title, volume=title,
        issue=title, number=title, page_range=title, place=title, institution=title,
    )  # fmt: skip
    for style in STYLES:
        html = style(found)
        tags = [html.count(tag) for tag in ("<em>", "</em>", "<bdi>", "</bdi>")]
        assert html.count("<") == sum(tags)
        assert (tags[0], tags[2]) == (tags[1], tags[3])
        assert unescape(nh3.clean(html, tags={"em", "bdi"})) == unescape(html).replace("\xa0", " ")
        assert html.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(CSL_TYPES))
def test_any_title_and_pages_can_be_written(title: str, pages: str, csl_type: str) -> None:
    found = work(type=csl_type, title=title, page_range=pages, container_title=pages, edition=title, issue=pages)
    for one in FORMATS:
        assert isinstance(one.write(found, NOTHING), str)


def test_italics_are_not_empty_where_a_work_has_no_journal() -> None:
    assert format_ama(work(title="Pain")) == "Pain."
    assert format_apa(work(title="Pain")) == "Pain. (n.d.)."
    assert format_mla(work(title="Pain")) == "“Pain.”"
    assert format_chicago(work(title="Pain")) == "“Pain.” n.d."


def test_quotations_inside_a_quoted_title_are_single() -> None:
    found = work(title='The "slipped" “disc”', container_title="Spine")
    assert format_mla(found) == "“The ‘slipped’ ‘disc.’” <em>Spine</em>."
    assert format_apa(found).startswith('The "slipped" “disc.”')


def test_a_title_that_ends_itself_takes_no_full_stop() -> None:
    found = work(title="Does it hurt?", container_title="Pain Med", issued=parse_issued("2017"))
    assert format_ama(found) == "Does it hurt? <em>Pain Med</em>. 2017."
    assert format_chicago(found) == "“Does it hurt?” 2017. <em>Pain Med</em>."
    assert format_apa(work(type="book", title="Does it hurt?")) == "<em>Does it hurt?</em> (n.d.)."


MANY = Names(people=tuple(Person(family=f"Weber{letter}", given="Henrik") for letter in "abcdefghijklmnopqrstu"))


def test_long_lists_of_authors_are_cut_as_each_style_has_it() -> None:
    found = work(title="Pain", authors=MANY)
    assert format_ama(found) == "Webera H, Weberb H, Weberc H, et al. Pain."
    assert format_mla(found) == "Webera, Henrik, et al. “Pain.”"
    assert format_apa(found).count("Weber") == 20
    assert "Webers, H., . . . Weberu, H. (n.d.)." in format_apa(found)
    assert format_chicago(found).count("Weber") == 7
    assert format_chicago(found).startswith("Webera, Henrik, Henrik Weberb, ")


def test_lists_of_the_greatest_length_are_whole() -> None:
    assert format_ama(work(authors=Names(people=MANY.people[:6]))).count("Weber") == 6
    assert format_apa(work(authors=Names(people=MANY.people[:20]))).count("Weber") == 20
    assert format_chicago(work(authors=Names(people=MANY.people[:10]))).count("Weber") == 10


@pytest.mark.parametrize(
    ("given", "initials", "spelled"),
    [
        ("Carsten Oliver", "C. O.", "Carsten Oliver"),
        ("Jean-François", "J.-F.", "Jean-François"),
        ("J.-F.", "J.-F.", "J.-F."),
        ("MJ", "M. J.", "M. J."),
        ("J.G.", "J. G.", "J. G."),
        ("Mark J", "M. J.", "Mark J."),
        ("小明", "小明", "小明"),
        ("MARIA", "M.", "MARIA"),
        ("", "", ""),
    ],
)
def test_given_names_are_spelled(given: str, initials: str, spelled: str) -> None:
    assert (spell_initials(given), spell_given(given)) == (initials, spelled)


@pytest.mark.parametrize(
    ("pages", "whole", "in_mla", "in_chicago"),
    [
        ("201-211", "201–211", "201–11", "201–11"),
        (
            "1541-8; discussion 1549",
            "1541–1548; discussion 1549",
            "1541–48; discussion 1549",
            "1541–48; discussion 1549",
        ),
        ("96-117", "96–117", "96–117", "96–117"),
        ("100-104", "100–104", "100–04", "100–104"),
        ("101-108", "101–108", "101–08", "101–8"),
        ("321-328", "321–328", "321–28", "321–28"),
        ("808-833", "808–833", "808–33", "808–33"),
        ("923-1003", "923–1003", "923–1003", "923–1003"),
        ("1496-1500", "1496–1500", "1496–500", "1496–500"),
        ("1103-1104", "1103–1104", "1103–04", "1103–4"),
        ("71--2", "71–72", "71–72", "71–72"),
        ("S2-S15", "S2–S15", "S2–S15", "S2–S15"),
        ("iii-v", "iii–v", "iii–v", "iii–v"),
        ("126A–127A", "126A–127A", "126A–127A", "126A–127A"),
        ("e012938", "e012938", "e012938", "e012938"),
        ("10-10", "10", "10", "10"),
        ("20-19", "20–19", "20–19", "20–19"),
        ("e315-e331", "e315–e331", "e315–31", "e315–31"),
        ("e315-31", "e315–e331", "e315–31", "e315–31"),
        ("e315-e31", "e315–e331", "e315–31", "e315–31"),
        ("e98-e102", "e98–e102", "e98–e102", "e98–e102"),
        ("e315-12", "e315–12", "e315–12", "e315–12"),
        ("S12-S9", "S12–S19", "S12–S19", "S12–S19"),
        ("N1-N6", "N1–N6", "N1–N6", "N1–N6"),
        ("1234-34", "1234", "1234", "1234"),
        ("1234-12", "1234–12", "1234–12", "1234–12"),
        ("12-12", "12", "12", "12"),
    ],
)
def test_page_ranges_are_shortened_as_each_style_has_it(pages: str, whole: str, in_mla: str, in_chicago: str) -> None:
    assert (spell_pages(pages), shorten_pages_mla(pages), shorten_pages_chicago(pages)) == (whole, in_mla, in_chicago)


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("201-11", "201", "211"), ("S2-S15", "S2", "S15"), ("5", "5", ""), ("1-2, 5-6", "1-2, 5-6", ""), ("", "", "")],
)
def test_one_range_has_a_first_and_a_last_page(pages: str, first: str, last: str) -> None:
    assert first_and_last(pages) == (first, last)


@pytest.mark.parametrize(
    ("date", "year", "within", "in_american", "in_mla"),
    [
        ("2022", "2022", "", "2022", "2022"),
        ("2022-02", "2022", "February", "February 2022", "Feb. 2022"),
        ("2022-02-01", "2022", "February 1", "February 1, 2022", "1 Feb. 2022"),
        ("spring 2010", "2010", "Spring", "Spring 2010", "spring 2010"),
        ("2002-04-03/2002-04-05", "2002", "April 3–5", "April 3–5, 2002", "3–5 Apr. 2002"),
        ("2002-04-30/2002-05-02", "2002", "April 30–May 2", "April 30–May 2, 2002", "30 Apr.–2 May 2002"),
        ("2010-01/2010-02", "2010", "January–February", "January–February 2010", "Jan.–Feb. 2010"),
        ("2001-12/2002-01", "2001–2002", "", "December 2001–January 2002", "Dec. 2001–Jan. 2002"),
        ("1990/1999", "1990–1999", "", "1990–1999", "1990–1999"),
    ],
)
def test_dates_are_written_as_each_style_has_it(
    date: str, year: str, within: str, in_american: str, in_mla: str
) -> None:
    issued = parse_issued(date)
    assert (years(issued), month_and_day(issued), american(issued), mla(issued)) == (year, within, in_american, in_mla)


def test_a_page_without_a_date_says_when_it_was_read() -> None:
    found = work(
        type="webpage",
        title="Low back pain",
        url="https://www.who.int/",
        accessed=PartialDate(year=2026, month=11, day=22),
    )
    assert format_apa(found).endswith("(n.d.). Retrieved November 22, 2026, from https://www.who.int/")
    assert format_chicago(found).endswith("n.d. Accessed November 22, 2026. https://www.who.int/.")
    assert format_ama(found).endswith("Accessed November 22, 2026. https://www.who.int/")


def test_a_name_that_stands_family_first_takes_no_comma() -> None:
    found = work(
        title="Pain",
        authors=Names(people=(Person(family="王", given="小明"),)),
        issued=Issued(start=PartialDate(year=2010)),
    )
    assert [style(found).partition(" ")[0] for style in STYLES] == ["王", "王", "王", "王"]
