"""The order of the rooms, stated once: `test_rooms.py` holds imports to it, CONTRIBUTING.md prints it."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "painsite"

FLOORS = (
    ("model", "problems", "languages"),
    ("hashing", "theme", "unread", "workers"),
    ("files",),
    ("sources",),
    ("config",),
    ("linking", "json_schema"),
    ("pages",),
    ("output",),
    ("build",),
    ("editing", "queries", "reporting", "terminal"),
    ("lsp", "preview"),
    ("manual",),
    ("commands",),
    ("cli",),
)
"""From the ground up: a room may import from the floors below it and from itself."""

PURE = ("model", "problems", "languages", "sources", "config", "json_schema", "linking", "pages")
"""Rooms without disk, clock and network."""


def purpose_of(path: Path) -> str:
    """Return the first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def module_of(room: str) -> Path:
    """Return the file that says what a room is."""
    return PACKAGE / room / "__init__.py" if (PACKAGE / room).is_dir() else PACKAGE / f"{room}.py"


def format_floors() -> str:
    """Return the rooms as a table, the ground floor last."""
    return f"| floor | room | what it is |\n| ---: | --- | --- |\n{''.join(_rows())}"


def _rows() -> Iterator[str]:
    for number, floor in reversed(list(enumerate(FLOORS, start=1))):
        for room in floor:
            name = f"{room}/" if (PACKAGE / room).is_dir() else f"{room}.py"
            yield f"| {number} | `{name}` | {purpose_of(module_of(room))} |\n"
