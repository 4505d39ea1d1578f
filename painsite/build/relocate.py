"""A source was edited, and what its node says is the same: where it says it may be another place.

Problems and images that were found before keep their words and get their places as they are now.
"""

from collections.abc import Iterator
from typing import NamedTuple

from painsite.model import Article, Node, Text
from painsite.problems import Place


class Moved(NamedTuple):
    """A place before and after an edit."""

    before: Place
    after: Place


class UnknownPlaceError(Exception):
    """Nobody knows where something stands now."""


class Places:
    """The places of edited nodes, before and after."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._now: dict[Place, Place | None] = {}

    def add(self, path: str, before: Node, after: Node) -> None:
        """Take in a node of an edited source. Its outlines have to be the same, apart from places."""
        self._paths.add(path)
        for old, new in _pairs(before, after):
            known = self._now.setdefault(old, new)
            if known != new:  # two things stood there, and have parted
                self._now[old] = None

    def now(self, place: Place) -> Place:
        """Return where that stands now which stood at a place. Raises `UnknownPlaceError`."""
        if place.path not in self._paths:
            return place
        found = self._now.get(place)
        if found is None:
            raise UnknownPlaceError
        return found


def _pairs(before: Node, after: Node) -> Iterator[Moved]:
    yield Moved(Place(path=before.path, line=1, column=1), Place(path=after.path, line=1, column=1))
    for name, (path, line, column) in before.places.items():
        if name in after.places:
            now = after.places[name]
            yield Moved(Place(path=path, line=line, column=column), Place(path=now[0], line=now[1], column=now[2]))
    for (name, old), (_, new) in zip(_texts(before), _texts(after), strict=True):
        if old and new:
            path = before.places.get(name, (before.path,))[0]
            for one, other in zip(_spots(old, path), _spots(new, path), strict=True):
                yield Moved(one, other)


def _texts(node: Node) -> tuple[tuple[str, Text | None], ...]:
    if isinstance(node, Article):
        return (("body", node.body),)
    return (("commentary", node.commentary), ("notes", node.notes), ("abstract_note", node.abstract_note))


def _spots(text: Text, path: str) -> Iterator[Place]:
    yield from (Place(path=path, line=one.line, column=one.column) for one in text.citations)
    yield from (Place(path=path, line=one.line, column=one.column) for one in text.images)
    yield from (Place(path=path, line=one.line, column=one.column) for one in text.links)
