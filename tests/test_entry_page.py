"""Every part of the page of one work, in its exact words, as readers get it."""

from pathlib import Path

import pytest
from lxml import html as lxml_html

from painsite.languages.wording import Wording
from tests.support import KASCH, WEBER, Built, build_site, hrefs, svg, texts

KASCH_FULL = """\
headline: Worn discs on a scan say little about back pain
title: Association of Lumbar MRI Findings with Current and Future Back Pain
authors: [Kasch R, Truthmann J, Hancock MJ, others]
journal: Spine (Phila Pa 1976)
container_abbreviation: Spine
year: 2022
volume: 47
issue: 3
page_range: 201-211
doi: 10.1097/BRS.0000000000004198
pmid: 34732634
pmcid: PMC4464797
full_text: https://example.org/kasch.pdf
url: https://journals.example.org/kasch
arxiv: "2101.00001"
tags: [back pain, Imaging]
image: {file: disc.png, alt: A worn disc, caption: Level L4–L5}
summary: Nearly every sign of wear made less than one point of difference.
study:
  design: cohort
  participants: 3369
  population: adults in Pomerania
  setting: community
  follow_up: six years
  effects: [0.84 points, 1.21 points]
  level: "3"
  funding: public
rating: 4
rating_reason: large and long
abstract_paraphrased: true
abstract: |
  STUDY DESIGN: A cohort from the population.

  RESULTS: Findings were common.
abstract_note: Shortened; see [@weber-1983].
commentary: |
  Three in four had a sign of wear [@weber-1983].

  ### What it means

  Not much[^1].

  [^1]: An aside.
written_by: [Ann Editor]
reviewed_by: [Bo Reader, Cy Reader]
reviewed: 2026-11
added: 2026-11-20
updated: 2026-11-22
changes:
  - {date: 2026-11-22, note: The number of people was wrong.}
"""
WEBER_NOTES = """\
title: Lumbar disc herniation
authors: [Weber H]
journal: Spine
year: 1983
tags: [imaging]
added: 2026-11-21
notes: Short and old.
abstract: Patients were followed for ten years.
"""
SITE = {
    "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/\n",
    "bibliography/kasch-2022.yaml": KASCH_FULL,
    "bibliography/weber-1983.yaml": WEBER_NOTES,
    "bibliography/hong-nd.yaml": (
        "title: Resolution of Lumbar Disk Herniation without Surgery\ntype: webpage\n"
        "authors: ['Hong, Jennifer', 'Ball, Perry A']\nwebsite: NEJM.org\n"
    ),
    "bibliography/madden-2017.yaml": (
        "title: Does it hurt?\nauthors: [Madden V]\njournal: Pain Med\nyear: 2017\nadded: 2026-11-19\nnotes: Ours.\n"
    ),
    "bibliography/bare.yaml": "title: A work of which nothing is known\n",
    "bibliography/disc.png": svg(640, 480),
    "bibliography/articles/complete-guide.md": (
        "---\ntitle: The Complete Guide to Low Back Pain\nkind: guide\ndate: 2020-01-01\n---\n"
        "Discs wear. Scans say little [@kasch-2022], as @kasch-2022 shows. Old news [@weber-1983].\n"
    ),
    "bibliography/articles/double-edged-sword.md": (
        "---\ntitle: The Double-Edged Sword of Imaging\ndate: 2026-01-01\n---\nA scan may harm [@kasch-2022].\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert built.problems == []
    return built


@pytest.fixture(scope="module")
def kasch(site: Built) -> lxml_html.HtmlElement:
    return site.page("bibliography/kasch-2022/")


@pytest.fixture(scope="module")
def weber(site: Built) -> lxml_html.HtmlElement:
    return site.page("bibliography/weber-1983/")


@pytest.fixture(scope="module")
def bare(site: Built) -> lxml_html.HtmlElement:
    return site.page("bibliography/bare/")


def one(page: lxml_html.HtmlElement, xpath: str) -> lxml_html.HtmlElement:
    found = page.xpath(xpath)
    assert len(found) == 1, (xpath, found)
    return found[0]


# headline, title, tags, summary


def test_the_heading_is_the_headline(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//h1") == ["Worn discs on a scan say little about back pain"]


def test_below_the_headline_stand_the_title_and_who_wrote_it_where(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//header[@class='opening']/p[@class='title' or @class='byline']") == [
        "Association of Lumbar MRI Findings with Current and Future Back Pain",
        "Kasch et al, Spine (Phila Pa 1976), 2022",
    ]


def test_without_a_headline_the_heading_is_the_title_once(weber: lxml_html.HtmlElement) -> None:
    assert texts(weber, "//h1 | //p[@class='title']") == ["Lumbar disc herniation"]


def test_the_window_title_names_the_site(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//head/title") == ["Worn discs on a scan say little about back pain · PainSci"]


def test_tags_lead_to_their_pages_in_the_spelling_of_most(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//ul[@class='tag-list']/li") == ["back pain", "Imaging"]
    assert hrefs(kasch, "//ul[@class='tag-list']//a") == ["../../tags/back-pain/", "../../tags/imaging/"]


def test_the_summary_is_shown_and_describes_the_page(kasch: lxml_html.HtmlElement) -> None:
    summary = "Nearly every sign of wear made less than one point of difference."
    assert texts(kasch, "//header[@class='opening']/p[@class='summary']") == [summary]
    assert one(kasch, "//meta[@name='description']").get("content") == summary


# the study


def test_the_facts_of_the_study_are_named(kasch: lxml_html.HtmlElement) -> None:
    facts = one(kasch, "//section[@id='facts']")
    assert texts(facts, ".//h2") == ["the study"]
    shown = [text.partition(" ?")[0] for text in texts(facts, ".//dd")]  # what explains a fact begins with its mark
    assert dict(zip(texts(facts, ".//dt"), shown, strict=True)) == {
        "Study design": "cohort",
        "Participants": "3,369",
        "Population": "adults in Pomerania",
        "Setting": "community",
        "Follow-up": "six years",
        "Effects": "0.84 points; 1.21 points",
        "Level of evidence": "3",
        "Funding": "public",
        "Our rating": "4 of 5: large and long",
    }


def test_a_rating_needs_no_reason_and_no_facts(tmp_path: Path) -> None:
    page = build_site(tmp_path, {"bibliography/a.yaml": "title: Pain\nrating: 2\n"}).page("bibliography/a/")
    assert [text.partition(" ?")[0] for text in texts(page, "//section[@id='facts']//dl/div")] == ["Our rating 2 of 5"]


# citing pages


def test_several_citing_pages_are_counted_in_words_and_listed_in_order(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='citing-pages']")
    assert texts(section, "./h2") == ["Two pages on PainSci cite Kasch 2022:"]
    assert texts(section, "./ol/li/a") == ["The Complete Guide to Low Back Pain", "The Double-Edged Sword of Imaging"]
    assert hrefs(section, "./ol/li/a") == ["../../articles/complete-guide/", "../../articles/double-edged-sword/"]


def test_each_citing_page_shows_the_sentences_in_which_it_cites(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//section[@id='citing-pages']//li[1]//p") == ["Scans say little, as Kasch 2022 shows."]
    assert texts(kasch, "//section[@id='citing-pages']//li[2]//p") == ["A scan may harm."]


def test_one_citing_page_stands_in_the_sentence_without_a_list(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "name: PainSci\n",
        "bibliography/madden-2017.yaml": "title: Allodynia\nauthors: [Madden V]\nyear: 2017\n",
        "bibliography/articles/a.md": (
            "---\ntitle: Chronic Pain as a Conditioned Response\n---\nPain is learned [@madden-2017].\n"
        ),
    }
    section = one(build_site(tmp_path, files).page("bibliography/madden-2017/"), "//section[@id='citing-pages']")
    assert texts(section, "./h2") == ["One page on PainSci cites Madden 2017: Chronic Pain as a Conditioned Response"]
    assert (section.xpath(".//ol"), texts(section, "./blockquote")) == ([], ["Pain is learned."])


def test_a_citing_entry_shows_its_headline_else_its_title(weber: lxml_html.HtmlElement) -> None:
    assert texts(weber, "//section[@id='citing-pages']/ol/li/a") == [
        "The Complete Guide to Low Back Pain",
        "Worn discs on a scan say little about back pain",
    ]


def test_a_work_that_nobody_cites_has_no_block_of_citing_pages(bare: lxml_html.HtmlElement) -> None:
    assert bare.xpath("//section[@id='citing-pages']") == []


def test_singular_and_plural_of_the_noun_are_settings(tmp_path: Path) -> None:
    settings = "name: PainSci\nwording: {page_singular: article, page_plural: articles}\n"
    page = build_site(tmp_path, {**SITE, "bibliography/site.yaml": settings}).page("bibliography/kasch-2022/")
    assert texts(page, "//section[@id='citing-pages']/h2") == ["Two articles on PainSci cite Kasch 2022:"]


# image


def test_the_image_has_its_words(kasch: lxml_html.HtmlElement, site: Built) -> None:
    image = one(kasch, "//figure/img")
    assert (image.get("src"), image.get("alt")) == ("../../media/disc.png", "A worn disc")
    assert texts(kasch, "//figcaption") == ["Level L4–L5"]
    assert site.text("media/disc.png") == svg(640, 480)


# commentary and notes


def test_commentary_stands_under_its_label_with_a_help_note(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='commentary']")
    assert texts(section, ".//h2") == ["PainSci commentary on Kasch 2022:"]
    assert texts(section, ".//details/summary") == ["?"]
    assert texts(section, ".//details/div") == [Wording().help_note.replace("{name}", "PainSci")]
    assert kasch.xpath("//section[@id='notes']") == []


def test_the_help_mark_says_what_it_is(kasch: lxml_html.HtmlElement) -> None:
    mark = one(kasch, "//section[@id='commentary']//details[@class='help']/summary")
    assert mark.get("aria-label") == "What is this page?"


def test_commentary_prints_citations_as_labels(
    kasch: lxml_html.HtmlElement,
) -> None:
    section = one(kasch, "//section[@id='commentary']")
    assert texts(section, ".//div[contains(@class, 'prose')]/p") == [
        "Three in four had a sign of wear (Weber 1983).",
        "Not much1.",
    ]
    assert texts(section, ".//h3") == ["What it means"]
    assert texts(section, ".//ol[@class='footnotes']/li") == ["An aside. ↑"]


def test_notes_stand_under_their_label_without_a_help_note(weber: lxml_html.HtmlElement) -> None:
    section = one(weber, "//section[@id='notes']")
    assert texts(section, ".//h2") == ["PainSci notes on Weber 1983:"]
    assert section.xpath(".//details") == []
    assert weber.xpath("//section[@id='commentary']") == []


def test_where_both_are_given_the_commentary_is_shown(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": "title: Pain\ncommentary: Long.\nnotes: Short.\n"})
    page = built.page("bibliography/a/")
    assert ([str(node.get("id")) for node in page.xpath("//section")], built.result.warnings) == (
        ["commentary", "cite", "highlights"],
        1,
    )


def test_a_work_without_our_words_has_neither_block(bare: lxml_html.HtmlElement) -> None:
    assert bare.xpath("//section[@id='commentary' or @id='notes']") == []


# abstract


def test_an_abstract_of_our_own_says_so(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='abstract']")
    assert texts(section, "./h2") == ["abstract, in our words †"]
    assert texts(section, ".//div[@id='abstract-note']") == [f"† {Wording().abstract_paraphrased_note}"]


def test_an_original_abstract_has_a_dagger_with_its_note(weber: lxml_html.HtmlElement) -> None:
    section = one(weber, "//section[@id='abstract']")
    assert texts(section, "./h2") == ["original abstract †"]
    assert texts(section, ".//div[@id='abstract-note']") == [f"† {Wording().abstract_note}"]


def test_the_dagger_and_its_note_lead_to_each_other(weber: lxml_html.HtmlElement) -> None:
    section = one(weber, "//section[@id='abstract']")
    assert [(link.get("href"), link.get("aria-label")) for link in section.xpath(".//a[@class='dagger']")] == [
        ("#abstract-note", "Note on this abstract"),
        ("#abstract-mark", "Back to the abstract"),
    ]


def test_the_labels_of_an_abstract_are_structure(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='abstract']")
    assert texts(section, ".//p/strong[@class='label']") == ["STUDY DESIGN:", "RESULTS:"]
    assert texts(section, "./div[@class='part-body']/p") == [
        "STUDY DESIGN: A cohort from the population.",
        "RESULTS: Findings were common.",
    ]


def test_an_abstract_without_labels_is_plain_paragraphs(weber: lxml_html.HtmlElement) -> None:
    assert texts(weber, "//section[@id='abstract']/div[@class='part-body']/p") == [
        "Patients were followed for ten years."
    ]


def test_one_abstract_can_have_a_note_of_its_own(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//div[@class='own-note']") == ["Shortened; see (Weber 1983)."]


def test_a_footnote_on_an_abstract_stands_below_the_note(tmp_path: Path) -> None:
    yaml = "title: Pain\nabstract: Short.\nabstract_note: |\n  Cut[^1].\n\n  [^1]: By half.\n"
    page = build_site(tmp_path, {"bibliography/a.yaml": yaml}).page("bibliography/a/")
    assert texts(page, "//div[@class='own-note']") == ["Cut1. By half. ↑"]
    assert hrefs(page, "//div[@class='own-note']//a") == ["#abstract-fn-1", "#abstract-fn-1-1"]


def test_a_work_without_an_abstract_has_no_block_for_it(bare: lxml_html.HtmlElement) -> None:
    assert bare.xpath("//section[@id='abstract']") == []


def test_the_notes_on_abstracts_are_settings(tmp_path: Path) -> None:
    settings = "wording:\n  abstract_heading: Zusammenfassung\n  abstract_note: Wurde *gekürzt*.\n"
    files = {"bibliography/site.yaml": settings, "bibliography/a.yaml": "title: Pain\nabstract: Short.\n"}
    section = one(build_site(tmp_path, files).page("bibliography/a/"), "//section[@id='abstract']")
    assert (texts(section, "./h2"), texts(section, ".//div[@id='abstract-note']")) == (
        ["Zusammenfassung †"],
        ["† Wurde gekürzt."],
    )


# related content


def related(tmp_path: Path, chosen: str) -> list[str]:
    kasch = f"{KASCH_FULL}related: [{chosen}]\n"
    page = build_site(tmp_path, {**SITE, "bibliography/kasch-2022.yaml": kasch}).page("bibliography/kasch-2022/")
    assert texts(page, "//section[@id='related']/h2") == ["related content"]
    return [line for line in texts(page, "//section[@id='related']/ul/li") if "chosen by the editor" in line]


@pytest.mark.parametrize(
    ("citekey", "line"),
    [
        ("weber-1983", "“Lumbar disc herniation,” Weber, Spine, 1983. chosen by the editor · "),
        (
            "hong-nd",
            (
                "“Resolution of Lumbar Disk Herniation without Surgery,” Jennifer Hong and Perry A Ball, NEJM.org."
                " chosen by the editor"
            ),
        ),
        ("madden-2017", "“Does it hurt?” Madden, Pain Med, 2017. chosen by the editor"),
        ("bare", "“A work of which nothing is known.” chosen by the editor"),
    ],
)
def test_a_related_line_follows_its_grammar_and_says_why(tmp_path: Path, citekey: str, line: str) -> None:
    assert [found[: len(line)] for found in related(tmp_path, citekey)] == [line]


def test_an_entry_that_our_text_cites_is_related_for_this_reason(kasch: lxml_html.HtmlElement) -> None:
    reasons = texts(kasch, "//section[@id='related']/ul/li[contains(., 'Weber')]/span[@class='reasons']")
    assert "one cites the other" in reasons[0].split(" · ")
    assert "cited together on 1 page" in reasons[0].split(" · ")


# the reference, identifiers, cite this


def test_the_full_reference_stands_under_how_to_cite(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='cite']")
    assert texts(section, "./h2") == ["how to cite"]
    assert texts(section, ".//p[@class='reference']") == [
        (
            "Kasch R, Truthmann J, Hancock MJ, et al. Association of Lumbar MRI Findings with Current and Future Back"
            " Pain. Spine. 2022;47(3):201–11."
        )
    ]


def test_identifiers_and_copies_are_linked_where_they_are_known(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='cite']")
    assert list(zip(texts(section, ".//li"), hrefs(section, ".//li/a"), strict=True)) == [
        ("DOI 10.1097/brs.0000000000004198", "https://doi.org/10.1097/brs.0000000000004198"),
        ("PubMed 34732634", "https://pubmed.ncbi.nlm.nih.gov/34732634/"),
        ("PubMed Central PMC4464797, free full text", "https://pmc.ncbi.nlm.nih.gov/articles/PMC4464797/"),
        ("arXiv 2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("free full text", "https://example.org/kasch.pdf"),
        ("publisher’s page", "https://journals.example.org/kasch"),
    ]


def test_an_address_that_is_the_free_copy_is_linked_once(tmp_path: Path) -> None:
    yaml = "title: Pain\nurl: https://example.org/a\nfull_text: https://example.org/a\n"
    page = build_site(tmp_path, {"bibliography/a.yaml": yaml}).page("bibliography/a/")
    assert texts(page, "//section[@id='cite']//li") == ["free full text"]


# who, when, corrections


def test_the_page_says_who_wrote_and_reviewed_it_and_when(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='credits']")
    assert texts(section, "./h2") == ["about this page"]
    assert dict(zip(texts(section, ".//dt"), texts(section, ".//dd"), strict=True)) == {
        "Written by": "Ann Editor",
        "Reviewed by": "Bo Reader, Cy Reader, November 2026",
        "Added": "20 November 2026",
        "Updated": "22 November 2026",
    }


@pytest.mark.parametrize(
    ("fields", "fact"),
    [("reviewed_by: [Bo Reader]", "Reviewed by Bo Reader"), ("reviewed: 2026-11-22", "Reviewed 22 November 2026")],
)
def test_a_review_is_told_as_far_as_it_is_known(tmp_path: Path, fields: str, fact: str) -> None:
    page = build_site(tmp_path, {"bibliography/a.yaml": f"title: Pain\n{fields}\n"}).page("bibliography/a/")
    assert texts(page, "//section[@id='credits']//dl/div") == [fact]


def test_corrections_are_public(kasch: lxml_html.HtmlElement) -> None:
    section = one(kasch, "//section[@id='changes']")
    assert texts(section, "./h2 | .//li") == ["changes", "22 November 2026 The number of people was wrong."]
    assert one(section, ".//time").get("datetime") == "2026-11-22"


# footer and highlights


def test_the_footer_says_that_the_page_belongs_to_the_bibliography(kasch: lxml_html.HtmlElement) -> None:
    assert texts(kasch, "//div[@class='bibliography-footer']") == [
        (
            "This page belongs to the PainSci bibliography: scientific sources, explained one at a time in"
            " plain language. A few recent highlights:"
        )
    ]
    assert hrefs(kasch, "//div[@class='bibliography-footer']//a") == ["../../bibliography/"]


def test_highlights_are_the_newest_additions_with_our_words_except_this_page(
    kasch: lxml_html.HtmlElement,
) -> None:
    assert texts(kasch, "//section[@id='highlights']//li") == [
        "Lumbar disc herniation. Weber 1983 Spine.",
        "Does it hurt? Madden 2017 Pain Med.",
    ]


def test_a_highlight_shows_title_label_and_short_journal(
    weber: lxml_html.HtmlElement,
) -> None:
    assert texts(weber, "//section[@id='highlights']//li")[1] == "Does it hurt? Madden 2017 Pain Med."
    assert texts(weber, "//section[@id='highlights']//li")[0] == (
        "Association of Lumbar MRI Findings with Current and Future Back Pain. Kasch 2022 Spine."
    )


@pytest.mark.parametrize(
    ("setting", "lines"), [("highlights: 1", 1), ("highlights: 0", 0), ("features: {highlights: false}", 0)]
)
def test_how_many_highlights_there_are_is_a_setting(tmp_path: Path, setting: str, lines: int) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": f"{setting}\n"})
    assert len(built.page("bibliography/kasch-2022/").xpath("//section[@id='highlights']//li")) == lines


def test_the_name_of_the_site_is_no_markdown(tmp_path: Path) -> None:
    files = {**SITE, "bibliography/site.yaml": "name: '*P@in* & _others_'\n"}
    page = build_site(tmp_path, files).page("bibliography/kasch-2022/")
    assert texts(page, "//div[@class='bibliography-footer']")[0].startswith(
        "This page belongs to the *P@in* & _others_ bibliography:"
    )


# the whole


def test_the_parts_stand_in_their_order(kasch: lxml_html.HtmlElement) -> None:
    assert [section.get("id") for section in kasch.xpath("//section")] == [
        "facts",
        "citing-pages",
        "commentary",
        "abstract",
        "related",
        "map",
        "cite",
        "credits",
        "changes",
        "highlights",
    ]


def test_a_work_of_which_only_the_title_is_known_has_a_page(bare: lxml_html.HtmlElement) -> None:
    assert [section.get("id") for section in bare.xpath("//section")] == ["cite", "highlights"]
    assert texts(bare, "//p[@class='reference']") == ["A work of which nothing is known."]


def test_the_public_address_is_on_the_page(kasch: lxml_html.HtmlElement) -> None:
    address = "https://example.org/bibliography/kasch-2022/"
    assert one(kasch, "//link[@rel='canonical']").get("href") == address
    assert texts(kasch, "//p[@class='address']") == [address]


def test_without_a_public_address_there_is_no_canonical_link(tmp_path: Path) -> None:
    page = build_site(tmp_path, {"bibliography/a.yaml": "title: Pain\n"}).page("bibliography/a/")
    assert page.xpath("//link[@rel='canonical']") == []


def test_what_an_editor_writes_is_escaped(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script> & "so"'
    fields = ("title", "headline", "summary", "journal", "rating_reason", "abstract")
    yaml = "rating: 1\n" + "".join(f"{field}: '{evil}'\n" for field in fields)
    html = build_site(tmp_path, {"bibliography/a.yaml": yaml, "bibliography/site.yaml": f"name: '{evil}'\n"})
    assert "<script>" not in html.text("bibliography/a/index.html")


def test_the_todo_of_an_entry_is_never_published(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": "title: Pain\ntodo: ask the author\n"})
    assert [path for path in built.output.rglob("*.html") if "ask the author" in path.read_text(encoding="utf-8")] == []


def test_related_works_are_linked_here_and_elsewhere(tmp_path: Path) -> None:
    files = {
        "bibliography/kasch-2021.yaml": (
            "title: Lumbar MRI\nauthors: [Kasch R]\nyear: 2021\npublication_status: preprint\n"
            "relations: {version_of: [doi:10.5555/Printed], superseded_by: [weber-1983]}\n"
        ),
        "bibliography/kasch-2022.yaml": (
            f"{KASCH}doi: 10.5555/printed\n"
            "relations: {version_of: [kasch-2021], reply_to: [doi:10.5555/elsewhere, PMID 12]}\n"
        ),
        "bibliography/weber-1983.yaml": WEBER,
    }
    built = build_site(tmp_path, files)
    assert related_works(built.page("bibliography/kasch-2021/")) == [
        ("../../bibliography/kasch-2022/", "Published version", "Kasch 2022"),
        ("../../bibliography/weber-1983/", "Newer version", "Weber 1983"),
    ]
    assert related_works(built.page("bibliography/kasch-2022/")) == [
        ("../../bibliography/kasch-2021/", "Another version", "Kasch 2021"),
        ("https://doi.org/10.5555/elsewhere", "What it replies to", "10.5555/elsewhere"),
        ("https://pubmed.ncbi.nlm.nih.gov/12/", "What it replies to", "PMID 12"),
    ]


def related_works(page: lxml_html.HtmlElement) -> list[tuple[str, str, str]]:
    """Give address, words and remark of the links behind those to the work itself."""
    links = page.xpath("//section[@id='cite']//ul[@class='links']/li[a[not(.='DOI' or .='PubMed')]]")
    return [(item.find("a").get("href"), item.find("a").text, item.find("span").text) for item in links]
