"""Arithmetic on rows and on lists of integers, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]
Marks = NDArray[np.bool_]

_MOST_BITS = 63
"""That an integer has, its sign aside."""
_BLOCK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Many lists of integers, laid end to end."""

    starts: Integers
    """Where each list starts, and last where all end."""
    items: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Integers:
        """How many items each list has."""
        return self.starts[1:] - self.starts[:-1]


def no_lists(count: int = 0) -> Lists:
    """Return so many empty lists."""
    return Lists(starts=np.zeros(count + 1, np.int32), items=np.zeros(0, np.int32))


def lists_of(sizes: Integers, items: Integers) -> Lists:
    """Divide items into lists of these sizes."""
    starts = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=starts[1:])
    return Lists(starts=starts, items=items.astype(np.int32, copy=False))


def group(groups: Integers, items: Integers, count: int) -> Lists:
    """Make a list of each of so many groups, which are numbered from 0 and stand in order."""
    return lists_of(np.bincount(groups, minlength=count), items)


def join_lists(parts: Sequence[Lists]) -> Lists:
    """Lay groups of lists end to end."""
    if not parts:
        return no_lists()
    return lists_of(np.concatenate([part.sizes for part in parts]), np.concatenate([part.items for part in parts]))


def owners(lists: Lists) -> Integers:
    """Return for each item the number of its list."""
    return np.repeat(np.arange(len(lists), dtype=np.int32), lists.sizes)


def pick(lists: Lists, wanted: Integers) -> tuple[Integers, Integers]:
    """Lay some lists end to end: for each item the place of its list among those wanted, and the item."""
    askings, rows = pick_rows(lists, wanted)
    return askings, lists.items[rows]


def pick_rows(lists: Lists, wanted: Integers) -> tuple[Integers, Integers]:
    """Find the items of some lists: for each the place of its list among those wanted, and where it stands."""
    sizes, rows = pick_runs(lists, wanted)
    return np.repeat(np.arange(len(wanted)), sizes), rows


def pick_runs(lists: Lists, wanted: Integers) -> tuple[Integers, Integers]:
    """Find the items of some lists: the sizes of the lists, and where each item stands."""
    starts = lists.starts[wanted]
    sizes = lists.starts[wanted + 1] - starts
    rows = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    rows += np.arange(len(rows), dtype=rows.dtype)
    return sizes, rows


def first_items(lists: Lists, count: int) -> Lists:
    """Leave the first few items of each list."""
    sizes = np.minimum(lists.sizes, count)
    shortened = lists_of(sizes, lists.items[:0])
    rows = np.repeat(lists.starts[:-1] - shortened.starts[:-1], sizes)
    rows += np.arange(len(rows), dtype=rows.dtype)
    return Lists(starts=shortened.starts, items=lists.items[rows])


def in_blocks(lists: Lists) -> Lists:
    """Divide lists into blocks of 32 items, the last filled up with 0: to pick a list costs a step for each block."""
    sizes = -(-lists.sizes // _BLOCK)
    blocks = lists_of(sizes, np.zeros((int(sizes.sum()), _BLOCK), np.int32))
    rows = np.repeat(blocks.starts[:-1] * _BLOCK - lists.starts[:-1], lists.sizes)
    rows += np.arange(len(rows), dtype=rows.dtype)
    blocks.items.ravel()[rows] = lists.items
    return blocks


def choose_items(lists: Lists, chosen: Marks) -> Lists:
    """Leave only the items that are marked."""
    ends = np.concatenate(([0], np.cumsum(chosen)))[lists.starts]
    return Lists(starts=ends.astype(np.int32), items=lists.items[chosen])


def splice(lists: Lists, fresh: Lists, origins: Integers) -> Lists:
    """Put lists together out of old ones and fresh ones; the fresh are numbered on from the last of the old."""
    sizes = np.concatenate((lists.sizes, fresh.sizes))[origins]
    return lists_of(sizes, splice_items(lists, fresh, origins))


def splice_items(lists: Lists, fresh: Lists, origins: Integers) -> Integers:
    """Lay old and fresh lists end to end in a new order."""
    if not len(origins):
        return lists.items[:0]
    # Nearly all stand in their old order; to copy them a run at a time costs a tenth of what it costs one by one.
    first = np.flatnonzero(np.concatenate(([True], (np.diff(origins) != 1) | (origins[1:] == len(lists)))))
    last = np.append(first[1:], len(origins)) - 1
    begins = np.concatenate((lists.starts[:-1], fresh.starts[:-1]))[origins[first]]
    ends = np.concatenate((lists.starts[1:], fresh.starts[1:]))[origins[last]]
    are_fresh = origins[first] >= len(lists)
    return np.concatenate(
        [
            (fresh if is_fresh else lists).items[begin:end]
            for is_fresh, begin, end in zip(are_fresh.tolist(), begins.tolist(), ends.tolist(), strict=True)
        ]
    )


def sort_together(*columns: Integers) -> tuple[Integers, ...]:
    """Sort rows by the first column, then by the second and so on, by all of them."""
    if not len(columns[0]):
        return columns
    lowest = [int(column.min()) for column in columns]
    widths = [(int(column.max()) - low).bit_length() for column, low in zip(columns, lowest, strict=True)]
    if sum(widths) > _MOST_BITS:
        order = np.lexsort(columns[::-1])
        return tuple(column[order] for column in columns)
    # A row packed into one integer is sorted in a fraction of the time that the general way takes.
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    for column, low, width in zip(columns, lowest, widths, strict=True):
        packed <<= width
        packed |= column - low
    packed.sort()
    unpacked: list[Integers] = []
    for low, width in zip(lowest[::-1], widths[::-1], strict=True):
        unpacked.append((packed & ((1 << width) - 1)) + low)
        packed >>= width
    return tuple(unpacked[::-1])


def changes(*columns: Integers) -> Marks:
    """Mark the rows that differ from the one before; the first does."""
    marks = np.ones(len(columns[0]), dtype=np.bool_)
    np.not_equal(columns[0][1:], columns[0][:-1], out=marks[1:])
    for column in columns[1:]:
        marks[1:] |= column[1:] != column[:-1]
    return marks


def places(*columns: Integers) -> Integers:
    """Count for each row the equal ones that stand right before it."""
    first = np.flatnonzero(changes(*columns))
    rows = np.arange(len(columns[0]))
    sizes = np.empty_like(first)
    sizes[:-1] = first[1:] - first[:-1]
    sizes[-1:] = len(rows) - first[-1:]
    rows -= np.repeat(first, sizes)
    return rows


def add_up(groups: Integers, values: Integers, count: int) -> Integers:
    """Add up the values of each of so many groups, which are numbered from 0 and stand in order."""
    ends = np.cumsum(np.bincount(groups, minlength=count))
    sums = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))[ends]
    return np.diff(sums, prepend=0)


def found_in(values: Integers, known: Integers) -> tuple[Marks, Integers]:
    """Mark the values that are among the known, which are sorted, and say where."""
    if not len(known):
        return np.zeros(len(values), np.bool_), np.zeros(len(values), np.int64)
    where = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return known[where] == values, where


def mark(count: int, *numbers: Integers | Sequence[int]) -> Marks:
    """Mark some of the numbers below `count`; negative ones are passed over."""
    marks = np.zeros(count, np.bool_)
    for some in numbers:
        wanted = np.asarray(some, np.int64)
        marks[wanted[wanted >= 0]] = True
    return marks
