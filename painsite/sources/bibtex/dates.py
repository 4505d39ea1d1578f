"""Dates as .bib files have them: BibTeX's `year` and `month`, BibLaTeX's `date`, and what people write in either."""

import re

from painsite.model import Issued, PartialDate
from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.months import read_month, says_no_month
from painsite.sources.bibtex.numeric_dates import DATE_FORMS, decade, parse_numbers, parse_year_last
from painsite.sources.dates import range_of, real_date
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted

_UNCERTAIN = str.maketrans("", "", "~?%{}[]()©")
_TIME = re.compile(r"(?<=[0-9])[T ][0-9]{1,2}:[0-9]{2}\S*")
_CIRCA = re.compile(r"(?<![^\W_])(?:c|ca|cop|circa|copyright|um|about|approx)\.?[ ]?(?=[0-9]{4})", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"\bb\.?\s?c\b|\bb\.?c\.?e\b|\bv\.?\s?chr\b", re.IGNORECASE)
_UNDATED = re.compile(
    r"\W*(?:n\W{0,2}d|o\W{0,2}j|s\W{0,2}[da]|z\W{0,2}j|sine anno|sans date|sin fecha|ohne jahr|undated"
    r"|no date|date unknown|unknown|unbekannt|none|null|n/?a|tba|tbd|x{4}|0000(?:-00){0,2})?\W*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_ISO_DATE = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_YEAR_AND_LETTER = re.compile(r"(?<![0-9])([0-9]{4}) ?[a-z](?![^\W\d_])")
_YEARS = re.compile(r"([0-9]{4})\s*(?:-{1,3}|[–—])\s*([0-9]{4})")
_SHORT_YEARS = re.compile(r"([0-9]{2})([0-9]{2})\s*(-{1,3}|[–—/])\s*([0-9]{2})")
_OPEN_RANGE = re.compile(r"([0-9]{4})\s*(?:-{1,3}|[–—])\s*(?:present|today|now|heute|ongoing|)")
_DECADE = re.compile(r"(?:the )?([0-9]{3})0(?:['’]?s|er)|\[?([0-9]{2,3})[-?]{1,3}\]?")
_BETWEEN_DATES = re.compile(r"/| (?:--?|[–—]|to|bis|until|and|und) ")
_ROMAN = re.compile(r"(M{1,2})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def says_no_date(text: str) -> bool:
    """Return whether a value says that there is no date: `n.d.`, `o. J.`, or the status of an unpublished work."""
    if _YEAR.search(text) and not text.startswith("0000"):
        return False
    return (len(text) < 40 and _UNDATED.fullmatch(text) is not None) or bool(parse_publication_status(text))


def parse_bibtex_date(text: str) -> Issued:
    """Read BibLaTeX's `date` or `urldate`: ISO 8601 and EDTF as its manual, 2.3.8, has them, and what people write.

    Marks of uncertainty and times are dropped, an open range keeps its known end, `199X` becomes 1990 to 1999. Raises
    Unreadable, also for years outside 1 to 9999; Doubtful with the year, where no more than that is certain.
    """
    try:
        return _parse_date(text)
    except Doubtful:
        raise
    except Unreadable as problem:
        years = _YEAR.findall(text)
        if not years or years[0] == "0000" or text.strip().startswith("-") or _BEFORE_CHRIST.search(text):
            raise
        year = Issued(start=real_date(int(years[0]), 0, 0, text))
        raise Doubtful(f"{problem.message}, and only `{years[0]}` is used", problem.remedy, value=year) from None


def parse_bibtex_year(text: str) -> Issued:
    """Read BibTeX's `year`: mostly a number, but also `1989/90`, `c. 1998`, `2019a` or a whole date.

    Raises Unreadable where there is no year of four digits (`in press`), and Doubtful as `parse_bibtex_date` does.
    """
    if len(text) == 4 and text.isascii() and text.isdecimal():
        return Issued(start=real_date(int(text), 0, 0, text))
    short = _SHORT_YEARS.fullmatch(text.strip())
    if short:
        return _short_years(text, int(short[1] + short[2]), short[3], int(short[4]))
    try:
        return parse_bibtex_date(text)
    except Doubtful:
        raise
    except Unreadable as problem:
        if _YEAR.search(text):
            raise
        raise Unreadable(f"{quoted(text)} is not a year", "write four digits") from problem


def with_month(issued: Issued, month: str, day: str = "") -> Issued:
    """Add BibTeX's `month` (a number, a name, `January 1`, `Jan.--Feb.`, a season) and `day` to a bare year.

    What is more than a bare year is given back as it is. Raises Unreadable.
    """
    if issued.start.month or issued.end or issued.season or not month.strip():
        return issued
    months, days, seasons = read_month(month, day)
    if not months:
        found = Issued(start=issued.start, season=seasons[0])
        return found if len(set(seasons)) == 1 else _in_doubt(month, found)
    first = real_date(issued.year, months[0], days[0] if days else 0, f"{issued.year} {month} {day}".strip())
    last = real_date(issued.year, months[-1], days[-1] if days else 0, f"{issued.year} {month} {day}".strip())
    # December and January of a double issue: which of the two years is meant is not said.
    return Issued(start=first, end=last) if first < last else Issued(start=first)


def _short_years(text: str, year: int, sign: str, last: int) -> Issued:
    """Read `1989/90` and `1989--90` as years, `1989-12` as a month, and `2003-04` as one in doubt."""
    end = year + 1 if last == (year + 1) % 100 else year - year % 100 + last
    is_month = 1 <= last <= 12
    if end > year and not (is_month and (sign == "-" or (sign == "/" and end > year + 1))):
        return range_of(PartialDate(year=year), PartialDate(year=end), text)
    if not is_month:
        message = f"{quoted(text)} is not a year, and `{year}` is used"
        raise Doubtful(message, "write four digits", value=Issued(start=PartialDate(year=year)))
    month = Issued(start=real_date(year, last, 0, text))
    if end > year:
        message = f"{quoted(text)} may be a month or a range of years, and `{month.start}` is used"
        raise Doubtful(message, "write the month as `month`, or years as `2003--2004`", value=month)
    return month


def _parse_date(text: str) -> Issued:
    words = _YEAR_AND_LETTER.sub(r"\1", _CIRCA.sub("", _TIME.sub("", text.translate(_UNCERTAIN)).strip()))
    ten_years = _DECADE.fullmatch(text.strip())
    if ten_years:
        return decade((ten_years[1] or ten_years[2]).ljust(4, "X"), text)
    for parse in (parse_numbers, parse_year_last, _parse_years):
        found = parse(words, text)
        if found:
            return found
    start, slash, end = (part.strip() for part in words.partition("/"))
    if slash:
        known = [side for side in (start, end) if side not in {"", "..", "open", "unknown"}]
        dates = [parse_numbers(side, text) for side in known]
        if len(dates) == 2 and dates[0] and dates[1]:
            return _span(dates[0], dates[1], text)
        if len(dates) == 1 and dates[0]:
            return dates[0]
    if _BEFORE_CHRIST.search(words):
        raise Unreadable(f"{quoted(text)} is not a date: its year is outside 0001 to 9999", DATE_FORMS)
    found = _parse_words(words, text)
    if found:
        return found
    raise Unreadable(f"{quoted(text)} is not a date", DATE_FORMS)


def _parse_words(words: str, text: str) -> Issued | None:
    """Read a year with words beside it, or two dates with words between them."""
    years = _YEAR.findall(words)
    if len(set(years)) == 2:
        sides = _BETWEEN_DATES.split(words)
        if len(sides) == 2 and all(len(_YEAR.findall(side)) == 1 for side in sides):
            return _span(_parse_date(sides[0]), _parse_date(sides[1]), text)
        return None
    year = _YEAR.search(words)
    if not year:
        return None
    iso = _ISO_DATE.search(words)
    if iso and not re.search(r"[0-9]", words[: iso.start()] + words[iso.end() :]):  # `accessed 2020-01-02`
        return parse_numbers(iso[0], text)
    issued = Issued(start=real_date(int(year[0]), 0, 0, text))
    rest = words[: year.start()] + " " + words[year.end() :]
    # ISO forms that are wrong have been told from others by now
    if not re.search(r"[^\W\d_]", rest):
        return issued if not re.search(r"[0-9]", rest) and not rest.strip(" .,;:") else None
    return issued if says_no_month(rest) else with_month(issued, rest)


def _parse_years(words: str, text: str) -> Issued | None:
    years = _YEARS.fullmatch(words)
    if years:
        return range_of(real_date(int(years[1]), 0, 0, text), real_date(int(years[2]), 0, 0, text), text)
    opened = _OPEN_RANGE.fullmatch(words.lower())
    if opened:
        return Issued(start=real_date(int(opened[1]), 0, 0, text))
    short = _SHORT_YEARS.fullmatch(words)
    if short and short[3] != "-":
        return _short_years(text, int(short[1] + short[2]), short[3], int(short[4]))
    if len(words) > 2 and words.isascii() and _ROMAN.fullmatch(words.upper()):
        return Issued(start=PartialDate(year=_roman_number(words.upper())))
    return None


def _roman_number(word: str) -> int:
    digits = [_ROMAN_DIGITS[sign] for sign in word]
    return sum(-digit if digit < max(digits[place:]) else digit for place, digit in enumerate(digits))


def _span(start: Issued, end: Issued, text: str) -> Issued:
    if not start.season and not end.season:
        return range_of(start.start, end.end or end.start, text)
    if start == end or (start.season == "winter" and not end.season and end.start == PartialDate(year=start.year + 1)):
        return start
    kept = start
    if start.year < end.year:
        kept = Issued(start=PartialDate(year=start.year), end=PartialDate(year=end.year))
    return _in_doubt(text, kept)


def _in_doubt(text: str, kept: Issued) -> Issued:
    message = f"the range of seasons {quoted(text)} is not kept whole: {_described(kept)} is used"
    raise Doubtful(message, "write months, as in `2021-11/2022-02`", value=kept)


def _described(issued: Issued) -> str:
    if issued.season:
        return f"`{issued.season} {issued.year}`"
    return f"`{issued.start}/{issued.end}`" if issued.end else f"`{issued.start}`"
