"""A linked library, looked at as its pages need it: in the orders of the lists, by tag, the newest first."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from types import MappingProxyType

from painsite.config import Settings
from painsite.linking.graph import date_number
from painsite.linking.journals import journal_name
from painsite.linking.site_pages import SitePages
from painsite.model import Face, Library, Size, TagBook
from painsite.pages.frame import Frame, has_feeds, navigation_of
from painsite.pages.identifiers import identifier_addresses
from painsite.pages.images import Media, image_source
from painsite.pages.links import Linking
from painsite.pages.orders import article_order, entry_order
from painsite.sources.citekeys import encode_tag

MEDIA = "/media/"
"""Where image files that lie beside their sources are published."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """All that the pages of one build are made from, apart from the texts of the nodes; orders are made when asked."""

    library: Library
    frame: Frame
    source_files: frozenset[str] = frozenset()
    """Files below `bibliography/` that are no sources, such as `bibliography/disc.png`."""
    image_sizes: Mapping[str, Size] = field(default_factory=dict)
    """By file, such as `bibliography/disc.png` or `static/disc.png`, as far as they are known."""

    @property
    def settings(self) -> Settings:
        """Return the site's settings."""
        return self.frame.settings

    @cached_property
    def site_pages(self) -> SitePages:
        """Return where links of texts lead."""
        return SitePages(library=self.library)

    @cached_property
    def entries(self) -> tuple[Face, ...]:
        """Return the entries by year, newest first and missing last, then label, then citekey."""
        return tuple(sorted((face for face in self.library.faces.values() if face.kind == "entry"), key=entry_order))

    @cached_property
    def articles(self) -> tuple[Face, ...]:
        """Return guides, articles, posts; newest first in each."""
        return tuple(sorted((face for face in self.library.faces.values() if face.kind != "entry"), key=article_order))

    @cached_property
    def tag_names(self) -> Mapping[str, str]:
        """Return by step of their address the spelling that is shown of tags; sorted by step."""
        names = tag_names(self.library.faces.values(), self.library.tags)
        above = {one: self.library.tags.names[one] for step in names for one in self._above(step)}
        return dict(sorted({**names, **above}.items()))

    @cached_property
    def faces_by_tag(self) -> Mapping[str, tuple[Face, ...]]:
        """Return by the same steps articles, then entries, in their orders."""
        found: dict[str, list[Face]] = {step: [] for step in self.tag_names}
        for face in (*self.articles, *self.entries):
            for one in self.steps_with_above(face.tags):
                found[one].append(face)
        return {step: tuple(members) for step, members in found.items()}

    def tag_steps(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return the steps of a node's tags, without repetitions; a synonym stands for its tag."""
        canonical = self.library.tags.canonical
        steps = map(tag_step, tags)
        return tuple(dict.fromkeys([canonical.get(step, step) for step in steps] if canonical else steps))

    def steps_with_above(self, tags: Sequence[str]) -> Collection[str]:
        """Return the steps of a node's tags and of all that these are part of, without repetitions."""
        known = self._steps_by_tag
        for tag in tags:
            if tag not in known:
                own = self.tag_steps((tag,))
                known[tag] = (*own, *(one for step in own for one in self._above(step)))
        return dict.fromkeys([step for tag in tags for step in known[tag]])

    @cached_property
    def _steps_by_tag(self) -> dict[str, tuple[str, ...]]:
        """What was found so far: the same few hundred tags stand on all nodes."""
        return {}

    def _above(self, step: str) -> tuple[str, ...]:
        """Return the tags that a tag is part of, the nearest first."""
        parents = self.library.tags.parents
        found: dict[str, None] = {}
        waiting = list(parents.get(step, ()))
        while waiting:
            one = waiting.pop(0)
            if one not in found:
                found[one] = None
                waiting += parents.get(one, ())
        return tuple(found)

    @cached_property
    def additions(self) -> tuple[Face, ...]:
        """Return the nodes that feeds tell of, newest first, then by citekey."""
        # dates of ISO 8601, reduced ones too, sort as texts; and the faces are sorted by citekey
        dated = (face for face in self.library.faces.values() if self.date_in_feeds(face))
        return tuple(sorted(dated, key=self.date_in_feeds, reverse=True))

    def date_in_feeds(self, face: Face) -> str:
        """Return the date by which feeds tell of a node: when it was added.

        Where no node says that, as in a site of .bib files alone, it is when an entry was published.
        """
        return face.added if self._has_additions else face.date if face.kind == "entry" else ""

    @cached_property
    def _has_additions(self) -> bool:
        return any(face.added for face in self.library.faces.values())

    @cached_property
    def author_steps(self) -> frozenset[str]:
        """Return the steps of the addresses of authors that have a page: as many entries as the settings ask for."""
        return _frequent(Counter(chain.from_iterable(self.library.authors.values())), self.settings.author_pages)

    @cached_property
    def journal_steps(self) -> frozenset[str]:
        """Return the same of journals."""
        return _frequent(Counter(self.library.journals.values()), self.settings.journal_pages)

    @cached_property
    def journal_names(self) -> Mapping[str, str]:
        """Return by the same steps, of all journals, the name that pages show."""
        names: dict[str, Counter[tuple[str, str]]] = {}
        for citekey, step in self.library.journals.items():
            face = self.library.faces[citekey]
            names.setdefault(step, Counter())[face.container_title, face.container_abbreviation] += 1
        return {step: journal_name(counts) for step, counts in names.items()}

    @cached_property
    def identifier_addresses(self) -> Mapping[str, str]:
        """Return by address the citekeys of the entries that DOIs and PMIDs lead to."""
        return identifier_addresses(self.library, self.settings)

    @cached_property
    def newest(self) -> tuple[Face, ...]:
        """Return the entries with a date of addition, newest first."""
        return newest_entries(face for face in self.library.faces.values() if face.kind == "entry")

    @cached_property
    def highlighted(self) -> Mapping[str, Face]:
        """Return by citekey the newest with commentary, one more than are shown: a page does not show itself.

        Where no entry says when it was added, the newest are those that were published last.
        """
        if not self.settings.features.highlights:
            return {}
        chosen = [face for face in self.newest or self.entries if face.has_commentary][: self.settings.highlights + 1]
        return {face.citekey: face for face in chosen}

    def patched(self, library: Library, citekey: str) -> "Context":
        """Return a context of a library with one other node, for a first look: what counts nodes stays as it was."""
        patched = replace(self, library=library)
        known = {
            "tag_names": {**tag_names([library.faces[citekey]], library.tags), **self.tag_names},
            "highlighted": self.highlighted,
            "author_steps": self.author_steps,
            "journal_steps": self.journal_steps,
        }
        patched.__dict__.update(known)
        return patched

    def media(self, path: str, file: str) -> Media:
        """Return an image file that the source at a path names: beside that, else in `static/`."""
        source = image_source(path, file, self.source_files)
        is_beside = source in self.source_files
        address = MEDIA + source.removeprefix("bibliography/") if is_beside else source.removeprefix("static")
        return Media(file, address, self.image_sizes.get(source, _UNKNOWN))


_UNKNOWN = Size()
_NO_SIZES: Mapping[str, Size] = MappingProxyType({})


def make_context(
    library: Library,
    settings: Settings,
    linking: Linking,
    source_files: frozenset[str] = frozenset(),
    image_sizes: Mapping[str, Size] = _NO_SIZES,
) -> Context:
    """Put together what pages are made from."""
    has_tags = any(face.tags for face in library.faces.values())
    navigation = navigation_of(settings, has_articles=bool(library.articles), has_tags=has_tags)
    logo_size = image_sizes.get(f"static/{settings.theme.logo}", _UNKNOWN)
    is_dated = any(face.added or (face.kind == "entry" and face.date) for face in library.faces.values())
    frame = Frame(
        settings=settings,
        linking=linking,
        navigation=navigation,
        logo_size=logo_size,
        has_feed=is_dated and has_feeds(settings),
    )
    return Context(library=library, frame=frame, source_files=source_files, image_sizes=image_sizes)


def _frequent(counts: Mapping[str, int], least: int) -> frozenset[str]:
    return frozenset([step for step, count in counts.items() if step and count >= least]) if least else frozenset()


def newest_entries(entries: Iterable[Face]) -> tuple[Face, ...]:
    """Return the entries that say when they were added, newest first, then by year, newest first, then citekey."""
    dated = (face for face in entries if face.added)
    return tuple(sorted(dated, key=lambda face: (-date_number(face.added), -face.year, face.citekey)))


def tag_names(faces: Iterable[Face], book: TagBook) -> dict[str, str]:
    """Return by each tag's step of the address the spelling of tags.yaml, else that of most nodes, then the first.

    Only of the tags of these faces; a synonym stands for its tag.
    """
    counts: dict[str, int] = {}
    for face in faces:
        for tag in face.tags:
            counts[tag] = counts.get(tag, 0) + 1
    names: dict[str, str] = {}
    for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)):
        step = tag_step(tag)
        step = book.canonical.get(step, step)
        names.setdefault(step, book.names.get(step, tag))
    return dict(sorted(names.items()))


@lru_cache(maxsize=1 << 14)
def tag_step(tag: str) -> str:
    """Return a tag as one step of an address; the same few hundred stand on all nodes."""
    return encode_tag(tag)
