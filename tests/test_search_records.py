"""What of each node is searched, and what filters and suggestions are made of."""

import json
from collections.abc import Iterable

import pytest
from msgspec import msgpack

from painsite.config import DEFAULTS
from painsite.linking.library import link
from painsite.model import Article, Entry, Tag
from painsite.pages.context import Context, make_context
from painsite.pages.links import Linking
from painsite.pages.search.bundles import (
    BUNDLE_SIZE,
    MOST_BUNDLES,
    Bundle,
    bundle_count,
    bundle_of,
    bundles,
    plan_bundles,
)
from painsite.pages.search.facts import facts, vocabulary
from painsite.pages.search.page import search_page
from painsite.pages.search.records import make_record
from painsite.pages.search_index import Record
from tests.support import article, entry

KASCH = """\
title: Association of Lumbar MRI Findings with Back Pain
headline: Worn discs say little
authors: [Kasch R, "Bülow, Robin", "Hancock, Mark J."]
year: 2022
doi: 10.1097/BRS.0000000000004198
pmid: 34474443
pmcid: PMC8510012
isbn: 978-3-16-148410-0
tags: [mri]
aliases: [kasch-2021]
study: {design: cohort}
summary: Scans told little.
abstract: |
  METHODS: We scanned 3369 people.
commentary: It fits [@weber-1983].
related: [weber-1983]
"""
WEBER = "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\ntags: [surgery]\n"
PLACE = ("bibliography/tags.yaml", 1, 1)
TAGS = (
    Tag(name="diagnosis", place=PLACE),
    Tag(name="imaging", parents=("diagnosis",), synonyms=("mri", "magnetic resonance"), place=PLACE),
)


def context_of(entries: Iterable[Entry], articles: Iterable[Article] = ()) -> Context:
    library, _ = link(list(entries), list(articles), tags=TAGS)
    return make_context(library, DEFAULTS, Linking())


@pytest.fixture
def context() -> Context:
    guide = article(
        "guide", "## How it goes\n\nMost get well, says @kasch-2022.", "title: A guide\ndescription: All of it."
    )
    return context_of([entry("kasch-2022", KASCH), entry("weber-1983", WEBER)], [guide])


def record_of(citekey: str, context: Context) -> Record:
    (bundle,) = [one for one in plan_bundles(context) if citekey in one.texts]
    facts = msgpack.decode(bundle.inputs, type=Bundle).rows[bundle.texts.index(citekey)]
    return make_record(context.library.node(citekey), context.library.faces[citekey], facts)


def test_running_text_is_summary_commentary_and_abstract_and_nothing_of_others(context: Context) -> None:
    assert record_of("kasch-2022", context).content == (
        "Scans told little.\n\nIt fits.\n\nMETHODS: We scanned 3369 people."
    )


def test_fields_weigh_more_than_running_text(context: Context) -> None:
    assert dict(record_of("kasch-2022", context).meta) == {
        "title": "Worn discs say little",
        "label": "Kasch 2022",
        "kind": "cohort",
        "year": "2022",
        "authors": "Kasch, Robin Bülow, Mark Hancock",
        "work": "Association of Lumbar MRI Findings with Back Pain",
        "ids": "10.1097/brs.0000000000004198 34474443 PMC8510012 9783161484100 kasch-2022 kasch-2021",
        "tags": "imaging, diagnosis, mri, magnetic resonance",
    }


def test_a_formula_is_found_as_people_type_it_and_a_power_is_no_number() -> None:
    text = "10<sup>60</sup> moles of H<sub>2</sub>O and CO<sub>2</sub>, of H<sub>2</sub>O first."
    made = record_of("guide", context_of([], [article("guide", text)]))
    assert made.content == "10⁶⁰ moles of H₂O and CO₂, of H₂O first."
    assert dict(made.meta)["ids"] == "guide H2O CO2"


def test_a_work_without_any_text_is_searched_by_its_title(context: Context) -> None:
    record = record_of("weber-1983", context)
    assert (record.url, record.content) == ("bibliography/weber-1983/", "Lumbar disc herniation")
    assert dict(record.meta)["title"] == "Lumbar disc herniation"
    assert "work" not in dict(record.meta)


def test_an_article_is_searched_by_description_text_and_headings(context: Context) -> None:
    record = record_of("guide", context)
    assert record.content == "All of it.\n\nHow it goes Most get well, says."
    assert dict(record.meta) == {"title": "A guide", "kind": "article", "headings": "How it goes", "ids": "guide"}


@pytest.mark.parametrize(
    ("nodes", "count"),
    [
        (0, 1),
        (37, 1),
        (BUNDLE_SIZE, 1),
        (BUNDLE_SIZE + 1, 2),
        (1_020, 2),
        (10_200, 16),
        (1_000_000, MOST_BUNDLES),
    ],
)
def test_the_number_of_bundles_is_a_power_of_two_and_has_an_end(nodes: int, count: int) -> None:
    assert bundle_count(nodes) == count


def test_newcomers_move_nobody_into_another_bundle() -> None:
    entries = [entry(f"weber-{number}", WEBER) for number in range(BUNDLE_SIZE * 2 - 10)]
    before = bundles(context_of(entries))
    after = bundles(context_of([*entries, entry("kasch-2022", KASCH)]))
    number = bundle_of("kasch-2022", 2)
    assert {**before, number: tuple(sorted((*before[number], "kasch-2022")))} == dict(after)
    assert all(list(citekeys) == sorted(citekeys) for citekeys in after.values())


def test_facts_have_a_row_for_each_node_in_the_order_of_its_bundle(context: Context) -> None:
    assert json.loads(facts(context)) == {
        "types": [["cohort", "cohort study"]],
        "tags": ["diagnosis", "imaging", "surgery"],
        "bundles": {"0": [[0, -1, 0, 0, 0, []], [1, 0, 2022, 1, 1, [0, 1]], [1, -1, 1983, 1, 0, [2]]]},
    }


def test_a_filter_that_has_nothing_to_choose_from_is_not_offered(context: Context) -> None:
    def offered(some: Context) -> tuple[str, ...]:
        return search_page(some, some.frame.linking.from_page("/search/")).filters

    assert offered(context) == ("kind", "type", "tag", "commentary")
    assert offered(context_of([entry("weber-1983", "title: Lumbar disc herniation\n")])) == ()


def test_the_vocabulary_begins_with_what_is_used_most(context: Context) -> None:
    words = json.loads(vocabulary(context.library.faces.values(), context.tag_names.values()))
    assert words[:2] == ["guide", "kasch"]
    assert {"kasch", "bülow", "herniation", "guide", "imaging"} <= set(words)
    assert "of" not in words
