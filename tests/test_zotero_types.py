"""What Zotero makes of a work of each type: a table, read off the maps of its translators.

Sources, in the repositories `zotero/translators`, `zotero/utilities` and `zotero/zotero-schema`: BibTeX.js
(`bibtex2zoteroTypeMap`), RIS.js (`importTypeMap`, `DEFAULT_IMPORT_TYPE`), CSL JSON.js (`detectImport`), schema.json
(`csl.types`), openurl.js (`parseContextObject`).
"""

import json
import re
from urllib.parse import parse_qsl

import pytest
from msgspec.structs import replace

from painsite.model import Entry, Names, PartialDate, Person
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.coins import format_coins
from painsite.pages.formats.csl_json import format_csl_json
from painsite.pages.formats.ris import format_ris
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE, READ_EVERYWHERE
from painsite.sources.dates import parse_issued
from painsite.sources.schema import CSL_TYPES

FROM_BIBTEX = {
    "book": "book", "inbook": "bookSection", "incollection": "bookSection", "article": "journalArticle",
    "patent": "patent", "phdthesis": "thesis", "unpublished": "manuscript", "inproceedings": "conferencePaper",
    "conference": "conferencePaper", "techreport": "report", "booklet": "book", "manual": "book",
    "mastersthesis": "thesis", "misc": "document", "proceedings": "book", "online": "webpage",
    "electronic": "webpage", "thesis": "thesis", "letter": "letter", "movie": "film", "artwork": "artwork",
    "report": "report", "legislation": "bill", "jurisdiction": "case", "audio": "audioRecording",
    "video": "videoRecording", "software": "computerProgram", "inreference": "encyclopediaArticle",
    "collection": "book", "mvbook": "book",
}  # fmt: skip
FROM_RIS = {
    "ART": "artwork", "BILL": "bill", "BLOG": "blogPost", "BOOK": "book", "CASE": "case", "CHAP": "bookSection",
    "CLSWK": "book", "COMP": "computerProgram", "CONF": "conferencePaper", "CPAPER": "conferencePaper",
    "DATA": "dataset", "DICT": "dictionaryEntry", "ELEC": "webpage", "ENCYC": "encyclopediaArticle",
    "FIGURE": "artwork", "GEN": "journalArticle", "HEAR": "hearing", "JMANY_FIELDS": "journalArticle",
    "JOUR": "journalArticle", "LEGAL": "case", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "magazineArticle",
    "MPCT": "film", "MUSIC": "audioRecording", "NEWS": "newspaperArticle", "PAMP": "manuscript", "PAT": "patent",
    "PCOMM": "letter", "RPRT": "report", "SOUND": "audioRecording", "STAND": "report", "STAT": "statute",
    "THES": "thesis", "VIDEO": "videoRecording",
}  # fmt: skip
"""By default an article of a journal."""
FROM_CSL = {
    "article": "preprint", "article-journal": "journalArticle", "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle", "bill": "bill", "book": "book", "broadcast": "podcast",
    "chapter": "bookSection", "dataset": "dataset", "document": "document", "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle", "graphic": "artwork", "hearing": "hearing", "interview": "interview",
    "legal_case": "case", "legislation": "statute", "manuscript": "manuscript", "map": "map",
    "motion_picture": "film", "paper-conference": "conferencePaper", "patent": "patent",
    "personal_communication": "letter", "post": "forumPost", "post-weblog": "blogPost", "report": "report",
    "song": "audioRecording", "speech": "presentation", "standard": "standard", "thesis": "thesis",
    "webpage": "webpage",
}  # fmt: skip
"""By default a document."""
REFUSED = {"software"}
"""CSL types that make Zotero refuse a whole file."""

# CSL type: what comes of BibTeX, of RIS, of CSL-JSON, of COinS
TABLE = {
    "article": ("webpage", "journalArticle", "preprint", "preprint"),
    "article-journal": ("journalArticle", "journalArticle", "journalArticle", "journalArticle"),
    "article-magazine": ("journalArticle", "magazineArticle", "magazineArticle", "magazineArticle"),
    "article-newspaper": ("journalArticle", "newspaperArticle", "newspaperArticle", "newspaperArticle"),
    "bill": ("bill", "bill", "bill", "bill"),
    "book": ("book", "book", "book", "book"),
    "broadcast": ("audioRecording", "videoRecording", "podcast", "podcast"),
    "chapter": ("bookSection", "bookSection", "bookSection", "bookSection"),
    "classic": ("book", "book", "document", "book"),
    "collection": ("book", "book", "document", "book"),
    "dataset": ("document", "dataset", "dataset", "dataset"),
    "document": ("document", "journalArticle", "document", "document"),
    "entry": ("encyclopediaArticle", "encyclopediaArticle", "document", "encyclopediaArticle"),
    "entry-dictionary": ("encyclopediaArticle", "dictionaryEntry", "dictionaryEntry", "dictionaryEntry"),
    "entry-encyclopedia": (
        "encyclopediaArticle",
        "encyclopediaArticle",
        "encyclopediaArticle",
        "encyclopediaArticle",
    ),
    "event": ("document", "journalArticle", "document", "presentation"),
    "figure": ("artwork", "artwork", "document", "artwork"),
    "graphic": ("artwork", "artwork", "artwork", "artwork"),
    "hearing": ("document", "hearing", "hearing", "hearing"),
    "interview": ("document", "journalArticle", "interview", "interview"),
    "legal_case": ("case", "case", "case", "case"),
    "legislation": ("bill", "statute", "statute", "statute"),
    "manuscript": ("manuscript", "manuscript", "manuscript", "manuscript"),
    "map": ("document", "map", "map", "map"),
    "motion_picture": ("film", "film", "film", "film"),
    "musical_score": ("book", "audioRecording", "document", "book"),
    "pamphlet": ("book", "manuscript", "document", "book"),
    "paper-conference": ("conferencePaper", "conferencePaper", "conferencePaper", "conferencePaper"),
    "patent": ("patent", "patent", "patent", "patent"),
    "performance": ("document", "journalArticle", "document", "presentation"),
    "periodical": ("journalArticle", "journalArticle", "document", "journalArticle"),
    "personal_communication": ("letter", "letter", "letter", "letter"),
    "post": ("webpage", "blogPost", "forumPost", "forumPost"),
    "post-weblog": ("webpage", "blogPost", "blogPost", "blogPost"),
    "regulation": ("bill", "case", "document", "statute"),
    "report": ("report", "report", "report", "report"),
    "review": ("journalArticle", "journalArticle", "document", "journalArticle"),
    "review-book": ("journalArticle", "journalArticle", "document", "journalArticle"),
    "software": ("computerProgram", "computerProgram", "book", "computerProgram"),
    "song": ("audioRecording", "audioRecording", "audioRecording", "audioRecording"),
    "speech": ("manuscript", "conferencePaper", "presentation", "presentation"),
    "standard": ("report", "report", "standard", "standard"),
    "thesis": ("thesis", "thesis", "thesis", "thesis"),
    "treaty": ("document", "case", "document", "document"),
    "webpage": ("webpage", "webpage", "webpage", "webpage"),
}
FEW_FIELDS = Entry(
    citekey="weber-1983",
    path="a.bib",
    title="Lumbar disc herniation",
    authors=Names(people=(Person(family="Weber", given="Henrik"), Person(literal="World Health Organization"))),
    issued=parse_issued("1983-03"),
    url="https://example.org/weber",
    tags=("back pain", "surgery"),
    language="en",
)
MANY_FIELDS = replace(
    FEW_FIELDS,
    container_title="Spine",
    editors=Names(people=(Person(family="Berg", particle="van den", given="Johan"),), others=True),
    publisher="Institute for Health and Care",
    place="York and London",
    institution="University of Oslo",
    event="EuroSpine and friends",
    series="Pain in Europe",
    number="7",
    volume="8",
    edition="2",
    page_range="131-140",
    doi="10.1097/00007632-198303000-00003",
    pmid="6857385",
    accessed=PartialDate(year=2021, month=1, day=23),
)


def read_back(work: Entry) -> Entry:
    (found,), problems = parse_bibtex(format_bibtex(work), path="a.bib")
    assert problems == ()
    return replace(found, places={})


def type_of_context_object(text: str) -> str:
    """Follow `parseContextObject`: the matrix and the genre first, then `rft.type` where it comes."""
    pairs = parse_qsl(text, strict_parsing=True)
    genre = dict(pairs).get("rft.genre", "")
    matrix = dict(pairs)["rft_val_fmt"].rpartition(":")[2]
    by_genre = {"bookitem": "bookSection", "proceeding": "conferencePaper", "report": "report"}
    kind = {"journal": "journalArticle", "dissertation": "thesis", "patent": "patent", "dc": "webpage"}.get(
        matrix, by_genre.get(genre, "book")
    )
    return dict(pairs).get("rft.type", kind) if kind not in {"thesis", "patent"} else kind


def test_the_table_has_every_type() -> None:
    assert TABLE.keys() == set(CSL_TYPES)
    assert FROM_BIBTEX.keys() == READ_EVERYWHERE


@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_zotero_reads_a_work_of_each_type(csl_type: str) -> None:
    work = replace(FEW_FIELDS, type=csl_type)
    (kind,) = re.findall(r"^@(\w+)\{", format_bibtex(work))
    (ris,) = re.findall(r"^TY  - (\w+)", format_ris(work))
    (item,) = json.loads(format_csl_json(work))
    assert item["type"] not in REFUSED
    assert (
        FROM_BIBTEX[kind],
        FROM_RIS.get(ris, "journalArticle"),
        FROM_CSL.get(item["type"], "document"),
        type_of_context_object(format_coins(work)),
    ) == TABLE[csl_type]


@pytest.mark.parametrize("work", [FEW_FIELDS, MANY_FIELDS], ids=["few fields", "many"])
@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_bibtex_reads_back_as_what_it_was(work: Entry, csl_type: str) -> None:
    work = replace(work, type=csl_type)
    if csl_type in {"article-journal", "article-magazine", "article-newspaper", "periodical", "review", "review-book"}:
        work = replace(work, issue=work.number, number="")
    assert read_back(work) == work


# the reader takes what begins like `@comment` for a comment, as BibTeX does
@pytest.mark.parametrize("kind", sorted(CSL_TYPE_BY_BIBTEX_TYPE.keys() - {"commentary"}))
@pytest.mark.parametrize(
    "fields", ["", "url = {https://example.org/}, publisher = {P}", "eventtitle = {EuroSpine}, doi = {10.1000/a}"]
)
def test_a_type_of_a_bib_file_comes_back_as_it_was(kind: str, fields: str) -> None:
    (first,), _ = parse_bibtex(f"@{kind}{{a, title = {{Pain}}, {fields}}}", path="a.bib")
    written = format_bibtex(first)
    (again,), problems = parse_bibtex(written, path="a.bib")
    assert problems == ()
    assert re.findall(r"^@(\w+)\{", written)[0] in READ_EVERYWHERE
    assert (again.type, again.bibtex_fields) == (first.type, first.bibtex_fields)
    assert again.bibtex_type == ("" if kind in {"magazine", "newspaper"} else first.bibtex_type)
    assert format_bibtex(again) == written


@pytest.mark.parametrize(
    ("block", "csl_type"),
    [
        ("@misc{a, title = {T}, entrysubtype = {dataset}}", "dataset"),
        ("@article{a, title = {T}, entrysubtype = {Magazine}}", "article-magazine"),
        ("@article{a, title = {T}, entrysubtype = {review-book}}", "review-book"),
        ("@audio{a, title = {T}, entrysubtype = {broadcast}}", "broadcast"),
        # what others write there for other ends decides nothing
        ("@misc{a, title = {T}, entrysubtype = {nonacademic}}", "document"),
        ("@book{a, title = {T}, entrysubtype = {dataset}}", "book"),
        ("@article{a, title = {T}, entrysubtype = {book}}", "article-journal"),
    ],
)
def test_a_subtype_names_a_type_under_the_one_that_stands_for_it(block: str, csl_type: str) -> None:
    (found,), _ = parse_bibtex(block, path="a.bib")
    assert found.type == csl_type


@pytest.mark.parametrize("field", ["publisher = {{Institute for Health and Care}}", "address = {{York and London}}"])
def test_an_and_inside_a_name_divides_no_list(field: str) -> None:
    assert f"  {field},\n" in format_bibtex(MANY_FIELDS)


def test_a_range_of_years_is_a_date() -> None:
    written = format_bibtex(replace(FEW_FIELDS, issued=parse_issued("1990/1995")))
    assert "  date = {1990/1995},\n" in written
    assert "year = " not in written


BRACES = [
    "{New York}", "The {New York} of {Mizoroki-Heck}", "{P}ain in {G}ermany", "Pain: {A} {Study} of {Z}ürich",
    "The {{Double} Brace}", "{MRI} of {L4} and {pH}", r"In {\'E}cole and {Zürich \& Co}", "{The Whole Title of It}",
    "{a} small {b}rown", r"{na{\"\i}ve} {N}a{\"\i}ve",
]  # fmt: skip


@pytest.mark.parametrize("title", BRACES)
def test_braces_that_protect_capitals_survive(title: str) -> None:
    (first,), _ = parse_bibtex(f"@article{{a, title = {{{title}}}}}", path="a.bib")
    written = format_bibtex(first)
    (again,), _ = parse_bibtex(written, path="a.bib")
    assert (again.title, format_bibtex(again)) == (first.title, written)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("{New York}", "{{New York}}"),
        ("Catalysis of {Pd-N} in {Mizoroki-Heck} reactions", "{Catalysis of {Pd-N} in {Mizoroki-Heck} reactions}"),
        ("A {P}ainful day", "{A {Painful} day}"),
        ("{L}umbar discs: {A} {study}", "{Lumbar discs: A study}"),
        (r"A \emph{Painful} day", "{A Painful day}"),
        ("Scans {without} capitals", "{Scans without capitals}"),
        ("{Zürich \\& Co}", "{{Zürich \\& Co}}"),
    ],
)
def test_what_braces_protect_is_protected_again(title: str, written: str) -> None:
    (found,), _ = parse_bibtex(f"@article{{a, title = {{{title}}}}}", path="a.bib")
    assert f"  title = {written},\n" in format_bibtex(found)


@pytest.mark.parametrize(
    "person",
    [
        Person(family="Plato"),
        Person(family="hooks"),
        Person(family="hooks", given="bell"),
        Person(literal="WHO"),
        Person(literal="Plato"),
        Person(family="Rijn", particle="van"),
        Person(family="d'Alembert", given="Jean"),
        Person(family="王", given="小明"),
        Person(family="García López", given="José"),
        Person(family="de la Cruz", given="Juana"),
        Person(family="Müller", given="Hans", particle="von", suffix="III"),
        Person(literal="Barnes and Noble, Inc."),
        Person(literal="{Curly} & #1 $2 % ~ ^ \\ _"),
    ],
    ids=str,
)
def test_a_person_of_bibtex_comes_back(person: Person) -> None:
    names = Names(people=(person, Person(family="Weber", given="Henrik")))
    assert read_back(replace(FEW_FIELDS, authors=names)).authors == names
