"""Dates as people read them, and as references print them."""

from painsite.languages.wording import Wording
from painsite.model import Entry, Issued, Node, PartialDate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""In references, which keep to English as their style does, whatever the site's language."""


def format_date(date: PartialDate, words: Wording) -> str:
    """Write a date for readers: `22 November 2026`, `November 2026`, `2026`; in German `22. November 2026`."""
    if not date.month:
        return str(date.year)
    if not date.day:
        months = words.months_alone or words.months
        return words.date_of_month.format(month=months[date.month - 1], year=date.year)
    return words.date_of_day.format(day=date.day, month=words.months[date.month - 1], year=date.year)


def format_reference_date(date: PartialDate) -> str:
    """Write a date as references have it, largest unit first: `2026 Nov 22`."""
    return " ".join(_units(date))


def format_issued(issued: Issued) -> str:
    """Write a date of publication as references have it.

    Of a range only what changes is repeated: `2010 Jan–Feb`, `2002 Apr 3–5`, `2001 Dec–2002 Jan`. A season stands in
    the month's place: `2010 Spring`.
    """
    start = _units(issued.start)
    if issued.season:
        return f"{start[0]} {issued.season.capitalize()}"
    end = _units(issued.end) if issued.end else start
    if end == start:
        return " ".join(start)
    same = 0
    while same < min(len(start), len(end)) - 1 and start[same] == end[same]:
        same += 1
    return f"{' '.join(start)}–{' '.join(end[same:])}"


def last_change(node: Node) -> str:
    """Return the newest of a node's dates, as in `Face.added`; empty where it has none. A review is no change."""
    dates: list[PartialDate | None] = [node.updated, *(change.date for change in node.changes)]
    dates.append(node.added if isinstance(node, Entry) else node.date)
    return max((str(date) for date in dates if date), default="")


def _units(date: PartialDate) -> tuple[str, ...]:
    """Year, month's three letters and day, as far as they are known."""
    if not date.month:
        return (str(date.year),)
    return (str(date.year), _MONTHS[date.month - 1], *([str(date.day)] if date.day else []))
