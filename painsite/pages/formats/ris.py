"""RIS, as reference managers read it.

Source: Research Information Systems, RIS Format Specifications (2011), and what Zotero (zotero/translators, RIS.js,
`fieldMap` and `degenerateImportFieldMap`), EndNote and rispy make of them. Two letters, two blanks, a hyphen and a
blank begin each line; lines end with CR LF. Deliberate choices: editors are `A2`, which every reader knows, rather than
`ED`, and of a whole book `A3`, since its `A2` is a series editor in EndNote and Zotero; a conference is `T2` and its
proceedings `C3`, as both have them, but a journal is always the `T2`; the PubMed number is `AN`, that of PubMed Central
`C2`, as EndNote has them, and both are `M2` too, which Zotero keeps as what they are; of a journal the ISSN is `SN`, of
all else the ISBN, and the number of a report or patent. What became of the work, our address, and that there are more
authors, who are not named, are notes.
"""

from collections.abc import Iterator

from painsite.model import Entry, Issued, Names, PartialDate
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import family_first, notes_on_others, spell_given
from painsite.pages.formats.ranges import first_and_last
from painsite.pages.formats.signs import in_one_line
from painsite.pages.formats.times import american
from painsite.pages.formats.works import authors_of, container_of, publisher_of
from painsite.sources.abstracts import format_abstract
from painsite.sources.bibtex.fields import ARTICLE_TYPES
from painsite.sources.dates import format_issued
from painsite.sources.identifiers import arxiv_address

RIS_TYPE_BY_CSL_TYPE = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "collection": "BOOK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "CPAPER",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
"""`GEN` for those that are not here."""
_ISSUED_KINDS = frozenset({"COMP", "ELEC", "GEN", "JFULL", "JOUR", "MGZN", "UNPB"})
"""Those whose number is an issue: what Zotero takes for an article of a journal or magazine, and software and web
pages, whose `M1` would be a system and the day on which a page was looked at."""
_NUMBER_TAGS = {"CASE": "SV", "CHAP": "SV", "DATA": "NV", "PAT": "SN", "RPRT": "SN", "STAND": "SN"}
"""Where the number of a work is read: of a docket, of a chapter in its series, of a dataset, patent and report. Else it
is `M1`: of a book the number in its series, of a bill and a hearing their own. Of any other Zotero keeps it as it is.
"""
_OTHER_C2 = frozenset({"BLOG", "CHAP", "PAT"})
"""Those whose `C2` is something else: who commented, the author of the book, a date."""


def format_ris(entry: Entry, ours: Ours = NOTHING) -> str:
    """Return one record. Each value is one line."""
    lines = [f"{tag}  - {in_one_line(value)}\r\n" for tag, value in _lines(entry, ours) if value]
    return f"{''.join(lines)}ER  - \r\n"


def _lines(entry: Entry, ours: Ours) -> Iterator[tuple[str, str]]:
    """Yield tags and values, which may be empty; the type first."""
    kind = RIS_TYPE_BY_CSL_TYPE.get(entry.type, "GEN")
    yield "TY", kind
    yield "ID", entry.citekey
    for name in _people(authors_of(entry)):
        yield "AU", name
    yield "TI", entry.title
    yield from _containers(entry)
    for name in _people(entry.editors):
        yield "A3" if kind == "BOOK" else "A2", name
    for name in _people(entry.translators):
        yield "A4", name
    if entry.issued:
        yield "PY", f"{entry.issued.year:04d}"
        yield "DA", _date(entry.issued)
    yield "T3", entry.series
    yield "VL", entry.volume
    yield "IS", entry.issue
    yield _number_tag(entry, kind), entry.number
    first, last = first_and_last(entry.page_range)
    yield from (("SP", first), ("EP", last))
    yield "ET", entry.edition or entry.version
    yield "OP", format_issued(entry.original_date) if entry.original_date else ""
    yield "PB", publisher_of(entry)
    yield "CY", entry.place
    yield "SN", "" if has_room_for_numbers(entry) else number_of(entry)
    yield "DO", entry.doi
    yield from _identifiers(entry, kind)
    yield "UR", entry.url or (arxiv_address(entry.arxiv) if entry.arxiv else "")
    yield "Y2", _day(entry.accessed) if entry.accessed else ""
    yield "L1", entry.full_text
    yield "LA", "" if kind == "COMP" else entry.language  # of software Zotero takes it for the programming language
    for tag in entry.tags:
        yield "KW", tag
    yield "AB", "" if entry.abstract_paraphrased else format_abstract(entry.abstract)
    for name, value in _further(entry):
        yield "N1", f"{name}: {value}" if value else ""
    yield from (("N1", ours.status), ("N1", ours.address))
    for note in notes_on_others(entry):
        yield "N1", note


def number_of(entry: Entry) -> str:
    """Return the number by which what holds a work is found: of a journal its ISSN, else the ISBN."""
    return entry.issn or entry.isbn if entry.type in ARTICLE_TYPES else entry.isbn or entry.issn


def _number_tag(entry: Entry, kind: str) -> str:
    """Name the tag for a work's number. `M1` of a journal article would be a second issue."""
    if kind in _ISSUED_KINDS and not entry.issue:
        return "IS"
    return _NUMBER_TAGS.get(kind, "M1")


def _identifiers(entry: Entry, kind: str) -> Iterator[tuple[str, str]]:
    """Yield numbers that have no tag of their own everywhere; in `M2` Zotero knows them by their names."""
    yield "AN", entry.pmid
    yield "C2", "" if kind in _OTHER_C2 else entry.pmcid
    named = {"PMID": entry.pmid, "PMCID": entry.pmcid}
    if has_room_for_numbers(entry):
        named |= {"ISBN": entry.isbn, "ISSN": entry.issn}
    for name, number in named.items():
        yield "M2", f"{name}: {number}" if number else ""


def has_room_for_event(entry: Entry) -> bool:
    """Return whether a work of this type can name both an event and what holds it."""
    return RIS_TYPE_BY_CSL_TYPE.get(entry.type) in {"CONF", "CPAPER"}


def has_room_for_numbers(entry: Entry) -> bool:
    """Return whether a work of this type can have an ISBN and an ISSN, beside a number of its own."""
    return _NUMBER_TAGS.get(RIS_TYPE_BY_CSL_TYPE.get(entry.type, "")) == "SN"


def _people(names: Names) -> Iterator[str]:
    for person in names.people:
        yield family_first(person, spell_given(person.given))


def _further(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what has no tag of its own, for notes."""
    yield "Main title", entry.main_title
    yield "Status", entry.publication_status
    yield "Version", entry.version if entry.edition else ""


def _containers(entry: Entry) -> Iterator[tuple[str, str]]:
    container = container_of(entry)
    if entry.event and (not container or has_room_for_event(entry)):
        yield from (("T2", entry.event), ("C3", container))
    else:
        yield "T2", container
    yield "J2", entry.container_abbreviation


def _day(date: PartialDate, other: str = "") -> str:
    """`2022/02/01/`, `2022/02//`, `2010///Spring`: year, month, day and other words."""
    month, day = (f"{number:02d}" if number else "" for number in (date.month, date.day))
    return f"{date.year:04d}/{month}/{day}/{other}"


def _date(issued: Issued) -> str:
    """Return what is known beyond the year; nothing where it is all."""
    if not (issued.start.month or issued.end or issued.season):
        return ""
    other = issued.season.capitalize() or (american(issued) if issued.end else "")
    return _day(issued.start, other)
