"""Dates as .bib files have them: BibTeX's `year` and `month`, BibLaTeX's `date`."""

import re

from painsite.model import Issued, PartialDate, Season
from painsite.problems import Unreadable
from painsite.sources.dates import range_of, real_date
from painsite.sources.quoting import quoted

_UNCERTAIN = str.maketrans("", "", "~?%{}[]")
_TIME = re.compile(r"(?<=[0-9])[T ][0-9]{1,2}:[0-9]{2}\S*")
_NUMBERS = re.compile(
    r"(?P<year>[+-]?[0-9]{4,}|y-?[0-9]+|[0-9]{1,3}[Xu]{1,3})"
    r"(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2}|[Xu]{2})(?:(?P=sign)(?P<day>[0-9]{1,2}|[Xu]{2}))?)?"
)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEARS = re.compile(r"([0-9]{4})\s*(?:-{1,3}|[–—])\s*([0-9]{4})")
_SHORT_YEARS = re.compile(r"([0-9]{2})([0-9]{2})\s*(?:-{1,3}|[–—/])\s*([0-9]{2})")
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "of", "the", "and", "to", "bis", "und", "et", "de"})
_SEASONS: dict[str, Season] = {
    **dict.fromkeys(("spring", "frühling", "frühjahr", "printemps"), "spring"),
    **dict.fromkeys(("summer", "sommer", "été"), "summer"),
    **dict.fromkeys(("autumn", "fall", "herbst", "automne"), "autumn"),
    **dict.fromkeys(("winter", "hiver"), "winter"),
}
_SEASON_BY_NUMBER: dict[int, Season] = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# English, German, French, Spanish, Italian, Dutch; whole, or cut after three letters or more.
_MONTHS = (
    "january januar jänner janvier enero gennaio januari",
    "february februar février fevrier febrero febbraio februari",
    "march märz maerz mars marzo maart mrz",
    "april avril abril aprile",
    "may mai mayo maggio mei",
    "june juni juin junio giugno",
    "july juli juillet julio luglio",
    "august août aout agosto augustus",
    "september septembre septiembre settembre",
    "october oktober octobre octubre ottobre",
    "november novembre noviembre",
    "december dezember décembre decembre diciembre dicembre",
)
_MONTH_BY_NAME = {
    name[:length]: number
    for number, names in enumerate(_MONTHS, start=1)
    for name in names.split()
    for length in range(3, len(name) + 1)
    if name[:length] != "jui"  # juin or juillet
}
MONTH_MACROS = {name: _MONTHS[number - 1].split()[0].capitalize() for name, number in _MONTH_BY_NAME.items()}
"""What `jan` to `dec` stand for, as in BibTeX's own styles; and what people write in their place."""
_FORMS = "write it as `2022`, `2022-02`, `2022-02-01` or `2021-11/2022-02`"


def parse_bibtex_date(text: str) -> Issued:
    """Read BibLaTeX's `date` or `urldate`: ISO 8601 and EDTF as its manual, 2.3.8, has them, and what people write.

    Marks of uncertainty and times are dropped, an open range keeps its known end, `199X` becomes 1990 to 1999.
    Raises Unreadable; so do years outside 1 to 9999.
    """
    words = _TIME.sub("", text.translate(_UNCERTAIN)).strip()
    single = _parse_numbers(words, text)
    if single:
        return single
    years = _YEARS.fullmatch(words)
    if years:
        return range_of(real_date(int(years[1]), 0, 0, text), real_date(int(years[2]), 0, 0, text), text)
    start, slash, end = (part.strip() for part in words.partition("/"))
    if slash:
        known = [side for side in (start, end) if side not in {"", "..", "open", "unknown"}]
        dates = [_parse_numbers(side, text) for side in known]
        if len(dates) == 2 and dates[0] and dates[1]:
            return _span(dates[0], dates[1], text)
        if len(dates) == 1 and dates[0]:
            return dates[0]
    year = _YEAR.search(words)
    if year and re.search(r"[^\W\d_]", words):
        rest = words[: year.start()] + words[year.end() :]
        return with_month(Issued(start=real_date(int(year[0]), 0, 0, text)), rest)
    raise Unreadable(f"{quoted(text)} is not a date", _FORMS)


def parse_bibtex_year(text: str) -> Issued:
    """Read BibTeX's `year`: mostly a number, but also `1989/90`, `c. 1998`, `2019a` or a whole date.

    Raises Unreadable where there is no year of four digits (`in press`).
    """
    if len(text) == 4 and text.isascii() and text.isdecimal():
        return Issued(start=real_date(int(text), 0, 0, text))
    short = _SHORT_YEARS.fullmatch(text.strip())
    if short and short[3] > short[2]:
        return range_of(PartialDate(year=int(short[1] + short[2])), PartialDate(year=int(short[1] + short[3])), text)
    try:
        return parse_bibtex_date(text)
    except Unreadable:
        year = _YEAR.search(text)
        if not year:
            raise Unreadable(f"{quoted(text)} is not a year", "write four digits") from None
        return Issued(start=real_date(int(year[0]), 0, 0, text))


def with_month(issued: Issued, month: str, day: str = "") -> Issued:
    """Add BibTeX's `month` (a number, a name, `January 1`, `Jan.--Feb.`, a season) and `day` to a bare year.

    What is more than a bare year is given back as it is. Raises Unreadable.
    """
    if issued.start.month or issued.end or issued.season or not month.strip():
        return issued
    months, days, season = _read_month(month, day)
    if not months:
        return Issued(start=issued.start, season=season)
    first = real_date(issued.year, months[0], days[0] if days else 0, f"{issued.year} {month} {day}".strip())
    last = real_date(issued.year, months[-1], days[-1] if days else 0, f"{issued.year} {month} {day}".strip())
    # December and January of a double issue: which of the two years is meant is not said.
    return Issued(start=first, end=last) if first < last else Issued(start=first)


def same_month(first: str, other: str) -> bool:
    """Tell whether two values of `month` say the same: `jan`, `1`, `January`."""
    try:
        return _read_month(first, "") == _read_month(other, "")
    except Unreadable:
        return first.split() == other.split()


def _read_month(month: str, day: str) -> tuple[list[int], list[int], Season]:
    tokens = _WORD.findall(month.lower()) + _WORD.findall(day)
    months = [_MONTH_BY_NAME[token] for token in tokens if token in _MONTH_BY_NAME]
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) <= 2]
    seasons = [_SEASONS[token] for token in tokens if token in _SEASONS]
    known = _MONTH_BY_NAME.keys() | _SEASONS.keys() | _ORDINALS
    if any(not token.isdecimal() and token not in known for token in tokens):
        raise Unreadable(f"{quoted(month)} is not a month", "write `jan` to `dec`, or a number from 1 to 12")
    if not months and numbers and not seasons:
        by_day = bool(day.strip())
        months, numbers = (numbers[:1], numbers[1:]) if by_day else (numbers, [])
    if not months and not seasons:
        raise Unreadable(f"{quoted(month)} is not a month", "write `jan` to `dec`, or a number from 1 to 12")
    if 0 in numbers or 0 in months:
        raise Unreadable(f"{quoted(f'{month} {day}'.strip())} is not a month and day", "leave out what is not known")
    return months, numbers, seasons[0] if seasons and not months else ""


def _parse_numbers(words: str, text: str) -> Issued | None:
    found = _NUMBERS.fullmatch(words)
    if not found:
        return None
    year, month, day = found["year"], found["month"] or "", found["day"] or ""
    if not year.lstrip("+").isdecimal() or len(year.lstrip("+")) > 4:
        return _decade(year, text)
    month_number = int(month) if month.isdecimal() else 0
    day_number = int(day) if day.isdecimal() and month_number else 0
    if month_number in _SEASON_BY_NUMBER and not day:
        return Issued(start=real_date(int(year), 0, 0, text), season=_SEASON_BY_NUMBER[month_number])
    if {month, day} & {"0", "00"}:
        raise Unreadable(f"{quoted(text)} is not a date: a month or day is 0", "leave out what is not known")
    return Issued(start=real_date(int(year), month_number, day_number, text))


def _decade(year: str, text: str) -> Issued:
    """Read `199X`, the nineties."""
    first, last = (re.sub("[Xu]", digit, year) for digit in "09")
    if not (first.isdecimal() and len(first) == 4):
        raise Unreadable(f"{quoted(text)} is not a date: its year is outside 0001 to 9999", _FORMS)
    return range_of(real_date(max(int(first), 1), 0, 0, text), real_date(int(last), 0, 0, text), text)


def _span(start: Issued, end: Issued, text: str) -> Issued:
    if start.season:
        return start
    return range_of(start.start, end.end or end.start, text)
