"""What is planned → what is made: which files are stale, and their making in as many processes as wanted."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.frames import Frames, make_frames
from painsite.build.lazy_faces import entries_among
from painsite.build.load import LinkedSite
from painsite.build.outputs import BlockMark
from painsite.build.plan import SitePlan, context_of, linking_of
from painsite.build.related import PackedRanked, Relations, lines_of, pack_ranked
from painsite.build.render import KeptTexts, Made, Maker, Spent, kept
from painsite.build.stale import Keys, block_keys, left_by
from painsite.build.start import Start
from painsite.hashing import encode
from painsite.model import Library, Value
from painsite.output.publish import SIGNATURE, Staging
from painsite.output.render import Renderer
from painsite.pages.context import Context
from painsite.pages.frame import Frame
from painsite.pages.plan import KINDS
from painsite.pages.planned import Digests, FileKind, Materials, Planned
from painsite.pages.search.bundles import BUNDLE
from painsite.pages.search_index import Indexer
from painsite.problems import Place, Problem
from painsite.workers import Beside, Progress, beside, map_forked

AT_ONCE = {"nodes": 64, "articles": 16, "pages": 8, "dear": 1, "data": 256}
"""Files of a batch. With an article go the texts of all works that it cites, which are in memory at once. Of data files
several are made of the same, such as items of feeds, which is made once in a process."""
_BatchKind = Literal["nodes", "articles", "pages", "dear", "data"]
WORTH_FORKING = 4
"""Batches."""


@dataclass(slots=True, kw_only=True)
class Shown:
    """What a build has made pages of, for a preview that shows one more before the next build."""

    library: Library
    context: Context
    plan: SitePlan
    maker: Maker


@dataclass(slots=True, kw_only=True)
class AllMade:
    """What was made."""

    files: dict[str, Made] = field(default_factory=dict)
    """By path."""
    ranked: PackedRanked = field(default_factory=PackedRanked)
    failures: dict[Place, Problem] = field(default_factory=dict)
    """By where a template fails."""
    broken: bool = False
    """A template fails, whatever the settings say of that: its pages are not fit to be published."""
    copied: dict[str, bytes] = field(default_factory=dict)
    """By name among the inputs, digests of files that were copied."""
    spent: Spent = field(default_factory=Spent)
    """Over all processes."""

    marks: dict[tuple[BlockMark, ...], tuple[BlockMark, ...]] = field(default_factory=dict)
    """Blocks of pages, of equal ones the first: thousands of pages share the same few."""

    def take(self, packed: bytes) -> int:
        """Take in what a process has made; return how many files that is."""
        done = _done_decoder.decode(packed)
        for file in done.files:
            self.add(replace(file, blocks=self.marks.setdefault(file.blocks, file.blocks)))
        self.ranked.packed.update(done.ranked)
        self.spent.add(done.spent)
        return len(done.files)

    def add(self, made: Made) -> None:
        """Take in a file."""
        self.files[made.path] = made
        if made.problem is not None:
            self.broken = True
            # a base template fails on every page, and is one problem: that of one page, whichever was made first
            known = self.failures.get(made.problem.place)
            if known is None or made.problem.message < known.message:
                self.failures[made.problem.place] = made.problem


class _Done(Value, frozen=True, array_like=True):
    """What a process has made of a batch. Packed it travels in a tenth of the time that its objects would take."""

    files: Sequence[Made]
    ranked: Mapping[str, bytes] = {}
    spent: Spent = Spent()


class _Batch(NamedTuple):
    """What a process makes at once: plain numbers, or citekeys, by which the plan has it."""

    kind: _BatchKind
    wanted: Sequence[int] | Sequence[str]


class Job:
    """The files of one build, from what is planned to what is made."""

    def __init__(self, start: Start, site: LinkedSite, plan: SitePlan, staging: Staging | None) -> None:
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
        self.edited = _edited(site, plan.key, frames)
        self.made = AllMade()
        self.pages: list[int] = []
        """Numbers, among the files of the plan, of the pages to be made; the same of data files."""
        self.dear: list[int] = []
        self.data: list[int] = []
        self.is_searched = False
        """There is an index to be made."""
        self.find_stale_files()

    def find_stale_files(self) -> None:
        """Divide all files but the pages of nodes into those that are there and those to be made."""
        for number, planned in enumerate(self.plan.plan.files):
            if planned.kind == BUNDLE.name and self.staging is None:
                continue  # nobody searches what is only checked
            if self.stays(planned):
                continue
            kind, key = KINDS[planned.kind], self.keys.of(planned)
            if isinstance(kind, FileKind):
                marks = self.left.files(planned, key)
                for path, mark in (marks or {}).items():
                    self.made.add(kept(path, mark))
                if marks is None:
                    (self.dear if kind.is_kept else self.data).append(number)
                    self.is_searched |= planned.kind == BUNDLE.name
            else:
                page = self.left.page(planned, key, self.keys.blocks_of(planned))
                if page is None:
                    self.pages.append(number)
                else:
                    self.made.add(kept(planned.paths[0], page))

    def stays(self, planned: Planned) -> bool:
        """Take in the files of which no part of the key can be another, if they are there; return whether they are."""
        if self.edited is None or not self.edited.isdisjoint((*planned.texts, *planned.records)) or planned.folder:
            return False
        paths = tuple(planned.published(planned.paths))
        marks = [self.left.published[path] for path in paths if path in self.left.published]
        if len(marks) < len(paths) or not all(mark.key for mark in marks):
            return False
        for path, mark in zip(paths, marks, strict=True):
            self.made.add(kept(path, mark))
        return True

    def stale_nodes(self, relations: Relations) -> list[str]:
        """Return the citekeys of the nodes whose pages are to be made, and take in the others."""
        nodes, found = self.plan.plan.nodes, []
        for citekey in nodes:
            if citekey in relations.unranked or not self.left.published:
                found.append(citekey)
                continue
            planned = nodes[citekey]
            if self.stays(planned):
                continue
            key = self.keys.of(planned, lines_of(relations, citekey))
            mark = self.left.page(planned, key, self.keys.blocks_of(planned))
            if mark is None:
                found.append(citekey)
            else:
                self.made.add(kept(planned.paths[0], mark))
        return found

    def maker(self, relations: Relations) -> Maker:
        """Return what makes files. It knows of related content as much as these relations do."""
        faces = self.site.faces
        texts = KeptTexts(cache=self.start.cache, keys=self.keys.digests.nodes, entries=entries_among(faces))
        return Maker(
            materials=Materials(frame=self.frame, faces=faces, texts=texts, index=self.indexer()),
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
        if not self.is_searched:
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

    def make_lists(self) -> AbstractContextManager[Beside[list[bytes]]]:
        """Begin to make the lists in a process of their own where there are many.

        They show nothing of what is related, so that a second core need not wait for that.
        """
        lists, size = self.pages, AT_ONCE["pages"]
        is_worth_it = len(lists) >= WORTH_FORKING * size
        self.pages = [] if is_worth_it else lists

        def make() -> list[bytes]:
            maker, files = self.maker(Relations()), self.plan.plan.files
            done = []
            for start in range(0, len(lists), size):
                made = maker.make_pages([files[number] for number in lists[start : start + size]])
                done.append(encode(_Done(made)))
            return done

        if is_worth_it:
            _ = self.site.faces  # once for all processes
            return beside(make, jobs=self.start.options.jobs)
        return beside(list, jobs=1)

    def make(self, relations: Relations, lists: Beside[list[bytes]], progress: Progress) -> AllMade:
        """Make every file that is not there already, in as many processes as wanted."""
        made = self.made
        self.copy()
        batches = [
            *_cut("dear", self.dear),
            *_cut("data", self.data),
            *_cut("pages", self.pages),
            *self.cut_nodes(self.stale_nodes(relations)),
        ]
        total, done = sum(len(batch.wanted) for batch in batches), 0
        progress("rendering", 0, total)
        maker = self.maker(relations) if batches else None

        def make(number: int) -> bytes:
            assert maker is not None  # noqa: S101 - there are batches
            batch = batches[number]
            wanted = self.planned(batch)
            maker.spent.clear()
            if batch.kind in {"nodes", "articles"}:
                files, ranked = maker.make_nodes(wanted)
                return encode(_Done(files, pack_ranked(ranked), maker.spent))
            make_files = maker.make_pages if batch.kind == "pages" else maker.make_data_files
            return encode(_Done(make_files(wanted), spent=maker.spent))

        jobs = self.start.options.jobs
        for packed in map_forked(make, range(len(batches)), jobs=jobs, share=1, least=WORTH_FORKING):
            done = min(total, done + made.take(packed))
            progress("rendering", done, total)
            lists.poll()
        for packed in lists.result():
            made.take(packed)
        return made

    def cut_nodes(self, wanted: Sequence[str]) -> Iterator[_Batch]:
        """Yield the batches of some nodes, articles first."""
        entries = entries_among(self.site.faces) if wanted else set()
        yield from _cut("articles", [citekey for citekey in wanted if citekey not in entries])
        yield from _cut("nodes", [citekey for citekey in wanted if citekey in entries])

    def planned(self, batch: _Batch) -> list[Planned]:
        """Return the files of a batch."""
        nodes, files = self.plan.plan.nodes, self.plan.plan.files
        return [nodes[one] if isinstance(one, str) else files[one] for one in batch.wanted]

    def copy(self) -> None:
        """Copy what is copied as it is."""
        maker, marks = cache(lambda: self.maker(Relations())), self.start.inputs.marks
        for copied in self.plan.copies:
            mark, source = self.left.published.get(copied.path), marks.get(copied.name)
            if mark and source and source.digest and mark.digest == source.digest:
                file = kept(copied.path, mark)
            else:
                file = maker().write(copied.path, copied.source(self.start.root).read_bytes())
            self.made.add(file)
            self.made.copied[copied.name] = file.digest
        mark = self.left.published.get(".nojekyll")
        self.made.add(kept(".nojekyll", mark) if mark else maker().write(".nojekyll", SIGNATURE))


def _edited(site: LinkedSite, plan: bytes, frames: Frames) -> frozenset[str] | None:
    """Return the citekeys of the nodes that were edited since the pages were made; None where that is unknown.

    Of all other files each part of the key is what it was: to compare ten thousand keys would find nothing.
    """
    former = site.former
    if former is None or former.plan != plan or former.frames != frames:
        return None
    now, then = site.index.origins, former.origins
    return frozenset([citekey for citekey, origin in now.items() if then.get(citekey) != origin])


def _cut(kind: _BatchKind, wanted: Sequence[int] | Sequence[str]) -> Iterator[_Batch]:
    size = AT_ONCE[kind]
    for start in range(0, len(wanted), size):
        yield _Batch(kind, wanted[start : start + size])


_done_decoder = msgpack.Decoder(_Done)
