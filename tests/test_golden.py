"""The repository's own bibliography, as it is published. `PAINSITE_UPDATE_GOLDEN=1` keeps what is built as golden."""

import os
from pathlib import Path

import pytest

from tests.support import Built, build_site

REPOSITORY = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "kasch-2022.html": "bibliography/kasch-2022/index.html",
    "hong-2016.html": "bibliography/hong-2016/index.html",
    "back-pain-does-not-follow-the-signs.html": "articles/back-pain-does-not-follow-the-signs/index.html",
    "home.html": "index.html",
    "index.html": "bibliography/index.html",
    "tag-imaging.html": "tags/imaging/index.html",
    "404.html": "404.html",
    "feed.xml": "feed.xml",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("site")
    (root / "bibliography").symlink_to(REPOSITORY / "bibliography", target_is_directory=True)
    return build_site(root)


def test_the_sample_has_no_problems(site: Built) -> None:
    assert site.problems == []


@pytest.mark.parametrize(("name", "path"), PAGES.items())
def test_a_page_is_published_as_it_was(site: Built, name: str, path: str) -> None:
    golden, found = GOLDEN / name, site.text(path)
    if os.environ.get("PAINSITE_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_every_golden_page_is_compared() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(PAGES)
