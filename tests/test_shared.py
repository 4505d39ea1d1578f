"""Blocks that are the same on many pages are rendered once and joined to each page's own part."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from painsite.build.frames import Frames
from painsite.build.stale import block_keys
from painsite.config import DEFAULTS, Features, NavigationItem, Settings, Theme
from painsite.languages.wording import Wording
from painsite.linking.library import link
from painsite.output.render import Renderer, TemplateProblemError, own_parts
from painsite.pages.context import Context, make_context
from painsite.pages.links import Linking
from painsite.pages.shared import Blocks
from painsite.pages.values import ErrorPage, Highlight, Highlights, Navigation, Shared
from tests.planning import plan_nodes
from tests.support import WEBER, article, build_site, entry, some, words


def work(citekey: str, day: int) -> str:
    return f"title: The work {citekey}\nadded: 2026-01-{day:02d}\nnotes: Read.\n"


WORKS = {citekey: work(citekey, day) for day, citekey in enumerate("abcdefgh", 1)}


def context(works: dict[str, str], settings: Settings = DEFAULTS) -> Context:
    library, _ = link([entry(citekey, text) for citekey, text in works.items()], [article("guide", "")])
    return make_context(library, settings, Linking())


def node_blocks(citekey: str, made: Context) -> tuple[Shared, ...]:
    blocks = Blocks(made)
    number = blocks.of_node(made.library.faces[citekey])
    return list(blocks.sets)[number]


def titles(block: Shared) -> list[str]:
    assert isinstance(block.value, Highlights)
    return [line.title for line in block.value.lines]


def short(citekeys: Iterable[str]) -> list[str]:
    return [f"The work {citekey}." for citekey in citekeys]


# which blocks


def test_pages_that_are_not_highlighted_share_one_block() -> None:
    made = context(WORKS)
    blocks = Blocks(made)
    assert len({blocks.of_node(made.library.faces[citekey]) for citekey in "ab"}) == 1
    assert titles(node_blocks("a", made)[1]) == short("hgfed")


def test_a_highlighted_page_shows_another_in_its_place() -> None:
    _, block = node_blocks("g", context(WORKS))
    assert titles(block) == short("hfedc")


def test_an_article_has_the_navigation_alone() -> None:
    assert [block.name for block in node_blocks("guide", context(WORKS))] == ["navigation"]


def test_the_navigation_marks_a_page_that_it_leads_to_itself() -> None:
    items = (NavigationItem(text="A", address="/bibliography/a/"), NavigationItem(text="All", address="/bibliography/"))
    made = context(WORKS, replace(DEFAULTS, theme=Theme(navigation=items)))
    values = [node_blocks(citekey, made)[0].value for citekey in "ab"]
    assert [[link.current for link in value.links] for value in values if isinstance(value, Navigation)] == [
        [True, True],
        [False, True],
    ]


def test_without_highlights_the_footer_stays() -> None:
    settings = replace(DEFAULTS, features=Features(highlights=False))
    _, block = node_blocks("a", context(WORKS, settings))
    assert titles(block) == []
    assert "bibliography" in block.value.footer_html  # type: ignore[union-attr] # it has highlights


# keys

NAVIGATION = Shared(name="navigation", value=Navigation(links=()))
HIGHLIGHTS = Shared(name="highlights", value=Highlights(footer_html="", lines=()))


def test_the_key_of_a_block_changes_with_its_name_its_value_the_frame_and_its_template() -> None:
    line = Highlight(href="../a/", title="A.", rest="")
    other = Shared(name="highlights", value=Highlights(footer_html="", lines=(line,)))
    templates = {"navigation.html": b"one", "highlights.html": b"one"}
    first = Frames(frame=b"frame", templates=templates)
    frames = [
        structs.replace(first, frame=b"another frame"),
        structs.replace(first, templates={**templates, "highlights.html": b"another template"}),
    ]
    keys = [*keys_of([NAVIGATION, HIGHLIGHTS, other], first), *(key for one in frames for key in keys_of([other], one))]
    assert len(set(keys)) == len(keys)
    assert keys_of([NAVIGATION], frames[1]) == keys_of([NAVIGATION], first)


def keys_of(blocks: list[Shared], frames: Frames) -> list[bytes]:
    return [
        sets[block.name][1] for block, sets in zip(blocks, block_keys([(one,) for one in blocks], frames), strict=True)
    ]


def test_one_new_entry_changes_the_blocks_of_its_kind_and_no_other() -> None:
    before, after = context(WORKS), context({**WORKS, "i": work("i", 9)})
    assert node_blocks("a", before)[0] == node_blocks("a", after)[0]
    assert titles(node_blocks("a", after)[1]) == short("ihgfe")


# rendering


def test_a_block_stands_where_a_template_prints_it(tmp_path: Path) -> None:
    files = {
        "bibliography/weber-1983.yaml": WEBER,
        "templates/entry.html": "<p>{{ shared.navigation }}</p>{{ shared.highlights }}{{ shared.navigation }}",
        "templates/navigation.html": "<nav>{% for link in block.links %}{{ link.text }}{% endfor %}</nav>",
        "templates/highlights.html": "<p>{{ words.highlights_heading }}</p>",
    }
    text = build_site(tmp_path, files).text("bibliography/weber-1983/index.html")
    assert text == "<p><nav>All entries</nav></p><p>highlights</p><nav>All entries</nav>"


def test_a_site_can_replace_the_blocks_of_its_pages(tmp_path: Path) -> None:
    files = {
        "bibliography/weber-1983.yaml": WEBER,
        "templates/base.html": (
            '{% extends "default/base.html" %}{% block navigation %}<nav id="own">'
            "{% for link in site.navigation %}{{ link.text }}{% endfor %}</nav>{% endblock %}"
        ),
        "templates/entry.html": (
            '{% extends "default/entry.html" %}{% block highlights %}<div id="more">{{ super() }}</div>{% endblock %}'
        ),
    }
    page = build_site(tmp_path, files).page("bibliography/weber-1983/")
    assert words(page.xpath("//nav")[0]) == "All entries"
    assert page.xpath("//nav/@id") == ["own"]
    assert len(page.xpath("//div[@id='more']/section[@id='highlights']")) == 1


def test_a_site_can_say_by_itself_how_a_block_looks(tmp_path: Path) -> None:
    files = {
        "bibliography/weber-1983.yaml": WEBER,
        "templates/highlights.html": '<hr>{% include "default/highlights.html" %}',
    }
    page = build_site(tmp_path, files).page("bibliography/weber-1983/")
    assert len(page.xpath("//hr/following-sibling::section[@id='highlights']")) == 1


def test_a_block_that_fails_is_a_problem_of_its_template(tmp_path: Path) -> None:
    files = {"bibliography/weber-1983.yaml": WEBER, "templates/navigation.html": "\n{{ block.link }}"}
    message = (
        "'painsite.pages.values.Navigation object' has no attribute 'link', found while rendering `navigation.html`"
    )
    assert build_site(tmp_path, files).problems == [
        f"templates/navigation.html:2:1: template-error: {message}; compare it with the default template"
    ]


@pytest.mark.parametrize("name", ["navigation", "highlights"])
def test_no_text_can_stand_for_a_block(tmp_path: Path, name: str) -> None:
    mark = f"\0<{name}>"
    files = {
        "bibliography/articles/guide.md": (
            f"---\ntitle: A guide\n---\nSo {mark} `{mark}` &#0;&lt;{name}&gt; <b title='{mark}'>x</b>[^1]\n\n{mark}\n\n"
            f"[^1]: Aside {mark} [@weber-1983, {mark}].\n"
        ),
        "bibliography/weber-1983.yaml": f"{WEBER}commentary: |\n  See [@guide].\nsummary: <{name}>\n",
        "bibliography/works.bib": f"@article{{kasch, title={{Discs {mark}}}, abstract={{x {mark}}}}}",
    }
    built = build_site(tmp_path, files, tolerant=True)
    for path in some(built.output.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert text.count('<nav aria-label="Main">') == 1, path
        assert text.count('id="highlights"') <= 1, path


def test_a_null_character_in_a_text_is_no_place_for_a_block(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    template = "{{ page.title }}{{ shared.navigation }}{{ page.html | safe }}"
    (tmp_path / "templates" / "error.html").write_text(template, encoding="utf-8")
    page = plan_nodes([entry(citekey, text) for citekey, text in WORKS.items()]).pages["404.html"]
    assert isinstance(page.value, ErrorPage)
    value = structs.replace(page.value, title="<\0<navigation>", html="a\0b\0")
    assert own_parts(Renderer(tmp_path, Wording()).own(structs.replace(page, value=value))) == (
        b"&lt;\0&lt;navigation&gt;",
        "navigation",
        b"a\0b\0",
    )


def test_a_block_is_rendered_once(tmp_path: Path) -> None:
    renderer = Renderer(tmp_path, Wording())
    assert renderer.block(HIGHLIGHTS) is renderer.block(Shared(name="highlights", value=HIGHLIGHTS.value))


def test_a_renderer_names_a_template_that_fails(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "navigation.html").write_text("{% if %}", encoding="utf-8")
    with pytest.raises(TemplateProblemError, match=r"templates/navigation.html:1:1: template-error: "):
        Renderer(tmp_path, Wording()).block(NAVIGATION)
