"""Values of the cache, compressed: those of one kind by a dictionary, which is a sample of them.

Values of some kilobytes have much in common, such as the markup of a page, and little that repeats within one of them.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from painsite.hashing import content_digest

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

_LEVEL = 1
"""A third of the size, in a tenth of the time that rendering takes."""
_SMALL = 64
"""Bytes; what is smaller is not compressed."""
_RAW, _WITH_DICTIONARY = b"\0", b"\1"
"""How values begin that are not compressed, and that are with a dictionary, whose name follows. Others begin as
Zstandard has them begin."""
_NAME = 16
"""Bytes of a dictionary's name."""
_LARGEST = 112 * 1024
"""Bytes of a dictionary; a larger one is no better, and slower."""
_SAMPLES = 48
FEWEST = 32
"""Values from which a dictionary is made."""


class Dictionary(NamedTuple):
    """A sample of values of one kind."""

    name: bytes
    content: bytes


def make_dictionary(values: Collection[bytes]) -> Dictionary:
    """Return a sample of values, of which there are `FEWEST` at least."""
    content = b"".join(islice(values, 0, None, max(1, len(values) // _SAMPLES)))[:_LARGEST]
    return Dictionary(content_digest(content), content)


def compress(value: bytes, dictionary: Dictionary | None = None) -> bytes:
    """Compress a value for `expand`."""
    if len(value) < _SMALL:
        return keep(value)
    if dictionary is None:
        return _plain()[0].compress(value)
    return _WITH_DICTIONARY + dictionary.name + _codec(dictionary)[0].compress(value)


def keep(value: bytes) -> bytes:
    """Return a value for `expand` as it is."""
    return _RAW + value


def dictionary_of(packed: bytes) -> bytes:
    """Return the name of the dictionary that a value needs; empty where it needs none."""
    return packed[1 : 1 + _NAME] if packed.startswith(_WITH_DICTIONARY) else b""


def expand(packed: bytes, dictionaries: Mapping[bytes, Dictionary]) -> bytes:
    """Return a value. Raises `ValueError` where it is damaged, or its dictionary is missing."""
    if packed.startswith(_RAW):
        return packed[1:]
    # takes a while to import, and a build that finds nothing changed reads one value that is kept as it is
    from zstandard import ZstdError  # noqa: PLC0415

    try:
        if not packed.startswith(_WITH_DICTIONARY):
            return _plain()[1].decompress(packed)
        dictionary = dictionaries.get(dictionary_of(packed))
        if dictionary is None:
            raise ValueError("a value needs a dictionary that is not there")
        return _codec(dictionary)[1].decompress(packed[1 + _NAME :])
    except ZstdError as error:
        raise ValueError(str(error)) from error


@lru_cache(maxsize=1)
def _plain() -> "tuple[ZstdCompressor, ZstdDecompressor]":
    from zstandard import ZstdCompressor, ZstdDecompressor  # noqa: PLC0415 - see `expand`

    return ZstdCompressor(level=_LEVEL), ZstdDecompressor()


@lru_cache(maxsize=8)
def _codec(dictionary: Dictionary) -> "tuple[ZstdCompressor, ZstdDecompressor]":
    from zstandard import (  # noqa: PLC0415 - see `expand`
        DICT_TYPE_RAWCONTENT,
        ZstdCompressionDict,
        ZstdCompressor,
        ZstdDecompressor,
    )

    prepared = ZstdCompressionDict(dictionary.content, dict_type=DICT_TYPE_RAWCONTENT)
    prepared.precompute_compress(level=_LEVEL)
    return ZstdCompressor(level=_LEVEL, dict_data=prepared), ZstdDecompressor(dict_data=prepared)
