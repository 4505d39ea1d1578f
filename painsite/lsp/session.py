"""One session of an editor: the site, the buffers that are open in it, and what is known of both.

Knows nothing of messages. Reading takes place in threads, so that an answer never waits for it; only the first
completion waits for what the last build knew.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from painsite.build.cache import CacheError
from painsite.build.standing import StandingLibrary
from painsite.files import decode_source, read_content
from painsite.lsp.checking import Checked, check_text
from painsite.lsp.knowledge import NOTHING, Knowledge, read_first, read_site_again
from painsite.model import Node
from painsite.problems import Problem
from painsite.unread import FOLDER

_HEAD_START = 0.3
"""Seconds for the first completion, before reading the site takes the processor."""
_PATIENCE = 10.0
"""Seconds that a request waits for the first reading."""


@dataclass(slots=True)
class Session:
    """The state of the server; only the event loop changes it."""

    root: Path | None
    """The folder that holds `bibliography/`; None where there is none."""
    known: Knowledge = NOTHING
    open_texts: dict[str, str] = field(default_factory=dict)
    """By path from the root."""
    checked: dict[str, Checked] = field(default_factory=dict)
    """By path, open buffers as they were checked last."""
    _good_nodes: dict[str, Node] = field(default_factory=dict)
    """By path, open buffers as they last could be read."""
    _standing: StandingLibrary | None = None
    _has_names: asyncio.Event = field(default_factory=asyncio.Event)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _is_asked_again: bool = False

    def path_of(self, file: Path) -> str | None:
        """Return a source's path from the root; None for what lies elsewhere."""
        if self.root is None:
            return None
        for root in (self.root, self.root.resolve()):
            if file.is_relative_to(root):
                path = file.relative_to(root).as_posix()
                return path if path.startswith(f"{FOLDER}/") else None
        return None

    async def names(self) -> Knowledge:
        """Return what is known as soon as nodes can be named."""
        if not self._has_names.is_set() and self.root is not None:
            try:
                await asyncio.wait_for(self._has_names.wait(), _PATIENCE)
            except TimeoutError:
                return self.known
        return self.known

    async def begin(self, first: Awaitable[Knowledge | None] | None, done: Callable[[], Awaitable[None]]) -> None:
        """Read what the last build knew, then the site; `done` is called when everything is known."""
        if self.root is None:
            return
        self._standing = StandingLibrary(root=self.root)
        known = await (first or asyncio.to_thread(read_first, self._standing))
        if known is not None:
            self.known = known
            self._has_names.set()
            await asyncio.sleep(_HEAD_START)
        await self.read(done)
        self._has_names.set()
        gc.freeze()
        gc.enable()

    async def read(self, done: Callable[[], Awaitable[None]]) -> None:
        """Read the site as it is on disk; what is asked for meanwhile is done once, afterwards."""
        if self._standing is None:
            return
        self._is_asked_again = True
        async with self._reading:
            if not self._is_asked_again:
                return
            self._is_asked_again = False
            try:
                known = await asyncio.to_thread(read_site_again, self._standing, self.known)
            except (CacheError, OSError):  # the disk is full, or a file vanished: the next save asks again
                return
            self.known = replace(known, open_nodes=self.known.open_nodes)
        await done()

    async def check(self, path: str) -> tuple[Problem, ...] | None:
        """Check an open buffer as it is now; None where it has changed meanwhile, so that nobody wants to know."""
        text = self.open_texts.get(path)
        if text is None:
            return None
        known = self.known
        checked = await asyncio.to_thread(check_text, text, path, known)
        if self.open_texts.get(path) != text:
            return None
        self.checked[path] = checked
        if checked.node is not None:
            self._good_nodes[path] = checked.node
            self._share_nodes()
        return checked.problems

    def open(self, path: str, text: str) -> None:
        """Take in what an editor shows of a source."""
        self.open_texts[path] = text

    def close(self, path: str) -> None:
        """Forget a buffer: what is on disk counts."""
        for values in (self.open_texts, self.checked, self._good_nodes):
            values.pop(path, None)
        self._share_nodes()

    def text_of(self, path: str) -> str | None:
        """Return a source's text, that of its buffer first; None where it cannot be read."""
        return self.open_texts[path] if path in self.open_texts else self.saved_text(path)

    def saved_text(self, path: str) -> str | None:
        """Return the text of a source's file; None where it cannot be read."""
        if self.root is None:
            return None
        try:
            file = decode_source(read_content(self.root, path), path)
        except OSError:
            return None
        return None if isinstance(file, Problem) else file.text

    def _share_nodes(self) -> None:
        nodes = {node.citekey: node for node in self._good_nodes.values() if node.citekey in self.known.faces}
        self.known = replace(self.known, open_nodes=nodes)
