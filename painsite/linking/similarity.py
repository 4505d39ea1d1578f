"""Likeness of documents by the features they share, in integers: words of a text, or works in a list of references.

Modelled on BM25, but so that a change to one document leaves the lists of unrelated ones alone. Two figures are global:
how many documents there are, and how many hold a feature. Both enter by their number of binary digits only, so they
matter when they pass a power of two and not before. A document's length is measured against a fixed one, not against
the mean. Global, too, are the places among those who are looked at for a frequent feature: a newcomer takes one only
by weighing more than those who have them.

Arrays of numpy hold the index, and many documents are asked about at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from painsite.linking.terms import Terms

Integers = NDArray[np.int64]

_MOST_BITS = 63
"""That an integer has, its sign aside."""
_QUESTION_BITS = 24
_WEIGHT_BITS = 5
_FULL_WEIGHT = 1 << _WEIGHT_BITS
_WEIGHT = _FULL_WEIGHT - 1
_USUAL_LENGTH = 250
"""Terms in an entry with an abstract and a commentary."""


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
    """Documents that are compared in full, the most promising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Features of documents, those of the first document first; no document holds one twice."""

    sizes: Integers
    """How many features each document holds."""
    names: Sequence[str]
    weights: Integers
    """What each weighs in its document: 1-31."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Many lists of integers, laid end to end."""

    starts: Integers
    """Where each list starts, and last where all end."""
    items: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Documents by feature, and features by document. Documents are numbers from 0, and so are features.

    With a feature goes its weight: `feature << 5 | weight`.
    """

    depth: Depth
    rarities: Integers
    """For each feature."""
    asked: Lists
    """For each document its features of most weight times rarity that others hold too."""
    held: Lists
    """The same, but more of them."""
    own_scores: Integers
    """What each document would score in answer to itself, the features that it alone holds among them."""
    holders: Lists
    """For each feature that several documents hold, those in which it weighs most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Answers to several questions, one an index; to one question no document answers twice."""

    questions: Integers
    """By their places among those asked."""
    documents: Integers
    scores: Integers
    """Above 0."""


def weigh_terms(documents: Sequence[Terms]) -> Features:
    """Weigh the terms of texts by their counts: saturating, less in a long text (BM25 with k1 = 2 and b = 0.5)."""
    sizes = np.fromiter((len(document.counts) for document in documents), np.int64, len(documents))
    owners = np.repeat(np.arange(len(documents)), sizes)
    counts = np.frombuffer(b"".join(document.counts for document in documents), np.uint8).astype(np.int64)
    norms = 100 + 100 * _add_up(owners, counts, len(documents)) // _USUAL_LENGTH
    weights = _FULL_WEIGHT * 100 * counts // (100 * counts + norms[owners])
    names = " ".join(document.words for document in documents if document.words).split(" ") if len(counts) else []
    return Features(sizes=sizes, names=names, weights=np.maximum(1, weights))


def weigh_references(documents: Sequence[Collection[str]]) -> Features:
    """Weigh the works that documents cite: one shared out of few says more than one out of many (Salton's cosine)."""
    sizes = _sizes(documents)
    each = np.fromiter((max(1, (_FULL_WEIGHT - 1) // max(1, isqrt(size))) for size in sizes.tolist()), np.int64)
    return Features(sizes=sizes, names=list(chain.from_iterable(documents)), weights=np.repeat(each, sizes))


def _sizes(documents: Sequence[Collection[object]]) -> Integers:
    return np.fromiter(map(len, documents), np.int64, len(documents))


def index_features(held_by: Features, depth: Depth) -> Index:
    """Arrange documents by their features."""
    names, weights, documents = held_by.names, held_by.weights, len(held_by.sizes)
    # By name, so that it is the name and not the order of the documents that decides between equals.
    number_of = {name: number for number, name in enumerate(sorted(set(names)))}
    features = np.fromiter(map(number_of.__getitem__, names), np.int64, len(names))
    owners = np.repeat(np.arange(documents), held_by.sizes)
    frequencies = np.bincount(features, minlength=len(number_of))
    rarities = _rarities(frequencies, documents)
    owners, scores, features, weights = sort_together(owners, -weights * rarities[features], features, weights)
    asking = places(owners) < depth.asked
    own_scores = _add_up(owners[asking], (-scores * weights)[asking], documents)
    common = frequencies[features] > 1
    owners, features, weights = owners[common], features[common], weights[common]
    asking, held = places(owners) < depth.asked, places(owners) < depth.held
    weighed = features << _WEIGHT_BITS | weights
    by_feature, _, holders = sort_together(features[held], -weights[held], owners[held])
    heaviest = places(by_feature) < depth.holders
    return Index(
        depth=depth,
        rarities=rarities,
        asked=_lists(owners[asking], weighed[asking], documents),
        held=_lists(owners[held], weighed[held], documents),
        own_scores=own_scores,
        holders=_lists(by_feature[heaviest], holders[heaviest], len(number_of)),
    )


def _rarities(frequencies: Integers, documents: int) -> Integers:
    """Weigh features by how few documents hold them, in binary digits, from 1 for what all hold.

    Two is added so that the scale is flat at its end: whether two documents share a word or five is chance.
    """
    # The exponent of a number is how many binary digits it has.
    digits = np.frexp(frequencies + 2)[1].astype(np.int64)
    return np.maximum(1, documents.bit_length() + 1 - digits)


def find_alike(index: Index, numbers: Integers, *, shared: int, floor: int) -> Found:
    """Find the documents that answer best to what each of some documents is about, without itself.

    Each shares at least `shared` of the features asked for, and scores at least a `floor`-th of what the document
    scores in answer to itself. Which documents are asked about together makes no difference.
    """
    promising = _promising(index, numbers, floor)
    compared = np.flatnonzero(places(promising.questions) < index.depth.compared)
    questions, documents = promising.questions[compared], promising.documents[compared]
    common, scores = _compare(index, numbers, questions, documents)
    alike = (common >= shared) & (scores * floor >= index.own_scores[numbers[questions]])
    return Found(questions=questions[alike], documents=documents[alike], scores=scores[alike])


def _promising(index: Index, numbers: Integers, floor: int) -> Found:
    """Find the documents that hold most of what is asked for, best first, those by the first number of equals.

    Only holders that are looked up count here. The scores proper are for the best of these, from all that they hold.
    """
    questions, weighed = _pick(index.asked, numbers)
    features = weighed >> _WEIGHT_BITS
    askings, documents = _pick(index.holders, features)
    scores = (weighed & _WEIGHT) * index.rarities[features]
    met = add_alike(Found(questions=questions[askings], documents=documents, scores=scores[askings]))
    least = index.own_scores[numbers] // (floor * _FULL_WEIGHT)
    promising = (met.documents != numbers[met.questions]) & (met.scores > least[met.questions])
    return best_first(choose(met, promising))


def _compare(index: Index, numbers: Integers, questions: Integers, documents: Integers) -> tuple[Integers, Integers]:
    """Count how many of the features that each question asks for a document holds, and add up what they score."""
    askings, weighed = _pick(index.asked, numbers)
    features = weighed >> _WEIGHT_BITS
    pairs, held = _pick(index.held, documents)
    asked = _Asked(questions=askings, items=features, values=(weighed & _WEIGHT) * index.rarities[features])
    scores = _answer(asked, questions[pairs], held >> _WEIGHT_BITS)
    both = np.flatnonzero(scores)
    pairs, scores = pairs[both], scores[both] * (held[both] & _WEIGHT)
    return np.bincount(pairs, minlength=len(documents)), _add_up(pairs, scores, len(documents))


def list_sets(documents: Sequence[Collection[str]]) -> Lists:
    """Arrange sets for `count_common`."""
    number_of: dict[str, int] = {}
    items = [number_of.setdefault(item, len(number_of)) for document in documents for item in document]
    sizes = _sizes(documents)
    return Lists(starts=np.concatenate(([0], np.cumsum(sizes))), items=np.array(items, dtype=np.int64))


def count_common(sets: Lists, numbers: Integers, questions: Integers, documents: Integers) -> Integers:
    """Count what the set of a document has in common with that of the number asked about, for each answer."""
    askings, items = _pick(sets, numbers)
    pairs, held = _pick(sets, documents)
    asked = _Asked(questions=askings, items=items, values=np.ones(len(items), dtype=np.int64))
    both = np.flatnonzero(_answer(asked, questions[pairs], held))
    return np.bincount(pairs[both], minlength=len(documents))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What each of several questions asks for, an item an index."""

    questions: Integers
    items: Integers
    values: Integers
    """1-1023."""


def _answer(asked: _Asked, questions: Integers, items: Integers) -> Integers:
    """Give for each question and item its value there, 0 where it is not asked for."""
    if not len(asked.items) or not len(items):
        return np.zeros(len(items), dtype=np.int64)
    wanted, columns = np.unique(asked.items, return_inverse=True)
    # Small numbers, so that the table stays in the processor's cache.
    column_of = np.zeros(max(int(wanted[-1]), int(items.max())) + 1, dtype=np.int32)
    column_of[wanted] = np.arange(1, len(wanted) + 1)
    table = np.zeros((max(int(asked.questions.max()), int(questions.max())) + 1, len(wanted) + 1), dtype=np.int16)
    table[asked.questions, columns + 1] = asked.values
    return table[questions, column_of[items]].astype(np.int64)


def best_first(found: Found) -> Found:
    """Sort answers by question, then the highest score first, of equals the document with the first number."""
    questions, scores, documents = sort_together(found.questions, -found.scores, found.documents)
    return Found(questions=questions, documents=documents, scores=-scores)


def among(found: Found, others: Found) -> NDArray[np.bool_]:
    """Mark the answers that are also among others, whatever they score."""
    return np.isin(
        found.documents << _QUESTION_BITS | found.questions, others.documents << _QUESTION_BITS | others.questions
    )


def choose(found: Found, chosen: NDArray[np.bool_]) -> Found:
    """Leave only those answers that are marked."""
    return Found(questions=found.questions[chosen], documents=found.documents[chosen], scores=found.scores[chosen])


def join(parts: Sequence[Found]) -> Found:
    """Lay answers end to end."""
    return Found(
        questions=np.concatenate([found.questions for found in parts]),
        documents=np.concatenate([found.documents for found in parts]),
        scores=np.concatenate([found.scores for found in parts]),
    )


def add_alike(found: Found) -> Found:
    """Make one answer of those by the same document to the same question; their scores add up."""
    questions, documents, scores = sort_together(found.questions, found.documents, found.scores)
    first = np.flatnonzero(_changes(questions, documents))
    return Found(
        questions=questions[first],
        documents=documents[first],
        scores=np.add.reduceat(scores, first) if len(first) else scores,
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
    unpacked = []
    for low, width in zip(lowest[::-1], widths[::-1], strict=True):
        unpacked.append((packed & ((1 << width) - 1)) + low)
        packed >>= width
    return tuple(unpacked[::-1])


def _changes(*columns: Integers) -> NDArray[np.bool_]:
    """Mark the rows that differ from the one before; the first does."""
    changes = np.ones(len(columns[0]), dtype=np.bool_)
    changes[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return changes


def places(*columns: Integers) -> Integers:
    """Count for each row the equal ones that stand right before it."""
    first = np.flatnonzero(_changes(*columns))
    rows = len(columns[0])
    return np.arange(rows) - np.repeat(first, np.diff(first, append=rows))


def _add_up(groups: Integers, values: Integers, count: int) -> Integers:
    """Add up the values of each of so many groups, which are numbered from 0 and stand in order."""
    ends = np.cumsum(np.bincount(groups, minlength=count))
    sums = np.concatenate(([0], np.cumsum(values)))[ends]
    return np.diff(sums, prepend=0)


def _lists(groups: Integers, items: Integers, count: int) -> Lists:
    """Make a list of each of so many groups, which are numbered from 0 and stand in order."""
    return Lists(starts=np.concatenate(([0], np.cumsum(np.bincount(groups, minlength=count)))), items=items)


def _pick(lists: Lists, wanted: Integers) -> tuple[Integers, Integers]:
    """Lay some lists end to end: for each item the place of its list among those wanted, and the item."""
    starts = lists.starts[wanted]
    sizes = lists.starts[wanted + 1] - starts
    ends = np.cumsum(sizes)
    moved = np.repeat(starts - ends + sizes, sizes)
    return np.repeat(np.arange(len(wanted)), sizes), lists.items[np.arange(len(moved)) + moved]
