"""Find the documents that are alike, by an index of what they hold: a few features find them, all are compared."""

from itertools import pairwise

import numpy as np

from painsite.linking.related.answers import ALONE, DOCUMENT_BITS, Found
from painsite.linking.related.arrays import (
    Integers,
    Lists,
    changes,
    choose_items,
    group,
    in_blocks,
    pick,
    pick_runs,
)
from painsite.linking.related.similarity import FEATURE_SHIFT, NAME_SHIFT, SEEN, WEIGHT, WEIGHT_BITS, Index

_SCORE_BITS = 15
"""A feature adds less than 31 times 31 times 31."""
_TOGETHER = 1_500
"""Pairs that are measured at once: few enough for a core's cache."""
_MOST_ASKERS = 64
"""Of these pairs."""


def find_alike(index: Index, numbers: Integers) -> tuple[Found, Integers]:
    """Find the documents that answer best to what each of some documents is about, without itself.

    Which documents are asked about together makes no difference. Give with them for each question the bar that a
    document has to pass to be compared: twice what the last of those compared met, or 1 where all are compared that
    met anything; or ALONE.
    """
    questions, documents, met = _meet(index, numbers)
    compared, bars = _pass_bar(questions, documents, met, len(numbers), index.depth.compared)
    questions, documents = questions[compared], documents[compared]
    scores = _add_up(index, index.rows, index.blocks, numbers[questions], documents)
    alike = scores * index.depth.floor >= index.own_scores[numbers[questions]]
    keys = (scores << DOCUMENT_BITS) - documents
    first = np.flatnonzero(changes(questions))
    best = np.flatnonzero(keys == np.repeat(np.maximum.reduceat(keys, first), np.diff(first, append=len(keys))))
    bars[questions[best[~alike[best]]]] = ALONE
    alike[best] = True
    return Found(questions=questions[alike], documents=documents[alike], scores=scores[alike]), bars


def _meet(index: Index, numbers: Integers) -> tuple[Integers, Integers, Integers]:
    """Return in order each question, each holder of what it asks for, without itself, and the sum of what it holds."""
    asking, weighed = pick(index.asked, numbers)
    worth = (weighed >> 1 & WEIGHT) * index.rarities[weighed >> FEATURE_SHIFT]
    sizes, rows = pick_runs(index.holders, weighed >> FEATURE_SHIFT)
    holders = index.holders.items.take(rows, mode="clip")
    documents = holders >> WEIGHT_BITS
    if len(index.rows) >> 31 - _SCORE_BITS:
        # Of fewer documents a key has half the bits, and is sorted in half the time.
        documents = documents.astype(np.int64)
    keys = documents << _SCORE_BITS | np.repeat(worth, sizes) * (holders & WEIGHT)
    ends = np.cumsum(np.bincount(asking, sizes, len(numbers)).astype(np.int64))
    for start, end in pairwise([0, *ends.tolist()]):
        # The keys of one question fit into the fastest cache: to sort them apart takes a fraction of the time.
        keys[start:end].sort()
    begins = changes(keys >> _SCORE_BITS)
    begins[ends[:-1][ends[:-1] < len(keys)]] = True
    first = np.flatnonzero(begins)
    met = np.add.reduceat(keys & (1 << _SCORE_BITS) - 1, first, dtype=np.int64)
    questions = np.repeat(np.arange(len(numbers)), np.diff(np.searchsorted(first, ends), prepend=0))
    documents = (keys[first] >> _SCORE_BITS).astype(np.int64)
    others = np.flatnonzero(documents != numbers[questions])
    return questions[others], documents[others], met[others]


def _pass_bar(
    questions: Integers, documents: Integers, met: Integers, askers: int, count: int
) -> tuple[Integers, Integers]:
    """Find those that met most for each question, by the first number of equals; and the bars."""
    keys = (met << DOCUMENT_BITS) - documents
    thresholds = np.zeros(askers, np.int64)
    ends = np.cumsum(np.bincount(questions, minlength=askers)).tolist()
    for question, (start, end) in enumerate(pairwise([0, *ends])):
        if end - start >= count:
            thresholds[question] = np.partition(keys[start:end], end - start - count)[end - start - count]
    bars = np.where(thresholds > 0, 2 * (thresholds + (1 << DOCUMENT_BITS) - 1 >> DOCUMENT_BITS), 1)
    return np.flatnonzero(keys >= thresholds[questions]), bars


def measure(index: Index, askers: Integers, documents: Integers) -> tuple[Integers, Integers]:
    """Score each pair of a document that asks and one that answers over all features; the pairs stand by who asks.

    Give also what counts for being compared: the same over features asked for and those by which the other is found.
    """
    distinct, places = np.unique(documents, return_inverse=True)
    rows, held = (group(*pick(lists, distinct), len(distinct)) for lists in (index.rows, index.held))
    found = choose_items(held, held.items & SEEN > 0)
    scores = _add_up(index, index.rows, in_blocks(rows), askers, places)
    return scores, _add_up(index, index.asked, in_blocks(found), askers, places)


def _add_up(index: Index, asked: Lists, blocks: Lists, askers: Integers, documents: Integers) -> Integers:
    """Add up weight in both times rarity over the features that are in the asker's list and the document's blocks.

    Pairs of one asker stand together.
    """
    first = np.flatnonzero(changes(askers))
    together = min(_MOST_ASKERS, 1 + _TOGETHER * len(first) // max(1, len(askers)))
    width = len(index.rarities) // 2
    table = np.zeros(together * width, np.int16)
    sums = np.zeros(len(askers), np.int64)
    for start, end in pairwise([*first[::together].tolist(), len(askers)]):
        begins = changes(askers[start:end])
        rows, weighed = pick(asked, askers[start:end][begins])
        cells = rows * width + (weighed >> NAME_SHIFT)
        table[cells] = (weighed >> 1 & WEIGHT) * index.rarities[weighed >> FEATURE_SHIFT]
        sizes, rows = pick_runs(blocks, documents[start:end])
        held = blocks.items.take(rows, axis=0)
        wanted = held >> NAME_SHIFT
        wanted += np.repeat((np.cumsum(begins, dtype=np.int32) - 1) * width, sizes)[:, np.newaxis]
        held >>= 1
        held &= WEIGHT
        # To clip what is never out of bounds spares the check.
        held *= table.take(wanted, mode="clip")
        table[cells] = 0
        filled = np.flatnonzero(sizes)
        sums[start + filled] = np.add.reduceat(held.ravel(), (np.cumsum(sizes) - sizes)[filled] * held.shape[1])
    return sums
