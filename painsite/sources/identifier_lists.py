"""Fields that should hold one identifier, and hold several, or one among words: the first that is right is read.

Several ISBNs or ISSNs are those of one work in several forms, and go without a word. Several DOIs are of several works,
and what is cut off a DOI may belong to it: that is doubtful.
"""

import re
from collections.abc import Callable

from painsite.problems import Doubtful, Unreadable
from painsite.sources.identifiers import parse_arxiv, parse_doi, parse_isbn, parse_issn, parse_pmcid, parse_pmid
from painsite.sources.quoting import quoted

_SIGNS = re.compile(r"[\s,;|()\[\]/]+")
_BETWEEN_DOIS = re.compile(r"[,;|]*\s+|[,;|]+(?=https?://|doi|10\.[0-9]{4,9}/)", re.IGNORECASE)
_DOI_LABELS = frozenset({"doi", "and", "und", "&", "or"})
_DOI_IN_ADDRESS = re.compile(r"https?://[^\s?#]*?[/=](10\.[0-9]{4,9}(?:/|%2F)[^\s?#&]+)", re.IGNORECASE)
_VIEW = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|html|meta|summary|fulltext)|(?:\.full)?\.pdf|\.html?)+$", re.IGNORECASE
)
_ISBN = re.compile(
    r"(?<![0-9])(?:97[89](?:[ \-‐‑–]?[0-9]){10}|[0-9](?:[ \-‐‑–]?[0-9]){8}[ \-‐‑–]?[0-9Xx])(?![\-‐‑–]?[0-9])"
)
_ISSN = re.compile(r"(?<![0-9\-‐‑–])[0-9]{4}[\-‐‑– ]?[0-9]{3}[0-9Xx](?![\-‐‑–]?[0-9A-Za-z])")
_ARXIV = re.compile(
    r"(?:[a-z-]{2,12}(?:\.[a-z-]{2,12})?/[0-9]{7}|(?<![0-9.])[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?![0-9])",
    re.IGNORECASE | re.ASCII,
)


def first_doi(text: str) -> str:
    """Read a DOI, or the first of several. Raises Unreadable; Doubtful where another may be meant, or more of it."""
    pieces = [piece for piece in _BETWEEN_DOIS.split(text.strip())[:50] if piece]
    if len(pieces) < 2:
        return _one_doi(text)
    dois, rest = [], []
    for piece in pieces:
        try:
            dois.append(parse_doi(piece))
        except Unreadable:
            rest.append(piece)
    if not dois:
        return _one_doi(text)
    if len(set(dois)) > 1:
        message = f"{quoted(text)} contains {len(set(dois))} DOIs, and only the first is used"
        raise Doubtful(message, "keep the one that belongs to this work", value=dois[0])
    if any(piece.lower().strip(":=.") not in _DOI_LABELS for piece in rest):
        message = f"{quoted(text)} contains more than a DOI, and {quoted(dois[0])} is used"
        raise Doubtful(message, "check it against the work", value=dois[0])
    return dois[0]


def first_isbn(text: str) -> str:
    """Read an ISBN, or the first of several whose check digit is right. Raises Unreadable."""
    return _first(text, parse_isbn, _ISBN.findall)


def first_issn(text: str) -> str:
    """Read an ISSN, or the first of several whose check digit is right. Raises Unreadable."""
    return _first(text, parse_issn, _ISSN.findall)


def first_pmid(text: str) -> str:
    """Read a PMID, or the first of several. Raises Unreadable."""
    return _first(text, parse_pmid, _SIGNS.split)


def first_pmcid(text: str) -> str:
    """Read a PMCID, or the first of several. Raises Unreadable."""
    return _first(text, parse_pmcid, lambda words: re.findall(r"PMC\s?([0-9]+)", words, re.IGNORECASE))


def first_arxiv(text: str) -> str:
    """Read an arXiv identifier, or the first of several. Raises Unreadable."""
    return _first(text, parse_arxiv, _ARXIV.findall)


def _first(text: str, parse: Callable[[str], str], pieces_of: Callable[[str], list[str]]) -> str:
    try:
        return parse(text)
    except Unreadable:
        for piece in pieces_of(text)[:50]:
            try:
                return parse(piece)
            except Unreadable:
                continue
        raise


def _one_doi(text: str) -> str:
    """Read a DOI, or take it out of the address of a publisher's page."""
    try:
        return parse_doi(text)
    except Unreadable:
        found = _DOI_IN_ADDRESS.match(text.strip())
        if not found:
            raise
        return parse_doi(_VIEW.sub("", found[1]))
