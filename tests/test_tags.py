"""tags.yaml describes tags, says which is part of which, and leads synonyms to their tags."""

from pathlib import Path

import pytest

from painsite.linking.tags import link_tags, near_tags
from painsite.model import Tag
from painsite.sources.tags import parse_tags
from tests.support import KASCH, WEBER, Built, build_site, entry, shown, words

PATH = "bibliography/tags.yaml"
TAGS = """\
imaging:
  description: What scans of the spine show.
  parents: [diagnosis]
  synonyms: [MRI, Bildgebung]
diagnosis:
degeneration:
  parents: [MRI]
"""
SITE = {
    PATH: TAGS,
    "bibliography/kasch-2022.yaml": f"{KASCH}tags: [degeneration, MRI]\n",
    "bibliography/weber-1983.yaml": f"{WEBER}tags: [surgery]\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Built:
    return build_site(tmp_path, SITE)


def links(built: Built, page: str, xpath: str) -> list[tuple[str, str]]:
    return [(words(link), str(link.get("href"))) for link in built.page(page).xpath(f"{xpath}//a")]


def test_a_tag_is_read_with_its_place() -> None:
    tags, problems = parse_tags(TAGS, path=PATH)
    assert problems == ()
    assert [(tag.name, tag.parents, tag.synonyms, tag.place[1:]) for tag in tags] == [
        ("imaging", ("diagnosis",), ("MRI", "Bildgebung"), (1, 1)),
        ("diagnosis", (), (), (5, 1)),
        ("degeneration", ("MRI",), (), (6, 1)),
    ]


def test_the_page_of_a_tag_has_its_description(site: Built) -> None:
    page = site.page("tags/imaging/")
    assert [words(one) for one in page.xpath("//p[@class='description']")] == ["What scans of the spine show."]
    assert page.xpath("//meta[@name='description']/@content") == ["What scans of the spine show."]


def test_an_entry_belongs_to_what_its_tags_are_part_of(site: Built) -> None:
    for step in ("degeneration", "imaging", "diagnosis"):
        assert site.page(f"tags/{step}/").xpath("//a[@class='name']/@href") == ["../../bibliography/kasch-2022/"]


def test_an_entry_shows_its_own_tags_and_a_synonym_as_its_tag(site: Built) -> None:
    assert links(site, "bibliography/kasch-2022/", "//ul[@class='tag-list']") == [
        ("degeneration", "../../tags/degeneration/"),
        ("imaging", "../../tags/imaging/"),
    ]


def test_the_address_of_a_synonym_leads_to_its_tag(site: Built) -> None:
    assert "../../tags/imaging/" in site.text("tags/mri/index.html")
    assert "../../tags/imaging/" in site.text("tags/bildgebung/index.html")


def test_tags_lead_up_and_down(site: Built) -> None:
    up_and_down = [links(site, f"tags/{step}/", "//nav[contains(@class, 'kin')]") for step in ("imaging", "diagnosis")]
    assert up_and_down == [
        [("diagnosis", "../../tags/diagnosis/"), ("degeneration", "../../tags/degeneration/")],
        [("imaging", "../../tags/imaging/")],
    ]


def test_a_tag_that_nothing_has_has_no_page_and_no_redirect(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, PATH: f"{TAGS}sciatica: {{synonyms: [ischias]}}\n"})
    assert not [path for path in (built.output / "tags").iterdir() if path.name in {"sciatica", "ischias"}]


def test_the_spelling_of_the_file_is_shown(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, PATH: "Surgery:\n"})
    assert links(built, "bibliography/weber-1983/", "//ul[@class='tag-list']") == [("Surgery", "../../tags/surgery/")]


def test_a_change_of_a_description_changes_its_page_and_that_of_all_tags_alone(tmp_path: Path) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    changed = {PATH: TAGS.replace("the spine show", "a spine show")}
    built = build_site(root, changed)
    assert built.result.written == 2
    assert "What scans of a spine show." in built.text("tags/imaging/index.html")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- imaging\n",
         "1:1: wrong-type: the tags are not a mapping; begin with the name of a tag and a colon, such as `imaging:`"),
        ("imaging: {text: x}\n",
         "1:11: unknown-field: `text` is not a part of a tag; use one of: description, parents, synonyms"),
        ("imaging: {parents: [diagnosis]}\ndiagnoses:\n",
         (
             "1:1: unknown-tag: `imaging` has the parent `diagnosis`, which is not in this file; did you mean"
             " `diagnoses`?"
         )),
        ("imaging: {parents: [surgery]}\n",
         (
             "1:1: unknown-tag: `imaging` has the parent `surgery`, which is not in this file; add `surgery:` to"
             " this file"
         )),
        ("imaging: {synonyms: [mri]}\nscans: {synonyms: [MRI]}\n",
         "2:1: duplicate-tag: `MRI` already stands for `imaging`, at bibliography/tags.yaml:1:1; keep one of the two"),
        ("surgerys:\n", (
            "5:1: near-tag: there is no tag `surgery`; did you mean `surgerys`? If not, add it to"
            " tags.yaml"
        )),
        ("imaging: {parents: [imaging]}\n",
         "1:1: tag-circle: `imaging` is its own parent, directly or through others; remove one of the `parents`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    sources = {"bibliography/weber-1983.yaml": f"{WEBER}tags: [surgery]\n", PATH: text}
    problems = build_site(tmp_path, sources, tolerant=True).result.problems
    assert shown(problems)[-1:] == [problem]


def test_tags_are_compared_only_where_that_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr("painsite.linking.tags.get_close_matches", lambda word, *_, **__: compared.append(word) or [])
    files = {"bibliography/weber-1983.yaml": f"{WEBER}tags: [surgery]\n", PATH: "surgerys:\n"}
    build_site(tmp_path / "on", files)
    assert compared == ["surgery"]
    build_site(tmp_path / "off", {**files, "bibliography/site.yaml": "rules: {near-tag: off}\n"})
    assert compared == ["surgery"]


def test_a_near_tag_is_found_among_thousands() -> None:
    book, _ = link_tags(
        [Tag(name=f"topic number {number}", place=(PATH, 1, 1)) for number in range(3000)]
        + [Tag(name="sciatica", place=(PATH, 1, 1))]
    )
    nodes = [
        entry(str(number), f"title: A\ntags: [{tag}]") for number, tag in enumerate(("sciatcia", "scitica", "pain"))
    ]
    assert [problem.message for problem in near_tags(book, nodes)] == [
        "there is no tag `sciatcia`",
        "there is no tag `scitica`",
    ]


@pytest.mark.parametrize(
    ("parents", "circles"),
    [
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "a"}, ["a"]),
        ({"a": "b", "b": "a", "c": "a", "d": "c"}, ["a", "b"]),
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "b", "b": "c", "c": "bd", "d": "e", "e": "d"}, ["b", "c", "d", "e"]),
    ],
)
def test_only_the_tags_of_a_circle_are_above_themselves(parents: dict[str, str], circles: list[str]) -> None:
    tags = [Tag(name=name, parents=tuple(above), place=(PATH, 1, 1)) for name, above in parents.items()]
    _, problems = link_tags(tags)
    assert [problem.message for problem in problems] == [
        f"`{name}` is its own parent, directly or through others" for name in circles
    ]


def test_every_tag_of_a_circle_is_told_and_the_site_is_shown_all_the_same(tmp_path: Path) -> None:
    circle = "a: {parents: [b]}\nb: {parents: [c]}\nc: {parents: [a]}\n"
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": f"{WEBER}tags: [a]\n", PATH: circle}, tolerant=True)
    assert [problem.rule for problem in built.result.problems] == ["tag-circle"] * 3
    assert built.page("tags/a/").xpath("//a[@class='name']")


def test_the_page_of_all_tags_shows_what_they_are_and_what_is_part_of_what(site: Built) -> None:
    def tree(items: list[object]) -> list[object]:
        return [
            (words(item.xpath("./a")[0]), [words(one) for one in item.xpath("./p")], tree(item.xpath("./ul/li")))  # type: ignore[attr-defined]
            for item in items
        ]

    assert tree(site.page("tags/").xpath("//main//ul[@class='topics'][not(ancestor::ul)]/li")) == [
        ("diagnosis", [], [("imaging", ["What scans of the spine show."], [("degeneration", [], [])])]),
        ("surgery", [], []),
    ]


def test_a_tag_with_two_parents_stands_below_both_and_its_parts_below_the_first(tmp_path: Path) -> None:
    book = "a:\nb:\nboth: {parents: [a, b]}\npart: {parents: [both]}\n"
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": f"{WEBER}tags: [part]\n", PATH: book})
    assert [words(one) for one in built.page("tags/").xpath("//ul[@class='topics']//a")] == [
        "a", "both", "part", "b", "both"
    ]  # fmt: skip


def test_tags_below_tags_are_all_shown_however_deep_they_lie(tmp_path: Path) -> None:
    book = "t0:\n" + "".join(f"t{number}: {{parents: [t{number - 1}]}}\n" for number in range(1, 2000))
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": f"{WEBER}tags: [t1999]\n", PATH: book})
    shown_tags = {words(one) for one in built.page("tags/").xpath("//ul[@class='topics']//a")}
    assert len(shown_tags) == 2000
