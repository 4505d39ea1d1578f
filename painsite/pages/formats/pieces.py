"""What references are put together from: HTML of nothing but text and `<em>`."""

import re
from collections.abc import Iterable
from html import escape

_CLOSED = re.compile(r"[.?!…](?:[”’\"']|</em>)*$")
_STRAIGHT_QUOTES = re.compile(r'"([^"]*)"')
_DOUBLE_TO_SINGLE = str.maketrans("“”", "‘’")
_ENDS_ITSELF = ("?", "!", "…", ".")


def plain(text: str) -> str:
    """Escape a text."""
    return escape(text, quote=False)


def em(text: str) -> str:
    """Set a text in italics; nothing for nothing."""
    return f"<em>{escape(text, quote=False)}</em>" if text else ""


def quoted(title: str, sign: str = ".") -> str:
    """Set a title in double quotation marks, `sign` inside of them unless the title ends itself.

    Its own double quotes become single ones: `“‘Wear and Tear’ in the Spine.”`.
    """
    if not title:
        return ""
    if '"' in title or "“" in title:
        title = _STRAIGHT_QUOTES.sub(r"‘\1’", title).translate(_DOUBLE_TO_SINGLE)
    inner = "’" if title.endswith("’") and "‘" in title else ""
    title = title.removesuffix(inner)
    return f"“{escape(title, quote=False)}{'' if title.endswith(_ENDS_ITSELF) else sign}{inner}”"


def close(text: str) -> str:
    """End a part with a full stop, unless it brings its own close."""
    return text if _CLOSED.search(text) else f"{text}."


def join(separator: str, *parts: str) -> str:
    """Join the parts that are not empty."""
    return separator.join(filter(None, parts))


def sentences(parts: Iterable[str]) -> str:
    """Close each part that is not empty, and join them."""
    return " ".join([close(part) for part in parts if part])
