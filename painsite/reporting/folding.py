"""Problems that are one: the same rule and words, again and again in one file."""

from collections.abc import Iterable
from dataclasses import dataclass

from painsite.problems import Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A problem, and where else in its file it is."""

    problem: Problem
    others: tuple[Place, ...] = ()
    """In the order of the file."""


def fold(problems: Iterable[Problem]) -> tuple[Fold, ...]:
    """Return each problem at its first place; `problems` are in their order."""
    places: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        key = (problem.place.path, problem.rule, problem.message, problem.remedy)
        places.setdefault(key, []).append(problem)
    return tuple(
        Fold(problem=first, others=tuple(other.place for other in others)) for first, *others in places.values()
    )


_LISTED = 5


def say_others(fold: Fold) -> str:
    """Say how often a problem is there again, and at which lines and columns; nothing where it is alone."""
    count = len(fold.others)
    if not count:
        return ""
    listed = ", ".join(f"{place.line}:{place.column}" for place in fold.others[:_LISTED])
    more = ", …" if count > _LISTED else ""
    return f"and {count:,} more time{'s' if count > 1 else ''}, at {listed}{more}"
