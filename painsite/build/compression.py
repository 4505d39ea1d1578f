"""Rendered pages and dear files in the cache, by the keys that say from what they were made; of pages their own parts.

A build that finds nothing in its output folder, such as one in CI, then renders nothing that was rendered before.
"""

from collections.abc import Mapping

from msgspec import msgpack
from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

_PREFIX = b"page: "
_LEVEL = 1
"""A third of the size, in a tenth of the time that rendering takes."""


def kept_key(key: bytes) -> bytes:
    """Return the key in the cache of a page with this key."""
    return _PREFIX + key


def pack_own(own: bytes) -> bytes:
    """Compress a page's own part for `unpack_own`."""
    return ZstdCompressor(level=_LEVEL).compress(own)


def unpack_own(packed: bytes) -> bytes:
    """Return a page's own part. Raises `ValueError` where it is damaged."""
    try:
        return ZstdDecompressor().decompress(packed)
    except ZstdError as error:
        raise ValueError(str(error)) from error


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Compress files, by path, for `unpack_files`."""
    return pack_own(msgpack.encode(files))


def unpack_files(packed: bytes) -> dict[str, bytes]:
    """Return files by path. Raises `ValueError`, of which `msgspec.DecodeError` is one, where they are damaged."""
    return msgpack.decode(unpack_own(packed), type=dict[str, bytes])
