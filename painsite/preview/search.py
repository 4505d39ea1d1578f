"""The search index of a preview: made when everything else is shown, and left when something newer is saved.

It lies in a folder of its own, since a build removes from the preview what it has not made. Records are made in the
builder's thread, a few at a time; the work is Pagefind's, whose process has the lowest priority and is ended as soon as
something is saved. What the parts that were made are called is kept by the cache, so that `build` finds them there.
"""

import contextlib
import dataclasses
import os
import shutil
import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import msgpack
from msgspec.structs import replace

from painsite.build.job import Shown
from painsite.build.render import Maker
from painsite.model import Node
from painsite.output.search import index_records
from painsite.pages.planned import DataFileError, Planned, bare_key, make_files
from painsite.pages.search.bundles import BUNDLE, plan_bundles
from painsite.pages.search.page import has_search
from painsite.pages.search_index import Record

if TYPE_CHECKING:
    import subprocess

_TEXTS_AT_ONCE = 50
_LOWEST_PRIORITY = 19


class StoppedError(Exception):
    """Something was saved, which comes first."""


class PreviewSearch:
    """Makes the index of one preview, again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keys: dict[str, bytes] = {}
        """By folder, what the bundles are made of that are there."""
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Forget that it was stopped; what is saved from now on stops it again."""
        self._stopped.clear()

    def stop(self) -> None:
        """End what is being made, from any thread; whoever makes it hears `StoppedError`."""
        self._stopped.set()
        process = self._process
        if process is not None:
            process.kill()

    def refresh(self, shown: Shown) -> bool:
        """Make the bundles that have changed; tell whether there were any.

        Raises `StoppedError`, and `DataFileError` where they cannot be made.
        """
        bundles = tuple(plan_bundles(shown.context)) if has_search(shown.context.settings) else ()
        for gone in self._keys.keys() - {one.folder for one in bundles}:
            del self._keys[gone]
            shutil.rmtree(self.folder / gone, ignore_errors=True)
        maker = shown.maker
        keyed = [replace(one, bare=bare_key(one, maker.keys.digests.faces)) for one in bundles]
        changed = [(one, key) for one in keyed if self._keys.get(one.folder) != (key := maker.keys.of(one))]
        for planned, key in changed:
            self._write(planned, self._files(planned, key, maker))
            self._keys[planned.folder] = key
        return bool(changed)

    def check(self) -> None:
        """Raise `StoppedError` where something was saved."""
        if self._stopped.is_set():
            raise StoppedError

    def _files(self, planned: Planned, key: bytes, maker: Maker) -> Mapping[str, bytes]:
        self.check()
        kept = maker.cache.read([key])
        if kept:
            return msgpack.decode(kept[key], type=dict[str, bytes])

        def texts(citekeys: Collection[str]) -> dict[str, Node]:
            wanted, found = list(citekeys), {}
            for start in range(0, len(wanted), _TEXTS_AT_ONCE):
                self.check()
                found.update(maker.texts(wanted[start : start + _TEXTS_AT_ONCE]))
            return found

        files = make_files(planned, BUNDLE, dataclasses.replace(maker.materials, texts=texts, index=self._index))
        maker.cache.write({key: msgpack.encode(files)})
        return files

    def _index(self, records: Sequence[Record], language: str) -> Mapping[str, bytes]:
        try:
            return index_records(records, language, started=self._start)
        except DataFileError:
            self.check()  # its process was ended
            raise
        finally:
            self._process = None

    def _start(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _LOWEST_PRIORITY)
        self.check()

    def _write(self, planned: Planned, files: Mapping[str, bytes]) -> None:
        """Put a bundle in the place of the one that is there: what names the others comes last, then the old go."""
        folder = self.folder / planned.folder
        before = {path.relative_to(self.folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        for path, content in sorted(files.items(), key=lambda item: (item[0].endswith("entry.json"), item[0])):
            if path in before and path.endswith((".pf_fragment", ".pf_index", ".pf_meta")):
                continue  # its name is made of its content
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            beside.write_bytes(content)
            os.replace(beside, target)  # noqa: PTH105 - the one call that replaces in one step
        for path in before - files.keys():
            (self.folder / path).unlink(missing_ok=True)
