import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.reading import Reading
from painsite.sources.yaml import compose, is_null, members
from tests.support import shown

SEVENTY = 70


def compose_text(text: str) -> tuple[yaml.Node | None, list[str]]:
    reading = Reading(path="bibliography/kasch-2022.yaml", text=text)
    node = compose(reading)
    return node, shown(reading.problems)


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        (
            "study:\n\tdesign: cohort\n",
            "2:1",
            "found character that cannot start any token",
            "indent with spaces, not tabs; quote a text that begins with `@`, a backquote or `%`",
        ),
        (
            "title: @kasch\n",
            "1:8",
            "found character that cannot start any token",
            "indent with spaces, not tabs; quote a text that begins with `@`, a backquote or `%`",
        ),
        (
            "title: Ärger 😀: eine Übersicht\n",
            "1:15",
            "mapping values are not allowed in this context",
            "put a text that contains a colon and a space in quotes, or correct the indentation",
        ),
        (
            "year: 2022\r\ntitle: MRI: a review\r\n",
            "2:11",
            "mapping values are not allowed in this context",
            "put a text that contains a colon and a space in quotes, or correct the indentation",
        ),
        ("title: *MRI scans\n", "1:8", "found undefined alias", "quote a text that begins with `*`"),
        (
            "title: & more\n",
            "1:9",
            "did not find expected alphabetic or numeric character",
            "quote a text that begins with `*` or `&`",
        ),
        (
            "tags: [imaging]\n year: 2022\n",
            "2:2",
            "did not find expected key",
            "correct the indentation or the quotes above this line",
        ),
        (
            "year: 2022\ntitle: 'Lumbar discs\ntags: [imaging]\n",
            "2:8",
            "found unexpected end of stream",
            "close the quote that begins here",
        ),
        (
            "tags: [imaging\nyear: 2022\n",
            "1:7",
            "did not find expected ',' or ']'",
            "close the bracket that begins here, or put a comma between its parts",
        ),
        (
            "image: {file: scan.png\nyear: 2022\n",
            "1:8",
            "did not find expected ',' or '}'",
            "close the bracket that begins here, or put a comma between its parts",
        ),
        (
            "tags: [imaging,, pain]\n",
            "1:16",
            "did not find expected node content",
            "write a value between the brackets or commas",
        ),
        ("title: A\n---\ntitle: B\n", "2:1", "there is another document", "remove the line `---` or `...`"),
        (
            "{title: A}}\n",
            "1:11",
            "did not find expected <document start>",
            "remove the line `---` or `...`, or what follows the closing bracket",
        ),
        (
            'title: "C:\\q"\n',
            "1:11",
            "found unknown escape character",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        (
            "- imaging\ntags: pain\n",
            "2:1",
            "did not find expected '-' indicator",
            "correct the indentation, or begin this line with `- `",
        ),
        (
            "%YAML 3.0\n---\ntitle: A\n",
            "1:1",
            "found incompatible YAML document",
            "remove the line that begins with `%`",
        ),
        ("%PAIN\n---\ntitle: A\n", "1:6", "found unknown directive name", "remove the line that begins with `%`"),
        (
            "title: A\nkeywords\nyear: 2022\n",
            "3:1",
            "could not find expected ':'",
            "add the colon after the field's name, or indent the line below the text it belongs to",
        ),
        (
            "title: !<\n",
            "1:10",
            "did not find expected tag URI",
            "compare it with `painsite manual entries`",
        ),
        ("year: 2022\ntitle: A\x07B\n", "2:9", "the character U+0007 is not allowed in YAML", "remove it"),
        ("title: A\nsummary: \ufffe\n", "2:10", "the character U+FFFE is not allowed in YAML", "remove it"),
    ],
)
def test_what_does_not_parse_is_a_problem_with_place_and_remedy(
    text: str, place: str, message: str, remedy: str
) -> None:
    assert compose_text(text) == (None, [f"{place}: yaml-syntax: {message}; {remedy}"])


def test_a_line_separator_of_unicode_does_not_shift_the_lines_below() -> None:
    node, problems = compose_text("title: A\u2028 B\nyear: 1: 2\n")
    assert node is None
    assert problems[0].startswith("2:8: yaml-syntax: mapping values are not allowed in this context")


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "\ufeff", "---\n...\n"])
def test_an_empty_text_is_no_node_and_no_problem(text: str) -> None:
    node, problems = compose_text(text)
    assert (node is None or is_null(node), problems) == (True, [])


def test_only_the_text_between_two_offsets_is_parsed() -> None:
    reading = Reading(path="bibliography/articles/guide.md", text="---\ntitle: A: B\n---\n[")
    assert compose(reading, start=4, end=16) is None
    assert [str(problem.place) for problem in reading.problems] == ["bibliography/articles/guide.md:2:9"]


@pytest.mark.parametrize(
    ("text", "null"),
    [
        ("", True),
        ("null", True),
        ("Null", True),
        ("NULL", True),
        ("~", True),
        ("'null'", False),
        ('"~"', False),
        ("''", False),
        ("|\n  null", False),
        ("nil", False),
        ("0", False),
        ("false", False),
        ("[]", False),
    ],
)
def test_a_value_is_null_only_without_quotes(text: str, null: bool) -> None:  # noqa: FBT001
    node, _ = compose_text(f"number: {text}\n")
    assert isinstance(node, yaml.MappingNode)
    assert is_null(node.value[0][1]) == null


def keys(text: str) -> tuple[list[str], list[str]]:
    reading = Reading(path="bibliography/kasch-2022.yaml", text=text)
    node = compose(reading)
    assert isinstance(node, yaml.MappingNode)
    return [member.name for member in members(reading, node)], shown(reading.problems)


def test_a_key_that_stands_twice_counts_once_and_is_a_problem() -> None:
    assert keys("title: A\nyear: 2022\n'title': B\n") == (
        ["title", "year"],
        ["3:1: duplicate-field: `title` is given twice, first at line 1, column 1; keep one of them"],
    )


def test_a_key_that_is_no_text_is_a_problem() -> None:
    assert keys("title: A\n? [year]\n: 2022\n") == (
        ["title"],
        ["2:3: wrong-type: a key is a list or a mapping; write a field's name before the colon"],
    )


@pytest.mark.parametrize("form", ["title: a{}b\n", "title: 'a{}b'\n", "title: |\n  a{}b\n", "title: >\n  a{}b\n"])
def test_a_control_character_is_only_let_in_as_an_escape_of_double_quotes(form: str) -> None:
    # `readers.scalar` looks for them nowhere else
    controls = [*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(14, 32)), "\x7f", "\ufffe", "\uffff"]
    assert [char for char in controls if compose_text(form.format(char))[0] is not None] == []


FLATTEN = "1:1: yaml-limit: the YAML nests more than 60 levels deep; flatten it"
WRITE_OUT = "1:1: yaml-limit: aliases refer to themselves or grow too large; write the values out"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * SEVENTY + "]" * SEVENTY,
        "{a: " * SEVENTY + "}" * SEVENTY,
        "- " * SEVENTY + "a",
        "? " * SEVENTY + "a",
        "".join(f"{' ' * depth}a:\n" for depth in range(SEVENTY)),
        "[" * 40 + "\n" + "{a: " * 40,
        "todo:\r" + "- " * SEVENTY + "a",
        "todo:\x85" + "- " * SEVENTY + "a",
        "todo:\u2028" + "- " * SEVENTY + "a",
        "\ufeff" + "- " * SEVENTY + "a",
    ],
    ids=[
        "100,000 brackets",
        "lists",
        "mappings",
        "dashes",
        "keys",
        "indentation",
        "mixed",
        "after a carriage return",
        "after a next line",
        "after a line separator",
        "after a byte order mark",
    ],
)
def test_deep_nesting_is_a_problem(text: str) -> None:
    assert compose_text(text) == (None, [FLATTEN])


@pytest.mark.parametrize(
    "text",
    ["tags: " + "[" * 59 + "]" * 59, "tags: [" + "[], " * 1000 + "]", "todo: |\n" + " " * 80 + "far to the right\n"],
    ids=["59 levels", "a thousand lists side by side", "an indented text"],
)
def test_what_is_not_deep_is_read(text: str) -> None:
    node, problems = compose_text(text)
    assert (isinstance(node, yaml.MappingNode), problems) == (True, [])


@pytest.mark.parametrize("opening", ["- ", "? ", "- ? ", "a:\n"])
def test_block_nesting_of_any_depth_leaves_the_process_alive(opening: str) -> None:
    # libyaml's composer would overflow the stack of the whole process
    program = (
        "from painsite.sources.entries import parse_entry\n"
        f"text = {opening!r} * 100_000 if '\\n' not in {opening!r} else"
        " ''.join(' ' * depth + 'a:\\n' for depth in range(3_000))\n"
        "print(parse_entry(text, path='bibliography/deep.yaml')[1][0])\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"bibliography/deep.yaml:{FLATTEN}\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "tags: &tags [imaging, *tags]\n",
        "study: &study {design: *study}\n",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "? &key [*key]\n: a\n",
    ],
    ids=["a list in itself", "a mapping in itself", "a billion laughs", "a key in itself"],
)
def test_aliases_without_bounds_are_a_problem(text: str) -> None:
    assert compose_text(text) == (None, [WRITE_OUT])


def test_an_alias_stands_for_its_value() -> None:
    node, problems = compose_text("title: &title Lumbar discs\nheadline: *title\n")
    assert isinstance(node, yaml.MappingNode)
    assert ([value.value for _, value in node.value], problems) == (["Lumbar discs"] * 2, [])


MISREADINGS = {"yaml-blank", "yaml-comment", "yaml-line", "yaml-quotes"}


@pytest.mark.property
@given(
    st.text()
    | st.lists(st.sampled_from([*"[]{}:,-?&*!|>'\"%@`# \n\t\r", "a", "é", "😀", "---\n", "&a ", "*a "])).map("".join)
)
def test_any_text_gives_nodes_or_a_located_problem(text: str) -> None:
    reading = Reading(path="bibliography/kasch-2022.yaml", text=text)
    node = compose(reading)
    lines = text.split("\n")
    # a text that parses may still be one that its author meant in another way
    assert node is None or {problem.rule for problem in reading.problems} <= MISREADINGS
    assert all(
        1 <= problem.place.line <= len(lines) and 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        for problem in reading.problems
    )
