"""One work on its way from BibTeX's fields to ours: the means to read text, dates, names and identifiers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from painsite.sources.bibtex.entries import RawField
from painsite.sources.bibtex.lists import institutions_of, places_of, publishers_of
from painsite.sources.bibtex.names import split_bibtex_names
from painsite.sources.field_markup import read_markup, read_tex_math
from painsite.sources.latex.decoding import decode
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_COMMAND = re.compile(r"\\[A-Za-z]+|\\.|[\\{$]", re.DOTALL)
_GROUP_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+and\s+", re.IGNORECASE)
_GROUP_WORD = re.compile(
    r"\b(?:collaborations?|consorti(?:um|a)|groups?|teams?|investigators|network)\b", re.IGNORECASE
)


@dataclass(kw_only=True)
class Work:
    """What has been read of an entry. Nothing else changes while it is read."""

    reading: Reading
    fields: Mapping[str, RawField]
    """By lower-case name."""
    values: dict[str, Any] = field(default_factory=dict)
    """By the model's names; fields without a value are not here."""
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    """As in `Entry`."""
    used: set[str] = field(default_factory=set)
    """Names of the fields that went into `values`."""


def use(work: Work, ours: str, *names: str) -> RawField | None:
    """Take the first of these fields that has a value, else one that is given as empty, and note where it stands."""
    if work.fields.keys().isdisjoint(names):
        return None
    empty = None
    for name in names:
        found = work.fields.get(name)
        if found is None or name in work.used:
            continue
        if found.value.strip():
            _note(work, ours, name, found)
            return found
        empty = empty or (name, found)
    if empty:
        _note(work, ours, *empty)
    return None


def _note(work: Work, ours: str, name: str, found: RawField) -> None:
    work.used.add(name)
    if ours not in work.places:
        work.places[ours] = work.reading.spot(found.offset)


def plain(work: Work, found: RawField, *, lines: bool = False) -> str:
    """Read the LaTeX and HTML of a field and fold its blanks, its line ends too unless they are asked for."""
    text, unread = decode(read_tex_math(found.value))
    if unread:
        command = _COMMAND.search(text)
        words = text[command.start() :] if command else text
        # one command is one problem, whatever follows it
        passage = command[0] if command and words.startswith("\\") else words
        message = f"the LaTeX {quoted(passage, limit=30)} is not understood"
        work.reading.report("bibtex-latex", found.offset, message, "write the characters that it prints")
    if "<" in text or "&" in text:
        text, lost = read_markup(text)
        for problem in lost:
            work.reading.report("lost-markup", found.offset, problem.message, problem.remedy)
    return text.strip() if lines else " ".join(text.split())


def read_text(work: Work, ours: str, *names: str) -> None:
    """Read a line of text from the first of these fields."""
    found = use(work, ours, *names)
    text = plain(work, found) if found else ""
    if text:
        work.values[ours] = text


def read_title(work: Work, ours: str, *names: str) -> None:
    """Join a title, its subtitle and what follows, as BibLaTeX prints them: `Title: subtitle. Addition`."""
    title = ""
    for index, name in enumerate(names):
        found = use(work, ours, name)
        part = plain(work, found) if found else ""
        if part and not title.casefold().endswith(part.casefold()):
            sign = "" if not title or title[-1] in ":?!.…" else ":" if index == 1 else "."
            title = f"{title}{sign} {part}".strip()
    if title:
        work.values[ours] = title


def read_imprint(work: Work) -> None:
    """Read places, publishers and institutions, of which each may be several."""
    place = use(work, "place", "address", "location")
    places = places_of(place.value) if place and plain(work, place) else ()
    if places:
        work.values["place"] = "; ".join(places)
    publisher = use(work, "publisher", "publisher")
    publishers = publishers_of(publisher.value, places=len(places)) if publisher and plain(work, publisher) else ()
    if publishers:
        work.values["publisher"] = "; ".join(publishers)
    institution = use(work, "institution", "institution", "school", "organization", "organisation")
    institutions = institutions_of(institution.value) if institution and plain(work, institution) else ()
    if institutions:
        work.values["institution"] = "; ".join(institutions)


def read_collaboration(work: Work) -> None:
    """Read the groups among the authors: `ATLAS`, `(CMS Collaboration)`, `ATLAS and CMS`."""
    found = use(work, "collaboration", "collaboration")
    text = plain(work, found) if found else ""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    groups = [group for group in _GROUP_SEPARATOR.split(text) if group]
    # what has several words may be one name with `and` or a comma inside
    are_names = all(" " not in one for one in groups) or all(_GROUP_WORD.search(one) for one in groups)
    if groups:
        work.values["collaboration"] = "; ".join(groups) if are_names else text


def read_status(work: Work) -> None:
    """Read how far a work is on its way into print: BibLaTeX's key, or words in the place of year, volume or pages."""
    found = use(work, "publication_status", "pubstate")
    text = plain(work, found) if found else ""
    if text and text.lower() != "published":
        work.values["publication_status"] = parse_publication_status(text) or text
    places = ("year", "date", "volume", "number", "pages")
    # what has pages is in print by now, whatever its note still says
    for name in places if {"volume", "pages"} & work.fields.keys() else (*places, "note"):
        words = work.fields[name].value if name in work.fields else ""
        status = parse_publication_status(words)
        if status:
            work.values.setdefault("publication_status", status)
            if not re.search(r"\d{4}", words):
                _note(work, "publication_status", name, work.fields[name])


def read_people(work: Work, ours: str, name: str) -> None:
    """Read a list of names; those that cannot be understood are literals and reported."""
    found = use(work, ours, name)
    if not found:
        return
    names, unreadable = split_bibtex_names(found.value)
    for problem in unreadable:
        work.reading.report("bibtex-name", found.offset, problem.message, problem.remedy)
    if names:
        work.values[ours] = names
