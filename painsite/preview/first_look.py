"""Saved sources → their pages and those that list them, without the rest of the build, which follows.

What it shows may lack what only the whole build knows, such as new lines of related content or a label's new letter;
where a change goes deeper it shows nothing. It writes nothing, neither pages nor the cache: it works beside a build.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from painsite.build.cache import CacheError
from painsite.build.job import Shown
from painsite.build.outline import Prepared, PreparedSource, prepare_source, unpack_article, unpack_entry
from painsite.build.parse import read_former
from painsite.files import kind_of, read_content
from painsite.linking.graph import citations_of
from painsite.linking.patching import patch_library
from painsite.model import Library, Node
from painsite.output.render import TemplateProblemError
from painsite.pages.nodes import plan_node
from painsite.sources.bibtex.lending import NOTHING

_MOST_PAGES = 100
"""A work that half the site cites is left to the build."""


class FirstLook:
    """What the last build knows, with what was saved since."""

    def __init__(
        self, root: Path, shown: Shown | None = None, sources: Mapping[bytes, PreparedSource] = MappingProxyType({})
    ) -> None:
        self.root, self.shown = root, shown
        self.sources = sources
        """By key, those that need not be unpacked."""
        self.former: dict[str, PreparedSource] = {}
        """By path, .bib files as they were when they were last looked at."""
        self.saved: dict[str, Node] = {}
        """By citekey, nodes that were saved, with their texts: the cache has them only once a build has read them."""
        self.waiting: dict[str, None] = {}
        """Citekeys whose pages list what was saved, in the order in which they are made."""

    def show(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of the page of a saved source, or nothing. Raises `CacheError`."""
        shown, edited = self.shown, self._read_edited(path)
        if shown is None or edited is None or edited[0].outline.citekey not in shown.library.faces:
            return
        prepared, whole = edited
        node, before = prepared.outline, shown.library
        library = patch_library(before, node)
        # of an entry laid over BibTeX the file holds only a part
        if library is None or any(path != node.path for path, _, _ in before.node(node.citekey).places.values()):
            return
        self.saved[node.citekey] = unpack_entry(whole) if prepared.entry else unpack_article(whole)
        self.shown = self._patched(shown, library, node.citekey)
        pages = list(self._render(node.citekey))
        if pages:  # else a template fails, and the build says where
            self.waiting.update(dict.fromkeys(islice(_listing(before, library, node), _MOST_PAGES)))
        yield from pages

    def listed(self) -> Iterator[tuple[str, bytes]]:
        """Yield the pages that wait, as they are after all that was saved; the rest goes on waiting.

        Raises `CacheError`.
        """
        while self.waiting:
            citekey = next(iter(self.waiting))
            del self.waiting[citekey]
            yield from self._render(citekey)

    def _read_edited(self, path: str) -> tuple[Prepared, bytes] | None:
        """Read the one node that differs in a saved source, with the packed node; None where there is not just one."""
        kind, former = kind_of(path), None
        if self.shown is None or kind not in {"yaml", "article", "bibtex"}:
            return None
        if kind == "bibtex":
            former = self.former.get(path) or read_former(path, NOTHING, self.shown.maker.cache, self.sources)
            if former is None or former.cuts is None:
                return None
        try:
            source, wholes = prepare_source(kind, read_content(self.root, path), path, former=former)
        except OSError:
            return None
        known = {node.whole for node in former.nodes} if former else set()
        nodes = [node for node in source.nodes if node.whole not in known]
        if len(nodes) != 1 or (former and len(former.nodes) != len(source.nodes)):
            return None
        if former:
            self.former[path] = source
        return nodes[0], wholes[nodes[0].whole]

    def _patched(self, shown: Shown, library: Library, citekey: str) -> Shown:
        """Return what was shown with one other node."""
        kept, saved = shown.maker.texts, self.saved

        def texts(citekeys: Collection[str]) -> Mapping[str, Node]:
            found = kept([one for one in citekeys if one not in saved])
            return {one: saved[one] if one in saved else found[one] for one in citekeys}

        materials = dataclasses.replace(shown.maker.materials, faces=library.faces, texts=texts)
        return Shown(
            library=library,
            context=shown.context.patched(library, citekey),
            plan=shown.plan,
            maker=dataclasses.replace(shown.maker, materials=materials),
        )

    def _render(self, citekey: str) -> Iterator[tuple[str, bytes]]:
        if self.shown is not None:
            with suppress(TemplateProblemError):
                yield _render(self.shown, citekey)


def _render(shown: Shown, citekey: str) -> tuple[str, bytes]:
    planned = plan_node(citekey, shown.context, shown.plan.plan.nodes[citekey].blocks)
    return shown.maker.render(planned, shown.maker.materials)


def warm_up(shown: Shown) -> None:
    """Load templates, and work out what all pages share, before somebody waits for that."""
    library = shown.library
    for nodes in (library.entries, library.articles):
        for citekey in islice(nodes, 1):
            with suppress(TemplateProblemError, CacheError, KeyError):
                _render(shown, citekey)
    for citekey in islice(library.faces, 1):
        shown.context.patched(library, citekey)


def _listing(before: Library, after: Library, node: Node) -> Iterator[str]:
    """Yield the nodes on whose pages a node stands: those that it cites, then those that cite it."""
    old = before.node(node.citekey)
    cited = [one.citekey for one in citations_of(node, after.canonical)]
    uncited = [one.citekey for one in citations_of(old, before.canonical)]
    citing = [one.citekey for one in after.cited_by.get(node.citekey, ())]
    is_seen = before.faces[node.citekey] != after.faces[node.citekey]
    found = dict.fromkeys([*cited, *uncited, *(citing if is_seen else [])])
    return (citekey for citekey in found if citekey != node.citekey)
