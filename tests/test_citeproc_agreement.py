"""References of 300 real works beside those of citeproc-js: they agree, or a ruling says why ours are right."""

from collections import Counter
from functools import cache

import pytest

from painsite.model import Entry
from tests.citeproc.comparison import NUMBER, STYLES, compare, works
from tests.citeproc.rulings import RULINGS, explain
from tests.support import needs_fixtures

pytestmark = needs_fixtures

AGREE = {"vancouver": 198, "ama": 225, "apa": 240, "mla": 218, "chicago": 186}
"""How many of the works citeproc writes as we do, at least; the others are in the table of rulings."""


@cache
def compared(style: str) -> tuple[tuple[Entry, str, str], ...]:
    """Give the works with both references, once for all tests."""
    return tuple(compare(style, works()))


def test_the_works_are_many_and_of_many_types() -> None:
    assert len(works()) == NUMBER
    assert len(Counter(entry.type for entry in works())) > 15


@pytest.mark.parametrize("style", STYLES)
def test_every_difference_from_citeproc_has_its_ruling(style: str) -> None:
    unexplained = [
        (entry.citekey, ours, theirs)
        for entry, ours, theirs in compared(style)
        if ours != theirs and explain(style, entry, ours, theirs) is None
    ]
    assert unexplained == []
    assert sum(ours == theirs for _, ours, theirs in compared(style)) >= AGREE[style]


@pytest.mark.parametrize("style", STYLES)
def test_every_ruling_is_needed(style: str) -> None:
    used = {
        reason
        for entry, ours, theirs in compared(style)
        if ours != theirs
        for reason in explain(style, entry, ours, theirs) or ()
    }
    of_style = [ruling for ruling in RULINGS if len(ruling.styles) < len(STYLES) and style in ruling.styles]
    assert [ruling.what for ruling in of_style if ruling.what not in used] == []


def test_a_difference_that_no_ruling_names_is_not_explained() -> None:
    entry = next(entry for entry in works() if entry.type == "article-journal")
    assert explain("apa", entry, "Kasch, R. (2022). Pain.", "Kasch, R. (2021). Pain.") is None
