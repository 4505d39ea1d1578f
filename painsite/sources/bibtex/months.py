"""Months, seasons and quarters as .bib files name them, in the languages of Western Europe."""

import re

from painsite.model import Season
from painsite.problems import Unreadable
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted

_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_QUARTER = re.compile(r"\bq\s?([1-4])\b|\b([1-4])(?:st|nd|rd|th|\.|er|e)?\s(?:quarter|quartal|trimestre|kwartaal)\b")
_SILENT = frozenset(
    """
    st nd rd th of the and to bis und et de du del di den der le la el am on in at um er y e i
    a b c d ca circa about approx cop copyright ad ce chr n published publ printed erschienen online available posted
    since ab seit from accessed retrieved abgerufen zugriff visited checked last updated gmt utc est edt cet cest pst z
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    """.split()
)
"""Words beside a date that change nothing in it; the letters tell works of one year apart."""
_SEASONS: dict[str, Season] = {
    **dict.fromkeys(("spring", "frühling", "frühjahr", "printemps", "primavera", "lente", "voorjaar"), "spring"),
    **dict.fromkeys(("summer", "sommer", "été", "ete", "verano", "estate", "zomer"), "summer"),
    **dict.fromkeys(("autumn", "fall", "herbst", "automne", "otoño", "autunno", "herfst", "najaar"), "autumn"),
    **dict.fromkeys(("winter", "hiver", "invierno", "inverno"), "winter"),
}
# English, German, French, Spanish, Italian, Dutch, Portuguese, Scandinavian; whole, or cut after three letters or more.
_MONTHS = (
    "january januar jänner janvier enero gennaio januari janeiro",
    "february februar février fevrier febrero febbraio februari fevereiro",
    "march märz maerz mars marzo maart mrz mrt março marco marts",
    "april avril abril aprile",
    "may mai mayo maggio mei maio maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août aout agosto augustus augusti",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dicembre dezembro desember",
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
_A_MONTH = "write `jan` to `dec`, or a number from 1 to 12"


def read_month(month: str, day: str) -> tuple[list[int], list[int], list[Season]]:
    """Return the months and their days, or the seasons where there is no month.

    Raises Unreadable for words that are none of these.
    """
    words = month.lower()
    if quarter := _QUARTER.search(words):
        last = int(quarter[1] or quarter[2]) * 3
        return [last - 2, last], [], []
    tokens = _WORD.findall(words) + _WORD.findall(day)
    months = [_MONTH_BY_NAME[token] for token in tokens if token in _MONTH_BY_NAME]
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) <= 2]
    seasons = [_SEASONS[token] for token in tokens if token in _SEASONS]
    known = _MONTH_BY_NAME.keys() | _SEASONS.keys() | _SILENT
    if any(not token.isdecimal() and token not in known for token in tokens) and not parse_publication_status(month):
        raise Unreadable(f"{quoted(month)} is not a month", _A_MONTH)
    if not months and numbers and not seasons:
        by_day = bool(day.strip()) or (len(numbers) == 2 and max(numbers) > 12)
        numbers = numbers[::-1] if by_day and numbers[0] > 12 else numbers
        months, numbers = (numbers[:1], numbers[1:]) if by_day else (numbers, [])
    if not months and not seasons:
        raise Unreadable(f"{quoted(month)} is not a month", _A_MONTH)
    if 0 in numbers or 0 in months:
        raise Unreadable(f"{quoted(f'{month} {day}'.strip())} is not a month and day", "leave out what is unknown")
    return months, numbers, [] if months else seasons


def says_no_month(words: str) -> bool:
    """Return whether what stands beside a year says nothing of when in the year."""
    return all(token in _SILENT for token in _WORD.findall(words.lower())) or bool(parse_publication_status(words))


def same_month(first: str, other: str) -> bool:
    """Return whether two values of `month` say the same: `jan`, `1`, `January`."""
    try:
        return read_month(first, "") == read_month(other, "")
    except Unreadable:
        return first.split() == other.split()
