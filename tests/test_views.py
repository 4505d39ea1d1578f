"""The page of a node is made from what its view names, and its key changes whenever the page does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import msgspec
import pytest
from msgspec import structs

from painsite.build.frames import NOT_SHOWN, shared_parts
from painsite.config import DEFAULTS, NavigationItem, Settings, Theme
from painsite.languages.wording import Wording
from painsite.model import Article, Citing, Entry, Face, Library, Names, Person, Reasons, Related, Retraction, Size
from painsite.pages.article.page import article_page
from painsite.pages.context import Context
from painsite.pages.entry.page import entry_page
from painsite.pages.frame import Frame
from painsite.pages.images import Media
from painsite.pages.links import Linking
from painsite.pages.nodes import ENTRY
from painsite.pages.planned import Digests, FaceDigests, Page, Planned, bare_key, full_key
from painsite.pages.views import View, node_view, surroundings, with_related
from tests.planning import PlannedSite, frame_digest, plan_nodes
from tests.support import KASCH, WEBER, article, entry

SOURCES = {
    "kasch-2022": (
        f"{KASCH}aliases: [kasch22]\ntags: [Back pain]\nheadline: Worn discs say little\nsummary: Little.\n"
        "image: {file: disc.png}\ncommentary: As @jarvik-2005 has it [see @nobody-1900; @weber83].\n"
    ),
    "weber-1983": f"{WEBER}aliases: [weber83]\ntags: [back PAIN]\nnotes: 'See @kasch22.'\n",
    "jarvik-2005": "title: Three-year incidence\nauthors: [Jarvik JG]\njournal: Spine\nyear: 2005\n",
    "muller": "citekey: Mu\u0308ller2001\ntitle: Rückenschmerz\nabstract: A.\nabstract_note: As [@weber-1983] says.\n",
}
ARTICLES = {
    "guide": "@kasch22 and @weber-1983 found it[^1]; so did [@Müller2001].\n\n[^1]: See [@history].",
    "history": "",
}
RELATED = {
    "kasch-2022": (Related(citekey="weber-1983", reasons=Reasons(similar_text=True)),),
    "guide": (Related(citekey="history", reasons=Reasons(shared_references=2)),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The pages and keys of the nodes of a small site."""

    pages: Mapping[str, Page]
    keys: Mapping[str, bytes]
    views: Mapping[str, View]


def texts(changes: Mapping[str, str | None]) -> dict[str, Entry | Article]:
    """Read the nodes of the small site, some of them changed, or left out where None."""
    sources = {key: text for key, text in {**SOURCES, **ARTICLES, **changes}.items() if text is not None}
    return {
        node.citekey: node
        for key, text in sources.items()
        for node in [article(key, text) if key in ARTICLES else entry(key, text)]
    }


def site_of(
    nodes: Iterable[Entry | Article],
    settings: Settings = DEFAULTS,
    related: Mapping[str, tuple[Related, ...]] = RELATED,
) -> PlannedSite:
    nodes = tuple(nodes)
    known = {node.citekey for node in nodes}
    shown = {key: tuple([line for line in lines if line.citekey in known]) for key, lines in related.items()}
    linking = Linking(url="https://example.org/")
    images = ["bibliography/disc.png"]
    return plan_nodes(nodes, settings=settings, linking=linking, related=shown, images=images)


def context_of(nodes: Mapping[str, Entry | Article], settings: Settings = DEFAULTS) -> Context:
    return site_of(nodes.values(), settings).context


def make(changes: Mapping[str, str | None]) -> Made:
    site = site_of(texts(changes).values())
    planned = site.plan.nodes
    pages = {citekey: site.make(one) for citekey, one in planned.items()}
    return Made(
        pages={citekey: page for citekey, page in pages.items() if isinstance(page, Page)},
        keys={citekey: site.key(one) for citekey, one in planned.items()},
        views={citekey: view_of(citekey, site.context) for citekey in planned},
    )


def view_of(citekey: str, context: Context) -> View:
    """Give a view with its related lines."""
    return with_related(node_view(citekey, context), RELATED.get(citekey, ()))


# views


def test_a_view_names_the_faces_that_its_page_may_show_its_own_first() -> None:
    views = make({}).views
    assert views["kasch-2022"].faces == ("kasch-2022", "guide", "jarvik-2005", "weber-1983")
    assert views["Mu\u0308ller2001"].faces == ("Mu\u0308ller2001", "guide", "kasch-2022", "weber-1983")
    assert views["history"].faces == ("history", "guide")


def test_a_view_says_what_other_forms_of_citekeys_stand_for() -> None:
    views = make({}).views
    assert views["kasch-2022"].canonical == (("weber83", "weber-1983"),)
    assert views["guide"].canonical == (("kasch22", "kasch-2022"), ("Müller2001", "Mu\u0308ller2001"))


def test_a_view_names_the_works_whose_references_an_article_prints() -> None:
    views = make({}).views
    assert views["guide"].works == ("Mu\u0308ller2001", "history", "kasch-2022", "weber-1983")
    assert views["kasch-2022"].works == ()


def test_a_view_holds_the_shown_spelling_of_tags_and_the_addresses_of_images() -> None:
    view = make({}).views["weber-1983"]
    assert view.tags == (("back-pain", "Back pain"),)
    assert make({}).views["kasch-2022"].media == (Media("disc.png", "/media/disc.png"),)


# pages


@pytest.mark.parametrize("citekey", [*SOURCES, *ARTICLES])
def test_a_page_is_the_same_with_the_faces_of_its_view_and_with_all(citekey: str) -> None:
    citekey = "Mu\u0308ller2001" if citekey == "muller" else citekey
    site = site_of(texts({}).values())
    page, context = site.make(site.plan.nodes[citekey]), site.context
    view, library = view_of(citekey, context), context.library
    everything = site.materials.texts(list(library.faces))
    href = context.frame.linking.from_page(library.faces[citekey].address)
    around = replace(surroundings(view, library.faces, context.frame, href), faces=library.faces)
    assert isinstance(page, Page)
    node = everything[citekey]
    if isinstance(node, Entry):
        assert page.value == entry_page(node, view, around, context.frame)
    else:
        assert page.value == article_page(node, view, around, everything, context.frame)


# keys

_SPINE = "title: Worn discs\njournal: Spine\n"
EDITS: list[tuple[Mapping[str, str | None], set[str]]] = [
    ({}, set()),
    # its own page, and those that show its face: cited, quoted, related, among the references
    (
        {"weber-1983": SOURCES["weber-1983"].replace("1983", "1984")},
        {"weber-1983", "kasch-2022", "guide", "Mu\u0308ller2001"},
    ),
    ({"jarvik-2005": SOURCES["jarvik-2005"] + "volume: 30\n"}, {"jarvik-2005"}),
    ({"muller": SOURCES["muller"] + "volume: 30\n"}, {"Mu\u0308ller2001", "guide"}),
    # another spelling of a tag wins
    ({"jarvik-2005": SOURCES["jarvik-2005"] + "tags: [back PAIN]\n"}, {"jarvik-2005", "kasch-2022", "weber-1983"}),
    # a journal has enough entries for a page
    (
        {"jarvik-2005": SOURCES["jarvik-2005"], "one": _SPINE, "two": _SPINE, "three": _SPINE},
        {"one", "two", "three", "weber-1983", "jarvik-2005"},
    ),
    # a citation begins to lead somewhere
    ({"nobody-1900": "title: Nobody\n"}, {"nobody-1900", "kasch-2022"}),
    # and ceases to
    ({"history": None}, {"guide"}),
    ({"kasch-2022": SOURCES["kasch-2022"].replace("@weber83", "@x")}, {"kasch-2022", "weber-1983", "guide"}),
]


@pytest.mark.parametrize(("changes", "expected"), EDITS)
def test_a_key_changes_where_the_page_may(changes: Mapping[str, str | None], expected: set[str]) -> None:
    before, after = make({}), make(changes)
    changed = {citekey for citekey, key in after.keys.items() if before.keys.get(citekey) != key}
    different = {citekey for citekey, page in after.pages.items() if before.pages.get(citekey) != page}
    assert different <= changed
    assert changed == expected


def other(value: Any) -> Any:
    """Give another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, Names):
        return Names(people=(*value.people, Person(family="Cohen")))
    return (*value, value[0]) if value else ("x",)


def keys_of(view: View, faces: Mapping[str, Face], related: tuple[Related, ...] = ()) -> bytes:
    planned = ENTRY.plan("a/index.html", view, faces=view.faces, texts=(view.citekey, *view.works))
    return key_of(planned, Digests(faces=FaceDigests(faces), nodes=dict.fromkeys(faces, b"node")), related)


def key_of(planned: Planned, digests: Digests, related: tuple[Related, ...] = (), *, frame: bytes = b"frame") -> bytes:
    keyed = structs.replace(planned, bare=bare_key(planned, digests.faces))
    return full_key(keyed, frame, digests, related)


FACE = Face(citekey="weber-1983", kind="entry", address="/bibliography/weber-1983/", label="Weber", title="Disc")


@pytest.mark.parametrize("name", [field.name for field in structs.fields(Face)])
def test_each_field_of_a_face_is_part_of_the_key(name: str) -> None:
    view = View(citekey="weber-1983", faces=("weber-1983",))
    changed = structs.replace(FACE, **{name: other(getattr(FACE, name))})
    assert keys_of(view, {"weber-1983": FACE}) != keys_of(view, {"weber-1983": changed})


@pytest.mark.parametrize("name", [field.name for field in structs.fields(Face)])
def test_each_field_of_the_face_of_what_is_related_is_part_of_the_key(name: str) -> None:
    view, related = View(citekey="kasch-2022", faces=("kasch-2022",)), RELATED["kasch-2022"]
    changed = structs.replace(FACE, **{name: other(getattr(FACE, name))})
    keys = [keys_of(view, {"kasch-2022": FACE, "weber-1983": face}, related) for face in (FACE, changed)]
    assert keys[0] != keys[1]


@pytest.mark.parametrize("name", [field.name for field in structs.fields(Reasons)])
def test_each_reason_is_part_of_the_key(name: str) -> None:
    def key(reasons: Reasons) -> bytes:
        related = (Related(citekey="weber-1983", reasons=reasons),)
        return keys_of(View(citekey="weber-1983", faces=("weber-1983",)), {"weber-1983": FACE}, related)

    assert key(Reasons()) != key(structs.replace(Reasons(), **{name: other(getattr(Reasons(), name))}))


VIEW = View(citekey="weber-1983", faces=("weber-1983",))
CHANGED_VIEWS = {
    "citekey": structs.replace(VIEW, citekey="kasch-2022"),
    "faces": structs.replace(VIEW, faces=("weber-1983", "kasch-2022")),
    "canonical": structs.replace(VIEW, canonical=(("weber83", "weber-1983"),)),
    "retraction": structs.replace(VIEW, retraction=Retraction(nature="concern")),
    "citing": structs.replace(VIEW, citing=(Citing(citekey="kasch-2022", sentences=(("It is so.",),)),)),
    "related": structs.replace(VIEW, related=RELATED["kasch-2022"]),
    "tags": structs.replace(VIEW, tags=(("pain", "Pain"),)),
    "media": structs.replace(VIEW, media=(Media("disc.png", "/disc.png", Size(8, 6)),)),
    "works": structs.replace(VIEW, works=("kasch-2022",)),
    "retractions": structs.replace(VIEW, retractions=(("kasch-2022", Retraction(nature="concern")),)),
    "authors": structs.replace(VIEW, authors=("weber-h",)),
    "journal": structs.replace(VIEW, journal="spine"),
    "links": structs.replace(VIEW, links=(("a.md", "/articles/a/", ""),)),
    "relations": structs.replace(VIEW, relations=(("reply_to", "doi:10.5555/1", ""),)),
}


def test_each_field_of_a_view_is_part_of_the_key() -> None:
    faces = {"weber-1983": FACE, "kasch-2022": FACE}
    keys = {name: keys_of(view, faces) for name, view in {"": VIEW, **CHANGED_VIEWS}.items()}
    assert len(set(keys.values())) == len(structs.fields(View)) + 1


def test_the_texts_of_a_node_and_of_the_works_that_it_prints_are_part_of_the_key() -> None:
    view = View(citekey="guide", faces=("guide",), works=("weber-1983",))
    planned = ENTRY.plan("a/index.html", view, faces=view.faces, texts=("guide", "weber-1983"), records=("guide",))
    digests = Digests(faces={"guide": b"2"}, nodes={"guide": b"3", "weber-1983": b"4"}, references={"guide": b"5"})
    keys = [
        key_of(planned, digests),
        key_of(planned, replace(digests, nodes={"guide": b"x", "weber-1983": b"4"})),
        key_of(planned, replace(digests, nodes={"guide": b"3", "weber-1983": b"x"})),
        key_of(planned, replace(digests, references={"guide": b"x"})),
        key_of(planned, digests, frame=b"x"),
    ]
    assert len(set(keys)) == len(keys)


SETTINGS = [
    replace(DEFAULTS, name="PainSci"),
    replace(DEFAULTS, wording=Wording(facts_heading="facts")),
    replace(DEFAULTS, theme=Theme(navigation=(NavigationItem(text="Guide", address="/articles/guide/"),))),
    replace(DEFAULTS, licence="CC BY"),
]


def test_the_frame_is_another_with_other_settings_links_or_lists() -> None:
    context = context_of(texts({}))
    bare = context_of({"weber-1983": entry("weber-1983", WEBER)})
    frames = [context.frame, bare.frame, *(context_of(texts({}), settings).frame for settings in SETTINGS)]
    frames += [
        replace(context.frame, linking=Linking(root="/notes/")),
        replace(context.frame, linking=Linking(portable=True)),
        replace(context.frame, logo_size=Size(8, 6)),
        replace(context.frame, has_feed=not context.frame.has_feed),
    ]
    digests = list(map(frame_digest, frames))
    assert len({len(digest) for digest in digests}) == 1
    assert len(set(digests)) == len(digests)


def test_every_setting_that_pages_may_show_and_every_part_of_the_frame_is_part_of_its_digest() -> None:
    parts = shared_parts(context_of(texts({})).frame)
    of_settings = {field.name for field in fields(Settings)} - set(NOT_SHOWN)
    of_words = {f"wording.{field.name}" for field in structs.fields(Wording)}
    of_frame = {field.name for field in fields(Frame) if field.compare} - {"settings"}
    assert not of_settings & of_frame
    assert parts.keys() == of_settings | of_words | of_frame


def test_a_view_can_be_kept() -> None:
    view = make({}).views["guide"]
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=View) == view


def test_faces_have_digests_by_citekey() -> None:
    library: Library = context_of(texts({})).library
    digests = FaceDigests(library.faces)
    assert len({digests[citekey] for citekey in library.faces}) == len(library.faces) == len(digests)
