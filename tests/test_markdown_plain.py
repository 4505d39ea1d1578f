"""The one pass for simple texts either gives what Python-Markdown's way gives, or refuses."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.markdown.plain import render_plain
from painsite.sources.markdown.render import render_by_library, render_markdown
from tests.support import FIXTURES, needs_fixtures

SAMPLE = Path(__file__).parent.parent / "bibliography"

# What simple texts are made of, and what brings it into contact with each other.
WORDS = (
    "pain Pain e.g. et al. Dr. 5 2019 '80s é naïve Ä 日本 10⁶ s don't Smith's it's 'word' \" ' “so” … ... .. .... - --"
    " --- ---- – — ! ? % + = ± ≥ # C# 1. 1) a) i. ; : . , > ( ) (n * ** *** *a* **b** [@kasch-2022]"
    " [w](https://example.org)"
).split(" ")
BRACKETS = (
    "[@kasch-2022] [-@a] [@a_b] [@{a:b}] [@] ([@a]) [@a][@b] [@a](x) [sic] [1] [ ] [x] ![i] ]: [[ ] [r][r]"
    " [w](https://example.org) [w](https://example.org/a_b#c?d=%20) [it's](http://sub.ex-ample.org/) [w](b.md) [w](#a)"
    " [w](https://1.2.3.4) [w](https://example.org/a(b)) [*w*](https://example.org) [w]() [see_@a,_p._3;_@b]"
    ' [@a;_@b,_pp._3--5] [see_*e.g.*_@a] [x_@a,_it\'s_"so"] [two_words](https://example.org/a)'
    " [two\nlines](https://example.org)"
).split(" ")
BRACKETS += [bracket.replace("_", " ") for bracket in BRACKETS]
OTHERS = "_a_ a_b @x a@b.org & < `c` ~ ^a^ {x} | \\ $ [TOC] !!! :: == +- Nr.\u00a05 \t \x02 \u2028".split(" ")
JOINTS = [*(" " * 12), "", ". ", ", ", " (", ") ", " *", "* ", "**", ' "', '" ', " '", "' ", "--", " -- ", "'s "]
BREAKS = ["\n", "\n\n", "\n\n", "\n\n- ", "\n- ", "\n  ", "\n\n> ", "\n> ", "\n\n1. ", "\n2. ", "\n\n## ", "\n\n### "]
ODD_BREAKS = [
    "\n\n\n",
    " \n",
    "  \n",
    "\n    ",
    "\n* ",
    "\n#",
    "\n\n# ",
    "\n---\n",
    "\n===\n",
    "\n: ",
    "\n>\n> ",
    "\n\n+ ",
]
STARTS = st.sampled_from(["", "", "- ", "> ", "## ", "1. ", "*", '"'])


def texts(words: list[str], joints: list[str]) -> st.SearchStrategy[str]:
    """Texts of some of these."""
    pieces = st.lists(st.tuples(st.sampled_from(words), st.sampled_from(joints)).map("".join), min_size=1, max_size=14)
    return st.tuples(STARTS, pieces.map("".join)).map("".join).map(str.strip)


TEXTS = (
    texts(["pain", "Pain", "it's", "2019", "[@kasch-2022]", "*a*", "**b c**"], JOINTS + BREAKS)
    | texts(WORDS, JOINTS + BREAKS)
    | texts(WORDS + BRACKETS, JOINTS + BREAKS)
    | texts(WORDS + BRACKETS + OTHERS, JOINTS + BREAKS + ODD_BREAKS)
)


def is_equal_or_refused(text: str) -> bool:
    plain = render_plain(text, lowest_heading=3)
    return plain is None or plain == render_by_library(text, lowest_heading=3)


@pytest.mark.property
@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_a_simple_text_renders_as_by_the_library(some: list[str]) -> None:
    assert [text for text in some if not is_equal_or_refused(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Pain",
        "Back pain does not\nfollow the signs.\n\nMost people have some.",
        "Most [@kasch-2022], but *not all*, **have some pain** [see @a, pp. 3-5; @b].",
        "See [the review](https://example.org/a-b?c=d_e#f) and [*Nature* of @a].",
        "*See [@a].* A **[link](https://example.org)** in bold.",
        "# Signs\n\nPain.\n\n## “Red” flags [@a]\n\nPain.\n\n# Ä und Ö",
        "- Pain [@a]\n- more pain\n  on another line\n\n1. One\n2. Two",
        "> Pain [@a]\n> goes on.\n\nSo it *was*.",
        "Smith's \"pain\" isn't 'the same' -- or is it --- so they say...",
        "\"Pain,\" he said. ('So it is.') p > 0.05; 10⁶ people",
        "Übung macht den Meister – „so“ heißt es. Schmerz, z. B. am 3. Mai [@a].",
        "\n\nPain\n\n",
    ],
)
def test_a_text_of_known_parts_is_read_in_one_pass(text: str) -> None:
    assert render_plain(text, lowest_heading=2) == render_by_library(text, lowest_heading=2)


@pytest.mark.parametrize(
    "text",
    [
        "Pain @a-2020 says",
        "`code`",
        "a < b",
        "AT&T",
        "_pain_",
        "***pain***",
        "a * b",
        "*a",
        "![On the left](a.png)",
        "[words](b.md)",
        "[words](https://1.2.3.4/)",
        "[words](https://example.org/a(b))",
        "[words][r]\n\n[r]: https://example.org",
        "[@a](https://example.org)",
        "[@a; b]",
        "[sic]",
        "Pain\n\n    code",
        "A heading\n---",
        "- a\n\n- b",
        "- a\nb",
        "> a\nb",
        "> a\n\n> b",
        "3. a",
        "## Signs ##",
        "## Signs\nPain",
        "## Signs\n\n## Signs",
        "## ‘10⁶’",
        "a) Pain\nb) Pain",
        "Pain  \nPain",
        "Pain [^1]",
        "'twas \"'so'\"",
        "5'10",
        "so....",
        "Pain\N{NO-BREAK SPACE}5",
        "Pain\u200b",
        "Pain\x02",
        "Pain\n- a list",
        "x" * 10_001,
    ],
)
def test_a_text_with_anything_else_is_left_to_the_library(text: str) -> None:
    assert render_plain(text, lowest_heading=2) is None
    assert render_markdown(text, lowest_heading=2) == render_by_library(text, lowest_heading=2)


def test_what_is_wrong_with_a_simple_text_is_said() -> None:
    text = f"{'pain, ' * 400}[@a]"
    plain = render_plain(text, lowest_heading=2)
    assert plain is not None
    assert [flaw.rule for flaw in plain[1]] == ["long-sentence"]
    assert plain == render_by_library(text, lowest_heading=2)


def test_most_of_the_sample_is_simple() -> None:
    entries = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in SAMPLE.rglob("*.yaml")]
    some = [entry[field] for entry in entries for field in ("commentary", "notes") if entry.get(field)]
    assert all(map(is_equal_or_refused, some))
    assert sum(render_plain(text.strip(), lowest_heading=3) is not None for text in some) > len(some) / 2


@needs_fixtures
def test_real_prose_renders_as_by_the_library() -> None:
    prose = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "prose").rglob("*.md"))]
    parts = [part for text in prose for divided in (r"\n(?=#)", r"\n\s*\n") for part in re.split(divided, text)]
    assert sum(render_plain(part, lowest_heading=3) is not None for part in parts) > len(parts) / 3
    assert [part for part in parts if not is_equal_or_refused(part)] == []
