"""What BibTeX entries take over from each other: `crossref` and `xdata`, for whole entries and for single fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from painsite.sources.bibtex.allowance import Allowance
from painsite.sources.bibtex.entries import RawEntry, RawField
from painsite.sources.bibtex.lending import EntryAt
from painsite.sources.bibtex.ordering import dependencies_first
from painsite.sources.bibtex.slips import report_growth
from painsite.sources.bibtex.xdata import Granule, find_granules, granule_of, put_granules
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_PARTS_OF_BOOKS = frozenset({"inbook", "bookinbook", "suppbook"})
_PARTS = _PARTS_OF_BOOKS | {"incollection", "suppcollection", "inproceedings", "conference", "inreference"}
_ARTICLES = frozenset({"article", "suppperiodical"})
_TITLES = ("title", "subtitle", "titleaddon")
_NOT_INHERITED = frozenset({
    "ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort", "related",
    "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey", "shorttitle",
    "sorttitle", "indextitle", "indexsorttitle",
    # BibLaTeX hands these down too, but a chapter does not have its book's DOI or abstract.
    "doi", "pmid", "pmcid", "pmc", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "abstract",
})  # fmt: skip
_NOT_IN_XDATA = frozenset({"ids", "xdata", "crossref"})
_COST = 16
"""Characters that a field counts for, besides its own."""

_Keyed = TypeVar("_Keyed", RawEntry, EntryAt)

Find = Callable[[RawEntry, str], RawEntry | None]
"""Which entry another one means by a key."""


class _Link(NamedTuple):
    """One key by which an entry takes something over."""

    name: str
    """Of the field that names the key."""
    key: str
    granule: Granule | None = None
    """What it takes; None where it takes everything."""


def find_in(entries: Iterable[_Keyed]) -> Mapping[str, _Keyed]:
    """Return entries by their citekeys and `ids`, without case as BibTeX has them; the first of each key."""
    entries = tuple(entries)
    found: dict[str, _Keyed] = {}
    for entry in entries:
        found.setdefault(entry.key.lower(), entry)
    for entry in entries:
        if "ids" in entry.fields:
            for key in entry.fields["ids"].value.split(","):
                found.setdefault(key.strip().lower(), entry)
    return found


def find_links(entries: Iterable[RawEntry]) -> Mapping[int, frozenset[str]]:
    """Return the keys, in lower case, by which entries take something over from others; by the entries' offsets."""
    found = ((entry.offset, frozenset([link.key.lower() for link in _links(entry)])) for entry in entries)
    return {offset: keys for offset, keys in found if keys}


def inherit(
    reading: Reading, entries: Sequence[RawEntry], find: Find, allowance: Allowance
) -> tuple[tuple[RawEntry, ...], dict[str, int]]:
    """Complete entries by the fields that their `xdata` and `crossref` entries have and they have not.

    By BibLaTeX's rules (its manual, appendix B): the title of a book becomes its chapter's `booktitle`, that of a
    periodical its article's `journaltitle`, that of a whole set the `maintitle`. Gives the keys too that no entry has,
    in lower case, with the offset of the first field that names each. Reports these, circles, and that too much is
    handed down.
    """
    return _Inheritance(reading, find, allowance).run(entries)


class _Inheritance:
    """One run over entries. Entries are told apart by their offsets."""

    def __init__(self, reading: Reading, find: Find, allowance: Allowance) -> None:
        self.reading, self.find, self.allowance = reading, find, allowance
        self.entries: dict[int, RawEntry] = {}
        self.lost: dict[str, int] = {}
        self.is_full = False

    def run(self, entries: Sequence[RawEntry]) -> tuple[tuple[RawEntry, ...], dict[str, int]]:
        self.entries = {entry.offset: entry for entry in entries}
        order, circles = dependencies_first(list(self.entries), self.needs)
        for offset in order:
            self.complete(offset, circles)
        return tuple(self.entries[entry.offset] for entry in entries), self.lost

    def needs(self, offset: int) -> Iterator[int]:
        entry = self.entries[offset]
        for link in _links(entry):
            parent = self.find(entry, link.key)
            if parent is not None:
                self.entries.setdefault(parent.offset, parent)
                yield parent.offset

    def complete(self, offset: int, circles: set[tuple[int, int]]) -> None:
        """Complete an entry whose parents are complete."""
        entry = self.entries[offset]
        fields = dict(entry.fields)
        found: dict[str, dict[Granule, str]] = {}
        for link in _links(entry):
            parent = self.find(entry, link.key)
            if parent is None:
                self.lost.setdefault(link.key.lower(), fields[link.name].offset)
                message = f"`{link.name}` names {quoted(link.key)}, but no .bib file has an entry with this key"
                self.report(entry, link, message, "add it, or correct the key")
            elif (offset, parent.offset) in circles:
                message = f"`{link.name}` leads from {quoted(entry.key)} back to itself"
                self.report(entry, link, message, "remove one of the links")
            elif link.granule:
                value = self.take(entry, link, link.granule, self.entries[parent.offset])
                found.setdefault(link.name, {})[link.granule] = value
                continue
            else:
                self.hand_down(self.entries[parent.offset], entry, fields, link)
            if link.granule:
                found.setdefault(link.name, {})[link.granule] = ""
        for name, values in found.items():
            fields[name] = replace(fields[name], value=put_granules(fields[name].value, values))
        if fields != entry.fields:
            self.entries[offset] = replace(entry, fields=fields)

    def hand_down(self, parent: RawEntry, entry: RawEntry, fields: dict[str, RawField], link: _Link) -> None:
        """Put a parent's fields among those of its child, as long as that is allowed."""
        handed = {} if self.is_full else _handed_down(parent, entry.type if link.name == "crossref" else "")
        for name, field in handed.items():
            is_new = name not in fields
            if not self.spend(_COST + (len(field.value) if is_new else 0), entry.fields[link.name]):
                return
            if is_new:
                fields[name] = field

    def take(self, entry: RawEntry, link: _Link, granule: Granule, parent: RawEntry) -> str:
        """Return the one value that a field takes; nothing where the parent has none."""
        source = parent.fields.get(granule.field)
        if source and not self.spend(len(source.value), entry.fields[link.name]):
            return ""
        value = granule_of(granule, source.value) if source else ""
        if not value:
            part = (
                f"item {granule.number} in its `{granule.field}`" if granule.number and source else f"`{granule.field}`"
            )
            message = f"`{link.name}` takes a value from {quoted(link.key)}, which has no {part}"
            self.report(entry, link, message, "add it, or correct the name")
        return value

    def spend(self, characters: int, field: RawField) -> bool:
        """Return whether so much may still be handed down; report where that ends."""
        if self.is_full:
            return False
        self.is_full = not self.allowance.take(characters)
        if self.is_full:
            report_growth(self.reading, field.offset, "from here on entries inherit nothing from parents")
        return not self.is_full

    def report(self, entry: RawEntry, link: _Link, message: str, remedy: str) -> None:
        self.reading.report("bibtex-crossref", entry.fields[link.name].offset, message, remedy)


def _links(entry: RawEntry) -> Iterator[_Link]:
    for name in ("xdata", "crossref"):
        if name in entry.fields:
            # some exporters write keys in braces, and a backslash before an underscore
            keys = (key.strip("{} \t\n").replace("\\_", "_") for key in entry.fields[name].value.split(","))
            yield from (_Link(name, key) for key in dict.fromkeys(keys) if key)
    for name, field in entry.fields.items():
        if "=" in field.value:
            yield from (_Link(name, granule.key, granule) for granule in dict.fromkeys(find_granules(field.value)))


def _handed_down(parent: RawEntry, child_type: str) -> dict[str, RawField]:
    """Return a parent's fields under the names that they have in a child of this type; without one, under their own."""
    if not child_type:
        return {name: field for name, field in parent.fields.items() if name not in _NOT_IN_XDATA}
    prefix = _title_prefix(parent.type, child_type)
    handed = {
        name: field
        for name, field in parent.fields.items()
        if name not in _NOT_INHERITED and not (prefix and name in _TITLES)
    }
    if prefix:
        for name in _TITLES:
            if name in parent.fields:
                handed.setdefault(prefix + name, parent.fields[name])
    if child_type in _PARTS_OF_BOOKS and "author" in handed:
        handed.setdefault("bookauthor", handed["author"])
    return handed


def _title_prefix(parent_type: str, child_type: str) -> str:
    if parent_type.startswith("mv") and child_type != parent_type:
        return "main"
    if child_type in _PARTS:
        return "book"
    return "journal" if child_type in _ARTICLES and parent_type == "periodical" else ""
