"""Find the documents that are alike, by an index of what they hold."""

from dataclasses import dataclass

import numpy as np

from painsite.linking.answers import DOCUMENT_BITS, Found
from painsite.linking.arrays import Integers, Marks, changes, found_in, pick
from painsite.linking.similarity import FEATURE_SHIFT, FULL_WEIGHT, SEEN, WEIGHT, WEIGHT_BITS, Index

_WORTH_BITS = 10
"""Weight times rarity is less than 31 times 31."""
_FEATURE_BITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What pairs of a document that asks and one that answers have in common, a pair an index."""

    common: Integers
    """Features asked for that the other holds."""
    scores: Integers
    met: Integers
    """What counts for being compared: only features for which the other is among the holders looked up."""

    def passes(self, index: Index, numbers: Integers) -> Marks:
        """Mark those that are alike, once they are compared; `numbers` are those that ask."""
        depth = index.depth
        return (self.common >= depth.shared) & (self.scores * depth.floor >= index.own_scores[numbers])


def find_alike(index: Index, numbers: Integers) -> tuple[Found, Integers]:
    """Find the documents that answer best to what each of some documents is about, without itself.

    Which documents are asked about together makes no difference. Give with them for each question the bar that a
    document has to pass to be compared: twice what the last of those compared met, or, where all that are promising
    are compared, the odd number between what passes and what does not.
    """
    asking, weighed = pick(index.asked, numbers)
    features = weighed >> FEATURE_SHIFT
    worth = (weighed >> 1 & WEIGHT) * index.rarities[features]
    questions, documents, likeness = _meet(index, asking, features, worth)
    least = index.own_scores[numbers] // (index.depth.floor * FULL_WEIGHT)
    promising = (documents != numbers[questions]) & (likeness.met > least[questions])
    questions, documents, likeness = questions[promising], documents[promising], _some(likeness, promising)
    compared, bars = _pass_bar(questions, documents, likeness.met, 2 * least + 1, index.depth.compared)
    questions, documents, likeness = questions[compared], documents[compared], _some(likeness, compared)
    # What they share is known already but for the features for which they were not looked up.
    pairs, held = pick(index.unseen, documents)
    columns = np.zeros(len(index.rarities), np.int32)
    columns[features] = np.arange(1, len(features) + 1)
    table = np.zeros((len(numbers), len(features) + 1), np.int16)
    table[asking, columns[features]] = worth
    more = table[questions[pairs], columns[held >> FEATURE_SHIFT]]
    shared = np.flatnonzero(more)
    pairs, more = pairs[shared], more[shared] * (held[shared] >> 1 & WEIGHT).astype(np.int64)
    likeness = Likeness(
        common=likeness.common + np.bincount(pairs, minlength=len(documents)),
        # The sums are far below the 2 to the 53rd up to which floating-point numbers count exactly.
        scores=likeness.scores + np.bincount(pairs, more, len(documents)).astype(np.int64),
        met=likeness.met,
    )
    alike = likeness.passes(index, numbers[questions])
    return Found(questions=questions[alike], documents=documents[alike], scores=likeness.scores[alike]), bars


def _meet(index: Index, asking: Integers, features: Integers, worth: Integers) -> tuple[Integers, Integers, Likeness]:
    """Add up for each question and each holder of what it asks for, in order, what the two have in common."""
    askings, holders = pick(index.holders, features)
    # All that is needed in one integer: to sort those takes a fraction of what it takes to sort indices and look up.
    keys = asking[askings] << DOCUMENT_BITS | holders >> WEIGHT_BITS
    keys <<= _WORTH_BITS + WEIGHT_BITS
    keys |= worth[askings].astype(np.int64) << WEIGHT_BITS | holders & WEIGHT
    keys.sort()
    pairs = keys >> _WORTH_BITS + WEIGHT_BITS
    first = np.flatnonzero(changes(pairs))
    pairs, met = pairs[first], keys >> WEIGHT_BITS & (1 << _WORTH_BITS) - 1
    likeness = Likeness(
        common=np.diff(first, append=len(keys)),
        scores=np.add.reduceat(met * (keys & WEIGHT), first) if len(first) else first,
        met=np.add.reduceat(met, first) if len(first) else first,
    )
    return pairs >> DOCUMENT_BITS, pairs & (1 << DOCUMENT_BITS) - 1, likeness


def _some(likeness: Likeness, chosen: Marks) -> Likeness:
    return Likeness(common=likeness.common[chosen], scores=likeness.scores[chosen], met=likeness.met[chosen])


def _pass_bar(
    questions: Integers, documents: Integers, met: Integers, bars: Integers, count: int
) -> tuple[Marks, Integers]:
    """Mark the most promising for each question, by the first number of equals; raise the bars where some are left."""
    top = int(met.max(initial=0))
    keys = (questions << top.bit_length() | top - met) << DOCUMENT_BITS | documents
    ordered = np.sort(keys)
    ends = np.cumsum(np.bincount(questions, minlength=len(bars)))
    last = np.diff(ends, prepend=0) >= count
    thresholds = np.full(len(bars), np.iinfo(np.int64).max)
    thresholds[last] = ordered[np.concatenate(([0], ends[:-1]))[last] + count - 1]
    raised = bars.astype(np.int64)
    raised[last] = 2 * (top - (thresholds[last] >> DOCUMENT_BITS & (1 << top.bit_length()) - 1))
    return keys <= thresholds[questions], raised


def measure(index: Index, numbers: Integers, documents: Integers) -> Likeness:
    """Measure how much a document holds of what another asks for, for each pair of the two."""
    distinct, asking = np.unique(numbers, return_inverse=True)
    places, weighed = pick(index.asked, distinct)
    keys = (places << _FEATURE_BITS | weighed >> FEATURE_SHIFT) << WEIGHT_BITS | weighed >> 1 & WEIGHT
    keys.sort()
    pairs, held = pick(index.held, documents)
    features = held >> FEATURE_SHIFT
    shared, where = found_in(asking[pairs] << _FEATURE_BITS | features, keys >> WEIGHT_BITS)
    pairs, held = pairs[shared], held[shared]
    worth = (keys[where[shared]] & WEIGHT) * index.rarities[features[shared]]
    return Likeness(
        common=np.bincount(pairs, minlength=len(documents)),
        scores=np.bincount(pairs, worth * (held >> 1 & WEIGHT), len(documents)).astype(np.int64),
        met=np.bincount(pairs, worth * (held & SEEN), len(documents)).astype(np.int64),
    )
