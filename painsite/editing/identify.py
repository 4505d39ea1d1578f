"""Identifiers of works in a line of text: bare, with a name before them, or inside an address of a publisher."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal
from urllib.parse import unquote

from painsite.model import Value
from painsite.problems import Unreadable
from painsite.sources.identifiers import parse_arxiv, parse_doi, parse_isbn, parse_pmcid, parse_pmid

IdentifierKind = Literal["doi", "pmid", "pmcid", "arxiv", "isbn"]


class Identifier(Value, frozen=True, array_like=True):
    """What names one work."""

    kind: IdentifierKind
    value: str
    """As entries have it."""

    def __str__(self) -> str:
        return f"{_NAMES[self.kind]}{self.value}"


_NAMES: dict[IdentifierKind, str] = {"doi": "", "pmid": "PMID ", "pmcid": "", "arxiv": "arXiv:", "isbn": "ISBN "}
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|format)/|10\.48550/arxiv\.|arxiv\s*:\s*)(?P<id>(?:[a-z-]+(?:\.[a-z-]+)?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)",
    re.IGNORECASE | re.ASCII,
)
_BARE_ARXIV = re.compile(r"(?<![\w./-])(?P<id>\d{4}\.\d{4,5}(?:v\d+)?)(?![\w/-]|\.\d)", re.ASCII)
_PMCID = re.compile(r"(?:pmcid\s*:?\s*|(?<![A-Za-z0-9]))(?P<id>PMC\d{1,9})(?:\.\d+)?(?!\w)", re.IGNORECASE | re.ASCII)
_PMID = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/(?:\?term=)?|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?"
    r"|europepmc\.org/(?:article|abstract)/med/|pmid\s*[:=]?\s*|pubmed\s*(?:id)?\s*[:=]\s*)(?P<id>\d{1,8})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_DOI = re.compile(
    r"(?<![\d.])10\.\d{4,9}(?:\.\d+)*(?:/|%2F)[^\s\"<>“”]*(?:<[^\s<>]*>[^\s\"<>]*)*", re.IGNORECASE | re.ASCII
)
_BY_ADDRESS = (
    (
        re.compile(r"nature\.com/articles/(?P<id>(?:s?\d[\w.-]*|[a-z]+\d[\w.-]*))", re.IGNORECASE | re.ASCII),
        "10.1038/{}",
    ),
    (re.compile(r"elifesciences\.org/articles/(?P<id>\d{4,6})", re.ASCII), "10.7554/elife.{}"),
    (re.compile(r"peerj\.com/articles/(?P<id>\d+)", re.ASCII), "10.7717/peerj.{}"),
)
"""Publishers whose addresses hold a DOI's last part alone."""
_ISBN = re.compile(
    r"(?<![\w/-])(?:isbn(?:-?1[03])?\s*:?\s*)?(?P<id>(?:97[89][ -]?)?\d[\d -]{7,14}[\dXx])(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_NUMBERS = re.compile(r"\s*\d{1,8}(?:[\s,;]+\d{1,8})*\s*", re.ASCII)
_VIEW = re.compile(
    r"(?:/(?:abstract|full|fulltext|full/html|html|pdf|epdf|pdfdirect|references|meta|summary|figures|reader|tables|pdf/.*)"
    r"|\.(?:full|abstract|pdf|full-text|full\.pdf|full\.html|html|xml)"
    r"|(?<=\d)v\d+(?:\.(?:full|abstract|full-text|full\.pdf))?)+/?$",
    re.IGNORECASE,
)
"""What publishers put behind a DOI for the ways to look at a work; bioRxiv adds a version."""
_BIORXIV = re.compile(r"10\.1101/(?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8}", re.ASCII)


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers in a text, in their order, each once.

    A number alone is a PMID, and so is each of several; in a sentence it is nothing.
    """
    if _NUMBERS.fullmatch(text) and not _isbn_in(text):
        return _once(Identifier("pmid", parse_pmid(number)) for number in re.findall(r"\d+", text) if number.strip("0"))
    found: list[tuple[int, Identifier]] = []
    rest = text
    for pattern, read in _READERS:
        for match in pattern.finditer(rest):
            identifier = read(match)
            if identifier:
                found.append((match.start(), identifier))
                # what one has taken no other takes again
                rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    return _once(identifier for _, identifier in sorted(found, key=lambda one: one[0]))


def is_one_work(identifiers: Sequence[Identifier]) -> bool:
    """Return whether identifiers of one line can all name one work: none of a kind twice."""
    kinds = [identifier.kind for identifier in identifiers]
    return len(set(kinds)) == len(kinds)


def _once(identifiers: Iterator[Identifier]) -> tuple[Identifier, ...]:
    return tuple(dict.fromkeys(identifiers))


def _read(kind: IdentifierKind, parse: Callable[[str], str]) -> Callable[[re.Match[str]], Identifier | None]:
    def read(match: re.Match[str]) -> Identifier | None:
        try:
            return Identifier(kind, parse(match["id"].strip()))
        except Unreadable:
            return None

    return read


def _read_doi(match: re.Match[str]) -> Identifier | None:
    """Read a DOI; inside an address it ends where the question mark stands, and views are no part of it."""
    text, before = match[0], match.string[: match.start()]
    word = before.split()[-1] if before and not before[-1].isspace() else ""
    if "://" in word or re.search(r"[\w-]\.[a-z]{2,}/", word):
        text = re.split(r"[?#&]", text, maxsplit=1)[0]
        text = _VIEW.sub("", unquote(text) if "%" in text else text)
    elif "%2F" in text.upper():
        text = unquote(text)
    if preprint := _BIORXIV.match(text):
        text = preprint[0]
    try:
        return Identifier("doi", parse_doi(text))
    except Unreadable:
        return None


def _by_address(form: str) -> Callable[[re.Match[str]], Identifier | None]:
    return lambda match: Identifier("doi", form.format(_VIEW.sub("", match["id"]).lower()))


def _isbn_in(text: str) -> bool:
    digits = re.sub(r"[\s-]", "", text)
    return len(digits) in {10, 13} and _is_isbn(digits)


def _is_isbn(text: str) -> bool:
    try:
        return bool(parse_isbn(text))
    except Unreadable:
        return False


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Identifier | None]], ...] = (
    (_ARXIV, _read("arxiv", parse_arxiv)),
    (_DOI, _read_doi),
    *((pattern, _by_address(form)) for pattern, form in _BY_ADDRESS),
    (_PMCID, _read("pmcid", parse_pmcid)),
    (_PMID, _read("pmid", parse_pmid)),
    (_ISBN, _read("isbn", parse_isbn)),
    (_BARE_ARXIV, _read("arxiv", parse_arxiv)),
)
"""The surest first."""
