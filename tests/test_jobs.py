"""Pages of lists and files for machines are planned once, and made where their keys have changed."""

from dataclasses import replace

import pytest

from painsite.config import DEFAULTS, Features, Settings, Theme
from painsite.pages.values import ListPage
from tests.planning import PlannedSite, plan_nodes
from tests.support import article, entry

URL = "https://example.org/"
SETTINGS = replace(
    DEFAULTS, page_size=10, url=URL, theme=Theme(width="34rem"), features=Features(exports=False, map=False)
)
SOURCES = {
    f"work-{number:02d}": (
        f"title: Work {number}\nyear: {2000 + number % 3}\nadded: 2026-01-{number + 1:02d}\n"
        f"tags: [{'all' if number else 'first'}]\n"
    )
    for number in range(12)
}


def plan(changes: dict[str, str], *, settings: Settings = SETTINGS, guide: str = "As @work-03 says.") -> PlannedSite:
    entries = [entry(key, text) for key, text in {**SOURCES, **changes}.items()]
    guides = [article("guide", guide, "title: Guide\ntags: [all]\nupdated: 2025-01-01")]
    return plan_nodes([*entries, *guides], settings=settings, searched=False)


def but_nodes(site: PlannedSite, paths: set[str]) -> set[str]:
    """Leave out the pages of nodes."""
    return paths - {planned.paths[0] for planned in site.plan.nodes.values()}


INDEX = {"bibliography/index.html", "index/a-z/index.html"}
TAG = {"tags/all/index.html", "tags/all/2/index.html"}
HOME = {"index.html", "404.html"}
FEED = {"feed.xml", "feed.json"}
TAG_FEED = {"tags/all/feed.xml", "tags/all/feed.json"}
FIRST_FEED = {"tags/first/feed.xml", "tags/first/feed.json"}
GUIDE_FEED = {"articles/guide/feed.xml", "articles/guide/feed.json"}
DATA = {"index/data/facets.json", "index/data/rows-1.json"}
NAMES = "index/data/names.json"
WORDS = "search/words.json"
FACTS = "search/facts.json"


def change(citekey: str, old: str, new: str) -> dict[str, str]:
    assert old in SOURCES[citekey]
    return {citekey: SOURCES[citekey].replace(old, new)}


EDITS: list[tuple[dict[str, str], set[str]]] = [
    ({}, set()),
    # its text is shown by no list, but by feeds
    ({"work-11": SOURCES["work-11"] + "abstract: Long.\n"}, {*FEED, *TAG_FEED}),
    # on the first page of each list, and among the newest
    (
        change("work-11", "Work 11", "Other"),
        {*INDEX, *HOME, "tags/all/index.html", "years/2002/index.html", *FEED, *TAG_FEED, *DATA, NAMES, WORDS},
    ),
    # tags are part of a face, and a key looks at the whole of that
    (
        change("work-00", "[first]", "[first, all]"),
        {
            *INDEX,
            "index.html",
            "tags/index.html",
            "tags/first/index.html",
            *TAG,
            "years/2000/index.html",
            *FEED,
            *TAG_FEED,
            *FIRST_FEED,
            *DATA,
            NAMES,
            FACTS,
            WORDS,
        },
    ),
    ({"work-00": SOURCES["work-00"] + "updated: 2026-02-01\n"}, {"sitemap.xml", *FEED, *FIRST_FEED}),
    ({"work-00": SOURCES["work-00"] + "redirect_from: [old]\n"}, {*FEED, *FIRST_FEED, "old/index.html"}),
]


@pytest.mark.parametrize(("changes", "expected"), EDITS)
def test_a_key_changes_where_a_page_or_file_does(changes: dict[str, str], expected: set[str]) -> None:
    before, after = plan({}), plan(changes)
    changed = after.changed(before)
    assert after.different(before) <= changed
    assert but_nodes(after, changed) == expected


def test_pages_are_planned_in_one_order() -> None:
    site = plan({"work-00": SOURCES["work-00"] + "redirect_from: [old]\n"})
    assert tuple(planned.paths[0] for planned in site.plan.files if planned.paths[0] in site.pages) == (
        "index.html",
        "bibliography/index.html",
        "index/year/2/index.html",
        "index/a-z/index.html",
        "index/a-z/2/index.html",
        "articles/index.html",
        "tags/all/index.html",
        "tags/all/2/index.html",
        "tags/first/index.html",
        "years/2002/index.html",
        "years/2001/index.html",
        "years/2000/index.html",
        "tags/index.html",
        "years/index.html",
        "search/index.html",
        "404.html",
        "old/index.html",
    )


def test_a_new_citation_changes_the_lists_that_count_it() -> None:
    before, after = plan({}), plan({}, guide="As @work-03 and @work-04 say.")
    assert but_nodes(after, after.changed(before)) == {
        *("index.html", *INDEX, "tags/all/index.html", "years/2001/index.html"),
        *(*GUIDE_FEED, *DATA, FACTS),
    }


def test_a_list_says_how_often_its_entries_are_cited() -> None:
    value = plan({}).pages["tags/all/index.html"].value
    assert isinstance(value, ListPage)
    assert {line.name: line.marks for group in value.groups for line in group.lines if line.marks} == {
        "Work 3": ("cited by one page",)
    }


def test_files_for_machines_are_those_that_the_settings_ask_for() -> None:
    few = Features(feeds=False, exports=False, map=False, search=False)
    always = {"robots.txt", *DATA, NAMES}
    assert set(plan({}).contents) == {
        *(*always, "sitemap.xml", "theme.css", "opensearch.xml", FACTS, WORDS),
        *(*FEED, *TAG_FEED, *FIRST_FEED, *GUIDE_FEED),
    }
    assert set(plan({}, settings=replace(SETTINGS, features=few, theme=Theme())).contents) == {*always, "sitemap.xml"}
    assert set(plan({}, settings=replace(DEFAULTS, page_size=10, features=few)).contents) == always
