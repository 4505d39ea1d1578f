"""What a build wrote, compared with what now stands in the output folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

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


class Difference(NamedTuple):
    """How an output folder differs from what the last build left there; small, since mostly it does not."""

    missing: frozenset[str]
    """Files that are not there as they were written, by path."""
    renewed: Mapping[str, OutputMark]
    """Files of the same content with another stamp."""
    folders: Mapping[str, int]
    """Those with another time."""
    foreign: tuple[str, ...]


def inspect(output: Path, outputs: Mapping[str, OutputMark], folders: Mapping[str, int]) -> Difference:
    """Compare the output folder with what the last build left there, as its manifest has it.

    Times differ, content decides.
    """
    base = os.fspath(output)
    times: dict[str, int] = {}
    foreign: list[str] = []
    gone = set(_inspect_folders(base, outputs, folders, times, foreign))
    missing: list[str] = []
    renewed: dict[str, OutputMark] = {}
    for path, mark in outputs.items():
        if gone and not gone.isdisjoint(folders_above(path)):
            missing.append(path)
            continue
        try:
            status = os.lstat(f"{base}/{path}")
        except OSError:
            missing.append(path)
            continue
        stamp = stamp_of(status)
        if stamp == mark.stamp:
            continue
        if S_ISREG(status.st_mode) and _content_digest(f"{base}/{path}") == mark.digest:
            renewed[path] = OutputMark(stamp, mark.digest, mark.key, mark.blocks)
        else:
            missing.append(path)
    return Difference(frozenset(missing), renewed, times, tuple(foreign))


def published_by(outputs: Mapping[str, OutputMark], folders: Mapping[str, int], difference: Difference) -> Published:
    """Return what stands in the output folder, of which the last build left the former two."""
    missing, renewed, times, foreign = difference
    there = outputs if not missing else {path: mark for path, mark in outputs.items() if path not in missing}
    return Published(
        outputs={**there, **renewed},
        folders={**folders, **times},
        foreign=list(foreign),
        is_as_left=not foreign and not missing,
    )


def _inspect_folders(
    base: str,
    outputs: Mapping[str, OutputMark],
    folders: Mapping[str, int],
    times: dict[str, int],
    foreign: list[str],
) -> list[str]:
    """Look for new times and for what is foreign; give the folders that have become something else."""
    inside: dict[str, set[str]] = {}
    odd = []
    for path, time in folders.items():
        now = folder_time(f"{base}/{path}" if path else base)
        if now == time:
            continue
        times[path] = now
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
        foreign += [name for name in names if name not in known and not _is_gits(name)]
    foreign += [path for path in odd if os.path.lexists(f"{base}/{path}")]
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
