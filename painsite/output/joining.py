"""Pages in parts: their own, and the blocks that many pages share, whose places in a file are remembered."""

from collections.abc import Iterable, Mapping, Sequence

Part = bytes | str
"""Bytes of the page's own, or the name of a block that stands there."""
Span = tuple[str, int, int]
"""Name of a block, and where in the file it stands: offset and length in bytes."""


def join(parts: Iterable[Part], blocks: Mapping[str, bytes]) -> tuple[bytes, tuple[Span, ...]]:
    """Put the blocks into their places; give the page and where in it they stand. A block that is missing is empty."""
    pieces: list[bytes] = []
    spans: list[Span] = []
    offset = 0
    for part in parts:
        piece = part if isinstance(part, bytes) else blocks.get(part, b"")
        if isinstance(part, str):
            spans.append((part, offset, len(piece)))
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces), tuple(spans)


def split(content: bytes, spans: Sequence[Span]) -> tuple[Part, ...]:
    """Take a joined page apart again, so that it can be joined with other blocks.

    Raises `ValueError` where the spans are not those of this page: out of order, or beyond its end.
    """
    parts: list[Part] = []
    end = 0
    for name, offset, length in spans:
        if length < 0 or offset < end or offset + length > len(content):
            raise ValueError(f"no block stands at {offset}")
        parts += (content[end:offset], name)
        end = offset + length
    return (*parts, content[end:])
