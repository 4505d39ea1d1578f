"""What the search for related content is told of a node."""

from collections.abc import Iterable, Mapping

from painsite.linking.graph import shown_texts
from painsite.linking.nodes import normal_key
from painsite.linking.related.cocitation import CitedAt
from painsite.linking.related.profiles import Profile
from painsite.linking.related.terms import Terms, text_terms
from painsite.model import Article, Library, Node


def node_terms(node: Node) -> Terms:
    """Count the terms of a node's texts."""
    texts = shown_texts(node)
    shown = texts[0].plain if texts else ""
    if isinstance(node, Article):
        return text_terms(
            title=node.title, tags=node.tags, headline="", summary=node.description, abstract="", commentary=shown
        )
    return text_terms(
        title=node.title,
        tags=node.tags,
        subjects=node.mesh,
        headline=node.headline,
        summary=node.summary,
        abstract=" ".join(part.text for part in node.abstract),
        commentary=shown,
    )


def make_profile(node: Node, terms: Terms, library: Library) -> Profile:
    """Say what a node of the library is about and how it hangs together with others; its outline is enough.

    It depends on the node itself and on which names lead to which nodes: `canonical` and `identifiers`.
    """
    is_article = isinstance(node, Article)
    date = node.date if isinstance(node, Article) else node.issued
    return Profile(
        citekey=node.citekey,
        is_article=is_article,
        year=date.year if date else 0,
        tags=node.tags,
        related=_known(node.related, library.canonical),
        not_related=_known(node.not_related, library.canonical),
        works_cited=() if isinstance(node, Article) else _works(node.works_cited, library.identifiers),
        terms=terms,
        citations=tuple(
            CitedAt(
                citekey=target,
                group=citation.group,
                footnote=citation.footnote,
                paragraph=citation.paragraph,
                section=citation.section,
            )
            for text in shown_texts(node)
            for citation in text.citations
            if (target := library.canonical.get(normal_key(citation.citekey))) is not None
        ),
    )


def _known(citekeys: Iterable[str], canonical: Mapping[str, str]) -> tuple[str, ...]:
    found = (canonical.get(normal_key(citekey)) for citekey in citekeys)
    return tuple(dict.fromkeys(citekey for citekey in found if citekey))


def _works(works: Iterable[str], identifiers: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identifiers.get(normal_key(work), work) for work in works))
