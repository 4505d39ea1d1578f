"""Sorted lists of words, in which each word is a number."""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import compress

import numpy as np

from painsite.linking.arrays import Integers, Marks

_MANY = 8


def merge_words(
    words: tuple[str, ...], used: Marks, fresh: AbstractSet[str]
) -> tuple[tuple[str, ...], Integers | None]:
    """Take unused words out of a sorted list and put fresh ones in.

    Give the new list, and for each old word its new number, -1 for those taken out; None where nothing changes.
    """
    kept = words if used.all() else tuple(compress(words, used.tolist()))
    missing = sorted(word for word in fresh if not holds(kept, word))
    if kept is words and not missing:
        return words, None
    shifts = np.bincount(
        np.array([bisect_left(kept, word) for word in missing], np.int64), minlength=len(kept) + 1
    ).cumsum()
    numbers = np.full(len(words), -1, np.int32)
    numbers[used] = np.arange(len(kept)) + shifts[:-1] if missing else np.arange(len(kept))
    return tuple(sorted([*kept, *missing])), numbers


def holds(words: Sequence[str], word: str) -> bool:
    """Say whether a sorted list has a word."""
    place = bisect_left(words, word)
    return place < len(words) and words[place] == word


def number_words(words: Sequence[str], *wanted: Sequence[str]) -> list[Integers]:
    """Look up the number of each word in several lists; all are in the sorted list."""
    distinct = set().union(*wanted)
    if len(distinct) * _MANY > len(words):
        number_of = {word: number for number, word in enumerate(words)}
    else:
        number_of = {word: bisect_left(words, word) for word in distinct}
    return [np.fromiter(map(number_of.__getitem__, some), np.int32, len(some)) for some in wanted]
