"""Builds what was saved: first the pages that can be shown at once, then everything.

Knows nothing of browsers: what a page shows beside its content stands in the state, and whoever serves pages reads it.
"""

import os
import queue
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import click
from msgspec.structs import replace

from painsite.build.pipeline import Memory
from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import DAMAGED, Options
from painsite.output.publish import OutputError
from painsite.pages.documents import DocumentError
from painsite.pages.links import Linking
from painsite.preview.first_look import show_at_once
from painsite.preview.search import PreviewSearch, StoppedError
from painsite.problems import count_problems
from painsite.terminal import progress_bar, show_text
from painsite.workers import Progress

_MOST_SUPERSEDED = 3
"""Builds that saves may interrupt in a row; the next one is done to its end, however fast somebody types."""


Reload = Callable[[], object]
"""Tells the browser to reload, from any thread."""


@dataclass(slots=True)
class PreviewState:
    """What the builder tells the server; each value is replaced as a whole."""

    banner: bytes = b""
    port: int = 0


class _SupersededError(Exception):
    """Something was saved while a build ran; what was saved comes first."""


class Builder:
    """Builds what was saved: first the pages that can be shown at once, then everything."""

    def __init__(self, root: Path, folder: Path, *, drafts: bool) -> None:
        self.root, self.folder = root, folder
        # root-absolute links, so that the 404 page works at any depth
        self.options = Options(linking=Linking(root="/"), drafts=drafts, tolerant=True, index=False)
        self.state, self.memory = PreviewState(), Memory()
        self.search = PreviewSearch(folder.with_name("preview-search"))
        self.saved: queue.SimpleQueue[frozenset[str] | None] = queue.SimpleQueue()
        """Paths below the root of each burst of saves; empty where they are not known, None at the end."""
        self.reload: Reload = lambda: None
        self.superseded = 0

    def save(self, paths: frozenset[str] | None) -> None:
        """Report a burst of saves, or of the end: it comes before what is being indexed."""
        self.saved.put(paths)
        self.search.stop()

    def keep_building(self) -> None:
        """Build at every change, until told to end; in between, make what is searched."""
        paths = self.next_saved()
        while paths is not None:
            if len(paths) == 1 and self.show_at_once(*paths):
                self.reload()
            try:
                self.build(may_stop=self.superseded < _MOST_SUPERSEDED)
                self.superseded = 0
                self.reload()
            except _SupersededError:
                self.superseded += 1
            paths = self.next_saved()

    def next_saved(self) -> frozenset[str] | None:
        """Return what was saved next, and use the time until then."""
        maker = self.memory.maker
        self.search.begin()
        if self.saved.empty() and maker is not None:
            try:
                self.search.refresh(maker)
            except StoppedError:
                pass
            except (DocumentError, OSError, *DAMAGED) as error:
                click.echo(f"painsite: the preview has no search: {error}", err=True)
        return self.saved.get()

    def show_at_once(self, path: str) -> bool:
        """Put the pages that a saved source changes into the preview; return whether there are any."""
        shown = False
        try:
            for page, content in show_at_once(self.root, path, self.memory):
                target = self.folder / page
                beside = target.with_name(f".{target.name}.new")
                beside.write_bytes(content)
                os.replace(beside, target)  # noqa: PTH105 - the one call that replaces in one step
                shown = True
        except Exception:  # noqa: BLE001 - the preview goes on, and the build that follows says what is wrong
            self.memory.maker = None
        return shown

    def build(self, *, jobs: int = 1, may_stop: bool = False) -> None:
        """Build everything that has changed. Raises `_SupersededError` where it may stop and something was saved."""
        try:
            with progress_bar() as show:
                progress = self.stoppable(show) if may_stop else show
                options = replace(self.options, jobs=jobs)
                result = run(self.root, self.folder, options, progress=progress, memory=self.memory)
        except _SupersededError:
            raise
        except Exception as error:  # noqa: BLE001 - the preview goes on, and the next change may mend it
            message = f"painsite: {error}"
            if not isinstance(error, OSError | OutputError):  # a flaw of our own, not of the folders
                message += f"\n\n{traceback.format_exc()}"
            click.echo(message, err=True)
            self.state.banner = _banner(message)
            return
        text = show_text(result, self.root)
        click.echo("".join([text, *(f"note: {note}\n" for note in result.notes)]), nl=False, err=True)
        click.echo(_short_summary(result))
        count = count_problems(result.errors, result.warnings)
        self.state.banner = _banner(f"{count}\n\n{text}") if result.problems else b""

    def stoppable(self, show: Progress) -> Progress:
        """Return a progress that raises `_SupersededError` when something was saved."""

        def progress(stage: str, done: int, total: int) -> None:
            show(stage, done, total)
            if not self.saved.empty():
                raise _SupersededError

        return progress


def _short_summary(result: Result) -> str:
    return f"{result.pages:,} pages, {result.written:,} changed, {count_problems(result.errors, result.warnings)}"


def _banner(text: str) -> bytes:
    """Show problems at the foot of every page, closed until asked for."""
    first, _, rest = text.partition("\n")
    return (
        '<details style="position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;padding:.5em 1em;z-index:99;'
        f'background:#7a1f1f;color:#fff;font:14px/1.5 monospace"><summary>{escape(first)}</summary>'
        f'<pre style="white-space:pre-wrap">{escape(rest)}</pre></details>'
    ).encode()
