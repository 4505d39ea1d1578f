"""Remembering what is made of a face, which stands on some twenty pages."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from painsite.model import Face

T = TypeVar("T")

_MOST = 1 << 16
"""Faces; some 30 MB of lines."""


def once_per_face(make: Callable[[Face], T]) -> Callable[[Face], T]:
    """Make a function on faces remember its results, each as long as its citekey has the very same face.

    `lru_cache` would ask for the hash of a face, which costs more than half of what is saved.
    """
    known: dict[str, tuple[Face, T]] = {}

    @wraps(make)
    def recall(face: Face) -> T:
        found = known.get(face.citekey)
        if found is not None and found[0] is face:
            return found[1]
        if len(known) >= _MOST:
            known.clear()
        result = make(face)
        known[face.citekey] = face, result
        return result

    return recall
