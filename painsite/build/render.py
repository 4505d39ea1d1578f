"""Pages → files beside the output: in any process, and only those that are not there already."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from painsite.build.cache import Cache
from painsite.build.compression import kept_key, pack_files, pack_own, unpack_files, unpack_own
from painsite.build.lazy_nodes import KeptNodes
from painsite.build.outline import unpack_article, unpack_entry
from painsite.build.outputs import BlockMark, OutputMark
from painsite.build.related import Relations, lines_of, rank
from painsite.hashing import content_digest
from painsite.model import Node, Value
from painsite.output.publish import Staging
from painsite.output.render import Renderer, TemplateProblemError, own_parts
from painsite.pages.context import Context
from painsite.pages.digests import Digests
from painsite.pages.documents import Document, DocumentError
from painsite.pages.plan import ListJob, Page, file_of, plan_article, plan_entry
from painsite.pages.shared import block_key, node_blocks
from painsite.pages.values import Shared
from painsite.pages.views import View, node_key, node_view
from painsite.problems import Place, Problem

if TYPE_CHECKING:
    from painsite.linking.related.ranking import Ranked


class Made(Value, frozen=True, array_like=True):
    """A file of the site that is beside the output, or was found to be in it."""

    path: str
    size: int
    """Bytes."""
    digest: bytes
    key: bytes
    blocks: tuple[BlockMark, ...]
    changed: bool
    """It lies beside the output, to be published."""
    problem: Problem | None = None
    """Its template fails, or what makes it."""


@dataclass(slots=True, kw_only=True)
class Spent:
    """Seconds that the parts of the work took."""

    ranking: float = 0
    making: float = 0
    rendering: float = 0
    writing: float = 0

    def add(self, other: "Spent") -> None:
        """Count what was spent elsewhere."""
        self.ranking += other.ranking
        self.making += other.making
        self.rendering += other.rendering
        self.writing += other.writing

    def by_part(self) -> dict[str, float]:
        """Return the seconds by the words in which they are shown."""
        return {
            "ranking": self.ranking, "page values": self.making, "templates": self.rendering, "writing": self.writing
        }  # fmt: skip

    def clear(self) -> None:
        """Begin again."""
        self.ranking = self.making = self.rendering = self.writing = 0


Blocks = Mapping[str, tuple[Shared, bytes]]
"""What a page may share with others, by name: the block and its key."""
_Wanted = tuple[str, bytes, Blocks, Callable[[], Page]]
"""A page to be made: its path, its key, its blocks, and what makes its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes the pages of one build; workers inherit it."""

    context: Context
    digests: Digests
    renderer: Renderer
    nodes: KeptNodes
    relations: Relations
    cache: Cache
    staging: Staging | None
    """None for a check: pages are rendered and thrown away."""
    published: Mapping[str, OutputMark]
    """By path, the files that are as the last build left them."""
    paths_by_key: Mapping[bytes, frozenset[str]] = field(default_factory=dict)
    """Of the files that the last build left, by what stands for the document that they are part of."""
    spent: Spent = field(default_factory=Spent)
    node_blocks: dict[int, Blocks] = field(default_factory=dict)
    """Of the pages of nodes, those worked out so far, by identity of what the context holds: pages that share them get
    the same."""

    def keep_node(self, citekey: str) -> Made | None:
        """Return the page of a node whose lines are known if it is there already, else None."""
        view = node_view(citekey, self.context, lines_of(self.relations, citekey))
        path = file_of(self.context.library.faces[citekey].address)
        return self._keep(path, node_key(view, self.digests), self._blocks_of(citekey))

    def keep_list(self, job: ListJob) -> Made | None:
        """Return a page of a list if it is there already, else None."""
        return self._keep(job.path, job.key(self.digests), self._blocks(job.shared))

    def make_nodes(self, citekeys: Sequence[str]) -> "tuple[list[Made], dict[str, Ranked]]":
        """Make the pages of some nodes, and rank what is related to them where that is not known."""
        start = perf_counter()
        ranked = rank(self.relations, citekeys)
        self.spent.ranking += perf_counter() - start
        self.nodes.fetch(citekeys)
        made: list[Made] = []
        wanted: list[tuple[str, View, bytes]] = []
        for citekey in citekeys:
            start = perf_counter()
            related = ranked[citekey].related if citekey in ranked else lines_of(self.relations, citekey)
            view = node_view(citekey, self.context, related)
            key = node_key(view, self.digests)
            path = file_of(self.context.library.faces[citekey].address)
            blocks = self._blocks_of(citekey)
            self.spent.making += perf_counter() - start
            found = self._keep(path, key, blocks)
            if found:
                made.append(found)
            else:
                wanted.append((citekey, view, key))
        kept = self._kept([key for _, _, key in wanted])
        wholes = self.cache.read_all({self.digests.nodes[citekey] for citekey, _, key in wanted if key not in kept})

        def page_of(view: View) -> Page:
            return self._node_page(view, wholes[self.digests.nodes[view.citekey]])

        faces = self.context.library.faces
        made += self._make_all(
            [
                (file_of(faces[citekey].address), key, self._blocks_of(citekey), partial(page_of, view))
                for citekey, view, key in wanted
            ],
            kept,
        )
        return made, ranked

    def make_lists(self, jobs: Sequence[ListJob]) -> list[Made]:
        """Make some pages of lists."""
        made: list[Made] = []
        wanted: list[_Wanted] = []
        for job in jobs:
            start = perf_counter()
            key, blocks = job.key(self.digests), self._blocks(job.shared)
            self.spent.making += perf_counter() - start
            found = self._keep(job.path, key, blocks)
            if found:
                made.append(found)
            else:
                wanted.append((job.path, key, blocks, job.page))
        return made + self._make_all(wanted, self._kept([key for _, key, _, _ in wanted]))

    def keep_document(self, document: Document) -> list[Made] | None:
        """Return the files of a document if they are there already, else None."""
        key = document.key(self.digests)
        paths = self.paths_by_key.get(key, frozenset())
        if not paths or not paths.issuperset(document.paths) or not self.published.keys() >= paths:
            return None
        marks = {path: self.published[path] for path in sorted(paths)}
        return [Made(path, mark.stamp.size, mark.digest, key, (), changed=False) for path, mark in marks.items()]

    def make_documents(self, documents: Sequence[Document]) -> list[Made]:
        """Make the files of some documents."""
        keys = [document.key(self.digests) for document in documents]
        kept = self._kept_values([key for document, key in zip(documents, keys, strict=True) if document.is_kept])
        made: list[Made] = []
        for document, key in zip(documents, keys, strict=True):
            start = perf_counter()
            files: Mapping[str, bytes]
            if key in kept:
                files = unpack_files(kept[key])
            else:
                try:
                    files = document.make(self.texts)
                except DocumentError as error:
                    made.append(_failed(document, error))
                    continue
                if document.is_kept:
                    self.cache.write({kept_key(key): pack_files(files)})
            self.spent.making += perf_counter() - start
            # a file of the site's own may stand in the place of one
            wanted = {path: content for path, content in files.items() if document.has(path)}
            made += [self._write(path, content, key, ()) for path, content in wanted.items()]
        return made

    def texts(self, citekeys: Collection[str]) -> dict[str, Node]:
        """Return nodes with their texts."""
        if not citekeys:
            return {}
        keys = {citekey: self.digests.nodes[citekey] for citekey in citekeys}
        wholes = self.cache.read_all(set(keys.values()))
        entries = self.context.library.entries
        return {
            citekey: unpack_entry(wholes[key]) if citekey in entries else unpack_article(wholes[key])
            for citekey, key in keys.items()
        }

    def make_file(self, path: str, content: bytes) -> Made:
        """Lay a file beside the output as it is."""
        return self._write(path, content, b"", ())

    def render_node(self, citekey: str, whole: bytes | None = None) -> tuple[str, bytes]:
        """Return path and content of a node's page as far as they are known without ranking, and write nothing.

        `whole` is the packed node where it is not kept yet. Raises `TemplateProblemError`.
        """
        if whole is None:
            key = self.digests.nodes[citekey]
            whole = self.cache.read_all([key])[key]
        page = self._node_page(node_view(citekey, self.context, lines_of(self.relations, citekey)), whole)
        content, _ = self._join(self.renderer.own(page), self._blocks_of(citekey))
        return page.path, content

    def _node_page(self, view: View, whole: bytes) -> Page:
        library, frame = self.context.library, self.context.frame
        if view.citekey in library.entries:
            return plan_entry(unpack_entry(whole), view, library.faces, frame)
        self.nodes.fetch(view.works)
        works = {citekey: library.node(citekey) for citekey in view.works}
        return plan_article(unpack_article(whole), view, library.faces, works, frame)

    def _make_all(self, wanted: Iterable[_Wanted], kept: Mapping[bytes, bytes]) -> list[Made]:
        """Make pages, those that are kept from their own parts, and keep the own parts of the others."""
        made: list[Made] = []
        rendered: dict[bytes, bytes] = {}
        for path, key, blocks, page_of in wanted:
            start = perf_counter()
            page = kept[key] if key in kept else page_of()
            self.spent.making += perf_counter() - start
            made.append(self._make(page, path, key, blocks, rendered))
        start = perf_counter()
        self.cache.write({kept_key(key): pack_own(own) for key, own in rendered.items()})
        self.spent.writing += perf_counter() - start
        return made

    def _kept(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return by key the pages' own parts that a build, whatever its output folder, has rendered before."""
        return {key: unpack_own(value) for key, value in self._kept_values(keys).items()}

    def _kept_values(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        kept = self.cache.read([kept_key(key) for key in keys])
        return {key: kept[kept_key(key)] for key in keys if kept_key(key) in kept}

    def _make(self, page: Page | bytes, path: str, key: bytes, blocks: Blocks, rendered: dict[bytes, bytes]) -> Made:
        """Make a page, which is given with what it shows, or its own part. What is rendered is put with the others."""
        start = perf_counter()
        try:
            own = page if isinstance(page, bytes) else self.renderer.own(page)
            content, marks = self._join(own, blocks)
        except TemplateProblemError as error:
            # without a key, so that it is tried again the next time
            made = self._write(path, _broken_page(error.problem), b"", ())
            return replace(made, problem=error.problem)
        if not isinstance(page, bytes):
            rendered[key] = own
        self.spent.rendering += perf_counter() - start
        return self._write(path, content, key, marks)

    def _keep(self, path: str, key: bytes, blocks: Blocks) -> Made | None:
        mark = self.published.get(path)
        if mark is None or mark.key != key or not key:
            return None
        for block in mark.blocks:
            if _key_in(blocks, block.name) != block.key:
                return None
        return Made(path, mark.stamp.size, mark.digest, key, mark.blocks, changed=False)

    def _join(self, own: bytes, blocks: Blocks) -> tuple[bytes, tuple[BlockMark, ...]]:
        parts = own_parts(own)
        names = dict.fromkeys(part for part in parts if isinstance(part, str))
        html = {name: self.renderer.block(blocks[name][0]) for name in names if name in blocks}
        content = b"".join([part if isinstance(part, bytes) else html.get(part, b"") for part in parts])
        # the empty places too: something may come to stand there
        return content, tuple([BlockMark(name, _key_in(blocks, name)) for name in names])

    def _blocks_of(self, citekey: str) -> Blocks:
        shared = node_blocks(citekey, self.context)
        blocks = self.node_blocks.get(id(shared))
        if blocks is None:
            blocks = self.node_blocks[id(shared)] = self._blocks(shared)
        return blocks

    def _blocks(self, shared: Sequence[Shared]) -> Blocks:
        return {block.name: (block, block_key(block, self.digests.frame)) for block in shared}

    def _write(self, path: str, content: bytes, key: bytes, blocks: tuple[BlockMark, ...]) -> Made:
        start = perf_counter()
        digest = content_digest(content)
        mark = self.published.get(path)
        is_there = mark is not None and mark.digest == digest
        changed = not is_there and self.staging is not None and self.staging.write(path, content)
        self.spent.writing += perf_counter() - start
        return Made(path, len(content), digest, key, blocks, changed)


def _key_in(blocks: Blocks, name: str) -> bytes:
    """Return the key of a block; empty where a page has none of this name."""
    return blocks[name][1] if name in blocks else b""


def _failed(document: Document, error: DocumentError) -> Made:
    """Stand in for a document that cannot be made; it has no key, so that it is tried again the next time."""
    place = Place(path="bibliography/site.yaml")
    problem = Problem(place=place, rule="search-failed", message=error.message, remedy=error.remedy)
    return Made(document.folder or document.paths[0], 0, b"", b"", (), changed=False, problem=problem)


def _broken_page(problem: Problem) -> bytes:
    """Stand in for a page whose template fails; only a preview shows it."""
    text = escape(str(problem))
    return f'<!doctype html><html lang="en"><title>painsite</title><body><pre>{text}</pre></body></html>\n'.encode()
