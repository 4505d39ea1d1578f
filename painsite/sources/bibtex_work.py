"""One work on its way from BibTeX's fields to ours: the means to read text, dates, names and identifiers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from painsite.model import Issued
from painsite.problems import Unreadable
from painsite.sources.bibtex_dates import parse_bibtex_date, parse_bibtex_year, with_month
from painsite.sources.bibtex_entries import RawField
from painsite.sources.bibtex_lists import institutions_of, places_of, publishers_of
from painsite.sources.bibtex_names import split_bibtex_names
from painsite.sources.identifiers import parse_url
from painsite.sources.latex import clean_verbatim, decode
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_COMMAND = re.compile(r"\\[A-Za-z]+|\\.|[\\{$]", re.DOTALL)
_SEPARATOR = re.compile(r"[,;/()|\s]+")
_GROUP_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+and\s+", re.IGNORECASE)
_ISBN_SEPARATOR = re.compile(r"[,;/()|]+|\s(?=97[89])|[a-z]{3,}")


_PUBSTATES = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming", "inpress": "in press",
    "prepublished": "preprint",
}  # fmt: skip
"""The keys of BibLaTeX: its manual, section 4.9.2.11."""
_STATUSES = {
    **{status: status for status in ("in press", "forthcoming", "submitted", "in preparation", "accepted")},
    "to appear": "forthcoming", "im druck": "in press", "im erscheinen": "forthcoming", "sous presse": "in press",
    "under review": "submitted", "eingereicht": "submitted", "in vorbereitung": "in preparation",
}  # fmt: skip
_NO_LETTER = re.compile(r"[\W\d_]+")
_GROUP_WORD = re.compile(
    r"\b(?:collaborations?|consorti(?:um|a)|groups?|teams?|investigators|network)\b", re.IGNORECASE
)
PUBSTATE_BY_STATUS = {status: key for key, status in _PUBSTATES.items()}


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
        work.places[ours] = (work.reading.path, *work.reading.position(found.offset))


def plain(work: Work, found: RawField, *, lines: bool = False) -> str:
    """Decode the LaTeX of a field and fold its blanks, its line ends too unless they are asked for."""
    text, unread = decode(found.value)
    if unread:
        command = _COMMAND.search(text)
        message = f"the LaTeX {quoted(text[command.start() :] if command else text, limit=30)} is not understood"
        work.reading.report("bibtex-latex", found.offset, message, "write the characters that it prints")
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
        work.values["publication_status"] = _PUBSTATES.get(text.lower(), text)
    for name in ("year", "date", "volume", "pages"):
        words = work.fields[name].value if name in work.fields else ""
        status = _STATUSES.get(" ".join(_NO_LETTER.sub(" ", words).split()).lower()) if len(words) < 50 else None
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


def read_identifier(work: Work, ours: str, rule: str, parse: Callable[[str], str], *names: str) -> None:
    """Read an identifier; one that is malformed is left out and reported."""
    found = use(work, ours, *names)
    if found:
        take_identifier(work, ours, rule, parse, found)


def take_identifier(work: Work, ours: str, rule: str, parse: Callable[[str], str], found: RawField) -> None:
    """Read an identifier from this field: the first that is right, where several stand there."""
    whole = clean_verbatim(found.value)
    try:
        work.values[ours] = parse(whole)
    except Unreadable as problem:
        separator = _ISBN_SEPARATOR if ours == "isbn" else _SEPARATOR
        for piece in separator.split(whole)[:8]:
            try:
                work.values[ours] = parse(piece)
            except Unreadable:
                continue
            return
        work.reading.report(rule, found.offset, problem.message, problem.remedy)


def read_address(work: Work, *names: str) -> None:
    """Read the address of a page; of several the first."""
    found = use(work, "url", *names)
    if not found:
        return
    whole = clean_verbatim(found.value)
    pieces = whole.split()
    try:
        addresses = [parse_url(piece) for piece in pieces]
        work.values["url"] = addresses[0]
    except Unreadable:
        try:
            parse_url(whole)
        except Unreadable as problem:
            work.reading.report("bad-url", found.offset, problem.message, problem.remedy)


def read_issued(work: Work) -> None:
    """Read when a work was published: BibLaTeX's `date`, or `year`, `month` and `day`."""
    date = use(work, "issued", "date")
    issued = _try(work, parse_bibtex_date, date, "date") if date else None
    year = use(work, "issued", "year") if issued is None else None
    if year:
        issued = _try(work, parse_bibtex_year, year, "year")
    if issued is None:
        return
    month, day = use(work, "issued", "month"), use(work, "issued", "day")
    if month and issued is not None:
        whole = plain(work, month)
        try:
            issued = with_month(issued, whole, plain(work, day) if day else "")
        except Unreadable as problem:
            work.reading.report("bibtex-date", month.offset, problem.message, problem.remedy)
            work.used.discard("month")
    work.values["issued"] = issued


def read_original_date(work: Work) -> None:
    """Read when the work first appeared: BibLaTeX's `origdate`, or `origyear` as its first versions had it."""
    for name in ("origdate", "origyear"):
        found = use(work, "original_date", name)
        date = _try(work, parse_bibtex_date, found, name) if found else None
        if date:
            work.values["original_date"] = date
            return


def read_accessed(work: Work, *names: str) -> None:
    """Read when a page was looked at."""
    found = use(work, "accessed", *names)
    accessed = _try(work, parse_bibtex_date, found, "accessed") if found else None
    if accessed:
        work.values["accessed"] = accessed.start


def _try(work: Work, parse: Callable[[str], Issued], found: RawField, name: str) -> Issued | None:
    """Read a date, or report it and leave its field among those that are kept as they are."""
    text = plain(work, found) if "\\" in found.value else found.value
    try:
        return parse(text)
    except Unreadable as problem:
        work.reading.report("bibtex-date", found.offset, problem.message, problem.remedy)
        work.used.discard(name)
        return None
