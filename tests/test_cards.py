"""What citation cards are made from."""

from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests.support import KASCH, WEBER, Built, build_site

SITE = {
    "bibliography/kasch-2022.yaml": (
        f"{KASCH}headline: Scans say little\nsummary: Nearly every sign made little difference.\n"
        "study: {design: cohort}\n"
    ),
    "bibliography/weber-1983.yaml": f"{WEBER}label: Weber\ntype: book\n",
    "bibliography/boos-1995.yaml": (
        "title: Herniations\nyear: 1995\naliases: [boos]\ncommentary: |\n"
        "  As @kasch-2022 says, and [@weber-1983; @guide; @kasch-2022].\n"
    ),
    "bibliography/articles/guide.md": (
        "---\ntitle: A guide\nkind: guide\ndescription: All of it.\n---\n"
        "Scans [@kasch-2022; @weber-1983; @boos-1995].\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


def scripts(page: lxml_html.HtmlElement) -> list[str]:
    return [str(one) for one in page.xpath("//script[@defer]/@src") if "cards" in one]


def test_a_reference_of_an_article_holds_what_its_card_shows(site: Built) -> None:
    page = site.page("articles/guide/")
    assert [
        (one.get("data-kind"), one.get("data-name"), one.get("data-work"), one.get("data-year"))
        for one in page.xpath("//li[@class='reference']")
    ] == [
        ("cohort", "Scans say little", "Kasch 2022", "2022"),
        ("book", "Lumbar disc herniation", "Weber, 1983", "1983"),
        ("journal article", "Herniations", "Herniations 1995", "1995"),
    ]
    assert page.xpath("//li[@class='reference']//a[@class='own-page']/@href") == [
        "../../bibliography/kasch-2022/",
        "../../bibliography/weber-1983/",
        "../../bibliography/boos-1995/",
    ]
    assert scripts(page) == ["../../cards.js"]


def test_a_reference_says_what_it_is_where_that_does_not_show(site: Built) -> None:
    page = site.page("articles/guide/")
    assert [one.text for one in page.xpath("//li[@class='reference']//li[@class='remark']")] == ["cohort", "book"]


def test_the_page_of_an_entry_holds_a_card_for_each_node_that_it_cites(site: Built) -> None:
    page = site.page("bibliography/boos-1995/")
    cards = page.xpath("//template[@id='card']/div[@data-href]")
    assert [(one.get("data-href"), one.get("data-kind"), one.text_content()) for one in cards] == [
        ("../../bibliography/kasch-2022/", "cohort", "Nearly every sign made little difference."),
        ("../../bibliography/weber-1983/", "book", ""),
        ("../../articles/guide/", "guide", "All of it."),
    ]
    links = page.xpath("//section[@id='commentary']//a[@class='cite']/@href")
    assert {str(one) for one in links} == {one.get("data-href") for one in cards}
    assert scripts(page) == ["../../cards.js"]


def test_a_page_that_cites_nothing_has_no_cards(site: Built) -> None:
    page = site.page("bibliography/kasch-2022/")
    assert page.xpath("//template[@id='card']") == []
    assert scripts(page) == []


def test_cards_that_are_switched_off_leave_nothing(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**SITE, "bibliography/site.yaml": "features: {cards: false}\n"})
    for address in ("articles/guide/", "bibliography/boos-1995/"):
        page = site.page(address)
        assert page.xpath("//template[@id='card'] | //@data-name | //@data-href") == []
        assert scripts(page) == []


def test_a_headline_that_changes_changes_on_the_cards_of_those_that_cite_it(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    yaml = SITE["bibliography/kasch-2022.yaml"].replace("Scans say little", "Scans say nothing")
    site = build_site(tmp_path, {"bibliography/kasch-2022.yaml": yaml})
    assert site.page("articles/guide/").xpath("//li[@id='ref-1']/@data-name") == ["Scans say nothing"]
    assert "Scans say nothing" in site.page("bibliography/boos-1995/").xpath("//template//@data-name")
