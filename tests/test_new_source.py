"""`painsite new`: the files with which an entry or an article begins."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from painsite.cli import main
from tests.support import build_site, contents, write_site

SITE = {
    "bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\n",
    "bibliography/mine.bib": (
        "@article{kasch22, title = {Lumbar MRI Findings}, author = {Kasch, R}, year = 2022}\n"
        "@article{Müller:01, title = {Rückenschmerz}, year = 2001}\n"
    ),
}
ENTRY = """\
title: Lumbar disc herniation
authors:
  - Weber H
container_title:
date: 1983
volume:
issue:
page_range:
doi:
pmid:
abstract:
study:
headline:
summary:
commentary:
tags:
added: 2026-11-30
draft: true
"""


def new(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "--source", str(root), "--today", "2026-11-30"])


def test_an_entry_begins_with_its_title_and_a_citekey_of_the_scheme(tmp_path: Path) -> None:
    root = write_site(tmp_path, {})
    result = new(root, "entry", "Lumbar disc", "herniation", "--author", "Weber H", "--year", "1983")
    assert (result.exit_code, result.output) == (0, "bibliography/weber-1983.yaml\n")
    assert (root / "bibliography/weber-1983.yaml").read_text(encoding="utf-8") == ENTRY
    assert build_site(root).problems == []


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["kasch-2022"], "bibliography/kasch-2022.yaml"),
        (["Kasch:2022"], "bibliography/Kasch~3a2022.yaml"),
        (["On: pain", "#1"], "bibliography/pain-1-nd.yaml"),
        (["Pain, again", "--author", "Weber H", "--year", "1983"], "bibliography/weber-1983b.yaml"),
    ],
)
def test_a_new_entry_is_a_draft_without_a_problem(tmp_path: Path, arguments: list[str], path: str) -> None:
    root = write_site(tmp_path, SITE)
    assert new(root, "entry", *arguments).output == f"{path}\n"
    built = build_site(root)
    assert built.problems == []
    assert not (built.output / "bibliography" / Path(path).stem).exists()


def test_for_an_entry_of_a_bib_file_the_overlay_is_written(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert new(root, "entry", "KASCH22").output == "bibliography/kasch22.yaml\n"
    assert (root / "bibliography/kasch22.yaml").read_text(encoding="utf-8") == (
        "# Kasch. Lumbar MRI Findings. 2022\n"
        "# What stands here is laid over the BibTeX entry `kasch22` (bibliography/mine.bib:1:10).\n"
        "headline:\nsummary:\ncommentary:\ntags:\nadded: 2026-11-30\n"
    )
    assert new(root, "entry", "Müller:01").exit_code == 0
    built = build_site(root)
    assert built.problems == []
    assert built.page("bibliography/kasch22/").xpath("//h1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["entry", "weber-1983"],
            "`weber-1983` is there already at bibliography/weber-1983.yaml:1:1; open it, or choose another citekey",
        ),
        (
            ["entry", "Lumbar disc  herniation!"],
            "a work of this title is there: `weber-1983` at bibliography/weber-1983.yaml:1:1; for another one, name",
        ),
        (["entry", "A title", "--author", "Kasch R; Weber H"], "`Kasch R; Weber H` contains more than one name; write"),
    ],
)
def test_what_is_there_is_named_and_never_touched(tmp_path: Path, arguments: list[str], message: str) -> None:
    root = write_site(tmp_path, SITE)
    before = contents(root / "bibliography")
    result = new(root, *arguments)
    assert result.exit_code == 1
    assert result.output.startswith(f"painsite: {message}")
    assert contents(root / "bibliography") == before


def test_an_article_begins_as_a_draft_named_by_its_title(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert new(root, "article", "Scans: what", "they show").output == "bibliography/articles/scans-what-they-show.md\n"
    text = (root / "bibliography/articles/scans-what-they-show.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: 'Scans: what they show'\ndescription:\nkind: article\ndate: 2026-11-30\n")
    assert build_site(root, drafts=True).problems == []
    again = new(root, "article", "Scans: what they show")
    assert (again.exit_code, again.output) == (
        1,
        "painsite: `bibliography/articles/scans-what-they-show.md` is there already; choose another title\n",
    )
    assert new(root, "article", "Weber 1983").output == "bibliography/articles/weber-1983b.md\n"
    assert new(root, "article", "Back " * 40).output == f"bibliography/articles/{'-'.join(['back'] * 12)}.md\n"


def test_a_template_of_ones_own_is_used_with_titles_quoted(tmp_path: Path) -> None:
    own = "title: {{ title | yaml }}\ntodo: |\n  ask {{ authors | join(' and ') }}\n"
    root = write_site(tmp_path, {"templates/new/entry.yaml": own})
    assert new(root, "entry", "No: never", "--author", "Weber H").exit_code == 0
    text = (root / "bibliography/weber-nd.yaml").read_text(encoding="utf-8")
    assert text == "title: 'No: never'\ntodo: |\n  ask Weber H\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("title: {{ titel }}\n", "fails: 'titel' is undefined; it has title, citekey, authors, year, today, and the"),
        ("title: {{ title\n", "fails: unexpected end of template"),
        ("{{ title.__class__.__mro__ }}", "fails: access to attribute '__class__' of 'str' object is unsafe."),
        (
            "title: {{ title | yaml }}\njornal: x\n",
            "makes cannot be read: `jornal` is not a field of an entry (line 2)",
        ),
        ("", "makes cannot be read: the file has no content (line 1); correct the template"),
    ],
)
def test_a_template_that_fails_is_named_and_nothing_is_written(tmp_path: Path, template: str, message: str) -> None:
    root = write_site(tmp_path, {"templates/new/entry.yaml": template})
    result = new(root, "entry", "Lumbar disc herniation")
    assert result.exit_code == 1
    assert message in result.output
    assert contents(root / "bibliography") == {}


def test_a_dry_run_shows_the_file_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path, {})
    result = new(root, "entry", "kasch-2022", "--dry-run")
    assert result.output.startswith("bibliography/kasch-2022.yaml:\ntitle: Title of kasch-2022\n")
    assert contents(root / "bibliography") == {}


def test_the_new_file_is_opened_in_the_editors_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path, {})
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "todo: seen" >> "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert new(root, "entry", "kasch-2022", "--edit").exit_code == 0
    assert (root / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8").endswith("todo: seen\n")
