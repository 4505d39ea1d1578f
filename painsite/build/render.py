"""Planned files → files beside the output: in any process, and only those that are not there already."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from time import perf_counter
from typing import TYPE_CHECKING, cast

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.cache import Cache
from painsite.build.outline import unpack_article, unpack_entry
from painsite.build.outputs import BlockMark, OutputMark
from painsite.build.related import Relations, lines_of, rank
from painsite.build.stale import Blocks, Keys, key_in
from painsite.hashing import content_digest
from painsite.model import Node, Value
from painsite.output.publish import Staging
from painsite.output.render import Renderer, TemplateProblemError, own_parts
from painsite.pages.plan import KINDS
from painsite.pages.planned import DataFileError, FileKind, Materials, Page, PageKind, Planned, make_files, make_page
from painsite.problems import Place, Problem

if TYPE_CHECKING:
    from painsite.linking.related.ranking import Ranked
    from painsite.model import Related

_MOST_RECORDS = 20_000
"""Of what several files are made of, as much as is kept in a process."""
_MOST_LINES = 1 << 16
"""The same of lines on lists, which are smaller."""


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
    is_rendered: bool = False
    """It was made in this build, and not taken as it was kept."""


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


@dataclass(slots=True, kw_only=True)
class KeptTexts:
    """Nodes with their texts, from the cache; those of one batch are read at once."""

    cache: Cache
    keys: Mapping[str, bytes]
    """Of all nodes, by citekey."""
    entries: Collection[str]
    """Citekeys of those that are entries."""
    held: dict[str, Node] = field(default_factory=dict)

    def hold(self, citekeys: Iterable[str]) -> None:
        """Read some, and let go of those that were read before. Raises `CacheError` and `msgspec.DecodeError`."""
        self.held = {}
        self.held = self(list(dict.fromkeys(citekeys)))

    def __call__(self, citekeys: Collection[str]) -> dict[str, Node]:
        """Return some of them. Raises what `hold` raises."""
        missing = {citekey: self.keys[citekey] for citekey in citekeys if citekey not in self.held}
        wholes = self.cache.read_all(set(missing.values())) if missing else {}
        found = {
            citekey: unpack_entry(wholes[key]) if citekey in self.entries else unpack_article(wholes[key])
            for citekey, key in missing.items()
        }
        return {citekey: found[citekey] if citekey in found else self.held[citekey] for citekey in citekeys}


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes the files of one build; workers inherit it."""

    materials: Materials
    texts: KeptTexts
    """Those of the materials."""
    keys: Keys
    relations: Relations
    renderer: Renderer
    cache: Cache
    staging: Staging | None
    """None for a check: pages are rendered and thrown away."""
    published: Mapping[str, OutputMark]
    """By path, the files that are as the last build left them."""
    spent: Spent = field(default_factory=Spent)

    def make_nodes(self, nodes: Sequence[Planned]) -> "tuple[list[Made], dict[str, Ranked]]":
        """Make the pages of some nodes, and rank what is related to them where that is not known."""
        self._tidy(is_done=True)  # lists and data files come before
        start = perf_counter()
        ranked = rank(self.relations, [planned.texts[0] for planned in nodes])
        self.spent.ranking += perf_counter() - start
        related = {
            citekey: ranked[citekey].related if citekey in ranked else lines_of(self.relations, citekey)
            for citekey in (planned.texts[0] for planned in nodes)
        }
        return self.make_pages(nodes, related), ranked

    def make_pages(
        self, pages: Sequence[Planned], related: "Mapping[str, tuple[Related, ...]] | None" = None
    ) -> list[Made]:
        """Make some pages; `related` by the citekey of each that is a node's."""
        self._tidy()
        made: list[Made] = []
        wanted: list[tuple[Planned, bytes, tuple[Related, ...]]] = []
        for planned in pages:
            lines = related[planned.texts[0]] if related and planned.texts else ()
            key = self.keys.of(planned, lines)
            blocks = self.keys.blocks_of(planned)
            mark = self.published.get(planned.paths[0])
            if mark is not None and self.keys.is_there(mark, key, blocks):
                made.append(kept(planned.paths[0], mark))
            else:
                wanted.append((planned, key, lines))
        owns = self.cache.read([key for _, key, _ in wanted])
        self.texts.hold([citekey for planned, key, _ in wanted if key not in owns for citekey in planned.texts])
        rendered: dict[bytes, bytes] = {}
        for planned, key, lines in wanted:
            made.append(self._make_page(planned, key, lines, owns.get(key), rendered))
        self._keep(rendered, kind="page")
        return made

    def make_data_files(self, files: Sequence[Planned]) -> list[Made]:
        """Make some data files."""
        self._tidy()
        keys = [self.keys.of(planned) for planned in files]
        dear = self.cache.read([key for planned, key in zip(files, keys, strict=True) if _kind(planned).is_kept])
        made: list[Made] = []
        for planned, key in zip(files, keys, strict=True):
            start = perf_counter()
            contents: Mapping[str, bytes]
            if key in dear:
                contents = msgpack.decode(dear[key], type=dict[str, bytes])
            else:
                try:
                    contents = make_files(planned, _kind(planned), self.materials)
                except DataFileError as error:
                    made.append(_failed(planned, error))
                    continue
                if _kind(planned).is_kept:
                    self._keep({key: msgpack.encode(contents)})
            self.spent.making += perf_counter() - start
            made += [
                replace(self.write(path, contents[path], key), is_rendered=key not in dear)
                for path in planned.published(contents)
            ]
        return made

    def write(self, path: str, content: bytes, key: bytes = b"", blocks: tuple[BlockMark, ...] = ()) -> Made:
        """Lay a file beside the output."""
        start = perf_counter()
        digest = content_digest(content)
        mark = self.published.get(path)
        is_there = mark is not None and mark.digest == digest
        changed = not is_there and self.staging is not None and self.staging.write(path, content)
        self.spent.writing += perf_counter() - start
        return Made(path, len(content), digest, key, blocks, changed)

    def render(self, planned: Planned, materials: Materials) -> tuple[str, bytes]:
        """Return path and content of a node's page as far as they are known without ranking, and write nothing.

        Raises `TemplateProblemError`.
        """
        page = self._page(planned, materials, lines_of(self.relations, planned.texts[0]))
        content, _ = self._join(self.renderer.own(page), self.keys.blocks_of(planned))
        return planned.paths[0], content

    def _make_page(
        self,
        planned: Planned,
        key: bytes,
        related: "tuple[Related, ...]",
        own: bytes | None,
        rendered: dict[bytes, bytes],
    ) -> Made:
        """Make a page, from its own part where that is kept. What is rendered is put with the others."""
        blocks, path = self.keys.blocks_of(planned), planned.paths[0]
        is_rendered = own is None
        try:
            if own is None:
                start = perf_counter()
                page = self._page(planned, self.materials, related)
                self.spent.making += perf_counter() - start
                start = perf_counter()
                own = rendered[key] = self.renderer.own(page)
                self.spent.rendering += perf_counter() - start
            content, marks = self._join(own, blocks)
        except TemplateProblemError as error:
            rendered.pop(key, None)
            # without a key, so that it is tried again the next time
            return replace(self.write(path, _broken_page(error.problem)), problem=error.problem)
        return replace(self.write(path, content, key, marks), is_rendered=is_rendered)

    def _page(self, planned: Planned, materials: Materials, related: "tuple[Related, ...]") -> Page:
        return make_page(planned, cast("PageKind[object]", KINDS[planned.kind]), materials, related)

    def _join(self, own: bytes, blocks: Blocks) -> tuple[bytes, tuple[BlockMark, ...]]:
        parts = own_parts(own)
        names = dict.fromkeys(part for part in parts if isinstance(part, str))
        html = {name: self.renderer.block(blocks[name][0]) for name in names if name in blocks}
        content = b"".join([part if isinstance(part, bytes) else html.get(part, b"") for part in parts])
        # the empty places too: something may come to stand there
        return content, tuple([BlockMark(name, key_in(blocks, name)) for name in names])

    def _keep(self, values: Mapping[bytes, bytes], kind: str = "") -> None:
        start = perf_counter()
        self.cache.write(values, kind=kind)
        self.spent.writing += perf_counter() - start

    def _tidy(self, *, is_done: bool = False) -> None:
        """Let go what files have in common: where there is too much of it, or all of it where they are made."""
        workshop = self.materials.workshop
        for known, most in (
            (workshop.lines, _MOST_LINES), (workshop.records, _MOST_RECORDS), (workshop.items, _MOST_RECORDS)
        ):  # fmt: skip
            if is_done or len(known) > most:
                known.clear()


def kept(path: str, mark: OutputMark) -> Made:
    """Return a file that stays as the last build left it."""
    return Made(path, mark.stamp.size, mark.digest, mark.key, mark.blocks, changed=False)


def _kind(planned: Planned) -> FileKind[object]:
    return cast("FileKind[object]", KINDS[planned.kind])


def _failed(planned: Planned, error: DataFileError) -> Made:
    """Stand in for a data file that cannot be made; it has no key, so that it is tried again the next time."""
    place = Place(path="bibliography/site.yaml")
    problem = Problem(place=place, rule="search-failed", message=error.message, remedy=error.remedy)
    return Made(planned.folder or planned.paths[0], 0, b"", b"", (), changed=False, problem=problem)


def _broken_page(problem: Problem) -> bytes:
    """Stand in for a page whose template fails; only a preview shows it."""
    text = escape(str(problem))
    return f'<!doctype html><html lang="en"><title>painsite</title><body><pre>{text}</pre></body></html>\n'.encode()
