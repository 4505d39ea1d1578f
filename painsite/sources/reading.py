"""Reading one source: its text, and the problems met on the way."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from painsite.problems import Place, Problem


@dataclass(kw_only=True)
class Reading:
    """A source's text while it is read. Collects problems; nothing else changes."""

    path: str
    text: str
    """Without a byte order mark."""
    problems: list[Problem] = field(default_factory=list)
    numbers: Sequence[int] = ()
    """Of each line, where the text is a part of its source; empty where it is all of it."""
    elsewhere: list[Place] = field(default_factory=list)
    """Places in other sources, for what the text takes from these."""

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return [0, *accumulate(lengths[:-1])]

    def start_of(self, line: int) -> int:
        """Return the offset of a line, from 1; the text's end where there are fewer."""
        return self._line_starts[line - 1] if line <= len(self._line_starts) else len(self.text)

    def offset_of(self, place: Place) -> int:
        """Return an offset beyond the text that stands for a place in another source."""
        self.elsewhere.append(place)
        return len(self.text) + len(self.elsewhere)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset into the text."""
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        return (self.numbers[line - 1] if self.numbers else line), column

    def start_of_line(self, number: int) -> int:
        """Return the offset of a line's first character, from its number; the last line's where there are fewer."""
        return self._line_starts[min(number, len(self._line_starts)) - 1]

    def place(self, offset: int) -> Place:
        """Return the place of an offset into the text, or of one that `offset_of` has returned."""
        if offset > len(self.text):
            return self.elsewhere[offset - len(self.text) - 1]
        line, column = self.position(offset)
        return Place(path=self.path, line=line, column=column)

    def spot(self, offset: int) -> tuple[str, int, int]:
        """Return path, line and column of an offset, as `place`."""
        place = self.place(offset)
        return place.path, place.line, place.column

    def report(self, rule: str, offset: int, message: str, remedy: str = "") -> None:
        """Note a problem at an offset into the text."""
        self.problems.append(Problem(place=self.place(offset), rule=rule, message=message, remedy=remedy))
