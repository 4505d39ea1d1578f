"""What .bib files take from each other: macros, and the parents that `crossref` and `xdata` name.

A file is read by itself first. Where it asks for something, others are looked through, and it is read once more with
what they lend it, and nothing else: its result depends on its own text and on that alone.
"""

from collections.abc import Mapping

from painsite.model import Value

Spot = tuple[int, int]
"""Line and column, both from 1."""


class Asks(Value, frozen=True, kw_only=True):
    """What a file names and does not hold. All names and keys are in lower case."""

    macros: Mapping[str, Spot] = {}
    """By name, where each is used first."""
    parents: Mapping[str, Spot] = {}
    """By key, the same."""

    def __bool__(self) -> bool:
        return bool(self.macros or self.parents)


class FieldAt(Value, frozen=True, array_like=True):
    """A field of an entry as its source has it."""

    value: str
    path: str
    line: int
    column: int


class EntryAt(Value, frozen=True, array_like=True):
    """An entry as its source has it."""

    type: str
    """In lower case."""
    key: str
    path: str
    line: int
    column: int
    """Of the key."""
    fields: Mapping[str, FieldAt]
    """By lower-case name, in the order of the source."""


class Macro(Value, frozen=True, array_like=True):
    """A macro of a file."""

    value: str
    """May hold macros that the file does not define, between marks."""
    line: int
    column: int


class Offers(Value, frozen=True, kw_only=True):
    """What others may take from a file. What it says may hold macros that it does not define, between marks."""

    macros: Mapping[str, Macro]
    """By lower-case name."""
    entries: tuple[EntryAt, ...]
    """As written: nothing is handed down yet."""


class Lent(Value, frozen=True, kw_only=True):
    """What other files lend to one. All names and keys are in lower case."""

    macros: Mapping[str, str] = {}
    """By name."""
    parents: Mapping[str, EntryAt] = {}
    """By the key that the file names them by, with all that they inherit themselves."""

    def __bool__(self) -> bool:
        return bool(self.macros or self.parents)


NOTHING = Lent()
