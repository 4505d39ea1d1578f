"""An editor's words for a design lead to a study type."""

import pytest

from painsite.linking.study_types import STUDY_TYPES, StudyType, strength, study_type


@pytest.mark.parametrize(
    ("design", "kind"),
    [
        ("clinical practice guideline", "guideline"),
        ("systematic review and meta-analysis", "meta-analysis"),
        ("Systematic review", "systematic-review"),
        ("systematic review of randomised controlled trials", "systematic-review"),
        ("randomised controlled trial", "trial"),
        ("RCT", "trial"),
        ("prospective cohort", "cohort"),
        ("nested case–control study", "case-control"),
        ("cross-sectional imaging study", "cross-sectional"),
        ("case report", "cases"),
        ("qualitative interviews", "qualitative"),
        ("laboratory experiment with healthy volunteers", "experiment"),
        ("narrative review", "review"),
        ("editorial", "opinion"),
        ("", "other"),
        ("a thing of its own", "other"),
    ],
)
def test_words_lead_to_a_type(design: str, kind: StudyType) -> None:
    assert study_type(design) == kind


def test_guidelines_come_before_reviews_before_trials_before_cohorts_before_others() -> None:
    order: list[StudyType] = ["guideline", "meta-analysis", "systematic-review", "trial", "cohort", "cases", "other"]
    assert sorted(sorted(order), key=strength) == order
    assert len(set(STUDY_TYPES)) == len(STUDY_TYPES)
