"""The design of a study, from PubMed's types of publication, else from the words of a title."""

import re
from collections.abc import Iterable

_BY_TYPE = {
    "practice guideline": "practice guideline",
    "guideline": "guideline",
    "consensus development conference": "consensus statement",
    "consensus development conference, nih": "consensus statement",
    "consensus statement": "consensus statement",
    "network meta-analysis": "network meta-analysis",
    "meta-analysis": "meta-analysis",
    "systematic review": "systematic review",
    "scoping review": "scoping review",
    "equivalence trial": "equivalence trial",
    "pragmatic clinical trial": "pragmatic trial",
    "adaptive clinical trial": "adaptive trial",
    "randomized controlled trial": "randomised controlled trial",
    "controlled clinical trial": "controlled trial",
    "clinical trial, phase i": "clinical trial, phase I",
    "clinical trial, phase ii": "clinical trial, phase II",
    "clinical trial, phase iii": "clinical trial, phase III",
    "clinical trial, phase iv": "clinical trial, phase IV",
    "clinical trial protocol": "trial protocol",
    "clinical trial": "clinical trial",
    "twin study": "twin study",
    "observational study": "observational study",
    "validation study": "validation study",
    "evaluation study": "evaluation study",
    "case reports": "case report",
    "review": "review",
    "editorial": "editorial",
    "comment": "commentary",
    "letter": "letter",
    "news": "news",
}
"""The most telling first: a work has several types. https://www.nlm.nih.gov/mesh/pubtypes.html"""
_BY_TITLE = tuple(
    (design, re.compile(pattern, re.IGNORECASE))
    for design, pattern in (
        ("trial protocol", r"\b(study|trial) protocol\b|\bprotocol (for|of) an? .*\btrial\b"),
        ("network meta-analysis", r"\bnetwork meta-?analysis\b"),
        ("meta-analysis", r"\bmeta-?analy(sis|ses)\b"),
        ("umbrella review", r"\bumbrella review\b"),
        ("scoping review", r"\bscoping review\b"),
        ("systematic review", r"\bsystematic (literature )?review\b"),
        ("guideline", r"\b(practice|clinical) guidelines?\b"),
        ("randomised controlled trial", r"\brandomi[sz]ed\b.{0,40}\b(trial|study)\b"),
        ("controlled trial", r"\bcontrolled (clinical )?trial\b"),
        ("case-control study", r"\bcase[-–‐ ]control(led)? study\b"),
        ("cohort study", r"\bcohort (study|analysis)\b|\bcohort$|\b(prospective|retrospective) cohort\b"),
        ("longitudinal study", r"\blongitudinal study\b"),
        ("cross-sectional study", r"\bcross[-–‐ ]?sectional\b"),
        ("case series", r"\bcase series\b"),
        ("case report", r"\bcase reports?\b"),
        ("qualitative study", r"\bqualitative (study|research|interview)"),
        ("survey", r"\b(survey|questionnaire study)\b"),
    )
)


def design_of(publication_types: Iterable[str], title: str) -> str:
    """Return a work's design in the words of editors, or nothing where neither says it."""
    types = {name.lower() for name in publication_types}
    named = next((design for name, design in _BY_TYPE.items() if name in types), "")
    if named and named not in _VAGUE:
        return named
    return design_from_title(title) or named


def design_from_title(title: str) -> str:
    """Return the design that a title names, or nothing."""
    return next((design for design, pattern in _BY_TITLE if pattern.search(title)), "")


_VAGUE = frozenset({"observational study", "review", "evaluation study"})
"""What a title often says more exactly."""
