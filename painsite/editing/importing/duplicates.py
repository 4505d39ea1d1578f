"""Which works are there already: by identifier, else by title, first author and year.

Works are compared with those alone that share a block with them, and with a bounded number of these, so that time grows
with the number of works and not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz

from painsite.editing.shelf import identifiers_of, title_letters
from painsite.linking.steps import fold
from painsite.model import Entry

_LEAST = 92.0
"""Of 100: titles that are so much alike differ by a typing error, a dash or a subtitle's sign."""
_OTHER_TITLE = 55.0
"""Of 100: titles that are less alike than this are of two works, whatever their identifiers say."""
_PREFIX = 14
"""Letters of a title that stand for it in a block."""
_LARGEST_BLOCK = 60
"""Works of a block with which a new one is compared, the last ones: many letters to the editor have one title."""
_SHORT = 30
"""Letters: titles as short as `Editorial` and `Low back pain` say little."""
_NUMBER = re.compile(r"\d+|\b(?:[ivx]+|[b-h])\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A work that is there, in the bibliography or earlier in the import."""

    entry: Entry
    letters: str
    """Of its title."""
    where: str
    """Its place, for people."""
    number: int = -1
    """Of the record in the import; -1 for a work of the bibliography."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A work that is, or may be, the same."""

    known: Known
    by: Literal["identifier", "title"]
    identifier: str = ""
    """As `identifiers_of` writes it."""
    is_exact: bool = False
    """By title: to the letter, with the same first author and year."""
    is_doubtful: bool = False
    """The identifier is the same, and the titles are not alike at all."""


@dataclass(kw_only=True)
class Works:
    """The works that are there; grows as an import goes on."""

    by_identifier: dict[str, Known] = field(default_factory=dict)
    blocks: dict[Hashable, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry, where: str, number: int = -1) -> None:
        """Add a work, with where it stands."""
        known = Known(entry=entry, letters=title_letters(entry.title), where=where, number=number)
        for name in identifiers_of(entry):
            self.by_identifier.setdefault(name, known)
        for block in _blocks(known):
            self.blocks[block].append(known)

    def find(self, entry: Entry) -> Match | None:
        """Return the work that an entry is about, or the likeliest; None where there is none."""
        letters = title_letters(entry.title)
        for name in identifiers_of(entry):
            if known := self.by_identifier.get(name):
                ratio = fuzz.partial_ratio(letters[:300], known.letters[:300]) if letters and known.letters else 100
                return Match(known=known, by="identifier", identifier=name, is_doubtful=ratio < _OTHER_TITLE)
        new = Known(entry=entry, letters=letters, where="")
        best: tuple[float, Known] | None = None
        for known in self._near(new):
            ratio = fuzz.ratio(letters, known.letters, score_cutoff=_LEAST)
            if ratio and (best is None or ratio > best[0]) and _may_be_one(new, known):
                best = (ratio, known)
        return Match(known=best[1], by="title", is_exact=_is_exact(new, best[1])) if best else None

    def _near(self, new: Known) -> Iterator[Known]:
        seen = set()
        for block in _blocks(new):
            for known in self.blocks.get(block, ())[-_LARGEST_BLOCK:]:
                if id(known) not in seen:
                    seen.add(id(known))
                    yield known


def _blocks(known: Known) -> Iterator[Hashable]:
    """Yield what works that may be one have in common: the beginning of the title, its end, or author and year."""
    if not known.letters:
        return
    yield "begins", known.letters[:_PREFIX]
    yield "ends", known.letters[-_PREFIX:]
    year = known.entry.issued.year if known.entry.issued else 0
    surname = _surname(known.entry)
    if surname and year:
        yield surname, year, len(known.letters) // 25


def _surname(entry: Entry) -> str:
    people = entry.authors.people or entry.editors.people
    return fold(people[0].last_name) if people else ""


def _may_be_one(new: Known, known: Known) -> bool:
    """Return whether nothing that both works say keeps them apart."""
    one, other = new.entry, known.entry
    if any(_differ(getattr(one, name), getattr(other, name)) for name in ("doi", "pmid", "arxiv")):
        return False
    if ("thesis" in (one.type, other.type) and one.type != other.type) or (
        one.issued and other.issued and abs(one.issued.year - other.issued.year) > 1
    ):
        return False
    if _surname(one) and _surname(other) and _surname(one) != _surname(other):
        return False
    if _NUMBER.findall(one.title.lower()) != _NUMBER.findall(other.title.lower()):
        return False
    if len(new.letters) < _SHORT or not (_surname(one) and _surname(other)):
        return _agree_on_place(one, other)
    return not (_differ(one.volume, other.volume) and _differ(_first_page(one), _first_page(other)))


def _is_exact(new: Known, known: Known) -> bool:
    years = [work.entry.issued.year if work.entry.issued else 0 for work in (new, known)]
    return new.letters == known.letters and _surname(new.entry) == _surname(known.entry) and years[0] == years[1]


def _agree_on_place(one: Entry, other: Entry) -> bool:
    """Return whether works with short titles, or without authors, stand at one place of one source."""
    pages = (_first_page(one), _first_page(other))
    if all(pages):
        return pages[0] == pages[1]
    same_source = title_letters(one.container_title) == title_letters(other.container_title)
    same_year = bool(one.issued and other.issued and one.issued.year == other.issued.year)
    return same_source and same_year and one.volume == other.volume


def _first_page(entry: Entry) -> str:
    return entry.page_range.partition("-")[0]


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
