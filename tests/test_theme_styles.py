"""The style sheet that settings make, and those of the theme."""

import re
from pathlib import Path

import pytest

from painsite.config import DEFAULTS, Theme
from painsite.pages.theme_styles import theme_styles
from painsite.theme import STATIC
from tests.support import build_site, some


def test_colours_fonts_and_width_become_custom_properties() -> None:
    theme = Theme(
        colours={"link": "#036", "link-dark": "#9cf", "background": "white"},
        fonts={"text": "Georgia, serif"},
        width="40rem",
    )
    settings = type(DEFAULTS)(theme=theme)
    assert theme_styles(settings).splitlines() == [
        ":root {",
        "  --background: light-dark(var(--background-light, white), var(--background-dark, white));",
        "  --background-light: white;",
        "  --font-text: Georgia, serif;",
        "  --link: light-dark(var(--link-light, #9cf), var(--link-dark, #036));",
        "  --link-dark: #9cf;",
        "  --link-light: #036;",
        "  --measure: 40rem;",
        "}",
    ]


def test_only_dark_colours_leave_the_light_ones_of_the_theme_alone() -> None:
    settings = type(DEFAULTS)(theme=Theme(colours={"rubric-dark": "#9cf"}))
    assert theme_styles(settings).splitlines() == [
        ":root {",
        "  --rubric: light-dark(var(--rubric-light, #9cf), var(--rubric-dark, #9cf));",
        "  --rubric-dark: #9cf;",
        "}",
    ]
    assert "--rubric-light:" in Path("static/style.css").read_text(encoding="utf-8")


def test_every_custom_property_of_the_settings_is_one_of_the_style_sheet() -> None:
    styles = Path("static/style.css").read_text(encoding="utf-8")
    assert [
        name for name in ("--measure:", "--font-text:", "--font-heading:", "--font-mono:") if name not in styles
    ] == []


def test_without_such_settings_there_is_no_further_style_sheet(tmp_path: Path) -> None:
    assert not (build_site(tmp_path, {}).output / "theme.css").exists()


STYLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css"))}
PUT_TOGETHER = {"align-left", "align-right", "align-center", "smallcaps"}
"""Classes of which the code has a part only, or that authors write."""


@pytest.mark.parametrize("name", STYLES)
def test_each_class_and_id_of_a_style_sheet_is_one_that_pages_have(name: str) -> None:
    rules = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", STYLES[name], flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{};]*)\{", rules))
    named = set(re.findall(r"[.#]([a-zA-Z][\w-]*)", selectors)) - PUT_TOGETHER
    sources = [*STATIC.glob("*.js"), *STATIC.parent.glob("templates/*.html"), *Path("painsite").rglob("*.py")]
    written = set(re.findall(r"[a-zA-Z][\w-]*", " ".join(path.read_text(encoding="utf-8") for path in sources)))
    assert [one for one in some(sorted(named)) if one not in written] == []


@pytest.mark.parametrize("name", STYLES)
def test_what_holds_on_paper_comes_last(name: str) -> None:
    blocks = re.findall(r"^@(?:media|page)\b[^{]*|^[^\s@}/*][^{]*(?=\{)", STYLES[name], flags=re.MULTILINE)
    is_paper = [bool(re.match(r"@page\b|@media print \{?$", block.strip() + " {")) for block in some(blocks)]
    assert is_paper == sorted(is_paper)
    assert any(is_paper)
