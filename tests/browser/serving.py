"""A server for built sites, as strict as a careful publisher's."""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase, BytesIO
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Nothing inline, nothing from elsewhere. https://www.w3.org/TR/CSP3/"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A built site and where it is served."""

    folder: Path
    origin: str
    """`http://127.0.0.1:PORT`, without a slash at the end."""
    below: str = "/"
    """The path that the site's home page has."""

    def url(self, path: str) -> str:
        """Give the whole address of a path relative to the site's home page."""
        return f"{self.origin}{self.below}{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stop in the midst of each page."""

    behind: str
    """What is sent before it, once this text is reached."""
    over: Event = field(default_factory=Event)


@contextmanager
def serve(folder: Path, *, below: str = "/", pause: Pause | None = None) -> Iterator[Served]:
    """Serve a folder below a path of a free port of this machine."""
    handler = partial(_Handler, directory=str(folder), below=below, pause=pause)
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield Served(folder=folder, origin=f"http://127.0.0.1:{server.server_port}", below=below)
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader who left before the answer was there; of anything else as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, directory: str, below: str, pause: Pause | None) -> None:
        self.below, self.pause = below, pause
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a page in two parts where there is a pause."""
        file = Path(self.translate_path(self.path)) / "index.html"
        if not (self.pause and file.is_file()):
            super().do_GET()
            return
        first, mark, rest = file.read_bytes().partition(self.pause.behind.encode())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(first + mark + rest)))
        self.end_headers()
        self.wfile.write(first + mark)
        self.pause.over.wait()
        self.wfile.write(rest)

    def translate_path(self, path: str) -> str:
        """Give the file of an address; one outside of the site is that of no file."""
        if not urlsplit(path).path.startswith(self.below):
            return str(Path(self.directory) / "no such file")
        return super().translate_path(path.removeprefix(self.below.rstrip("/")))

    def send_head(self) -> BufferedIOBase | None:
        """Compress texts, as static hosts do."""
        file = Path(self.translate_path(self.path))
        if urlsplit(self.path).path.endswith("/"):
            file /= "index.html"
        kind = self.guess_type(str(file))
        accepted = self.headers.get("Accept-Encoding", "")
        if not file.is_file() or "gzip" not in accepted or not kind.startswith(("text/", "image/svg")):
            return super().send_head()
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def list_directory(self, _path: str) -> None:
        """Show no list of files: a site has a page for each address that it links to."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an unknown address with the site's own page for that."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Send the strict headers with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""
