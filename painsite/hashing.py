"""Digests: what stands for a content or for values, in 16 bytes, the same on every machine."""

from hashlib import blake2b

from msgspec import msgpack

SIZE = 16
"""Bytes of every digest."""

encode = msgpack.Encoder().encode
"""Packs values so that their bytes can be compared, joined and digested."""


def content_digest(content: bytes) -> bytes:
    """Return what stands for a content."""
    return blake2b(content, digest_size=SIZE).digest()


def value_digest(*values: object) -> bytes:
    """Return what stands for values that msgspec can encode."""
    return content_digest(encode(values))
