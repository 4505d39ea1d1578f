"""One source → what the journey needs of it: a plain function on plain values, which any process can run.

Linking and lists need a node's *outline*: everything but its long texts. The whole node is packed away until its own
page is made, so that what travels between processes, and what is unpacked, stays small.
"""

from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec.structs import replace

from painsite.linking.library import node_terms
from painsite.linking.terms import Terms
from painsite.model import Article, Entry, Node, Text
from painsite.problems import Problem
from painsite.sources.articles import parse_article
from painsite.sources.bibtex import parse_bibtex
from painsite.sources.entries import parse_entry

SourceKind = Literal["yaml", "bibtex", "article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A node, ready for linking."""

    outline: Entry | Article
    terms: Terms
    """Of its texts."""
    whole: bytes
    """The node with its texts, for `unpack_entry` or `unpack_article`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    """What a prepared source is packed as: one kind of node, so that no tags are needed."""

    entries: tuple[Entry, ...] = ()
    articles: tuple[Article, ...] = ()
    terms: tuple[Terms, ...] = ()
    wholes: tuple[bytes, ...] = ()
    problems: tuple[Problem, ...] = ()


_encoder = msgspec.msgpack.Encoder()
_packed_decoder = msgspec.msgpack.Decoder(_Packed)
_entry_decoder = msgspec.msgpack.Decoder(Entry)
_article_decoder = msgspec.msgpack.Decoder(Article)


def pack_source(kind: SourceKind, text: str, path: str) -> bytes:
    """Parse one source and pack its nodes and problems, for `unpack_source`."""
    nodes: tuple[Node | None, ...]
    if kind == "yaml":
        entry, problems = parse_entry(text, path=path)
        nodes = (entry,)
    elif kind == "bibtex":
        nodes, problems = parse_bibtex(text, path=path)
    else:
        article, problems = parse_article(text, path=path)
        nodes = (article,)
    prepared = [prepare(node) for node in nodes if node]
    return _encoder.encode(
        _Packed(
            entries=tuple(one.outline for one in prepared if isinstance(one.outline, Entry)),
            articles=tuple(one.outline for one in prepared if isinstance(one.outline, Article)),
            terms=tuple(one.terms for one in prepared),
            wholes=tuple(one.whole for one in prepared),
            problems=problems,
        )
    )


def unpack_source(packed: bytes) -> tuple[tuple[Prepared, ...], tuple[Problem, ...]]:
    """Give the prepared nodes of a source, in its order, and its problems. Raises `msgspec.DecodeError`."""
    source = _packed_decoder.decode(packed)
    nodes: tuple[Entry | Article, ...] = source.entries or source.articles
    prepared = tuple(
        Prepared(outline=node, terms=terms, whole=whole)
        for node, terms, whole in zip(nodes, source.terms, source.wholes, strict=True)
    )
    return prepared, source.problems


def prepare(node: Node) -> Prepared:
    """Divide a node into its outline and its whole, and count its terms."""
    return Prepared(outline=_outline(node), terms=node_terms(node), whole=_encoder.encode(node))


def unpack_entry(whole: bytes) -> Entry:
    """Give an entry with its texts."""
    return _entry_decoder.decode(whole)


def unpack_article(whole: bytes) -> Article:
    """Give an article with its text."""
    return _article_decoder.decode(whole)


def _outline(node: Node) -> Node:
    if isinstance(node, Article):
        return replace(node, body=_outline_text(node.body) or Text(source=""))
    return replace(
        node,
        abstract=(),
        commentary=_outline_text(node.commentary),
        notes=_outline_text(node.notes),
        abstract_note=_outline_text(node.abstract_note),
    )


def _outline_text(text: Text | None) -> Text | None:
    return text and Text(source="", citations=text.citations, images=text.images)
