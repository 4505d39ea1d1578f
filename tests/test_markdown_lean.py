"""Leaving out what a text does not use, and taking shortcuts, changes nothing in it."""

import re
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.blockprocessors import HashHeaderProcessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import InlineProcessor

from painsite.sources.markdown.extensions import Converter, Findings
from painsite.sources.markdown.lean import converter_for, whole_converter
from painsite.sources.markdown.shortcuts import to_html
from tests.support import FIXTURES, needs_fixtures

# Marks of every feature, and words that bring them together.
PIECES = st.sampled_from(
    "*a* _b_ **c** `d` \\@ \\* [@kasch-2022] @jensen-1994 [w](@boden-1990) [l](https://example.org) ![i](x.png) [r]"
    " [r]: [^1] [^1]: *[MRI]: MRI {: #id} {.c} : :: | --- -- ... ' \" < <b> </b> & &amp; <https://example.org> ``` ~~~"
    ' # ## === > - 1. + word back-pain 3369 (x) “so” [-@a] \\\\ ``x`` {: hidden } {: x="<&" } <div> </div> <!-- -->'
    " </script> ![@a](x.png) *** ___ <a@b.org> [r][r] [r]: | \x02 \x03 ^a^ ~b~ ~~c~~ ==d== ^ ~ ~~ == [x]{.y} ]{.z} ^[n"
    " ^[m] $x$ $x^2$ $ $$ $$y$$ \\$ \\^ \\~ C# [ ] [x] </p> <p> <pre> </pre> <code> </code> <td> <table> <h2> ````"
    ' {python} @a{} -@a @a_ <div title="[@a]"> #hashtag'.split(" ")
) | st.sampled_from(
    [
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "\n\n| a |\n|--|\n| b |\n\n",
        "\n: ",
        "Table: ",
        "- [ ] ",
        "$$\n",
        "    ",
        " ",
        "\t",
        "\t\n",
        "\r",
        "\r\n",
        "\n    ",
        "\n\n    ",
        "\n- ",
        "\n> ",
    ]
)
# Any order of the signs themselves: what no author writes on purpose.
SIGNS = st.sampled_from("$*_`[]()!<>&#-=+~:|{}\\@^\"'.;/ \n\t1a")
TEXTS = (
    st.lists(PIECES, max_size=30).map("".join)
    | st.lists(PIECES, max_size=30).map(" ".join)
    | st.lists(SIGNS, max_size=60).map("".join)
)
WHOLE = whole_converter()


def rendered(converter: Converter, text: str) -> tuple[str, Findings, list[dict[str, object]]]:
    """HTML with markers, and all that was met on the way."""
    converter.reset()
    converter.findings, converter.lowest_heading, converter.toc_tokens = Findings(), 2, []
    return converter.convert(text), converter.findings, converter.toc_tokens


@pytest.mark.property
@given(TEXTS)
def test_a_text_renders_as_with_every_extension(text: str) -> None:
    assert rendered(converter_for(text), text) == rendered(WHOLE, text)


@pytest.mark.parametrize(
    "text",
    [
        "Two blanks\t\nmake a line break",
        "1. # A heading in a list",
        "- A\n---",
        "> MRI\n> : a scan",
        "<script>x</script>: no definition",
        "Pain\r# A heading",
        "*\x02[MRI]: a scan\n\nMRI",
        "A\n\n*Pain*{: hidden }",
        "[a][r]\n\n[r]: https://example.org '\"<&>'",
        "3369 people\n12. of them",
        "[@a]: https://example.org\n\n[b][@a]",
        "Pain &amp; &co; AT&T",
    ],
)
def test_what_could_be_overlooked_is_not(text: str) -> None:
    assert rendered(converter_for(text), text) == rendered(WHOLE, text)


@needs_fixtures
def test_real_prose_renders_as_with_every_extension() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "prose").rglob("*.md"))]
    pieces = [piece for text in texts for piece in re.split(r"\n(?=#)", text)]
    assert len(pieces) > 100
    differing = [piece for piece in pieces if rendered(converter_for(piece), piece) != rendered(WHOLE, piece)]
    assert differing == []


def test_a_plain_text_is_met_by_one_block_processor_and_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    # a later Python-Markdown that names its inner parts differently would make all texts slow again
    def refuse(*_: object) -> None:
        raise AssertionError

    text = "Back pain does not follow the signs.\nMost people have some."
    converter = converter_for(text)
    monkeypatch.setattr(HashHeaderProcessor, "test", refuse)
    monkeypatch.setattr(InlineProcessor, "_InlineProcessor__applyPattern", refuse)
    monkeypatch.setattr("painsite.sources.markdown.shortcuts.to_html_string", refuse)
    assert rendered(converter, text)[0] == f"<p>{text}</p>"


def test_an_element_that_the_library_does_not_make_is_written_by_its_own_serializer() -> None:
    root = Element("div", {"title": 'a"b'})
    SubElement(root, "math").text = "x < y"
    root.tail = "&"
    assert to_html(root) == to_html_string(root) == '<div title="a&quot;b"><math>x &lt; y</math></div>&amp;'
