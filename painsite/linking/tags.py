"""What tags.yaml says, linked: which tag is part of which, and which words lead to which tag."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from painsite.model import Node, Tag, TagBook
from painsite.problems import Place, Problem
from painsite.sources.citekeys import encode_tag

_NEAR = 0.8


def link_tags(tags: Sequence[Tag], nodes: Iterable[Node]) -> tuple[TagBook, tuple[Problem, ...]]:
    """Link the tags; what has a problem is left out of the book, so that it holds no circle."""
    problems: list[Problem] = []
    names: dict[str, Tag] = {}
    for tag in tags:
        _claim(encode_tag(tag.name), tag.name, tag, names, problems)
    canonical: dict[str, Tag] = dict(names)
    for tag in names.values():
        for synonym in tag.synonyms:
            _claim(encode_tag(synonym), synonym, tag, canonical, problems)
    parents: dict[str, tuple[str, ...]] = {}
    for step, tag in names.items():
        found = []
        for parent in tag.parents:
            known = canonical.get(encode_tag(parent))
            if known is None:
                remedy = _suggest(parent, names) or f"add `{parent}:` to this file"
                problems.append(
                    _problem(tag, "unknown-tag", f"`{tag.name}` is part of `{parent}`, no tag here", remedy)
                )
            else:
                found.append(encode_tag(known.name))
        parents[step] = tuple(dict.fromkeys(found))
    for step in _in_circles(parents):
        remedy = "take one of the `parents` out"
        problems.append(_problem(names[step], "tag-circle", f"`{names[step].name}` is part of itself", remedy))
        parents[step] = ()
    book = TagBook(
        names={step: tag.name for step, tag in names.items()},
        descriptions={step: tag.description for step, tag in names.items() if tag.description},
        parents={step: above for step, above in parents.items() if above},
        canonical={step: encode_tag(tag.name) for step, tag in canonical.items() if step not in names},
    )
    return book, (*problems, *_near_tags(book, nodes))


def _claim(step: str, word: str, tag: Tag, taken: dict[str, Tag], problems: list[Problem]) -> None:
    other = taken.setdefault(step, tag)
    if other is not tag:
        message = f"`{word}` stands for `{other.name}` already, at {_place(other.place)}"
        problems.append(_problem(tag, "duplicate-tag", message, "keep one of the two"))


def _in_circles(parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the tags that are above themselves."""
    found = []
    for step in parents:
        above: set[str] = set()
        waiting = list(parents[step])
        while waiting:
            one = waiting.pop()
            if one not in above:
                above.add(one)
                waiting += parents.get(one, ())
        if step in above:
            found.append(step)
    return found


def _near_tags(book: TagBook, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Report tags that the book does not know and that look like one that it does."""
    if not book.names:
        return
    known = {*book.names, *book.canonical}
    near: dict[str, str] = {}
    for node in nodes:
        for tag in node.tags:
            if tag not in near:
                step = encode_tag(tag)
                close = [] if step in known else get_close_matches(step, known, n=1, cutoff=_NEAR)
                near[tag] = book.names[book.canonical.get(close[0], close[0])] if close else ""
            if near[tag]:
                place = _place(node.places.get("tags", (node.path, 1, 1)))
                message = f"no tag is called `{tag}`"
                remedy = f"did you mean `{near[tag]}`? Else add it to tags.yaml"
                yield Problem(place=place, rule="near-tag", message=message, remedy=remedy)


def _suggest(word: str, names: Mapping[str, Tag]) -> str:
    close = get_close_matches(encode_tag(word), names, n=1, cutoff=0.6)
    return f"did you mean `{names[close[0]].name}`?" if close else ""


def _problem(tag: Tag, rule: str, message: str, remedy: str) -> Problem:
    return Problem(place=_place(tag.place), rule=rule, message=message, remedy=remedy)


def _place(spot: tuple[str, int, int]) -> Place:
    path, line, column = spot
    return Place(path=path, line=line, column=column)
