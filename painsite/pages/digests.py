"""Digests of what pages are made from: where they are the same, the page is."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from msgspec import msgpack

from painsite.model import Library
from painsite.pages.frame import Frame

encode = msgpack.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What the keys of pages are made of. Each digest has 16 bytes."""

    frame: bytes
    """From `frame_digest`."""
    faces: Mapping[str, bytes]
    """From `face_digests`."""
    nodes: Mapping[str, bytes]
    """Of each node with its texts, by citekey."""


def face_digests(library: Library) -> dict[str, bytes]:
    """Give a digest of each face, by citekey."""
    return {citekey: digest(encode(face)) for citekey, face in library.faces.items()}


def frame_digest(frame: Frame, templates: bytes) -> bytes:
    """Give a digest of what all pages share, and of what prints them."""
    return digest_of(templates, frame.settings, frame.linking, frame.navigation)


def digest_of(*values: object) -> bytes:
    """Give a digest of values that msgspec can encode."""
    return digest(encode(values))


def digest(content: bytes) -> bytes:
    """Give a digest of 16 bytes."""
    return blake2b(content, digest_size=16).digest()
