"""Problems in GitHub Actions: annotations beside the lines, and a table in the summary of the step.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Mapping
from urllib.parse import quote

from painsite.build.result import Result
from painsite.problems import severity_of
from painsite.reporting.folding import Fold, fold, say_others
from painsite.reporting.text import say_count

_ORDER = ("error", "warning", "note")
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_MOST_ANNOTATIONS = 10
"""Of each kind in a step; GitHub drops the others."""
_MOST_ROWS = 500
"""Of the summary, which may have 1 MiB."""


def show_github(result: Result, folder: str) -> str:
    """Return the gravest problems as workflow commands, which GitHub shows beside the lines, and all others as text.

    `folder` is where the site lies in its repository, as `folder_in_repository` says it.
    """
    shown: list[str] = []
    rest: list[str] = []
    for severity in _ORDER:
        alike = [one for one in fold(result.problems) if severity_of(one.problem, result.rules) == severity]
        shown += [_annotation(one, severity, folder) for one in alike[:_MOST_ANNOTATIONS]]
        rest += [f"{folder}{_line(one, severity)}\n" for one in alike[_MOST_ANNOTATIONS:]]
    if rest:
        rest = [f"::group::{len(rest)} more, of which GitHub would show no annotations\n", *rest, "::endgroup::\n"]
    return "".join([*shown, *rest])


def show_summary(result: Result, folder: str, environment: Mapping[str, str]) -> str:
    """Return the problems as Markdown for `$GITHUB_STEP_SUMMARY`: a table with links to the lines."""
    folded = sorted(fold(result.problems), key=lambda one: _ORDER.index(severity_of(one.problem, result.rules)))
    rows = [_row(one, severity_of(one.problem, result.rules), folder, environment) for one in folded[:_MOST_ROWS]]
    left = len(folded) - _MOST_ROWS
    more = f"\n{left:,} more are in the log.\n" if left > 0 else ""
    table = "".join(["\n| | place | problem |\n| --- | --- | --- |\n", *rows]) if rows else ""
    return f"### painsite check: {say_count(result)}\n{table}{more}\n"


def _annotation(one: Fold, severity: str, folder: str) -> str:
    place = one.problem.place
    where = f"file={_escape_property(folder + place.path)},line={place.line},col={place.column}"
    return f"::{_COMMANDS[severity]} {where},title={_escape_property(one.problem.rule)}::{_escape(_words(one))}\n"


def _line(one: Fold, severity: str) -> str:
    # a line that begins with `::` would be a command
    return _escape(f"{one.problem.place}: {severity}: {one.problem.rule}: {_words(one)}").replace("::", ":%3A")


def _words(one: Fold) -> str:
    remedy = f"; {one.problem.remedy}" if one.problem.remedy else ""
    others = f" ({say_others(one)})" if one.others else ""
    return f"{one.problem.message}{remedy}{others}"


def _row(one: Fold, severity: str, folder: str, environment: Mapping[str, str]) -> str:
    place = one.problem.place
    path = folder + place.path
    shown = _cell(f"{path}:{place.line}:{place.column}")
    address = _address(path, place.line, environment)
    where = f"[{shown}]({address})" if address else shown
    return f"| {severity} | {where} | {_cell(_words(one))} (`{one.problem.rule}`) |\n"


def _address(path: str, line: int, environment: Mapping[str, str]) -> str:
    parts = [environment.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")]
    if not all(parts):
        return ""
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}/{quote(path)}?plain=1#L{line}"


def _cell(text: str) -> str:
    """Escape what would end a cell of a table, or be HTML."""
    folded = " ".join(text.split())
    return folded.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
