"""The lines of sources that problems speak of, read again."""

from collections.abc import Sequence
from pathlib import Path

from painsite.files import SourceFile, decode_source, kind_of, read_content
from painsite.problems import Place
from painsite.sources.bibtex.encoding import as_utf8
from painsite.unread import FOLDER


class SourceLines:
    """Lines by path, each file read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, Sequence[str]] = {}

    def at(self, place: Place) -> str:
        """Return the line of a place as it is now; nothing where it is gone, or is not of a source."""
        if place.path not in self._lines:
            self._lines[place.path] = _read(self._root, place.path)
        lines = self._lines[place.path]
        return lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""


def _read(root: Path, path: str) -> Sequence[str]:
    if not path.startswith(f"{FOLDER}/"):
        return ()
    try:
        content = read_content(root, path)
    except OSError:
        return ()
    file = decode_source(as_utf8(content) if kind_of(path) == "bibtex" else content, path)
    return file.text.split("\n") if isinstance(file, SourceFile) else ()
