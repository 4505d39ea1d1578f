"""What an editor writes breaks out of neither folder nor page, and a build is whole or not at all."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from lxml import etree

from painsite.output import publish
from painsite.output.publish import OutputError, stage
from painsite.pages.inline import render_inline
from painsite.sources.articles import parse_article
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.overlays import lay_over
from tests.support import KASCH, WEBER, build_site, contents, entry, write_site

SITE = {"bibliography/kasch-2022.yaml": KASCH, "bibliography/weber-1983.yaml": WEBER}


def test_a_publication_that_fails_half_way_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(build_site(tmp_path, SITE).output)
    (tmp_path / "bibliography" / "weber-1983.yaml").unlink()
    replace, calls = os.replace, []

    def fail_at_the_third(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise PermissionError(13, "permission denied")
        replace(source, target)

    monkeypatch.setattr(publish.os, "replace", fail_at_the_third)
    with pytest.raises(PermissionError):
        build_site(tmp_path, {"bibliography/kasch-2022.yaml": f"{KASCH}headline: Worn discs say little\n"})
    assert (len(calls) >= 3, contents(tmp_path / "_site")) == (True, before)


def test_two_builds_do_not_write_to_one_folder_at_a_time(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    first = stage(root / "_site", root)
    with pytest.raises(OutputError) as caught:
        stage(root / "_site", root)
    assert str(caught.value) == f"another build is writing to `{root / '_site'}`; wait until it has finished"
    first.discard()
    stage(root / "_site", root).discard()
    assert sorted(path.name for path in root.iterdir()) == ["bibliography"]


def test_an_old_address_cannot_be_in_a_hidden_folder(tmp_path: Path) -> None:
    files = {"bibliography/a.yaml": f"{WEBER}redirect_from: [.git/HEAD]\n"}
    (problem,) = build_site(tmp_path, files).problems
    assert problem == (
        "bibliography/a.yaml:5:17: bad-value: `.git/HEAD` cannot be an old address of a static site;"
        " write a path from the site's root, such as `biblio/kasch22.html`"
    )


def test_a_repository_in_the_output_folder_stays(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "_site" / ".git").symlink_to(tmp_path / "elsewhere")
    build_site(tmp_path, {"bibliography/kasch-2022.yaml": f"{KASCH}headline: Worn discs say little\n"})
    assert (tmp_path / "_site" / ".git").is_symlink()


def test_links_that_go_round_in_static_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "loop").symlink_to("loop")
    assert build_site(tmp_path, SITE).problems == []


def test_a_count_beyond_all_measure_is_a_problem(tmp_path: Path) -> None:
    files = {"bibliography/a.yaml": f"{WEBER}study: {{participants: {'9' * 30}}}\n"}
    assert build_site(tmp_path, files).problems == [
        f"bibliography/a.yaml:5:23: wrong-type: `{'9' * 30}` is not a whole number; write it in digits"
    ]


def test_a_name_in_an_address_of_the_wording_stays_as_it_is() -> None:
    assert "javascript" not in render_inline("[click]({name})", name="javascript:alert(1)")


def test_a_feed_leaves_out_what_xml_cannot_hold(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "url: https://example.org/\n",
        "bibliography/a.yaml": f"{WEBER}added: 2026-11-22\ncommentary: 'Bad &#1; and &#xB;'\n",
    }
    feed = etree.fromstring(build_site(tmp_path, files).text("feed.xml").encode())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"


def test_an_address_too_long_for_a_file_is_a_problem_of_the_citekey(tmp_path: Path) -> None:
    files = {"bibliography/a.yaml": f"{WEBER}citekey: {'k' * 300}\n"}
    (problem,) = build_site(tmp_path, files).problems
    assert problem == (
        f"bibliography/a.yaml:5:1: long-address: the address `bibliography/{'k' * 47}…` has a part of more than"
        " 255 bytes; shorten the citekey or the path that it is made of"
    )


def test_pages_of_a_failing_template_are_never_published(tmp_path: Path) -> None:
    files = {
        **SITE,
        "bibliography/site.yaml": "rules: {template-error: 'off'}\n",
        "templates/entry.html": "{{ page.headlin }}",
    }
    assert (build_site(tmp_path, files).problems, (tmp_path / "_site").exists()) == ([], False)


def test_an_overlay_and_its_entry_may_be_spelt_with_other_compositions() -> None:
    from_bibtex, _ = parse_bibtex("@article{Müller2001, title={Rücken}}", path="bibliography/a.bib")
    overlay = entry(unicodedata.normalize("NFD", "Müller2001"), "headline: Backs\n")
    laid, problems = lay_over([overlay], from_bibtex)
    assert ([(one.title, one.headline) for one in laid], problems) == ([("Rücken", "Backs")], ())


def test_a_heading_does_not_take_the_id_of_a_note() -> None:
    article, _ = parse_article(
        "---\ntitle: Backs\n---\n## Note 1\n\nA.[^1]\n\n[^1]: B.\n", path="bibliography/articles/a.md"
    )
    assert article is not None
    assert [heading.anchor for heading in article.body.headings] == ["note-1-text"]


def test_links_from_disk_cannot_begin_at_a_base_address(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    command = [sys.executable, "-m", "painsite", "build", "--portable", "--base-url", "/notes/", "--source", root]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "Error: --portable and --base-url exclude each other: from disk only relative links work",
    )


def test_a_source_with_an_ending_in_capitals_is_read(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"bibliography/REFS.BIB": "@article{weber-1983, title={Lumbar disc herniation}}"})
    assert (build_site(root).output / "bibliography" / "weber-1983" / "index.html").is_file()


def test_a_source_that_cannot_be_read_is_one_problem_and_not_one_of_each_who_cites_it(tmp_path: Path) -> None:
    files = {
        "bibliography/kasch-2022.yaml": "title: [Association\n",
        "bibliography/weber-1983.yaml": f"{WEBER}commentary: Compare [@kasch-2022].\nrelated: [kasch-2022]\n",
    }
    assert [problem.split(": ")[1] for problem in build_site(tmp_path, files).problems] == ["yaml-syntax"]


@pytest.mark.parametrize("text", ["![a](https://example.org/a.png)", '<img src="https://example.org/a.png" alt="a">'])
def test_an_image_of_another_host_is_a_warning(tmp_path: Path, text: str) -> None:
    files = {"bibliography/a.yaml": f"{WEBER}commentary: |\n  {text}\n"}
    (problem,) = build_site(tmp_path, files).problems
    assert problem.endswith(
        "external-image: the image `https://example.org/a.png` is fetched from another host,"
        " which then sees every reader; put a copy beside this source"
    )


@pytest.mark.parametrize("value", ["url(//example.org/a.png)", "red /* and the rest"])
def test_a_colour_neither_fetches_nor_swallows(tmp_path: Path, value: str) -> None:
    files = {**SITE, "bibliography/site.yaml": f"theme:\n  colours: {{ink: '{value}'}}\n"}
    (problem,) = build_site(tmp_path, files).problems
    assert problem.startswith("bibliography/site.yaml:2:18: bad-setting: ")
