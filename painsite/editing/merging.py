"""Records of one work from several sources → one entry, each field from the source that is best at it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from painsite.editing.citekey_scheme import UNDIVIDED
from painsite.editing.formats.titles import is_shouting
from painsite.editing.record import Record
from painsite.linking.retractions import add_events
from painsite.linking.steps import fold
from painsite.model import Entry, Issued, PartialDate, Retraction, Value

SERVICE_NAMES = {
    "crossref": "Crossref", "pubmed": "PubMed", "datacite": "DataCite", "arxiv": "arXiv", "openlibrary": "Open Library",
}  # fmt: skip
_USUAL = ("crossref", "datacite", "pubmed", "arxiv", "openlibrary")
_PUBMED_FIRST = ("pubmed", "crossref", "datacite", "arxiv", "openlibrary")
_BEST_AT_PUBMED = frozenset({"container_abbreviation", "abstract", "study", "mesh", "pmid", "pmcid"})
"""Fields that PubMed's editors keep and publishers do not; authors and dates have rules of their own."""
_OWN_RULES = frozenset({
    "citekey", "path", "places", "title", "authors", "collaboration", "issued", "page_range", "relations", "events",
    "extra",
})  # fmt: skip
_MOST_APART = 2
"""Of title, year, first author, volume and pages, those in which the records of one work never disagree at once."""
_NONE = Entry(citekey="", path="")


class MisfitError(Exception):
    """Two records are of different works: an identifier is wrong."""


class Merged(Value, frozen=True, kw_only=True):
    """One work, from all of its records."""

    entry: Entry
    sources: Mapping[str, str]
    """By the names of the given fields: the service that each is from, or several."""
    keywords: tuple[str, ...] = ()
    plain_summary: str = ""
    differences: tuple[str, ...] = ()
    """Where records say different things, and which was taken."""


def merge_records(records: Sequence[Record]) -> Merged:
    """Merge the records of one work. Raises `MisfitError` where two of them cannot be of one."""
    ordered = sorted(records, key=lambda record: _USUAL.index(record.source))
    first = ordered[0]
    for other in ordered[1:]:
        _refuse_misfits(first, other)
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    for name, value, source in _chosen(ordered):
        if value != getattr(_NONE, name):
            values[name] = value
            sources[name] = source
    best = sorted(records, key=lambda record: _PUBMED_FIRST.index(record.source))
    return Merged(
        entry=replace(_NONE, **values),
        sources=sources,
        keywords=next((record.keywords for record in best if record.keywords), ()),
        plain_summary=next((record.plain_summary for record in best if record.plain_summary), ""),
        differences=tuple(told for other in ordered[1:] for told in _differences(first, other, sources)),
    )


def _chosen(records: Sequence[Record]) -> Iterator[tuple[str, Any, str]]:
    """Yield each field with the value that is taken and where it is from."""
    for name in Entry.__struct_fields__:
        if name not in _OWN_RULES:
            order = _PUBMED_FIRST if name in _BEST_AT_PUBMED else _USUAL
            yield name, *_first(records, name, order)
    title = next((one for one in records if one.entry.title and not is_shouting(one.entry.title)), records[0])
    yield "title", title.entry.title, title.source
    authors = _by_authors(records)
    yield "authors", authors.entry.authors, authors.source
    yield "collaboration", authors.entry.collaboration, authors.source
    issued, source = _issued(records)
    yield "issued", issued, source
    yield "page_range", *_pages(records)
    yield "relations", *_together(records, "relations")
    extra, sources = _together(records, "extra")
    if issued and extra.get("published_online") == str(issued.start):
        extra = {name: text for name, text in extra.items() if name != "published_online"}
    yield "extra", extra, sources
    events: tuple[Retraction, ...] = ()
    for record in records:
        events = add_events(events, record.entry.events)
    yield "events", events, _named(records, lambda record: bool(record.entry.events))


def _first(records: Sequence[Record], name: str, order: Sequence[str]) -> tuple[Any, str]:
    nothing = getattr(_NONE, name)
    for record in sorted(records, key=lambda record: order.index(record.source)):
        value = getattr(record.entry, name)
        if value != nothing:
            return value, record.source
    # a type that is the default was given all the same
    return (records[0].entry.type, records[0].source) if name == "type" else (nothing, "")


def _by_authors(records: Sequence[Record]) -> Record:
    """Return the record whose authors are taken: PubMed's, unless its list is cut short or missing."""
    named = [record for record in records if record.entry.authors]
    named.sort(key=lambda record: (record.entry.authors.others, _PUBMED_FIRST.index(record.source)))
    return named[0] if named else records[0]


def _issued(records: Sequence[Record]) -> tuple[Issued | None, str]:
    """Return the date by which the work is cited: of its issue, or the online one where PubMed says so."""
    electronic = any(record.appearance.electronic for record in records)
    printed = [(record.appearance.printed, record.source) for record in records if record.appearance.printed]
    online = [(record.appearance.online, record.source) for record in records if record.appearance.online]
    other = [(record.entry.issued, record.source) for record in records if record.entry.issued]
    dates = [*online, *printed, *other] if electronic else [*printed, *online, *other]
    if not dates:
        return None, ""
    date, source = dates[0]
    same = printed if dates[0] in printed else online if dates[0] in online else other
    for finer, name in same:
        if date and finer and _is_finer(finer, date):
            date, source = finer, name
    return date, source


def _is_finer(finer: Issued, date: Issued) -> bool:
    """Return whether a date says more than another and nothing else: 2022-02-01 than 2022-02."""
    plain = not (date.end or date.season or finer.season)
    return plain and finer != date and str(finer.start).startswith(str(date.start))


def _pages(records: Sequence[Record]) -> tuple[str, str]:
    """Return pages; where the first source has the first page alone, the range of another that begins with it."""
    given = [(record.entry.page_range, record.source) for record in records if record.entry.page_range]
    if not given:
        return "", ""
    return next((one for one in given[1:] if one[0].startswith(f"{given[0][0]}-")), given[0])


def _together(records: Sequence[Record], name: str) -> tuple[Mapping[str, Any], str]:
    """Return the parts of a mapping from all records, each part from the first that has it."""
    parts: dict[str, Any] = {}
    for record in records:
        parts = {**getattr(record.entry, name), **parts}
    return dict(sorted(parts.items())), _named(records, lambda record: bool(getattr(record.entry, name)))


def _named(records: Sequence[Record], gives: Callable[[Record], bool]) -> str:
    return ", ".join(record.source for record in records if gives(record))


def _refuse_misfits(one: Record, other: Record) -> None:
    if one.entry.doi and other.entry.doi and one.entry.doi != other.entry.doi:
        raise MisfitError(
            f"{_name(one)} has the DOI `{one.entry.doi}` and {_name(other)} the DOI `{other.entry.doi}`: these are two"
            " works; give one of them alone"
        )
    apart = [
        f"{name} `{left}` and `{right}`"
        for name, left, right, fits in _compared(one, other)
        if left and right and not fits
    ]
    if len(apart) >= _MOST_APART:
        raise MisfitError(
            f"{_name(one)} and {_name(other)} have records of different works: {'; '.join(apart)};"
            " check the identifiers, one of them is wrong"
        )


def _compared(one: Record, other: Record) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what tells works apart: its name, both texts, and whether they can be of one work."""
    left, right = one.entry, other.entry
    yield "title", left.title, right.title, _same_title(left.title, right.title)
    years = _years(one), _years(other)
    yield "year", _list(years[0]), _list(years[1]), bool(years[0] & years[1])
    names = _first_author(left), _first_author(right)
    yield "first author", *names, _letters(names[0]) in _letters(names[1]) or _letters(names[1]) in _letters(names[0])
    yield "volume", left.volume, right.volume, _letters(left.volume) == _letters(right.volume)
    pages = left.page_range.partition("-")[0], right.page_range.partition("-")[0]
    yield "pages", left.page_range, right.page_range, _letters(pages[0]) == _letters(pages[1])


def _years(record: Record) -> frozenset[int]:
    dates = (record.entry.issued, record.appearance.printed, record.appearance.online)
    return frozenset(
        point.year for date in dates if date for point in (date.start, date.end) if isinstance(point, PartialDate)
    )


def _list(years: frozenset[int]) -> str:
    return " or ".join(map(str, sorted(years)))


def _first_author(entry: Entry) -> str:
    return entry.authors.people[0].last_name if entry.authors else ""


def _same_title(one: str, other: str) -> bool:
    left, right = _letters(one), _letters(other)
    return left in right or right in left or SequenceMatcher(None, left, right, autojunk=False).ratio() > 0.8


def _differences(one: Record, other: Record, sources: Mapping[str, str]) -> Iterator[str]:
    """Tell where two records differ in more than case, white space, dashes and diacritics."""
    for name, shown in _TOLD.items():
        left, right = shown(one.entry), shown(other.entry)
        if not (left and right and sources.get(name)) or _letters(left) == _letters(right):
            continue
        same_year = name == "issued" and _years(one) & _years(other)
        first_page = name == "page_range" and right.startswith(f"{left}-")
        if not same_year and not first_page:
            taken = SERVICE_NAMES[sources[name].partition(",")[0]]
            yield f"{name}: {_name(one)} has `{left}`, {_name(other)} `{right}`; {taken} was taken"


def _names(entry: Entry) -> str:
    return ", ".join(person.last_name for person in entry.authors.people)


_TOLD: Mapping[str, Callable[[Entry], str]] = {
    "title": lambda entry: entry.title,
    "authors": _names,
    "container_title": lambda entry: entry.container_title.partition(" : ")[0].removeprefix("The "),
    "issued": lambda entry: str(entry.issued.year) if entry.issued else "",
    "volume": lambda entry: entry.volume,
    "issue": lambda entry: entry.issue,
    "page_range": lambda entry: entry.page_range,
}
"""Fields whose differences are told, and how."""


def _name(record: Record) -> str:
    return SERVICE_NAMES[record.source]


def _letters(text: str) -> str:
    return fold(text.casefold().translate(UNDIVIDED)).replace("-", "")
