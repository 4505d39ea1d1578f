import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.markdown.fences import Info, find_fences, parse_info, without_fences
from painsite.sources.markdown.render import render_markdown


def html(source: str) -> str:
    text, _ = render_markdown(source, lowest_heading=3)
    assert text.citations == ()
    assert text.headings == ()
    return "".join(text.body.html)


def flaws(source: str) -> list[str]:
    return [f"{flaw.rule}: {flaw.message}; {flaw.remedy}" for flaw in render_markdown(source, lowest_heading=3)[1]]


INFOS = [
    ("", Info()),
    ("python", Info("python")),
    (".python", Info("python")),
    ("c++", Info("c++")),
    ("C#", Info("C#")),
    ('python title="x.py"', Info("python", title="x.py")),
    ("python title='x.py'", Info("python", title="x.py")),
    ('title="x.py"', Info(title="x.py")),
    ('python filename="x.py" linenums="1" hl_lines="2 3"', Info("python", title="x.py")),
    ("{python}", Info("python")),
    ("{.python}", Info("python")),
    ("{ .python }", Info("python")),
    ("{: .python}", Info("python")),
    ("{r echo=FALSE}", Info("r")),
    ('{r setup, include=FALSE, fig.cap="a # b"}', Info("r")),
    ("{r, echo=FALSE}", Info("r")),
    ('{#weber .python .numberLines startFrom="10"}', Info("python", "weber", ("numberLines",))),
    ("{.python #weber}", Info("python", "weber")),
    ("py {hl_lines=[1]}", Info("py")),
    ("py {hl_lines='1 2' title=\"a.py\"}", Info("py", title="a.py")),
    ("js{1,3-4}", Info("js")),
    ("python {.numberLines}", Info("python", classes=("numberLines",))),
    ("rust,ignore", Info("rust")),
    ("python:scan.py", Info("python")),
    ("{=html}", Info("html")),
    ("{{r}}", Info("r")),
    ("{code-cell} ipython3", Info("code-cell")),
    ("python # a comment", Info("python")),
]


@pytest.mark.parametrize(("info", "expected"), INFOS)
def test_the_first_line_of_code_names_its_language(info: str, expected: Info) -> None:
    assert parse_info(info) == expected


@pytest.mark.parametrize("info", [info for info, _ in INFOS])
@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
@pytest.mark.parametrize(
    "before",
    [
        "",
        "  ",
        "> ",
        "- Weber\n\n  ",
        "- Weber\n\n    ",
        "1. Weber\n   ",
        "> - Weber\n>\n>   ",
        "Weber\n\n:   He\n\n    ",
    ],
)
def test_in_code_nothing_is_a_heading_or_a_citation(info: str, fence: str, before: str) -> None:
    inner = before.rpartition("\n")[2]
    code = f"\n{inner}# [@weber-1983]\n{inner}\n{inner}@weber-1983\n{inner}"
    source = f"{before}{fence} {info}{code}{fence}\n"
    assert re.sub(r"^.*<code[^>]*>|</code>.*$", "", html(source), flags=re.DOTALL) == (
        "# [@weber-1983]\n\n@weber-1983\n"
    )
    assert [flaw for flaw in flaws(source) if not flaw.startswith("foreign-syntax")] == []


SHAPES = [
    ("```md\n~~~\n# c\n~~~\n```", '<pre><code class="language-md">~~~\n# c\n~~~\n</code></pre>'),
    ("````md\n```\n# c\n```\n````", '<pre><code class="language-md">```\n# c\n```\n</code></pre>'),
    ("```\nx\n````` ", "<pre><code>x\n</code></pre>"),
    ("~~~\n```\n~~~", "<pre><code>```\n</code></pre>"),
    ("```\n```", "<pre><code></code></pre>"),
    ("   ```\n   a\n  b\n     c\n   ```", "<pre><code>a\nb\n  c\n</code></pre>"),
    ("Pain\n```\n# c\n```\nmore", "<p>Pain</p>\n<pre><code># c\n</code></pre>\n<p>more</p>"),
    # what is indented by four shows a fence
    ("    ```\n    # c\n    ```", "<pre><code>```\n# c\n```\n</code></pre>"),
    (
        "- a\n\n        ```\n        # c\n        ```",
        "<ul>\n<li>a<pre><code>```\n# c\n```\n</code></pre>\n</li>\n</ul>",
    ),
    # inline code
    ("```# c``` is code", "<p><code># c</code> is code</p>"),
    ("``a `b` [@k] ``", "<p><code>a `b` [@k]</code></p>"),
    # in lists
    (
        "- ```sh\n  # c\n  ```\n- b",
        '<ul>\n<li>\n<pre><code class="language-sh"># c\n</code></pre>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>',
    ),
    (
        "- a\n    - b\n\n        ```\n        # c\n        ```\n    - d",
        (
            "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>\n<p>b</p>\n<pre><code># c\n</code></pre>\n</li>\n"
            "<li>\n<p>d</p>\n</li>\n</ul>\n</li>\n</ul>"
        ),
    ),
    ("- a\n\nPain\n\n    ```\n    # c", "<ul>\n<li>a</li>\n</ul>\n<p>Pain</p>\n<pre><code>```\n# c\n</code></pre>"),
    # in quotations
    ("> ```\n> # c\n> ```\n> b", "<blockquote>\n<pre><code># c\n</code></pre>\n<p>b</p>\n</blockquote>"),
    (
        "> > ```\n> > # c\n> > ```",
        "<blockquote>\n<blockquote>\n<pre><code># c\n</code></pre>\n</blockquote>\n</blockquote>",
    ),
    # in definitions; a caption is none
    (
        "Pain\n:   So\n    ```\n    # c\n    ```",
        "<dl>\n<dt>Pain</dt>\n<dd>\n<p>So</p>\n<pre><code># c\n</code></pre>\n</dd>\n</dl>",
    ),
    # safe
    ("```<b onclick=x>\n</code><b>\n```", None),
]


@pytest.mark.parametrize(("source", "expected"), SHAPES)
def test_code_is_found_as_commonmark_has_it(source: str, expected: str | None) -> None:
    assert html(source) == expected or expected is None
    assert flaws(source) == []


@pytest.mark.parametrize(
    "note",
    [
        "So\n\n    ```\n    # [@weber-1983]\n    ```",
        "So\n    ~~~\n    # [@weber-1983]\n    ~~~\n    and on",
        "```\n    # [@weber-1983]\n    ```",
        "\n    So\n\n    ```{.python}\n    # [@weber-1983]\n    ```\n\n    and on",
        "- So\n\n      ```\n      # [@weber-1983]\n      ```",
    ],
)
@pytest.mark.parametrize("before", ["", "> "])
def test_code_in_a_footnote_is_code(note: str, before: str) -> None:
    source = f"Pain[^1].\n\n[^1]: {note}\n\nMore.".replace("\n", f"\n{before}")
    text, flaws = render_markdown(f"{before}{source}", lowest_heading=2)
    assert (text.citations, text.headings, flaws) == ((), (), ())
    (footnote,) = text.footnotes
    assert "># [@weber-1983]\n</code></pre>" in "".join(footnote.html)
    assert "More." in "".join(text.body.html)


UNCLOSED = (
    "unclosed-code: the block of code that begins here does not end, and all that follows is shown as code; close it"
    " with a line of as many of the same signs"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```\n# c [@weber-1983]\n\n\n", "<pre><code># c [@weber-1983]\n</code></pre>"),
        ("````\n# c\n```\n", "<pre><code># c\n```\n</code></pre>"),
        ("```", "<pre><code></code></pre>"),
        ("> ```\n> # c\n\nPain", "<blockquote>\n<pre><code># c\n</code></pre>\n</blockquote>\n<p>Pain</p>"),
        (
            "- a\n\n  ```\n  # c\n\nPain",
            "<ul>\n<li>\n<p>a</p>\n<pre><code># c\n</code></pre>\n</li>\n</ul>\n<p>Pain</p>",
        ),
    ],
)
def test_code_without_an_end_goes_on_to_the_end_of_what_holds_it(source: str, expected: str) -> None:
    assert (html(source), flaws(source)) == (expected, [UNCLOSED])


@pytest.mark.parametrize(
    ("source", "flaw"),
    [
        (
            "```{note}\nSee [@weber-1983].\n```",
            (
                "foreign-syntax: `{note}` is a directive of MyST and is shown as code;"
                " write its text as paragraphs, or in a `<div>`"
            ),
        ),
        (
            "```{=html}\n<b>x</b>\n```",
            (
                "foreign-syntax: `{=html}` is a raw block of Pandoc and is shown as code;"
                " write the HTML itself, or remove it"
            ),
        ),
    ],
)
def test_prose_that_another_system_would_read_is_no_silent_code(source: str, flaw: str) -> None:
    assert flaws(source) == [flaw]


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("## C#", ["C#"]),
        ("## F# ##", ["F#"]),
        ("## C# {#c}", ["C#"]),
        ("## F# ## {#f .x}", ["F#"]),
        ("## Pain ##{#p}", ["Pain ##{#p}"]),
        ("# a # b #", ["a # b"]),
        ("## Pain##", ["Pain##"]),
        ("## C\\#", ["C#"]),
        ("##Pain", ["Pain"]),
        ("#hashtag and #another", []),
        ("Pain\n#hashtag\n# Signs\nmore", ["Signs"]),
        ("#", [""]),
        ("## ##", [""]),
    ],
)
def test_a_heading_keeps_the_hash_signs_of_its_words(source: str, titles: list[str]) -> None:
    text, _ = render_markdown(source, lowest_heading=3)
    assert [heading.title for heading in text.headings] == titles


PIECES = st.sampled_from(["```", "````", "~~~", "> ", "- ", "  ", "    ", "x", "\n", "\n\n", "{a}", "1. "])


@pytest.mark.property
@given(st.lists(PIECES).map("".join))
def test_blocks_of_code_follow_each_other_and_lose_no_line(source: str) -> None:
    lines = source.split("\n")
    blocks = list(find_fences(lines))
    borders = [border for block in blocks for border in (block.first, block.end)]
    assert borders == sorted(borders)
    assert all(block.first < block.end <= len(lines) for block in blocks)
    outside = sum(line.count("x") for line in without_fences(source).split("\n"))
    inside = sum(f"{block.opening}{block.code}".count("x") for block in blocks)
    assert outside + inside == source.count("x")
