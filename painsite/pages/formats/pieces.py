"""What references are put together from: HTML of nothing but text, `<em>`, and `<bdi>` around Hebrew and Arabic."""

import re
from collections.abc import Iterable
from html import escape

_CLOSED = re.compile(r"[.?!…](?:[”’\"']|</bdi>|</em>)*$")
_CLOSING_TAGS = re.compile(r"(?:</bdi>|</em>)+$")
_OPENING = {"”": "“", "’": "‘", '"': '"', "'": "'"}
_QUOTATIONS = re.compile(r'„(?P<german>[^„“]*)“|"(?P<straight>[^"]*)"|“(?P<curly>[^“”]*)”')
_SINGLE = re.compile(r"‘([^‘’]*)’")
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
_QUESTIONS = ("?”", "!”", '?"', '!"')
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A sign of Hebrew, Arabic, Syriac, Thaana, NKo … scripts. https://www.unicode.org/charts/"""


def plain(text: str) -> str:
    """Escape a text; one with words from right to left keeps its numbers and signs to itself."""
    escaped = escape(text, quote=False)
    return escaped if text.isascii() or not _RIGHT_TO_LEFT.search(text) else f"<bdi>{escaped}</bdi>"


def em(text: str) -> str:
    """Set a text in italics; nothing for nothing."""
    return f"<em>{plain(text)}</em>" if text else ""


def quoted(title: str, sign: str = ".") -> str:
    """Set a title in double quotation marks, `sign` inside of them unless the title ends itself.

    Its own double quotes become single ones: `“‘Wear and Tear’ in the Spine.”`.
    """
    if not title:
        return ""
    text = plain(_QUOTATIONS.sub(_requote, title))
    return f"“{text if _CLOSED.search(text) else _with_sign(text, sign)}”"


def _requote(match: re.Match[str]) -> str:
    """Change double quotation marks for single ones, and single ones inside of them for double ones."""
    if match["german"] is not None:
        return f"‚{match['german']}‘"
    inside = match["curly"] if match["curly"] is not None else match["straight"]
    inside = _SINGLE.sub(r"“\1”", inside)
    return f"‘{inside}’"


def close(text: str) -> str:
    """End a part with a full stop, unless it brings its own close.

    The stop stands inside of a quotation that ends the part, as all five styles have it: `The “wear and tear.”`. What
    follows an apostrophe, a bracket or a title from right to left stands behind it.
    """
    return text if _CLOSED.search(text) else _with_sign(text, ".")


def _with_sign(text: str, sign: str) -> str:
    """Set a full stop or comma behind a text, inside of a quotation at its end."""
    start = end = len(text) - len(tags[0]) if (tags := _CLOSING_TAGS.search(text)) else len(text)
    if "</bdi>" in text[end:] or (sign == "," and text[:end].endswith(_QUESTIONS)):
        return f"{text}{sign}"
    while start and text[start - 1] in _OPENING and _is_closing(text[: start - 1], text[start - 1]):
        start -= 1
    return f"{text[:start]}{sign}{text[start:]}" if start < end else f"{text}{sign}"


def _is_closing(before: str, sign: str) -> bool:
    """Distinguish a quotation mark at the end from an apostrophe, and from a sign of inches."""
    opening = _OPENING[sign]
    if opening == sign:
        return before.count(sign) % 2 == 1 and re.search(rf"(?<!\w){sign}\w", before) is not None
    before = _APOSTROPHE.sub("", before)
    return before.rfind(opening) > before.rfind(sign)


def join(separator: str, *parts: str) -> str:
    """Join the parts that are not empty; a comma between them stands inside of a quotation."""
    given = [part for part in parts if part]
    if separator == ", ":
        given[:-1] = [_with_sign(part, ",") for part in given[:-1]]
        separator = " "
    return separator.join(given)


def sentences(parts: Iterable[str]) -> str:
    """Close each part that is not empty, and join them."""
    return " ".join([close(part) for part in parts if part])
