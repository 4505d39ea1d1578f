"""Where the nodes of the citation graph stand."""

import os
import subprocess
import sys
from itertools import pairwise
from math import dist, isfinite
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painsite.pages.graph.layout import SIZE, Structure, place_nodes

STARS = Structure(
    nodes=12,
    citing=[1, 2, 3, 4, 5, 7, 8, 9, 10, 11],
    cited=[0, 0, 0, 0, 0, 6, 6, 6, 6, 6],
    tagged=list(range(12)),
    tags=[0] * 6 + [1] * 6,
)
"""Two works, each cited by five others on its own topic."""


def places(structure: Structure) -> list[tuple[int, int]]:
    return list(zip(*place_nodes(structure), strict=True))


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    count = draw(st.integers(2, 30))
    node = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(node, node).filter(lambda pair: pair[0] != pair[1]), max_size=60))
    tags = draw(st.sets(st.tuples(node, st.integers(0, 3)), max_size=30))
    return Structure(
        nodes=count,
        citing=[citing for citing, _ in sorted(pairs)],
        cited=[cited for _, cited in sorted(pairs)],
        tagged=[one for one, _ in sorted(tags)],
        tags=[tag for _, tag in sorted(tags)],
    )


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(structures())
def test_every_node_has_a_place_of_its_own_within_the_picture(structure: Structure) -> None:
    found = places(structure)
    assert len(found) == len(set(found)) == structure.nodes
    assert all(isfinite(one) and 0 <= one <= SIZE for place in found for one in place)


@pytest.mark.property
@settings(max_examples=10, deadline=None)
@given(structures(), st.randoms(use_true_random=False))
def test_the_order_of_citations_changes_a_place_by_no_more_than_its_rounding(
    structure: Structure, chance: Random
) -> None:
    order = list(range(len(structure.citing)))
    chance.shuffle(order)
    mixed = Structure(
        nodes=structure.nodes,
        citing=[structure.citing[one] for one in order],
        cited=[structure.cited[one] for one in order],
        tagged=structure.tagged,
        tags=structure.tags,
    )
    for one, other in zip(places(structure), places(mixed), strict=True):
        assert dist(one, other) <= 2


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_graph_may_be_nearly_empty(count: int) -> None:
    found = places(Structure(nodes=count, citing=[0] * (count == 2), cited=[1] * (count == 2)))
    assert len(set(found)) == count


def test_what_cites_one_work_lies_nearer_to_it_than_to_another() -> None:
    found = places(STARS)
    for node in range(1, 6):
        assert dist(found[node], found[0]) < dist(found[node], found[6])
    for node in range(7, 12):
        assert dist(found[node], found[6]) < dist(found[node], found[0])


def test_a_chain_is_drawn_out() -> None:
    chain = Structure(nodes=12, citing=list(range(11)), cited=list(range(1, 12)))
    found = places(chain)
    steps = [dist(one, other) for one, other in pairwise(found)]
    assert dist(found[0], found[-1]) > 2 * max(steps)


def test_the_picture_fills_its_frame() -> None:
    x, y = place_nodes(STARS)
    assert (min(x), min(y), max(*x, *y)) == (0, 0, SIZE)


def test_another_process_with_other_instructions_of_the_processor_gives_the_same_places() -> None:
    script = (
        "from tests.test_layout import STARS, places; from painsite.pages.graph.layout import Structure;"
        "many = Structure(nodes=400, citing=range(1, 400), cited=[one // 3 for one in range(1, 400)]);"
        "print(places(STARS), places(many))"
    )

    def run(**environment: str) -> str:
        command = [sys.executable, "-W", "ignore", "-c", script]
        return subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
        ).stdout

    plain = run(NPY_DISABLE_CPU_FEATURES="AVX2 FMA3 AVX512F AVX512_SKX X86_V3 X86_V4")
    assert plain.startswith("[(")
    assert run(PYTHONHASHSEED="1") == plain
