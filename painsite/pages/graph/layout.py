"""Where the nodes of the citation graph stand when it is drawn.

Forces, after ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian 2014, doi:10.1371/journal.pone.0098679): nodes push
each other away, citations and common tags draw them together, and each node has a step of its own, the shorter the more
it swings. The push of all on all is not summed over pairs: masses are spread on a grid, and the grid is folded with the
force of one mass (the particle-mesh method of Hockney and Eastwood 1988), so that a step takes milliseconds at ten
thousand nodes.

The same graph gives the same picture on every machine: no chance, no linear algebra of the machine's own, square roots
and quotients for which IEEE 754 leaves no choice, and after each step places are rounded, so that the last digit of a
sum, which may differ, does not grow.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.int64]

SIZE = 10_000
"""The longer side of the picture."""
_CELLS = ((500, 32), (3_000, 64), (0, 128))
"""Up to so many points, cells along each side of the grid; more for still more points."""
_STEPS = 160
_STEPS_APART = 24
"""Steps that move apart what has come to lie on each other."""
_TAG_PULL = 8.0
"""Of a tag on all its nodes together; a citation of a node that is cited once has 1."""
_REACH = 4.0
"""Distance from which a pull grows with the square root of the distance instead of with the distance."""
_GRAVITY = 0.001
_GRAIN = 2.0**-16
_GOLDEN_ANGLE = 2.399963229728653
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What a layout hangs on; nodes are positions in a list."""

    nodes: int
    citing: Sequence[int]
    """For each citation the node that cites."""
    cited: Sequence[int]
    """The same of the node that is cited, which is another."""
    tagged: Sequence[int] = ()
    """For each tag of each node the node."""
    tags: Sequence[int] = ()
    """The same of the tag, a position in a list of tags."""


class _Springs(NamedTuple):
    """What draws together. Tags are points too, behind the nodes."""

    a: Indexes
    b: Indexes
    pull: Floats


class _Points(NamedTuple):
    x: Floats
    y: Floats


def place_nodes(structure: Structure) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return whole numbers across and down for each node, from 0 to at most `SIZE`; no two nodes have one place."""
    count = structure.nodes
    if count < 2:
        return (0,) * count, (0,) * count
    springs, mass = _springs(structure)
    start = _spiral(_rank(mass[:count]), _rank(mass[count:]))
    drawn = _Points(*(one[:count] for one in _settle(start, springs, mass)))
    degree = _degrees(structure)
    return _on_lattice(_move_apart(_fitted(drawn), degree))


def _degrees(structure: Structure) -> Floats:
    count = structure.nodes
    citing, cited = np.asarray(structure.citing, np.int64), np.asarray(structure.cited, np.int64)
    return (np.bincount(citing, minlength=count) + np.bincount(cited, minlength=count)).astype(np.float64)


def _springs(structure: Structure) -> tuple[_Springs, Floats]:
    """Return all springs and the mass of each point: the sum of what pulls on it.

    A citation pulls the less the more its ends are cited otherwise: what everybody cites says little of a topic.
    """
    count = structure.nodes
    citing, cited = np.asarray(structure.citing, np.int64), np.asarray(structure.cited, np.int64)
    tagged, tags = np.asarray(structure.tagged, np.int64), np.asarray(structure.tags, np.int64)
    degree = _degrees(structure)
    sizes = np.bincount(tags) if len(tags) else np.zeros(0, np.int64)
    pull = np.concatenate([1 / np.maximum(degree[citing], degree[cited]), _TAG_PULL / np.maximum(sizes[tags], 1)])
    springs = _Springs(np.concatenate([citing, tagged]), np.concatenate([cited, count + tags]), pull)
    total = count + len(sizes)
    mass = _sums(springs.a, pull, total) + _sums(springs.b, pull, total)
    return springs, mass + 0.05


def _rank(mass: Floats) -> Indexes:
    """Return each point's place in the order of their masses, the heaviest first."""
    rank = np.empty(len(mass), np.int64)
    rank[np.argsort(-mass, kind="stable")] = np.arange(len(mass))
    return rank


def _spiral(*ranks: Indexes) -> _Points:
    """Put points on a spiral that fills a disc evenly as seeds fill a sunflower, the first ranks in the middle."""
    x, y = [], []
    room = len(ranks[0])
    for rank in ranks:
        for one in rank.tolist():
            radius = 10 * math.sqrt((one + 0.5) / len(rank) * room)
            x.append(radius * math.cos(_GOLDEN_ANGLE * one))
            y.append(radius * math.sin(_GOLDEN_ANGLE * one))
    return _rounded(np.array(x), np.array(y))


def _rounded(x: Floats, y: Floats) -> _Points:
    return _Points(np.round(x / _GRAIN) * _GRAIN, np.round(y / _GRAIN) * _GRAIN)


def _settle(points: _Points, springs: _Springs, mass: Floats) -> _Points:
    """Let the points move until they have found their places."""
    grid = _Grid(next(cells for most, cells in _CELLS if len(mass) <= most or not most))
    before = _Points(np.zeros(len(mass)), np.zeros(len(mass)))
    speed = 1.0
    for _ in range(_STEPS):
        push, cell = grid.push(points, mass)
        pull = _pull(points, springs)
        force = _Points(mass * (push.x - _GRAVITY * points.x) + pull.x, mass * (push.y - _GRAVITY * points.y) + pull.y)
        swing = _length(force.x - before.x, force.y - before.y)
        way = _length(force.x + before.x, force.y + before.y) / 2
        wanted = float((mass * way).sum()) / max(float((mass * swing).sum()), _TINY)
        speed += min(wanted - speed, speed / 2)
        step = speed / (1 + speed * np.sqrt(swing / mass)) / mass
        step = np.minimum(step, 5 * cell / (_length(force.x, force.y) + _TINY))
        points, before = _rounded(points.x + force.x * step, points.y + force.y * step), force
    return points


def _length(x: Floats, y: Floats) -> Floats:
    return np.sqrt(x * x + y * y)


def _pull(points: _Points, springs: _Springs) -> _Points:
    a, b, total = springs.a, springs.b, len(points.x)
    x, y = points.x[b] - points.x[a], points.y[b] - points.y[a]
    strength = springs.pull * _REACH / np.sqrt(1 + _length(x, y))
    x, y = x * strength, y * strength
    return _Points(
        _sums(a, x, total) - _sums(b, x, total),
        _sums(a, y, total) - _sums(b, y, total),
    )


def _sums(positions: Indexes, weights: Floats, count: int) -> Floats:
    """Add up the weights by position."""
    return np.bincount(positions, weights, minlength=count).astype(np.float64, copy=False)


class _Grid:
    """The push of all masses on all, by the inverse of their distance."""

    def __init__(self, cells: int) -> None:
        # twice as wide as the points, so that what is folded over one edge does not come in at the other
        self.cells, self.width = cells, 2 * cells
        steps = np.arange(self.width, dtype=np.float64)
        steps = np.where(steps < cells, steps, steps - self.width)
        across, down = steps[None, :], steps[:, None]
        inverse = 1 / (across * across + down * down + 0.25)
        inverse[cells, :] = inverse[:, cells] = 0
        self.across, self.down = np.fft.rfft2(across * inverse), np.fft.rfft2(down * inverse)

    def push(self, points: _Points, mass: Floats) -> tuple[_Points, float]:
        """Return the push on each point for a mass of 1, and the width of a cell."""
        left, top = float(points.x.min()), float(points.y.min())
        extent = max(float(points.x.max()) - left, float(points.y.max()) - top)
        cell = extent / (self.cells - 2) + _TINY
        x, y = (points.x - left) / cell, (points.y - top) / cell
        column, row = x.astype(np.int64), y.astype(np.int64)
        x, y = x - column, y - row
        corner = row * self.width + column
        shares = (
            (corner, (1 - x) * (1 - y)),
            (corner + 1, x * (1 - y)),
            (corner + self.width, (1 - x) * y),
            (corner + self.width + 1, x * y),
        )
        masses = np.zeros(self.width**2)
        for place, share in shares:
            masses += _sums(place, mass * share, self.width**2)
        waves = np.fft.rfft2(masses.reshape(self.width, self.width))
        found = []
        for kernel in (self.across, self.down):
            field = np.fft.irfft2(waves * kernel, s=(self.width, self.width)).ravel()
            found.append(sum((field[place] * share for place, share in shares), start=np.zeros(len(mass))) / cell)
        return _Points(*found), cell


def _fitted(points: _Points) -> _Points:
    """Scale to `SIZE`, the longer side across, since screens are wide.

    What lies far out is drawn in, so that a few strays do not make all others small.
    """
    x, y = points.x - np.median(points.x), points.y - np.median(points.y)
    distance = _length(x, y)
    most = float(np.sort(distance)[int(0.9 * (len(distance) - 1))]) + _TINY
    over = np.maximum(distance / most, 1)
    drawn_in = (1.6 - 0.6 / over) / over
    x, y = x * drawn_in, y * drawn_in
    x, y = x - x.min(), y - y.min()
    if y.max() > x.max():
        x, y = y, x
    scale = 0.9 * SIZE / max(float(x.max()), float(y.max()), _TINY)
    return _rounded(x * scale, y * scale)


def _move_apart(points: _Points, degree: Floats) -> _Points:
    """Push away from each other, a little at a time, those that lie nearer than their size asks for."""
    count = len(degree)
    # of the room that each would have if all were spread evenly, about a third
    radius = 0.22 * SIZE / math.sqrt(count) * np.minimum(0.5 + 0.15 * np.sqrt(degree), 1.5)
    width = 2 * float(radius.max())
    for _ in range(_STEPS_APART):
        a, b = _near_pairs(points, width)
        x, y = points.x[b] - points.x[a], points.y[b] - points.y[a]
        distance = _length(x, y)
        missing = radius[a] + radius[b] - distance
        is_near = missing > 0
        if not is_near.any():
            break
        a, b, missing = a[is_near], b[is_near], missing[is_near]
        x, y, distance = x[is_near], y[is_near], distance[is_near]
        # what lies on one spot parts in a direction of its own
        x, y = np.where(distance < 1, 1.0 + b % 7, x), np.where(distance < 1, a % 5 - 2.0, y)
        share = 0.35 * missing / (_length(x, y) + _TINY)
        x, y = x * share, y * share
        points = _rounded(
            points.x + _sums(b, x, count) - _sums(a, x, count),
            points.y + _sums(b, y, count) - _sums(a, y, count),
        )
    return points


def _near_pairs(points: _Points, width: float) -> tuple[Indexes, Indexes]:
    """Return all pairs that lie in one cell of a width or in cells beside each other, each pair once."""
    column = ((points.x - points.x.min()) / width).astype(np.int64)
    row = ((points.y - points.y.min()) / width).astype(np.int64)
    columns = int(column.max()) + 3
    cell = (row + 1) * columns + column + 1
    order = np.argsort(cell, kind="stable")
    ordered = cell[order]
    here = np.arange(len(cell))
    pairs = []
    # a row of cells is one run in the order: the rest of this cell and the next, and three cells of the row below
    for first, last in ((0, 1), (columns - 1, columns + 1)):
        start = np.searchsorted(ordered, ordered + first) if first else here + 1
        end = np.searchsorted(ordered, ordered + last, side="right")
        length = np.maximum(end - start, 0)
        a = np.repeat(here, length)
        offset = np.arange(len(a)) - np.repeat(np.cumsum(length) - length, length)
        pairs.append((order[a], order[np.repeat(start, length) + offset]))
    return np.concatenate([one for one, _ in pairs]), np.concatenate([one for _, one in pairs])


def _on_lattice(points: _Points) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Round to whole numbers, each pair of them once."""
    x, y = points.x - points.x.min(), points.y - points.y.min()
    scale = SIZE / max(float(x.max()), float(y.max()), _TINY)
    taken: set[tuple[int, int]] = set()
    places = []
    for across, down in zip(np.round(x * scale).tolist(), np.round(y * scale).tolist(), strict=True):
        place = (int(across), int(down))
        while place in taken:
            place = (place[0] + 1, place[1]) if place[0] < SIZE else (0, (place[1] + 1) % SIZE)
        taken.add(place)
        places.append(place)
    return tuple([across for across, _ in places]), tuple([down for _, down in places])
