"""The start of the server: what the last build knew is read while the library of the protocol is still imported."""

import asyncio
import gc
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from painsite.build.standing import StandingLibrary
from painsite.lsp.knowledge import Knowledge, read_first


class MissingExtraError(Exception):
    """pygls is not installed."""


def serve_editor(root: Path | None) -> None:
    """Answer an editor until it goes. Raises `MissingExtraError`."""
    if not _is_installed("pygls"):
        raise MissingExtraError("`painsite lsp` needs more: pip install 'painsite[lsp]'")
    if root:  # until the site is read: what it is made of lives long and has no circles
        gc.disable()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(read_first, StandingLibrary(root=root)) if root else None
        # a second, in which the thread reads
        from painsite.lsp import edits, features  # noqa: PLC0415
        from painsite.lsp.server import Server  # noqa: PLC0415

        server = Server(root, first=_wait(first) if first else None)
        for add in (features.add_texts, features.add_completion, features.add_hover, features.add_places):
            add(server)
        for add in (edits.add_renaming, edits.add_renamed_files, edits.add_actions):
            add(server)
        server.start_io()


async def _wait(first: "Future[Knowledge | None]") -> Knowledge | None:
    return await asyncio.wrap_future(first)


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # it is blocked
        return False
