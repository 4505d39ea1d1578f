"""The form in which the value of a field is kept, for values that can be read with certainty."""

import re
from collections.abc import Callable, Mapping

from painsite.problems import Unreadable
from painsite.sources.dates import parse_date, parse_issued
from painsite.sources.identifier_lists import first_arxiv, first_doi, first_issn, first_pmcid, first_pmid
from painsite.sources.page_ranges import parse_page_range

_DASHES = re.compile("[‐‑‒–—―−]")
_FORMS: Mapping[str, Callable[[str], str]] = {
    "doi": first_doi,
    "pmid": first_pmid,
    "pmcid": first_pmcid,
    "issn": first_issn,
    "arxiv": first_arxiv,
    "page_range": parse_page_range,
}
_DATES: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("issued", "original_date"), parse_issued),
    **dict.fromkeys(("accessed", "reviewed", "added", "updated", "date"), parse_date),
}


def settled_form(name: str, text: str) -> str:
    """Return the form in which a field's value is kept; the text itself where it is that, or leaves a doubt.

    `name` is the model's. It reads as the text does, but for a date with other dashes, which cannot be read.
    """
    try:
        if name in _FORMS and text.strip():
            settled = _FORMS[name](text.strip())
            # the letters of a DOI mean the same in capitals, as some publishers write them
            return settled if settled and settled.lower() != text.strip().lower() else text
        if name in _DATES and _DASHES.search(text):
            plain = _DASHES.sub("-", text)
            _DATES[name](plain)
            return plain
    except Unreadable:
        pass
    return text


def is_date(name: str) -> bool:
    """Tell whether a field holds a date."""
    return name in _DATES
