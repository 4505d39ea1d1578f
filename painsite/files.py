"""Reading the sources' folder: paths, bytes, texts; nothing outside it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from painsite.problems import Place, Problem

FOLDER = "bibliography"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A source's text."""

    path: str
    """Relative to the folder that holds `bibliography/`, with forward slashes."""
    text: str
    """Without a byte order mark; line ends as in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that an editor has written, sorted by path."""

    settings: SourceFile | None = None
    yaml: tuple[SourceFile, ...] = ()
    bibtex: tuple[SourceFile, ...] = ()
    articles: tuple[SourceFile, ...] = ()
    others: frozenset[str] = frozenset()
    """Paths of all other files, images among them."""
    problems: tuple[Problem, ...] = ()


class MissingSourceError(Exception):
    """There is no folder to read."""


@dataclass(slots=True)
class _Found:
    files: dict[str, list[SourceFile]] = field(default_factory=lambda: {"yaml": [], "bibtex": [], "articles": []})
    settings: SourceFile | None = None
    others: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def find_root(source: Path) -> Path:
    """Give the folder that holds `bibliography/`, from itself or from that folder.

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


def read_sources(root: Path) -> Sources:
    """Read every source below `root/bibliography`."""
    found = _Found()
    folder = root / FOLDER
    for path, relative in _walk(folder, FOLDER, (os.path.realpath(folder),), found):
        kind = _kind(relative)
        if kind == "":
            found.others.add(relative)
            found.problems += _stray_article(relative)
        elif (file := _read(path, relative, found)) is None:
            continue
        elif kind == "settings":
            found.settings = file
        else:
            found.files[kind].append(file)
    return Sources(
        settings=found.settings,
        yaml=tuple(found.files["yaml"]),
        bibtex=tuple(found.files["bibtex"]),
        articles=tuple(found.files["articles"]),
        others=frozenset(found.others),
        problems=tuple(found.problems),
    )


def _kind(relative: str) -> str:
    path = PurePosixPath(relative)
    in_articles = path.parts[1] == "articles" and len(path.parts) > 2
    if relative == f"{FOLDER}/site.yaml":
        return "settings"
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        return "yaml"
    if suffix == ".bib":
        return "bibtex"
    return "articles" if suffix == ".md" and in_articles else ""


def _stray_article(relative: str) -> Iterator[Problem]:
    path = PurePosixPath(relative)
    if path.suffix.lower() == ".md" and path.stem.lower() != "readme":
        yield Problem(
            place=Place(path=relative),
            rule="stray-article",
            message=f"this Markdown file is not in `{FOLDER}/articles/` and is not read",
            remedy=f"move it into `{FOLDER}/articles/`",
        )


def _walk(folder: Path, relative: str, above: tuple[str, ...], found: _Found) -> Iterator[tuple[Path, str]]:
    """Give every file below a folder in a fixed order; hidden files, editors' back-ups and what leads out are left.

    `above` holds the real paths of the folders on the way to this one and of itself.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        found.problems.append(_unreadable(relative, error))
        return
    for entry in entries:
        path, name = Path(entry.path), f"{relative}/{entry.name}"
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if not _is_utf8(name, found):
            continue
        if entry.is_symlink() and not _stays_inside(path, name, above, found):
            continue
        if entry.is_dir() and not _kind(name):
            yield from _walk(path, name, (*above, os.path.realpath(path)), found)
        elif entry.is_file():
            yield path, name
        else:
            what, remedy = ("a folder", "rename the folder") if entry.is_dir() else ("a pipe or device", "remove it")
            message = f"this is {what}, not a file"
            problem = Problem(place=Place(path=name), rule="unreadable-file", message=message, remedy=remedy)
            found.problems.append(problem)


def _is_utf8(relative: str, found: _Found) -> bool:
    try:
        relative.encode()
    except UnicodeEncodeError:
        place = Place(path=relative.encode(errors="surrogateescape").decode(errors="replace"))
        message, remedy = "the name of this file is not UTF-8", "rename it"
        found.problems.append(Problem(place=place, rule="not-utf8", message=message, remedy=remedy))
        return False
    return True


def _stays_inside(path: Path, relative: str, above: tuple[str, ...], found: _Found) -> bool:
    target = os.path.realpath(path)
    place = Place(path=relative)
    if not os.path.exists(target):  # noqa: PTH110 - a string from realpath
        message, remedy = "the link leads nowhere", "mend or remove it"
        found.problems.append(Problem(place=place, rule="unreadable-file", message=message, remedy=remedy))
        return False
    if os.path.commonpath([target, above[0]]) != above[0] or target in above:
        message = f"the link leads out of `{FOLDER}` or round in a circle"
        remedy = "copy the file into the folder instead"
        found.problems.append(Problem(place=place, rule="outside-link", message=message, remedy=remedy))
        return False
    return True


def _read(path: Path, relative: str, found: _Found) -> SourceFile | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        found.problems.append(_unreadable(relative, error))
        return None
    content = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return SourceFile(path=relative, text=content.decode())
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before.rsplit(b"\n", 1)[-1].decode(errors="replace")) + 1
        place = Place(path=relative, line=before.count(b"\n") + 1, column=column)
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8"
        found.problems.append(
            Problem(place=place, rule="not-utf8", message=message, remedy="save the file as UTF-8 in your editor")
        )
        return None


def _unreadable(relative: str, error: OSError) -> Problem:
    reason = (error.strerror or "it cannot be read").lower()
    return Problem(
        place=Place(path=relative), rule="unreadable-file", message=reason, remedy="check the file and its permissions"
    )
