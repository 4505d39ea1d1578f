"""Leaving out what a text does not use changes nothing in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.markdown_extensions import Converter, Findings
from painsite.sources.markdown_lean import converter_for, whole_converter
from tests.support import FIXTURES, needs_fixtures

# Marks of every feature, and words that bring them together.
PIECES = st.sampled_from(
    "*a* _b_ **c** `d` \\@ \\* [@kasch-2022] @jensen-1994 [w](@boden-1990) [l](https://example.org) ![i](x.png) [r]"
    " [r]: [^1] [^1]: *[MRI]: MRI {: #id} {.c} : :: | --- -- ... ' \" < <b> </b> & &amp; <https://example.org> ``` ~~~"
    " # ## === > - 1. + word back-pain".split(" ")
) | st.sampled_from(["\n", "\n\n", "  \n", "    ", " "])
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.lists(PIECES, max_size=30).map(" ".join)


def rendered(converter: Converter, text: str) -> tuple[str, Findings, list[dict[str, object]]]:
    """HTML with markers, and all that was met on the way."""
    converter.reset()
    converter.findings, converter.lowest_heading, converter.toc_tokens = Findings(), 2, []
    return converter.convert(text), converter.findings, converter.toc_tokens


@pytest.mark.property
@given(TEXTS)
def test_a_text_renders_as_with_every_extension(text: str) -> None:
    assert rendered(converter_for(text), text) == rendered(whole_converter(), text)


@needs_fixtures
def test_real_prose_renders_as_with_every_extension() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "prose").rglob("*.md"))]
    pieces = [piece for text in texts for piece in re.split(r"\n(?=#)", text)]
    assert len(pieces) > 100
    differing = [
        piece for piece in pieces if rendered(converter_for(piece), piece) != rendered(whole_converter(), piece)
    ]
    assert differing == []


def test_a_plain_text_runs_no_pattern_that_it_has_no_mark_for() -> None:
    assert len(converter_for("Back pain does not follow the signs.").treeprocessors["inline"].inlinePatterns) == 0  # type: ignore[attr-defined]
