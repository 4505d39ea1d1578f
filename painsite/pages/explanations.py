"""What the facts of a study mean, in plain words: chosen by what the editor has written."""

import re
from functools import lru_cache

from painsite.languages.wording import Wording
from painsite.linking.steps import fold
from painsite.linking.study_types import StudyType, study_type

# 3, 1b, Level II, Oxford 2a: https://www.cebm.ox.ac.uk/resources/levels-of-evidence
_LEVEL = re.compile(
    r"(?:(?:oxford|ocebm|cebm)\b[\s:]*)?(?:(?:level|loe|evidenzgrad|grad|stufe)\b[\s:]*)?"
    r"(?P<number>[1-5]|iv|v|i{1,3})\s?(?P<letter>[a-d])?(?=$|[\s,;.(])",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
# low, GRADE: very low, moderate certainty: https://book.gradepro.org
_GRADE = re.compile(
    r"(?:grade\b[\s:]*)?(?P<words>very low|low|moderate|high|sehr niedrig|niedrig|moderat|hoch)\b", re.IGNORECASE
)
_GRADES = {"sehr niedrig": "very_low", "niedrig": "low", "moderat": "moderate", "hoch": "high"}


def explain_design(design: str, words: Wording) -> str:
    """Say what a study of an editor's words for its design can show."""
    return explain_study_type(study_type(design), words)


def explain_study_type(kind: StudyType, words: Wording) -> str:
    """Say what a study of a type can show."""
    return _texts(words, f"about_{kind.replace('-', '_')}")


def explain_level(level: str, words: Wording) -> str:
    """Say what a level of evidence means: one of Oxford's, one of GRADE's words, or some other."""
    return _texts(words, *_level_texts(level))


@lru_cache(maxsize=1 << 10)
def level_key(level: str) -> str:
    """Return a key for a level of evidence: the number of Oxford's, GRADE's word in English, else its words, folded."""
    name = _level_texts(level)[:2][-1] if level else ""
    known = name.removeprefix("about_level_").removeprefix("about_grade_")
    return fold(level) if name == "about_other_level" else known.replace("_", "-")


# not of the wording: to hash its two hundred texts takes longer than all this
@lru_cache(maxsize=1 << 10)
def _level_texts(level: str) -> tuple[str, ...]:
    """Name the texts that explain a level."""
    if found := _LEVEL.match(level):
        number = found["number"].lower()
        texts = ("about_level", f"about_level_{_ROMAN.get(number, number)}")
        return (*texts, "about_level_letter") if found["letter"] else texts
    if found := _GRADE.match(level):
        grade = found["words"].lower()
        return "about_grade", f"about_grade_{_GRADES.get(grade, grade).replace(' ', '_')}"
    return ("about_other_level",)


def _texts(words: Wording, *names: str) -> str:
    return " ".join(filter(None, [getattr(words, name) for name in names]))
