"""The drawing of the whole citation graph: moved, searched and filtered, by pointer, finger and keyboard."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.test_axe import violations
from tests.browser.tools import find_module
from tests.browser.visiting import PHONE, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.visiting import Visits

READY = ".graph-view[data-state=ready]"
PIXELS = """name => {
  const canvas = document.querySelector('.graph-view canvas'), probe = document.createElement('span')
  probe.style.color = `var(--${name})`
  document.body.append(probe)
  const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map(Number)
  probe.remove()
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
  let count = 0, across = 0
  for (let i = 0; i < data.length; i += 4) {
    const far = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b)
    if (data[i + 3] > 200 && far < 30) { count++; across += i / 4 % canvas.width }
  }
  return [count, across / count]
}"""
"""How many pixels have a colour of the theme, and where they lie across, on average."""


@pytest.fixture
def drawn(walk: Visits) -> Callable[..., Page]:
    def open_page(query: str = "", **ways: object) -> Page:
        page = walk(f"graph/{query}", **ways)  # type: ignore[arg-type]
        page.wait_for_selector(READY)
        return page

    return open_page


def picture(page: Page) -> str:
    """Give the picture when it stands still."""
    before = ""
    while (now := str(page.evaluate("document.querySelector('.graph-view canvas').toDataURL()"))) != before:
        before = now
        page.wait_for_timeout(120)
        page.wait_for_selector(READY)
    return now


def pixels(page: Page, colour: str) -> tuple[float, float]:
    picture(page)
    count, across = page.evaluate(PIXELS, colour)
    return count, across


def selected(page: Page) -> str | None:
    return page.get_attribute(".graph-view", "data-node")


def press(page: Page, *keys: str) -> None:
    page.focus(".graph-view")
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_articles_and_entries_are_drawn_in_the_colours_of_the_theme(
    drawn: Callable[..., Page],
    width: int,
    dark: bool,  # noqa: FBT001
) -> None:
    page = drawn(width=width, dark=dark)
    assert pixels(page, "rubric")[0] > 100
    assert pixels(page, "ink")[0] > 100


def test_the_other_theme_recolours_the_drawing(visit: Visits) -> None:
    page = visit("graph/")
    page.wait_for_selector(READY)
    page.get_by_role("button", name="Dark page").click()
    assert pixels(page, "rubric")[0] > 100


def test_a_drag_moves_the_drawing(drawn: Callable[..., Page]) -> None:
    page = drawn()
    _, before = pixels(page, "rubric")
    box = page.locator(".graph-view").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 130, box["y"] + 30, steps=5)
    page.mouse.up()
    assert pixels(page, "rubric")[1] == pytest.approx(before + 100, abs=8)
    assert not selected(page)


@pytest.mark.parametrize("way", ["wheel", "button", "key"])
def test_the_drawing_is_enlarged_and_shown_whole_again(drawn: Callable[..., Page], way: str) -> None:
    page = drawn(calm=True)
    before = picture(page)
    box = page.locator(".graph-view").bounding_box()
    assert box is not None
    if way == "wheel":
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.wheel(0, -400)
    elif way == "button":
        page.get_by_role("button", name="Zoom in").click()
    else:
        press(page, "+")
    assert picture(page) != before
    page.get_by_role("button", name="Show all").click()
    page.mouse.move(0, 0)
    assert picture(page) == before


def test_a_link_from_a_map_shows_the_entry_among_its_neighbours(walk: Visits) -> None:
    page = walk("bibliography/kasch-2022/")
    page.get_by_role("link", name="Show it in the whole graph").click()
    page.wait_for_selector(READY)
    card = page.locator(".graph-card")
    card.get_by_role("link", name="Worn discs on a scan say little").wait_for()
    text = card.inner_text()
    assert "Kasch 2022" in text
    assert "cited by 3" in text
    assert "The Complete Guide to Low Back Pain" in text
    assert selected(page) == "kasch-2022"


def test_the_name_on_the_card_leads_to_the_page(drawn: Callable[..., Page]) -> None:
    page = drawn("?focus=kasch-2022")
    page.get_by_role("link", name="Worn discs on a scan say little").click()
    page.wait_for_url("**/bibliography/kasch-2022/")


def test_a_neighbour_on_the_card_is_the_next_one(drawn: Callable[..., Page]) -> None:
    page = drawn("?focus=kasch-2022")
    page.locator(".graph-card").get_by_role("button", name="Jarvik 2005").click()
    assert selected(page) == "jarvik-2005"
    assert parse_qs(urlsplit(page.url).query) == {"focus": ["jarvik-2005"]}
    page.get_by_role("button", name="Close").click()
    assert (selected(page), urlsplit(page.url).query) == ("", "")
    assert not page.locator(".graph-card").is_visible()


def test_a_tap_on_a_node_opens_its_card(drawn: Callable[..., Page]) -> None:
    page = drawn("?focus=kasch-2022", calm=True, width=WIDE, touch=True)
    page.get_by_role("button", name="Close").click()
    box = page.locator(".graph-view").bounding_box()
    assert box is not None
    # the card leaves the node in the middle of what it does not cover
    page.touchscreen.tap(box["x"] + (box["width"] - 330) / 2, box["y"] + box["height"] / 2)
    assert selected(page) == "kasch-2022"


def test_the_keyboard_goes_from_neighbour_to_neighbour_and_opens_a_page(drawn: Callable[..., Page]) -> None:
    page = drawn()
    press(page, "ArrowDown")
    first = selected(page)
    assert first
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp"):
        press(page, key)
        seen.add(selected(page))
    assert len(seen - {first}) >= 2
    press(page, "Escape")
    assert selected(page) == ""
    press(page, "ArrowDown", "Enter")
    page.wait_for_url(re.compile(r"/(articles|bibliography)/[^/]+/$"))


def test_what_is_chosen_is_said_to_those_who_cannot_see_it(drawn: Callable[..., Page]) -> None:
    page = drawn("?focus=kasch-2022")
    page.locator(".graph-said", has_text="Kasch 2022. Worn discs on a scan say little").wait_for(state="attached")
    assert re.search(r"cited by \d+\. cites \d+", page.locator(".graph-said").text_content() or "")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kasch", "Kasch 2022"),
        ("WORN DISCS ON A SCAN", "Kasch 2022"),
        ("jarvik 2005", "Jarvik 2005"),
        ("bulow", "Kasch 2022"),
    ],
)
def test_search_finds_labels_headlines_and_authors(drawn: Callable[..., Page], asked: str, found: str) -> None:
    page = drawn()
    page.get_by_role("combobox", name="Find").fill(asked)
    options = page.get_by_role("option")
    options.first.wait_for()
    assert options.first.inner_text().startswith(found)
    assert re.fullmatch(r"\d+ found", page.locator(".graph-status").inner_text())
    page.keyboard.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert selected(page) == found.lower().replace(" ", "-")
    assert not options.first.is_visible()


def test_search_says_that_nothing_was_found(drawn: Callable[..., Page]) -> None:
    page = drawn()
    page.get_by_role("combobox", name="Find").fill("zygapophysial ostriches")
    page.locator(".graph-status", has_text="Nothing found").wait_for()


def test_filters_dim_what_is_left_out_and_say_how_many_are_shown(drawn: Callable[..., Page]) -> None:
    page = drawn()
    ink, _ = pixels(page, "ink")
    status = page.locator(".graph-status")
    page.get_by_label("Show", exact=True).select_option("article")
    assert status.inner_text() == "3 of 38 shown"
    assert pixels(page, "ink")[0] < ink / 2
    page.get_by_label("Show", exact=True).select_option("")
    assert status.inner_text() == ""
    page.get_by_label("From year").fill("2015")
    page.get_by_label("to year").fill("2016")
    some = int(status.inner_text().split()[0])
    assert 0 < some < 38
    page.get_by_label("Topic").select_option(label="imaging")
    assert int(status.inner_text().split()[0]) <= some


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_an_open_card_and_found_nodes_are_accessible_too(drawn: Callable[..., Page], width: int) -> None:
    find_module("axe-core/axe.min.js")
    page = drawn("?focus=kasch-2022", width=width, calm=True)
    page.locator(".graph-card a").wait_for()
    found = violations(page)
    page.get_by_role("combobox", name="Find").fill("pain")
    page.get_by_role("option").first.wait_for()
    assert found + violations(page) == []


def test_an_unknown_focus_shows_the_whole(drawn: Callable[..., Page]) -> None:
    page = drawn("?focus=nobody-1900")
    assert not selected(page)
    assert not page.locator(".graph-card").is_visible()


def test_where_the_data_do_not_come_the_list_is_pointed_at(visit: Visits) -> None:
    page = visit("")
    page.context.route("**/structure.json", lambda route: route.fulfill(status=200, body="no JSON"))
    page.goto(visit.site.url("graph/"))
    page.get_by_text("The drawing cannot be shown here. The list below says the same.").wait_for()
    assert page.locator("#list dt").count() > 10


def test_without_scripts_there_is_a_list_and_no_empty_room(walk: Visits) -> None:
    page = walk("graph/", scripts=False)
    assert not page.locator(".graph-room").is_visible()
    assert page.locator("#list dt").count() > 10


def test_paper_has_the_list_without_the_drawing(drawn: Callable[..., Page]) -> None:
    from pypdf import PdfReader

    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(drawn().pdf(format="A4"))).pages)
    assert "Jarvik 2005" in text
    assert "Zoom" not in text


@pytest.mark.parametrize("width", [PHONE, 700, 900])
def test_where_there_is_no_room_beside_it_the_card_lies_below_what_it_tells_of(
    drawn: Callable[..., Page], width: int
) -> None:
    page = drawn("?focus=kasch-2022", width=width, calm=True)
    page.locator(".graph-card a").wait_for()
    card, view = page.locator(".graph-card").bounding_box(), page.locator(".graph-view").bounding_box()
    assert card is not None
    assert view is not None
    # the node stands at a quarter of the height
    assert card["y"] > view["y"] + view["height"] / 3


def test_what_a_filter_leaves_is_brought_into_view(drawn: Callable[..., Page]) -> None:
    page = drawn("?focus=kasch-2022", calm=True)
    page.locator(".graph-card a").wait_for()
    for _ in range(5):
        page.locator("[data-zoom=in]").click()
    page.get_by_label("Topic").select_option(label="treatment")
    page.locator(".graph-card").wait_for(state="hidden")
    assert pixels(page, "ink")[0] > 20
