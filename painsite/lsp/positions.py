"""Positions as editors count them ↔ offsets into a text.

An editor's line ends with LF, CR LF or CR, and its columns count code units of the encoding that was agreed on; the
protocol's default is UTF-16, in which 😀 is two. painsite's own lines end with LF alone, and its columns count
characters.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]
Position = tuple[int, int]
"""Line and column, both from 0."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@dataclass(frozen=True)
class Lines:
    """A text whose lines are known."""

    text: str
    encoding: Encoding = "utf-16"

    @cached_property
    def starts(self) -> Sequence[int]:
        """Return the offset of each line."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def _own_starts(self) -> Sequence[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def offset(self, position: Position) -> int:
        """Return the offset of an editor's position; one beyond the line, or the text, counts as its end."""
        number, column = position
        if number >= len(self.starts):
            return len(self.text)
        start = self.starts[max(number, 0)]
        line = self.line(number)
        if line.isascii():
            return start + min(column, len(line))
        units = 0
        for place, char in enumerate(line):
            units += self._units(char)
            if units > column:
                return start + place
        return start + len(line)

    def position(self, offset: int) -> Position:
        """Return an editor's position of an offset."""
        number = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[number] : offset]
        return number, len(before) if before.isascii() else self._units(before)

    def line(self, number: int) -> str:
        """Return a line without its end."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def own_offset(self, line: int, column: int) -> int:
        """Return the offset of a place of a problem or citation, whose line and column count from 1."""
        starts = self._own_starts
        start = starts[min(max(line, 1), len(starts) - 1) - 1]
        return min(start + max(column, 1) - 1, len(self.text))

    def _units(self, text: str) -> int:
        name, size = _BYTES[self.encoding]
        return len(text.encode(name, "surrogatepass")) // size
