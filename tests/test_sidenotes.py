"""Footnotes beside the text."""

import html5lib
import pytest
from lxml import html as lxml_html

from painsite.languages.wording import Wording
from painsite.linking.library import link
from painsite.pages.article.sidenotes import place_sidenotes, without_ids
from painsite.pages.fill import Surroundings, fill_article
from painsite.pages.links import Linking
from tests.support import KASCH, article, entry, words

ASIDE = """

[^a]: An *aside* [@kasch-2022].

[^b]: Another.

    With two paragraphs.

[^list]:
    - One
    - Two
"""


def placed(markdown: str) -> str:
    library, _ = link([entry("kasch-2022", KASCH)], [])
    around = Surroundings(
        faces=library.faces, canonical={}, href=Linking().from_page("/articles/a/"), media={}, wording=Wording()
    )
    html, footnotes, numbering = fill_article(article("a", markdown + ASIDE).body, around)
    notes = {number: footnotes[key] for number, (_, key) in enumerate(numbering.keys, 1) if isinstance(key, int)}
    return place_sidenotes(html, notes, Wording())


def sidenotes(html: str) -> list[tuple[str, str, str]]:
    """Give element, parent's element and text of each."""
    root = lxml_html.fragment_fromstring(html, create_parent="main")
    return [(one.tag, one.getparent().tag, words(one)) for one in root.xpath("//*[@class='sidenote']")]


def test_a_note_of_one_paragraph_follows_its_call() -> None:
    assert placed("It hurts[^a].") == (
        '<p>It hurts<sup class="note"><a href="#note-1" id="note-1-1">1</a></sup>'
        '<span class="sidenote" data-note="note-1" role="note" aria-label="Note 1" hidden>'
        '<span class="sidenote-number" aria-hidden="true">1</span> <span class="paragraph">An <em>aside</em>'
        '<sup class="cite"><a href="#ref-2">2</a></sup>.</span></span>.</p>'
    )


PLACES = [
    ("One[^b].", [("span", "p", "1 Another. With two paragraphs.")]),
    ("One[^list].\n\nMore.", [("div", "main", "1 One Two")]),
    ("- One[^a]\n- Two", [("span", "li", "1 An aside2.")]),
    ("- One[^list]\n- Two", [("div", "main", "1 One Two")]),
    ("> One[^a].", [("span", "p", "1 An aside2.")]),
    ("# Pain[^a]", [("div", "main", "1 An aside2.")]),
    ("| a | b |\n|---|---|\n| c[^a] | d |", [("div", "main", "1 An aside2.")]),
    ("One[^a], two[^a].", [("span", "p", "1 An aside2.")]),
    ("One[^list][^a].", [("span", "p", "2 An aside3."), ("div", "main", "1 One Two")]),
]


@pytest.mark.parametrize(("markdown", "expected"), PLACES)
def test_a_note_stands_where_it_can(markdown: str, expected: list[tuple[str, str, str]]) -> None:
    html = placed(markdown)
    assert sidenotes(html) == expected
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    assert parser.errors == []


def test_a_text_without_notes_stays_as_it_is() -> None:
    assert place_sidenotes("<p>It hurts.</p>", {}, Wording()) == "<p>It hurts.</p>"


def test_a_copy_has_no_ids_and_keeps_all_else() -> None:
    html = '<p id="a" title=" id=">Say id="x" <a href="#b" id="c">b</a></p>'
    assert without_ids(html) == '<p title=" id=">Say id="x" <a href="#b">b</a></p>'
