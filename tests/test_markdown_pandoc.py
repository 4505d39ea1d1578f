"""What Pandoc's Markdown has beside citations."""

import pytest

from tests.test_markdown import flaws, html, keys, render, with_gaps

INLINE = [
    ("H~2~O, 10^60^, P~a\\ cat~", "H<sub>2</sub>O, 10<sup>60</sup>, P<sub>a&nbsp;cat</sub>"),
    ("2^nd^ and a^*b*^^c^", "2<sup>nd</sup> and a<sup><em>b</em></sup><sup>c</sup>"),
    ("~5 mg to ~10 mg, x^2 and y^2, ^_^", "~5 mg to ~10 mg, x^2 and y^2, ^_^"),
    ("https://example.org/~kasch/~weber", "https://example.org/~kasch/~weber"),
    ("\\^a\\^ \\~b\\~ \\==c==", "^a^ ~b~ ==c=="),
    ("~~not *so*~~", "<del>not <em>so</em></del>"),
    ("~~not so ~~", "~~not so ~~"),
    ("==so== and **==so==**", "<mark>so</mark> and <strong><mark>so</mark></strong>"),
    ("a == b, c==d and e==f", "a == b, c==d and e==f"),
    ("one\\\ntwo", "one<br>\ntwo"),
    ("one\\\\\ntwo", "one\\\ntwo"),
    ("[a *b*]{.small lang=de}", '<span class="small" lang="de">a <em>b</em></span>'),
    (
        "[a]{#scans} [b]{note} [c] [d](/e){.f}",
        '<span id="scans">a</span> [b]{note} [c] <a class="f" href="⟨link 0⟩">d</a>',
    ),
    ("[see](#scans) [scans]{#scans}", '<a href="#scans">see</a> <span id="scans">scans</span>'),
    ("`a^b^ ~c~ ==d== ^[e]`", "<code>a^b^ ~c~ ==d== ^[e]</code>"),
]


@pytest.mark.parametrize(("source", "expected"), INLINE)
def test_inline_marks_of_pandoc_are_read(source: str, expected: str) -> None:
    assert (html(source), flaws(source)) == (f"<p>{expected}</p>", [])


def test_a_citation_counts_inside_each_of_them() -> None:
    source = "~~[@a]~~ ==[@b]== [[@c]]{.small} x^[@d]^"
    assert keys(source) == ["a", "b", "c", "d"]


NOTES = [
    ("So^[A note.] it is", "<p>So⟨footnote 0⟩ it is</p>", ["<p>A note.</p>"]),
    (
        "So^[See [@a, p. 3], [b](/c), *d* and `]`.]",
        "<p>So⟨footnote 0⟩</p>",
        ['<p>See ⟨citations 0⟩, <a href="⟨link 0⟩">b</a>, <em>d</em> and <code>]</code>.</p>'],
    ),
    (
        "One[^1] two^[2] three^[3]\n\n[^1]: 1 ^[4]",
        "<p>One⟨footnote 0⟩ two⟨footnote 2⟩ three⟨footnote 3⟩</p>",
        ["<p>1 ⟨footnote 1⟩</p>", "<p>4</p>", "<p>2</p>", "<p>3</p>"],
    ),
    ("*so ^[n] it*", "<p><em>so ⟨footnote 0⟩ it</em></p>", ["<p>n</p>"]),
    ("[so^[n]](/x)", '<p><a href="⟨link 0⟩">so</a>⟨footnote 0⟩</p>', ["<p>n</p>"]),
    ("## So^[n]", '<h3 id="so">So⟨footnote 0⟩</h3>', ["<p>n</p>"]),
    ("^[a @b c]", "<p>⟨footnote 0⟩</p>", ["<p>a ⟨citations 0⟩ c</p>"]),
    ("\\^[n]", "<p>^[n]</p>", []),
    ("^[]", "<p>^[]</p>", []),
]


@pytest.mark.parametrize(("source", "body", "notes"), NOTES)
def test_a_note_in_its_line_is_a_footnote(source: str, body: str, notes: list[str]) -> None:
    text = render(source)
    assert (with_gaps(text.body), [with_gaps(note) for note in text.footnotes]) == (body, notes)


def test_a_citation_in_such_a_note_knows_its_note_and_sentence() -> None:
    (citation,) = render("So it is.^[Scans say little [@a].]").citations
    assert (citation.footnote, citation.sentence) == ("inline note 1", ("Scans say little.",))


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"


@pytest.mark.parametrize(
    "source",
    [
        f"{TABLE}\n\n: Findings *by age* [@a]\n\nMore.",
        f"{TABLE}\n\n:   Findings *by age* [@a]\n\nMore.",
        f"{TABLE}\n\nTable: Findings *by age* [@a]\n\nMore.",
        f"{TABLE}\n\nTabelle: Findings *by age* [@a]\n\nMore.",
        f"{TABLE}\n: Findings *by age* [@a]\n\nMore.",
        f"Table: Findings *by age* [@a]\n\n{TABLE}\n\nMore.",
    ],
)
def test_a_table_has_its_caption(source: str) -> None:
    assert "<caption>Findings <em>by age</em> ⟨citations 0⟩</caption>" in html(source)
    assert html(source).endswith("</table>\n<p>More.</p>")
    assert flaws(source) == []


def test_a_caption_names_its_table() -> None:
    assert '<table id="tbl-age" tabindex="0"><caption>By age</caption>' in html(f"{TABLE}\n\n: By age {{#tbl-age}}")


@pytest.mark.parametrize("source", [f"{TABLE}\n\nTables: no caption", f"Table: none\n\nText\n\n{TABLE}", "Table: none"])
def test_other_paragraphs_are_no_captions(source: str) -> None:
    assert "<caption>" not in html(source)


def test_a_list_of_tasks_shows_what_is_done() -> None:
    assert html("- [ ] read\n- [x] cite [@a]\n- [b]") == (
        '<ul>\n<li class="task">☐ read</li>\n<li class="task">☑ cite ⟨citations 0⟩</li>\n<li>[b]</li>\n</ul>'
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## Signs {#s}", '<h3 id="s">Signs</h3>'),
        ("## Signs {-}", '<h3 id="signs">Signs</h3>'),
        ("## Signs {.unnumbered #s}", '<h3 class="unnumbered" id="s">Signs</h3>'),
        ("## On H~2~O and $x^2$", None),
    ],
)
def test_a_heading_has_attributes(source: str, expected: str | None) -> None:
    assert expected in (None, html(source))
    assert flaws(source) == []


@pytest.mark.parametrize(
    ("words", "alt"),
    [
        ("**Bold** _em_ ***both*** `code` [link](https://example.org) so", "Bold em both code link so"),
        ("~~no~~ ==yes== 2*3*4 snake_case a\\*b\\*", "no yes 234 snake_case a*b*"),
        ("on $x^2$ and $y$", "on x² and y"),
        ('a <b>b</b> <code class="x">c</code> &amp; p < 0.05', "a b c &amp; p &lt; 0.05"),
        ('say "so"', "say &quot;so&quot;"),
        ("by \\@kasch", "by @kasch"),
    ],
)
def test_the_description_of_an_image_is_plain(words: str, alt: str) -> None:
    assert html(f"![{words}](/x.png)").startswith(f'<p><img alt="{alt}" src="/x.png"')
    assert flaws(f"![{words}](/x.png)") == []
