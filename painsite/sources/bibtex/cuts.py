"""What a reading of a .bib file leaves for the next one, apart from what it has found: plain values."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from painsite.hashing import SIZE, content_digest
from painsite.model import Value


class Occurrence(Value, frozen=True, array_like=True):
    """One of the places of a name that nothing defines or knows: see `report_occurrences`."""

    rule: str
    name: str
    order: int
    """Line of its entry, or a line in that: what comes first in the file is told."""
    path: str
    line: int
    column: int


class Cuts(Value, frozen=True, kw_only=True):
    """What a reading of a .bib file leaves for the next one, apart from what it has found."""

    digests: bytes
    """Of the pieces, joined."""
    lines: tuple[int, ...]
    """As in `Pieces`."""
    bound: tuple[int, ...]
    """Pieces whose results depend on other pieces, or others on them, in their order; they are always read again."""
    open: tuple[int, ...]
    """Those among them whose results depend on the next piece too: a block does not end."""
    macros: Mapping[str, bytes]
    """Digests of what the file's own stand for, by lower-case name; empty for one that is defined in several ways."""
    occurrences: tuple[Occurrence, ...]
    spent: int
    """Characters that macros and parents have put in, or more."""
    lent: bytes
    """Stands for what other files had lent."""

    def pieces_by_digest(self) -> dict[bytes, list[int]]:
        """Return the numbers of the pieces that have a text, the last one first."""
        found: dict[bytes, list[int]] = defaultdict(list)
        for number in reversed(range(len(self.lines))):
            found[self.digests[number * SIZE : (number + 1) * SIZE]].append(number)
        return found

    def at(self, line: int) -> int:
        """Return which piece a line is in."""
        return bisect_right(self.lines, line) - 1


def digest_macros(definitions: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Return `Cuts.macros` of definitions, which are names and values."""
    found: dict[str, bytes] = {}
    for name, value in definitions:
        digest = content_digest(value.encode(errors="surrogatepass"))
        found[name] = digest if found.get(name, digest) == digest else b""
    return found
