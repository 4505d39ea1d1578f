"""One run gives the same site whatever the cache holds, and does no more than it has to."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from painsite.build import pipeline as build_module
from painsite.build.cache import Cache, CacheError, program_digest
from painsite.build.outline import NodeSource, prepare_source
from painsite.build.pipeline import Memory
from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import Options, state_key
from painsite.output.publish import OutputError, stage
from tests.support import KASCH, WEBER, build_site, contents, silent, write_site

SITE = {
    "bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@weber-1983].\n",
    "bibliography/weber-1983.yaml": WEBER,
    "bibliography/classics.bib": "@article{boos-1995, title={Herniations}}",
    "bibliography/boos-1995.yaml": "headline: Discs of the healthy\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@boos-1995].\n",
}
CHANGE = {"bibliography/weber-1983.yaml": f"{WEBER}rating: 3\n"}
DAMAGED = "the cache was damaged and is rebuilt"


def database(root: Path) -> Path:
    return root / ".painsite" / "cache.db"


def ran(root: Path, *, is_check: bool = False, memory: Memory | None = None) -> Result:
    return run(root, None if is_check else root / "_site", Options(index=False), progress=silent, memory=memory)


def clean(folder: Path) -> dict[str, bytes]:
    """Give what a first build makes of the small site after its change."""
    return contents(build_site(folder, {**SITE, **CHANGE}).output)


# nothing to do

PROGRAM = """
import json, sys
from painsite.cli import main
try:
    main(sys.argv[1:], prog_name="painsite")
except SystemExit as end:
    assert not end.code, end.code
names = {name.partition(".")[0] for name in sys.modules}
print(json.dumps(sorted(names & {"jinja2", "markdown", "yaml", "numpy", "nh3", "bibtexparser", "rich", "tornado"})))
print(json.dumps("painsite.build.pipeline" in sys.modules))
"""


def imported(*arguments: object) -> tuple[list[str], bool]:
    """Run a command in a process of its own; give the large libraries that it has imported, and whether it built."""
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *_, libraries, built = done.stdout.splitlines()
    return json.loads(libraries), json.loads(built)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_need_none_of_the_libraries(option: str) -> None:
    assert imported(option) == ([], False)


@pytest.mark.parametrize("command", ["build", "check"])
def test_where_nothing_has_changed_nothing_that_builds_is_imported(tmp_path: Path, command: str) -> None:
    arguments = (command, "--source", write_site(tmp_path, SITE))
    libraries, built = imported(*arguments)
    assert (libraries, built) == (["bibtexparser", "jinja2", "markdown", "nh3", "numpy", "yaml"], True)
    assert imported(*arguments) == ([], False)


def test_a_changed_text_that_nothing_else_hangs_on_needs_no_bibtex(tmp_path: Path) -> None:
    arguments = ("build", "--source", write_site(tmp_path, SITE))
    imported(*arguments)
    write_site(tmp_path, CHANGE)
    libraries, built = imported(*arguments)
    assert (libraries, built) == (["jinja2", "markdown", "nh3", "yaml"], True)


def test_where_nothing_has_changed_the_result_is_that_of_the_last_run(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, "bibliography/doubtful.yaml": "title: Pain\nissn: 1234-5678\n"})
    first, second = ran(tmp_path), ran(tmp_path)
    assert (first.written, second.written) == (first.files, 0)
    assert (second.problems, second.warnings, second.pages) == (first.problems, 1, first.pages)


def refuse(*_arguments: object, **_options: object) -> Result:
    raise AssertionError


def test_after_all_times_have_changed_there_is_nothing_to_do_and_the_new_times_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, SITE)
    for path in (*(tmp_path / "_site").rglob("*"), *(tmp_path / "bibliography").rglob("*")):
        os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(build_module, "build", refuse)
    ran(tmp_path)
    cache = Cache(path=database(tmp_path), program=program_digest())
    before = cache.read([state_key("manifest", tmp_path, tmp_path / "_site")])
    ran(tmp_path)
    assert cache.read(before.keys()) == before


@pytest.mark.parametrize("files", [{}, {"bibliography/broken.yaml": "title: [\n"}])
def test_a_check_that_has_found_something_knows_it_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    write_site(tmp_path, {**SITE, **files})
    first = ran(tmp_path, is_check=True)
    monkeypatch.setattr(build_module, "build", refuse)
    second = ran(tmp_path, is_check=True)
    assert (second.problems, second.errors) == (first.problems, len(files))


def test_a_build_that_failed_is_done_again(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, "bibliography/broken.yaml": "title: [\n"})
    assert [ran(tmp_path).errors, ran(tmp_path).errors] == [1, 1]
    assert not (tmp_path / "_site").exists()


def test_after_a_check_a_build_writes_everything(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, **CHANGE})
    ran(tmp_path, is_check=True)
    assert ran(tmp_path).written == ran(tmp_path).files
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


# whatever the cache holds


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9_000])


def overwrite(path: Path) -> None:
    path.write_bytes(b"no database" * 2_000)


def flip(path: Path) -> None:
    """Change every value, each under its old checksum."""
    execute(path, "UPDATE kept SET value = CAST(value || 'x' AS BLOB) WHERE key != CAST('program' AS BLOB)")


def empty(path: Path) -> None:
    """Leave out what was kept of nodes and sources, but not what the last build wrote."""
    execute(path, "DELETE FROM kept WHERE length(key) = 16")


def execute(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("damage", [truncate, overwrite, flip])
@pytest.mark.parametrize("change", [CHANGE, {}])
def test_a_damaged_cache_changes_no_byte_and_is_noted(
    tmp_path: Path, damage: Callable[[Path], None], change: dict[str, str]
) -> None:
    build_site(tmp_path, {**SITE, **(CHANGE if not change else {})})
    damage(database(tmp_path))
    write_site(tmp_path, change)
    assert ran(tmp_path).notes == (DAMAGED,)
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")
    assert ran(tmp_path).notes == ()


def test_what_is_missing_in_the_cache_is_made_again(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    empty(database(tmp_path))
    write_site(tmp_path, CHANGE)
    assert ran(tmp_path).notes == ()
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


def forget_nodes(root: Path) -> None:
    """Take packed nodes out of the cache, but not the sources that they are in."""
    cache = Cache(path=database(root), program=program_digest())
    kinds: dict[str, NodeSource] = {".yaml": "yaml", ".bib": "bibtex", ".md": "article"}
    for path, text in SITE.items():
        _, wholes = prepare_source(kinds[Path(path).suffix], text.encode(), path)
        connection = sqlite3.connect(cache.path)
        with connection:
            connection.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in wholes])
        connection.close()


def test_a_node_that_is_missing_in_the_cache_is_noticed_when_its_page_is_made(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    forget_nodes(tmp_path)
    template = {"templates/entry.html": '{% extends "default/entry.html" %}'}  # what is kept of the page is of no use
    write_site(tmp_path, {**CHANGE, **template})
    assert ran(tmp_path).notes == (DAMAGED,)
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


@pytest.mark.parametrize("name", ["manifest", "index", "related", "survey"])
@pytest.mark.parametrize("packed", [b"", b"painsite", b"\x80", b"\x93\x01\x02"])
def test_a_state_that_is_none_is_made_anew(tmp_path: Path, name: str, packed: bytes) -> None:
    build_site(tmp_path, SITE)
    cache = Cache(path=database(tmp_path), program=program_digest())
    cache.write({state_key(name, tmp_path, tmp_path / "_site"): packed})
    write_site(tmp_path, CHANGE)
    ran(tmp_path)
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


def test_without_a_place_for_the_cache_the_site_is_the_same_and_that_is_noted(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, **CHANGE, ".painsite": "a file"})
    note = f"`{tmp_path}/.painsite` is not writable, so nothing is cached for the next build"
    assert [ran(tmp_path).notes, ran(tmp_path).notes] == [(note,), (note,)]
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


@pytest.mark.parametrize("damage", [overwrite, flip, Path.unlink])
@pytest.mark.parametrize("template", [{}, {"templates/entry.html": '{% extends "default/entry.html" %}'}])
def test_what_a_process_remembers_is_forgotten_with_a_damaged_cache(
    tmp_path: Path, damage: Callable[[Path], None], template: dict[str, str]
) -> None:
    memory = Memory()
    write_site(tmp_path, SITE)
    ran(tmp_path, memory=memory)
    damage(database(tmp_path))
    write_site(tmp_path, {**CHANGE, **template})
    assert ran(tmp_path, memory=memory).notes in {(), (DAMAGED,)}
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


def test_a_process_that_remembers_needs_no_packed_nodes_but_those_whose_pages_it_makes(tmp_path: Path) -> None:
    memory = Memory()
    write_site(tmp_path, SITE)
    ran(tmp_path, memory=memory)
    write_site(tmp_path, CHANGE)
    assert ran(tmp_path, memory=memory).written == 1
    assert contents(tmp_path / "_site") == clean(tmp_path / "clean")


# two attempts


def failing(times: int, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Let the cache fail some times in the middle of a build; give the attempts, counted as they are made."""
    real, attempts = build_module.build, list[None]()

    def build(*arguments: object) -> Result:
        attempts.append(None)
        result = real(*arguments)  # type: ignore[arg-type]
        if len(attempts) <= times:
            raise CacheError("a value does not have its checksum")
        return result

    monkeypatch.setattr(build_module, "build", build)
    return attempts


@pytest.mark.parametrize("is_check", [True, False])
def test_a_cache_that_fails_in_the_middle_is_forgotten_and_the_build_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_check: bool
) -> None:
    write_site(tmp_path, {**SITE, **CHANGE})
    attempts = failing(1, monkeypatch)
    assert (ran(tmp_path, is_check=is_check).notes, len(attempts)) == ((DAMAGED,), 2)
    if not is_check:
        assert contents(tmp_path / "_site") == clean(tmp_path / "clean")
    assert sorted(path.name for path in tmp_path.iterdir() if "painsite" in path.name) == [".painsite"]


def test_a_cache_that_fails_again_is_an_error_and_the_folder_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, SITE)
    failing(2, monkeypatch)
    with pytest.raises(CacheError):
        ran(tmp_path)
    stage(tmp_path / "_site", tmp_path).discard()


def test_a_folder_that_cannot_be_used_is_said_before_anything_is_kept(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, "_site/thesis.tex": "years of work"})
    with pytest.raises(OutputError):
        ran(tmp_path)
    assert not (tmp_path / ".painsite").exists()
