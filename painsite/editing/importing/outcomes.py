"""What became of each record of an import: the account that a report gives."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal["written", "there", "merged", "similar", "refused"]
"""`written`: an entry of its own; `there`: the work is there already, by an identifier; `merged`: what it says more is
in an earlier record of this import; `similar`: not written, since a work of nearly this title is there; `refused`: not
written for another reason."""

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One record, and what became of it."""

    place: str
    """Of the record, as `references.ris:120`."""
    title: str
    """Of the work; what its source calls it where it has none."""
    status: Status
    citekey: str = ""
    """Of the entry that was written, or that is there."""
    path: str = ""
    """Of the file that was written."""
    other: str = ""
    """Where the work, or the similar one, stands."""
    reason: str = ""
    """Why it was not written, or what of it was changed: lower case, no full stop."""


def count_outcomes(outcomes: Iterable[Outcome]) -> Mapping[Status, int]:
    """Return how many records have each status; all statuses, in their order."""
    counts = Counter(outcome.status for outcome in outcomes)
    return {status: counts[status] for status in STATUSES}


def line_of(place: str) -> int:
    """Return the line of a place in a file."""
    return int(place.rpartition(":")[2])
