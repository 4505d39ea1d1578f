"""Spreading plain functions over forked processes."""

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[str, int, int], None]
"""Told of a stage's name, how much of it is done and how much there is (0 where unknown)."""

_task: Callable[[Any], Any]
"""Set in a worker alone, when it starts: the function that it was forked for."""


def default_jobs() -> int:
    """Give the number of cores, or 1 where forking is not safe: on macOS and Windows, and beside other threads."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_forked(task: Callable[[T], R], items: Sequence[T], *, jobs: int, share: int, least: int) -> Iterator[R]:
    """Give the task's result for each item, in the items' order, whatever the number of jobs.

    The task may use anything that exists before the call: workers inherit it. Items and results travel between
    processes, so they should be small. Where the task changes something, the change stays in the worker. `share`
    items are handed out at a time; fewer than `least` are done sooner than a process is started.
    """
    if jobs < 2 or len(items) < least:
        yield from map(task, items)
        return
    # only a large site needs them
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    gc.freeze()  # what is there stays: no collector need touch it, in any process, and so memory stays shared
    context = get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(task,)) as pool:
        yield from pool.map(_run, items, chunksize=share)


def _start(task: Callable[[Any], Any]) -> None:
    global _task  # noqa: PLW0603 - a worker's only task, handed over by the fork itself
    _task = task
    gc.enable()  # templates and parsers do leave circles behind, page by page


def _run(item: Any) -> Any:
    return _task(item)
