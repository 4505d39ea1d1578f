"""Sources in their canonical form, which say what they said."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from painsite.cli import main
from painsite.editing.formatting.canonical import format_source
from painsite.editing.init import make_site
from painsite.editing.mending.mend import Mended, read_content_of
from painsite.sources.tags import parse_tags
from tests.support import contents, write_site

ENTRY = "bibliography/kasch-2022.yaml"
ARTICLE = "bibliography/articles/guide.md"
TAGS = "bibliography/tags.yaml"
SAMPLE = Path(__file__).parent.parent / "bibliography"


def formatted(text: str, path: str = ENTRY) -> str:
    once = format_source(text, path).text
    assert format_source(once, path) == Mended(text=once)
    return once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: 'Association of scans'\n", "title: Association of scans\n"),
        ('"title": "It\'s: so"\n', 'title: "It\'s: so"\n'),
        ("title: 'He said \"so\"'\n", 'title: He said "so"\n'),
        ("title:   Pain   # ours\n", "title: Pain   # ours\n"),
        ("title: Pain  \n", "title: Pain\n"),
        ("title: Pain", "title: Pain\n"),
        ("\n\ntitle: Pain\n\n\n\nyear: 2022\n\n\n", "title: Pain\n\nyear: 2022\n"),
        ("title: Pain\r\n\r\n\r\nyear: 2022\r\n", "title: Pain\r\n\r\nyear: 2022\r\n"),
        ("tags: [ imaging,disc,'back pain' ]\n", "tags: [imaging, disc, back pain]\n"),
        ('seen: ["a (b, c)", {d: "e, f"}]\n', 'seen: ["a (b, c)", {d: "e, f"}]\n'),
        ("seen: ['a, b', c]\n", 'seen: ["a, b", c]\n'),
        ("tags: imaging, disc\n", "tags:\n  - imaging\n  - disc\n"),
        (
            "authors:\n- Kasch R\n# first\n-   'Weber H' # second\n",
            "authors:\n  - Kasch R\n# first\n  - Weber H # second\n",
        ),
        ("doi: 'https://doi.org/10.1000/x'\n", "doi: 10.1000/x\n"),
        ("year: 2022\ntitle: Pain\n", "title: Pain\nyear: 2022\n"),
        # quotes that some reader of YAML needs
        ('page_range: "332"\n', 'page_range: "332"\n'),
        ("title: 'null'\n", "title: 'null'\n"),
        ("title: 'NO'\n", "title: 'NO'\n"),
        ('headline: ""\n', 'headline: ""\n'),
        ('title: "A \\u00e4 b"\n', 'title: "A \\u00e4 b"\n'),
        ("title: '“Pain”'\n", 'title: "“Pain”"\n'),
        # texts
        (
            "commentary: |\n  One  \n\n\n\n  # Two\n\n\n\nsummary: >-\n    folded\n    text\n",
            "summary: >-\n    folded\n    text\ncommentary: |\n  One  \n\n\n\n  # Two\n",
        ),
        ("notes: |+\n  kept\n\n\nyear: 1\n", "year: 1\nnotes: |+\n  kept\n"),
        ("title: “Pain”\n", "title: “Pain”\n"),  # which a check mends: it would read otherwise
        ("jornal:  Spine\n", "jornal: Spine\n"),
        ("{title: 'Pain'}\n", "{title: 'Pain'}\n"),
        ("title: [unclosed\n", "title: [unclosed\n"),
        ("tags: &all ['a', b]\nmesh: *all\n", "tags: &all [a, b]\nmesh: *all\n"),
        ("", ""),
    ],
)
def test_an_entry_has_one_form(before: str, after: str) -> None:
    assert formatted(before) == after


def test_front_matter_has_that_form_and_the_text_below_stays() -> None:
    before = "---\ntags: [a,b]   \ntitle:  'A guide'\n\n\ndate: 2026-11-21\n---\nText  \n\n\n\n'text'\n\n"
    assert formatted(before, ARTICLE) == (
        "---\ntitle: A guide\n\ndate: 2026-11-21\ntags: [a, b]\n---\nText  \n\n\n\n'text'\n\n"
    )


def test_tags_have_that_form_in_their_own_order() -> None:
    before = "# Topics\n\n\nimaging:\n  description:  'Scans'\n  parents: [ 'diagnosis' ]\n\n\ndiagnosis:\n"
    assert formatted(before, TAGS) == (
        "# Topics\n\nimaging:\n  description: Scans\n  parents: [diagnosis]\n\ndiagnosis:\n"
    )


@pytest.mark.parametrize("path", ["bibliography/site.yaml", "bibliography/a.bib", "bibliography/retractions.csv"])
def test_other_files_are_left(path: str) -> None:
    text = "name:   'Back notes'   \n\n\n\n@article{a, doi = {https://doi.org/10.1000/x}}"
    assert formatted(text, path) == text


LINES = (
    "title:  'Association of scans'\n", "pages: pp. 12–19\n", "doi: https://doi.org/10.1000/x.1\n",
    "tags: imaging, back pain\n", "tags: ['imaging',disc]\n", "commentary: |\n  # One  \n\n\n\n  See @weber-1983.\n",
    "summary: >\n  Two  \n  lines\n", "notes: |+\n  kept\n\n\n", 'study:\n    design: "cohort" # here\n',
    "year: '2022'\n", "authors:\n- 'Kasch R'\n- others\n", "related: [weber-1983]\n", "# a remark  \n", "\n",
    "\n\n\n", "unknown: 3\n", "citekey: kasch\n", "headline: 'It''s'\n", 'label: "a\n  b"\n',
    "changes:\n- date: 2022-01-02\n  note: 'mended'\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), unique=True, max_size=14), st.sampled_from(["\n", "\r\n"]))
def test_an_entry_says_afterwards_what_it_said(lines: list[str], end: str) -> None:
    text = "".join(lines).replace("\n", end)
    after = formatted(text)
    assert read_content_of(after, ENTRY)[0] == read_content_of(text, ENTRY)[0]
    assert comments(after) == comments(text)


def comments(text: str) -> list[str]:
    return sorted(line.rstrip() for line in text.splitlines() if line.startswith("#"))


@given(st.text(max_size=200))
def test_any_text_can_be_formatted_and_then_needs_no_more(text: str) -> None:
    for path in (ENTRY, ARTICLE, TAGS):
        formatted(text, path)


SOURCES = [path for path in sorted(SAMPLE.rglob("*")) if path.suffix in {".yaml", ".md"}]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_sample_says_afterwards_what_it_said(path: Path) -> None:
    text, place = path.read_text(encoding="utf-8"), f"bibliography/{path.relative_to(SAMPLE).as_posix()}"
    after = formatted(text, place)
    if path.stem == "tags":
        assert [tag.name for tag in parse_tags(after, path=place)[0]] == [
            tag.name for tag in parse_tags(text, path=place)[0]
        ]
    elif path.stem != "site":
        assert read_content_of(after, place)[0] == read_content_of(text, place)[0]


# the command


SITE = {ENTRY: "year: 2022\ntitle: 'MRI'\n", "bibliography/a.bib": "@article{a, title = {A} }\n"}


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["fmt", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_files_are_formatted_or_what_would_change_is_shown(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    before = contents(root)
    assert run("--source", root, "--check") == (1, f"{ENTRY}: the order of fields, quotes and blanks\n", "")
    assert run("--source", root, "--diff") == (
        1,
        f"--- a/{ENTRY}\n+++ b/{ENTRY}\n@@ -1,2 +1,2 @@\n+title: MRI\n year: 2022\n-title: 'MRI'\n",
        "",
    )
    assert contents(root) == before
    assert run("--source", root) == (0, "", f"changed {ENTRY}: the order of fields, quotes and blanks\n")
    assert contents(root) == {**before, ENTRY: b"title: MRI\nyear: 2022\n"}
    assert run("--source", root, "--check") == (0, "", "")


def test_a_file_that_is_none_is_told_of(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert run("--source", root, root / "no.yaml") == (2, "", f"painsite: there is no file `{root}/no.yaml`\n")


def test_a_new_site_needs_no_formatting_and_no_mending(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    assert run("--source", tmp_path / "site", "--check") == (0, "", "")
    assert CliRunner().invoke(main, ["check", "--source", str(tmp_path / "site"), "--diff"]).stdout == ""
