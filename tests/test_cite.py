"""How to cite a work, on its page."""

from pathlib import Path

import pytest
from lxml import html as lxml_html
from msgspec import json

from painsite.sources.bibtex.reader import parse_bibtex
from tests.support import KASCH, WEBER, Built, build_site, some, words

SITE = {
    "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/\n",
    "bibliography/kasch-2022.yaml": KASCH + "abstract: Nearly all had signs of wear.\n",
    "bibliography/tolkien:single.yaml": 'title: "</pre><script>alert(1)</script> & {more}"\nauthors: [Weber H]\n',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


@pytest.fixture(scope="module")
def kasch(site: Built) -> lxml_html.HtmlElement:
    return site.page("bibliography/kasch-2022/")


def test_a_page_offers_a_reference_in_eight_formats(kasch: lxml_html.HtmlElement) -> None:
    assert kasch.xpath("//section[@id='cite']//@data-format") == [
        "Vancouver", "AMA", "APA", "MLA", "Chicago", "BibTeX", "RIS", "CSL-JSON",
    ]  # fmt: skip
    assert [words(summary) for summary in kasch.xpath("//section[@id='cite']//summary")] == [
        "AMA", "APA", "MLA", "Chicago", "BibTeX", "RIS", "CSL-JSON",
    ]  # fmt: skip


def test_the_page_itself_holds_their_text(kasch: lxml_html.HtmlElement) -> None:
    (apa,) = kasch.xpath("//details/p[@data-format='APA']")
    assert words(apa) == (
        "Kasch, R., Truthmann, J., et al. (2022). Association of Lumbar MRI Findings with Current and Future Back Pain"
        " in a Population-based Cohort Study. Spine (Phila Pa 1976)."
    )
    assert [words(em) for em in apa.xpath("em")] == ["Spine (Phila Pa 1976)"]


def test_data_can_be_read_by_programs_as_it_stands(kasch: lxml_html.HtmlElement) -> None:
    texts = {pre.get("data-format"): pre.text_content() for pre in kasch.xpath("//details/pre")}
    entries, problems = parse_bibtex(texts["BibTeX"], path="kasch-2022.bib")
    assert ([entry.citekey for entry in entries], problems) == (["kasch-2022"], ())
    assert texts["RIS"].startswith("TY  - JOUR\nID  - kasch-2022\n")
    assert texts["RIS"].endswith("\nER  - ")
    assert json.decode(texts["CSL-JSON"])[0]["id"] == "kasch-2022"


def test_data_name_the_page_they_come_from(kasch: lxml_html.HtmlElement) -> None:
    for pre in some(kasch.xpath("//details/pre")):
        assert "https://example.org/bibliography/kasch-2022/" in pre.text_content()


def test_the_abstract_is_not_repeated_in_the_data(kasch: lxml_html.HtmlElement) -> None:
    assert "signs of wear" not in "".join(pre.text_content() for pre in some(kasch.xpath("//details/pre")))


def test_each_format_says_in_which_file_it_is_saved(kasch: lxml_html.HtmlElement) -> None:
    assert kasch.xpath("//@data-file") == [
        "kasch-2022-vancouver.txt", "kasch-2022-ama.txt", "kasch-2022-apa.txt", "kasch-2022-mla.txt",
        "kasch-2022-chicago.txt", "kasch-2022.bib", "kasch-2022.ris", "kasch-2022.json",
    ]  # fmt: skip
    assert kasch.xpath("//@data-type") == [
        "application/x-bibtex", "application/x-research-info-systems", "application/vnd.citationstyles.csl+json",
    ]  # fmt: skip


def test_an_odd_citekey_is_no_odd_file_name(site: Built) -> None:
    page = site.page("bibliography/tolkien~3asingle/")
    assert "tolkien~3asingle.bib" in page.xpath("//@data-file")


def test_a_hostile_title_stays_text(site: Built) -> None:
    page = site.page("bibliography/tolkien~3asingle/")
    assert page.xpath("//section[@id='cite']//script") == []
    for shown in some(page.xpath("//section[@id='cite']//details/*[@data-format]")):
        assert "alert(1)" in shown.text_content()


def test_only_pages_of_entries_load_the_script(site: Built, kasch: lxml_html.HtmlElement) -> None:
    assert kasch.xpath("//script[contains(@src, 'cite.js')]/@defer") == ["defer"]
    assert (site.output / "cite.js").is_file()
    assert site.page("bibliography/").xpath("//script[contains(@src, 'cite.js')]") == []


def test_without_exports_the_reference_stands_alone(tmp_path: Path) -> None:
    built = build_site(
        tmp_path, {"bibliography/site.yaml": "features: {exports: false}\n", "bibliography/weber-1983.yaml": WEBER}
    )
    page = built.page("bibliography/weber-1983/")
    (section,) = page.xpath("//section[@id='cite']")
    assert words(section) == "how to cite Weber H. Lumbar disc herniation. Spine. 1983."
    assert page.xpath("//script[contains(@src, 'cite.js')]") == []
    assert page.xpath("//@data-file") == []


def test_the_words_of_the_buttons_are_settings(tmp_path: Path) -> None:
    wording = (
        "wording: {copy: Take, save: Keep, copied: Taken, saved: Kept, selected: Marked, other_formats: 'Else:'}\n"
    )
    built = build_site(tmp_path, {"bibliography/site.yaml": wording, "bibliography/weber-1983.yaml": WEBER})
    (formats,) = built.page("bibliography/weber-1983/").xpath("//div[@class='formats']")
    assert dict(formats.attrib) == {
        "class": "formats", "data-copy": "Take", "data-save": "Keep", "data-copied": "Taken", "data-saved": "Kept",
        "data-selected": "Marked",
    }  # fmt: skip
    assert words(formats).startswith("Else: AMA Weber H.")
