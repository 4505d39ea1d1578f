"""Citekeys and tags as parts of addresses."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from posixpath import basename, splitext

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")
"""Most citekeys: nothing in them needs encoding."""
_ENCODED = re.compile(r"~([0-9a-f]{2})")
_CITEKEY = re.compile(r"^citekey:[ \t]*([^\s#][^\n#]*)", re.MULTILINE)
_ALIASES = re.compile(r"^aliases:[^\n]*(?:\n[ \t]*-[ \t][^\n]*)*", re.MULTILINE)
_ALIAS = re.compile(r"[^\s,\[\]\"'#]+")
_LONGEST_NAME = 255
"""Bytes of a file's name on every usual file system."""
_SHORTENED = 120
"""Bytes of a step that would be longer than its kind may be."""


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
    """Return the citekey back."""
    raw = bytearray()
    position = 0
    for match in _ENCODED.finditer(step):
        raw += step[position : match.start()].encode() + bytes.fromhex(match[1])
        position = match.end()
    return (raw + step[position:].encode()).decode()


def comparable(citekey: str) -> str:
    """Return the form in which two citekeys, or two addresses, are the same: NFC, without case."""
    if citekey.isascii():
        return citekey.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", citekey).casefold())


# A bibliography has a few hundred tags, and thousands of entries that bear them.
@lru_cache(maxsize=1 << 13)
def encode_tag(tag: str) -> str:
    """Turn a tag into one step of an address; tags that differ in case or in blanks and hyphens share it.

    A step that no file could be called is cut short.
    """
    step = encode_citekey("-".join(comparable(tag).split()))
    return step if len(step) * 4 <= _LONGEST_NAME or len(step.encode()) <= _LONGEST_NAME else shorten_step(step, step)


def is_long_tag(tag: str) -> bool:
    """Return whether a tag's step of an address is cut short."""
    return (
        len(tag) * 12 > _LONGEST_NAME
        and len(encode_citekey("-".join(comparable(tag).split())).encode()) > _LONGEST_NAME
    )


def shorten_step(step: str, name: str) -> str:
    """Cut a long step short, and end it with a mark of its name, so that two long ones stay two."""
    if len(step.encode()) <= _SHORTENED:
        return step
    mark = blake2b(name.encode(), digest_size=6).hexdigest()
    start = step.encode()[: _SHORTENED - len(mark) - 1].decode(errors="ignore")
    # not in the midst of an encoded byte
    return f"{start if '~' not in start[-2:] else start[: start.rindex('~')]}-{mark}"


def _bytes(char: str) -> str:
    return "".join(f"~{byte:02x}" for byte in char.encode())


def keys_in_broken(text: str, path: str) -> tuple[str, ...]:
    """Return the citekey and aliases that a source seems to give that cannot be read: of a file of YAML or Markdown.

    Those who cite it are not to be told that it is not there: that is the fault of its own problem.
    """
    given = _CITEKEY.search(text)
    citekey = given[1].strip().strip("\"'") if given else splitext(basename(path))[0]
    aliases = _ALIASES.search(text)
    words = _ALIAS.findall(aliases[0].partition(":")[2]) if aliases else ()
    return (citekey, *(word for word in words if word.strip("-")))
