"""The encoding of a .bib file, where the file itself says that it is another than UTF-8."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_HEAD = 2000
"""Bytes before the first entry that are looked through."""
_DECLARED = re.compile(rb"(?:en)?coding[ \t]*[:=][ \t]*([\w.-]+)", re.IGNORECASE)
"""`% Encoding: windows-1252` (JabRef), `% !TeX encoding = latin1` (TeXworks), `% -*- coding: latin-1 -*-` (Emacs)."""
_KNOWN = re.compile(r"(iso-?8859|latin|cp|windows|mac|koi8|utf-?16|gb|big5|euc|shift_?jis)", re.IGNORECASE)


def as_utf8(content: bytes) -> bytes:
    """Return the content of a .bib file in UTF-8, if it is in another encoding and says so; else as it is.

    A guess would turn names into others silently, so none is made.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    declared = _DECLARED.search(content.partition(b"@")[0][:_LONGEST_HEAD])
    if declared is None:
        return content
    encoding = declared[1].decode("ascii", "replace")
    return _decoded(content, encoding) if _KNOWN.match(encoding) and not _is_utf8(content) else content


def _decoded(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).encode()
    except (LookupError, UnicodeError):
        return content


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
