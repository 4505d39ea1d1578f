"""Where a source cannot be read any more, a preview shows what it last was, as if it had never been edited."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from painsite.build.pipeline import Memory
from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import Options
from tests.support import KASCH, WEBER, silent, write_site

SITE = {
    "bibliography/kasch-2022.yaml": f"{KASCH}tags: [imaging]\ncommentary: See @weber-1983.\n",
    "bibliography/weber-1983.yaml": f"{WEBER}tags: [imaging]\nrelated: [kasch-2022]\n",
    "bibliography/works.bib": "@article{boos-1995, title={Herniations of the healthy}, year={1995}}\n",
    "bibliography/boos-1995.yaml": "headline: Scans are often abnormal\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@kasch-2022; @boos-1995].\n",
}
BROKEN = {
    "bibliography/kasch-2022.yaml": "title: [\n",
    "bibliography/weber-1983.yaml": "",
    "bibliography/boos-1995.yaml": "headline: *nothing\n",
    "bibliography/articles/guide.md": "---\ntitle: [\n---\nNo.\n",
}
PREVIEW = Options(tolerant=True, keeps_last=True, index=False)


class Site:
    """A site that is built again and again."""

    def __init__(self, root: Path) -> None:
        self.root, self.memory = root, Memory()

    def build(self, files: Mapping[str, str] | None = None) -> Result:
        """Write some files and build."""
        write_site(self.root, files or {})
        return run(self.root, self.root / "_site", PREVIEW, progress=silent, memory=self.memory)

    def pages(self) -> dict[str, bytes]:
        """Return all files by path."""
        output = self.root / "_site"
        return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}

    def start_again(self) -> None:
        """Forget what a process had in memory."""
        self.memory = Memory()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    assert site.build(SITE).problems == ()
    return site


@pytest.mark.parametrize("path", BROKEN)
def test_a_source_that_cannot_be_read_changes_no_page(site: Site, path: str) -> None:
    before = site.pages()
    result = site.build({path: BROKEN[path]})
    assert {problem.place.path for problem in result.problems} == {path}
    assert (site.pages(), result.written) == (before, 0)


@pytest.mark.parametrize("path", BROKEN)
def test_it_lasts_through_further_slips_other_edits_and_a_new_start(site: Site, path: str) -> None:
    site.build({path: BROKEN[path]})
    site.build({path: f"{BROKEN[path]}\n\t["})
    site.start_again()
    site.build({"bibliography/new-2020.yaml": "title: Something new\nyear: 2020\n"})
    broken = site.pages()
    mended = site.build({path: SITE[path]})
    assert mended.problems == ()
    assert site.pages() == broken


def test_a_source_that_never_could_be_read_has_no_page(site: Site) -> None:
    result = site.build({"bibliography/madden-2017.yaml": "title: [\n"})
    assert [problem.rule for problem in result.problems] == ["yaml-syntax"]
    assert "bibliography/madden-2017/index.html" not in site.pages()


def test_a_source_that_is_removed_is_gone(site: Site) -> None:
    path = "bibliography/kasch-2022.yaml"
    site.build({path: BROKEN[path]})
    (site.root / path).unlink()
    site.build()
    assert "bibliography/kasch-2022/index.html" not in site.pages()


def test_a_build_that_publishes_holds_to_what_is_there(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    run(tmp_path, tmp_path / "_site", Options(tolerant=True), progress=silent)
    write_site(tmp_path, {"bibliography/kasch-2022.yaml": "title: [\n"})
    run(tmp_path, tmp_path / "_site", Options(tolerant=True), progress=silent)
    assert not (tmp_path / "_site/bibliography/kasch-2022/index.html").exists()
