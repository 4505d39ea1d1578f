"""One source → what the journey needs of it: a plain function on plain values, which any process can run.

Linking and lists need a node's *outline*: everything but its long texts. The whole node is packed away until its own
page is made, so that what travels between processes, and what is unpacked, stays small. Where something stands in its
source only the outline knows: pages do not show it, and a line put in above changes no page.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import msgpack
from msgspec.structs import force_setattr, replace

from painsite.build.compact_places import CompactPlaces, spread_places
from painsite.files import decode_source
from painsite.hashing import content_digest
from painsite.linking.related.profiling import node_terms
from painsite.linking.related.terms import Terms
from painsite.model import Article, Citation, Entry, Image, Node, Study, Text, TextImage, TextLink, Value
from painsite.problems import Problem
from painsite.sources.articles import parse_article
from painsite.sources.bibtex.cuts import Cuts
from painsite.sources.bibtex.encoding import as_utf8
from painsite.sources.bibtex.lending import NOTHING, Asks, Lent
from painsite.sources.citekeys import keys_in_broken
from painsite.sources.entries import parse_entry
from painsite.sources.left_out import LeftOut

if TYPE_CHECKING:
    from painsite.sources.bibtex.reader import BibtexFile
    from painsite.sources.bibtex.rereading import Reread

NodeSource = Literal["yaml", "bibtex", "article"]
_Placed = TypeVar("_Placed", Citation, TextImage, TextLink)


class Prepared(Value, frozen=True, kw_only=True, array_like=True):
    """A node, ready for linking."""

    entry: Entry | None = None
    """The outline of an entry; else that of an article is given."""
    article: Article | None = None
    terms: Terms
    """Of its texts."""
    whole: bytes
    """Digest of the packed node with its texts, under which that is kept."""
    bare: bytes
    """Digest of all that linking and planning look at: `shape_of` the node."""
    linked: bytes
    """Digest of all that related content looks at: the outline, apart from places, and the terms."""
    reference: bytes = b""
    """Digest of what files of references hold of an entry, apart from its abstract; empty for an article."""
    abstract: bytes = b""
    """Digest of an entry's abstract; empty where it has none that may be taken away."""

    @property
    def outline(self) -> Node:
        """Return the node without its texts."""
        node = self.entry or self.article
        assert node is not None  # noqa: S101 - one of them is given
        return node


class PreparedSource(Value, frozen=True, kw_only=True):
    """What a source holds."""

    nodes: tuple[Prepared, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """Of a .bib file, what looks like an entry and is none."""
    unread: tuple[str, ...] = ()
    """Of a YAML or Markdown file without a readable node, the citekey and aliases that it seems to give."""
    macros: tuple[str, ...] = ()
    """Of a .bib file, the names of those that it defines, in lower case."""
    asks: Asks = Asks()
    """What a .bib file wants of others."""
    cuts: Cuts | None = None
    """Of a .bib file, with what it is read after an edit; None where it has to be read as a whole."""


class Origin(Value, frozen=True, array_like=True):
    """Where a prepared node is kept."""

    key: bytes
    """Of its source."""
    position: int
    """Among the nodes of that."""
    whole: bytes
    """As in `Prepared`."""
    linked: bytes
    """The same."""
    reference: bytes = b""
    """The same."""
    abstract: bytes = b""
    """The same."""


NOT_IN_REFERENCES: Mapping[str, Any] = {
    "path": "", "places": {}, "works_cited": (), "abstract": (), "abstract_note": None, "commentary": None,
    "notes": None, "rating": 0, "rating_reason": "", "related": (), "not_related": (), "image": None, "written_by": (),
    "reviewed_by": (), "reviewed": None, "added": None, "updated": None, "changes": (), "label": "", "aliases": (),
    "redirect_from": (), "draft": False, "todo": "", "allow": {}, "abstract_paraphrased": False, "relations": {},
    "events": (), "mesh": (), "extra": {},
}  # fmt: skip
"""Fields of an entry, and what stands for nothing in them. Its label comes to a record from its face."""
_NOT_LINKED: Mapping[str, Any] = {
    "abstract": (), "abstract_paraphrased": False, "rating": 0, "rating_reason": "", "written_by": (),
    "reviewed_by": (), "reviewed": None, "accessed": None, "original_date": None, "todo": "", "allow": {},
    "mesh": (), "extra": {},
}  # fmt: skip
"""Fields of an entry that neither linking nor planning looks at, and what stands for nothing in them."""
_NOT_LINKED_OF_ARTICLES: Mapping[str, Any] = {
    "authors": (), "reviewed_by": (), "reviewed": None, "todo": "", "allow": {}
}  # fmt: skip
"""The same of an article."""
_encoder = msgpack.Encoder(enc_hook=spread_places)
_source_decoder = msgpack.Decoder(PreparedSource)
_entry_decoder = msgpack.Decoder(Entry)
_article_decoder = msgpack.Decoder(Article)


def source_key(kind: NodeSource, path: str, digest: bytes, lent: Lent = NOTHING) -> bytes:
    """Return the key under which a prepared source is kept; the path is part of what is made from it."""
    borrowed = (content_digest(_encoder.encode(lent)),) if lent else ()
    return content_digest(b"\0".join((kind.encode(), path.encode(), digest, *borrowed)))


def former_key(path: str, lent: Lent = NOTHING) -> bytes:
    """Return the key under which it is kept which prepared source a .bib file was last."""
    return content_digest(b"\0".join((b"former", path.encode(), b"lent" if lent else b"")))


def prepare_source(
    kind: NodeSource, content: bytes, path: str, lent: Lent = NOTHING, former: PreparedSource | None = None
) -> tuple[PreparedSource, dict[bytes, bytes]]:
    """Parse one source; return its prepared nodes, and the packed nodes by their digests.

    `former` is the same .bib file before an edit: of that only what differs is prepared, and only new nodes are packed.
    """
    node: Node | None
    file = decode_source(content if kind != "bibtex" else as_utf8(content), path)
    if isinstance(file, Problem):
        unread = keys_in_broken(content.decode(errors="replace"), path) if kind != "bibtex" else ()
        return PreparedSource(problems=(file,), unread=unread), {}
    if kind == "bibtex":
        return _prepare_again(file.text, path, lent, former) or _prepare_bibtex(file.text, path, lent)
    if kind == "yaml":
        node, problems = parse_entry(file.text, path=path)
    else:
        node, problems = parse_article(file.text, path=path)
    nodes, wholes = _prepare_all([node] if node is not None else [])
    unread = () if nodes else keys_in_broken(file.text, path)
    return PreparedSource(nodes=nodes, problems=problems, unread=unread), wholes


def _prepare_bibtex(text: str, path: str, lent: Lent) -> tuple[PreparedSource, dict[bytes, bytes]]:
    # with bibtexparser and its own, which a site without .bib files does not need
    from painsite.sources.bibtex.reader import read_bibtex  # noqa: PLC0415

    file = read_bibtex(text, path=path, lent=lent)
    nodes, wholes = _prepare_all(file.entries)
    return _of_bibtex(file, nodes), wholes


def _prepare_again(
    text: str, path: str, lent: Lent, former: PreparedSource | None
) -> tuple[PreparedSource, dict[bytes, bytes]] | None:
    """Prepare a .bib file by what it was before; None where it has to be read as a whole."""
    if former is None or former.cuts is None:
        return None
    from painsite.sources.bibtex.rereading import Former, moved, reread_bibtex  # noqa: PLC0415 - see above

    before = [node.entry for node in former.nodes if node.entry]
    known = Former(cuts=former.cuts, entries=before, problems=former.problems)
    found = reread_bibtex(known, text, path=path, lent=lent)
    if found is None:
        return None
    fresh, wholes = _prepare_all([entry for entry in found.entries if isinstance(entry, Entry)])
    new = iter(unpack(pack(PreparedSource(nodes=fresh))).nodes)  # as the others are
    nodes = []
    for one in found.entries:
        if isinstance(one, Entry):
            nodes.append(next(new))
        elif one.lines:
            nodes.append(replace(former.nodes[one.number], entry=moved(before[one.number], one.lines)))
        else:
            nodes.append(former.nodes[one.number])
    return _of_bibtex(found, tuple(nodes)), wholes


def _of_bibtex(file: "BibtexFile | Reread", nodes: tuple[Prepared, ...]) -> PreparedSource:
    return PreparedSource(
        nodes=nodes,
        problems=file.problems,
        left_out=file.left_out,
        macros=file.macros,
        asks=file.asks,
        cuts=file.cuts,
    )


def _prepare_all(nodes: Iterable[Node]) -> tuple[tuple[Prepared, ...], dict[bytes, bytes]]:
    both = [prepare(node) for node in nodes]
    return tuple([prepared for prepared, _ in both]), {prepared.whole: whole for prepared, whole in both}


def prepare(node: Node) -> tuple[Prepared, bytes]:
    """Divide a node into its outline and its packed whole."""
    terms = node_terms(node)
    bare = _without_places(node)
    whole, outline = _encoder.encode(bare), _encoder.encode(_outline(bare))
    entry, article = (None, _outline(node)) if isinstance(node, Article) else (_outline(node), None)
    prepared = Prepared(
        entry=entry,  # type: ignore[arg-type] # an outline is of its node's kind
        article=article,  # type: ignore[arg-type] # the same
        terms=terms,
        whole=content_digest(whole),
        bare=content_digest(_encoder.encode(shape_of(bare))),
        linked=content_digest(outline + _encoder.encode(terms)),
        reference=content_digest(_encoder.encode(reference_of(node))) if isinstance(node, Entry) else b"",
        abstract=_abstract_digest(node) if isinstance(node, Entry) else b"",
    )
    return prepared, whole


def reference_of(entry: Entry) -> Entry:
    """Leave out what files of references do not hold, and the abstract, which they hold only if they should."""
    return replace(entry, **NOT_IN_REFERENCES)


def _abstract_digest(entry: Entry) -> bytes:
    return content_digest(_encoder.encode(entry.abstract)) if entry.abstract and not entry.abstract_paraphrased else b""


def pack(value: PreparedSource | Node) -> bytes:
    """Pack a prepared source for `unpack`, or a node."""
    return _encoder.encode(value)


def origin_of(node: Prepared, key: bytes, position: int = 0) -> Origin:
    """Say where a node is kept."""
    return Origin(key, position, node.whole, node.linked, node.reference, node.abstract)


def unpack(packed: bytes) -> PreparedSource:
    """Return a prepared source. Raises `msgspec.DecodeError`."""
    source = _source_decoder.decode(packed)
    for node in source.nodes:
        outline = node.outline
        force_setattr(outline, "places", CompactPlaces(outline.places, outline.path))  # before anybody has seen it
    return source


def unpack_entry(whole: bytes) -> Entry:
    """Return an entry with its texts, without places. Raises `msgspec.DecodeError`."""
    return _entry_decoder.decode(whole)


def unpack_article(whole: bytes) -> Article:
    """Return an article with its text, without places. Raises `msgspec.DecodeError`."""
    return _article_decoder.decode(whole)


def with_places(entry: Entry, outline: Entry) -> Entry:
    """Return an entry with its texts the places that its outline knows."""
    return replace(
        entry,
        places=outline.places,
        commentary=_placed(entry.commentary, outline.commentary),
        notes=_placed(entry.notes, outline.notes),
        abstract_note=_placed(entry.abstract_note, outline.abstract_note),
    )


def _placed(text: Text | None, outline: Text | None) -> Text | None:
    if not text or not outline:
        return text
    return replace(text, citations=outline.citations, images=outline.images, links=outline.links)


def _without_places(node: Node) -> Node:
    if isinstance(node, Article):
        return replace(node, places={}, body=_bare_text(node.body))
    return replace(
        node,
        places={},
        commentary=_bare_text(node.commentary) if node.commentary else None,
        notes=_bare_text(node.notes) if node.notes else None,
        abstract_note=_bare_text(node.abstract_note) if node.abstract_note else None,
    )


def _bare_text(text: Text) -> Text:
    """Leave out what no page shows: the Markdown, and where its citations and images stand."""
    citations, images = tuple(map(_without_place, text.citations)), tuple(map(_without_place, text.images))
    links = tuple(map(_without_place, text.links))
    return replace(text, source="", citations=citations, images=images, links=links)


def _without_place(placed: _Placed) -> _Placed:
    return replace(placed, line=1, column=1)


def _outline(node: Node) -> Node:
    if isinstance(node, Article):
        return replace(node, body=_outline_text(node.body) or Text())
    return replace(
        node,
        abstract=(),
        mesh=(),
        extra={},
        commentary=_outline_text(node.commentary),
        notes=_outline_text(node.notes),
        abstract_note=_outline_text(node.abstract_note),
    )


def shape_of(node: Node) -> Node:
    """Return what linking and planning look at of a node, which is given with its texts.

    Of a text these are the works that it cites, in which sentences, its images and links; not where in it they stand.
    """
    if isinstance(node, Article):
        return replace(
            node,
            **_NOT_LINKED_OF_ARTICLES,
            image=_image_file(node.image),
            places={},
            body=_text_shape(node.body) or Text(),
        )
    return replace(
        node,
        **_NOT_LINKED,
        places={},
        image=_image_file(node.image),
        study=Study(design=node.study.design, level=node.study.level),
        commentary=_text_shape(node.commentary),
        notes=_text_shape(node.notes),
        abstract_note=_text_shape(node.abstract_note),
    )


def _image_file(image: Image | None) -> Image | None:
    return image and Image(file=image.file, alt="")


def _text_shape(text: Text | None) -> Text | None:
    return text and Text(
        citations=tuple([Citation(citekey=one.citekey, sentence=one.sentence) for one in text.citations]),
        images=tuple([TextImage(file=one.file) for one in text.images]),
        links=tuple([TextLink(address=one.address) for one in text.links]),
    )


def _outline_text(text: Text | None) -> Text | None:
    return text and Text(citations=text.citations, images=text.images, links=text.links)
