from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.linking.related.cocitation import CitedAt
from painsite.linking.related.profiles import Profile
from painsite.linking.related.ranking import rank_related, rank_share
from painsite.linking.related.revision import revise
from painsite.linking.related.terms import text_terms
from painsite.model import Reasons, Related


def profile(citekey: str, title: str = "", *, cites: Sequence[str | CitedAt] = (), **fields: object) -> Profile:
    """A node; each citekey in `cites` is cited in a bracket, paragraph and section of its own."""
    defaults: dict[str, object] = {
        "is_article": False, "year": 0, "tags": (), "related": (), "not_related": (), "works_cited": (),
    }  # fmt: skip
    citations = tuple(
        CitedAt(citekey=cited, group=place, paragraph=place, section=place) if isinstance(cited, str) else cited
        for place, cited in enumerate(cites)
    )
    terms = text_terms(title=title, tags=(), headline="", summary="", abstract="", commentary="")
    return Profile(citekey=citekey, terms=terms, citations=citations, **(defaults | fields))  # type: ignore[arg-type]


def article(citekey: str, title: str = "", **fields: object) -> Profile:
    return profile(citekey, title, is_article=True, **fields)  # type: ignore[arg-type]


def lines(profiles: Sequence[Profile], citekey: str, limit: int = 20) -> list[str]:
    return [line.citekey for line in rank_related(profiles, limit=limit)[citekey]]


def reasons(profiles: Sequence[Profile], citekey: str, other: str) -> Reasons:
    return next(line.reasons for line in rank_related(profiles, limit=20)[citekey] if line.citekey == other)


IMAGING = [
    profile("kasch-2022", "Lumbar MRI findings and future back pain", year=2022),
    profile("jensen-1994", "Lumbar MRI findings in people without back pain", year=1994),
    profile("suri-2014", "Lumbar MRI findings and sciatica", year=2014),
    profile("moore-2023", "Cannabidiol products: ineffective and harmful", year=2023),
]


def test_texts_with_the_same_words_are_related() -> None:
    assert rank_related(IMAGING, limit=20) == {
        "jensen-1994": (
            Related(citekey="kasch-2022", reasons=Reasons(similar_text=True)),
            Related(citekey="suri-2014", reasons=Reasons(similar_text=True)),
        ),
        "kasch-2022": (
            Related(citekey="jensen-1994", reasons=Reasons(similar_text=True)),
            Related(citekey="suri-2014", reasons=Reasons(similar_text=True)),
        ),
        "moore-2023": (),
        "suri-2014": (
            Related(citekey="kasch-2022", reasons=Reasons(similar_text=True)),
            Related(citekey="jensen-1994", reasons=Reasons(similar_text=True)),
        ),
    }


def test_one_common_word_is_reason_enough_for_short_texts() -> None:
    assert lines([profile("weber-1983", "Pain"), profile("jarvik-2005", "Pain")], "weber-1983") == ["jarvik-2005"]


def test_a_chance_word_brings_a_long_text_one_line_and_not_many() -> None:
    long = profile("weber-1983", "Lumbar disc herniation: ten years of sciatica, discectomy, reflexes, numbness, pain")
    others = [profile(f"work-{number}", f"Pain in the knee {number}", year=2000 + number) for number in range(9)]
    assert lines([long, *others], "weber-1983") == ["work-8"]
    assert lines([long, *others, profile("boos-1995", "Herniation")], "weber-1983") == ["boos-1995"]


def test_whoever_shares_a_word_with_anyone_has_a_line() -> None:
    common = [profile(f"work-{number:02d}", f"Pain number{number}a number{number}b") for number in range(40)]
    rare = profile("weber-1983", " ".join(["pain", *(f"word{number}" for number in range(40))]))
    assert all(found for found in rank_related([rare, *common], limit=20).values())


def test_works_cited_together_are_related() -> None:
    nodes = [
        profile("weber-1983"),
        profile("boos-1995"),
        profile("x"),
        article("guide", cites=["weber-1983", "boos-1995"]),
    ]
    assert lines(nodes, "weber-1983") == ["boos-1995"]
    assert reasons(nodes, "weber-1983", "boos-1995") == Reasons(cocited_pages=1)


def test_closer_company_comes_first() -> None:
    near = [CitedAt(citekey="weber-1983"), CitedAt(citekey="suri-2014"), CitedAt(citekey="boos-1995", group=1)]
    far = CitedAt(citekey="zhong-2017", group=2, paragraph=1)
    nodes = [profile(key) for key in ("weber-1983", "suri-2014", "boos-1995", "zhong-2017")]
    assert lines([*nodes, article("guide", cites=[*near, far])], "weber-1983") == [
        "suri-2014",
        "boos-1995",
        "zhong-2017",
    ]


def test_every_page_that_cites_both_is_counted_even_where_they_stand_far_apart() -> None:
    crowd = [f"work-{number}" for number in range(120)]
    nodes = [profile(key) for key in crowd]
    guide = article("guide", cites=crowd)
    post = article("post", cites=crowd[:2])
    assert reasons([*nodes, guide, post], "work-0", "work-1").cocited_pages == 2


def test_works_that_cite_the_same_works_are_related() -> None:
    nodes = [
        profile("kasch-2022", works_cited=("doi:10.1056/nejm199407143310201", "pmid:9844656")),
        profile("jarvik-2005", works_cited=("doi:10.1056/nejm199407143310201", "pmid:9844656")),
        profile("suri-2014", works_cited=("pmid:9844656",)),
        profile("moore-2023", works_cited=("pmid:1",)),
    ]
    assert lines(nodes, "kasch-2022") == ["jarvik-2005", "suri-2014"]
    assert reasons(nodes, "kasch-2022", "jarvik-2005") == Reasons(shared_references=2)


def test_what_our_text_on_a_work_cites_counts_among_its_references() -> None:
    nodes = [
        profile("kasch-2022", cites=["jensen-1994"]),
        profile("jarvik-2005", works_cited=("jensen-1994",)),
        profile("jensen-1994"),
    ]
    assert reasons(nodes, "kasch-2022", "jarvik-2005") == Reasons(shared_references=1)


def test_a_work_that_cites_itself_shares_nothing_by_that() -> None:
    nodes = [profile("kasch-2022", works_cited=("kasch-2022",)), profile("suri-2014", works_cited=("kasch-2022",))]
    assert lines(nodes, "kasch-2022") == []


def test_a_work_is_related_to_those_that_its_text_cites_and_that_cite_it() -> None:
    nodes = [
        profile("kasch-2022", cites=["jensen-1994"]),
        profile("suri-2014", cites=["kasch-2022"]),
        profile("jensen-1994"),
    ]
    assert lines(nodes, "kasch-2022") == ["jensen-1994", "suri-2014"]
    assert reasons(nodes, "kasch-2022", "jensen-1994") == Reasons(cites=True)
    assert reasons(nodes, "jensen-1994", "kasch-2022") == Reasons(cites=True)


def test_mutual_citation_comes_before_citation_one_way() -> None:
    nodes = [
        profile("kasch-2022", cites=["boden-1990", "suri-2014"]),
        profile("boden-1990"),
        profile("suri-2014", cites=["kasch-2022"]),
    ]
    assert lines(nodes, "kasch-2022") == ["suri-2014", "boden-1990"]


def test_the_works_own_bibliography_alone_is_no_citation_by_our_text() -> None:
    nodes = [profile("kasch-2022", works_cited=("jensen-1994",)), profile("jensen-1994")]
    assert lines(nodes, "kasch-2022") == []


def test_two_signals_outrank_one() -> None:
    nodes = [
        profile("a", "Lumbar MRI findings", works_cited=("pmid:1",)),
        profile("b", "Lumbar MRI findings and future back pain", works_cited=("pmid:1",)),
        profile("c", "Lumbar MRI findings"),
    ]
    assert lines(nodes, "a") == ["b", "c"]
    assert reasons(nodes, "a", "b") == Reasons(similar_text=True, shared_references=1)


def test_the_editors_choice_comes_first_in_its_order_and_once() -> None:
    chosen = replace(IMAGING[0], related=("moore-2023", "suri-2014", "moore-2023"))
    ranked = rank_related([chosen, *IMAGING[1:]], limit=20)["kasch-2022"]
    assert ranked == (
        Related(citekey="moore-2023", reasons=Reasons(chosen=True)),
        Related(citekey="suri-2014", reasons=Reasons(chosen=True, similar_text=True)),
        Related(citekey="jensen-1994", reasons=Reasons(similar_text=True)),
    )


def test_the_editors_choice_of_what_does_not_exist_is_of_the_other_kind_or_itself_is_passed_over() -> None:
    chosen = profile("kasch-2022", related=("vanished", "guide", "kasch-2022", "suri-2014"))
    nodes = [chosen, profile("suri-2014"), article("guide")]
    assert lines(nodes, "kasch-2022") == ["suri-2014"]


def test_not_related_is_never_offered_though_chosen_and_only_there() -> None:
    barring = replace(IMAGING[0], not_related=("suri-2014", "vanished"), related=("suri-2014",))
    nodes = [barring, *IMAGING[1:]]
    assert lines(nodes, "kasch-2022") == ["jensen-1994"]
    assert "kasch-2022" in lines(nodes, "suri-2014")


def test_entries_are_offered_on_entries_and_articles_on_articles() -> None:
    title = "Lumbar MRI findings"
    nodes = [
        profile("a", title),
        profile("b", title, cites=["c"]),
        article("c", title, cites=["a"]),
        article("d", title),
    ]
    assert {key: [line.citekey for line in found] for key, found in rank_related(nodes, limit=20).items()} == {
        "a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"],
    }  # fmt: skip


def test_articles_are_coupled_by_the_works_they_cite() -> None:
    nodes = [profile("weber-1983"), article("guide", cites=["weber-1983"]), article("post", cites=["weber-1983"])]
    assert reasons(nodes, "guide", "post") == Reasons(shared_references=1)


TIED = [
    profile("subject", works_cited=("pmid:1",), tags=("imaging", "spine")),
    profile("undated", works_cited=("pmid:1",)),
    profile("b-2001", works_cited=("pmid:1",), year=2001),
    profile("a-2001", works_cited=("pmid:1",), year=2001),
    profile("newest", works_cited=("pmid:1",), year=2020),
    profile("tagged", works_cited=("pmid:1",), year=1990, tags=("spine",)),
    profile("tagged-twice", works_cited=("pmid:1",), tags=("spine", "imaging")),
]
IN_ORDER = ["tagged-twice", "tagged", "newest", "a-2001", "b-2001", "undated"]


def test_ties_are_broken_by_shared_tags_then_year_then_citekey() -> None:
    assert lines(TIED, "subject") == IN_ORDER
    assert reasons(TIED, "subject", "tagged-twice") == Reasons(shared_references=1, shared_tags=2)


@pytest.mark.parametrize("limit", range(8))
def test_there_are_no_more_lines_than_the_limit_and_they_are_the_first(limit: int) -> None:
    assert lines(TIED, "subject", limit) == IN_ORDER[:limit]


def test_the_limit_holds_for_the_editors_choice_too() -> None:
    chosen = replace(TIED[0], related=("undated", "b-2001", "newest"))
    assert lines([chosen, *TIED[1:]], "subject", 2) == ["undated", "b-2001"]
    assert lines([chosen, *TIED[1:]], "subject", 4) == ["undated", "b-2001", "newest", "tagged-twice"]


def test_shared_tags_alone_are_no_reason() -> None:
    assert lines([profile("a", tags=("spine",)), profile("b", tags=("spine",))], "a") == []


def test_a_node_without_anything_has_no_lines() -> None:
    assert rank_related([profile("a")], limit=20) == {"a": ()}
    assert rank_related([], limit=20) == {}


def test_a_signal_ranks_fifty_nodes_at_most() -> None:
    nodes = [profile(f"work-{number:02d}", works_cited=("pmid:1",)) for number in range(60)]
    assert len(lines(nodes, "work-00", 100)) == 50


KEYS = [f"work-{number}" for number in range(9)]
WORDS = ["spine", "imaging", "placebo", "sciatica", "pain", "exercise", "disc", "sleep"]


@st.composite
def libraries(draw: st.DrawFn) -> list[Profile]:
    keys = st.lists(st.sampled_from(KEYS), max_size=4)
    places = st.builds(
        CitedAt,
        citekey=st.sampled_from(KEYS), group=st.integers(0, 3), footnote=st.sampled_from(["", "1"]),
        paragraph=st.integers(0, 2), section=st.integers(0, 1),
    )  # fmt: skip
    return [
        profile(
            key,
            " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))),
            is_article=draw(st.booleans()),
            cites=draw(st.lists(places, max_size=5)),
            year=draw(st.sampled_from([0, 1994, 2022])),
            tags=tuple(sorted(set(draw(st.lists(st.sampled_from(WORDS[:3]), max_size=2))))),
            related=tuple(draw(keys)),
            not_related=tuple(draw(keys)),
            works_cited=tuple(draw(keys)),
        )
        for key in KEYS
    ]


@given(libraries(), st.randoms(use_true_random=False), st.integers(0, 9))
def test_the_order_of_the_input_does_not_matter(nodes: list[Profile], random: object, limit: int) -> None:
    shuffled = sorted(nodes, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert rank_related(nodes, limit=limit) == rank_related(shuffled, limit=limit)


@given(libraries(), st.integers(0, 9), st.integers(1, 4))
def test_a_node_is_ranked_alike_in_any_share_of_the_work(nodes: list[Profile], limit: int, shares: int) -> None:
    survey, citekeys = revise(None, {node.citekey: node for node in nodes}, ())
    ranked: dict[str, tuple[Related, ...]] = {}
    for first in range(shares):
        share = rank_share(survey, citekeys[first::shares][::-1], limit=limit)
        ranked |= {citekey: found.related for citekey, found in share.items()}
    assert ranked == rank_related(nodes, limit=limit)


def test_many_nodes_are_ranked_like_one_by_one() -> None:
    nodes = [
        profile(f"work-{number}", f"Lumbar MRI of {WORDS[number % 7]}", cites=[f"work-{number // 3}"])
        for number in range(150)
    ]
    survey, citekeys = revise(None, {node.citekey: node for node in nodes}, ())
    one_by_one = [rank_share(survey, [citekey], limit=20) for citekey in citekeys]
    together = rank_share(survey, citekeys, limit=20)
    assert {key: found for ranked in one_by_one for key, found in ranked.items()} == together


@given(libraries())
def test_every_line_has_a_reason_and_names_another_node_of_the_same_kind_once(nodes: list[Profile]) -> None:
    kinds = {node.citekey: node.is_article for node in nodes}
    barred = {node.citekey: node.not_related for node in nodes}
    for citekey, found in rank_related(nodes, limit=20).items():
        offered = [line.citekey for line in found]
        assert len(offered) == len(set(offered))
        assert citekey not in offered
        assert not set(offered) & set(barred[citekey])
        assert all(line.reasons for line in found)
        assert all(kinds[other] == kinds[citekey] for other in offered)


@given(libraries())
@settings(max_examples=50)
def test_a_node_that_shares_nothing_with_the_others_changes_no_list(nodes: list[Profile]) -> None:
    before = rank_related(nodes, limit=20)
    after = rank_related(
        [*nodes, profile("work-99", "Allodynia", year=2023), article("guide", "Hyperalgesia")], limit=20
    )
    counts = [sum(node.is_article == kind for node in nodes) for kind in (False, True)]
    for node in nodes:
        count = counts[node.is_article]
        if count.bit_length() == (count + 1).bit_length():
            assert after[node.citekey] == before[node.citekey]
