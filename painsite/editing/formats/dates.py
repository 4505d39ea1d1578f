"""Dates as RIS, PubMed and EndNote write them."""

import re

from painsite.model import Issued, PartialDate
from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.dates import parse_bibtex_date, with_month
from painsite.sources.dates import range_of, real_date

_SLASHED = re.compile(r"(?P<year>[0-9]{4})/(?P<month>[0-9]{0,2})(?:/(?P<day>[0-9]{0,2})(?:/(?P<other>[^/]*)/?)?)?")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[\s,;:]+(?P<rest>[^\s].*)")
_ACROSS = re.compile(r"(?P<first>[0-9]{4}) (?P<month>\S+?) ?- ?(?P<second>[0-9]{4}) (?P<last>\S+)")
_TIME = re.compile(r"\s+[0-9]{1,2}:[0-9]{2}.*")
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def parse_foreign_date(text: str) -> Issued:
    """Read `2001/03/04/`, `2010 Mar-Apr`, `1998 Dec-1999 Jan`, `20160512`, `12 May 2016` and what .bib files have.

    Raises Unreadable; Doubtful with the year, where no more than that is certain.
    """
    words = _TIME.sub("", " ".join(text.split()))
    if found := _SLASHED.fullmatch(words):
        return _slashed(found, text)
    if found := _EIGHT.fullmatch(words):
        return Issued(start=real_date(int(found[1]), int(found[2]), int(found[3]), text))
    if found := _ACROSS.fullmatch(words):
        first = with_month(_year(found["first"], text), found["month"])
        last = with_month(_year(found["second"], text), found["last"])
        return range_of(first.start, last.start, text)
    if found := _YEAR_FIRST.fullmatch(words):
        return _with_rest(_year(found["year"], text), found["rest"], text)
    return parse_bibtex_date(words)


def _slashed(found: re.Match[str], text: str) -> Issued:
    month, day = int(found["month"] or 0), int(found["day"] or 0)
    date = Issued(start=real_date(int(found["year"]), month, day if month else 0, text))
    other = (found["other"] or "").strip()
    return _with_rest(date, other, text) if other and not month else date


def _with_rest(date: Issued, rest: str, text: str) -> Issued:
    """Add a month, its day or a season to a year; where that cannot be read the year stays, in doubt."""
    try:
        return with_month(date, rest.replace("/", "-"))
    except Doubtful:
        raise
    except Unreadable:
        try:
            whole = parse_bibtex_date(text)
        except Unreadable as problem:
            message = (
                f"{problem.message}, and only `{date.year}` is used"
                if not isinstance(problem, Doubtful)
                else problem.message
            )
            raise Doubtful(message, problem.remedy, value=Issued(start=PartialDate(year=date.year))) from None
        return whole


def _year(digits: str, text: str) -> Issued:
    return Issued(start=real_date(int(digits), 0, 0, text))
