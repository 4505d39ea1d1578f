"""How well works that belong together find each other by their texts alone, beside BM25.

    python -m tests.bench.likeness        on the folder that PAINSITE_EVALUATION names, by default ../shared/evaluation

Works that one systematic review included are taken as related. Each included work with enough partners asks for the
others among all that the reviews looked at; nDCG at 20 says how many stand among the first 20, and how high.
"""

import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from math import log2
from pathlib import Path
from statistics import mean
from typing import Any

import bm25s

from painsite.linking.related.profiles import Profile
from painsite.linking.related.ranking import rank_share
from painsite.linking.related.revision import revise
from painsite.linking.related.terms import Terms, text_terms

_REPOSITORY = Path(__file__).parent.parent.parent
DEPTH = 20
FEWEST_PARTNERS = 10
LEAST_SHARE = 0.98
"""Of what BM25 scores: with less, the measurement fails."""

Ranking = Callable[[Mapping[str, Terms], Sequence[str]], Mapping[str, Sequence[str]]]
"""Given the terms of all works and the names of some, ranks for each of these the others, best first."""

VARIANTS: Mapping[str, Callable[[int], bool]] = {
    "whole texts": lambda _: True,
    "titles alone": lambda _: False,
    "every second abstract left out": lambda place: place % 2 == 0,
}
"""Which works keep their abstract, by their places."""


def rank_with_painsite(terms: Mapping[str, Terms], asked: Sequence[str]) -> dict[str, list[str]]:
    """Rank by related content, as on a page of each work."""
    nothing: dict[str, Any] = dict.fromkeys(("tags", "related", "not_related", "works_cited", "citations"), ())
    profiles = {key: Profile(citekey=key, is_article=False, year=0, terms=terms[key], **nothing) for key in terms}
    ranked = rank_share(revise(None, profiles, ())[0], asked, limit=DEPTH)
    return {key: [line.citekey for line in found.related] for key, found in ranked.items()}


def rank_with_bm25(terms: Mapping[str, Terms], asked: Sequence[str]) -> dict[str, list[str]]:
    """Rank by BM25 as a library has it, over the same terms; a work asks with each of its terms once."""
    words = {key: found.words.split() for key, found in terms.items()}
    counted = [list(chain.from_iterable(map(repeat, words[key], found.counts))) for key, found in terms.items()]
    index = bm25s.BM25(k1=2, b=0.5)
    index.index(counted, show_progress=False)
    keys = list(terms)
    ranked: dict[str, list[str]] = {}
    for key in asked:
        scores = index.get_scores(words[key])
        best = (-scores).argsort(kind="stable")[: DEPTH + 1].tolist()
        ranked[key] = [keys[place] for place in best if keys[place] != key and scores[place] > 0][:DEPTH]
    return ranked


def ndcg(ranked: Sequence[str], wanted: frozenset[str]) -> float:
    """Score a ranking from 0 to 1: a wanted work counts less the later it comes."""
    gains = [1 / log2(place + 2) for place in range(DEPTH)]
    return sum(gain for gain, key in zip(gains, ranked, strict=False) if key in wanted) / sum(gains[: len(wanted)])


def measure(works: Sequence[Mapping[str, str]], reviews: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Give a row for each variant: its name; painsite's score, BM25's, the quotient, for all reviews, even and odd."""
    half_of = {key: number % 2 for number, name in enumerate(sorted(reviews), 1) for key in reviews[name]}
    partners = {
        key: frozenset(chain.from_iterable(found for found in reviews.values() if key in found)) - {key}
        for key in half_of
    }
    asked = sorted(key for key in half_of if len(partners[key]) >= FEWEST_PARTNERS)
    halves = [[key for key in asked if half_of[key] in wanted] for wanted in ({0, 1}, {0}, {1})]
    for variant, keeps in VARIANTS.items():
        terms = {work["id"]: _terms(work, keeps_abstract=keeps(place)) for place, work in enumerate(works)}
        ours, theirs = (
            {key: ndcg(found, partners[key]) for key, found in rank(terms, asked).items()}
            for rank in (rank_with_painsite, rank_with_bm25)
        )
        scores = [(mean(ours[key] for key in half), mean(theirs[key] for key in half)) for half in halves if half]
        yield variant, *(f"{number:.3f}" for our, their in scores for number in (our, their, our / their))


def _terms(work: Mapping[str, str], *, keeps_abstract: bool) -> Terms:
    abstract = work["abstract"] if keeps_abstract else ""
    return text_terms(title=work["title"], tags=(), headline="", summary="", abstract=abstract, commentary="")


def main() -> int:
    """Print the table; 1 where painsite scores less than it should."""
    folder = (_REPOSITORY / os.environ.get("PAINSITE_EVALUATION", "../shared/evaluation")).resolve()
    if not folder.is_dir():
        sys.stdout.write(f"skipped: no judgements in {folder}; set PAINSITE_EVALUATION\n")
        return 0
    with gzip.open(folder / "abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        works = list(map(json.loads, lines))
    reviews = json.loads((folder / "abstracts-relevant.json").read_text(encoding="utf-8"))
    columns = [f"{part}{name}" for part in ("", "even: ", "odd: ") for name in ("painsite", "BM25", "quotient")]
    sys.stdout.write(f"| nDCG@{DEPTH} | {' | '.join(columns)} |\n|{' --- |' * (1 + len(columns))}\n")
    rows = []
    for row in measure(works, reviews):
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        rows.append(row)
    return int(any(float(quotient) < LEAST_SHARE for _, _, _, quotient, *_ in rows))


if __name__ == "__main__":
    sys.exit(main())
