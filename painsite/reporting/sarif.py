"""Problems as SARIF 2.1.0, for code scanning of GitHub and GitLab, and for editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from urllib.parse import quote

from painsite import __version__
from painsite.build.result import Result
from painsite.problems import RULES, Problem, severity_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_INDEX_BY_RULE = {rule: index for index, rule in enumerate(RULES)}


def show_sarif(result: Result, folder: str) -> str:
    """Return a log of one run, with every problem as a result and every rule.

    `folder` is where the site lies in its repository, as `folder_in_repository` says it. Columns count characters.
    """
    run = {
        "tool": {"driver": {"name": "painsite", "version": __version__, "rules": _rules()}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, result, folder) for problem in result.problems],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rules() -> list[dict[str, object]]:
    return [
        {
            "id": name,
            "shortDescription": {"text": rule.explanation},
            "help": {"text": f"painsite manual {name}"},
            "defaultConfiguration": _configuration(rule.severity),
        }
        for name, rule in RULES.items()
    ]


def _configuration(severity: str) -> dict[str, object]:
    return {"enabled": False} if severity == "off" else {"level": severity}


def _result(problem: Problem, result: Result, folder: str) -> dict[str, object]:
    place = problem.place
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    file = {"uri": quote(folder + place.path), "uriBaseId": "%SRCROOT%"}
    region = {"startLine": place.line, "startColumn": place.column}
    return {
        "ruleId": problem.rule,
        "ruleIndex": _INDEX_BY_RULE[problem.rule],
        "level": severity_of(problem, result.rules),
        "message": {"text": problem.message + remedy},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }
