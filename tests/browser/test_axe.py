"""axe-core finds no violation on any kind of page. https://github.com/dequelabs/axe-core/blob/develop/doc/API.md"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import PAGES
from tests.browser.tools import find_module
from tests.browser.visiting import HEIGHT, PHONE, WIDE, Visits

if TYPE_CHECKING:
    from playwright.sync_api import Page

ANALYSE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def violations(page: Page) -> list[str]:
    """Give what axe finds: the rule and each element, as selectors."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(find_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    return [
        f"{found['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for found in page.evaluate(ANALYSE)
        for node in found["nodes"]
    ]


def violations_in_both_themes(page: Page) -> list[str]:
    """Give what axe finds on a light page and on a dark one."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in violations(page)]
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


def test_a_violation_would_be_found(walk: Visits) -> None:
    page = walk(PAGES["bare entry"])
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert [found.partition(":")[0] for found in violations(page)] == ["image-alt"]
