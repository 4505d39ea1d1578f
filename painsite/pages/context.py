"""A linked library, looked at as its pages need it: in the orders of the lists, by tag, the newest first."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import normpath

from painsite.config import Settings
from painsite.linking.graph import date_number
from painsite.model import Face, Library
from painsite.pages.frame import Frame, navigation_of
from painsite.pages.images import beside
from painsite.pages.links import Linking
from painsite.pages.orders import article_order, entry_order
from painsite.pages.values import Shared
from painsite.sources.citekeys import encode_tag

MEDIA = "/media/"
"""Where image files that lie beside their sources are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that the pages of one build are made from, apart from the texts of the nodes."""

    library: Library
    frame: Frame
    source_files: frozenset[str] = frozenset()
    """Files below `bibliography/` that are no sources, such as `bibliography/disc.png`."""
    entries: tuple[Face, ...]
    """By year, newest first and missing last, then label, then citekey."""
    articles: tuple[Face, ...]
    """Guides, articles, posts; newest first in each."""
    tag_names: Mapping[str, str]
    """By step of their address, the spelling that is shown; sorted by step."""
    faces_by_tag: Mapping[str, tuple[Face, ...]]
    """By the same steps: articles, then entries, in their orders."""
    newest: tuple[Face, ...]
    """Entries with a date of addition, newest first."""
    highlighted: Mapping[str, Face]
    """By citekey, the newest with commentary, one more than are shown: a page does not show itself."""
    blocks: dict[tuple[bool, str, tuple[bool, ...], str], tuple[Shared, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Of the pages of nodes, those made so far: for entries or not, by the way to the site's root, by the current links
    of the header, and by the citekey that is left out."""

    @property
    def settings(self) -> Settings:
        """Give the site's settings."""
        return self.frame.settings

    def media_address(self, path: str, file: str) -> str:
        """Give the address of an image file named in a source: beside that, else in `static/`."""
        neighbour = beside(path, file)
        if neighbour in self.source_files:
            return MEDIA + neighbour.removeprefix("bibliography/")
        return f"/{normpath(file)}"


def make_context(
    library: Library, settings: Settings, linking: Linking, source_files: frozenset[str] = frozenset()
) -> Context:
    """Put together what pages are made from."""
    faces = library.faces.values()
    entries = tuple(sorted((face for face in faces if face.kind == "entry"), key=entry_order))
    articles = tuple(sorted((face for face in faces if face.kind != "entry"), key=article_order))
    names = tag_names(faces)
    newest = newest_entries(entries)
    shown = settings.highlights + 1 if settings.features.highlights else 0
    highlighted = [face for face in newest if face.has_commentary][:shown]
    navigation = navigation_of(settings, has_articles=bool(articles), has_tags=bool(names))
    return Context(
        library=library,
        frame=Frame(settings=settings, linking=linking, navigation=navigation),
        source_files=source_files,
        entries=entries,
        articles=articles,
        tag_names=names,
        faces_by_tag=_by_tag(names, (*articles, *entries)),
        newest=newest,
        highlighted={face.citekey: face for face in highlighted},
    )


def newest_entries(entries: Iterable[Face]) -> tuple[Face, ...]:
    """Give the entries that say when they were added, newest first, then by year, newest first, then citekey."""
    dated = (face for face in entries if face.added)
    return tuple(sorted(dated, key=lambda face: (-date_number(face.added), -face.year, face.citekey)))


def tag_names(faces: Iterable[Face]) -> dict[str, str]:
    """Give for each tag's step of the address the spelling that most nodes use, then the first in order."""
    counts: dict[str, int] = {}
    for face in faces:
        for tag in face.tags:
            counts[tag] = counts.get(tag, 0) + 1
    names: dict[str, str] = {}
    for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)):
        names.setdefault(tag_step(tag), tag)
    return dict(sorted(names.items()))


def tag_steps(tags: Iterable[str]) -> tuple[str, ...]:
    """Give the steps of a node's tags, without repetitions."""
    return tuple(dict.fromkeys(map(tag_step, tags)))


@functools.lru_cache(maxsize=1 << 14)
def tag_step(tag: str) -> str:
    """Give a tag as one step of an address; the same few hundred stand on all nodes."""
    return encode_tag(tag)


def _by_tag(names: Iterable[str], faces: Iterable[Face]) -> dict[str, tuple[Face, ...]]:
    found: dict[str, list[Face]] = {step: [] for step in names}
    for face in faces:
        for step in tag_steps(face.tags):
            found[step].append(face)
    return {step: tuple(members) for step, members in found.items()}
