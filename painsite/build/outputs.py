"""What a build wrote, compared with what now stands in the output folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from painsite.files import Stamp, folders_above, stamp_of
from painsite.hashing import content_digest
from painsite.model import Value

_NO_FOLDER = -1


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


def inspect(output: Path, outputs: Mapping[str, OutputMark], folders: Mapping[str, int]) -> Published:
    """Compare the output folder with what the last build left there, as its manifest has it.

    Times differ, content decides.
    """
    found = Published()
    base = os.fspath(output)
    gone = set(_inspect_folders(base, outputs, folders, found))
    for path, mark in outputs.items():
        if gone and not gone.isdisjoint(folders_above(path)):
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
    found.is_as_left = not found.foreign and len(found.outputs) == len(outputs)
    return found


def _inspect_folders(
    base: str, outputs: Mapping[str, OutputMark], folders: Mapping[str, int], found: Published
) -> list[str]:
    """Look for what is foreign; give the folders that have become something else."""
    inside: dict[str, set[str]] = {}
    odd = []
    for path, time in folders.items():
        now = folder_time(f"{base}/{path}" if path else base)
        found.folders[path] = now
        if now == time:
            continue
        if now == _NO_FOLDER:
            odd.append(path)
            continue
        if not inside:
            for one in (*outputs, *folders):
                if one:
                    inside.setdefault(one.rpartition("/")[0], set()).add(one)
        with os.scandir(f"{base}/{path}") as entries:
            names = [f"{path}/{entry.name}" if path else entry.name for entry in entries]
        known = inside.get(path, set())
        found.foreign += [name for name in names if name not in known and not _is_gits(name)]
    found.foreign += [path for path in odd if os.path.lexists(f"{base}/{path}")]
    return odd


def _is_gits(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".git")


def folder_time(path: str) -> int:
    """Return when something was last put into a folder or taken out; -1 where it is no folder, or a link to one."""
    try:
        status = os.lstat(path)
    except OSError:
        return _NO_FOLDER
    return status.st_mtime_ns if S_ISDIR(status.st_mode) else _NO_FOLDER


def _content_digest(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return content_digest(file.read())
    except OSError:
        return b""


def mark_output(base: str, path: str, digest: bytes, key: bytes, blocks: tuple[BlockMark, ...]) -> OutputMark:
    """Mark a file that was just published. Raises `OSError`."""
    return OutputMark(stamp_of(os.lstat(f"{base}/{path}")), digest, key, blocks)
