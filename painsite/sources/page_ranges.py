"""Pages as people and exporters write them, in the form in which they are kept: `131-140`, `S2-S15, 20`, `e012938`."""

import re

from painsite.problems import Doubtful, Unreadable
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted

_NUMBERS = re.compile(r"[1-9][0-9]*(?:-[1-9][0-9]*)?")
"""As most pages are written."""
_DASH = "[-‐‑‒–—―−～〜]"
_DASHES = re.compile(rf" ?{_DASH}(?: ?{_DASH})* ?")
_TO = re.compile(r"(?<=[0-9]) (?:to|bis|through|thru|until|till|à|al|tot) (?=[0-9])")
_AND = re.compile(r"(?<=[0-9]) (?:and|und|et|&) (?=[0-9])")
_PREFIX = re.compile(
    r"(?:(?i:pages?|seiten?|pgs?|págs?|pags?|p[áa]ginas?|pagina's|bladzijden?|blz|str|pp|стр)(?:\.|(?![^\W_]))"
    r"|[Pp]{1,2}\.|[Ss]{1,2}\.|с\.|pp?(?=[ 0-9])):? ?(?=[0-9A-Za-z])"
)
_PREFIX_INSIDE = re.compile(r"(?<=[-,;])( ?)pp?\.? ?(?=[0-9])")
_UNIT = r"(?i:pages?|pp?|seiten?|págs?|pags?|p[áa]ginas?|blz|leaves|sheets?|bl|s)\.?"
_EXTENT = re.compile(rf"(?:[ivxlcdmIVXLCDM0-9]+ ?[,+] ?)*[0-9]+(?: {_UNIT}|pp?\.?)|[ivxlcdmIVXLCDM]+ ?\+ ?[0-9]+")
_UNIT_BEHIND = re.compile(rf"(?<=[0-9]) (?:{_UNIT}|(?i:vol)\.? ?[0-9]+)$")
_FOLLOWING = re.compile(r"(?<=[0-9]) ?(ff?|sqq?)\.?(?=$|[,;])")
_NOTHING = re.compile(
    r"(?:n/?a|none|null|nil|no|nan|unknown|unpaginated|no pages?|no pagination|not paginated|no page numbers"
    r"|n\.? ?p(?:ag)?\.?|s\.? ?p\.?|tbd|tba|pp?|s|[?*_.]+|0+|-)(?:-(?:n/?a|none|null|nil|no|nan|unknown|[?*_.]+|0+)?)?",
    re.IGNORECASE,
)
_NO_PAGES = re.compile(r"://|(?<![0-9.])10\.[0-9]{4,9}/|online resource|^(?:https?|www|doi)\b", re.IGNORECASE)
_DOI_BEHIND = re.compile(r"(?<=[0-9])[.,;]? doi\b[: ].{1,200}$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+-[0-9]{1,3}(?:[, ][0-9]{3})+")
_RANGE = re.compile(r"([^\W\d_]*)([0-9]+)([^\W\d_]*)-([^\W\d_]*)([0-9]+)([^\W\d_]*)")


def parse_page_range(text: str) -> str:
    """Read pages: one, a range or several, with a hyphen in each range; empty where the text says that there are none.

    Words for page are left out, `12 ff.` is `12ff`, a last page that repeats the first is left out, `1541-8` stays.
    Raises Unreadable for a number of pages (`346 S.`), Doubtful for a range without an end or with a wrong one.
    """
    if _NUMBERS.fullmatch(text):
        return _checked(text, text)
    words = " ".join(text.split()).strip(" .,;:")
    while len(words) > 1 and words[0] + words[-1] in {"[]", "()", "{}", "（）", '""', "“”", "''"}:
        words = words[1:-1].strip(" .,;:")
    words = _TO.sub("-", _DASHES.sub("-", words))
    if _NOTHING.fullmatch(words) or parse_publication_status(words):
        return ""
    if _EXTENT.fullmatch(words):
        message = f"{quoted(text)} is a number of pages and does not say which pages"
        raise Unreadable(
            message, "write the first and the last page, as in `131--140`, or write their number as `pagetotal`"
        )
    words = _DOI_BEHIND.sub("", words)
    if _NO_PAGES.search(words):
        raise Unreadable(
            f"{quoted(text)} is not a page", "write the first and the last page, as in `131--140`, or none"
        )
    while prefix := _PREFIX.match(words):
        words = words[prefix.end() :]
    words = _PREFIX_INSIDE.sub(r"\1", words)
    words = _FOLLOWING.sub(r"\1", _AND.sub(", ", _UNIT_BEHIND.sub("", words)))
    if _THOUSANDS.fullmatch(words):
        words = re.sub("[, ]", "", words)
    return _checked(words, text)


def _checked(words: str, text: str) -> str:
    """Look at the ends of a range."""
    first, dash, last = words.partition("-")
    if dash and (not first or _NOTHING.fullmatch(last or "-")):
        kept, missing = (first, "last") if first else (last, "first")
        message = f"the range {quoted(text)} has no {missing} page, and `{kept}` is used"
        raise Doubtful(message, "write both pages, as in `131--140`, or one alone", value=kept)
    if dash and first == last:
        return first
    found = _RANGE.fullmatch(words)
    if found and found[4] in {found[1], ""} and found[3] in {found[6], ""}:
        start, end = found[2], found[5]
        if int((start[: len(start) - len(end)] + end)[:40]) < int(start[:40]):
            message = f"the pages {quoted(text)} end before they begin"
            raise Doubtful(message, "check them against the work", value=words)
    return words.strip(" -.,")
