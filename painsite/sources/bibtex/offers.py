"""Which macros and parents .bib files lend to each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from painsite.problems import Place, Problem
from painsite.sources.bibtex.allowance import Allowance, allowance_for
from painsite.sources.bibtex.crossref import find_in, inherit
from painsite.sources.bibtex.entries import RawEntry, read_entries
from painsite.sources.bibtex.lending import Asks, EntryAt, FieldAt, Lent, Macro, Offers, Spot
from painsite.sources.bibtex.macros import fill, names_in, resolve_macros
from painsite.sources.bibtex.masks import unify
from painsite.sources.bibtex.raw import borrow
from painsite.sources.bibtex.slips import LONG_VALUE, report_growth
from painsite.sources.bibtex.values import MARK, without_marks
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_LINKS = frozenset({"ids", "xdata", "crossref"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """What each of several files gets from the others."""

    lent: Mapping[str, Lent]
    """By path, where there is something."""
    problems: tuple[Problem, ...]


def read_offers(text: str, *, path: str) -> Offers:
    """Read what a .bib file holds for others; its problems are those of `read_bibtex`."""
    reading = Reading(path=path, text=unify(text))
    file = read_entries(reading, allowance_for(len(reading.text)))
    macros = {name: Macro(field.value, *reading.position(field.offset)) for name, field in file.macros.items()}
    entries = [_as_entry(reading, entry) for entry in file.entries if entry.type != "set"]
    return Offers(macros=macros, entries=tuple(entries))


def lend(asks: Mapping[str, Asks], offers: Mapping[str, Offers]) -> Lending:
    """Find what files ask for, both given by path, in the others; of several files the first by path lends it.

    Reports where others differ, and what `inherit` reports.
    """
    macros = _Macros(offers)
    parents = _Parents(offers, macros)
    problems: list[Problem] = []
    lent_macros: dict[str, dict[str, str]] = defaultdict(dict)
    wanted: dict[str, dict[str, RawEntry]] = defaultdict(dict)
    for path, asked in sorted(asks.items()):
        for name, spot in asked.macros.items():
            if found := list(macros.elsewhere(path, name)):
                lent_macros[path][name] = without_marks(macros.texts[found[0]])
                problems += macros.differences(found, _place(path, spot))
        for key, spot in asked.parents.items():
            if entries := list(parents.elsewhere(path, key)):
                wanted[path][key] = parents.borrowed(entries[0])
                problems += parents.differences(entries, key, _place(path, spot))
    complete = parents.complete(entry for some in wanted.values() for entry in some.values())
    lent = {
        path: Lent(
            macros=lent_macros.get(path, {}),
            parents={key: complete[entry.offset] for key, entry in wanted.get(path, {}).items()},
        )
        for path in sorted(lent_macros.keys() | wanted.keys())
    }
    return Lending(lent=lent, problems=(*problems, *macros.reading.problems, *parents.reading.problems))


class _Macros:
    """The macros of several files. One is named by its path and its name."""

    def __init__(self, offers: Mapping[str, Offers]) -> None:
        self.files = {path: offers[path].macros for path in sorted(offers)}
        self.reading = Reading(path="", text="")
        self.texts = {(path, name): macro.value for path, file in self.files.items() for name, macro in file.items()}
        allowance = allowance_for(sum(map(len, self.texts.values())))
        for one in resolve_macros(self.texts, self.find, allowance):
            report_growth(self.reading, self.reading.offset_of(self.place(one)), LONG_VALUE)

    def find(self, one: tuple[str, str], name: str) -> tuple[str, str] | None:
        """Find the macro that another one, which is not itself, means by a name: in its own file first."""
        path, own = one
        return (path, name) if name in self.files[path] and name != own else next(self.elsewhere(path, name), None)

    def elsewhere(self, path: str, name: str) -> Iterator[tuple[str, str]]:
        """Yield the macros of a name in all files but one."""
        return ((other, name) for other, file in self.files.items() if other != path and name in file)

    def fill(self, path: str, value: str, allowance: Allowance) -> str:
        """Put macros into a value that a file holds; those that are not defined stand for their names."""
        found = {name: self.find((path, ""), name) for name in names_in(value)}
        return without_marks(fill(value, {name: self.texts[one] for name, one in found.items() if one}, allowance))

    def place(self, one: tuple[str, str]) -> Place:
        """Return where a macro is defined."""
        path, name = one
        macro = self.files[path][name]
        return Place(path=path, line=macro.line, column=macro.column)

    def differences(self, found: list[tuple[str, str]], place: Place) -> Iterator[Problem]:
        """Report that macros of different files have one name and stand for different things."""
        first, *others = found
        other = next((one for one in others if self.texts[one].split() != self.texts[first].split()), None)
        if other:
            message = (
                f"the macro `{first[1]}` is {quoted(self.texts[first])} at {self.place(first)} but"
                f" {quoted(self.texts[other])} at {self.place(other)}, and the first is used"
            )
            yield Problem(place=place, rule="bibtex-ambiguous", message=message, remedy="define it in this file too")


class _Parents:
    """The entries of several files, borrowed when somebody asks for them."""

    def __init__(self, offers: Mapping[str, Offers], macros: _Macros) -> None:
        self.files = {path: find_in(offers[path].entries) for path in sorted(offers)}
        self.macros = macros
        self.reading = Reading(path="", text="")
        self.allowance = allowance_for(sum(_size(entry) for offered in offers.values() for entry in offered.entries))
        self.known: dict[int, RawEntry] = {}
        """By identity of the entry as it was offered."""

    def elsewhere(self, path: str, key: str) -> Iterator[EntryAt]:
        """Yield the entries with a key in all files but one."""
        return (file[key] for other, file in self.files.items() if other != path and key in file)

    def borrowed(self, entry: EntryAt) -> RawEntry:
        """Return an entry with macros of all files in their places."""
        if id(entry) not in self.known:
            fields = {name: self.filled(field) for name, field in entry.fields.items()}
            self.known[id(entry)] = borrow(self.reading, replace(entry, fields=fields))
        return self.known[id(entry)]

    def filled(self, field: FieldAt) -> FieldAt:
        """Return a field with macros in their places; nothing where they make it too long."""
        if MARK not in field.value:
            return field
        value = self.macros.fill(field.path, field.value, self.allowance)
        if not value:
            place = Place(path=field.path, line=field.line, column=field.column)
            report_growth(self.reading, self.reading.offset_of(place), LONG_VALUE)
        return replace(field, value=value)

    def find(self, child: RawEntry, key: str) -> RawEntry | None:
        """Find the entry that one means by a key: in its own file first."""
        path = self.reading.place(child.offset).path
        found = self.files[path].get(key.lower()) or next(self.elsewhere(path, key.lower()), None)
        return self.borrowed(found) if found else None

    def complete(self, entries: Iterable[RawEntry]) -> dict[int, EntryAt]:
        """Complete entries by what they inherit themselves; give them by their offsets."""
        unique = {entry.offset: entry for entry in entries}
        completed, _ = inherit(self.reading, tuple(unique.values()), self.find, self.allowance)
        return {entry.offset: _as_entry(self.reading, entry, apart_from=_LINKS) for entry in completed}

    def differences(self, found: list[EntryAt], key: str, place: Place) -> Iterator[Problem]:
        """Report that entries of different files have one key and say different things."""
        first, *others = found
        other = next((one for one in others if _values(one) != _values(first)), None)
        if other:
            message = (
                f"the parent {quoted(key)} is at {_place_of(first)} and, with other fields, at {_place_of(other)},"
                " and the first is used"
            )
            remedy = "remove one of them"
            yield Problem(place=place, rule="bibtex-ambiguous", message=message, remedy=remedy)


def _as_entry(reading: Reading, entry: RawEntry, *, apart_from: Collection[str] = ()) -> EntryAt:
    """Make an entry of a reading one that others can place."""
    fields = {
        name: FieldAt(field.value, *_at(reading, field.offset))
        for name, field in entry.fields.items()
        if name not in apart_from and (name != "abstract" or entry.type == "xdata")  # which no parent hands down
    }
    return EntryAt(entry.type, entry.key, *_at(reading, entry.offset), fields)


def _at(reading: Reading, offset: int) -> tuple[str, int, int]:
    place = reading.place(offset)
    return place.path, place.line, place.column


def _size(entry: EntryAt) -> int:
    return sum(len(field.value) for field in entry.fields.values())


def _values(entry: EntryAt) -> tuple[str, dict[str, list[str]]]:
    return entry.type, {name: field.value.split() for name, field in entry.fields.items()}


def _place_of(entry: EntryAt) -> Place:
    return Place(path=entry.path, line=entry.line, column=entry.column)


def _place(path: str, spot: Spot) -> Place:
    return Place(path=path, line=spot[0], column=spot[1])
