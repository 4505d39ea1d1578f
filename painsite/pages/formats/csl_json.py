"""CSL-JSON, the items that citation processors read.

Source: the schema csl-data.json of CSL 1.0.2 (https://github.com/citation-style-language/schema) and the specification,
appendix IV. What became of the work and our address are the item's `note`, and a retraction its `status`, too; a
preprint at arXiv has it as `archive` and `archive_location`; of a book or its part the number is that in its series.

A type that Zotero does not know makes it refuse the whole file (zotero/translators, CSL JSON.js, `detectImport`). Such
a work goes out as the nearest that it knows, and its type is the note's first line, `type: software`: so citeproc-js,
Zotero and Pandoc read a field that has no place of its own.
"""

from collections.abc import Iterator, Mapping

from msgspec import json

from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import notes_on_others, spell_given
from painsite.pages.formats.pieces import join
from painsite.pages.formats.works import Degree, authors_of, publisher_of, thesis_of
from painsite.sources.abstracts import format_abstract
from painsite.sources.identifiers import arxiv_address

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
_GENRES: Mapping[Degree, str] = {"doctoral": "PhD dissertation", "master": "Master’s thesis", "": ""}
_KNOWN_TYPES = {"software": "book"}
"""Types that Zotero refuses, and those that stand for them; a `book` that has a `version` is a program there."""
_NUMBERED_IN_SERIES = frozenset({
    "book", "chapter", "classic", "collection", "entry", "entry-dictionary", "entry-encyclopedia", "musical_score",
    "pamphlet", "paper-conference",
})  # fmt: skip
_encode = json.Encoder().encode


def format_csl_json(entry: Entry, ours: Ours = NOTHING) -> str:
    """Return a list of one item, each of its members in a line."""
    members = csl_item(entry, ours).items()
    written = ",\n    ".join(f'"{name}": {_encode(value).decode()}' for name, value in members)
    return f"[\n  {{\n    {written}\n  }}\n]\n"


def format_csl_record(entry: Entry, ours: Ours = NOTHING) -> str:
    """Return one item in one line, without a line end, as files of many have it."""
    return _encode(csl_item(entry, ours)).decode()


def csl_item(entry: Entry, ours: Ours = NOTHING) -> dict[str, object]:
    """Return the item of a work: by name of the member what is known."""
    members: dict[str, object] = {
        "id": entry.citekey,
        "type": _KNOWN_TYPES.get(entry.type, entry.type),
        "title": entry.title,
        "author": _people(authors_of(entry)),
        "editor": _people(entry.editors),
        "translator": _people(entry.translators),
        "container-title": entry.container_title or entry.main_title,
        "container-title-short": entry.container_abbreviation,
        "collection-title": entry.series,
        "event-title": entry.event,
        "issued": _issued(entry.issued) if entry.issued else None,
        "original-date": _issued(entry.original_date) if entry.original_date else None,
        "volume": entry.volume,
        "issue": entry.issue,
        "collection-number" if entry.type in _NUMBERED_IN_SERIES else "number": entry.number,
        "page": entry.page_range,
        "edition": entry.edition,
        "version": entry.version,
        "genre": thesis_of(entry, _GENRES) if entry.type == "thesis" else entry.genre,
        "publisher": publisher_of(entry),
        "publisher-place": entry.place,
        "DOI": entry.doi,
        "PMID": entry.pmid,
        "PMCID": entry.pmcid,
        "ISBN": entry.isbn,
        "ISSN": entry.issn,
        "archive": "arXiv" if entry.arxiv else "",
        "archive_location": entry.arxiv,
        "URL": entry.url or (arxiv_address(entry.arxiv) if entry.arxiv else ""),
        "accessed": {"date-parts": [_parts(entry.accessed)]} if entry.accessed else None,
        "language": entry.language,
        "keyword": ", ".join(entry.tags),
        "abstract": "" if entry.abstract_paraphrased else format_abstract(entry.abstract),
        "status": "retracted" if ours.retraction == "retraction" else entry.publication_status,
        "custom": {"main-title": entry.main_title} if entry.container_title and entry.main_title else None,
        "note": "\n".join(_notes(entry, ours)),
    }
    return {name: value for name, value in members.items() if value}


def _people(names: Names) -> list[dict[str, str]]:
    # the schema knows no `et al`, and whoever is called `others` is printed as a person
    return [_person(person) for person in names.people]


def _notes(entry: Entry, ours: Ours) -> Iterator[str]:
    if entry.type in _KNOWN_TYPES:
        yield f"type: {entry.type}"
    if ours.status or ours.address:
        yield join(" ", ours.status, ours.address)
    yield from notes_on_others(entry)


def _person(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": person.literal}
    # with its particle, which Zotero would lose elsewhere, and which citeproc-js and Pandoc find by its small letters
    members = {"family": person.last_name, "given": spell_given(person.given), "suffix": person.suffix}
    return {name: value for name, value in members.items() if value}


def _issued(issued: Issued) -> dict[str, object]:
    parts = [_parts(date) for date in (issued.start, issued.end) if date]
    return {"date-parts": parts, **({"season": _SEASONS[issued.season]} if issued.season else {})}


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]
