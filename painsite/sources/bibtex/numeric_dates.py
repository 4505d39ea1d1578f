"""Dates of digits alone: ISO 8601 and EDTF, and the orders in which people write day, month and year."""

import re

from painsite.model import Issued, PartialDate, Season
from painsite.problems import Doubtful, Unreadable
from painsite.sources.dates import range_of, real_date
from painsite.sources.quoting import quoted

_NUMBERS = re.compile(
    r"(?P<year>[+-]?[0-9]{4,}|y-?[0-9]+|[0-9]{1,3}[Xu]{1,3})"
    r"(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2}|[Xu]{2})(?:(?P=sign)(?P<day>[0-9]{1,2}|[Xu]{2}))?)?"
)
_COMPACT = re.compile(r"((?:1[5-9]|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])?")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2}) ?([-/.]) ?)?([0-9]{1,2}) ?[-/.] ?([0-9]{4})")
_EAST_ASIAN = re.compile(r"([0-9]{4}) ?[年년] ?(?:([0-9]{1,2}) ?[月월] ?(?:([0-9]{1,2}) ?[日일])?)?")
_PART_OF_YEAR = re.compile(r"([0-9]{4})-(2[1-9]|3[0-9]|4[01])")
_SEASON_BY_NUMBER: dict[int, Season] = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
DATE_FORMS = "write it as `2022`, `2022-02`, `2022-02-01` or `2021-11/2022-02`"


def parse_numbers(words: str, text: str) -> Issued | None:
    """Read a date whose year comes first; `words` is `text` without marks that change nothing. None for other forms."""
    compact = _COMPACT.fullmatch(words)
    if compact:
        return Issued(start=_date_of(compact, text))
    part = _PART_OF_YEAR.fullmatch(words)
    if part:
        return _part_of_year(int(part[1]), int(part[2]), text)
    found = _NUMBERS.fullmatch(words)
    if not found:
        return None
    year, month, day = found["year"], found["month"] or "", found["day"] or ""
    if not year.lstrip("+").isdecimal() or len(year.lstrip("+")) > 4:
        return decade(year, text)
    month_number = int(month) if month.isdecimal() else 0
    day_number = int(day) if day.isdecimal() and month_number else 0
    if found["sign"] == "/" and month.isdecimal() and not day and not 1 <= month_number <= 12:
        return None  # years: `2014/15`
    if month in {"0", "00"}:
        raise Unreadable(f"{quoted(text)} is not a date: a month or day is 0", "leave out what is unknown")
    issued = Issued(start=real_date(int(year), month_number, 0, text))
    if day in {"0", "00"}:
        message = f"{quoted(text)} is not a date: a month or day is 0, and only `{issued.start}` is used"
        raise Doubtful(message, "leave out what is unknown", value=issued)
    try:
        issued = Issued(start=real_date(int(year), month_number, day_number, text))
    except Unreadable as problem:
        raise Doubtful(f"{problem.message}, and only `{issued.start}` is used", problem.remedy, value=issued) from None
    if found["sign"] == "/" and not day and month_number == int(year) % 100 + 1:
        message = f"{quoted(text)} may be a month or a range of years, and `{issued.start}` is used"
        raise Doubtful(message, f"write `{issued.start}` or `{year}/{int(year) + 1}`", value=issued)
    return issued


def _part_of_year(year: int, number: int, text: str) -> Issued:
    """Read EDTF's codes for seasons of either hemisphere, quarters, quadrimesters and half-years (level 2)."""
    start = real_date(year, 0, 0, text)
    if number <= 32:
        return Issued(start=start, season=_SEASON_BY_NUMBER[(number - 21) % 4 + 21])
    first, length = (33, 3) if number <= 36 else (37, 4) if number <= 39 else (40, 6)
    last = (number - first + 1) * length
    return Issued(start=real_date(year, last - length + 1, 0, text), end=real_date(year, last, 0, text))


def parse_year_last(words: str, text: str) -> Issued | None:
    """Read `03/2015`, `12.03.2015` and `25/04/2015`, and East Asian dates; what may be of two months is doubtful."""
    found = _EAST_ASIAN.fullmatch(words)
    if found:
        return Issued(start=_date_of(found, text))
    found = _YEAR_LAST.fullmatch(words)
    if not found:
        return None
    first, sign, second, year = int(found[1] or 0), found[2], int(found[3]), int(found[4])
    if not sign:
        return Issued(start=real_date(year, second, 0, text))
    if first > 12 or sign == "." or first == second:
        day, month = (first, second) if second <= 12 else (second, first)
    elif second > 12:
        day, month = second, first
    else:
        message = f"{quoted(text)} may be in either of two months, and only its year is used"
        remedy = f"write `{year:04d}-{second:02d}-{first:02d}` or `{year:04d}-{first:02d}-{second:02d}`"
        raise Doubtful(message, remedy, value=Issued(start=real_date(year, 0, 0, text)))
    if 0 in (day, month):
        raise Unreadable(f"{quoted(text)} is not a date: a month or day is 0", "leave out what is unknown")
    return Issued(start=real_date(year, month, day, text))


def decade(year: str, text: str) -> Issued:
    """Read `199X`, the nineties."""
    first, last = (re.sub("[Xu]", digit, year) for digit in "09")
    if not (first.isdecimal() and len(first) == 4):
        raise Unreadable(f"{quoted(text)} is not a date: its year is outside 0001 to 9999", DATE_FORMS)
    return range_of(real_date(max(int(first), 1), 0, 0, text), real_date(int(last), 0, 0, text), text)


def _date_of(found: re.Match[str], text: str) -> PartialDate:
    """Return the date of a match with groups for year, month and day."""
    year, month, day = (int(part or 0) for part in found.groups())
    return real_date(year, month, day, text)
