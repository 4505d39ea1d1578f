"""How far a work is on its way to print."""

import pytest

from painsite.sources.publication_status import parse_publication_status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("in press", "in press"),
        ("In Press.", "in press"),
        ("inpress", "in press"),
        ("(in~press)", "in press"),
        ("in press 2015", "in press"),
        ("2015, in press", "in press"),
        ("Article in Press", "in press"),
        ("im Druck", "in press"),
        ("i. Dr.", "in press"),
        ("sous presse", "in press"),
        ("forthcoming", "forthcoming"),
        ("To appear", "forthcoming"),
        ("erscheint 2027", "forthcoming"),
        ("im Erscheinen", "forthcoming"),
        ("à paraître", "forthcoming"),
        ("submitted", "submitted"),
        ("under review", "submitted"),
        ("eingereicht", "submitted"),
        ("accepted for publication", "accepted"),
        ("inpreparation", "in preparation"),
        ("in prep.", "in preparation"),
        ("preprint", "preprint"),
        ("prepublished", "advance online publication"),
        ("Epub ahead of print", "advance online publication"),
        ("Online First", "advance online publication"),
        ("", ""),
        ("2015", ""),
        ("in press at Springer", ""),
        ("The forthcoming election", ""),
        ("pressing matters", ""),
        ("in press " * 1000, ""),
    ],
)
def test_a_status_is_read_where_nothing_else_is_said(text: str, status: str) -> None:
    assert parse_publication_status(text) == status
