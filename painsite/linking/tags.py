"""What tags.yaml says, linked: which tag is part of which, and which words lead to which tag."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from painsite.model import Node, Tag, TagBook
from painsite.problems import Place, Problem
from painsite.sources.citekeys import encode_tag

_NEAR = 0.8
_FEW = 200
"""Words that each is compared with; of more, those that share a rare pair of letters."""
_RAREST, _HOLDERS = 6, 10
"""Pairs of letters of a word that are looked up, and words looked at for each."""


def link_tags(tags: Sequence[Tag]) -> tuple[TagBook, tuple[Problem, ...]]:
    """Link the tags; what has a problem is left out of the book, so that it holds no circle."""
    problems: list[Problem] = []
    names: dict[str, Tag] = {}
    for tag in tags:
        _claim(encode_tag(tag.name), tag.name, tag, names, problems)
    canonical: dict[str, Tag] = dict(names)
    for tag in names.values():
        for synonym in tag.synonyms:
            _claim(encode_tag(synonym), synonym, tag, canonical, problems)
    near_names = _Words(names)
    parents: dict[str, tuple[str, ...]] = {}
    for step, tag in names.items():
        found = []
        for parent in tag.parents:
            known = canonical.get(encode_tag(parent))
            if known is None:
                remedy = _suggest(parent, names, near_names) or f"add `{parent}:` to this file"
                message = f"`{tag.name}` has the parent `{parent}`, which is not in this file"
                problems.append(_problem(tag, "unknown-tag", message, remedy))
            else:
                found.append(encode_tag(known.name))
        parents[step] = tuple(dict.fromkeys(found))
    for step in _in_circles(parents):
        remedy = "remove one of the `parents`"
        message = f"`{names[step].name}` is its own parent, directly or through others"
        problems.append(_problem(names[step], "tag-circle", message, remedy))
        parents[step] = ()
    book = TagBook(
        names={step: tag.name for step, tag in names.items()},
        descriptions={step: tag.description for step, tag in names.items() if tag.description},
        parents={step: above for step, above in parents.items() if above},
        canonical={step: encode_tag(tag.name) for step, tag in canonical.items() if step not in names},
    )
    return book, tuple(problems)


def _claim(step: str, word: str, tag: Tag, taken: dict[str, Tag], problems: list[Problem]) -> None:
    other = taken.setdefault(step, tag)
    if other is not tag:
        message = f"`{word}` already stands for `{other.name}`, at {_place(other.place)}"
        problems.append(_problem(tag, "duplicate-tag", message, "keep one of the two"))


def _in_circles(parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the tags that are above themselves: those of a strongly connected part of several, or their own parents.

    Kosaraju's way, without recursion: a part is what can be reached down from a tag that is taken in the order in which
    the way up has been finished, last first.
    """
    finished: dict[str, None] = {}
    begun: set[str] = set()
    for top in parents:
        waiting = [(top, False)]
        while waiting:
            step, is_done = waiting.pop()
            if is_done:
                finished[step] = None
            elif step not in begun:
                begun.add(step)
                waiting += [(step, True), *((one, False) for one in parents.get(step, ()))]
    below: dict[str, list[str]] = defaultdict(list)
    for step, above in parents.items():
        for one in above:
            below[one].append(step)
    part_of: dict[str, str] = {}
    sizes: dict[str, int] = defaultdict(int)
    for root in reversed(finished):
        reached = [root]
        while reached:
            step = reached.pop()
            if step not in part_of:
                part_of[step] = root
                sizes[root] += 1
                reached += below[step]
    return [step for step, above in parents.items() if sizes[part_of[step]] > 1 or step in above]


class _Words:
    """Words in which near ones are looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._holders: dict[str, list[str]] = defaultdict(list)
        for word in self._words if len(self._words) > _FEW else ():
            for pair in _pairs(word):
                self._holders[pair].append(word)

    def nearest(self, word: str, cutoff: float) -> str:
        """Return the word that is most like another; nothing where none is near."""
        candidates: Iterable[str] = self._words
        if self._holders:
            known = sorted((pair for pair in _pairs(word) if pair in self._holders), key=self._rarity)
            candidates = {one for pair in known[:_RAREST] for one in self._holders[pair][:_HOLDERS]}
        return next(iter(get_close_matches(word, candidates, n=1, cutoff=cutoff)), "")

    def _rarity(self, pair: str) -> tuple[int, str]:
        return len(self._holders[pair]), pair


def _pairs(word: str) -> set[str]:
    return {word[start : start + 2] for start in range(len(word) - 1)}


def near_tags(book: TagBook, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Report tags that the book does not know and that look like one that it does."""
    if not book.names:
        return
    known = {**book.names, **book.canonical}
    words = _Words(known)
    near: dict[str, str] = {}
    for node in nodes:
        for tag in node.tags:
            if tag not in near:
                step = encode_tag(tag)
                close = "" if step in known else words.nearest(step, _NEAR)
                near[tag] = book.names[book.canonical.get(close, close)] if close else ""
            if near[tag]:
                place = _place(node.places.get("tags", (node.path, 1, 1)))
                message = f"there is no tag `{tag}`"
                remedy = f"did you mean `{near[tag]}`? If not, add it to tags.yaml"
                yield Problem(place=place, rule="near-tag", message=message, remedy=remedy)


def _suggest(word: str, names: Mapping[str, Tag], words: _Words) -> str:
    close = words.nearest(encode_tag(word), 0.6)
    return f"did you mean `{names[close].name}`?" if close else ""


def _problem(tag: Tag, rule: str, message: str, remedy: str) -> Problem:
    return Problem(place=_place(tag.place), rule=rule, message=message, remedy=remedy)


def _place(spot: tuple[str, int, int]) -> Place:
    path, line, column = spot
    return Place(path=path, line=line, column=column)
