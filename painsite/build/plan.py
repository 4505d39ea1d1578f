"""A linked site → what is to be made, and what can stay as the last build left it."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from painsite.build.image_sizes import sizes_of
from painsite.build.load import Site
from painsite.build.outputs import OutputMark
from painsite.build.path_collisions import Tally
from painsite.build.recall import pack_library
from painsite.build.related import Relations
from painsite.build.render import Maker
from painsite.build.start import Start
from painsite.hashing import content_digest, encode
from painsite.linking.nodes import place_of
from painsite.model import Face
from painsite.output.publish import SIGNATURE, Staging, static_files
from painsite.output.render import Renderer
from painsite.pages.context import make_context
from painsite.pages.dates import last_change
from painsite.pages.digests import Digests, FaceDigests, frame_digest
from painsite.pages.documents import Document
from painsite.pages.plan import ListJob, file_of, plan_assets, plan_documents, plan_lists, text_documents
from painsite.pages.search.bundles import Indexer
from painsite.pages.search.records import Record
from painsite.pages.theme_files import unused_theme_files
from painsite.problems import Place
from painsite.theme import STATIC

_LONG_PATH = 60
"""Characters of a path that may be too long for a file system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A file that is copied, or always the same."""

    path: str
    content: Callable[[], bytes]
    digest: bytes = b""
    """Of its content; empty where it was not read yet."""
    source: str = ""
    """Of a file that is copied: its name among the inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be made."""

    maker: Maker
    tally: Tally
    lists: tuple[ListJob, ...]
    """Those that have a place, in their order."""
    citekeys: tuple[str, ...]
    """The same of nodes."""
    documents: tuple[Document, ...]
    """Those that have a place."""
    others: tuple[Other, ...]
    kept: Mapping[str, OutputMark]
    """By path, files that need no look, because nothing that they could show has changed."""
    world: bytes
    """`World.digest`; empty where two files want one path."""


class World(NamedTuple):
    """All that pages show apart from the texts of their own nodes and from related content."""

    digest: bytes
    library: bytes = b""
    """The library that is a part of it, packed; empty where it is as the last build kept it."""


def plan(start: Start, site: Site, maker: Maker, world: World) -> Work:
    """Say what has to be looked at: every file."""
    tally = Tally()
    tally.add(".nojekyll")
    site.nodes.fetch(site.nodes)  # at once, where nothing was linked
    lists = plan_lists(maker.context)
    faces = site.library.faces
    documents = _own_documents(start, plan_documents(maker.context, lists, _indexer(start, maker)))
    return Work(
        maker=maker,
        lists=tuple([job for job in lists if tally.add(job.path, job.origin)]),
        citekeys=tuple([citekey for citekey, face in faces.items() if tally.add(*_file(site, face))]),
        documents=tuple([one for one in documents if _has_place(one, tally)]),
        others=(
            Other(path=".nojekyll", content=lambda: SIGNATURE),
            *[other for other, origin in _others(start, maker) if tally.add(other.path, origin)],
        ),
        tally=tally,
        kept={},
        world=b"" if tally.problems else world.digest,
    )


def _file(site: Site, face: Face) -> tuple[str, Place | None]:
    """Return the file of a node, and its place if an editor may have to change it: few citekeys are that long."""
    path = file_of(face.address)
    return path, place_of(site.library.node(face.citekey), "citekey") if len(path) > _LONG_PATH else None


def _has_place(document: Document, tally: Tally) -> bool:
    is_free = not document.folder or tally.reserve(document.folder)
    return is_free and all(tally.add(path) for path in document.paths)


def make_maker(start: Start, site: Site, staging: Staging | None) -> Maker:
    """Put together what makes the pages; it knows of no related content yet."""
    settings, inputs = site.settings, start.inputs
    linking = dataclasses.replace(start.options.linking, url=settings.url)
    context = make_context(site.library, settings, linking, inputs.others, sizes_of(site.images))
    templates = inputs.digest("templates/", "default/templates/")
    return Maker(
        context=context,
        digests=Digests(
            frame=frame_digest(context.frame, start.cache.program + templates),
            faces=FaceDigests(site.library.faces),
            nodes=site.wholes,
            references=references_of(site) if settings.features.exports else {},
        ),
        renderer=Renderer(start.root, settings.wording),
        nodes=site.nodes,
        relations=Relations(),
        cache=start.cache,
        staging=staging,
        published=start.published.outputs,
        paths_by_key=_paths_by_key(start.before.outputs),
    )


def references_of(site: Site) -> dict[str, bytes]:
    """Return digests of what files of references hold of each node."""
    origins = site.nodes.origins
    if site.settings.export_abstracts:
        return {citekey: origin.reference + origin.abstract for citekey, origin in origins.items()}
    return {citekey: origin.reference for citekey, origin in origins.items()}


def _paths_by_key(outputs: Mapping[str, OutputMark]) -> dict[bytes, frozenset[str]]:
    """Return the files of each document; what shares blocks with others is a page."""
    found: dict[bytes, list[str]] = {}
    for path, mark in outputs.items():
        if mark.key and not mark.blocks:
            found.setdefault(mark.key, []).append(path)
    return {key: frozenset(paths) for key, paths in found.items()}


def world_of(start: Start, site: Site, maker: Maker) -> World:
    """Look at what pages show of others, if that is not known, and at what files of references hold."""
    references = maker.digests.references
    held = content_digest(b"".join([references[citekey] for citekey in sorted(references)]))
    if site.world:
        return World(site.world[: -len(held)] + held)
    library, others = site.library, start.inputs.others
    packed = pack_library(library)
    updated = [last_change(node) for nodes in (library.entries, library.articles) for node in nodes.values()]
    copied = [
        (name, mark.digest)
        for name, mark in start.inputs.marks.items()
        if name.startswith(("static/", "default/static/")) or name in others
    ]
    assets = [asset.source for asset in plan_assets(maker.context)]
    rest = encode((updated, copied, assets, sorted(others), sorted(maker.context.image_sizes.items())))
    return World(content_digest(b"".join((maker.digests.frame, content_digest(packed), rest))) + held, packed)


def plan_texts(start: Start, site: Site, maker: Maker, world: World) -> Work | None:
    """Plan the pages of those nodes alone whose texts or related content may have changed.

    None where something has changed that other pages show.
    """
    before = start.before
    if world.digest != before.world or len(start.published.outputs) != len(before.outputs):
        return None
    context = maker.context
    changed = {citekey for citekey, digest in site.wholes.items() if before.wholes.get(citekey) != digest}
    # an article prints the references of the works that it cites
    printing = {
        one.citekey
        for citekey in changed
        for one in context.library.cited_by.get(citekey, ())
        if one.citekey in context.library.articles
    }
    documents = _own_documents(start, text_documents(context, changed, index=_indexer(start, maker)))
    return Work(
        maker=maker,
        tally=Tally(),
        lists=(),
        citekeys=tuple(sorted(changed | printing | maker.relations.unranked)),
        documents=documents,
        others=(),
        # files of a folder may have other names now
        kept={path: mark for path, mark in maker.published.items() if not any(one.has(path) for one in documents)},
        world=world.digest,
    )


def _indexer(start: Start, maker: Maker) -> Indexer | None:
    """Return what makes an index to search in; None where nobody searches, or where it is made later."""
    if not start.options.index or maker.staging is None:
        return None

    def index(records: Sequence[Record], language: str) -> Mapping[str, bytes]:
        # with all that runs a process
        from painsite.output.search import index_records  # noqa: PLC0415

        return index_records(records, language)

    return index


def _others(start: Start, maker: Maker) -> Iterator[tuple[Other, Place | None]]:
    """Yield the files that are copied, each with where an editor can change that it is there."""
    for asset in plan_assets(maker.context):
        yield _copied(asset.path, start.root / asset.source, asset.source, start), Place(path=asset.source)
    unused = unused_theme_files(maker.context)
    for path, source in static_files(start.root):
        if path in unused and source.is_relative_to(STATIC):
            continue
        name = f"static/{path}" if source.is_relative_to(start.root) else f"default/static/{path}"
        yield _copied(path, source, name, start), Place(path=f"static/{path}")


def _own_documents(start: Start, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Leave out what stands in `static/`, such as a robots.txt of one's own."""
    statics = {path for path, _ in static_files(start.root)}
    kept = [
        dataclasses.replace(one, paths=tuple([path for path in one.paths if path not in statics])) for one in documents
    ]
    return tuple([one for one in kept if one.paths or one.folder])


def _copied(path: str, source: Path, name: str, start: Start) -> Other:
    mark = start.inputs.marks.get(name)
    return Other(path=path, content=source.read_bytes, digest=mark.digest if mark else b"", source=name)
