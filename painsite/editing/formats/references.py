"""What a file of references holds: every record in it is either read or refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from painsite.editing.record import Record
from painsite.problems import Problem
from painsite.sources.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that cannot become an entry."""

    place: str
    """Where it begins, as `references.ris:120`."""
    name: str = ""
    """What its source calls it, or the beginning of what it says."""
    reason: str
    """Lower case, no full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What was read of a file."""

    records: tuple[Record, ...] = ()
    """In the order of the file."""
    refused: tuple[Refused, ...] = ()
    """In the same order."""
    problems: tuple[Problem, ...] = ()
    """What of a record could not be read, each at its place in the file. Sorted."""


NOTHING = References()


def collect(reading: Reading, found: Iterable[Record | Refused]) -> References:
    """Gather what was read of a file, with the problems met on the way."""
    whole = list(found)
    return References(
        records=tuple(one for one in whole if isinstance(one, Record)),
        refused=tuple(one for one in whole if isinstance(one, Refused)),
        problems=tuple(sorted(set(reading.problems))),
    )
