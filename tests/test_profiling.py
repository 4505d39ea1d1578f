"""What is told of a node to find what is related: names are those of the library, whichever an editor has used."""

from collections.abc import Mapping

import pytest

from painsite.build.outline import prepare
from painsite.linking.library import link
from painsite.linking.related.profiles import Profile
from painsite.linking.related.profiling import make_profile, node_terms
from painsite.linking.related.ranking import rank_related
from painsite.model import Article, Entry, Related
from tests.support import KASCH, WEBER, article, entry


def profiles(*nodes: Entry | Article) -> list[Profile]:
    entries = [node for node in nodes if isinstance(node, Entry)]
    articles = [node for node in nodes if isinstance(node, Article)]
    library, _ = link(entries, articles)
    return [
        make_profile(library.node(citekey), node_terms(library.node(citekey)), library) for citekey in library.faces
    ]


def related(*nodes: Entry | Article, limit: int = 20) -> Mapping[str, tuple[Related, ...]]:
    return rank_related(profiles(*nodes), limit=limit)


def test_a_related_work_may_be_named_by_an_old_citekey() -> None:
    kasch = entry("kasch-2022", f"{KASCH}aliases: [kasch22]")
    found = related(entry("weber-1983", f"{WEBER}related: [kasch22]"), kasch)
    assert [one.citekey for one in found["weber-1983"]] == ["kasch-2022"]


def test_a_work_named_twice_among_the_related_is_named_once() -> None:
    kasch = entry("kasch-2022", f"{KASCH}aliases: [kasch22]")
    _, weber = profiles(kasch, entry("weber-1983", f"{WEBER}related: [kasch22, kasch-2022]"))
    assert weber.related == ("kasch-2022",)


def test_a_work_that_is_not_related_may_be_named_by_an_old_citekey() -> None:
    kasch = entry("kasch-2022", f"{KASCH}aliases: [kasch22]")
    guide = article("guide", "Scans [@kasch-2022; @weber-1983] say little.")
    assert related(kasch, entry("weber-1983", WEBER), guide)["weber-1983"] != ()
    nodes = kasch, entry("weber-1983", f"{WEBER}not_related: [kasch22, guide]"), guide
    assert related(*nodes)["weber-1983"] == ()


def test_a_draft_among_the_related_is_left_out() -> None:
    draft = entry("kasch-2022", f"{KASCH}draft: true")
    assert related(entry("weber-1983", f"{WEBER}related: [kasch-2022]"), draft) == {"weber-1983": ()}


def test_a_key_that_nothing_has_is_left_out_of_the_related() -> None:
    (weber,) = profiles(entry("weber-1983", f"{WEBER}related: [kasch-2020]\nnot_related: [kasch-2021]"))
    assert (weber.related, weber.not_related) == ((), ())


def test_works_cited_by_doi_and_by_citekey_are_one_work() -> None:
    kasch = entry("kasch-2022", f"{KASCH}doi: 10.1097/brs.0000000000004198")
    one = entry("boos-1995", "title: Herniations\nworks_cited: [kasch-2022, 'pmid:1']")
    other = entry("deyo-1990", "title: Sciatica\nworks_cited: ['10.1097/BRS.0000000000004198', 'pmid:1']")
    reasons = {line.citekey: line.reasons.shared_references for line in related(kasch, one, other)["boos-1995"]}
    assert reasons["deyo-1990"] == 2


def test_no_related_lines_are_made_where_none_are_wanted() -> None:
    nodes = (entry("weber-1983", f"{WEBER}related: [kasch-2022]"), entry("kasch-2022", KASCH))
    assert related(*nodes, limit=0) == {"kasch-2022": (), "weber-1983": ()}


def test_a_citation_by_an_old_citekey_is_one_of_the_work_and_one_of_nothing_is_none() -> None:
    kasch = entry("kasch-2022", f"{KASCH}aliases: [kasch22]")
    guide, _ = profiles(kasch, article("guide", "As @kasch22 says, but not [@nobody-1900]."))
    assert [place.citekey for place in guide.citations] == ["kasch-2022"]


def words(yaml: str) -> list[str]:
    return node_terms(entry("weber-1983", f"title: Sciatica\n{yaml}\n")).words.split()


@pytest.mark.parametrize("field", ["headline", "summary", "abstract", "commentary", "notes"])
def test_an_entry_is_about_the_words_of_its_texts(field: str) -> None:
    assert words(f"{field}: Allodynia") == ["allodynia", "sciatica"]


@pytest.mark.parametrize("field", ["journal", "publisher", "todo"])
def test_an_entry_is_not_about_the_words_of_its_reference(field: str) -> None:
    assert words(f"{field}: Allodynia") == ["sciatica"]


def test_notes_that_are_not_shown_say_nothing_of_an_entry() -> None:
    assert words("commentary: Discs\nnotes: Allodynia") == ["disc", "sciatica"]


def test_an_article_is_about_the_words_of_its_title_its_description_its_tags_and_its_text() -> None:
    guide = article("guide", "Discs.", "title: Sciatica\ndescription: Allodynia\ntags: [placebo]")
    assert node_terms(guide).words.split() == ["allodynia", "disc", "placebo", "sciatica"]


def test_an_outline_is_enough_for_a_profile() -> None:
    kasch = entry("kasch-2022", f"{KASCH}commentary: See [@weber-1983].\nabstract: Discs.\n")
    library, _ = link([kasch, entry("weber-1983", WEBER)], [])
    outline = prepare(kasch)[0].outline
    assert outline != kasch
    assert make_profile(outline, node_terms(kasch), library) == make_profile(kasch, node_terms(kasch), library)
