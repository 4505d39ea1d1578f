"""What a page weighs on its way to a reader: itself, its style sheets and its scripts, each gzipped."""

import gzip
import shutil
from pathlib import Path
from posixpath import join, normpath

import pytest
import yaml
from lxml import html as lxml_html

from tests.browser.conftest import build
from tests.browser.kinds import PAGES
from tests.support import some, write_site

KB = 1000


def weigh(folder: Path, path: str) -> dict[str, int]:
    """Give the size in bytes, gzipped, of each file that a page needs, by its path."""
    page = f"{path}index.html"
    tree = lxml_html.parse(folder / page)
    needed = tree.xpath("//link[@rel='stylesheet']/@href | //script/@src | //link[@rel='modulepreload']/@href")
    files = [page, *(normpath(join(path, str(one))) for one in needed)]
    return {file: len(gzip.compress((folder / file).read_bytes(), 6)) for file in files}


@pytest.mark.parametrize("kind", ["entry", "entry with notes", "entry from BibTeX", "bare entry"])
def test_an_entry_weighs_at_most_25_kb(published: Path, kind: str) -> None:
    weights = weigh(published, PAGES[kind])
    assert sum(weights.values()) <= 25 * KB, weights


def second_records(bibliography: Path) -> dict[str, str]:
    """Give the sample's works once more under other keys, without what only one entry may have, by path."""
    found = {}
    for path in some(sorted(bibliography.rglob("*-*.yaml"))):
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
        kept = {name: value for name, value in fields.items() if name in {"headline", "summary", "study", "commentary"}}
        title = fields.get("title", fields.get("headline"))
        record = yaml.safe_dump({"title": title, "year": 2000, **kept}, allow_unicode=True)
        found[f"bibliography/{path.stem}-again.yaml"] = record
    return found


def test_an_article_with_60_references_weighs_at_most_60_kb(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample / "bibliography", tmp_path / "bibliography")
    records = second_records(sample / "bibliography")
    guide = (sample / "bibliography" / "articles" / "complete-guide-to-low-back-pain.md").read_text(encoding="utf-8")
    text = guide.partition("\n---\n")[2]
    keys = [key for path in records for key in (Path(path).stem, Path(path).stem.removesuffix("-again"))]
    sentences = " ".join(f"What was found is told beside its source [@{key}]." for key in keys)
    article = f"---\ntitle: Many sources\n---\n{text}\n\n{sentences}\n"
    write_site(tmp_path, {**records, "bibliography/articles/many-sources.md": article})
    folder = build(tmp_path)
    references = lxml_html.parse(folder / "articles/many-sources/index.html").xpath("//*[@id='references']//ol/li")
    assert len(references) >= 60
    weights = weigh(folder, "articles/many-sources/")
    assert sum(weights.values()) <= 60 * KB, weights
