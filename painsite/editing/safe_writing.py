"""Writing sources: all files of a change or none, each in one moment, and nothing outside of the bibliography."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from painsite.unread import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of a file."""

    path: str
    """Relative to the folder that holds `bibliography/`, with forward slashes."""
    before: bytes | None
    """What it held when it was read; None where there was no such file."""
    after: bytes | None
    """None where it goes."""


class ChangeError(Exception):
    """A change cannot be written; nothing was."""


def write_changes(root: Path, changes: Iterable[Change]) -> None:
    """Write every change, or leave everything as it was.

    A link is followed to its file. Raises `ChangeError` where a file is not what it was, or leads out of
    `bibliography/`, and `OSError`.
    """
    steps = [(_target(root, change), change) for change in changes]
    for target, change in steps:
        _check(target, change)
    waiting: list[tuple[Path, Path | None, Change]] = []
    done: list[tuple[Path, Change]] = []
    try:
        for target, change in steps:
            prepared = None if change.after is None else write_beside(target, change.after)
            waiting.append((target, prepared, change))
        for target, prepared, change in waiting:
            if prepared:
                prepared.replace(target)
            else:
                target.unlink()
            done.append((target, change))
    except BaseException:
        for target, change in reversed(done):
            _put_back(target, change)
        raise
    finally:
        for _, prepared, _ in waiting:
            if prepared:
                prepared.unlink(missing_ok=True)


def _target(root: Path, change: Change) -> Path:
    """Return the file itself, behind any links."""
    folder = os.path.realpath(root / FOLDER)
    target = os.path.realpath(root / change.path)
    if os.path.commonpath([target, folder]) != folder:
        raise ChangeError(f"`{change.path}` leads out of `{FOLDER}` and is not written; copy the file into it instead")
    return Path(target)


def _check(target: Path, change: Change) -> None:
    now = target.read_bytes() if target.is_file() else None
    if change.before is None and (now is not None or target.exists()):
        raise ChangeError(f"there is a file `{change.path}` already")
    if now != change.before:
        raise ChangeError(f"`{change.path}` was changed in the meantime; try again")


def write_beside(target: Path, content: bytes) -> Path:
    """Write what a file is to hold under a name that nobody reads, with the file's rights. Raises `OSError`."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    prepared = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        prepared.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
    except BaseException:
        prepared.unlink(missing_ok=True)
        raise
    return prepared


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_back(target: Path, change: Change) -> None:
    """Undo one step, as far as the disk lets us."""
    with suppress(OSError):
        if change.before is None:
            target.unlink(missing_ok=True)
        else:
            write_beside(target, change.before).replace(target)


def replace_file(target: Path, content: bytes) -> None:
    """Write one file as a whole, in the place of what was there; its folder is made. Raises `OSError`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_beside(target, content).replace(target)
