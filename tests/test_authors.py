"""Which names are one author, and what that author is called."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.linking.authors import link_authors
from painsite.linking.steps import fold, step_of
from painsite.model import Face, Names, Person
from painsite.pages.people import full_name, fullest, sorted_name
from painsite.sources.citekeys import decode_citekey
from painsite.sources.names import parse_name


def faces(*names: str) -> list[Face]:
    return [
        Face(
            citekey=f"work-{number}",
            kind="entry",
            address="/",
            label="",
            title="Discs",
            authors=Names(people=(person,)),
        )
        for number, person in enumerate(map(parse_name, names))
    ]


def steps(*names: str) -> list[str]:
    return [step for found in link_authors(faces(*names)).values() for step in found]


ALIKE = [
    (("Weber H", "Weber, Hans", "weber h.", "WEBER, H."), "weber-h"),
    (("Müller, Anna", "Muller A", "Mu\u0308ller, A."), "muller-a"),
    (("van den Berg, J", "van den Berg, Jan", "Van Den Berg, J."), "van-den-berg-j"),
    (("Weber, Hans-Jürgen", "Weber HJ", "Weber, Hans J.", "Weber, H.-J."), "weber-hj"),
    (("O’Brien, Pat", "O'Brien P"), "obrien-p"),
    (("{World Health Organization}", "{world health organization}"), "world-health-organization"),
    (("Plato",), "plato"),
    (("King, Martin Luther, Jr", "King ML, Jr."), "king-ml-jr"),
    (("王, 小明", "王 小明"), "王-小明"),
    (("Weiß, Karl", "WEISS K"), "weiss-k"),
]


@pytest.mark.parametrize(("names", "step"), ALIKE)
def test_these_names_are_one_author(names: tuple[str, ...], step: str) -> None:
    assert set(steps(*names)) == {step}


APART = [
    (("Weber H", "Weber HJ"), ["weber-h", "weber-hj"]),
    (("Berg, J", "van den Berg, J"), ["berg-j", "van-den-berg-j"]),
    (("King, Martin Luther", "King, Martin Luther, Jr"), ["king-ml", "king-ml-jr"]),
    # who fits only one of two is that one; who fits both stays by itself
    (("Weber, Hans", "Weber, Heinz", "Weber H"), ["weber-hans", "weber-heinz", "weber-h"]),
    (
        ("Weber, Hans Jürgen", "Weber, Heinz J", "Weber, H Jürgen", "Weber, Hans J", "Weber HJ"),
        ["weber-hans-jurgen", "weber-heinz-j", "weber-hj", "weber-hans-jurgen", "weber-hj"],
    ),
]


@pytest.mark.parametrize(("names", "expected"), APART)
def test_these_names_are_several_authors_in_whatever_order_they_come(
    names: tuple[str, ...], expected: list[str]
) -> None:
    for order in permutations(zip(names, expected, strict=True)):
        assert steps(*[name for name, _ in order]) == [step for _, step in order]


def test_an_entry_has_a_step_for_each_author_in_order_once_and_none_for_a_name_without_letters() -> None:
    people = (parse_name("Weber H"), Person(literal="***"), parse_name("Kasch R"), parse_name("Weber, Hans"))
    face = Face(citekey="weber-1983", kind="entry", address="/", label="", title="Discs", authors=Names(people=people))
    assert link_authors([face]) == {"weber-1983": ("weber-h", "", "kasch-r", "")}


@pytest.mark.parametrize(
    ("names", "full", "first"),
    [
        (["Weber H", "Weber H", "Weber, Hans"], "Hans Weber", "Weber, Hans"),
        (["Weber, H.-J."], "H-J Weber", "Weber HJ"),
        (["van den Berg, J. W."], "J W van den Berg", "van den Berg JW"),
        (["{World Health Organization}"], "World Health Organization", "World Health Organization"),
        (["King, Martin Luther, Jr"], "Martin Luther King Jr", "King, Martin Luther Jr"),
        (["WEBER, Hans", "Weber, Hans", "Weber, Hans"], "Hans Weber", "Weber, Hans"),
    ],
)
def test_an_author_is_called_by_the_fullest_spelling_of_several_the_most_used(
    names: list[str], full: str, first: str
) -> None:
    people = [parse_name(name) for name in names]
    person = fullest({one: people.count(one) for one in people})
    assert (full_name(person), sorted_name(person)) == (full, first)


def test_a_step_can_be_read_back() -> None:
    assert decode_citekey(step_of(fold("किरण Rao"))) == fold("किरण Rao")


@pytest.mark.property
@given(st.text(max_size=10_000))
def test_a_name_however_odd_and_long_makes_a_step_that_a_file_can_have(name: str) -> None:
    step = step_of(fold(name))
    assert len(step.encode()) <= 120
    assert not set(step) & set("/\\?#% .\0")


def test_long_names_that_differ_at_their_end_have_two_steps() -> None:
    one, other = (step_of(fold("Guideline Development Group " * 20 + end)) for end in ("A", "B"))
    assert one != other
