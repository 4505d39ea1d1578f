"""Pages, volumes and issues as people and exporters write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.page_ranges import parse_page_range


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        # dashes
        ("131-140", "131-140"),
        ("131--140", "131-140"),
        ("225-–240", "225-240"),
        ("245 - 252", "245-252"),
        ("245—252", "245-252"),
        ("245−252", "245-252"),
        ("245～252", "245-252"),
        ("（245-252）", "245-252"),
        ("245 to 252", "245-252"),
        ("245 bis 252", "245-252"),
        ("iv--xii", "iv-xii"),
        ("24:1--24:31", "24:1-24:31"),
        ("S2--S15, 20", "S2-S15, 20"),
        ("436S--439S", "436S-439S"),
        ("E3313--E3322", "E3313-E3322"),
        ("1541--8; discussion 1549", "1541-8; discussion 1549"),
        ("12--19 and 25--30", "12-19, 25-30"),
        ("12-19 & 25", "12-19, 25"),
        # words for page
        ("pp. 12--19", "12-19"),
        ("pp 12-19", "12-19"),
        ("p.p. 12-19", "12-19"),
        ("p. 5", "5"),
        ("p12-p19", "12-19"),
        ("pp. 12-19, pp. 25-30", "12-19, 25-30"),
        ("Pages: 12-19", "12-19"),
        ("S. 12-19", "12-19"),
        ("Seiten 12 bis 19", "12-19"),
        ("blz. 12-19", "12-19"),
        ("págs. 12-19", "12-19"),
        ("12-19 pp.", "12-19"),
        ("775--784 vol.2", "775-784"),
        ("S12", "S12"),
        ("P12", "P12"),
        # one page and more
        ("1–1", "1"),
        ("20-20", "20"),
        ("12ff.", "12ff"),
        ("12 ff.", "12ff"),
        ("12 f", "12f"),
        ("73+", "73+"),
        ("1234-40", "1234-40"),
        ("e0147409.", "e0147409"),
        ("e1003285. doi:10.1371/journal.pgen.1003285", "e1003285"),
        ("[12--19]", "12-19"),
        ("1,234--1,240", "1234-1240"),
        ("Art. 5", "Art. 5"),
        ("Cover 3", "Cover 3"),
        # none
        *(
            (text, "")
            for text in (
                "",
                "-",
                "--",
                "n/a",
                "N/A-N/A",
                "no-no",
                "NA",
                "0-0",
                "0",
                "??--??",
                "none",
                "no page",
                "n. pag.",
            )
        ),
        *((text, "") for text in ("in press", "Epub ahead of print", "to appear")),
    ],
)
def test_pages_are_read_in_every_form(text: str, pages: str) -> None:
    assert parse_page_range(text) == pages


BOTH = "write both pages, as in `131--140`, or one alone"
COMPARE = "check them against the work"


@pytest.mark.parametrize(
    ("text", "pages", "message", "remedy"),
    [
        ("123–", "123", "the range `123–` has no last page, and `123` is used", BOTH),
        ("12--?", "12", "the range `12--?` has no last page, and `12` is used", BOTH),
        ("--240", "240", "the range `--240` has no first page, and `240` is used", BOTH),
        ("240-225", "240-225", "the pages `240-225` end before they begin", COMPARE),
        ("1234-33", "1234-33", "the pages `1234-33` end before they begin", COMPARE),
        ("E3322-E3313", "E3322-E3313", "the pages `E3322-E3313` end before they begin", COMPARE),
    ],
)
def test_a_range_that_lacks_an_end_or_falls_is_doubtful(text: str, pages: str, message: str, remedy: str) -> None:
    with pytest.raises(Doubtful) as caught:
        parse_page_range(text)
    assert (caught.value.value, caught.value.message, caught.value.remedy) == (pages, message, remedy)


@pytest.mark.parametrize("text", ["346 S.", "303 pp.", "9 pages", "XX, 327 Seiten", "xxi + 346"])
def test_a_number_of_pages_is_no_page(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_page_range(text)
    assert not isinstance(caught.value, Doubtful)
    assert caught.value.message == f"`{text}` is a number of pages and does not say which pages"
    assert (
        caught.value.remedy
        == "write the first and the last page, as in `131--140`, or write their number as `pagetotal`"
    )


@pytest.mark.parametrize(
    "text", ["1 online resource (444 S.)", "doi.org/103389/fnins.2018.00316", "https://example.org"]
)
def test_what_names_no_page_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_page_range(text)
    assert caught.value.message == f"`{text}` is not a page"
    assert caught.value.remedy == "write the first and the last page, as in `131--140`, or none"


@pytest.mark.property
@given(st.integers(1, 10**12), st.integers(0, 1_000) | st.integers(1, 10**12))
def test_numbers_alone_are_read_as_with_a_word_for_pages(first: int, more: int) -> None:
    for text in (str(first), f"{first}-{first + more}", f"{first}-{str(first + more)[-2:].lstrip('0') or 1}"):
        pages = []
        for written in (text, f"pp. {text}"):
            try:
                pages.append(parse_page_range(written))
            except Doubtful as doubt:
                pages.append(f"doubtful {doubt.value}")
        assert pages[0] == pages[1]


@pytest.mark.property
@given(st.text(alphabet="01pS.-–, ?fie&/()", max_size=80))
def test_no_pages_crash_or_keep_blanks_and_dashes_at_their_ends(text: str) -> None:
    try:
        pages = parse_page_range(text)
    except Unreadable:
        return
    assert pages == pages.strip(" -.,")


@pytest.mark.parametrize(
    ("fields", "volume", "issue", "pages"),
    [
        (r"pages = {1\,234--1\,240}", "", "", "1234-1240"),
        (r"pages = {pp.~12--19}", "", "", "12-19"),
        (r"pages = {12$-$19}", "", "", "12-19"),
        (r"pages = {12~19}", "", "", "12-19"),
        (r"pages = {1~234--1~240}", "", "", "1234-1240"),
        (r"pages = {12\textendash 19}", "", "", "12-19"),
        ("pages = {12{--}19}", "", "", "12-19"),
        ("pages = {-}, eid = {193102}", "", "", "193102"),
        ("pages = {n/a}, articleno = 5", "", "", "5"),
        ("art_number = 102358", "", "", "102358"),
        ("volume = {88(4)}", "88", "4", ""),
        ("volume = {88(4)}, number = 4", "88", "4", ""),
        ("volume = {88(4)}, number = 5", "88(4)", "5", ""),
        ("volume = {119 ( Pt 5)}", "119", "Pt 5", ""),
        ("volume = {Vol. 12, No. 3}", "12", "3", ""),
        ("volume = {Bd. 3}, number = {Heft 2}", "3", "2", ""),
        ("volume = {38 Suppl 4}", "38 Suppl 4", "", ""),
        ("volume = {C-18}", "C-18", "", ""),
        ("volume = 2, part = 1", "2.1", "", ""),
        ("volume = 301, part = {B}", "301B", "", ""),
        ("number = {no. 99}", "", "99", ""),
        ("number = {October}", "", "October", ""),
        ("volume = {-}, number = {n/a}", "", "", ""),
        ("volume = {N.A.}, number = {in press}", "", "", ""),
        ("volume = {In press}, pages = {in press}", "", "", ""),
    ],
)
def test_volume_issue_and_pages_are_told_apart(fields: str, volume: str, issue: str, pages: str) -> None:
    (work,), problems = parse_bibtex(f"@article{{weber-1983, {fields}}}", path="classics.bib")
    assert (work.volume, work.issue, work.page_range, problems) == (volume, issue, pages, ())


@pytest.mark.parametrize(
    ("fields", "doi", "arxiv"),
    [
        ("pages = {doi.org/10.1097/BRS.0000000000004198}", "10.1097/brs.0000000000004198", ""),
        ("volume = {https://dx.doi.org/10.1097/BRS.0000000000004198}", "10.1097/brs.0000000000004198", ""),
        ("volume = {doi:10.1097/brs.0000000000004198}", "10.1097/brs.0000000000004198", ""),
        ("volume = {abs/1708.02002}, journal = {CoRR}", "", "1708.02002"),
        ("pages = {cs/0504107v2}, journal = {arXiv}", "", "cs/0504107v2"),
    ],
)
def test_an_identifier_in_the_place_of_pages_is_read_as_what_it_is(fields: str, doi: str, arxiv: str) -> None:
    (work,), problems = parse_bibtex(f"@article{{kasch-2022, {fields}}}", path="classics.bib")
    assert (work.doi, work.arxiv, work.volume, work.page_range, problems) == (doi, arxiv, "", "", ())


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            "pages = {346 S.}",
            (
                "bibtex-pages: `346 S.` is a number of pages and does not say which pages; write the first and"
                " the last page,"
                " as in `131--140`, or write their number as `pagetotal`"
            ),
        ),
        ("pages = {240-225}", "bibtex-pages: the pages `240-225` end before they begin; check them against the work"),
        (
            "doi = {10.1097/brs.0000000000004198}, pages = {10.1097/00007632-198303000-00003}",
            (
                "bad-doi: `pages` contains `10.1097/00007632-198303000-00003`, which is another `doi`;"
                " keep the one that is right as `doi`"
            ),
        ),
    ],
)
def test_doubtful_pages_are_reported(fields: str, problem: str) -> None:
    _, (reported,) = parse_bibtex(f"@article{{kasch-2022, {fields}}}", path="classics.bib")
    assert str(reported).split(": ", 1)[1] == problem


def test_a_number_of_pages_is_kept_for_exports() -> None:
    (work,), _ = parse_bibtex("@book{kocher-1996, pages = {346 S.}}", path="classics.bib")
    assert work.bibtex_fields == {"pages": "346 S."}
