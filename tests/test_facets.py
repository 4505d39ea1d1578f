"""The data of the master index: columns in the order of the entries, and what each line shows."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from painsite.config import DEFAULTS, Features, Settings
from painsite.linking.library import link
from painsite.model import Face, Tag
from painsite.pages.context import Context, make_context
from painsite.pages.explanations import level_key
from painsite.pages.links import Linking
from painsite.pages.lists.facets import Facet, columns_inputs, facets, plan_index_data
from painsite.pages.lists.filters import index_filter
from tests.planning import PlannedSite, plan_only
from tests.support import article, entry

SOURCES = {
    "kasch-2022": (
        "title: Lumbar MRI findings\nheadline: Scans say little\nsummary: Little.\nauthors: [Kasch R]\njournal: Spine\n"
        "year: 2022\nadded: 2026-11-20\ntags: [Discs, MRI]\nstudy: {design: prospective cohort, level: 2b}\n"
        "notes: See [@weber-1983].\npmcid: PMC1\n"
    ),
    "weber-1983": (
        "title: Lumbar disc herniation\nauthors: [Weber H]\njournal: spine\ndate: 1983-03\nadded: 2026-11-22\n"
        "study: {design: RCT, level: Level II}\n"
    ),
    "osti-1992": "title: Disc degeneration\nauthors: [Osti O]\njournal: Pain\ndate: 1983\nstudy: {level: very low}\n",
    "deyo-2014": "type: book\ntitle: Watch your back\nauthors: [Deyo R]\n",
}
BOOK = (
    Tag(name="imaging", synonyms=("MRI",), parents=("diagnosis",), place=("", 1, 1)),
    Tag(name="diagnosis", place=("", 2, 1)),
)


def context_of(
    sources: Mapping[str, str] = SOURCES, settings: Settings = DEFAULTS, book: tuple[Tag, ...] = BOOK
) -> Context:
    library, _ = link(
        [entry(key, text) for key, text in sources.items()], [article("guide", "Yes [@weber-1983].")], tags=book
    )
    return make_context(library, settings, Linking())


def plan(context: Context) -> PlannedSite:
    return plan_only(context, plan_index_data(context))


def data(context: Context, name: str) -> Any:
    """Give what a file holds."""
    return json.loads(plan(context).contents[f"index/data/{name}.json"])


def facets_of(context: Context) -> tuple[Facet, ...]:
    return facets(columns_inputs(context), context.entries, context.settings.wording)


def shown(context: Context, name: str) -> list[object]:
    """Give for each entry, in their order, the keys of its values."""
    facet = next(facet for facet in facets_of(context) if facet.name == name)
    keys = [value[0] for value in facet.values]
    return [
        [keys[number] for number in of] if isinstance(of, tuple) else keys[of] if of >= 0 else None for of in facet.of
    ]


def test_the_entries_are_in_the_order_of_all_lists() -> None:
    assert [face.citekey for face in context_of().entries] == ["kasch-2022", "osti-1992", "weber-1983", "deyo-2014"]


ROWS = [
    ("year", ["2022", "1983", "1983", "none"]),
    ("journal", ["spine", "pain", "spine", None]),
    ("study", ["cohort", "other", "trial", "other"]),
    ("level", ["2", "very-low", "2", None]),
    ("type", ["journal-article", "journal-article", "journal-article", "book"]),
    ("with", [["commentary", "free"], [], [], []]),
    ("status", [None, None, None, None]),
    # a synonym stands for its tag, and what has a tag has those that this is part of
    ("tag", [["diagnosis", "discs", "imaging"], [], [], []]),
]


@pytest.mark.parametrize(("name", "expected"), ROWS)
def test_a_facet_says_what_each_entry_has(name: str, expected: list[object]) -> None:
    assert shown(context_of(), name) == expected


def test_values_have_words_where_their_keys_do_not_say_it() -> None:
    values = {facet.name: facet.values for facet in facets_of(context_of())}
    assert values["year"] == (("2022",), ("1983",), ("none", "no date"))
    assert values["study"] == (("trial",), ("cohort", "cohort study"), ("other",))
    assert values["journal"] == (("spine", "Spine"), ("pain", "Pain"))
    assert values["level"] == (("2",), ("very-low", "very low"))
    assert values["tag"] == (("diagnosis",), ("discs", "Discs"), ("imaging",))


def test_what_is_known_of_retractions_is_a_facet() -> None:
    context = context_of()
    face = structs.replace(context.library.faces["weber-1983"], retraction="concern")
    library = structs.replace(context.library, faces={**context.library.faces, "weber-1983": face})
    assert shown(replace(context, library=library), "status") == [None, None, "concern", None]


def test_a_facet_without_values_is_left_out_of_the_file() -> None:
    content = data(context_of(), "facets")
    assert "status" not in [facet["name"] for facet in content["facets"]]


def test_where_no_design_is_given_there_are_no_types_of_study() -> None:
    assert next(facet for facet in facets_of(context_of({"a": "title: A\n"})) if facet.name == "study").values == ()


def test_sorts_rank_the_entries() -> None:
    content = data(context_of(), "facets")
    assert (content["count"], content["rows"]) == (4, 100)
    assert content["sorts"] == {
        "published": [0, 2, 1, 3],
        "added": [1, 2, 0, 2],
        "cited": [2, 2, 0, 2],
        "author": [1, 2, 3, 0],
        "evidence": [4, 12, 3, 12],
    }


def test_a_sort_in_which_all_are_equal_is_left_out() -> None:
    content = data(context_of({"a": "title: A\n", "b": "title: B\n"}), "facets")
    assert content["sorts"].keys() == {"published", "author"}


def test_rows_hold_what_lines_show_and_lead_from_the_index() -> None:
    rows = data(context_of(), "rows-1")
    assert rows[0] == [
        "../bibliography/kasch-2022/",
        "Scans say little",
        "Little.",
        ["Kasch 2022", "Spine", "prospective cohort", "commentary", "free full text"],
    ]
    assert rows[3] == ["../bibliography/deyo-2014/", "Watch your back", "", ["Deyo n.d."]]


def test_names_are_a_file_of_their_own() -> None:
    assert data(context_of(), "names")[0] == "Kasch 2022 Scans say little"


def test_authors_whom_the_label_does_not_name_are_sought_too() -> None:
    sources = {"kasch-2022": "title: Scans\nauthors: [Kasch R, Bülow R]\nyear: 2022\n"}
    assert data(context_of(sources), "names") == ["Kasch 2022 Scans Bülow"]


def test_there_are_a_hundred_rows_in_a_file() -> None:
    planned = plan(context_of({f"work-{number:03}": f"title: Work {number}\n" for number in range(201)}))
    lengths = {path: len(json.loads(content)) for path, content in planned.contents.items() if "rows-" in path}
    assert lengths == {"index/data/rows-1.json": 100, "index/data/rows-2.json": 100, "index/data/rows-3.json": 1}


def test_a_site_without_entries_has_no_data() -> None:
    assert list(plan_index_data(context_of({}))) == []


FACETS, NAMES, FIRST = (f"index/data/{name}.json" for name in ("facets", "names", "rows-1"))


@pytest.mark.parametrize(
    ("changes", "book", "expected"),
    [
        ({}, BOOK, set()),
        ({"deyo-2014": SOURCES["deyo-2014"] + "abstract: Long.\nvolume: 3\n"}, BOOK, set()),
        ({"deyo-2014": SOURCES["deyo-2014"] + "study: {level: 5}\n"}, BOOK, {FACETS, FIRST, NAMES}),
        ({"deyo-2014": SOURCES["deyo-2014"].replace("your", "his")}, BOOK, {FACETS, FIRST, NAMES}),
        ({"kasch-2022": SOURCES["kasch-2022"].replace("weber-1983", "osti-1992")}, BOOK, {FACETS, FIRST}),
        ({}, BOOK[1:], {FACETS}),
    ],
)
def test_a_key_changes_where_a_file_does(changes: Mapping[str, str], book: tuple[Tag, ...], expected: set[str]) -> None:
    before, after = plan(context_of()), plan(context_of({**SOURCES, **changes}, book=book))
    changed = after.changed(before)
    assert after.different(before) <= changed
    assert changed == expected


LEVELS = [
    ("3", "3"), ("1b", "1"), ("Level II", "2"), ("Oxford 2a", "2"), ("IV", "4"),
    ("low", "low"), ("sehr niedrig", "very-low"), ("GRADE: moderate", "moderate"),
    ("Class A", "class-a"), ("", ""), ("*", ""),
]  # fmt: skip


@pytest.mark.parametrize(("level", "key"), LEVELS)
def test_levels_on_one_scale_have_one_key(level: str, key: str) -> None:
    assert level_key(level) == key


def test_without_exports_nothing_can_be_taken_away() -> None:
    context = context_of(settings=replace(DEFAULTS, features=Features(exports=False)))
    href = Linking().from_page("/bibliography/")
    assert index_filter(context.settings, href).exports == ()
    assert index_filter(context.settings, href).scripts == ("../index.js",)


@pytest.mark.parametrize("name", ["title", "design", "level", "tags", "type", "retraction", "added", "year"])
def test_each_field_that_the_data_show_is_part_of_their_key(name: str) -> None:
    context = context_of()
    face: Face = context.library.faces["deyo-2014"]
    other: dict[str, object] = {"tags": ("x",), "year": 1999, "retraction": "concern"}
    changed = structs.replace(face, **{name: other.get(name, "report")})
    library = structs.replace(context.library, faces={**context.library.faces, "deyo-2014": changed})
    assert plan(context).keys[FACETS] != plan(replace(context, library=library)).keys[FACETS]
