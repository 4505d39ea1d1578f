"""Journals and people that are spelled in two ways in one bibliography."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from painsite.linking.journals import fold_journal
from painsite.linking.nodes import place_of
from painsite.model import Entry, Library
from painsite.problems import Problem
from painsite.sources.bibtex.fields import ARTICLE_TYPES
from painsite.sources.names import is_initials

_SHORT = 3
"""Letters of a word that is surely cut short: `Med`."""
_SMALL = frozenset("a an and de der des di du for für in la le of on or the und van von with y".split())


def find_spellings(library: Library) -> Iterator[Problem]:
    """Report what has another spelling in more entries."""
    yield from _journals(library)
    yield from _people(library.entries.values())


def _journals(library: Library) -> Iterator[Problem]:
    titles = {
        citekey: (face.container_title, face.container_abbreviation)
        for citekey, face in library.faces.items()
        if face.type in ARTICLE_TYPES and face.container_title
    }
    counts = Counter(title for title, _ in titles.values())
    usual = {title: best for group in _spellings(counts) for best in [_usual(group, counts)] for title in group}
    for citekey, (title, _) in titles.items():
        best = usual.get(title, title)
        if best != title:
            many = f"{counts[best]} entries have" if counts[best] > 1 else "another entry has"
            yield Problem(
                place=place_of(library.entries[citekey], "container_title"),
                rule="journal-spelling",
                message=f"the journal is `{title}` here, and {many} `{best}`",
                remedy=f"write `{best}`",
            )


def _spellings(counts: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield groups of titles that are one journal's: but for case and signs, or one the abbreviation of the other.

    An abbreviation that fits several titles is nobody's, and one that an entry gives beside its title joins nothing.
    """
    by_form: dict[str, list[str]] = defaultdict(list)
    for title in counts:
        by_form[fold_journal(title)].append(title)
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in by_form:
        by_first[form[:2]].append(form)
    joined: dict[str, str] = {}
    for form in by_form:
        longer = [other for other in by_first[form[:2]] if other != form and _abbreviates(form, other)]
        if len(longer) == 1 and "-" in form:
            joined[form] = longer[0]
    groups: dict[str, list[str]] = defaultdict(list)
    for form, spelled in by_form.items():
        groups[joined.get(form, form)] += spelled
    yield from (sorted(group) for group in groups.values() if len(group) > 1)


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether each word of a name is the beginning of a longer name's, in their order: `eur-spine-j`."""
    words, whole = ([word for word in name.split("-") if word not in _SMALL] for name in (short, long))
    if len(words) != len(whole):
        return False
    pairs = list(zip(words, whole, strict=True))
    if not all(full.startswith(word) for word, full in pairs):
        return False
    # one letter less is a plural, and a single long word may be another word: `Pain`, `Painting`
    shortened = [word for word, full in pairs if len(word) + 2 <= len(full)]
    return len(shortened) > 1 or any(len(word) <= _SHORT for word in shortened)


def _usual(group: list[str], counts: Mapping[str, int]) -> str:
    return min(group, key=lambda title: (-counts[title], -len(title), title))


def _people(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Report a name whose parts stand the other way round in more entries."""
    holders: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for person in entry.authors.people:
            if person.given and person.family and not is_initials(person.given):
                holders[person.given, person.family].append(entry)
    for (given, family), found in holders.items():
        others = holders.get((family, given), ())
        if len(others) > len(found) or (len(others) == len(found) and others and (given, family) > (family, given)):
            many = f"{len(others)} entries" if len(others) > 1 else "another entry"
            for entry in found:
                yield Problem(
                    place=place_of(entry, "authors"),
                    rule="name-order",
                    message=f"the family name is `{family}` in `{given} {family}` here, and `{given}` in {many}",
                    remedy="see which it is, and write it as `Kasch, Richard`",
                )
