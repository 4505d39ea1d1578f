"""What the preview adds to a page, and the links that open a source in an editor's program."""

from pathlib import Path

import pytest

from painsite.build.result import Result
from painsite.preview.editors import EDITORS, editor_link, template_of
from painsite.preview.notes import NoteMaker, SiteNotes
from painsite.preview.overlay import PageNote, format_overlay
from painsite.preview.todo import format_todo
from painsite.problems import Place, Problem
from painsite.queries.reporting import Row, Section
from tests.support import write_site

PLACE = Place(path="bibliography/kasch-2022.yaml", line=2, column=3)


def problem(path: str = PLACE.path, rule: str = "unknown-field", message: str = "`jornal` is not a field") -> Problem:
    return Problem(
        place=Place(path=path, line=2, column=3), rule=rule, message=message, remedy="did you mean `journal`?"
    )


def overlay(tmp_path: Path, *problems: Problem, page: str = "", editor: str = "") -> str:
    root = write_site(tmp_path, {PLACE.path: "title: Pain\n  jornal: <b>\n"})
    notes = NoteMaker(root=root, editor=editor).of_build(Result(problems=problems), None)
    return notes.overlay(page).decode()


def test_a_page_without_problems_leads_to_what_there_is_to_do(tmp_path: Path) -> None:
    page = overlay(tmp_path)
    assert 'class="problems"' not in page
    assert '<a href="/painsite-preview/todo/">To do</a>' in page


def test_a_problem_is_shown_with_its_line_escaped_and_a_caret(tmp_path: Path) -> None:
    page = overlay(tmp_path, problem())
    assert (
        f'<li><p><code>{PLACE}</code> <b class="error">error</b> <code>unknown-field</code></p>'
        "<p><code>jornal</code> is not a field<br>did you mean <code>journal</code>?</p>"
        "<pre>  jornal: &lt;b&gt;\n  <b>^</b></pre></li>"
    ) in page


def test_a_place_opens_in_the_editors_program(tmp_path: Path) -> None:
    page = overlay(tmp_path, problem(), editor=EDITORS["idea"])
    address = f"idea://open?file={tmp_path.as_posix()}/{PLACE.path}&amp;line=2&amp;column=3"
    assert f'<a href="{address}">{PLACE}</a>' in page


def test_problems_open_by_themselves_where_their_source_has_its_page(tmp_path: Path) -> None:
    own = PageNote(place=Place(path=PLACE.path))
    other = PageNote(place=Place(path="bibliography/weber-1983.yaml"))
    problems = (
        NoteMaker(root=tmp_path).of_build(Result(problems=(problem("bibliography/a.yaml"), problem())), None).problems
    )
    assert b'<details class="problems" open>' in format_overlay(own, problems)
    assert format_overlay(own, problems).index(b"kasch-2022") < format_overlay(own, problems).index(b"a.yaml")
    assert b'<details class="problems">' in format_overlay(other, problems)


def test_the_missing_page_of_a_source_that_never_parsed_shows_its_problem(tmp_path: Path) -> None:
    page = overlay(tmp_path, problem(), page="bibliography/kasch-2022/index.html")
    assert '<details class="problems" open>' in page


def test_equal_problems_of_a_file_are_one_with_their_count(tmp_path: Path) -> None:
    again = Problem(
        place=Place(path=PLACE.path, line=9, column=1),
        rule="unknown-field",
        message=problem().message,
        remedy=problem().remedy,
    )
    page = overlay(tmp_path, problem(), again)
    assert (page.count("<li>"), "2 errors" in page) == (1, True)
    assert '<p class="others">and 1 more time, at 9:1</p>' in page


def test_of_very_many_problems_the_first_hundred_are_shown(tmp_path: Path) -> None:
    page = overlay(tmp_path, *(problem(message=f"`field{number}` is not a field") for number in range(250)))
    assert (page.count("<li>"), "and 150 more, which the terminal lists" in page) == (100, True)


def test_what_ended_a_build_is_shown_before_all_else(tmp_path: Path) -> None:
    maker = NoteMaker(root=tmp_path)
    notes = maker.of_failure("painsite: no <space>\n\nTraceback", SiteNotes(root=tmp_path))
    assert (
        b'<summary><b class="error">painsite: no &lt;space&gt;</b></summary><pre>Traceback</pre></details>'
        in notes.overlay("index.html")
    )


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("vscode", "vscode://file/site/a%20b.yaml:2:3"),
        ("zed", "zed://file/site/a%20b.yaml:2:3"),
        ("sublime", "subl://open?url=file:///site/a%20b.yaml&line=2&column=3"),
        ("none", ""),
        ("emacs://open?file={path}&line={line}", "emacs://open?file=/site/a%20b.yaml&line=2"),
    ],
)
def test_each_program_has_its_address(name: str, link: str) -> None:
    assert editor_link(template_of(name), Path("/site"), "a b.yaml", 2, 3) == link


@pytest.mark.parametrize("path", ["a?b&line=1.yaml", "a#b.yaml", "a{path}.yaml", 'a"><script>.yaml'])
def test_whatever_a_file_is_called_it_stays_one_path(path: str) -> None:
    link = editor_link(template_of("idea"), Path("/site"), path, 2, 3)
    assert link.startswith("idea://open?file=/site/a")
    assert not set('?#{}"<>') & set(link.removeprefix("idea://open?"))
    assert link.count("&line=") == 1


@pytest.mark.parametrize(
    "name", ["vim", "javascript://{path}", "https://evil.example/{path}", "x://{path}{nothing}", "x://{path", "x://y"]
)
def test_what_is_no_editor_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no editor; use one of: vscode, vscodium, cursor, zed, idea"):
        template_of(name)


def test_the_page_of_what_to_do_links_pages_and_places() -> None:
    rows = (
        Row(place=PLACE, text="Kasch 2022: Worn <discs>", citekey="kasch-2022"),
        Row(place=PLACE, text="`x` is old"),
    )
    section = Section(name="drafts", title="Drafts", remedy="finish it, and remove `draft`", rows=rows)
    page = format_todo((section,), {"kasch-2022": "/bibliography/kasch-2022/"}, lambda _: "vscode://file/x", "/t.css")
    text = page.decode()
    assert "<h2>Drafts <small>2</small></h2><p>finish it, and remove <code>draft</code></p>" in text
    assert '<a href="/bibliography/kasch-2022/">Kasch 2022: Worn &lt;discs&gt;</a>' in text
    assert f'<li><code>x</code> is old <a class="place" href="vscode://file/x">{PLACE}</a></li>' in text
    assert "Nothing that painsite can find." in format_todo((), {}, str, "/t.css").decode()
