"""Where each character of a YAML scalar's text stands in the source, in every style of scalar."""

import re
from bisect import bisect_right
from collections.abc import Iterator

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_WORD = re.compile(r"\S+")
_LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_LINE = re.compile(r"[^\S\r\n\x85\u2028\u2029]*(\S)[^\r\n\x85\u2028\u2029]*")
_IN_SINGLE_QUOTES = re.compile(r"''|[^'\s]")
_IN_DOUBLE_QUOTES = re.compile(
    r"""\\(?:x(?P<two>[0-9A-Fa-f]{2})|u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|(?P<sign>[\s\S]))|[^"\s]"""
)
# What the other escapes stand for is blank or invisible.
_VISIBLE_ESCAPES = frozenset('"/\\')


class Scalar:
    """A scalar's text and its source."""

    def __init__(self, text: str, raw: str, start: int) -> None:
        """Take the text without blanks around it, and the scalar as it stands in the source from `start` on.

        Blanks are folded in several ways, and escapes are longer than what they stand for; the visible characters are
        the same on both sides and come in the same order.
        """
        self._text, self._raw, self._start = text, raw, start
        content = _PROPERTIES.match(raw)
        begin = content.end() if content else 0
        style = raw[begin : begin + 1]
        if style in {"'", '"'}:
            self._there = [
                offset for offset, char in _quoted(raw, begin + 1, style) if char and not _is_invisible(char)
            ]
            self._here = [offset for offset, char in enumerate(text) if not _is_invisible(char)]
            return
        if style in {"|", ">"} and (header := _LINE_END.search(raw, begin)):
            begin = header.end()
        if style == "|":  # each line is as it stands, behind its indentation
            self._there = [line.start(1) for line in _LINE.finditer(raw, begin)]
            self._here = [line.start(1) for line in _LINE.finditer(text)]
        else:
            self._there = [word.start() for word in _WORD.finditer(raw, begin)]
            self._here = [word.start() for word in _WORD.finditer(text)]

    def offset_of(self, position: int) -> int:
        """Return the offset in the source of a position in the text; the scalar's own where it cannot be known."""
        nearest = bisect_right(self._here, position) - 1
        if not 0 <= nearest < len(self._there):
            return self._start
        return self._start + self._there[nearest] + position - self._here[nearest]


def _quoted(raw: str, begin: int, style: str) -> Iterator[tuple[int, str]]:
    """Yield the characters between quotes and where they stand; nothing for one that is blank."""
    if style == "'":
        yield from ((match.start(), match[0][0]) for match in _IN_SINGLE_QUOTES.finditer(raw, begin))
        return
    for match in _IN_DOUBLE_QUOTES.finditer(raw, begin):
        code = match["two"] or match["four"] or match["eight"]
        if code:
            yield match.start(), chr(min(int(code, 16), 0x10FFFF))
        elif sign := match["sign"]:
            yield match.start(), sign if sign in _VISIBLE_ESCAPES else ""
        else:
            yield match.start(), match[0]


def _is_invisible(char: str) -> bool:
    """Find blanks and control characters, which readers take out."""
    return char.isspace() or char < " " or char in "\x7f\ufffe\uffff"
