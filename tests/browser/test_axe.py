"""axe-core finds no violation on any kind of page. https://github.com/dequelabs/axe-core/blob/develop/doc/API.md"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import PAGES
from tests.browser.tools import find_module
from tests.browser.visiting import HEIGHT, PHONE, WIDE, Visits

if TYPE_CHECKING:
    from playwright.sync_api import Page

ANALYSE = "async rules => (await axe.run(document, {resultTypes: ['violations'], ...rules})).violations"
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules that look at colours. https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md"""


def violations(page: Page, rules: dict[str, list[str]] | None = None) -> list[str]:
    """Give what axe finds, by all rules or by some: the rule and each element, as selectors."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(find_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    return [
        f"{found['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for found in page.evaluate(ANALYSE, rules or {})
        for node in found["nodes"]
    ]


def violations_in_both_themes(page: Page) -> list[str]:
    """Give what axe finds on a light page, and in the colours of a dark one: in nothing else does it differ."""
    found = []
    for scheme, rules in (("light", None), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {violation}" for violation in violations(page, rules)]
    return found


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_accessible_in_both_themes_wide_and_on_a_phone(walk: Visits, kind: str) -> None:
    find_module("axe-core/axe.min.js")
    page = walk(PAGES[kind])
    found = []
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width} {violation}" for violation in violations_in_both_themes(page)]
    assert found == []


def test_the_button_that_offers_the_light_page_is_accessible_too(walk: Visits) -> None:
    page = walk(PAGES["home"], dark=True)
    assert page.get_by_role("button", name="Light page").is_visible()
    assert violations(page) == []


def test_a_violation_would_be_found(walk: Visits) -> None:
    page = walk(PAGES["bare entry"])
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert [found.partition(":")[0] for found in violations(page)] == ["image-alt"]


def test_too_little_contrast_in_the_dark_would_be_found(walk: Visits) -> None:
    page = walk(PAGES["bare entry"])
    # as the style sheet says it: an attribute would be against the security policy
    page.evaluate("document.querySelector('h1').style.color = 'light-dark(#000, #333)'")
    assert {found.partition(": h1")[0] for found in violations_in_both_themes(page)} == {"dark: color-contrast"}
