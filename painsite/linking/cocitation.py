"""Which nodes the site's own texts cite together, and how closely."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from painsite.model import Value

_BRACKET, _PARAGRAPH, _SECTION, _PAGE = 8, 4, 2, 1
"""What it counts to be cited in one bracket or footnote, paragraph, section, or only on one page."""
_MOST_IN_A_CIRCLE = 100
"""Company in a larger circle says nothing; and pairs grow with its square."""
_SCALE = 2520
"""Divisible by 1-10, so that damping does not round."""


class CitedAt(Value, frozen=True, kw_only=True):
    """A place where a text cites a node; the numbers count within that text, as in `Citation`."""

    citekey: str
    """Canonical."""
    group: int = 0
    footnote: str = ""
    paragraph: int = 0
    section: int = 0


Key = TypeVar("Key", str, int)
Circle = tuple[int, tuple[Key, ...]]
"""What company in it counts, and the citekeys cited in it, or numbers for them, each once, sorted."""


def circles_by_citekey(citations: Sequence[CitedAt]) -> dict[str, tuple[Circle[str], ...]]:
    """Give for each node that one text cites the circles in which it is cited, the widest first.

    What company counts is damped by the number of nodes that the text cites. A circle that holds one node alone, or
    more than a hundred, is left out, and so is a node that is left with none.
    """
    members: dict[tuple[int, int | str], set[str]] = {}
    for citation in citations:
        for place in _places(citation):
            members.setdefault(place, set()).add(citation.citekey)
    damping = len({citation.citekey for citation in citations}).bit_length()
    circles: dict[str, dict[Circle[str], None]] = {}
    for (closeness, _), citekeys in sorted(members.items(), key=lambda item: item[0][0]):
        if 1 < len(citekeys) <= _MOST_IN_A_CIRCLE:
            circle = (closeness * _SCALE // damping, tuple(sorted(citekeys)))
            for citekey in citekeys:
                circles.setdefault(citekey, {})[circle] = None
    return {citekey: tuple(circles[citekey]) for citekey in sorted(circles)}


def _places(citation: CitedAt) -> tuple[tuple[int, int | str], ...]:
    """Name the circles around a citation. Footnotes are told by their labels, brackets by their numbers."""
    return (
        (_PAGE, 0),
        (_SECTION, citation.section),
        (_PARAGRAPH, citation.paragraph),
        (_BRACKET, citation.group),
        *([(_BRACKET, citation.footnote)] if citation.footnote else []),
    )


def count_company(texts: Iterable[tuple[Circle[Key], ...]]) -> Mapping[Key, int]:
    """Add up over all texts that cite a node how closely each other node is cited with it.

    `texts` holds the node's circles in each text. In one text the closest company counts, however often it is met. The
    node itself is among its company.
    """
    company: dict[Key, int] = {}
    for circles in texts:
        closest: dict[Key, int] = {}
        for closeness, keys in circles:
            closest.update(dict.fromkeys(keys, closeness))
        for key, closeness in closest.items():
            company[key] = company.get(key, 0) + closeness
    return company
