"""Find the documents that are alike, by an index of what they hold."""

from dataclasses import dataclass

import numpy as np

from painsite.linking.related.answers import DOCUMENT_BITS, Found
from painsite.linking.related.arrays import Integers, Marks, add_up, changes, found_in, pick, pick_runs
from painsite.linking.related.similarity import FEATURE_SHIFT, FULL_WEIGHT, SEEN, WEIGHT, WEIGHT_BITS, Index

_WORTH_BITS = 10
"""Weight times rarity is less than 31 times 31."""
_SCORE_BITS = 24
"""A score is less than a hundred times 31 times 31 times 31."""
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
    least = index.own_scores[numbers] // (index.depth.floor * FULL_WEIGHT)
    pairs, met = _meet(index, asking, features, worth)
    questions, documents = pairs >> DOCUMENT_BITS, pairs & (1 << DOCUMENT_BITS) - 1
    met_worth = met >> _SCORE_BITS & (1 << _SCORE_BITS) - 1
    promising = np.flatnonzero((met_worth > least[questions]) & (documents != numbers[questions]))
    questions, documents, met_worth = questions[promising], documents[promising], met_worth[promising]
    compared, bars = _pass_bar(questions, documents, met_worth, 2 * least + 1, index.depth.compared)
    questions, documents, met = questions[compared], documents[compared], met[promising[compared]]
    met += _unseen(index, (asking, features, worth), questions, documents, len(numbers))
    likeness = Likeness(common=met >> 2 * _SCORE_BITS, scores=met & (1 << _SCORE_BITS) - 1, met=met_worth[compared])
    alike = likeness.passes(index, numbers[questions])
    return Found(questions=questions[alike], documents=documents[alike], scores=likeness.scores[alike]), bars


def _meet(index: Index, asking: Integers, features: Integers, worth: Integers) -> tuple[Integers, Integers]:
    """Add up for each question and each holder of what it asks for, in order, what the two have in common.

    Give pairs of the two, and of each in one number how many features it shares, what these count for being compared,
    and the score.
    """
    askings, holders = pick(index.holders, features)
    # All that is needed in one integer: to sort those takes a fraction of what it takes to sort indices and look up.
    keys = asking[askings] << DOCUMENT_BITS | holders >> WEIGHT_BITS
    keys <<= _WORTH_BITS + WEIGHT_BITS
    keys |= (worth.astype(np.int64) << WEIGHT_BITS)[askings] | holders & WEIGHT
    keys.sort()
    pairs = keys >> _WORTH_BITS + WEIGHT_BITS
    first = np.flatnonzero(changes(pairs))
    sums = np.zeros(len(keys) + 1, np.int64)
    # The sums may overflow; their differences are right for all that.
    np.cumsum(_value(keys >> WEIGHT_BITS & (1 << _WORTH_BITS) - 1, keys & WEIGHT), out=sums[1:])
    return pairs[first], np.diff(sums[first], append=sums[-1:])


def _value(worth: Integers, weights: Integers) -> Integers:
    """Put in one number what a feature adds to a count, to what is met, and to a score."""
    return worth * (weights | 1 << _SCORE_BITS) + (1 << 2 * _SCORE_BITS)


def _unseen(
    index: Index, asked: tuple[Integers, Integers, Integers], questions: Integers, documents: Integers, count: int
) -> Integers:
    """Add up, as `_meet` does, what pairs have in common by features for which the document was not looked up."""
    asking, features, worth = asked
    columns = np.zeros(len(index.rarities), np.int32)
    columns[features] = 1
    distinct = np.flatnonzero(columns)
    columns[distinct] = np.arange(1, len(distinct) + 1)
    width = len(distinct) + 1
    table = np.zeros(count * width, np.int16)
    table[asking * width + columns[features]] = worth
    sizes, rows = pick_runs(index.unseen, documents)
    held = index.unseen.items[rows]
    more = table[np.repeat(questions * width, sizes) + columns[held >> FEATURE_SHIFT]]
    shared = np.flatnonzero(more)
    pairs = np.searchsorted(np.cumsum(sizes), shared, side="right")
    values = _value(more[shared].astype(np.int64), held[shared] >> 1 & WEIGHT)
    return add_up(pairs, values, len(documents))


def _pass_bar(
    questions: Integers, documents: Integers, met: Integers, bars: Integers, count: int
) -> tuple[Integers, Integers]:
    """Find the most promising for each question, by the first number of equals; raise the bars where some are left."""
    top = int(met.max(initial=0))
    keys = (questions << top.bit_length() | top - met) << DOCUMENT_BITS | documents
    ordered = np.sort(keys)
    ends = np.cumsum(np.bincount(questions, minlength=len(bars)))
    last = np.diff(ends, prepend=0) >= count
    thresholds = np.full(len(bars), np.iinfo(np.int64).max)
    thresholds[last] = ordered[np.concatenate(([0], ends[:-1]))[last] + count - 1]
    raised = bars.astype(np.int64)
    raised[last] = 2 * (top - (thresholds[last] >> DOCUMENT_BITS & (1 << top.bit_length()) - 1))
    return np.flatnonzero(keys <= thresholds[questions]), raised


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
