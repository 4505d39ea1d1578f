"""Mending or formatting files: each read, and what becomes of it; nothing is written here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from painsite.editing.mending.mend import Mended
from painsite.editing.safe_writing import Change
from painsite.editing.source_text import read_source
from painsite.problems import Problem

_DATA = ".csv"
"""Nobody writes it by hand, and it is long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A source that reads better than it is."""

    path: str
    before: str
    after: str
    what: tuple[str, ...]
    """What was mended, for people."""
    change: Change


def revise_files(root: Path, paths: Iterable[str], revise: Callable[[str, str], Mended]) -> tuple[Revision, ...]:
    """Return what `revise` makes of the text and path of each source, of those that it changes.

    A file that is not UTF-8 is left, which a check reports; so is a .bib file in another encoding. Raises `OSError`.
    """
    found = []
    for path in paths:
        if path.endswith(_DATA):
            continue
        source = read_source(root, path)
        if isinstance(source, Problem):
            continue
        mended = revise(source.text, path)
        if mended.text != source.text:
            change = Change(path=path, before=source.content, after=source.encode(mended.text))
            found.append(Revision(path=path, before=source.text, after=mended.text, what=mended.what, change=change))
    return tuple(found)
