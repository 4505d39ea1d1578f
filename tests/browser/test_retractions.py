"""A retracted work says so to the eye, to a screen reader and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.visiting import NARROW

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visiting import Visits

ZHANG = "bibliography/zhang-2021/"


def banner(page: Page) -> Locator:
    return page.get_by_role("region", name="This work has been retracted")


def test_the_banner_is_a_region_with_a_heading_at_the_top_of_the_page(walk: Visits) -> None:
    page = walk(ZHANG, width=NARROW)
    headings = page.locator("main").get_by_role("heading").all_text_contents()
    assert headings[0] == "This work has been retracted"
    box = banner(page).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < page.get_by_role("heading", level=1).bounding_box()["y"]  # type: ignore[index]


def test_the_notice_is_reached_by_the_keyboard(walk: Visits) -> None:
    page = walk(ZHANG)
    notice = banner(page).get_by_role("link", name="Read the notice")
    page.get_by_role("link", name="Skip to the text").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if notice.evaluate("one => one === document.activeElement"):
            break
    assert notice.evaluate("one => one === document.activeElement")


def test_print_shows_the_banner_with_the_address_of_the_notice(walk: Visits) -> None:
    page = walk(ZHANG)
    page.emulate_media(media="print")
    assert banner(page).is_visible()
    spelled_out = banner(page).get_by_role("link").evaluate("one => getComputedStyle(one, '::after').content")
    assert "https://doi.org/10.1155/2023/9804945" in spelled_out
