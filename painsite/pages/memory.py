"""Remembering what is made of a face, which stands on some twenty pages."""

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import Concatenate, ParamSpec, TypeVar

from painsite.model import Face

T = TypeVar("T")
P = ParamSpec("P")

_MOST = 1 << 16
"""Faces; some 30 MB of lines."""


def once_per_face(make: Callable[Concatenate[Face, P], T]) -> Callable[Concatenate[Face, P], T]:
    """Make a function on faces remember its results, each as long as its citekey has the very same face.

    What else the function is given, such as a wording, has to be the same too.

    `lru_cache` would ask for the hash of a face, which costs more than half of what is saved.
    """
    known: dict[str, tuple[Face, tuple[object, ...], T]] = {}

    @wraps(make)
    def once(face: Face, /, *others: P.args, **named: P.kwargs) -> T:
        found = known.get(face.citekey)
        # a wording has two hundred texts: to ask whether two are equal would take longer than to make a line again
        if found is not None and found[0] is face and all(map(is_, found[1], others)) and not named:
            return found[2]
        if len(known) >= _MOST:
            known.clear()
        result = make(face, *others, **named)
        if not named:
            known[face.citekey] = face, others, result
        return result

    return once
