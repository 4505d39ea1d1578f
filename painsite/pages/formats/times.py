"""Dates in English, as the styles write them whatever language a site has."""

from painsite.model import Issued, PartialDate

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
"""MLA Handbook, 9th ed., appendix 1."""


def years(issued: Issued | None) -> str:
    """Return the year: `2022`, of a range `1990–1999`; nothing where unknown."""
    if issued is None:
        return ""
    end = issued.end.year if issued.end else issued.year
    return str(issued.year) if end == issued.year else f"{issued.year}–{end}"


def month_and_day(issued: Issued) -> str:
    """Return what follows the year: `February 1`, `April 3–5`, `April 30–May 2`, `January–February`, `Spring`.

    Nothing where only the year is known, and for a range over the end of a year.
    """
    start, end = issued.start, issued.end
    if issued.season or not start.month or end is None:
        return issued.season.capitalize() or _month_first(start)
    if end.year != start.year or not end.month:
        return ""
    if start.month == end.month and start.day and end.day:
        return f"{_month_first(start)}–{end.day}"
    return f"{_month_first(start)}–{_month_first(end)}"


def american(issued: Issued | None) -> str:
    """Return a date in the American order: `February 1, 2022`, `February 2022`, `April 3–5, 2002`, `Spring 2010`."""
    if issued is None:
        return ""
    start, end = issued.start, issued.end
    if end and end.year != start.year:
        return f"{american_day(start)}–{american_day(end)}"
    within = month_and_day(issued)
    if not within:
        return str(start.year)
    return f"{within}, {start.year}" if start.day else f"{within} {start.year}"


def american_day(date: PartialDate) -> str:
    """Return one date in the American order."""
    within = _month_first(date)
    return f"{within}, {date.year}" if date.day else f"{within} {date.year}".strip()


def mla(issued: Issued | None) -> str:
    """Return a date day first, with short months: `1 Feb. 2022`, `3–5 Apr. 2002`, `Jan.–Feb. 2010`, `spring 2010`."""
    if issued is None:
        return ""
    start, end = issued.start, issued.end
    if issued.season:
        return f"{issued.season} {start.year}"
    if end is None:
        return mla_day(start)
    if end.year != start.year or not (start.month and end.month):
        return f"{mla_day(start)}–{mla_day(end)}" if start.month and end.month else years(issued)
    if start.month == end.month and start.day and end.day:
        return f"{start.day}–{mla_day(end)}"
    return f"{mla_day(start).removesuffix(str(start.year)).rstrip()}–{mla_day(end)}"


def mla_day(date: PartialDate) -> str:
    """Return one date day first."""
    month = MLA_MONTHS[date.month - 1] if date.month else ""
    return " ".join(part for part in (str(date.day or ""), month, str(date.year)) if part)


def _month_first(date: PartialDate) -> str:
    month = MONTHS[date.month - 1] if date.month else ""
    return f"{month} {date.day}" if date.day else month
