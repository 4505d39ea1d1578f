"""All sources → nodes ready for linking: those seen before from the cache, the others parsed by several processes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from painsite.build.cache import Cache
from painsite.build.index import SourceRow, source_row
from painsite.build.lending import BibFile, Loans, find_loans
from painsite.build.outline import (
    NodeSource,
    Origin,
    Prepared,
    PreparedSource,
    former_key,
    origin_of,
    pack,
    prepare,
    prepare_source,
    source_key,
    unpack,
    unpack_entry,
    with_places,
)
from painsite.files import read_content, unreadable
from painsite.hashing import content_digest, encode
from painsite.model import Entry
from painsite.problems import Problem
from painsite.sources.bibtex.choice import choose_entries
from painsite.sources.bibtex.lending import NOTHING, Lent
from painsite.sources.citekeys import comparable, keys_in_broken
from painsite.sources.left_out import LeftOut
from painsite.sources.overlays import lay_over
from painsite.workers import Progress, map_forked

_SHARE = 32
"""Sources that a process is given at a time."""
_WORTH_FORKING = 100
"""Sources; fewer are parsed sooner than a process is started."""
_WRITTEN_AT_ONCE = 8_000_000
"""Bytes for the cache that may wait in memory."""


@dataclass(frozen=True, slots=True)
class NodeFile:
    """A source of nodes, unread."""

    kind: NodeSource
    path: str
    digest: bytes
    """Of its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNodes:
    """The nodes of all sources."""

    nodes: tuple[Prepared, ...]
    """With what YAML lays over BibTeX."""
    origins: tuple[Origin, ...]
    """Where each of them is kept."""
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]
    """Citekeys and aliases of the YAML and Markdown files that hold no readable node."""
    left_out: tuple[LeftOut, ...]
    """Entries of .bib files that are not among the nodes."""
    rows: tuple[SourceRow, ...]
    """What each source says, in a few words."""
    keys: tuple[bytes, ...]
    """Under which the sources are kept, as they were read alone, and what they lend, and overlays."""
    loan_problems: tuple[Problem, ...]
    """Those of `problems` that no source has by itself."""
    changed: Mapping[str, bytes]
    """By path, digests of sources that were saved between the look at them and the reading."""


def read_nodes(  # noqa: PLR0913 - each is something else that it reads
    root: Path,
    files: Iterable[NodeFile],
    cache: Cache,
    known: dict[bytes, PreparedSource],
    *,
    last: Mapping[str, bytes] = MappingProxyType({}),
    jobs: int,
    progress: Progress,
) -> ReadNodes:
    """Prepare every source. Raises `CacheError` and `msgspec.DecodeError` where the cache is damaged.

    `known` holds by their keys the sources that need not be unpacked, and afterwards those that were read. `last` holds
    by path the keys of what is shown where a source cannot be read.
    """
    reading = read_sources(root, files, cache, known, jobs=jobs, progress=progress)
    reading.fall_back(last)
    sources = reading.sources
    by_kind: dict[NodeSource, list[Prepared]] = {"yaml": [], "bibtex": [], "article": []}
    origins: dict[int, Origin] = {}
    unread: list[str] = []
    for file, own, source in zip(reading.files, reading.keys, sources, strict=True):
        key = reading.last.get(file.path, own)
        by_kind[file.kind] += source.nodes
        origins.update((id(node), origin_of(node, key, position)) for position, node in enumerate(source.nodes))
        if not source.nodes and file.kind != "bibtex":
            unread += source.unread
    chosen, left_out, left_out_problems = _choose(by_kind["bibtex"], by_kind["yaml"])
    left_out = (*(one for source in sources for one in source.left_out), *left_out)
    entries, problems, overlays = _lay_over(by_kind["yaml"], chosen, left_out, cache)
    origins.update((id(node), origin_of(node, key)) for key, node in overlays.items())
    nodes = (*entries, *by_kind["article"])
    final = frozenset(reading.keys)
    alone = [known[key] for key in reading.first_keys if key in known and key not in final]
    return ReadNodes(
        nodes=nodes,
        origins=tuple([origins[id(node)] for node in nodes]),
        problems=(
            *(problem for source in sources for problem in source.problems),
            *reading.loans.problems,
            *left_out_problems,
            *problems,
        ),
        unread=tuple(unread),
        left_out=left_out,
        rows=reading.rows(),
        loan_problems=(*reading.loans.problems, *left_out_problems, *problems),
        keys=(
            *dict.fromkeys((*reading.first_keys, *reading.former_keys, *reading.loans.keys)),
            *overlays,
            *(node.whole for source in alone for node in source.nodes),
        ),
        changed=reading.changed,
    )


def read_sources(
    root: Path,
    files: Iterable[NodeFile],
    cache: Cache,
    known: dict[bytes, PreparedSource],
    *,
    jobs: int,
    progress: Progress,
) -> "SourceReader":
    """Prepare some sources, each for itself; as `read_nodes`."""
    reading = SourceReader(root, tuple(files), cache, known)
    reading.read(jobs, progress)
    return reading


def read_former(path: str, lent: Lent, cache: Cache, known: Mapping[bytes, PreparedSource]) -> PreparedSource | None:
    """Return what a .bib file was when it was last read with what others lend it; as `read_nodes`."""
    name = former_key(path, lent)
    key = cache.read([name]).get(name, b"")
    if key in known:
        return known[key]
    packed = cache.read([key]).get(key) if key else None
    return unpack(packed) if packed else None


class SourceReader:
    """One reading of sources."""

    def __init__(
        self, root: Path, files: tuple[NodeFile, ...], cache: Cache, known: dict[bytes, PreparedSource]
    ) -> None:
        self.root, self.files, self.cache, self.known = root, files, cache, known
        self.keys = [source_key(file.kind, file.path, file.digest) for file in files]
        self.first_keys = tuple(self.keys)
        """Of the sources read each by itself."""
        self.former_keys: tuple[bytes, ...] = ()
        """Under which it is kept what .bib files are to be compared with when they were edited."""
        self.loans = Loans()
        self.sources: list[PreparedSource] = []
        self.last: dict[str, bytes] = {}
        """By path, keys of what stands in the place of sources that cannot be read."""
        self.changed: dict[str, bytes] = {}
        self.waiting: dict[bytes, bytes] = {}
        self.size = 0

    def read(self, jobs: int, progress: Progress) -> None:
        """Prepare every source, and those .bib files again that others lend something."""
        self.prepare(range(len(self.files)), jobs, progress)
        self.first_keys = tuple(self.keys)
        bibs = [number for number, file in enumerate(self.files) if file.kind == "bibtex"]
        if len(bibs) > 1:
            self.borrow(bibs, jobs, progress)
        lent = {file.path: self.loans.lent.get(file.path) for file in self.files if file.kind == "bibtex"}
        self.former_keys = (*map(former_key, lent), *(former_key(path, loan) for path, loan in lent.items() if loan))
        self.sources = [self.known[key] for key in self.keys]
        for key in self.known.keys() - {*self.keys, *self.first_keys}:
            del self.known[key]

    def fall_back(self, last: Mapping[str, bytes]) -> None:
        """Put in the place of what cannot be read the nodes that were last read there, with the problems of now."""
        empty = {
            number: last[file.path]
            for number, (file, source) in enumerate(zip(self.files, self.sources, strict=True))
            if file.path in last and file.kind != "bibtex" and source.problems and not source.nodes
        }
        kept = self.cache.read(set(empty.values()))
        for number, key in empty.items():
            if key in kept and (former := unpack(kept[key])).nodes:
                self.last[self.files[number].path] = key
                self.sources[number] = replace(self.sources[number], nodes=former.nodes)

    def rows(self) -> tuple[SourceRow, ...]:
        """Say in a few words what each source holds."""
        return tuple(
            [
                source_row(
                    file.path,
                    self.changed.get(file.path, file.digest),
                    key,
                    source,
                    self.last.get(file.path, b""),
                )
                for file, key, source in zip(self.files, self.keys, self.sources, strict=True)
            ]
        )

    def borrow(self, bibs: list[int], jobs: int, progress: Progress) -> None:
        """Read .bib files once more with what others lend them."""
        files = [self.files[number] for number in bibs]
        digests = [self.changed.get(file.path, file.digest) for file in files]
        sources = [self.known[self.keys[number]] for number in bibs]
        alone = [
            BibFile(file.path, digest, source) for file, digest, source in zip(files, digests, sources, strict=True)
        ]
        self.loans = find_loans(self.root, alone, self.cache)
        again = []
        for number, file, digest in zip(bibs, files, digests, strict=True):
            if file.path in self.loans.lent and digest:
                self.keys[number] = source_key("bibtex", file.path, digest, self.loans.lent[file.path])
                again.append(number)
        self.prepare(again, jobs, progress)

    def prepare(self, numbers: Sequence[int], jobs: int, progress: Progress) -> None:
        """Prepare some sources by their keys."""
        kept = self.cache.read([self.keys[number] for number in numbers if self.keys[number] not in self.known])
        self.known.update((key, unpack(packed)) for key, packed in kept.items())
        missing = [number for number in numbers if self.keys[number] not in self.known]
        del kept
        parsed = map_forked(self.parse, missing, jobs=jobs, share=_SHARE, least=_WORTH_FORKING)
        try:
            for done, (number, (digest, packed, values)) in enumerate(zip(missing, parsed, strict=True), 1):
                self.keep(number, digest, packed, values)
                progress("reading", done, len(missing))
        finally:  # what `known` holds has to be in the cache, though the build be superseded
            self.flush()

    def parse(self, number: int) -> tuple[bytes, bytes, dict[bytes, bytes]]:
        """Read and prepare one source, in any process: digest of its content, packed source, what is kept besides."""
        file = self.files[number]
        try:
            content = read_content(self.root, file.path)
        except OSError as error:  # it vanished, or may not be read, since it was looked at
            keys = keys_in_broken("", file.path) if file.kind != "bibtex" else ()
            return b"", pack(PreparedSource(problems=(unreadable(file.path, error),), unread=keys)), {}
        lent = self.loans.lent.get(file.path, NOTHING)
        digest = content_digest(content)
        former = read_former(file.path, lent, self.cache, self.known) if file.kind == "bibtex" else None
        source, values = prepare_source(file.kind, content, file.path, lent, former)
        if source.cuts:
            values[former_key(file.path, lent)] = source_key(file.kind, file.path, digest, lent)
        return digest, pack(source), values

    def keep(self, number: int, digest: bytes, packed: bytes, values: dict[bytes, bytes]) -> None:
        """Put a source among what waits to be written. It is kept by what was read, not by what was expected."""
        file = self.files[number]
        lent = self.loans.lent.get(file.path)
        if lent and digest != self.changed.get(file.path, file.digest):
            # it was saved since it was read by itself: that stands, and the next build finds the file changed
            self.keys[number] = self.first_keys[number]
            return
        if digest != file.digest:
            self.changed[file.path] = digest
            self.keys[number] = source_key(file.kind, file.path, digest, lent or NOTHING)
        self.known[self.keys[number]] = unpack(packed)
        if digest:
            self.waiting[self.keys[number]] = packed
            self.waiting.update(values)
            self.size += len(packed) + sum(map(len, values.values()))
        if self.size > _WRITTEN_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self.cache.write(self.waiting, kind="text")
        self.waiting, self.size = {}, 0


def _choose(
    from_bibtex: list[Prepared], from_yaml: list[Prepared]
) -> tuple[list[Prepared], tuple[LeftOut, ...], tuple[Problem, ...]]:
    """Choose the entries of .bib files that can be used by their outlines."""
    known = {id(one.outline): one for one in from_bibtex}
    overlaid = {comparable(one.outline.citekey) for one in from_yaml}
    chosen, left_out, problems = choose_entries(map(_entry, from_bibtex), overlaid)
    return [known[id(entry)] for entry in chosen], left_out, problems


def _lay_over(
    from_yaml: list[Prepared], from_bibtex: list[Prepared], left_out: tuple[LeftOut, ...], cache: Cache
) -> tuple[list[Prepared], tuple[Problem, ...], dict[bytes, Prepared]]:
    """Lay YAML over BibTeX by the outlines; only new pairs are unpacked, and prepared again as one.

    Gives all entries, the problems, and the pairs by the keys under which they are kept.
    """
    known = {id(one.outline): one for one in (*from_yaml, *from_bibtex)}
    laid, problems = lay_over(map(_entry, from_yaml), map(_entry, from_bibtex), left_out)
    merged = [entry for entry in laid if id(entry) not in known]
    upper = {(comparable(one.outline.citekey), one.outline.path): one for one in from_yaml}
    lower = {comparable(one.outline.citekey): one for one in reversed(from_bibtex)}
    pairs = []
    for entry in merged:
        key = comparable(entry.citekey)
        pairs.append((entry, upper[key, entry.path], lower[key]))
    # what is given as empty takes away; where things stand does not matter, so that lines may be put in above
    keys = [
        content_digest(b"overlay" + upper.whole + lower.whole + encode(sorted(upper.outline.places)))
        for _, upper, lower in pairs
    ]
    prepared = _prepare_pairs(keys, pairs, cache)
    known.update(zip(map(id, merged), prepared, strict=True))
    return [known[id(entry)] for entry in laid], problems, dict(zip(keys, prepared, strict=True))


def _prepare_pairs(keys: list[bytes], pairs: list[tuple[Entry, Prepared, Prepared]], cache: Cache) -> list[Prepared]:
    """Prepare each merged entry, which is given as an outline with the two prepared ones that it is made of.

    One that is kept may stand elsewhere by now; the outline knows where.
    """
    kept = cache.read(keys)
    missing = [both for key, (_, *both) in zip(keys, pairs, strict=True) if key not in kept]
    wholes = cache.read_all({one.whole for both in missing for one in both})
    written: dict[bytes, bytes] = {}
    found: list[Prepared] = []
    for key, (outline, *both) in zip(keys, pairs, strict=True):
        if key in kept:
            (known,) = unpack(kept[key]).nodes
            found.append(replace(known, entry=with_places(_entry(known), outline)))
            continue
        upper, lower = (with_places(unpack_entry(wholes[one.whole]), _entry(one)) for one in both)
        laid, _ = lay_over([upper], [lower])
        prepared, whole = prepare(laid[0])
        written[key], written[prepared.whole] = pack(PreparedSource(nodes=(prepared,))), whole
        found.append(prepared)
    cache.write(written)
    return found


def _entry(prepared: Prepared) -> Entry:
    assert prepared.entry is not None  # noqa: S101 - of these sources there are only entries
    return prepared.entry
