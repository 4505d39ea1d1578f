"""The commands: what they print, what they leave behind, how they end."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from painsite import __version__
from painsite.cli import main
from painsite.editing.init import FolderInUseError, make_site
from painsite.workers import ProcessEndedError
from tests.support import KASCH, WEBER, write_site

SITE = {
    "bibliography/site.yaml": "name: PainSci\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@weber-1983].\n",
    "bibliography/weber-1983.yaml": WEBER,
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@kasch-2022].\n",
}
BROKEN = {"bibliography/broken.yaml": "title: Pain\njornal: Spine\n"}
DOUBTFUL = {"bibliography/doubtful.yaml": "title: Pain\nissn: 1234-5678\n"}


def painsite(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, SITE)


# build


def test_a_build_ends_with_one_line_of_counts(site: Path) -> None:
    result = painsite("build", "--source", site)
    assert result.exit_code == 0
    files = sum(path.is_file() for path in (site / "_site").rglob("*"))
    assert re.sub(r"[\d.]+ (MB|s)\b", r"N \1", result.output) == (
        f"2 entries, 1 article, 2 citations, 14 pages; {files} files (N MB), {files} written; N s; no problems\n"
    )


def test_a_second_build_writes_nothing(site: Path) -> None:
    painsite("build", "--source", site)
    assert ", 0 written;" in painsite("build", "--source", site).output


def test_the_site_is_written_beside_the_sources_wherever_one_stands(site: Path) -> None:
    painsite("build", "--source", site)
    assert (site / "_site" / "bibliography" / "kasch-2022" / "index.html").is_file()


def test_the_folder_of_the_sources_itself_will_do(site: Path) -> None:
    assert painsite("build", "--source", site / "bibliography").exit_code == 0
    assert (site / "_site" / "index.html").is_file()


@pytest.mark.parametrize("folder", ["", "bibliography"])
def test_without_a_source_the_working_directory_is_meant(
    site: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(site / folder)
    assert painsite("build").exit_code == 0
    assert (site / "_site" / "index.html").is_file()


def test_the_output_is_relative_to_the_working_directory(
    site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    painsite("build", "--source", site, "--output", "public")
    assert ((elsewhere / "public" / "index.html").is_file(), (site / "_site").exists()) == (True, False)


def test_a_site_without_settings_is_built_with_defaults(tmp_path: Path) -> None:
    write_site(tmp_path, {"bibliography/weber-1983.yaml": WEBER})
    result = painsite("build", "--source", tmp_path)
    assert (result.exit_code, "1 entry, 0 articles, 0 citations" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("option", "start"),
    [
        ((), 'href="../../style.css"'),
        (("--base-url", "https://example.org/notes"), 'href="/notes/style.css"'),
        (("--base-url", "/notes/"), 'href="/notes/style.css"'),
        (("--base-url", "https://example.org"), 'href="/style.css"'),
        (("--portable",), 'href="../../articles/guide/index.html"'),
    ],
)
def test_links_are_written_as_asked(site: Path, option: tuple[str, ...], start: str) -> None:
    painsite("build", "--source", site, *option)
    assert start in (site / "_site" / "bibliography" / "kasch-2022" / "index.html").read_text(encoding="utf-8")


def test_drafts_are_published_only_when_asked_for(site: Path) -> None:
    write_site(site, {"bibliography/draft.yaml": "title: Pain\ndraft: true\n"})
    page = site / "_site" / "bibliography" / "draft" / "index.html"
    painsite("build", "--source", site)
    without = page.exists()
    painsite("build", "--source", site, "--drafts")
    assert (without, page.exists()) == (False, True)


def test_an_error_is_shown_with_its_line_and_nothing_is_written(site: Path) -> None:
    write_site(site, BROKEN)
    result = painsite("build", "--source", site)
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (1, "")
    assert lines[:3] == [
        (
            "bibliography/broken.yaml:2:1: error: unknown-field: `jornal` is not a field of an entry;"
            " did you mean `journal`?"
        ),
        "  2 | jornal: Spine",
        "    | ^",
    ]
    assert lines[3].endswith("; 1 error")
    assert lines[4:] == [f"nothing was written; `{site}/_site` is as it was"]
    assert not (site / "_site").exists()


def test_one_run_shows_every_problem_in_order(site: Path) -> None:
    write_site(site, {**BROKEN, **DOUBTFUL, "templates/home.html": "{{ page.nam }}"})
    shown = painsite("build", "--source", site).stderr
    assert re.findall(r"^\S+:\d+:\d+: (?:error|warning): [a-z-]+", shown, re.MULTILINE) == [
        "bibliography/broken.yaml:2:1: error: unknown-field",
        "bibliography/doubtful.yaml:2:7: warning: bad-issn",
        "templates/home.html:1:1: error: template-error",
    ]


def test_a_warning_stops_nothing_unless_builds_are_strict(site: Path) -> None:
    write_site(site, DOUBTFUL)
    strict = painsite("build", "--source", site, "--strict")
    written = (site / "_site").exists()
    lenient = painsite("build", "--source", site)
    assert (strict.exit_code, written, lenient.exit_code) == (1, False, 0)
    assert lenient.stdout.endswith("; 1 warning\n")


def test_a_warning_can_be_made_an_error_and_an_error_switched_off(site: Path) -> None:
    write_site(site, {**DOUBTFUL, "bibliography/site.yaml": "rules: {bad-issn: error}\n"})
    harsh = painsite("check", "--source", site)
    write_site(site, {"bibliography/site.yaml": "rules:\n  bad-issn: 'off'\n"})
    assert (harsh.exit_code, painsite("check", "--source", site).output) == (1, "no problems\n")


def test_timings_are_printed_when_asked_for(site: Path) -> None:
    assert "seconds" not in painsite("build", "--source", site).stderr
    write_site(site, {"bibliography/weber-1983.yaml": f"{WEBER}headline: Surgery\n"})
    result = painsite("build", "--source", site, "--timings")
    stages = [line.split("  ")[0] for line in result.stderr.splitlines() if not line.startswith(" ")]
    assert stages == [
        "stage", "looking", "reading", "linking", "planning", "relating", "rendering", "publishing", "saving",
        "all",
    ]  # fmt: skip
    assert result.stdout.count("\n") == 1


def test_timings_of_a_build_with_nothing_to_do_are_those_of_looking(site: Path) -> None:
    painsite("build", "--source", site)
    result = painsite("build", "--source", site, "--timings")
    assert [line.split()[0] for line in result.stderr.splitlines()] == ["stage", "looking", "all"]


def test_any_number_of_jobs_writes_the_site(site: Path) -> None:
    result = painsite("build", "--source", site, "--jobs", "3")
    assert f", {sum(path.is_file() for path in (site / '_site').rglob('*'))} written;" in result.stdout
    assert painsite("build", "--source", site, "--jobs", "0").exit_code == 2


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_cache_that_was_thrown_away_is_noted(site: Path, command: str) -> None:
    painsite(command, "--source", site)
    (site / ".painsite" / "cache.db").write_bytes(b"no database" * 1_000)
    results = [painsite(command, "--source", site) for _ in range(2)]
    assert [(result.exit_code, result.stderr) for result in results] == [
        (0, "note: the cache was damaged and is rebuilt\n"),
        (0, ""),
    ]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_for_the_cache_that_cannot_be_written_is_noted(site: Path, command: str) -> None:
    write_site(site, {".painsite": "a file"})
    result = painsite(command, "--source", site)
    assert (result.exit_code, result.stderr) == (
        0,
        f"note: `{site}/.painsite` is not writable, so nothing is cached for the next build\n",
    )


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_cache_that_cannot_be_used_at_all_ends_with_2(site: Path, command: str) -> None:
    (site / ".painsite" / "cache.db").mkdir(parents=True)
    result = painsite(command, "--source", site)
    assert (result.exit_code, result.stderr) == (
        2,
        (
            f"painsite: cannot use `{site}/.painsite`: unable to open database file; remove that folder, or make room"
            " on its disk\n"
        ),
    )


# check


def test_a_check_writes_nothing_but_what_it_keeps_for_the_next_time(site: Path) -> None:
    before = sorted(site.rglob("*"))
    result = painsite("check", "--source", site)
    kept = [site / ".painsite", site / ".painsite" / ".gitignore", site / ".painsite" / "cache.db"]
    assert (result.exit_code, result.output, sorted(site.rglob("*"))) == (0, "no problems\n", sorted([*before, *kept]))


@pytest.mark.parametrize("style", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("files", [{}, DOUBTFUL, BROKEN])
def test_a_second_check_shows_what_the_first_has_shown(site: Path, style: str, files: dict[str, str]) -> None:
    write_site(site, files)
    first, second = (painsite("check", "--source", site, "--format", style) for _ in range(2))
    assert (second.exit_code, second.stdout) == (first.exit_code, first.stdout)


def test_a_check_shows_the_line_of_a_source_where_it_stands_now(site: Path) -> None:
    write_site(site, DOUBTFUL)
    painsite("check", "--source", site)
    write_site(site, {"bibliography/doubtful.yaml": "# a remark\ntitle: Pain\nissn: 1234-5678\n"})
    assert painsite("check", "--source", site).stdout.splitlines()[0].startswith("bibliography/doubtful.yaml:3:7:")


def test_a_check_counts_what_it_shows(site: Path) -> None:
    write_site(site, {**BROKEN, **DOUBTFUL})
    result = painsite("check", "--source", site)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 error, 1 warning")


def test_a_strict_check_fails_on_a_warning(site: Path) -> None:
    write_site(site, DOUBTFUL)
    codes = [painsite("check", "--source", site, *option).exit_code for option in ((), ("--strict",))]
    assert codes == [0, 1]


def test_a_check_finds_what_only_rendering_can_tell(site: Path) -> None:
    write_site(site, {"templates/entry.html": "{{ page.headlin }}"})
    assert "templates/entry.html:1:1: error: template-error:" in painsite("check", "--source", site).stdout


def test_a_check_for_programs_is_a_list_of_objects(site: Path) -> None:
    write_site(site, {**BROKEN, **DOUBTFUL})
    result = painsite("check", "--source", site, "--format", "json")
    rows = json.loads(result.stdout)
    assert result.exit_code == 1
    assert rows[0] == {
        "rule": "unknown-field",
        "severity": "error",
        "path": "bibliography/broken.yaml",
        "line": 2,
        "column": 1,
        "message": "`jornal` is not a field of an entry",
        "remedy": "did you mean `journal`?",
    }
    assert [row["severity"] for row in rows] == ["error", "warning"]


def test_a_check_without_problems_is_an_empty_list(site: Path) -> None:
    assert json.loads(painsite("check", "--source", site, "--format", "json").stdout) == []


def test_a_check_for_github_is_a_list_of_annotations(site: Path) -> None:
    write_site(site, {"bibliography/a,b:c.yaml": "citekey: abc\ntitle: 100%\njornal: Spine\n", **DOUBTFUL})
    shown = painsite("check", "--source", site, "--format", "github").stdout.splitlines()
    assert shown[0] == (
        "::error file=bibliography/a%2Cb%3Ac.yaml,line=3,col=1,title=unknown-field"
        "::`jornal` is not a field of an entry; did you mean `journal`?"
    )
    assert shown[1].startswith("::warning file=bibliography/doubtful.yaml,line=2,col=7,title=bad-issn::")


def test_a_percent_sign_in_an_annotation_is_escaped(site: Path) -> None:
    write_site(site, {"bibliography/a.yaml": "title: Pain\n100%: yes\n"})
    assert "::`100%25` is not a field" in painsite("check", "--source", site, "--format", "github").stdout


def test_a_check_in_github_writes_the_summary_of_its_step(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(site, BROKEN)
    summary = site / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    painsite("check", "--source", site, "--format", "github")
    assert summary.read_text(encoding="utf-8").startswith("# Before\n### painsite check: 1 error\n\n| | place |")


def test_a_check_for_code_scanning_is_a_log(site: Path) -> None:
    write_site(site, BROKEN)
    log = json.loads(painsite("check", "--source", site, "--format", "sarif").stdout)
    assert (log["version"], [result["ruleId"] for result in log["runs"][0]["results"]]) == ("2.1.0", ["unknown-field"])


def test_a_check_of_some_files_reads_the_whole_site_and_shows_their_problems(site: Path) -> None:
    write_site(site, {**BROKEN, **DOUBTFUL, "bibliography/lost.yaml": "title: Lost\nnotes: See @weber-1983.\n"})
    some = painsite("check", "--source", site, site / "bibliography" / "lost.yaml", "--strict")
    assert (some.exit_code, some.output) == (0, "no problems\n")  # the citation leads to another file
    bad = painsite("check", "--source", site, site / "bibliography" / "broken.yaml")
    assert (bad.exit_code, bad.stdout.splitlines()[-1]) == (1, "1 error")
    none = painsite("check", "--source", site, site / "bibliography" / "absent.yaml")
    assert (none.exit_code, none.stderr) == (2, f"painsite: there is no file `{site}/bibliography/absent.yaml`\n")


# wrong usage and environment


def test_a_folder_without_sources_is_wrong_usage(tmp_path: Path) -> None:
    result = painsite("build", "--source", tmp_path)
    assert (result.exit_code, result.stderr) == (
        2,
        (
            f"painsite: there is no folder `bibliography` in `{tmp_path}`; make a site with `painsite init {tmp_path}`,"
            " or name another folder with --source\n"
        ),
    )


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_every_command_ends_with_2_where_there_are_no_sources(tmp_path: Path, command: str) -> None:
    assert painsite(command, "--source", tmp_path).exit_code == 2


def test_a_foreign_output_folder_is_refused_and_left_alone(site: Path) -> None:
    write_site(site, {"_site/thesis.tex": "years of work"})
    result = painsite("build", "--source", site)
    assert (result.exit_code, result.stderr) == (
        2,
        (
            f"painsite: `{site}/_site` contains files that painsite did not make; empty it, or choose another"
            " folder with"
            " --output\n"
        ),
    )
    assert [path.name for path in (site / "_site").iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("output", ["bibliography", "."])
def test_the_sources_are_never_the_output(site: Path, output: str) -> None:
    assert painsite("build", "--source", site, "--output", site / output).exit_code == 2


def test_an_output_that_cannot_be_a_folder_is_refused(site: Path) -> None:
    write_site(site, {"file": "a file"})
    result = painsite("build", "--source", site, "--output", site / "file" / "site")
    assert (result.exit_code, result.stderr) == (
        2,
        f"painsite: cannot write to `{site}/file/site`: not a directory; choose another folder with --output\n",
    )


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_file_that_cannot_be_read_is_named(site: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(site, {"static/secret.txt": "locked"})
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = painsite(command, "--source", site)
    assert (result.exit_code, result.stderr) == (
        2,
        (
            f"painsite: cannot read or write `{site}/static/secret.txt`: permission denied; check the file and its"
            " permissions\n"
        ),
    )
    assert not (site / "_site").exists()


@pytest.mark.parametrize(
    "arguments",
    [("build", "--nonsense"), ("check", "--format", "xml"), ("serve", "--port", "99999"), ("init",), ("nonsense",)],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert painsite(*arguments).exit_code == 2


# init


def test_init_makes_a_site_that_works(tmp_path: Path) -> None:
    folder = tmp_path / "my-site"
    result = painsite("init", folder)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, f"now: cd {folder}; painsite serve --open")
    assert painsite("check", "--source", folder, "--strict").output == "no problems\n"
    assert painsite("build", "--source", folder).exit_code == 0
    page = (folder / "_site" / "bibliography" / "kasch-2022" / "index.html").read_text(encoding="utf-8")
    assert "One page on Back notes cites Kasch 2022:" in page


def test_init_says_which_files_it_has_made(tmp_path: Path) -> None:
    folder = tmp_path / "my-site"
    named = [line.strip() for line in painsite("init", folder).stdout.splitlines()[:-1]]
    assert sorted(named) == sorted(str(path) for path in folder.rglob("*") if path.is_file())


def test_init_writes_a_workflow_for_this_version(tmp_path: Path) -> None:
    painsite("init", tmp_path / "my-site")
    workflow = (tmp_path / "my-site" / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert f'pip install "painsite>={__version__}"' in workflow
    assert "${{ github.sha }}" in workflow


def test_init_works_in_an_empty_folder_and_in_a_fresh_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert painsite("init", tmp_path).exit_code == 0


def test_init_never_writes_over_anything(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = painsite("init", tmp_path)
    assert (result.exit_code, result.stderr) == (2, f"painsite: `{tmp_path}` is not empty; name a new folder\n")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_needs_a_folder_and_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert painsite("init", tmp_path / "notes.txt").exit_code == 2
    below = painsite("init", tmp_path / "notes.txt" / "site")
    assert (below.exit_code, below.stderr) == (
        2,
        (
            f"painsite: cannot read or write `{tmp_path}/notes.txt/site/bibliography`: not a directory; check the"
            " file and its permissions\n"
        ),
    )


def test_a_site_is_never_made_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUseError) as caught:
        make_site(tmp_path / "notes.txt")
    assert str(caught.value) == f"`{tmp_path}/notes.txt` is a file; name a new folder"


# help, version, terminal


def test_help_teaches_the_way_from_nothing_to_a_site() -> None:
    shown = painsite("--help").output
    steps = ("painsite init", "painsite serve", "painsite check", "painsite build", "Exit status: 0 without errors")
    assert [step for step in steps if step not in shown] == []
    assert sorted(steps[:4], key=shown.index) == list(steps[:4])


@pytest.mark.parametrize("command", ["build", "check", "serve", "init"])
def test_every_command_explains_itself(command: str) -> None:
    shown = painsite(command, "-h").output
    assert shown.startswith(f"Usage: main {command} ")
    assert len(shown.splitlines()) > 4


def test_the_module_runs_as_the_command() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "painsite", "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout == f"painsite {__version__}\n"


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are of POSIX")
def test_progress_shows_on_a_terminal_and_only_there(site: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "painsite", "build", "--source", str(site)]
    run = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=follower, env=environment, check=True, timeout=60, text=True
    )
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert ("rendering" in shown or "linking" in shown or "publishing" in shown, run.stdout.count("\n")) == (True, 1)


# graph


def test_the_graph_is_printed_as_json_with_the_citing_sentences(site: Path) -> None:
    result = painsite("graph", "--source", site)
    graph = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [node["id"] for node in graph["nodes"]] == ["guide", "kasch-2022", "weber-1983"]
    assert graph["edges"] == [
        {"source": "guide", "target": "kasch-2022", "sentences": ["See."]},
        {"source": "kasch-2022", "target": "weber-1983", "sentences": ["See."]},
    ]


@pytest.mark.parametrize(("style", "start"), [("json", "{\n"), ("graphml", "<?xml "), ("dot", 'digraph "PainSci" {\n')])
def test_the_graph_has_the_format_that_was_asked_for(site: Path, style: str, start: str) -> None:
    assert painsite("graph", "--source", site, "--format", style).stdout.startswith(start)


def test_the_graph_can_be_written_into_a_file(site: Path) -> None:
    result = painsite("graph", "--source", site, "--output", site / "graph.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (site / "graph.json").read_text(encoding="utf-8") == painsite("graph", "--source", site).stdout
    assert not (site / "_site").exists()


def test_with_errors_the_graph_of_what_can_be_linked_is_printed_and_the_problems_beside_it(site: Path) -> None:
    write_site(site, {**BROKEN, "bibliography/lost.yaml": "title: Lost\nnotes: See [@weber-1938] and [@kasch-2022].\n"})
    result = painsite("graph", "--source", site)
    graph = json.loads(result.stdout)
    assert result.exit_code == 1
    assert "unknown-citekey: no entry or article has the key `weber-1938`; did you mean `weber-1983`?" in result.stderr
    assert result.stderr.endswith("\n2 errors\n")
    assert ("lost", "kasch-2022") in [(edge["source"], edge["target"]) for edge in graph["edges"]]


def test_a_warning_leaves_the_exit_status_of_the_graph_alone(site: Path) -> None:
    write_site(site, DOUBTFUL)
    result = painsite("graph", "--source", site)
    assert (result.exit_code, result.stderr.endswith("\n1 warning\n")) == (0, True)


def test_drafts_are_in_the_graph_if_asked_for(site: Path) -> None:
    write_site(site, {"bibliography/draft.yaml": "title: Draft\ndraft: true\n"})
    assert '"draft"' not in painsite("graph", "--source", site).stdout
    assert '"id": "draft"' in painsite("graph", "--source", site, "--drafts").stdout


def test_a_graph_that_cannot_be_written_or_has_no_sources_is_one_line(site: Path, tmp_path: Path) -> None:
    lost = painsite("graph", "--source", site, "--output", tmp_path / "no" / "folder.json")
    assert (lost.exit_code, "cannot read or write" in lost.stderr) == (2, True)
    nothing = painsite("graph", "--source", tmp_path / "nowhere")
    assert (nothing.exit_code, nothing.stderr.count("\n")) == (2, 1)


def test_a_graph_after_a_build_is_the_same_and_a_damaged_cache_is_told_of(site: Path) -> None:
    before = painsite("graph", "--source", site).stdout
    painsite("build", "--source", site)
    assert painsite("graph", "--source", site).stdout == before
    (site / ".painsite" / "cache.db").write_bytes(b"no database")
    result = painsite("graph", "--source", site)
    assert (result.exit_code, result.stdout) == (0, before)
    assert "note: the cache was damaged and is rebuilt" in result.stderr


def test_a_process_that_was_ended_is_told_of_with_what_to_do(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ProcessEndedError

    monkeypatch.setattr("painsite.build.run.run", fail)
    result = CliRunner().invoke(main, ["build", "--source", str(site)])
    assert result.exit_code == 2
    assert result.stderr == (
        "painsite: a process of this build was ended, perhaps for lack of memory;"
        " free some, or use `--jobs 1`, which needs less\n"
    )
