"""From an editor's words for a study's design to one of a few study types, and how strong each is as evidence.

The order is the usual one of the pyramid of evidence: guidelines, reviews, trials, cohorts, others. It is about designs
and says nothing of how well a single study was done.
"""

import re
from functools import lru_cache
from typing import Literal, get_args

StudyType = Literal[
    "guideline", "meta-analysis", "systematic-review", "trial", "cohort", "case-control", "cross-sectional", "cases",
    "qualitative", "experiment", "review", "opinion", "other",
]  # fmt: skip

STUDY_TYPES: tuple[StudyType, ...] = get_args(StudyType)
"""The strongest evidence first; `other` is what is not given, or not understood."""

# the first that is found counts; English and German words
_PATTERNS: tuple[tuple[StudyType, str], ...] = (
    ("guideline", r"guideline|leitlinie|consensus statement|position statement"),
    ("meta-analysis", r"meta-?analy"),
    ("systematic-review", r"systematic (literature )?review|systematische (literatur)?(übersicht|review)|cochrane"),
    ("systematic-review", r"(scoping|umbrella) review"),
    ("trial", r"trial|\brct\b|randomi[sz](ed|iert)|kontrollierte studie|cross-?over"),
    ("case-control", r"case[- –]control|fall[- –]?kontroll"),
    ("cohort", r"[ck]ohort|longitudinal|längsschnitt|follow-?up study|(pro|retro)spe[ck]tiv|inception|regist(ry|er)"),
    ("cross-sectional", r"cross-?sectional|querschnitt|prevalence|prävalenz|survey|umfrage|questionnaire|befragung"),
    ("cases", r"case (series|report|study)|fall(serie|bericht|studie)|\bcases?\b"),
    ("qualitative", r"qualitativ|interview|focus group|fokusgruppe|phenomenolog"),
    ("experiment", r"experiment|labor|animal|tierversuch|in vitro|cadaver|biomechanic|imaging study|twin"),
    ("review", r"review|overview|übersicht"),
    ("opinion", r"editorial|commentary|kommentar|opinion|meinung|viewpoint|letter|essay|news"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


@lru_cache(maxsize=1 << 12)
def study_type(design: str) -> StudyType:
    """Return the type of a study by the editor's words for its design; the same few hundred stand on all entries."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(design)), "other")


def strength(kind: StudyType) -> int:
    """Return a number that sorts the strongest evidence first."""
    return STUDY_TYPES.index(kind)
