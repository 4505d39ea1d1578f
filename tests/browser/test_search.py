"""Searching in a real browser."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import build
from tests.browser.serving import Served, serve
from tests.browser.test_axe import violations_in_both_themes
from tests.browser.visiting import NARROW, PHONE, WIDE, Visits

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

KASCH = "bibliography/kasch-2022/"
WORN_DISCS = "Worn discs on a scan say little about back pain now or six years later"


def ask(page: Page, query: str) -> Locator:
    """Open the dialog by its key, type, and give the options when they are there."""
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search entries and articles")
    field.wait_for()
    field.fill(query)
    page.locator("dialog [role=status]").get_by_text(re.compile(r"Results: |Nothing was found")).wait_for()
    return page.get_by_role("option")


def names(results: Locator) -> list[str]:
    return results.locator(".name").all_inner_texts()


def look_up(walk: Visits, address: str) -> Page:
    """Open the page of search and wait for its results."""
    page = walk(address)
    page.locator("[data-search-page] [role=status]").get_by_text(re.compile(r"Results: |Nothing was found")).wait_for()
    return page


def results_of(page: Page) -> list[str]:
    return names(page.locator("[data-search-page] .search-result"))


def test_nothing_of_the_index_is_loaded_before_somebody_searches(walk: Visits) -> None:
    page = walk(KASCH)
    asked = "() => performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"
    assert [path for path in page.evaluate(asked) if "search" in path] == ["/search.js"]
    assert ask(page, "kasch").count() == 1
    assert "/search/0/pagefind.js" in page.evaluate(asked)


QUERIES = [
    ("kasch", WORN_DISCS),
    ("Bülow", WORN_DISCS),
    ("bulow", WORN_DISCS),
    ("10.1097/BRS.0000000000004198", WORN_DISCS),
    ("https://doi.org/10.1097/brs.0000000000004198", WORN_DISCS),
    ("PMID 19200918", "Unless serious disease is suspected, an early scan makes no clear difference to back pain"),
    ("worn discs scan little", WORN_DISCS),
    ("lumbago guideline lapsed drugs", "American guideline of 2017, lapsed since, put treatment without drugs first"),
    ("double-edged sword", "The Double-Edged Sword of Imaging to Diagnose Pain"),
]


def test_what_is_looked_for_comes_first(walk: Visits) -> None:
    page = walk(KASCH)
    found = {}
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    field.wait_for()
    for query, wanted in QUERIES:
        field.fill(query)
        page.locator(".search-result .name").first.get_by_text(wanted, exact=True).wait_for()
        found[query] = names(page.get_by_role("option"))[0]
    assert found == dict(QUERIES)


def test_a_mistyped_word_is_put_right_and_that_is_said(walk: Visits) -> None:
    page = walk(KASCH)
    assert names(ask(page, "kash"))[0] == WORN_DISCS
    assert page.locator(".search-said").inner_text() == "No text has “kash”; these are results for “kasch”."


@pytest.mark.parametrize(("query", "instead"), [("herniaton", "herniation"), ("imagining", "imaging")])
def test_a_word_near_to_another_is_asked_about(walk: Visits, query: str, instead: str) -> None:
    page = look_up(walk, f"search/?q={query}&order=year")
    assert page.locator(".search-said").inner_text() == f"Did you mean “{instead}”?"
    page.locator(".search-said a").click()
    page.wait_for_url(f"**/search/?q={instead}&order=year")


def test_a_word_that_is_nowhere_is_left_out_and_that_is_said(walk: Visits) -> None:
    page = look_up(walk, "search/?q=kasch+xqzzyq")
    assert results_of(page)[0] == WORN_DISCS
    assert page.locator(".search-said").inner_text() == "No text has “xqzzyq”; it was left out."
    assert results_of(look_up(walk, "search/?q=xqzzyq")) == []


def test_results_show_label_type_and_marked_words(walk: Visits) -> None:
    option = ask(walk(KASCH), "kasch population").first
    assert option.locator(".kind").inner_text() == "Kasch 2022 · cohort"
    assert "population" in " ".join(option.locator("mark").all_inner_texts())


def test_an_author_who_was_asked_for_is_named_and_nobody_else(walk: Visits) -> None:
    page = walk(KASCH)
    assert ask(page, "bulow mri").first.locator(".kind").inner_text() == "Kasch 2022 · Robin Bülow · cohort"
    page.get_by_role("combobox").fill("kasch mri")
    page.get_by_role("option").locator(".kind").get_by_text(re.compile("^Kasch 2022 · cohort$")).wait_for()


def test_a_retracted_work_is_marked_among_the_results(walk: Visits) -> None:
    page = look_up(walk, "search/?q=zhang+2021")
    result = page.locator(".search-result").filter(has_text="Zhang 2021").first
    assert result.locator("strong.mark").inner_text() == "Retracted"
    other = look_up(walk, "search/?q=kasch").locator(".search-result").first
    assert other.locator("strong.mark").count() == 0


def test_signs_around_a_word_are_not_marked(walk: Visits) -> None:
    marks = look_up(walk, "search/?q=back+pain").locator(".search-result mark").all_inner_texts()
    assert len(marks) > 20
    assert [text for text in marks if not re.fullmatch(r"\w.*\w|\w", text)] == []


def test_the_page_says_that_it_needs_scripts_only_where_there_are_none(walk: Visits) -> None:
    plain = "Searching needs JavaScript."
    page = walk("search/")
    page.locator("[data-search-page] form:not([hidden])").wait_for(state="attached")
    assert plain not in page.locator("main").inner_text()
    assert plain in walk("search/", scripts=False).locator("main").inner_text()


def test_arrows_choose_enter_opens_and_escape_closes(walk: Visits) -> None:
    page = walk("")
    options = ask(page, "herniation")
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert options.nth(0).get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == options.nth(0).get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="hidden")
    page.keyboard.press("/")
    field.fill("kasch")
    options.first.get_by_text(WORN_DISCS).wait_for()  # those of what was asked before may stand there still
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{KASCH}")


def test_enter_without_a_choice_leads_to_all_results(walk: Visits) -> None:
    page = walk(KASCH)
    ask(page, "herniation")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=herniation")
    page.locator(".search-status").get_by_text("Results: ").wait_for()
    assert page.title() == "Search · PainSci"


def test_the_key_is_a_letter_where_somebody_types(walk: Visits) -> None:
    from playwright.sync_api import expect

    page = walk("search/")
    field = page.get_by_role("searchbox")
    field.press("/")
    expect(field).to_have_value("/")
    assert page.locator("dialog").count() == 0


@pytest.mark.parametrize("late", ["**/search-page.js", "**/ids.json"])
def test_what_is_typed_before_something_is_loaded_is_kept_and_searched(visit: Visits, late: str) -> None:
    from playwright.sync_api import expect

    page = visit("search/?type=cohort")
    held: list[Route] = []
    page.route(late, lambda route: held.append(route))  # noqa: PLW0108 - it asks how many arguments there are
    page.reload(wait_until="domcontentloaded")
    field = page.get_by_role("searchbox")
    field.press_sequentially("kas")
    for _ in range(500):
        if held:
            break
        page.wait_for_timeout(20)
    assert held
    field.press_sequentially("ch")
    page.unroute(late)  # which lets go what is held
    expect(page.locator("[data-search-page] .search-result").first).to_be_visible()
    expect(field).to_have_value("kasch")
    expect(page).to_have_url(re.compile(r"\?(?=.*\bq=kasch\b)(?=.*\btype=cohort\b)"))


def test_the_count_is_said_to_those_who_do_not_see_it(walk: Visits) -> None:
    page = walk(KASCH)
    ask(page, "kasch")
    status = page.locator("dialog [role=status]")
    assert status.inner_text() == "Results: 1"
    page.get_by_role("combobox").fill("zzqqxx")
    status.get_by_text("Nothing was found.").wait_for()
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"


def test_filters_narrow_and_stand_in_the_address(walk: Visits) -> None:
    from playwright.sync_api import expect

    page = look_up(walk, "search/?q=herniation")
    every = len(results_of(page))
    page.get_by_label("Type of study").select_option(index=1)
    page.wait_for_url("**/search/?q=herniation&type=*")
    page.get_by_label("To year").fill("2010")
    page.get_by_label("To year").press("Enter")
    page.wait_for_url("**&to=2010")
    expect(page.locator(".search-page .search-result")).not_to_have_count(every)
    narrowed = results_of(page)
    kinds = page.locator(".search-page .search-result .kind").all_inner_texts()
    years = [int(found[0]) for text in kinds if (found := re.search(r"\d{4}", text))]
    assert len(years) == len(narrowed) > 0
    assert max(years) <= 2010
    page.go_back()
    expect(page.locator(".search-page .search-result")).not_to_have_count(len(narrowed))
    assert page.get_by_label("To year").input_value() == ""


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("kind=article", {"guide", "article", "post"}),
        ("type=meta-analysis", {"meta-analysis"}),
        ("type=trial", {"randomised controlled trial", "trial"}),
    ],
)
def test_a_link_can_name_filters(walk: Visits, filters: str, expected: set[str]) -> None:
    page = look_up(walk, f"search/?q=pain&{filters}")
    kinds = page.locator(".search-page .search-result .kind").all_inner_texts()
    assert kinds
    assert {next(part for part in text.split(" · ") if not re.search(r"\d{4}", part)) for text in kinds} <= expected


def test_results_are_ordered_by_year_or_by_citations(walk: Visits) -> None:
    page = look_up(walk, "search/?q=herniation&kind=entry&order=year")
    kinds = page.locator(".search-page .search-result .kind").all_inner_texts()
    years = [int(found[0]) for text in kinds if (found := re.search(r"\d{4}", text))]
    assert len(years) > 5
    assert years == sorted(years, reverse=True)
    page.get_by_label("Order").select_option("citations")
    page.wait_for_url(re.compile("order=citations"))
    page.locator(".search-results > :first-child a[href$='bibliography/chiu-2015/']").wait_for()


def test_search_works_below_a_path(walk: Visits, site_below: Served) -> None:
    page = walk(KASCH, site=site_below)
    ask(page, "weber surgery").first.click()
    page.wait_for_url(f"**{site_below.below}bibliography/weber-1983/")
    page = walk("search/?q=kasch", site=site_below)
    page.locator(".search-result a").click()
    page.wait_for_url(f"**{site_below.below}{KASCH}")


def test_an_unknown_address_can_be_searched_from(walk: Visits) -> None:
    page = walk("no/such/page/", status=404)
    assert names(ask(page, "kasch")) == [WORN_DISCS]


def test_without_scripts_the_page_of_search_leads_to_the_lists(walk: Visits) -> None:
    page = walk(KASCH, scripts=False)
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url("**/search/")
    assert page.get_by_text("Searching needs JavaScript.").is_visible()
    assert page.get_by_role("searchbox").count() == 0
    page.get_by_role("link", name="All entries").last.click()
    page.wait_for_url("**/bibliography/")


def test_from_disk_the_page_of_search_says_why_it_cannot(chromium: Browser, portable: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto((portable / KASCH / "index.html").as_uri())
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url("**/search/index.html")
    assert page.get_by_text("Searching needs a web server").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    context.close()


def test_where_the_index_is_missing_that_is_said(visit: Visits) -> None:
    page = visit("search/?q=kasch")
    page.route("**/search/0/**", lambda route: route.abort())
    page.reload()
    page.get_by_text("The index could not be loaded.").wait_for()
    assert page.get_by_role("link", name="All entries").last.is_visible()
    assert visit.faults
    visit.faults.clear()  # these are meant


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_open_dialog_and_results_are_accessible(walk: Visits, width: int) -> None:
    page = walk(KASCH, width=width)
    ask(page, "kash")
    page.keyboard.press("ArrowDown")
    assert violations_in_both_themes(page) == []
    page = walk("search/?q=herniaton", width=width)
    page.locator(".search-result").first.wait_for()
    assert violations_in_both_themes(page) == []


def test_the_dialog_and_results_fit_a_narrow_screen(walk: Visits) -> None:
    page = walk(KASCH, width=NARROW)
    ask(page, "herniation")
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    box = page.locator("dialog").bounding_box()
    assert box
    assert (page.evaluate(wide), box["x"] >= 0, box["x"] + box["width"] <= NARROW) == (0, True, True)
    page = walk("search/?q=herniation", width=NARROW)
    page.locator(".search-result").first.wait_for()
    assert page.evaluate(wide) == 0


def test_texts_from_the_index_are_no_html(visit: Visits, tmp_path: Path) -> None:
    name, summary = (
        "<script>alert(1)</script> & a herniation",
        "</span><script>alert(1)</script> herniation",
    )
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography" / "weber-1983.yaml").write_text(
        f"title: Discs\nheadline: '{escape(name)}'\nsummary: '{escape(summary)}'\n", encoding="utf-8"
    )
    with serve(build(tmp_path)) as site:
        page = visit("", site=site)
        option = ask(page, "herniation").first
        assert option.locator(".name").inner_text() == name
        assert "<script>alert(1)</script>" in option.inner_text()
        assert option.locator("img, script").count() == 0
        page.close()


SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize("typed", [SICI, f"https://doi.org/{SICI}", SICI.replace("<", "%3C").replace(">", "%3E")])
def test_a_doi_with_angle_brackets_is_found_as_it_is_pasted(walk: Visits, typed: str) -> None:
    page = look_up(walk, f"search/?q={quote(typed, safe='')}")
    assert results_of(page) == ["Lumbar disc herniation"]
    assert page.locator(".search-said").is_hidden()
