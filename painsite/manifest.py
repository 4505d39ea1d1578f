"""What the last build of a folder read and wrote: enough to know, without making anything, that nothing has changed."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec import msgpack

from painsite.files import Listing, Stamp, digest_of, list_sources, stamp_of
from painsite.model import Value
from painsite.problems import Problem, Severity
from painsite.theme import STATIC, TEMPLATES

_MARGIN = 2_000_000_000
"""Nanoseconds. Times of files come in steps of up to two seconds: of what was changed so recently, a second change may
have left the stamp as it was."""
_NO_FOLDER = -1


class FileMark(Value, frozen=True, array_like=True):
    """A file that was read."""

    stamp: Stamp | None
    """None where the stamp says nothing, because the file had just been changed."""
    digest: bytes
    """Empty where it was not read yet."""


class BlockMark(Value, frozen=True, array_like=True):
    """A part of a page that it shares with others."""

    name: str
    key: bytes


class OutputMark(Value, frozen=True, array_like=True):
    """A file that was written."""

    stamp: Stamp
    digest: bytes
    key: bytes
    """Of all that is in it, shared blocks aside; empty where it has to be made to know that."""
    blocks: tuple[BlockMark, ...] = ()


class Result(Value, frozen=True, kw_only=True):
    """What a build or check has found and done."""

    problems: tuple[Problem, ...] = ()
    """Sorted, each once, without those switched off."""
    errors: int = 0
    warnings: int = 0
    entries: int = 0
    articles: int = 0
    citations: int = 0
    pages: int = 0
    """HTML files."""
    files: int = 0
    size: int = 0
    """Bytes of all files."""
    parts: Mapping[str, int] = {}
    """Files by the part of the site that they belong to, where there are very many."""
    large: Mapping[str, int] = {}
    """Bytes by path of files that are very large."""
    identifiers_left_out: int = 0
    """DOIs and PMIDs that have no address because they are too many."""
    written: int = 0
    """Files that changed; 0 where nothing was published."""
    rules: Mapping[str, Severity] = {}
    """Severities that the settings change."""
    notes: tuple[str, ...] = ()
    """What else an editor may want to know of this run, such as a cache that was thrown away."""
    spent: Mapping[str, float] = {}
    """Seconds by part of the rendering, over all processes."""


class Manifest(Value, frozen=True, kw_only=True):
    """What a build read and wrote."""

    fingerprint: bytes = b""
    """Of the program, the options and the content of everything that was read."""
    inputs: Mapping[str, FileMark] = {}
    """By name, see `Inputs`."""
    outputs: Mapping[str, OutputMark] = {}
    """By path from the output folder."""
    folders: Mapping[str, int] = {}
    """By path, `` for the output folder itself: when something was last put in or taken out; nanoseconds."""
    wholes: Mapping[str, bytes] = {}
    """By citekey, digests of the nodes with their texts."""
    world: bytes = b""
    """Digest of all that more than one page shows; empty where pages have to be looked at one by one."""
    result: Result = Result()


_decoder = msgpack.Decoder(Manifest)


def unpack_manifest(packed: bytes) -> Manifest:
    """Give a manifest. Raises `msgspec.DecodeError`."""
    return _decoder.decode(packed)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything on disk that a build depends on, read as little as possible."""

    seed: bytes
    """Stands for program and options."""
    listing: Listing
    marks: Mapping[str, FileMark]
    """By name: the path of a source, `templates/…` and `static/…` of the site, `default/templates/…` and
    `default/static/…` of the theme. Other files below `bibliography/` only where they are published."""

    @property
    def others(self) -> frozenset[str]:
        """Give the files below `bibliography/` that are no sources."""
        return frozenset(file.path for file in self.listing.files if file.kind == "other")

    @cached_property
    def fingerprint(self) -> bytes:
        """Stand for all that was looked at: where it is the same, so is the site."""
        return self._digest(frozenset())

    @cached_property
    def shape(self) -> bytes:
        """Stand for the same apart from what stands in YAML and Markdown sources."""
        return self._digest(frozenset(file.path for file in self.listing.files if file.kind in {"yaml", "article"}))

    def _digest(self, apart_from: frozenset[str]) -> bytes:
        names = "\n".join(file.path for file in self.listing.files)
        found = "\n".join(map(str, self.listing.problems))
        lines = b"".join(_line(name, self.marks[name]) for name in sorted(self.marks.keys() - apart_from))
        return digest_of(b"\0".join((self.seed, names.encode(), found.encode(errors="replace"), lines)))

    def digest(self, *prefixes: str) -> bytes:
        """Stand for the content of all files whose names begin so."""
        names = sorted(name for name in self.marks if name.startswith(prefixes))
        return digest_of(b"".join(_line(name, self.marks[name]) for name in names))

    def with_digests(self, digests: Mapping[str, bytes]) -> "Inputs":
        """Give the same with files whose content was not looked at, or was found to be another."""
        marks = dict(self.marks)
        new = {name: digest for name, digest in digests.items() if name not in marks or marks[name].digest != digest}
        if not new:
            return self
        for name, digest in new.items():
            mark = marks.get(name)
            # of what was read after the look its stamp is older, so that a change in between is noticed the next time
            marks[name] = FileMark(mark.stamp if mark and not mark.digest else None, digest)
        return Inputs(seed=self.seed, listing=self.listing, marks=marks)


def look(root: Path, before: Manifest, *, seed: bytes, now: int, is_first: bool = False) -> Inputs:
    """Look at everything that a build depends on; read what is new or may have changed since `before`.

    `now` is the time in nanoseconds. The first time of all every source is going to be parsed, and is not read before.
    """
    listing = list_sources(root)
    marks: dict[str, FileMark] = {}
    for file in listing.files:
        if file.kind != "other" or file.path in before.inputs:
            mark = (
                FileMark(_settled(file.stamp, now), b"")
                if is_first and file.kind != "settings"
                else _mark(f"{root}/{file.path}", file.stamp, before.inputs.get(file.path), now)
            )
            if mark is not None:
                marks[file.path] = mark
    for name, path in _theme_files(root):
        try:
            mark = _mark(path, stamp_of(os.stat(path)), before.inputs.get(name), now)  # noqa: PTH116
        except OSError:  # a link that leads nowhere
            continue
        if mark is not None:
            marks[name] = mark
    return Inputs(seed=seed, listing=listing, marks=marks)


def _mark(path: str, stamp: Stamp, before: FileMark | None, now: int) -> FileMark | None:
    if before is not None and before.stamp == stamp:
        return before
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            digest = digest_of(file.read())
    except OSError:
        return None
    return FileMark(_settled(stamp, now), digest)


def _settled(stamp: Stamp, now: int) -> Stamp | None:
    return stamp if max(stamp.modified, stamp.changed) < now - _MARGIN else None


def _line(name: str, mark: FileMark) -> bytes:
    return b"%s\0%s\0" % (name.encode(errors="surrogateescape"), mark.digest)


def _theme_files(root: Path) -> Iterable[tuple[str, str]]:
    """Give every template and static file, of the site and of the theme, by name."""
    own = [(name, os.path.join(root, name)) for name in ("templates", "static")]  # noqa: PTH118
    for prefix, top in (*own, ("default/templates", str(TEMPLATES)), ("default/static", str(STATIC))):
        for path in _files_below(top, follow=prefix == "templates"):
            yield f"{prefix}{path[len(top) :]}".replace(os.sep, "/"), path


def _files_below(folder: str, above: tuple[str, ...] = (), *, follow: bool) -> Iterator[str]:
    """Give every file below a folder, those behind links to folders where they are followed; round a circle once."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # there is none, or it may not be read
        return
    for entry in inside:
        if not os.path.isdir(entry.path):  # noqa: PTH112 - false, too, for a link that leads to itself
            yield entry.path
        elif follow or not entry.is_symlink():
            yield from _files_below(entry.path, (*above, real), follow=follow)


@dataclass(slots=True, kw_only=True)
class Published:
    """What stands in the output folder, compared with what the last build left there."""

    outputs: dict[str, OutputMark] = field(default_factory=dict)
    """The files that are as they were written, by path; their stamps may be new."""
    folders: dict[str, int] = field(default_factory=dict)
    """As in `Manifest`, as far as nothing foreign was put in."""
    foreign: list[str] = field(default_factory=list)
    """Files, links and folders that the last build did not leave there."""
    is_as_left: bool = True
    """Every file is there, and nothing else."""


def inspect(output: Path, before: Manifest) -> Published:
    """Compare the output folder with what the last build left there; times differ, content decides."""
    found = Published()
    base = os.fspath(output)
    gone = set(_inspect_folders(base, before, found))
    for path, mark in before.outputs.items():
        if gone and not gone.isdisjoint(_folders_above(path)):
            continue
        try:
            status = os.lstat(f"{base}/{path}")
        except OSError:
            continue
        stamp = stamp_of(status)
        if stamp == mark.stamp:
            found.outputs[path] = mark
        elif S_ISREG(status.st_mode) and _content_digest(f"{base}/{path}") == mark.digest:
            found.outputs[path] = OutputMark(stamp, mark.digest, mark.key, mark.blocks)
    found.is_as_left = not found.foreign and len(found.outputs) == len(before.outputs)
    return found


def _inspect_folders(base: str, before: Manifest, found: Published) -> list[str]:
    """Look for what is foreign; give the folders that have become something else."""
    inside: dict[str, set[str]] = {}
    odd = []
    for path, time in before.folders.items():
        now = folder_time(f"{base}/{path}" if path else base)
        found.folders[path] = now
        if now == time:
            continue
        if now == _NO_FOLDER:
            odd.append(path)
            continue
        if not inside:
            for one in (*before.outputs, *before.folders):
                if one:
                    inside.setdefault(one.rpartition("/")[0], set()).add(one)
        with os.scandir(f"{base}/{path}") as entries:
            names = [f"{path}/{entry.name}" if path else entry.name for entry in entries]
        known = inside.get(path, set())
        found.foreign += [name for name in names if name not in known and not _is_gits(name)]
    found.foreign += [path for path in odd if os.path.lexists(f"{base}/{path}")]
    return odd


def _folders_above(path: str) -> Iterator[str]:
    """Give every folder that a file is in, `` last."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _is_gits(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".git")


def folder_time(path: str) -> int:
    """Tell when something was last put into a folder or taken out; -1 where it is no folder, or a link to one."""
    try:
        status = os.lstat(path)
    except OSError:
        return _NO_FOLDER
    return status.st_mtime_ns if S_ISDIR(status.st_mode) else _NO_FOLDER


def _content_digest(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return digest_of(file.read())
    except OSError:
        return b""


def mark_output(base: str, path: str, digest: bytes, key: bytes, blocks: tuple[BlockMark, ...]) -> OutputMark:
    """Mark a file that was just published. Raises `OSError`."""
    return OutputMark(stamp_of(os.lstat(f"{base}/{path}")), digest, key, blocks)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Give every folder that these files are in, `` among them."""
    found = {""}
    for path in paths:
        for folder in _folders_above(path):
            if folder in found:
                break
            found.add(folder)
    return found
