"""What an author is called, of all the spellings that stand for one."""

from collections.abc import Mapping

from painsite.linking.authors import given_words
from painsite.model import Person
from painsite.sources.names import initials, is_initials


def fullest(counts: Mapping[Person, int]) -> Person:
    """Return the spelling with most of the given name, of several the most used; `counts` says how often."""
    return min(counts, key=lambda one: (-sum(map(len, given_words(one))), -counts[one], one.last_name, one.given))


def full_name(person: Person) -> str:
    """Return `Hans Weber`, `H Weber`, `World Health Organization`."""
    return " ".join(filter(None, (_given(person), person.last_name, person.suffix)))


def sorted_name(person: Person) -> str:
    """Return the family name first: `Weber, Hans`, `Weber H`."""
    given = _given(person)
    is_short = all(map(is_initials, given.split()))
    rest = " ".join(filter(None, (initials(given) if is_short else given, person.suffix)))
    return f"{person.last_name}{'' if is_short else ','} {rest}".strip()


def _given(person: Person) -> str:
    return " ".join(person.given.replace(".-", "-").replace(".", " ").split())
