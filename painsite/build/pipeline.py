"""The journey: sources → linking → pages → output."""

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from painsite.build.load import Site, read_site
from painsite.build.outline import PreparedSource
from painsite.build.plan import Other, Work, make_maker, plan, plan_texts, world_of
from painsite.build.recall import recall_site
from painsite.build.related import Relations, remember_relations, revise_relations, unpack_relations
from painsite.build.render import Made, Maker, Spent
from painsite.build.result import Result
from painsite.build.save import Outcome, remember
from painsite.build.size_limits import MOST_FILES, count_parts, large_files
from painsite.build.start import Start, state_key
from painsite.output.publish import Staging
from painsite.pages.identifiers import left_out
from painsite.problems import Place, Problem, severity_of, sort_problems
from painsite.workers import Beside, Progress, beside, map_forked

if TYPE_CHECKING:
    from painsite.linking.related.ranking import Ranked

_BATCH = 64
"""Nodes whose pages are made together."""
_LISTS_AT_ONCE = 8
_DOCUMENTS_AT_ONCE = 256
"""Those that are soon made: what several of them are made of, such as items of feeds, is made once in a process."""
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
    is_asked_for: bool = False
    """Somebody wants the maker though nothing may have changed."""

    def clear(self) -> None:
        """Forget everything."""
        self.sources, self.relations, self.maker = {}, None, None


def build(start: Start, staging: Staging | None, memory: Memory, progress: Progress) -> Result:
    """Render every page that may have changed, and publish all, or none where there are errors.

    Without `staging` nothing is written: a check. Whatever is wrong, the work is done to its end, so that one run shows
    every problem. Raises what `DAMAGED` names where the cache does not hold what it should.
    """
    unpacked = dict(memory.maker.nodes.known) if memory.maker else {}  # beside a first look, which unpacks more
    site = recall_site(start, unpacked, progress) or read_site(start, memory.sources, progress)
    maker = make_maker(start, site, staging)
    world = world_of(start, site, maker)
    if start.before.world:
        progress("relating", 0, 0)
        maker = dataclasses.replace(maker, relations=_relations(start, site, memory))
        progress("planning", 0, 0)
        work = plan_texts(start, site, maker, world) or plan(start, site, maker, world)
        made = _make(work, start, progress)
    else:
        progress("planning", 0, 0)
        work = plan(start, site, maker, world)
        # lists show nothing of what is related, so that a second core need not wait for that
        with _make_lists(work, start) as lists:
            progress("relating", 0, 0)
            maker = dataclasses.replace(maker, relations=_relations(start, site, memory))
            work = dataclasses.replace(work, maker=maker, lists=())

            def watch(stage: str, done: int, total: int) -> None:
                progress(stage, done, total)
                lists.poll()

            made = _make(work, start, watch)
            for file in lists.result():
                made.add(file)
    result = _result(site, made)
    failed = made.broken or result.errors > 0 or (start.options.strict and bool(result.problems))
    is_shown = start.options.tolerant or not failed
    if staging and is_shown:
        progress("publishing", 0, 0)
        _publish(start, staging, made)
        result = replace(result, written=len(staging.changed))
    progress("remembering", 0, 0)
    maker.relations.ranked = made.ranked
    memory.relations = remember_relations(maker.relations)
    maker.context.forget()
    memory.maker = dataclasses.replace(maker, relations=memory.relations)
    outcome = Outcome(
        files=made.files,
        copied=made.copied,
        world=b"" if made.broken else work.world,
        library=world.library,
        result=result,
    )
    remember(start, site, memory.relations, outcome if is_shown or not staging else None)
    return result


def _result(site: Site, made: "_Made") -> Result:
    rules = site.settings.rules
    problems = sort_problems((*site.problems, *made.problems, *made.failures.values()), rules)
    sizes = {path: file.size for path, file in made.files.items()}
    errors = sum(severity_of(problem, rules) == "error" for problem in problems)
    return Result(
        problems=problems,
        errors=errors,
        warnings=len(problems) - errors,
        entries=len(site.library.entries),
        articles=len(site.library.articles),
        citations=site.library.citations,
        pages=sum(path.endswith(".html") for path in made.files),
        files=len(made.files),
        size=sum(sizes.values()),
        parts=count_parts(sizes) if len(sizes) > MOST_FILES else {},
        large=large_files(sizes),
        identifiers_left_out=left_out(site.library, site.settings),
        rules=rules,
        spent=made.spent.by_part(),
    )


def _relations(start: Start, site: Site, memory: Memory) -> Relations:
    before = memory.relations
    if before is None:
        known, survey = (state_key(name, start.root, start.output) for name in ("related", "survey"))
        kept = start.cache.read([known, survey])
        before = unpack_relations(kept[known], kept[survey]) if len(kept) == 2 else Relations()
    linked = {citekey: site.nodes.origins[citekey].linked for citekey in site.library.faces}
    return revise_relations(before, site.library, site.nodes, linked, limit=site.settings.related_lines)


@dataclass(slots=True, kw_only=True)
class _Made:
    """What was made."""

    files: dict[str, Made] = field(default_factory=dict)
    """By path."""
    ranked: "dict[str, Ranked]" = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failures: dict[Place, Problem] = field(default_factory=dict)
    """By where a template fails."""
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
            # a base template fails on every page, and is one problem: that of one page, whichever was made first
            known = self.failures.get(made.problem.place)
            if known is None or made.problem.message < known.message:
                self.failures[made.problem.place] = made.problem


def _make_lists(work: Work, start: Start) -> AbstractContextManager[Beside[list[Made]]]:
    """Begin to make the lists in a process of their own where there are many."""

    def make() -> list[Made]:
        return work.maker.make_lists(work.lists)

    jobs = start.options.jobs if len(work.lists) >= _WORTH_FORKING * _LISTS_AT_ONCE else 1
    return beside(make, jobs=jobs)


def _make(work: Work, start: Start, progress: Progress) -> _Made:
    """Make every file of the site that is not there already, the pages in as many processes as wanted."""
    maker, made = work.maker, _Made(problems=list(work.tally.problems))
    for path, mark in work.kept.items():
        made.files[path] = Made(path, mark.stamp.size, mark.digest, mark.key, mark.blocks, changed=False)
    for other in work.others:
        file = _make_other(maker, other)
        made.add(file)
        if other.source:
            made.copied[other.source] = file.digest
    batches = _batches(work, made)
    total, done = sum(len(batch.wanted) for batch in batches), 0
    progress("rendering", 0, total)

    def make(number: int) -> "tuple[list[Made], dict[str, Ranked], Spent]":
        kind, wanted = batches[number]
        maker.spent.clear()
        if kind == "nodes":
            files, ranked = maker.make_nodes([work.citekeys[position] for position in wanted])
            return files, ranked, maker.spent
        if kind == "lists":
            return maker.make_lists([work.lists[position] for position in wanted]), {}, maker.spent
        return maker.make_documents([work.documents[position] for position in wanted]), {}, maker.spent

    for files, ranked, spent in map_forked(
        make, range(len(batches)), jobs=start.options.jobs, share=1, least=_WORTH_FORKING
    ):
        for file in files:
            made.add(file)
        made.ranked.update(ranked)
        made.spent.add(spent)
        done = min(total, done + len(files))
        progress("rendering", done, total)
    return made


def _make_other(maker: Maker, other: Other) -> Made:
    mark = maker.published.get(other.path)
    if mark and other.digest and mark.digest == other.digest:
        return Made(other.path, mark.stamp.size, mark.digest, mark.key, (), changed=False)
    return maker.make_file(other.path, other.content())


class _Batch(NamedTuple):
    """What a process makes at once."""

    kind: Literal["nodes", "lists", "documents"]
    wanted: Sequence[int]
    """Positions in the work."""


def _batches(work: Work, made: _Made) -> list[_Batch]:
    """Add what is there already; give what is not."""
    maker, unranked = work.maker, work.maker.relations.unranked
    nodes: list[int] = []
    lists: list[int] = []
    documents: list[int] = []
    for position, citekey in enumerate(work.citekeys):
        file = None if citekey in unranked or not maker.published else maker.keep_node(citekey)
        if file is None:
            nodes.append(position)
        else:
            made.add(file)
    for position, job in enumerate(work.lists):
        file = maker.keep_list(job) if maker.published else None
        if file is None:
            lists.append(position)
        else:
            made.add(file)
    for position, document in enumerate(work.documents):
        files = maker.keep_document(document) if maker.published else None
        if files is None:
            documents.append(position)
        for one in files or ():
            made.add(one)
    return [
        *_cut("documents", [position for position in documents if work.documents[position].is_kept], 1),
        *_cut(
            "documents",
            [position for position in documents if not work.documents[position].is_kept],
            _DOCUMENTS_AT_ONCE,
        ),
        *_cut("lists", lists, _LISTS_AT_ONCE),
        *_cut("nodes", nodes, _BATCH),
    ]


def _cut(kind: Literal["nodes", "lists", "documents"], positions: Sequence[int], size: int) -> Iterator[_Batch]:
    for start in range(0, len(positions), size):
        yield _Batch(kind, positions[start : start + size])


def _publish(start: Start, staging: Staging, made: _Made) -> None:
    for file in made.files.values():
        staging.record(file.path, file.size, changed=file.changed)
    if start.before.outputs:
        gone = start.before.outputs.keys() - made.files.keys()
        staging.publish((*start.published.foreign, *gone))
    else:
        staging.publish()
