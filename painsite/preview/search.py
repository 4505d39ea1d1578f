"""The search index of a preview: made when everything else is shown, and left when something newer is saved.

It lies in a folder of its own, since a build removes from the preview what it has not made. Records are made in the
builder's thread, a few at a time; the work is Pagefind's, whose process has the lowest priority and is ended as soon as
something is saved. What the parts that were made are called is kept by the cache, so that `build` finds them there.
"""

import contextlib
import os
import shutil
import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from painsite.build.compression import kept_key, pack_files, unpack_files
from painsite.build.render import Maker
from painsite.model import Node
from painsite.output.search import index_records
from painsite.pages.documents import Document, DocumentError
from painsite.pages.search.bundles import bundle_documents
from painsite.pages.search.page import has_search
from painsite.pages.search.records import Record

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

    def refresh(self, maker: Maker) -> bool:
        """Make the bundles that have changed; return whether there were any.

        Raises `StoppedError`, and `DocumentError` where they cannot be made.
        """
        documents = bundle_documents(maker.context, self._index) if has_search(maker.context.settings) else ()
        for gone in self._keys.keys() - {one.folder for one in documents}:
            del self._keys[gone]
            shutil.rmtree(self.folder / gone, ignore_errors=True)
        changed = [(one, key) for one in documents if self._keys.get(one.folder) != (key := one.key(maker.digests))]
        for document, key in changed:
            self._write(document, self._files(document, key, maker))
            self._keys[document.folder] = key
        return bool(changed)

    def check(self) -> None:
        """Raise `StoppedError` where something was saved."""
        if self._stopped.is_set():
            raise StoppedError

    def _files(self, document: Document, key: bytes, maker: Maker) -> Mapping[str, bytes]:
        self.check()
        kept = maker.cache.read([kept_key(key)])
        if kept:
            return unpack_files(kept[kept_key(key)])

        def texts(citekeys: Collection[str]) -> dict[str, Node]:
            wanted, found = list(citekeys), {}
            for start in range(0, len(wanted), _TEXTS_AT_ONCE):
                self.check()
                found.update(maker.texts(wanted[start : start + _TEXTS_AT_ONCE]))
            return found

        files = document.make(texts)
        maker.cache.write({kept_key(key): pack_files(files)})
        return files

    def _index(self, records: Sequence[Record], language: str) -> Mapping[str, bytes]:
        try:
            return index_records(records, language, started=self._start)
        except DocumentError:
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

    def _write(self, document: Document, files: Mapping[str, bytes]) -> None:
        """Put a bundle in the place of the one that is there: what names the others comes last, then the old go."""
        folder = self.folder / document.folder
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
