"""A small site, planned and made without a disk: every page and data file with its key."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.frames import shared_parts
from painsite.build.outline import Prepared, prepare, unpack_article, unpack_entry
from painsite.config import DEFAULTS, Settings
from painsite.hashing import value_digest
from painsite.linking.library import link
from painsite.model import Entry, Node, Related, Size, Tag
from painsite.pages.context import Context, make_context
from painsite.pages.frame import Frame
from painsite.pages.links import Linking
from painsite.pages.plan import KINDS, Plan, plan_site
from painsite.pages.planned import (
    Digests,
    FaceDigests,
    FileKind,
    Materials,
    Page,
    PageKind,
    Planned,
    bare_key,
    full_key,
    make_files,
    make_page,
)
from painsite.pages.search_index import Record

NO_LINES: Mapping[str, tuple[Related, ...]] = {}
File = Page | Mapping[str, bytes]
"""A page, or contents by path of data files."""


RECORDS = "records.json"


def index_plainly(records: Sequence[Record], language: str) -> Mapping[str, bytes]:
    """Stand in for the index, which takes its time: say what would be in it."""
    return {RECORDS: msgpack.encode((records, language))}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSite:
    """A site before and after it is made."""

    context: Context
    plan: Plan
    materials: Materials
    digests: Digests
    related: Mapping[str, tuple[Related, ...]]
    """By citekey, lines of related content."""
    made: dict[bytes, File] = field(default_factory=dict)
    """By key, as far as anybody has asked."""

    @property
    def files(self) -> Iterator[Planned]:
        """Yield all pages and data files."""
        yield from self.plan.nodes.values()
        yield from self.plan.files

    def lines(self, planned: Planned) -> tuple[Related, ...]:
        """Give the lines of related content of a node's page; nothing for other files."""
        return self.related.get(planned.texts[0], ()) if planned.paths and planned.kind in NODES else ()

    def key(self, planned: Planned) -> bytes:
        """Give the key of a file."""
        kind = KINDS[planned.kind]
        is_framed = isinstance(kind, PageKind) or kind.is_framed
        frame = frame_digest(self.context.frame) if is_framed else b""
        return full_key(planned, frame, self.digests, self.lines(planned))

    def make(self, planned: Planned, materials: Materials | None = None) -> File:
        """Make a page or data files."""
        return make(planned, materials or self.materials, self.lines(planned))

    @property
    def keys(self) -> dict[str, bytes]:
        """Give the key of each file by its path."""
        return {path: self.key(one) for one in self.files for path in one.paths or (f"{one.folder}{RECORDS}",)}

    @property
    def by_key(self) -> dict[bytes, File]:
        """Make all files; give them by their keys."""
        for planned in self.files:
            key = self.key(planned)
            if key not in self.made:
                self.made[key] = self.make(planned)
        return self.made

    @property
    def pages(self) -> dict[str, Page]:
        """Make all pages; give them by path."""
        return {made.path: made for made in self.by_key.values() if isinstance(made, Page)}

    @property
    def contents(self) -> dict[str, bytes]:
        """Make all data files; give their contents by path."""
        return {
            path: content
            for made in self.by_key.values()
            if not isinstance(made, Page)
            for path, content in made.items()
        }

    def changed(self, before: "PlannedSite") -> set[str]:
        """Name the files whose keys are not what they were."""
        known = before.keys
        return {path for path, key in self.keys.items() if known.get(path) != key}

    def different(self, before: "PlannedSite") -> set[str]:
        """Name the files that are not what they were."""
        pages, contents = before.pages, before.contents
        found = {path for path, page in self.pages.items() if pages.get(path) != page}
        return found | {path for path, content in self.contents.items() if contents.get(path) != content}


def frame_digest(frame: Frame) -> bytes:
    """Give a digest of what all pages share, templates aside."""
    return value_digest(sorted(shared_parts(frame).items()))


NODES = ("entry.html", "article.html")
"""Kinds of the pages of nodes."""


def make(planned: Planned, materials: Materials, related: tuple[Related, ...] = ()) -> File:
    """Make a page or data files of these materials."""
    kind = KINDS[planned.kind]
    if isinstance(kind, FileKind):
        return make_files(planned, kind, materials)
    return make_page(planned, kind, materials, related)


def plan_nodes(  # noqa: PLR0913 - each of them is seldom given
    nodes: Iterable[Node],
    *,
    settings: Settings = DEFAULTS,
    linking: Linking | None = None,
    tags: tuple[Tag, ...] = (),
    related: Mapping[str, tuple[Related, ...]] = NO_LINES,
    images: Collection[str] = (),
    searched: bool = True,
) -> PlannedSite:
    """Plan the site of these nodes as a build does, which knows their outlines alone."""
    prepared = [prepare(node) for node in nodes]
    outlines = [one.outline for one, _ in prepared]
    library, _ = link(
        [outline for outline in outlines if isinstance(outline, Entry)],
        [outline for outline in outlines if not isinstance(outline, Entry)],
        tags=tags,
    )
    context = make_context(library, settings, linking or Linking(url=settings.url), frozenset(images))
    return plan_context(context, dict(prepared_by_citekey(prepared)), related=related, searched=searched)


def plan_of(context: Context, *, searched: bool = True) -> Plan:
    """Plan all files of a site, as if none of them wanted the path of another one."""
    faces = FaceDigests(context.library.faces)
    candidates = plan_site(context, searched=searched)

    def keyed(planned: Planned) -> Planned:
        return replace(planned, bare=bare_key(planned, faces))

    nodes = {one.planned.texts[0]: keyed(one.planned) for one in candidates.nodes}
    files = tuple([keyed(one.planned) for one in (*candidates.pages, *candidates.files)])
    return candidates.finish(context, nodes, files)


def plan_only(context: Context, files: Iterable[Planned]) -> PlannedSite:
    """Give a site of these data files alone, which show faces and no texts."""
    digests = FaceDigests(context.library.faces)
    return PlannedSite(
        context=context,
        plan=Plan(
            nodes={},
            files=tuple([replace(one, bare=bare_key(one, digests)) for one in files]),
            assets=(),
            blocks=(),
            unused=frozenset(),
            navigation=(),
            logo_size=Size(),
            has_feed=False,
            identifiers_left_out=0,
        ),
        materials=Materials(frame=context.frame, faces=context.library.faces, texts=lambda _: {}),
        digests=Digests(faces=digests, nodes={}),
        related={},
    )


def prepared_by_citekey(prepared: Iterable[tuple[Prepared, bytes]]) -> Iterator[tuple[str, tuple[Prepared, bytes]]]:
    """Give prepared nodes with their packed wholes, by citekey."""
    return ((one.outline.citekey, (one, whole)) for one, whole in prepared)


def plan_context(
    context: Context,
    prepared: Mapping[str, tuple[Prepared, bytes]],
    *,
    related: Mapping[str, tuple[Related, ...]] = NO_LINES,
    searched: bool = True,
) -> PlannedSite:
    """Plan all files of a site; of its nodes the prepared ones, with their packed wholes, are given by citekey."""
    faces = FaceDigests(context.library.faces)

    def texts(citekeys: Collection[str]) -> Mapping[str, Node]:
        return {citekey: unpacked(*prepared[citekey]) for citekey in citekeys}

    has_abstracts = context.settings.export_abstracts
    return PlannedSite(
        context=context,
        plan=plan_of(context, searched=searched),
        materials=Materials(frame=context.frame, faces=context.library.faces, texts=texts, index=index_plainly),
        digests=Digests(
            faces=faces,
            nodes={citekey: one.whole for citekey, (one, _) in prepared.items()},
            references={
                citekey: one.reference + (one.abstract if has_abstracts else b"")
                for citekey, (one, _) in prepared.items()
            },
        ),
        related=related,
    )


def unpacked(prepared: Prepared, whole: bytes) -> Node:
    """Give a node with its texts, as it comes from the cache."""
    return unpack_entry(whole) if prepared.entry else unpack_article(whole)
