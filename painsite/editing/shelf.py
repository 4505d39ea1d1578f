"""What the bibliography has already: its entries by every name and identifier of a work."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from painsite.build.load import LinkedSite
from painsite.build.query import open_site
from painsite.build.start import Options
from painsite.config import Settings
from painsite.linking.nodes import place_of
from painsite.model import Entry, Library
from painsite.problems import Place
from painsite.sources.citekeys import comparable
from painsite.workers import Progress

IDENTIFIERS = ("doi", "pmid", "pmcid", "arxiv", "isbn")
"""Fields that name one work; `isbn` does where the work is the book itself."""
_WHOLE_BOOKS = frozenset({"book", "collection", "classic", "report", "thesis"})


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The entries of a site, drafts too, as their outlines, without texts."""

    root: Path
    settings: Settings
    library: Library
    """With its entries' outlines; articles are known by their faces alone."""
    names: frozenset[str]
    """Of the files that are there, whether they can be read or not, without their endings."""

    @cached_property
    def taken(self) -> frozenset[str]:
        """Citekeys, aliases and names of files that a new entry may not have, as `comparable` writes them."""
        return frozenset(map(comparable, (*self.library.canonical, *self.names)))

    @cached_property
    def _by_identifier(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for entry in self.library.entries.values():
            for name in identifiers_of(entry):
                found.setdefault(name, entry.citekey)
        return found

    @cached_property
    def by_title(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return entries by the letters and digits of their titles."""
        found: dict[str, list[Entry]] = {}
        for entry in self.library.entries.values():
            found.setdefault(title_letters(entry.title), []).append(entry)
        return {title: tuple(entries) for title, entries in found.items()}

    def entry_of(self, entry: Entry) -> Entry | None:
        """Return the entry of the same work by any identifier, or None."""
        return next((known for name in identifiers_of(entry) if (known := self.entry_named(name))), None)

    def entry_named(self, name: str) -> Entry | None:
        """Return the entry that has an identifier, as `identifiers_of` writes it."""
        citekey = self._by_identifier.get(name)
        return self.library.entries[citekey] if citekey else None

    def place_of(self, entry: Entry) -> Place:
        """Return where an entry stands."""
        return place_of(entry, "citekey")


def identifiers_of(entry: Entry) -> Iterator[str]:
    """Yield what names the work of an entry, the surest first: `doi:10.…`, `pmid:…`, `arxiv:2101.00001`."""
    for field in IDENTIFIERS:
        value = str(getattr(entry, field))
        if not value or (field == "isbn" and entry.type not in _WHOLE_BOOKS):
            continue
        yield f"{field}:{_same_form(field, value)}"


def _same_form(field: str, value: str) -> str:
    if field == "arxiv":  # versions are of one work
        return value.rpartition("v")[0] if value.rpartition("v")[2].isdecimal() and "v" in value else value
    return _isbn_13(value) if field == "isbn" else value.lower()


def _isbn_13(isbn: str) -> str:
    """Return an ISBN with thirteen digits (ISBN Users' Manual, 7th edition, appendix 1)."""
    if len(isbn) != 10:
        return isbn
    digits = f"978{isbn[:-1]}"
    check = -sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10
    return f"{digits}{check}"


def title_letters(title: str) -> str:
    """Return a title's letters and digits, small and without accents: what is left of it in any database."""
    bare = unicodedata.normalize("NFKD", title.casefold())
    return "".join(char for char in bare if char.isalnum())


def read_shelf(root: Path, progress: Progress, *, jobs: int = 1) -> Shelf:
    """Read the bibliography, whatever is wrong in it. Raises `CacheError` and `OSError`."""
    with open_site(root, Options(drafts=True, jobs=jobs), progress) as site:
        return _shelf(site.linked)


def _shelf(site: LinkedSite) -> Shelf:
    library = site.library
    site.nodes.fetch(library.faces)
    # the cache is closed when they are asked for
    entries = {citekey: site.nodes.entry(citekey) for citekey in library.entries}
    paths = (file.path for file in site.start.inputs.listing.files if file.kind in {"yaml", "article"})
    return Shelf(
        root=site.start.root,
        settings=site.settings,
        library=replace(library, entries=entries, articles={}),
        names=frozenset(Path(path).stem for path in paths),
    )
