"""Dates of PubMed: in elements (`<Year>2022</Year><Month>Feb</Month>`) and in words (`2012 Mar-Apr`).

Source: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html#pubdate
"""

import re
from xml.etree.ElementTree import Element

from painsite.editing.formats.xml_text import child_text
from painsite.model import Issued, PartialDate, Season
from painsite.problems import Unreadable
from painsite.sources.dates import range_of, real_date

_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_SEASONS: dict[str, Season] = {
    "spr": "spring", "sum": "summer", "aut": "autumn", "fal": "autumn", "win": "winter",
}  # fmt: skip
_POINT = re.compile(
    r"(?:(?P<year>\d{4})\s*)?(?:(?P<month>[A-Za-z]{3})[a-z]*\.?(?![A-Za-z]))?\s*(?P<day>\d{1,2}(?!\d))?"
)


def date_of(element: Element | None) -> Issued | None:
    """Return the date of `PubDate`, `ArticleDate` and their like, or None where there is none that can be read."""
    if element is None:
        return None
    if words := child_text(element, "MedlineDate"):
        return parse_medline_date(words)
    parts = (child_text(element, name) for name in ("Year", "Month", "Day"))
    season = child_text(element, "Season")
    return parse_medline_date(" ".join((child_text(element, "Year"), season)) if season else " ".join(parts))


def parse_medline_date(text: str) -> Issued | None:
    """Read `2022 Feb 1`, `2022 02 01`, `2012 Mar-Apr`, `1998 Dec-1999 Jan`, `2000 Spring` or `2000 Spring-Summer`."""
    begin, _, end = text.replace("/", "-").partition("-")
    start, season = _point(begin.strip(), year=0)
    if start is None:
        return None
    last, _ = _point(end.strip(), year=start.year, month=start.month)
    try:
        if season:
            return Issued(start=start, season=season)
        if last is not None and (last.month or last.year != start.year):
            return range_of(start, last, text)
    except Unreadable:
        pass
    return Issued(start=start)


def _point(text: str, *, year: int, month: int = 0) -> tuple[PartialDate | None, Season]:
    numbers = re.fullmatch(r"(\d{4})[ -](\d{1,2})(?:[ -](\d{1,2}))?", text)
    found = _POINT.match(text)
    if numbers:
        parts = [int(part or 0) for part in numbers.groups()]
        return _real(*parts), ""
    if not found or not found[0].strip() or not (found["year"] or year):
        return None, ""
    name = (found["month"] or "").lower()
    season = _SEASONS.get(name, "")
    number = _MONTHS.get(name, 0) or (month if year and not name else 0)
    return _real(int(found["year"] or year), number, int(found["day"] or 0) if number else 0), season


def _real(year: int, month: int, day: int) -> PartialDate | None:
    """Return the date as far as the calendar has it."""
    for parts in ((year, month, day), (year, month, 0), (year, 0, 0)):
        try:
            return real_date(*parts, str(year))
        except Unreadable:
            continue
    return None
