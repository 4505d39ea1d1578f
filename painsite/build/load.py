"""Sources → one linked site. Where an edit changes nothing that linking looks at, what was linked before is taken."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.image_sizes import Images, measure, pack_images, sizes_of, unpack_images
from painsite.build.index import ImageUse, Index, SourceRow, pack_index, source_row, unpack_index
from painsite.build.lazy_faces import unpack_faces
from painsite.build.lazy_nodes import KeptNodes, with_outlines
from painsite.build.outline import Origin, Prepared, PreparedSource, origin_of, unpack
from painsite.build.parse import NodeFile, ReadNodes, read_nodes, read_sources
from painsite.build.relocate import Places, UnknownPlaceError
from painsite.build.silencing import Allowed, find_spans, silence
from painsite.build.start import Start, state_key
from painsite.config import DEFAULTS, Settings, parse_settings, place_of_setting
from painsite.files import SourceFile, decode_source, read_content, unreadable
from painsite.hashing import content_digest, value_digest
from painsite.linking.library import link
from painsite.linking.tags import near_tags
from painsite.model import Face, Library, Tag
from painsite.output.publish import static_files
from painsite.pages.images import find_images, size_problems
from painsite.pages.losses import export_losses
from painsite.problems import Problem
from painsite.sources.retractions import Snapshot, pack_snapshot, parse_retractions, unpack_snapshot
from painsite.sources.tags import parse_tags
from painsite.workers import Progress

_MOST_EDITED = 100
"""Sources; with more it is not worth while to look at them by themselves."""


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What a process that builds again and again need not unpack again."""

    sources: dict[bytes, PreparedSource]
    """By key."""
    nodes: dict[str, Prepared]
    """By citekey, of the last build."""
    library: tuple[bytes, Library] | None = None
    """With its key."""
    faces: tuple[bytes, Mapping[str, Face]] | None = None
    """The library's, with its key, where the rest of it was not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedSite:
    """A site's sources, read and linked."""

    settings: Settings
    index: Index
    """Without the plan."""
    nodes: KeptNodes
    """By citekey, those that are published."""
    changed: Mapping[str, bytes]
    """By path, digests of sources that were saved while they were read."""
    images: Images
    statics: Mapping[str, Path]
    """The theme's files by their path in the output, and the site's own."""
    problems: tuple[Problem, ...]
    """In no order, without those that are allowed; some may be switched off."""
    used: frozenset[Allowed]
    """What allows something that was found."""
    start: Start
    loaded: Loaded
    former: Index | None = None
    """That of the last build, where nothing was linked again."""

    @property
    def library(self) -> Library:
        """Return the library, unpacked when it is asked for.

        Raises `CacheError` and `msgspec.DecodeError` where the cache is damaged.
        """
        key = self.index.library
        if self.loaded.library is None or self.loaded.library[0] != key:
            library = _decoder.decode(self.start.cache.read_all([key])[key])
            self.loaded.library, self.loaded.faces = (key, with_outlines(library, self.nodes)), None
        return self.loaded.library[1]

    @property
    def faces(self) -> Mapping[str, Face]:
        """Return the library's faces, which are all that makes pages of it; raises as `library`."""
        key, loaded = self.index.library, self.loaded
        if loaded.library is not None and loaded.library[0] == key:
            return self.library.faces
        if loaded.faces is None or loaded.faces[0] != key:
            loaded.faces = key, unpack_faces(self.start.cache.read_all([key])[key])
        return loaded.faces[1]

    @property
    def references(self) -> dict[str, bytes]:
        """Return digests of what files of references hold of each node."""
        return references_of(self.index.origins, self.settings)


def references_of(origins: Mapping[str, Origin], settings: Settings) -> dict[str, bytes]:
    """Return digests of what files of references hold of each node."""
    if not settings.features.exports:
        return {}
    if settings.export_abstracts:
        return {citekey: origin.reference + origin.abstract for citekey, origin in origins.items()}
    return {citekey: origin.reference for citekey, origin in origins.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Small:
    """What is read at every build."""

    settings: Settings
    tags: tuple[Tag, ...]
    problems: tuple[Problem, ...]
    statics: Mapping[str, Path]
    seed: bytes
    """Digest of all that linking looks at, apart from nodes."""


def read_site(start: Start, loaded: Loaded, progress: Progress) -> LinkedSite:
    """Read and link everything below `bibliography/`. Raises what `read_nodes` raises."""
    return find_site(start, loaded, progress) or link_site(start, loaded, progress)


def find_site(start: Start, loaded: Loaded, progress: Progress) -> LinkedSite | None:
    """Return the site as it was linked before, if nothing that linking looks at has changed. Raises as `read_site`."""
    small, before = _read_small(start), read_index(start)
    edited = _read_edits(start, before, progress) if before else None
    if edited is None or library_key(small.seed, edited.rows) != edited.library:
        return None
    return dataclasses.replace(_site(start, small, edited, {}, None, loaded), former=before)


def resume_site(start: Start, linked: tuple[bytes, bytes, Mapping[str, bytes]], loaded: Loaded) -> LinkedSite:
    """Return a site that another process has linked, and packed with `pack_site`."""
    index, images, changed = linked
    return _site(start, _read_small(start), unpack_index(index), changed, unpack_images(images), loaded)


def pack_site(site: LinkedSite) -> tuple[bytes, bytes, Mapping[str, bytes]]:
    """Pack what the cache does not hold of a site."""
    return pack_index(site.index), pack_images(site.images), site.changed


def library_key(seed: bytes, rows: Iterable[SourceRow]) -> bytes:
    """Return what changes whenever the library may: 16 bytes. `seed` stands for all that is no node."""
    nodes = [(row.path, [(node.citekey, node.bare) for node in row.nodes], row.left_out, row.unread) for row in rows]
    return value_digest(b"library", seed, nodes)


def read_index(start: Start) -> Index | None:
    """Return what the last build knew. Raises `msgspec.DecodeError`."""
    key = state_key("index", start.root, start.output)
    packed = start.cache.read([key]).get(key)
    return unpack_index(packed) if packed else None


def _last_read(start: Start) -> Mapping[str, bytes]:
    """Return by path the keys of the sources that hold nodes as they last could be read, where that is asked for."""
    before = read_index(start) if start.options.keeps_last else None
    return {row.path: row.last or row.key for row in before.rows if row.nodes} if before else {}


def write_index(start: Start, index: Index) -> dict[bytes, bytes]:
    """Return an index as it is kept."""
    return {state_key("index", start.root, start.output): pack_index(index)}


def _read_edits(start: Start, before: Index, progress: Progress) -> Index | None:
    """Read the edited sources alone; None where more than texts of single nodes may have changed."""
    files = _edited(start, before)
    if files is None:
        return None
    rows = {row.path: row for row in before.rows}
    reading = read_sources(start.root, files, start.cache, {}, jobs=1, progress=progress)
    old = start.cache.read([rows[file.path].key for file in files])
    if reading.changed or len(old) < len(files):
        return None
    origins, places = dict(before.origins), Places()
    for file, key, source in zip(files, reading.keys, reading.sources, strict=True):
        row = rows[file.path]
        rows[file.path] = source_row(file.path, file.digest, key, source)
        if not _is_one_node(row, rows[file.path], origins):
            return None
        node = source.nodes[0]
        origins[node.outline.citekey] = origin_of(node, key)
        places.add(file.path, unpack(old[row.key]).nodes[0].outline, node.outline)
    paths = [file.path for file in files]
    try:
        problems = tuple([_moved(problem, paths, places) for problem in before.problems])
        images = tuple([_moved_use(use, places) for use in before.images])
    except UnknownPlaceError:
        return None
    return replace(before, rows=tuple(rows.values()), origins=origins, problems=problems, images=images)


def _edited(start: Start, before: Index) -> list[NodeFile] | None:
    """Return the sources that were edited; None where there are others than before, or a .bib file among them."""
    marks, files = start.inputs.marks, _node_files(start)
    if [file.path for file in files] != [row.path for row in before.rows] or any(
        file.path not in marks for file in files
    ):
        return None
    edited = [file for file, row in zip(files, before.rows, strict=True) if file.digest != row.digest]
    is_worth_it = len(edited) <= _MOST_EDITED and all(file.kind != "bibtex" for file in edited)
    return edited if is_worth_it else None


def _is_one_node(before: SourceRow, after: SourceRow, origins: Mapping[str, Origin]) -> bool:
    """Tell whether a source holds one node, which says the same to others as before, and which the library holds.

    Of several nodes with one citekey, and of an entry laid over BibTeX, it holds another.
    """
    if len(before.nodes) != 1 or len(after.nodes) != 1:
        return False
    old, new = before.nodes[0], after.nodes[0]
    origin = origins.get(old.citekey)
    return (new.citekey, new.bare) == (old.citekey, old.bare) and origin is not None and origin.key == before.key


def _node_files(start: Start) -> list[NodeFile]:
    """Return the sources of nodes, unread."""
    marks = start.inputs.marks
    return [
        NodeFile(file.kind, file.path, marks[file.path].digest if file.path in marks else b"")
        for file in start.inputs.listing.files
        if file.kind in {"yaml", "bibtex", "article"}
    ]


def _moved(problem: Problem, edited: Iterable[str], places: Places) -> Problem:
    if any(path in problem.message or path in problem.remedy for path in edited):
        raise UnknownPlaceError  # it names a place in its words
    now = places.now(problem.place)
    return problem if now == problem.place else dataclasses.replace(problem, place=now)


def _moved_use(use: ImageUse, places: Places) -> ImageUse:
    moved = tuple([(file, places.now(place)) for file, place in use.places])
    return use if moved == use.places else ImageUse(use.source, moved)


def link_site(start: Start, loaded: Loaded, progress: Progress) -> LinkedSite:
    """Read every source, and link them all. Raises as `read_site`."""
    small = _read_small(start)
    inputs, options, settings = start.inputs, start.options, small.settings
    snapshot, digest = _read_retractions(start)
    read = read_nodes(
        start.root,
        _node_files(start),
        start.cache,
        loaded.sources,
        last=_last_read(start),
        jobs=options.jobs,
        progress=progress,
    )
    progress("linking", 0, 0)
    library, found = link(
        [node.entry for node in read.nodes if node.entry],
        [node.article for node in read.nodes if node.article],
        drafts=options.drafts,
        unread=read.unread,
        left_out=read.left_out,
        tags=small.tags,
        snapshot=snapshot,
    )
    problems = [*read.loan_problems, *(snapshot.problems if snapshot else ()), *found]
    if settings.rules.get("near-tag") != "off":
        problems += near_tags(library.tags, (*library.entries.values(), *library.articles.values()))
    if settings.features.exports:
        problems += export_losses(library.entries.values())
    shown = find_images(library, inputs.others, small.statics)
    problems += shown.problems
    nodes = _by_citekey(read, library)
    key = library_key(small.seed, read.rows)
    start.cache.write({key: _encode(replace(library, entries={}, articles={}))})
    loaded.nodes = {citekey: node for citekey, (node, _) in nodes.items()}
    loaded.library = None
    index = Index(
        rows=read.rows,
        keys=(*read.keys, *([_snapshot_key(digest)] if digest else [])),
        origins={citekey: origin for citekey, (_, origin) in nodes.items()},
        library=key,
        names=value_digest(library.canonical, library.identifiers),
        problems=tuple(problems),
        images=tuple([ImageUse(source, tuple(uses)) for source, uses in shown.uses.items()]),
        spans=find_spans(library.entries.values()),
    )
    changed = {**read.changed, **({_RETRACTIONS: digest} if digest else {})}
    site = _site(start, small, index, changed, None, loaded)
    loaded.library = key, with_outlines(library, site.nodes)
    return site


def _site(
    start: Start,
    small: _Small,
    index: Index,
    changed: Mapping[str, bytes],
    images: Images | None,
    loaded: Loaded,
) -> LinkedSite:
    """Put a site together, and measure the images that it shows where that is not done yet."""
    settings, statics, origins = small.settings, small.statics, index.origins
    logo = settings.theme.logo
    uses = {use.source: use.places for use in index.images}
    if images is None:
        images = measure(start, {*uses, *([f"static/{logo}"] if logo in statics else [])}, statics)
    problems = [*start.inputs.listing.problems, *small.problems, *index.problems]
    problems += [problem for row in index.rows for problem in row.problems]
    problems += size_problems(uses, sizes_of(images))
    if logo and logo not in statics:
        problems.append(_missing_logo(logo, start.root))
    left, used = silence(problems, index.rows, index.spans, settings.allow)
    # of those unpacked before, the ones that are still what they were; beside a first look, which unpacks more
    loaded.nodes = {
        citekey: node
        for citekey, node in dict(loaded.nodes).items()
        if citekey in origins and (node.whole, node.linked) == (origins[citekey].whole, origins[citekey].linked)
    }
    return LinkedSite(
        settings=settings,
        index=index,
        nodes=KeptNodes(start.cache, origins, loaded.nodes),
        changed=changed,
        images=images,
        statics=statics,
        problems=tuple(left),
        used=used,
        start=start,
        loaded=loaded,
    )


SETTINGS = "bibliography/site.yaml"
_TAGS = "bibliography/tags.yaml"
_RETRACTIONS = "bibliography/retractions.csv"


def _read_small(start: Start) -> _Small:
    settings, problems = read_settings(start)
    tags, tag_problems = _read_tags(start)
    statics = dict(static_files(start.root))
    listed = any(file.path == _RETRACTIONS for file in start.inputs.listing.files)
    snapshot = start.inputs.marks.get(_RETRACTIONS)
    seed = value_digest(
        (start.options.drafts, settings, tags),
        (listed, snapshot.digest if snapshot else b""),
        (sorted(start.inputs.others), sorted(statics)),
    )
    return _Small(settings=settings, tags=tags, problems=(*problems, *tag_problems), statics=statics, seed=seed)


def read_settings(start: Start) -> tuple[Settings, list[Problem]]:
    """Read `site.yaml` where there is one."""
    if SETTINGS not in start.inputs.marks:
        return DEFAULTS, []
    file = decode_source(read_content(start.root, SETTINGS), SETTINGS)
    if isinstance(file, Problem):
        return DEFAULTS, [file]
    settings, problems = parse_settings(file.text, path=SETTINGS)
    return settings, list(problems)


def _read_tags(start: Start) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    if _TAGS not in start.inputs.marks:
        return (), ()
    file = decode_source(read_content(start.root, _TAGS), _TAGS)
    return ((), (file,)) if isinstance(file, Problem) else parse_tags(file.text, path=_TAGS)


def _read_retractions(start: Start) -> tuple[Snapshot | None, bytes]:
    """Read the snapshot of retractions where there is one, of each content once; return the digest of that, too."""
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
    file = decode_source(read_content(root, SETTINGS), SETTINGS)
    text = file.text if isinstance(file, SourceFile) else ""
    return Problem(
        place=place_of_setting(text, "theme", "logo", path=SETTINGS),
        rule="missing-theme-file",
        message=f"there is no file `static/{logo}`",
        remedy="put it there, or correct `theme.logo`",
    )


_encode = msgpack.Encoder().encode
_decoder = msgpack.Decoder(Library)
