"""Every kind of page in a real browser."""

import pytest

from tests.browser.kinds import PAGES, REDIRECT
from tests.browser.serving import Served
from tests.browser.visiting import Visits


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_loads_without_a_complaint_and_asks_no_other_host(walk: Visits, kind: str) -> None:
    page = walk(PAGES[kind])
    assert page.title()
    assert page.evaluate("getComputedStyle(document.body).margin") != "8px"  # the style sheet is in force


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_below_a_path_finds_all_it_needs(walk: Visits, site_below: Served, kind: str) -> None:
    walk(PAGES[kind], site=site_below)


def test_an_unknown_address_gives_a_page_that_finds_all_it_needs(walk: Visits, site_below: Served) -> None:
    for site in (walk.site, site_below):
        page = walk("no/such/page/", status=404, site=site)
        assert page.locator("h1").count() == 1


def test_a_redirect_leads_to_the_page_that_has_moved(walk: Visits, site_below: Served) -> None:
    for site in (walk.site, site_below):
        page = walk(REDIRECT, site=site)
        page.wait_for_url(site.url(PAGES["bare entry"]))
