"""Pages of lists and files for machines are planned once, and made where their keys have changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from msgspec import structs

from painsite.config import DEFAULTS, Features, Settings, Theme
from painsite.hashing import value_digest
from painsite.linking.library import link
from painsite.pages.context import make_context
from painsite.pages.digests import Digests, FaceDigests, frame_digest
from painsite.pages.links import Linking
from painsite.pages.plan import Page, plan_documents, plan_lists
from painsite.pages.values import ListPage
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The planned pages and files of a site, made too."""

    pages: Mapping[str, Page]
    texts: Mapping[str, str]
    keys: Mapping[str, bytes]
    paths: tuple[str, ...]


def plan(changes: Mapping[str, str], *, settings: Settings = SETTINGS, guide: str = "As @work-03 says.") -> Planned:
    entries = {key: entry(key, text) for key, text in {**SOURCES, **changes}.items()}
    guides = [article("guide", guide, "title: Guide\ntags: [all]\nupdated: 2025-01-01")]
    library, _ = link(entries.values(), guides)
    context = make_context(library, settings, Linking(url=settings.url))
    digests = Digests(
        frame=frame_digest(context.frame, b"templates"),
        faces=FaceDigests(library.faces),
        nodes={node.citekey: value_digest(node) for node in (*entries.values(), *guides)},
        references={citekey: value_digest(structs.replace(one, abstract=())) for citekey, one in entries.items()},
    )
    jobs = plan_lists(context)
    documents = plan_documents(context, jobs)
    nodes = {node.citekey: node for node in (*entries.values(), *guides)}
    return Planned(
        pages={job.path: job.page() for job in jobs},
        texts={path: content.decode() for one in documents for path, content in one.make(lambda _: nodes).items()},
        keys={
            **{job.path: job.key(digests) for job in jobs},
            **{path: one.key(digests) for one in documents for path in one.paths},
        },
        paths=tuple(job.path for job in jobs),
    )


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
    # tags are part of a face, which lists do not look into
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
    changed = {path for path, key in after.keys.items() if before.keys.get(path) != key}
    different = {path for path, page in after.pages.items() if before.pages.get(path) != page}
    different |= {path for path, text in after.texts.items() if before.texts.get(path) != text}
    assert different <= changed
    assert changed == expected


def test_pages_are_planned_in_one_order() -> None:
    paths = plan({"work-00": SOURCES["work-00"] + "redirect_from: [old]\n"}).paths
    assert paths == (
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
    changed = {path for path, key in after.keys.items() if before.keys[path] != key}
    assert changed == {
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
    assert set(plan({}).texts) == {
        *(*always, "sitemap.xml", "theme.css", "opensearch.xml", FACTS, WORDS),
        *(*FEED, *TAG_FEED, *FIRST_FEED, *GUIDE_FEED),
    }
    assert set(plan({}, settings=replace(SETTINGS, features=few, theme=Theme())).texts) == {*always, "sitemap.xml"}
    assert set(plan({}, settings=replace(DEFAULTS, page_size=10, features=few)).texts) == always
