"""Identifiers in records: the first that can be read, and how an entry names another work."""

from collections.abc import Callable

from painsite.problems import Unreadable
from painsite.sources.identifiers import parse_doi, parse_pmid


def first_identifier(parse: Callable[[str], str], *texts: str) -> str:
    """Return the first identifier that can be read, or nothing."""
    for text in texts:
        try:
            return parse(text)
        except Unreadable:
            continue
    return ""


def named_work(*, doi: str = "", pmid: str = "") -> str:
    """Return how `works_cited` and `relations` name a work: `doi:…`, else `pmid:…`, else nothing."""
    if name := first_identifier(parse_doi, doi):
        return f"doi:{name}"
    return f"pmid:{name}" if (name := first_identifier(parse_pmid, pmid)) else ""
