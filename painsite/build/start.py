"""What a build finds when it starts: the options, the cache, and whether anything has changed since the last one.

Of the rooms only the outer ones are imported, so that a build with nothing to do costs little more than the looking.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec import DecodeError, msgpack
from msgspec.structs import replace

from painsite.build.cache import STATE, Cache, CacheError, program_digest
from painsite.build.inputs import Inputs, look
from painsite.build.manifest import Manifest, unpack_manifest
from painsite.build.outputs import Published, inspect
from painsite.build.result import Result
from painsite.hashing import content_digest
from painsite.model import Value
from painsite.pages.links import Linking
from painsite.workers import Progress

CACHE_FOLDER = ".painsite"
_CHECK = ""
"""Stands for the output folder where nothing is written; no folder has this path."""


class Options(Value, frozen=True, kw_only=True):
    """What was asked of a build, apart from where."""

    linking: Linking = Linking()
    drafts: bool = False
    """Publish drafts too."""
    tolerant: bool = False
    """Publish what can be shown, whatever is wrong: a preview."""
    keeps_last: bool = False
    """Show a source that cannot be read any more as it was when it last could: a preview."""
    strict: bool = False
    """Publish nothing where there are warnings."""
    index: bool = True
    """Make what is searched; a preview does that when everything else is shown."""
    jobs: int = 1
    """Processes that work on it."""
    explain: bool = False
    """Say why each file was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a build begins."""

    root: Path
    output: Path | None
    """None for a check."""
    options: Options
    cache: Cache
    before: Manifest
    inputs: Inputs
    published: Published

    @property
    def finished(self) -> Result | None:
        """Return the last build's result where nothing has changed since, and None where there is something to do."""
        before = self.before.fingerprint
        if not before or not self.published.is_as_left or self.inputs.fingerprint != before:
            return None
        return self.before.result

    @property
    def seen(self) -> Manifest:
        """Return what the last build left with the times that its files have now."""
        return replace(
            self.before, inputs=self.inputs.marks, outputs=self.published.outputs, folders=self.published.folders
        )


def state_key(name: str, root: Path, output: Path | None) -> bytes:
    """Return the key under which the state of the builds of one output folder is kept."""
    if output is None:
        folder = _CHECK
    else:
        absolute, base = os.path.abspath(output), os.path.abspath(root)  # noqa: PTH100 - links stay as they are
        inside = absolute.startswith(f"{base}{os.sep}")
        folder = os.path.relpath(absolute, base).replace(os.sep, "/") if inside else absolute
    return STATE + f"{name}: {folder}".encode(errors="surrogateescape")


def begin(root: Path, output: Path | None, options: Options, cache: Cache, progress: Progress) -> Start:
    """Look at sources, templates and output. Raises `CacheError` and `DecodeError` where the cache is damaged."""
    progress("looking", 0, 0)
    key = state_key("manifest", root, output)
    packed = cache.read([key]).get(key)
    before = unpack_manifest(packed) if packed else Manifest()
    plain = (options.linking, options.drafts, options.tolerant, options.keeps_last, options.strict, options.index)
    seed = content_digest(cache.program + msgpack.encode(plain))
    inputs = look(root, before.inputs, seed=seed, now=time.time_ns(), is_first=not cache.path.exists())
    progress("looking", 0, 0)  # between the parts that take long, so that a preview can leave off
    published = inspect(output, before.outputs, before.folders) if output else Published(outputs=dict(before.outputs))
    progress("looking", 0, 0)
    return Start(
        root=root, output=output, options=options, cache=cache, before=before, inputs=inputs, published=published
    )


@contextmanager
def open_cache(root: Path) -> Iterator[tuple[Cache, tuple[str, ...]]]:
    """Yield the cache of a site, and notes on what was wrong with it.

    Where its folder cannot be written it lies in a temporary place and is lost at the end.
    """
    program = program_digest()
    folder = root / CACHE_FOLDER
    try:
        folder.mkdir(exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        with tempfile.TemporaryDirectory(prefix="painsite-") as temporary:
            note = f"`{folder}` is not writable, so nothing is cached for the next build"
            yield Cache(path=Path(temporary) / "cache.db", program=program), (note,)
        return
    cache = Cache(path=folder / "cache.db", program=program)
    notes: tuple[str, ...] = ()
    try:
        if not cache.check():
            notes = ("the cache was made by another version and is rebuilt",)
    except CacheError:
        cache.forget()
        notes = ("the cache was damaged and is rebuilt",)
    yield cache, notes


DAMAGED = (CacheError, DecodeError, ValueError)
"""What is raised where the cache does not hold what it should; it is then forgotten and the build begun again."""
