"""Files whose lines begin with a tag: RIS, PubMed's MEDLINE and EndNote's Refer.

rispy, which reads RIS, says of no value where it stands and drops what follows no tag; both are needed here, where
every record is accounted for at its place. A test compares what the two read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from painsite.sources.reading import Reading


@dataclass(kw_only=True)
class Line:
    """One tag with its value, which may go on over several lines."""

    tag: str
    value: str
    offset: int
    """Of the tag."""


@dataclass(kw_only=True)
class Block:
    """One record: its lines in their order."""

    offset: int
    lines: list[Line] = field(default_factory=list)
    is_closed: bool = False
    """It says itself where it ends."""

    def first(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has one."""
        return next((line.value for tag in tags for line in self.lines if line.tag == tag and line.value), "")

    def has(self, tag: str) -> bool:
        """Return whether a line has this tag."""
        return any(line.tag == tag for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How a format of tags is written."""

    line: re.Pattern[str]
    """Of a line with a tag: groups `tag` and `value`."""
    begins: frozenset[str]
    """Tags that begin a record."""
    ends: str = ""
    """The tag that ends one."""
    continues: Callable[[str], bool]
    """Tells of a line without a tag whether it continues the value above it."""
    ends_at_blank: bool = False


def split_blocks(reading: Reading, syntax: Syntax) -> Iterator[Block]:
    """Yield the records of a file. What stands outside of them is left out, but for lines with tags.

    A tag that begins a record does so in the midst of another too, which has then lost its end. Lines with tags before
    the first of them are a record all the same: whoever reads it sees that its beginning is missing.
    """
    block: Block | None = None
    offset = 0
    for text in reading.text.split("\n"):
        found = syntax.line.match(text)
        if found is None:
            if block and not text.strip() and syntax.ends_at_blank:
                yield block
                block = None
            elif block and block.lines and syntax.continues(text):
                block.lines[-1].value += f"\n{text.strip()}"
        elif found["tag"] == syntax.ends:
            if block:
                block.is_closed = True
                yield block
            block = None
        else:
            if block and found["tag"] in syntax.begins:
                yield block
                block = None
            block = block or Block(offset=offset)
            block.lines.append(Line(tag=found["tag"], value=found["value"].strip(), offset=offset))
        offset += len(text) + 1
    if block:
        yield block
