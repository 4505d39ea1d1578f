"""Images of nodes: where they are looked for, and where they are published."""

from pathlib import Path

import pytest

from tests.support import build_site

MISSING = [
    (
        {"bibliography/a.yaml": "title: Pain\nimage: disc.png\n"},
        "bibliography/a.yaml:2:1",
        "disc.png",
    ),
    (
        {"bibliography/a.yaml": "title: Pain\ncommentary: '![A disc](pictures/disc.png)'\n"},
        "bibliography/a.yaml:2:1",
        "pictures/disc.png",
    ),
    (
        {"bibliography/articles/a.md": "---\ntitle: Pain\n---\n![A disc](disc.png)\n"},
        "bibliography/articles/a.md:1:1",
        "disc.png",
    ),
    (
        {"bibliography/a.yaml": "title: Pain\nimage: {file: ../secret.png, alt: A disc}\n", "secret.png": "secret"},
        "bibliography/a.yaml:2:1",
        "../secret.png",
    ),
]


@pytest.mark.parametrize(("files", "place", "file"), MISSING)
def test_an_image_that_is_not_there_is_a_problem(tmp_path: Path, files: dict[str, str], place: str, file: str) -> None:
    problems = [problem for problem in build_site(tmp_path, files).problems if "missing-alt" not in problem]
    assert problems == [
        f"{place}: missing-image: there is no image `{file}`; put it beside this source or into `static/`"
    ]


FOUND = [
    ("bibliography/spine/a.yaml", "bibliography/spine/disc.png", "disc.png", "media/spine/disc.png"),
    ("bibliography/spine/a.yaml", "bibliography/disc.png", "../disc.png", "media/disc.png"),
    ("bibliography/spine/a.yaml", "static/pictures/disc.png", "pictures/disc.png", "pictures/disc.png"),
]


@pytest.mark.parametrize(("source", "image", "written", "published"), FOUND)
def test_an_image_lies_beside_its_source_or_among_the_static_files(
    tmp_path: Path, source: str, image: str, written: str, published: str
) -> None:
    built = build_site(tmp_path, {source: f"title: Pain\nimage: {{file: {written}, alt: A disc}}\n", image: "a disc"})
    assert (built.problems, built.text(published)) == ([], "a disc")
    assert [one.get("src") for one in built.page("bibliography/a/").xpath("//figure/img")] == [f"../../{published}"]


def test_an_image_that_no_published_node_uses_stays_where_it_is(tmp_path: Path) -> None:
    files = {
        "bibliography/a.yaml": "title: Pain\ndraft: true\nimage: {file: disc.png, alt: A disc}\n",
        "bibliography/disc.png": "a disc",
    }
    assert not (build_site(tmp_path, files).output / "media").exists()


def test_an_image_of_the_web_is_linked_as_it_is(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": "title: Pain\nnotes: '![A](https://example.org/a.png)'\n"})
    assert [one.get("src") for one in built.page("bibliography/a/").xpath("//img")] == ["https://example.org/a.png"]
