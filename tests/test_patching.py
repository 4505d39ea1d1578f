"""A library that is patched is the one that linking everything would give."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.build.outline import prepare
from painsite.linking.library import link
from painsite.linking.patching import patch_library
from painsite.model import Article, Entry, Library, Node
from tests.support import KASCH, WEBER, article, entry

ENTRIES = ("boos-1995", "jensen-1994", "kasch-2022", "weber-1983")
ARTICLES = ("guide", "history")
NAMES = (*ENTRIES, *ARTICLES, "old-key", "nobody-1900")

TEXTS = st.lists(
    st.sampled_from(NAMES).flatmap(
        lambda name: st.sampled_from([f"See [@{name}].", f"As @{name} says, discs wear.", f"[@{name}; @weber-1983]"])
    ),
    max_size=3,
).map(" ".join)
TITLES = st.sampled_from(["Discs", "Spines"])
YEARS = st.sampled_from(["year: 1983", "year: 1995", "date: 1995-03", ""])
ADDED = st.sampled_from(["added: 2026-01-02", "added: 2025", ""])
NAMED = st.sampled_from(["", "", "", "aliases: [old-key]", "draft: true", "label: Weber", "doi: 10.1000/1"])
MORE = st.sampled_from(
    ["", "tags: [pain]", "headline: Worn", "pmcid: PMC1", "redirect_from: [old]", "related: [guide]"]
)
AUTHORS = st.sampled_from(["authors: [Weber H]", "authors: [Boos N]", ""])
TEXT_FIELDS = st.sampled_from(["commentary", "notes", "abstract_note"])


def make_entry(citekey: str, parts: tuple[str, ...], field: str, text: str) -> Entry:
    title, *lines = parts
    return entry(citekey, "\n".join([f"title: {title}", *filter(None, lines), f"{field}: '{text}'"]))


def entries(citekey: str) -> st.SearchStrategy[Entry]:
    parts = st.tuples(TITLES, AUTHORS, YEARS, ADDED, NAMED, MORE)
    return st.builds(make_entry, st.just(citekey), parts, TEXT_FIELDS, TEXTS)


def articles(citekey: str) -> st.SearchStrategy[Article]:
    kinds = st.sampled_from(["", "\nkind: guide", "\nkind: post", "\naliases: [old-key]", "\ndraft: true"])
    dates = st.sampled_from(["", "\ndate: 1995", "\nupdated: 1995-03-02"])
    matter = st.builds("title: {}{}{}".format, TITLES, kinds, dates)
    return st.builds(article, st.just(citekey), TEXTS, matter)


def nodes(citekey: str) -> st.SearchStrategy[Node]:
    return entries(citekey) if citekey in ENTRIES else articles(citekey)


SITES = st.fixed_dictionaries({citekey: nodes(citekey) for citekey in (*ENTRIES, *ARTICLES)})
CHANGES = st.sampled_from((*ENTRIES, *ARTICLES)).flatmap(nodes)


def linked(site: Mapping[str, Node], *, drafts: bool = False) -> Library:
    library, _ = link(
        [node for node in site.values() if isinstance(node, Entry)],
        [node for node in site.values() if isinstance(node, Article)],
        drafts=drafts,
    )
    return library


def order(library: Library) -> list[list[str]]:
    mappings: list[Mapping[str, object]] = [
        library.entries, library.articles, library.faces, library.canonical, library.cited_by, library.redirects,
    ]  # fmt: skip
    return [list(mapping) for mapping in mappings]


@pytest.mark.property
@given(site=SITES, change=CHANGES, drafts=st.booleans())
def test_a_library_that_is_patched_is_the_one_that_is_linked(
    site: dict[str, Node], change: Node, *, drafts: bool
) -> None:
    before = linked(site, drafts=drafts)
    patched = patch_library(before, change)
    if patched is not None:
        after = linked({**site, change.citekey: change}, drafts=drafts)
        assert patched == after
        assert order(patched) == order(after)


@pytest.mark.property
@given(site=SITES, text=TEXTS, citekey=st.sampled_from(ENTRIES))
def test_a_change_of_text_alone_can_be_patched(site: dict[str, Node], text: str, citekey: str) -> None:
    other = entry(citekey, f"title: Discs\nyear: 1983\nnotes: '{text}'")
    assert patch_library(linked({**site, citekey: entry(citekey, "title: Discs\nyear: 1983")}), other) is not None


SITE: dict[str, Node] = {
    "kasch-2022": entry("kasch-2022", KASCH),
    "weber-1983": entry("weber-1983", f"{WEBER}notes: See [@kasch-2022].\n"),
    "guide": article("guide", "As @kasch-2022 says."),
}
WEBER_CHANGED = WEBER.replace("Weber H", "Boos N"), WEBER.replace("1983", "1984")


@pytest.mark.parametrize(
    "yaml",
    [
        *WEBER_CHANGED,
        *(f"{WEBER}{line}" for line in (
            "added: 2026-01-02", "aliases: [weber83]", "redirect_from: [old]", "related: [guide]",
            "not_related: [guide]", "draft: true", "label: Weber", "doi: 10.1000/1", "pmid: 1", "works_cited: [guide]",
        )),
    ],
)  # fmt: skip
def test_a_change_of_names_or_of_what_labels_hang_on_is_not_patched(yaml: str) -> None:
    assert patch_library(linked(SITE), entry("weber-1983", yaml)) is None


def test_a_new_node_is_not_patched_in() -> None:
    assert patch_library(linked(SITE), entry("boos-1995", WEBER)) is None


def test_a_node_of_another_file_is_not_patched_in() -> None:
    other = entry("classics", f"citekey: weber-1983\n{WEBER}")
    assert patch_library(linked(SITE), other) is None


def test_an_entry_is_not_patched_into_the_place_of_an_article() -> None:
    assert patch_library(linked(SITE), entry("guide", WEBER)) is None
    assert patch_library(linked(SITE), article("weber-1983", "")) is None


def test_a_draft_that_is_not_published_is_not_patched() -> None:
    draft = entry("weber-1983", f"{WEBER}draft: true")
    assert patch_library(linked({**SITE, "weber-1983": draft}), draft) is None


def test_a_node_that_did_not_change_changes_nothing() -> None:
    library = linked(SITE)
    for node in SITE.values():
        assert patch_library(library, node) == library


def test_who_cites_no_longer_goes_and_who_begins_to_comes_in_order() -> None:
    library = linked({**SITE, "boos-1995": entry("boos-1995", "title: Herniations\nyear: 1995")})
    patched = patch_library(library, entry("weber-1983", f"{WEBER}notes: See [@boos-1995; @guide]."))
    assert patched is not None
    assert {cited: [one.citekey for one in citing] for cited, citing in patched.cited_by.items()} == {
        "boos-1995": ["weber-1983"],
        "guide": ["weber-1983"],
        "kasch-2022": ["guide"],
    }
    assert (library.citations, patched.citations) == (2, 3)


def test_a_letter_stays_where_two_labels_are_alike() -> None:
    twins = {key: entry(key, WEBER) for key in ("weber-1983", "weber-b")}
    patched = patch_library(linked(twins), entry("weber-b", f"{WEBER}headline: Surgery helps sooner\n"))
    assert patched is not None
    assert (patched.faces["weber-b"].label, patched.faces["weber-b"].headline) == (
        "Weber 1983b",
        "Surgery helps sooner",
    )


def test_an_outline_is_enough() -> None:
    outlines = {citekey: prepare(node)[0].outline for citekey, node in SITE.items()}
    changed = prepare(entry("weber-1983", f"{WEBER}notes: See [@guide].\nabstract: Discs.\n"))[0].outline
    patched = patch_library(linked(outlines), changed)
    assert patched == linked({**outlines, "weber-1983": changed})
