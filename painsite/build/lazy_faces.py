"""The faces of a library, unpacked when somebody asks for them: one run of bytes for all processes.

As objects they are three times as large, and each process that looks at them has a copy: Python counts references
inside its objects.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Raw, msgpack

from painsite.model import Face, Value

_MOST = 1 << 15
"""Faces that are unpacked in one process; some 60 MB."""


class _Library(Value, frozen=True, kw_only=True):
    """Of a library as it is kept its faces."""

    faces: Mapping[str, Raw]


class _Kind(Value, frozen=True, array_like=True):
    """How a face begins."""

    citekey: str
    kind: Literal["entry", "guide", "article", "post"]


class KeptFaces(Mapping[str, Face]):
    """Faces by citekey."""

    def __init__(self, packed: Mapping[str, Raw]) -> None:
        self._packed = packed
        self._known: dict[str, Face] = {}

    def __getitem__(self, citekey: str) -> Face:
        face = self._known.get(citekey)
        if face is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            face = self._known[citekey] = _face(self._packed[citekey])
        return face

    def __contains__(self, citekey: object) -> bool:
        return citekey in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def entries(self) -> set[str]:
        """Return the citekeys of those that are faces of entries."""
        return {citekey for citekey, packed in self._packed.items() if _kind(packed).kind == "entry"}


def unpack_faces(library: bytes) -> KeptFaces:
    """Return the faces of a packed library. Raises `msgspec.DecodeError`, then or when one is asked for."""
    return KeptFaces(_library(library).faces)


def entries_among(faces: Mapping[str, Face]) -> set[str]:
    """Return the citekeys of those that are faces of entries."""
    if isinstance(faces, KeptFaces):
        return faces.entries()
    return {citekey for citekey, face in faces.items() if face.kind == "entry"}


_library = msgpack.Decoder(_Library).decode
_face = msgpack.Decoder(Face).decode
_kind = msgpack.Decoder(_Kind).decode
