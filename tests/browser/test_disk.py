"""Pages opened from a disk, as `--portable` makes them: there browsers load neither modules nor data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(error.message))
        yield page
        assert faults == []


def test_an_entry_has_its_buttons_and_they_save(portable: Path, page: Page) -> None:
    page.goto((portable / PAGES["entry"] / "index.html").as_uri())
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").first.click()
    assert "Kasch" in download.value.path().read_text(encoding="utf-8")


def test_the_index_is_the_plain_list(portable: Path, page: Page) -> None:
    page.goto((portable / PAGES["index by year"] / "index.html").as_uri())
    assert page.locator("main .lines .name").first.is_visible()
    assert page.locator(".filter").count() == 0


def test_the_graph_says_that_it_cannot_be_drawn(portable: Path, page: Page) -> None:
    page.goto((portable / PAGES["graph"] / "index.html").as_uri())
    message = page.locator(".graph-message", has_text="cannot be shown here")
    message.wait_for()
    assert page.locator(".graph-list dt").count() > 0
