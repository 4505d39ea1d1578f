"""The external addresses that pages link to, each with the places where sources name it."""

import html
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from painsite.build.query import OpenSite
from painsite.files import SourceFile, decode_source, read_content
from painsite.model import Entry, Node, Text
from painsite.problems import Place

_LINK = re.compile(r'\shref="(https?://[^"]*)"', re.IGNORECASE)
_TEXTS = ("commentary", "notes", "abstract_note", "body")
_AT_ONCE = 500
"""Nodes that are unpacked together."""


def find_addresses(site: OpenSite, root: Path, paths: Collection[str] | None, *, dois: bool) -> dict[str, list[Place]]:
    """Return the addresses of all nodes, or of those in the sources at `paths`, sorted, with their places in order.

    An address without its anchor is one; `dois`: those of DOIs too. Raises what `OpenSite.wholes` raises.
    """
    library = site.linked.library
    outlines: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    nodes = sorted(node.citekey for node in outlines if paths is None or node.path in paths)
    lines = _Lines(root)
    found: dict[str, set[Place]] = {}
    for start in range(0, len(nodes), _AT_ONCE):
        for node in site.wholes(nodes[start : start + _AT_ONCE]).values():
            for address in dict.fromkeys(_addresses(node, dois=dois)):
                found.setdefault(address.partition("#")[0], set()).update(lines.places(node.path, address))
    return {address: sorted(found[address]) for address in sorted(found)}


def _addresses(node: Node, *, dois: bool) -> Iterator[str]:
    if isinstance(node, Entry):
        yield from filter(None, (node.url, node.full_text))
        if dois and node.doi:
            yield f"https://doi.org/{node.doi}"
    for name in _TEXTS:
        text = getattr(node, name, None)
        if isinstance(text, Text):
            yield from addresses_of(text)


def addresses_of(text: Text) -> Iterator[str]:
    """Yield the external addresses that a rendered text links to."""
    for fragment in (text.body, *text.footnotes):
        for piece in fragment.html:
            yield from (html.unescape(found[1]) for found in _LINK.finditer(piece))


class _Lines:
    """Looks for addresses in the lines of sources; a file is read once."""

    def __init__(self, root: Path) -> None:
        self._root, self._texts = root, dict[str, list[str]]()

    def places(self, path: str, address: str) -> Iterable[Place]:
        """Yield each place of an address, or the first line where the source has it in another form."""
        needle = address.removeprefix("https://doi.org/")
        number = 0
        for number, line in self._found(path, needle):
            yield Place(path=path, line=number, column=line.lower().index(needle.lower()) + 1)
        if not number:
            yield Place(path=path)

    def _found(self, path: str, needle: str) -> Iterator[tuple[int, str]]:
        if path not in self._texts:
            file = decode_source(read_content(self._root, path), path)
            self._texts[path] = file.text.split("\n") if isinstance(file, SourceFile) else []
        wanted = needle.lower()
        yield from ((number, line) for number, line in enumerate(self._texts[path], 1) if wanted in line.lower())
