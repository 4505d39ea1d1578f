"""A .bib file cut into pieces that its parser reads each by itself."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from painsite.hashing import content_digest

_CUT = re.compile(r"^[ \t]*@\w*[ \t]*[{(]", re.MULTILINE)
"""A line on which a block begins. Here the parser begins anew whatever went before: a block that has not ended breaks
off before it, and so do comments and what `mend` looks at. Blocks begin in other places too, where nothing is cut."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in whole lines: what stands before the first block, then one block each with what follows it."""

    texts: tuple[str, ...]
    lines: tuple[int, ...]
    """Of the first line of each, from 1."""
    digests: tuple[bytes, ...]
    """Stand for the texts."""

    def at(self, line: int) -> int:
        """Return which piece a line is in."""
        return bisect_right(self.lines, line) - 1


def cut(text: str) -> Pieces:
    """Cut a text, unified as `unify` does, before each line on which a block begins."""
    starts = [0, *(found.start() for found in _CUT.finditer(text) if found.start())]
    texts = tuple([text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)])
    line, lines = 1, []
    for one in texts:
        lines.append(line)
        line += one.count("\n")
    return Pieces(texts, tuple(lines), tuple([content_digest(one.encode()) for one in texts]))
