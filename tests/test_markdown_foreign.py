"""What other systems would read is a warning that says what to write instead."""

import pytest

from tests.support import FIXTURES, needs_fixtures
from tests.test_markdown import flaws, html

WIKI = "a wiki link"
LATEX = "a command of LaTeX"
JEKYLL = "a tag of Jekyll or another template"
MYST = "a role of MyST"
BLOCK = "a block of Pandoc, Quarto or MyST"
ATTRIBUTES = "a list of attributes that belongs to nothing"
IN_MARKDOWN = "write it in Markdown, or remove it"
IN_HTML = "write it in Markdown or HTML, or remove it"
AS_PARAGRAPH = 'write its text as a paragraph, a quotation, or in `<div class="note">`'
BEHIND = "put it right after a heading, link or image, or after `[words]`"
NUMBERED = "number its items `1.`, `2.`"
CITE = "write `[@weber-1983]`"

FOREIGN = [
    ("[[@weber-1983]]", "[[@weber-1983]]", WIKI, CITE),
    ("[[weber-1983]]", "[[weber-1983]]", WIKI, f"{CITE} to cite it, or `[words](address)`"),
    ("[[weber-1983|Weber]]", "[[weber-1983|Weber]]", WIKI, f"{CITE} to cite it, or `[words](address)`"),
    ("![[scan.png]]", "![[scan.png]]", WIKI, "write `![what it shows](scan.png)`"),
    ("\\cite{weber-1983}", "\\cite{weber-1983}", LATEX, CITE),
    ("\\citep[see][p. 3]{weber-1983}", "\\citep[see][p. 3]{weber-1983}", LATEX, CITE),
    (
        "\\textcite*{weber-1983,kasch-2022}",
        "\\textcite*{weber-1983,kasch-2022}",
        LATEX,
        "write `[@weber-1983; @kasch-2022]`",
    ),
    ("\\emph{so}", "\\emph{so}", LATEX, IN_MARKDOWN),
    ("\\begin{quote}", "\\begin{quote}", LATEX, IN_MARKDOWN),
    ("\\newpage", "\\newpage", LATEX, "remove it"),
    ("{% cite weber-1983 %}", "{% cite weber-1983 %}", JEKYLL, CITE),
    ('{% cite "weber-1983" %}', "{% cite “weber-1983” %}", JEKYLL, CITE),
    ("## Signs {% cite weber-1983 %}", "{% cite weber-1983 %}", JEKYLL, CITE),
    ("{%- include x.html -%}", "{%- include x.html -%}", JEKYLL, IN_HTML),
    ("{{< cite weber-1983 >}}", "{{< cite weber-1983 >}}", "a shortcode", CITE),
    ("{{% note %}}", "{{% note %}}", "a shortcode", IN_HTML),
    ("{{ site.url }}", "{{ site.url }}", "a variable of a template", IN_HTML),
    ("[x]({{ site.url }}/x)", "{{ site.url }}", "a variable of a template", IN_HTML),
    ("{cite:p}`weber-1983`", "{cite:p}", MYST, CITE),
    ("{cite}`weber-1983`", "{cite}", MYST, CITE),
    ("{ref}`signs`", "{ref}", MYST, "write its words alone"),
    (":cite:`weber-1983`", ":cite:", "a role of reStructuredText", CITE),
    (".. note::", ".. note::", "a directive of reStructuredText", AS_PARAGRAPH),
    ("[#weber-1983]", "[#weber-1983]", "a citation of MultiMarkdown", CITE),
    ("::: note\nSo.\n:::", "::: note", BLOCK, AS_PARAGRAPH),
    ("::: {.callout-note}\nSo.\n:::", "::: {.callout-note}", BLOCK, AS_PARAGRAPH),
    (":::{admonition} So\n:::", ":::{admonition}", BLOCK, AS_PARAGRAPH),
    ("::: evidence\nSo.\n:::", "::: evidence", "not read yet", "remove it for now"),
    ("!!! note\n    So", "!!! note", "an admonition of MkDocs", AS_PARAGRAPH),
    ("> [!NOTE]\n> So", "[!NOTE]", "a callout of GitHub or Obsidian", AS_PARAGRAPH),
    ("[TOC]", "[TOC]", "a mark of Markdown editors", "remove it: headings make a table of contents"),
    ("So.{#signs}", "{#signs}", ATTRIBUTES, BEHIND),
    ("[@weber-1983]{.x}", "{.x}", ATTRIBUTES, BEHIND),
    ("So {width=50%}", "{width=50%}", ATTRIBUTES, BEHIND),
    ("So^[A note", "^[", "the beginning of a note that does not end", "close it with `]` in its paragraph"),
    (
        "$$x + y",
        "$$",
        "the beginning of a formula that does not end",
        "close it with `$$`, or write `\\$` for a dollar sign",
    ),
    ("| So\n| it is", "| So", "a block of lines of Pandoc", "end each line but the last with `\\`"),
    ("(@) So", "(@)", "an example of Pandoc", "number the examples `1.`, `2.`"),
    ("#. So", "#. So", "a list of Pandoc", NUMBERED),
    ("1) So it\n2) is", "1) So", "a list of Pandoc or CommonMark", NUMBERED),
    ("a. So\nb. it", "a. So", "a list of Pandoc or CommonMark", NUMBERED),
    ("i) So\nii) it", "i) So", "a list of Pandoc or CommonMark", NUMBERED),
    ("So <!-- it is", "<!–", "the beginning of a comment that does not end", "close it with `-->`"),
    ("<div>{% raw %}</div>", "{% raw %}", JEKYLL, IN_HTML),
    ("+---+---+\n| a | b |\n+---+---+", "+—+—+", "a table of Pandoc's grid", "write a table with `|`"),
]


@pytest.mark.parametrize(("source", "words", "what", "remedy"), FOREIGN)
def test_foreign_syntax_is_a_flaw_that_says_what_to_write(source: str, words: str, what: str, remedy: str) -> None:
    expected = f"foreign-syntax: `{words}` is {what}, and is shown as written; {remedy}"
    assert set(flaws(source)) == {expected}


@pytest.mark.parametrize("source", [source for source, *_ in FOREIGN if "`" not in source])
def test_in_code_it_is_none(source: str) -> None:
    assert flaws(f"```\n{source}\n```") == []
    assert flaws(f"So `{' '.join(source.split())}` it is.") == []


@pytest.mark.parametrize(
    "source",
    [
        "\\[@weber-1983]",
        "| a | b\n|---|---\n| c | d",
        "A. So it is\nand so on",
        "a. m.",
        "1) So, and 2) so",
        "Fine <!-- so --> it is",
        "C:\\Users\\weber and \\n",
        "{a, b} and {} and {not attributes}",
        "[[1]](https://example.org) and [see [1]]",
        "a :: b ::: c",
        "So... and .. so",
        "$$$ and $",
        "5 ^ 2, x^2",
        "## Signs {#signs .x}",
        "[so]{.x}",
        "*[MRI]: so",
        "10:30: `x`",
    ],
)
def test_what_only_looks_like_it_is_none(source: str) -> None:
    assert flaws(source) == []


@needs_fixtures
def test_real_prose_with_citations_is_free_of_it() -> None:
    chapters = list((FIXTURES / "prose/deep-review").glob("0[1-7]*.md"))
    assert len(chapters) == 7
    found = [flaw for path in chapters for flaw in flaws(path.read_text(encoding="utf-8")) if "foreign" in flaw]
    # an image whose description holds a comment is none, and its end is shown
    assert [flaw.split("`")[1] for flaw in found] == ["{#fig:nn-petting-zoo .white}"]


def test_it_is_shown_as_it_stands() -> None:
    assert html("Six {% cite weber-1983 %}") == "<p>Six {% cite weber-1983 %}</p>"
