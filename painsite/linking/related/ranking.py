"""Related content: which nodes are offered on a node's page, in which order, and why.

Four signals each give a ranking: likeness of text, company in the site's own texts (co-citation), works that both cite
(bibliographic coupling), and citation of one by the other. They are fused by reciprocal rank (Cormack, Clarke and
Büttcher 2009), after what the editor chose. Entries are offered on entries and articles on articles.

Everything is counted in integers and depends neither on the order of the input nor on the clock. What one node's list
owes to all the others at once is described in `similarity`, and what a change affects in `affected`: `revise` a survey
of all nodes, `rank_share` those that it names, in as many processes as wanted, and `add_ranked` to the survey.
Nodes are ranked a batch at a time, in arrays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from msgspec import msgpack

from painsite.linking.related.answers import (
    Found,
    add_alike,
    among,
    best_first,
    choose,
    count_common,
    cut_off,
    join,
    ranks,
)
from painsite.linking.related.arrays import Integers, Lists, Marks, lists_of, pick, places, sort_together, splice
from painsite.linking.related.comparison import find_alike
from painsite.linking.related.corpus import Bounds, Survey
from painsite.linking.related.profiles import Profile
from painsite.linking.related.revision import revise
from painsite.linking.related.vocabulary import number_words
from painsite.model import Reasons, Related, Value

T = TypeVar("T")

_CUT_OFF = 50
"""A signal ranks no more nodes than this."""
_RANK_OFFSET = 20
"""Of reciprocal rank fusion. The usual 60 is for lists of a thousand; in short ones it would put what comes last in two
lists before what comes first in one."""
_FUSION_SCALE = 1 << 20
_FOUND, _CHOSEN = 1 << 20, 1 << 30
"""Whatever signals find scores less than the one; the editor's choice counts down from the other."""
_BATCH = 128
"""Nodes that are ranked together: enough that the arithmetic outweighs its calls, few enough for a core's cache."""


class Ranked(Value, frozen=True, kw_only=True):
    """What is related to a node, and what `add_ranked` needs to know of how it was found."""

    related: tuple[Related, ...]
    """Best first; no line is without a reason."""
    tied: tuple[str, ...] = ()
    """Citekeys that share the last rank with a line and fell behind for want of shared tags, or by their place."""
    text_bar: int
    coupling_bar: int


unpack_ranked = msgpack.Decoder(Ranked).decode
"""Raises `msgspec.DecodeError`."""


def rank_related(profiles: Sequence[Profile], *, limit: int) -> dict[str, tuple[Related, ...]]:
    """Rank what is related to each node, best first, `limit` lines at most.

    Sorted by citekey; a node without related content has an empty tuple. No line is without a reason.
    """
    survey, citekeys = revise(None, {profile.citekey: profile for profile in profiles}, ())
    return {citekey: ranked.related for citekey, ranked in rank_share(survey, citekeys, limit=limit).items()}


def rank_share(survey: Survey, citekeys: Sequence[str], *, limit: int) -> dict[str, Ranked]:
    """Rank what is related to each of some nodes, best first, `limit` lines at most, by citekey in their order.

    The lists do not depend on which nodes are ranked together, so that the work can be shared out.
    """
    numbers = survey.numbers[number_words(survey.names, citekeys)[0]].astype(np.int64)
    ranked: list[Ranked] = []
    for first in range(0, len(numbers), _BATCH):
        ranked += _rank_batch(survey, numbers[first : first + _BATCH], limit)
    return dict(zip(citekeys, ranked, strict=True))


def add_ranked(survey: Survey, ranked: Mapping[str, Ranked]) -> Survey:
    """Keep with a survey what later revisions need to know of lists that were ranked by it."""
    bounds = survey.bounds
    considered: list[str] = []
    rows = []
    for one in ranked.values():
        considered += [line.citekey for line in one.related]
        considered += one.tied
        rows.append((len(one.related) + len(one.tied), one.text_bar, one.coupling_bar))
    sizes, new_text_bars, new_coupling_bars = np.array(rows, np.int64).reshape(-1, 3).T
    names, considered_names = number_words(survey.names, list(ranked), considered)
    numbers = survey.numbers[names]
    text_bars, coupling_bars = bounds.text_bars.copy(), bounds.coupling_bars.copy()
    text_bars[numbers], coupling_bars[numbers] = new_text_bars, new_coupling_bars
    origins = np.arange(len(survey))
    origins[numbers] = len(survey) + np.arange(len(numbers))
    fresh = lists_of(sizes, considered_names)
    return replace(
        survey,
        bounds=Bounds(
            text_bars=text_bars,
            coupling_bars=coupling_bars,
            considered=splice(bounds.considered, fresh, origins),
        ),
    )


def _rank_batch(survey: Survey, numbers: Integers, limit: int) -> list[Ranked]:
    barred = _listed(survey, survey.not_related, numbers)
    chosen = _leave_out(_listed(survey, survey.related, numbers), barred)
    texts, text_bars = find_alike(survey.texts, numbers)
    couplings, coupling_bars = find_alike(survey.couplings, numbers)
    citations = _citations(survey, numbers)
    signals = (texts, _company(survey, numbers), couplings, citations)
    ranked, alike = _rank([_leave_out(found, barred) for found in signals], len(numbers))
    fused = _leave_out(add_alike(ranked), chosen)
    best, tags = _best(survey, numbers, join([chosen, fused]), limit)
    offering = places(best.questions) < limit
    offered = choose(best, offering)
    reasons = _explain(
        offered.scores > _FOUND,
        count_common(survey.citing, numbers, offered.questions, offered.documents),
        count_common(survey.references, numbers, offered.questions, offered.documents),
        among(offered, citations),
        among(offered, alike),
        tags[offering],
    )
    citekeys = _citekeys(survey, offered.documents)
    lines = [Related(citekey=citekey, reasons=reason) for citekey, reason in zip(citekeys, reasons, strict=True)]
    tied = choose(best, ~offering)
    return [
        Ranked(related=related, tied=behind, text_bar=text_bar, coupling_bar=coupling_bar)
        for related, behind, text_bar, coupling_bar in zip(
            _divide(lines, offered.questions, len(numbers)),
            _divide(_citekeys(survey, tied.documents), tied.questions, len(numbers)),
            text_bars.tolist(),
            coupling_bars.tolist(),
            strict=True,
        )
    ]


def _citekeys(survey: Survey, numbers: Integers) -> list[str]:
    return [survey.names[name] for name in survey.citekeys[numbers].tolist()]


def _divide(things: Sequence[T], questions: Integers, count: int) -> Iterator[tuple[T, ...]]:
    """Return for each question those things that belong to it; all stand in order."""
    ends = np.cumsum(np.bincount(questions, minlength=count)).tolist()
    return (tuple(things[start:end]) for start, end in pairwise([0, *ends]))


def _listed(survey: Survey, lists: Lists, numbers: Integers) -> Found:
    """Score what the editor names, in its order, above all that is found: other nodes of the same kind."""
    questions, names = pick(lists, numbers)
    found = Found(questions=questions, documents=survey.numbers[names], scores=_CHOSEN - np.arange(len(names)))
    return choose(found, _eligible(survey, numbers, found))


def _eligible(survey: Survey, numbers: Integers, found: Found) -> Marks:
    """Mark the answers that are nodes of the same kind as the one that asks, and not itself."""
    asking = numbers[found.questions]
    eligible: Marks = (found.documents < survey.entries) == (asking < survey.entries)
    eligible &= (found.documents >= 0) & (found.documents != asking)
    return eligible


def _company(survey: Survey, numbers: Integers) -> Found:
    """Add up over all texts that cite a node how closely each other node is cited with it."""
    places, seats = pick(survey.seats_of, numbers)
    near = survey.company.near
    askings, rows = pick(Lists(starts=near.starts, items=np.arange(len(near.items))), seats)
    found = Found(
        questions=places[askings], documents=survey.near[rows], scores=survey.company.closeness[rows].astype(np.int64)
    )
    return add_alike(choose(found, _eligible(survey, numbers, found)))


def _citations(survey: Survey, numbers: Integers) -> Found:
    """Count 1 for each node that this one's text cites or whose text cites it, and 2 where both is so."""
    cited_by, cited = pick(survey.company.seats, numbers)
    citing_of, citing = pick(survey.citing, numbers)
    found = Found(
        questions=np.concatenate((cited_by, citing_of)),
        documents=np.concatenate((survey.numbers[cited], citing)),
        scores=np.ones(len(cited) + len(citing), np.int64),
    )
    return add_alike(choose(found, _eligible(survey, numbers, found)))


def _leave_out(found: Found, unwanted: Found) -> Found:
    return choose(found, ~among(found, unwanted)) if len(unwanted.documents) else found


def _rank(signals: Sequence[Found], count: int) -> tuple[Found, Found]:
    """Score the answers of each signal by their reciprocal ranks, down to the cut-off; what scores alike has one rank.

    A document may answer once for each signal. Give also those that the first signal brings.
    """
    # All signals at once: they are many short lists, and each step costs more by being taken than by what it moves.
    shifted = [replace(found, questions=found.questions + place * count) for place, found in enumerate(signals)]
    ordered = cut_off(best_first(join(shifted)), _CUT_OFF)
    scores = _FUSION_SCALE // (_RANK_OFFSET + 1 + ranks(ordered))
    ranked = Found(questions=ordered.questions % count, documents=ordered.documents, scores=scores)
    return ranked, choose(ranked, ordered.questions < count)


def _best(survey: Survey, numbers: Integers, fused: Found, limit: int) -> tuple[Found, Integers]:
    """Leave the best nodes, best first; of equals those that share more tags, then those that come first.

    All that share the last rank are left, so that some may come after the limit. Give also how many tags each shares.
    """
    ordered = best_first(fused)
    ordered = choose(ordered, ranks(ordered) < limit)
    tags = count_common(survey.tagged, numbers, ordered.questions, ordered.documents)
    questions, scores, tags, documents = sort_together(ordered.questions, -ordered.scores, -tags, ordered.documents)
    return Found(questions=questions, documents=documents, scores=-scores), -tags


def _explain(*measures: Integers | Marks) -> list[Reasons]:
    """Say why each node is offered: by all that is known of the two, not only by what brought the one forward."""
    return list(map(_reasons, *[measure.tolist() for measure in measures]))


# Thousands of lines have the same few reasons: to keep one of each takes less time and memory than to make them again.
@lru_cache(maxsize=1 << 12)
def _reasons(*measures: int) -> Reasons:
    chosen, cocited_pages, shared_references, cites, similar_text, shared_tags = measures
    return Reasons(
        chosen=bool(chosen),
        cocited_pages=cocited_pages,
        shared_references=shared_references,
        cites=bool(cites),
        similar_text=bool(similar_text),
        shared_tags=shared_tags,
    )
