"""Who wrote what: which of the names in a bibliography are one author.

One author has one family name with its particle, without case and accents, one suffix, and the same initials, as in
PubMed: `Weber H`, `Weber, Hans` and `weber h` are one, `Weber HJ` is another. Where full given names with the same
initials differ (`Weber, Hans` and `Weber, Heinz`), each is an author, and a name that fits exactly one of them is that
one's; `Weber H` fits both and stays by itself. Each author has a step of an address (`weber-h`, `weber-hans`), and the
step is who it is: two names with one step are one author, so that no two can want one address.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from painsite.linking.steps import fold, step_of
from painsite.model import Face, Person
from painsite.sources.names import initials, is_initials

_Given = tuple[str, ...]
"""A given name, word by word; an initial is one letter."""


def link_authors(entries: Iterable[Face]) -> Mapping[str, tuple[str, ...]]:
    """Return by citekey the step of each of an entry's authors, in their order.

    It is empty for a name without letters and for one that stands there again; entries without authors are left out.
    """
    written = {face.citekey: face.authors.people for face in entries if face.authors.people}
    steps = _steps(dict.fromkeys([person for people in written.values() for person in people]))
    return {citekey: _once([steps[person] for person in people]) for citekey, people in written.items()}


def _once(steps: list[str]) -> tuple[str, ...]:
    if len(set(steps)) == len(steps):
        return tuple(steps)
    return tuple([step if step not in steps[:position] else "" for position, step in enumerate(steps)])


def given_words(person: Person) -> _Given:
    """Divide a given name into words and initials: `Hans J.` is `hans`, `j`, and `HJ` is `h`, `j`."""
    words: list[str] = []
    for word in person.given.replace(".", " ").replace("-", " ").replace("‐", " ").replace("‑", " ").split():
        words += list(word) if is_initials(word) else [word]
    return tuple(filter(None, map(fold, words)))


def _steps(people: Iterable[Person]) -> dict[Person, str]:
    steps: dict[Person, str] = {}
    alike: dict[tuple[str, str, str], list[Person]] = {}
    for person in people:
        last = fold(person.last_name or person.given)
        if not last or person.literal or not person.given or not person.family:
            steps[person] = step_of("-".join(filter(None, (last, fold(person.suffix))))) if last else ""
        else:
            alike.setdefault((last, _letters(person.given), fold(person.suffix)), []).append(person)
    for (last, letters, suffix), persons in alike.items():
        if len(persons) == 1:  # most have one spelling
            steps[persons[0]] = step_of("-".join(filter(None, (last, letters, suffix))))
            continue
        spellings: dict[_Given, list[Person]] = {}
        for person in persons:
            spellings.setdefault(given_words(person), []).append(person)
        for given, author in _resolve(spellings).items():
            step = step_of("-".join(filter(None, (last, "-".join(author) or letters, suffix))))
            steps.update(dict.fromkeys(spellings[given], step))
    return steps


@lru_cache(maxsize=1 << 13)
def _letters(given: str) -> str:
    """Return the folded initials of given names, which many share."""
    return fold(initials(given))


def _resolve(spellings: Iterable[_Given]) -> dict[_Given, _Given]:
    """Return for each given name the one by which its author is told from others; empty where the initials do."""
    names = sorted(spellings, key=lambda given: (-sum(map(len, given)), given))
    if len(names) == 1:
        return {names[0]: ()}
    fullest = [one for one in names if not any(_fits(one, other) and _is_fuller(other, one) for other in names)]
    if all(_fits(one, other) for one in fullest for other in fullest):
        return dict.fromkeys(names, ())
    found: dict[_Given, _Given] = {}
    for name in names:
        fitting = [one for one in fullest if _fits(name, one)]
        found[name] = fitting[0] if len(fitting) == 1 else ()
    return found


def _fits(one: _Given, other: _Given) -> bool:
    """Return whether two given names with the same initials can be one's."""
    return all(
        first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
        for first, second in zip(one, other, strict=False)
    )


def _is_fuller(one: _Given, other: _Given) -> bool:
    """Return whether a given name that fits another says no word shorter, and one longer."""
    return one != other and all(len(first) >= len(second) for first, second in zip(one, other, strict=False))
