"""What BibTeX entries of one file take over from each other: `crossref` and `xdata`."""

from collections.abc import Mapping
from dataclasses import replace

from painsite.sources.bibtex_entries import RawEntry, RawField
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
_DEEPEST = 20


def inherit(reading: Reading, entries: tuple[RawEntry, ...]) -> tuple[RawEntry, ...]:
    """Complete entries by the fields that their `xdata` and `crossref` entries have and they have not.

    By BibLaTeX's rules (its manual, appendix B): the title of a book becomes its chapter's `booktitle`, that of a
    periodical its article's `journaltitle`, that of a whole set the `maintitle`. Keys are compared without case, as
    BibTeX does. Reports a parent that is not in the file and a circle.
    """
    if not any("crossref" in entry.fields or "xdata" in entry.fields for entry in entries):
        return entries
    by_key: dict[str, RawEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    complete: dict[int, RawEntry] = {}
    return tuple(_complete(reading, entry, by_key, complete, ()) for entry in entries)


def _complete(
    reading: Reading,
    entry: RawEntry,
    by_key: Mapping[str, RawEntry],
    complete: dict[int, RawEntry],
    trail: tuple[int, ...],
) -> RawEntry:
    """Complete one entry; `complete` remembers by offset, `trail` holds the offsets of those that wait for it."""
    if entry.offset in complete:
        return complete[entry.offset]
    fields = dict(entry.fields)
    for link in ("xdata", "crossref"):
        field = entry.fields.get(link)
        for key in field.value.split(",") if field else ():
            parent = by_key.get(key.strip().lower())
            if not field or not key.strip():
                continue
            if parent is None:
                message = f"`{link}` names {quoted(key)}, which is no entry of this file"
                reading.report("bibtex-crossref", field.offset, message, "add it, or correct its key")
            elif parent.offset in (*trail, entry.offset) or len(trail) > _DEEPEST:
                message = f"`{link}` leads from {quoted(entry.key)} back to itself"
                reading.report("bibtex-crossref", field.offset, message, "take one of the links away")
            else:
                parent = _complete(reading, parent, by_key, complete, (*trail, entry.offset))
                for name, value in _handed_down(parent, entry.type if link == "crossref" else "").items():
                    fields.setdefault(name, value)
    complete[entry.offset] = replace(entry, fields=fields)
    return complete[entry.offset]


def _handed_down(parent: RawEntry, child_type: str) -> dict[str, RawField]:
    """Give a parent's fields under the names that they have in a child of this type; without one, under their own."""
    if not child_type:
        return {name: field for name, field in parent.fields.items() if name not in {"ids", "xdata", "crossref"}}
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
