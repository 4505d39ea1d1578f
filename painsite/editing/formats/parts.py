"""Values that several formats of references write alike: dates, serial numbers, keywords."""

import re

from painsite.editing.formats.dates import parse_foreign_date
from painsite.editing.formats.draft import Draft, clean
from painsite.problems import Doubtful, Unreadable
from painsite.sources.bibtex.dates import says_no_date
from painsite.sources.identifiers import parse_isbn, parse_issn
from painsite.sources.publication_status import parse_publication_status

_ISSN = re.compile(r"(?<![0-9-])[0-9]{4}[-‐‑–]?[0-9]{3}[0-9Xx](?![0-9-])")
_ISBN = re.compile(r"(?<![0-9])(?:97[89][- ]?)?[0-9][0-9 -]{7,14}[0-9Xx](?![0-9])")
_BETWEEN = re.compile(r"[;\n]")
_LONGEST_NUMBER = 100
"""Characters of a text that may be a serial number."""
_LONGEST_KEYWORD = 80
"""Characters; a longer text with commas is a list of them."""


def give_date(draft: Draft, text: str, *, tag: str, name: str = "issued", at: int = -1) -> None:
    """Read a date, or words in its place that say how far a work is."""
    words = clean(text).split("\n")[0].strip()
    if not words.strip("/ "):
        return
    status = parse_publication_status(words)
    if status and name == "issued":
        draft.set("publication_status", status)
    if status or says_no_date(words):
        return
    try:
        issued = parse_foreign_date(words)
    except Doubtful as error:
        issued = error.value
        draft.report("bad-date", error.message, error.remedy, at=at)
    except Unreadable as error:
        draft.report("bad-date", error.message, error.remedy, at=at)
        draft.keep(tag, words)
        return
    if name == "accessed":
        draft.set(name, issued.start)
    else:
        draft.give_date(issued, name=name)


def give_serial_number(draft: Draft, text: str, *, tag: str, at: int = -1) -> None:
    """Read the ISSN or the ISBN that a text contains; several are one work's in several forms."""
    for name, pattern, parse in (("issn", _ISSN, parse_issn), ("isbn", _ISBN, parse_isbn)):
        for found in pattern.findall(text):
            try:
                draft.set(name, parse(found))
            except Unreadable:
                continue
            if name == "issn" or "isbn" in draft.values:
                return
    if "issn" not in draft.values and "isbn" not in draft.values:
        bare = clean(text).split("\n")[0][:_LONGEST_NUMBER].partition("(")[0].strip()
        draft.give("isbn" if len(re.sub(r"\D", "", bare)) > 8 else "issn", bare, tag=tag, at=at)


def keywords_in(text: str) -> list[str]:
    """Divide keywords: by lines or semicolons; by commas what is too long for one."""
    parts = [part for one in _BETWEEN.split(clean(text)) if (part := one.strip())]
    if len(parts) == 1 and text.count(",") > 1 and len(text) > _LONGEST_KEYWORD:
        parts = [part.strip() for part in text.split(",")]
    return parts
