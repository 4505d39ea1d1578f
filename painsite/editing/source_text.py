"""A source's bytes as the text that is edited, and back: byte order mark and line ends stay."""

from dataclasses import dataclass
from pathlib import Path

from painsite.files import SourceFile, decode_source, read_content
from painsite.problems import Problem

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file in UTF-8."""

    path: str
    content: bytes
    text: str
    """Without its byte order mark."""

    def encode(self, text: str) -> bytes:
        """Return the bytes of this file with another text."""
        return (_MARK if self.content.startswith(_MARK) else b"") + text.encode()


def read_source(root: Path, path: str) -> SourceText | Problem:
    """Read a source; the problem where it is not UTF-8. Raises `OSError`."""
    content = read_content(root, path)
    file = decode_source(content, path)
    return SourceText(path=path, content=content, text=file.text) if isinstance(file, SourceFile) else file
