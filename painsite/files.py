"""Reading the sources' folder: paths, stamps, bytes, texts; nothing outside it."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from painsite.model import Value
from painsite.problems import Place, Problem
from painsite.unread import ARTICLES, FOLDER, OF_THE_SITE, is_readme, misnamed, suffix_of, warn_of_unread

SourceKind = Literal["settings", "yaml", "bibtex", "article", "other"]
_KIND_BY_SUFFIX: dict[str, SourceKind] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".bib": "bibtex",
    ".md": "article",
    ".markdown": "article",
}


class Stamp(Value, frozen=True, array_like=True):
    """What the file system says of a file's content without reading it."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds."""
    changed: int
    """When the content or the file itself was changed, which nobody can set back; nanoseconds."""
    inode: int


class FoundFile(Value, frozen=True):
    """A file below `bibliography/`."""

    path: str
    """Relative to the folder that holds `bibliography/`, with forward slashes."""
    kind: SourceKind
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What lies below `bibliography/`, unread."""

    files: tuple[FoundFile, ...] = ()
    """Sorted by path within each folder."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A source's text."""

    path: str
    """As in `FoundFile`."""
    text: str
    """Without a byte order mark; line ends as in the file."""


class MissingSourceError(Exception):
    """There is no folder to read."""


@dataclass(slots=True)
class _Found:
    files: list[FoundFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: str, rule: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(place=Place(path=path), rule=rule, message=message, remedy=remedy))


def find_root(source: Path) -> Path:
    """Return the folder that holds `bibliography/`, from itself or from that folder.

    Raises `MissingSourceError` where there is neither.
    """
    if (source / FOLDER).is_dir():
        return source
    if source.is_dir() and source.resolve().name == FOLDER:
        return source.resolve().parent
    raise MissingSourceError(
        f"there is no folder `{FOLDER}` in `{source}`; make a site with `painsite init {source}`, or name another"
        " folder with --source"
    )


def list_sources(root: Path) -> Listing:
    """List every file below `root/bibliography`, without reading any."""
    found = _Found()
    folder = os.path.join(root, FOLDER)  # noqa: PTH118 - strings throughout: a Path for each of 100,000 files costs
    _walk(folder, FOLDER, (os.path.realpath(folder),), found)
    unread = warn_of_unread(file.path for file in found.files if file.kind == "other")
    return Listing(files=tuple(found.files), problems=(*found.problems, *unread))


def stamp_of(status: os.stat_result) -> Stamp:
    """Return a file's stamp."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def read_content(root: Path, path: str) -> bytes:
    """Read a file by its path from the folder that holds `bibliography/`. Raises `OSError`."""
    with open(os.path.join(root, path), "rb", buffering=0) as file:  # noqa: PTH118, PTH123 - as above
        return file.read()


def decode_source(content: bytes, path: str) -> SourceFile | Problem:
    """Return a source's text, or the problem where it is not UTF-8."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return SourceFile(path=path, text=content.decode())
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before.rsplit(b"\n", 1)[-1].decode(errors="replace")) + 1
        place = Place(path=path, line=before.count(b"\n") + 1, column=column)
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem(place=place, rule="not-utf8", message=message, remedy="save the file as UTF-8 in your editor")


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that cannot be read."""
    reason = (error.strerror or "it cannot be read").lower()
    return Problem(
        place=Place(path=path), rule="unreadable-file", message=reason, remedy="check the file and its permissions"
    )


def kind_of(path: str) -> SourceKind:
    """Return what a file below `bibliography/` is, by its path."""
    if path in OF_THE_SITE:
        return "settings"
    kind = _KIND_BY_SUFFIX.get(suffix_of(path), "other")
    if kind == "article":
        return kind if path.startswith(ARTICLES) and not is_readme(path) else "other"
    return "other" if kind == "yaml" and misnamed(path) else kind


def _walk(folder: str, relative: str, above: tuple[str, ...], found: _Found) -> None:
    """Collect every file below a folder in a fixed order; hidden files, editors' back-ups and what leads out are left.

    `above` holds the real paths of the folders on the way to this one and of itself.
    """
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.problems.append(unreadable(relative, error))
        return
    for entry in inside:
        path = f"{relative}/{entry.name}"
        if path.endswith("~") or entry.name.startswith((".", "~$")) or not _is_utf8(path, found):
            continue
        if entry.is_symlink() and not _stays_inside(entry.path, path, above, found):
            continue
        kind = kind_of(path)
        if entry.is_file():
            _add(entry, path, kind, found)
        elif not entry.is_dir():
            found.report(path, "unreadable-file", "this is a pipe or device, not a file", "remove it")
        elif kind == "other":
            _walk(entry.path, path, (*above, os.path.realpath(entry.path)), found)
        else:
            found.report(path, "unreadable-file", "this is a folder, not a file", "rename the folder")


def _add(entry: os.DirEntry[str], path: str, kind: SourceKind, found: _Found) -> None:
    try:
        stamp = stamp_of(entry.stat())
    except OSError as error:  # it vanished since the folder was read
        found.problems.append(unreadable(path, error))
        return
    found.files.append(FoundFile(path, kind, stamp))


def _is_utf8(path: str, found: _Found) -> bool:
    if path.isascii():
        return True
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode(errors="surrogateescape").decode(errors="replace")
        found.report(shown, "not-utf8", "this file's name is not UTF-8", "rename it")
        return False
    return True


def _stays_inside(link: str, path: str, above: tuple[str, ...], found: _Found) -> bool:
    target = os.path.realpath(link)
    if not os.path.exists(target):  # noqa: PTH110 - a string from realpath
        found.report(path, "unreadable-file", "the link leads nowhere", "repair or remove it")
        return False
    if os.path.commonpath([target, above[0]]) != above[0] or target in above:
        message = f"the link leads out of `{FOLDER}` or in a circle"
        found.report(path, "outside-link", message, "copy the file into the folder instead")
        return False
    return True


def folders_above(path: str) -> Iterator[str]:
    """Yield every folder that a file is in, `` last."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that these files are in, `` among them."""
    found = {""}
    for path in paths:
        for folder in folders_above(path):
            if folder in found:
                break
            found.add(folder)
    return found
