"""The journey again and again, with a browser listening.

livereload is the transport: it serves files and tells the browser. Watching and building are ours, in a thread of their
own, so that pages are served while a build runs and no save is lost.
"""

import contextlib
import gc
import logging
import os
import queue
import threading
import traceback
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import click
from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from msgspec.structs import replace
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from watchfiles import watch

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
from painsite.unread import FOLDER
from painsite.workers import Progress, default_jobs

_HOST = "127.0.0.1"
_HOST_NAMES = frozenset({_HOST, "localhost"})
_WATCHED = (FOLDER, "templates", "static")
_MOST_SUPERSEDED = 3
"""Builds that saves may interrupt in a row; the next one is done to its end, however fast somebody types."""


class PortError(Exception):
    """The port is taken or not allowed."""


@dataclass(slots=True)
class _State:
    """What the builder tells the server; each value is replaced as a whole."""

    banner: bytes = b""
    port: int = 0


def preview(root: Path, *, port: int, open_browser: bool, drafts: bool) -> None:
    """Build into `.painsite/preview`, serve it on this machine alone, and rebuild at every change until interrupted.

    Raises `PortError`. Whatever is wrong with the sources, the server goes on.
    """
    builder = _Builder(root, root / ".painsite" / "preview", drafts=drafts)
    seen = _stamp(root)
    # before there are threads, beside which no process can be forked safely
    builder.build(jobs=default_jobs())
    gc.freeze()  # no collector need go through a whole library while somebody waits
    server = _PreviewServer(builder.state, builder.folder, builder.search.folder)
    loop = IOLoop.current()
    builder.reload = lambda: loop.add_callback(LiveReloadHandler.reload_waiters)
    stop = threading.Event()

    def keep_watching() -> None:
        for paths in _changes(root, stop, seen):
            builder.save(paths)
        builder.save(None)

    threads = [
        threading.Thread(target=keep_watching, name="watcher", daemon=True),
        threading.Thread(target=builder.keep_building, name="builder", daemon=True),
    ]
    try:
        for thread in threads:
            thread.start()
        # livereload catches Ctrl+C only once its loop runs
        with contextlib.suppress(KeyboardInterrupt):
            server.start(port, open_browser=open_browser)
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=10)


class _SupersededError(Exception):
    """Something was saved while a build ran; what was saved comes first."""


class _Builder:
    """Builds what was saved: first the pages that can be shown at once, then everything."""

    def __init__(self, root: Path, folder: Path, *, drafts: bool) -> None:
        self.root, self.folder = root, folder
        # root-absolute links, so that the 404 page works at any depth
        self.options = Options(linking=Linking(root="/"), drafts=drafts, tolerant=True, index=False)
        self.state, self.memory = _State(), Memory()
        self.search = PreviewSearch(folder.with_name("preview-search"))
        self.saved: queue.SimpleQueue[frozenset[str] | None] = queue.SimpleQueue()
        """Paths below the root of each burst of saves; empty where they are not known, None at the end."""
        self.reload: Callable[[], object] = lambda: None
        self.superseded = 0

    def save(self, paths: frozenset[str] | None) -> None:
        """Tell of a burst of saves, or of the end: it comes before what is being indexed."""
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
        """Give what was saved next, and use the time until then."""
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
        """Put the pages that a saved source changes into the preview; tell whether there are any."""
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
        """Give a progress that raises `_SupersededError` when something was saved."""

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


_Stamp = frozenset[tuple[str, int, int]]


def _stamp(root: Path) -> _Stamp:
    """Give path, time and size of every watched file: two stamps differ where something was saved in between."""
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


def _changes(root: Path, stop: threading.Event, seen: _Stamp) -> Iterator[frozenset[str]]:
    """Tell of each burst of saves below the watched folders, those that appear later among them.

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
                step=20,
                stop_event=stop,
                yield_on_timeout=True,
                rust_timeout=1000,
                raise_interrupt=False,
            ):
                # a folder that was removed and made again is another one, and has to be watched anew
                moved = folders != _folders(root) or any(Path(path).name in _WATCHED for _, path in changes)
                saved = changes or (is_new and _stamp(root) != seen)
                if moved:
                    seen = _stamp(root)
                if saved or moved:
                    yield _paths(root, changes) if changes and not moved else frozenset()
                if moved:
                    break
                is_new = False
        except OSError:  # a folder vanished since it was looked for, or the system can watch no more: look ourselves
            stop.wait(0.5)
            if (now := _stamp(root)) != seen:
                seen = now
                yield frozenset()


def _paths(root: Path, changes: Iterable[tuple[object, str]]) -> frozenset[str]:
    """Give the changed paths below the root; an editor's own files beside a source do not count."""
    found = {os.path.relpath(path, os.path.realpath(root)).replace(os.sep, "/") for _, path in changes}
    return frozenset(path for path in found if not path.endswith("~") and "/." not in path) or frozenset(found)


class _NoWatcher(Watcher):  # type: ignore[misc] # livereload has no types
    """A watcher that livereload can ask as often as it likes: we watch ourselves."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: dict[str, dict[str, object]] = {
            "-": {}
        }  # livereload watches the working directory where there is no task

    def examine(self) -> tuple[None, None]:
        """Report nothing, ever."""
        self._changes.clear()
        return None, None


class _SameOriginHandler(LiveReloadHandler):  # type: ignore[misc]
    """The socket that tells a browser to reload; only pages of this server may open it."""

    def check_origin(self, origin: str) -> bool:
        host = origin.split("://", 1)[-1]
        return host == self.request.host and host.rsplit(":", 1)[0] in _HOST_NAMES


class _PreviewHandler(web.StaticFileHandler):
    """Files of the preview: never kept by the browser, with the site's own page for what is not there."""

    content = b""

    def prepare(self) -> None:
        # another name that resolves to this machine is somebody else's page trying to read the preview
        if self.request.host_name not in _HOST_NAMES:
            raise web.HTTPError(403)

    def set_extra_headers(self, path: str) -> None:
        del path
        self.set_header("Cache-Control", "no-store")

    def get_content_size(self) -> int:
        """Read the file, once for its length and its content: the builder may replace it in between."""
        try:
            self.content = Path(str(self.absolute_path)).read_bytes()
        except OSError as error:  # removed since it was looked for
            raise web.HTTPError(404) from error
        return len(self.content)

    def get_content(  # type: ignore[override] # tornado's own has no file at hand
        self, abspath: str, start: int | None = None, end: int | None = None
    ) -> bytes:
        """Give what was read, or a part of it."""
        del abspath
        return self.content[start:end]

    def compute_etag(self) -> None:
        """Give none: tornado keeps the first it has made of a file, and the problems on a page are not in its file."""

    def should_return_304(self) -> bool:
        return False

    def write_error(self, status_code: int, **kwargs: object) -> None:
        page = Path(self.root) / "404.html"
        if status_code == 404 and page.is_file():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(page.read_bytes())
        else:
            super().write_error(status_code, **kwargs)


class _PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with our handlers, our watching, and nothing of its own on the terminal."""

    def __init__(self, state: _State, folder: Path, search_folder: Path) -> None:
        super().__init__(watcher=_NoWatcher())
        self.SFH = _PreviewHandler
        self.state = state
        self.folder = folder
        self.search_folder = search_folder
        self.open_browser = False

    def start(self, port: int, *, open_browser: bool) -> None:
        """Serve until interrupted. Raises `PortError`."""
        self.open_browser = open_browser
        self.serve(port=port, host=_HOST, root=os.fspath(self.folder))

    def application(self, port: int, host: str, **_options: object) -> None:
        """Listen; livereload calls this when it starts."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = True
        try:
            sockets = bind_sockets(port, address=host)
        except (OSError, OverflowError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            raise PortError(f"cannot serve on port {port}: {reason}; choose another with --port") from error
        self.state.port = sockets[0].getsockname()[1]
        state = self.state

        class Additions(_Additions):
            def added(self) -> bytes:
                return f'<script src="/livereload.js?port={state.port}"></script>'.encode() + state.banner

        handlers = [
            (r"/(search/\d+/.*)", _PreviewHandler, {"path": os.fspath(self.search_folder)}),
            (r"/livereload", _SameOriginHandler),
            (r"/livereload\.js", LiveReloadJSHandler),
            *self.get_web_handlers(b""),
        ]
        HTTPServer(web.Application(handlers, transforms=[Additions])).add_sockets(sockets)
        address = f"http://{host}:{self.state.port}/"
        click.echo(f"serving {address} (stop with Ctrl+C)")
        if self.open_browser:
            webbrowser.open(address)

    def _setup_logging(self) -> None:
        logging.getLogger("livereload").setLevel(logging.ERROR)
        logging.getLogger("tornado.access").setLevel(logging.ERROR)


class _Additions(web.OutputTransform):
    """Puts the reloading script and the problems at the end of every page, with or without a `<head>`."""

    is_page = False
    tail = b""

    def added(self) -> bytes:
        """Give what is added."""
        raise NotImplementedError

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001
    ) -> tuple[int, HTTPHeaders, bytes]:
        self.is_page = "html" in headers.get("Content-Type", "") and status_code in {200, 404}
        if self.is_page:
            added = self.added()
            if "Content-Length" in headers:
                headers["Content-Length"] = str(int(headers["Content-Length"]) + len(added))
            self.tail = added
            chunk = self.transform_chunk(chunk, finishing)
        return status_code, headers, chunk

    def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:  # noqa: FBT001
        return chunk + self.tail if self.is_page and finishing else chunk
