"""The journey: sources → linking → pages → output."""

import dataclasses
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import msgpack
from msgspec.structs import replace

from painsite.config import DEFAULTS, Settings, parse_settings, place_of_setting
from painsite.files import SourceFile, Stamp, decode_source, read_content
from painsite.linking.library import link
from painsite.making import Made, Maker, Spent
from painsite.manifest import Manifest, OutputMark, Result, folder_time, folders_of, mark_output
from painsite.model import Entry, Library
from painsite.output.publish import SIGNATURE, Staging, static_files
from painsite.output.render import Renderer
from painsite.pages.context import make_context
from painsite.pages.digests import Digests, face_digests, frame_digest
from painsite.pages.images import image_problems
from painsite.pages.plan import ListJob, file_of, plan_assets, plan_documents, plan_lists
from painsite.prepare import Prepared, PreparedSource, unpack_entry
from painsite.problems import Place, Problem, severity_of, sort_problems
from painsite.reading import NodeFile, ReadNodes, read_nodes
from painsite.relating import Relations, pack_relations, remember_relations, revise_relations, unpack_relations
from painsite.start import Start, state_key
from painsite.tally import Tally
from painsite.workers import Progress, map_forked

if TYPE_CHECKING:
    from painsite.linking.related import Ranked

_BATCH = 64
"""Nodes whose pages are made together."""
_LISTS_AT_ONCE = 8
_WORTH_FORKING = 4
"""Batches."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What a process that builds again and again need not unpack again."""

    sources: dict[bytes, PreparedSource] = field(default_factory=dict)
    """By key."""
    relations: Relations | None = None
    maker: Maker | None = None
    """Of the last build."""

    def clear(self) -> None:
        """Forget everything."""
        self.sources, self.relations, self.maker = {}, None, None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site's sources, read and linked."""

    settings: Settings
    library: Library
    nodes: Mapping[str, Prepared]
    """By citekey, those that are published."""
    keys: tuple[bytes, ...]
    """Under which its sources are kept."""
    changed: Mapping[str, bytes]
    """By path, digests of sources that were saved while they were read."""
    problems: tuple[Problem, ...]
    """In no order; some may be switched off."""


def build(start: Start, staging: Staging | None, memory: Memory, progress: Progress) -> Result:
    """Render every page that may have changed, and publish all, or none where there are errors.

    Without `staging` nothing is written: a check. Whatever is wrong, the work is done to its end, so that one run shows
    every problem. Raises what `DAMAGED` names where the cache does not hold what it should.
    """
    site = read_site(start, memory, progress)
    progress("relating", 0, 0)
    relations = _relations(start, site, memory)
    progress("planning", 0, 0)
    work = _plan(start, site, staging, relations)
    made = _make(work, start, progress)
    problems = sort_problems((*site.problems, *made.problems), site.settings.rules)
    errors = sum(severity_of(problem, site.settings.rules) == "error" for problem in problems)
    failed = made.broken or errors > 0 or (start.options.strict and bool(problems))
    result = Result(
        problems=problems,
        errors=errors,
        warnings=len(problems) - errors,
        entries=len(site.library.entries),
        articles=len(site.library.articles),
        citations=site.library.citations,
        pages=sum(path.endswith(".html") for path in made.files),
        files=len(made.files),
        size=sum(file.size for file in made.files.values()),
        rules=site.settings.rules,
        spent=made.spent.by_part(),
    )
    if failed and not start.options.tolerant:
        if staging:
            staging.discard()
    elif staging:
        progress("publishing", 0, 0)
        _publish(start, staging, made)
        result = replace(result, written=len(staging.changed))
    relations.ranked = made.ranked
    memory.relations = remember_relations(relations)
    memory.maker = dataclasses.replace(work.maker, relations=memory.relations)
    progress("remembering", 0, 0)
    _remember(start, site, made, memory.relations, result, published=not failed or start.options.tolerant)
    return result


def read_site(start: Start, memory: Memory, progress: Progress) -> Site:
    """Read and link everything below `bibliography/`."""
    inputs, options = start.inputs, start.options
    settings, problems = _read_settings(start)
    files = [
        NodeFile(file.kind, file.path, inputs.marks[file.path].digest if file.path in inputs.marks else b"")
        for file in inputs.listing.files
        if file.kind in {"yaml", "bibtex", "article"}
    ]
    read = read_nodes(start.root, files, start.cache, memory.sources, jobs=options.jobs, progress=progress)
    progress("linking", 0, 0)
    library, found = link(
        [node.entry for node in read.nodes if node.entry],
        [node.article for node in read.nodes if node.article],
        drafts=options.drafts,
        unread=read.unread,
    )
    statics = frozenset(path for path, _ in static_files(start.root))
    problems += (*inputs.listing.problems, *read.problems, *found)
    problems += image_problems(library, inputs.others, statics)
    if settings.theme.logo and settings.theme.logo not in statics:
        problems.append(_missing_logo(settings.theme.logo, start.root))
    return Site(
        settings=settings,
        library=library,
        nodes=_by_citekey(read, library),
        keys=read.keys,
        changed=read.changed,
        problems=tuple(problems),
    )


_SETTINGS = "bibliography/site.yaml"


def _read_settings(start: Start) -> tuple[Settings, list[Problem]]:
    if _SETTINGS not in start.inputs.marks:
        return DEFAULTS, []
    file = decode_source(read_content(start.root, _SETTINGS), _SETTINGS)
    if isinstance(file, Problem):
        return DEFAULTS, [file]
    settings, problems = parse_settings(file.text, path=_SETTINGS)
    return settings, list(problems)


def _by_citekey(read: ReadNodes, library: Library) -> dict[str, Prepared]:
    """Give the nodes that the library holds: of several with one citekey it has chosen one."""
    return {
        node.outline.citekey: node for node in read.nodes if node.outline is _outline(library, node.outline.citekey)
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
        remedy="put it there, or mend `theme.logo`",
    )


def _relations(start: Start, site: Site, memory: Memory) -> Relations:
    before = memory.relations
    if before is None:
        known, survey = (state_key(name, start.root, start.output) for name in ("related", "survey"))
        kept = start.cache.read([known, survey])
        before = unpack_relations(kept[known], kept[survey]) if len(kept) == 2 else Relations()
    return revise_relations(before, site.library, site.nodes, limit=site.settings.related_lines)


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


def _plan(start: Start, site: Site, staging: Staging | None, relations: Relations) -> Work:
    settings, inputs = site.settings, start.inputs
    context = make_context(
        site.library, settings, dataclasses.replace(start.options.linking, url=settings.url), inputs.others
    )
    templates = inputs.digest("templates/", "default/templates/")
    maker = Maker(
        context=context,
        digests=Digests(
            frame=frame_digest(context.frame, start.cache.program + templates),
            faces=face_digests(site.library),
            nodes={citekey: node.whole for citekey, node in site.nodes.items()},
        ),
        renderer=Renderer(start.root, settings.wording),
        nodes=site.nodes,
        relations=relations,
        cache=start.cache,
        staging=staging,
        published=start.published.outputs,
    )
    tally = Tally()
    tally.add(".nojekyll")
    lists = plan_lists(context)
    others = (Other(path=".nojekyll", content=lambda: SIGNATURE, key=b""),)
    return Work(
        maker=maker,
        tally=tally,
        lists=tuple([job for job in lists if tally.add(job.path, job.origin)]),
        citekeys=tuple([citekey for citekey, face in site.library.faces.items() if tally.add(file_of(face.address))]),
        others=(*others, *[other for other, origin in _others(start, maker, lists) if tally.add(other.path, origin)]),
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


@dataclass(slots=True, kw_only=True)
class _Made:
    """What was made."""

    files: dict[str, Made] = field(default_factory=dict)
    """By path."""
    ranked: "dict[str, Ranked]" = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False
    """A template fails, whatever the settings say of that: its pages are not fit to be published."""
    copied: dict[str, bytes] = field(default_factory=dict)
    """By name among the inputs, digests of files that were copied."""
    spent: Spent = field(default_factory=Spent)
    """Over all processes."""

    def add(self, made: Made) -> None:
        self.files[made.path] = made
        if made.problem is not None:
            self.broken = True
            # a base template fails on every page, and is one problem
            if all(problem.place != made.problem.place for problem in self.problems):
                self.problems.append(made.problem)


def _make(work: Work, start: Start, progress: Progress) -> _Made:
    """Make every file of the site that is not there already, the pages in as many processes as wanted."""
    maker, made = work.maker, _Made(problems=list(work.tally.problems))
    for other in work.others:
        file = _make_other(maker, other)
        made.add(file)
        if other.source:
            made.copied[other.source] = file.digest
    batches = _batches(work, made)
    total, done = sum(map(len, batches)), 0
    progress("rendering", 0, total)

    def make(number: int) -> "tuple[list[Made], dict[str, Ranked], Spent]":
        batch = batches[number]
        maker.spent.clear()
        if isinstance(batch[0], str):
            files, ranked = maker.make_nodes(batch)
            return files, ranked, maker.spent
        return [maker.make_list(work.lists[position]) for position in batch], {}, maker.spent

    for files, ranked, spent in map_forked(
        make, range(len(batches)), jobs=start.options.jobs, share=1, least=_WORTH_FORKING
    ):
        for file in files:
            made.add(file)
        made.ranked.update(ranked)
        made.spent.add(spent)
        done += len(files)
        progress("rendering", done, total)
    return made


def _make_other(maker: Maker, other: Other) -> Made:
    mark = maker.published.get(other.path)
    if mark and ((other.digest and mark.digest == other.digest) or (other.key and mark.key == other.key)):
        return Made(other.path, mark.stamp.size, mark.digest, mark.key, (), changed=False)
    return maker.make_file(other.path, other.content(), other.key)


def _batches(work: Work, made: _Made) -> list[list[str] | list[int]]:
    """Add the pages that are there already; give the others, those of nodes by citekey and lists by position."""
    maker, unranked = work.maker, work.maker.relations.unranked
    citekeys: list[str] = []
    lists: list[int] = []
    for citekey in work.citekeys:
        file = None if citekey in unranked or not maker.published else maker.keep_node(citekey)
        if file is None:
            citekeys.append(citekey)
        else:
            made.add(file)
    for position, job in enumerate(work.lists):
        file = maker.keep_list(job) if maker.published else None
        if file is None:
            lists.append(position)
        else:
            made.add(file)
    return [
        *(lists[start : start + _LISTS_AT_ONCE] for start in range(0, len(lists), _LISTS_AT_ONCE)),
        *(citekeys[start : start + _BATCH] for start in range(0, len(citekeys), _BATCH)),
    ]


def _publish(start: Start, staging: Staging, made: _Made) -> None:
    for file in made.files.values():
        staging.record(file.path, file.size, changed=file.changed)
    if start.before.outputs:
        gone = start.before.outputs.keys() - made.files.keys()
        staging.publish((*start.published.foreign, *gone))
    else:
        staging.publish()


def _remember(start: Start, site: Site, made: _Made, relations: Relations, result: Result, *, published: bool) -> None:
    """Keep for the next build what it can use."""
    keys = {name: state_key(name, start.root, start.output) for name in ("manifest", "related", "survey")}
    values: dict[bytes, bytes] = {}
    if relations.known.limit:
        values[keys["related"]], values[keys["survey"]] = pack_relations(relations)
    if published:
        inputs = start.inputs.with_digests({**site.changed, **made.copied})
        outputs, folders = _marks(start, made)
        values[keys["manifest"]] = msgpack.encode(
            Manifest(
                fingerprint=inputs.fingerprint, inputs=inputs.marks, outputs=outputs, folders=folders, result=result
            )
        )
    start.cache.write(values)
    live = {*site.keys, *(node.whole for node in site.nodes.values())}
    if start.cache.count() > 2 * len(live) + 1000:
        start.cache.keep_only(live)


def _marks(start: Start, made: _Made) -> tuple[dict[str, OutputMark], dict[str, int]]:
    """Mark what stands in the output folder now."""
    outputs: dict[str, OutputMark] = {}
    if start.output is None:
        for path, file in made.files.items():
            stamp = Stamp(file.size, 0, 0, 0)
            outputs[path] = OutputMark(stamp, file.digest, file.key, file.blocks)
        return outputs, {}
    base = os.fspath(start.output)
    for path, file in made.files.items():
        mark = start.published.outputs.get(path)
        if file.changed or mark is None:
            outputs[path] = mark_output(base, path, file.digest, file.key, file.blocks)
        else:
            outputs[path] = OutputMark(mark.stamp, file.digest, file.key, file.blocks)
    folders = {path: folder_time(f"{base}/{path}" if path else base) for path in folders_of(outputs)}
    return outputs, folders
