"""Files into their folder: all or none, nobody else's, nothing for the second time."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from painsite.output.publish import OutputError, Staging, stage, static_files
from painsite.theme import STATIC
from tests.support import KASCH, WEBER, build_site, contents

SITE = {"bibliography/kasch-2022.yaml": KASCH, "bibliography/weber-1983.yaml": WEBER}


def put(staging: Staging, path: str, content: bytes) -> None:
    """Write and record a file."""
    staging.record(path, len(content), changed=staging.write(path, content))


def publish(tmp_path: Path, files: dict[str, str], removed: Iterable[str] | None = None) -> dict[str, bytes]:
    """Publish files into `out` with nothing around them."""
    staging = stage(tmp_path / "out", tmp_path / "root")
    put(staging, ".nojekyll", b"Made by painsite.\n")
    for path, text in files.items():
        put(staging, path, text.encode())
    staging.publish(removed)
    found = contents(tmp_path / "out")
    found.pop(".nojekyll")
    return found


# all or none


def test_a_failed_build_leaves_the_published_folder_as_it_was(tmp_path: Path) -> None:
    before = contents(build_site(tmp_path, SITE).output)
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": "title: New\nyear: soon\n"})
    assert (built.result.errors, built.result.written, contents(built.output)) == (1, 0, before)


def test_a_failed_first_build_leaves_no_folder(tmp_path: Path) -> None:
    build_site(tmp_path, {"bibliography/weber-1983.yaml": "year: 1983\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".painsite", "bibliography"]


def test_a_build_leaves_nothing_beside_its_folder_but_what_it_keeps_for_the_next(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".painsite", "_site", "bibliography"]
    assert sorted(path.name for path in (tmp_path / ".painsite").iterdir()) == [".gitignore", "cache.db"]


def test_what_is_kept_for_the_next_build_is_nothing_for_git(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    assert (tmp_path / ".painsite" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_what_an_interrupted_build_has_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "._site.painsite").mkdir()
    (tmp_path / "._site.painsite" / "half").write_text("done", encoding="utf-8")
    build_site(tmp_path, SITE)
    assert not (tmp_path / "._site.painsite").exists()


# what changes


def test_files_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE)
    times = {path: path.stat().st_mtime_ns for path in built.output.rglob("*") if path.is_file()}
    again = build_site(tmp_path)
    assert (built.result.written, again.result.written) == (built.result.files, 0)
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_only_the_pages_that_a_change_reaches_are_written(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    again = build_site(tmp_path, {"bibliography/weber-1983.yaml": f"{WEBER}rating: 3\n"})
    assert again.result.written == 1


def test_pages_of_entries_that_are_gone_go(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE)
    (tmp_path / "bibliography" / "weber-1983.yaml").unlink()
    build_site(tmp_path)
    assert sorted(path.name for path in (built.output / "bibliography").iterdir()) == ["index.html", "kasch-2022"]


def test_a_build_from_nothing_and_one_after_changes_give_the_same_bytes(tmp_path: Path) -> None:
    build_site(tmp_path / "a", {**SITE, "bibliography/old.yaml": "title: Old\ntags: [gone]\n"})
    (tmp_path / "a" / "bibliography" / "old.yaml").unlink()
    after, clean = build_site(tmp_path / "a").output, build_site(tmp_path / "b", SITE).output
    assert contents(after) == contents(clean)


def test_a_file_takes_the_place_of_a_folder_and_the_reverse(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b/index.html": "1", "c": "2", "d/e": "3", "d/f": "4"})
    assert publish(tmp_path, {"a/b": "5", "c/d/index.html": "6", "d": "7"}) == {
        "a/b": b"5",
        "c/d/index.html": b"6",
        "d": b"7",
    }


def test_links_in_the_folder_are_replaced_and_not_followed(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b.html": "2"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("theirs", encoding="utf-8")
    (elsewhere / "other.html").write_text("theirs", encoding="utf-8")
    out = tmp_path / "out"
    (out / "a" / "index.html").unlink()
    (out / "a").rmdir()
    (out / "a").symlink_to(elsewhere, target_is_directory=True)
    (out / "c").symlink_to(elsewhere, target_is_directory=True)
    files = {"a/index.html": "3", "a/other.html": "theirs", "b.html": "2"}
    assert publish(tmp_path, files) == {path: text.encode() for path, text in files.items()}
    assert contents(elsewhere) == {"index.html": b"theirs", "other.html": b"theirs"}


def test_what_git_keeps_in_the_folder_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/index.html": "2"})
    for path in (".git/HEAD", ".gitattributes"):
        (tmp_path / "out" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "out" / path).write_text("git's", encoding="utf-8")
    assert publish(tmp_path, {"a.html": "1"}) == {"a.html": b"1", ".git/HEAD": b"git's", ".gitattributes": b"git's"}


def test_a_file_that_has_become_a_link_is_replaced_even_by_the_same_content(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    (tmp_path / "theirs").write_text("1", encoding="utf-8")
    (tmp_path / "out" / "a.html").unlink()
    (tmp_path / "out" / "a.html").symlink_to(tmp_path / "theirs")
    publish(tmp_path, {"a.html": "1"})
    assert not (tmp_path / "out" / "a.html").is_symlink()


# in one step

FILES = {"a.html": "1", "b/index.html": "2"}
CONTENTS = {path: text.encode() for path, text in FILES.items()}


@pytest.mark.parametrize("is_there", [True, False])
def test_an_empty_folder_is_filled_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    if is_there:
        (tmp_path / "out").mkdir()
    replace, moved = os.replace, []

    def note(source: Path, target: Path) -> None:
        moved.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", note)
    assert publish(tmp_path, FILES) == CONTENTS
    assert moved == [tmp_path / "out"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_a_link_is_filled_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "out").symlink_to("www")
    assert publish(tmp_path, FILES) == CONTENTS
    assert ((tmp_path / "out").is_symlink(), sorted(contents(tmp_path / "www"))) == (
        True,
        [".nojekyll", "a.html", "b/index.html"],
    )


def test_where_somebody_has_put_something_into_the_empty_folder_each_file_is_moved(tmp_path: Path) -> None:
    staging = stage(tmp_path / "out", tmp_path / "root")
    put(staging, "a.html", b"1")
    (tmp_path / "out" / "late.txt").write_text("late", encoding="utf-8")
    staging.publish(())
    assert contents(tmp_path / "out") == {"a.html": b"1", "late.txt": b"late"}


def test_a_build_that_begins_anew_forgets_its_files_and_keeps_others_away(tmp_path: Path) -> None:
    staging = stage(tmp_path / "out", tmp_path / "root")
    put(staging, "old.html", b"1")
    staging.clear()
    assert (staging.paths, staging.changed, staging.size) == (set(), [], 0)
    with pytest.raises(OutputError, match="another build is writing"):
        stage(tmp_path / "out", tmp_path / "root")
    put(staging, "new.html", b"2")
    staging.publish()
    assert contents(tmp_path / "out") == {"new.html": b"2"}


# what is to go, by name


def test_what_is_named_goes_with_the_folders_that_it_leaves_empty(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c/index.html": "2", "b/d.html": "3", "e/f/index.html": "4"})
    kept = {"a.html": "1", "b/d.html": "3"}
    assert list(publish(tmp_path, kept, removed=["b/c/index.html", "e/f/index.html"])) == ["a.html", "b/d.html"]
    assert sorted(path.name for path in (tmp_path / "out").rglob("*") if path.is_dir()) == ["b"]


def test_what_is_not_named_stays(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    assert publish(tmp_path, {"a.html": "1"}, removed=[]) == CONTENTS


def test_a_named_folder_goes_with_all_that_is_in_it_and_a_named_link_without_what_is_behind_it(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").touch()
    (tmp_path / "out" / "foreign" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "foreign" / "deep" / "file").touch()
    (tmp_path / "out" / "link").symlink_to(tmp_path / "theirs")
    (tmp_path / "out" / "broken").symlink_to(tmp_path / "nowhere")
    assert publish(tmp_path, FILES, removed=["link", "foreign", "broken", "was-never-there/x"]) == CONTENTS
    assert (sorted(os.listdir(tmp_path / "out")), (tmp_path / "theirs" / "file").exists()) == (  # noqa: PTH208
        [".nojekyll", "a.html", "b"],
        True,
    )


def test_a_named_folder_that_holds_a_page_of_the_site_loses_only_what_is_foreign(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    (tmp_path / "out" / "new").mkdir()
    for name in ("index.html", "junk"):
        (tmp_path / "out" / "new" / name).write_text("theirs", encoding="utf-8")
    wanted = {**FILES, "new/index.html": "3"}
    assert publish(tmp_path, wanted, removed=["new"]) == {**CONTENTS, "new/index.html": b"3"}


def test_a_file_that_becomes_a_folder_goes_and_the_folder_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"docs": "1"})
    assert publish(tmp_path, {"docs/readme.txt": "2"}, removed=["docs"]) == {"docs/readme.txt": b"2"}


def test_a_folder_that_becomes_a_file_goes_and_the_file_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"docs/readme.txt": "1"})
    assert publish(tmp_path, {"docs": "2"}, removed=["docs/readme.txt"]) == {"docs": b"2"}


def test_a_folder_that_has_become_a_link_is_made_again(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    (tmp_path / "out" / "b").rename(tmp_path / "elsewhere")
    (tmp_path / "out" / "b").symlink_to(tmp_path / "elsewhere")
    assert publish(tmp_path, FILES, removed=["b"]) == CONTENTS
    assert ((tmp_path / "out" / "b").is_symlink(), (tmp_path / "elsewhere" / "index.html").exists()) == (False, True)


# what cannot be staged


def test_a_file_in_the_way_of_another_is_left_to_who_counts_them(tmp_path: Path) -> None:
    staging = stage(tmp_path / "out", tmp_path / "root")
    assert [staging.write(path, b"1") for path in ("a", "a/b", "c/d", "c", f"{'x' * 300}.html")] == [
        True,
        False,
        True,
        False,
        False,
    ]
    staging.discard()


def test_a_disk_that_is_full_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = stage(tmp_path / "out", tmp_path / "root")

    def refuse(_target: str, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("painsite.output.publish._write", refuse)
    with pytest.raises(OSError, match="No space left"):
        staging.write("a.html", b"1")
    staging.discard()
    assert list(tmp_path.iterdir()) == []


def test_where_the_system_has_no_locks_builds_go_on_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert publish(tmp_path, FILES) == CONTENTS


# whose folder it is


def test_a_folder_that_painsite_has_not_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        stage(tmp_path / "out", tmp_path / "root")
    assert str(caught.value) == (
        f"`{tmp_path}/out` contains files that painsite did not make; empty it, or choose another folder with --output"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_folder_with_somebody_elses_nojekyll_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".nojekyll").touch()
    with pytest.raises(OutputError, match="contains files that painsite did not make"):
        stage(tmp_path / "out", tmp_path / "root")


def test_an_empty_folder_and_a_fresh_git_checkout_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "out" / ".git").mkdir(parents=True)
    assert publish(tmp_path, {"a.html": "1"}) == {"a.html": b"1"}


@pytest.mark.parametrize("output", ["", ".", "bibliography", "bibliography/x", "templates", "static", ".git/x", ".."])
def test_the_folders_of_the_sources_are_refused(tmp_path: Path, output: str) -> None:
    root = tmp_path / "root"
    for name in ("bibliography", "templates", "static"):
        (root / name).mkdir(parents=True)
    with pytest.raises(OutputError, match="contains the sources; choose another folder with --output"):
        stage(root / output, root)


def test_a_folder_that_a_file_stands_in_for_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        stage(tmp_path / "out" / "site", tmp_path / "root")
    assert str(caught.value) == (
        f"cannot write to `{tmp_path}/out/site`: not a directory; choose another folder with --output"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o555)
    with pytest.raises(OutputError, match="permission denied"):
        stage(tmp_path / "out", tmp_path / "root")


def test_a_folder_that_the_system_calls_unwritable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(OutputError) as caught:
        stage(tmp_path / "out", tmp_path / "root")
    assert str(caught.value) == (
        f"cannot write to `{tmp_path}/out`: permission denied; choose another folder with --output"
    )


# the theme's files


def test_static_files_of_the_site_replace_and_join_the_themes(tmp_path: Path) -> None:
    files = {"static/style.css": "own", "static/fonts/a.woff2": "font", "static/.well-known/x": "y"}
    built = build_site(tmp_path, {**SITE, **files, "static/.DS_Store": "z"})
    assert [built.text(path) for path in ("style.css", "fonts/a.woff2", ".well-known/x")] == ["own", "font", "y"]
    assert (built.text("icon.svg"), (built.output / ".DS_Store").exists()) == (
        (STATIC / "icon.svg").read_text(encoding="utf-8"),
        False,
    )


@pytest.mark.parametrize(
    ("settings", "unused"),
    [
        ("features: {search: false}", {"search.js", "search.css", "search-page.js"}),
        ("features: {map: false}", {"graph.js", "graph.css", "graph-library.js", "graph-page.js"}),
        ("features: {exports: false}", {"take.js", "cite.js"}),
        ("features: {cards: false}", {"cards.js"}),
        ("identifier_addresses: 0", {"identifiers.js"}),
    ],
)
def test_theme_files_of_a_part_that_is_switched_off_are_not_published(
    tmp_path: Path, settings: str, unused: set[str]
) -> None:
    cites = {"bibliography/articles/discs.md": "---\ntitle: Discs\n---\nSurgery helped sooner [@weber-1983].\n"}
    name = "name: Back notes\nurl: https://example.org/\n"
    known = {"bibliography/kasch-2022.yaml": f"{KASCH}doi: 10.1097/brs.0000000000004198\n"}
    before = build_site(tmp_path, {**SITE, **cites, **known, "bibliography/site.yaml": name})
    assert unused <= {path.name for path in before.output.iterdir()}
    without = build_site(tmp_path, {"bibliography/site.yaml": f"{name}{settings}\n"})
    assert not unused & {path.name for path in without.output.iterdir()}
    pages = [path.read_text(encoding="utf-8") for path in without.output.rglob("*.html")]
    assert [name for name in unused if any(f'/{name}"' in page for page in pages)] == []
    own = min(unused)
    assert build_site(tmp_path, {f"static/{own}": "own"}).text(own) == "own"


def test_a_static_file_that_links_elsewhere_is_not_published(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    static = tmp_path / "root" / "static"
    static.mkdir(parents=True)
    (static / "leak.txt").symlink_to(secret)
    assert "leak.txt" not in dict(static_files(tmp_path / "root"))


def test_a_published_site_is_ready_for_github_pages(tmp_path: Path) -> None:
    assert build_site(tmp_path, SITE).text(".nojekyll") == "Made by painsite.\n"


# two files that want one path

A_PAGE = "a page that painsite makes"
SAME_ADDRESS = [
    (
        {"bibliography/a.yaml": f"{WEBER}tags: [imaging]\nredirect_from: [tags/imaging/index.html]\n"},
        "bibliography/a.yaml:6:1",
        f"the file `tags/imaging/index.html` is also made by {A_PAGE}",
    ),
    (
        {"bibliography/a.yaml": f"{WEBER}redirect_from: [404.html]\n"},
        "bibliography/a.yaml:5:1",
        f"the file `404.html` is also made by {A_PAGE}",
    ),
    (
        {"bibliography/a.yaml": f"{WEBER}redirect_from: [index.html]\n"},
        "bibliography/a.yaml:5:1",
        f"the file `index.html` is also made by {A_PAGE}",
    ),
    (
        {"bibliography/a.yaml": WEBER, "static/bibliography/A/index.html": "mine"},
        "static/bibliography/A/index.html:1:1",
        f"the file `bibliography/A/index.html` is also made by {A_PAGE}",
    ),
    (
        {"bibliography/a.yaml": f"{WEBER}redirect_from: [style.css]\n"},
        "static/style.css:1:1",
        "the file `style.css` is also made by bibliography/a.yaml:5:1",
    ),
    (
        {"static/tags": "a file"},
        "static/tags:1:1",
        f"the file `tags` is in the way of `tags/index.html`, made by {A_PAGE}",
    ),
    (
        {"bibliography/a.yaml": f"{WEBER}redirect_from: [old/x.html, old/X.html/y]\n"},
        "bibliography/a.yaml:5:1",
        "the file `old/x.html` is in the way of `old/X.html/y/index.html`, made by bibliography/a.yaml:5:1",
    ),
    (
        {"bibliography/a.yaml": f"{WEBER}redirect_from: [robots.txt/x]\n"},
        "bibliography/a.yaml:5:1",
        f"the file `robots.txt` is in the way of `robots.txt/x/index.html`, made by {A_PAGE}",
    ),
]


@pytest.mark.parametrize(("files", "place", "message"), SAME_ADDRESS)
def test_two_files_with_one_path_are_a_problem(tmp_path: Path, files: dict[str, str], place: str, message: str) -> None:
    assert build_site(tmp_path, files).problems == [f"{place}: same-address: {message}; remove or rename one of them"]


def test_a_preview_keeps_the_first_of_two_files_with_one_path(tmp_path: Path) -> None:
    files = {"bibliography/a.yaml": f"{WEBER}redirect_from: [404.html]\n", "static/tags": "a file"}
    built = build_site(tmp_path, files, tolerant=True)
    assert ("Page not found" in built.text("404.html"), (built.output / "tags").is_dir()) == (True, True)


def test_a_robots_file_in_static_takes_the_place_of_ours(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": WEBER, "static/robots.txt": "User-agent: *\nDisallow: /\n"})
    assert (built.problems, built.text("robots.txt")) == ([], "User-agent: *\nDisallow: /\n")
