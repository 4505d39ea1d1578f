"""Short names of entries: `Kasch 2022`, `Brinjikji 2015a`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase

from painsite.linking.nodes import place_of
from painsite.model import Article, Entry, PartialDate
from painsite.problems import Place, Problem

_TITLE_WORDS = 4
_SUBTITLE = re.compile(r"[:.?!](?=\s)")
BINDING_WORDS = frozenset(
    "a an and at by for from in of on or the to with das dem den der des die im in und von zu zur".split()
)
"""Of titles: they say nothing by themselves."""
_NEVER = PartialDate(year=0)


def make_labels(entries: Iterable[Entry]) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return each entry's label by citekey.

    Entries with one label get letters in order of `added` (missing last), then citekey, so that a newcomer renames
    nobody. A pinned label never gets a letter and is given to nobody else; two pinned alike are a problem.
    """
    labels: dict[str, str] = {}
    pinned: dict[str, Entry] = {}
    problems = []
    groups: dict[str, list[tuple[Entry, str]]] = {}
    for entry in sorted(entries, key=seniority):
        if not entry.label:
            label = plain_label(entry)
            groups.setdefault(label.casefold(), []).append((entry, label))
            continue
        labels[entry.citekey] = entry.label
        first = pinned.setdefault(entry.label.casefold(), entry)
        if first is not entry:
            problems.append(_same_pin(first, entry))
    for key, group in groups.items():
        if len(group) == 1 and key not in pinned:
            labels[group[0][0].citekey] = group[0][1]
            continue
        letters = _letters()
        for entry, label in group:
            lettered = (label + (letter if entry.issued else f"-{letter}") for letter in letters)
            labels[entry.citekey] = next(one for one in lettered if one.casefold() not in pinned)
    return dict(sorted(labels.items())), tuple(problems)


def find_same_titles(articles: Iterable[Article]) -> Iterator[Problem]:
    """Report articles whose title, which is their label, an earlier one by citekey has too."""
    first: dict[str, Article] = {}
    for article in sorted(articles, key=lambda article: article.citekey):
        other = first.setdefault(article.title.casefold(), article)
        if other is not article and article.title:
            yield Problem(
                place=place_of(article, "title"),
                rule="duplicate-label",
                message=f"the title `{article.title}` is also that of `{other.citekey}` at {place_of(other, 'title')}",
                remedy="change one of the two, so that readers can tell them apart",
            )


def seniority(entry: Entry) -> tuple[bool, PartialDate, str]:
    """Sort entries by when they were added, missing last, then by citekey."""
    return entry.added is None, entry.added or _NEVER, entry.citekey


def plain_label(entry: Entry) -> str:
    """Return an entry's label without a letter."""
    people = entry.authors.people or entry.editors.people
    if entry.collaboration and not entry.authors:
        name = entry.collaboration
    else:
        name = people[0].last_name if people else _first_words(entry.title)
    return f"{name} {entry.issued.start.year if entry.issued else 'n.d.'}".strip()


def _first_words(title: str) -> str:
    """Return the first words of a title: those before its subtitle, if they are few; none that binds it to the next."""
    main = _SUBTITLE.split(title, maxsplit=1)[0].split()
    words = main if 0 < len(main) <= _TITLE_WORDS else title.split()[:_TITLE_WORDS]
    if words != title.split():
        while len(words) > 1 and words[-1].lower() in BINDING_WORDS:
            words.pop()
    return " ".join(words)


def _letters() -> Iterator[str]:
    """Yield `a` … `z`, `aa`, `ab` …."""
    for size in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=size))


def _same_pin(first: Entry, second: Entry) -> Problem:
    path, line, column = second.places["label"]
    first_path, first_line, first_column = first.places["label"]
    return Problem(
        place=Place(path=path, line=line, column=column),
        rule="duplicate-label",
        message=f"the label `{second.label}` is also set at {first_path}:{first_line}:{first_column}",
        remedy="choose another, or remove one so that letters are added",
    )
