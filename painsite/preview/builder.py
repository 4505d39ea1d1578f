"""Shows what was saved: at once the pages of which that is possible, then everything, as a build makes it.

Two threads do that. One has a first look at each save, while a build may still run; the other builds, and leaves a
build of what is no longer the newest. Knows nothing of browsers: whoever serves pages reads the state.
"""

import queue
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import click
from msgspec.structs import replace

from painsite.build.pipeline import Memory
from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import DAMAGED, Options
from painsite.files import kind_of
from painsite.output.publish import OutputError
from painsite.pages.links import Linking
from painsite.pages.planned import DataFileError
from painsite.preview.first_look import FirstLook, warm_up
from painsite.preview.notes import NoteMaker, SiteNotes
from painsite.preview.search import PreviewSearch, StoppedError
from painsite.problems import count_problems
from painsite.reporting.text import show_text
from painsite.terminal import progress_bar
from painsite.workers import Progress

_MOST_SUPERSEDED = 10
"""Builds that saves may put off or interrupt in a row; the next is done to its end, however fast somebody types."""
_QUIET_SECONDS = 0.3
"""How long nothing is saved before what is shown already is built: a build would be in the way of the next save."""
_MOST_AT_ONCE = 10
"""Sources saved together that are shown at once; more are left to the build."""
_DONE = "saving"
"""The stage in which everything is published already, so that a build is not left."""

Reload = Callable[[], object]
"""Tells the browser to reload, from any thread."""


@dataclass(slots=True)
class PreviewState:
    """What is served beside the files that were built; each value is replaced as a whole."""

    notes: SiteNotes
    """On the last build."""
    port: int = 0
    version: int = 0
    """Counts how often browsers were told to reload."""
    shown: Mapping[str, bytes] = field(default_factory=dict)
    """By path, pages that are newer than their files."""


class _SupersededError(Exception):
    """Something was saved while a build ran; what was saved comes first."""


class Builder:
    """Shows what was saved: at once the pages of which that is possible, then everything."""

    def __init__(self, root: Path, folder: Path, *, drafts: bool, editor: str = "") -> None:
        self.root, self.folder = root, folder
        self.notes = NoteMaker(root=root, editor=editor)
        # root-absolute links, so that the 404 page works at any depth
        self.options = Options(linking=Linking(root="/"), drafts=drafts, tolerant=True, keeps_last=True, index=False)
        self.state, self.memory = PreviewState(notes=SiteNotes(root=root, editor=editor)), Memory()
        self.first_look = FirstLook(root)
        self.search = PreviewSearch(folder.with_name("preview-search"))
        self.reload: Reload = lambda: None
        self.saved: queue.SimpleQueue[frozenset[str] | None] = queue.SimpleQueue()
        """Paths below the root of each burst of saves; empty where they are not known, None at the end."""
        self.saves = self.looks = 0
        """Bursts that were saved, and that were looked at."""
        self.is_wanted = threading.Event()
        """There is something to build, or it is the end."""
        self.is_urgent = self.is_ended = False
        """Something was saved that is not shown yet; there is nothing more to come."""
        self.superseded = 0
        self.newer: dict[str, None] = {}
        """Sources that were saved since the build began."""
        self.changing = threading.Lock()
        """Held by who changes the first look and what it shows."""

    def tell(self) -> None:
        """Have browsers show what is new."""
        self.state.version += 1
        self.reload()

    # called by who watches

    def save(self, paths: frozenset[str] | None) -> None:
        """Tell of a burst of saves, or of the end: it comes before what is being built or indexed."""
        self.saves += 1
        self.saved.put(paths)
        self.search.stop()

    # in a thread of its own

    def keep_looking(self) -> None:
        """Show what can be shown of each save at once, until told to end."""
        while self.look():
            pass

    def look(self) -> bool:
        """Wait for a burst of saves, show what can be shown of it at once, and have it built; false at the end."""
        paths = self.saved.get()
        self.is_ended = paths is None
        if not (paths and self.show_at_once(*paths)):
            self.is_urgent = True
        self.looks += 1
        self.is_wanted.set()
        return not self.is_ended

    def show_at_once(self, *paths: str) -> bool:
        """Show the pages of saved sources, then those that list them; tell whether there are any."""
        # an editor may have had a file of its own there for a moment
        saved = [path for path in paths if _is_source(path) or (self.root / path).exists()]
        if len(saved) > _MOST_AT_ONCE or not all(map(_is_source, saved)):
            return False
        with self.changing:
            self.newer.update(dict.fromkeys(saved))
            is_shown = self._show(chain.from_iterable(map(self.first_look.show, saved)))
        if is_shown:
            self.tell()
        is_listed = False
        while self.first_look.waiting and self.saved.empty():  # what is saved meanwhile comes first
            with self.changing:
                is_listed |= self._show(islice(self.first_look.listed(), 1))
        if is_listed:
            self.tell()
        return is_shown

    def _show(self, pages: Iterable[tuple[str, bytes]]) -> bool:
        """Serve pages instead of their files; tell whether there are any."""
        try:
            shown = dict(pages)
        except Exception:  # noqa: BLE001 - the preview goes on, and the build that follows says what is wrong
            self.first_look = FirstLook(self.root)
            return False
        self.state.shown = {**self.state.shown, **shown}
        return bool(shown)

    # in another one

    def keep_building(self) -> None:
        """Build whenever something was saved, until told to end; in between, make what is searched."""
        self.get_ready()
        while self.wait():
            try:
                self.build(may_stop=self.superseded < _MOST_SUPERSEDED)
            except _SupersededError:
                self.superseded += 1
            else:
                self.superseded = 0
                self.tell()

    def wait(self) -> bool:
        """Wait for what is to be built, and use the time until then; false at the end."""
        shown = self.memory.shown
        self.search.begin()
        if shown is not None and self.saves == self.looks and not self.is_wanted.is_set():
            try:
                self.search.refresh(shown)
            except StoppedError:
                pass
            except (DataFileError, OSError, *DAMAGED) as error:
                click.echo(f"painsite: the preview has no search: {error}", err=True)
        self.is_wanted.wait()
        self.is_wanted.clear()
        while not self.is_urgent and self.superseded < _MOST_SUPERSEDED and self.is_wanted.wait(_QUIET_SECONDS):
            self.is_wanted.clear()
            self.superseded += 1
        self.is_urgent = False
        return not self.is_ended

    def get_ready(self) -> None:
        """Have what a first look needs, where the first build had nothing to do and so left nothing in memory."""
        if self.memory.shown is None:
            self.memory.is_asked_for = True
            with suppress(Exception):  # what is wrong the next build says
                self._run(self.stoppable(_silent, may_stop=True), jobs=1)
            self.memory.is_asked_for = False

    def build(self, *, jobs: int = 1, may_stop: bool = False) -> None:
        """Build everything that has changed. Raises `_SupersededError` where it may stop and something was saved."""
        try:
            with progress_bar() as show:
                result = self._run(self.stoppable(show, may_stop=may_stop), jobs=jobs)
        except _SupersededError:
            raise
        except Exception as error:  # noqa: BLE001 - the preview goes on, and the next change may mend it
            message = f"painsite: {error}"
            if not isinstance(error, OSError | OutputError):  # a flaw of our own, not of the folders
                message += f"\n\n{traceback.format_exc()}"
            click.echo(message, err=True)
            self.state.notes = self.notes.of_failure(message, self.state.notes)
            return
        text = show_text(result, self.root)
        click.echo("".join([text, *(f"note: {note}\n" for note in result.notes)]), nl=False, err=True)
        click.echo(_short_summary(result))
        self.state.notes = self.notes.of_build(result, self.memory.shown)

    def _run(self, progress: Progress, *, jobs: int) -> Result:
        """Build, then serve the files, and instead of some of them what was saved since this began."""
        with self.changing:
            self.newer.clear()
        result = run(self.root, self.folder, replace(self.options, jobs=jobs), progress=progress, memory=self.memory)
        shown = self.memory.shown
        if shown is not None:
            warm_up(shown)
        with self.changing:
            look = FirstLook(self.root, shown)
            pages: dict[str, bytes] = {}
            with suppress(Exception):  # as in `_show`
                for path in self.newer:
                    pages.update(look.show(path))
                pages.update(look.listed())
            self.first_look, self.state.shown = look, pages
        return result

    def stoppable(self, show: Progress, *, may_stop: bool) -> Progress:
        """Return a progress that raises `_SupersededError` when something was saved, if it may, or when all ends."""
        looks = self.looks

        def progress(stage: str, done: int, total: int) -> None:
            show(stage, done, total)
            if stage != _DONE and (self.is_ended or (may_stop and self.saves != looks)):
                raise _SupersededError

        return progress


def _is_source(path: str) -> bool:
    """Return whether a file may hold nodes."""
    return kind_of(path) in {"yaml", "article", "bibtex"}


def _silent(_stage: str, _done: int, _total: int) -> None:
    return


def _short_summary(result: Result) -> str:
    return f"{result.pages:,} pages, {result.written:,} changed, {count_problems(result.errors, result.warnings)}"
