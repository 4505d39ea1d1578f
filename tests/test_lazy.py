"""What a large site has many of is held packed, and reads as if it were not."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import DecodeError, msgpack

from painsite.build import lazy_faces
from painsite.build.compact_places import CompactPlaces, Spot
from painsite.build.kept_plan import read_plan
from painsite.build.lazy_faces import entries_among, unpack_faces
from painsite.build.lazy_nodes import KeptNodes, LetGo
from painsite.build.load import LinkedSite, Loaded, read_site
from painsite.build.outline import PreparedSource, pack, prepare_source, unpack
from painsite.build.plan import make_plan, plan_key
from painsite.build.start import Options, begin, open_cache
from painsite.linking.library import link
from painsite.model import Article, Entry, Library
from tests.support import KASCH, WEBER, article, build_site, entry, silent

PATHS = ("bibliography/weber-1983.yaml", "bibliography/classics.bib", "bibliography/é¡bibliography/weber-1983.yaml")
NODES: tuple[Entry | Article, ...] = (
    entry("kasch-2022", f"{KASCH}notes: See [@weber-1983].\n"),
    entry("weber-1983", WEBER),
    article("guide", "See [@kasch-2022]."),
)
SITE = {
    "bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@weber-1983].\n",
    "bibliography/weber-1983.yaml": WEBER,
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@kasch-2022].\n",
}


# places


@given(
    st.dictionaries(
        st.sampled_from(["citekey", "title", "doi"]),
        st.tuples(st.sampled_from(PATHS), st.integers(1, 1 << 20), st.integers(1, 300)),
    ),
    st.sampled_from([*PATHS, ""]),
)
def test_compact_places_are_the_places(places: Mapping[str, Spot], path: str) -> None:
    compact = CompactPlaces(places, path)
    assert compact == places
    assert (list(compact), len(compact), compact.get("volume")) == (list(places), len(places), None)


def test_places_in_one_file_do_not_repeat_its_path() -> None:
    places = {f"field-{number}": (PATHS[0], number, 1) for number in range(20)}
    assert CompactPlaces(places, PATHS[0])._packed.count(PATHS[0].encode()) == 0


def test_an_unpacked_source_is_packed_to_the_same_bytes() -> None:
    source, _ = prepare_source("yaml", WEBER.encode(), "bibliography/weber-1983.yaml")
    packed = pack(source)
    again = unpack(packed)
    assert isinstance(again.nodes[0].outline.places, CompactPlaces)
    assert (again, pack(again)) == (source, packed)


def test_nothing_else_is_packed_by_chance() -> None:
    with pytest.raises(TypeError, match="a complex cannot be packed"):
        pack(PreparedSource(problems=(1j,)))  # type: ignore[arg-type] # that is what is refused


# faces


@pytest.fixture
def library() -> Library:
    found, _ = link(
        [node for node in NODES if isinstance(node, Entry)], [node for node in NODES if isinstance(node, Article)]
    )
    return found


def test_packed_faces_are_the_faces(library: Library) -> None:
    faces = unpack_faces(msgpack.encode(library))
    assert faces == library.faces
    assert "boos-1995" not in faces
    assert entries_among(faces) == entries_among(library.faces) == {"kasch-2022", "weber-1983"}


def test_a_face_is_unpacked_once_until_there_are_too_many(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_faces, "_MOST", 2)
    faces = unpack_faces(msgpack.encode(library))
    first = faces["kasch-2022"]
    assert faces["kasch-2022"] is first
    others = [faces[citekey] for citekey in ("weber-1983", "guide")]
    assert others == [library.faces["weber-1983"], library.faces["guide"]]
    assert faces["kasch-2022"] == first
    assert faces["kasch-2022"] is not first


# nodes and plans of a built site


@pytest.fixture
def site(tmp_path: Path) -> LinkedSite:
    build_site(tmp_path, SITE)
    with open_cache(tmp_path) as (cache, _):
        start = begin(tmp_path, tmp_path / "_site", Options(index=False), cache, silent)
        return read_site(start, Loaded(sources={}, nodes={}), silent)


def test_a_node_that_is_let_go_is_not_kept_in_memory(site: LinkedSite) -> None:
    nodes = KeptNodes(site.start.cache, site.index.origins)
    nodes.fetch(nodes)
    passing = LetGo(nodes)
    assert (sorted(passing), len(passing)) == (["guide", "kasch-2022", "weber-1983"], 3)
    assert passing["weber-1983"].outline.citekey == "weber-1983"
    assert set(nodes.known) == {"guide", "kasch-2022"}


def test_a_kept_plan_is_the_plan(site: LinkedSite) -> None:
    key = plan_key(site.start, site)
    made = make_plan(site.start, site, key)
    kept = read_plan(site.start, key)
    assert kept is not None
    assert dict(kept.plan.nodes) == made.plan.nodes
    assert (tuple(kept.plan.files), tuple(kept.plan.files[1:3])) == (made.plan.files, made.plan.files[1:3])
    assert ("guide" in kept.plan.nodes, "boos-1995" in kept.plan.nodes, len(kept.plan.nodes)) == (True, False, 3)
    assert (kept.faces, kept.copies) == (made.faces, made.copies)


def test_a_plan_that_is_not_kept_is_none(site: LinkedSite) -> None:
    assert read_plan(site.start, b"another") is None


def test_a_library_that_is_damaged_has_no_faces() -> None:
    with pytest.raises(DecodeError):
        unpack_faces(b"\xc1")
