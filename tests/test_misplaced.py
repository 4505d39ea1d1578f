"""A citation in a field of plain text is a warning at its place, and an e-mail address or a handle is none."""

import pytest

from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from tests.support import FIXTURES, needs_fixtures

KEY = "kasch-2022"
IN_ENTRY = "cite it in `commentary`, `notes` or an article"


def of_entry(text: str) -> list[str]:
    _, problems = parse_entry(f"title: Weber\n{text}", path="bibliography/weber-1983.yaml")
    return [str(problem) for problem in problems]


def of_article(text: str) -> list[str]:
    _, problems = parse_article(f"---\n{text}\n---\n\nSo [@{KEY}].\n", path="a.md")
    return [str(problem) for problem in problems]


FIELDS = [
    (f"headline: Scans say little [@{KEY}]", "headline"),
    (f"summary: >\n  Scans say\n  little [see @{KEY},\n  p. 3].", "summary"),
    (f"abstract: |\n  METHODS: as before [-@{KEY}].", "abstract"),
    (f"study:\n  effects:\n    - none\n    - RR 0.5 [@{KEY}]", "study"),
    (f"study: {{design: 'cohort [@{KEY}]'}}", "study"),
    (f"image: {{file: a.png, alt: A dot, caption: 'From [@{{{KEY}}}]'}}", "image"),
    (f"rating_reason: as in @{KEY}", "rating_reason"),
    (f"changes:\n  - date: 2024-01-01\n    note: now as in [@{KEY}]", "changes"),
]


def place_of_at(text: str) -> str:
    before = text[: text.index("@")].split("\n")
    return f"{len(before)}:{len(before[-1]) + 1}"


@pytest.mark.parametrize(("text", "field"), FIELDS)
def test_a_citation_in_a_plain_field_is_a_warning_at_its_place(text: str, field: str) -> None:
    place = "bibliography/weber-1983.yaml:" + place_of_at(f"title: Weber\n{text}")
    message = f"misplaced-citation: `@{KEY}` is in `{field}`, which is shown as plain text"
    assert of_entry(text) == [f"{place}: {message}; {IN_ENTRY}"]


@pytest.mark.parametrize("field", ["title", "description"])
def test_so_is_one_in_the_front_matter_of_an_article(field: str) -> None:
    text = f"{'' if field == 'title' else 'title: A' + chr(10)}{field}: Signs [@{KEY}]"
    message = f"misplaced-citation: `@{KEY}` is in `{field}`, which is shown as plain text"
    place = "a.md:" + place_of_at(f"---\n{text}")
    assert of_article(text) == [f"{place}: {message}; cite it in the text below"]


def test_each_of_several_has_its_own_place() -> None:
    problems = of_entry("headline: a [@weber-1983; @kasch-2022] b [@weber-1983]")
    assert [problem.split(": ")[0].rsplit(":", 1)[1] for problem in problems] == ["14", "27", "43"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("headline: as `@kasch` says [@kasch]", ["29"]),
        ("headline: a [@weber-1983a; @weber-1983]", ["14", "28"]),
        ("headline: a @weber-1983 and [@kasch-2022]", ["13", "30"]),
        ("headline: a [@{weber-1983}] b @weber-1983", ["14", "31"]),
        ("headline: 'it''s [see @weber-1983, p. 3]'", ["23"]),
    ],
)
def test_it_is_told_from_its_look_alikes(text: str, columns: list[str]) -> None:
    assert sorted(problem.split(": ")[0].rsplit(":", 1)[1] for problem in of_entry(text)) == columns


@pytest.mark.parametrize(
    "text",
    [
        "headline: Write to me@example.org or [me@example.org]",
        "headline: Ask @kasch, or [kasch @ home]",
        "headline: 'Seen at https://example.org/@kasch-2022'",
        "authors: ['{@kasch}']",
        "todo: ask [@kasch-2022]",
        f"notes: So [@{KEY}]",
        f"related: ['@{KEY}']",
        f"works_cited: ['@{KEY}']",
        "image: {file: scan@2x.png, alt: A dot}",
        "headline: ''",
    ],
)
def test_other_at_signs_are_none(text: str) -> None:
    assert of_entry(text) == []


@needs_fixtures
def test_the_fixtures_have_none() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in FIXTURES.rglob("*.y*ml")]
    assert [problem for text in texts for problem in of_entry(text) if "misplaced" in problem] == []
