"""What a build finds when it starts: a cache that can be used, and whether there is anything to do."""

import os
import tempfile
from pathlib import Path

import pytest
from msgspec import DecodeError

from painsite.build import start as start_module
from painsite.build.cache import Cache, program_digest
from painsite.build.start import Options, Start, begin, open_cache, state_key
from painsite.pages.links import Linking
from tests.support import KASCH, WEBER, build_site, silent, write_site

SITE = {"bibliography/kasch-2022.yaml": KASCH, "bibliography/weber-1983.yaml": WEBER}


def cache_of(root: Path) -> Cache:
    return Cache(path=root / ".painsite" / "cache.db", program=program_digest())


AS_BUILT = Options(index=False)
"""What `build_site` asks for."""


def started(root: Path, options: Options = AS_BUILT, output: str = "_site") -> Start:
    return begin(root, root / output, options, cache_of(root), silent)


# the cache


def test_the_cache_lies_in_a_folder_that_git_leaves_alone(tmp_path: Path) -> None:
    with open_cache(tmp_path) as (cache, notes):
        assert (cache.path, notes) == (tmp_path / ".painsite" / "cache.db", ())
    assert (tmp_path / ".painsite" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_what_an_editor_has_written_for_git_stays(tmp_path: Path) -> None:
    write_site(tmp_path, {".painsite/.gitignore": "preview/\n"})
    with open_cache(tmp_path):
        assert (tmp_path / ".painsite" / ".gitignore").read_text(encoding="utf-8") == "preview/\n"


def test_what_was_kept_is_there_the_next_time(tmp_path: Path) -> None:
    for expected in ({}, {b"key": b"value"}):
        with open_cache(tmp_path) as (cache, notes):
            assert (cache.read([b"key"]), notes) == (expected, ())
            cache.write({b"key": b"value"})


def test_what_another_version_has_kept_is_forgotten_with_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_cache(tmp_path) as (cache, _):
        cache.write({b"key": b"value"})
    monkeypatch.setattr(start_module, "program_digest", lambda: b"another version")
    with open_cache(tmp_path) as (cache, notes):
        assert (cache.read([b"key"]), notes) == ({}, ("the cache was made by another version and is rebuilt",))


@pytest.mark.parametrize("content", [b"no database", b"\0" * 5_000])
def test_a_damaged_cache_is_forgotten_with_a_note(tmp_path: Path, content: bytes) -> None:
    write_site(tmp_path, {".painsite/cache.db": ""})
    (tmp_path / ".painsite" / "cache.db").write_bytes(content)
    with open_cache(tmp_path) as (cache, notes):
        assert notes == ("the cache was damaged and is rebuilt",)
        cache.write({b"key": b"value"})
        assert cache.read([b"key"]) == {b"key": b"value"}


def refuse_access(path: object, mode: int) -> bool:
    del path, mode
    return False


@pytest.mark.parametrize("reason", ["a file in the way", "permissions"])
def test_where_the_folder_cannot_be_written_the_cache_lies_in_a_temporary_place_with_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    if reason == "permissions":
        monkeypatch.setattr(os, "access", refuse_access)
    else:
        (tmp_path / ".painsite").write_text("a file", encoding="utf-8")
    with open_cache(tmp_path) as (cache, notes):
        cache.write({b"key": b"value"})
        assert cache.read([b"key"]) == {b"key": b"value"}
        assert cache.path.is_relative_to(temporary)
    assert notes == (f"`{tmp_path}/.painsite` is not writable, so nothing is cached for the next build",)
    assert list(temporary.iterdir()) == []


# whose state it is


def test_each_output_folder_has_a_state_of_its_own() -> None:
    root = Path("/site")
    outputs = [Path("/site/_site"), Path("/site/.painsite/preview"), Path("/site/check"), Path("/www"), None]
    keys = {state_key(name, root, output) for name in ("manifest", "related") for output in outputs}
    assert len(keys) == 2 * len(outputs)


def test_a_site_that_was_moved_with_its_output_folder_keeps_its_state() -> None:
    assert state_key("manifest", Path("/a"), Path("/a/_site")) == state_key(
        "manifest", Path("/b/c"), Path("/b/c/_site")
    )


def test_a_folder_is_the_same_however_its_path_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert state_key("manifest", Path(), Path("_site")) == state_key(
        "manifest", tmp_path, tmp_path / "x" / ".." / "_site"
    )


def test_a_path_that_is_no_text_has_a_state_too() -> None:
    assert state_key("manifest", Path("/a"), Path(os.fsdecode(b"/b/caf\xe9"))).endswith(b": /b/caf\xe9")


# whether there is anything to do


def test_before_the_first_build_there_is_everything_to_do(tmp_path: Path) -> None:
    start = started(write_site(tmp_path, SITE))
    assert (start.finished, start.before.outputs) == (None, {})


def test_after_a_build_there_is_nothing_to_do_and_its_result_is_known(tmp_path: Path) -> None:
    result = build_site(tmp_path, SITE).result
    finished = started(tmp_path).finished
    assert finished is not None
    assert (finished.entries, finished.files, finished.written, finished.spent) == (2, result.files, 0, {})


def test_every_number_of_jobs_finds_the_same(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    assert started(tmp_path, Options(jobs=7, index=False)).finished is not None


@pytest.mark.parametrize(
    "options",
    [
        Options(index=True),
        Options(index=False, drafts=True),
        Options(index=False, strict=True),
        Options(index=False, tolerant=True),
        Options(index=False, linking=Linking(portable=True)),
        Options(index=False, linking=Linking(root="/notes/")),
    ],
)
def test_other_options_are_something_to_do(tmp_path: Path, options: Options) -> None:
    build_site(tmp_path, SITE)
    assert started(tmp_path, options).finished is None


def test_another_program_has_everything_to_do(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    cache = Cache(path=tmp_path / ".painsite" / "cache.db", program=b"another version")
    assert begin(tmp_path, tmp_path / "_site", AS_BUILT, cache, silent).finished is None


def test_another_output_folder_is_something_to_do(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    assert started(tmp_path, output="public").finished is None


@pytest.mark.parametrize("path", ["bibliography/weber-1983.yaml", "_site/index.html", "templates/x.html", "_site/new"])
def test_a_changed_or_a_new_file_is_something_to_do(tmp_path: Path, path: str) -> None:
    build_site(tmp_path, SITE)
    write_site(tmp_path, {path: "changed: true\n"})
    assert started(tmp_path).finished is None


def test_a_site_that_was_moved_has_nothing_to_do(tmp_path: Path) -> None:
    build_site(tmp_path / "old", SITE)
    (tmp_path / "old").rename(tmp_path / "new")
    assert started(tmp_path / "new").finished is not None


def test_what_was_seen_is_what_the_last_build_left_with_the_times_of_now(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    os.utime(tmp_path / "_site" / "index.html", ns=(1, 1))
    start = started(tmp_path)
    assert start.finished is not None
    assert start.seen.outputs["index.html"].stamp.modified == 1
    assert start.before.outputs["index.html"].stamp.modified != 1
    assert start.seen.result == start.before.result


def test_a_manifest_that_is_none_is_refused(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    cache_of(tmp_path).write({state_key("manifest", tmp_path, tmp_path / "_site"): b"painsite"})
    with pytest.raises(DecodeError):
        started(tmp_path)
