"""What the search for related content knows of all nodes at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from painsite.linking.related.arrays import Integers, Lists, group, no_lists, owners, sort_together
from painsite.linking.related.cocitation_arrays import Company
from painsite.linking.related.similarity import Depth, Index, empty_index, names_of

TEXT_DEPTH = Depth(asked=25, held=50, holders=96, compared=96, floor=10)
"""Texts are alike from a tenth of what a text has in common with itself, and whichever comes nearest always is: a short
text has its lines, and a chance word brings a long one a single line. Measured by `make evaluate`."""
REFERENCE_DEPTH = Depth(asked=100, held=200, holders=64, compared=64, floor=1 << 30)
"""Any score passes the floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What is kept of the lists that were ranked, so that a later change can tell which it affects."""

    text_bars: Integers
    """For each node what another has to pass for the two texts to be compared, or UNKNOWN; see `find_alike`."""
    coupling_bars: Integers
    considered: Lists
    """For each node the names of those that are offered there or share the last rank with one that is."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """All nodes: entries first, then articles; in each the newest first, those without a year last, then by citekey.

    A node's number is its place here. Citekeys and other names of works are numbers, too: places in `names`.
    """

    names: tuple[str, ...]
    """Sorted, like words and tags."""
    words: tuple[str, ...]
    tags: tuple[str, ...]
    entries: int
    """How many nodes are entries."""
    citekeys: Integers
    """For each node its name."""
    years: Integers
    tagged: Lists
    """For each node its tags."""
    related: Lists
    """For each node the names that the editor chose, in order."""
    not_related: Lists
    company: Company
    """For each node whom its text cites."""
    texts: Index
    """By words."""
    couplings: Index
    """By the works that a work cites and those that our text on it cites. Both say what it stands on; where
    `works_cited` is not filled in, which is the rule, our text is all there is."""
    bounds: Bounds

    def __len__(self) -> int:
        return len(self.citekeys)

    @cached_property
    def numbers(self) -> Integers:
        """For each name its node's number, -1 for other works."""
        numbers = np.full(len(self.names), -1, np.int32)
        numbers[self.citekeys] = np.arange(len(self))
        return numbers

    @cached_property
    def near(self) -> Integers:
        """The numbers of `company.near`."""
        return self.numbers[self.company.near.items]

    @cached_property
    def seat_texts(self) -> Integers:
        """For each seat the node whose text it is in."""
        return owners(self.company.seats)

    @cached_property
    def seats_of(self) -> Lists:
        """For each node its seats, in the texts that cite it."""
        cited = self.numbers[self.company.seats.items]
        known = np.flatnonzero(cited >= 0)
        nodes, seats = sort_together(cited[known], known)
        return group(nodes, seats, len(self))

    @cached_property
    def citing(self) -> Lists:
        """For each node those whose texts cite it."""
        return Lists(starts=self.seats_of.starts, items=self.seat_texts[self.seats_of.items])

    @cached_property
    def references(self) -> Lists:
        """For each node the works by which it is coupled."""
        return Lists(starts=self.couplings.rows.starts, items=names_of(self.couplings.rows.items))


def empty_survey() -> Survey:
    """Return the survey of no nodes."""
    nothing = np.zeros(0, np.int32)
    return Survey(
        names=(),
        words=(),
        tags=(),
        entries=0,
        citekeys=nothing,
        years=nothing,
        tagged=no_lists(),
        related=no_lists(),
        not_related=no_lists(),
        company=Company(seats=no_lists(), near=no_lists(), closeness=np.zeros(0, np.int16)),
        texts=empty_index(TEXT_DEPTH),
        couplings=empty_index(REFERENCE_DEPTH),
        bounds=Bounds(text_bars=nothing, coupling_bars=nothing, considered=no_lists()),
    )
