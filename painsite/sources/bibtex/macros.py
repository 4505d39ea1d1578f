"""Macros that are made of other macros, wherever these are defined."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from painsite.sources.bibtex.allowance import Allowance
from painsite.sources.bibtex.ordering import dependencies_first
from painsite.sources.bibtex.values import MARK

_Name = TypeVar("_Name", bound=Hashable)


def resolve_macros(
    texts: dict[_Name, str], find: Callable[[_Name, str], _Name | None], allowance: Allowance
) -> list[_Name]:
    """Put macros into the texts of those that name them; what cannot be found, or leads back to itself, stays marked.

    `find` gives the macro that another one means by a name in lower case. Returns macros that grow too large; they are
    empty then.
    """
    marked = [one for one, text in texts.items() if MARK in text]
    if not marked:
        return []

    def needs(one: _Name) -> Iterator[_Name]:
        return (found for name in names_in(texts[one]) if (found := find(one, name)) is not None)

    order, circles = dependencies_first(marked, needs)
    too_large = []
    for one in order:
        if MARK not in texts[one]:
            continue
        known = {name: texts[found] for name in names_in(texts[one]) if (found := find(one, name)) is not None}
        for name in [name for name in known if (one, find(one, name)) in circles]:
            del known[name]
        texts[one] = fill(texts[one], known, allowance)
        if not texts[one]:
            too_large.append(one)
    return too_large


def names_in(text: str) -> tuple[str, ...]:
    """Return the names, in lower case, of the macros that are not defined in a text, each once."""
    return tuple(dict.fromkeys(name.lower() for name in text.split(MARK)[1::2]))


def fill(text: str, known: Mapping[str, str], allowance: Allowance) -> str:
    """Put macros into a text that names them; nothing is left of it where that makes too much."""
    pieces = text.split(MARK)
    added = sum(len(known.get(name.lower(), "")) for name in pieces[1::2])
    if not allowance.take(added):
        return ""
    pieces[1::2] = [known.get(name.lower(), f"{MARK}{name}{MARK}") for name in pieces[1::2]]
    return "".join(pieces)
