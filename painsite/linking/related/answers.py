"""Answers to questions: which documents answer, and how well. Many questions are asked at once, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from painsite.linking.related.arrays import (
    Integers,
    Lists,
    Marks,
    changes,
    found_in,
    pick,
    places,
    sort_together,
)

DOCUMENT_BITS = 24

UNKNOWN = -1
"""A bar that nobody has measured."""
ALONE = -2
"""The bar of a document that has but one answer, which scores too little to be alike, because it has no better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Answers to several questions, one an index; to one question no document answers twice."""

    questions: Integers
    """By their places among those asked."""
    documents: Integers
    scores: Integers
    """Above 0."""


def best_first(found: Found) -> Found:
    """Sort answers by question, then the highest score first, of equals the document with the first number."""
    questions, scores, documents = sort_together(found.questions, -found.scores, found.documents)
    return Found(questions=questions, documents=documents, scores=-scores)


def among(found: Found, others: Found) -> Marks:
    """Mark the answers that are also among others, whatever they score."""
    return found_in(pair(found.questions, found.documents), np.sort(pair(others.questions, others.documents)))[0]


def pair(questions: Integers, documents: Integers) -> Integers:
    """Make one number of a question, or another number below 2 to the 39th, and a document."""
    return questions.astype(np.int64) << DOCUMENT_BITS | documents


def choose(found: Found, chosen: Marks) -> Found:
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
    first = np.flatnonzero(changes(questions, documents))
    return Found(
        questions=questions[first],
        documents=documents[first],
        scores=np.add.reduceat(scores, first) if len(first) else scores,
    )


def cut_off(ordered: Found, count: int) -> Found:
    """Leave so many answers to each question, the first."""
    return choose(ordered, places(ordered.questions) < count)


def ranks(ordered: Found) -> Integers:
    """Count for each answer those that score higher; answers stand best first."""
    return places(ordered.questions) - places(ordered.questions, ordered.scores)


def count_common(sets: Lists, numbers: Integers, questions: Integers, documents: Integers) -> Integers:
    """Count what the set of a document has in common with that of the number asked about, for each answer."""
    askings, wanted = pick(sets, numbers)
    pairs, held = pick(sets, documents)
    keys = np.sort(askings << 32 | wanted)
    both, _ = found_in(questions[pairs].astype(np.int64) << 32 | held, keys)
    return np.bincount(pairs[both], minlength=len(documents))
