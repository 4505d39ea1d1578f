"""The preview: pages served on this machine alone, and a browser that is told to reload.

livereload is the transport: it serves files and tells the browser. Watching and building are ours, in threads of their
own, so that pages are served while a build runs and no save is lost.
"""

import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import webbrowser
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from painsite.build.start import DAMAGED
from painsite.model import PartialDate
from painsite.pages.links import file_of
from painsite.preview.builder import Builder, PreviewState
from painsite.preview.overlay import OWN
from painsite.preview.watch import changes, stamp
from painsite.workers import default_jobs

_HOST = "127.0.0.1"
_HOST_NAMES = frozenset({_HOST, "localhost"})
_SWITCH_SECONDS = 0.0005
"""How long a build may go on while another thread has a page to show or to send, which waits so long many times."""


class PortError(Exception):
    """The port is taken or not allowed."""


def preview(root: Path, *, port: int, open_browser: bool, drafts: bool, editor: str = "") -> None:
    """Build into `.painsite/preview`, serve it on this machine alone, and rebuild at every change until interrupted.

    SIGTERM ends it as Ctrl+C does. `editor` is the address that opens a place of a source, as in `EDITORS`. Whatever is
    wrong with the sources, the server goes on. Raises `PortError`.
    """
    builder = Builder(root, root / ".painsite" / "preview", drafts=drafts, editor=editor)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    seen = stamp(root)
    # before there are threads, beside which no process can be forked safely
    builder.build(jobs=default_jobs())
    gc.freeze()  # no collector need go through a whole library while somebody waits
    server = PreviewServer(builder.state, builder.folder, builder.search.folder)
    loop = IOLoop.current()
    builder.reload = lambda: loop.add_callback(LiveReloadHandler.reload_waiters)
    stop = threading.Event()

    def keep_watching() -> None:
        for paths in changes(root, stop, seen):
            builder.save(paths)
        builder.save(None)

    sys.setswitchinterval(_SWITCH_SECONDS)
    threads = [
        threading.Thread(target=keep_watching, name="watcher", daemon=True),
        threading.Thread(target=builder.keep_looking, name="looker", daemon=True),
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
            self.content = self.read()
        except OSError as error:  # removed since it was looked for
            raise web.HTTPError(404) from error
        return len(self.content)

    def read(self) -> bytes:
        """Return what is served. Raises `OSError`."""
        return Path(str(self.absolute_path)).read_bytes()

    def get_content(  # type: ignore[override] # tornado's own has no file at hand
        self, abspath: str, start: int | None = None, end: int | None = None
    ) -> bytes:
        """Return what was read, or a part of it."""
        del abspath
        return self.content[start:end]

    def compute_etag(self) -> None:
        """Return none: tornado keeps the first it has made of a file; the problems on a page are not in its file."""

    def should_return_304(self) -> bool:
        return False

    def write_error(self, status_code: int, **kwargs: object) -> None:
        page = Path(self.root) / "404.html"
        if status_code == 404 and page.is_file():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(page.read_bytes())
        else:
            super().write_error(status_code, **kwargs)


class _OwnHandler(web.RequestHandler):
    """What the preview adds of its own; pages of other names for this machine get nothing."""

    def prepare(self) -> None:
        if self.request.host_name not in _HOST_NAMES:
            raise web.HTTPError(403)
        self.set_header("Cache-Control", "no-store")


class _AliveHandler(_OwnHandler):
    """Answers a tab that asks whether the server is there again, with the version of what is shown."""

    def initialize(self, state: PreviewState) -> None:
        self.state = state

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(str(self.state.version))


class _FileHandler(_OwnHandler):
    """A script or style sheet of the preview's own."""

    def initialize(self, name: str, media_type: str) -> None:
        self.name, self.media_type = name, media_type

    def get(self) -> None:
        self.set_header("Content-Type", f"{self.media_type}; charset=utf-8")
        self.finish((files("painsite.preview") / self.name).read_bytes())


class _TodoHandler(_OwnHandler):
    """The page of what to do next."""

    def initialize(self, state: PreviewState) -> None:
        self.state = state

    def get(self) -> None:
        today = datetime.now().astimezone().date()
        day = PartialDate(year=today.year, month=today.month, day=today.day)
        try:
            page = self.state.notes.todo(day, f"{OWN}todo.css")
        except DAMAGED as error:  # the next build mends the cache
            raise web.HTTPError(503) from error
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)


class _PageHandler(_PreviewHandler):
    """Files of the preview, and pages that are newer than their files."""

    def initialize(  # type: ignore[override] # it is told one thing more
        self, path: str, default_filename: str | None = None, *, state: PreviewState
    ) -> None:
        super().initialize(path, default_filename)
        self.state = state

    def read(self) -> bytes:
        path = Path(str(self.absolute_path)).relative_to(os.path.abspath(self.root)).as_posix()  # noqa: PTH100
        content = self.state.shown.get(path)
        return super().read() if content is None else content


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with our handlers, our watching, and nothing of its own on the terminal."""

    def __init__(self, state: PreviewState, folder: Path, search_folder: Path) -> None:
        super().__init__(watcher=_NoWatcher())
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
            def now(self) -> int:
                return state.version

            def added(self, path: str) -> bytes:
                script = f'<script src="/livereload.js?port={state.port}"></script>'
                return state.notes.overlay(path, self.version) + script.encode()

        handlers: list[tuple[str, Any] | tuple[str, Any, dict[str, Any]]] = [
            (rf"{OWN}alive", _AliveHandler, {"state": state}),
            (rf"{OWN}page\.js", _FileHandler, {"name": "page.js", "media_type": "text/javascript"}),
            (rf"{OWN}todo\.css", _FileHandler, {"name": "todo.css", "media_type": "text/css"}),
            (rf"{OWN}todo/", _TodoHandler, {"state": state}),
            (r"/(search/\d+/.*)", _PreviewHandler, {"path": os.fspath(self.search_folder)}),
            (r"/livereload", _SameOriginHandler),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/(.*)", _PageHandler, {"path": self.root, "default_filename": "index.html", "state": state}),
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

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        self.path = file_of(unquote(request.path))
        self.version = self.now()  # before the page is read: it may be newer than this says, never older

    def now(self) -> int:
        """Return the version of what is shown, as in `PreviewState`."""
        raise NotImplementedError

    def added(self, path: str) -> bytes:
        """Return what is added to a page, by its path in the output."""
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
            added = self.added(self.path)
            if "Content-Length" in headers:
                headers["Content-Length"] = str(int(headers["Content-Length"]) + len(added))
            self.tail = added
            chunk = self.transform_chunk(chunk, finishing)
        return status_code, headers, chunk

    def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:  # noqa: FBT001
        return chunk + self.tail if self.is_page and finishing else chunk
