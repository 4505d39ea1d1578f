"""Asking hosts for addresses, politely: one request at a time each, HEAD before GET, and who asks.

https://www.rfc-editor.org/rfc/rfc9110 section 15 for the statuses, section 10.2.3 for Retry-After.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from painsite.editing.link_checking.answers import Answer
from painsite.editing.services.pace import pause_between, wait_asked_for

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})
_NO_SUCH_HOST = ("Name or service not known", "nodename nor servname", "getaddrinfo failed", "No address associated")
"""How Linux, macOS and Windows say that a name is nobody's."""
_MOST_HOPS = 10
_MOST_HOSTS = 16
"""That are asked at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How hosts are asked."""

    agent: str
    """The name in every request, with an address of whoever is responsible."""
    timeout: float = 20.0
    """Seconds until a host is taken to be silent."""
    pause: float = 1.0
    """Seconds between two requests to a host."""
    patience: float = 60.0
    """The longest time that a busy host may ask for, in seconds; one that wants more is left."""


Report = Callable[[str, Answer], None]
"""Is told of each answer as it comes."""


def ask_all(addresses: Iterable[str], manners: Manners, report: Report) -> None:
    """Ask for every address, those of one host one after another, many hosts at the same time."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[_host_of(address)].append(address)
    asyncio.run(_ask_hosts(by_host, manners, report))


async def _ask_hosts(by_host: Mapping[str, list[str]], manners: Manners, report: Report) -> None:
    free, hosts = asyncio.Semaphore(_MOST_HOSTS), _Hosts(manners)
    headers = {"User-Agent": manners.agent, "Accept": "*/*"}

    async def ask_host(addresses: list[str]) -> None:
        for address in addresses:
            async with free:
                answer = await _ask(client, hosts, address)
            report(address, answer)

    async with (
        httpx.AsyncClient(headers=headers, timeout=manners.timeout, follow_redirects=False) as client,
        asyncio.TaskGroup() as group,
    ):
        for addresses in by_host.values():
            group.create_task(ask_host(addresses))


class _Hosts:
    """Who is asked now, and when somebody may be asked again; a redirect leads to hosts of others too."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}

    async def send(self, client: httpx.AsyncClient, method: str, address: str) -> httpx.Response:
        """Send a request when its host is free, and once more where the host is busy and says for how long."""
        host, clock = _host_of(address), asyncio.get_running_loop().time
        async with self._locks[host]:
            for is_last in (False, True):
                await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - clock()))
                pause = self.manners.pause
                try:
                    response = await _send(client, method, address)
                    # a limit that allows more is no reason to hurry
                    pause = max(pause, min(pause_between(response.headers, pause), self.manners.patience))
                finally:
                    self._free_at[host] = clock() + pause
                wait = wait_asked_for(response.headers, time.time())
                if response.status_code not in _BUSY or is_last or wait is None or wait > self.manners.patience:
                    break
                self._free_at[host] = clock() + wait
        return response


async def _send(client: httpx.AsyncClient, method: str, address: str) -> httpx.Response:
    """Send a request, and leave the body of the answer where it is."""
    async with client.stream(method, address) as response:
        return response


async def _ask(client: httpx.AsyncClient, hosts: _Hosts, address: str) -> Answer:
    try:
        async with asyncio.timeout((hosts.manners.timeout + hosts.manners.patience) * _MOST_HOPS):
            return await _follow(client, hosts, address)
    except (httpx.TimeoutException, TimeoutError):
        return Answer(outcome="timeout", reason=f"no answer within {hosts.manners.timeout:g} seconds")
    except httpx.UnsupportedProtocol:
        return Answer(outcome="unclear", reason="it leads to an address that is none of the web")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        is_unknown = any(words in reason for words in _NO_SUCH_HOST)
        return Answer(outcome="dead" if is_unknown else "unclear", reason=reason[:200])


async def _follow(client: httpx.AsyncClient, hosts: _Hosts, address: str) -> Answer:
    """Follow redirects; the address has moved as far as they are permanent from the first on."""
    here, moved_to, is_permanent = address, "", True
    for _ in range(_MOST_HOPS):
        response = await hosts.send(client, "HEAD", here)
        if response.status_code >= 400 and response.status_code not in _BUSY:
            response = await hosts.send(client, "GET", here)  # many hosts answer HEAD wrongly
        status = response.status_code
        target = response.headers.get("Location", "")
        if status not in _REDIRECTS or not target:
            break
        is_permanent = is_permanent and status in _PERMANENT
        here = urljoin(here, target)
        if urlsplit(here).scheme not in {"http", "https"}:
            raise httpx.UnsupportedProtocol(here)
        moved_to = here if is_permanent else moved_to
    else:
        return Answer(outcome="dead", status=status, reason="it leads in a circle")
    if status in _GONE:
        return Answer(outcome="dead", status=status)
    if status >= 400:
        return Answer(outcome="unclear", status=status)
    moved_to = moved_to.partition("#")[0]
    if moved_to and moved_to != address:
        return Answer(outcome="moved", status=status, moved_to=moved_to)
    return Answer(outcome="fine", status=status)


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:  # which asking for it says
        return ""
