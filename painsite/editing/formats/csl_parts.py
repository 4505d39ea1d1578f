"""Parts that JSON of Crossref and CSL-JSON have in common: names, dates, types of works."""

from collections.abc import Mapping

from painsite.editing.formats.json_values import JsonObject, object_at, objects_at, text_at
from painsite.editing.formats.people import person
from painsite.model import Issued, Names, PartialDate, Person
from painsite.problems import Unreadable
from painsite.sources.dates import range_of, real_date
from painsite.sources.field_markup import read_markup


def plain(text: str) -> str:
    """Return a text in one line, its markup read as what it means."""
    return " ".join(read_markup(text)[0].split())


def names_at(item: JsonObject, field: str) -> tuple[Names, str]:
    """Return people, and the groups beside them; where there are no people, the groups are the names."""
    people: list[Person] = []
    groups: list[Person] = []
    listed = objects_at(item, field)
    first = [one for one in listed if text_at(one, "sequence") == "first"]
    if len(first) == 1:
        listed = [*first, *(one for one in listed if one is not first[0])]
    for one in listed:
        group = plain(text_at(one, "literal") or text_at(one, "name"))
        particle = " ".join(filter(None, (text_at(one, "dropping-particle"), text_at(one, "non-dropping-particle"))))
        family = plain(" ".join(filter(None, (particle, text_at(one, "family")))))
        named = person(family=family, given=plain(text_at(one, "given")), suffix=plain(text_at(one, "suffix")))
        if named:
            people.append(named)
        elif group:
            groups.append(Person(literal=group))
    beside = "; ".join(dict.fromkeys(group.literal for group in groups)) if people else ""
    return Names(people=tuple(dict.fromkeys(people or groups))), beside


def date_at(item: JsonObject, *keys: str) -> Issued | None:
    """Return the date or range of `{"date-parts": [[2022, 2, 1]]}`, as far as the calendar has it."""
    parts = object_at(item, *keys).get("date-parts")
    dates = [_date(part) for part in parts if isinstance(part, list)] if isinstance(parts, list) else []
    start, end = (*dates, None, None)[:2]
    if start is None:
        return None
    try:
        return range_of(start, end, str(start)) if end else Issued(start=start)
    except Unreadable:
        return Issued(start=start)


def _date(parts: list[object]) -> PartialDate | None:
    numbers: list[int] = []
    for part in parts[:3]:
        text = str(part).strip()
        if isinstance(part, bool) or not text.isdecimal() or len(text) > 4:
            break
        numbers.append(int(text))
    while numbers:
        year, month, day = (*numbers, 0, 0)[:3]
        try:
            return real_date(year, month, day, str(year))
        except Unreadable:
            numbers.pop()
    return None


CSL_TYPE_BY_CROSSREF_TYPE: Mapping[str, str] = {
    "journal-article": "article-journal", "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter",
    "book-track": "chapter", "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book",
    "book-set": "book", "book-series": "book", "proceedings": "book", "proceedings-article": "paper-conference",
    "posted-content": "article", "dissertation": "thesis", "report": "report", "report-component": "report",
    "report-series": "report", "dataset": "dataset", "database": "dataset", "reference-entry": "entry",
    "peer-review": "review", "standard": "standard", "journal": "periodical", "journal-issue": "periodical",
    "journal-volume": "periodical", "component": "document", "other": "document", "grant": "document",
}  # fmt: skip
"""https://api.crossref.org/types"""
