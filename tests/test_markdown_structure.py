"""Headings and lists whose levels are not what their author sees."""

import pytest

from painsite.sources.articles import parse_article
from tests.support import shown


def flaws(text: str) -> list[str]:
    return shown(parse_article(f"---\ntitle: A\n---\n{text}\n", path="bibliography/articles/guide.md")[1])


def skipped(title: str, level: int, above: int) -> str:
    marks = "#" * (above + 1)
    return (
        f"skipped-heading: the heading `{title}` is of level {level}, right below one of level {above};"
        f" begin it with `{marks}`"
    )


def too_few(item: str, has: int, wants: int = 4) -> str:
    return (
        f"nested-list: the list item `{item}` has only {has} blanks before it, and is not read as a part of the item"
        f" above it; put {wants} blanks before it"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- Back\n  - Disc\n  - Joint\n- Neck", [f"5:3: {too_few('- Disc', 2)}"]),
        ("1. Back\n   - Disc\n2. Neck", [f"5:4: {too_few('- Disc', 3)}"]),
        ("- Back\n    - Disc\n      - Left", [f"6:7: {too_few('- Left', 6, 8)}"]),
        ("- Back\n\n  - Disc", [f"6:3: {too_few('- Disc', 2)}"]),
        ("- Back\n  pain\n  - Disc", [f"6:3: {too_few('- Disc', 2)}"]),
        ("- Back\n  - Disc\n\nNeck:\n\n* A\n  * B", [f"5:3: {too_few('- Disc', 2)}", f"10:3: {too_few('* B', 2)}"]),
    ],
)
def test_an_inner_list_with_too_few_blanks_is_told_once(text: str, said: list[str]) -> None:
    assert flaws(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "- Back\n    - Disc\n        - Left\n    - Joint\n- Neck",
        "1. Back\n    - Disc\n2. Neck",
        "- Back\n - Neck",
        " 9. Back\n10. Neck",
        "- Back\n\n  more of it\n- Neck",
        "```\n- Back\n  - Disc\n```",
        "- Back\n\nText.\n\n  - Neck",
    ],
)
def test_a_list_whose_blanks_are_right_is_no_problem(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## Back\n\n#### *Disc* [@k]", f"6:7: {skipped('Disc', 4, 2)}"),
        ("Back\n====\n\nText.\n\n### Disc", f"9:5: {skipped('Disc', 3, 1)}"),
        ("# A\n\n### B\n\n###### C", f"6:5: {skipped('B', 3, 1)}"),
    ],
)  # fmt: skip
def test_a_heading_that_skips_a_level_is_told(text: str, said: str) -> None:
    assert flaws(text)[0] == said


@pytest.mark.parametrize("text", ["### A\n\n## B\n\n### C\n\n## D", "#### A\n\n#### B", "# A\n\n## B\n\n### C\n\n# D"])
def test_a_heading_may_go_up_as_far_as_it_likes(text: str) -> None:
    assert flaws(text) == []
