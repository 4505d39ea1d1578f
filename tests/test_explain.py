"""`painsite build --explain` names the source and the field for which a page was made again."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from painsite.cli import main
from tests.support import KASCH, WEBER, write_site

SITE = {
    "bibliography/site.yaml": "name: Backs\nurl: https://example.org/\nrelated_lines: 0\nhighlights: 1\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@weber-1983].\n",
    "bibliography/weber-1983.yaml": f"{WEBER}tags: [Surgery]\nnotes: A trial.\nadded: 2026-01-01\n",
    "bibliography/boos-1995.yaml": "title: Herniations\nnotes: Rare.\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nThey go.[@kasch-2022]\n",
    "static/a.txt": "a",
}
KASCH_PATH, WEBER_PATH, SETTINGS = (f"bibliography/{name}.yaml" for name in ("kasch-2022", "weber-1983", "site"))
KASCH_PAGE, WEBER_PAGE, GUIDE_PAGE = (
    f"{path}/index.html" for path in ("bibliography/kasch-2022", "bibliography/weber-1983", "articles/guide")
)


def explain(root: Path, wanted: str | None = None) -> str:
    """Return what `--explain` prints about a build of a site."""
    arguments = ["build", "--source", str(root), "--jobs", "1", "--explain"]
    result = CliRunner().invoke(main, arguments + ([wanted] if wanted is not None else []))
    assert result.exit_code == 0, result.output
    return result.stderr


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was built."""
    write_site(tmp_path, SITE)
    explain(tmp_path)
    return tmp_path


def weber(old: str, new: str) -> dict[str, str]:
    assert old in SITE[WEBER_PATH]
    return {WEBER_PATH: SITE[WEBER_PATH].replace(old, new)}


CASES: list[tuple[dict[str, str], str, list[str]]] = [
    # its own text, and its face on the pages of others
    (weber("A trial", "One trial"), WEBER_PAGE, [f"the text of weber-1983 ({WEBER_PATH}: notes)"]),
    (weber("1983", "1984"), KASCH_PAGE, [f"what others show of weber-1983 ({WEBER_PATH}: date, label, year)"]),
    # who cites it
    (
        {"bibliography/articles/guide.md": "---\ntitle: A guide\n---\nThey go.[@weber-1983]\n"},
        WEBER_PAGE,
        ["what it shows of others: citing, faces"],
    ),
    # a reference that an article prints
    ({KASCH_PATH: f"{SITE[KASCH_PATH]}rating: 3\n"}, GUIDE_PAGE, [f"the text of kasch-2022 ({KASCH_PATH}: rating)"]),
    # lists, feeds and files of references
    (weber("[Surgery]", "[Surgery, Discs]"), "tags/index.html", ["what it shows of others: tags"]),
    (weber("A trial", "One trial"), "feed.xml", [f"the text of weber-1983 ({WEBER_PATH}: notes)"]),
    (weber("notes:", "volume: 9\nnotes:"), "entries.bib", [f"the reference of weber-1983 ({WEBER_PATH}: volume)"]),
    # what all pages share, and templates
    ({SETTINGS: f"{SITE[SETTINGS]}licence: CC BY\n"}, GUIDE_PAGE, ["what all pages share: licence"]),
    (
        {SETTINGS: f"{SITE[SETTINGS]}wording: {{facts_heading: Facts}}\n"},
        GUIDE_PAGE,
        ["what all pages share: wording.facts_heading"],
    ),
    (
        {"templates/entry.html": '{% extends "default/entry.html" %}'},
        WEBER_PAGE,
        ["its template entry.html (templates/entry.html)"],
    ),
    (
        {"bibliography/new.yaml": "title: New\nadded: 2026-02-01\nnotes: Yes.\n"},
        KASCH_PAGE,
        ["a part that it shares with other pages: highlights"],
    ),
    # files that are new, or copied
    ({"bibliography/new.yaml": "title: New\n"}, "bibliography/new/index.html", ["it is new"]),
    ({"static/a.txt": "another"}, "a.txt", ["it is copied, and its source has changed"]),
]


@pytest.mark.parametrize(("changes", "path", "reasons"), CASES)
def test_the_reasons_are_named(root: Path, changes: dict[str, str], path: str, reasons: list[str]) -> None:
    write_site(root, changes)
    told = explain(root, path).splitlines()
    assert f"{path} was made again:" in told
    assert [line.removeprefix("  - ") for line in told if line.startswith("  - ")] == reasons


def test_what_was_not_made_again_says_so(root: Path) -> None:
    write_site(root, weber("A trial", "One trial"))
    assert f"{KASCH_PAGE}: it stays as it was: nothing that it is made of has changed" in explain(root, KASCH_PAGE)
    assert "it stays as it was: nothing has changed since the last build" in explain(root, KASCH_PAGE)


@pytest.mark.parametrize(
    "wanted",
    ["/bibliography/weber-1983/", "bibliography/weber-1983", WEBER_PATH, WEBER_PAGE, "{}/_site/" + WEBER_PAGE],
)
def test_a_page_is_named_by_its_address_its_file_or_its_source(root: Path, wanted: str) -> None:
    write_site(root, weber("A trial", "One trial"))
    assert f"{WEBER_PAGE} was made again:" in explain(root, wanted.format(root))


def test_an_unknown_page_has_a_near_match(root: Path) -> None:
    write_site(root, weber("A trial", "One trial"))
    told = explain(root, "bibliography/weber-1938/index.html")
    assert f"the site has no such file; did you mean `{WEBER_PAGE}`?" in told


def test_a_file_that_was_gone_from_the_output_says_so(root: Path) -> None:
    (root / "_site" / WEBER_PAGE).unlink()
    assert "it was not in the output folder as it was left" in explain(root, WEBER_PAGE)


def test_without_a_path_the_reasons_are_counted(root: Path) -> None:
    write_site(root, {"templates/entry.html": '{% extends "default/entry.html" %}'})
    told = explain(root)
    assert "3 of " in told
    assert "       3  its template entry.html (templates/entry.html)" in told


def test_of_a_first_build_nothing_is_known(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    assert "nothing is known of the build before" in explain(tmp_path)
