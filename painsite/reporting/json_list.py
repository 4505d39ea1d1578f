"""Problems as a list of JSON, for programs of one's own."""

import json

from painsite.build.result import Result
from painsite.problems import severity_of


def show_json(result: Result) -> str:
    """Return every problem as an object of a JSON list."""
    rows = [
        {
            "rule": problem.rule,
            "severity": severity_of(problem, result.rules),
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in result.problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
