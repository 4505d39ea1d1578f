"""Files of a site → the output folder: beside it first, then file by file into their places."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

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
    paths: set[str] = field(default_factory=set)
    """Of every file of the site."""
    changed: list[str] = field(default_factory=list)
    size: int = 0
    """Bytes of all files."""
    linked: dict[str, bool] = field(default_factory=dict)
    """By folder of the output, whether it is or lies in a symbolic link."""

    def write(self, path: str, content: bytes) -> bool:
        """Lay a file beside the output if it differs from the published one, and tell whether it does.

        Any process may do it; `record` is then told in the one that publishes.
        """
        try:
            if (self.output / path).read_bytes() == content and not self._is_linked(path.rpartition("/")[0]):
                return False
        except OSError:  # not there yet, or in the way as a folder
            pass
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            return False  # another file of the site is in its way, which whoever records it reports
        return True

    def record(self, path: str, size: int, *, changed: bool) -> None:
        """Count a file among those of the site."""
        self.paths.add(path)
        self.size += size
        if changed:
            self.changed.append(path)

    def put(self, path: str, content: bytes) -> None:
        """Write and record a file."""
        self.record(path, len(content), changed=self.write(path, content))

    def _is_linked(self, folder: str) -> bool:
        if folder not in self.linked:
            above = folder.rpartition("/")[0]
            link = bool(folder) and (self.output / folder).is_symlink()
            self.linked[folder] = link or (above != folder and self._is_linked(above))
        return self.linked[folder]

    def publish(self) -> None:
        """Move the changed files into their places and remove what the site no longer has."""
        for path in self.changed:
            target = self.output / path
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            _make_folder(target.parent, self.output)
            os.replace(self.folder / path, target)  # noqa: PTH105 - the one call that replaces in one step
        _remove_others(self.output, self.paths)
        shutil.rmtree(self.folder, ignore_errors=True)

    def discard(self) -> None:
        """Forget the staged files and leave the output folder as it was; once published, change nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
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
        others = [entry.name for entry in os.scandir(output) if not entry.name.startswith(".git")]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if not os.access(output, os.W_OK | os.X_OK):
            raise PermissionError(13, "permission denied")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot write to `{output}`: {reason}; choose another folder with --output") from error
    if others and not _is_ours(output):
        folder.rmdir()
        raise OutputError(
            f"`{output}` holds files that painsite has not made; empty it, or choose another folder with --output"
        )
    return Staging(output=output, folder=folder, is_new=is_new)


def static_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Give the theme's files by their path in the output, each replaced by the site's own of the same name."""
    found: dict[str, Path] = {}
    for folder in dict.fromkeys((STATIC, root / "static")):
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            hidden = any(part.startswith(".") and part != ".well-known" for part in relative.parts)
            inside = path.resolve().is_relative_to(folder.resolve())
            if path.is_file() and not hidden and inside:
                found[relative.as_posix()] = path
    yield from sorted(found.items())


def _check_place(output: Path, root: Path) -> None:
    real, here = output.resolve(), root.resolve()
    sources = [here / name for name in ("bibliography", "templates", "static", ".git")]
    if here.is_relative_to(real) or any(real.is_relative_to(source) for source in sources):
        raise OutputError(f"`{output}` holds the sources; choose another folder with --output")


def _is_ours(output: Path) -> bool:
    try:
        return (output / ".nojekyll").read_bytes() == SIGNATURE
    except OSError:
        return False


def _make_folder(folder: Path, output: Path) -> None:
    for step in reversed([folder, *folder.parents]):
        # a link is replaced, not followed: what lies behind it is somebody else's
        if step != output and step.is_relative_to(output) and (step.is_symlink() or step.is_file()):
            step.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _remove_others(output: Path, paths: Iterable[str]) -> None:
    kept = set(paths)
    for folder, subfolders, names in os.walk(output, topdown=False):
        here = Path(folder)
        if any(part.startswith(".git") for part in here.relative_to(output).parts):
            continue
        for name in names:
            path = here / name
            if path.relative_to(output).as_posix() not in kept and not name.startswith(".git"):
                path.unlink()
        for name in subfolders:
            path = here / name
            if path.is_symlink():
                path.unlink()
            elif not name.startswith(".git") and not any(path.iterdir()):
                path.rmdir()
