import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.field_markup import read_markup, read_tex_math

MATHML = "http://www.w3.org/1998/Math/MathML"


def read(markup: str) -> str:
    text, lost = read_markup(read_tex_math(markup))
    assert lost == ()
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Growth of <i>E. coli</i> in H<sub>2</sub>O", "Growth of E. coli in H₂O"),
        (
            "<scp>GRADE</scp>, <b>a</b>, <span class='x'>b</span>, <a href=\"https://example.org/\">c</a>",
            "GRADE, a, b, c",
        ),
        ('<jats:italic>In vivo</jats:italic> <italic toggle="yes">x</italic>', "In vivo x"),
        ("one<br/>two<br>three<p>four<i/>", "one two three four"),
        ("<jats:ext-link>a</jats:ext-link> <mml:math><mml:mi>x", "a x"),
        ("Pain <i>in vivo</i> &lt;/b&gt; <li>a</li>", "Pain in vivo </b> a"),
        ("a <q>b</q>", "a “b”"),
        ("of <div> and <section class='a'>, <!– in LaTeX –>", "of <div> and <section class='a'>,"),
        ("</i>closing, <!-- comment --> <![CDATA[text]]>", "closing, text"),
        ("&lt;i&gt;E. coli&lt;/i&gt; &amp;lt;sub&amp;gt;2&amp;lt;/sub&amp;gt;", "E. coli ₂"),
        ("<i>Lactobacillus</i> &lt;i&gt;in vitro&lt;/i&gt; (<i>p</i> &lt; .05)", "Lactobacillus in vitro (p < .05)"),
        ("The &lt;b&gt; element", "The <b> element"),
    ],
)
def test_tags_become_what_they_mean(markup: str, text: str) -> None:
    assert read(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>60</sup>, 10<sup>&minus;3</sup>, Ca<sup>2+</sup>, <sup>13</sup>C", "10⁶⁰, 10⁻³, Ca²⁺, ¹³C"),
        ("PM<sub>2.5</sub>", "PM₂.₅"),
        ("V<sub>max</sub>, IC<sub>50</sub>, x<inf>2</inf>", "Vₘₐₓ, IC₅₀, x₂"),
        # no sign in Unicode
        ("T<sub>C</sub>, x<sup>Q</sup>, 10<sup>1/2</sup>, k<sub>B,2</sub>", "T_C, x^Q, 10^(1/2), k_(B,2)"),
        ("10<sup>th</sup>, Lyrica<sup>®</sup>, Botox<SUP>TM</SUP>, a<sup>†</sup>", "10th, Lyrica®, Botox™, a†"),
        ("37 <sup>o</sup>C, n<sup>o</sup> 5", "37 °C, nᵒ 5"),
        ("x<sub><i>i</i></sub>, <jats:sup>2</jats:sup>", "xᵢ, ²"),
    ],
)
def test_scripts_are_raised_and_lowered(markup: str, text: str) -> None:
    assert read(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Bone &amp; Joint, &alpha;, &#945;, &#x3B1;, &eacute;", "Bone & Joint, α, α, α, é"),
        ("&amp;amp; &amp;lt; &amp;amp;gt;", "& < >"),
        ("soft&shy;hyphen, no&nbsp;break, 1&ndash;2", "softhyphen, no break, 1–2"),
        ("AT&T; R&D; Q&A, &copy 5, &nosuch;", "AT&T; R&D; Q&A, &copy 5, &nosuch;"),
    ],
)
def test_entities_become_characters(markup: str, text: str) -> None:
    assert read(markup) == text


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05",
        "n<30 and m>4",
        "p<0.05 and q>0.1",
        "a<b and c>d",
        "10.1/a<1661::AID>b",
        "x <- y",
        "I <3 you",
        "A & B",
    ],
)
def test_a_sign_that_begins_no_tag_stays(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "H₂O"),
        ("<mi>p</mi><mo>&lt;</mo><mn>0.05</mn>", "p < 0.05"),
        ("<msup><mrow/><mn>13</mn></msup><mi>C</mi>", "¹³C"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "xᵢ²"),
        ("<mover><mi>x</mi><mo>^</mo></mover>", "x̂"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a + b)/c"),
        ("<msqrt><mn>3</mn></msqrt><mspace/><mtext>for all </mtext>", "√(3) for all"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot><mphantom><mi>y</mi></mphantom>", "³√(x)"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", "∑ᵢⁿ"),
        ("<munder><mi>m</mi><mi>x</mi></munder><mo>-</mo><mn>1</mn>", "mₓ−1"),
        ("x^2", "x^2"),
        ("<semantics><mi>x</mi><annotation>x_TeX</annotation></semantics>", "x"),
    ],
)  # fmt: skip
def test_mathml_is_set_in_one_line(content: str, text: str) -> None:
    assert read(f"<math>{content}</math>") == text
    assert read(re.sub("<(/?)", r"<\1mml:", f'<math xmlns:mml="{MATHML}">{content}</math>')) == text


def test_formulas_of_jats_are_read_once() -> None:
    document = r"\documentclass{minimal}\usepackage{amsmath}\begin{document}$$x^2$$\end{document}"
    tex = f"<jats:tex-math>{document}</jats:tex-math>"
    assert read(f"an <jats:inline-formula>{tex}</jats:inline-formula>") == "an x²"
    assert read(f"an <alternatives>{tex}<mml:math><mml:mi>y</mml:mi></mml:math></alternatives>") == "an y"
    assert read(r"X- and <tex>$\gamma$</tex>-rays, <tex-math>\alpha</tex-math>") == "X- and γ-rays, α"


def test_paragraphs_and_headings_of_an_abstract_stay() -> None:
    abstract = (
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background:</jats:title><jats:p>Pain.</jats:p></jats:sec>"
        "<h4>Methods</h4>\n<p>We<br>asked.</p>"
    )
    text, lost = read_markup(abstract)
    assert (" ".join(text.split("\n")).split(), lost) == (["BACKGROUND:", "Pain.", "METHODS:", "We", "asked."], ())
    assert [part for part in text.split("\n\n") if part.strip()] == ["BACKGROUND: Pain.", "METHODS: We\nasked."]


SAY = "say in words what it shows"


@pytest.mark.parametrize(
    ("markup", "text", "message", "remedy"),
    [
        ("a <img src='x.png'/> b", "a  b", "`<img src='x.png'/>` cannot be shown in plain text", SAY),
        ("<math><mtable>x</mtable></math>", "x", "`<mtable>` cannot be shown in plain text", SAY),
        (
            "of <i>E. coli",
            "of E. coli",
            "the tag `<i>` is not closed and is left out",
            "add `</i>`, or write `&lt;i&gt;`",
        ),
        ("x<sub>2", "x2", "the tag `<sub>` is not closed and is left out", "add `</sub>`, or write `&lt;sub&gt;`"),
        (
            "<foo>a</foo>",
            "<foo>a</foo>",
            "the tag `<foo>` is unknown and is shown as written",
            "say in words what it means",
        ),
    ],
)
def test_what_text_cannot_show_is_told(markup: str, text: str, message: str, remedy: str) -> None:
    found, lost = read_markup(markup)
    assert (found, [(problem.message, problem.remedy) for problem in lost]) == (text, [(message, remedy)])


PIECES = [
    "<i>",
    "</i>",
    "<sub>",
    "</sub>",
    "<p>",
    "<mml:msup>",
    "<mi>",
    "</mi>",
    "&lt;",
    "&amp;",
    "<title>",
    "<",
    ">",
    "x",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)))
def test_any_text_is_read(pieces: list[str]) -> None:
    text, lost = read_markup(read_tex_math("".join(pieces)))
    assert isinstance(text, str)
    assert all(problem.message and problem.remedy for problem in lost)


@given(st.text(st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_text_without_markup_stays_as_it_is(text: str) -> None:
    assert read_markup(text) == (text, ())
