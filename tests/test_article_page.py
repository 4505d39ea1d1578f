"""The page of one of the site's own articles, as readers get it."""

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests.support import Built, build_site, hrefs, some, svg, texts, words

GUIDE = """\
---
title: The Complete Guide to Low Back Pain
description: All that scans can tell.
kind: guide
authors: [Ann Editor, Bo Writer]
date: 2026-01-02
updated: 2026-11-22
reviewed_by: [Cy Reader]
reviewed: 2026-11
tags: [imaging]
image: {file: spine.png, alt: A spine}
changes:
  - {date: 2026-11-22, note: A figure was wrong.}
---
Discs wear [@kasch-2022].

# Signs

Signs come with age [@kasch-2022, p. 9; @weber-1983], not pain.[^aside] As @kasch-2022 says, and
@double-edged-sword too, they stay [@weber-1983][^aside].

[^aside]: An aside [@boos-1995].
"""
SITE = {
    "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/\n",
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings with Back Pain\nauthors: [Kasch R, Truthmann J, others]\n"
        "journal: Spine\nyear: 2022\nvolume: 47\npages: 201-211\ndoi: 10.1097/brs.0000000000004198\npmid: 34732634\n"
        "headline: Scans say little\nsummary: Nearly every sign of wear made little difference.\n"
    ),
    "bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\n",
    "bibliography/boos-1995.yaml": "title: Herniations\nauthors: [Boos N]\nyear: 1995\n",
    "bibliography/articles/guide.md": GUIDE,
    "bibliography/articles/spine.png": svg(8, 6),
    "bibliography/articles/double-edged-sword.md": (
        "---\ntitle: The Double-Edged Sword\nauthors: [Ann Editor]\ndate: 2025\ndescription: A scan may harm.\n---\n"
        "More is in the guide [@guide].\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert built.problems == []
    return built


@pytest.fixture(scope="module")
def guide(site: Built) -> lxml_html.HtmlElement:
    return site.page("articles/guide/")


def test_the_opening_has_kind_title_and_description(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//header[@class='opening']/*") == [
        "guide",
        "The Complete Guide to Low Back Pain",
        "All that scans can tell.",
    ]


def test_the_article_says_by_whom_and_when(guide: lxml_html.HtmlElement) -> None:
    assert dict(
        zip(texts(guide, "//div[@id='credits']//dt"), texts(guide, "//div[@id='credits']//dd"), strict=True)
    ) == {
        "By": "Ann Editor, Bo Writer",
        "Reviewed by": "Cy Reader, November 2026",
        "Published": "2 January 2026",
        "Updated": "22 November 2026",
        "Last change": "22 November 2026: A figure was wrong.",
    }
    assert texts(guide, "//ul[@class='tag-list']/li") == ["imaging"]


def test_works_and_asides_share_one_series_and_a_work_keeps_its_number(guide: lxml_html.HtmlElement) -> None:
    for copy in (text := deepcopy(guide)).xpath("//*[@class='sidenote']"):
        copy.drop_tree()
    assert texts(text, "//div[contains(@class, 'text')]/p") == [
        "Discs wear1.",
        (
            "Signs come with age1(p 9), 2, not pain.3 As Kasch 20221 says, and The Double-Edged Sword5 too,"
            " they stay2, 3."
        ),
    ]


def test_headings_of_the_text_stand_below_the_title(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//div[contains(@class, 'text')]//h2") == ["Signs"]


def test_a_footnote_stands_beside_the_text_and_in_the_list_of_notes(guide: lxml_html.HtmlElement) -> None:
    copies = guide.xpath("//*[contains(@class, 'text')]//*[@class='sidenote']")
    assert [(one.get("data-note"), words(one)) for one in copies] == [("note-3", "3 An aside4.")]
    assert texts(guide, "//li[@id='note-3']/p") == ["An aside4."]


def test_each_id_is_there_once_and_each_call_leads_to_its_note_and_back(guide: lxml_html.HtmlElement) -> None:
    ids = guide.xpath("//@id")
    assert len(ids) == len(set(ids))
    for call in some(guide.xpath("//sup/a")):
        (note,) = guide.xpath(f"//li[@id='{call.get('href')[1:]}']")
        if call.get("id"):
            assert f"#{call.get('id')}" in [link.get("href") for link in note.xpath(".//span[@class='backlinks']/a")]
        else:
            assert call.xpath("ancestor::*[@class='sidenote']")


def test_a_heading_can_be_linked_to(guide: lxml_html.HtmlElement) -> None:
    links = guide.xpath("//h2[@id='signs']/following-sibling::a")
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [("#signs", "Link to “Signs”")]


def test_a_short_article_has_no_table_of_contents(guide: lxml_html.HtmlElement) -> None:
    assert guide.xpath("//nav[contains(@class, 'contents')]") == []


def test_a_long_article_has_a_table_of_contents_beside_the_text_and_one_that_folds(tmp_path: Path) -> None:
    text = "---\ntitle: Pain\n---\n# Signs\n\n# Pain\n\n## At night\n"
    page = build_site(tmp_path, {"bibliography/articles/a.md": text}).page("articles/a/")
    for table in ("//nav[@class='contents wide']", "//nav[@class='contents narrow']/details"):
        assert hrefs(page, f"{table}//a") == ["#signs", "#pain", "#at-night"]
    assert texts(page, "//nav/details/summary") == ["contents"]


def test_the_citations_of_a_footnote_are_numbered_right_after_it(guide: lxml_html.HtmlElement) -> None:
    numbers = [(note.get("value"), note.get("id")) for note in guide.xpath("//section[@id='references']//ol/li")]
    assert numbers == [("1", "ref-1"), ("2", "ref-2"), ("3", "note-3"), ("4", "ref-4"), ("5", "ref-5")]
    assert texts(guide, "//li[@id='note-3']/p") == ["An aside4."]


def test_a_reference_is_formatted_and_says_what_we_say(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//section[@id='references']/h2") == ["notes and references"]
    assert texts(guide, "//li[@id='ref-1']/p") == [
        "Kasch R, Truthmann J, et al. Association of Lumbar MRI Findings with Back Pain. Spine. 2022;47:201–11. a b c",
        "Nearly every sign of wear made little difference.",
    ]


def test_a_reference_leads_to_the_work_and_to_our_page_on_it(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//li[@id='ref-1']//ul/li/a") == ["DOI", "PubMed", "our page on it"]
    assert hrefs(guide, "//li[@id='ref-1']//ul/li/a") == [
        "https://doi.org/10.1097/brs.0000000000004198",
        "https://pubmed.ncbi.nlm.nih.gov/34732634/",
        "../../bibliography/kasch-2022/",
    ]


def test_a_reference_leads_back_to_each_mention(guide: lxml_html.HtmlElement) -> None:
    links = guide.xpath("//li[@id='ref-1']//span[@class='backlinks']/a")
    assert [(link.get("href"), link.text, link.get("aria-label")) for link in links] == [
        ("#ref-1-1", "a", "Back to mention 1"),
        ("#ref-1-2", "b", "Back to mention 2"),
        ("#ref-1-3", "c", "Back to mention 3"),
    ]
    assert [link.getparent().tag for link in guide.xpath("//a[starts-with(@id, 'ref-1-')]")] == ["sup", "sup", "sup"]


def test_a_reference_that_is_mentioned_once_has_an_arrow(guide: lxml_html.HtmlElement) -> None:
    links = guide.xpath("//li[@id='ref-4']//span[@class='backlinks']/a")
    assert [(link.get("href"), link.text, link.get("aria-label")) for link in links] == [
        ("#ref-4-1", "↑", "Back to the text")
    ]


def test_one_of_our_articles_is_cited_with_its_authors_and_summary(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//li[@id='ref-5']/p") == [
        "Ann Editor. The Double-Edged Sword. PainSci. 2025. ↑",
        "A scan may harm.",
    ]
    assert texts(guide, "//li[@id='ref-5']//ul/li") == ["article", "the page itself"]


def test_pages_that_cite_the_article_are_listed(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//section[@id='citing-pages']/*") == [
        "One page on PainSci cites The Complete Guide to Low Back Pain: The Double-Edged Sword",
        "More is in the guide.",
    ]


def test_an_article_that_nobody_cites_has_no_block_of_citing_pages(tmp_path: Path) -> None:
    page = build_site(tmp_path, {"bibliography/articles/a.md": "---\ntitle: Pain\n---\nIt hurts.\n"}).page(
        "articles/a/"
    )
    assert page.xpath("//section") == []


def test_articles_are_offered_on_articles(guide: lxml_html.HtmlElement) -> None:
    assert hrefs(guide, "//section[@id='related']//li/a") == ["../../articles/double-edged-sword/"]


def test_an_image_beside_an_article_is_published_with_it(guide: lxml_html.HtmlElement, site: Built) -> None:
    assert [image.get("src") for image in guide.xpath("//figure/img")] == ["../../media/articles/spine.png"]
    assert site.text("media/articles/spine.png") == svg(8, 6)


def test_corrections_are_public(guide: lxml_html.HtmlElement) -> None:
    assert texts(guide, "//section[@id='changes']//li") == ["22 November 2026 A figure was wrong."]


def test_the_newest_of_several_corrections_stands_at_the_top_with_a_link_to_all(tmp_path: Path) -> None:
    changes = "  - {date: 2025, note: A trial was added.}\n  - {date: 2026-11, note: A figure was wrong.}"
    front = f"title: Pain\nchanges:\n{changes}"
    page = build_site(tmp_path, {"bibliography/articles/a.md": f"---\n{front}\n---\nIt hurts.\n"}).page("articles/a/")
    assert texts(page, "//div[@id='credits']//dd") == ["November 2026: A figure was wrong. all changes"]
    assert hrefs(page, "//div[@id='credits']//dd/a") == ["#changes"]


def test_references_can_be_put_in_order_by_year_and_strength(guide: lxml_html.HtmlElement, tmp_path: Path) -> None:
    assert guide.xpath("//*[contains(@class, 'source-orders')]") == []  # too few to need it
    yaml = "title: T\nstudy: {design: %s}\nyear: %d\n"
    designs = ("cohort", "systematic review", "case series", "randomised controlled trial", "book")
    files = {f"bibliography/w{number}.yaml": yaml % (design, 2000 + number) for number, design in enumerate(designs)}
    cited = "; ".join(f"@w{number}" for number in range(5))
    text = f"---\ntitle: Pain\n---\nIt hurts [{cited}].\n"
    page = build_site(tmp_path, {**files, "bibliography/articles/a.md": text}).page("articles/a/")
    assert page.xpath("//div[@class='source-orders']/@hidden") == [""]
    items = page.xpath("//li[@class='reference']")
    assert [one.get("data-year") for one in items] == ["2000", "2001", "2002", "2003", "2004"]
    by_strength = sorted(items, key=lambda one: int(one.get("data-strength")))
    assert [one.get("value") for one in by_strength] == ["2", "4", "1", "3", "5"]


def test_a_summary_that_changes_changes_under_every_reference(tmp_path: Path) -> None:
    yaml = SITE["bibliography/kasch-2022.yaml"].replace("Nearly every", "Every")
    page = build_site(tmp_path, {**SITE, "bibliography/kasch-2022.yaml": yaml}).page("articles/guide/")
    assert texts(page, "//li[@id='ref-1']/p[@class='summary']") == ["Every sign of wear made little difference."]


def test_an_unknown_key_shows_in_a_preview_as_what_it_is(tmp_path: Path) -> None:
    files = {"bibliography/articles/a.md": "---\ntitle: Pain\n---\nIt hurts [@nobody-1900].\n"}
    page = build_site(tmp_path, files, tolerant=True).page("articles/a/")
    assert texts(page, "//li[@id='ref-1']") == ["nobody-1900? ↑"]
    assert hrefs(page, "//section[@id='references']//a") == ["#ref-1-1"]


def test_an_article_without_a_title_goes_by_its_citekey_in_a_preview(tmp_path: Path) -> None:
    files = {"bibliography/articles/back-pain.md": "---\nkind: guide\n---\nIt hurts.\n"}
    assert texts(build_site(tmp_path, files, tolerant=True).page("articles/back-pain/"), "//h1") == ["back-pain"]


def test_a_citation_added_to_an_article_shows_on_the_page_of_the_cited_work(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE)
    before = built.page("bibliography/boos-1995/")
    assert texts(before, "//section[@id='citing-pages']/h2") == [
        "One page on PainSci cites Boos 1995: The Complete Guide to Low Back Pain"
    ]
    sword = SITE["bibliography/articles/double-edged-sword.md"] + "And see @boos-1995.\n"
    after = build_site(tmp_path, {"bibliography/articles/double-edged-sword.md": sword}).page("bibliography/boos-1995/")
    assert texts(after, "//section[@id='citing-pages']/h2") == ["Two pages on PainSci cite Boos 1995:"]
