"""Texts in another format than their file's name says: which one it is, told by how they begin.

An editor gets a file under the wrong name from a browser, a database or another program, and every reader would say
something else of its first line.
"""

import re

from painsite.unread import BY_IMPORT

_FORMATS = (
    ("RIS", re.compile(r"TY {1,2}- ?[A-Z]{3,}")),
    ("PubMed's own format (nbib)", re.compile(r"(?:PMID|STAT|OWN|DCOM) {0,2}- \S")),
    ("EndNote's own format", re.compile(r"%0 [A-Z]")),
    ("BibTeX", re.compile(r"@[A-Za-z]+\s*[{(]")),
    ("HTML", re.compile(r"<!doctype html|<html\b", re.IGNORECASE)),
    ("XML", re.compile(r"<\?xml\b|<(?:PubmedArticleSet|xml|records)>")),
    ("JSON", re.compile(r"[\[{]\s*[\[{\"]|\[\s*\]|\{\s*\}")),
    ("RTF", re.compile(r"\{\\rtf")),
    ("PDF", re.compile(r"%PDF-")),
    ("Markdown with front matter", re.compile(r"---[ \t]*\n(?:[^\n]*\n)*?---[ \t]*\n\s*\S")),
    ("Markdown with front matter in TOML", re.compile(r"\+\+\+[ \t]*\n")),
)
_OF_REFERENCES = frozenset({"RIS", "PubMed's own format (nbib)", "EndNote's own format", "XML", "JSON"})
_FIELD_OF_RIS = re.compile(r"^(?:TY {1,2}- ?[A-Z]|PMID- \d)", re.MULTILINE)


def format_of(text: str) -> str:
    """Return the name of the format in which a text is written; empty where it is none of those known."""
    start = text[:20_000].lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    return next((name for name, beginning in _FORMATS if beginning.match(start)), "")


def way_in(name: str, path: str) -> str:
    """Return how references in another format become entries; nothing where the format holds none."""
    return BY_IMPORT.format(path=path) if name in _OF_REFERENCES else ""


def find_record(text: str) -> tuple[int, str] | None:
    """Return where the first record of RIS or PubMed's format begins in a text, and its format."""
    found = _FIELD_OF_RIS.search(text)
    return (found.start(), format_of(found[0] + " x") or "RIS") if found else None
