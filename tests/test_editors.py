"""What a new site has for editors: schemas, settings of VS Code, tasks, and a hook of pre-commit."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from click.testing import CliRunner, Result

from painsite import __version__
from painsite.cli import main
from painsite.editing.init import make_site
from painsite.json_schema.documents import SCHEMAS, format_schema
from painsite.problems import Severity
from tests.rooms import PACKAGE


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "notes"
    make_site(folder)
    return folder


def painsite(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_prints_a_schema(kind: str) -> None:
    assert painsite("schema", kind).output == format_schema(kind)


def test_schema_alone_prints_that_of_entries() -> None:
    assert painsite("schema").output == format_schema("entry")


def test_schema_write_renews_the_schemas_of_a_site(site: Path) -> None:
    (site / ".vscode" / "painsite" / "entry.json").write_text("{}", encoding="utf-8")
    written = [f".vscode/painsite/{kind}.json" for kind in SCHEMAS]
    assert painsite("schema", "--write", "--source", site).output.split() == written
    assert [(site / path).read_text(encoding="utf-8") for path in written] == [format_schema(kind) for kind in SCHEMAS]


def test_schema_write_takes_no_kind_and_needs_a_site(tmp_path: Path) -> None:
    assert painsite("schema", "entry", "--write").exit_code == 2
    result = painsite("schema", "--write", "--source", tmp_path)
    assert (result.exit_code, result.stderr.startswith("painsite: there is no folder `bibliography`")) == (2, True)


def test_the_settings_of_vs_code_name_schemas_that_are_there_and_committed(site: Path) -> None:
    settings = json.loads((site / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert [path for path in settings["yaml.schemas"] if not (site / path).is_file()] == []
    assert ".vscode" not in (site / ".gitignore").read_text(encoding="utf-8")
    assert settings["glspc.server.commandArguments"] == ["lsp"]
    recommended = json.loads((site / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert "redhat.vscode-yaml" in recommended["recommendations"]


def test_site_yaml_names_its_own_schema_for_editors_that_know_no_exceptions(site: Path) -> None:
    """Until September 2026 the YAML server took `!bibliography/site.yaml` for the name of a file."""
    path = site / "bibliography" / "site.yaml"
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert named is not None
    assert (path.parent / named[1]).resolve() == (site / ".vscode" / "painsite" / "site.json").resolve()


def test_the_task_check_finds_place_and_severity_of_a_problem(site: Path) -> None:
    (site / "bibliography" / "weber-1983.yaml").write_text("title: Disc\nrating: 7\n", encoding="utf-8")
    (site / "bibliography" / "notes.md").write_text("Not read.\n", encoding="utf-8")
    tasks = json.loads((site / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    matcher = next(task for task in tasks if task["label"] == "painsite: check")["problemMatcher"]
    assert "severity" not in matcher  # it would be that of every problem
    groups = matcher["pattern"]
    pattern = re.compile(groups["regexp"])
    shown = painsite("check", "--source", site).output.splitlines()
    found = [match for line in shown if (match := pattern.match(line))]
    parts = ("file", "line", "column", "severity", "code")
    assert [match.group(*(groups[part] for part in parts)) for match in found] == [
        ("bibliography/notes.md", "1", "1", "warning", "stray-article"),
        ("bibliography/weber-1983.yaml", "2", "9", "error", "bad-value"),
    ]
    assert found[1][groups["message"]] == "a rating of `7`; write a whole number from 1 to 5"


@pytest.mark.parametrize("severity", sorted({*get_args(Severity)} - {"off"}))
def test_the_task_check_knows_every_severity(severity: str) -> None:
    tasks = json.loads((PACKAGE / "editing" / "starter" / "vscode-tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = tasks[1]["problemMatcher"]["pattern"]
    found = re.match(pattern["regexp"], f"bibliography/a: b.yaml:3:1: {severity}: stale-source: it is old; renew it")
    assert found is not None
    assert (found[pattern["file"]], found[pattern["severity"]]) == ("bibliography/a: b.yaml", severity)


def test_the_hook_checks_with_this_version(site: Path) -> None:
    hook = yaml.safe_load((site / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert hook["additional_dependencies"] == [f"painsite>={__version__}"]
    ours = yaml.safe_load((PACKAGE.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
    assert {name: hook[name] for name in ("entry", "language", "files", "pass_filenames")} == {
        name: ours[name] for name in ("entry", "language", "files", "pass_filenames")
    }
