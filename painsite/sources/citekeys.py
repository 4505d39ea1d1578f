"""Citekeys and tags as parts of addresses."""

import re
import unicodedata
from functools import lru_cache

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")
"""Most citekeys: nothing in them needs encoding."""
_ENCODED = re.compile(r"~([0-9a-f]{2})")


def encode_citekey(citekey: str) -> str:
    """Turn a citekey into one step of an address; reversible.

    Letters, digits, `-`, `_` and `.` stay; a leading dot and everything else becomes `~` and two hex digits for each
    byte of its UTF-8 form: `tolkien:single` → `tolkien~3asingle`.
    """
    if _PLAIN.fullmatch(citekey):
        return citekey
    return "".join(
        char if char.isalpha() or char.isdecimal() or char in "-_" or (char == "." and position) else _bytes(char)
        for position, char in enumerate(citekey)
    )


def decode_citekey(step: str) -> str:
    """Give the citekey back."""
    raw = bytearray()
    position = 0
    for match in _ENCODED.finditer(step):
        raw += step[position : match.start()].encode() + bytes.fromhex(match[1])
        position = match.end()
    return (raw + step[position:].encode()).decode()


def comparable(citekey: str) -> str:
    """Give the form in which two citekeys, or two addresses, are the same: NFC, without case."""
    if citekey.isascii():
        return citekey.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", citekey).casefold())


# A bibliography has a few hundred tags, and thousands of entries that bear them.
@lru_cache(maxsize=1 << 13)
def encode_tag(tag: str) -> str:
    """Turn a tag into one step of an address; tags that differ in case or in blanks and hyphens share it."""
    return encode_citekey("-".join(comparable(tag).split()))


def _bytes(char: str) -> str:
    return "".join(f"~{byte:02x}" for byte in char.encode())
