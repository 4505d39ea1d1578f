"""The page of the whole citation graph, and the data of its drawing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from painsite.pages.graph import layout
from painsite.pages.graph import page as graphs
from tests.support import KASCH, WEBER, Built, build_site, contents, words, write_site

if TYPE_CHECKING:
    from pathlib import Path

SITE = {
    "bibliography/kasch-2022.yaml": (
        f"{KASCH}headline: Scans say little\ntags: [imaging]\nnotes: Fits [@weber-1983], not [@alias].\n"
    ),
    "bibliography/weber-1983.yaml": f"{WEBER}tags: [MRI, discs]\naliases: [alias]\n",
    "bibliography/jensen-1994.yaml": "title: Magnetic resonance imaging\nauthors: [Jensen MC]\nyear: 1994\n",
    "bibliography/tags.yaml": "imaging:\n  synonyms: [MRI]\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@kasch-2022] and [@weber-1983].\n",
}
ALONE = {"bibliography/weber-1983.yaml": WEBER}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


def data(built: Built, name: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = json.loads(built.text(f"graph/{name}.json"))
    return found


def hrefs(built: Built, address: str, xpath: str) -> list[str]:
    return [str(one) for one in built.page(address).xpath(f"{xpath}/@href")]


def test_what_cites_or_is_cited_is_drawn_in_the_order_of_citekeys(site: Built) -> None:
    nodes, structure = data(site, "nodes"), data(site, "structure")
    assert nodes["steps"] == ["guide", "kasch-2022", "weber-1983"]
    assert nodes["labels"] == ["A guide", "Kasch 2022", "Weber 1983"]
    assert (nodes["years"], nodes["articles"]) == ([0, 2022, 1983], [0])
    assert structure["cites"] == [[1, 2], [2], []]
    assert len(structure["x"]) == len(structure["y"]) == 3


def test_a_synonym_stands_for_its_topic(site: Built) -> None:
    nodes = data(site, "nodes")
    assert nodes["topics"] == ["discs", "imaging"]
    assert nodes["tagged"] == [[], [1], [1, 0]]


def test_names_are_headlines_or_titles_and_empty_where_the_label_says_it(site: Built) -> None:
    assert data(site, "names-1")["names"] == ["", "Scans say little", "Lumbar disc herniation"]


def test_authors_whom_the_label_does_not_name_are_found_too(tmp_path: Path) -> None:
    kasch = KASCH.replace("Truthmann J", "Truthmann J, Bülow R") + "notes: See [@weber-1983].\n"
    built = build_site(tmp_path, {"bibliography/kasch-2022.yaml": kasch, "bibliography/weber-1983.yaml": WEBER})
    assert data(built, "names-1")["people"] == ["Truthmann, Bülow", ""]


def test_names_come_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "PART", 2)
    built = build_site(tmp_path, SITE)
    assert [data(built, f"names-{number}")["names"] for number in (1, 2)] == [
        ["", "Scans say little"],
        ["Lumbar disc herniation"],
    ]


def test_the_list_names_what_is_cited_most_and_what_cites_it(site: Built) -> None:
    page = site.page("graph/")
    lines = [
        (words(name), words(citing))
        for name, citing in zip(*(page.xpath(f"//dl/{tag}") for tag in ("dt", "dd")), strict=True)
    ]
    assert lines == [
        ("Weber 1983 Lumbar disc herniation", "cited by two pages: A guide · Kasch 2022"),
        ("Kasch 2022 Scans say little", "cited by one page: A guide"),
    ]
    assert words(page.xpath("//*[@class='introduction']")[0]) == "3 entries and articles, 3 connections"


def test_the_list_says_what_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "MOST_LISTED", 1)
    monkeypatch.setattr(graphs, "MOST_CITING", 1)
    text = words(build_site(tmp_path, SITE).page("graph/"))
    assert "cited by two pages: A guide and 1 more" in text
    assert "1 more is cited less often." in text


def test_what_is_not_drawn_is_counted(site: Built) -> None:
    assert "1 page that neither cites nor is cited is not drawn." in site.text("graph/index.html")


def test_home_index_and_the_maps_of_what_is_drawn_lead_to_it(site: Built) -> None:
    assert "./graph/" in hrefs(site, "index.html", "//*[@id='most-cited']//a")
    assert "../graph/" in hrefs(site, "bibliography/", "//nav//a")
    assert "../../graph/?focus=kasch-2022" in hrefs(site, "bibliography/kasch-2022/", "//*[@id='map']//a")
    assert not any("graph/" in href for href in hrefs(site, "bibliography/jensen-1994/", "//a"))


@pytest.mark.parametrize(
    "files", [ALONE, {**SITE, "bibliography/site.yaml": "features: {map: false}\n"}], ids=["nothing cited", "no map"]
)
def test_without_citations_or_maps_there_is_no_graph_and_nothing_leads_to_it(
    tmp_path: Path, files: dict[str, str]
) -> None:
    built = build_site(tmp_path, files)
    assert not (built.output / "graph").exists()
    pages = [path for path in contents(built.output) if path.endswith(".html")]
    assert [path for path in pages if any("graph/" in href for href in hrefs(built, path, "//a"))] == []


EDITS = {
    "a headline": ("bibliography/kasch-2022.yaml", "Scans say little", "Scans say less"),
    "a citation more": ("bibliography/kasch-2022.yaml", "Fits [", "Fits [@jensen-1994] and ["),
    "a citation less": ("bibliography/articles/guide.md", " and [@weber-1983]", ""),
    "a topic": ("bibliography/kasch-2022.yaml", "tags: [imaging]", "tags: [scans]"),
    "a synonym": ("bibliography/tags.yaml", "[MRI]", "[discs]"),
    "a text": ("bibliography/kasch-2022.yaml", "Fits [", "It fits ["),
    "a year": ("bibliography/weber-1983.yaml", "1983", "1984"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_after_an_edit_gives_what_a_clean_one_gives(tmp_path: Path, edit: str) -> None:
    path, old, new = EDITS[edit]
    assert old in SITE[path]
    (tmp_path / "one").mkdir()
    build_site(tmp_path / "one", SITE)
    edited = {**SITE, path: SITE[path].replace(old, new)}
    again = build_site(tmp_path / "one", {path: edited[path]})
    (tmp_path / "two").mkdir()
    assert contents(again.output) == contents(build_site(tmp_path / "two", edited).output)


@pytest.mark.parametrize(
    ("edit", "times"), [("a headline", 0), ("a text", 0), ("a year", 0), ("a citation more", 1), ("a topic", 1)]
)
def test_places_are_sought_again_only_where_the_structure_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: str, times: int
) -> None:
    build_site(tmp_path, SITE)
    asked = []
    place = layout.place_nodes

    def count(structure: layout.Structure) -> tuple[tuple[int, ...], tuple[int, ...]]:
        asked.append(structure)
        return place(structure)

    monkeypatch.setattr(layout, "place_nodes", count)
    path, old, new = EDITS[edit]
    build_site(tmp_path, {path: SITE[path].replace(old, new)})
    assert len(asked) == times


def test_places_are_kept_for_a_build_whose_output_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build_site(tmp_path, SITE).text("graph/structure.json")
    write_site(tmp_path, {"_site/graph/structure.json": ""})
    monkeypatch.setattr(layout, "place_nodes", None)
    assert build_site(tmp_path, SITE).text("graph/structure.json") == before


def test_a_site_of_ones_own_may_put_a_file_in_the_place_of_the_data(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "static/graph/structure.json": "{}"})
    assert (built.result.errors, built.text("graph/structure.json")) == (0, "{}")
