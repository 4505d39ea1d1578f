import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.sentences import split_sentences

MARK = "\ufdd0c0\ufdd1"
"""Where a citation stood."""


@pytest.mark.parametrize(
    "sentences",
    [
        (),
        ("Discs wear.",),
        ("Discs wear. ", "Pain need not follow."),
        ("Does it hurt? ", "No! ", "Good… ", "Really?! ", "Yes."),
        ("He said “no.” ", "She did not."),
        ("(It was small.) ", "It passed."),
        ("Kasch R. and Hancock M. J. measured it.",),
        ("See fig. 3 and p. 201, cf. Weber et al. in vol. 8.",),
        ("Some findings, e.g. Modic changes, i.e. oedema, were rare vs. others.",),
        ("It was measured by Weber et al.",),
        ("The score was 0.84 points. ", "It rose."),
        ("Wait... ", "Then it rose."),
        ("It fell. but slowly.",),
        ("Why? ", "because it wore."),
        (f"Discs wear.{MARK} ", "Pain need not follow."),
        (f"He said “no.”{MARK}{MARK} ", "She did not."),
        ("No end",),
        (". ", "A dot first."),
        ("In the U.S. patients.",),
        ("One.\n\n ", "Two."),
        ("村上は言った。痛い。",),
    ],
)
def test_a_paragraph_divides_into_sentences(sentences: tuple[str, ...]) -> None:
    assert split_sentences("".join(sentences)) == sentences


@pytest.mark.property
@given(st.lists(st.text() | st.sampled_from([". ", "! ", "e.g. ", MARK, "Kasch R. ", "”"])).map("".join))
def test_the_sentences_joined_are_the_paragraph(text: str) -> None:
    assert "".join(split_sentences(text)) == text
