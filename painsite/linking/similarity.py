"""Likeness of documents by the features they share, in integers: words of a text, or works in a list of references.

Modelled on BM25, but so that a change to one document leaves the lists of unrelated ones alone. Two figures are global:
how many documents there are, and how many hold a feature. Both enter by their number of binary digits only, so they
matter when they pass a power of two and not before. A document's length is measured against a fixed one, not against
the mean. Global, too, are the places among those who are looked at for a frequent feature: a newcomer takes one only
by weighing more than those who have them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isqrt
from operator import itemgetter

Features = tuple[tuple[str, int], ...]
"""Features of a document, each once, and what they weigh in it: 1-31."""

_FULL_WEIGHT = 32
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
class Index:
    """Documents by feature, and features by document. Documents are numbers from 0."""

    depth: Depth
    queries: tuple[Mapping[str, int], ...]
    """For each document its weightiest features that others hold too, best first, each with weight times rarity."""
    own_scores: tuple[int, ...]
    """What each document would score in answer to itself, the features that it alone holds among them."""
    held: tuple[Mapping[str, int], ...]
    """For each document its weightiest features that others hold too, each with its weight."""
    holders: Mapping[str, tuple[int, ...]]
    """For each feature that several documents hold, those in which it weighs most."""


def weigh_terms(terms: Iterable[tuple[str, int]]) -> Features:
    """Weigh the terms of a text by their counts: saturating, less in a long text (BM25 with k1 = 2 and b = 0.5)."""
    counted = tuple(terms)
    length = sum(count for _, count in counted)
    norm = 100 + 100 * length // _USUAL_LENGTH
    weight_of = {
        count: max(1, _FULL_WEIGHT * 100 * count // (100 * count + norm)) for count in {count for _, count in counted}
    }
    return tuple((term, weight_of[count]) for term, count in counted)


def weigh_references(references: Iterable[str]) -> Features:
    """Weigh the works that a document cites: one shared out of few says more than one out of many (Salton's cosine)."""
    ordered = sorted(references)
    weight = max(1, (_FULL_WEIGHT - 1) // max(1, isqrt(len(ordered))))
    return tuple((reference, weight) for reference in ordered)


def index_features(documents: Sequence[Features], depth: Depth) -> Index:
    """Arrange documents by their features."""
    frequency = Counter(map(itemgetter(0), chain.from_iterable(documents)))
    rarity = _rarity(frequency, len(documents))
    queries, own_scores, held = [], [], []
    found: dict[str, list[tuple[int, int]]] = {}
    for number, document in enumerate(documents):
        weighed = [(-weight * rarity[feature], feature, weight) for feature, weight in document]
        weighed.sort()
        own_scores.append(sum(-score * weight for score, _, weight in weighed[: depth.asked]))
        common = [item for item in weighed if frequency[item[1]] > 1][: depth.held]
        queries.append({feature: -score for score, feature, _ in common[: depth.asked]})
        held.append({feature: weight for _, feature, weight in common})
        for _, feature, weight in common:
            found.setdefault(feature, []).append((-weight, number))
    return Index(
        depth=depth,
        queries=tuple(queries),
        own_scores=tuple(own_scores),
        held=tuple(held),
        holders={feature: _heaviest(found[feature], depth.holders) for feature in sorted(found)},
    )


def _rarity(frequency: Mapping[str, int], documents: int) -> dict[str, int]:
    """Weigh features by how few documents hold them, in binary digits, from 1 for what all hold.

    Two is added so that the scale is flat at its end: whether two documents share a word or five is chance.
    """
    most = documents.bit_length() + 1
    rarity_of = {count: max(1, most - (count + 2).bit_length()) for count in set(frequency.values())}
    return {feature: rarity_of[count] for feature, count in frequency.items()}


def _heaviest(weighed: list[tuple[int, int]], most: int) -> tuple[int, ...]:
    """Pick the documents with the greatest weights (which are negative here), the first of equals."""
    if len(weighed) > most:
        weighed = sorted(weighed)[:most]
    return tuple(number for _, number in weighed)


def find_alike(index: Index, number: int, *, shared: int, floor: int) -> list[tuple[int, int]]:
    """Find the documents that answer best to what one document is about: their scores and numbers, without itself.

    Each shares at least `shared` of the features asked for, and scores at least a `floor`-th of what the document
    scores in answer to itself. In no order.
    """
    query = index.queries[number]
    alike = []
    for other in _promising(index, number, floor):
        held = index.held[other]
        common = [feature for feature in query if feature in held]
        score = sum([query[feature] * held[feature] for feature in common])
        if len(common) >= shared and score * floor >= index.own_scores[number]:
            alike.append((score, other))
    return alike


def _promising(index: Index, number: int, floor: int) -> list[int]:
    """List the documents that hold most of what one document asks for, the first of equals.

    The scores are added up for these alone, and for them from all that they hold.
    """
    met: dict[int, int] = {}
    so_far = met.get
    for feature, weight in index.queries[number].items():
        for other in index.holders[feature]:
            met[other] = so_far(other, 0) + weight
    met.pop(number, None)
    least = index.own_scores[number] // (floor * _FULL_WEIGHT)
    # Weight and number in one integer: sorting pairs takes three times as long.
    size = len(index.queries)
    promising = sorted([weight * size - other for other, weight in met.items() if weight > least], reverse=True)
    return [-packed % size for packed in promising[: index.depth.compared]]
