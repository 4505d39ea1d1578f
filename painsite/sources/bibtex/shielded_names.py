"""The names of a .bib file decoded, before they are divided: what is in braces stays together."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from painsite.problems import Unreadable
from painsite.sources.bibtex.name_clutter import strip_marks
from painsite.sources.field_markup import read_markup
from painsite.sources.latex.decoding import decode, decode_name
from painsite.sources.latex.printing import CLOSING, OPENING
from painsite.sources.names import PROTECTED
from painsite.sources.quoting import quoted

_MARK = re.compile(r"(?<!\\)[{}]|(?: |^)and(?=[ {]|$)", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<(?:[a-z]+:)?sup>([^<]*)</(?:[a-z]+:)?sup>", re.IGNORECASE)
_ESCAPED_ENTITY = re.compile(r"(?:\{\\&\}|\\&)(?=(?:amp;)?[A-Za-z]{2,8};|#[0-9]{1,5};)")
"""As exporters write that escape HTML for LaTeX: `M{\\&}uuml;ller`."""
_SIGNS = str.maketrans({"،": ",", "，": ",", "﹐": ",", "；": ";", "、": " and "})

# What stands inside braces neither divides a name nor a list; noncharacters stand for it, which no text contains.
_INSIDE = " ,;&="
_SHIELD = str.maketrans(_INSIDE, "\ufdd0\ufdd8\ufdd9\ufdda\ufddb")
_UNSHIELD = str.maketrans("\ufdd0\ufdd8\ufdd9\ufdda\ufddb", _INSIDE, PROTECTED)
WHOLE = "\ufddc"
"""Stands before a name that is in braces as a whole."""


class Piece(NamedTuple):
    """What stands between two `and`, or a name of several that stand there."""

    text: str
    """Decoded, without marks and numbers; what is in braces is shielded."""
    raw: str
    """As its author wrote it."""


def split_shielded(text: str, doubts: list[Unreadable]) -> Iterator[Piece]:
    """Split a list of names at `and` outside of braces, and decode each; what is lost or not understood is doubted."""
    for raw in _split(_without_markup(text, doubts)):
        yield from _decode(raw, doubts)


def unshield(text: str) -> str:
    """Return a shielded text as its author wrote it."""
    return text.translate(_UNSHIELD)


def plain_words(shielded: str) -> str:
    """Return the words of a shielded text, without the marks of what braces protect."""
    return " ".join(shielded.translate(_UNSHIELD).split())


def _without_markup(text: str, doubts: list[Unreadable]) -> str:
    if "<" in text or "&" in text:
        text = _ESCAPED_ENTITY.sub("&", text)
        text, lost = read_markup(_SUPERSCRIPT.sub(r"\\textsuperscript{\1}", text))
        doubts.extend(lost)
    return text if text.isascii() else text.translate(_SIGNS)


def _split(text: str) -> Iterator[str]:
    """Split at `and` outside of braces."""
    depth, start = 0, 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            yield text[start : mark.start()].strip()
            start = mark.end()
    yield text[start:].strip()


def _decode(raw: str, doubts: list[Unreadable]) -> Iterator[Piece]:
    if not raw:
        return
    marked, unread = decode_name(raw)
    if unread:
        doubts.append(
            Unreadable(f"the name {quoted(raw)} contains LaTeX that is not understood", "write it without commands")
        )
        marked = f"{OPENING}{decode(raw)[0]}{CLOSING}"
    text = strip_marks(_shield(" ".join(marked.split())))
    if text:
        yield Piece(text, raw)


def _shield(marked: str) -> str:
    """Take the marks of braces out, and keep together what they keep together."""
    if OPENING not in marked:
        return marked
    shielded: list[str] = []
    depth = 0
    whole = marked[0] == OPENING
    runs = re.split(f"([{OPENING}{CLOSING}])", marked)
    for index, run in enumerate(runs):
        if run == OPENING:
            begins_word = not shielded or shielded[-1][-1:] in " ,"
            if depth == 0 and begins_word:
                shielded.append(PROTECTED)
            depth += 1
        elif run == CLOSING:
            depth -= 1
            whole = whole and (depth > 0 or not any(runs[index + 1 :]))
        elif run:
            shielded.append(run.translate(_SHIELD) if depth else run)
    return ("" if not whole else WHOLE) + "".join(shielded)
