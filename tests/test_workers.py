"""Several processes give what one gives."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from painsite.build.cache import CacheError
from painsite.workers import ProcessEndedError, beside, default_jobs, map_forked, stages_beside


def forked(task: Callable[[int], object], items: Sequence[int], *, jobs: int = 2) -> list[object]:
    """Fork even for a few items."""
    return list(map_forked(task, items, jobs=jobs, share=3, least=1))


def double(number: int) -> int:
    return number * 2


def process(_number: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_items() -> None:
    assert forked(double, range(200), jobs=4) == [number * 2 for number in range(200)]


def test_a_task_runs_in_processes_of_its_own() -> None:
    assert os.getpid() not in forked(process, range(10))


def test_a_task_finds_in_its_process_what_there_was_before() -> None:
    words = ["lumbar", "disc"]
    assert forked(lambda number: words[number], range(2)) == words


def test_what_a_task_changes_stays_in_its_process() -> None:
    found: list[int] = []
    forked(found.append, range(10))
    assert found == []


def test_one_job_runs_in_this_process() -> None:
    assert forked(process, range(2), jobs=1) == [os.getpid()] * 2


def test_few_items_run_in_this_process() -> None:
    assert list(map_forked(process, range(3), jobs=2, share=1, least=4)) == [os.getpid()] * 3


def test_no_items_are_no_work() -> None:
    assert forked(double, ()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_in_a_worker_fails_here(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        forked(lambda number: 1 // number, [1, 0], jobs=jobs)


def test_there_is_at_least_one_job() -> None:
    assert default_jobs() >= 1


def test_there_are_as_many_jobs_as_cores_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "fork", os.getpid, raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1, 5}, raising=False)
    assert default_jobs() == 3


def test_where_the_system_counts_cores_alone_there_are_as_many_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "freebsd")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "fork", os.getpid, raising=False)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert default_jobs() == 6
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert default_jobs() == 1


def test_beside_other_threads_there_is_one_job() -> None:
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert default_jobs() == 1
    finally:
        wait.set()
        thread.join()


def test_on_macos_there_is_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_jobs() == 1


def test_where_nothing_can_be_forked_there_is_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    assert default_jobs() == 1


def test_a_task_beside_gives_what_it_gives_here() -> None:
    for jobs in (1, 2):
        with beside(lambda: [os.getpid(), "done"], jobs=jobs) as task:
            task.poll()
            process, word = task.result()
        assert (process == os.getpid(), word) == (jobs == 1, "done")


def test_what_a_task_beside_raises_is_raised_where_its_result_is_asked_for() -> None:
    def fail() -> None:
        raise CacheError("damaged")

    for jobs in (1, 2):
        with beside(fail, jobs=jobs) as task, pytest.raises(CacheError, match="damaged"):
            task.result()


def test_a_task_beside_that_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    started = tmp_path / "started"

    def wait() -> None:
        started.touch()
        time.sleep(60)
        started.unlink()

    with beside(wait, jobs=2):
        while not started.exists():
            time.sleep(0.01)
    assert (started.exists(), multiprocessing.active_children()) == (True, [])


def test_stages_beside_that_nobody_waits_for_end_with_their_workers() -> None:
    def task(send: Callable[[object], None]) -> None:
        for process in map_forked(lambda _: os.getpid(), range(10_000), jobs=2, share=1, least=1):
            send(process)

    with stages_beside(task) as stages:
        workers = {next(stages) for _ in range(4)}
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_a_large_result_is_taken_while_others_work() -> None:
    with beside(lambda: bytes(1 << 20), jobs=2) as task:
        while not task._found:
            task.poll()
        for child in multiprocessing.active_children():
            child.join()
        assert (len(task.result()), multiprocessing.active_children()) == (1 << 20, [])


# processes that somebody else ends


def end_itself(*_arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_ended_is_told_of() -> None:
    with pytest.raises(ProcessEndedError):
        list(map_forked(end_itself, range(4), jobs=2, share=1, least=1))


def test_a_task_beside_that_is_ended_is_told_of() -> None:
    with pytest.raises(ProcessEndedError), beside(end_itself, jobs=2) as task:
        task.result()


def test_stages_beside_that_are_ended_are_told_of() -> None:
    def task(send: Callable[[object], None]) -> None:
        send("first")
        end_itself()

    with stages_beside(task) as stages:
        assert next(stages) == "first"
        with pytest.raises(ProcessEndedError):
            next(stages)
