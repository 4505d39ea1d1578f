"""What was saved below the watched folders, burst by burst. Knows nothing of what is made of it."""

import contextlib
import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchfiles import watch

from painsite.unread import FOLDER

_WATCHED = (FOLDER, "templates", "static")
Stamp = frozenset[tuple[str, int, int]]


def stamp(root: Path) -> Stamp:
    """Return path, time and size of every watched file: two stamps differ where something was saved in between."""
    found = set()
    for folder in _folders(root):
        for here, _, names in os.walk(folder):
            for name in names:
                with contextlib.suppress(OSError):  # it vanished since the folder was read
                    status = os.stat(os.path.join(here, name))  # noqa: PTH116, PTH118 - twice as fast as Path
                    found.add((f"{here}/{name}", status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _folders(root: Path) -> list[Path]:
    return [root / name for name in _WATCHED if (root / name).is_dir()]


def changes(root: Path, stop: threading.Event, seen: Stamp) -> Iterator[frozenset[str]]:
    """Report each burst of saves below the watched folders, those that appear later among them.

    Gives the paths below the root that were changed, none where that is not known.

    `seen` is the stamp of what was built last, so that nothing is lost that was saved before the watch begins.
    """
    while not stop.is_set():
        folders = _folders(root)
        if not folders:
            stop.wait(0.5)
            continue
        is_new = True
        try:
            for changes in watch(
                *folders,
                debounce=50,
                step=5,
                stop_event=stop,
                yield_on_timeout=True,
                rust_timeout=1000,
                raise_interrupt=False,
            ):
                # a folder that was removed and made again is another one, and has to be watched again
                moved = folders != _folders(root) or any(Path(path).name in _WATCHED for _, path in changes)
                saved = changes or (is_new and stamp(root) != seen)
                if moved:
                    seen = stamp(root)
                if saved or moved:
                    yield _paths(root, changes) if changes and not moved else frozenset()
                if moved:
                    break
                is_new = False
        except OSError:  # a folder vanished since it was looked for, or the system can watch no more: look ourselves
            stop.wait(0.5)
            if (now := stamp(root)) != seen:
                seen = now
                yield frozenset()


def _paths(root: Path, changes: Iterable[tuple[object, str]]) -> frozenset[str]:
    """Return the changed paths below the root; an editor's own files beside a source do not count."""
    found = {os.path.relpath(path, os.path.realpath(root)).replace(os.sep, "/") for _, path in changes}
    return frozenset(path for path in found if not path.endswith("~") and "/." not in path) or frozenset(found)
