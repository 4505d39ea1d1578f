"""Superscripts and subscripts in what is made of HTML as plain text: no number runs into another."""

import pytest

from painsite.sources.markdown.allowed_html import text_of, text_of_words
from painsite.sources.markdown.render import render_markdown

CASES = [
    ("10<sup>60</sup> atoms", "10⁶⁰ atoms"),
    ("10<sup>-6</sup>, 10<sup>&minus;6</sup> and 10<sup>–6</sup>", "10⁻⁶, 10⁻⁶ and 10⁻⁶"),
    ("m<sup>2</sup>, s<sup>−1</sup>, R<sup>2</sup>", "m², s⁻¹, R²"),
    ("H<sub>2</sub>O and CO<sub>2</sub>", "H₂O and CO₂"),
    ("Ca<sup>2+</sup> and SO<sub>4</sub><sup>2-</sup>", "Ca²⁺ and SO₄²⁻"),
    ("<sup>18</sup>F-FDG", "¹⁸F-FDG"),
    ("x<sup>n</sup>, x<sup>a+b</sup>, 10<sup>0.5</sup>, e<sup>kt</sup>", "xⁿ, x^(a+b), 10^(0.5), e^(kt)"),
    ("x<sub>i</sub>, x<sup>(n+1)</sup>, χ<sup>2</sup>", "xᵢ, x⁽ⁿ⁺¹⁾, χ²"),
    ("t<sub>max</sub>, T<sub>1/2</sub>", "t_max, T_(1/2)"),
    ("HbA<sub>1c</sub>, VO<sub>2max</sub>, FEV<sub>1</sub>, B<sub>12</sub>", "HbA₁c, VO₂max, FEV₁, B₁₂"),
    ("2<sup>2<sup>3</sup></sup>", "2^(2³)"),
    (
        "the 1<sup>st</sup>, le 1<sup>er</sup>, la 2<sup>e</sup>, M<sup>me</sup> Curie",
        "the 1st, le 1er, la 2e, Mme Curie",
    ),
    ("20<sup>o</sup>C, n<sup>o</sup> 4", "20ºC, nº 4"),
    ("Brand<sup>TM</sup>, Brand<sup>®</sup>", "Brand™, Brand®"),
    ("pain<sup>1,2</sup> and pain<sup>3–5</sup>", "pain¹,² and pain³⁻⁵"),
    ("a<sup> 2 </sup>b", "a²b"),
    ("a<sup></sup>b", "ab"),
    ("10<sup><em>6</em></sup>", "10⁶"),
    ('10<sup class="power">6</sup>', "10⁶"),
    ("5 &lt; 10<sup>2</sup> &amp;lt;", "5 < 10² &lt;"),
    ("<p>10<sup>6</sup></p><p>7</p>", "10⁶ 7"),
    ("10<sup>6</p><p>7", "10⁶ 7"),
    ("a</sup>b<sub>", "ab"),
    ("10</sub><sup>6</sup>", "10⁶"),
]


@pytest.mark.parametrize(("markup", "text"), CASES)
def test_scripts_are_told_from_the_line_that_they_stand_in(markup: str, text: str) -> None:
    assert text_of(markup) == text


ANYWHERE = "10<sup>60</sup> moles of H<sub>2</sub>O"


def test_headings_alternative_texts_sentences_and_the_whole_text_have_them() -> None:
    source = f"## {ANYWHERE}\n\n![{ANYWHERE}](moles.png)\n\nThere are {ANYWHERE} [@kasch-2022]"
    text, _ = render_markdown(source, lowest_heading=2)
    assert text.headings[0].title == "10⁶⁰ moles of H₂O"
    assert ' alt="10⁶⁰ moles of H₂O"' in "".join(text.body.html)
    assert text.citations[0].sentence == ("There are 10⁶⁰ moles of H₂O",)
    assert text.plain.count("10⁶⁰ moles of H₂O") == 2


def test_a_citation_that_is_raised_by_hand_stays_one() -> None:
    text, _ = render_markdown("Pain is common.<sup>[@kasch-2022]</sup> It hurts.", lowest_heading=3)
    assert (text.plain, text.citations[0].sentence) == ("Pain is common. It hurts.", ("Pain is common.",))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("10<sup>60</sup>", "10⁶⁰"),
        ("a <em>big</em> scan", "a big scan"),
        ("a < b and c > d, x <y and z>", "a < b and c > d, x <y and z>"),
        ("AT&T  &amp; more", "AT&T &amp; more"),
    ],
)
def test_tags_in_words_for_an_attribute_are_read(words: str, text: str) -> None:
    assert text_of_words(words) == text
