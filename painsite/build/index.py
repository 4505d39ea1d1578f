"""What the last build knew of a site's sources and of their linking: a few words on each, so that nothing is unpacked.

Values here are kept for one output folder; what is kept by content lies beside them in the cache.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import msgpack

from painsite.build.frames import Frames
from painsite.build.outline import Origin, PreparedSource
from painsite.hashing import value_digest
from painsite.model import Value
from painsite.problems import Place, Problem


class Span(Value, frozen=True, array_like=True):
    """Lines of a .bib file, for which the YAML file that is laid over their entry allows some rules."""

    path: str
    first: int
    last: int
    rules: tuple[str, ...]
    by: str
    """Path of the YAML file."""


class NodeRow(Value, frozen=True, array_like=True):
    """A node of a source."""

    citekey: str
    bare: bytes
    """As in `Prepared`."""
    whole: bytes
    """The same."""


class SourceRow(Value, frozen=True, array_like=True):
    """A source of nodes."""

    path: str
    digest: bytes
    """Of its content."""
    key: bytes
    """Under which it is kept, prepared."""
    nodes: tuple[NodeRow, ...]
    problems: tuple[Problem, ...]
    left_out: bytes = b""
    """Digest of what it holds that looks like an entry and is none; empty where it holds nothing of that kind."""
    last: bytes = b""
    """Under which its nodes are kept where it cannot be read any more, and a preview shows what it last was."""
    allowed: tuple[str, ...] = ()
    """Rules that find no problem in it."""
    unread: tuple[str, ...] = ()
    """Citekey and aliases that it seems to give, though it has no readable node."""


class ImageUse(Value, frozen=True, array_like=True):
    """An image file that nodes show."""

    source: str
    """As `painsite.pages.images.image_source` has it."""
    places: tuple[tuple[str, Place], ...]
    """The file as it is written, and where."""


class Index(Value, frozen=True, kw_only=True):
    """The sources of the last build, and what became of them."""

    rows: tuple[SourceRow, ...] = ()
    keys: tuple[bytes, ...] = ()
    """Of what else is kept of the sources, as in `ReadNodes`."""
    origins: Mapping[str, Origin] = {}
    """By citekey, the nodes that are published."""
    library: bytes = b""
    """Key of the linked library."""
    names: bytes = b""
    """Digest of which names lead to which nodes."""
    plan: bytes = b""
    """Key of the plan."""
    frames: Frames = Frames()
    """What all pages shared."""
    problems: tuple[Problem, ...] = ()
    """Those that no source has by itself."""
    images: tuple[ImageUse, ...] = ()
    spans: tuple[Span, ...] = ()
    """Lines of .bib files for which YAML files allow something."""


def source_row(path: str, digest: bytes, key: bytes, source: PreparedSource, last: bytes = b"") -> SourceRow:
    """Say in a few words what a source holds."""
    return SourceRow(
        path=path,
        digest=digest,
        key=key,
        nodes=tuple([NodeRow(node.outline.citekey, node.bare, node.whole) for node in source.nodes]),
        problems=source.problems,
        left_out=value_digest(source.left_out) if source.left_out else b"",
        last=last,
        allowed=tuple(source.nodes[0].outline.allow) if len(source.nodes) == 1 else (),
        unread=source.unread,
    )


def every_key(rows: Iterable[SourceRow], keys: Iterable[bytes], origins: Iterable[Origin]) -> Iterator[bytes]:
    """Yield the keys of all that is kept of sources and of the nodes in them; `keys` as in `Index`."""
    yield from keys
    for row in rows:
        yield row.key
        if row.last:
            yield row.last
        yield from (node.whole for node in row.nodes)
    for origin in origins:
        yield from (origin.key, origin.whole)


def pack_index(index: Index) -> bytes:
    """Pack an index for `unpack_index`."""
    return msgpack.encode(index)


def unpack_index(packed: bytes) -> Index:
    """Return an index. Raises `msgspec.DecodeError`."""
    return _decoder.decode(packed)


_decoder = msgpack.Decoder(Index)
