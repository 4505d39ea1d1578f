"""What the facts of a study mean opens with pointer, touch and keyboard, without scripts, and is there in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from painsite.languages.wording import Wording
from tests.browser.visiting import NARROW, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visiting import Visits

KASCH = "bibliography/kasch-2022/"
COHORT = Wording().about_cohort


def mark(page: Page) -> Locator:
    return page.get_by_label("What does “Study design” mean?")


def explanation(page: Page) -> Locator:
    return page.get_by_text(COHORT)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pointer_opens_and_closes_it(walk: Visits, scripts: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    page = walk(KASCH, scripts=scripts)
    shown = [explanation(page).is_visible()]
    for _ in range(2):
        mark(page).click()
        shown.append(explanation(page).is_visible())
    assert shown == [False, True, False]


def test_a_finger_opens_it(walk: Visits) -> None:
    page = walk(KASCH, width=PHONE, touch=True)
    mark(page).tap()
    assert explanation(page).is_visible()


def test_the_keyboard_opens_it(walk: Visits) -> None:
    page = walk(KASCH)
    mark(page).focus()
    page.keyboard.press("Enter")
    assert explanation(page).is_visible()


def test_paper_has_all_of_them(walk: Visits) -> None:
    page = walk(KASCH, paper=True)
    closed = page.locator("#facts details .aside")
    assert [one.is_visible() for one in closed.all()] == [True] * 4


def test_an_open_one_stays_inside_a_narrow_window(walk: Visits) -> None:
    page = walk(KASCH, width=NARROW)
    mark(page).click()
    box = explanation(page).bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["x"] + box["width"] <= NARROW, box["width"] > NARROW * 0.8) == (True, True, True)
