import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_markdown import flaws, html, keys, render

X = '<math alttext="x"><mrow><mi>x</mi></mrow></math>'

BLOCK = X.replace("<math", '<math display="block" tabindex="0"')
LABELLED = X.replace("<math", '<math id="eq-x" display="block" tabindex="0"')

FORMULAS = [
    ("So $x$.", f"<p>So {X}.</p>"),
    ("$x$-axis, ($x$)", f"<p>{X}-axis, ({X})</p>"),
    ("$x$", f"<p>{X}</p>"),
    (
        "$x^2$",
        '<p><math alttext="x²"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math></p>',
    ),
    (
        "$p < 0.05$ & b",
        '<p><math alttext="p &lt; 0.05"><mrow><mi>p</mi><mo>&lt;</mo><mn>0.05</mn></mrow></math> &amp; b</p>',
    ),
    ("So $$x$$.", f"<p>So {BLOCK}.</p>"),
    ("$$\nx\n$$", f"<p>{BLOCK}</p>"),
    ("$$x$$ {#eq-x}", f"<p>{LABELLED}</p>"),
    ("> $x$", f"<blockquote>\n<p>{X}</p>\n</blockquote>"),
]


@pytest.mark.parametrize(("source", "expected"), FORMULAS)
def test_a_formula_becomes_mathml(source: str, expected: str) -> None:
    assert (html(source), flaws(source)) == (expected, [])


@pytest.mark.parametrize(
    "source",
    [
        "$5 and $10",
        "$5-$10",
        "US$6 or C$7, then 8$ or 9$",
        "$1,000 vs. $2,000",
        "It costs $20,000 or USD$30,000.",
        "$10 or US$ 5",
        "$5 million and 10$ more",
        "a $ b $ c",
        "`$x$`",
        "\\$x\\$",
        "$$",
        "$$ $$",
        "$x",
    ],
)
def test_money_stays_text(source: str) -> None:
    assert "<math" not in html(source)
    assert flaws(source) == []


def test_two_amounts_around_a_citation_are_no_formula() -> None:
    assert keys("costs $[@a] x$ $$[@b]$$\n\n$$\n[@c]\n$$") == ["a", "b", "c"]


def test_an_address_keeps_its_dollar_signs() -> None:
    links = render('<a href="/?$a$b">a</a> [b](/\\@c)').links
    assert [link.address for link in links] == ["/?$a$b", "/@c"]
    assert html("[a](https://example.org/?$a$b) ![b](/$c$.png)") == (
        '<p><a href="https://example.org/?$a$b">a</a> <img alt="b" src="/$c$.png" loading="lazy" decoding="async"></p>'
    )


def test_a_displayed_formula_may_look_like_a_list() -> None:
    source = "$$\n\\sum_{i=1}^n x_i\n\n- y\n$$"
    assert html(source).startswith('<p><math display="block" tabindex="0" alttext="∑ᵢ₌₁ⁿ xᵢ − y"><mrow><msubsup>')


def test_rows_have_no_numbers() -> None:
    assert "(1)" not in html("$\\begin{align} a &= b \\\\ c &= d \\end{align}$")


def test_in_words_a_formula_is_what_it_says() -> None:
    assert render("So $10^{60}$ [@a].").citations[0].sentence == ("So 10⁶⁰.",)
    assert render("## On $x^2$").headings[0].title == "On x²"


@pytest.mark.parametrize(
    ("source", "flaw"),
    [
        ("$\\foo{x}$", "unread-formula: the formula `\\foo{x}` cannot be read: `\\foo` is not known"),
        ("$x_$", "unread-formula: the formula `x_` cannot be read: it does not follow LaTeX's rules"),
        (f"${'{' * 2000}$", f"unread-formula: the formula `{'{' * 39}…` cannot be read: it nests too deeply"),
    ],
)
def test_a_formula_that_cannot_be_read_is_shown_as_it_is_written(source: str, flaw: str) -> None:
    assert html(source) == f"<p><code>{source[1:-1]}</code></p>"
    assert flaws(source) == [f"{flaw}; correct it, or write `\\$` for a dollar sign"]


def test_a_displayed_formula_that_holds_a_citation_is_text_with_a_flaw() -> None:
    source = "$$\nx^2 [@a]\n$$"
    assert [citation.citekey for citation in render(source).citations] == ["a"]
    assert flaws(source) == ["unread-formula: the formula `x^2 [@a]` contains a citation; cite outside the formula"]


HOSTILE = ["\\href{javascript:alert(1)}{x}", "\\style{color:red}{x}", "<script>x</script>", "\\text{<b>}"]


@pytest.mark.parametrize("latex", HOSTILE)
def test_a_formula_brings_nothing_onto_a_page(latex: str) -> None:
    page = re.sub('alttext="[^"]*"', "", html(f"${latex}$"))
    assert [mark for mark in ("javascript:", "<script", "style=", "<b>", "href=") if mark in page] == []


PIECES = st.sampled_from(
    "x 2 ^ _ { } \\frac \\sqrt \\left( \\right) \\text & \\\\ ' + < > \\hat \\begin{matrix}".split(" ")
)


@pytest.mark.property
@given(st.lists(PIECES).map(" ".join))
def test_any_formula_gives_a_page(latex: str) -> None:
    assert html(f"So $x {latex} x$.").startswith("<p>So ")
