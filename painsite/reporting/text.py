"""Problems for people: each with its line, a caret below its column, and a word for how grave it is."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from painsite.build.result import Result
from painsite.problems import count_problems, severity_of
from painsite.reporting.excerpts import safe, take_excerpt
from painsite.reporting.folding import Fold, fold, say_others
from painsite.reporting.source_lines import SourceLines

_WIDTH = 120
"""Cells, where there is no terminal."""
_NARROWEST = 20
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What text is shown on."""

    width: int = _WIDTH
    """Cells."""
    has_colour: bool = False


PLAIN = Screen()


class Stream(Protocol):
    """What can say whether it is a terminal."""

    def isatty(self) -> bool:
        """Say it."""


def screen_of(stream: Stream) -> Screen:
    """Return what a stream shows: colour on a terminal alone, unless `NO_COLOR` is set (https://no-color.org)."""
    if not stream.isatty():
        return PLAIN
    has_colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(width=shutil.get_terminal_size((_WIDTH, 24)).columns, has_colour=has_colour)


def show_text(result: Result, root: Path, screen: Screen = PLAIN) -> str:
    """Return every problem with its line of the source; equal ones of a file once, with how often they are there."""
    lines = SourceLines(root)
    return "".join(f"{row}\n" for one in fold(result.problems) for row in _rows(one, result, lines, screen))


def say_count(result: Result) -> str:
    """Return how many problems there are, and as how many they are shown."""
    folded = len(fold(result.problems))
    shown = f", shown as {folded:,}" if folded < len(result.problems) else ""
    notes = len(result.problems) - result.errors - result.warnings
    return f"{count_problems(result.errors, result.warnings, notes)}{shown}"


def _rows(one: Fold, result: Result, lines: SourceLines, screen: Screen) -> Iterator[str]:
    problem = one.problem
    severity = severity_of(problem, result.rules)

    def paint(text: str, **style: object) -> str:
        return click.style(text, **style) if screen.has_colour else text  # type: ignore[arg-type]

    colour = _COLOURS[severity]
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    place, words = safe(str(problem.place)), safe(f"{problem.rule}: {problem.message}{remedy}")
    yield f"{paint(place, bold=True)}: {paint(severity, fg=colour, bold=True)}: {words}"
    line = lines.at(problem.place)
    number = str(problem.place.line) if line.strip() else ""
    bar, margin = paint("|", dim=True), " " * len(number)
    if number:
        room = max(screen.width - len(number) - len("   | "), _NARROWEST)
        excerpt = take_excerpt(line, problem.place.column, room)
        yield f"  {paint(number, dim=True)} {bar} {excerpt.text.rstrip()}"
        yield f"  {margin} {bar} {' ' * excerpt.indent}{paint('^', fg=colour, bold=True)}"
    if others := say_others(one):
        yield f"  {margin} {paint('=', dim=True)} {others}" if number else f"  {others}"
