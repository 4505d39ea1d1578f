"""One saved source → its page and those that list it, without the rest of the build, which follows.

What it shows may lack what only the whole build knows, such as new lines of related content or a label's new letter;
where a change goes deeper it shows nothing.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from painsite.build.job import Shown
from painsite.build.outline import prepare_source, unpack_article, unpack_entry
from painsite.build.pipeline import Memory
from painsite.files import kind_of, read_content
from painsite.linking.graph import citations_of
from painsite.linking.patching import patch_library
from painsite.model import Library, Node
from painsite.output.render import TemplateProblemError
from painsite.pages.nodes import plan_node

_MOST_PAGES = 100
"""A work that half the site cites is left to the build."""


def show_at_once(root: Path, path: str, memory: Memory) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the pages that a saved source changes, its own first. Raises `CacheError`."""
    kind, shown = kind_of(path), memory.shown
    if shown is None or kind not in {"yaml", "article"}:
        return
    try:
        source, wholes = prepare_source(kind, read_content(root, path), path)
    except OSError:
        return
    if len(source.nodes) != 1 or source.nodes[0].outline.citekey not in shown.library.faces:
        return
    prepared = source.nodes[0]
    node, before = prepared.outline, shown.library
    library = patch_library(before, node)
    # of an entry laid over BibTeX the file holds only a part
    if library is None or any(path != node.path for path, _, _ in before.node(node.citekey).places.values()):
        return
    whole = wholes[prepared.whole]
    text = unpack_entry(whole) if prepared.entry else unpack_article(whole)
    memory.shown = patched = _patched(shown, library, text)
    try:
        for citekey in [node.citekey, *_listing(before, library, node)[:_MOST_PAGES]]:
            yield _render(patched, citekey)
    except TemplateProblemError:
        return  # the build says where


def _patched(shown: Shown, library: Library, text: Node) -> Shown:
    """Return what was shown with one other node, which is given with its texts."""
    texts = shown.maker.materials.texts

    def with_text(citekeys: Collection[str]) -> Mapping[str, Node]:
        found = dict(texts([citekey for citekey in citekeys if citekey != text.citekey]))
        return {citekey: text if citekey == text.citekey else found[citekey] for citekey in citekeys}

    materials = dataclasses.replace(shown.maker.materials, faces=library.faces, texts=with_text)
    return Shown(
        library=library,
        context=shown.context.patched(library),
        plan=shown.plan,
        maker=dataclasses.replace(shown.maker, materials=materials),
    )


def _render(shown: Shown, citekey: str) -> tuple[str, bytes]:
    planned = plan_node(citekey, shown.context, shown.plan.plan.nodes[citekey].blocks)
    return shown.maker.render(planned, shown.maker.materials)


def _listing(before: Library, after: Library, node: Node) -> list[str]:
    """Return the nodes on whose pages a node stands: those that it cites, then those that cite it."""
    old = before.node(node.citekey)
    cited = [one.citekey for one in citations_of(node, after.canonical)]
    uncited = [one.citekey for one in citations_of(old, before.canonical)]
    citing = [one.citekey for one in after.cited_by.get(node.citekey, ())]
    is_seen = before.faces[node.citekey] != after.faces[node.citekey]
    found = dict.fromkeys([*cited, *uncited, *(citing if is_seen else [])])
    return [citekey for citekey in found if citekey != node.citekey]
