"""Pages as databases shorten them: `131-40`, `S2-15`, `e1-9; quiz 12`."""

import re

from painsite.problems import Doubtful, Unreadable
from painsite.sources.page_ranges import parse_page_range

_SHORT = re.compile(r"(?P<prefix>[A-Za-z]{0,4})(?P<start>\d+)-(?P<again>[A-Za-z]{0,4})(?P<end>\d+)(?![\w-])")
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,5}\d{1,7}(?:\.\w+)?")


def full_pages(text: str) -> str:
    """Return pages as entries have them, the last one of each range in full; empty where the text says none."""
    try:
        pages = parse_page_range(text)
    except Doubtful as error:
        pages = str(error.value)
    except Unreadable:
        return ""
    return _SHORT.sub(_expand, pages)


def article_number(text: str) -> str:
    """Return an article's number that stands in the place of pages, or nothing for a publisher's own code."""
    return text if _ARTICLE_NUMBER.fullmatch(text) else ""


def _expand(pages: re.Match[str]) -> str:
    start, end = pages["start"], pages["end"]
    if len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    if int(end) < int(start):
        return pages[0]
    first, last = f"{pages['prefix']}{start}", f"{pages['again'] or pages['prefix']}{end}"
    return first if first == last else f"{first}-{last}"
