"""Pages in parts, joined with the blocks that many pages share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.output.joining import Part, join, split

PARTS: tuple[Part, ...] = (b"<header>", "navigation", b"</header><main>", "highlights", b"</main>")


def test_blocks_are_put_into_their_places_which_are_told() -> None:
    content, spans = join(PARTS, {"navigation": b"<nav>", "highlights": "<p>é".encode()})
    assert content.decode() == "<header><nav></header><main><p>é</main>"
    assert spans == (("navigation", 8, 5), ("highlights", 28, 5))


def test_a_block_that_is_missing_is_empty() -> None:
    content, spans = join(PARTS, {"navigation": b"<nav>"})
    assert content == b"<header><nav></header><main></main>"
    assert spans == (("navigation", 8, 5), ("highlights", 28, 0))


@pytest.mark.property
@given(
    pieces=st.lists(st.binary(), min_size=1, max_size=4),
    names=st.lists(st.sampled_from(["navigation", "highlights"]), min_size=3, max_size=3),
    before=st.binary(),
    after=st.binary(),
)
def test_a_joined_page_is_taken_apart_and_joined_with_other_blocks(
    pieces: list[bytes], names: list[str], before: bytes, after: bytes
) -> None:
    parts: list[Part] = [pieces[0]]
    for name, piece in zip(names, pieces[1:], strict=False):
        parts += (name, piece)
    old, new = dict.fromkeys(names, before), dict.fromkeys(names, after)
    content, spans = join(parts, old)
    assert split(content, spans) == tuple(parts)
    assert join(split(content, spans), new) == join(parts, new)


@pytest.mark.parametrize("spans", [[("a", 3, 9)], [("a", 2, 2), ("b", 3, 1)], [("a", 0, -1)], [("a", -1, 1)]])
def test_spans_of_another_page_are_an_error(spans: list[tuple[str, int, int]]) -> None:
    with pytest.raises(ValueError, match=r"no block stands at -?\d"):
        split(b"12345678", spans)
