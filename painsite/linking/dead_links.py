"""Links of texts to pages of nodes that are not there."""

from collections.abc import Iterator
from difflib import get_close_matches

from painsite.linking.site_pages import SitePages
from painsite.model import Entry, Library, Node, Text
from painsite.problems import Place, Problem
from painsite.sources.quoting import quoted


def warn_of_dead_links(library: Library) -> Iterator[Problem]:
    """Report links to sources and into the folders of nodes that lead to no page and no address of a former one."""
    pages = SitePages(library=library)
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    for node in nodes:
        for field, text in texts_of(node):
            for link in text.links:
                there = pages.destination(link.address, library.faces[node.citekey].address)
                if not there.is_dead:
                    continue
                path = node.places.get(field, (node.path,))[0]
                near = get_close_matches(there.step, library.faces, n=1, cutoff=0.7)
                yield Problem(
                    place=Place(path=path, line=link.line, column=link.column),
                    rule="dead-link",
                    message=f"{quoted(link.address)} leads to no page of the site",
                    remedy=f"cite it instead: `[…](@{near[0] if near else 'citekey'})`",
                )


def texts_of(node: Node) -> Iterator[tuple[str, Text]]:
    """Yield the texts of a node, each with its field."""
    fields = ("commentary", "notes", "abstract_note") if isinstance(node, Entry) else ("body",)
    yield from ((field, text) for field in fields if (text := getattr(node, field)))
