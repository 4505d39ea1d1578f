"""Links that open a place of a source in an editor's program."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "none": "",
}
"""Addresses by the name of the program that answers to them; `none` for no links."""


def editor_link(template: str, root: Path, path: str, line: int, column: int) -> str:
    """Return the address that opens a source; empty without a template.

    `path` is from `root`, lines and columns from 1. Whatever a file is called, it stays one path.
    """
    if not template:
        return ""
    absolute = (root / path).absolute().as_posix()
    absolute = quote(absolute if absolute.startswith("/") else f"/{absolute}", safe="/")
    return template.format(path=absolute, line=line, column=column)


def template_of(name: str) -> str:
    """Return an editor's address by its name, or the address itself where it is one. Raises `ValueError`."""
    if name in EDITORS:
        return EDITORS[name]
    if "://" in name and "{path}" in name and not name.lower().startswith(("javascript:", "data:", "http")):
        try:
            name.format(path="", line=1, column=1)
        except (IndexError, KeyError, ValueError):
            pass
        else:
            return name
    remedy = f"use one of: {', '.join(EDITORS)}, or an address with {{path}}, {{line}} and {{column}}"
    raise ValueError(f"`{name}` is no editor; {remedy}")
