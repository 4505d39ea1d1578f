import pytest

from painsite.linking.library import link
from painsite.model import Article, Entry, Face, Library, Names, Person
from tests.support import KASCH, WEBER, article, entry


def linked(*nodes: Entry | Article) -> tuple[Library, list[str]]:
    entries = [node for node in nodes if isinstance(node, Entry)]
    articles = [node for node in nodes if isinstance(node, Article)]
    library, problems = link(entries, articles)
    return library, [str(problem) for problem in problems]


def test_the_face_of_an_entry_says_what_lists_show_of_it() -> None:
    yaml = """\
title: The Twin Spine Study
authors: [Battié MC, others]
journal: Spine Journal
container_abbreviation: Spine J
date: 2009-01-05
headline: Discs age with their owners
summary: Twins have discs alike.
study: {design: cohort}
tags: [disc]
added: 2026-11-22
pmcid: PMC4464797
notes: Ours.
"""
    library, problems = linked(entry("battie-2009", yaml))
    assert problems == []
    assert library.faces["battie-2009"] == Face(
        citekey="battie-2009",
        kind="entry",
        address="/bibliography/battie-2009/",
        label="Battié 2009",
        title="The Twin Spine Study",
        headline="Discs age with their owners",
        summary="Twins have discs alike.",
        authors=Names(people=(Person(family="Battié", given="MC"),), others=True),
        container_title="Spine Journal",
        container_abbreviation="Spine J",
        type="article-journal",
        year=2009,
        date="2009-01-05",
        added="2026-11-22",
        tags=("disc",),
        design="cohort",
        has_commentary=True,
        free_full_text=True,
    )


def test_the_face_of_an_article_has_its_title_as_label() -> None:
    front_matter = "title: The Complete Guide\nkind: guide\ndescription: All of it.\ndate: 2026-11-22\ntags: [imaging]"
    library, _ = linked(article("guide", "", front_matter))
    assert library.faces["guide"] == Face(
        citekey="guide",
        kind="guide",
        address="/articles/guide/",
        label="The Complete Guide",
        title="The Complete Guide",
        summary="All of it.",
        year=2026,
        date="2026-11-22",
        added="2026-11-22",
        tags=("imaging",),
        has_commentary=True,
    )


def test_a_work_of_which_only_the_title_is_known_has_a_face() -> None:
    library, problems = linked(entry("hong", "title: Resolution of lumbar disk herniation without surgery"))
    assert problems == []
    assert library.faces["hong"] == Face(
        citekey="hong",
        kind="entry",
        address="/bibliography/hong/",
        label="Resolution of lumbar disk n.d.",
        title="Resolution of lumbar disk herniation without surgery",
        type="article-journal",
    )


def test_an_article_without_a_date_is_as_new_as_its_update() -> None:
    library, _ = linked(article("guide", "", "title: A guide\nupdated: 2026-11-22"))
    assert library.faces["guide"].date == "2026-11-22"


def test_a_node_without_a_title_goes_by_its_citekey() -> None:
    faces = linked(entry("weber-1983", "year: 1983"), article("guide", "", "kind: guide"))[0].faces
    assert {key: face.name for key, face in faces.items()} == {"guide": "guide", "weber-1983": "weber-1983"}


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("doi", "10.1097/brs.0000000000004198", "duplicate-doi: `10.1097/brs.0000000000004198` is also the DOI"),
        ("pmid", "34732634", "duplicate-pmid: `34732634` is also the PMID"),
    ],
)
def test_two_entries_with_one_identifier_are_a_problem_that_names_both(field: str, value: str, problem: str) -> None:
    one, other = entry("kasch-2022", f"{KASCH}{field}: {value}"), entry("kasch-b", f"{KASCH}{field}: {value.upper()}")
    assert linked(one, other)[1] == [
        (
            f"bibliography/kasch-b.yaml:5:1: {problem} of `kasch-2022` at bibliography/kasch-2022.yaml:5:1;"
            " merge the two, and put the other citekey among the `aliases`"
        )
    ]


def test_an_unknown_key_among_the_related_is_a_problem_with_a_suggestion() -> None:
    yaml = f"{WEBER}related: [kasch-2020]\nnot_related: [kasch-2021]"
    assert linked(entry("weber-1983", yaml), entry("kasch-2022", KASCH))[1] == [
        (
            "bibliography/weber-1983.yaml:5:1: unknown-citekey: `related` names `kasch-2020`, and no entry or article"
            " has this key; did you mean `kasch-2022`?"
        ),
        (
            "bibliography/weber-1983.yaml:6:1: unknown-citekey: `not_related` names `kasch-2021`, and no entry"
            " or article"
            " has this key; did you mean `kasch-2022`?"
        ),
    ]


def test_a_relation_names_an_entry_or_an_identifier() -> None:
    yaml = f"{WEBER}relations: {{reply_to: [kasch-2020, doi:10.5555/1, pmid:12]}}"
    assert linked(entry("weber-1983", yaml), entry("kasch-2022", KASCH))[1] == [
        (
            "bibliography/weber-1983.yaml:5:1: unknown-citekey: `relations` names `kasch-2020`, and no entry or article"
            " has this key; did you mean `kasch-2022`?"
        )
    ]


def test_a_draft_among_the_related_is_no_problem() -> None:
    draft = entry("kasch-2022", f"{KASCH}draft: true")
    library, problems = linked(entry("weber-1983", f"{WEBER}related: [kasch-2022]"), draft)
    assert (list(library.faces), problems) == (["weber-1983"], [])


def test_a_work_has_one_name_whichever_of_its_names_is_used() -> None:
    kasch = entry("kasch-2022", f"{KASCH}aliases: [kasch22]\ndoi: 10.1097/BRS.0000000000004198\npmid: 34732634\n")
    library, _ = linked(kasch)
    assert library.identifiers == dict.fromkeys(
        ("kasch-2022", "kasch22", "doi:10.1097/brs.0000000000004198", "pmid:34732634"), "kasch-2022"
    )


def test_every_mapping_of_a_library_is_sorted() -> None:
    nodes = (entry("weber-1983", f"{WEBER}notes: See [@kasch-2022]."), entry("kasch-2022", KASCH), article("a", ""))
    library, _ = linked(*nodes)
    assert [list(one) for one in (library.faces, library.canonical)] == [["a", "kasch-2022", "weber-1983"]] * 2


def test_a_library_gives_its_nodes_by_citekey() -> None:
    library, _ = linked(entry("kasch-2022", KASCH), article("guide", ""))
    assert [type(library.node(key)) for key in ("kasch-2022", "guide")] == [Entry, Article]
