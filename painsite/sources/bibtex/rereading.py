"""A .bib file read once more after an edit: only the pieces that differ, and those that depend on others.

What it returns is what `read_bibtex` would. Knows nothing of what was made of entries that have stayed as they were.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from painsite.hashing import value_digest
from painsite.model import Entry
from painsite.problems import Place, Problem
from painsite.sources.bibtex.allowance import allowance_for
from painsite.sources.bibtex.cuts import Cuts, Occurrence, digest_macros
from painsite.sources.bibtex.lending import Asks, Lent
from painsite.sources.bibtex.masks import unify
from painsite.sources.bibtex.occurrences import RULES, UNDEFINED, report_occurrences
from painsite.sources.bibtex.pieces import cut
from painsite.sources.bibtex.reader import Works, asks_of, bound_lines, find_cuts, keys_of, read_works
from painsite.sources.left_out import LeftOut
from painsite.sources.reading import Reading

_FEW = 200
"""Pieces that are read again and again until nothing is missing, at most; of a larger file as many as it has."""
_MOST_ODD = 20
"""Macros with names of several words that are looked for one by one."""


_BETWEEN_NAMES = re.compile(r"[\s{}\"#,=()%]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What the last reading of a file has found."""

    cuts: Cuts
    entries: Sequence[Entry]
    """In their order, with or without their texts."""
    problems: Iterable[Problem]


@dataclass(frozen=True, slots=True)
class Stayed:
    """An entry that is what it was."""

    number: int
    """Among the former ones."""
    lines: int
    """By which it has moved down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What the file holds now; as in `BibtexFile`."""

    entries: tuple[Entry | Stayed, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    macros: tuple[str, ...]
    asks: Asks
    cuts: Cuts


def reread_bibtex(former: Former, text: str, *, path: str, lent: Lent) -> Reread | None:
    """Read a .bib file anew; None where that cannot be done in parts."""
    if value_digest(lent) != former.cuts.lent:
        return None
    return _Rereading(former, unify(text), path, lent).read()


def moved(entry: Entry, lines: int) -> Entry:
    """Return an entry that stands so many lines further down."""
    places = {name: (path, line + lines, column) for name, (path, line, column) in entry.places.items()}
    return replace(entry, places=places)


class _Rereading:
    """One reading of a file that was read before."""

    def __init__(self, former: Former, text: str, path: str, lent: Lent) -> None:
        self.former, self.path, self.lent, self.size = former, path, lent, len(text)
        self.pieces = cut(text)
        self.homes = [former.cuts.at(entry.places["citekey"][1]) for entry in former.entries]
        """Of each former entry its former piece."""
        known = former.cuts.pieces_by_digest()
        self.before = [places.pop() if (places := known.get(one)) else -1 for one in self.pieces.digests]
        """Of each piece the former one with the same text; -1 for a new one."""

    def read(self) -> Reread | None:
        read, left = self.first_to_read(), max(_FEW, len(self.before))
        while left >= len(read):
            left -= len(read)
            reading = self.part(read)
            works = read_works(reading, self.lent, allowance_for(self.size))
            more = self.affected(reading, works) - read
            if not more:
                return self.join(reading, works, read)
            read |= more
        return None

    def first_to_read(self) -> set[int]:
        """Return the pieces that have to be read again in any case."""
        bound, broken = set(self.former.cuts.bound), set(self.former.cuts.open)
        read = {number for number, old in enumerate(self.before) if old < 0 or old in bound}
        return read | self.following(number for number, old in enumerate(self.before) if old in broken)

    def following(self, numbers: Iterable[int]) -> set[int]:
        return {number + 1 for number in numbers if number + 1 < len(self.before)}

    def part(self, read: set[int]) -> Reading:
        """Begin to read some pieces of the file, with the places that they have in it."""
        texts, end = [], 1
        numbers: list[int] = []
        for number in sorted(read):
            one, start = self.pieces.texts[number], self.pieces.lines[number]
            texts.append(one)
            end = start + one.count("\n")
            numbers += range(start, end)
        return Reading(path=self.path, text="".join(texts), numbers=(*numbers, end))

    def affected(self, reading: Reading, works: Works) -> set[int]:
        """Return the pieces that what was read reaches: parents, what names macros, and what follows a broken block."""
        wanted = frozenset[str]().union(*works.raw.links.values())
        parents = {
            home
            for entry, home in zip(self.former.entries, self.homes, strict=True)
            if wanted and not wanted.isdisjoint(keys_of(entry))
        }
        _, broken = bound_lines(reading, works)
        found = self.following(map(self.pieces.at, broken))
        found |= {number for number, old in enumerate(self.before) if old in parents}
        before, now = self.former.cuts.macros, self.macros(works)
        names = {name.casefold() for name in {*before, *now} if before.get(name) != now.get(name) or not now[name]}
        if names:
            found |= set(_naming(self.pieces.texts, names))
        return found

    def macros(self, works: Works) -> dict[str, bytes]:
        return digest_macros((name, field.value) for name, field in works.raw.file.definitions)

    def join(self, reading: Reading, works: Works, read: set[int]) -> Reread | None:
        """Put what was read beside what has stayed."""
        spent = self.former.cuts.spent + works.spent
        cuts = find_cuts(self.pieces, reading, works, self.lent)
        if cuts is None or spent > allowance_for(self.size).left:
            return None
        stayed = {old: number for number, old in enumerate(self.before) if old >= 0 and number not in read}
        shifts = {old: self.pieces.lines[number] - self.former.cuts.lines[old] for old, number in stayed.items()}
        occurrences = self.occurrences(works, shifts)
        problems = {*self.problems(shifts), *reading.problems, *report_occurrences(occurrences)}
        return Reread(
            entries=self.entries(works, stayed, shifts),
            problems=tuple(sorted(problems)),
            left_out=works.raw.left_out,
            macros=tuple(works.raw.file.macros),
            asks=asks_of(reading, works, occurrences),
            cuts=replace(cuts, occurrences=occurrences, spent=spent),
        )

    def entries(self, works: Works, stayed: dict[int, int], shifts: dict[int, int]) -> tuple[Entry | Stayed, ...]:
        found: list[tuple[int, Entry | Stayed]] = [
            (self.pieces.at(entry.places["citekey"][1]), entry) for entry in works.entries
        ]
        found += [
            (stayed[home], Stayed(number, shifts[home])) for number, home in enumerate(self.homes) if home in stayed
        ]
        return tuple([entry for _, entry in sorted(found, key=lambda one: one[0])])

    def problems(self, shifts: dict[int, int]) -> Iterator[Problem]:
        """Yield the problems of what has stayed, where they are now."""
        for problem in self.former.problems:
            place = problem.place
            home = self.former.cuts.at(place.line)
            if home in shifts and place.path == self.path and problem.rule not in RULES:
                moved_to = Place(path=place.path, line=place.line + shifts[home], column=place.column)
                yield Problem(place=moved_to, rule=problem.rule, message=problem.message, remedy=problem.remedy)

    def occurrences(self, works: Works, shifts: dict[int, int]) -> tuple[Occurrence, ...]:
        found = [*works.occurrences]
        for one in self.former.cuts.occurrences:
            lines = shifts.get(self.former.cuts.at(one.order))
            if lines is not None:
                found.append(Occurrence(one.rule, one.name, one.order + lines, one.path, one.line + lines, one.column))
        return tuple(sorted(found, key=lambda one: (one.order, one.column if one.rule == UNDEFINED else 0)))


def _naming(texts: Sequence[str], macros: set[str]) -> Iterator[int]:
    """Yield the numbers of the texts in which one of the macros, whose names are case-folded, may be used."""
    # what is no name to the reader of values may be one to that of blocks
    odd = {name for name in macros if not name or _BETWEEN_NAMES.search(name)}
    for number, text in enumerate(texts):
        folded = text.casefold()
        if (
            len(odd) > _MOST_ODD
            or any(name in folded for name in odd)
            or not macros.isdisjoint(_BETWEEN_NAMES.split(folded))
        ):
            yield number
