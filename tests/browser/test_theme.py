"""Readers choose between light and dark; the choice holds on the next page, and until then the system decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visiting import Visits

PAPER = {"light": "rgb(253, 252, 248)", "dark": "rgb(26, 24, 21)"}
SCHEMES = [("light", "dark"), ("dark", "light")]


def paper(page: Page) -> str:
    """Give the colour of the page."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def chosen(page: Page) -> str | None:
    found = page.evaluate("localStorage.getItem('painsite-theme')")
    return None if found is None else str(found)


@pytest.mark.parametrize(("system", "other"), SCHEMES)
def test_the_button_offers_the_other_and_the_choice_is_kept(visit: Visits, system: str, other: str) -> None:
    page = visit("", dark=system == "dark")
    before = paper(page)
    page.get_by_role("button", name=f"{other.capitalize()} page").click()
    after = paper(page)
    page.reload()
    assert (before, after, paper(page), chosen(page)) == (PAPER[system], PAPER[other], PAPER[other], other)


@pytest.mark.parametrize(("system", "other"), SCHEMES)
def test_whoever_goes_back_follows_the_system_again(visit: Visits, system: str, other: str) -> None:
    page = visit("", dark=system == "dark")
    page.get_by_role("button", name=f"{other.capitalize()} page").click()
    page.get_by_role("button", name=f"{system.capitalize()} page").click()
    assert (paper(page), chosen(page)) == (PAPER[system], None)
    page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
    assert paper(page) == PAPER[other]


def test_the_keyboard_reaches_the_button(visit: Visits) -> None:
    page = visit("")
    page.get_by_role("button", name="Dark page").focus()
    page.keyboard.press("Enter")
    assert paper(page) == PAPER["dark"]


def test_without_scripts_there_is_no_button_and_the_system_decides(visit: Visits) -> None:
    page = visit("", dark=True, scripts=False)
    assert not page.locator("[data-theme-switch]").is_visible()
