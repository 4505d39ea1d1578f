"""Related content: which nodes are offered on a node's page, in which order, and why.

Four signals each give a ranking: likeness of text, company in the site's own texts (co-citation), works that both cite
(bibliographic coupling), and citation of one by the other. They are fused by reciprocal rank (Cormack, Clarke and
Büttcher 2009), after what the editor chose. Entries are offered on entries and articles on articles.

Everything is counted in integers and depends neither on the order of the input nor on the clock. What one node's list
owes to all the others at once is described in `similarity`, which also has the arithmetic: nodes are ranked a batch at
a time, in arrays.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, islice, repeat

import numpy as np

from painsite.linking.cocitation import Circle, circles_by_citekey, count_company
from painsite.linking.profiles import Profile
from painsite.linking.similarity import (
    Depth,
    Found,
    Index,
    Integers,
    Lists,
    add_alike,
    among,
    best_first,
    choose,
    count_common,
    find_alike,
    index_features,
    join,
    list_sets,
    places,
    sort_together,
    weigh_references,
    weigh_terms,
)
from painsite.model import Reasons, Related

_TEXT_DEPTH = Depth(asked=25, held=50, holders=64, compared=64)
_REFERENCE_DEPTH = Depth(asked=100, held=200, holders=64, compared=64)
_TEXT_FLOOR, _SHARED_TERMS = 10, 2
"""Texts are alike from a tenth of what a text has in common with itself, and from two terms: one is no likeness."""
_ANY = 1 << 30
"""A floor that any score passes."""
_CUT_OFF = 50
"""A signal ranks no more nodes than this."""
_RANK_OFFSET = 20
"""Of reciprocal rank fusion. The usual 60 is for lists of a thousand; in short ones it would put what comes last in two
lists before what comes first in one."""
_FUSION_SCALE = 1 << 20
_FOUND, _CHOSEN = 1 << 20, 1 << 30
"""Whatever signals find scores less than the one; the editor's choice counts down from the other."""
_BATCH = 64
"""Nodes that are ranked together: enough that the arithmetic outweighs its calls, few enough for a core's cache."""

# Thousands of lines have the same few reasons: to keep one of each takes less time and memory than to make them anew.
_reasons = lru_cache(maxsize=1 << 12)(Reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The nodes of one kind, numbered in the order that breaks ties, and how they hang together."""

    profiles: tuple[Profile, ...]
    """Newest first, those without a year last, then by citekey; a node's number is its index here."""
    numbers: Mapping[str, int]
    """By citekey."""
    texts: Index
    couplings: Index
    tags: Lists
    references: Lists
    """For each node the works that it cites, by `works_cited` and by our text on it."""
    citing: Lists
    """For each node those, of both kinds, whose texts cite it."""
    citations: tuple[Mapping[int, int], ...]
    """For each node those of this kind that its text cites or whose text cites it: 2 where both is so, else 1."""
    circles: tuple[tuple[tuple[Circle[int], ...], ...], ...]
    """For each node its circles, of those of this kind, in each text that cites it, in the order of their citekeys."""


def rank_related(profiles: Sequence[Profile], *, limit: int) -> dict[str, tuple[Related, ...]]:
    """Rank what is related to each node, best first, `limit` lines at most.

    Sorted by citekey; a node without related content has an empty tuple. No line is without a reason.
    """
    ranked = {}
    for neighbourhood in survey(profiles):
        ranked.update(rank_share(neighbourhood, range(len(neighbourhood.profiles)), limit=limit))
    return dict(sorted(ranked.items()))


def survey(profiles: Sequence[Profile]) -> tuple[Neighbourhood, Neighbourhood]:
    """Arrange entries, and articles, for `rank_share`."""
    citing: dict[str, set[str]] = {}
    circles: dict[str, list[tuple[Circle[str], ...]]] = {}
    for profile in sorted(profiles, key=lambda profile: profile.citekey):
        for citation in profile.citations:
            citing.setdefault(citation.citekey, set()).add(profile.citekey)
        for citekey, found in circles_by_citekey(profile.citations).items():
            circles.setdefault(citekey, []).append(found)
    entries = [profile for profile in profiles if not profile.is_article]
    articles = [profile for profile in profiles if profile.is_article]
    return _survey_kind(entries, citing, circles), _survey_kind(articles, citing, circles)


def _survey_kind(
    profiles: Iterable[Profile],
    citing: Mapping[str, set[str]],
    circles: Mapping[str, list[tuple[Circle[str], ...]]],
) -> Neighbourhood:
    ordered = tuple(sorted(profiles, key=lambda profile: (not profile.year, -profile.year, profile.citekey)))
    numbers = {profile.citekey: number for number, profile in enumerate(ordered)}
    references = [_references(profile) for profile in ordered]

    @cache
    def in_numbers(circle: Circle[str]) -> Circle[int]:
        closeness, citekeys = circle
        return closeness, tuple([numbers[citekey] for citekey in citekeys if citekey in numbers])

    citing_each = [citing.get(profile.citekey, set()) for profile in ordered]
    return Neighbourhood(
        profiles=ordered,
        numbers=numbers,
        texts=index_features(weigh_terms([profile.terms for profile in ordered]), _TEXT_DEPTH),
        couplings=index_features(weigh_references(references), _REFERENCE_DEPTH),
        tags=list_sets([set(profile.tags) for profile in ordered]),
        references=list_sets(references),
        citing=list_sets(citing_each),
        citations=tuple(map(_direct_citations, ordered, citing_each, repeat(numbers))),
        circles=tuple(
            tuple([tuple(map(in_numbers, found)) for found in circles.get(profile.citekey, ())]) for profile in ordered
        ),
    )


def _direct_citations(profile: Profile, citing: AbstractSet[str], numbers: Mapping[str, int]) -> Mapping[int, int]:
    """Count 1 for each node that this one's text cites or whose text cites it, and 2 where both is so."""
    cited = {citation.citekey for citation in profile.citations} - {profile.citekey}
    return {
        numbers[citekey]: (citekey in cited) + (citekey in citing)
        for citekey in cited | (citing - {profile.citekey})
        if citekey in numbers
    }


def _references(profile: Profile) -> set[str]:
    """Collect the works that a work cites and those that our text on it cites.

    Both say what it stands on. Where `works_cited` is not filled in, which is the rule, our text is all there is.
    """
    return {*profile.works_cited, *[citation.citekey for citation in profile.citations]} - {profile.citekey}


def rank_share(neighbourhood: Neighbourhood, numbers: Iterable[int], *, limit: int) -> dict[str, tuple[Related, ...]]:
    """Rank what is related to each of some nodes, best first, `limit` lines at most, by citekey in their order.

    The lists do not depend on which nodes are ranked together, so that the work can be shared out.
    """
    ranked = {}
    remaining = iter(numbers)
    while batch := list(islice(remaining, _BATCH)):
        ranked.update(_rank_batch(neighbourhood, batch, limit))
    return ranked


def _rank_batch(neighbourhood: Neighbourhood, batch: Sequence[int], limit: int) -> dict[str, tuple[Related, ...]]:
    numbers = np.array(batch, dtype=np.int64)
    profiles = [neighbourhood.profiles[number] for number in batch]
    barred = _found([_bar(neighbourhood, profile) for profile in profiles])
    chosen = _leave_out(_found([_choose(neighbourhood, profile) for profile in profiles]), barred)
    rankings = [_rank(_leave_out(found, barred)) for found in _ask(neighbourhood, numbers)]
    fused = _leave_out(add_alike(join(rankings)), chosen)
    offered = _best(neighbourhood, numbers, join([chosen, fused]), limit)
    reasons = _explain(neighbourhood, numbers, offered, alike=rankings[0])
    lines: list[list[Related]] = [[] for _ in batch]
    for question, number, reason in zip(offered.questions.tolist(), offered.documents.tolist(), reasons, strict=True):
        lines[question].append(Related(citekey=neighbourhood.profiles[number].citekey, reasons=reason))
    return {profile.citekey: tuple(found) for profile, found in zip(profiles, lines, strict=True)}


def _ask(neighbourhood: Neighbourhood, numbers: Integers) -> tuple[Found, ...]:
    """Ask each signal about some nodes, likeness of text first."""
    batch = numbers.tolist()
    together = _found([count_company(neighbourhood.circles[number]) for number in batch])
    return (
        find_alike(neighbourhood.texts, numbers, shared=_SHARED_TERMS, floor=_TEXT_FLOOR),
        choose(together, together.documents != numbers[together.questions]),
        find_alike(neighbourhood.couplings, numbers, shared=1, floor=_ANY),
        _found([neighbourhood.citations[number] for number in batch]),
    )


def _bar(neighbourhood: Neighbourhood, profile: Profile) -> Mapping[int, int]:
    """Give those that the editor does not want here."""
    numbers = neighbourhood.numbers
    return {numbers[citekey]: 1 for citekey in profile.not_related if citekey in numbers}


def _choose(neighbourhood: Neighbourhood, profile: Profile) -> Mapping[int, int]:
    """Score the editor's choice, in its order, above all that is found."""
    numbers = neighbourhood.numbers
    known = [citekey for citekey in dict.fromkeys(profile.related) if citekey in numbers and citekey != profile.citekey]
    return {numbers[citekey]: _CHOSEN - place for place, citekey in enumerate(known)}


def _found(counts: Sequence[Mapping[int, int]]) -> Found:
    """Take what was counted for each node as answers."""
    sizes = np.fromiter(map(len, counts), np.int64, len(counts))
    questions = np.repeat(np.arange(len(counts)), sizes)
    return Found(
        questions=questions,
        documents=np.fromiter(chain.from_iterable(counts), np.int64, len(questions)),
        scores=np.fromiter(chain.from_iterable(count.values() for count in counts), np.int64, len(questions)),
    )


def _leave_out(found: Found, unwanted: Found) -> Found:
    return choose(found, ~among(found, unwanted)) if len(unwanted.documents) else found


def _rank(found: Found) -> Found:
    """Score each answer by its reciprocal rank, down to the cut-off; what scores alike has one rank."""
    ordered = best_first(found)
    ordered = choose(ordered, places(ordered.questions) < _CUT_OFF)
    return replace(ordered, scores=_FUSION_SCALE // (_RANK_OFFSET + 1 + _ranks(ordered)))


def _ranks(ordered: Found) -> Integers:
    """Count for each answer those that score higher."""
    return places(ordered.questions) - places(ordered.questions, ordered.scores)


def _best(neighbourhood: Neighbourhood, numbers: Integers, fused: Found, limit: int) -> Found:
    """Leave the best nodes, best first; of equals those that share more tags, then those that come first."""
    ordered = best_first(fused)
    ordered = choose(ordered, _ranks(ordered) < limit)
    tags = count_common(neighbourhood.tags, numbers, ordered.questions, ordered.documents)
    questions, scores, _, documents = sort_together(ordered.questions, -ordered.scores, -tags, ordered.documents)
    best = Found(questions=questions, documents=documents, scores=-scores)
    return choose(best, places(questions) < limit)


def _explain(neighbourhood: Neighbourhood, numbers: Integers, offered: Found, *, alike: Found) -> list[Reasons]:
    """Say why each node is offered: by all that is known of the two, not only by what brought the one forward."""
    questions, documents = offered.questions, offered.documents
    citations = _found([neighbourhood.citations[number] for number in numbers.tolist()])
    measures = {
        "chosen": offered.scores > _FOUND,
        "cocited_pages": count_common(neighbourhood.citing, numbers, questions, documents),
        "shared_references": count_common(neighbourhood.references, numbers, questions, documents),
        "cites": among(offered, citations),
        "similar_text": among(offered, alike),
        "shared_tags": count_common(neighbourhood.tags, numbers, questions, documents),
    }
    columns = [measure.tolist() for measure in measures.values()]
    return [_reasons(**dict(zip(measures, row, strict=True))) for row in zip(*columns, strict=True)]
