"""Which names are one journal."""

from itertools import permutations

import pytest

from painsite.linking.journals import journal_name, link_journals
from painsite.model import Face


def face(number: int, title: str, abbreviation: str = "", kind: str = "article-journal") -> Face:
    return Face(
        citekey=f"work-{number}", kind="entry", address="/", label="", title="Discs", type=kind,
        container_title=title, container_abbreviation=abbreviation,
    )  # fmt: skip


ROWS = [
    ([("Spine", ""), ("SPINE", ""), ("Spine.", "")], ["spine"] * 3),
    ([("Pain & Practice", ""), ("Pain and practice", ""), ("The Pain and Practice", "")], ["pain-and-practice"] * 3),
    # an entry that names both joins those that name one
    (
        [("Pain Medicine", "Pain Med."), ("", "Pain Med"), ("Pain medicine", ""), ("Pain", "")],
        ["pain-medicine", "pain-medicine", "pain-medicine", "pain"],
    ),
    # and so on from name to name; the title of most gives the address
    (
        [("Spine (Phila Pa 1976)", "Spine"), ("Spine", ""), ("Spine", "")],
        ["spine"] * 3,
    ),
    ([("", "N Engl J Med")], ["n-engl-j-med"]),
    ([("Schmerz", ""), ("Der Schmerz", "")], ["schmerz", "der-schmerz"]),
    ([("The", "")], ["the"]),
]


@pytest.mark.parametrize(("names", "steps"), ROWS)
def test_names_lead_to_journals_in_whatever_order_they_come(names: list[tuple[str, str]], steps: list[str]) -> None:
    numbered = [(face(number, *pair), step) for number, (pair, step) in enumerate(zip(names, steps, strict=True))]
    for order in permutations(numbered):
        found = link_journals(one for one, _ in order)
        assert found == {one.citekey: step for one, step in numbered}


def test_what_did_not_appear_in_a_journal_has_none() -> None:
    assert link_journals([face(1, "The Back Book", kind="chapter"), face(2, ""), face(3, "!")]) == {}


def test_a_journal_is_called_by_the_title_of_most_entries_of_several_the_first() -> None:
    assert journal_name({("Spine", ""): 2, ("Spine (Phila Pa 1976)", "Spine"): 3}) == "Spine (Phila Pa 1976)"
    assert journal_name({("PAIN", ""): 1, ("Pain", ""): 1}) == "PAIN"
    assert journal_name({("", "Pain Med"): 4}) == "Pain Med"
