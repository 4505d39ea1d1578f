"""The works of a .bib file as written, complete: macros resolved, parents' fields handed down, nothing decoded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from painsite.problems import Place
from painsite.sources.bibtex.allowance import Allowance
from painsite.sources.bibtex.crossref import find_in, find_links, inherit
from painsite.sources.bibtex.entries import RawEntry, RawField, RawFile, read_entries, without_unknown_macros
from painsite.sources.bibtex.lending import EntryAt, Lent
from painsite.sources.bibtex.types import STRUCTURE_TYPES
from painsite.sources.left_out import LeftOut
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_DATA_ONLY = re.compile(r"(?:^|,)\s*dataonly\s*(?:=\s*true\s*)?(?:,|$)", re.IGNORECASE)
_TITLE = ("title", "subtitle", "titleaddon")
_BOOK = ("booktitle", "booksubtitle", "booktitleaddon")
_WHOLE = ("maintitle", "mainsubtitle", "maintitleaddon")
_OTHER_TITLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # an `inbook` of BibTeX is a part of a book without a title of its own: chapter 3, pages 22 to 36
    **dict.fromkeys(("proceedings", "collection", "book", "inbook", "reference"), (_BOOK,)),
    **dict.fromkeys(("mvproceedings", "mvcollection", "mvbook", "mvreference"), (_WHOLE, _BOOK)),
    "periodical": (("journaltitle", "journalsubtitle", "journaltitleaddon"), ("journal",), _BOOK),
}
"""By type of entry, what its title is where `title` is not given: these fields can be the title of nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawWorks:
    """The works of a file as written."""

    entries: tuple[RawEntry, ...]
    left_out: tuple[LeftOut, ...]
    """Blocks with a key that are no works."""
    file: RawFile
    """What they were made of."""
    links: Mapping[int, frozenset[str]]
    """By offset of an entry, the keys of those that it takes something from."""
    lost: Mapping[str, int]
    """Keys of entries that are not there, each with the offset of the first field that names it."""


def read_raw(reading: Reading, lent: Lent, allowance: Allowance) -> RawWorks:
    """Read the works of a file; reports what is wrong with its blocks and parents."""
    file = read_entries(reading, allowance, lent.macros)
    entries = file.entries
    if file.undefined:
        entries = tuple(without_unknown_macros(entries))
    lost: dict[str, int] = {}
    links = find_links(entries)
    if links:
        known = {**{key: borrow(reading, parent) for key, parent in lent.parents.items()}, **find_in(entries)}
        entries, lost = inherit(reading, entries, lambda _, key: known.get(key.lower()), allowance)
    left_out = [*file.broken.left_out]
    works = []
    for entry in entries:
        reason = _no_work(entry)
        if reason:
            left_out.append(LeftOut(citekey=entry.key, place=reading.place(entry.offset), reason=reason))
        else:
            works.append(entry)
        if entry.type == "set":
            message = f"the set {quoted(entry.key)} is not read"
            reading.report("unknown-bibtex-type", entry.offset, message, "cite its members individually")
    return RawWorks(entries=tuple(works), left_out=tuple(left_out), file=file, links=links, lost=lost)


def title_fields(entry: RawEntry) -> tuple[str, ...]:
    """Return the names of the fields that hold an entry's title, subtitle and what follows."""
    if not _says(entry, "title"):
        for names in _OTHER_TITLES.get(entry.type, ()):
            if _says(entry, names[0]):
                return names
    return _TITLE


def borrow(reading: Reading, entry: EntryAt) -> RawEntry:
    """Make an entry of another file one that this reading can place."""
    fields = {
        name: RawField(
            value=field.value, offset=reading.offset_of(Place(path=field.path, line=field.line, column=field.column))
        )
        for name, field in entry.fields.items()
    }
    offset = reading.offset_of(Place(path=entry.path, line=entry.line, column=entry.column))
    return RawEntry(type=entry.type, key=entry.key, offset=offset, fields=fields)


def _says(entry: RawEntry, name: str) -> bool:
    return name in entry.fields and bool(entry.fields[name].value.strip("{} \t\n"))


def _no_work(entry: RawEntry) -> str:
    """Return why an entry stands for no work; nothing where it does."""
    if entry.type == "set":
        return "it is a set of other entries"
    if entry.type in STRUCTURE_TYPES or (
        "options" in entry.fields and _DATA_ONLY.search(entry.fields["options"].value)
    ):
        return "it only contains data for other entries"
    return ""
