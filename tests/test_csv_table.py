"""CSV for spreadsheets: what comes out of it again, and that nothing in it is run."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Entry, Names, Person
from painsite.pages.formats.csv_table import CSV_COLUMNS, csv_header, format_csv_record
from painsite.pages.formats.ours import Ours
from tests.support import KASCH, entry
from tests.test_formats_bibtex import works
from tests.test_losses import HOSTILE


def read(line: str) -> dict[str, str]:
    """Read a line as a program does that follows the rules of the file."""
    (cells,) = csv.reader([line])
    plain = [cell.removeprefix("'") for cell in cells]
    return dict(zip(CSV_COLUMNS, plain, strict=True))


def divide(text: str) -> list[str]:
    """Divide a list as the rules of the file say."""
    members, escaped = [""], False
    for sign in text:
        if escaped or sign not in "\\;":
            members[-1] += sign
            escaped = False
        elif sign == "\\":
            escaped = True
        else:
            members.append("")
    return [member.strip() for member in members] if text else []


def test_kasch_2022_as_a_line() -> None:
    more = "volume: 47\ntags: [imaging, 'a; b']\nstudy: {design: cohort study, level: 3}\nheadline: Scans say little\n"
    ours = Ours(
        address="https://example.org/a/", label="Kasch 2022", retraction="concern", status="Expression of concern"
    )
    found = read(format_csv_record(entry("kasch-2022", KASCH + more), ours))
    assert {name: value for name, value in found.items() if value} == {
        "citekey": "kasch-2022",
        "label": "Kasch 2022",
        "type": "article-journal",
        "title": entry("kasch-2022", KASCH).title,
        "authors": "Kasch, R.; Truthmann, J.",
        "journal": "Spine (Phila Pa 1976)",
        "year": "2022",
        "date": "2022",
        "volume": "47",
        "tags": "imaging; a\\; b",
        "study_design": "cohort study",
        "study_type": "cohort",
        "level": "3",
        "headline": "Scans say little",
        "page": "https://example.org/a/",
        "note": "Authors: and others",
        "retraction": "concern",
        "status": "Expression of concern",
    }


def test_a_file_begins_with_a_mark_so_that_excel_knows_its_letters() -> None:
    assert csv_header().encode().startswith(b"\xef\xbb\xbfcitekey,label,type,title,")
    assert csv_header().endswith(",status,abstract\r\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'Tis", "''"])
def test_no_cell_is_a_formula_and_each_can_be_had_as_it_was(text: str) -> None:
    line = format_csv_record(Entry(citekey="a", path="", title=text))
    assert next(csv.reader([line]))[3] == f"'{text}"
    assert read(line)["title"] == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_stays_in_its_cell_and_line(text: str) -> None:
    people = Names(people=(Person(literal=text), Person(family="Weber", given="H")))
    line = format_csv_record(Entry(citekey="a", path="", title=text, authors=people, tags=(text, "imaging")))
    folded = " ".join(text.split())
    found = read(line)
    assert (line.count("\n"), line[-2:]) == (1, "\r\n")
    assert found["title"] == folded
    assert divide(found["tags"]) == [folded, "imaging"]
    assert divide(found["authors"]) == [folded, "Weber, H."]


@given(works())
def test_a_reader_of_csv_finds_the_same_fields(work: Entry) -> None:
    found = read(format_csv_record(work))
    same = ("citekey", "type", "title", "volume", "issue", "publisher", "place", "institution", "edition", "series")
    for name in (*same, "number", "event", "doi", "pmid", "pmcid", "isbn", "issn", "url", "language"):
        assert found[name] == " ".join(getattr(work, name).split())
    assert divide(found["tags"]) == list(work.tags)
    assert len(divide(found["authors"])) == len(work.authors.people)
    assert ("Authors: and others" in divide(found["note"])) == work.authors.others


@given(st.lists(st.text(), max_size=4))
def test_any_text_gives_one_line_of_every_column(texts: list[str]) -> None:
    line = format_csv_record(Entry(citekey="a", path="", title=" ".join(texts), tags=tuple(texts)))
    assert len(next(csv.reader([line]))) == len(CSV_COLUMNS)
    assert len(line.splitlines()) == 1
