"""References in Vancouver style, as the National Library of Medicine has it.

Source: Patrias K, Citing Medicine, 2nd ed. (https://www.ncbi.nlm.nih.gov/books/NBK7256/), and the sample references of
the ICMJE (https://www.nlm.nih.gov/bsd/uniform_requirements.html). Deliberate differences: page ranges have an en dash,
all initials are printed rather than two, and what is not known is left out without `[date unknown]` and its like.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from painsite.model import Entry, Names, Person
from painsite.pages.dates import format_issued, format_reference_date
from painsite.pages.formats.pieces import close, join
from painsite.pages.formats.ranges import dash_numbers, shorten_pages
from painsite.pages.formats.works import Kind, degree_of, edition_of, is_book, kind_of
from painsite.sources.names import initials

_NAMED_AUTHORS = 6
_ROMAN_SUFFIXES = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_MEDIA = {"dataset": "dataset", "software": "software", "motion_picture": "video", "broadcast": "broadcast"}

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A sign of Hebrew, Arabic, Syriac, Thaana, NKo … scripts. https://www.unicode.org/charts/"""
_SUPPLEMENT = re.compile(r"\bsuppl(?:ement)?\b\.?", re.IGNORECASE)


def format_vancouver(entry: Entry) -> str:
    """Format the reference of a work as HTML, without any tag but `bdi` around what is written from right to left.

    `Woolf CJ. Central sensitization: … Pain. 2010 Oct;152(2 Suppl):S2–15.` It closes with a full stop, but not after an
    address: there the stop would be taken for its last character.
    """
    parts = [part for part in _FORMS[kind_of(entry)](entry) if part]
    address = parts.pop() if parts and parts[-1].startswith("Available from:") else ""
    return _isolate([*map(close, parts), *([address] if address else [])])


def _isolate(parts: Iterable[str]) -> str:
    """Join parts with blanks as HTML; numbers beside a part in Arabic or Hebrew keep their order."""
    text = escape(" ".join(parts := tuple(parts)), quote=False)
    if not _RIGHT_TO_LEFT.search(text):
        return text
    marked = [escape(part, quote=False) for part in parts]
    return " ".join([f"<bdi>{part}</bdi>" if _RIGHT_TO_LEFT.search(part) else part for part in marked])


def _journal_article(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title. Journal. 2010 Oct;152(2 Suppl):S2–15.`."""
    yield _authors(entry.authors)
    yield entry.title
    yield _container(entry)
    yield _locator(entry)


def _preprint(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title. arXiv [Preprint]. 2021 Jan 1. arXiv:2101.00001v2.`."""
    yield _authors(entry.authors)
    server = _container(entry) or entry.publisher or ("arXiv" if entry.arxiv else "")
    yield from (entry.title, f"{server} [Preprint]") if server else (_with_medium(entry.title, "Preprint"),)
    if entry.arxiv or entry.doi:
        yield _issued(entry)
        yield f"arXiv:{entry.arxiv}" if entry.arxiv else f"doi:{entry.doi}"
    else:
        yield join(" ", _issued(entry), _cited(entry))
        yield _address(entry)


def _part(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title. In: Editors, editors. Book. 2nd ed. Place: Publisher; 2002. p. 93–113.`."""
    yield _authors(entry.authors)
    yield entry.title
    if not entry.container_title and entry.event:
        yield f"Presented at: {join('; ', entry.event, _issued(entry), entry.place)}"
        return
    editors = _editors(entry.editors)
    if entry.container_title:
        yield from (f"In: {editors}", entry.container_title) if editors else (f"In: {entry.container_title}",)
    elif editors:
        yield f"In: {editors}"
    yield entry.event
    yield edition_of(entry.edition)
    yield _book_volume(entry)
    yield _imprint(entry)
    yield f"p. {shorten_pages(entry.page_range)}" if entry.page_range else ""
    yield _series(entry)


def _web_page(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title. Site [Internet]. 2016 Apr [cited 2022 Nov 3]. Available from: https://…`."""
    yield _authors(entry.authors)
    if site := _container(entry):
        yield entry.title
        yield f"{site} [Internet]"
    else:
        yield _with_medium(entry.title, "Internet")
    yield join(" ", _imprint(entry), _cited(entry))
    yield _address(entry)


def _monograph(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title [dissertation]. 2nd ed. Editors, editors. Place: Publisher; 2002. 385 p.` and so on."""
    editors = _editors(entry.editors)
    yield _authors(entry.authors) or editors
    yield _with_medium(entry.title, _medium(entry))
    if entry.container_title != entry.title:
        yield entry.container_title
    yield edition_of(entry.edition)
    yield _book_volume(entry)
    yield editors if entry.authors else ""
    yield _imprint(entry) if is_book(entry) else join(" ", _imprint(entry), _cited(entry))
    if entry.page_range:
        yield f"{entry.page_range} p" if entry.page_range.isdigit() else f"p. {shorten_pages(entry.page_range)}"
    yield _series(entry)
    if entry.number and not entry.series:
        yield f"{'Report No.' if entry.type == 'report' else 'No.'}: {entry.number}"
    if not (is_book(entry) or entry.doi):
        yield _address(entry)


def _authors(names: Names) -> str:
    """Print six people at most: `Kasch R, van den Berg J, O'Mara JW Jr, et al`; organisations after a semicolon."""
    named = names.people[:_NAMED_AUTHORS]
    text = ""
    for index, person in enumerate(named):
        if index:
            text += "; " if person.literal or named[index - 1].literal else ", "
        text += _person(person)
    more = names.others or len(names.people) > len(named)
    return f"{text}, et al" if text and more else text


def _person(person: Person) -> str:
    suffix = person.suffix.rstrip(".")
    return join(" ", person.last_name, _initials(person.given), _ROMAN_SUFFIXES.get(suffix, suffix))


@functools.lru_cache(maxsize=1 << 13)
def _initials(given: str) -> str:
    """Give initials; most authors share theirs with others."""
    return initials(given)


def _editors(names: Names) -> str:
    """`Vogelstein B, Kinzler KW, editors`; empty without editors."""
    several = len(names.people) > 1 or names.others
    return f"{_authors(names)}, editor{'s' if several else ''}" if names else ""


def _container(entry: Entry) -> str:
    return entry.container_abbreviation or entry.container_title


def _issued(entry: Entry) -> str:
    return format_issued(entry.issued) if entry.issued else ""


def _locator(entry: Entry) -> str:
    """`2010 Oct;152(2 Suppl):S2–15`; a supplement to a whole volume stands without brackets: `42 Suppl 2`."""
    issue = _SUPPLEMENT.sub("Suppl", dash_numbers(entry.issue))
    volume = dash_numbers(entry.volume)
    if issue:
        volume = f"{volume} {issue}".strip() if issue.startswith("Suppl") else f"{volume}({issue})"
    where = join(";", _issued(entry), volume)
    pages = shorten_pages(entry.page_range)
    if pages and not where:
        return f"p. {pages}"
    return join(":", where, pages)


def _imprint(entry: Entry) -> str:
    """`Place: Publisher; 2002`. A report or thesis names the institution first of all."""
    names = (entry.publisher, entry.institution)
    first, second = reversed(names) if entry.type in {"report", "thesis"} else names
    return join("; ", join(": ", entry.place, first or second), _issued(entry))


def _book_volume(entry: Entry) -> str:
    return f"Vol. {entry.volume}" if entry.volume and not entry.series else ""


def _series(entry: Entry) -> str:
    """`(Lecture notes in computer science; vol. 2278)`."""
    if not entry.series:
        return ""
    return f"({join('; ', entry.series, f'vol. {entry.volume}' if entry.volume else entry.number)})"


def _medium(entry: Entry) -> str:
    if entry.type == "thesis":
        return "master’s thesis" if degree_of(entry) == "master" else "dissertation"
    return _MEDIA.get(entry.type, "")


def _with_medium(title: str, medium: str) -> str:
    return f"{title.removesuffix('.')} [{medium}]" if medium else title


def _cited(entry: Entry) -> str:
    return f"[cited {format_reference_date(entry.accessed)}]" if entry.accessed else ""


def _address(entry: Entry) -> str:
    return f"Available from: {entry.url}" if entry.url else ""


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _journal_article,
    "preprint": _preprint,
    "part": _part,
    "page": _web_page,
    "whole": _monograph,
}
