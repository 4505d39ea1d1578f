"""A linked site → what is to be made, and what can stay as the last build left it."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from painsite.files import digest_of
from painsite.making import Maker
from painsite.manifest import OutputMark
from painsite.model import Entry
from painsite.output.publish import SIGNATURE, Staging, static_files
from painsite.output.render import Renderer
from painsite.pages.context import make_context
from painsite.pages.digests import Digests, FaceDigests, encode, frame_digest
from painsite.pages.feeds import feed_citekeys
from painsite.pages.plan import ListJob, file_of, plan_assets, plan_documents, plan_lists
from painsite.prepare import unpack_entry
from painsite.problems import Place
from painsite.relating import Relations
from painsite.site import Site
from painsite.start import Start
from painsite.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A file that no template makes."""

    path: str
    content: Callable[[], bytes]
    key: bytes = b""
    """What changes whenever its content may; empty where that is not known."""
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
    others: tuple[Other, ...]
    kept: Mapping[str, OutputMark]
    """By path, files that need no look, because nothing that they could show has changed."""
    world: bytes
    """Digest of all that more than one page shows; empty where two files want one path."""


def plan(start: Start, site: Site, maker: Maker) -> Work:
    """Say what has to be looked at: every file."""
    tally = Tally()
    tally.add(".nojekyll")
    lists = plan_lists(maker.context)
    faces = site.library.faces
    return Work(
        maker=maker,
        lists=tuple([job for job in lists if tally.add(job.path, job.origin)]),
        citekeys=tuple([citekey for citekey, face in faces.items() if tally.add(file_of(face.address))]),
        others=(
            Other(path=".nojekyll", content=lambda: SIGNATURE),
            *[other for other, origin in _others(start, maker, lists) if tally.add(other.path, origin)],
        ),
        tally=tally,
        kept={},
        world=b"" if tally.problems else world_of(start, site, maker),
    )


def make_maker(start: Start, site: Site, staging: Staging | None) -> Maker:
    """Put together what makes the pages; it knows of no related content yet."""
    settings, inputs = site.settings, start.inputs
    linking = dataclasses.replace(start.options.linking, url=settings.url)
    context = make_context(site.library, settings, linking, inputs.others)
    templates = inputs.digest("templates/", "default/templates/")
    return Maker(
        context=context,
        digests=Digests(
            frame=frame_digest(context.frame, start.cache.program + templates),
            faces=FaceDigests(site.library.faces),
            nodes={citekey: node.whole for citekey, node in site.nodes.items()},
        ),
        renderer=Renderer(start.root, settings.wording),
        nodes=site.nodes,
        relations=Relations(),
        cache=start.cache,
        staging=staging,
        published=start.published.outputs,
    )


def world_of(start: Start, site: Site, maker: Maker) -> bytes:
    """Stand for all that pages show apart from the texts of their own nodes and from related content."""
    library, others = site.library, start.inputs.others
    updated = [str(node.updated or "") for nodes in (library.entries, library.articles) for node in nodes.values()]
    copied = [
        (name, mark.digest)
        for name, mark in start.inputs.marks.items()
        if name.startswith(("static/", "default/static/")) or name in others
    ]
    assets = [asset.source for asset in plan_assets(maker.context)]
    shared = (library.cited_by, library.canonical, library.redirects, library.citations, updated, copied, assets)
    return digest_of(maker.digests.frame + encode((library.faces, *shared, sorted(others))))


def plan_texts(start: Start, site: Site, maker: Maker) -> Work | None:
    """Plan the pages of those nodes alone whose texts or related content may have changed.

    None where something has changed that other pages show, or these nodes are in the feed.
    """
    before, world = start.before, world_of(start, site, maker)
    if world != before.world or len(start.published.outputs) != len(before.outputs):
        return None
    context, nodes = maker.context, maker.digests.nodes
    changed = {citekey for citekey, digest in nodes.items() if before.wholes.get(citekey) != digest}
    settings = context.settings
    if settings.url and settings.features.feeds and not changed.isdisjoint(feed_citekeys(context)):
        return None
    # an article prints the references of the works that it cites
    printing = {
        one.citekey
        for citekey in changed
        for one in context.library.cited_by.get(citekey, ())
        if one.citekey in context.library.articles
    }
    return Work(
        maker=maker,
        tally=Tally(),
        lists=(),
        citekeys=tuple(sorted(changed | printing | maker.relations.unranked)),
        others=(),
        kept=maker.published,
        world=world,
    )


def _others(start: Start, maker: Maker, lists: Sequence[ListJob]) -> Iterator[tuple[Other, Place | None]]:
    """Give the files that no template makes, each with where an editor can change that it is there."""
    statics = dict(static_files(start.root))
    context = maker.context

    def entry_of(citekey: str) -> Entry:
        whole = maker.nodes[citekey].whole
        return unpack_entry(start.cache.read_all([whole])[whole])

    for document in plan_documents(context, lists, entry_of):
        if document.path not in statics:  # a robots.txt of one's own
            key = document.key(maker.digests)
            yield Other(path=document.path, content=partial(_encoded, document.text), key=key), None
    for asset in plan_assets(context):
        yield _copied(asset.path, start.root / asset.source, asset.source, start), Place(path=asset.source)
    for path, source in statics.items():
        name = f"static/{path}" if source.is_relative_to(start.root) else f"default/static/{path}"
        yield _copied(path, source, name, start), Place(path=f"static/{path}")


def _encoded(text: Callable[[], str]) -> bytes:
    return text().encode()


def _copied(path: str, source: Path, name: str, start: Start) -> Other:
    mark = start.inputs.marks.get(name)
    return Other(path=path, content=source.read_bytes, digest=mark.digest if mark else b"", source=name)
