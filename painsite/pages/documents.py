"""Files that no template makes: feeds, exports, data for scripts, what is read by machines."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from painsite.hashing import value_digest
from painsite.model import Node
from painsite.pages.digests import Digests

Texts = Callable[[Collection[str]], Mapping[str, Node]]
"""From citekeys to nodes with their texts."""


class DocumentError(Exception):
    """A document cannot be made: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One or more files, made together where their key has changed."""

    paths: tuple[str, ...]
    """From the output folder, as far as they are known before the files are made."""
    content_key: Callable[[Digests], bytes]
    """Returns what changes whenever a content may."""
    make: Callable[[Texts], Mapping[str, bytes]]
    """Returns contents by path: of all `paths`, and of any files in `folder`. It runs in any process.

    It may raise `DocumentError`."""
    folder: str = ""
    """Where files lie whose names are known when they are made, such as `search/`; else empty."""
    shows: frozenset[str] = frozenset()
    """Citekeys of the nodes whose texts it shows: only where one of these is edited, an edited text can change it."""
    is_kept: bool = False
    """It is dear, so that its contents are kept in the cache for a build without output."""

    def key(self, digests: Digests) -> bytes:
        """Return what stands for all that is in the files: 16 bytes."""
        return value_digest(self.paths, self.folder, self.content_key(digests))

    def has(self, path: str) -> bool:
        """Return whether a file is one of these."""
        return path in self.paths or (bool(self.folder) and path.startswith(self.folder))


def plain_document(path: str, text: str) -> Document:
    """Return a file whose text is soon made and serves as its own key."""
    content = text.encode()
    return Document(paths=(path,), content_key=lambda _: value_digest(text), make=lambda _: {path: content})
