"""The journey: sources → linking → plan → related content → pages → output."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from painsite.build.frames import make_frames
from painsite.build.load import Loaded, Site, read_site
from painsite.build.plan import SitePlan, context_of, linking_of, make_plan, plan_key, read_plan
from painsite.build.related import Relations, lines_of, remember_relations, revise_relations, unpack_relations
from painsite.build.render import KeptTexts, Made, Maker, Spent, kept
from painsite.build.result import Result
from painsite.build.save import Outcome, remember
from painsite.build.size_limits import MOST_FILES, count_parts, large_files
from painsite.build.stale import Keys, block_keys, left_by
from painsite.build.start import Start, state_key
from painsite.model import Library
from painsite.output.publish import SIGNATURE, Staging
from painsite.output.render import Renderer
from painsite.pages.context import Context
from painsite.pages.frame import Frame
from painsite.pages.plan import KINDS
from painsite.pages.planned import Digests, FileKind, Materials, Planned
from painsite.pages.search.records import Indexer
from painsite.problems import Place, Problem, severity_of, sort_problems
from painsite.workers import Beside, Progress, beside, map_forked

if TYPE_CHECKING:
    from painsite.linking.related.ranking import Ranked

_AT_ONCE = {"nodes": 64, "pages": 8, "dear": 1, "data": 256}
"""Files of a batch. Of data files several are made of the same, such as items of feeds, which is made once in a
process."""
_WORTH_FORKING = 4
"""Batches."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What a process that builds again and again need not unpack again."""

    loaded: Loaded = field(default_factory=lambda: Loaded(sources={}, nodes={}))
    plan: tuple[bytes, SitePlan] | None = None
    """With its key."""
    relations: Relations | None = None
    shown: "Shown | None" = None
    """Of the last build."""

    def clear(self) -> None:
        """Forget everything."""
        self.loaded = Loaded(sources={}, nodes={})
        self.plan = self.relations = self.shown = None


@dataclass(slots=True, kw_only=True)
class Shown:
    """What a build has made pages of, for a preview that shows one more before the next build."""

    library: Library
    context: Context
    plan: SitePlan
    maker: Maker


def build(start: Start, staging: Staging | None, memory: Memory, progress: Progress) -> Result:
    """Render every page that may have changed, and publish all, or none where there are errors.

    Without `staging` nothing is written: a check. Whatever is wrong, the work is done to its end, so that one run shows
    every problem. Raises what `DAMAGED` names where the cache does not hold what it should.
    """
    site = read_site(start, memory.loaded, progress)
    progress("planning", 0, 0)
    plan = _plan(start, site, memory)
    job = _Job(start, site, plan, staging)
    with job.make_lists() as lists:
        progress("relating", 0, 0)
        relations = _relations(start, site, plan, memory)
        made = job.make(relations, lists, progress)
    result = _result(site, plan, made)
    failed = made.broken or result.errors > 0 or (start.options.strict and bool(result.problems))
    is_shown = start.options.tolerant or not failed
    if staging and is_shown:
        progress("publishing", 0, 0)
        _publish(start, staging, made)
        result = replace(result, written=len(staging.changed))
    progress("remembering", 0, 0)
    memory.relations = remember_relations(relations, made.ranked)
    memory.shown = job.shown(memory.relations)
    outcome = Outcome(files=made.files, copied=made.copied, plan=memory.plan[0] if memory.plan else b"", result=result)
    remember(start, site, memory.relations, outcome if is_shown or not staging else None)
    return result


def _plan(start: Start, site: Site, memory: Memory) -> SitePlan:
    key = plan_key(start, site)
    if memory.plan is None or memory.plan[0] != key:
        memory.plan = key, read_plan(start, key) or make_plan(start, site, key)
    return memory.plan[1]


def _relations(start: Start, site: Site, plan: SitePlan, memory: Memory) -> Relations:
    before = memory.relations
    if before is None:
        known, survey = (state_key(name, start.root, start.output) for name in ("related", "survey"))
        found = start.cache.read([known, survey])
        before = unpack_relations(found[known], found[survey]) if len(found) == 2 else Relations()
    linked = {citekey: origin.linked for citekey, origin in sorted(site.index.origins.items())}
    return revise_relations(
        before,
        lambda: site.library,
        site.nodes,
        names=plan.names,
        linked=linked,
        limit=site.settings.related_lines,
    )


def _result(site: Site, plan: SitePlan, made: "_Made") -> Result:
    rules = site.settings.rules
    problems = sort_problems((*site.problems, *plan.problems, *made.failures.values()), rules)
    sizes = {path: file.size for path, file in made.files.items()}
    errors = sum(severity_of(problem, rules) == "error" for problem in problems)
    return Result(
        problems=problems,
        errors=errors,
        warnings=len(problems) - errors,
        entries=plan.entries,
        articles=plan.articles,
        citations=plan.citations,
        pages=sum(path.endswith(".html") for path in made.files),
        files=len(made.files),
        size=sum(sizes.values()),
        parts=count_parts(sizes) if len(sizes) > MOST_FILES else {},
        large=large_files(sizes),
        identifiers_left_out=plan.plan.identifiers_left_out,
        rules=rules,
        rendered=tuple(sorted(path for path, file in made.files.items() if file.is_rendered)),
        ranked=tuple(sorted(made.ranked)),
        spent=made.spent.by_part(),
    )


@dataclass(slots=True, kw_only=True)
class _Made:
    """What was made."""

    files: dict[str, Made] = field(default_factory=dict)
    """By path."""
    ranked: "dict[str, Ranked]" = field(default_factory=dict)
    failures: dict[Place, Problem] = field(default_factory=dict)
    """By where a template fails."""
    broken: bool = False
    """A template fails, whatever the settings say of that: its pages are not fit to be published."""
    copied: dict[str, bytes] = field(default_factory=dict)
    """By name among the inputs, digests of files that were copied."""
    spent: Spent = field(default_factory=Spent)
    """Over all processes."""

    def add(self, made: Made) -> None:
        """Take in a file."""
        self.files[made.path] = made
        if made.problem is not None:
            self.broken = True
            # a base template fails on every page, and is one problem: that of one page, whichever was made first
            known = self.failures.get(made.problem.place)
            if known is None or made.problem.message < known.message:
                self.failures[made.problem.place] = made.problem


class _Batch(NamedTuple):
    """What a process makes at once."""

    kind: Literal["nodes", "pages", "dear", "data"]
    wanted: Sequence[Planned]


class _Job:
    """The files of one build, from what is planned to what is made."""

    def __init__(self, start: Start, site: Site, plan: SitePlan, staging: Staging | None) -> None:
        self.start, self.site, self.plan, self.staging = start, site, plan, staging
        whole = plan.plan
        self.frame = Frame(
            settings=site.settings,
            linking=linking_of(start, site),
            navigation=whole.navigation,
            logo_size=whole.logo_size,
            has_feed=whole.has_feed,
        )
        names = {kind.name for kind in KINDS.values() if not isinstance(kind, FileKind)}
        blocks = {f"{block.name}.html" for one in whole.blocks for block in one}
        frames = make_frames(start, self.frame, names | blocks)
        wholes = {citekey: origin.whole for citekey, origin in site.index.origins.items()}
        self.keys = Keys(
            frames=frames,
            digests=Digests(faces=plan.faces, nodes=wholes, references=site.references),
            blocks=block_keys(whole.blocks, frames),
        )
        self.left = left_by(start.published.outputs, start.before.outputs)
        self.made = _Made()
        self.pages: list[Planned] = []
        self.data: list[Planned] = []
        self.find_stale_files()

    def find_stale_files(self) -> None:
        """Divide all files but the pages of nodes into those that are there and those to be made."""
        for planned in self.plan.plan.files:
            key = self.keys.of(planned)
            if isinstance(KINDS[planned.kind], FileKind):
                marks = self.left.files(planned, key)
                for path, mark in (marks or {}).items():
                    self.made.add(kept(path, mark))
                if marks is None:
                    self.data.append(planned)
            else:
                page = self.left.page(planned, key, self.keys.blocks_of(planned))
                if page is None:
                    self.pages.append(planned)
                else:
                    self.made.add(kept(planned.paths[0], page))

    def stale_nodes(self, relations: Relations) -> list[Planned]:
        """Return the pages of nodes to be made, and take in the others."""
        found = []
        for citekey, planned in self.plan.plan.nodes.items():
            mark = None
            if citekey not in relations.unranked and self.left.published:
                key = self.keys.of(planned, lines_of(relations, citekey))
                mark = self.left.page(planned, key, self.keys.blocks_of(planned))
            if mark is None:
                found.append(planned)
            else:
                self.made.add(kept(planned.paths[0], mark))
        return found

    def maker(self, relations: Relations) -> Maker:
        """Return what makes files. It knows of related content as much as these relations do."""
        library = self.site.library
        entries = {citekey for citekey, face in library.faces.items() if face.kind == "entry"}
        texts = KeptTexts(cache=self.start.cache, keys=self.keys.digests.nodes, entries=entries)
        return Maker(
            materials=Materials(frame=self.frame, faces=library.faces, texts=texts, index=self.indexer()),
            texts=texts,
            keys=self.keys,
            relations=relations,
            renderer=Renderer(self.start.root, self.site.settings.wording),
            cache=self.start.cache,
            staging=self.staging,
            published=self.start.published.outputs,
        )

    def indexer(self) -> Indexer | None:
        """Return what makes an index to search in; it is imported where there is one to be made."""
        if all(KINDS[planned.kind].name != "search" for planned in self.data):
            return None
        # with all that runs a process
        from painsite.output.search import index_records  # noqa: PLC0415

        return index_records

    def shown(self, relations: Relations) -> Shown | None:
        """Return what a preview keeps of this build."""
        if not self.start.options.tolerant:
            return None
        context = context_of(self.start, self.site)
        return Shown(library=self.site.library, context=context, plan=self.plan, maker=self.maker(relations))

    def make_lists(self) -> AbstractContextManager[Beside[list[Made]]]:
        """Begin to make the lists in a process of their own where there are many.

        They show nothing of what is related, so that a second core need not wait for that.
        """
        lists, size = self.pages, _AT_ONCE["pages"]
        is_worth_it = len(lists) >= _WORTH_FORKING * size
        self.pages = [] if is_worth_it else lists

        def make() -> list[Made]:
            maker = self.maker(Relations())
            return [
                one for start in range(0, len(lists), size) for one in maker.make_pages(lists[start : start + size])
            ]

        if is_worth_it:
            return beside(make, jobs=self.start.options.jobs)
        return beside(list, jobs=1)

    def make(self, relations: Relations, lists: Beside[list[Made]], progress: Progress) -> _Made:
        """Make every file that is not there already, in as many processes as wanted."""
        made = self.made
        self.copy()
        batches = [
            *_cut("dear", [one for one in self.data if _is_dear(one)]),
            *_cut("data", [one for one in self.data if not _is_dear(one)]),
            *_cut("pages", self.pages),
            *_cut("nodes", self.stale_nodes(relations)),
        ]
        total, done = sum(len(batch.wanted) for batch in batches), 0
        progress("rendering", 0, total)
        maker = self.maker(relations) if batches else None

        def make(number: int) -> "tuple[list[Made], dict[str, Ranked], Spent]":
            assert maker is not None  # noqa: S101 - there are batches
            kind, wanted = batches[number]
            maker.spent.clear()
            if kind == "nodes":
                files, ranked = maker.make_nodes(wanted)
                return files, ranked, maker.spent
            make_files = maker.make_pages if kind == "pages" else maker.make_data_files
            return make_files(wanted), {}, maker.spent

        jobs = self.start.options.jobs
        for files, ranked, spent in map_forked(make, range(len(batches)), jobs=jobs, share=1, least=_WORTH_FORKING):
            for file in files:
                made.add(file)
            made.ranked.update(ranked)
            made.spent.add(spent)
            done = min(total, done + len(files))
            progress("rendering", done, total)
            lists.poll()
        for file in lists.result():
            made.add(file)
        return made

    def copy(self) -> None:
        """Copy what is copied as it is."""
        maker, marks = None, self.start.inputs.marks
        for copied in self.plan.copies:
            mark, source = self.left.published.get(copied.path), marks.get(copied.name)
            if mark and source and source.digest and mark.digest == source.digest:
                file = kept(copied.path, mark)
            else:
                maker = maker or self.maker(Relations())
                file = maker.write(copied.path, copied.source(self.start.root).read_bytes())
            self.made.add(file)
            self.made.copied[copied.name] = file.digest
        mark = self.left.published.get(".nojekyll")
        self.made.add(kept(".nojekyll", mark) if mark else self.maker(Relations()).write(".nojekyll", SIGNATURE))


def _is_dear(planned: Planned) -> bool:
    kind = KINDS[planned.kind]
    return isinstance(kind, FileKind) and kind.is_kept


def _cut(kind: Literal["nodes", "pages", "dear", "data"], wanted: Sequence[Planned]) -> Iterator[_Batch]:
    size = _AT_ONCE[kind]
    for start in range(0, len(wanted), size):
        yield _Batch(kind, wanted[start : start + size])


def _publish(start: Start, staging: Staging, made: _Made) -> None:
    for file in made.files.values():
        staging.record(file.path, file.size, changed=file.changed)
    if start.before.outputs:
        gone = start.before.outputs.keys() - made.files.keys()
        staging.publish((*start.published.foreign, *gone))
    else:
        staging.publish()
