"""What an editor allows, with a reason, is no problem: in a file, in an entry of a .bib file, by a pattern of paths."""

from pathlib import Path

import pytest

from painsite.build.checking import check_site
from painsite.build.result import Result
from painsite.build.silencing import matches
from painsite.build.start import Options
from painsite.config import parse_settings
from painsite.model import PartialDate
from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from tests.support import WEBER, build_site, entry, write_site

LOUD = "title: LUMBAR DISC HERNIATION\nyear: 1983\nissn: 1234-5678\n"
SAID = "allow:\n  title-capitals: the work prints it so\n"


def check(root: Path, files: dict[str, str]) -> Result:
    written = write_site(root, {f"bibliography/{path}": text for path, text in files.items()})
    today = PartialDate(year=2026, month=11, day=30)
    return check_site(written, Options(), today=today, notes=True, progress=lambda *_: None)


def rules(result: Result) -> list[str]:
    unused = [note.rule for note in result.noted if note.rule == "unused-allow"]
    return [problem.rule for problem in result.problems] + unused


def test_an_entry_allows_a_rule_with_a_reason() -> None:
    assert entry("weber-1983", LOUD + SAID).allow == {"title-capitals": "the work prints it so"}


@pytest.mark.parametrize(
    ("allow", "said"),
    [
        (
            "{title-capitals: }",
            (
                "bad-value: `title-capitals` is allowed without a reason; say why what it finds here is no problem:"
                " `title-capitals: …`"
            ),
        ),
        ("{title-capital: so}", "unknown-field: `title-capital` is not a rule; did you mean `title-capitals`?"),
        ("[title-capitals]", "wrong-type: this is a list, not a mapping of rules to reasons"),
    ],
)
def test_what_is_allowed_without_a_rule_or_a_reason_is_an_error(allow: str, said: str) -> None:
    found, problems = parse_entry(f"title: Discs\nallow: {allow}\n", path="bibliography/weber-1983.yaml")
    assert [str(problem).partition(": ")[2][: len(said)] for problem in problems] == [said]
    assert found is not None
    assert found.allow == {}


def test_what_is_allowed_in_a_file_is_no_problem_there_and_elsewhere_it_is(tmp_path: Path) -> None:
    files = {"weber-1983.yaml": LOUD + SAID, "deyo-1992.yaml": LOUD}
    assert [str(problem.place.path) for problem in check(tmp_path, files).problems] == [
        "bibliography/deyo-1992.yaml",
        "bibliography/deyo-1992.yaml",
        "bibliography/weber-1983.yaml",
    ]


def test_a_build_counts_nothing_that_is_allowed(tmp_path: Path) -> None:
    files = {"bibliography/weber-1983.yaml": f"{LOUD}{SAID}  bad-issn: printed so\n"}
    built = build_site(tmp_path, files)
    assert (built.problems, built.result.warnings) == ([], 0)


def test_an_article_allows_in_its_front_matter(tmp_path: Path) -> None:
    guide = "---\ntitle: A guide\nallow: {skipped-heading: as in print}\n---\n## A\n\n#### B\n"
    assert parse_article(guide, path="bibliography/articles/guide.md")[0] is not None
    assert rules(check(tmp_path, {"articles/guide.md": guide})) == []


BIB = (
    "@article{one,\n  title = {LUMBAR DISC HERNIATION}, year = 1983\n}\n"
    "@article{two,\n  title = {LUMBAR DISC SURGERY}, year = 1983\n}\n"
)


def test_an_overlay_allows_for_its_entry_of_a_bib_file_alone(tmp_path: Path) -> None:
    found = check(tmp_path, {"works.bib": BIB, "one.yaml": SAID}).problems
    assert [(problem.rule, problem.place.line) for problem in found] == [("title-capitals", 5)]
    found = check(tmp_path, {"works.bib": BIB, "one.yaml": "headline: x\n", "two.yaml": SAID}).problems
    assert [(problem.rule, problem.place.line) for problem in found] == [("title-capitals", 2)]


def test_a_site_allows_by_patterns_of_paths(tmp_path: Path) -> None:
    settings = "allow:\n  old/*: {title-capitals: print of the time}\n  works.bib: {title-capitals: as exported}\n"
    files = {"site.yaml": settings, "old/weber-1983.yaml": LOUD, "works.bib": BIB, "deyo-1992.yaml": LOUD}
    found = check(tmp_path, files).problems
    assert [problem.place.path for problem in found if problem.rule == "title-capitals"] == [
        "bibliography/deyo-1992.yaml"
    ]


@pytest.mark.parametrize(
    ("pattern", "is_meant"),
    [
        ("*.bib", True), ("cdl/*", True), ("cdl/works.bib", True), ("bibliography/cdl/works.bib", True),
        ("works.bib", False), ("CDL/*", False), ("*", True), ("cdl", False),
    ],
)  # fmt: skip
def test_a_pattern_means_paths_below_the_folder_of_sources(pattern: str, *, is_meant: bool) -> None:
    assert matches("bibliography/cdl/works.bib", pattern) == is_meant


def test_what_a_pattern_allows_needs_a_reason() -> None:
    text = "allow:\n  '*.bib': {bad-pages: }\n  '*.md': {missing-alt: decoration}\n"
    settings, problems = parse_settings(text, path="bibliography/site.yaml")
    assert settings.allow == {"*.md": {"missing-alt": "decoration"}}
    assert [problem.rule for problem in problems] == ["bad-value"]
    assert [problem.rule for problem in parse_settings("allow: [a]\n", path="a")[1]] == ["wrong-type"]


def test_what_is_allowed_and_finds_nothing_is_a_note(tmp_path: Path) -> None:
    files = {
        "site.yaml": "allow:\n  '*.md': {missing-alt: decoration}\n",
        "weber-1983.yaml": f"{WEBER}{SAID}  never-cited: a classic\n",
    }
    found = check(tmp_path, files)
    assert [str(note) for note in found.noted] == [
        "bibliography/site.yaml:2:25: unused-allow: `missing-alt` is allowed here, and finds nothing; remove it",
        (
            "bibliography/weber-1983.yaml:5:1: unused-allow: `title-capitals` is allowed here, and finds nothing;"
            " remove it"
        ),
    ]


def test_after_an_edit_what_is_allowed_is_what_a_new_check_says(tmp_path: Path) -> None:
    root, fresh = tmp_path / "edited", tmp_path / "fresh"
    files = {"weber-1983.yaml": LOUD, "works.bib": BIB, "one.yaml": "headline: x\n"}
    check(root, files)
    for edit in (
        {"weber-1983.yaml": LOUD + SAID},
        {"weber-1983.yaml": f"# a line more\n{LOUD}{SAID}"},
        {"one.yaml": SAID},
        {"works.bib": f"\n\n{BIB}"},
        {"one.yaml": f"headline: x\n{SAID}"},
        {"weber-1983.yaml": LOUD},
    ):
        files |= edit
        found = check(root, edit)
        for old in fresh.rglob("cache.db"):
            old.unlink()
        assert found.problems == check(fresh, files).problems
