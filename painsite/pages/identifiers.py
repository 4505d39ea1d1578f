"""Addresses that are made of a work's DOI or PMID and lead to its entry: `/doi/10.1097/brs.0000000000004198/`.

A file answers to each, so that no server is needed. What a reader types may differ from its name in capitals and in
characters that no file should have; then the page for unknown addresses leads on (`static/identifiers.js`).
"""

import re
from collections.abc import Mapping

from painsite.config import Settings
from painsite.model import Library
from painsite.sources.citekeys import comparable

KINDS = ("doi", "pmid")
_ENCODED = re.compile(r"~([0-9a-f]{2})")
_KEPT = re.compile(r"[A-Za-z0-9_();,.-]")
_INDEX = "index.html"
_LONGEST_STEP = 255
"""Bytes of one step of a path, on every usual file system."""
_LONGEST = 800
"""Bytes of an address: with the folder before it no path is too long."""


def encode_identifier(identifier: str) -> str:
    """Turn an identifier into steps of an address; reversible.

    Letters and digits of ASCII, `-_();,`, full stops inside a step and slashes between two steps stay. Everything else
    becomes `~` and two hex digits for each byte of its UTF-8 form: `1661::aid>3.0.co;2-2` gives
    `1661~3a~3aaid~3e3.0.co;2-2`. So no step is empty, `.`, `..`, or the name of the file that answers.
    """
    slashes = re.sub(r"^/|/$|/(?=/)", "\0", identifier)
    return "/".join(map(_encode_step, slashes.split("/")))


def decode_identifier(path: str) -> str:
    """Return the identifier back."""
    raw, position = bytearray(), 0
    for match in _ENCODED.finditer(path):
        raw += path[position : match.start()].encode() + bytes.fromhex(match[1])
        position = match.end()
    return (raw + path[position:].encode()).decode()


def identifier_addresses(library: Library, settings: Settings) -> Mapping[str, str]:
    """Return by address the citekey of the entry that it leads to; nothing where there would be too many.

    Of two entries with one identifier the first in the order of citekeys has the address; an old address of somebody
    else stays what it is, and what is too long for a file has none.
    """
    if _count(library) > settings.identifier_addresses:
        return {}
    taken = {comparable(address).rstrip("/") for address in library.redirects}
    found: dict[str, str] = {}
    for name, citekey in library.identifiers.items():
        kind, _, identifier = name.partition(":")
        if kind in KINDS and identifier and citekey in library.entries:
            address = f"/{kind}/{encode_identifier(identifier)}/"
            if _fits(address) and comparable(address).rstrip("/") not in taken:
                found[address] = citekey
    return found


def left_out(library: Library, settings: Settings) -> int:
    """Say how many addresses there would be if they were not too many; 0 where nobody wants any."""
    count = _count(library) if settings.identifier_addresses else 0
    return count if count > settings.identifier_addresses else 0


def _count(library: Library) -> int:
    return sum(name.startswith(("doi:", "pmid:")) for name in library.identifiers)


def _fits(address: str) -> bool:
    return len(address) <= _LONGEST and all(len(step) <= _LONGEST_STEP for step in address.split("/"))


def _encode_step(step: str) -> str:
    if step == _INDEX:
        return _hex(step[0]) + step[1:]
    last = len(step) - 1
    return "".join(
        _hex("/" if char == "\0" else char)
        if not _KEPT.match(char) or (char == "." and position in {0, last})
        else char
        for position, char in enumerate(step)
    )


def _hex(char: str) -> str:
    return "".join(f"~{byte:02x}" for byte in char.encode())
