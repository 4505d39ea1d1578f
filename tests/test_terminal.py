"""What the command line prints of a run: stages with their seconds, progress, one line at the end."""

import sys

import pytest

from painsite import terminal
from painsite.build.result import Result
from painsite.problems import Place, Problem
from painsite.terminal import Clock, progress_bar, show_timings, summary
from tests.support import silent

JORNAL = Problem(
    place=Place(path="bibliography/weber-1983.yaml", line=2, column=1),
    rule="unknown-field",
    message="`jornal` is not a field of an entry",
    remedy="did you mean `journal`?",
)


# the line at the end


def test_the_last_line_counts_what_there_is_and_what_was_written() -> None:
    result = Result(entries=1, articles=2, citations=1_000, pages=1, files=1_234, size=1_250_000, written=3)
    assert summary(result, 0.25) == (
        "1 entry, 2 articles, 1,000 citations, 1 page; 1,234 files (1.2 MB), 3 written; 0.2 s; no problems"
    )


def test_the_last_line_counts_problems() -> None:
    assert summary(Result(problems=(JORNAL,), errors=1, warnings=2), 0).endswith("; 1 error, 2 warnings")


# timings


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Times that the clock tells, one after another."""
    times: list[float] = []
    monkeypatch.setattr(terminal.time, "perf_counter", lambda: times.pop(0))
    return times


def test_a_clock_passes_on_what_it_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    clock = Clock(lambda *report: told.append(report))
    for report in (("reading", 1, 2), ("reading", 2, 2), ("linking", 0, 0)):
        clock(*report)
    assert told == [("reading", 1, 2), ("reading", 2, 2), ("linking", 0, 0)]
    assert ([stage for stage, _ in clock.stages], clock.items) == (["reading", "linking"], {"reading": 2, "linking": 0})


def test_timings_are_a_table_of_stages_with_seconds_and_items(seconds: list[float]) -> None:
    seconds += [1.0, 1.5, 3.5, 4.0]
    clock = Clock(silent)
    for report in (("looking", 0, 0), ("reading", 0, 4), ("reading", 4, 4), ("publishing", 0, 0)):
        clock(*report)
    assert show_timings(clock, Result()).splitlines() == [
        "stage              seconds     items   ms each",
        "looking               0.50",
        "reading               2.00         4   500.000",
        "publishing            0.50",
        "all                   3.00",
    ]


def test_timings_of_rendering_are_divided_among_its_parts(seconds: list[float]) -> None:
    seconds += [0.0, 2.0]
    clock = Clock(silent)
    clock("rendering", 10, 10)
    assert show_timings(clock, Result(spent={"ranking": 0.5, "templates": 1.5})).splitlines() == [
        "stage              seconds     items   ms each",
        "rendering             2.00        10   200.000",
        "  ranking             0.50        10    50.000",
        "  templates           1.50        10   150.000",
        "all                   2.00",
    ]


def test_where_nothing_was_rendered_nothing_is_divided(seconds: list[float]) -> None:
    seconds += [0.0, 1.0]
    clock = Clock(silent)
    clock("rendering", 0, 0)
    assert show_timings(clock, Result(spent={"ranking": 0.5})).splitlines()[1:] == [
        "rendering             1.00",
        "all                   1.00",
    ]


# progress


class Screen:
    """A stream that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        self.is_terminal, self.shown = is_terminal, ""

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text: str) -> int:
        self.shown += text
        return len(text)

    def flush(self) -> None:
        return


def test_progress_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    shown = []
    for is_terminal in (True, False):
        screen = Screen(is_terminal=is_terminal)
        monkeypatch.setattr(sys, "stderr", screen)
        with progress_bar() as progress:
            progress("reading", 1, 2)
            progress("reading", 2, 2)
            progress("linking", 0, 0)
        shown.append(screen.shown)
    assert ("reading" in shown[0], "1/2" in shown[0], "linking" in shown[0], shown[1]) == (True, True, True, "")


def test_progress_is_drawn_for_each_stage_and_otherwise_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    times = iter([10.0, 10.05, 10.2, 10.21])
    monkeypatch.setattr(terminal, "time", type("Time", (), {"monotonic": staticmethod(lambda: next(times))}))
    screen = Screen(is_terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar() as progress:
        for done in (1, 2, 3, 4):
            progress("reading", done, 9)
    assert [f"{done}/9" in screen.shown for done in (1, 2, 3, 4)] == [True, False, True, False]
