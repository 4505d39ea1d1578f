"""Things that depend on each other, in an order in which each comes after those that it depends on."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

_Thing = TypeVar("_Thing", bound=Hashable)


def dependencies_first(
    things: Iterable[_Thing], needs: Callable[[_Thing], Iterable[_Thing]]
) -> tuple[list[_Thing], set[tuple[_Thing, _Thing]]]:
    """Return things and all that they need in such an order, and the pairs (a thing, what it needs) that close circles.

    Without recursion, so that chains may be of any length.
    """
    order: list[_Thing] = []
    circles: set[tuple[_Thing, _Thing]] = set()
    done: set[_Thing] = set()
    for first in things:
        if first in done:
            continue
        waiting: dict[_Thing, Iterator[_Thing]] = {first: iter(needs(first))}
        while waiting:
            thing = next(reversed(waiting))
            needed = next((one for one in waiting[thing] if one not in done), None)
            if needed is None:
                del waiting[thing]
                done.add(thing)
                order.append(thing)
            elif needed in waiting:
                circles.add((thing, needed))
            else:
                waiting[needed] = iter(needs(needed))
    return order, circles
