"""Sources → one linked site."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from painsite.build.image_sizes import Images, measure, sizes_of
from painsite.build.lazy_nodes import KeptNodes, with_outlines
from painsite.build.outline import Origin, Prepared, PreparedSource
from painsite.build.parse import NodeFile, ReadNodes, read_nodes
from painsite.build.start import Start
from painsite.config import DEFAULTS, Settings, parse_settings, place_of_setting
from painsite.files import SourceFile, decode_source, read_content, unreadable
from painsite.hashing import content_digest
from painsite.linking.library import link
from painsite.linking.tags import near_tags
from painsite.model import Library, Tag
from painsite.output.publish import static_files
from painsite.pages.images import find_images, size_problems
from painsite.pages.losses import export_losses
from painsite.problems import Problem
from painsite.sources.retractions import Snapshot, pack_snapshot, parse_retractions, unpack_snapshot
from painsite.sources.tags import parse_tags
from painsite.workers import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site's sources, read and linked."""

    settings: Settings
    library: Library
    nodes: KeptNodes
    """By citekey, those that are published."""
    wholes: Mapping[str, bytes]
    """The same: `Prepared.whole`."""
    keys: tuple[bytes, ...]
    """Under which its sources are kept, and the nodes in them."""
    changed: Mapping[str, bytes]
    """By path, digests of sources that were saved while they were read."""
    images: Images
    problems: tuple[Problem, ...]
    """In no order; some may be switched off."""
    world: bytes = b""
    """As in `Manifest`, where it is known already."""


def read_site(start: Start, known: dict[bytes, PreparedSource], progress: Progress) -> Site:
    """Read and link everything below `bibliography/`; `known` as for `read_nodes`."""
    inputs, options = start.inputs, start.options
    settings, problems = read_settings(start)
    files = [
        NodeFile(file.kind, file.path, inputs.marks[file.path].digest if file.path in inputs.marks else b"")
        for file in inputs.listing.files
        if file.kind in {"yaml", "bibtex", "article"}
    ]
    tags, tag_problems = _read_tags(start)
    problems += tag_problems
    snapshot, digest = _read_retractions(start)
    read = read_nodes(start.root, files, start.cache, known, jobs=options.jobs, progress=progress)
    progress("linking", 0, 0)
    library, found = link(
        [node.entry for node in read.nodes if node.entry],
        [node.article for node in read.nodes if node.article],
        drafts=options.drafts,
        unread=read.unread,
        left_out=read.left_out,
        tags=tags,
        snapshot=snapshot,
    )
    statics = dict(static_files(start.root))
    problems += (*inputs.listing.problems, *read.problems, *(snapshot.problems if snapshot else ()), *found)
    if settings.rules.get("near-tag") != "off":
        problems += near_tags(library.tags, (*library.entries.values(), *library.articles.values()))
    if settings.features.exports:
        problems += export_losses(library.entries.values())
    shown = find_images(library, inputs.others, statics)
    logo = {f"static/{settings.theme.logo}"} if settings.theme.logo in statics else set()
    images = measure(start, {*shown.uses, *logo}, statics)
    problems += (*shown.problems, *size_problems(shown, sizes_of(images)))
    if settings.theme.logo and settings.theme.logo not in statics:
        problems.append(_missing_logo(settings.theme.logo, start.root))
    nodes = _by_citekey(read, library)
    kept = KeptNodes(
        start.cache,
        {citekey: origin for citekey, (_, origin) in nodes.items()},
        {citekey: node for citekey, (node, _) in nodes.items()},
    )
    return Site(
        settings=settings,
        library=with_outlines(library, kept),
        nodes=kept,
        wholes={citekey: node.whole for citekey, (node, _) in nodes.items()},
        keys=(*read.keys, *([_snapshot_key(digest)] if digest else [])),
        changed={**read.changed, **({_RETRACTIONS: digest} if digest else {})},
        images=images,
        problems=tuple(problems),
    )


_SETTINGS = "bibliography/site.yaml"
_TAGS = "bibliography/tags.yaml"
_RETRACTIONS = "bibliography/retractions.csv"


def read_settings(start: Start) -> tuple[Settings, list[Problem]]:
    """Read `site.yaml` where there is one."""
    if _SETTINGS not in start.inputs.marks:
        return DEFAULTS, []
    file = decode_source(read_content(start.root, _SETTINGS), _SETTINGS)
    if isinstance(file, Problem):
        return DEFAULTS, [file]
    settings, problems = parse_settings(file.text, path=_SETTINGS)
    return settings, list(problems)


def _read_tags(start: Start) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    if _TAGS not in start.inputs.marks:
        return (), ()
    file = decode_source(read_content(start.root, _TAGS), _TAGS)
    return ((), (file,)) if isinstance(file, Problem) else parse_tags(file.text, path=_TAGS)


def _read_retractions(start: Start) -> tuple[Snapshot | None, bytes]:
    """Read the snapshot of retractions where there is one, of each content once; give the digest of that, too."""
    if all(file.path != _RETRACTIONS for file in start.inputs.listing.files):
        return None, b""
    mark = start.inputs.marks.get(_RETRACTIONS)
    key = _snapshot_key(mark.digest if mark else b"")
    if mark and (kept := start.cache.read([key]).get(key)):
        return unpack_snapshot(kept), mark.digest
    try:
        content = read_content(start.root, _RETRACTIONS)
    except OSError as error:
        return Snapshot(problems=(unreadable(_RETRACTIONS, error),)), b""
    snapshot, digest = parse_retractions(content, path=_RETRACTIONS), content_digest(content)
    start.cache.write({_snapshot_key(digest): pack_snapshot(snapshot)})
    return snapshot, digest


def _snapshot_key(digest: bytes) -> bytes:
    return content_digest(b"retractions" + digest)


def _by_citekey(read: ReadNodes, library: Library) -> dict[str, tuple[Prepared, Origin]]:
    """Return the nodes that the library holds: of several with one citekey it has chosen one."""
    return {
        node.outline.citekey: (node, origin)
        for node, origin in zip(read.nodes, read.origins, strict=True)
        if node.outline is _outline(library, node.outline.citekey)
    }


def _outline(library: Library, citekey: str) -> object:
    return library.entries.get(citekey) or library.articles.get(citekey)


def _missing_logo(logo: str, root: Path) -> Problem:
    file = decode_source(read_content(root, _SETTINGS), _SETTINGS)
    text = file.text if isinstance(file, SourceFile) else ""
    return Problem(
        place=place_of_setting(text, "theme", "logo", path=_SETTINGS),
        rule="missing-theme-file",
        message=f"there is no file `static/{logo}`",
        remedy="put it there, or correct `theme.logo`",
    )
