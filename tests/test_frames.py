"""After an edit of templates only what they print is rendered again: a template is known with all that it uses."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from painsite.build.cache import Cache, program_digest
from painsite.build.frames import Frames, make_frames
from painsite.build.start import Options, begin
from painsite.config import DEFAULTS
from painsite.pages.frame import Frame
from painsite.pages.links import Linking
from painsite.pages.plan import KINDS
from painsite.pages.planned import PageKind
from painsite.theme import TEMPLATES
from tests.support import WEBER, Built, build_site, contents, silent, write_site

PAGES: set[str] = {kind.name for kind in KINDS.values() if isinstance(kind, PageKind)}
BLOCKS = {"navigation.html", "highlights.html", "retractions.html"}
EXTENDING = PAGES - {"redirect.html"}
"""Those that extend `base.html`."""
WITH_MACROS = EXTENDING - {"search.html"}
FRAME = Frame(settings=DEFAULTS, linking=Linking(), navigation=())


def frames_of(root: Path) -> Frames:
    cache = Cache(path=root / "cache.db", program=program_digest())
    return make_frames(begin(root, None, Options(), cache, silent), FRAME, PAGES | BLOCKS)


Files = Mapping[str, str | None]
OWN_ENTRY = {"templates/entry.html": '{% extends "default/entry.html" %}{% include "parts/aside.html" %}'}
TABLE: dict[str, tuple[Files, Files, set[str]]] = {
    # what is there before, what is changed, and the templates that print something else then
    "nothing": ({}, {}, set()),
    "of one kind of pages": ({}, {"templates/entry.html": "Ours"}, {"entry.html"}),
    "of one kind of pages, again": ({"templates/entry.html": "Ours"}, {"templates/entry.html": "Mine"}, {"entry.html"}),
    "of one kind of pages, no more": ({"templates/entry.html": "Ours"}, {"templates/entry.html": None}, {"entry.html"}),
    "that all extend": ({}, {"templates/base.html": '{% extends "default/base.html" %}'}, EXTENDING),
    "from which macros are imported": ({}, {"templates/macros.html": "Ours"}, WITH_MACROS),
    "from which one kind imports": ({}, {"templates/map.html": "Ours"}, {"entry.html"}),
    "of a block": ({}, {"templates/highlights.html": "Ours"}, {"highlights.html"}),
    "that nobody uses": ({}, {"templates/own.html": "Ours"}, set()),
    "that is included": (
        {**OWN_ENTRY, "templates/parts/aside.html": "One"},
        {"templates/parts/aside.html": "Two"},
        {"entry.html"},
    ),
    "that is included by what is included": (
        {
            **OWN_ENTRY,
            "templates/parts/aside.html": "{% include 'parts/one.html' %}",
            "templates/parts/one.html": "One",
        },
        {"templates/parts/one.html": "Two"},
        {"entry.html"},
    ),
    "that is there in the place of one that was missed": (
        {"templates/tags.html": "{% include 'own.html' ignore missing %}"},
        {"templates/own.html": "Ours"},
        {"tags.html"},
    ),
    "that is the first of a choice": (
        {"templates/tags.html": "{% include ['own.html', 'macros.html'] %}"},
        {"templates/own.html": "Ours"},
        {"tags.html"},
    ),
    "whose name is computed": (
        {"templates/hub.html": "{% include page.title ~ '.html' ignore missing %}"},
        {"templates/own.html": "Ours"},
        {"hub.html"},
    ),
    "whose name is a condition": (
        {"templates/hub.html": "{% extends 'own.html' if page.title else 'base.html' %}"},
        {"templates/own.html": "Ours"},
        {"hub.html"},
    ),
    "that is written in a roundabout way": (
        {
            **OWN_ENTRY,
            "templates/tags.html": "{% include './parts//aside.html' %}",
            "templates/parts/aside.html": "One",
        },
        {"templates/parts/aside.html": "Two"},
        {"entry.html", "tags.html"},
    ),
    "that cannot be parsed, beside another": (
        {"templates/tags.html": "{% if %}"},
        {"templates/own.html": "Ours"},
        {"tags.html"},
    ),
    "that includes itself": (
        {"templates/tags.html": "{% include 'tags.html' %}"},
        {"templates/tags.html": "Ours"},
        {"tags.html"},
    ),
    # the default one of a name that is the site's own
    "that is no more extended": (
        {"templates/base.html": "Ours", "templates/search.html": '{% extends "default/base.html" %}'},
        {"templates/base.html": "Mine"},
        EXTENDING - {"search.html"},
    ),
    "in a folder that is called as the default ones": (
        {"templates/search.html": '{% extends "default/base.html" %}'},
        {"templates/default/base.html": "Ours"},
        {"search.html"},
    ),
}


def change(root: Path, files: Files) -> None:
    write_site(root, {path: text for path, text in files.items() if text is not None})
    for path, text in files.items():
        if text is None:
            (root / path).unlink()


@pytest.mark.parametrize("name", TABLE)
def test_a_template_stands_for_all_that_it_uses(tmp_path: Path, name: str) -> None:
    before, changes, expected = TABLE[name]
    change(tmp_path, before)
    first = frames_of(tmp_path).templates
    change(tmp_path, changes)
    assert {
        template for template, digest in frames_of(tmp_path).templates.items() if first[template] != digest
    } == expected


def test_a_default_template_that_has_changed_is_noticed_under_both_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = write_site(tmp_path / "theme", {"base.html": "One", "redirect.html": ""})
    files = dict.fromkeys((EXTENDING | BLOCKS) - {"base.html"}, '{% extends "base.html" %}')
    write_site(theme, files)
    for module in ("inputs", "frames"):
        monkeypatch.setattr(f"painsite.build.{module}.TEMPLATES", theme)
    root = write_site(tmp_path / "site", {"templates/redirect.html": '{% extends "default/base.html" %}'})
    first = frames_of(root).templates
    write_site(theme, {"base.html": "Two"})
    assert {name for name, digest in frames_of(root).templates.items() if first[name] == digest} == set()


def test_settings_and_program_are_part_of_every_digest(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    frames = frames_of(tmp_path)
    assert all(frames.of_template(name).startswith(frames.frame) for name in PAGES)
    assert {frames.of_kind(kind) for kind in KINDS.values() if not isinstance(kind, PageKind)} == {frames.frame, b""}


def test_of_edited_templates_only_those_that_were_edited_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames_of(write_site(tmp_path, {"templates/own.html": "{% include 'parts/first.html' %}"}))
    parsed: list[str] = []
    parse = Environment.parse

    def note(self: Environment, source: str) -> nodes.Template:
        parsed.append(source)
        return parse(self, source)

    monkeypatch.setattr(Environment, "parse", note)
    change(tmp_path, {"templates/own.html": "{% include 'parts/second.html' %}"})
    frames_of(tmp_path)
    assert parsed == ["{% include 'parts/second.html' %}"]


# builds

SITE = {
    "bibliography/weber-1983.yaml": f"{WEBER}tags: [surgery]\nnotes: Read.\nadded: 2026-01-01\nredirect_from: [old]\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@weber-1983].\n",
}
ENTRY, ARTICLE = "bibliography/weber-1983/index.html", "articles/guide/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


def rebuilt(built: Built, folder: Path, files: dict[str, str]) -> Built:
    """Build with other templates; the site is that of a first build all the same."""
    root = built.output.parent
    after = build_site(root, files)
    assert contents(after.output) == contents(build_site(folder, {**SITE, **files}).output)
    for path in files:
        (root / path).unlink()
    return after


def test_after_an_edit_of_the_template_of_entries_their_pages_alone_are_rendered(site: Built, tmp_path: Path) -> None:
    template = {"templates/entry.html": '{% extends "default/entry.html" %}{% block title %}Ours{% endblock %}'}
    assert rebuilt(site, tmp_path, template).result.rendered == (ENTRY,)


def test_after_an_edit_of_a_block_nothing_is_rendered_and_the_pages_that_show_it_are_written(
    site: Built, tmp_path: Path
) -> None:
    template = {"templates/highlights.html": '<hr>{% include "default/highlights.html" %}'}
    result = rebuilt(site, tmp_path, template).result
    assert (result.rendered, result.written) == ((), 1)


def test_after_an_edit_of_macros_the_pages_of_kinds_that_import_them_are_rendered(site: Built, tmp_path: Path) -> None:
    macros = (TEMPLATES / "macros.html").read_text(encoding="utf-8")
    result = rebuilt(site, tmp_path, {"templates/macros.html": f"{macros}{{# ours #}}"}).result
    pages = {path for path in contents(site.output) if path.endswith(".html")}
    assert pages - set(result.rendered) == {"old/index.html", "search/index.html"}
