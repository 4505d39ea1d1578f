"""A line of a source as a terminal shows it: as wide as there is room, and how far a place in it is from the left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Control characters would be orders to the terminal, and marks of direction would show the line in another order.
_UNSAFE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe]")
_TAB, _TAB_MARK = "    ", "\ufffe"
_REACH = 4
"""Characters that are looked at on each side, for each cell of the width: some have none of their own."""
_CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What is shown of a line."""

    text: str
    indent: int
    """Cells before the place that is meant."""


def safe(text: str) -> str:
    """Replace each character that a terminal would obey by `�`."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub("\ufffd", text.replace("\t", " "))


def take_excerpt(line: str, column: int, width: int) -> Excerpt:
    """Cut a line to `width` cells around a column, which counts characters from 1; wide ones take two cells.

    A tab is shown as four blanks. A place behind the end of the line is its end.
    """
    place = min(column - 1, len(line))
    begin, end = max(0, place - width * _REACH), min(len(line), place + width * _REACH)
    pieces = list(_pieces(line[begin:end]))
    here, passed = 0, begin
    while here < len(pieces) and passed + pieces[here][0] <= place:
        passed += pieces[here][0]
        here += 1
    first, last = _window([cells for _, _, cells in pieces], here, width, at_edges=(begin == 0, end == len(line)))
    before = _CUT if begin or first else ""
    after = _CUT if end < len(line) or last < len(pieces) else ""
    shown = "".join(text for _, text, _ in pieces[first:last])
    indent = len(before) + sum(cells for _, _, cells in pieces[first:here])
    return Excerpt(text=f"{before}{shown}{after}", indent=indent)


def _pieces(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield what a terminal shows as one: how many characters it is of, as it is shown, and its cells."""
    marked = _UNSAFE.sub("\ufffd", text).replace("\t", _TAB_MARK)
    if marked.isascii():
        yield from ((1, char, 1) for char in marked)
        return
    # 20 ms, which a build that has nothing to say should not take
    from rich.cells import split_graphemes  # noqa: PLC0415

    for number, part in enumerate(marked.split(_TAB_MARK)):
        if number:
            yield 1, _TAB, len(_TAB)
        for start, end, cells in split_graphemes(part)[0]:
            yield end - start, part[start:end], cells


def _window(cells: list[int], here: int, width: int, *, at_edges: tuple[bool, bool]) -> tuple[int, int]:
    """Return which pieces there is room for: two thirds of it behind the place, if so much is there."""
    if sum(cells) <= width and all(at_edges):
        return 0, len(cells)
    room = max(width - 2 * len(_CUT), 1)
    first = last = here
    used = 0

    def grow_right(limit: int) -> None:
        nonlocal last, used
        while last < len(cells) and used + cells[last] <= limit:
            used += cells[last]
            last += 1

    grow_right(room * 2 // 3)
    while first > 0 and used + cells[first - 1] <= room:
        first -= 1
        used += cells[first]
    grow_right(room)
    return first, last
