import pytest

from painsite.linking.nodes import Nodes, address_of, collect_nodes, place_of
from painsite.model import Article, Entry
from painsite.problems import Place
from tests.support import KASCH, WEBER, article, entry


def collected(*nodes: Entry | Article, drafts: bool = False) -> tuple[Nodes, list[str]]:
    entries = [node for node in nodes if isinstance(node, Entry)]
    articles = [node for node in nodes if isinstance(node, Article)]
    found, problems = collect_nodes(entries, articles, drafts=drafts)
    return found, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("node", "address"),
    [
        (entry("kasch-2022", KASCH), "/bibliography/kasch-2022/"),
        (entry("tolkien~single", f"citekey: tolkien:single\n{WEBER}"), "/bibliography/tolkien~3asingle/"),
        (entry("muller", f"citekey: Müller2001\n{WEBER}"), "/bibliography/Müller2001/"),
        (article("back-pain", ""), "/articles/back-pain/"),
    ],
)
def test_an_address_is_made_of_the_kind_and_the_citekey(node: Entry | Article, address: str) -> None:
    assert address_of(node) == address


def test_entries_and_articles_share_one_key_space() -> None:
    nodes, problems = collected(entry("back-pain", KASCH), article("back-pain", ""))
    assert (list(nodes.entries), list(nodes.articles)) == ([], ["back-pain"])
    assert problems == [
        (
            "bibliography/back-pain.yaml:1:1: duplicate-citekey: `back-pain` is also the citekey of"
            " bibliography/articles/back-pain.md:1:1; change one of the citekeys"
        )
    ]


def test_of_two_entries_with_one_citekey_the_first_by_path_is_kept() -> None:
    second = entry("z/weber-1983", f"citekey: weber-1983\n{KASCH}")
    nodes, problems = collected(second, entry("weber-1983", WEBER))
    assert nodes.entries["weber-1983"].title == "Lumbar disc herniation"
    assert problems == [
        (
            "bibliography/z/weber-1983.yaml:1:1: duplicate-citekey: `weber-1983` is also the citekey of"
            " bibliography/weber-1983.yaml:1:1; change one of the citekeys"
        )
    ]


def test_citekeys_that_differ_only_in_case_would_have_one_address() -> None:
    nodes, problems = collected(entry("Weber-1983", WEBER), entry("weber-1983", WEBER))
    assert list(nodes.entries) == ["Weber-1983"]
    assert problems == [
        (
            "bibliography/weber-1983.yaml:1:1: same-address: `weber-1983` would have the address of `Weber-1983` at"
            " bibliography/Weber-1983.yaml:1:1; citekeys must differ by more than case"
        )
    ]


def test_citekeys_that_differ_only_in_composition_are_one_citekey() -> None:
    composed, decomposed = (
        entry("a", f"citekey: Müller2001\n{WEBER}"),
        entry("b", f"citekey: Mu\u0308ller2001\n{WEBER}"),
    )
    nodes, problems = collected(composed, decomposed)
    assert list(nodes.entries) == ["Müller2001"]
    assert problems == [
        (
            "bibliography/b.yaml:1:1: duplicate-citekey: `Mu\u0308ller2001` is also the citekey of"
            " bibliography/a.yaml:1:1; change one of the citekeys"
        )
    ]


def test_the_order_of_the_sources_changes_nothing() -> None:
    one, other = entry("kasch-2022", KASCH), entry("weber-1983", WEBER)
    assert collected(one, other) == collected(other, one)


def test_a_draft_is_left_out_but_known() -> None:
    nodes, problems = collected(entry("kasch-2022", f"{KASCH}draft: true\naliases: [kasch22]\n"))
    assert (dict(nodes.entries), nodes.drafts, problems) == ({}, frozenset({"kasch-2022", "kasch22"}), [])
    assert (dict(nodes.canonical), dict(nodes.redirects)) == ({}, {})


def test_drafts_are_published_when_asked_for() -> None:
    nodes, _ = collected(entry("kasch-2022", f"{KASCH}draft: true\n"), drafts=True)
    assert (list(nodes.entries), nodes.drafts) == (["kasch-2022"], frozenset())


def test_a_draft_with_a_published_citekey_is_a_duplicate_all_the_same() -> None:
    _, problems = collected(entry("weber-1983", WEBER), entry("z", f"citekey: weber-1983\n{WEBER}draft: true\n"))
    assert problems == [
        (
            "bibliography/z.yaml:1:1: duplicate-citekey: `weber-1983` is also the citekey of"
            " bibliography/weber-1983.yaml:1:1; change one of the citekeys"
        )
    ]


def test_an_alias_leads_to_its_node_and_its_address_redirects() -> None:
    nodes, problems = collected(entry("kasch-2022", f"{KASCH}aliases: [kasch22]\n"))
    assert dict(nodes.canonical) == {"kasch-2022": "kasch-2022", "kasch22": "kasch-2022"}
    assert dict(nodes.redirects) == {"/bibliography/kasch22/": "/bibliography/kasch-2022/"}
    assert problems == []


def test_an_alias_of_an_article_redirects_among_the_articles() -> None:
    nodes, _ = collected(article("back-pain", "", "title: Back pain\naliases: [lbp]"))
    assert dict(nodes.redirects) == {"/articles/lbp/": "/articles/back-pain/"}


@pytest.mark.parametrize("alias", ["Kasch-2022", "kasch-2022"])
def test_an_alias_that_differs_from_the_citekey_at_most_in_case_needs_no_redirect(alias: str) -> None:
    nodes, problems = collected(entry("kasch-2022", f"{KASCH}aliases: [{alias}]\n"))
    assert (dict(nodes.redirects), problems) == ({}, [])


def test_an_alias_that_another_node_has_is_one_problem() -> None:
    _, problems = collected(entry("kasch-2022", f"{KASCH}aliases: [weber-1983]\n"), entry("weber-1983", WEBER))
    assert problems == [
        (
            "bibliography/kasch-2022.yaml:5:1: duplicate-citekey: the alias `weber-1983` already belongs to"
            " `weber-1983` at bibliography/weber-1983.yaml:1:1; remove it from one of them"
        )
    ]


def test_an_old_path_redirects_to_the_node() -> None:
    nodes, _ = collected(entry("kasch-2022", f"{KASCH}redirect_from: [/biblio/kasch22.html]\n"))
    assert dict(nodes.redirects) == {"/biblio/kasch22.html": "/bibliography/kasch-2022/"}


@pytest.mark.parametrize("old", ["biblio/kasch", "biblio/kasch/", "biblio/kasch/index.html"])
def test_the_forms_of_one_old_address_are_one_redirect(old: str) -> None:
    nodes, problems = collected(entry("kasch-2022", f"{KASCH}redirect_from: [{old}, biblio/kasch/]\n"))
    assert (len(nodes.redirects), problems) == (1, [])


def test_an_old_path_that_is_an_alias_too_is_one_redirect() -> None:
    yaml = f"{KASCH}aliases: [kasch22]\nredirect_from: [bibliography/kasch22]\n"
    nodes, problems = collected(entry("kasch-2022", yaml))
    assert (dict(nodes.redirects), problems) == ({"/bibliography/kasch22/": "/bibliography/kasch-2022/"}, [])


@pytest.mark.parametrize("old", ["bibliography/weber-1983/", "bibliography/Weber-1983", "biblio/weber.html"])
def test_an_old_path_that_another_node_has_is_a_problem(old: str) -> None:
    weber = entry("weber-1983", f"{WEBER}redirect_from: [biblio/weber.html]\n")
    nodes, problems = collected(entry("z", f"{KASCH}redirect_from: [{old}]\n"), weber)
    assert "/bibliography/z/" not in nodes.redirects.values()
    assert problems == [
        (
            f"bibliography/z.yaml:5:1: same-address: the old address `/{old}` is taken by `weber-1983` at"
            " bibliography/weber-1983.yaml:1:1; remove it from one of them"
        )
    ]


def test_a_field_that_is_not_given_has_the_place_of_its_node() -> None:
    node = entry("kasch-2022", KASCH)
    assert place_of(node, "volume") == Place(path="bibliography/kasch-2022.yaml", line=1, column=1)
    assert place_of(node, "title") == Place(path="bibliography/kasch-2022.yaml", line=1, column=1)
    assert place_of(node, "issued") == Place(path="bibliography/kasch-2022.yaml", line=4, column=1)


def test_every_node_is_found_by_its_citekey() -> None:
    nodes, _ = collected(entry("kasch-2022", KASCH), article("back-pain", ""))
    assert [nodes.node(key).title for key in ("kasch-2022", "back-pain")][1] == "A guide to back pain"
