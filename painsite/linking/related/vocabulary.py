"""Sorted lists of words, in which each word is a number."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress, count

import numpy as np

from painsite.linking.related.arrays import Integers, Marks

_MANY = 8
"""From one word in so many it costs less to go through all than to look up each."""


def merge_words(words: tuple[str, ...], used: Marks, fresh: Sequence[str]) -> tuple[tuple[str, ...], Integers | None]:
    """Take unused words out of a sorted list and put fresh ones in, each of which is given once.

    Give the new list, and for each old word its new number, -1 for those taken out; None where nothing changes.
    """
    kept = words if used.all() else tuple(compress(words, used.tolist()))
    many = len(fresh) * _MANY > len(kept)
    missing = sorted(set(fresh).difference(kept) if many else (word for word in fresh if not holds(kept, word)))
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


class Numbers(defaultdict[str, int]):
    """Distinct words in the order in which they are met, each with its place there."""

    def __init__(self) -> None:
        super().__init__(count().__next__)

    def places(self, words: Sequence[str]) -> Integers:
        """Return the place of each of some words."""
        # A word that is not there yet gets the next number, without a step of Python's own for any.
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))


def number_distinct(*wanted: Sequence[str]) -> tuple[list[str], list[Integers]]:
    """Return the distinct words of several lists, in the order of their first places, and each word's place there."""
    number_of = Numbers()
    places = [number_of.places(some) for some in wanted]
    return list(number_of), places


def look_up(words: Sequence[str], distinct: Sequence[str]) -> Integers:
    """Look up the number of each word; all are in the sorted list."""
    if len(distinct) * _MANY > len(words):
        number_of = {word: number for number, word in enumerate(words)}
        return np.array([number_of[word] for word in distinct], np.int32)
    return np.array([bisect_left(words, word) for word in distinct], np.int32)


def number_words(words: Sequence[str], *wanted: Sequence[str]) -> list[Integers]:
    """Look up the number of each word in several lists; all are in the sorted list."""
    distinct, places = number_distinct(*wanted)
    numbers = look_up(words, distinct)
    return [numbers[some] for some in places]
