"""References in Vancouver style, as the National Library of Medicine has it.

Source: Patrias K, Citing Medicine, 2nd ed. (https://www.ncbi.nlm.nih.gov/books/NBK7256/), and the sample references of
the ICMJE (https://www.nlm.nih.gov/bsd/uniform_requirements.html). Deliberate differences: page ranges have an en dash,
all initials are printed rather than two, and what is not known is left out without `[date unknown]` and its like.
"""

import functools
import re
from collections.abc import Callable, Iterable
from html import escape

from painsite.model import Entry, Names, Person
from painsite.pages.dates import format_issued, format_reference_date
from painsite.sources.names import initials

_NAMED_AUTHORS = 6
_ROMAN_SUFFIXES = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MEDIA = {"dataset": "dataset", "software": "software", "motion_picture": "video", "broadcast": "broadcast"}

_CLOSED = re.compile(r"[.?!…][”’\"']*$")
# BibTeX has two or three hyphens, other sources any dash.
_DASH = r"\s*[-‐‑–—−]{1,3}\s*"
_PAGE = r"(?:[A-Za-z0-9.]*[A-Za-z.])?\d+"
_PAGE_RANGE = re.compile(rf"(?<![\w.-])({_PAGE}){_DASH}({_PAGE})(?![\w.-]*\w)")
_LETTERED_RANGE = re.compile(rf"(?<![\w.-])(\w*\d\w*|[ivxlcdm]+){_DASH}(\w*\d\w*|[ivxlcdm]+)(?![\w.-]*\w)")
_NUMBER_RANGE = re.compile(rf"(?<=\d){_DASH}(?=\d)")
_SUPPLEMENT = re.compile(r"\bsuppl(?:ement)?\b\.?", re.IGNORECASE)


def format_vancouver(entry: Entry) -> str:
    """Format the reference of a work as HTML without any tag.

    `Woolf CJ. Central sensitization: … Pain. 2010 Oct;152(2 Suppl):S2–15.` It closes with a full stop, but not after an
    address: there the stop would be taken for its last character.
    """
    parts = [part for part in _form(entry)(entry) if part]
    address = parts.pop() if parts and parts[-1].startswith("Available from:") else ""
    return escape(" ".join([*map(_close, parts), *([address] if address else [])]), quote=False)


def shorten_pages(text: str) -> str:
    """Write page ranges with an en dash, and of the last page only what changes.

    `392-399` gives `392–9`, `S2-S15` gives `S2–15`, `1541-8; discussion 1549` and `iii-v` keep their digits. Pages that
    end in a letter are not shortened: `126A–127A`. Source: Citing Medicine, chapter 1, Pagination.
    """
    return _LETTERED_RANGE.sub(r"\1–\2", _PAGE_RANGE.sub(_shorten_range, text.strip()))


def _shorten_range(match: re.Match[str]) -> str:
    first, last = match[1], match[2]
    prefix, digits = _split_page(first)
    last_prefix, last_digits = _split_page(last)
    if last_prefix and not prefix.endswith(last_prefix):
        return f"{first}–{last}"
    if len(digits) != len(last_digits) or last_digits < digits:
        return f"{first}–{last_digits}"
    if digits == last_digits:
        return first
    same = next(index for index in range(len(digits)) if digits[index] != last_digits[index])
    return f"{first}–{last_digits[same:]}"


def _split_page(page: str) -> tuple[str, str]:
    """Split `S15` into `S` and `15`."""
    prefix = page.rstrip("0123456789")
    return prefix, page[len(prefix) :]


def _form(entry: Entry) -> Callable[[Entry], Iterable[str]]:
    """Choose how a work of this type is referred to."""
    in_journal = bool(entry.container_title or entry.container_abbreviation)
    if entry.type == "article" and not (in_journal and entry.volume):
        return _preprint
    if entry.type.startswith("article") or entry.type in {"review", "review-book"}:
        return _preprint if entry.arxiv and not in_journal else _journal_article
    if entry.type == "paper-conference" and in_journal and entry.issue:
        return _journal_article
    if entry.type in {"chapter", "paper-conference", "speech", "entry", "entry-dictionary", "entry-encyclopedia"}:
        return _part
    if entry.type in {"webpage", "post", "post-weblog"}:
        return _web_page
    return _monograph


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
        yield _join(" ", _issued(entry), _cited(entry))
        yield _address(entry)


def _part(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title. In: Editors, editors. Book. 2nd ed. Place: Publisher; 2002. p. 93–113.`."""
    yield _authors(entry.authors)
    yield entry.title
    if not entry.container_title and entry.event:
        yield f"Presented at: {_join('; ', entry.event, _issued(entry), entry.place)}"
        return
    editors = _editors(entry.editors)
    if entry.container_title:
        yield from (f"In: {editors}", entry.container_title) if editors else (f"In: {entry.container_title}",)
    elif editors:
        yield f"In: {editors}"
    yield entry.event
    yield _edition(entry.edition)
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
    yield _join(" ", _imprint(entry), _cited(entry))
    yield _address(entry)


def _monograph(entry: Entry) -> Iterable[str]:
    """Give `Authors. Title [dissertation]. 2nd ed. Editors, editors. Place: Publisher; 2002. 385 p.` and so on."""
    editors = _editors(entry.editors)
    yield _authors(entry.authors) or editors
    yield _with_medium(entry.title, _medium(entry))
    if entry.container_title != entry.title:
        yield entry.container_title
    yield _edition(entry.edition)
    yield _book_volume(entry)
    yield editors if entry.authors else ""
    is_book = entry.type in {"book", "collection", "classic"}
    yield _imprint(entry) if is_book else _join(" ", _imprint(entry), _cited(entry))
    if entry.page_range:
        yield f"{entry.page_range} p" if entry.page_range.isdigit() else f"p. {shorten_pages(entry.page_range)}"
    yield _series(entry)
    if entry.number and not entry.series:
        yield f"{'Report No.' if entry.type == 'report' else 'No.'}: {entry.number}"
    if not (is_book or entry.doi):
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
    return _join(" ", person.last_name, _initials(person.given), _ROMAN_SUFFIXES.get(suffix, suffix))


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
    issue = _SUPPLEMENT.sub("Suppl", _NUMBER_RANGE.sub("–", entry.issue))
    volume = _NUMBER_RANGE.sub("–", entry.volume)
    if issue:
        volume = f"{volume} {issue}".strip() if issue.startswith("Suppl") else f"{volume}({issue})"
    where = _join(";", _issued(entry), volume)
    pages = shorten_pages(entry.page_range)
    if pages and not where:
        return f"p. {pages}"
    return _join(":", where, pages)


def _imprint(entry: Entry) -> str:
    """`Place: Publisher; 2002`. A report or thesis names the institution first of all."""
    names = (entry.publisher, entry.institution)
    first, second = reversed(names) if entry.type in {"report", "thesis"} else names
    return _join("; ", _join(": ", entry.place, first or second), _issued(entry))


def _edition(text: str) -> str:
    """Print `4`, `4th`, `Fourth` and `4th edition` as `4th ed`, and any other words as they are."""
    word = re.sub(r"\s*\b(?:ed|edn|edition)\b\.?$", "", text, flags=re.IGNORECASE).strip()
    if word.lower() in _ORDINAL_WORDS:
        word = str(_ORDINAL_WORDS.index(word.lower()) + 1)
    if word.isdigit():
        word = _ordinal(int(word))
    # `2., überarb. Aufl.` is an edition in German and takes no `ed`.
    return word if "aufl" in word.lower() else _join(" ", word, "ed" if word else "")


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


def _book_volume(entry: Entry) -> str:
    return f"Vol. {entry.volume}" if entry.volume and not entry.series else ""


def _series(entry: Entry) -> str:
    """`(Lecture notes in computer science; vol. 2278)`."""
    if not entry.series:
        return ""
    return f"({_join('; ', entry.series, f'vol. {entry.volume}' if entry.volume else entry.number)})"


def _medium(entry: Entry) -> str:
    if entry.type == "thesis":
        return "master’s thesis" if entry.bibtex_type.lower() == "mastersthesis" else "dissertation"
    return _MEDIA.get(entry.type, "")


def _with_medium(title: str, medium: str) -> str:
    return f"{title.removesuffix('.')} [{medium}]" if medium else title


def _cited(entry: Entry) -> str:
    return f"[cited {format_reference_date(entry.accessed)}]" if entry.accessed else ""


def _address(entry: Entry) -> str:
    return f"Available from: {entry.url}" if entry.url else ""


def _join(separator: str, *parts: str) -> str:
    return separator.join(filter(None, parts))


def _close(text: str) -> str:
    """End a part with a full stop, unless it brings its own close."""
    return text if _CLOSED.search(text) else f"{text}."
