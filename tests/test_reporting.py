"""Problems in each form: text, JSON, annotations, SARIF."""

import json
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from rich.cells import cell_len

from painsite.build.result import Result
from painsite.problems import RULES, Place, Problem
from painsite.reporting import source_lines
from painsite.reporting.excerpts import safe, take_excerpt
from painsite.reporting.github import show_github, show_summary
from painsite.reporting.json_list import show_json
from painsite.reporting.repository import folder_in_repository
from painsite.reporting.sarif import show_sarif
from painsite.reporting.selection import NotASourceError, select_files
from painsite.reporting.text import PLAIN, Screen, say_count, screen_of, show_text
from painsite.sources.bibtex.reader import parse_bibtex
from tests.browser.tools import find_module
from tests.support import write_site

JORNAL = Problem(
    place=Place(path="bibliography/weber-1983.yaml", line=2, column=1),
    rule="unknown-field",
    message="`jornal` is not a field of an entry",
    remedy="did you mean `journal`?",
)
TEMPLATE = Problem(
    place=Place(path="templates/entry.html", line=3, column=1), rule="template-error", message="no `headlin`"
)
ISSN = Problem(
    place=Place(path="bibliography/weber-1983.yaml", line=3, column=7),
    rule="bad-issn",
    message="the check digit of ISSN `1234-5678` is wrong",
    remedy="check it against the journal",
)
SITE = {"bibliography/weber-1983.yaml": "title: Disc\njornal: Spine\r\nissn: 1234-5678\n"}


def place(line: int, column: int = 1, path: str = "bibliography/cdl.bib") -> Place:
    return Place(path=path, line=line, column=column)


def macros(count: int, path: str = "bibliography/cdl.bib") -> tuple[Problem, ...]:
    words = "the LaTeX `\\acro` is not understood"
    return tuple(
        Problem(place=place(line, 3, path), rule="bibtex-latex", message=words, remedy="write the characters")
        for line in range(1, count + 1)
    )


# text


def test_a_problem_is_shown_with_its_severity_its_line_as_it_is_now_and_a_caret(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    assert show_text(Result(problems=(JORNAL, ISSN)), tmp_path) == (
        "bibliography/weber-1983.yaml:2:1: error: unknown-field: `jornal` is not a field of an entry;"
        " did you mean `journal`?\n"
        "  2 | jornal: Spine\n"
        "    | ^\n"
        "bibliography/weber-1983.yaml:3:7: warning: bad-issn: the check digit of ISSN `1234-5678` is wrong;"
        " check it against the journal\n"
        "  3 | issn: 1234-5678\n"
        "    |       ^\n"
    )


@pytest.mark.parametrize("content", [None, b"title: M\xfcller\njornal: Spine\n", b"one line"])
def test_a_problem_whose_line_is_gone_is_shown_without_it(tmp_path: Path, content: bytes | None) -> None:
    root = write_site(tmp_path, {})
    if content is not None:
        (root / "bibliography" / "weber-1983.yaml").write_bytes(content)
    assert show_text(Result(problems=(JORNAL,)), root) == (
        "bibliography/weber-1983.yaml:2:1: error: unknown-field: `jornal` is not a field of an entry;"
        " did you mean `journal`?\n"
    )


def test_only_sources_are_quoted(tmp_path: Path) -> None:
    write_site(tmp_path, {"templates/entry.html": "\n\n{{ page.headlin }}"})
    assert show_text(Result(problems=(TEMPLATE,)), tmp_path) == (
        "templates/entry.html:3:1: error: template-error: no `headlin`\n"
    )


def test_a_source_with_several_problems_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    real = source_lines.read_content

    def note(root: Path, path: str) -> bytes:
        read.append(path)
        return real(root, path)

    monkeypatch.setattr(source_lines, "read_content", note)
    write_site(tmp_path, SITE)
    show_text(Result(problems=(JORNAL, ISSN, TEMPLATE)), tmp_path)
    assert read == ["bibliography/weber-1983.yaml"]


def test_six_hundred_lines_of_one_macro_are_one_problem_with_some_of_its_places(tmp_path: Path) -> None:
    write_site(tmp_path, {"bibliography/cdl.bib": "\n".join(["x \\acro{TUG}"] * 600)})
    result = Result(problems=macros(600), warnings=600)
    assert show_text(result, tmp_path) == (
        "bibliography/cdl.bib:1:3: warning: bibtex-latex: the LaTeX `\\acro` is not understood;"
        " write the characters\n"
        "  1 | x \\acro{TUG}\n"
        "    |   ^\n"
        "    = and 599 more times, at 2:3, 3:3, 4:3, 5:3, 6:3, …\n"
    )
    assert say_count(result) == "600 warnings, shown as 1"


def test_equal_problems_of_two_files_are_two(tmp_path: Path) -> None:
    result = Result(problems=(*macros(2), *macros(1, "bibliography/other.bib")), warnings=3)
    assert show_text(result, tmp_path) == (
        "bibliography/cdl.bib:1:3: warning: bibtex-latex: the LaTeX `\\acro` is not understood;"
        " write the characters\n"
        "  and 1 more time, at 2:3\n"
        "bibliography/other.bib:1:3: warning: bibtex-latex: the LaTeX `\\acro` is not understood;"
        " write the characters\n"
    )
    assert say_count(result) == "3 warnings, shown as 2"


def test_a_macro_that_is_not_understood_is_named_without_what_follows_it() -> None:
    text = "@article{a, title = {The \\acro{TUG} boat}}\n@article{b, title = {An \\acro{MRI} scan}}\n"
    assert {problem.message for problem in parse_bibtex(text, path="bibliography/a.bib")[1]} == {
        "the LaTeX `\\acro` is not understood"
    }


def test_without_problems_nothing_is_shown(tmp_path: Path) -> None:
    assert (show_text(Result(), tmp_path), json.loads(show_json(Result())), show_github(Result(), "")) == ("", [], "")
    assert say_count(Result()) == "no problems"


class Stream:
    def __init__(self, *, is_terminal: bool) -> None:
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "environment", "has_colour"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    is_terminal: bool,  # noqa: FBT001 - a column of the table
    environment: dict[str, str],
    has_colour: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm", "COLUMNS": "72", **environment}.items():
        monkeypatch.setenv(name, value)
    screen = screen_of(Stream(is_terminal=is_terminal))
    assert screen.has_colour == has_colour
    assert screen.width == (72 if is_terminal else 120)


def test_colours_add_nothing_but_themselves(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    result = Result(problems=(JORNAL, ISSN, *macros(2)))
    shown = show_text(result, tmp_path, Screen(has_colour=True))
    assert "\x1b[31m\x1b[1merror\x1b[0m: unknown-field" in shown
    assert click.unstyle(shown) == show_text(result, tmp_path, PLAIN)


def test_nothing_of_a_source_is_an_order_to_the_terminal(tmp_path: Path) -> None:
    hostile = Problem(place=place(1, 1, "bibliography/\x1b[2J.yaml"), rule="bad-doi", message="a\x1b[1mb\u202ec")
    write_site(tmp_path, {"bibliography/cdl.bib": "doi: \x1b[31m\u202e\x07x"})
    shown = show_text(Result(problems=(hostile, *macros(1))), tmp_path)
    assert "doi: �[31m��x" in shown
    assert [char for char in shown if char != "\n" and not char.isprintable()] == []


# a line and its caret


LONG = "The quick brown fox jumps over the lazy dog and runs away from the hounds of the hill"


@pytest.mark.parametrize(
    ("line", "column", "width", "shown"),
    [
        ("jornal: Spine", 1, 40, "jornal: Spine\n^"),
        ("jornal: Spine", 9, 40, "jornal: Spine\n        ^"),
        ("jornal: Spine", 99, 40, "jornal: Spine\n             ^"),
        ("\tjornal: \tSpine", 2, 40, "    jornal:     Spine\n    ^"),
        ("\tjornal: \tSpine", 11, 40, "    jornal:     Spine\n                ^"),
        ("title: 腰痛と画像 x", 14, 40, "title: 腰痛と画像 x\n                  ^"),
        ("title: Mu\u0308ller x", 15, 40, "title: Mu\u0308ller x\n             ^"),
        ("title: 👩‍🔬 x", 12, 40, "title: 👩‍🔬 x\n          ^"),
        (LONG, 1, 20, "The quick brown fo…\n^"),
        (LONG, 41, 24, "…he lazy dog and runs a…\n         ^"),
        (LONG, len(LONG), 20, "…hounds of the hill\n                  ^"),
        ("腰" * 90, 45, 21, "…腰腰腰腰腰腰腰腰腰…\n       ^"),
    ],
)
def test_the_caret_stands_below_its_character(line: str, column: int, width: int, shown: str) -> None:
    excerpt = take_excerpt(line, column, width)
    assert f"{excerpt.text}\n{' ' * excerpt.indent}^" == shown


@given(st.text(max_size=300), st.integers(1, 320), st.integers(20, 80))
def test_an_excerpt_has_room_and_its_caret_is_in_it(line: str, column: int, width: int) -> None:
    excerpt = take_excerpt(line, column, width)
    assert cell_len(excerpt.text) <= width
    assert excerpt.indent <= cell_len(excerpt.text)
    assert safe(excerpt.text) == excerpt.text


# JSON, annotations


def test_a_problem_is_an_object_with_the_severity_that_the_settings_give_it() -> None:
    result = Result(problems=(JORNAL,), rules={"unknown-field": "warning"})
    assert json.loads(show_json(result)) == [
        {
            "rule": "unknown-field",
            "severity": "warning",
            "path": "bibliography/weber-1983.yaml",
            "line": 2,
            "column": 1,
            "message": "`jornal` is not a field of an entry",
            "remedy": "did you mean `journal`?",
        }
    ]


def test_annotations_are_errors_first_and_name_files_from_the_repository(tmp_path: Path) -> None:
    del tmp_path
    assert show_github(Result(problems=(ISSN, JORNAL, TEMPLATE)), "docs/") == (
        "::error file=docs/bibliography/weber-1983.yaml,line=2,col=1,title=unknown-field"
        "::`jornal` is not a field of an entry; did you mean `journal`?\n"
        "::error file=docs/templates/entry.html,line=3,col=1,title=template-error::no `headlin`\n"
        "::warning file=docs/bibliography/weber-1983.yaml,line=3,col=7,title=bad-issn"
        "::the check digit of ISSN `1234-5678` is wrong; check it against the journal\n"
    )


def test_no_more_annotations_are_printed_than_github_shows() -> None:
    problems = tuple(
        Problem(place=place(line), rule="bad-doi", message=f"`10.1/{line}` is not a DOI\n::error::no")
        for line in range(1, 13)
    )
    shown = show_github(Result(problems=problems), "").splitlines()
    assert sum(row.startswith("::warning ") for row in shown) == 10
    assert shown[10:] == [
        "::group::2 more, of which GitHub would show no annotations",
        "bibliography/cdl.bib:11:1: warning: bad-doi: `10.1/11` is not a DOI%0A:%3Aerror:%3Ano",
        "bibliography/cdl.bib:12:1: warning: bad-doi: `10.1/12` is not a DOI%0A:%3Aerror:%3Ano",
        "::endgroup::",
    ]


def test_what_ends_a_property_of_an_annotation_is_escaped() -> None:
    odd = Problem(place=place(1, 1, "bibliography/a,b:c.yaml"), rule="bad-doi", message="100 %")
    assert show_github(Result(problems=(odd,)), "") == (
        "::warning file=bibliography/a%2Cb%3Ac.yaml,line=1,col=1,title=bad-doi::100 %25\n"
    )


def test_the_summary_is_a_table_with_links_to_the_lines() -> None:
    environment = {
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "painsci/notes",
        "GITHUB_SHA": "1c41720",
    }
    html = Problem(place=place(9), rule="dropped-html", message="`<b|i>` is not allowed")
    result = Result(problems=(*macros(3), html, JORNAL), errors=1, warnings=4)
    blob = "https://github.com/painsci/notes/blob/1c41720/docs/bibliography"
    assert show_summary(result, "docs/", environment) == (
        "### painsite check: 1 error, 4 warnings, shown as 3\n\n| | place | problem |\n| --- | --- | --- |\n"
        f"| error | [docs/bibliography/weber-1983.yaml:2:1]({blob}/weber-1983.yaml?plain=1#L2) |"
        " `jornal` is not a field of an entry; did you mean `journal`? (`unknown-field`) |\n"
        f"| warning | [docs/bibliography/cdl.bib:1:3]({blob}/cdl.bib?plain=1#L1) |"
        " the LaTeX `\\acro` is not understood; write the characters (and 2 more times, at 2:3, 3:3)"
        " (`bibtex-latex`) |\n"
        f"| warning | [docs/bibliography/cdl.bib:9:1]({blob}/cdl.bib?plain=1#L9) |"
        " `&lt;b\\|i>` is not allowed (`dropped-html`) |\n\n"
    )


def test_a_summary_is_of_a_size_that_github_takes() -> None:
    problems = tuple(Problem(place=place(line), rule="bad-doi", message=f"`{line}`") for line in range(1, 10_001))
    shown = show_summary(Result(problems=problems, warnings=10_000), "", {})
    assert shown.endswith("\n9,500 more are in the log.\n\n")
    assert len(shown.encode()) < 1 << 20
    assert show_summary(Result(), "", {}) == "### painsite check: no problems\n\n"


def test_a_note_is_called_one_in_each_form(tmp_path: Path) -> None:
    note = Problem(place=place(1), rule="never-cited", message="no text cites `weber-1983`")
    result = Result(problems=(ISSN, note), warnings=1)
    assert show_text(result, tmp_path).splitlines()[-1] == (
        "bibliography/cdl.bib:1:1: note: never-cited: no text cites `weber-1983`"
    )
    assert say_count(result) == "1 warning, 1 note"
    assert show_github(result, "").splitlines()[-1] == (
        "::notice file=bibliography/cdl.bib,line=1,col=1,title=never-cited::no text cites `weber-1983`"
    )
    assert [row["level"] for row in json.loads(show_sarif(result, ""))["runs"][0]["results"]] == ["warning", "note"]


# SARIF


def test_a_log_is_valid_against_the_schema_of_sarif() -> None:
    schema = json.loads(
        find_module("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
    )
    log = json.loads(show_sarif(Result(problems=(JORNAL, ISSN, TEMPLATE)), "docs/"))
    validator = Draft7Validator(schema)
    assert list(validator.iter_errors(log)) == []
    log["runs"][0]["results"][0]["level"] = "grave"  # the schema looks at what it is given
    assert [error.message for error in validator.iter_errors(log)] == [
        "'grave' is not one of ['none', 'note', 'warning', 'error']"
    ]


def test_a_result_of_a_log_names_its_rule_its_place_and_what_to_do() -> None:
    odd = Problem(place=place(4, 2, "bibliography/Müller 2001.yaml"), rule="bad-doi", message="`10.1` is not a DOI")
    run = json.loads(show_sarif(Result(problems=(ISSN, odd), rules={"bad-issn": "error"}), "docs/"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["results"][0] == {
        "ruleId": "bad-issn",
        "ruleIndex": list(RULES).index("bad-issn"),
        "level": "error",
        "message": {"text": "the check digit of ISSN `1234-5678` is wrong; check it against the journal"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/bibliography/weber-1983.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
    }
    assert rules[run["results"][0]["ruleIndex"]]["id"] == "bad-issn"
    location = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "docs/bibliography/M%C3%BCller%202001.yaml"


# where a site is, and some of its files


def test_files_are_named_from_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    workspace = {"GITHUB_WORKSPACE": str(tmp_path / "docs")}
    assert [folder_in_repository(Path(root), {}) for root in (".", "docs", "..")] == ["", "docs/", ""]
    assert [folder_in_repository(Path(root), workspace) for root in (".", "docs")] == ["", ""]


@pytest.mark.parametrize(
    ("named", "rules"),
    [
        (["bibliography/weber-1983.yaml"], ["unknown-field", "bad-issn"]),
        (["bibliography/kasch-2022.yaml"], []),
        (["bibliography"], ["unknown-field", "bad-issn"]),
        (["."], ["unknown-field", "bad-issn", "template-error"]),
        (["templates/entry.html"], ["template-error"]),
        (["templates/entry.html", "bibliography/weber-1983.yaml"], ["unknown-field", "bad-issn", "template-error"]),
    ],
)
def test_of_some_files_their_problems_are_shown_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], rules: list[str]
) -> None:
    write_site(tmp_path, {**SITE, "bibliography/kasch-2022.yaml": "title: MRI\n", "templates/entry.html": ""})
    whole = Result(problems=(JORNAL, ISSN, TEMPLATE), errors=2, warnings=1)
    for folder, source in ((tmp_path, "."), (tmp_path / "bibliography", "..")):  # named from here or from the root
        monkeypatch.chdir(folder)
        if named == ["."] and source == "..":
            continue
        some = select_files(whole, Path(source), [Path(name) for name in named])
        assert [problem.rule for problem in some.problems] == rules
        assert (some.errors, some.warnings) == (len(rules) - rules.count("bad-issn"), rules.count("bad-issn"))


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("bibliography/no.yaml", "there is no file `bibliography/no.yaml`"),
        (
            "bibliography/disc.png",
            "`bibliography/disc.png` is no source: name files of `bibliography/` that end in `.yaml`, `.bib` or `.md`",
        ),
        ("/", "`/` is not in `.`; name the folder of its site with --source"),
    ],
)
def test_a_path_that_is_no_source_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, message: str
) -> None:
    monkeypatch.chdir(write_site(tmp_path, {**SITE, "bibliography/disc.png": "x"}))
    with pytest.raises(NotASourceError) as caught:
        select_files(Result(), Path(), [Path(named)])
    assert str(caught.value) == message
