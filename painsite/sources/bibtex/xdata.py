"""Single values that a field takes from an `@xdata` entry: `publisher = {xdata=house-publisher}`."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_GRANULE = re.compile(
    r"\s*xdata\s*=\s*(?P<key>[^\s{},]+)-(?P<field>[A-Za-z]+)(?:-(?P<number>[0-9]{1,6}))?\s*", re.IGNORECASE
)
_AND = re.compile(r"(?<=\s)and(?=\s)")
_AND_OUTSIDE = re.compile(r"(?<!\\)[{}]|(?<=\s)and(?=\s)")


class Granule(NamedTuple):
    """One such value, or one item of such a list: BibLaTeX's manual, section 3.13.6."""

    key: str
    """Of the entry that has the value."""
    field: str
    """There; in lower case."""
    number: int
    """Of the item in that field's list, from 1; 0 for all of it."""


def find_granules(value: str) -> tuple[Granule, ...]:
    """Return what a field's value takes from elsewhere."""
    if "xdata" not in value.lower():
        return ()
    return tuple(granule for item in _AND.split(value) if (granule := _read(item)))


def put_granules(value: str, found: Mapping[Granule, str]) -> str:
    """Return the value with what was found in the place of what it takes; what was not found stays."""
    items = [item if (granule := _read(item)) is None else found.get(granule, item) for item in _AND.split(value)]
    return items[0] if len(items) == 1 else " and ".join(item.strip() for item in items if item.strip())


def granule_of(granule: Granule, source: str) -> str:
    """Return what a granule names of its field's value; nothing where the list has no such item."""
    if not granule.number:
        return source
    items = list(_split(source))
    return items[granule.number - 1].strip() if granule.number <= len(items) else ""


def _read(item: str) -> Granule | None:
    found = _GRANULE.fullmatch(item)
    return found and Granule(found["key"], found["field"].lower(), int(found["number"] or 0))


def _split(source: str) -> Iterable[str]:
    """Split a list at each `and` outside of braces."""
    depth = start = 0
    for mark in _AND_OUTSIDE.finditer(source):
        if mark[0] == "and":
            if depth == 0:
                yield source[start : mark.start()]
                start = mark.end()
        else:
            depth = max(depth + (1 if mark[0] == "{" else -1), 0)
    yield source[start:]
