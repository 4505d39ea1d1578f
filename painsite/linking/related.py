"""Related content: which nodes are offered on a node's page, in which order, and why.

Four signals each give a ranking: likeness of text, company in the site's own texts (co-citation), works that both cite
(bibliographic coupling), and citation of one by the other. They are fused by reciprocal rank (Cormack, Clarke and
Büttcher 2009), after what the editor chose. Entries are offered on entries and articles on articles.

Everything is counted in integers and depends neither on the order of the input nor on the clock. What one node's list
owes to all the others at once is described in `similarity`.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from painsite.linking.cocitation import Circle, CitedAt, circles_by_citekey, count_company
from painsite.linking.similarity import Depth, Index, find_alike, index_features, weigh_references, weigh_terms
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the search for related content knows of a node."""

    citekey: str
    is_article: bool
    year: int
    """0 where unknown."""
    tags: tuple[str, ...]
    related: tuple[str, ...]
    """The editor's choice, in order, canonical; may name what does not exist or is of the other kind."""
    not_related: tuple[str, ...]
    works_cited: tuple[str, ...]
    """Canonical: citekeys of nodes, else `doi:…` and `pmid:…`."""
    terms: tuple[tuple[str, int], ...]
    citations: tuple[CitedAt, ...]
    """Where its text cites other nodes, in order of appearance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The nodes of one kind, numbered in the order that breaks ties, and how they hang together."""

    profiles: tuple[Profile, ...]
    """Newest first, those without a year last, then by citekey; a node's number is its index here."""
    numbers: Mapping[str, int]
    """By citekey."""
    texts: Index
    couplings: Index
    tags: tuple[frozenset[str], ...]
    references: tuple[frozenset[str], ...]
    """For each node the works that it cites, by `works_cited` and by our text on it."""
    citing: tuple[frozenset[str], ...]
    """For each node the citekeys of those, of both kinds, whose texts cite it."""
    circles: tuple[tuple[tuple[Circle, ...], ...], ...]
    """For each node its circles in each text that cites it, in the order of the texts' citekeys."""


def rank_related(profiles: Sequence[Profile], *, limit: int) -> dict[str, tuple[Related, ...]]:
    """Rank what is related to each node, best first, `limit` lines at most.

    Sorted by citekey; a node without related content has an empty tuple. No line is without a reason.
    """
    ranked = {}
    for neighbourhood in survey(profiles):
        for number, profile in enumerate(neighbourhood.profiles):
            ranked[profile.citekey] = rank_node(neighbourhood, number, limit=limit)
    return dict(sorted(ranked.items()))


def survey(profiles: Sequence[Profile]) -> tuple[Neighbourhood, Neighbourhood]:
    """Arrange entries, and articles, for `rank_node`."""
    citing: dict[str, set[str]] = {}
    circles: dict[str, list[tuple[Circle, ...]]] = {}
    for profile in sorted(profiles, key=lambda profile: profile.citekey):
        for citation in profile.citations:
            citing.setdefault(citation.citekey, set()).add(profile.citekey)
        for citekey, found in circles_by_citekey(profile.citations).items():
            circles.setdefault(citekey, []).append(found)
    entries = [profile for profile in profiles if not profile.is_article]
    articles = [profile for profile in profiles if profile.is_article]
    return _survey_kind(entries, citing, circles), _survey_kind(articles, citing, circles)


def _survey_kind(
    profiles: Iterable[Profile], citing: Mapping[str, set[str]], circles: Mapping[str, list[tuple[Circle, ...]]]
) -> Neighbourhood:
    ordered = tuple(sorted(profiles, key=lambda profile: (not profile.year, -profile.year, profile.citekey)))
    references = tuple(_references(profile) for profile in ordered)
    return Neighbourhood(
        profiles=ordered,
        numbers={profile.citekey: number for number, profile in enumerate(ordered)},
        texts=index_features([weigh_terms(profile.terms) for profile in ordered], _TEXT_DEPTH),
        couplings=index_features([weigh_references(cited) for cited in references], _REFERENCE_DEPTH),
        tags=tuple(frozenset(profile.tags) for profile in ordered),
        references=references,
        citing=tuple(frozenset(citing.get(profile.citekey, ())) for profile in ordered),
        circles=tuple(tuple(circles.get(profile.citekey, ())) for profile in ordered),
    )


def _references(profile: Profile) -> frozenset[str]:
    """Collect the works that a work cites and those that our text on it cites.

    Both say what it stands on. Where `works_cited` is not filled in, which is the rule, our text is all there is.
    """
    cited = {*profile.works_cited, *(citation.citekey for citation in profile.citations)}
    return frozenset(cited - {profile.citekey})


def rank_node(neighbourhood: Neighbourhood, number: int, *, limit: int) -> tuple[Related, ...]:
    """Rank what is related to one node, best first, `limit` lines at most."""
    profile = neighbourhood.profiles[number]
    barred = _numbers(neighbourhood, (profile.citekey, *profile.not_related))
    chosen = [other for other in _numbers(neighbourhood, profile.related) if other not in barred]
    alike = find_alike(neighbourhood.texts, number, shared=_SHARED_TERMS, floor=_TEXT_FLOOR)
    coupled = find_alike(neighbourhood.couplings, number, shared=1, floor=_ANY)
    together = _count_numbers(neighbourhood, count_company(neighbourhood.circles[number]))
    citing = _count_numbers(neighbourhood, _count_direct_citations(neighbourhood, number))
    rankings = [_rank(found, barred) for found in (alike, together, coupled, citing)]
    fused = _fuse(rankings)
    for other in chosen:
        fused.pop(other, None)
    best = _best(fused, neighbourhood.tags, number, most=max(0, limit - len(chosen)))
    offered = [(other, True) for other in chosen] + [(other, False) for other in best]
    return _explain(neighbourhood, number, offered[:limit], alike=rankings[0])


def _numbers(neighbourhood: Neighbourhood, citekeys: Iterable[str]) -> dict[int, None]:
    """Give the numbers of those nodes that are of this kind, in order, each once."""
    numbers = neighbourhood.numbers
    return {numbers[citekey]: None for citekey in citekeys if citekey in numbers}


def _count_numbers(neighbourhood: Neighbourhood, counts: Mapping[str, int]) -> list[tuple[int, int]]:
    numbers = neighbourhood.numbers
    return [(count, numbers[citekey]) for citekey, count in counts.items() if citekey in numbers]


def _count_direct_citations(neighbourhood: Neighbourhood, number: int) -> Mapping[str, int]:
    """Count 1 for each node that this one's text cites or whose text cites it, and 2 where both is so."""
    counts = Counter({citation.citekey: 1 for citation in neighbourhood.profiles[number].citations})
    counts.update(neighbourhood.citing[number])
    return counts


def _rank(found: Iterable[tuple[int, int]], barred: Container[int]) -> dict[int, int]:
    """Give the rank of each node found, from 1 to the cut-off; what scores alike has one rank."""
    ranks: dict[int, int] = {}
    last_score = rank = 0
    allowed = sorted([(-score, number) for score, number in found if number not in barred])
    for position, (score, number) in enumerate(allowed[:_CUT_OFF], start=1):
        if score != last_score:
            last_score, rank = score, position
        ranks[number] = rank
    return ranks


def _fuse(rankings: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """Add up the reciprocal ranks of each node."""
    fused: dict[int, int] = {}
    for ranking in rankings:
        for number, rank in ranking.items():
            fused[number] = fused.get(number, 0) + _FUSION_SCALE // (_RANK_OFFSET + rank)
    return fused


def _best(fused: Mapping[int, int], tags: Sequence[frozenset[str]], number: int, *, most: int) -> list[int]:
    """Pick the best nodes; of equals those that share more tags, then those that come first."""
    last = sorted(fused.values(), reverse=True)[most - 1 : most] if most else []
    least = last[0] if last else 0
    own_tags = tags[number]
    contenders = sorted(
        [(-score, -len(own_tags & tags[other]), other) for other, score in fused.items() if score >= least]
    )
    return [other for _, _, other in contenders[:most]]


def _explain(
    neighbourhood: Neighbourhood, number: int, offered: Iterable[tuple[int, bool]], *, alike: Container[int]
) -> tuple[Related, ...]:
    """Say why each node is offered: by all that is known of the two, not only by what brought the one forward.

    `offered` holds numbers, and whether the editor chose them.
    """
    own_citekey = neighbourhood.profiles[number].citekey
    own_tags = neighbourhood.tags[number]
    own_references = neighbourhood.references[number]
    own_citing = neighbourhood.citing[number]
    explained = []
    for other, chosen in offered:
        citekey = neighbourhood.profiles[other].citekey
        citing = neighbourhood.citing[other]
        reasons = Reasons(
            chosen=chosen,
            cocited_pages=len(own_citing & citing),
            shared_references=len(own_references & neighbourhood.references[other]),
            cites=own_citekey in citing or citekey in own_citing,
            similar_text=other in alike,
            shared_tags=len(own_tags & neighbourhood.tags[other]),
        )
        explained.append(Related(citekey=citekey, reasons=reasons))
    return tuple(explained)
