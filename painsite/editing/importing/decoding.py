"""The bytes of a file of references → its text.

What a file says of itself counts first: a byte order mark, the declaration of XML, the comment of JabRef. Else it is
UTF-8; else UTF-16, where every second byte of its beginning is zero; else Windows-1252, or Latin-1 where a byte has no
meaning in that. A guess is told.
"""

import codecs
import re
from dataclasses import dataclass

from painsite.sources.bibtex.encoding import as_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 first: its mark begins with that of UTF-16."""
_XML = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and how it was decoded."""

    text: str
    """Without a byte order mark; line ends as they stand."""
    encoding: str
    """As Python names it."""
    is_guess: bool = False
    """Nothing in the file says that it is this encoding."""


def decode(content: bytes) -> Decoded:
    """Return the text of a file. Bytes that its encoding does not know become U+FFFD."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(text=content.decode(encoding, "replace").removeprefix("\ufeff"), encoding=encoding)
    content = as_utf8(content)
    try:
        return Decoded(text=content.decode(), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    declared = _XML.match(content[:_LOOKED_AT])
    if declared and (named := _in(content, declared[1].decode("ascii"))) is not None:
        return named
    beginning = content[:_LOOKED_AT]
    for encoding, zeros in (("utf-16-le", beginning[1::2]), ("utf-16-be", beginning[::2])):
        if zeros.count(0) > len(zeros) * 0.6:
            return Decoded(text=content.decode(encoding, "replace"), encoding=encoding, is_guess=True)
    for encoding in ("cp1252", "latin-1"):
        try:
            return Decoded(text=content.decode(encoding), encoding=encoding, is_guess=True)
        except UnicodeDecodeError:
            continue
    raise AssertionError  # Latin-1 has a character for each byte


def _in(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(text=content.decode(encoding), encoding=encoding.lower())
    except (LookupError, UnicodeError):
        return None


def with_line_feeds(text: str) -> str:
    """Return a text with the line ends that readers expect."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
