"""Citekeys for new entries, by the site's scheme: `kasch-2022`, then `kasch-2022b`."""

from collections.abc import Collection, Iterator
from itertools import count, islice, product
from string import ascii_lowercase

from painsite.config import CITEKEY_PARTS
from painsite.linking.labels import BINDING_WORDS
from painsite.linking.steps import fold
from painsite.model import Entry
from painsite.sources.citekeys import comparable
from painsite.sources.entries import RESERVED_CITEKEYS

_BINDING = BINDING_WORDS | frozenset("is ein eine la le les un une el los las il lo gli".split())
"""In titles of more languages than labels know."""
UNDIVIDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that no accent can be taken off, as people write them without."""
_LONGEST_PART = 40
"""Characters of a name in a citekey; organisations have long ones."""


def propose_citekey(entry: Entry, taken: Collection[str], scheme: str) -> str:
    """Return a citekey that nobody has: the scheme's, else with a letter behind it, from `b` on.

    `taken` holds citekeys and aliases as `comparable` writes them. A citekey has the letters and digits of any script,
    without accents, and hyphens.
    """
    plain = scheme.format(**{part: _part(entry, part) for part in CITEKEY_PARTS}).strip("-") or "work"
    return next(key for key in _lettered(plain) if comparable(key) not in taken and key not in RESERVED_CITEKEYS)


def _lettered(plain: str) -> Iterator[str]:
    yield plain
    letters = ("".join(letters) for size in count(1) for letters in product(ascii_lowercase, repeat=size))
    yield from (f"{plain}{letter}" for letter in islice(letters, 1, None))


def _part(entry: Entry, part: str) -> str:
    if part == "year":
        return str(entry.issued.year) if entry.issued else "nd"
    return _surname(entry) if part == "surname" else _title_word(entry)


def _surname(entry: Entry) -> str:
    """Return the first author's family name with its particle, else what a reader would call the work by."""
    people = entry.authors.people or entry.editors.people
    name = people[0].last_name if people else entry.collaboration or entry.institution
    return _shortened(_folded(name)) or "-".join(_words(entry.title)[:2]) or "anonymous"


def _title_word(entry: Entry) -> str:
    return next(iter(_words(entry.title)), "untitled")


def _words(title: str) -> list[str]:
    """List a title's words that say something, folded."""
    words = [word for word in _folded(title).split("-") if word]
    return [word for word in words if word not in _BINDING] or words


def _folded(name: str) -> str:
    return fold(name.casefold().translate(UNDIVIDED))


def _shortened(folded: str) -> str:
    """Cut a long name behind a whole word."""
    if len(folded) <= _LONGEST_PART:
        return folded
    cut = folded[: _LONGEST_PART + 1].rpartition("-")[0]
    return cut or folded[:_LONGEST_PART]
