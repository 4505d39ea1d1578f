"""How good the evidence is: the facts of a study, each explained on demand."""

from pathlib import Path

import pytest

from painsite.languages import wording_in
from painsite.languages.wording import Wording
from painsite.linking.study_types import STUDY_TYPES, study_type
from painsite.model import Study
from painsite.pages.entry.page import study_facts
from painsite.pages.explanations import explain_design, explain_level
from tests.support import KASCH, build_site, words

EN = Wording()


@pytest.mark.parametrize("kind", STUDY_TYPES)
def test_each_study_type_is_explained(kind: str) -> None:
    texts = [getattr(wording, f"about_{kind.replace('-', '_')}") for wording in (EN, wording_in("de"))]
    assert all(40 < len(text) < 320 for text in texts)


def test_no_two_explanations_are_the_same() -> None:
    texts = [getattr(EN, name) for name in Wording.__struct_fields__ if name.startswith("about_")]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("design", "text"),
    [
        ("cohort", EN.about_cohort),
        ("randomised controlled trial", EN.about_trial),
        ("narrative review", EN.about_review),
        ("Kohortenstudie", EN.about_cohort),
        ("action research", EN.about_other),
    ],
)
def test_a_design_is_explained_by_its_type(design: str, text: str) -> None:
    assert explain_design(design, EN) == text


@pytest.mark.parametrize(
    ("design", "kind"),
    [
        ("Leitlinie", "guideline"),
        ("Metaanalyse", "meta-analysis"),
        ("systematische Übersicht", "systematic-review"),
        ("scoping review", "systematic-review"),
        ("randomisierte kontrollierte Studie", "trial"),
        ("Fall-Kontroll-Studie", "case-control"),
        ("prospektive Beobachtung", "cohort"),
        ("Querschnittstudie", "cross-sectional"),
        ("Fallbericht", "cases"),
        ("qualitative Studie", "qualitative"),
        ("Laborversuch", "experiment"),
        ("Übersichtsarbeit", "review"),
        ("Kommentar", "opinion"),
    ],
)
def test_german_words_for_a_design_are_understood(design: str, kind: str) -> None:
    assert study_type(design) == kind


@pytest.mark.parametrize(
    ("level", "names"),
    [
        ("3", ["level", "level_3"]),
        ("1b", ["level", "level_1", "level_letter"]),
        ("Level 2a", ["level", "level_2", "level_letter"]),
        ("level IV", ["level", "level_4"]),
        ("II", ["level", "level_2"]),
        ("Oxford 5", ["level", "level_5"]),
        ("3 (cohort)", ["level", "level_3"]),
        ("Evidenzgrad 1a", ["level", "level_1", "level_letter"]),
        ("low", ["grade", "grade_low"]),
        ("GRADE: very low", ["grade", "grade_very_low"]),
        ("Moderate certainty", ["grade", "grade_moderate"]),
        ("sehr niedrig", ["grade", "grade_very_low"]),
        ("hoch", ["grade", "grade_high"]),
        ("1++", ["other_level"]),
        ("12", ["other_level"]),
        ("B", ["other_level"]),
        ("in vitro", ["other_level"]),
        ("highly doubtful", ["other_level"]),
    ],
)
def test_a_level_is_explained_by_the_scale_it_is_on(level: str, names: list[str]) -> None:
    assert explain_level(level, EN) == " ".join(getattr(EN, f"about_{name}") for name in names)


def test_the_editors_words_stand_and_what_needs_it_is_explained() -> None:
    study = Study(
        design="cohort",
        participants=3369,
        population="adults",
        setting="Greifswald",
        follow_up="6 years",
        effects=("one", "two"),
        level="3",
        funding="public",
    )
    assert [(fact.term, fact.description, bool(fact.explanation)) for fact in study_facts(study, EN)] == [
        ("Study design", "cohort", True),
        ("Participants", "3,369", True),
        ("Population", "adults", False),
        ("Setting", "Greifswald", False),
        ("Follow-up", "6 years", True),
        ("Effects", "one; two", True),
        ("Level of evidence", "3", True),
        ("Funding", "public", True),
    ]


def test_an_explanation_opens_without_a_script_and_says_what_it_is_about(tmp_path: Path) -> None:
    yaml = f"{KASCH}study: {{design: cohort}}\nrating: 4\nrating_reason: Large\n"
    page = build_site(tmp_path, {"bibliography/kasch-2022.yaml": yaml}).page("bibliography/kasch-2022/")
    details = page.xpath("//*[@id='facts']//dd/details")
    assert [one.find("summary").get("aria-label") for one in details] == [
        "What does “Study design” mean?",
        "What does “Our rating” mean?",
    ]
    assert [words(one.find("div")) for one in details] == [EN.about_cohort, EN.about_rating]
    assert words(page.xpath("//*[@id='facts']//dd")[1]).startswith("4 of 5: Large")


def test_an_explanation_that_is_empty_leaves_no_mark(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "wording: {about_cohort: ''}\n",
        "bibliography/kasch-2022.yaml": f"{KASCH}study: {{design: cohort}}\n",
    }
    page = build_site(tmp_path, files).page("bibliography/kasch-2022/")
    assert (page.xpath("//*[@id='facts']//details"), words(page.xpath("//*[@id='facts']//dd")[0])) == ([], "cohort")


def test_an_entry_without_facts_has_no_such_part(tmp_path: Path) -> None:
    page = build_site(tmp_path, {"bibliography/kasch-2022.yaml": KASCH}).page("bibliography/kasch-2022/")
    assert page.xpath("//*[@id='facts']") == []
