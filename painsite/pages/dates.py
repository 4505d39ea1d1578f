"""Dates as people read them, and as references print them."""

from painsite.model import Issued, PartialDate

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def format_date(date: PartialDate) -> str:
    """Write a date for readers: `22 November 2026`, `November 2026`, `2026`."""
    parts = (str(date.day or ""), MONTHS[date.month - 1] if date.month else "", str(date.year))
    return " ".join(part for part in parts if part)


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


def _units(date: PartialDate) -> tuple[str, ...]:
    """Year, month's three letters and day, as far as they are known."""
    if not date.month:
        return (str(date.year),)
    return (str(date.year), MONTHS[date.month - 1][:3], *([str(date.day)] if date.day else []))
