"""A server of our own that answers as Crossref, PubMed and the others do, from recordings."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

RECORDINGS = Path(__file__).parent / "recordings"
_DOI = re.compile(r'"DOI": "(10\.5555/[^"]+)"')
_PMID = re.compile(r"<PMID[^>]*>(\d+)</PMID>")

_USUAL = {"Content-Type": "application/json", "X-Rate-Limit-Limit": "1000", "X-Rate-Limit-Interval": "1s"}
"""Headers; with this limit tests need not wait."""


@dataclass(frozen=True)
class Answer:
    """What the server says to one request."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    """Bytes of the content that are not sent."""


@dataclass
class Services:
    """The services, and what they were asked."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    """Paths with their queries, in order."""
    headers: list[dict[str, str]] = field(default_factory=list)
    """Of each request, by names in small letters."""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """By a part of a path: answers that come first, each once; the last one stays."""
    known: set[str] = field(default_factory=set)
    """Names of the pairs of recordings that the services have."""
    changed: dict[str, Callable[[str], str]] = field(default_factory=dict)
    """By a recording's file name, what has become of it since."""

    def answer(self, path: str) -> Answer:
        for part, waiting in self.answers.items():
            if part in path and waiting:
                return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        address = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path.startswith("/works/"):
            return self._work(unquote(address.path.removeprefix("/works/")))
        if address.path == "/efetch.fcgi":
            return self._pubmed(query["id"])
        if address.path == "/esearch.fcgi":
            return self._search(query["term"])
        if address.path == "/articles/":
            return self._converted(query["ids"])
        return Answer(status=404)

    def _text(self, name: str) -> str:
        return self.changed.get(name, str)((RECORDINGS / name).read_text(encoding="utf-8"))

    def _pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, DOI and PMID of each pair that is known."""
        for name in sorted(self.known):
            doi = _DOI.search((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))
            pmid = _PMID.search((RECORDINGS / f"{name}.xml").read_text(encoding="utf-8"))
            yield name, doi[1].lower() if doi else "", pmid[1] if pmid else ""

    def _work(self, doi: str) -> Answer:
        name = next((name for name, known, _ in self._pairs() if known == doi.lower()), "")
        return Answer(self._text(f"{name}.json").encode()) if name else Answer(b"Resource not found.", status=404)

    def _pubmed(self, pmid: str) -> Answer:
        name = next((name for name, _, known in self._pairs() if known == pmid), "")
        empty = "<PubmedArticleSet></PubmedArticleSet>"
        return Answer((self._text(f"{name}.xml") if name else empty).encode(), headers={"Content-Type": "text/xml"})

    def _search(self, term: str) -> Answer:
        found = [pmid for _, doi, pmid in self._pairs() if f'"{doi}"[doi]' == term]
        return Answer(json.dumps({"esearchresult": {"count": str(len(found)), "idlist": found}}).encode())

    def _converted(self, pmcid: str) -> Answer:
        records = [{"pmcid": pmcid, "pmid": pmid} for _, _, pmid in self._pairs()]
        return Answer(json.dumps({"status": "ok", "records": records[:1]}).encode())


class _Handler(BaseHTTPRequestHandler):
    services: Services

    def do_GET(self) -> None:
        self.services.asked.append(self.path)
        self.services.headers.append({name.lower(): value for name, value in self.headers.items()})
        answer = self.services.answer(self.path)
        self.send_response(answer.status)
        headers = {**_USUAL, "Content-Length": str(len(answer.content)), **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content[: len(answer.content) - answer.cut])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_recordings() -> Iterator[Services]:
    """Serve on a port of this machine, until the block ends."""
    services = Services()
    handler = type("Handler", (_Handler,), {"services": services})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    services.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def use_recordings(monkeypatch: pytest.MonkeyPatch, services: Services) -> None:
    """Let every service be asked at the server of recordings, and nothing go through a proxy."""
    for name in ("CROSSREF", "PUBMED", "PMC", "ARXIV", "DATACITE", "OPENLIBRARY"):
        monkeypatch.setenv(f"PAINSITE_{name}", services.address)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("NCBI_API_KEY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
