import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.linking.graph import citations_of, citing_order, date_number, sentences_of, shown_texts
from painsite.linking.library import link
from painsite.model import Article, Citing, Entry, Library
from tests.support import KASCH, WEBER, article, entry


def linked(*nodes: Entry | Article, drafts: bool = False) -> tuple[Library, list[str]]:
    entries = [node for node in nodes if isinstance(node, Entry)]
    articles = [node for node in nodes if isinstance(node, Article)]
    library, problems = link(entries, articles, drafts=drafts)
    return library, [str(problem) for problem in problems]


def citing(*nodes: Entry | Article, cited: str) -> list[str]:
    library, problems = linked(*nodes)
    assert problems == []
    return [one.citekey for one in library.cited_by.get(cited, ())]


KEYS = ("boos-1995", "carragee-2004", "deyo-1990", "jensen-1994", "kasch-2022")


@given(st.dictionaries(st.sampled_from(KEYS), st.lists(st.sampled_from(KEYS), max_size=6)))
def test_one_cites_another_exactly_if_the_other_is_cited_by_it(cited: dict[str, list[str]]) -> None:
    nodes: list[Entry | Article] = []
    for key in KEYS:
        text = " ".join(f"See [@{other}]." for other in cited.get(key, ()))
        # odd ones are articles: the law holds across the one key space
        if KEYS.index(key) % 2:
            nodes.append(article(key, text))
        else:
            nodes.append(entry(key, f"title: Disc\ncommentary: {text}"))
    library, _ = linked(*nodes)
    forward = {(key, other) for key, others in cited.items() for other in others if key != other}
    backward = {(one.citekey, key) for key, found in library.cited_by.items() for one in found}
    assert backward == forward


def test_every_citation_counts() -> None:
    library, _ = linked(entry("kasch-2022", KASCH), article("guide", "[@kasch-2022; @kasch-2022] and @kasch-2022"))
    assert library.citations == 3


def test_a_citing_node_brings_the_sentences_in_which_it_cites() -> None:
    body = "Discs wear. Scans say little [@kasch-2022]. As @kasch-2022 showed, pain does not follow."
    library, _ = linked(entry("kasch-2022", KASCH), article("guide", body))
    assert library.cited_by["kasch-2022"] == (
        Citing(
            citekey="guide",
            sentences=(("Scans say little.",), ("As ", "kasch-2022", " showed, pain does not follow.")),
        ),
    )


def test_a_sentence_that_cites_twice_is_brought_once() -> None:
    body = "Scans say little [@kasch-2022], very little [@kasch-2022]."
    library, _ = linked(entry("kasch-2022", KASCH), article("guide", body))
    assert library.cited_by["kasch-2022"][0].sentences == (("Scans say little, very little.",),)


def test_a_citation_that_is_all_there_is_brings_no_sentence() -> None:
    library, _ = linked(entry("kasch-2022", KASCH), article("guide", "[@kasch-2022]"))
    assert library.cited_by["kasch-2022"] == (Citing(citekey="guide", sentences=()),)


def test_a_work_named_by_its_old_citekey_stands_under_its_new_one_in_the_sentence() -> None:
    library, problems = linked(
        entry("kasch-2022", f"{KASCH}aliases: [kasch22]"), article("guide", "As @kasch22 showed, pain stays.")
    )
    assert library.cited_by["kasch-2022"][0].sentences == (("As ", "kasch-2022", " showed, pain stays."),)
    assert problems == [
        (
            "bibliography/articles/guide.md:4:4: alias-used: `kasch22` is an old citekey of `kasch-2022`;"
            " write `kasch-2022`"
        )
    ]


def test_guides_come_before_articles_before_posts_before_entries() -> None:
    nodes = (
        entry("a-entry", f"{WEBER}commentary: See [@kasch-2022]."),
        article("b-post", "[@kasch-2022]", "title: A post\nkind: post"),
        article("c-article", "[@kasch-2022]", "title: An article"),
        article("d-guide", "[@kasch-2022]", "title: A guide\nkind: guide"),
    )
    assert citing(*nodes, entry("kasch-2022", KASCH), cited="kasch-2022") == [
        "d-guide",
        "c-article",
        "b-post",
        "a-entry",
    ]


def test_the_newest_comes_first_and_what_has_no_date_last() -> None:
    dates = {"a": "", "b": "", "c": "date: 2020", "d": "date: 2020-05", "e": "date: 2020-05-02", "f": "date: 2021"}
    nodes = [article(key, "[@kasch-2022]", f"title: {key}\n{date}") for key, date in dates.items()]
    assert citing(*nodes, entry("kasch-2022", KASCH), cited="kasch-2022") == ["f", "e", "d", "c", "a", "b"]


def test_citing_entries_are_ordered_by_the_date_of_their_work() -> None:
    nodes = [
        entry(key, f"title: {key}\n{date}\nnotes: See [@kasch-2022].")
        for key, date in {"a": "year: 1983", "b": "", "c": "date: 2004-11"}.items()
    ]
    assert citing(*nodes, entry("kasch-2022", KASCH), cited="kasch-2022") == ["c", "a", "b"]


def test_a_node_that_nobody_cites_is_not_listed() -> None:
    library, _ = linked(entry("kasch-2022", KASCH))
    assert dict(library.cited_by) == {}


@pytest.mark.parametrize("field", ["commentary", "notes", "abstract_note"])
def test_the_texts_of_an_entry_cite(field: str) -> None:
    weber = entry("weber-1983", f"{WEBER}{field}: See [@kasch-2022].")
    assert citing(weber, entry("kasch-2022", KASCH), cited="kasch-2022") == ["weber-1983"]


def test_notes_that_are_not_shown_cite_nothing() -> None:
    weber = entry("weber-1983", f"{WEBER}commentary: Ours.\nnotes: See [@kasch-2022].")
    assert citing(weber, entry("kasch-2022", KASCH), cited="kasch-2022") == []
    assert [text.source for text in shown_texts(weber)] == ["Ours."]


def test_a_footnote_cites() -> None:
    guide = article("guide", "Text[^1].\n\n[^1]: See [@kasch-2022].")
    assert citing(guide, entry("kasch-2022", KASCH), cited="kasch-2022") == ["guide"]


def test_the_works_that_a_work_cites_do_not_count_as_citing_pages() -> None:
    weber = entry("weber-1983", f"{WEBER}works_cited: [kasch-2022]")
    assert citing(weber, entry("kasch-2022", KASCH), cited="kasch-2022") == []


PROBLEMS = [
    (
        "See [@kasch-202].",
        (
            "bibliography/articles/guide.md:4:6: unknown-citekey: no entry or article has the key `kasch-202`;"
            " did you mean `kasch-2022`?"
        ),
    ),
    (
        "Scans\nsay little\n(@nobody-1900).",
        (
            "bibliography/articles/guide.md:6:2: unknown-citekey: no entry or article has the key"
            " `nobody-1900`; add a source"
            " with this citekey, or write `\\@nobody-1900` for an at-sign"
        ),
    ),
    (
        "See [@weber-1983].",
        (
            "bibliography/articles/guide.md:4:6: cited-draft: `weber-1983` is a draft; publish it,"
            " or remove the citation"
        ),
    ),
    (
        "See [@weber83].",
        ("bibliography/articles/guide.md:4:6: cited-draft: `weber83` is a draft; publish it, or remove the citation"),
    ),
    (
        "See [@guide].",
        (
            "bibliography/articles/guide.md:4:6: self-citation: `guide` cites its own page, at"
            " bibliography/articles/guide.md:1:1; remove the citation"
        ),
    ),
]


@pytest.mark.parametrize(("body", "problem"), PROBLEMS)
def test_a_citation_that_leads_nowhere_good_is_a_problem_with_its_place(body: str, problem: str) -> None:
    draft = entry("weber-1983", f"{WEBER}draft: true\naliases: [weber83]")
    _, problems = linked(entry("kasch-2022", KASCH), draft, article("guide", body))
    assert problems == [problem]


def test_a_draft_that_is_shown_may_be_cited() -> None:
    library, problems = linked(
        entry("weber-1983", f"{WEBER}draft: true"), article("guide", "[@weber-1983]"), drafts=True
    )
    assert (list(library.cited_by), problems) == (["weber-1983"], [])


def test_a_citation_inside_a_draft_counts_for_nothing() -> None:
    assert (
        citing(
            entry("kasch-2022", KASCH),
            article("guide", "[@kasch-2022; @nobody]", "title: A\ndraft: true"),
            cited="kasch-2022",
        )
        == []
    )


def test_a_self_citation_makes_no_citing_page() -> None:
    library, _ = linked(article("guide", "See [@guide]."))
    assert dict(library.cited_by) == {}


def test_a_citation_finds_its_work_whatever_composition_its_letters_have() -> None:
    decomposed = entry("a", f"citekey: Mu\u0308ller2001\n{WEBER}")
    library, problems = linked(decomposed, article("guide", "[@Müller2001] and @{Mu\u0308ller2001}"))
    assert (list(library.cited_by), library.citations, problems) == (["Mu\u0308ller2001"], 2, [])


@pytest.mark.parametrize(
    ("date", "number"), [("", 0), ("1983", 19830000), ("2004-11", 20041100), ("2022-02-01", 20220201)]
)
def test_a_date_sorts_as_a_number(date: str, number: int) -> None:
    assert date_number(date) == number


def test_the_citations_of_a_node_are_those_that_lead_somewhere_in_their_order() -> None:
    guide = article("guide", "[@weber83; @nobody-1900] and @kasch-2022[^1].\n\n[^1]: See [@weber-1983].")
    canonical = {"weber83": "weber-1983", "weber-1983": "weber-1983", "kasch-2022": "kasch-2022"}
    assert [one.citekey for one in citations_of(guide, canonical)] == ["weber-1983", "kasch-2022", "weber-1983"]


def test_an_entry_cites_in_its_commentary_before_its_note_on_the_abstract() -> None:
    weber = entry("weber-1983", f"{WEBER}abstract_note: See [@a].\nnotes: See [@b].\ncommentary: See [@c].")
    assert [text.source for text in shown_texts(weber)] == ["See [@c].", "See [@a]."]
    assert shown_texts(entry("weber-1983", WEBER)) == ()


def test_a_node_quotes_none_of_its_sentences_about_itself() -> None:
    guide = article("guide", "This guide [@guide] follows [@kasch-2022].")
    citations = citations_of(guide, {"guide": "guide", "kasch-2022": "kasch-2022"})
    assert list(sentences_of("guide", citations)) == ["kasch-2022"]


def test_of_two_that_cite_on_one_day_the_first_citekey_comes_first() -> None:
    library, _ = linked(*(article(key, "", "title: A\ndate: 2020") for key in ("b", "a")))
    assert sorted(["b", "a"], key=lambda key: citing_order(library.faces[key])) == ["a", "b"]
