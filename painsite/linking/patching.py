"""One changed node → the library without linking everything, where the change does not reach far."""

from collections import ChainMap
from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from painsite.linking.graph import citations_of, citing_order, sentences_of
from painsite.linking.labels import plain_label, seniority
from painsite.linking.library import make_face
from painsite.model import Article, Citing, Entry, Face, Library, Node

_Kind = TypeVar("_Kind", Entry, Article)
_NAMES = ("path", "draft", "aliases", "redirect_from", "related", "not_related")
_NAMES_OF_ENTRIES = ("label", "doi", "pmid", "works_cited", "relations", "events")


def patch_library(library: Library, node: Node) -> Library | None:
    """Put a changed node into the place of the one with its citekey, as `link` would.

    None where the change may touch the names, addresses or labels of others, or the node is new.
    """
    before = library.entries.get(node.citekey) or library.articles.get(node.citekey)
    if before is None or not has_the_same_names(before, node):
        return None
    known = library.faces[node.citekey]
    face = make_face(node, {node.citekey: known.label}, library.retractions)
    # who is one author, and what is one journal, hangs on all entries
    if face.authors != known.authors or _journal(face) != _journal(known):
        return None
    faces = {**library.faces, node.citekey: face}
    old, new = citations_of(before, library.canonical), citations_of(node, library.canonical)
    sentences = sentences_of(node.citekey, new)
    cited_by = dict(library.cited_by)
    for cited in sentences_of(node.citekey, old).keys() | sentences.keys():
        citing = [one for one in cited_by.get(cited, ()) if one.citekey != node.citekey]
        if cited in sentences:
            citing.append(Citing(citekey=node.citekey, sentences=tuple(sentences[cited])))
        if citing:
            cited_by[cited] = tuple(sorted(citing, key=lambda one: citing_order(faces[one.citekey])))
        else:
            cited_by.pop(cited, None)
    return replace(
        library,
        entries=_with(library.entries, node) if isinstance(node, Entry) else library.entries,
        articles=_with(library.articles, node) if isinstance(node, Article) else library.articles,
        faces=faces,
        citations=library.citations - len(old) + len(new),
        cited_by=cited_by if cited_by.keys() <= library.cited_by.keys() else dict(sorted(cited_by.items())),
    )


def _with(nodes: Mapping[str, _Kind], node: _Kind) -> Mapping[str, _Kind]:
    """Lay a node over the others, which stay where they are: to copy them would unpack each."""
    if not isinstance(nodes, ChainMap):
        return ChainMap({node.citekey: node}, nodes)  # type: ignore[arg-type] # only the first is written to
    return ChainMap({**nodes.maps[0], node.citekey: node}, *nodes.maps[1:])


def _journal(face: Face) -> tuple[str, str, str]:
    return face.container_title, face.container_abbreviation, face.type


def has_the_same_names(before: Node, after: Node) -> bool:
    """Return whether everything by which others find a node, and by which its label is made, is the same."""
    names: tuple[str, ...] = _NAMES
    if isinstance(before, Entry) and isinstance(after, Entry):
        names += _NAMES_OF_ENTRIES
        if (plain_label(before), seniority(before)) != (plain_label(after), seniority(after)):
            return False
    elif not (isinstance(before, Article) and isinstance(after, Article)):
        return False
    return all(getattr(before, name) == getattr(after, name) for name in names)
