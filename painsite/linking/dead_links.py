"""Links of texts to pages of nodes that are not there."""

from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urljoin, urlsplit

from painsite.model import Entry, Library, Node, Text
from painsite.problems import Place, Problem

_FOLDERS = ("/articles/", "/bibliography/")
"""In which every page is that of a node, or the list of them."""


def warn_of_dead_links(library: Library) -> Iterator[Problem]:
    """Report links into the folders of nodes that lead to no page and to no address of a former one."""
    there = {*_FOLDERS, *(face.address for face in library.faces.values()), *library.redirects}
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    for node in nodes:
        for field, text in texts_of(node):
            for link in text.links:
                address = page_of(urljoin(library.faces[node.citekey].address, link.address))
                if address in there or not address.startswith(_FOLDERS):
                    continue
                path = node.places.get(field, (node.path,))[0]
                near = get_close_matches(address.split("/")[2], library.faces, n=1, cutoff=0.7)
                yield Problem(
                    place=Place(path=path, line=link.line, column=link.column),
                    rule="dead-link",
                    message=f"`{link.address}` leads to no page of the site",
                    remedy=f"cite it instead: `[…](@{near[0] if near else 'citekey'})`",
                )


def texts_of(node: Node) -> Iterator[tuple[str, Text]]:
    """Yield the texts of a node, each with its field."""
    fields = ("commentary", "notes", "abstract_note") if isinstance(node, Entry) else ("body",)
    yield from ((field, text) for field in fields if (text := getattr(node, field)))


def page_of(address: str) -> str:
    """Return the address of a page without query and anchor; nothing for that of a file."""
    path = unquote(urlsplit(address).path).removesuffix("index.html")
    if path.endswith("/"):
        return path
    return "" if "." in path.rpartition("/")[2] else f"{path}/"
