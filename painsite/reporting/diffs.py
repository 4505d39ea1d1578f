"""What would change in a file, as a unified diff that `patch` and `git apply` read."""

from collections.abc import Iterator
from difflib import unified_diff

import click

from painsite.reporting.text import PLAIN, Screen

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show_diff(path: str, before: str, after: str, screen: Screen = PLAIN) -> str:
    """Return the lines that differ, each with three around it. Line ends are as in the file."""
    return "".join(_lines(path, before, after, screen))


def _lines(path: str, before: str, after: str, screen: Screen) -> Iterator[str]:
    old, new = before.split("\n"), after.split("\n")
    rows = unified_diff(_with_ends(old), _with_ends(new), f"a/{path}", f"b/{path}")
    for number, row in enumerate(rows):
        whole = row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"
        colour = _COLOURS.get(row[0]) if screen.has_colour and number > 1 else None
        yield click.style(whole.removesuffix("\n"), fg=colour) + "\n" if colour else whole


def _with_ends(lines: list[str]) -> list[str]:
    """Return lines with their ends; a carriage return alone ends none, as in git."""
    return [*(f"{line}\n" for line in lines[:-1]), *([lines[-1]] if lines[-1] else [])]
