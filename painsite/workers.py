"""Spreading plain functions over forked processes."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[str, int, int], None]
"""Told of a stage's name, how much of it is done and how much there is (0 where unknown)."""

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Containers that are new and still in use; Python's own 700 are there before a page is half made."""

_task: Callable[[Any], Any]
"""Set in a worker alone, when it starts: the function that it was forked for."""


class ProcessEndedError(OSError):
    """A process that worked on something was ended by somebody else, such as a machine that runs out of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a process of this build was ended, perhaps for lack of memory;"
            " free some, or use `--jobs 1`, which needs less"
        )


def default_jobs() -> int:
    """Return the number of cores, or 1 where forking is not safe: on macOS and Windows, and beside other threads."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_forked(task: Callable[[T], R], items: Sequence[T], *, jobs: int, share: int, least: int) -> Iterator[R]:
    """Yield the task's result for each item, in the items' order, whatever the number of jobs.

    The task may use anything that exists before the call: workers inherit it. Items and results travel between
    processes, so they should be small. Where the task changes something, the change stays in the worker. `share`
    items are handed out at a time; fewer than `least` are done sooner than a process is started.
    """
    if jobs < 2 or len(items) < least:
        yield from map(task, items)
        return
    # only a large site needs them
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    gc.freeze()  # what is there stays: no collector need touch it, in any process, and so memory stays shared
    context = get_context("fork")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(task,)) as pool:
            yield from pool.map(_run, items, chunksize=share)
    except BrokenProcessPool as error:
        raise ProcessEndedError from error


class Beside(Generic[R]):
    """A task in another process, or where there is none, one that is done when its result is asked for."""

    def __init__(self, task: Callable[[], R], connection: "Connection | None" = None) -> None:
        self._task = task
        self._connection = connection
        self._found: list[R | BaseException] = []

    def poll(self) -> None:
        """Take the result if it is there, so that the process can end and give its memory back."""
        if self._connection and not self._found and self._connection.poll():
            self._found.append(_receive(self._connection))

    def result(self) -> R:
        """Wait for the result, or raise what the task has raised."""
        if self._connection is None:
            return self._task()
        found = self._found[0] if self._found else _receive(self._connection)
        if isinstance(found, BaseException):
            raise found
        return found


@contextmanager
def beside(task: Callable[[], R], *, jobs: int) -> Iterator[Beside[R]]:
    """Begin a task in another process where there may be several; its result has to be plain values.

    A task whose result is not asked for is ended.
    """
    if jobs < 2:
        yield Beside(task)
        return
    with _process(_send, task) as connection:
        yield Beside(task, connection)


@contextmanager
def stages_beside(task: Callable[[Callable[[Any], None]], None]) -> Iterator[Iterator[Any]]:
    """Yield what a task sends, one thing after the other, as it comes from a process of its own.

    What the task takes of memory is gone with its process. A task that is not followed to its end is ended. What comes
    raises `ProcessEndedError` where somebody else ends it.
    """
    with _process(_send_stages, task) as connection:
        yield _received(connection)


@contextmanager
def _process(send: Callable[[Any, Any], None], task: Any) -> "Iterator[Connection]":
    """Fork a process that sends what a task finds, and end it when nobody listens any more."""
    # without a thread, beside which no further process could be forked safely
    from multiprocessing import get_context  # noqa: PLC0415

    gc.freeze()  # as in `map_forked`
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=send, args=(task, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.terminate()
        process.join()


def _receive(connection: "Connection") -> Any:
    try:
        return connection.recv()
    except EOFError as error:
        raise ProcessEndedError from error


def _received(connection: "Connection") -> Iterator[Any]:
    while True:
        message, value = _receive(connection)
        if message == "end":
            return
        if message == "error":
            raise value
        yield value


def _end_with_workers(*_signal: object) -> None:
    """End a process so that it ends its own workers first; else these would wait for work for ever."""
    raise SystemExit


def _send_stages(task: Callable[[Callable[[Any], None]], None], connection: Any) -> None:
    signal.signal(signal.SIGTERM, _end_with_workers)
    # without the collector, as in the process that was forked: what is read stays to the end
    try:
        task(lambda value: connection.send(("value", value)))
        connection.send(("end", None))
    except SystemExit:
        return  # nobody listens any more
    except BaseException as error:  # noqa: BLE001 - it is raised where the values are asked for
        connection.send(("error", error))


def _send(task: Callable[[], Any], connection: Any) -> None:
    _collect_seldom()
    try:
        found = task()
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
        found = error
    connection.send(found)


def _collect_seldom() -> None:
    """Let the collector look for circles, which templates and parsers leave behind, but not within each page."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 50, 10)
    gc.enable()


def _start(task: Callable[[Any], Any]) -> None:
    global _task  # noqa: PLW0603 - a worker's only task, handed over by the fork itself
    _task = task
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _collect_seldom()


def _run(item: Any) -> Any:
    return _task(item)
