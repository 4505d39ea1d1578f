"""Every YAML case of others gives an entry or a located problem, never an exception."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from tests.support import FIXTURES, needs_fixtures, shown

pytestmark = needs_fixtures

SUITE = FIXTURES / "hostile" / "yaml-test-suite" / "src"
REAL = FIXTURES / "hostile" / "real-yaml"

# https://github.com/yaml/yaml-test-suite#special-characters
MARKS = str.maketrans({"␣": " ", "»": "\t", "—": None, "←": "\r", "⇔": "\ufeff", "↵": None})


def cases(path: Path) -> Iterator[str]:
    """The inputs of a file of the suite; a later case leaves out what an earlier one has said."""
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        if "yaml" in case:
            yield case["yaml"].translate(MARKS).removesuffix("∎\n").removesuffix("∎")


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


@pytest.mark.parametrize("path", files(SUITE), ids=lambda path: path.stem)
def test_a_case_of_the_yaml_test_suite_gives_an_entry_or_a_located_problem(path: Path) -> None:
    for text in cases(path):
        check(text, stem=path.stem)


@pytest.mark.parametrize("path", files(REAL), ids=lambda path: path.stem)
def test_a_file_of_a_real_collection_gives_an_entry_or_a_located_problem(path: Path) -> None:
    check(path.read_text(encoding="utf-8"), stem=path.stem)


def test_the_impossible_date_of_a_real_entry_is_a_problem() -> None:
    listed = (REAL / "impossible-date.yaml").read_text(encoding="utf-8")
    _, problems = parse_entry(listed.replace("- title", "  title"), path="bibliography/student-1939.yaml")
    assert shown(problems) == [
        "4:9: bad-date: `1939-01-00` is not a date: there is no day 00; leave out the day if it is unknown"
    ]


def test_the_whole_suite_is_there() -> None:
    assert len(files(SUITE)) > 300
    assert sum(1 for path in files(SUITE) for _ in cases(path)) > 350


def check(text: str, *, stem: str) -> None:
    lines = text.split("\n")
    entry, problems = parse_entry(text, path=f"bibliography/{stem}.yaml")
    assert entry is not None or problems
    article, more = parse_article(f"---\n{text}\n---\n", path=f"bibliography/articles/{stem}.md")
    assert article is not None or more
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert str(problem).isprintable()
