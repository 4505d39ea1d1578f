"""What the command line prints: progress, where the time went, one line at the end."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from painsite.build.result import Result
from painsite.files import kind_of
from painsite.problems import count_problems
from painsite.workers import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show progress on a terminal; elsewhere, and with `NO_COLOR` or `TERM=dumb`, stay quiet."""
    if not sys.stderr.isatty():
        yield _silent
        return
    # 60 ms that only a terminal needs
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # it would take a thread, beside which no process can be forked safely
    ) as bars:
        task = bars.add_task("reading", total=None)
        shown, when = "", 0.0

        def report(stage: str, done: int, total: int) -> None:
            nonlocal shown, when
            now = time.monotonic()
            if stage != shown or now - when > 0.1:
                shown, when = stage, now
                bars.update(task, description=stage, completed=done, total=total or None)
                bars.refresh()

        yield report


@dataclass(slots=True)
class Clock:
    """Passes progress on, and keeps when each stage began and how much it did."""

    progress: Progress
    stages: list[tuple[str, float]] = field(default_factory=list)
    items: dict[str, int] = field(default_factory=dict)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of a stage's name, how much of it is done and how much there is."""
        if not self.stages or self.stages[-1][0] != stage:
            self.stages.append((stage, time.perf_counter()))
        self.items[stage] = done
        self.progress(stage, done, total)


def show_timings(clock: Clock, result: Result) -> str:
    """Return a table of where the time of a run went: stage, seconds, items, milliseconds for each."""
    rows = [f"{'stage':<16}{'seconds':>10}{'items':>10}{'ms each':>10}\n"]
    ends = [*[began for _, began in clock.stages[1:]], time.perf_counter()]
    for (stage, began), end in zip(clock.stages, ends, strict=True):
        rows.append(_row(stage, end - began, clock.items[stage]))
        if stage == "rendering":
            parts = result.spent.items() if clock.items[stage] else ()
            rows += [_row(f"  {part}", seconds, clock.items[stage]) for part, seconds in parts]
    rows.append(_row("all", ends[-1] - clock.stages[0][1], 0))
    return "".join(rows)


def _row(name: str, seconds: float, items: int) -> str:
    each = f"{seconds / items * 1000:10.3f}" if items else ""
    return f"{name:<16}{seconds:10.2f}{items or '':>10}{each}".rstrip() + "\n"


_MOST_REASONS = 20


def show_explanations(result: Result, wanted: str, output: Path) -> str:
    """Return why a file was made again or was not; without a wanted path, how often there was each reason.

    `wanted` is a path in the output folder or below the working directory, an address, or the path of a source.
    """
    if not wanted:
        return _counted_reasons(result)
    reasons = {one.path: one.reasons for one in result.explanations}
    path = next((one for one in _paths_meant(wanted, output) if one in reasons), "")
    if not path:
        if not reasons:
            return (
                f"{wanted}: it stays as it was: nothing has changed since the last build\n"
                "to learn why a page was made again, ask with the build that makes it: the one after an edit\n"
            )
        near = get_close_matches(wanted, reasons, n=1, cutoff=0.6)
        return f"{wanted}: the site has no such file{f'; did you mean `{near[0]}`?' if near else ''}\n"
    if not reasons[path]:
        return f"{path}: it stays as it was: nothing that it is made of has changed\n"
    return "".join([f"{path} was made again:\n", *[f"  - {reason}\n" for reason in reasons[path]]])


def _counted_reasons(result: Result) -> str:
    counts = Counter(reason for one in result.explanations for reason in one.reasons)
    made = sum(bool(one.reasons) for one in result.explanations)
    ordered = sorted(counts, key=lambda reason: (-counts[reason], reason))
    rows = [f"{counts[reason]:8,}  {reason}\n" for reason in ordered[:_MOST_REASONS]]
    left = len(ordered) - _MOST_REASONS
    more = [f"{'':8}  and {left:,} other reasons\n"] if left > 0 else []
    return "".join(
        [f"{made:,} of {result.files:,} files were made again; a file may have several reasons\n", *rows, *more]
    )


def _paths_meant(wanted: str, output: Path) -> Iterator[str]:
    """Yield the paths in the output folder that somebody may mean."""
    given = Path(os.path.abspath(wanted))  # noqa: PTH100 - links stay as they are
    inside = given.relative_to(output.absolute()).as_posix() if given.is_relative_to(output.absolute()) else ""
    for path in filter(None, (inside, wanted.strip("/"))):
        yield path
        yield f"{path}/index.html"
    kind = kind_of(wanted)
    if kind in {"yaml", "article"}:
        stem = Path(wanted).stem
        yield f"{'articles' if kind == 'article' else 'bibliography'}/{stem}/index.html"
    for folder in ("bibliography", "articles"):
        yield f"{folder}/{wanted}/index.html"  # a citekey
    if wanted in {"/", "."}:
        yield "index.html"


def _silent(_stage: str, _done: int, _total: int) -> None:
    return


def summary(result: Result, seconds: float) -> str:
    """Return the line at the end of a build."""
    counts = (
        (result.entries, "entry", "entries"),
        (result.articles, "article", "articles"),
        (result.citations, "citation", "citations"),
        (result.pages, "page", "pages"),
    )
    numbers = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts]
    files = f"{result.files:,} files ({result.size / 1e6:.1f} MB), {result.written:,} written"
    return f"{', '.join(numbers)}; {files}; {seconds:.1f} s; {count_problems(result.errors, result.warnings)}"
