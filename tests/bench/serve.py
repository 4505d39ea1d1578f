"""How long after a save the preview shows it.

A server is started, then a commentary and a headline are saved again and again, and a page is asked for every 5 ms
until it shows the change: the page of the entry after an edit of its commentary, and the page of a work that the entry
cites, which lists the entry by its headline, after an edit of that headline. Then the commentary is saved several times
in quick succession, and only the last of these is waited for.
"""

import http
import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.generate import Bibliography, Work, cited_keys
from tests.bench.measure import FailedError, running, wait_until_idle
from tests.bench.tools import Tool

_POLL_SECONDS = 0.005
_BURST, _BURST_SECONDS = 3, 0.2
"""Saves in quick succession, and the time between them."""
_IDLE_SECONDS = 120
"""How long at most a server may go on after it has shown a page, before the next edit."""
_START_SECONDS = 1_800
_PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Seconds from a save to the page that shows it, one for each edit; none where the page never showed it."""

    commentary: list[float] = field(default_factory=list)
    headline: list[float] = field(default_factory=list)
    burst: list[float] = field(default_factory=list)
    """From the last of several saves."""


def measure_waits(tool: Tool, folder: Path, bibliography: Bibliography, runs: int) -> Waits:
    """Serve the site of a folder and edit so many times. Raises `FailedError` where the server does not start."""
    citing, cited = _choose_works(bibliography)
    waits = Waits()
    with _serving(tool, folder, _address(citing)) as (session, port):
        for number in range(1, runs + 1):
            wait_until_idle(session, at_most=_IDLE_SECONDS)
            mark = f"Commentary edited {number} times."
            tool.edit_commentary(folder, citing.citekey, mark)
            _note(waits.commentary, _wait_for(port, _address(citing), mark))
            if tool.computes:
                wait_until_idle(session, at_most=_IDLE_SECONDS)
                mark = f"Headline edited {number} times"
                tool.edit_headline(folder, citing.citekey, mark)
                _note(waits.headline, _wait_for(port, _address(cited), mark))
            wait_until_idle(session, at_most=_IDLE_SECONDS)
            for save in range(1, _BURST + 1):
                time.sleep(_BURST_SECONDS if save > 1 else 0)
                mark = f"Commentary edited {number} times, then {save} times in a row."
                tool.edit_commentary(folder, citing.citekey, mark)
            _note(waits.burst, _wait_for(port, _address(citing), mark))
    return waits


def _choose_works(bibliography: Bibliography) -> tuple[Work, Work]:
    """Give a work from the middle, and one that it cites."""
    works = list(bibliography.work_by_citekey.values())
    citing = works[len(works) // 2]
    return citing, bibliography.work_by_citekey[cited_keys(citing.commentary)[0]]


def _address(work: Work) -> str:
    return f"/bibliography/{work.citekey}/"


def _note(waits: list[float], seconds: float | None) -> None:
    if seconds is not None:
        waits.append(seconds)


@contextmanager
def _serving(tool: Tool, folder: Path, address: str) -> Iterator[tuple[int, int]]:
    """Run the server until the block ends; give its session and its port once it answers with a page."""
    port = _free_port()
    command = tool.serve_command(port)
    with running(command, folder) as process:
        deadline = time.monotonic() + _START_SECONDS
        while not _get(port, address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise FailedError(f"`{' '.join(command)}` shows no page {address}")
            time.sleep(0.1)
        yield process.pid, port
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, address: str, text: str) -> float | None:
    """Give the seconds until a page holds a text; None where it still does not when patience ends."""
    wanted = text.encode()
    started = time.perf_counter()
    while (waited := time.perf_counter() - started) < _PATIENCE_SECONDS:
        if wanted in _get(port, address):
            return time.perf_counter() - started
        time.sleep(max(0.0, _POLL_SECONDS - (time.perf_counter() - started - waited)))
    return None


def _get(port: int, address: str) -> bytes:
    """Give a page, or nothing where there is none (yet)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read()
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()
    return text if answer.status == http.HTTPStatus.OK else b""
