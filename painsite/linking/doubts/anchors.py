"""Links of texts to a place in another page of the site that is not there."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote

from painsite.linking.dead_links import texts_of
from painsite.linking.site_pages import SitePages
from painsite.model import Library, Node
from painsite.problems import Place, Problem
from painsite.sources.markdown.allowed_html import is_id_of_page
from painsite.sources.quoting import quoted

_TO_WHAT = "link to a heading of that page, or to the page"
_ID = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""")


def find_dead_anchors(library: Library, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Report links to ids that the page of another node does not have; nodes are given with their texts."""
    nodes = tuple(nodes)
    by_citekey = {node.citekey: node for node in nodes}
    pages = SitePages(library=library)
    ids: dict[str, Mapping[str, None]] = {}
    for node in nodes:
        for field, text in texts_of(node):
            for link in text.links:
                there = pages.destination(link.address, library.faces[node.citekey].address)
                anchor, citekey = unquote(there.rest.partition("#")[2]), there.citekey
                if not anchor or not citekey or is_id_of_page(anchor):
                    continue
                if citekey not in ids:
                    ids[citekey] = _ids_of(by_citekey[citekey]) if citekey in by_citekey else {}
                if anchor not in ids[citekey]:
                    path = node.places.get(field, (node.path,))[0]
                    near = get_close_matches(anchor, ids[citekey], n=1, cutoff=0.6)
                    yield Problem(
                        place=Place(path=path, line=link.line, column=link.column),
                        rule="dead-link",
                        message=f"the page of {quoted(link.address)} has nothing with the id `#{anchor}`",
                        remedy=f"did you mean `#{near[0]}`?"
                        if near
                        else "link to a heading of that page, or to the page",
                    )


def _ids_of(node: Node) -> dict[str, None]:
    found: dict[str, None] = {}
    for _, text in texts_of(node):
        found |= dict.fromkeys(heading.anchor for heading in text.headings)
        for piece in (*text.body.html, *(piece for note in text.footnotes for piece in note.html)):
            found |= dict.fromkeys(html.unescape(one[1] or one[2] or one[3] or "") for one in _ID.finditer(piece))
    return found
