import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import AbstractPart
from painsite.sources.abstracts import format_abstract, parse_abstract


def part(label: str, text: str) -> AbstractPart:
    return AbstractPart(label=label, text=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n \n\n ", ()),
        ("MRI is common.", (part("", "MRI is common."),)),
        ("STUDY DESIGN: Cohort study.", (part("STUDY DESIGN", "Cohort study."),)),
        ("METHODS (67 PEOPLE, 2 READERS): MRI.", (part("METHODS (67 PEOPLE, 2 READERS)", "MRI."),)),
        ("METHODS (n = 67): Two readers.", (part("METHODS (n = 67)", "Two readers."),)),
        ("PATIENTS’ VIEWS: Mixed.", (part("PATIENTS’ VIEWS", "Mixed."),)),
        ("RESULTS : Fewer.", (part("RESULTS", "Fewer."),)),
        ("DESIGN\nAND SETTING: Germany.", (part("DESIGN AND SETTING", "Germany."),)),
        ("AIM: To learn.\n\nMETHODS: MRI.", (part("AIM", "To learn."), part("METHODS", "MRI."))),
        ("One.\n \t\nTwo.", (part("", "One."), part("", "Two."))),
        ("one\n  line\tonly", (part("", "one line only"),)),
        (
            "BACKGROUND: Pain. METHODS: MRI of 67 people. RESULTS: “Normal.” CONCLUSIONS: Rare.",
            (
                part("BACKGROUND", "Pain."),
                part("METHODS", "MRI of 67 people."),
                part("RESULTS", "“Normal.” CONCLUSIONS: Rare."),
            ),
        ),
        ("OBJECTIVE: To learn [sic] METHODS: MRI.", (part("OBJECTIVE", "To learn [sic]"), part("METHODS", "MRI."))),
    ],
)
def test_an_abstract_divides_into_labelled_paragraphs(text: str, expected: tuple[AbstractPart, ...]) -> None:
    assert parse_abstract(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Methods: in small letters.",
        "AB: two letters.",
        "DOI:10.1097/brs.0000000000004198",
        "RESULTS:",
        "We used MRI: it shows discs.",
        "The aim. Our METHODS: none.",
    ],
)
def test_a_colon_alone_makes_no_label(text: str) -> None:
    assert parse_abstract(text) == (part("", text),)


@pytest.mark.property
@given(st.lists(st.text() | st.sampled_from(["METHODS: ", "RESULTS (N = 3): ", ". ", "\n\n", " ", "MRI"])).map("".join))
def test_a_written_abstract_reads_as_the_same_parts(text: str) -> None:
    parts = parse_abstract(text)
    assert parse_abstract(format_abstract(parts)) == parts
