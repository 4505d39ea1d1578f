"""Entries and articles → one linked library."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from painsite.linking.authors import link_authors
from painsite.linking.dead_links import warn_of_dead_links
from painsite.linking.fields import find_leftovers
from painsite.linking.graph import MEND_IT, cited_by, resolve_citations, why_left_out
from painsite.linking.journals import link_journals
from painsite.linking.labels import find_same_titles, make_labels
from painsite.linking.long_names import find_long_names
from painsite.linking.nodes import Nodes, address_of, collect_nodes, left_out_by_key, normal_key, place_of
from painsite.linking.retractions import find_retractions, warn_of_citations
from painsite.linking.suggestions import Suggestions
from painsite.linking.tags import link_tags
from painsite.model import Article, Entry, Face, Library, Node, Retraction, Tag
from painsite.problems import Problem
from painsite.sources.left_out import LeftOut
from painsite.sources.retractions import Snapshot


def link(  # noqa: PLR0913 - each is something else that a library is made of
    entries: Iterable[Entry],
    articles: Iterable[Article],
    *,
    drafts: bool = False,
    unread: Iterable[str] = (),
    left_out: Iterable[LeftOut] = (),
    tags: Sequence[Tag] = (),
    snapshot: Snapshot | None = None,
) -> tuple[Library, tuple[Problem, ...]]:
    """Link all nodes. Every node appears in the library once, whatever problems there are.

    Of the texts of the nodes only their citations are needed. `unread` are the citekeys of sources that could not be
    read, `left_out` what a .bib file holds and the site does not.
    """
    nodes, node_problems = collect_nodes(entries, articles, drafts=drafts)
    nodes = replace(nodes, unread=frozenset(map(normal_key, unread)), left_out=left_out_by_key(left_out))
    labels, label_problems = make_labels(nodes.entries.values())
    suggestions = Suggestions(nodes.canonical, nodes.entries)
    citations, citation_problems = resolve_citations(nodes, suggestions)
    book, tag_problems = link_tags(tags)
    retractions, retraction_problems = find_retractions(nodes.entries, snapshot or Snapshot())
    faces = {node.citekey: make_face(node, labels, retractions) for node in _everything(nodes)}
    entry_faces = [faces[citekey] for citekey in nodes.entries]
    library = Library(
        entries=nodes.entries,
        articles=nodes.articles,
        faces=dict(sorted(faces.items())),
        canonical=nodes.canonical,
        identifiers=_identifiers(nodes),
        citations=sum(map(len, citations.values())),
        cited_by=cited_by(citations, faces),
        redirects=nodes.redirects,
        tags=book,
        retractions=retractions,
        retractions_until=snapshot.until if snapshot else "",
        authors=link_authors(entry_faces),
        journals=link_journals(entry_faces),
    )
    problems = (
        *node_problems,
        *label_problems,
        *find_same_titles(nodes.articles.values()),
        *citation_problems,
        *tag_problems,
        *find_long_names(nodes),
        *retraction_problems,
        *warn_of_citations(library),
        *warn_of_dead_links(library),
        *find_leftovers(nodes.entries.values()),
        *related_problems(nodes, suggestions),
        *_duplicates(nodes),
    )
    return library, problems


def _everything(nodes: Nodes) -> Iterator[Node]:
    yield from nodes.entries.values()
    yield from nodes.articles.values()


def make_face(node: Node, labels: Mapping[str, str], retractions: Mapping[str, Retraction]) -> Face:
    """Return what other nodes and lists show of a node; `labels` holds those of entries."""
    if isinstance(node, Article):
        return Face(
            citekey=node.citekey,
            kind=node.kind,
            address=address_of(node),
            label=node.title or node.citekey,
            title=node.title or node.citekey,
            summary=node.description,
            year=node.date.year if node.date else 0,
            date=str(node.date or node.updated or ""),
            added=str(node.date or ""),
            tags=node.tags,
            has_commentary=True,
        )
    return Face(
        citekey=node.citekey,
        kind="entry",
        address=address_of(node),
        label=labels[node.citekey],
        title=node.title or node.citekey,
        headline=node.headline,
        summary=node.summary,
        authors=node.authors,
        container_title=node.container_title,
        container_abbreviation=node.container_abbreviation,
        type=node.type,
        year=node.issued.year if node.issued else 0,
        date=str(node.issued.start) if node.issued else "",
        added=str(node.added or ""),
        tags=node.tags,
        design=node.study.design,
        has_commentary=bool(node.commentary or node.notes),
        free_full_text=bool(node.full_text or node.pmcid),
        retraction=retractions[node.citekey].nature if node.citekey in retractions else "",
        level=node.study.level,
    )


def _identifiers(nodes: Nodes) -> Mapping[str, str]:
    """Lead from `doi:…`, `pmid:…`, citekeys and aliases to citekeys, so that one work has one name."""
    works = dict(nodes.canonical)
    for entry in nodes.entries.values():
        if entry.doi:
            works.setdefault(f"doi:{entry.doi}", entry.citekey)
        if entry.pmid:
            works.setdefault(f"pmid:{entry.pmid}", entry.citekey)
    return works


def related_problems(nodes: Nodes, suggestions: Suggestions) -> Iterator[Problem]:
    """Report fields that name works by citekeys which lead nowhere."""
    for node in _everything(nodes):
        for field, citekeys in _named_by(node):
            for citekey in citekeys:
                key = normal_key(citekey)
                if key not in nodes.canonical and key not in nodes.drafts and key not in nodes.unread:
                    gone = nodes.left_out.get(key)
                    yield Problem(
                        place=place_of(node, field),
                        rule="unknown-citekey",
                        message=f"`{field}` names `{citekey}`, "
                        + (why_left_out(gone) if gone else "and no entry or article has this key"),
                        remedy=MEND_IT if gone else suggestions.remedy(key, "add a source with this citekey"),
                    )


def _named_by(node: Node) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the citekeys that a node names outside its texts, with the field."""
    yield "related", node.related
    yield "not_related", node.not_related
    if isinstance(node, Entry):
        works = (work for works in node.relations.values() for work in works)
        yield "relations", (work for work in works if not work.startswith(("doi:", "pmid:")))


def _duplicates(nodes: Nodes) -> Iterator[Problem]:
    """Report two entries with one DOI or PMID; where they share both, that is one problem."""
    told: set[tuple[str, str]] = set()
    for field in ("doi", "pmid"):
        first: dict[str, Entry] = {}
        for entry in nodes.entries.values():
            value = str(getattr(entry, field))
            if not value:
                continue
            earlier = first.setdefault(value, entry)
            if earlier is entry or (earlier.citekey, entry.citekey) in told:
                continue
            told.add((earlier.citekey, entry.citekey))
            yield Problem(
                place=place_of(entry, field),
                rule=f"duplicate-{field}",
                message=f"`{value}` is also the {field.upper()} of `{earlier.citekey}` at {place_of(earlier, field)}",
                remedy="merge the two, and put the other citekey among the `aliases`",
            )
