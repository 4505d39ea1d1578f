"""RIS and CSL-JSON: what other programs read in them."""

from pathlib import Path
from typing import Literal

import msgspec
import pytest
import rispy
from hypothesis import given
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from painsite.model import AbstractPart, Entry, Names, PartialDate, Person
from painsite.pages.formats.csl_json import csl_item, format_csl_json
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import family_first, spell_given
from painsite.pages.formats.ris import RIS_TYPE_BY_CSL_TYPE, format_ris
from painsite.pages.formats.works import authors_of
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.dates import format_issued, parse_issued
from painsite.sources.schema import CSL_TYPES
from tests.support import KASCH, entry
from tests.test_formats_bibtex import HOSTILE, works

FILES = sorted((Path(__file__).parent / "formats").iterdir())
WORKS = {path.stem: entry(path.stem, path.read_text(encoding="utf-8").partition("=== ")[0]) for path in FILES}
FULL = Entry(
    citekey="a",
    path="",
    title="Pain",
    authors=Names(people=(Person(family="Berg", particle="van den", given="Jan", suffix="Jr"),)),
    editors=Names(people=(Person(literal="World Health Organization"),)),
    container_title="Spine",
    container_abbreviation="Sp",
    publisher="Lippincott",
    place="Oslo",
    edition="2",
    series="Pain in Europe",
    number="7",
    event="EuroGP 2002",
    issued=parse_issued("2001-12/2002-01"),
    volume="3",
    issue="2 Suppl",
    page_range="1541-8",
    doi="10.1097/brs.0000000000004198",
    pmid="34732634",
    pmcid="PMC4464797",
    isbn="9780198526636",
    issn="0362-2436",
    url="https://example.org/a",
    accessed=PartialDate(year=2026, month=11, day=22),
    full_text="https://example.org/a.pdf",
    language="en",
    tags=("back pain", "imaging"),
    abstract=(AbstractPart(label="METHODS", text="Old."), AbstractPart(label="", text="New.")),
)


UNKNOWN_TO_RISPY = {"M2", "SV"}
"""Tags that Zotero reads: of identifiers, and of a number in a series or of a docket."""


def read_ris(work: Entry, ours: Ours = NOTHING) -> dict[str, object]:
    (found,) = rispy.loads(format_ris(work, ours))
    assert found.get("unknown_tag", {}).keys() <= UNKNOWN_TO_RISPY
    return dict(found)


def test_rispy_reads_all_that_an_entry_has() -> None:
    assert read_ris(FULL, Ours(address="https://example.org/bibliography/a/", status="Retracted (2022)")) == {
        "type_of_reference": "JOUR",
        "id": "a",
        "authors": ["van den Berg, Jan, Jr."],
        "title": "Pain",
        "secondary_title": "Spine",
        "alternate_title1": "Sp",
        "secondary_authors": ["World Health Organization"],
        "year": "2001",
        "date": "2001/12//December 2001–January 2002",
        "tertiary_title": "Pain in Europe",
        "volume": "3",
        "number": "2 Suppl",
        "note": "7",
        "start_page": "1541",
        "end_page": "1548",
        "edition": "2",
        "publisher": "Lippincott",
        "place_published": "Oslo",
        "issn": "0362-2436",
        "doi": "10.1097/brs.0000000000004198",
        "accession_number": "34732634",
        "custom2": "PMC4464797",
        "urls": ["https://example.org/a"],
        "access_date": "2026/11/22/",
        "file_attachments1": "https://example.org/a.pdf",
        "language": "en",
        "keywords": ["back pain", "imaging"],
        "abstract": "METHODS: Old. New.",
        "unknown_tag": {"M2": ["PMID: 34732634", "PMCID: PMC4464797"]},
        "notes": ["Retracted (2022)", "https://example.org/bibliography/a/"],
    }


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_ris_that_rispy_writes_again_says_the_same(work: Entry) -> None:
    found = rispy.loads(format_ris(work))
    assert rispy.loads(rispy.dumps(found)) == found
    assert found[0]["title"] == work.title


def test_every_line_of_ris_ends_with_cr_lf_and_begins_with_a_tag() -> None:
    lines = format_ris(FULL).split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - JOUR", ["ER  - ", ""])
    assert {line[2:6] for line in lines[:-1]} == {"  - "}
    assert "\n" not in "".join(lines)


def test_every_type_of_work_has_a_type_of_ris() -> None:
    assert {RIS_TYPE_BY_CSL_TYPE.get(one, "GEN") for one in CSL_TYPES} <= TYPE_OF_REFERENCE_MAPPING.keys()
    assert RIS_TYPE_BY_CSL_TYPE.keys() <= set(CSL_TYPES)


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_stays_in_its_line_and_member(title: str) -> None:
    work = Entry(citekey="a", path="", title=title)
    folded = " ".join(title.split())
    assert read_ris(work)["title"] == folded
    assert msgspec.json.decode(format_csl_json(work))[0]["title"] == title


def test_a_paraphrase_is_no_abstract() -> None:
    work = msgspec.structs.replace(FULL, abstract_paraphrased=True)
    assert "abstract" not in read_ris(work)
    assert "abstract" not in csl_item(work)


class Name(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    family: str = ""
    given: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""


class Date(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    date_parts: list[list[int]]
    season: Literal[1, 2, 3, 4] | None = None


class Item(msgspec.Struct, forbid_unknown_fields=True, rename=lambda name: name.replace("_", "-")):
    """What csl-data.json allows, as far as we write it."""

    id: str
    type: Literal[CSL_TYPES]  # type: ignore[valid-type]
    title: str = ""
    author: list[Name] = []
    editor: list[Name] = []
    translator: list[Name] = []
    issued: Date | None = None
    original_date: Date | None = None
    accessed: Date | None = None
    container_title: str = ""
    container_title_short: str = ""
    collection_title: str = ""
    event_title: str = ""
    volume: str = ""
    issue: str = ""
    number: str = ""
    collection_number: str = ""
    page: str = ""
    edition: str = ""
    version: str = ""
    genre: str = ""
    publisher: str = ""
    publisher_place: str = ""
    doi: str = msgspec.field(default="", name="DOI")
    pmid: str = msgspec.field(default="", name="PMID")
    pmcid: str = msgspec.field(default="", name="PMCID")
    isbn: str = msgspec.field(default="", name="ISBN")
    issn: str = msgspec.field(default="", name="ISSN")
    url: str = msgspec.field(default="", name="URL")
    archive: str = ""
    archive_location: str = msgspec.field(default="", name="archive_location")
    language: str = ""
    keyword: str = ""
    abstract: str = ""
    note: str = ""
    status: str = ""
    custom: dict[str, str] = {}


def read_csl(work: Entry) -> Item:
    (item,) = msgspec.json.decode(format_csl_json(work, Ours(address="https://example.org/")), type=list[Item])
    return item


@pytest.mark.parametrize("work", [*WORKS.values(), FULL], ids=[*WORKS, "full"])
def test_an_item_has_the_shape_of_csl_data(work: Entry) -> None:
    item = read_csl(work)
    assert (item.id, item.title) == (work.citekey, work.title)
    for name in (*item.author, *item.editor):
        assert bool(name.literal) != bool(name.family)
    for date in (item.issued, item.accessed):
        assert date is None or all(1 <= len(parts) <= 3 and all(parts) for parts in date.date_parts)


@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_every_type_of_work_is_one_of_csl_and_refused_by_nobody(csl_type: str) -> None:
    item = read_csl(msgspec.structs.replace(FULL, type=csl_type))
    if csl_type == "software":
        assert (item.type, item.note) == ("book", "type: software\nhttps://example.org/")
    else:
        assert (item.type, item.note) == (csl_type, "https://example.org/")


@pytest.mark.parametrize(
    ("csl_type", "member"),
    [("book", "collection-number"), ("chapter", "collection-number"), ("report", "number"), ("patent", "number")],
)
def test_the_number_of_a_book_is_that_in_its_series(csl_type: str, member: str) -> None:
    assert csl_item(msgspec.structs.replace(FULL, type=csl_type))[member] == "7"


def test_names_and_dates_keep_their_parts() -> None:
    item = csl_item(FULL)
    assert item["author"] == [{"family": "van den Berg", "given": "Jan", "suffix": "Jr"}]
    assert item["editor"] == [{"literal": "World Health Organization"}]
    assert item["issued"] == {"date-parts": [[2001, 12], [2002, 1]]}
    assert csl_item(msgspec.structs.replace(FULL, issued=parse_issued("spring 2010")))["issued"] == {
        "date-parts": [[2010]],
        "season": 1,
    }
    assert csl_item(entry("kasch-2022", KASCH))["author"] == [
        {"family": "Kasch", "given": "R."},
        {"family": "Truthmann", "given": "J."},
    ]


def test_more_authors_than_are_named_are_no_person_but_a_note() -> None:
    kasch = entry("kasch-2022", KASCH)
    assert (read_ris(kasch)["authors"], read_ris(kasch)["notes"]) == (
        ["Kasch, R.", "Truthmann, J."],
        ["Authors: and others"],
    )
    assert csl_item(kasch, Ours(address="https://example.org/a/"))["note"] == (
        "https://example.org/a/\nAuthors: and others"
    )


@pytest.mark.parametrize("name", ["note", "annote"])
def test_a_note_on_more_authors_is_read_back(name: str) -> None:
    block = f"@article{{a, author = {{Kasch, R.}}, editor = {{Weber, H.}}, {name} = {{Old. Authors: and others}}}}"
    (found,), _ = parse_bibtex(block, path="a.bib")
    assert (found.authors.others, found.editors.others) == (True, False)


def test_a_retraction_is_a_status_of_csl_too() -> None:
    retracted = csl_item(FULL, Ours(address="https://example.org/a/", retraction="retraction", status="Retracted"))
    assert (retracted["status"], retracted["note"]) == ("retracted", "Retracted https://example.org/a/")
    assert "status" not in csl_item(FULL, Ours(retraction="concern", status="Expression of concern"))


def _ris_name(person: Person) -> str:
    return " ".join(family_first(person, spell_given(person.given)).split())


@given(works())
def test_a_reader_of_ris_finds_the_same_fields(work: Entry) -> None:
    found = read_ris(work)
    in_journal = RIS_TYPE_BY_CSL_TYPE.get(work.type) not in {"CONF", "CPAPER"}
    container = work.container_title if work.container_title != work.title else ""
    people = [len(names.people) for names in (authors_of(work), work.editors)]
    editors = found.get("secondary_authors", found.get("tertiary_authors", []))
    same = {
        "id": work.citekey,
        "title": work.title,
        "secondary_title": (container or work.event) if in_journal else (work.event or container),
        "alternate_title1": work.container_abbreviation,
        "year": f"{work.issued.year:04d}" if work.issued else "",
        "tertiary_title": work.series,
        "volume": work.volume,
        "edition": work.edition or work.version,
        "subsidiary_authors": [_ris_name(person) for person in work.translators.people],
        "original_publication": format_issued(work.original_date) if work.original_date else "",
        "place_published": work.place,
        "doi": work.doi,
        "accession_number": work.pmid,
        "custom2": "" if work.type == "chapter" else work.pmcid,
        "urls": [work.url] if work.url else [],
        "language": "" if work.type == "software" else work.language,
        "keywords": list(work.tags),
    }
    assert {name: found.get(name, type(value)()) for name, value in same.items()} == same
    assert [len(found.get("authors", [])), len(editors)] == people
    assert found.get("number", "") in {work.issue, work.number}
    assert all(value in str(found) for value in (work.number, work.issue, work.pmcid))
    assert found.get("issn", "") in {"", work.isbn, work.issn, work.number}
    assert found.get("publisher", "") in {work.publisher, work.institution}
    assert bool(found.get("publisher")) == bool(work.publisher or work.institution)
