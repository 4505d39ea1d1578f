"""A source is prepared once: an outline for linking, the whole for its own page, and each is given back as it was."""

from itertools import starmap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import DecodeError

from painsite.build.outline import (
    NodeSource,
    Prepared,
    PreparedSource,
    pack,
    prepare,
    prepare_source,
    source_key,
    unpack,
    unpack_article,
    unpack_entry,
    with_places,
)
from painsite.linking.related.profiling import node_terms
from painsite.model import Article, Entry, Node, TextImage
from tests.support import KASCH, WEBER, article, entry, shown

COMMENTARY = "commentary: |\n  As @weber-1983 says [@kasch-2022, p. 9].\n\n  ![Scan](scan.png)\n"
NOTE = "abstract: Discs.\nabstract_note: See [@weber-1983].\n"
GUIDE = "---\ntitle: A guide\n---\nAs @weber-1983 says[^1].\n\n[^1]: See [@kasch-2022].\n"
BIB = "@article{weber-1983,\n  title = {Lumbar disc herniation},\n}\n@book{loeser, title = {Pain}}\n"
SOURCES: list[tuple[NodeSource, str, str]] = [
    ("yaml", "bibliography/weber-1983.yaml", f"{WEBER}{COMMENTARY}{NOTE}notes: Ours.\n"),
    ("yaml", "bibliography/kasch-2022.yaml", f"{KASCH}jornal: Spine\n"),
    ("yaml", "bibliography/broken.yaml", "title: [\n"),
    ("bibtex", "bibliography/classics.bib", BIB),
    ("article", "bibliography/articles/guide.md", GUIDE),
    ("article", "bibliography/articles/empty.md", ""),
]


def prepared(kind: NodeSource, path: str, text: str) -> tuple[PreparedSource, dict[bytes, bytes]]:
    return prepare_source(kind, text.encode(), path)


def of_yaml(text: str) -> Prepared:
    """Prepare `bibliography/weber-1983.yaml`."""
    source, _ = prepared("yaml", "bibliography/weber-1983.yaml", text)
    return source.nodes[0]


def of_article(text: str) -> Prepared:
    source, _ = prepared("article", "bibliography/articles/guide.md", text)
    return source.nodes[0]


# sources


@pytest.mark.parametrize(("kind", "path", "text"), SOURCES)
def test_a_source_gives_its_nodes_its_problems_and_a_packed_whole_of_each_node(
    kind: NodeSource, path: str, text: str
) -> None:
    source, wholes = prepared(kind, path, text)
    assert {node.whole for node in source.nodes} == wholes.keys()
    assert all(problem.place.path == path for problem in source.problems)
    assert source.nodes or source.problems


def test_a_bibtex_file_gives_each_of_its_entries() -> None:
    source, _ = prepared("bibtex", "bibliography/classics.bib", BIB)
    assert [node.outline.citekey for node in source.nodes] == ["weber-1983", "loeser"]


def test_an_edited_bibtex_file_is_what_it_is_when_nothing_is_known_of_it() -> None:
    path, text = "bibliography/classics.bib", f"\n{BIB.replace('Pain', 'Pains')}"
    former, _ = prepared("bibtex", path, BIB)
    source, wholes = prepare_source("bibtex", text.encode(), path, former=former)
    assert source == prepared("bibtex", path, text)[0]
    assert list(wholes) == [source.nodes[1].whole]


@pytest.mark.parametrize("content", [b"@misc{b, title = {M\xfcller}}", b"@string{a = b}\n@misc{b, title = {B}}"])
def test_a_bibtex_file_that_was_read_as_a_whole_is_so_again(content: bytes) -> None:
    former, _ = prepare_source("bibtex", content, "bibliography/a.bib")
    assert former.cuts is None
    source, _ = prepare_source("bibtex", BIB.encode(), "bibliography/a.bib", former=former)
    assert source == prepare_source("bibtex", BIB.encode(), "bibliography/a.bib")[0]


def test_a_source_that_is_not_utf8_is_a_problem() -> None:
    source, wholes = prepare_source("yaml", b"title: M\xfcller\n", "bibliography/a.yaml")
    assert shown(source.problems) == [
        "1:9: not-utf8: the byte 0xfc is not UTF-8; save the file as UTF-8 in your editor"
    ]
    assert (source.nodes, wholes) == ((), {})


def test_a_source_is_kept_by_its_kind_its_path_and_its_content() -> None:
    cases: list[tuple[NodeSource, str, bytes]] = [
        ("yaml", "a", b"1"),
        ("article", "a", b"1"),
        ("yaml", "b", b"1"),
        ("yaml", "a", b"2"),
        ("yaml", "", b"a1"),
    ]
    assert len(set(starmap(source_key, cases))) == len(cases)


# packing


@pytest.mark.parametrize(("kind", "path", "text"), SOURCES)
def test_a_prepared_source_is_the_same_after_packing(kind: NodeSource, path: str, text: str) -> None:
    source, _ = prepared(kind, path, text)
    assert unpack(pack(source)) == source


WORDS = st.sampled_from(
    ["Discs", "@weber-1983", "[see @kasch-2022, p. 3; -@boos]", "*wear*", "\n\n- ", "[^1]", "ä", "\0"]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@pytest.mark.property
@given(kind=st.sampled_from(["yaml", "bibtex", "article"]), content=st.binary(max_size=60) | TEXTS.map(str.encode))
def test_whatever_a_source_holds_it_is_the_same_after_packing(kind: NodeSource, content: bytes) -> None:
    source, _ = prepare_source(kind, content, "bibliography/a")
    assert unpack(pack(source)) == source


@pytest.mark.property
@given(TEXTS)
def test_a_whole_node_is_given_back_with_its_texts(text: str) -> None:
    node, whole = prepare(article("guide", text))
    back = unpack_article(whole)
    assert prepare(back)[1] == whole
    assert (back.body.body, back.body.plain) == (article("guide", text).body.body, article("guide", text).body.plain)
    assert node.article is not None


@pytest.mark.parametrize("packed", [b"", b"\xc1", b"painsite", b"\x80\x80"])
def test_what_is_no_packed_source_is_refused(packed: bytes) -> None:
    for give_back in (unpack, unpack_entry, unpack_article):
        with pytest.raises(DecodeError):
            give_back(packed)


# outlines


def test_an_outline_is_the_node_without_its_texts() -> None:
    node = entry("weber-1983", f"{WEBER}{COMMENTARY}{NOTE}notes: Ours.\n")
    outline = prepare(node)[0].entry
    assert outline is not None
    assert outline.commentary is not None
    assert node.commentary is not None
    assert (outline.commentary.citations, outline.commentary.images) == (
        node.commentary.citations,
        (TextImage(file="scan.png", line=8, column=11),),
    )
    assert (outline.commentary.plain, outline.commentary.source, outline.abstract) == ("", "", ())
    assert (outline.title, outline.issued, outline.places) == (node.title, node.issued, node.places)


def test_an_outline_of_an_article_knows_what_it_cites() -> None:
    node = article("guide", "As @weber-1983 says.")
    outline = prepare(node)[0].article
    assert outline is not None
    assert (outline.body.citations, outline.body.plain) == (node.body.citations, "")


def test_an_outline_without_texts_is_the_node() -> None:
    node = entry("weber-1983", WEBER)
    assert prepare(node)[0].outline == node


@pytest.mark.parametrize("node", [entry("weber-1983", f"{WEBER}{COMMENTARY}"), article("guide", "Discs wear.")])
def test_the_terms_are_those_of_the_texts(node: Node) -> None:
    assert prepare(node)[0].terms == node_terms(node)


# places


def test_no_place_is_packed_with_a_whole_node() -> None:
    _, whole = prepare(entry("weber-1983", f"{WEBER}{COMMENTARY}{NOTE}"))
    back = unpack_entry(whole)
    texts = (back.commentary, back.abstract_note)
    assert back.places == {}
    assert {(one.line, one.column) for text in texts if text for one in text.citations} == {(1, 1)}
    assert [text.source for text in texts if text] == ["", ""]


@pytest.mark.parametrize("more", [COMMENTARY, NOTE, f"{COMMENTARY}{NOTE}notes: 'See [@weber-1983].'\n", ""])
def test_a_line_put_in_above_changes_neither_the_whole_nor_what_is_linked(more: str) -> None:
    before, after = of_yaml(f"{WEBER}{more}"), of_yaml(f"# a remark\n\n{WEBER}{more}")
    assert (after.whole, after.linked) == (before.whole, before.linked)
    assert after.outline.places != before.outline.places


def test_a_line_put_in_above_an_article_changes_neither_the_whole_nor_what_is_linked() -> None:
    before, after = of_article(GUIDE), of_article(GUIDE.replace("---\n", "---\n\n# a remark\n", 1))
    assert (after.whole, after.linked) == (before.whole, before.linked)
    assert after.outline != before.outline


def test_another_spelling_of_the_same_text_changes_neither_the_whole_nor_what_is_linked() -> None:
    before, after = of_article(GUIDE), of_article(GUIDE.replace("\n\n[^1]", "\n\n\n[^1]"))
    assert (after.whole, after.linked) == (before.whole, before.linked)


def test_an_entry_takes_its_places_back_from_its_outline() -> None:
    node = entry("weber-1983", f"{WEBER}{COMMENTARY}{NOTE}")
    one, whole = prepare(node)
    assert one.entry is not None
    back = with_places(unpack_entry(whole), one.entry)
    assert back.places == node.places
    assert back.commentary is not None
    assert node.commentary is not None
    assert (back.commentary.citations, back.commentary.body) == (node.commentary.citations, node.commentary.body)
    assert back.notes is None


# digests


@pytest.mark.parametrize(
    ("old", "new", "is_linked"),
    [
        ("1983", "1984", True),
        ("Lumbar disc", "Cervical disc", True),
        ("As @weber-1983 says", "As @weber-1983 said", True),
        ("p. 9", "p. 8", True),
        ("@kasch-2022, p. 9", "@boos-1995, p. 9", True),
        ("Scan]", "Picture]", False),
        ("Discs.", "discs!", False),
        ("scan.png", "other.png", True),
    ],
)
def test_the_whole_changes_with_what_is_shown_and_the_rest_with_what_is_linked(
    old: str, new: str, *, is_linked: bool
) -> None:
    text = f"{WEBER}{COMMENTARY}{NOTE}"
    assert old in text
    before, after = of_yaml(text), of_yaml(text.replace(old, new))
    assert (after.whole != before.whole, after.linked != before.linked) == (True, is_linked)


def test_one_node_is_prepared_alike_every_time() -> None:
    node: Entry | Article
    for node in (entry("weber-1983", f"{WEBER}{COMMENTARY}"), article("guide", "Discs [@weber-1983].")):
        assert prepare(node) == prepare(node)
