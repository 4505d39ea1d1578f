"""Saved sources → their pages and those that list them, without the rest of the build, which follows.

What it shows may lack what only the whole build knows, such as new lines of related content or a label's new letter;
where a change goes deeper it shows nothing. It writes nothing, neither pages nor the cache: it works beside a build.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from painsite.build.cache import CacheError
from painsite.build.outline import prepare_source
from painsite.build.render import Maker
from painsite.files import kind_of, read_content
from painsite.linking.graph import citations_of
from painsite.linking.patching import patch_library
from painsite.model import Library, Node
from painsite.output.render import TemplateProblemError

_MOST_PAGES = 100
"""A work that half the site cites is left to the build."""


class FirstLook:
    """What the last build knows, with what was saved since."""

    def __init__(self, root: Path, maker: Maker | None = None) -> None:
        self.root, self.maker = root, maker
        self.wholes: dict[bytes, bytes] = {}
        """Packed nodes that were saved, by key: the cache has them only once a build has read them."""
        self.waiting: dict[str, None] = {}
        """Citekeys whose pages list what was saved, in the order in which they are made."""

    def show(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of the page of a saved source, or nothing. Raises `CacheError`."""
        kind, maker = kind_of(path), self.maker
        if maker is None or kind not in {"yaml", "article"}:
            return
        try:
            source, wholes = prepare_source(kind, read_content(self.root, path), path)
        except OSError:
            return
        if len(source.nodes) != 1 or source.nodes[0].outline.citekey not in maker.context.library.faces:
            return
        prepared = source.nodes[0]
        node, before = prepared.outline, maker.context.library
        library = patch_library(before, node)
        # of an entry laid over BibTeX the file holds only a part
        if library is None or any(path != node.path for path, _, _ in before.node(node.citekey).places.values()):
            return
        digests = replace(maker.digests, nodes={**maker.digests.nodes, node.citekey: prepared.whole})
        self.maker = replace(maker, context=maker.context.patched(library, node.citekey), digests=digests)
        self.wholes.update(wholes)
        shown = list(self._render(node.citekey))
        if shown:  # else a template fails, and the build says where
            self.waiting.update(dict.fromkeys(islice(_listing(before, library, node), _MOST_PAGES)))
        yield from shown

    def listed(self) -> Iterator[tuple[str, bytes]]:
        """Yield the pages that wait, as they are after all that was saved; the rest goes on waiting.

        Raises `CacheError`.
        """
        while self.waiting:
            citekey = next(iter(self.waiting))
            del self.waiting[citekey]
            yield from self._render(citekey)

    def _render(self, citekey: str) -> Iterator[tuple[str, bytes]]:
        if self.maker is not None:
            with suppress(TemplateProblemError):
                yield self.maker.render_node(citekey, self.wholes.get(self.maker.digests.nodes[citekey]))


def warm_up(maker: Maker) -> None:
    """Load templates, and work out what all pages share, before somebody waits for that."""
    library = maker.context.library
    for nodes in (library.entries, library.articles):
        for citekey in islice(nodes, 1):
            with suppress(TemplateProblemError, CacheError):
                maker.render_node(citekey)
    for citekey in islice(library.faces, 1):
        maker.context.patched(library, citekey)


def _listing(before: Library, after: Library, node: Node) -> Iterator[str]:
    """Yield the nodes on whose pages a node stands: those that it cites, then those that cite it."""
    old = before.node(node.citekey)
    cited = [one.citekey for one in citations_of(node, after.canonical)]
    uncited = [one.citekey for one in citations_of(old, before.canonical)]
    citing = [one.citekey for one in after.cited_by.get(node.citekey, ())]
    is_seen = before.faces[node.citekey] != after.faces[node.citekey]
    found = dict.fromkeys([*cited, *uncited, *(citing if is_seen else [])])
    return (citekey for citekey in found if citekey != node.citekey)
