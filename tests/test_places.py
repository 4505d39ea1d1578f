"""A problem, citation or image of a text is told where it stands, whatever looks like it stands elsewhere."""

import json
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from painsite.problems import Problem
from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from painsite.sources.scalars import Scalar

HERE = "\ue000"
"""Stands before the fault in a text, and is taken out."""

FAULTS = [
    ("malformed-citation", f"Wear {HERE}[@kasch-2022; nothing] hurts.", "[@kasch-2022; nothing]"),
    ("malformed-citation", f"Wear {HERE}[see @kasch-2022 and @weber-1983] hurts.", "[see @kasch-2022 and @weber-1983]"),
    ("malformed-citation", f"Wear {HERE}[@] hurts.", "[@]"),
    ("malformed-citation", f"Wear [see {HERE}[@kasch-2022 too.", "[@kasch-2022"),
    ("misplaced-citation", f'Wear [hurts](a.html "as [{HERE}@kasch-2022] says").', "[@kasch-2022]"),
    ("dropped-html", f"Wear {HERE}<font>hurts</font>.", "<font>"),
    ("dropped-html", f'Wear <b title="onclick" {HERE}onclick="f()">hurts</b>.', "onclick"),
    ("dropped-html", f"Wear [hurts]({HERE}javascript:f).", "javascript:f"),
    ("dropped-html", f'Wear <a href="{HERE}javascript:f">hurts</a>.', "javascript:f"),
    ("external-image", f"Wear ![A disc]({HERE}https://example.org/disc.png) hurts.", "https://example.org/disc.png"),
    ("missing-alt", f"Wear ![]({HERE}disc.png) hurts.", "disc.png"),
    ("missing-alt", f'Wear <img src="{HERE}disc.png"> hurts.', "disc.png"),
    ("dead-link", f"Wear [hurts]({HERE}#nowhere).", "[x](#nowhere)"),
    ("dead-link", f"Wear [hurts]({HERE}www.example.org).", "[x](www.example.org)"),
    ("dead-link", f"Wear <a href='{HERE}www.example.org'>hurts</a>.", "www.example.org"),
    ("undefined-footnote", f"Wear hurts{HERE}[^wear].", "[^wear]"),
    ("foreign-syntax", f"Wear {HERE}\\cite{{kasch}} hurts.", "\\cite{kasch}"),
    ("foreign-syntax", f"Wear {HERE}[[wear]] hurts.", "[[wear]]"),
    ("foreign-syntax", f"Wear {HERE}[[@weber-1983]] hurts.", "[[@weber-1983]]"),
    ("foreign-syntax", f"Wear {HERE}{{{{< ref wear >}}}} hurts.", "{{< ref wear >}}"),
]
"""Rule, text, and what looks like the fault."""

# Each holds the words of a fault and has none.
INLINE_DECOYS = [
    "In code: `{}`.",
    "In code: ``a ` {} b``.",
    "In a comment: <!-- <font> onclick javascript: <img src='https://example.org/disc.png' alt='Disc'> -->.",
    "Fine [@kasch-2022] and @weber-1983, mail kasch-2022@example.org or to \\@kasch-2022.",
    "Fine: [wear](https://example.org/disc.png), <https://example.org/@kasch-2022>, ![A disc](disc.png).",
    "Words: onclick, javascript: disc.png, (disc.png).",
]
BLOCK_DECOYS = [
    "```html\n{}\n```",
    "~~~\n{}\n~~~",
    "Code:\n\n    {}",
    "> Quoted: `{}`",
    "- Listed: `{}`",
    "<!-- \n{}\n-->",
    "## Heading `{}`",
    "One[^1].\n\n[^1]: As [@kasch-2022] says: `{}`.",
]


def texts(decoys: list[str], between: str) -> st.SearchStrategy[tuple[str, str]]:
    """Give a rule and a text that breaks it once, at `HERE`."""

    def put(fault: tuple[str, str, str], before: list[str], after: list[str]) -> tuple[str, str]:
        rule, text, words = fault
        pieces = [piece.replace("{}", words) for piece in before], [piece.replace("{}", words) for piece in after]
        return rule, between.join(
            [*dict.fromkeys(pieces[0]), text, *(one for one in pieces[1] if one not in pieces[0])]
        )

    some = st.lists(st.sampled_from(decoys), max_size=6, unique=True)
    return st.builds(put, st.sampled_from(FAULTS), some, some)


def planted(source: str) -> tuple[str, tuple[int, int]]:
    """Give a source without `HERE`, and the line and column of that."""
    before = source[: source.index(HERE)]
    return source.replace(HERE, ""), (before.count("\n") + 1, len(before) - before.rfind("\n"))


def told(problems: tuple[Problem, ...], rule: str) -> list[tuple[int, int]]:
    return [(one.place.line, one.place.column) for one in problems if one.rule == rule]


@pytest.mark.property
@given(texts([*INLINE_DECOYS, *BLOCK_DECOYS], "\n\n"), st.sampled_from(["\n", "\r\n"]))
def test_a_fault_of_an_article_is_told_where_it_stands(case: tuple[str, str], end: str) -> None:
    rule, text = case
    front_matter = "title: '[@kasch-2022; nothing] [^wear] <font> onclick javascript: disc.png [@]'"
    source, place = planted(f"---\n{front_matter}\n---\n\n{text}\n".replace("\n", end))
    assert told(parse_article(source, path="bibliography/articles/wear.md")[1], rule) == [place]


def literal(text: str) -> str:
    return "|\n" + textwrap.indent(text, "    ")


def literal_with_header(text: str) -> str:
    return "&text |2-  # its [@kasch-2022; nothing]\n" + textwrap.indent(text, "  ")


def folded(text: str) -> str:
    return ">\n" + textwrap.indent(text.replace("\n", "\n\n"), "  ")


def single(text: str) -> str:
    return "'" + textwrap.indent(text.replace("'", "''").replace("\n", "\n\n"), "  ").lstrip() + "'"


def double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("é", "\\u00e9").replace("@w", "\\x40w")


@pytest.mark.property
@given(
    texts([*INLINE_DECOYS, *BLOCK_DECOYS, 'Ärger 😀: it\'s "so" \\\\ café'], "\n\n"),
    st.sampled_from([literal, literal_with_header, folded, single, double]),
)
def test_a_fault_of_a_scalar_is_told_where_it_stands(case: tuple[str, str], style: Callable[[str], str]) -> None:
    rule, text = case
    assume(style is not single or "    " not in text)  # where YAML takes indentation away there is no code
    source, place = planted(f"title: '[@kasch-2022; nothing] [^wear]'\ncommentary: {style(text)}\nyear: 2022\n")
    entry, problems = parse_entry(source, path="bibliography/weber-1983.yaml")
    assert entry is not None
    assert entry.commentary is not None
    assert told(problems, rule) == [place]


@pytest.mark.property
@given(texts(INLINE_DECOYS, "\n"), st.sampled_from([">\n  ", "Plain: ".replace(":", ""), "|\n  "]))
def test_a_fault_of_a_text_over_several_lines_is_told_where_it_stands(case: tuple[str, str], opening: str) -> None:
    rule, text = case
    if opening[0] not in ">|":
        text = text.replace(": ", " ").replace(":<", "<").replace(" #", " ")
    source, place = planted(f"title: Wear\ncommentary: {opening}{textwrap.indent(text, '  ').lstrip()}\n")
    assert told(parse_entry(source, path="bibliography/weber-1983.yaml")[1], rule) == [place]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("lost-cell", f"so it is\n\n| Wear | Pain |\n|---|---|\n| a `so it is` | b | {HERE}so it is |"),
        ("list-without-blank", f"Wear hurts:\n{HERE}- tear"),
        ("foreign-syntax", f"{HERE}```{{note}}\nAs [@weber-1983] says.\n```"),
        ("foreign-syntax", f"- Wear\n\n  {HERE}```{{=html}}\n  hurts\n  ```"),
        ("unclosed-code", f"{HERE}```\nAs [@weber-1983] says."),
        ("unclosed-code", f"Wear[^1].\n\n[^1]: Tear\n\n    {HERE}```\n    [@weber-1983]"),
        ("duplicate-footnote", f"Wear[^1].\n\n[^1]: One.\n\n{HERE}[^1]: Two."),
        ("misplaced-citation", f"Wear.\n\n[{HERE}@kasch-2022]: https://example.org"),
        ("markdown-limit", "Wear <b>hurts</b> " + HERE + "<a" * 1001),
    ],
)
def test_a_fault_behind_code_is_told_where_it_stands(rule: str, text: str, end: str) -> None:
    code = "```\nWear hurts:\n- tear\n[^1]: One.\n```\n\n~~~\n- tear\n~~~\n\n"
    source, place = planted(f"---\ntitle: Wear\n---\n\n{code}{text}\n".replace("\n", end))
    assert told(parse_article(source, path="bibliography/articles/wear.md")[1], rule) == [place]


CITED = ["[see @kasch-2022, p. 3]", "@kasch-2022", "@{kasch-2022}", "[as he found](@kasch-2022)", "![A disc](disc.png)"]


@pytest.mark.property
@given(st.lists(st.sampled_from([*CITED, *INLINE_DECOYS, *BLOCK_DECOYS]), max_size=8))
def test_citations_and_images_stand_where_they_are_written(pieces: list[str]) -> None:
    source = "---\ntitle: '@kasch-2022 (disc.png)'\n---\n" + "\n\n".join(
        f"{number}: {HERE}{piece}" if piece in CITED else piece.replace("{}", "[@kasch-2022] ![](disc.png)")
        for number, piece in enumerate(pieces)
    )
    article, _ = parse_article(source.replace(HERE, ""), path="bibliography/articles/wear.md")
    assert article is not None
    lines = source.replace(HERE, "").split("\n")
    for citation in article.body.citations:
        assert lines[citation.line - 1][citation.column - 1 :].replace("{", "").startswith(f"@{citation.citekey}")
    for image in article.body.images:
        assert lines[image.line - 1][image.column - 1 :].startswith(image.file)
    places = [(one.line, one.column) for one in (*article.body.citations, *article.body.images)]
    assert len(set(places)) == len(places)
    for number, line in enumerate(source.split("\n"), 1):
        if HERE in line:
            assert any(place[0] == number for place in places)


@pytest.mark.parametrize(
    ("raw", "text", "expected"),
    [
        ("'It''s'", "It's", [1, 2, 3, 5]),
        ('"a\\tb\\x41\\u00e9\\"c"', 'a\tbAé"c', [1, 2, 4, 5, 9, 15, 17]),
        ("|\n  One\n\n   two", "One\n\n two", [4, 5, 6, None, None, None, 12, 13, 14]),
        ("!!str &a >-\n  One\n  two", "One two", [14, 15, 16, None, 20, 21, 22]),
        ("One\n   two", "One two", [0, 1, 2, None, 7, 8, 9]),
    ],
)
def test_each_visible_character_of_a_scalar_has_its_offset(raw: str, text: str, expected: list[int | None]) -> None:
    scalar = Scalar(text, raw, 100)
    for position, offset in enumerate(expected):
        assert text[position].isspace() or scalar.offset_of(position) == 100 + (offset or 0)
