"""One saved source → its page and those that list it, without the rest of the build, which follows.

What it shows may lack what only the whole build knows, such as new lines of related content or a label's new letter;
where a change goes deeper it shows nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from painsite.build.outline import prepare_source
from painsite.build.pipeline import Memory
from painsite.files import kind_of, read_content
from painsite.linking.graph import citations_of
from painsite.linking.patching import patch_library
from painsite.model import Library, Node
from painsite.output.render import TemplateProblemError

_MOST_PAGES = 100
"""A work that half the site cites is left to the build."""


def show_at_once(root: Path, path: str, memory: Memory) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the pages that a saved source changes, its own first. Raises `CacheError`."""
    kind, maker = kind_of(path), memory.maker
    if maker is None or kind not in {"yaml", "article"}:
        return
    try:
        source, wholes = prepare_source(kind, read_content(root, path), path)
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
    patched = replace(maker, context=maker.context.patched(library), digests=digests)
    memory.maker = patched
    try:
        yield patched.render_node(node.citekey, wholes[prepared.whole])
        maker.cache.write(wholes)  # for other pages, should more be saved before the build has kept them
        for citekey in _listing(before, library, node)[:_MOST_PAGES]:
            yield patched.render_node(citekey)
    except TemplateProblemError:
        return  # the build says where


def _listing(before: Library, after: Library, node: Node) -> list[str]:
    """Return the nodes on whose pages a node stands: those that it cites, then those that cite it."""
    old = before.node(node.citekey)
    cited = [one.citekey for one in citations_of(node, after.canonical)]
    uncited = [one.citekey for one in citations_of(old, before.canonical)]
    citing = [one.citekey for one in after.cited_by.get(node.citekey, ())]
    is_seen = before.faces[node.citekey] != after.faces[node.citekey]
    found = dict.fromkeys([*cited, *uncited, *(citing if is_seen else [])])
    return [citekey for citekey in found if citekey != node.citekey]
