"""What a build reads: every file on disk that it depends on, looked at as little as possible."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from painsite.files import Listing, Stamp, list_sources, stamp_of
from painsite.hashing import content_digest
from painsite.model import Value
from painsite.theme import STATIC, TEMPLATES

_MARGIN = 2_000_000_000
"""Nanoseconds. Times of files come in steps of up to two seconds: of what was changed so recently, a second change may
have left the stamp as it was."""


class FileMark(Value, frozen=True, array_like=True):
    """A file that was read."""

    stamp: Stamp | None
    """None where the stamp says nothing, because the file had just been changed."""
    digest: bytes
    """Empty where it was not read yet."""


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
        """Return the files below `bibliography/` that are no sources."""
        return frozenset(file.path for file in self.listing.files if file.kind == "other")

    @cached_property
    def fingerprint(self) -> bytes:
        """Stand for all that was looked at: where it is the same, so is the site."""
        names = "\n".join(file.path for file in self.listing.files)
        found = "\n".join(map(str, self.listing.problems))
        lines = b"".join(_line(name, self.marks[name]) for name in sorted(self.marks))
        return content_digest(b"\0".join((self.seed, names.encode(), found.encode(errors="replace"), lines)))

    def digest(self, *prefixes: str) -> bytes:
        """Stand for the content of all files whose names begin so."""
        names = sorted(name for name in self.marks if name.startswith(prefixes))
        return content_digest(b"".join(_line(name, self.marks[name]) for name in names))

    def with_digests(self, digests: Mapping[str, bytes]) -> "Inputs":
        """Return the same with files whose content was not looked at, or was found to be another."""
        marks = dict(self.marks)
        new = {name: digest for name, digest in digests.items() if name not in marks or marks[name].digest != digest}
        if not new:
            return self
        for name, digest in new.items():
            mark = marks.get(name)
            # of what was read after the look its stamp is older, so that a change in between is noticed the next time
            marks[name] = FileMark(mark.stamp if mark and not mark.digest else None, digest)
        return Inputs(seed=self.seed, listing=self.listing, marks=marks)


def look(root: Path, before: Mapping[str, FileMark], *, seed: bytes, now: int, is_first: bool = False) -> Inputs:
    """Look at everything that a build depends on; read what is new or may have changed.

    `before` holds the marks of the last build, and `now` is the time in nanoseconds. The first time of all every source
    is going to be parsed, and is not read before.
    """
    listing = list_sources(root)
    marks: dict[str, FileMark] = {}
    for file in listing.files:
        if file.kind != "other" or file.path in before:
            mark = (
                FileMark(_settled(file.stamp, now), b"")
                if is_first and file.kind != "settings"
                else _mark(f"{root}/{file.path}", file.stamp, before.get(file.path), now)
            )
            if mark is not None:
                marks[file.path] = mark
    for name, path in _theme_files(root):
        try:
            mark = _mark(path, stamp_of(os.stat(path)), before.get(name), now)  # noqa: PTH116
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
            digest = content_digest(file.read())
    except OSError:
        return None
    return FileMark(_settled(stamp, now), digest)


def _settled(stamp: Stamp, now: int) -> Stamp | None:
    return stamp if max(stamp.modified, stamp.changed) < now - _MARGIN else None


def _line(name: str, mark: FileMark) -> bytes:
    return b"%s\0%s\0" % (name.encode(errors="surrogateescape"), mark.digest)


def _theme_files(root: Path) -> Iterable[tuple[str, str]]:
    """Yield every template and static file, of the site and of the theme, by name."""
    own = [(name, os.path.join(root, name)) for name in ("templates", "static")]  # noqa: PTH118
    for prefix, top in (*own, ("default/templates", str(TEMPLATES)), ("default/static", str(STATIC))):
        for path in _files_below(top, follow=prefix == "templates"):
            yield f"{prefix}{path[len(top) :]}".replace(os.sep, "/"), path


def _files_below(folder: str, above: tuple[str, ...] = (), *, follow: bool) -> Iterator[str]:
    """Yield every file below a folder, those behind links to folders where they are followed; round a circle once."""
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
