"""Likeness of documents by the features they share, in integers: words of a text, or works in a list of references.

Modelled on BM25, but so that a change to one document leaves the lists of unrelated ones alone. Two figures are global:
how many documents there are, and how many hold a feature. Both enter by their number of binary digits only, so they
matter when they pass a power of two and not before. A document's length is measured against a fixed one, not against
the mean. Global, too, are the places among those who are looked at for a frequent feature: a newcomer takes one only
by weighing more than those who have them.

A document asks with its weightiest features, and is found by some more; those found are compared over all features.

Arrays of numpy hold the index, and many documents are asked about at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from painsite.linking.related.arrays import (
    Integers,
    Lists,
    Marks,
    add_up,
    first_items,
    group,
    in_blocks,
    join_lists,
    lists_of,
    mark,
    no_lists,
    owners,
    pick,
    places,
    sort_together,
    splice,
)
from painsite.linking.related.terms import Terms
from painsite.linking.related.vocabulary import Numbers

WEIGHT_BITS = 5
FULL_WEIGHT = 1 << WEIGHT_BITS
WEIGHT = FULL_WEIGHT - 1
FEATURE_SHIFT = WEIGHT_BITS + 1
NAME_SHIFT = FEATURE_SHIFT + 1
SEEN = 1
_USUAL_LENGTH = 250
"""Terms in an entry with an abstract and a commentary."""
_AT_ONCE = 1024
"""Documents whose features are weighed or compared together: what that takes of memory does not grow with the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How far to look; what lies beyond is left out, so that the work for a document has a bound."""

    asked: int
    """Features that a document asks with."""
    held: int
    """Features by which a document is found; no less than `asked`."""
    holders: int
    """Documents that are looked up for one feature."""
    compared: int
    """Documents that are compared over all features, those that hold most of what is asked."""
    floor: int
    """A document is alike from this fraction of what the one that asks scores in answer to itself; the one that
    scores most always is."""


@dataclass(frozen=True, kw_only=True)
class Index:
    """Documents by feature, and features by document. Documents are numbers from 0, and so are features.

    Documents are of two kinds that never meet: a feature has an even number where the first kind holds it, and the
    next, odd one for the second. With a feature of a document go its weight there and, at last, a bit that says that
    the document is among the feature's holders: `feature << 6 | weight << 1 | seen`.
    """

    depth: Depth
    rows: Lists
    """For each document all its features, none seen."""
    frequencies: Integers
    """For each feature how many documents hold it."""
    rarities: Integers
    """For each feature."""
    held: Lists
    """For each document its features of most weight times rarity that others hold too, the weightiest first."""
    own_scores: Integers
    """What each document would score in answer to itself, the features that it alone holds among them."""
    holders: Lists
    """For each feature that several documents hold, those in which it weighs most: `document << 5 | weight`."""

    @cached_property
    def asked(self) -> Lists:
        """For each document the features that it asks with."""
        return first_items(self.held, self.depth.asked)

    @cached_property
    def blocks(self) -> Lists:
        """For each document all its features, in blocks."""
        return in_blocks(self.rows)


def weigh_terms(documents: Sequence[Terms]) -> tuple[list[str], Integers, Lists]:
    """Weigh the terms of texts by their counts: saturating, less in a long text (BM25 with k1 = 2 and b = 0.5).

    Return the distinct terms in the order of their first places, of all terms, end to end, their numbers there, and
    their weights, 1-31.
    """
    sizes = np.fromiter((len(document.counts) for document in documents), np.int64, len(documents))
    numbers, weights = (np.empty(int(sizes.sum()), np.int32) for _ in range(2))
    number_of = Numbers()
    start = 0
    # Some at a time: of a large site the texts of all terms, each one of its own, would take gigabytes.
    for first in range(0, len(documents), _AT_ONCE):
        some = documents[first : first + _AT_ONCE]
        counts = np.frombuffer(b"".join([document.counts for document in some]), np.uint8).astype(np.int32)
        end = start + len(counts)
        holders = np.repeat(np.arange(len(some)), sizes[first : first + _AT_ONCE])
        norms = 100 + 100 * add_up(holders, counts, len(some)) // _USUAL_LENGTH
        weights[start:end] = np.maximum(1, FULL_WEIGHT * 100 * counts // (100 * counts + norms[holders]))
        words = " ".join([document.words for document in some if document.words]).split(" ") if end > start else ()
        numbers[start:end] = number_of.places(words)
        start = end
    return list(number_of), numbers, lists_of(sizes, weights)


def weigh_references(sizes: Integers) -> Lists:
    """Weigh the works that documents cite: one shared out of few says more than one out of many (Salton's cosine)."""
    roots = np.sqrt(sizes).astype(np.int64)
    return lists_of(sizes, np.repeat(np.maximum(1, (FULL_WEIGHT - 1) // np.maximum(1, roots)), sizes))


def feature_rows(names: Integers, weights: Lists, second: Marks) -> Lists:
    """Make rows for an index of the numbers of features' names and their weights; mark documents of the second kind."""
    features = names << 1 | second[owners(weights)]
    return Lists(starts=weights.starts, items=(features << FEATURE_SHIFT | weights.items << 1).astype(np.int32))


def names_of(rows: Integers) -> Integers:
    """Return the numbers of the names of features."""
    return rows >> NAME_SHIFT


def held_names(index: Index) -> Marks:
    """Mark the names of features that any document holds."""
    held: Marks = index.frequencies > 0
    return held[0::2] | held[1::2]


def empty_index(depth: Depth) -> Index:
    """Return the index of no documents."""
    nothing = np.zeros(0, np.int32)
    return Index(
        depth=depth,
        rows=no_lists(),
        frequencies=nothing,
        rarities=nothing,
        held=no_lists(),
        own_scores=np.zeros(0, np.int64),
        holders=no_lists(),
    )


def rename_features(index: Index, numbers: Integers | None, count: int) -> Index:
    """Give the names of features new numbers below `count`, which keep their order. Names that none holds have none."""
    if numbers is None:
        return index
    features = np.stack((numbers << 1, numbers << 1 | 1), axis=1).ravel()
    kept = features >= 0
    frequencies, rarities, sizes = (np.zeros(2 * count, np.int32) for _ in range(3))
    frequencies[features[kept]] = index.frequencies[kept]
    rarities[features[kept]] = index.rarities[kept]
    sizes[features[kept]] = index.holders.sizes[kept]
    return Index(
        depth=index.depth,
        rows=_rename(index.rows, numbers),
        frequencies=frequencies,
        rarities=rarities,
        held=_rename(index.held, numbers),
        own_scores=index.own_scores,
        holders=lists_of(sizes, index.holders.items),
    )


def _rename(rows: Lists, numbers: Integers) -> Lists:
    items = numbers[rows.items >> NAME_SHIFT] << NAME_SHIFT | rows.items & ((1 << NAME_SHIFT) - 1)
    return Lists(starts=rows.starts, items=items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which documents there are now, and where they come from."""

    origins: Integers
    """For each document its number before, or for a fresh one how many there were, and on by its place among them."""
    numbers: Integers
    """For each document before its number now, -1 where it is gone or made afresh."""
    kinds: tuple[int, int]
    """How many there are of the first kind, which come first, and of the second."""


def revise_index(before: Index, fresh: Lists, order: Order, names: int) -> tuple[Index, Marks]:
    """Put the rows of fresh documents in, and mark those by which others may now be found otherwise than before.

    Exactly what a new index of all documents would be. `names` says how many names of features there are.
    """
    rows = splice(before.rows, fresh, order.origins)
    frequencies = np.bincount(rows.items >> FEATURE_SHIFT, minlength=2 * names).astype(np.int32)
    rarities = _rarities(frequencies, order.kinds)
    altered = ((before.frequencies > 1) != (frequencies > 1)) | (before.rarities != rarities)
    altered &= before.frequencies > 0
    stale = order.origins >= len(before.rows)
    if altered.any() and not stale.all():
        stale |= mark(len(rows), np.searchsorted(rows.starts, _where(rows, altered), side="right") - 1)
    repicked = np.flatnonzero(stale)
    picked, own_scores = _pick_weightiest(rows, repicked, rarities, frequencies, before.depth)
    origins = order.origins.copy()
    origins[repicked] = len(before.rows) + np.arange(len(repicked))
    held = splice(before.held, picked, origins)
    gone = np.ones(len(before.rows), np.bool_)
    gone[origins[~stale]] = False
    touched = mark(
        2 * names,
        picked.items >> FEATURE_SHIFT,
        pick(before.held, np.flatnonzero(gone))[1] >> FEATURE_SHIFT,
    )
    held, holders, moved = _look_up(held, _move(before.holders, order.numbers), touched, before.depth)
    stale[moved] = True
    index = Index(
        depth=before.depth,
        rows=rows,
        frequencies=frequencies,
        rarities=rarities,
        held=held,
        own_scores=np.concatenate((before.own_scores, own_scores))[origins],
        holders=holders,
    )
    return index, stale


def _rarities(frequencies: Integers, kinds: tuple[int, int]) -> Integers:
    """Weigh features by how few documents hold them, in binary digits, from 1 for what all hold.

    Two is added so that the scale is flat at its end: whether two documents share a word or five is chance.
    """
    # The exponent of a number is how many binary digits it has.
    digits = np.frexp(frequencies + 2)[1]
    most = np.array([count.bit_length() + 1 for count in kinds], np.int32)
    return np.maximum(1, np.tile(most, len(frequencies) // 2) - digits).astype(np.int32)


def _where(rows: Lists, features: Marks) -> Integers:
    """Find the rows of marked features."""
    return np.flatnonzero(features[rows.items >> FEATURE_SHIFT])


def _pick_weightiest(
    rows: Lists, documents: Integers, rarities: Integers, frequencies: Integers, depth: Depth
) -> tuple[Lists, Integers]:
    """Pick from all features of some documents those that each holds; and what each scores in answer to itself."""
    parts = [
        _pick_some(rows, documents[first : first + _AT_ONCE], rarities, frequencies, depth)
        for first in range(0, len(documents), _AT_ONCE)
    ]
    return join_lists([held for held, _ in parts]), np.concatenate([np.zeros(0, np.int64), *[own for _, own in parts]])


def _pick_some(
    rows: Lists, documents: Integers, rarities: Integers, frequencies: Integers, depth: Depth
) -> tuple[Lists, Integers]:
    askers, weighed = pick(rows, documents)
    weights = weighed >> 1 & WEIGHT
    scores = weights * rarities[weighed >> FEATURE_SHIFT]
    own_scores = add_up(askers, scores * weights, len(documents))
    # By name, so that it is the name and not the order of the documents that decides between equals.
    askers, _, weighed = sort_together(askers, -scores, weighed)
    common = frequencies[weighed >> FEATURE_SHIFT] > 1
    askers, weighed = askers[common], weighed[common]
    held = places(askers) < depth.held
    return group(askers[held], weighed[held], len(documents)), own_scores


def _move(holders: Lists, numbers: Integers) -> Lists:
    """Return the documents among the holders of features their numbers now; what is gone leaves nonsense."""
    items = numbers[holders.items >> WEIGHT_BITS] << WEIGHT_BITS | holders.items & WEIGHT
    return Lists(starts=holders.starts, items=items.astype(np.int32, copy=False))


def _look_up(held: Lists, holders: Lists, touched: Marks, depth: Depth) -> tuple[Lists, Lists, Integers]:
    """Find again the holders of touched features; and the documents that are now among them or no more."""
    where = _where(held, touched)
    weighed = held.items[where] & ~SEEN
    keys = (weighed.astype(np.int64) >> FEATURE_SHIFT << WEIGHT_BITS | WEIGHT - (weighed >> 1 & WEIGHT)) << 32
    keys |= where
    keys.sort()
    keys = keys[places(keys >> 32 + WEIGHT_BITS) < depth.holders]
    seen, features = keys & 0xFFFFFFFF, keys >> 32 + WEIGHT_BITS
    items = held.items.copy()
    items[where] = weighed
    items[seen] |= SEEN
    moved = where[items[where] != held.items[where]]
    documents = owners(held)
    wanted = np.flatnonzero(touched)
    fresh = lists_of(
        np.bincount(features, minlength=len(touched))[wanted],
        documents[seen] << WEIGHT_BITS | items[seen] >> 1 & WEIGHT,
    )
    origins = np.arange(len(touched))
    origins[wanted] = len(touched) + np.arange(len(wanted))
    return Lists(starts=held.starts, items=items), splice(holders, fresh, origins), documents[moved]
