"""How well completion finds is measured against what any ranking could reach."""

import pytest

from painsite.lsp.ranking import Row
from tests.bench.completion import KINDS, REAL, measure_quality, read_rows
from tests.support import needs_fixtures

TWELVE = [
    Row(
        citekey=f"weber-{number}",
        surnames=("Weber",),
        year=1983,
        title=f"Discs, part {'abcdefghijkl'[number] * 5}",
        headline="",
    )
    for number in range(12)
]


def test_of_twelve_works_that_fit_equally_five_can_be_among_the_first_five() -> None:
    found, reachable = measure_quality(TWELVE, 60)["surname and year"]
    assert reachable == pytest.approx(5 / 12)
    assert 0.2 < found < 0.7


def test_words_that_no_other_title_has_always_find_their_work() -> None:
    titles = (
        "lumbar stenosis",
        "cervical myelopathy",
        "thoracic kyphosis",
        "sacral fracture",
        "painful whiplash",
        "numb feet",
    )
    rows = [Row(citekey=title, surnames=("Weber",), year=1983, title=title, headline="") for title in titles]
    assert measure_quality(rows, 60)["two words"] == (1, 1)


@needs_fixtures
def test_on_real_works_nearly_all_that_can_be_found_is_among_the_first_five() -> None:
    shares = measure_quality(read_rows(REAL["zheln"]), 100)
    assert {kind: found >= 0.95 * reachable for kind, (found, reachable) in shares.items()} == dict.fromkeys(
        KINDS, True
    )
