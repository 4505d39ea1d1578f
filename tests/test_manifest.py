"""What a build read and wrote tells the next one what has changed: stamps first, content where they differ."""

import builtins
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from msgspec import DecodeError, msgpack
from msgspec.structs import replace

from painsite.build.inputs import FileMark, Inputs, look
from painsite.build.manifest import Manifest, unpack_manifest
from painsite.build.outputs import BlockMark, OutputMark, Published, folder_time, inspect, mark_output
from painsite.files import folders_of
from painsite.hashing import content_digest
from painsite.theme import STATIC, TEMPLATES
from tests.support import KASCH, WEBER, write_site

LONG_AGO = 1_000_000_000_000_000_000
"""Nanoseconds: 2001."""
LATER = 4_000_000_000_000_000_000
"""2096: whatever was changed so far was changed long ago."""
SITE = {
    "bibliography/kasch-2022.yaml": KASCH,
    "bibliography/weber-1983.yaml": WEBER,
    "bibliography/scan.png": "scan",
    "templates/entry.html": "entry",
    "static/style.css": "style",
}
SOURCES = ("bibliography/kasch-2022.yaml", "bibliography/weber-1983.yaml")
OWN = (*SOURCES, "templates/entry.html", "static/style.css")


class Reads(list[str]):
    """Paths of files that are opened, below a folder."""


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reads:
    found, real = Reads(), builtins.open

    def note(path: str, *arguments: object, **options: object) -> object:
        if os.fspath(path).startswith(os.fspath(tmp_path)):
            found.append(os.path.relpath(path, tmp_path))
        return real(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", note)
    return found


def seen(root: Path, before: Inputs | None = None, *, now: int = LATER, seed: bytes = b"seed") -> Inputs:
    manifest = Manifest(inputs=before.marks) if before else Manifest()
    return look(root, manifest.inputs, seed=seed, now=now)


def own(inputs: Inputs) -> dict[str, bytes]:
    return {name: mark.digest for name, mark in inputs.marks.items() if not name.startswith("default/")}


# looking


def test_everything_that_a_build_depends_on_is_looked_at(tmp_path: Path) -> None:
    inputs = seen(write_site(tmp_path, SITE))
    assert own(inputs) == {path: content_digest(SITE[path].encode()) for path in OWN}
    assert inputs.marks["default/templates/entry.html"].digest == content_digest(
        (TEMPLATES / "entry.html").read_bytes()
    )
    assert inputs.marks["default/static/style.css"].digest == content_digest((STATIC / "style.css").read_bytes())
    assert inputs.others == {"bibliography/scan.png"}


def test_a_file_beside_the_sources_is_read_only_where_it_was_published(tmp_path: Path) -> None:
    before = seen(write_site(tmp_path, SITE)).with_digests({"bibliography/scan.png": b"published"})
    assert own(seen(tmp_path, before))["bibliography/scan.png"] == content_digest(b"scan")


def test_a_file_whose_stamp_is_the_same_is_not_read_again(tmp_path: Path, reads: Reads) -> None:
    before = seen(write_site(tmp_path, SITE))
    reads.clear()
    assert (seen(tmp_path, before), reads) == (before, [])


def test_only_a_file_whose_content_was_changed_is_read_again(tmp_path: Path, reads: Reads) -> None:
    before = seen(write_site(tmp_path, SITE))
    write_site(tmp_path, {"bibliography/weber-1983.yaml": f"{WEBER}rating: 3\n"})
    reads.clear()
    after = seen(tmp_path, before)
    assert reads == ["bibliography/weber-1983.yaml"]
    assert own(after) == own(before) | {"bibliography/weber-1983.yaml": content_digest(f"{WEBER}rating: 3\n".encode())}
    assert after.fingerprint != before.fingerprint


def test_a_file_with_another_time_and_the_same_content_is_read_and_nothing_has_changed(
    tmp_path: Path, reads: Reads
) -> None:
    before = seen(write_site(tmp_path, SITE))
    os.utime(tmp_path / "templates" / "entry.html", ns=(LONG_AGO, LONG_AGO))
    reads.clear()
    after = seen(tmp_path, before)
    assert (reads, after.fingerprint) == (["templates/entry.html"], before.fingerprint)
    assert after.marks["templates/entry.html"].stamp != before.marks["templates/entry.html"].stamp


def test_a_file_that_was_just_changed_is_read_again_the_next_time(tmp_path: Path, reads: Reads) -> None:
    write_site(tmp_path, SITE)
    just = (tmp_path / SOURCES[0]).stat().st_ctime_ns + 1_000_000_000
    before = seen(tmp_path, now=just)
    assert [before.marks[path].stamp for path in OWN] == [None] * 4
    reads.clear()
    after = seen(tmp_path, before, now=just + 10_000_000_000)
    assert (sorted(reads), after.fingerprint) == (sorted(OWN), before.fingerprint)
    reads.clear()
    assert (own(seen(tmp_path, after)), reads) == (own(before), [])


def test_a_file_from_the_future_is_read_every_time(tmp_path: Path, reads: Reads) -> None:
    write_site(tmp_path, SITE)
    os.utime(tmp_path / SOURCES[0], ns=(LATER, LATER))
    before = seen(tmp_path)
    reads.clear()
    seen(tmp_path, before)
    assert reads == [SOURCES[0]]


def test_a_file_that_may_not_be_read_is_not_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, SITE)
    real = builtins.open

    def refuse(path: str, *arguments: object, **options: object) -> object:
        if os.fspath(path).endswith(("weber-1983.yaml", "style.css")):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", refuse)
    assert own(seen(tmp_path)).keys() == {SOURCES[0], "templates/entry.html"}


def test_a_link_that_leads_nowhere_is_not_marked(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / "static" / "gone").symlink_to("nowhere")
    (root / "static" / "round").symlink_to("round")
    assert own(seen(root)).keys() == set(OWN)


def test_a_site_without_files_of_its_own_depends_on_those_of_the_theme(tmp_path: Path) -> None:
    inputs = seen(write_site(tmp_path, {}))
    assert own(inputs) == {}
    assert {name.split("/")[1] for name in inputs.marks} == {"templates", "static"}


def test_templates_behind_a_link_are_looked_at(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**SITE, "shared/part.html": "one"})
    (root / "templates" / "parts").symlink_to(root / "shared")
    before = seen(root)
    assert own(before)["templates/parts/part.html"] == content_digest(b"one")
    write_site(root, {"shared/part.html": "two"})
    assert seen(root, before).digest("templates/") != before.digest("templates/")


def test_links_between_folders_of_templates_are_followed_once_around(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**SITE, "templates/a/x.html": "", "templates/b/y.html": ""})
    (root / "templates" / "a" / "to-b").symlink_to("../b")
    (root / "templates" / "b" / "to-a").symlink_to("../a")
    (root / "templates" / "up").symlink_to("..")
    names = {name.removeprefix("templates/") for name in own(seen(root)) if name.startswith("templates/")}
    assert names >= {"entry.html", "a/x.html", "a/to-b/y.html", "b/y.html", "b/to-a/x.html"}


def test_static_files_behind_a_link_to_a_folder_are_none_of_the_site(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**SITE, "shared/part.css": "one"})
    (root / "static" / "parts").symlink_to(root / "shared")
    assert own(seen(root)).keys() == set(OWN)


# what stands for all of it


@pytest.mark.parametrize("path", [*OWN, "bibliography/new.yaml", "static/a/b", "templates/a/b", "bibliography/new.png"])
def test_the_fingerprint_changes_with_every_file(tmp_path: Path, path: str) -> None:
    before = seen(write_site(tmp_path, SITE))
    assert seen(write_site(tmp_path, {path: "new"})).fingerprint != before.fingerprint


@pytest.mark.parametrize("path", [*OWN, "bibliography/scan.png"])
def test_the_fingerprint_changes_where_a_file_goes_or_is_renamed(tmp_path: Path, path: str) -> None:
    before = seen(write_site(tmp_path, SITE))
    (tmp_path / path).rename(tmp_path / path.replace(".", "-b."))
    renamed = seen(tmp_path)
    (tmp_path / path.replace(".", "-b.")).unlink()
    assert len({before.fingerprint, renamed.fingerprint, seen(tmp_path).fingerprint}) == 3


def test_the_fingerprint_changes_with_what_was_asked_for(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    assert seen(tmp_path, seed=b"drafts").fingerprint != seen(tmp_path).fingerprint


def test_the_fingerprint_changes_with_what_could_not_be_listed(tmp_path: Path) -> None:
    before = seen(write_site(tmp_path, SITE))
    (tmp_path / "bibliography" / "gone.yaml").symlink_to("nowhere.yaml")
    assert seen(tmp_path).fingerprint != before.fingerprint


def test_the_fingerprint_is_that_of_the_content_alone(tmp_path: Path) -> None:
    one = seen(write_site(tmp_path / "one", SITE))
    for path in reversed(SITE):
        write_site(tmp_path / "other", {path: SITE[path]})
    assert seen(tmp_path / "other").fingerprint == one.fingerprint


def test_content_that_was_read_in_between_takes_the_place_of_what_was_seen(tmp_path: Path) -> None:
    before = seen(write_site(tmp_path, SITE))
    after = before.with_digests({SOURCES[0]: b"other"})
    assert after.marks[SOURCES[0]] == FileMark(None, b"other")
    assert after.fingerprint != before.fingerprint
    assert own(seen(tmp_path, after)) == own(before)


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("templates/entry.html", True),
        ("templates/parts/own.html", True),
        ("templates/parts/other.html", True),
        ("static/style.css", False),
        ("bibliography/kasch-2022.yaml", False),
    ],
)
def test_the_digest_of_templates_changes_with_each_of_them(tmp_path: Path, path: str, *, changes: bool) -> None:
    prefixes = "templates/", "default/templates/"
    before = seen(write_site(tmp_path, SITE)).digest(*prefixes)
    assert (seen(write_site(tmp_path, {path: "new"})).digest(*prefixes) != before) == changes


# the output folder

FILES = {"index.html": "home", "a/index.html": "a", "a/b/index.html": "b", "c/d.txt": "d"}


def publish(output: Path, files: Mapping[str, str] = FILES) -> Manifest:
    """Write files, and mark them as a build does."""
    marks = {}
    for path, text in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(text, encoding="utf-8")
    for path, text in files.items():
        blocks = (BlockMark("navigation", b"key"),)
        marks[path] = mark_output(os.fspath(output), path, content_digest(text.encode()), path.encode(), blocks)
    folders = {path: folder_time(os.fspath(output / path)) for path in folders_of(files)}
    return Manifest(outputs=marks, folders=folders)


def changed(published: Published, before: Manifest) -> set[str]:
    return before.outputs.keys() - published.outputs.keys()


def test_a_folder_is_as_it_was_left(tmp_path: Path, reads: Reads) -> None:
    before = publish(tmp_path / "out")
    reads.clear()
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (published.outputs, published.folders, published.foreign) == (before.outputs, before.folders, [])
    assert (published.is_as_left, reads) == (True, [])


def test_nothing_is_as_it_was_left_where_nothing_was(tmp_path: Path) -> None:
    assert inspect(tmp_path / "out", {}, {}) == Published()


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_deleted_is_missed(tmp_path: Path, path: str) -> None:
    before = publish(tmp_path / "out")
    (tmp_path / "out" / path).unlink()
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (changed(published, before), published.foreign, published.is_as_left) == ({path}, [], False)


def test_a_file_that_was_changed_is_not_what_was_left(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    (tmp_path / "out" / "a" / "index.html").write_text("A", encoding="utf-8")
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (changed(published, before), published.is_as_left) == ({"a/index.html"}, False)


def test_a_file_that_was_replaced_by_one_of_its_content_is_what_was_left(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    target = tmp_path / "out" / "a" / "index.html"
    shutil.copy(target, tmp_path / "copy")
    (tmp_path / "copy").replace(target)
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    mark = published.outputs["a/index.html"]
    assert (changed(published, before), published.foreign, published.is_as_left) == (set(), [], True)
    assert mark == replace(before.outputs["a/index.html"], stamp=mark.stamp)
    assert mark.stamp != before.outputs["a/index.html"].stamp


def test_where_all_times_are_new_and_all_content_the_same_everything_is_as_it_was_left(
    tmp_path: Path, reads: Reads
) -> None:
    before = publish(tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    for path in (tmp_path / "copy").rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    reads.clear()
    published = inspect(tmp_path / "copy", before.outputs, before.folders)
    assert (published.outputs.keys(), published.foreign, published.is_as_left) == (before.outputs.keys(), [], True)
    assert sorted(reads) == sorted(f"copy/{path}" for path in FILES)
    again = replace(before, outputs=published.outputs, folders=published.folders)
    reads.clear()
    assert (inspect(tmp_path / "copy", again.outputs, again.folders).is_as_left, reads) == (True, [])


def make(output: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text("foreign", encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "foreign"),
    [
        ("new.html", "new.html"),
        (".hidden", ".hidden"),
        ("a/b/new.html", "a/b/new.html"),
        ("new/deep/file", "new"),
        ("c/.github/x", None),
        (".git/HEAD", None),
        (".gitattributes", None),
    ],
)
def test_what_is_foreign_is_found_but_for_what_is_gits(tmp_path: Path, path: str, foreign: str | None) -> None:
    before = publish(tmp_path / "out")
    make(tmp_path / "out", [path])
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (published.foreign, published.is_as_left) == ([foreign] if foreign else [], foreign is None)
    assert changed(published, before) == set()


def test_a_foreign_link_is_found(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    (tmp_path / "out" / "a" / "link").symlink_to("nowhere")
    assert inspect(tmp_path / "out", before.outputs, before.folders).foreign == ["a/link"]


def test_an_empty_foreign_folder_is_found(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    (tmp_path / "out" / "empty").mkdir()
    assert inspect(tmp_path / "out", before.outputs, before.folders).foreign == ["empty"]


def test_a_file_that_was_replaced_by_a_link_is_not_what_was_left_whatever_is_behind(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    target = tmp_path / "out" / "a" / "index.html"
    target.rename(tmp_path / "theirs")
    target.symlink_to(tmp_path / "theirs")
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (changed(published, before), published.is_as_left) == ({"a/index.html"}, False)


def test_a_file_that_was_replaced_by_a_folder_is_not_what_was_left(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    (tmp_path / "out" / "c" / "d.txt").unlink()
    make(tmp_path / "out", ["c/d.txt/inside"])
    assert changed(inspect(tmp_path / "out", before.outputs, before.folders), before) == {"c/d.txt"}


def test_a_file_that_may_no_longer_be_read_is_not_what_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = publish(tmp_path / "out")
    os.utime(tmp_path / "out" / "index.html", ns=(LONG_AGO, LONG_AGO))

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(builtins, "open", refuse)
    assert changed(inspect(tmp_path / "out", before.outputs, before.folders), before) == {"index.html"}


def test_of_a_folder_that_was_replaced_by_a_link_nothing_is_what_was_left(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    (tmp_path / "out" / "a").rename(tmp_path / "elsewhere")
    (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert changed(published, before) == {"a/index.html", "a/b/index.html"}
    assert (published.foreign, published.is_as_left) == (["a"], False)


def test_of_a_folder_that_was_replaced_by_a_file_nothing_is_what_was_left(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "a")
    make(tmp_path / "out", ["a"])
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert changed(published, before) == {"a/index.html", "a/b/index.html"}
    assert published.foreign == ["a"]


def test_a_folder_that_is_gone_is_not_foreign(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "a")
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (changed(published, before), published.foreign) == ({"a/index.html", "a/b/index.html"}, [])


def test_an_output_folder_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    before = publish(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    published = inspect(tmp_path / "out", before.outputs, before.folders)
    assert (published.outputs, published.foreign, published.is_as_left) == ({}, [], False)


def test_an_output_folder_that_is_a_link_is_as_it_was_left(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "out").symlink_to("www")
    before = publish(tmp_path / "out")
    assert inspect(tmp_path / "out", before.outputs, before.folders).is_as_left


def test_a_folder_has_a_time_and_what_is_none_has_not(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "file").touch()
    os.utime(tmp_path, ns=(LONG_AGO, LONG_AGO))
    times = [folder_time(f"{tmp_path}{path}") for path in ("", "/link", "/file", "/gone")]
    assert times == [LONG_AGO, -1, -1, -1]


def test_the_folders_of_files_are_all_that_lead_to_them() -> None:
    assert folders_of(["a/b/index.html", "a/index.html", "c/d.txt"]) == {"", "a", "a/b", "c"}
    assert folders_of([]) == {""}


# packing


def test_a_manifest_is_the_same_after_packing(tmp_path: Path) -> None:
    published = publish(tmp_path / "out")
    manifest = replace(published, inputs=seen(write_site(tmp_path, SITE)).marks, fingerprint=b"1")
    assert unpack_manifest(msgpack.encode(manifest)) == manifest


@pytest.mark.parametrize("packed", [b"", b"\xc1", b"painsite", msgpack.encode({"outputs": 1}), msgpack.encode([])])
def test_what_is_no_manifest_is_refused(packed: bytes) -> None:
    with pytest.raises(DecodeError):
        unpack_manifest(packed)


def test_a_mark_says_what_stands_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a", encoding="utf-8")
    mark = mark_output(os.fspath(tmp_path), "a.html", b"digest", b"key", ())
    assert (mark.stamp.size, mark) == (1, OutputMark(mark.stamp, b"digest", b"key"))
    with pytest.raises(FileNotFoundError):
        mark_output(os.fspath(tmp_path), "gone.html", b"digest", b"key", ())
