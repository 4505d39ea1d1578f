"""The one client for all services: polite, patient, and clear about what went wrong."""

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import httpx

from painsite import __version__
from painsite.editing.services.kept_answers import KeptAnswer, KeptAnswers
from painsite.editing.services.pace import pause_between, wait_asked_for

_LARGEST = 20_000_000
"""Bytes of an answer. PubMed's record with the most authors and references has two million."""
_TRIES = 4
_LONGEST_WAIT = 60.0
"""Seconds that are waited for a service; one that asks for more is told of."""
_BUSY = frozenset({429, 500, 502, 503, 504})
_ONE_DAY = 86_400.0
_PRIVATE = frozenset({"api_key", "email", "mailto", "tool"})
_KEPT = "what was written before is kept"


class ServiceError(Exception):
    """A service cannot be asked, or does not answer as it should. The message says what to do."""


class Service(Protocol):
    """What the client has to know of a service."""

    @property
    def name(self) -> str:
        """How people call it."""

    @property
    def pause(self) -> float:
        """Seconds between two requests, until an answer says better."""


@dataclass(slots=True, kw_only=True)
class Client:
    """Asks one service after the other; requests to one host never overlap."""

    kept: KeptAnswers
    contact: str = ""
    """An address of e-mail that services may write to, or nothing."""
    fresh: bool = False
    """Ask again what was answered today."""
    seconds: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _http: httpx.Client = field(init=False)
    _pauses: dict[str, float] = field(default_factory=dict)
    """By host, the seconds between two requests."""
    _last: dict[str, float] = field(default_factory=dict)
    """By host, when it was last asked."""

    def __post_init__(self) -> None:
        """Open no connection yet."""
        who = f"; mailto:{self.contact}" if self.contact else ""
        self._http = httpx.Client(
            headers={"User-Agent": f"painsite/{__version__} (bibliography{who})"},
            timeout=httpx.Timeout(30.0, connect=10.0),
            verify=_trusted(),
            follow_redirects=True,
        )

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def ask(self, service: Service, address: str, parameters: Mapping[str, str]) -> str | None:
        """Return the text of an answer, or None where the service knows of nothing at this address.

        An answer of the same day is not asked for again unless `fresh`, and one with an ETag is sent only where it has
        changed. Raises `ServiceError`.
        """
        name = _public_name(address, parameters)
        kept = self.kept.find(name)
        if kept and not self.fresh and 0 <= self.seconds() - kept.fetched < _ONE_DAY:
            return kept.text
        known = {"If-None-Match": kept.etag} if kept and kept.etag else {}
        answer = self._try(service, httpx.URL(address, params=parameters), known)
        if answer is None:
            return None
        if answer.status == httpx.codes.NOT_MODIFIED and kept:
            text, etag = kept.text, kept.etag
        else:
            text, etag = answer.text, answer.headers.get("etag", "")
        self.kept.keep(KeptAnswer(address=name, text=text, etag=etag, fetched=self.seconds()))
        return text

    def forget(self, address: str, parameters: Mapping[str, str]) -> None:
        """Drop an answer that cannot be understood, so that the service is asked again."""
        self.kept.drop(_public_name(address, parameters))

    def _try(self, service: Service, address: httpx.URL, headers: Mapping[str, str]) -> "_Answer | None":
        """Ask until there is an answer, a few times at most."""
        problem = ""
        for attempt in range(_TRIES):
            self._keep_pace(service, address.host)
            wait = float(2**attempt)
            try:
                answer = self._send(service, address, headers)
            except httpx.TransportError as error:
                problem = _reason(error)
            else:
                if answer.status not in _BUSY:
                    return _checked(service, answer)
                problem = f"{service.name} is busy or out of order (status {answer.status})"
                asked = wait_asked_for(answer.headers, self.seconds())
                wait = wait if asked is None else asked
                if wait > _LONGEST_WAIT:
                    raise ServiceError(f"{problem} and asks to wait {round(wait)} seconds; try again then; {_KEPT}")
            if attempt + 1 < _TRIES:
                self.sleep(wait)
        raise ServiceError(f"{problem.replace('{host}', address.host)}; try again later; {_KEPT}")

    def _keep_pace(self, service: Service, host: str) -> None:
        due = self._last.get(host, 0.0) + self._pauses.get(host, service.pause)
        if host in self._last and (wait := due - self.seconds()) > 0:
            self.sleep(wait)
        self._last[host] = self.seconds()

    def _send(self, service: Service, address: httpx.URL, headers: Mapping[str, str]) -> "_Answer":
        content = bytearray()
        with self._http.stream("GET", address, headers=dict(headers)) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > _LARGEST:
                    raise ServiceError(f"the answer of {service.name} is larger than {_LARGEST // 10**6} MB; {_KEPT}")
        given = {name.lower(): value for name, value in response.headers.items()}
        self._pauses[address.host] = pause_between(given, self._pauses.get(address.host, service.pause))
        return _Answer(status=response.status_code, headers=given, content=bytes(content))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes
    text: str = ""


def _checked(service: Service, answer: _Answer) -> _Answer | None:
    """Return an answer with its text, or None where nothing is known. Raises `ServiceError` for what is no record."""
    if answer.status in {httpx.codes.NOT_FOUND, httpx.codes.GONE}:
        return None
    if answer.status == httpx.codes.NOT_MODIFIED:
        return answer
    if answer.status != httpx.codes.OK:
        raise ServiceError(f"{service.name} refuses to answer (status {answer.status}); {_KEPT}")
    if "text/html" in answer.headers.get("content-type", ""):
        raise ServiceError(
            f"{service.name} answered with a web page instead of a record: it is out of order, or this network asks for"
            f" a login; try again later; {_KEPT}"
        )
    charset = (
        httpx.Headers(dict(answer.headers)).get("content-type", "").partition("charset=")[2].strip(' ";') or "utf-8"
    )
    try:
        text = answer.content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        raise ServiceError(f"the answer of {service.name} is not text in {charset}; try again later; {_KEPT}") from None
    return _Answer(status=answer.status, headers=answer.headers, content=b"", text=text)


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates that are trusted; to load them takes a fifth of a second."""
    return httpx.create_ssl_context()


def _public_name(address: str, parameters: Mapping[str, str]) -> str:
    """Return an address without what names the person who asks."""
    return str(httpx.URL(address, params={name: value for name, value in parameters.items() if name not in _PRIVATE}))


def _reason(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "`{host}` does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "cannot reach `{host}`: there is no connection to the internet, or the service is down"
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return "the answer of `{host}` broke off"
    return "cannot ask `{host}`: " + str(error).lower()
