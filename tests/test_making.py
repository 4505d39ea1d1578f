"""A page is rendered where what it shows has changed; where only a shared block has, its bytes are replaced."""

import os
import shutil
import sqlite3
from pathlib import Path
from zlib import crc32

import pytest
from painsite.build.compression import pack_files, pack_own
from painsite.pages.documents import Document, Texts

from painsite.build import plan as planning
from painsite.build.render import Spent
from painsite.build.run import run
from painsite.build.start import Options
from painsite.hashing import value_digest
from painsite.output.render import Renderer
from painsite.pages.plan import Page
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


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of pages whose own part is rendered."""
    found: list[str] = []
    real = Renderer.own

    def own(renderer: Renderer, page: Page) -> bytes:
        found.append(page.path)
        return real(renderer, page)

    monkeypatch.setattr(Renderer, "own", own)
    return found


def rebuild(root: Path, files: dict[str, str], rendered: list[str]) -> Built:
    rendered.clear()
    return build_site(root, files)


def of_nodes(rendered: list[str]) -> list[str]:
    return [path for path in rendered if path.startswith(("bibliography/", "articles/")) and path.count("/") == 2]


def as_clean(built: Built, folder: Path, *changes: dict[str, str]) -> bool:
    """Tell whether what is published is what a first build gives."""
    files = dict(SITE)
    for change in changes:
        files |= change
    return contents(built.output) == contents(build_site(folder, files).output)


# shared blocks


def test_where_only_a_shared_block_has_changed_a_page_is_not_rendered(tmp_path: Path, rendered: list[str]) -> None:
    before = build_site(tmp_path / "a", SITE)
    first = before.text(page("kasch-2022"))
    after = rebuild(tmp_path / "a", NEW, rendered)
    assert of_nodes(rendered) == [page("work-5")]
    assert [words(line) for line in after.page(page("kasch-2022")).xpath("//section[@id='highlights']//li")] == [
        "Work 5. Work 5 n.d.",
        "Work 4. Work 4 n.d.",
    ]
    assert after.text(page("kasch-2022")) != first
    assert as_clean(after, tmp_path / "b", NEW)


def test_only_the_bytes_of_the_block_are_replaced(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path, SITE)
    before = (tmp_path / "_site" / page("kasch-2022")).read_bytes()
    rebuild(tmp_path, NEW, rendered)
    after = (tmp_path / "_site" / page("kasch-2022")).read_bytes()
    start, end = before.index(b'<section id="highlights"'), before.rindex(b"</section>")
    assert (after[:start], after[after.rindex(b"</section>") :]) == (before[:start], before[end:])


def test_pages_without_the_block_are_left_as_they_are(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path, SITE)
    guide = tmp_path / "_site" / "articles" / "guide" / "index.html"
    before = guide.stat()
    rebuild(tmp_path, NEW, rendered)
    assert (guide.stat().st_ino, guide.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_block_that_changes_again_is_replaced_again(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path / "a", SITE)
    rebuild(tmp_path / "a", NEW, rendered)
    (tmp_path / "a" / "bibliography" / "work-5.yaml").unlink()
    after = rebuild(tmp_path / "a", {}, rendered)
    assert (of_nodes(rendered), as_clean(after, tmp_path / "b")) == ([], True)


def test_where_the_page_itself_has_changed_it_is_rendered(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path / "a", SITE)
    change = {"bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@work-1] and so on.\n"}
    after = rebuild(tmp_path / "a", {**NEW, **change}, rendered)
    assert set(of_nodes(rendered)) == {page("kasch-2022"), page("work-1"), page("work-5")}
    assert as_clean(after, tmp_path / "b", NEW, change)


def test_another_setting_renders_every_page(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path / "a", SITE)
    after = rebuild(tmp_path / "a", NEW_SETTING, rendered)
    assert len(of_nodes(rendered)) == 6
    assert as_clean(after, tmp_path / "b", NEW_SETTING)


def test_a_page_that_somebody_has_edited_is_made_as_it_was(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path / "a", SITE)
    edited = tmp_path / "a" / "_site" / page("kasch-2022")
    edited.write_bytes(edited.read_bytes().replace(b"Spine", b"Knee"))
    after = rebuild(tmp_path / "a", NEW, rendered)
    assert of_nodes(rendered) == [page("work-5")]
    assert as_clean(after, tmp_path / "b", NEW)


def test_a_block_that_a_page_does_not_have_is_empty(tmp_path: Path) -> None:
    template = '{% extends "default/article.html" %}{% block text %}[{{ shared.highlights }}]{% endblock %}'
    assert "[]" in build_site(tmp_path, {**SITE, "templates/article.html": template}).text("articles/guide/index.html")


# nothing to do for a page


def test_a_page_whose_related_lines_are_ranked_anew_and_stay_is_not_rendered(
    tmp_path: Path, rendered: list[str]
) -> None:
    settings = {"bibliography/site.yaml": "related_lines: 9\nfeatures: {highlights: false}\n"}
    build_site(tmp_path / "a", {**SITE, **settings})
    change = {"bibliography/work-1.yaml": "title: Work 1\nadded: 2026-01-01\nnotes: Read allodynia.\n"}
    after = rebuild(tmp_path / "a", change, rendered)
    assert of_nodes(rendered) == [page("work-1")]
    assert as_clean(after, tmp_path / "b", settings, change)


def test_a_page_whose_time_was_changed_is_neither_rendered_nor_written(tmp_path: Path, rendered: list[str]) -> None:
    built = build_site(tmp_path, SITE)
    os.utime(built.output / page("work-1"), ns=(1, 1))
    rebuild(tmp_path, NEW, rendered)
    os.utime(built.output / page("guide").replace("bibliography", "articles"), ns=(1, 1))
    after = rebuild(tmp_path, {}, rendered)
    assert (rendered, after.result.written) == ([], 0)


def test_a_page_that_is_rendered_to_the_same_bytes_is_not_written(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path, SITE)
    template = {"templates/entry.html": '{% extends "default/entry.html" %}'}
    after = rebuild(tmp_path, template, rendered)
    assert (len(of_nodes(rendered)), after.result.written) == (6, 0)


# failing templates

FAILING = {"templates/entry.html": "{% if page.headline == 'Work 3' %}{{ page.headlin }}{% endif %}{{ page.headline }}"}


def preview(root: Path, files: dict[str, str]) -> list[str]:
    return build_site(root, files, tolerant=True).problems


def test_a_page_whose_template_fails_is_tried_again_the_next_time(tmp_path: Path, rendered: list[str]) -> None:
    first = preview(tmp_path, {**SITE, **FAILING})
    assert [problem.split(":")[0] for problem in first] == ["templates/entry.html"]
    rendered.clear()
    change = {"bibliography/work-1.yaml": "title: Work 1\nadded: 2026-01-01\nnotes: Read again.\n"}
    assert preview(tmp_path, change) == first
    assert set(of_nodes(rendered)) == {page("work-1"), page("work-3")}


def test_a_page_whose_template_is_mended_is_shown(tmp_path: Path) -> None:
    preview(tmp_path, {**SITE, **FAILING})
    assert preview(tmp_path, {"templates/entry.html": "{{ page.headline }}"}) == []
    assert (tmp_path / "_site" / page("work-3")).read_text(encoding="utf-8") == "Work 3"


def test_a_block_that_fails_stands_on_no_page(tmp_path: Path) -> None:
    preview(tmp_path, SITE)
    first = preview(tmp_path, {"templates/highlights.html": "{{ block.line }}"})
    assert [problem.split(":")[0] for problem in first] == ["templates/highlights.html"]
    assert "template-error" in (tmp_path / "_site" / page("work-3")).read_text(encoding="utf-8")


# checks


def test_a_check_renders_what_has_changed_since_the_last_one(tmp_path: Path, rendered: list[str]) -> None:
    write_site(tmp_path, SITE)
    result = run(tmp_path, None, Options(), progress=silent)
    assert (len(of_nodes(rendered)), result.written) == (6, 0)
    rendered.clear()
    write_site(tmp_path, {"bibliography/work-1.yaml": "title: Work 1\nadded: 2026-01-01\nnotes: Read again.\n"})
    run(tmp_path, None, Options(), progress=silent)
    assert of_nodes(rendered) == [page("work-1")]
    assert not (tmp_path / "_site").exists()


def test_a_check_renders_no_page_of_which_only_a_block_has_changed(tmp_path: Path, rendered: list[str]) -> None:
    write_site(tmp_path, SITE)
    run(tmp_path, None, Options(), progress=silent)
    rendered.clear()
    run(write_site(tmp_path, NEW), None, Options(), progress=silent)
    assert of_nodes(rendered) == [page("work-5")]


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


def test_where_the_output_is_gone_nothing_is_rendered_again(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path, SITE)
    before = forget_output(tmp_path)
    assert contents(rebuild(tmp_path, {}, rendered).output) == before
    assert rendered == []


def test_where_the_sources_have_new_times_nothing_is_parsed_or_rendered(
    tmp_path: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, SITE)
    before = forget_output(tmp_path)
    for path in (tmp_path / "bibliography").rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr("painsite.build.parse.prepare_source", None)
    assert contents(rebuild(tmp_path, {}, rendered).output) == before
    assert rendered == []


def test_what_a_check_has_rendered_a_build_does_not_render_again(tmp_path: Path, rendered: list[str]) -> None:
    write_site(tmp_path / "a", SITE)
    run(tmp_path / "a", None, Options(), progress=silent)
    built = rebuild(tmp_path / "a", {}, rendered)
    assert rendered == []
    assert as_clean(built, tmp_path / "b")


def test_without_output_only_what_has_changed_is_rendered(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path / "a", SITE)
    forget_output(tmp_path / "a")
    change = {"bibliography/work-3.yaml": f"{SITE['bibliography/work-3.yaml']}rating: 4\n"}
    after = rebuild(tmp_path / "a", change, rendered)
    assert rendered == [page("work-3")]
    assert as_clean(after, tmp_path / "b", change)


def test_another_block_is_joined_to_what_was_rendered(tmp_path: Path, rendered: list[str]) -> None:
    build_site(tmp_path / "a", SITE)
    forget_output(tmp_path / "a")
    after = rebuild(tmp_path / "a", NEW, rendered)
    assert of_nodes(rendered) == [page("work-5")]
    assert as_clean(after, tmp_path / "b", NEW)


def test_another_template_renders_every_page_though_what_was_rendered_is_kept(
    tmp_path: Path, rendered: list[str]
) -> None:
    build_site(tmp_path, SITE)
    forget_output(tmp_path)
    template = '{% extends "default/entry.html" %}{% block title %}Ours{% endblock %}'
    after = rebuild(tmp_path, {"templates/entry.html": template}, rendered)
    assert len(of_nodes(rendered)) == 6
    assert "Ours" in after.text(page("work-1"))


def test_a_page_that_failed_is_not_kept(tmp_path: Path, rendered: list[str]) -> None:
    broken = {"templates/entry.html": "{{ page.nothing }}"}
    assert build_site(tmp_path / "a", {**SITE, **broken}).result.errors == 1
    (tmp_path / "a/templates/entry.html").unlink()
    assert as_clean(rebuild(tmp_path / "a", {}, rendered), tmp_path / "b")


def test_a_kept_page_that_is_damaged_is_rendered_again(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    before = forget_output(tmp_path)
    with sqlite3.connect(tmp_path / ".painsite/cache.db") as connection:
        rows = connection.execute("SELECT key FROM kept WHERE substr(key, 1, 6) = CAST('page: ' AS BLOB)").fetchall()
        damaged = b"no page"
        for (key,) in rows:
            row = damaged, crc32(damaged, crc32(key)), key
            connection.execute("UPDATE kept SET value = ?, checksum = ? WHERE key = ?", row)
    after = build_site(tmp_path)
    assert (len(rows) > 6, contents(after.output)) == (True, before)
    assert after.result.notes == ("the cache was damaged and is made anew",)


# files that no template makes


Files = dict[str, bytes]


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> tuple[Files, list[Files]]:
    """What a document of the site has, to be changed by the test, and each making of it: a folder, and dear."""
    wanted: Files = {"parts/a.json": b"[1]", "parts/b.json": b"[2]"}
    makings: list[Files] = []

    def make(_texts: Texts) -> Files:
        makings.append(dict(wanted))
        return dict(wanted)

    document = Document(
        paths=(), folder="parts/", content_key=lambda _: value_digest(sorted(wanted.items())), make=make, is_kept=True
    )
    add_documents(monkeypatch, document)
    return wanted, makings


def add_documents(monkeypatch: pytest.MonkeyPatch, *documents: Document) -> None:
    real = planning.plan_documents

    def plan_documents(*arguments: object) -> tuple[Document, ...]:
        return (*real(*arguments), *documents)  # type: ignore[arg-type]

    monkeypatch.setattr(planning, "plan_documents", plan_documents)


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


def test_a_document_of_which_nothing_has_changed_is_not_made(tmp_path: Path, parts: tuple[Files, list[Files]]) -> None:
    wanted, makings = parts
    build_site(tmp_path, SITE)
    assert in_parts(build_site(tmp_path, NEW)) == wanted
    assert len(makings) == 1


def test_a_document_of_which_a_file_is_missing_is_put_there_again(
    tmp_path: Path, parts: tuple[Files, list[Files]]
) -> None:
    wanted, _ = parts
    built = build_site(tmp_path, SITE)
    (built.output / "parts/b.json").unlink()
    assert in_parts(build_site(tmp_path)) == wanted


def test_the_files_of_a_dear_document_come_from_the_cache_where_there_is_no_output(
    tmp_path: Path, parts: tuple[Files, list[Files]]
) -> None:
    wanted, makings = parts
    build_site(tmp_path, SITE)
    forget_output(tmp_path)
    assert in_parts(build_site(tmp_path)) == wanted
    assert len(makings) == 1


def test_a_check_makes_a_dear_document_for_the_build_after_it(tmp_path: Path, parts: tuple[Files, list[Files]]) -> None:
    wanted, makings = parts
    write_site(tmp_path, SITE)
    run(tmp_path, None, Options(), progress=silent)
    assert in_parts(build_site(tmp_path)) == wanted
    assert len(makings) == 1


def test_a_kept_document_that_is_damaged_is_made_again(tmp_path: Path, parts: tuple[Files, list[Files]]) -> None:
    wanted, makings = parts
    build_site(tmp_path, SITE)
    forget_output(tmp_path)
    with sqlite3.connect(tmp_path / ".painsite/cache.db") as connection:
        packed = pack_files(wanted)
        ((key,),) = connection.execute("SELECT key FROM kept WHERE value = ?", (packed,)).fetchall()
        damaged = pack_own(b"no files")
        row = damaged, crc32(damaged, crc32(key)), key
        connection.execute("UPDATE kept SET value = ?, checksum = ? WHERE key = ?", row)
    after = build_site(tmp_path)
    assert (in_parts(after), len(makings)) == (wanted, 2)
    assert after.result.notes == ("the cache was damaged and is made anew",)


def test_a_static_file_of_the_sites_own_takes_the_place_of_one_file_of_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"parts.json": b"made", "more.json": b"more"}
    document = Document(paths=tuple(made), content_key=lambda _: value_digest("made"), make=lambda _: made)
    add_documents(monkeypatch, document)
    root = tmp_path / "site"
    own = build_site(root, {**SITE, "static/parts.json": "own"})
    assert (own.problems, own.text("parts.json"), own.text("more.json")) == ([], "own", "more")
    (root / "static/parts.json").unlink()
    assert in_parts(build_site(root)) == {"parts.json": b"made"}
