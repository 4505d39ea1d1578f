"""Images of nodes: where they are looked for, and where they are published."""

from pathlib import Path

import pytest

from painsite.build import image_sizes as measuring
from tests.support import Built, build_site, svg

MISSING = [
    (
        {"bibliography/a.yaml": "title: Pain\nimage: disc.png\n"},
        "bibliography/a.yaml:2:1",
        "disc.png",
    ),
    (
        {"bibliography/a.yaml": "title: Pain\ncommentary: '![A disc](pictures/disc.png)'\n"},
        "bibliography/a.yaml:2:24",
        "pictures/disc.png",
    ),
    (
        {"bibliography/articles/a.md": "---\ntitle: Pain\n---\n![A disc](disc.png)\n"},
        "bibliography/articles/a.md:4:11",
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
    built = build_site(tmp_path, {source: f"title: Pain\nimage: {{file: {written}, alt: A disc}}\n", image: svg(8, 6)})
    assert (built.problems, built.text(published)) == ([], svg(8, 6))
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


SHOWN = [
    ("![A disc](disc.png)", (640, 480)),
    ('<img src="disc.png" alt="A disc">', (640, 480)),
    ('<figure><img src="disc.png" alt="A disc"><figcaption>L4</figcaption></figure>', (640, 480)),
    ("![A disc](disc.png){: width=320 }", (320, 240)),
    ('<img src="disc.png" alt="A disc" height="48px">', (64, 48)),
    ('<img src="disc.png" alt="A disc" width="10" height="20">', (10, 20)),
    ('<img src="disc.png" alt="A disc" width="50%">', (640, 480)),
]


@pytest.mark.parametrize(("written", "size"), SHOWN)
def test_an_image_in_a_text_keeps_its_place_and_loads_late_however_it_is_written(
    tmp_path: Path, written: str, size: tuple[int, int]
) -> None:
    files = {
        "bibliography/a.yaml": f"title: Pain\nnotes: |\n  {written}\n",
        "bibliography/disc.png": svg(640, 480),
    }
    built = build_site(tmp_path, files)
    assert (built.problems, built.text("media/disc.png")) == ([], svg(640, 480))
    (image,) = built.page("bibliography/a/").xpath("//section[@id='notes']//img")
    assert dict(image.attrib) == {
        "src": "../../media/disc.png",
        "width": str(size[0]),
        "height": str(size[1]),
        "alt": "A disc",
        "loading": "lazy",
        "decoding": "async",
    }


def test_the_image_of_a_node_is_above_the_fold_and_loads_at_once(tmp_path: Path) -> None:
    files = {
        "bibliography/a.yaml": "title: Pain\nimage: {file: disc.png, alt: A disc}\n",
        "bibliography/disc.png": svg(640, 480),
    }
    (image,) = build_site(tmp_path, files).page("bibliography/a/").xpath("//article/figure/img")
    assert dict(image.attrib) == {
        "src": "../../media/disc.png", "width": "640", "height": "480", "alt": "A disc", "decoding": "async"
    }  # fmt: skip


UNREADABLE = [
    ("image: {file: disc.png, alt: A disc}", "2:1"),
    ("notes: |\n  Discs.\n\n  ![A disc](disc.png)", "5:13"),
    ('notes: |\n  disc.png: <img alt="A disc"\n  src="disc.png">', "4:8"),
    ('notes: "![A disc](disc\\x2epng)"', "2:19"),
]


@pytest.mark.parametrize(("written", "place"), UNREADABLE)
def test_an_image_that_does_not_say_how_large_it_is_is_a_warning(tmp_path: Path, written: str, place: str) -> None:
    built = build_site(
        tmp_path, {"bibliography/a.yaml": f"title: Pain\n{written}\n", "bibliography/disc.png": "a disc"}
    )
    assert built.problems == [
        (
            f"bibliography/a.yaml:{place}: unreadable-image: the size of the image `disc.png` cannot be read, so"
            " the text will move while it loads; save it again as PNG, JPEG, GIF, WebP or AVIF, or as SVG with"
            " a `viewBox`"
        )
    ]
    (image,) = built.page("bibliography/a/").xpath("//main//img")
    assert (image.get("width"), image.get("height"), built.text("media/disc.png")) == (None, None, "a disc")


def test_each_use_of_an_image_has_its_place(tmp_path: Path) -> None:
    text = "title: Pain\nnotes: |\n  ![A](disc.png)\n\n  ![B](disc.png)\n"
    problems = build_site(tmp_path, {"bibliography/a.yaml": text}).problems
    assert [problem.split(": ")[0] for problem in problems] == ["bibliography/a.yaml:3:8", "bibliography/a.yaml:5:8"]


# from one build to the next

TWO = {
    "bibliography/a.yaml": "title: Pain\nnotes: '![A disc](disc.png)'\n",
    "bibliography/b.yaml": "title: Discs\nimage: {file: pictures/scan.png, alt: A scan}\nnotes: So.\n",
    "bibliography/disc.png": svg(640, 480),
    "static/pictures/scan.png": svg(320, 240),
}
EDIT = {"bibliography/b.yaml": TWO["bibliography/b.yaml"].replace("So.", "Or not.")}


def sizes(built: Built) -> list[tuple[str | None, str | None]]:
    images = [built.page(f"bibliography/{citekey}/").xpath("//main//img")[0] for citekey in "ab"]
    return [(image.get("width"), image.get("height")) for image in images]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the images that were read for their size."""
    found: list[str] = []
    measure = measuring._measure

    def note(path: Path, name: str) -> measuring.Measured | None:
        found.append(name)
        return measure(path, name)

    monkeypatch.setattr(measuring, "_measure", note)
    return found


def test_an_image_is_measured_again_only_when_its_content_is_another(tmp_path: Path, measured: list[str]) -> None:
    found = []
    for files in (TWO, {}, EDIT, {"bibliography/site.yaml": "name: Backs"}, {"bibliography/disc.png": svg(64, 48)}):
        del measured[:]
        build_site(tmp_path, files)
        found.append(list(measured))
    assert found == [["bibliography/disc.png", "static/pictures/scan.png"], [], [], [], ["bibliography/disc.png"]]


REPLACED = [
    ({"bibliography/disc.png": svg(64, 48)}, [("64", "48"), ("320", "240")]),
    ({"bibliography/disc.png": svg(64, 48), **EDIT}, [("64", "48"), ("320", "240")]),
    ({"static/pictures/scan.png": svg(32, 24)}, [("640", "480"), ("32", "24")]),
    ({"static/pictures/scan.png": svg(32, 24), **EDIT}, [("640", "480"), ("32", "24")]),
    ({"bibliography/pictures/scan.png": svg(32, 24)}, [("640", "480"), ("32", "24")]),
    ({"bibliography/disc.png": "a disc"}, [(None, None), ("320", "240")]),
    (EDIT, [("640", "480"), ("320", "240")]),
]


@pytest.mark.parametrize("is_settled", [False, True])
@pytest.mark.parametrize(("files", "expected"), REPLACED)
def test_where_an_image_was_replaced_the_pages_that_show_it_have_its_new_size(
    tmp_path: Path, files: dict[str, str], expected: list[tuple[str | None, str | None]], *, is_settled: bool
) -> None:
    build_site(tmp_path, TWO)
    if is_settled:
        build_site(tmp_path, {"bibliography/c.yaml": "title: Backs\n"})
    assert sizes(build_site(tmp_path, files)) == expected
    assert sizes(build_site(tmp_path, {"bibliography/c.yaml": "title: Backs, again\n"})) == expected


def test_an_image_that_is_replaced_while_a_site_is_built_has_its_new_size_after_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = measuring._measure

    def measure_and_replace(path: Path, name: str) -> measuring.Measured | None:
        one = measure(path, name)
        path.write_text(svg(64, 48), encoding="utf-8")
        return one

    with monkeypatch.context() as patch:
        patch.setattr(measuring, "_measure", measure_and_replace)
        build_site(tmp_path, TWO)
    assert sizes(build_site(tmp_path)) == [("64", "48"), ("64", "48")]
