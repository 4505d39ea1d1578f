"""Folders of other site generators → the files in them that hold references.

Hugo's Academic theme has a folder for each publication, with `index.md` and often `cite.bib`; Jekyll-scholar, and so
al-folio, has `_bibliography/*.bib`. A folder of neither is read as the files of references that lie in it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from painsite.editing.formats.publication_pages import parse_publication
from painsite.editing.importing.decoding import decode, with_line_feeds
from painsite.editing.importing.reading import ReadFile, read_file

_PAGES = ("index.md", "index.en.md")
_SUFFIXES = frozenset({".bib", ".ris", ".nbib", ".enw", ".xml", ".json"})
_LEFT_OUT = frozenset({"node_modules", "public", "_site", "resources", "vendor", "themes"})
"""Folders of what was built or installed."""
_SETTINGS = frozenset({"package.json", "package-lock.json", "tsconfig.json", "composer.json", "manifest.json"})


class NoFolderError(Exception):
    """A folder holds nothing to import."""


def read_folder(folder: Path) -> tuple[ReadFile, ...]:
    """Read the references of a folder. Raises `NoFolderError`."""
    pages, libraries = [], []
    for path in _files(folder):
        if path.name in _PAGES and (
            path.parent.parent.name.startswith("publication") or (path.parent / "cite.bib").exists()
        ):
            pages.append(path)
        elif path.suffix.lower() == ".bib" and "_bibliography" in path.parts:
            libraries.append(path)
    found = [*(_read_publication(path) for path in pages), *(read_file(path) for path in libraries)]
    if not found:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
        found = [read_file(path) for path in files if path.name not in _SETTINGS]
    if not found:
        raise NoFolderError(
            f"`{folder}` holds neither publications of Hugo Academic (`publication/NAME/index.md`), nor"
            " `_bibliography/*.bib` of Jekyll-scholar, nor files of references; name another folder, or the files"
        )
    return tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in a stable order, without following links."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT and not name.startswith("."))
        yield from (Path(root) / name for name in sorted(names))


def _read_publication(path: Path) -> ReadFile:
    bibliography = path.parent / "cite.bib"
    try:
        page = with_line_feeds(decode(path.read_bytes()).text)
        cited = decode(bibliography.read_bytes()).text if bibliography.is_file() else ""
    except OSError as error:
        return ReadFile(name=str(path), error=(error.strerror or "it cannot be read").lower())
    references = parse_publication(page, cited, path=str(path), bibliography_path=str(bibliography))
    return ReadFile(name=str(path), references=references)
