"""Names of people, as styles and formats write them."""

import functools
import re
from collections.abc import Iterator

from painsite.model import Entry, Names, Person
from painsite.pages.formats.pieces import join
from painsite.sources.names import OTHERS_NOTES, initials, is_family_first, is_initials

_HYPHEN = re.compile(r"[-‐‑]")
_STOPPED_SUFFIXES = frozenset({"Jr", "Sr", "Jnr", "Snr"})


@functools.lru_cache(maxsize=1 << 13)  # most authors share theirs with others
def spell_initials(given: str) -> str:
    """Return initials with stops, blanks and hyphens: `Carsten Oliver` is `C. O.`, `MJ` is `M. J.`.

    A name in a script without capitals stays whole.
    """
    spelled: list[str] = []
    for word in given.split():
        if word[0].islower() and spelled:
            continue
        parts = [_stop(initials(part)) for part in _HYPHEN.split(word)]
        spelled.append("-".join(part for part in parts if part))
    return " ".join(part for part in spelled if part)


@functools.lru_cache(maxsize=1 << 13)
def spell_given(given: str) -> str:
    """Return the given names as they are, but initials with stops and blanks: `MJ` is `M. J.`, `Mark J` `Mark J.`."""
    return " ".join([spell_initials(word) if is_initials(word) else word for word in given.split()])


def suffix_with_stop(suffix: str) -> str:
    """Return `Jr.` for `Jr`; Roman numerals take no stop."""
    return f"{suffix}." if suffix in _STOPPED_SUFFIXES else suffix


def family_first(person: Person, given: str) -> str:
    """Return `van den Berg, Jan, Jr.`; names that stand family first anyway take no comma: `王 小明`."""
    if person.literal:
        return person.literal
    if is_family_first(person.family):
        return join(" ", person.family, given)
    return join(", ", person.last_name, given, suffix_with_stop(person.suffix))


def divided_name(person: Person) -> str:
    """Return `van den Berg, Jan, Jr.`, `王, 小明` and `World Health Organization,` for readers that look for a comma.

    A name without any they divide at its last blank; what has nothing behind its comma stays whole (zotero/utilities,
    utilities.js, `cleanAuthor`).
    """
    if is_family_first(person.family):
        return f"{person.family}, {person.given}".rstrip()
    name = family_first(person, spell_given(person.given))
    return name if "," in name else f"{name},"


def list_given_first(names: Names, *, most: int, named: int) -> str:
    """Return `Kathleen Coburn, James Engell, and W. Jackson Bate`; of more than `most` the first `named`, `et al.`."""
    people = [given_first(person, spell_given(person.given)) for person in names.people]
    if names.others or len(people) > most:
        shown = people[:named]
        return f"{', '.join(shown)}{',' if len(shown) > 1 else ''} et al."
    if len(people) > 2:
        return f"{', '.join(people[:-1])}, and {people[-1]}"
    return " and ".join(people)


def given_first(person: Person, given: str) -> str:
    """Return `Jan van den Berg Jr.`."""
    if person.literal or is_family_first(person.family):
        return family_first(person, given)
    return join(" ", given, person.last_name, suffix_with_stop(person.suffix))


def notes_on_others(entry: Entry) -> Iterator[str]:
    """Say that a work has more authors or editors than are named, for formats in which `others` would be a person."""
    for field, note in OTHERS_NOTES.items():
        if getattr(entry, field).others:
            yield note


def _stop(letters: str) -> str:
    if letters and letters[0].upper() == letters[0].lower():
        return letters
    return " ".join(f"{letter}." for letter in letters)
