"""Run a command from outside and say how long it took, or how much memory all its processes had at once.

Each command gets a session of its own, by which its processes are found and ended.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SAMPLES_PER_SECOND = 50


class FailedError(Exception):
    """A tool did not do what is measured."""


@contextmanager
def running(command: list[str], folder: Path, *, output: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a folder, in a session of its own, whose number is that of the process.

    At the end of the block, also where that is an error, it and all that it has started are ended.
    """
    process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        with process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def time_command(command: list[str], folder: Path) -> float:
    """Run a command to its end in a folder; give the seconds. Raises `FailedError` where it fails."""
    started = time.perf_counter()
    with running(command, folder, output=subprocess.PIPE) as process:
        said, _ = process.communicate()
        seconds = time.perf_counter() - started
    _check(process, command, said)
    return seconds


def can_measure_memory() -> bool:
    """Whether the system tells the share of each process in shared memory; only Linux does."""
    return Path("/proc/self/smaps_rollup").is_file()


def peak_memory(command: list[str], folder: Path) -> int:
    """Run a command to its end in a folder; give the most bytes that it and its processes had at any one time.

    Memory that several processes share counts once: the sum is that of the proportional set sizes. What comes and goes
    between two looks, 20 ms apart, is not seen.
    """
    with running(command, folder) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory_of_session(process.pid))
            time.sleep(1 / _SAMPLES_PER_SECOND)
    _check(process, command, b"")
    return peak


def wait_until_idle(session: int, *, at_most: float) -> None:
    """Wait until the processes of a session have done nothing for half a second; where nobody tells, wait 3 seconds."""
    if not can_measure_memory():
        time.sleep(3)
        return
    deadline = time.monotonic() + at_most
    before = -1
    while before != (now := _work_of_session(session)) and time.monotonic() < deadline:
        before = now
        time.sleep(0.5)


def _work_of_session(session: int) -> int:
    """Give the processor time that a session has used, in 20 ms."""
    return sum(int(status[11]) + int(status[12]) for _, status in _processes(session)) // 2


def _check(process: subprocess.Popen[bytes], command: list[str], said: bytes) -> None:
    if process.returncode:
        text = said.decode(errors="replace")[-2_000:]
        raise FailedError(f"`{' '.join(command)}` ended with status {process.returncode}\n{text}")


def _memory_of_session(session: int) -> int:
    """Sum up the processes of a session, in bytes."""
    total = 0
    for process, _ in _processes(session):
        with suppress(OSError):  # it has ended meanwhile
            total += _proportional_set_size(process)
    return total


def _proportional_set_size(process: str) -> int:
    """Give a process's memory, with its share of what it shares with others, in bytes."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _processes(session: int) -> Iterator[tuple[str, list[str]]]:
    """Give number and status of each process of a session. https://docs.kernel.org/filesystems/proc.html, 1.1."""
    for name in os.listdir("/proc"):  # noqa: PTH208 - asked fifty times a second
        if not name.isdecimal():
            continue
        try:
            text = Path(f"/proc/{name}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        # "pid (name) state parent group session …"; a name may hold blanks and brackets
        status = text.rpartition(")")[2].split()
        if status[3:4] == [str(session)]:
            yield name, status
