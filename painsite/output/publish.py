"""Files of a site → the output folder: beside it first, then file by file into their places."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR

from painsite.files import folders_of
from painsite.output.undo import Undo
from painsite.theme import STATIC

SIGNATURE = b"Made by painsite.\n"
"""What `.nojekyll` holds in a folder that painsite may replace; hosts look only at its name."""


class OutputError(Exception):
    """The output folder cannot be used."""


@dataclass(slots=True, kw_only=True)
class Staging:
    """A site on its way into its folder: changed files lie beside it until all are there."""

    output: Path
    folder: Path
    """Beside the output, on the same file system, so that a file moves in one step."""
    is_new: bool = False
    """The output folder was not there before."""
    is_empty: bool = False
    """There was nothing in it."""
    lock: int | None = None
    """Descriptor of the file that keeps other builds away, while it is open."""
    paths: set[str] = field(default_factory=set)
    """Of every file of the site."""
    changed: list[str] = field(default_factory=list)
    size: int = 0
    """Bytes of all files."""
    linked: dict[str, bool] = field(default_factory=dict)
    """By path in the output, whether it is or lies in a symbolic link."""

    def write(self, path: str, content: bytes) -> bool:
        """Lay a file beside the output if it differs from the published one, and return whether it does.

        Any process may do it; `record` is then told in the one that publishes.
        """
        if not self.is_empty and self._is_published(path, content):
            return False
        target = f"{self.folder}/{path}"
        try:
            try:
                _write(target, content)
            except FileNotFoundError:
                _make_staged_folder(os.path.dirname(target))  # noqa: PTH120 - see `_write`
                _write(target, content)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            return False  # another file of the site is in its way, which whoever records it reports
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return False  # reported, too
            raise
        return True

    def _is_published(self, path: str, content: bytes) -> bool:
        try:
            return (self.output / path).read_bytes() == content and not self._is_linked(path)
        except OSError:  # not there yet, or in the way as a folder
            return False

    def record(self, path: str, size: int, *, changed: bool) -> None:
        """Count a file among those of the site."""
        self.paths.add(path)
        self.size += size
        if changed:
            self.changed.append(path)

    def _is_linked(self, path: str) -> bool:
        if path not in self.linked:
            above = path.rpartition("/")[0]
            link = bool(path) and (self.output / path).is_symlink()
            self.linked[path] = link or (above != path and self._is_linked(above))
        return self.linked[path]

    def publish(self, removed: Iterable[str] | None = None) -> None:
        """Move the changed files into their places and remove what the site no longer has.

        `removed` names what is to go, where that is known; else whatever is found that is not the site's. What cannot
        be finished is undone: on an `OSError` the folder is as it was.
        """
        if self.is_empty and self._publish_at_once():
            return
        names = None if removed is None else set(removed)
        if names and not names.isdisjoint(self.paths | folders_of(self.paths)):
            names = None  # something of the site stands there, or will: only a look at everything tells them apart
        undo = Undo(folder=_aside(self.folder))
        try:
            for path in self.changed:
                target = self.output / path
                if target.is_dir() and not target.is_symlink():
                    undo.set_aside(target)
                _make_folder(target.parent, self.output, undo)
                undo.replace(self.folder / path, target)
            if names is None:
                _remove_others(self.output, self.paths, undo)
            else:
                _remove(self.output, names, undo)
        except BaseException:
            undo.restore()
            raise
        undo.forget()
        self.close()

    def _publish_at_once(self) -> bool:
        """Let the whole folder take the place of the empty one, in one step; return whether the system does that."""
        try:
            os.replace(self.folder, self.output)  # noqa: PTH105 - it says that it takes the place of what is there
        except OSError:  # somebody has put something there meanwhile, or it is a link, or the system is another
            return False
        self.close()
        return True

    def close(self) -> None:
        """Remove the staged files and let another build publish here."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None
            with suppress(OSError):
                _lock_path(self.folder).unlink()

    def clear(self) -> None:
        """Begin again: forget the staged files, but keep other builds away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.paths, self.changed, self.size = set(), [], 0

    def discard(self) -> None:
        """Forget the staged files and leave the output folder as it was; once published, change nothing."""
        self.close()
        if self.is_new:
            with suppress(OSError):
                self.output.rmdir()


def stage(output: Path, root: Path) -> Staging:
    """Prepare to publish into a folder.

    Raises `OutputError` where the folder cannot be written, holds the sources, or holds files that painsite has not
    made.
    """
    output = Path(os.path.abspath(output))  # noqa: PTH100 - links stay as they are
    _check_place(output, root)
    folder = output.with_name(f".{output.name}.painsite")
    is_new = not output.exists()
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock = _take_lock(_lock_path(folder), output)
        others = [entry.name for entry in os.scandir(output) if not entry.name.startswith(".git")]
        for left in (folder, _aside(folder)):  # by a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        folder.mkdir()
        if not os.access(output, os.W_OK | os.X_OK):
            raise PermissionError(13, "permission denied")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot write to `{output}`: {reason}; choose another folder with --output") from error
    if others and not _is_ours(output):
        Staging(output=output, folder=folder, lock=lock).close()
        raise OutputError(
            f"`{output}` contains files that painsite did not make; empty it, or choose another folder with --output"
        )
    return Staging(output=output, folder=folder, is_new=is_new, is_empty=not os.listdir(output), lock=lock)  # noqa: PTH208


def static_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the theme's files by their path in the output, each replaced by the site's own of the same name."""
    found: dict[str, Path] = {}
    for folder in dict.fromkeys((STATIC, root / "static")):
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            hidden = any(part.startswith(".") and part != ".well-known" for part in relative.parts)
            # not `Path.resolve`, which fails on links that go round in a circle
            inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
            if path.is_file() and not hidden and inside:
                found[relative.as_posix()] = path
    yield from sorted(found.items())


def _check_place(output: Path, root: Path) -> None:
    real, here = output.resolve(), root.resolve()
    sources = [here / name for name in ("bibliography", "templates", "static", ".git")]
    if here.is_relative_to(real) or any(real.is_relative_to(source) for source in sources):
        raise OutputError(f"`{output}` contains the sources; choose another folder with --output")


def _is_ours(output: Path) -> bool:
    try:
        return (output / ".nojekyll").read_bytes() == SIGNATURE
    except OSError:
        return False


def _aside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.old")


def _lock_path(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _take_lock(path: Path, output: Path) -> int | None:
    """Keep other builds from the folder while this process lives; None where the system has no such locks."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise OutputError(f"another build is writing to `{output}`; wait until it has finished") from error
    return descriptor


def _make_folder(folder: Path, output: Path, undo: Undo) -> None:
    for step in reversed([folder, *folder.parents]):
        if step == output or not step.is_relative_to(output):
            continue
        try:
            mode = step.lstat().st_mode
        except FileNotFoundError:
            undo.make_folder(step)
            continue
        if not S_ISDIR(mode):  # a link is replaced, not followed: what lies behind it is somebody else's
            undo.set_aside(step)
            undo.make_folder(step)


def _make_staged_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - mostly it alone is missing, and to look for those above takes as long again
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:  # another process was first, or a file is in the way
        pass


def _write(target: str, content: bytes) -> None:
    # strings and no buffer: it is done for each of 100,000 pages
    with open(target, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(content)


def _remove(output: Path, paths: Iterable[str], undo: Undo) -> None:
    """Remove files, links and folders by their paths, and the folders that this leaves empty."""
    for path in sorted(paths):
        target = output / path
        if target.is_symlink() or target.exists():
            undo.set_aside(target)
        for folder in target.relative_to(output).parents:
            here = output / folder
            if here == output or not here.is_dir() or here.is_symlink() or any(here.iterdir()):
                break
            here.rmdir()


def _remove_others(output: Path, paths: Iterable[str], undo: Undo) -> None:
    kept = set(paths)
    for folder, subfolders, names in os.walk(output, topdown=False):
        here = Path(folder)
        if any(part.startswith(".git") for part in here.relative_to(output).parts):
            continue
        for name in names:
            path = here / name
            if path.relative_to(output).as_posix() not in kept and not name.startswith(".git"):
                undo.set_aside(path)
        for name in subfolders:
            path = here / name
            if name.startswith(".git"):
                continue
            if path.is_symlink() or not any(path.iterdir()):
                undo.set_aside(path)
