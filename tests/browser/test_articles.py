"""Notes, cards and contents of an article in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import NARROW, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visiting import Visits

GUIDE = "articles/complete-guide-to-low-back-pain/"
SIGNS = "articles/back-pain-does-not-follow-the-signs/"
ENTRY = "bibliography/kasch-2022/"
WIDEST = 1920


def y_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def tab_to(page: Page, selector: str) -> None:
    """Reach an element by the keyboard: from what is before it."""
    page.locator(selector).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_wide_screen_a_note_stands_beside_its_line(walk: Visits, scripts: bool) -> None:  # noqa: FBT001
    page = walk(SIGNS, width=WIDEST, scripts=scripts)
    note, text = page.locator(".sidenote").first.bounding_box(), page.locator(".text > p").first.bounding_box()
    assert note
    assert text
    assert note["x"] > text["x"] + text["width"]
    assert abs(note["y"] - y_of(page, "sup.note")) < 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_beside_a_note_a_call_moves_nothing(walk: Visits) -> None:
    page = walk(SIGNS, width=WIDEST)
    page.locator("sup.note").first.scroll_into_view_if_needed()
    before = y_of(page, "sup.note")
    page.click("sup.note > a >> nth=0")
    assert y_of(page, "sup.note") == before


@pytest.mark.parametrize("width", [PHONE, NARROW])
def test_on_a_phone_a_note_opens_below_its_line_and_closes_again(walk: Visits, width: int) -> None:
    page = walk(SIGNS, width=width, touch=True)
    call, note = page.locator("sup.note > a").first, page.locator(".sidenote").first
    assert not note.is_visible()
    assert call.get_attribute("aria-expanded") == "false"
    call.scroll_into_view_if_needed()
    before = y_of(page, "sup.note")
    call.tap()
    assert note.is_visible()
    assert call.get_attribute("aria-expanded") == "true"
    assert y_of(page, "sup.note") == before
    assert y_of(page, ".sidenote") > before
    call.tap()
    assert not note.is_visible()


def test_escape_closes_a_note_and_stays_at_its_call(walk: Visits) -> None:
    page = walk(SIGNS, width=PHONE)
    call, note = page.locator("sup.note > a").first, page.locator(".sidenote").first
    call.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    assert call.evaluate("call => call === document.activeElement")


def test_without_scripts_a_call_leads_to_the_list_of_notes_and_back(walk: Visits) -> None:
    page = walk(SIGNS, width=PHONE, scripts=False)
    page.click("sup.note > a >> nth=0")
    assert page.url.endswith("#note-4")
    page.click("#note-4 .backlinks a")
    assert page.url.endswith("#note-4-1")


def test_on_paper_notes_stand_in_the_list_alone(walk: Visits) -> None:
    page = walk(SIGNS, width=WIDEST, paper=True)
    assert not page.locator(".sidenote").first.is_visible()
    assert page.locator("li.footnote").first.is_visible()


@pytest.mark.parametrize(("path", "citation"), [(GUIDE, "#ref-7-1"), (ENTRY, ".prose a.cite")])
def test_a_citation_shows_a_card_and_the_pointer_can_move_into_it(walk: Visits, path: str, citation: str) -> None:
    page = walk(path)
    page.hover(citation)
    card = page.locator(".card")
    card.wait_for()
    assert card.locator(".card-kind").inner_text()
    page.hover(".card-summary")
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.mouse.move(2, 2)
    card.wait_for(state="detached")


def test_a_card_says_what_the_list_of_references_says(walk: Visits) -> None:
    page = walk(GUIDE)
    page.hover("#ref-7-1")
    page.locator(".card").wait_for()
    source = page.locator("li.reference", has=page.locator("a[href='#ref-7-1']"))
    assert page.locator(".card-name").inner_text() == source.get_attribute("data-name")
    assert page.locator(".card-work").inner_text() == source.get_attribute("data-work") == "Kasch 2022"
    assert page.locator(".card-summary").inner_text() == source.locator(".summary").inner_text()
    page.click(".card-name a")
    page.wait_for_url(f"**/{ENTRY}")


def test_the_keyboard_opens_a_card_leads_into_it_and_escape_brings_back(walk: Visits) -> None:
    page = walk(GUIDE)
    tab_to(page, "#ref-7-1")
    card = page.locator(".card")
    card.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card-name') !== null")
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('.text sup a') !== null")
    page.wait_for_timeout(600)
    assert card.count() == 0


def test_a_card_closes_where_the_keyboard_leaves_it(walk: Visits) -> None:
    page = walk(GUIDE)
    tab_to(page, "#ref-6-1")
    left = page.locator("sup:has(#ref-6-1) + .card")
    left.wait_for()
    for _ in range(3):
        page.keyboard.press("Tab")
    left.wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('.text sup a') !== null")


def test_a_card_can_be_pinned_and_closed(walk: Visits) -> None:
    page = walk(GUIDE)
    page.hover("#ref-7-1")
    page.click(".card-button")
    page.mouse.move(2, 2)
    page.wait_for_timeout(500)
    card = page.locator(".card")
    assert card.is_visible()
    page.hover("#ref-6-1")
    page.wait_for_timeout(600)
    assert card.count() == 1
    assert card.locator(".card-work").inner_text() == "Kasch 2022"
    page.click(".card-button")
    assert card.count() == 0


def test_a_tap_shows_a_card_inside_the_window_and_a_tap_elsewhere_closes_it(walk: Visits) -> None:
    page = walk(GUIDE, width=NARROW, touch=True)
    for citation in ("#ref-1-1", "#ref-7-1", "#ref-10-1"):
        page.locator(citation).scroll_into_view_if_needed()
        page.tap(citation)
        box = page.locator(".card").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW
        assert "#" not in page.url
        assert page.locator(".card").count() == 1
    page.locator("h1").tap()
    assert page.locator(".card").count() == 0


def test_without_scripts_a_citation_leads_to_its_reference(walk: Visits) -> None:
    page = walk(GUIDE, scripts=False)
    page.click("#ref-7-1")
    assert page.url.endswith("#ref-7")


def test_the_contents_fold_on_a_phone_and_stand_beside_the_text_on_a_wide_screen(walk: Visits) -> None:
    page = walk(GUIDE, width=PHONE)
    assert not page.locator(".contents.wide").is_visible()
    assert not page.locator(".contents.narrow a").first.is_visible()
    page.click(".contents summary")
    page.locator(".contents.narrow a").nth(1).click()
    assert "#what-a-scan" in page.url
    page = walk(GUIDE, width=WIDEST)
    assert not page.locator(".contents.narrow").is_visible()
    page.locator("#references").scroll_into_view_if_needed()
    page.locator("#in-short").scroll_into_view_if_needed()
    assert page.locator(".contents.wide a").first.is_visible()


def test_a_link_to_a_heading_shows_where_the_keyboard_gets_to_it(walk: Visits) -> None:
    page = walk(GUIDE)
    assert page.locator(".heading-link").first.evaluate("link => getComputedStyle(link).opacity") == "0"
    tab_to(page, ".heading-link")
    assert page.locator(".heading-link").first.evaluate("link => getComputedStyle(link).opacity") == "1"


def test_sources_take_another_order_and_keep_their_numbers(walk: Visits) -> None:
    page = walk(GUIDE)

    def numbers() -> list[int]:
        found: list[int] = page.eval_on_selector_all("ol.references > li", "items => items.map(item => item.value)")
        return found

    before = numbers()
    assert before == sorted(before)
    page.click(".source-orders button[value=year]")
    years = page.eval_on_selector_all("li.reference", "items => items.map(item => +(item.dataset.year ?? 0))")
    assert years == sorted(years, reverse=True)
    assert page.locator(".source-orders [aria-pressed=true]").get_attribute("value") == "year"
    page.click(".source-orders button[value=type]")
    strengths = page.eval_on_selector_all("li.reference", "items => items.map(item => +item.dataset.strength)")
    assert strengths == sorted(strengths)
    assert sorted(numbers()) == before
    page.click(".source-orders button[value=appearance]")
    assert numbers() == before


def test_without_scripts_sources_stand_in_order_of_appearance_without_a_choice(walk: Visits) -> None:
    page = walk(GUIDE, scripts=False)
    assert not page.locator(".source-orders").is_visible()
    assert page.locator("li.reference").count() > 5
