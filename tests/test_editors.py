"""What a new site has for editors: schemas, settings of VS Code, tasks, and a hook of pre-commit."""

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from painsite import __version__
from painsite.cli import main
from painsite.editing.init import make_site
from painsite.json_schema.documents import SCHEMAS, format_schema
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


def test_the_task_check_finds_the_place_of_a_problem(site: Path) -> None:
    (site / "bibliography" / "weber-1983.yaml").write_text("title: Disc\nrating: 7\n", encoding="utf-8")
    tasks = json.loads((site / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    check = next(task for task in tasks if task["label"] == "painsite: check")
    pattern = re.compile(check["problemMatcher"]["pattern"]["regexp"])
    found = [
        match for line in painsite("check", "--source", site).output.splitlines() if (match := pattern.match(line))
    ]
    assert [match.group(1, 2, 3) for match in found] == [("bibliography/weber-1983.yaml", "2", "9")]


def test_the_hook_checks_with_this_version(site: Path) -> None:
    hook = yaml.safe_load((site / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert hook["additional_dependencies"] == [f"painsite>={__version__}"]
    ours = yaml.safe_load((PACKAGE.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
    assert {name: hook[name] for name in ("entry", "language", "files", "pass_filenames")} == {
        name: ours[name] for name in ("entry", "language", "files", "pass_filenames")
    }
