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

# the first that is found counts
_PATTERNS: tuple[tuple[StudyType, str], ...] = (
    ("guideline", r"guideline|consensus statement|position statement"),
    ("meta-analysis", r"meta-?analy"),
    ("systematic-review", r"systematic (literature )?review|scoping review|umbrella review|cochrane"),
    ("trial", r"trial|\brct\b|randomi[sz]ed|cross-?over"),
    ("case-control", r"case[- –]control"),
    ("cohort", r"cohort|longitudinal|follow-?up study|prospective|retrospective|inception|registry"),
    ("cross-sectional", r"cross-?sectional|prevalence|survey|questionnaire"),
    ("cases", r"case (series|report|study)|\bcases?\b"),
    ("qualitative", r"qualitative|interview|focus group|phenomenolog"),
    ("experiment", r"experiment|laborator|animal|in vitro|cadaver|biomechanic|imaging study|twin"),
    ("review", r"review|overview"),
    ("opinion", r"editorial|commentary|opinion|viewpoint|letter|essay|news"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


@lru_cache(maxsize=1 << 12)
def study_type(design: str) -> StudyType:
    """Give the type of a study by the editor's words for its design; the same few hundred stand on all entries."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(design)), "other")


def strength(kind: StudyType) -> int:
    """Give a number that sorts the strongest evidence first."""
    return STUDY_TYPES.index(kind)
