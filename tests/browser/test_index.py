"""Narrowing, sorting and taking away the master index in a real browser."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
import rispy

from tests.browser.serving import serve
from tests.browser.test_axe import violations_in_both_themes
from tests.browser.test_reading import TOO_WIDE
from tests.browser.tools import find_module
from tests.browser.visiting import HEIGHT, NARROW, PHONE, WIDE, Visits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.serving import Served

INDEX = "bibliography/"
FOUND = ".results .found"


def ready(page: Page) -> Page:
    """Wait until the boxes to tick are there, and the lines of what is shown."""
    page.locator(".filter.ready").wait_for(state="attached")
    page.locator(".results .lines:not([aria-busy])").wait_for(state="attached")
    return page


def names(page: Page) -> list[str]:
    ready(page)
    return page.locator("#main .name:visible").all_inner_texts()


def unfold(page: Page, facet: str) -> None:
    page.evaluate(f"document.querySelector('[data-facet={facet}] details')?.setAttribute('open', '')")
    page.locator(f"[data-facet={facet}] .boxes label").first.wait_for()


def counts(page: Page, facet: str) -> dict[str, int]:
    """Give the shown values of a facet with their counts."""
    unfold(page, facet)
    labels = page.locator(f"[data-facet={facet}] .boxes label")
    return dict(
        labels.evaluate_all("all => all.map(one => [one.children[1].textContent, +one.children[2].textContent])")
    )


def tick(page: Page, facet: str, key: str) -> None:
    unfold(page, facet)
    page.locator(f"[data-facet={facet}] input[value='{key}']").click()
    ready(page)


def facets_of(folder: Path) -> dict[str, Any]:
    content = json.loads((folder / "index/data/facets.json").read_text(encoding="utf-8"))
    return {facet["name"]: facet for facet in content["facets"]}


def rows_of(folder: Path) -> list[Any]:
    number = len(list((folder / "index/data").glob("rows-*.json")))
    parts = [folder / f"index/data/rows-{part}.json" for part in range(1, number + 1)]
    return [row for part in parts for row in json.loads(part.read_text(encoding="utf-8"))]


def test_without_a_choice_the_page_stays_as_it_came(walk: Visits) -> None:
    page = ready(walk(INDEX))
    assert page.locator(".results").is_hidden()
    assert page.locator(".group:visible").count() > 10
    assert names(page) == walk(INDEX, scripts=False).locator("#main .name:visible").all_inner_texts()


def test_topics_narrow_one_after_the_other_and_counts_follow(walk: Visits, published: Path) -> None:
    page = ready(walk(INDEX))
    tags = facets_of(published)["tag"]
    number = {value[0]: index for index, value in enumerate(tags["values"])}
    imaging = [tag for tag in tags["of"] if number["imaging"] in tag]
    assert counts(page, "tag")["imaging"] == len(imaging)
    tick(page, "tag", "imaging")
    assert page.inner_text(FOUND) == f"Entries found: {len(imaging)}"
    assert counts(page, "tag")["prognosis"] == sum(number["prognosis"] in tag for tag in imaging)
    tick(page, "tag", "prognosis")
    assert len(names(page)) == sum(number["prognosis"] in tag for tag in imaging)
    assert page.url.endswith("?tag=imaging&tag=prognosis")


def test_of_other_facets_each_choice_adds_and_their_own_counts_stay(walk: Visits, published: Path) -> None:
    page = ready(walk(INDEX))
    studies = facets_of(published)["study"]
    number = {value[0]: index for index, value in enumerate(studies["values"])}
    before = counts(page, "study")
    tick(page, "study", "cohort")
    assert counts(page, "study") == before
    tick(page, "study", "trial")
    assert counts(page, "study") == before
    wanted = sum(kind in {number["cohort"], number["trial"]} for kind in studies["of"])
    assert len(names(page)) == wanted
    assert sum(counts(page, "year").values()) == wanted


def test_the_order_is_kept_in_the_address_and_the_back_button_undoes_it(walk: Visits) -> None:
    page = ready(walk(INDEX))
    plain = names(page)
    page.select_option("#filter-sort", "author")
    by_author = names(page)
    assert page.url.endswith("?sort=author")
    assert page.inner_text(FOUND) == f"Entries found: {len(plain)}; page 1 of 2"
    assert set(by_author) < set(plain)
    assert by_author[:10] != plain[:10]
    tick(page, "tag", "imaging")
    narrowed = names(page)
    assert set(narrowed) < set(plain)
    imaging = page.locator("input[value=imaging]")
    page.go_back()
    page.locator(FOUND).get_by_text("page 1 of 2").wait_for()
    assert names(page) == by_author
    assert not imaging.is_checked()
    page.go_back()
    page.locator(".results").wait_for(state="hidden")
    assert names(page) == plain
    page.go_forward()
    page.locator(".results").wait_for()
    page.go_forward()
    page.locator(FOUND).get_by_text(f"Entries found: {len(narrowed)}").wait_for()
    assert names(page) == narrowed
    assert imaging.is_checked()


def test_a_narrowed_index_can_be_linked_to(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging&study=cohort&sort=cited&unknown=1&tag=nothing"))
    assert page.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == ["imaging", "cohort"]
    assert page.input_value("#filter-sort") == "cited"
    assert page.inner_text(FOUND) == f"Entries found: {len(names(page))}"
    page.locator(".results .name").first.click()
    page.wait_for_url(re.compile(r"/bibliography/[\w-]+/$"))
    page.go_back()
    page.locator(FOUND).get_by_text("Entries found: ").wait_for()


def test_strongest_evidence_comes_first(walk: Visits, published: Path) -> None:
    page = ready(walk(f"{INDEX}?sort=evidence"))
    studies = facets_of(published)["study"]["of"]
    all_names = [row[1] for row in rows_of(published)]
    shown = [studies[all_names.index(name)] for name in names(page)]
    assert shown == sorted(shown)


def test_a_word_of_a_name_or_a_title_finds_without_accents(walk: Visits) -> None:
    page = ready(walk(INDEX))
    page.fill("#filter-text", "KONSTANTINOU sciatica")
    page.locator(FOUND).get_by_text("Entries found: 1").wait_for()
    assert page.url.endswith("?q=KONSTANTINOU+sciatica")
    page.fill("#filter-text", "battie")
    page.locator(FOUND).get_by_text("Entries found:").wait_for()
    page.wait_for_url("**/?q=battie")
    assert any("Batti" in text for text in page.locator(".results .marks").all_inner_texts())
    page.fill("#filter-text", "bulow")
    page.wait_for_url("**/?q=bulow")
    page.locator(FOUND).get_by_text("Entries found: 1").wait_for()


def test_years_are_narrowed_by_the_first_and_the_last(walk: Visits, published: Path) -> None:
    page = ready(walk(INDEX))
    years = facets_of(published)["year"]
    wanted = [int(years["values"][value][0]) for value in years["of"] if years["values"][value][0].isdecimal()]
    unfold(page, "year")
    page.get_by_role("textbox", name="From year").fill("2015")
    page.get_by_role("textbox", name="From year").press("Enter")
    since = sum(year >= 2015 for year in wanted)
    page.locator(FOUND).get_by_text(f"Entries found: {since}").wait_for()
    page.get_by_role("textbox", name="To year").fill("2017")
    page.get_by_role("textbox", name="To year").press("Tab")
    page.wait_for_url("**/?from=2015&to=2017")
    within = sum(2015 <= year <= 2017 for year in wanted)
    page.locator(FOUND).get_by_text(f"Entries found: {within}").wait_for()
    assert sorted(counts(page, "year")) == ["2015", "2016", "2017"]
    assert sum(counts(page, "study").values()) == within
    page.get_by_role("button", name="Without “To year 2017”").click()
    page.wait_for_url("**/?from=2015")
    assert page.get_by_role("textbox", name="To year").input_value() == ""
    page.go_back()
    page.locator(FOUND).get_by_text(f"Entries found: {within}").wait_for()
    assert page.get_by_role("textbox", name="To year").input_value() == "2017"


def test_a_year_in_a_link_that_is_none_narrows_nothing(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?from=soon&to=%22"))
    assert page.locator(".results").is_hidden()


def test_what_is_taken_away_is_never_in_doubt(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging"))
    assert page.locator(":is(.take, .take-away):visible").count() == 1
    page.click(".reset")
    assert page.locator(".take-away").is_visible()


def test_what_nothing_has_is_said_and_can_be_taken_back(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?q=xyzzy"))
    page.locator(FOUND).get_by_text("No entry matches. Remove one of your choices.").wait_for()
    assert page.locator(".results .take").is_hidden()
    page.click(".reset")
    page.locator(".results").wait_for(state="hidden")
    assert page.url.endswith(INDEX)
    assert page.evaluate("document.activeElement.id") == "filter-sort"


def test_a_choice_can_be_taken_away_where_it_is_named(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging&study=cohort"))
    page.get_by_role("button", name="Without “Topics: imaging”").click()
    ready(page)
    assert page.url.endswith("?study=cohort")
    assert page.evaluate("document.activeElement.textContent") == "cohort study"


def test_the_keyboard_is_enough(walk: Visits) -> None:
    page = ready(walk(INDEX))
    page.locator("[data-facet=study] summary").press("Enter")
    page.locator("[data-facet=study] details[open]").wait_for()
    while page.evaluate("document.activeElement.value") != "cohort":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name ?? ''") in {"study", ""}
    page.keyboard.press("Space")
    ready(page)
    assert page.url.endswith("?study=cohort")
    assert page.evaluate("[document.activeElement.value, document.activeElement.checked]") == ["cohort", True]
    assert page.inner_text(FOUND) == f"Entries found: {len(names(page))}"
    page.keyboard.press("Space")
    ready(page)
    assert page.url.endswith(INDEX)
    assert page.evaluate("document.activeElement.value") == "cohort"


def test_on_a_phone_a_button_opens_the_choices(walk: Visits) -> None:
    page = ready(walk(INDEX, width=PHONE, touch=True))
    opener = page.locator(".filter-open")
    assert page.locator("#filter-form").is_hidden()
    assert opener.get_attribute("aria-expanded") == "false"
    opener.tap()
    assert page.locator("#filter-form").is_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    page.locator("[data-facet=tag] input[value=imaging]").tap()
    page.locator(FOUND).get_by_text("Entries found: ").wait_for()


def test_how_many_are_found_is_a_live_region(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging"))
    assert page.locator(FOUND).get_attribute("role") == "status"
    assert page.locator("#filter-form fieldset > legend").all_text_contents()[0] == "Topics"


def test_without_scripts_there_is_a_plain_list_and_the_ways_into_it(walk: Visits) -> None:
    page = walk(INDEX, scripts=False)
    assert page.locator(".filter").is_hidden()
    assert page.locator("#main form").count() == 0
    links = page.locator("nav[aria-label='Ways into the bibliography'] a")
    assert links.all_inner_texts() == ["Years", "Authors", "Journals", "Types of study", "Topics"]


def test_on_paper_there_is_the_list_alone(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging", paper=True))
    assert page.locator(".results .name").first.is_visible()
    assert page.locator(":is(.filter, .reset, .results .take, .group, .search-link):visible").count() == 0
    assert page.locator(".chosen").inner_text() == "imaging"


@pytest.mark.parametrize("query", ["", "?tag=imaging&study=cohort", "?q=xyzzy"])
def test_the_index_is_accessible_in_both_themes_wide_and_on_a_phone(walk: Visits, query: str) -> None:
    find_module("axe-core/axe.min.js")
    page = ready(walk(f"{INDEX}{query}"))
    found = []
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        if width == PHONE:
            page.click(".filter-open")
        found += [f"{width}: {violation}" for violation in violations_in_both_themes(page)]
    assert found == []


def test_nothing_is_wider_than_a_narrow_window(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging&study=cohort&with=commentary", width=NARROW))
    page.click(".filter-open")
    page.evaluate("document.querySelectorAll('.filter details').forEach(one => one.open = true)")
    scrolled, room = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert scrolled <= room, page.evaluate(TOO_WIDE)


def test_data_that_cannot_be_loaded_leave_the_plain_list(visit: Visits) -> None:
    page = visit("tags/")
    page.route("**/facets.json", lambda route: route.abort("blockedbyclient"))
    page.goto(visit.site.url(INDEX))
    page.locator(".filter").wait_for(state="detached")
    assert page.locator(".group:visible").count() > 10
    visit.faults.clear()  # the request that was blocked


# what is taken away


def taken(page: Page, suffix: str) -> str:
    with page.expect_download() as download:
        page.locator(f".results .take button[data-href$='.{suffix}']").click()
    assert download.value.suggested_filename == f"selection.{suffix}"
    page.locator(".results .take [role=status]").get_by_text(f"Saved: selection.{suffix}").wait_for()
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def keys_in(suffix: str, text: str) -> list[str]:
    if suffix == "bib":
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks
        return [entry.key for entry in library.entries]
    if suffix == "ris":
        return [str(entry["id"]) for entry in rispy.loads(text)]
    if suffix == "json":
        return [item["id"] for item in json.loads(text)]
    return [row["citekey"] for row in csv.DictReader(StringIO(text))]


def shown_keys(page: Page) -> list[str]:
    hrefs = page.locator(".results .name").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [href.rstrip("/").rpartition("/")[2] for href in hrefs]


@pytest.mark.parametrize("suffix", ["bib", "ris", "json", "csv"])
def test_a_narrowed_index_is_taken_away_in_its_order(walk: Visits, suffix: str) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging&sort=cited"))
    keys = shown_keys(page)
    assert 5 < len(keys) < 30
    assert keys_in(suffix, taken(page, suffix)) == keys


# a thousand entries


@pytest.fixture(scope="module")
def large(thousand: Path) -> Iterator[Served]:
    with serve(thousand) as served:
        yield served


def test_a_thousand_entries_are_paged_and_no_page_shows_more_than_a_hundred(walk: Visits, large: Served) -> None:
    page = ready(walk(f"{INDEX}?sort=author", site=large))
    assert page.inner_text(FOUND) == "Entries found: 1,000; page 1 of 34"
    first = names(page)
    assert len(first) == 30
    page.locator(".results .pager a.next").click()
    page.locator(FOUND).get_by_text("page 2 of 34").wait_for()
    second = names(page)
    assert not set(first) & set(second)
    assert page.url.endswith("?sort=author&page=2")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.go_back()
    page.locator(FOUND).get_by_text("page 1 of 34").wait_for()
    assert names(page) == first


def test_a_long_facet_shows_a_hundred_values_and_finds_the_others(walk: Visits, large: Served) -> None:
    page = ready(walk(INDEX, site=large))
    values = facets_of(large.folder)["journal"]["values"]
    assert len(values) > 150
    last = values[-1]
    page.locator("[data-facet=journal] summary").click()
    page.locator("[data-facet=journal] label").nth(99).wait_for()
    assert page.locator("[data-facet=journal] label").count() == 100
    page.fill("[data-facet=journal] input[type=search]", last[-1])
    tick(page, "journal", last[0])
    assert len(names(page)) == facets_of(large.folder)["journal"]["of"].count(len(values) - 1)


def test_data_are_loaded_in_parts_and_by_no_other_page(visit: Visits, large: Served) -> None:
    page = visit("tags/", site=large)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(large.url("years/2018/"))
    assert not [url for url in asked if "/data/" in url]
    page.goto(large.url(f"{INDEX}?year=2018"))
    ready(page)
    rows = [url for url in asked if "/rows-" in url]
    assert 0 < len(rows) <= 3
    assert not [url for url in asked if "names.json" in url]


def test_the_whole_of_a_large_selection_is_taken_away(walk: Visits, large: Served) -> None:
    page = ready(walk(f"{INDEX}?sort=author", site=large))
    keys = keys_in("ris", taken(page, "ris"))
    assert (len(keys), len(set(keys))) == (1000, 1000)
    assert keys[:30] == shown_keys(page)


def test_on_a_phone_the_open_choice_says_how_many_are_left_and_leads_to_them(walk: Visits) -> None:
    page = ready(walk(INDEX, width=PHONE))
    page.click(".filter-open")
    leave = page.locator(".filter-show")
    assert not leave.is_visible()
    tick(page, "tag", "imaging")
    leave.wait_for()
    assert leave.inner_text() == page.inner_text(FOUND).partition(";")[0]
    box = leave.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= HEIGHT + 1
    leave.click()
    assert not page.locator("#filter-form").is_visible()
    assert page.evaluate("document.activeElement.matches('.results h2')")
    assert page.locator(".results .name").first.is_visible()


def test_on_a_wide_screen_the_count_stands_once(walk: Visits) -> None:
    page = ready(walk(f"{INDEX}?tag=imaging"))
    assert not page.locator(".filter-show").is_visible()
