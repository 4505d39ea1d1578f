"""Who is cited with whom in each text, and how closely, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from msgspec.structs import astuple

from painsite.linking.related.arrays import (
    Integers,
    Lists,
    changes,
    choose_items,
    group,
    join_lists,
    lists_of,
    owners,
    pick,
    sort_together,
)
from painsite.linking.related.cocitation import BRACKET, MOST_IN_A_CIRCLE, PAGE, PARAGRAPH, SCALE, SECTION, CitedAt

_AT_ONCE = 256
"""Texts."""
_CLOSENESS = np.array([PAGE, SECTION, PARAGRAPH, BRACKET, BRACKET], np.int64)
"""By kind of circle: page, section, paragraph, bracket, footnote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whom each text cites, sorted, each once: a seat. With each seat goes whom else the text cites near it."""

    seats: Lists
    """For each text the names of those it cites."""
    near: Lists
    """For each seat the names of the others of its circles, sorted, each once."""
    closeness: Integers
    """Of those: what the closest circle that they share counts."""


def seat_company(texts: Sequence[Sequence[CitedAt]], names: Integers) -> Company:
    """Arrange who is cited with whom. `names` are the numbers of all citekeys cited, text by text, in order.

    Some texts at a time: pairs take many times as much memory as what is left of them.
    """
    parts: list[Company] = []
    cited = 0
    for first in range(0, max(1, len(texts)), _AT_ONCE):
        some = texts[first : first + _AT_ONCE]
        last = cited + sum(map(len, some))
        parts.append(_seat_some(some, names[cited:last]))
        cited = last
    return Company(
        seats=join_lists([part.seats for part in parts]),
        near=join_lists([part.near for part in parts]),
        closeness=np.concatenate([part.closeness for part in parts]),
    )


def _seat_some(texts: Sequence[Sequence[CitedAt]], names: Integers) -> Company:
    """Arrange who is cited with whom in some texts.

    What company counts is damped by the number of nodes that the text cites. A circle that holds one node alone, or
    more than a hundred, says nothing. In one text the closest company counts, however often it is met.
    """
    kinds, sources, _, cited, starts = _circles(texts, names)
    on_page = kinds == 0
    seats = group(sources[on_page], cited[on_page], len(texts))
    sizes = np.diff(starts, append=len(cited))
    circles = choose_items(lists_of(sizes, cited), np.repeat((sizes > 1) & (sizes <= MOST_IN_A_CIRCLE), sizes))
    circle_of = owners(circles)
    members, others = pick(circles, circle_of)
    at = starts[circle_of[members]]
    rows = np.stack((sources[at], circles.items[members], others, -_CLOSENESS[kinds[at]]))
    texts_of, ones, near, distance = sort_together(*rows[:, rows[1] != rows[2]])
    closest = changes(texts_of, ones, near)
    texts_of, ones, near, distance = texts_of[closest], ones[closest], near[closest], distance[closest]
    first = np.flatnonzero(changes(texts_of, ones))
    accompanied = np.searchsorted(_keys(owners(seats), seats.items), _keys(texts_of[first], ones[first]))
    counts = np.zeros(len(seats.items), np.int64)
    counts[accompanied] = np.diff(first, append=len(ones))
    damping = np.frexp(seats.sizes)[1]
    return Company(
        seats=seats,
        near=lists_of(counts, near),
        closeness=(-distance * SCALE // damping[texts_of]).astype(np.int16),
    )


def _circles(texts: Sequence[Sequence[CitedAt]], names: Integers) -> tuple[Integers, ...]:
    """Return each member of each circle once: kind, text, number of the circle, name; and where each circle starts.

    Brackets, paragraphs and sections are told by their numbers, footnotes by their labels.
    """
    cited = list(chain.from_iterable(texts))
    sources = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    columns = zip(*map(astuple, cited), strict=True) if cited else ((), (), (), (), ())
    _, groups, footnotes, paragraphs, sections = columns
    labels = {label: number for number, label in enumerate(dict.fromkeys(footnotes))}
    notes = list(map(labels.__getitem__, footnotes))
    numbers = [np.array(each, np.int64) for each in ([0] * len(cited), sections, paragraphs, groups, notes)]
    rows = [(np.full(len(cited), kind), sources, number, names) for kind, number in enumerate(numbers)]
    noted = np.array(list(map(bool, footnotes)), np.bool_)
    kind, source, number, name = rows[-1]
    rows[-1] = kind[noted], source[noted], number[noted], name[noted]
    members = sort_together(*map(np.concatenate, zip(*rows, strict=True)))
    once = changes(*members)
    members = tuple(column[once] for column in members)
    return *members, np.flatnonzero(changes(*members[:3]))


def _keys(lists: Integers, items: Integers) -> Integers:
    return lists.astype(np.int64) << 32 | items
