"""The text of an open buffer → its problems, read and linked as a build would, beside the site as it was read last."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from msgspec.structs import replace as replaced

from painsite.config import parse_settings
from painsite.files import kind_of
from painsite.linking.dead_links import warn_of_dead_links
from painsite.linking.graph import citations_of, resolve_citations
from painsite.linking.library import make_face, related_problems
from painsite.linking.nodes import Nodes, normal_key
from painsite.linking.retractions import warn_of_citations
from painsite.linking.suggestions import Suggestions
from painsite.linking.tags import link_tags, near_tags
from painsite.lsp.knowledge import Knowledge
from painsite.model import Article, Citing, Entry, Node
from painsite.problems import Place, Problem, severity_of
from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from painsite.sources.tags import parse_tags

_LINKED_HERE = frozenset(
    {
        "unknown-citekey",
        "alias-used",
        "self-citation",
        "dead-link",
        "near-tag",
        "cites-retracted",
        "cites-doubted",
        "unknown-tag",
        "tag-circle",
        "duplicate-tag",
    }
)
"""Rules of linking that are looked at again; of others the buffer shows what was found when it was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a buffer says, and what is wrong with it."""

    node: Node | None
    problems: tuple[Problem, ...]
    """Sorted by place; those that a site has switched off are left out."""


def check_text(text: str, path: str, known: Knowledge) -> Checked:
    """Read a buffer's text, whose path is relative to the site's root."""
    bare = text.removeprefix("\ufeff")
    node, problems = _read(bare, path)
    if node is not None and known.site is not None:
        problems = (*problems, *_linked(node, known))
    if kind_of(path) == "bibtex":
        problems = known.of_sources.get(path, ())
    kept = (one for one in known.problems.get(path, ()) if one.rule not in _LINKED_HERE)
    changed = known.site.settings.rules if known.site else {}
    found = {one for one in (*problems, *kept) if severity_of(one, changed) != "off"}
    return Checked(node=node, problems=tuple(sorted(_moved(found, len(text) - len(bare)))))


def _read(text: str, path: str) -> tuple[Node | None, tuple[Problem, ...]]:
    kind = kind_of(path)
    if kind == "yaml":
        return parse_entry(text, path=path)
    if kind == "article":
        return parse_article(text, path=path)
    if path == "bibliography/site.yaml":
        return None, parse_settings(text, path=path)[1]
    if path == "bibliography/tags.yaml":
        tags, problems = parse_tags(text, path=path)
        return None, (*problems, *link_tags(tags)[1])
    return None, ()


def _linked(node: Node, known: Knowledge) -> Iterable[Problem]:
    """Link a node beside the others; nothing else is linked again."""
    assert known.site is not None  # noqa: S101 - see `check_text`
    library = known.site.library
    own = {normal_key(name): node.citekey for name in (node.citekey, *node.aliases)}
    entries = {node.citekey: node} if isinstance(node, Entry) else {}
    articles = {node.citekey: node} if isinstance(node, Article) else {}
    nodes = Nodes(
        entries=entries,
        articles=articles,
        canonical={**library.canonical, **own},
        drafts=frozenset(),
        redirects={},
        unread=known.unread,
    )
    face = make_face(node, {node.citekey: node.citekey}, {})
    faces = {**library.faces, node.citekey: face}
    suggestions = Suggestions(nodes.canonical, library.entries)
    yield from resolve_citations(nodes, suggestions)[1]
    yield from related_problems(nodes, suggestions)
    here_alone = replaced(library, entries=entries, articles=articles, faces=faces, canonical=nodes.canonical)
    yield from warn_of_dead_links(here_alone)
    yield from near_tags(library.tags, [node])
    cited = {citation.citekey for citation in citations_of(node, nodes.canonical)} & library.retractions.keys()
    here = (Citing(citekey=node.citekey, sentences=()),)
    yield from warn_of_citations(
        replaced(library, entries=entries, articles=articles, cited_by=dict.fromkeys(sorted(cited), here))
    )


def _moved(problems: Iterable[Problem], columns: int) -> Iterable[Problem]:
    """Count in a byte order mark, which painsite's columns leave out."""
    for one in problems:
        place = one.place
        if columns and place.line == 1:
            place = Place(path=place.path, line=1, column=place.column + columns)
        yield replace(one, place=place)
