"""A page is rendered where what it shows has changed; where only a shared block has, its bytes are replaced."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from painsite.build import plan as planning
from painsite.build.cache import Cache, program_digest
from painsite.build.manifest import unpack_manifest
from painsite.build.render import Spent
from painsite.build.result import Result
from painsite.build.run import run
from painsite.build.start import Options, state_key
from painsite.pages.context import Context
from painsite.pages.plan import KINDS, Candidate, Candidates
from painsite.pages.planned import FileKind, Given, Planned, as_it_is
from tests.support import KASCH, Built, build_site, contents, silent, words, write_site

WORKS = {
    f"bibliography/work-{number}.yaml": f"title: Work {number}\nadded: 2026-01-0{number}\nnotes: Read.\n"
    for number in range(1, 5)
}
SITE = {
    **WORKS,
    "bibliography/site.yaml": "related_lines: 0\nhighlights: 2\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@work-1].\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@work-2].\n",
}
NEW = {"bibliography/work-5.yaml": "title: Work 5\nadded: 2026-01-05\nnotes: Read.\n"}
NEW_SETTING = {"bibliography/site.yaml": "name: Backs\nrelated_lines: 0\nhighlights: 2\n"}


def page(citekey: str) -> str:
    return f"bibliography/{citekey}/index.html"


def pages_of(built: Built | Result) -> list[str]:
    """Give the paths of the pages that were rendered, and not taken as they were kept."""
    result = built if isinstance(built, Result) else built.result
    return [path for path in result.rendered if path.endswith(".html")]


def of_nodes(built: Built | Result) -> list[str]:
    """Give the same of nodes."""
    return [
        path for path in pages_of(built) if path.startswith(("bibliography/", "articles/")) and path.count("/") == 2
    ]


def as_clean(built: Built, folder: Path, *changes: dict[str, str]) -> bool:
    """Tell whether what is published is what a first build gives."""
    files = dict(SITE)
    for change in changes:
        files |= change
    return contents(built.output) == contents(build_site(folder, files).output)


# shared blocks


def test_where_only_a_shared_block_has_changed_a_page_is_not_rendered(tmp_path: Path) -> None:
    before = build_site(tmp_path / "a", SITE)
    first = before.text(page("kasch-2022"))
    after = build_site(tmp_path / "a", NEW)
    assert of_nodes(after) == [page("work-5")]
    assert [words(line) for line in after.page(page("kasch-2022")).xpath("//section[@id='highlights']//li")] == [
        "Work 5. Work 5 n.d.",
        "Work 4. Work 4 n.d.",
    ]
    assert after.text(page("kasch-2022")) != first
    assert as_clean(after, tmp_path / "b", NEW)


def test_only_the_bytes_of_the_block_are_replaced(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    before = (tmp_path / "_site" / page("kasch-2022")).read_bytes()
    build_site(tmp_path, NEW)
    after = (tmp_path / "_site" / page("kasch-2022")).read_bytes()
    start, end = before.index(b'<section id="highlights"'), before.rindex(b"</section>")
    assert (after[:start], after[after.rindex(b"</section>") :]) == (before[:start], before[end:])


def test_pages_without_the_block_are_left_as_they_are(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    guide = tmp_path / "_site" / "articles" / "guide" / "index.html"
    before = guide.stat()
    build_site(tmp_path, NEW)
    assert (guide.stat().st_ino, guide.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_block_that_changes_again_is_replaced_again(tmp_path: Path) -> None:
    build_site(tmp_path / "a", SITE)
    build_site(tmp_path / "a", NEW)
    (tmp_path / "a" / "bibliography" / "work-5.yaml").unlink()
    after = build_site(tmp_path / "a")
    assert (of_nodes(after), as_clean(after, tmp_path / "b")) == ([], True)


def test_where_the_page_itself_has_changed_it_is_rendered(tmp_path: Path) -> None:
    build_site(tmp_path / "a", SITE)
    change = {"bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@work-1] and so on.\n"}
    after = build_site(tmp_path / "a", {**NEW, **change})
    assert set(of_nodes(after)) == {page("kasch-2022"), page("work-1"), page("work-5")}
    assert as_clean(after, tmp_path / "b", NEW, change)


def test_another_setting_renders_every_page(tmp_path: Path) -> None:
    build_site(tmp_path / "a", SITE)
    after = build_site(tmp_path / "a", NEW_SETTING)
    assert len(of_nodes(after)) == 6
    assert as_clean(after, tmp_path / "b", NEW_SETTING)


def test_a_page_that_somebody_has_edited_is_made_as_it_was(tmp_path: Path) -> None:
    build_site(tmp_path / "a", SITE)
    edited = tmp_path / "a" / "_site" / page("kasch-2022")
    edited.write_bytes(edited.read_bytes().replace(b"Spine", b"Knee"))
    after = build_site(tmp_path / "a", NEW)
    assert of_nodes(after) == [page("work-5")]
    assert as_clean(after, tmp_path / "b", NEW)


def test_a_block_that_a_page_does_not_have_is_empty(tmp_path: Path) -> None:
    template = '{% extends "default/article.html" %}{% block text %}[{{ shared.highlights }}]{% endblock %}'
    assert "[]" in build_site(tmp_path, {**SITE, "templates/article.html": template}).text("articles/guide/index.html")


# nothing to do for a page


def test_a_page_whose_related_lines_are_ranked_anew_and_stay_is_not_rendered(tmp_path: Path) -> None:
    settings = {"bibliography/site.yaml": "related_lines: 9\nfeatures: {highlights: false}\n"}
    build_site(tmp_path / "a", {**SITE, **settings})
    change = {"bibliography/work-1.yaml": "title: Work 1\nadded: 2026-01-01\nnotes: Read allodynia.\n"}
    after = build_site(tmp_path / "a", change)
    assert of_nodes(after) == [page("work-1")]
    assert as_clean(after, tmp_path / "b", settings, change)


def test_a_page_whose_time_was_changed_is_neither_rendered_nor_written(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE)
    os.utime(built.output / page("work-1"), ns=(1, 1))
    build_site(tmp_path, NEW)
    os.utime(built.output / page("guide").replace("bibliography", "articles"), ns=(1, 1))
    after = build_site(tmp_path)
    assert (after.result.rendered, after.result.written) == ((), 0)


def test_a_page_that_is_rendered_to_the_same_bytes_is_not_written(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    template = {"templates/entry.html": '{% extends "default/entry.html" %}'}
    after = build_site(tmp_path, template)
    assert (len(of_nodes(after)), after.result.written) == (5, 0)


# failing templates

FAILING = {"templates/entry.html": "{% if page.headline == 'Work 3' %}{{ page.headlin }}{% endif %}{{ page.headline }}"}


def preview(root: Path, files: dict[str, str]) -> Built:
    return build_site(root, files, tolerant=True)


def test_a_page_whose_template_fails_is_tried_again_the_next_time(tmp_path: Path) -> None:
    first = preview(tmp_path, {**SITE, **FAILING}).problems
    assert [problem.split(":")[0] for problem in first] == ["templates/entry.html"]
    change = {"bibliography/work-1.yaml": "title: Work 1\nadded: 2026-01-01\nnotes: Read again.\n"}
    after = preview(tmp_path, change)
    # the page of work 3 fails again
    assert (of_nodes(after), after.problems) == ([page("work-1")], first)


def test_a_page_whose_template_is_mended_is_shown(tmp_path: Path) -> None:
    preview(tmp_path, {**SITE, **FAILING})
    assert preview(tmp_path, {"templates/entry.html": "{{ page.headline }}"}).problems == []
    assert (tmp_path / "_site" / page("work-3")).read_text(encoding="utf-8") == "Work 3"


def test_a_block_that_fails_stands_on_no_page(tmp_path: Path) -> None:
    preview(tmp_path, SITE)
    first = preview(tmp_path, {"templates/highlights.html": "{{ block.line }}"}).problems
    assert [problem.split(":")[0] for problem in first] == ["templates/highlights.html"]
    assert "template-error" in (tmp_path / "_site" / page("work-3")).read_text(encoding="utf-8")


# checks


def test_a_check_renders_what_has_changed_since_the_last_one(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    result = run(tmp_path, None, Options(), progress=silent)
    assert (len(of_nodes(result)), result.written) == (6, 0)
    write_site(tmp_path, {"bibliography/work-1.yaml": "title: Work 1\nadded: 2026-01-01\nnotes: Read again.\n"})
    after = run(tmp_path, None, Options(), progress=silent)
    assert of_nodes(after) == [page("work-1")]
    assert not (tmp_path / "_site").exists()


def test_a_check_renders_no_page_of_which_only_a_block_has_changed(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    run(tmp_path, None, Options(), progress=silent)
    after = run(write_site(tmp_path, NEW), None, Options(), progress=silent)
    assert of_nodes(after) == [page("work-5")]


# time


def test_what_is_spent_elsewhere_is_counted() -> None:
    spent = Spent(ranking=1, making=2)
    spent.add(Spent(ranking=1, rendering=3, writing=4))
    assert spent.by_part() == {"ranking": 2, "page values": 2, "templates": 3, "writing": 4}
    spent.clear()
    assert spent == Spent()


def test_a_build_says_what_it_has_spent_on_what(tmp_path: Path) -> None:
    assert list(build_site(tmp_path, SITE).result.spent) == ["ranking", "page values", "templates", "writing"]


# what was rendered is kept


def forget_output(root: Path) -> dict[str, bytes]:
    before = contents(root / "_site")
    shutil.rmtree(root / "_site")
    return before


def test_where_the_output_is_gone_nothing_is_rendered_again(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    before = forget_output(tmp_path)
    after = build_site(tmp_path)
    assert (contents(after.output), pages_of(after)) == (before, [])


def test_where_the_sources_have_new_times_nothing_is_parsed_or_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, SITE)
    before = forget_output(tmp_path)
    for path in (tmp_path / "bibliography").rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr("painsite.build.parse.prepare_source", None)
    after = build_site(tmp_path)
    assert (contents(after.output), pages_of(after)) == (before, [])


def test_what_a_check_has_rendered_a_build_does_not_render_again(tmp_path: Path) -> None:
    write_site(tmp_path / "a", SITE)
    run(tmp_path / "a", None, Options(), progress=silent)
    built = build_site(tmp_path / "a")
    assert pages_of(built) == []
    assert as_clean(built, tmp_path / "b")


def test_without_output_only_what_has_changed_is_rendered(tmp_path: Path) -> None:
    build_site(tmp_path / "a", SITE)
    forget_output(tmp_path / "a")
    change = {"bibliography/work-3.yaml": f"{SITE['bibliography/work-3.yaml']}rating: 4\n"}
    after = build_site(tmp_path / "a", change)
    assert pages_of(after) == [page("work-3")]
    assert as_clean(after, tmp_path / "b", change)


def test_another_block_is_joined_to_what_was_rendered(tmp_path: Path) -> None:
    build_site(tmp_path / "a", SITE)
    forget_output(tmp_path / "a")
    after = build_site(tmp_path / "a", NEW)
    assert of_nodes(after) == [page("work-5")]
    assert as_clean(after, tmp_path / "b", NEW)


def test_another_template_renders_every_page_that_it_prints_though_what_was_rendered_is_kept(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    forget_output(tmp_path)
    template = '{% extends "default/entry.html" %}{% block title %}Ours{% endblock %}'
    after = build_site(tmp_path, {"templates/entry.html": template})
    assert len(of_nodes(after)) == 5
    assert "Ours" in after.text(page("work-1"))


def test_a_page_that_failed_is_not_kept(tmp_path: Path) -> None:
    broken = {"templates/entry.html": "{{ page.nothing }}"}
    assert build_site(tmp_path / "a", {**SITE, **broken}).result.errors == 1
    (tmp_path / "a/templates/entry.html").unlink()
    assert as_clean(build_site(tmp_path / "a"), tmp_path / "b")


def damage(root: Path, is_meant: Callable[[str], bool]) -> int:
    """Put something else in the place of what is kept of some files; tell how many values that were."""
    cache = Cache(path=root / ".painsite/cache.db", program=program_digest())
    state = state_key("manifest", root, root / "_site")
    outputs = unpack_manifest(cache.read([state])[state]).outputs
    keys = cache.read({mark.key for path, mark in outputs.items() if is_meant(path)})
    damaged = b"no page"
    with sqlite3.connect(cache.path) as connection:
        for key in keys:
            row = damaged, crc32(damaged, crc32(key)), key
            connection.execute("UPDATE kept SET value = ?, checksum = ? WHERE key = ?", row)
    return len(keys)


def test_a_kept_page_that_is_damaged_is_rendered_again(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    before = forget_output(tmp_path)
    damaged = damage(tmp_path, lambda path: path.endswith(".html"))
    after = build_site(tmp_path)
    assert (damaged > 6, contents(after.output)) == (True, before)
    assert after.result.notes == ("the cache was damaged and is rebuilt",)


# files that no template makes


Files = dict[str, bytes]


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> tuple[Files, list[Files]]:
    """What a file of the site's has, to be changed by the test, and each making of it: a folder, and dear."""
    wanted: Files = {"parts/a.json": b"[1]", "parts/b.json": b"[2]"}
    makings: list[Files] = []

    def make(inputs: Files, _given: Given) -> Files:
        makings.append(inputs)
        return inputs

    kind = FileKind("parts", Files, make, is_kept=True)
    add_files(monkeypatch, kind, lambda: kind.plan((), wanted, folder="parts/"))
    return wanted, makings


def add_files(monkeypatch: pytest.MonkeyPatch, kind: FileKind[Files], plan: Callable[[], Planned]) -> None:
    """Let a site have one more data file."""
    real = planning.plan_site

    def plan_site(context: Context, *, searched: bool) -> Candidates:
        found = real(context, searched=searched)
        return replace(found, files=(*found.files, Candidate(plan())))

    monkeypatch.setattr(planning, "plan_site", plan_site)
    monkeypatch.setitem(KINDS, kind.name, kind)


def in_parts(built: Built) -> Files:
    return {path: content for path, content in contents(built.output).items() if path.startswith("parts")}


def test_where_a_folder_has_other_files_now_none_of_the_old_is_left(
    tmp_path: Path, parts: tuple[Files, list[Files]]
) -> None:
    wanted, _ = parts
    assert in_parts(build_site(tmp_path, SITE)) == wanted
    del wanted["parts/a.json"]
    wanted["parts/c/d.json"] = b"[3]"
    assert in_parts(build_site(tmp_path, NEW)) == wanted


def test_data_files_of_which_nothing_has_changed_are_not_made(tmp_path: Path, parts: tuple[Files, list[Files]]) -> None:
    wanted, makings = parts
    build_site(tmp_path, SITE)
    assert in_parts(build_site(tmp_path, NEW)) == wanted
    assert len(makings) == 1


def test_data_files_of_which_one_is_missing_are_put_there_again(
    tmp_path: Path, parts: tuple[Files, list[Files]]
) -> None:
    wanted, _ = parts
    built = build_site(tmp_path, SITE)
    (built.output / "parts/b.json").unlink()
    assert in_parts(build_site(tmp_path)) == wanted


def test_dear_data_files_come_from_the_cache_where_there_is_no_output(
    tmp_path: Path, parts: tuple[Files, list[Files]]
) -> None:
    wanted, makings = parts
    build_site(tmp_path, SITE)
    forget_output(tmp_path)
    assert in_parts(build_site(tmp_path)) == wanted
    assert len(makings) == 1


def test_a_check_makes_dear_data_files_for_the_build_after_it(tmp_path: Path, parts: tuple[Files, list[Files]]) -> None:
    wanted, makings = parts
    write_site(tmp_path, SITE)
    run(tmp_path, None, Options(), progress=silent)
    assert in_parts(build_site(tmp_path)) == wanted
    assert len(makings) == 1


def test_kept_data_files_that_are_damaged_are_made_again(tmp_path: Path, parts: tuple[Files, list[Files]]) -> None:
    wanted, makings = parts
    build_site(tmp_path, SITE)
    forget_output(tmp_path)
    damaged = damage(tmp_path, lambda path: path.startswith("parts/"))
    after = build_site(tmp_path)
    assert (damaged, in_parts(after), len(makings)) == (1, wanted, 2)
    assert after.result.notes == ("the cache was damaged and is rebuilt",)


def test_a_static_file_of_the_sites_own_takes_the_place_of_one_of_several_data_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"parts.json": b"made", "more.json": b"more"}
    kind = FileKind("parts", Files, as_it_is)
    add_files(monkeypatch, kind, lambda: kind.plan(tuple(made), made))
    root = tmp_path / "site"
    own = build_site(root, {**SITE, "static/parts.json": "own"})
    assert (own.problems, own.text("parts.json"), own.text("more.json")) == ([], "own", "more")
    (root / "static/parts.json").unlink()
    assert in_parts(build_site(root)) == {"parts.json": b"made"}
