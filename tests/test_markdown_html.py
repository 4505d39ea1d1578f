"""Markdown inside HTML, and that no citation is lost in silence wherever it stands."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.test_markdown import flaws, html, keys

BLOCKS = [
    (
        '<div class="note">\nSo [@a] and **b**.\n</div>',
        '<div class="note">So ⟨citations 0⟩ and <strong>b</strong>.</div>',
    ),
    ("<div>\n\nSo [@a].\n\n</div>", "<div>\n<p>So ⟨citations 0⟩.</p>\n</div>"),
    (
        "<details><summary>More</summary>\nDetail [@a].\n</details>",
        "<details>\n<summary>More</summary>\n<p>Detail ⟨citations 0⟩.</p>\n</details>",
    ),
    ("<p>So [@a].</p>", "<p>So ⟨citations 0⟩.</p>"),
    ("<p>So [@a].\n\n- b", "<p>So ⟨citations 0⟩.</p>\n<ul>\n<li>b</li>\n</ul>"),
    ("<div>So [@a].\n\n- b", "<div>\n<p>So ⟨citations 0⟩.</p>\n<ul>\n<li>b</li>\n</ul>\n</div>"),
    ("<DIV CLASS=x>[@a]</DIV>", '<div class="x">⟨citations 0⟩</div>'),
    ("<div>a<br>[@a] &amp; &lt;b&gt;</div>", "<div>a<br>⟨citations 0⟩ &amp; &lt;b&gt;</div>"),
    ("<div>\n\n- a [@a]\n- b\n\n</div>", "<div>\n<ul>\n<li>a ⟨citations 0⟩</li>\n<li>b</li>\n</ul>\n</div>"),
    ("<div>\n    <p>a [@a]</p>\n    b\n</div>", "<div>\n<p>a ⟨citations 0⟩</p>\n<p>b</p>\n</div>"),
    ("<div><div>a [@a]</div></div>", "<div>\n<div>a ⟨citations 0⟩</div>\n</div>"),
    ("<div>*a*</div> b [@a]", "<div><em>a</em></div>\n<p>b ⟨citations 0⟩</p>"),
    ("<blockquote>\nSo [@a]\n</blockquote>", "<blockquote>\n<p>So ⟨citations 0⟩</p>\n</blockquote>"),
    ("<ul><li>a [@a]<li>b</ul>", "<ul>\n<li>a ⟨citations 0⟩</li><li>b</li>\n</ul>"),
    ("<dl>\n<dt>T</dt>\n<dd>D [@a]</dd>\n</dl>", "<dl>\n<dt>T</dt>\n<dd>D ⟨citations 0⟩</dd>\n</dl>"),
    ("<h2>On [@a]</h2>", '<h3 id="on">On ⟨citations 0⟩</h3>'),
    (
        '<figure>\n  <img src="/x.png" alt="A">\n  <figcaption>So [@a], *so*.</figcaption>\n</figure>',
        (
            '<figure><img src="/x.png" alt="A" loading="lazy" decoding="async">'
            "<figcaption>So ⟨citations 0⟩, <em>so</em>.</figcaption>\n</figure>"
        ),
    ),
    (
        "<table>\n  <tr>\n    <th>A</th> <th>B</th>\n  </tr>\n  <tr><td>*a*</td><td>[@a]</td></tr>\n</table>",
        (
            '<table tabindex="0">\n<tbody><tr>\n<th>A</th>\n<th>B</th>\n</tr>\n<tr>\n<td><em>a</em></td>\n'
            "<td>⟨citations 0⟩</td>\n</tr>\n</tbody></table>"
        ),
    ),
    # blocks in cells, and a list right behind a tag
    (
        "<table>\n<tr><td>\n\n- a [@a]\n\n</td><td>b</td></tr>\n</table>",
        (
            '<table tabindex="0">\n<tbody><tr>\n<td>\n<ul>\n<li>a ⟨citations 0⟩</li>\n</ul>\n</td>\n'
            "<td>b</td>\n</tr>\n</tbody></table>"
        ),
    ),
    ("<ul>\n<li>\n\na [@a]\n\n</li>\n</ul>", "<ul>\n<li>\n<p>a ⟨citations 0⟩</p>\n</li>\n</ul>"),
    (
        "<details><summary>S</summary>\n- a [@a]\n</details>",
        "<details>\n<summary>S</summary>\n<ul>\n<li>a ⟨citations 0⟩</li>\n</ul>\n</details>",
    ),
    ("<div>\n- a [@a]\n</div>", "<div>\n<ul>\n<li>a ⟨citations 0⟩</li>\n</ul>\n</div>"),
    ("As <span>one [@a]</span>.", "<p>As <span>one ⟨citations 0⟩</span>.</p>"),
    ('<div markdown="1">[@a] **b**</div>', "<div>⟨citations 0⟩ <strong>b</strong></div>"),
]


@pytest.mark.parametrize(("source", "expected"), BLOCKS)
def test_markdown_is_read_inside_html(source: str, expected: str) -> None:
    assert (html(source), keys(source), flaws(source)) == (expected, ["a"], [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<pre>\n[@a] **b**\n</pre>", "<pre>[@a] **b**\n</pre>"),
        (
            "<div><pre><code>[@a] **b** &lt;</code></pre></div>",
            "<div>\n<pre><code>[@a] **b** &lt;</code></pre>\n</div>",
        ),
        ("<div>`[@a] <div>` b</div>", "<div><code>[@a] &lt;div&gt;</code> b</div>"),
        ("<div>\n\n```\n# [@a]\n```\n\n</div>", "<div>\n<pre><code># [@a]\n</code></pre>\n</div>"),
        ("So <code>[@a] *b*</code>", "<p>So <code>[@a] *b*</code></p>"),
        ("So <!-- [@a] --> it is", "<p>So  it is</p>"),
        ("<div><!-- [@a] --></div>", "<div></div>"),
    ],
)
def test_code_and_comments_inside_html_are_left(source: str, expected: str) -> None:
    assert (html(source), keys(source), flaws(source)) == (expected, [], [])


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ('<div title="[@a]">x</div>', "in an attribute of HTML"),
        ("<td headers='see [@a]'>x</td>", "in an attribute of HTML"),
        ('<span title="[@a]">x</span>', "in the title or description of a link or image"),
        ('<div markdown="0">[@a] **x**</div>', "where no citation is read"),
        ("<textarea>[@a]</textarea>", "where no citation is read"),
        ("<script>[@a]</script>", "where no citation is read"),
        ("<svg><text>[@a]</text></svg>", "in HTML that was left out"),
    ],
)
def test_a_citation_that_html_hides_is_a_flaw(source: str, where: str) -> None:
    assert keys(source) == []
    found = [flaw for flaw in flaws(source) if not flaw.startswith("dropped-html")]
    assert found == [f"misplaced-citation: `@a` is {where}; cite it in the text beside it"]


TAGS = "a b blockquote details div figcaption figure h2 iframe li p script section select span summary svg table td ul"
PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in [*TAGS.split(), "a href='/x'", "br", "div class='x'", "hr", "textarea", "tr"]),
        *(f"</{tag}>" for tag in [*TAGS.split(), "textarea", "tr"]),
        *'* ** _ \n \n\n - > # | ( ) [ ] ](/x) ![ " & &amp; --- ^ ~a ~~a == $ $$ ^[ {.x} [^1]'.split(" "),
        *"2 pain . <div title=' '>".split(),
        *["- ", "1. ", "> ", "# ", " ", "| a | b |\n|---|---|\n| ", "\n: ", "Table: ", "\n\n[^1]: ", "::: x\n", "\\\n"],
    ]
)


ON_THE_WAY = ("unused-footnote", "undefined-footnote", "duplicate-footnote", "markdown-limit")
"""Rules of what takes a text away or leaves it raw as a whole."""


@pytest.mark.property
@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map("".join))
@example("<div>", "</div>")
@example("<a href='/x'>![", "](/x)")
def test_no_citation_is_lost_in_silence(before: str, after: str) -> None:
    source = f"{before}[@kasch-2022]{after}"
    named = [flaw for flaw in flaws(source) if "kasch-2022" in flaw or flaw.startswith(ON_THE_WAY)]
    assert "kasch-2022" in keys(source) or named
