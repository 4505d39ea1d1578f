"""Every page and data file is a value: what makes it is handed what that names, and its key says all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import msgpack, structs

from painsite.config import DEFAULTS, Features, Settings, Theme
from painsite.languages.wording import Wording
from painsite.model import Node, Reasons, Related, Tag
from painsite.pages.plan import KINDS, Plan
from painsite.pages.planned import (
    PLAIN,
    FileKind,
    Given,
    Materials,
    Page,
    PageKind,
    Planned,
    Workshop,
    bare_key,
    make_files,
)
from painsite.pages.values import ErrorPage
from tests.planning import PlannedSite, plan_nodes
from tests.support import article, entry
from tests.test_views import ARTICLES, RELATED, SOURCES

MORE = {
    f"work-{number:02d}": f"title: Worn discs\nauthors: [Weber H]\njournal: Spine\nyear: {1990 + number}\n"
    f"doi: 10.1097/brs.{number}\nstudy: {{design: {design}}}\nadded: 2026-01-{number + 1:02d}\n"
    for number, design in enumerate(["cohort", "RCT"] * 3)
}
"""So that authors, journals and types of study have pages."""
FULL = replace(
    DEFAULTS,
    url="https://example.org/",
    page_size=10,
    author_pages=2,
    journal_pages=2,
    export_abstracts=True,
    theme=Theme(width="34rem"),
)
TAGS = (Tag(name="back pain", parents=("pain",), place=("", 1, 1)), Tag(name="pain", place=("", 2, 1)))
GUIDE = "title: A guide\nupdated: 2026-02-03\nredirect_from: [old]\nchanges: [{date: 2026-02-03, note: A figure.}]"


def read(changes: Mapping[str, str | None]) -> list[Node]:
    """Read the nodes of a small site, some of them changed, or left out where None."""
    sources = {key: text for key, text in {**MORE, **SOURCES, **ARTICLES, **changes}.items() if text is not None}
    found: list[Node] = []
    for key, text in sources.items():
        front = GUIDE if key == "guide" else "title: A history of back pain"
        found.append(article(key, text, front) if key in ARTICLES else entry(key, text))
    return found


def site_of(
    changes: Mapping[str, str | None],
    *,
    with_settings: Settings = FULL,
    tags: tuple[Tag, ...] = TAGS,
    related: Mapping[str, tuple[Related, ...]] = RELATED,
) -> PlannedSite:
    nodes = read(changes)
    known = {node.citekey for node in nodes}
    lines = {key: tuple([line for line in some if line.citekey in known]) for key, some in related.items()}
    images = ["bibliography/disc.png"]
    return plan_nodes(nodes, settings=with_settings, tags=tags, related=lines, images=images)


@pytest.fixture(scope="module")
def site() -> PlannedSite:
    return site_of({})


def of_kind(site: PlannedSite, name: str) -> list[Planned]:
    return [planned for planned in site.files if planned.kind == name]


# what is handed over


def test_a_site_with_everything_has_files_of_every_kind(site: PlannedSite) -> None:
    assert {planned.kind for planned in site.files} == set(KINDS)


@dataclass(frozen=True)
class Handed:
    """What a maker was handed."""

    planned: Planned
    given: Given


def handed(site: PlannedSite, planned: Planned) -> Given:
    """Give what is handed to the maker of a file."""
    found: list[Given] = []
    kind = KINDS[planned.kind]

    def note(_inputs: object, given: Given) -> Mapping[str, bytes]:
        found.append(given)
        return {}

    spy = FileKind(kind.name, kind.inputs, note, is_framed=isinstance(kind, PageKind) or kind.is_framed)
    make_files(planned, spy, site.materials)
    return found[0]


@pytest.mark.parametrize("name", KINDS)
def test_what_makes_a_file_is_handed_what_the_plan_names_and_nothing_else(site: PlannedSite, name: str) -> None:
    everything = tuple(site.context.library.faces)
    for planned in of_kind(site, name):
        given = handed(site, planned)
        assert (tuple(given.faces), given.paths, given.records, given.folder) == (
            planned.faces,
            planned.paths,
            planned.records,
            planned.folder,
        )
        named = set(planned.texts + planned.records)
        assert set(given.texts(sorted(named))) == named
        for citekey in set(everything) - named:
            with pytest.raises(KeyError, match=citekey):
                given.texts([citekey])


@pytest.mark.parametrize("name", KINDS)
def test_the_frame_is_handed_to_pages_and_to_kinds_that_say_so(site: PlannedSite, name: str) -> None:
    kind = KINDS[name]
    is_framed = isinstance(kind, PageKind) or kind.is_framed
    for planned in of_kind(site, name):
        given = site.materials.given(planned, kind)
        assert (given.frame is site.context.frame) is is_framed


def test_the_faces_of_related_nodes_are_handed_over_too(site: PlannedSite) -> None:
    planned = PLAIN.plan(["a.txt"], {}, faces=("guide",))
    given = site.materials.given(planned, PLAIN, (Related(citekey="weber-1983", reasons=Reasons()),))
    assert tuple(given.faces) == ("guide", "weber-1983")


def test_the_links_of_a_page_lead_from_its_base_and_without_one_from_the_root(site: PlannedSite) -> None:
    pages = [PLAIN.plan(["a.txt"], {}, base=base) for base in ("/tags/a/", "")]
    assert [site.materials.given(page, PLAIN).href("/tags/b/") for page in pages] == ["../../tags/b/", "/tags/b/"]


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_the_same_whoever_has_made_which_others_before(site: PlannedSite, name: str) -> None:
    for planned in of_kind(site, name):
        alone = in_another_process(site.materials)
        assert site.make(planned, alone) == site.by_key[site.key(planned)]


def in_another_process(materials: Materials) -> Materials:
    """Give the same materials in a process that has made nothing yet."""
    return replace(materials, workshop=Workshop())


# a plan


def test_a_plan_that_is_packed_and_unpacked_makes_the_same_files(site: PlannedSite) -> None:
    packed = msgpack.encode(site.plan)
    plan = msgpack.decode(packed, type=Plan)
    assert (plan, msgpack.encode(plan)) == (site.plan, packed)
    again = replace(site, plan=plan, made={}, materials=in_another_process(site.materials))
    assert again.keys == site.keys
    assert again.by_key == site.by_key


def test_a_plan_is_the_same_each_time(site: PlannedSite) -> None:
    assert msgpack.encode(site_of({}).plan) == msgpack.encode(site.plan)


def test_files_that_stand_in_the_sites_own_folder_are_not_published() -> None:
    planned = PLAIN.plan(["a.txt", "b.txt"], {}, own=("a.txt",))
    assert list(planned.published(["a.txt", "b.txt", "c.txt"])) == ["b.txt", "c.txt"]


def test_a_page_stands_at_its_path_with_its_template(site: PlannedSite) -> None:
    (planned,) = of_kind(site, "error.html")
    page = site.make(planned)
    assert isinstance(page, Page)
    assert (page.path, page.template, type(page.value)) == ("404.html", "error.html", ErrorPage)


# keys

PLANNED = Planned(kind="plain", paths=("a.txt",), inputs=b"\x80", faces=("weber-1983",))
KEYED = {
    "": PLANNED,
    "kind": structs.replace(PLANNED, kind="export"),
    "paths": structs.replace(PLANNED, paths=("a.txt", "b.txt")),
    "inputs": structs.replace(PLANNED, inputs=b"\x90"),
    "faces": structs.replace(PLANNED, faces=("weber-1983", "kasch-2022")),
    "folder": structs.replace(PLANNED, folder="a/"),
    "address": structs.replace(PLANNED, address="/a/"),
    "base": structs.replace(PLANNED, base="/a/"),
}
UNKEYED = {
    # their digests are part of the full key
    "texts": structs.replace(PLANNED, texts=("weber-1983",)),
    "records": structs.replace(PLANNED, records=("weber-1983",)),
    # blocks have keys of their own, and of a static file the path is not published
    "blocks": structs.replace(PLANNED, blocks=1),
    "own": structs.replace(PLANNED, own=("a.txt",)),
    "bare": structs.replace(PLANNED, bare=b"bare"),
}


def test_each_field_that_a_file_is_made_from_is_part_of_its_key() -> None:
    assert {*KEYED, *UNKEYED} == {"", *(field.name for field in structs.fields(Planned))}
    faces = {"weber-1983": b"1", "kasch-2022": b"2"}
    keys = {name: bare_key(planned, faces) for name, planned in KEYED.items()}
    assert len(set(keys.values())) == len(keys)
    assert {bare_key(planned, faces) for planned in UNKEYED.values()} == {keys[""]}


def test_inputs_and_faces_cannot_be_taken_for_each_other() -> None:
    digests = {"a": b"\xc0" * 16}
    split = structs.replace(PLANNED, inputs=b"\x90", faces=("a",))
    joined = structs.replace(PLANNED, inputs=b"\x90" + b"\xc0" * 15, faces=())
    assert bare_key(split, digests) != bare_key(joined, digests)


WORDS = st.sampled_from(
    ["", "x", "@guide", "[@history]", "[@weber83, p. 3]", "@kasch22", "@Müller2001", "[-@jarvik-2005]", "@nobody"]
)
BODIES = st.lists(WORDS, max_size=3).map(" and ".join)
LINES = {
    "year": ("1983", "2005"),
    "tags": ("[Pain]", "[pain, Discs]", "[back pain]"),
    "aliases": ("[weber83]", "[kasch22]"),
    "journal": ("Spine", "The Lancet"),
    "authors": ("[Weber H]", "[Weber Hans, Kasch R]"),
    "added": ("2026-01-01", "2026-01-09"),
    "updated": ("2026-02-01",),
    "abstract": ("Long.",),
    "rating": ("3",),
    "volume": ("8",),
    "headline": ("Scans say little",),
    "doi": ("10.1097/brs.1", "10.1097/brs.99"),
    "study": ("{design: cohort, participants: 98}", "{design: RCT, level: 2b}"),
    "redirect_from": ("[old]", "[older]"),
    "image": ("disc.png", "{file: disc.png, alt: A disc}"),
}
FIELDS = st.fixed_dictionaries({}, optional={name: st.sampled_from(some) for name, some in LINES.items()})
ENTRY_SOURCES = st.builds(
    lambda title, fields, text: "".join(
        [f"title: {title}\nnotes: '{text}'\n", *(f"{name}: {value}\n" for name, value in fields.items())]
    ),
    st.sampled_from(["Discs", "Spines"]),
    FIELDS,
    BODIES,
)
CHANGES: st.SearchStrategy[Mapping[str, str | None]] = st.dictionaries(
    st.sampled_from(["weber-1983", "jarvik-2005", "kasch-2022", "work-03", "nobody"]),
    st.none() | ENTRY_SOURCES,
    max_size=2,
)
ARTICLE_CHANGES = st.dictionaries(st.sampled_from(["guide", "history"]), BODIES, max_size=1)
RELATED_LINES = st.dictionaries(
    st.sampled_from(["kasch-2022", "guide"]),
    st.lists(
        st.builds(
            Related,
            citekey=st.just("Mu\u0308ller2001"),
            reasons=st.builds(Reasons, similar_text=st.booleans(), cocited_pages=st.integers(0, 2)),
        ),
        max_size=1,
    ).map(tuple),
)
SETTINGS = (
    FULL,
    replace(FULL, export_abstracts=False),
    replace(FULL, name="Backs", page_size=5),
    replace(FULL, wording=Wording(index_title="Works", cited_by_one="cited once")),
    replace(FULL, features=Features(feeds=False, map=False, highlights=False)),
    replace(FULL, url="", journal_pages=0),
)


@pytest.mark.property
@given(
    first=CHANGES,
    second=CHANGES,
    bodies=ARTICLE_CHANGES,
    lines=RELATED_LINES,
    with_settings=st.sampled_from(SETTINGS),
    tags=st.sampled_from([TAGS, TAGS[:0]]),
)
@settings(max_examples=20)
def test_files_of_one_key_are_one_file(
    first: Mapping[str, str | None],
    second: Mapping[str, str | None],
    bodies: Mapping[str, str],
    lines: Mapping[str, tuple[Related, ...]],
    with_settings: Settings,
    tags: tuple[Tag, ...],
) -> None:
    before = site_of(first, related={})
    after = site_of({**second, **bodies}, related=lines, with_settings=with_settings, tags=tags)
    made, known = after.by_key, before.by_key
    for key in made.keys() & known.keys():
        assert made[key] == known[key]
    assert after.different(before) <= after.changed(before)
