"""What several tests need: sources as text, sites on disk, built pages read back."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import html as lxml_html

from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import Options
from painsite.model import Article, Entry
from painsite.pages.links import Linking
from painsite.problems import Problem
from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry

T = TypeVar("T")

FIXTURES = Path(os.environ.get("PAINSITE_FIXTURES") or Path(__file__).parent.parent.parent / "shared" / "fixtures")
"""Data of others, which lies beside the repository."""

IS_TORTURE = bool(os.environ.get("PAINSITE_TORTURE"))
"""Whether the slow checks are asked for: `make torture`."""

needs_fixtures = pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"PAINSITE_FIXTURES: there is no folder {FIXTURES}")

KASCH = """\
title: Association of Lumbar MRI Findings with Current and Future Back Pain in a Population-based Cohort Study
authors: [Kasch R, Truthmann J, others]
journal: Spine (Phila Pa 1976)
year: 2022
"""
WEBER = """\
title: Lumbar disc herniation
authors: [Weber H]
journal: Spine
year: 1983
"""


def entry(citekey: str, yaml: str) -> Entry:
    """Read one entry from `bibliography/CITEKEY.yaml`."""
    found, problems = parse_entry(yaml, path=f"bibliography/{citekey}.yaml")
    assert found is not None, problems
    return found


def article(citekey: str, body: str, front_matter: str = "title: A guide to back pain") -> Article:
    """Read one article from `bibliography/articles/CITEKEY.md`."""
    text = f"---\n{front_matter}\n---\n{body}\n"
    found, problems = parse_article(text, path=f"bibliography/articles/{citekey}.md")
    assert found is not None, problems
    return found


def svg(width: int, height: int) -> str:
    """Give a picture of a size."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="M0 0h9v9z"/></svg>'


DATED = {
    "bibliography/site.yaml": "name: Pain & Science\ntagline: Backs\nlanguage: en-GB\nurl: https://example.org/notes\n",
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings\nauthors: [Kasch R]\nyear: 2022\nadded: 2026-11-20\n"
        "updated: 2026-11-23\nheadline: Scans say <little>\n"
        "allow: {leftover-markup: feeds escape it}\nsummary: Little & late.\ntags: [imaging, disc]\n"
        "commentary: |\n  See @weber-1983[^1] and ![a disc](disc.png).\n\n  [^1]: An aside.\n"
    ),
    "bibliography/disc.png": svg(8, 6),
    "bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nyear: 1983\nadded: 2026-11\n",
    "bibliography/vanrijn-2006.yaml": "title: Not dated\nyear: 2006\n",
    "bibliography/hidden.yaml": "title: A draft\nadded: 2026-11-24\ndraft: true\n",
    "bibliography/muller.yaml": "title: Rückenschmerz\ncitekey: Müller2001\nadded: 2020\n",
    "bibliography/articles/guide.md": (
        "---\ntitle: The Guide\nkind: guide\ndate: 2026-11-21\nupdated: 2026-11-22\n"
        "description: All of it.\n---\nYes.\n"
    ),
}
"""Works and an article that are dated in every way, for the sitemap and the feeds."""


def write_site(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by path below a folder, `bibliography/` among them; give the folder."""
    (folder / "bibliography").mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build has found, and what it has written."""

    result: Result
    output: Path

    @property
    def problems(self) -> list[str]:
        """As lines of text."""
        return [str(problem) for problem in self.result.problems]

    def text(self, path: str) -> str:
        """Give a published file's text."""
        return (self.output / path).read_text(encoding="utf-8")

    def page(self, address: str) -> lxml_html.HtmlElement:
        """Give a page's root element; an address that ends with `/` is that of its `index.html`."""
        return lxml_html.document_fromstring(self.text(f"{address}index.html" if address.endswith("/") else address))


def build_site(
    root: Path,
    files: Mapping[str, str] | None = None,
    *,
    linking: Linking | None = None,
    drafts: bool = False,
    tolerant: bool = False,
    index: bool = False,
) -> Built:
    """Build a site into `_site`, after writing these files; without what is searched, which takes its time."""
    write_site(root, files or {})
    output = root / "_site"
    options = Options(linking=linking or Linking(), drafts=drafts, tolerant=tolerant, index=index)
    return Built(result=run(root, output, options, progress=silent), output=output)


def shown(problems: Iterable[Problem]) -> list[str]:
    """Give problems as lines, without the path: `2:1: unknown-field: …`."""
    return [str(problem).removeprefix(f"{problem.place.path}:") for problem in problems]


def some(found: Iterable[T]) -> list[T]:
    """Return what was found; fail where that is nothing, since a loop over nothing checks nothing."""
    things = list(found)
    assert things
    return things


def words(element: lxml_html.HtmlElement) -> str:
    """Give an element's text as readers see it, blanks folded."""
    return " ".join(element.text_content().split())


def texts(page: lxml_html.HtmlElement, xpath: str) -> list[str]:
    """Return the texts of these elements of a page."""
    return [words(element) for element in page.xpath(xpath)]


def hrefs(page: lxml_html.HtmlElement, xpath: str) -> list[str]:
    """Return where these links of a page lead."""
    return [str(element.get("href")) for element in page.xpath(xpath)]


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def silent(_stage: str, _done: int, _total: int) -> None:
    """Be told of progress, and say nothing."""
