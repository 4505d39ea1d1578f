"""Which of the names in a bibliography are one journal.

A name counts without case, accents and punctuation, `&` as `and`, and without a leading `The`. An entry that has both a
container's title and its abbreviation says that these are one, and so on from name to name. The step of the address
(`spine`) comes from the title that most entries have: it is one of the journal's own names, so that no two journals can
want one address.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from painsite.linking.steps import fold, step_of
from painsite.model import Face
from painsite.sources.bibtex.fields import ARTICLE_TYPES

_Pair = tuple[str, str]
"""A title and its abbreviation, as written; either may be empty."""


def link_journals(entries: Iterable[Face]) -> Mapping[str, str]:
    """Return by citekey the step of the journal of an entry; what did not appear in one is left out."""
    pairs = {
        face.citekey: (face.container_title, face.container_abbreviation)
        for face in entries
        if face.type in ARTICLE_TYPES and (face.container_title or face.container_abbreviation)
    }
    counts = Counter(pairs.values())
    names = {pair: found for pair in counts if (found := tuple(filter(None, map(fold_journal, pair))))}
    joined = _join(names.values())
    members: dict[str, list[_Pair]] = {}
    for pair, folded in names.items():
        members.setdefault(joined[folded[0]], []).append(pair)
    steps = {
        pair: step_of(fold_journal(journal_name({one: counts[one] for one in of_one})))
        for of_one in members.values()
        for pair in of_one
    }
    return {citekey: steps[pair] for citekey, pair in pairs.items() if pair in steps}


@lru_cache(maxsize=1 << 13)
def fold_journal(name: str) -> str:
    """Return the form in which two names of a journal are the same; empty where it has no letters or digits."""
    folded = fold(name.replace("&", " and "))
    return folded.removeprefix("the-") or folded


def journal_name(counts: Mapping[_Pair, int]) -> str:
    """Return the title of most entries, of several the first; where there is none, the abbreviation."""
    titles: Counter[str] = Counter()
    abbreviations: Counter[str] = Counter()
    for (title, abbreviation), count in counts.items():
        if fold_journal(title):
            titles[title] += count
        else:
            abbreviations[abbreviation] += count
    found = titles or abbreviations
    return min(found, key=lambda name: (-found[name], name))


def _join(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return for each name the one that stands for all that are joined to it."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for group in groups:
        for name in group:
            one, other = sorted((root(group[0]), root(name)))
            above[other] = one
    return {name: root(name) for name in list(above)}
