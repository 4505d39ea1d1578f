"""Dates as editors write them: whole or reduced dates, seasons and ranges."""

import functools
import re
from calendar import month_name, monthrange
from typing import get_args

from painsite.model import Issued, PartialDate, Season
from painsite.problems import Unreadable
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_SHORT_DATE = re.compile(r"([0-9]{4})[-/.](0?[1-9]|1[0-2])(?:[-/.]([0-9]{1,2}))?")
_DASHED_YEARS = re.compile(r"([0-9]{2})([0-9]{2})\s*[-–—/]{1,2}\s*([0-9]{2})?([0-9]{2})")
_SEASON = re.compile(r"(?P<season>[A-Za-z]+)[\s,]+(?P<year>[0-9]{4})")
_EDTF_SEASON = re.compile(r"(?P<year>[0-9]{4})-2(?P<number>[1-4])")
_SEASONS: tuple[Season, ...] = get_args(Season)[1:]
_DATE_FORMS = "write it as `2022`, `2022-02` or `2022-02-01`"
_ISSUED_FORMS = "write it as `2022`, `2022-02`, `2022-02-01`, `spring 2022` or `2021-11/2022-02`"


@functools.lru_cache(maxsize=1024)
def parse_date(text: str) -> PartialDate:
    """Read a date that may lack its day, or its month and day (ISO 8601).

    Raises Unreadable for another form and for a date that does not exist, saying which part is wrong.
    """
    return _parse_date(text, _DATE_FORMS)


@functools.lru_cache(maxsize=1024)
def parse_issued(text: str) -> Issued:
    """Read when a work was published: a date, a season of a year, or a range of dates.

    Seasons in words or as `2022-21` (spring) to `2022-24` (winter); a range as `2021-11/2022-02` (EDTF, levels 0 and
    1). Raises Unreadable.
    """
    words = text.strip()
    if not words.isdecimal():
        season = _parse_season(words)
        if season:
            return season
    start, slash, end = words.partition("/")
    if slash and _DATE.fullmatch(end.strip()):
        return range_of(_parse_date(start, _ISSUED_FORMS), _parse_date(end, _ISSUED_FORMS), text)
    return Issued(start=_parse_date(words, _ISSUED_FORMS))


def format_issued(issued: Issued) -> str:
    """Write a date of publication so that `parse_issued` reads the same."""
    if issued.season:
        return f"{issued.season} {issued.start.year:04d}"
    return f"{issued.start}/{issued.end}" if issued.end else str(issued.start)


def range_of(start: PartialDate, end: PartialDate, text: str) -> Issued:
    """Join two dates to a range; two equal ones are one date. Raises Unreadable, quoting `text`, when it runs back."""
    if start == end:
        return Issued(start=start)
    known = 3 if start.day and end.day else 2 if start.month and end.month else 1
    if (end.year, end.month, end.day)[:known] < (start.year, start.month, start.day)[:known]:
        raise Unreadable(f"the range {quoted(text)} ends before it begins", "write the earlier date first")
    return Issued(start=start, end=end)


def real_date(year: int, month: int, day: int, text: str) -> PartialDate:
    """Return the date of these numbers, 0 for a missing month or day.

    Raises Unreadable, quoting `text`, where the calendar has no such date.
    """
    if not 1 <= year <= 9999:
        raise Unreadable(f"{quoted(text)} is not a date: there is no year {year:04d}", "years go from 0001 to 9999")
    if not 0 <= month <= 12:
        raise Unreadable(f"{quoted(text)} is not a date: there is no month {month:02d}", "months go from 01 to 12")
    if month and day > monthrange(year, month)[1]:
        raise Unreadable(
            f"{quoted(text)} is not a date: {month_name[month]} {year} has {monthrange(year, month)[1]} days",
            "leave out the day if it is unknown",
        )
    return PartialDate(year=year, month=month, day=day)


def _parse_date(text: str, forms: str) -> PartialDate:
    words = text.strip()
    found = _DATE.fullmatch(words)
    if not found:
        raise Unreadable(f"{quoted(text)} is not a date", _nearest_form(words) or forms)
    year, month, day = found["year"], found["month"], found["day"]
    for part, name in ((month, "month"), (day, "day")):
        if part == "00":
            raise Unreadable(
                f"{quoted(text)} is not a date: there is no {name} 00", f"leave out the {name} if it is unknown"
            )
    return real_date(int(year), int(month or 0), int(day or 0), text)


def _parse_season(words: str) -> Issued | None:
    coded = _EDTF_SEASON.fullmatch(words)
    named = _SEASON.fullmatch(words)
    if coded:
        season, year = _SEASONS[int(coded["number"]) - 1], int(coded["year"])
    elif named and (name := named["season"].lower().replace("fall", "autumn")) in _SEASONS:
        season, year = _SEASONS[_SEASONS.index(name)], int(named["year"])
    else:
        return None
    return Issued(start=real_date(year, 0, 0, words), season=season)


def _nearest_form(words: str) -> str:
    short = _SHORT_DATE.fullmatch(words)
    if short:
        return "write `" + "-".join(part.zfill(2) for part in short.groups() if part) + "`"
    years = _DASHED_YEARS.fullmatch(words)
    if years:
        return f"write `{years[1]}{years[2]}/{years[3] or years[1]}{years[4]}` for a range"
    status = parse_publication_status(words)
    if status:
        return f"write `publication_status: {status}`, and a year if there is one"
    return ""
