"""A linked site as the last build left it, for a build before which only texts were edited.

What others show of a node, and what leads where, is then the same as before: nothing is linked, and nodes are unpacked
when somebody asks for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.image_sizes import Images, are_the_same, images_key, unpack_images
from painsite.build.inputs import Inputs
from painsite.build.lazy_nodes import KeptNodes, with_outlines
from painsite.build.load import Site, read_settings
from painsite.build.outline import Origin, Prepared, origin_of, source_key, unpack
from painsite.build.parse import NodeFile, read_sources
from painsite.build.start import Start, state_key
from painsite.files import kind_of
from painsite.linking.graph import citations_of, sentences_of, shown_texts
from painsite.linking.library import make_face
from painsite.linking.patching import has_the_same_names
from painsite.model import Library, Node, Value
from painsite.pages.dates import last_change
from painsite.pages.images import image_files
from painsite.pages.losses import export_losses
from painsite.sources.overlays import lay_over
from painsite.workers import Progress

_MOST = 100
"""Edited sources; with more it is not worth while."""


class Sources(Value, frozen=True, kw_only=True):
    """Where the nodes of a library are."""

    shape: bytes
    """`Inputs.shape` of the build that linked them."""
    origins: Mapping[str, Origin]
    """By citekey."""
    keys: tuple[bytes, ...]
    """As in `Site`."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """A node with an edited text."""

    old: Prepared
    new: Prepared
    keys: tuple[bytes, bytes]
    """Of its source, before and after."""


def pack_library(library: Library) -> bytes:
    """Pack all but the nodes."""
    return _encode(replace(library, entries={}, articles={}))


def pack_sources(site: Site, inputs: Inputs) -> bytes:
    """Pack where the nodes of a site are, and what it was made from."""
    return _encode(Sources(shape=inputs.shape, origins=site.nodes.origins, keys=site.keys))


def recall_site(start: Start, unpacked: Mapping[str, Prepared], progress: Progress) -> Site | None:
    """Return the site of the last build with its texts as they are now.

    `unpacked` holds by citekey the nodes that need not be unpacked, as far as they are still what they were. None where
    anything else has changed, or what a text says of other nodes. Raises `CacheError` and `msgspec.DecodeError` where
    the cache is damaged.
    """
    before, marks = start.before, start.inputs.marks
    # where pages are missing they are made from many nodes
    is_there = len(start.published.outputs) == len(before.outputs)
    if not before.world or not is_there or marks.keys() != before.inputs.keys():
        return None
    paths = [path for path, mark in marks.items() if mark.digest != before.inputs[path].digest]
    if len(paths) > _MOST:
        return None
    names = [*(state_key(name, start.root, start.output) for name in ("sources", "library")), images_key(start)]
    kept = start.cache.read(names)
    if len(kept) < len(names):
        return None
    sources = _sources_decoder.decode(kept[names[0]])
    if sources.shape != start.inputs.shape:
        return None
    linked, images = _library_decoder.decode(kept[names[1]]), unpack_images(kept[names[2]])
    edits = _edits(start, paths, sources, progress)
    if edits is None or not are_the_same(images, start.inputs) or not all(_is_of_text(edit, linked) for edit in edits):
        return None
    return _revised(start, linked, sources, edits, images, unpacked)


def _edits(start: Start, paths: list[str], sources: Sources, progress: Progress) -> list[_Edit] | None:
    """Read the edited sources as they were and as they are; None where one is not the same node, and nothing else."""
    before, after = (
        [NodeFile(kind, path, marks[path].digest) for path in paths if (kind := kind_of(path)) in {"yaml", "article"}]
        for marks in (start.before.inputs, start.inputs.marks)
    )
    told = "\n".join(map(str, start.before.result.problems))
    old_keys = [source_key(file.kind, file.path, file.digest) for file in before]
    old = start.cache.read(old_keys)
    new = read_sources(start.root, after, start.cache, {}, jobs=1, progress=progress)
    if len(before) < len(paths) or len(old) < len(paths) or new.changed:
        return None
    edits = []
    for path, old_key, new_key, source in zip(paths, old_keys, new.keys, new.sources, strict=True):
        one = unpack(old[old_key])
        if len(one.nodes) != 1 or len(source.nodes) != 1 or one.problems or source.problems or path in told:
            return None
        entry = source.nodes[0].entry
        # told of an entry as a whole, such as that it has commentary and notes
        if entry and (lay_over([entry], [])[1] or any(export_losses([entry]))):
            return None
        edit = _Edit(one.nodes[0], source.nodes[0], (old_key, new_key))
        citekey = edit.old.outline.citekey
        # of several nodes with one citekey, and of an entry laid over BibTeX, the library holds another
        if edit.new.outline.citekey != citekey or sources.origins.get(citekey) != origin_of(edit.old, old_key):
            return None
        edits.append(edit)
    return edits


def _is_of_text(edit: _Edit, linked: Library) -> bool:
    """Return whether everything that others show of a node, and what it says of others, is the same as before."""
    old, new, face = edit.old.outline, edit.new.outline, linked.faces[edit.old.outline.citekey]
    if not has_the_same_names(old, new) or last_change(old) != last_change(new):
        return False
    if make_face(new, {new.citekey: face.label}, linked.retractions) != face:
        return False
    if [file for file, _ in image_files(old)] != [file for file, _ in image_files(new)]:
        return False
    before, after = citations_of(old, linked.canonical), citations_of(new, linked.canonical)
    # what was cited or linked without a problem can be so again
    return (
        len(before) == len(after)
        and sentences_of(old.citekey, before) == sentences_of(old.citekey, after)
        and _cited(new) <= _cited(old)
        and _linked(new) <= _linked(old)
    )


def _cited(node: Node) -> set[str]:
    return {citation.citekey for text in shown_texts(node) for citation in text.citations}


def _linked(node: Node) -> set[str]:
    return {link.address for text in shown_texts(node) for link in text.links}


def _revised(
    start: Start,
    linked: Library,
    sources: Sources,
    edits: list[_Edit],
    images: Images,
    unpacked: Mapping[str, Prepared],
) -> Site:
    """Put the edited nodes into their places."""
    settings, _ = read_settings(start)
    gone: set[bytes] = set()
    come: list[bytes] = []
    origins = dict(sources.origins)
    wholes = dict(start.before.wholes)
    for edit in edits:
        citekey = edit.new.outline.citekey
        old_key, new_key = edit.keys
        origins[citekey] = origin_of(edit.new, new_key)
        wholes[citekey] = edit.new.whole
        gone |= {old_key, edit.old.whole}
        come += [new_key, edit.new.whole]
    known = {
        citekey: node
        for citekey, node in unpacked.items()
        if citekey in origins and (node.whole, node.linked) == (wholes[citekey], origins[citekey].linked)
    }
    known.update((edit.new.outline.citekey, edit.new) for edit in edits)
    nodes = KeptNodes(start.cache, origins, known)
    return Site(
        settings=settings,
        library=with_outlines(linked, nodes),
        nodes=nodes,
        wholes=wholes,
        keys=(*(key for key in sources.keys if key not in gone), *come),
        changed={},
        images=images,
        problems=start.before.result.problems,
        world=start.before.world,
    )


_encode = msgpack.Encoder().encode
_library_decoder = msgpack.Decoder(Library)
_sources_decoder = msgpack.Decoder(Sources)
