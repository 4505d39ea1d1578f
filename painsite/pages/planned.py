"""A page or data file before it is made: a value that says what it shows, and the key that follows from it.

What makes a file is handed its inputs, the faces and texts that the plan names, and the frame, and nothing else. The
key is a digest of just these, so it cannot miss anything, and nobody writes a key by hand.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from msgspec import msgpack

from painsite.config import DEFAULTS
from painsite.hashing import content_digest, encode
from painsite.model import Face, Node, Related, Value
from painsite.pages.frame import Frame
from painsite.pages.links import Href, Linking
from painsite.pages.search_index import Indexer
from painsite.pages.values import (
    ArticlePage,
    EntryPage,
    ErrorPage,
    GraphPage,
    HomePage,
    HubPage,
    Line,
    ListPage,
    RedirectPage,
    SearchPage,
    Site,
    TagsPage,
)

PageValue = (
    EntryPage
    | ArticlePage
    | HomePage
    | ListPage
    | HubPage
    | TagsPage
    | GraphPage
    | SearchPage
    | ErrorPage
    | RedirectPage
)
TemplateName = Literal[
    "entry.html",
    "article.html",
    "home.html",
    "list.html",
    "hub.html",
    "tags.html",
    "graph.html",
    "error.html",
    "redirect.html",
    "search.html",
]
Texts = Callable[[Collection[str]], Mapping[str, Node]]
"""From citekeys to nodes with their texts."""
I = TypeVar("I")  # noqa: E741 - what a kind's inputs are


class DataFileError(Exception):
    """A data file cannot be made: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}"


class Planned(Value, frozen=True, kw_only=True, array_like=True):
    """A page, or one or more data files that are made together, before they are made."""

    kind: str
    """Name of the `Kind` that makes it."""
    paths: tuple[str, ...]
    """Of its files from the output folder, as far as they are known beforehand: `articles/guide/index.html`."""
    inputs: bytes
    """A packed value of the kind's own."""
    faces: tuple[str, ...] = ()
    """Citekeys of the faces that it shows."""
    texts: tuple[str, ...] = ()
    """Citekeys of the nodes whose texts it shows."""
    records: tuple[str, ...] = ()
    """Citekeys of the entries whose references it holds."""
    folder: str = ""
    """Where files lie whose names are known when they are made, such as `search/`; else empty."""
    address: str = ""
    """Of a page that readers find; else empty."""
    base: str = ""
    """Of a page: the address from which its links lead; empty where they lead from the root."""
    blocks: int = 0
    """Of a page: number, in the plan, of the blocks that it shares with others."""
    own: tuple[str, ...] = ()
    """Those of its paths at which a file of the site's own stands instead."""
    bare: bytes = b""
    """Its `bare_key`, when it has a place in the plan."""

    def published(self, paths: Iterable[str]) -> Iterator[str]:
        """Yield those of some paths of its files that are published."""
        return (path for path in paths if path not in self.own)


class Page(Value, frozen=True, kw_only=True):
    """A page's own part: what it shows, with which template, in which file."""

    path: str
    template: TemplateName
    site: Site
    value: PageValue


@dataclass(slots=True)
class Workshop:
    """What several files of one build are made of, made once in a process."""

    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    """Of lists: by the way to the site's root and by citekey. A node stands on some ten lists."""
    records: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    """Of entries: by citekey one record for each format of files."""
    items: dict[str, Any] = field(default_factory=dict)
    """Of feeds: by citekey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that is handed to what makes a file, besides its inputs."""

    frame: Frame
    faces: Mapping[str, Face]
    """Those that the plan names, in its order, and those of the related nodes."""
    texts: Texts
    """Of those that the plan names; others raise `KeyError`."""
    paths: tuple[str, ...]
    records: tuple[str, ...]
    """As in `Planned`."""
    href: Href
    """From the page; of no use to a data file."""
    related: tuple[Related, ...] = ()
    """Of the page of a node: the lines of related content."""
    folder: str = ""
    """As in `Planned`."""
    index: Indexer | None = None
    """What makes an index to search in; None where nobody searches, and no bundle is planned."""
    workshop: Workshop = field(default_factory=Workshop)


@dataclass(frozen=True, slots=True)
class PageKind(Generic[I]):
    """What makes pages of one kind; its name is that of their template."""

    name: TemplateName
    inputs: type[I]
    make: Callable[[I, Given], PageValue]

    def plan(self, path: str, inputs: I, **more: Any) -> Planned:
        """Return a page, planned; `more` as the fields of `Planned`."""
        return Planned(kind=self.name, paths=(path,), inputs=encode(inputs), **more)


@dataclass(frozen=True, slots=True)
class FileKind(Generic[I]):
    """What makes data files of one kind. `make` returns contents by path, and may raise `DataFileError`."""

    name: str
    inputs: type[I]
    make: Callable[[I, Given], Mapping[str, bytes]]
    is_framed: bool = False
    """It is handed the frame, and so its files are made again where a setting has changed."""
    is_kept: bool = False
    """It is dear, so that its contents are kept in the cache for a build without output."""

    def plan(self, paths: Iterable[str], inputs: I, **more: Any) -> Planned:
        """Return data files, planned; `more` as the fields of `Planned`."""
        return Planned(kind=self.name, paths=tuple(paths), inputs=encode(inputs), **more)


def as_it_is(inputs: I, _given: Given) -> I:
    """Make a page whose inputs are just what it shows."""
    return inputs


PLAIN = FileKind("plain", dict[str, bytes], as_it_is)
"""Files whose contents are soon made when they are planned, and are their own inputs: by path."""
Kind = PageKind[Any] | FileKind[Any]
_BLANK = Frame(settings=DEFAULTS, linking=Linking(), navigation=())
"""What is handed to a kind that has no use for the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What the files of a site are made from."""

    frame: Frame
    faces: Mapping[str, Face]
    texts: Texts
    index: Indexer | None = None
    """As in `Given`."""
    workshop: Workshop = field(default_factory=Workshop)

    def given(self, planned: Planned, kind: Kind, related: tuple[Related, ...] = ()) -> Given:
        """Return what is handed to what makes a file."""
        is_framed = isinstance(kind, PageKind) or kind.is_framed
        linking = self.frame.linking
        named = planned.texts + planned.records

        def texts(citekeys: Collection[str]) -> Mapping[str, Node]:
            if citekeys != named and not set(citekeys) <= set(named):
                raise KeyError(min(set(citekeys) - set(named)))
            return self.texts(citekeys)

        return Given(
            frame=self.frame if is_framed else _BLANK,
            faces={citekey: self.faces[citekey] for citekey in (*planned.faces, *[one.citekey for one in related])},
            texts=texts,
            paths=planned.paths,
            records=planned.records,
            href=linking.from_page(planned.base) if planned.base else linking.from_root(),
            related=related,
            folder=planned.folder,
            index=self.index,
            workshop=self.workshop,
        )


def make_page(planned: Planned, kind: PageKind[Any], materials: Materials, related: tuple[Related, ...] = ()) -> Page:
    """Make a page; a template renders it."""
    given = materials.given(planned, kind, related)
    value = kind.make(msgpack.decode(planned.inputs, type=kind.inputs), given)
    site = materials.frame.site(planned.address, given.href)
    return Page(path=planned.paths[0], template=kind.name, site=site, value=value)


def make_files(planned: Planned, kind: FileKind[Any], materials: Materials) -> Mapping[str, bytes]:
    """Return contents by path. Raises `DataFileError`."""
    return kind.make(msgpack.decode(planned.inputs, type=kind.inputs), materials.given(planned, kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What keys are made of, by citekey. Each digest has 16 bytes."""

    faces: Mapping[str, bytes]
    nodes: Mapping[str, bytes]
    """Of each node with its texts."""
    references: Mapping[str, bytes] = field(default_factory=dict)
    """Of what files of references hold of each node."""


PartKind = Literal["place", "inputs", "face", "frame", "text", "record", "related"]
Part = tuple[PartKind, str, bytes]
"""One of the things that a key is made of: what it is, of which node it is (by citekey, if of any), and a digest."""


def bare_parts(planned: Planned, faces: Mapping[str, bytes]) -> list[Part]:
    """Return what a file depends on, apart from its frame, texts, records and related content."""
    place = encode((planned.kind, planned.paths, planned.folder, planned.address, planned.base))
    parts: list[Part] = [("place", "", place), ("inputs", "", planned.inputs)]
    parts += [("face", citekey, faces[citekey]) for citekey in planned.faces]
    return parts


def other_parts(planned: Planned, frame: bytes, digests: Digests, related: tuple[Related, ...] = ()) -> list[Part]:
    """Return the rest of what a file depends on; `frame` is a digest of what its kind is handed of the frame."""
    nodes, references = digests.nodes, digests.references
    parts: list[Part] = [("frame", "", frame)]
    parts += [("text", citekey, nodes[citekey]) for citekey in planned.texts]
    parts += [("record", citekey, references[citekey]) for citekey in planned.records]
    if related:
        parts.append(("related", "", encode(related)))
        parts += [("face", one.citekey, digests.faces[one.citekey]) for one in related]
    return parts


def bare_key(planned: Planned, faces: Mapping[str, bytes]) -> bytes:
    """Return a digest of `bare_parts`: 16 bytes."""
    return content_digest(b"".join([digest for _, _, digest in bare_parts(planned, faces)]))


def full_key(planned: Planned, frame: bytes, digests: Digests, related: tuple[Related, ...] = ()) -> bytes:
    """Return what changes whenever a file may: 16 bytes. Arguments as for `other_parts`."""
    parts = other_parts(planned, frame, digests, related)
    return content_digest(planned.bare + b"".join([digest for _, _, digest in parts]))


class FaceDigests(dict[str, bytes]):
    """A digest of each face, by citekey; made when a key asks for it."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, citekey: str) -> bytes:
        found = self[citekey] = content_digest(encode(self._faces[citekey]))
        return found
