"""Pages as people write them, in the form in which they are kept: `131-140`, `e012938`."""

import re

from painsite.problems import Unreadable
from painsite.sources.quoting import quoted

_PREFIX = re.compile(r"(?i:pages?|seiten?|pp?\.|pp|s\.)\s*(?=[0-9])|p(?=\s?[0-9])\s?")
_EXTENT = re.compile(r"[0-9]+ ?(?i:pages?|seiten?|pp?\.?|s\.)")


def parse_page_range(text: str) -> str:
    """Read pages without the words for page before them. Raises Unreadable for a number of pages (`346 S.`)."""
    words = " ".join(text.split())
    if _EXTENT.fullmatch(words):
        raise Unreadable(f"{quoted(text)} counts pages and does not say which", "write the first and the last page")
    prefix = _PREFIX.match(words)
    return words[prefix.end() :] if prefix else words
