"""Templates: the site's own before the default ones, and what fails in them."""

from pathlib import Path
from types import CodeType

import pytest
from jinja2 import Environment

from tests.support import build_site, words

ENTRY = {"bibliography/weber-1983.yaml": "title: Lumbar disc herniation\n"}


def test_a_template_of_the_site_comes_before_the_default_one(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**ENTRY, "templates/entry.html": "<p>{{ page.headline }} &amp; so on</p>"})
    assert built.text("bibliography/weber-1983/index.html") == "<p>Lumbar disc herniation &amp; so on</p>"


def test_a_template_can_extend_the_default_one_and_replace_a_block(tmp_path: Path) -> None:
    template = '{% extends "default/entry.html" %}{% block cite %}<p id="own">Ours.</p>{% endblock %}'
    page = build_site(tmp_path, {**ENTRY, "templates/entry.html": template}).page("bibliography/weber-1983/")
    assert [words(found) for found in page.xpath("//h1 | //*[@id='own'] | //section[@id='cite']")] == [
        "Lumbar disc herniation",
        "Ours.",
    ]


def test_a_base_of_the_site_holds_the_default_pages(tmp_path: Path) -> None:
    template = '{% extends "default/base.html" %}{% block colophon %}<footer>Ours.</footer>{% endblock %}'
    built = build_site(tmp_path, {**ENTRY, "templates/base.html": template})
    pages = ("index.html", "404.html", "bibliography/weber-1983/")
    assert [[words(found) for found in built.page(page).xpath("//footer")] for page in pages] == [["Ours."]] * 3


def test_what_a_template_prints_is_escaped(tmp_path: Path) -> None:
    files = {
        "bibliography/a.yaml": "title: Pain\nheadline: The <b> element & pain\n",
        "templates/entry.html": "{{ page.headline }}",
    }
    assert build_site(tmp_path, files).text("bibliography/a/index.html") == "The &lt;b&gt; element &amp; pain"


def test_a_template_can_fill_the_words_of_the_site(tmp_path: Path) -> None:
    template = "{{ words.entries_count_many | fill(count=3) }}"
    assert build_site(tmp_path, {**ENTRY, "templates/home.html": template}).text("index.html") == "3 entries"


def template_error(place: str, message: str, page: str = "bibliography/weber-1983/index.html") -> str:
    remedy = "compare it with the default template"
    return f"{place}: template-error: {message}, found while rendering `{page}`; {remedy}"


FAILURES = [
    (
        {"templates/entry.html": "<p>\n{% if page %}\n</p>"},
        "templates/entry.html:3:1",
        (
            "unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The"
            " innermost block that needs to be closed is 'if'"
        ),
    ),
    (
        {"templates/entry.html": "<p>\n\n{{ page.headlin }}</p>"},
        "templates/entry.html:3:1",
        "'painsite.pages.values.EntryPage object' has no attribute 'headlin'",
    ),
    (
        {"templates/entry.html": '{% extends "bass.html" %}'},
        "templates/entry.html:1:1",
        "there is no template `bass.html`",
    ),
    (
        {
            "templates/entry.html": '{% from "parts/own.html" import heading %}\n{{ heading(page) }}',
            "templates/parts/own.html": "{% macro heading(page) %}\n<h1>{{ page.title / 2 }}</h1>\n{% endmacro %}",
        },
        "templates/parts/own.html:2:1",
        "unsupported operand type(s) for /: 'str' and 'int'",
    ),
    (
        {"templates/entry.html": "{% include 'part.html' %}", "templates/part.html": "\n{% endif %}"},
        "templates/part.html:2:1",
        "encountered unknown tag 'endif'",
    ),
]


@pytest.mark.parametrize(("files", "place", "message"), FAILURES)
def test_a_template_that_fails_is_a_problem_with_its_name_and_line(
    tmp_path: Path, files: dict[str, str], place: str, message: str
) -> None:
    assert build_site(tmp_path, {**ENTRY, **files}).problems == [template_error(place, message)]


def test_a_template_that_fails_on_every_page_is_one_problem(tmp_path: Path) -> None:
    files = {**ENTRY, "bibliography/kasch-2022.yaml": "title: Association\n", "templates/base.html": "\n{{ site.nam }}"}
    message = "'painsite.pages.values.Site object' has no attribute 'nam'"
    assert build_site(tmp_path, files).problems == [template_error("templates/base.html:2:1", message, page="404.html")]


def test_a_failing_template_is_the_same_problem_in_a_first_build_and_in_a_later_one(tmp_path: Path) -> None:
    failing = {"templates/base.html": "\n{{ site.nam }}"}
    build_site(tmp_path / "a", ENTRY)
    first = build_site(tmp_path / "b", {**ENTRY, **failing}).problems
    assert (len(first), build_site(tmp_path / "a", failing).problems) == (1, first)


def test_a_template_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "home.html").write_bytes(b"caf\xe9")
    message = "'utf-8' codec can't decode byte 0xe9 in position 3: unexpected end of data"
    assert build_site(tmp_path, {}).problems == [template_error("templates/home.html:1:1", message, page="index.html")]


def test_a_failing_template_of_a_site_in_the_working_directory_has_a_short_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    built = build_site(Path(), {**ENTRY, "templates/entry.html": "{{ page.headlin }}"})
    assert [problem.split(":")[0] for problem in built.problems] == ["templates/entry.html"]


def test_a_preview_shows_why_a_page_is_missing_and_all_other_pages(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**ENTRY, "templates/entry.html": "{{ page.headlin }}"}, tolerant=True)
    assert words(built.page("bibliography/weber-1983/")).startswith("painsitetemplates/entry.html:1:1: template-error:")
    assert words(built.page("index.html").xpath("//h1")[0]) == "Bibliography"


def test_templates_are_compiled_once_in_a_process_and_again_where_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str | None] = []
    compile_template = Environment.compile

    def note(environment: Environment, source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        compiled.append(name)
        return compile_template(environment, source, name, filename)

    build_site(tmp_path, {**ENTRY, "templates/error.html": "{{ page.title }}"})
    monkeypatch.setattr(Environment, "compile", note)
    build_site(tmp_path, {"bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nnotes: A trial.\n"})
    assert compiled == []
    built = build_site(tmp_path, {"templates/error.html": "<h1>{{ page.title }}</h1>"})
    assert compiled == ["error.html"]
    assert built.text("404.html").startswith("<h1>")
