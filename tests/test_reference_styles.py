"""References of what has more than authors, title and journal: `reference_styles.txt` has each work in each style.

`PAINSITE_UPDATE_GOLDEN=1` keeps what is written.
"""

import os
from pathlib import Path

import pytest

from painsite.model import Entry, Names, Person
from painsite.pages.formats.ama import format_ama
from painsite.pages.formats.apa import format_apa
from painsite.pages.formats.chicago import format_chicago
from painsite.pages.formats.mla import format_mla
from painsite.pages.formats.vancouver import format_vancouver
from painsite.pages.formats.works import are_several, edition_of
from painsite.sources.bibtex.reader import parse_bibtex

STYLES = {
    "vancouver": format_vancouver,
    "ama": format_ama,
    "apa": format_apa,
    "mla": format_mla,
    "chicago": format_chicago,
}
CASES = Path(__file__).parent / "reference_styles.txt"


def cases() -> dict[str, tuple[str, str]]:
    """Give the block and the references of each work, by its name."""
    found = {}
    for case in CASES.read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = case.partition("\n")
        block, _, references = rest.partition("---\n")
        found[name] = (block, references)
    return found


def written(block: str) -> str:
    """Write the work of a block in all styles."""
    (found,), problems = parse_bibtex(block, path="classics.bib")
    assert problems == ()
    return "".join(f"{name}: {write(found)}\n" for name, write in STYLES.items())


def test_references_are_written_as_before() -> None:
    if os.environ.get("PAINSITE_UPDATE_GOLDEN"):
        blocks = {name: block for name, (block, _) in cases().items()}
        text = "".join(f"=== {name}\n{block}---\n{written(block)}" for name, block in blocks.items())
        CASES.write_text(text, encoding="utf-8", newline="\n")
    assert {name: written(block) for name, (block, _) in cases().items()} == {
        name: references for name, (_, references) in cases().items()
    }


@pytest.mark.parametrize(
    ("title", "in_apa", "in_mla"),
    [
        ("Why?", "Why?", "“Why?”"),
        ("No pain, no gain!", "No pain, no gain!", "“No pain, no gain!”"),
        ("To be continued …", "To be continued …", "“To be continued …”"),
        ("The “wear and tear”", "The “wear and tear.”", "“The ‘wear and tear.’”"),
        ('The "wear and tear"', 'The "wear and tear."', "“The ‘wear and tear.’”"),
        ("The ‘wear and tear’", "The ‘wear and tear.’", "“The ‘wear and tear.’”"),
        ("The “wear and tear.”", "The “wear and tear.”", "“The ‘wear and tear.’”"),
        ("What is “pain”?", "What is “pain”?", "“What is ‘pain’?”"),
        ("Why ask “why?”", "Why ask “why?”", "“Why ask ‘why?’”"),
        ("On “the ‘disc’”", "On “the ‘disc.’”", "“On ‘the “disc.”’”"),
        ("Backs of patients’", "Backs of patients’.", "“Backs of patients’.”"),
        ('A disc of 5"', 'A disc of 5".', '“A disc of 5".”'),
        ("„Schmerz“", "„Schmerz“.", "“‚Schmerz‘.”"),
        ("Pain (part 2)", "Pain (part 2).", "“Pain (part 2).”"),
        ("Pain (why?)", "Pain (why?).", "“Pain (why?).”"),
    ],
)
def test_a_stop_stands_where_american_punctuation_has_it(title: str, in_apa: str, in_mla: str) -> None:
    found = Entry(citekey="a", path="a.yaml", title=title, container_title="Spine")
    assert format_apa(found) == f"{in_apa} (n.d.). <em>Spine</em>."
    assert format_mla(found) == f"{in_mla} <em>Spine</em>."
    assert format_vancouver(found) == f"{in_apa} Spine."


def test_a_comma_stands_inside_of_a_quotation_too() -> None:
    found = Entry(citekey="a", path="a.yaml", title="Pain", container_title="Journal of “Pain”", volume="3")
    assert format_mla(found) == "“Pain.” <em>Journal of “Pain,”</em> vol. 3."


@pytest.mark.parametrize(
    ("numbers", "several"),
    [("3–4", True), ("1/2", True), ("2 and 3", True), ("3, 4", True), ("3", False), ("60-I", False), ("S1", False)],
)
def test_several_numbers_are_told_from_one(numbers: str, several: bool) -> None:  # noqa: FBT001 - a case
    assert are_several(numbers) is several


@pytest.mark.parametrize(
    ("edition", "printed"),
    [
        ("2", "2nd ed"),
        ("2nd", "2nd ed"),
        ("Second", "2nd ed"),
        ("Second edition", "2nd ed"),
        ("3rd edn.", "3rd ed"),
        ("2., überarb. Aufl.", "2., überarb. Aufl."),
        ("", ""),
    ],
)
def test_editions_are_printed_in_one_form(edition: str, printed: str) -> None:
    assert edition_of(edition) == printed


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", [1, 2, 3, 6, 7, 10, 11, 20, 21, 25])
def test_authors_are_named_as_far_as_the_style_does(style: str, number: int) -> None:
    named = {"vancouver": (6, 6), "ama": (6, 3), "apa": (20, 20), "mla": (2, 1), "chicago": (10, 7)}[style]
    people = tuple(Person(family=f"Kasch{chr(65 + index)}", given="R") for index in range(number))
    written = STYLES[style](Entry(citekey="a", path="a.yaml", title="Pain", authors=Names(people=people)))
    assert written.count("Kasch") == (number if number <= named[0] else named[1])
    assert ("et al" in written) == (number > named[0] and style != "apa")
    assert ("…" in written or ". . ." in written) == (style == "apa" and number > 20)


@pytest.mark.parametrize("style", STYLES)
def test_a_publisher_that_holds_the_work_is_named_once(style: str) -> None:
    found = Entry(
        citekey="a", path="a.yaml", type="webpage", title="Low back pain", container_title="World Health Organization",
        publisher="World Health Organization",
    )  # fmt: skip
    assert STYLES[style](found).count("World Health Organization") == 1


@pytest.mark.parametrize("style", ["apa", "mla", "chicago"])
def test_signs_of_a_doi_are_not_encoded_in_print(style: str) -> None:
    found = Entry(citekey="a", path="a.yaml", title="Pain", doi="10.1000/a<b>c;d#e%f")
    assert "https://doi.org/10.1000/a&lt;b&gt;c;d#e%f" in STYLES[style](found)


def test_blanks_before_a_semicolon_are_no_part_of_a_place() -> None:
    found = Entry(citekey="a", path="a.yaml", type="book", title="Pain", publisher="CUP", place="Cambridge ; New York")
    assert format_vancouver(found) == "Pain. Cambridge: CUP."
