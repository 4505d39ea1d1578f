"""Linking and planning look at nothing of a node but its shape, and so an edit of the rest changes neither."""

from collections.abc import Iterable, Mapping
from dataclasses import replace as with_fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.build.outline import prepare_source, shape_of
from painsite.config import DEFAULTS
from painsite.files import kind_of
from painsite.linking.library import link
from painsite.linking.tags import near_tags
from painsite.model import Article, Entry, Library, Node, Tag, Text
from painsite.pages.context import make_context
from painsite.pages.images import find_images
from painsite.pages.links import Linking
from painsite.pages.losses import export_losses
from painsite.pages.plan import Plan
from painsite.problems import Problem
from painsite.sources.retractions import parse_retractions
from painsite.sources.tags import parse_tags
from tests.planning import plan_of
from tests.sites import SNAPSHOTS, TAG_BOOKS, Edit, edits, full_site
from tests.support import KASCH, article, entry

SETTINGS = with_fields(DEFAULTS, url="https://example.org/", author_pages=1, journal_pages=1, page_size=10)
SNAPSHOT = parse_retractions(SNAPSHOTS[0].encode(), path="bibliography/retractions.csv")


def outlines_of(files: Mapping[str, bytes]) -> list[Node]:
    return [
        node.outline
        for path, content in files.items()
        for kind in [kind_of(path)]
        if kind in {"yaml", "bibtex", "article"}
        for node in prepare_source(kind, content, path)[0].nodes
    ]


def shape_with_places(node: Node) -> Node:
    """Give what linking and planning may look at, where it stands in its source."""
    shape = shape_of(node)
    if isinstance(shape, Article) and isinstance(node, Article):
        return replace(shape, places=node.places, body=placed(shape.body, node.body))
    assert isinstance(shape, Entry)
    assert isinstance(node, Entry)
    texts: dict[str, Any] = {
        name: placed(getattr(shape, name), getattr(node, name)) for name in ("commentary", "notes", "abstract_note")
    }
    return replace(shape, places=node.places, **texts)


def placed(shape: Text | None, text: Text | None) -> Text | None:
    if shape is None or text is None:
        return None
    parts: dict[str, Any] = {
        name: tuple(
            replace(one, line=known.line, column=known.column)
            for one, known in zip(getattr(shape, name), getattr(text, name), strict=True)
        )
        for name in ("citations", "images", "links")
    }
    return replace(shape, **parts)


def linked(
    nodes: Iterable[Node], tags: tuple[Tag, ...], images: frozenset[str]
) -> tuple[Library, list[Problem], object, Plan]:
    """Link and plan these nodes."""
    nodes = list(nodes)
    library, problems = link(
        [node for node in nodes if isinstance(node, Entry)],
        [node for node in nodes if isinstance(node, Article)],
        tags=tags,
        snapshot=SNAPSHOT,
    )
    found = find_images(library, images, {"static.png": None})
    every: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    problems = (*problems, *near_tags(library.tags, every), *export_losses(library.entries.values()), *found.problems)
    context = make_context(library, SETTINGS, Linking(url=SETTINGS.url), images)
    # the nodes themselves are what differs
    return replace(library, entries={}, articles={}), list(problems), found.uses, plan_of(context)


@pytest.mark.property
@given(
    steps=st.lists(edits(), max_size=12),
    tags=st.sampled_from(TAG_BOOKS),
    is_full=st.booleans(),
)
@settings(max_examples=30)
def test_linking_and_planning_look_at_nothing_but_shapes(steps: list[Edit], tags: str, is_full: bool) -> None:  # noqa: FBT001
    sources = full_site(has_url=is_full, lenient=True, careful=is_full)
    for step in steps:
        sources.apply(step)
    files = sources.files()
    nodes = outlines_of(files)
    book, _ = parse_tags(tags, path="bibliography/tags.yaml")
    images = frozenset(path for path in files if path.startswith("bibliography/") and path.endswith(".png"))
    assert linked(map(shape_with_places, nodes), book, images) == linked(nodes, book, images)


# what a shape is

OF_ENTRIES: list[tuple[str, str, bool]] = [
    # an edit, and whether it is one of the shape
    ("volume: 8\n", "volume: 9\n", True),
    ("headline: Discs\n", "headline: Scans\n", True),
    ("summary: Discs.\n", "summary: Scans.\n", True),
    ("tags: [discs]\n", "tags: [scans]\n", True),
    ("notes: A trial.\n", "commentary: A trial.\n", True),
    ("notes: A trial.\n", "", True),
    ("study: {design: cohort}\n", "study: {design: RCT}\n", True),
    ("study: {level: 2}\n", "study: {level: 3}\n", True),
    ("image: disc.png\n", "image: scan.png\n", True),
    ("updated: 2026-01-01\n", "updated: 2026-01-02\n", True),
    ("notes: See [@weber-1983].\n", "notes: See [@boos-1995].\n", True),
    ("notes: See [@weber-1983].\n", "notes: Compare [@weber-1983].\n", True),
    ("notes: '![A](disc.png)'\n", "notes: '![A](scan.png)'\n", True),
    ("notes: '[A](/tags/)'\n", "notes: '[A](/years/)'\n", True),
    ("notes: A trial.\n", "notes: Another trial.\n", False),
    ("notes: See [@weber-1983]. So.\n", "notes: 'First. See [@weber-1983, p. 3]. Then.'\n", False),
    ("notes: '![A](disc.png)'\n", "notes: 'Look: ![B](disc.png)'\n", False),
    ("notes: '[A](/tags/)'\n", "notes: 'All [tags](/tags/)'\n", False),
    ("abstract: Discs.\n", "abstract: Scans.\n", False),
    ("rating: 3\n", "rating: 4\nrating_reason: Small.\n", False),
    ("reviewed: 2026-01-01\n", "reviewed: 2026-01-02\nreviewed_by: [Kasch R]\n", False),
    ("written_by: [Kasch R]\n", "written_by: [Weber H]\n", False),
    ("accessed: 2026-01-01\n", "accessed: 2026-01-02\n", False),
    ("study: {design: cohort, participants: 98}\n", "study: {design: cohort, participants: 99}\n", False),
    ("image: {file: disc.png, alt: A disc}\n", "image: {file: disc.png, alt: A scan, caption: Discs.}\n", False),
    ("todo: Read it.\n", "\n# a remark\n", False),
]


@pytest.mark.parametrize(("old", "new", "is_another"), OF_ENTRIES)
def test_the_shape_of_an_entry_is_what_others_show_of_it(old: str, new: str, is_another: bool) -> None:  # noqa: FBT001
    before, after = (shape_of(entry("kasch-2022", f"{KASCH}{text}")) for text in (old, new))
    assert (before != after) is is_another


OF_ARTICLES: list[tuple[str, str, str, str, bool]] = [
    ("title: A guide", "", "title: The guide", "", True),
    ("title: A guide\nchanges: [{date: 2026-01-01, note: A.}]", "", "title: A guide", "", True),
    ("title: A guide", "See [@weber-1983].", "title: A guide", "", True),
    ("title: A guide", "See.", "title: A guide", "## Heading\n\nSee all.", False),
    ("title: A guide\nauthors: [Kasch R]", "", "title: A guide\nreviewed: 2026-01-01\nreviewed_by: [A]", "", False),
]


@pytest.mark.parametrize(("old", "old_body", "new", "new_body", "is_another"), OF_ARTICLES)
def test_the_shape_of_an_article_is_what_others_show_of_it(
    old: str,
    old_body: str,
    new: str,
    new_body: str,
    is_another: bool,  # noqa: FBT001
) -> None:
    before, after = shape_of(article("guide", old_body, old)), shape_of(article("guide", new_body, new))
    assert (before != after) is is_another


def test_a_shape_has_no_places() -> None:
    node = entry("kasch-2022", f"{KASCH}notes: See [@weber-1983] and ![a](disc.png) and [b](/tags/).\n")
    moved = entry("kasch-2022", f"# a remark\n{KASCH}notes: See  [@weber-1983]  and ![a](disc.png) and [b](/tags/).\n")
    assert node.places != moved.places
    assert shape_of(node) == shape_of(moved)
