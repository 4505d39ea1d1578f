"""Digests of what pages are made from: where they are the same, the page is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from painsite.hashing import content_digest, encode, value_digest
from painsite.model import Face
from painsite.pages.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What the keys of pages are made of. Each digest has 16 bytes."""

    frame: bytes
    """From `frame_digest`."""
    faces: Mapping[str, bytes]
    """`FaceDigests`."""
    nodes: Mapping[str, bytes]
    """Of each node with its texts, by citekey."""
    references: Mapping[str, bytes] = field(default_factory=dict)
    """Of what files of references hold of each node, by citekey."""


class FaceDigests(dict[str, bytes]):
    """A digest of each face, by citekey; made when a key asks for it."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, citekey: str) -> bytes:
        found = self[citekey] = content_digest(encode(self._faces[citekey]))
        return found


def frame_digest(frame: Frame, templates: bytes) -> bytes:
    """Return a digest of what all pages share, and of what prints them."""
    return value_digest(templates, frame.settings, frame.linking, frame.navigation, frame.logo_size, frame.has_feed)
