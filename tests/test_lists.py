"""Home, the lists, tag pages, 404 and redirects, as readers get them."""

from pathlib import Path

import pytest
from lxml import html as lxml_html

from painsite.pages.links import Linking
from painsite.pages.orders import sort_text
from tests.support import WEBER, Built, build_site, hrefs, svg, texts, words

SITE = {
    "bibliography/site.yaml": (
        "name: PainSci\ntagline: Research on back pain\ndescription: Plain words.\nurl: https://example.org/notes/\n"
    ),
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings\nauthors: [Kasch R]\njournal: Spine\nyear: 2022\nadded: 2026-11-20\n"
        "headline: Scans say little\nsummary: Little difference.\ntags: [Imaging]\nstudy: {design: cohort}\n"
        "notes: See [@weber-1983].\npmcid: PMC4464797\nredirect_from: [biblio/kasch22.html, old/kasch]\n"
        "aliases: [kasch22]\n"
    ),
    "bibliography/weber-1983.yaml": (
        "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\nadded: 2026-11-22\ntags: [imaging, disc]\n"
    ),
    "bibliography/vanrijn-2006.yaml": (
        "title: Symptomatic abnormalities\nauthors: ['van Rijn, JC']\nyear: 2006\ntags: [imaging]\n"
    ),
    "bibliography/ostelo-2006.yaml": "title: Sciatica\nauthors: [Östelo R]\nyear: 2006\n",
    "bibliography/digits.yaml": "title: 1995 Volvo Award\n",
    "bibliography/articles/guide.md": (
        "---\ntitle: The Guide\nkind: guide\ndate: 2020-01-01\ntags: [imaging]\ndescription: All of it.\n"
        "redirect_from: [index.php.html]\n---\nYes [@weber-1983; @kasch-2022].\n"
    ),
    "bibliography/articles/news.md": "---\ntitle: News\nkind: post\ndate: 2026-11-01\n---\nYes [@weber-1983].\n",
    "bibliography/articles/plain.md": "---\ntitle: Plain\ndate: 2025\n---\nNo.\n",
    "bibliography/articles/withheld.md": "---\ntitle: Withheld\ndraft: true\ntags: [secret]\n---\nSee [@kasch-2022].\n",
    "bibliography/withheld-2020.yaml": (
        "title: Withheld work\nyear: 2020\nadded: 2026-11-23\ndraft: true\ntags: [secret]\nnotes: See [@kasch-2022].\n"
        "aliases: [withheld20]\nredirect_from: [old/withheld]\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert built.problems == []
    return built


def groups(page: lxml_html.HtmlElement) -> dict[str, list[str]]:
    return {
        words(section.xpath("./h2")[0]) if section.xpath("./h2") else "": texts(section, ".//a[@class='name']")
        for section in page.xpath("//section[contains(@class, 'group')]")
    }


# home


def test_home_says_what_the_site_is_and_how_large(site: Built) -> None:
    assert texts(site.page("index.html"), "//header[@class='opening']/*") == [
        "PainSci",
        "Research on back pain",
        "Plain words.",
        "5 entries, 3 articles, 4 citations",
    ]


def test_home_lists_articles_newest_and_most_cited_entries(site: Built) -> None:
    page = site.page("index.html")
    lists = {section.get("id"): texts(section, ".//a[@class='name']") for section in page.xpath("//section")}
    assert lists == {
        "articles": ["The Guide", "Plain", "News"],
        "tags": [],
        "newest": ["Lumbar disc herniation", "Scans say little"],
        "most-cited": ["Lumbar disc herniation", "Scans say little"],
    }


def test_home_leads_to_every_list_and_says_how_long_it_is(site: Built) -> None:
    page = site.page("index.html")
    assert list(zip(texts(page, "//p[@class='more']"), hrefs(page, "//p[@class='more']/a"), strict=True)) == [
        ("All articles 3", "./articles/"),
        ("All topics 2", "./tags/"),
        ("All entries 5", "./bibliography/"),
        ("Citation graph", "./graph/"),
    ]


def test_home_shows_the_topics_with_their_counts(site: Built) -> None:
    assert texts(site.page("index.html"), "//section[@id='tags']//ul/li") == ["disc 1", "imaging 4"]


def test_the_home_of_an_empty_site_is_a_page(tmp_path: Path) -> None:
    page = build_site(tmp_path, {}).page("index.html")
    assert texts(page, "//h1 | //p[@class='counts']") == ["Bibliography", "0 entries, 0 articles, 0 citations"]
    assert page.xpath("//section") == []


BIB = "".join(
    f"@article{{work-{year}, title = {{Work {year}}}, journal = {{Spine}}, year = {year}, keywords = {{discs}}}}\n"
    for year in range(1980, 1990)
)


@pytest.fixture(scope="module")
def bib_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site of a .bib file alone."""
    return build_site(tmp_path_factory.mktemp("bib"), {"bibliography/a.bib": BIB})


def test_the_home_of_a_site_of_bib_files_shows_what_was_published_last_and_leads_to_all(bib_site: Built) -> None:
    page = bib_site.page("index.html")
    assert texts(page, "//p[@class='counts'] | //h2") == ["10 entries", "topics", "latest publications"]
    assert texts(page, "//section[@id='latest']//a[@class='name']") == [
        f"Work {year}" for year in range(1989, 1983, -1)
    ]
    assert hrefs(page, "//section[@id='latest']//a")[-3:] == ["./bibliography/", "./years/", "./journals/"]


def test_a_page_that_is_not_there_offers_what_was_published_last(bib_site: Built) -> None:
    assert texts(bib_site.page("404.html"), "//section[@id='latest']//a[@class='name']")[:1] == ["Work 1989"]


def test_a_site_that_says_when_entries_were_added_shows_these_alone(tmp_path: Path) -> None:
    files = {"bibliography/a.bib": BIB, "bibliography/work-1980.yaml": "added: 2026-01-02\n"}
    page = build_site(tmp_path, files).page("index.html")
    assert texts(page, "//section[@id='newest']//a[@class='name']") == ["Work 1980"]
    assert page.xpath("//section[@id='latest']") == []


def test_where_nothing_is_highlighted_no_page_promises_highlights(bib_site: Built) -> None:
    (section,) = bib_site.page("bibliography/work-1989/").xpath("//section[@id='highlights']")
    assert words(section) == "the bibliography This page belongs to the Bibliography bibliography."


def test_of_entries_that_do_not_say_when_they_were_added_those_published_last_are_highlighted(tmp_path: Path) -> None:
    files = {
        "bibliography/a.bib": BIB,
        "bibliography/work-1981.yaml": "notes: Ours.\n",
        "bibliography/work-1984.yaml": "notes: Ours.\n",
    }
    page = build_site(tmp_path, files).page("bibliography/work-1989/")
    assert texts(page, "//section[@id='highlights']//li/a") == ["Work 1984.", "Work 1981."]


def test_every_part_of_every_page_has_a_heading(bib_site: Built, site: Built) -> None:
    bare = [
        (path, section.get("class"))
        for built in (bib_site, site)
        for path in built.output.rglob("*.html")
        for section in built.page(path.relative_to(built.output).as_posix()).xpath(
            "//section[contains(@class, 'part')][not(.//h2)]"
        )
    ]
    assert bare == []


def test_home_with_many_entries_shows_six_of_each(tmp_path: Path) -> None:
    files = {
        f"bibliography/work-{number}.yaml": f"title: Work {number}\nyear: {1980 + number}\nadded: 2026-11-{number:02}\n"
        for number in range(1, 15)
    }
    page = build_site(tmp_path, files).page("index.html")
    assert texts(page, "//section[@id='newest']//a[@class='name']") == [f"Work {number}" for number in range(14, 8, -1)]


# a line of a list


def test_a_line_shows_what_is_known_of_a_work(site: Built) -> None:
    page = site.page("bibliography/")
    line = page.xpath("//li[./a[@href='../bibliography/kasch-2022/']]")[0]
    assert texts(line, "./p[@class='summary']") == ["Little difference."]
    assert texts(line, "./ul/li") == [
        "Kasch 2022",
        "Spine",
        "cohort",
        "commentary",
        "free full text",
        "cited by one page",
    ]


def test_a_line_of_a_work_of_which_nothing_is_known_is_short(site: Built) -> None:
    line = site.page("bibliography/").xpath("//li[./a[@href='../bibliography/digits/']]")[0]
    assert texts(line, "./ul/li") == ["1995 Volvo Award n.d."]


def test_a_line_of_an_article_names_its_kind(site: Built) -> None:
    line = site.page("articles/").xpath("//li[./a[@href='../articles/guide/']]")[0]
    assert texts(line, "./p | ./ul/li") == ["All of it.", "guide", "2020"]


# the master index


def test_the_index_goes_by_year_newest_first_and_undated_last(site: Built) -> None:
    assert groups(site.page("bibliography/")) == {
        "2022": ["Scans say little"],
        "2006": ["Sciatica", "Symptomatic abnormalities"],
        "1983": ["Lumbar disc herniation"],
        "no date": ["1995 Volvo Award"],
    }


def test_the_other_order_of_the_index_is_by_letter_without_accents(site: Built) -> None:
    assert groups(site.page("index/a-z/")) == {
        "K": ["Scans say little"],
        "O": ["Sciatica"],
        "V": ["Symptomatic abnormalities"],
        "W": ["Lumbar disc herniation"],
        "#": ["1995 Volvo Award"],
    }


def test_the_index_says_how_long_it_is_and_leads_to_its_other_order(site: Built) -> None:
    page = site.page("index/a-z/")
    assert texts(page, "//h1 | //p[@class='introduction']") == ["All entries", "5 entries"]
    orders = page.xpath("//nav[@aria-label='Order']//a")
    assert [(link.text, link.get("href"), link.get("aria-current")) for link in orders] == [
        ("by year", "../../bibliography/", None),
        ("A–Z", "../../index/a-z/", "page"),
        ("as a graph", "../../graph/", None),
    ]


def test_the_groups_of_the_index_are_linked_from_its_head(site: Built) -> None:
    page = site.page("bibliography/")
    assert hrefs(page, "//nav[@aria-label='Parts of this list']//a") == [
        "#year-2022",
        "#year-2006",
        "#year-1983",
        "#year-no-date",
    ]
    assert [section.get("id") for section in page.xpath("//section[not(@hidden)]")] == [
        "year-2022",
        "year-2006",
        "year-1983",
        "year-no-date",
    ]


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        f"bibliography/work-{number:02}.yaml": f"title: Work {number:02}\nyear: 2020\ntags: [all]\nauthors: [Weber H]\n"
        for number in range(25)
    }
    articles = {
        f"bibliography/articles/text-{number:02}.md": f"---\ntitle: Text {number:02}\n---\n" for number in range(11)
    }
    settings = {"bibliography/site.yaml": "page_size: 10\n"}
    return build_site(tmp_path_factory.mktemp("long"), {**files, **articles, **settings})


PAGED = [
    ("bibliography/", ["index/year/2/", "index/year/3/"], 25),
    ("index/a-z/", ["index/a-z/2/", "index/a-z/3/"], 25),
    ("tags/all/", ["tags/all/2/", "tags/all/3/"], 25),
    ("articles/", ["index/articles/2/"], 11),
]


@pytest.mark.parametrize(("first", "further", "count"), PAGED)
def test_a_long_list_is_cut_into_pages(long_site: Built, first: str, further: list[str], count: int) -> None:
    pages = [long_site.page(address) for address in (first, *further)]
    names = [name for page in pages for name in texts(page, "//a[@class='name']")]
    assert (len(names), len(set(names)), names[0][-2:]) == (count, count, "00")
    assert len(texts(pages[0], "//a[@class='name']")) == 10


@pytest.mark.parametrize(("first", "further"), [(first, further) for first, further, _ in PAGED])
def test_the_pages_of_a_list_lead_to_each_other(long_site: Built, first: str, further: list[str]) -> None:
    page = long_site.page(further[0])
    up = "../" * further[0].count("/")
    assert hrefs(page, "//nav[@class='pager']/a[@rel='prev']") == [up + first]
    assert hrefs(page, "//nav[@class='pager']/a[@rel='next']") == [up + address for address in further[1:2]]
    assert hrefs(page, "//nav[@class='pager']//li/a") == [up + address for address in (first, *further)]
    assert texts(page, "//nav[@class='pager']//a[@aria-current='page']") == ["2"]


def test_further_pages_say_in_the_window_title_which_they_are(long_site: Built) -> None:
    assert texts(long_site.page("index/year/2/"), "//title | //h1") == [
        "All entries, page 2 · Bibliography",
        "All entries",
    ]


def test_a_list_that_fits_has_no_pager(site: Built) -> None:
    assert site.page("bibliography/").xpath("//nav[@class='pager'][not(ancestor::*[@hidden])]") == []


@pytest.mark.parametrize(
    ("text", "sorted_as"),
    [("Östelo", "ostelo"), ("Battié", "battie"), ("van Rijn", "van rijn"), ("STRASSE", "strasse")],
)
def test_accents_and_case_count_for_nothing_in_sorting(text: str, sorted_as: str) -> None:
    assert sort_text(text) == sorted_as


# articles, tags


def test_guides_come_first_and_posts_last(site: Built) -> None:
    page = site.page("articles/")
    assert texts(page, "//a[@class='name'] | //p[@class='introduction']") == [
        "3 articles",
        "The Guide",
        "Plain",
        "News",
    ]


def test_articles_stand_under_what_they_are(site: Built) -> None:
    page = site.page("articles/")
    assert groups(page) == {"Guides": ["The Guide"], "Articles": ["Plain"], "Posts": ["News"]}
    assert [section.get("id") for section in page.xpath("//section")] == ["guides", "articles", "posts"]


def test_a_tag_has_a_page_with_its_articles_and_entries(site: Built) -> None:
    page = site.page("tags/imaging/")
    assert texts(page, "//h1 | //p[@class='introduction']") == ["imaging", "1 article, 3 entries"]
    assert groups(page) == {
        "Articles": ["The Guide"],
        "Entries": ["Scans say little", "Symptomatic abnormalities", "Lumbar disc herniation"],
    }


def test_a_tag_that_only_entries_have_counts_only_entries(site: Built) -> None:
    assert texts(site.page("tags/disc/"), "//p[@class='introduction']") == ["1 entry"]


def test_all_tags_are_listed_by_name_with_their_counts(site: Built) -> None:
    page = site.page("tags/")
    assert (texts(page, "//main//li"), hrefs(page, "//main//li/a")) == (
        ["disc 1", "imaging 4"],
        ["../tags/disc/", "../tags/imaging/"],
    )


def test_tags_that_differ_in_case_and_blanks_share_a_page(tmp_path: Path) -> None:
    files = {
        "bibliography/a.yaml": "title: A\ntags: [Back pain, back-pain]\n",
        "bibliography/b.yaml": "title: B\ntags: [back  pain]\n",
        "bibliography/c.yaml": "title: C\ntags: [back pain]\n",
    }
    page = build_site(tmp_path, files).page("tags/back-pain/")
    assert (texts(page, "//h1"), texts(page, "//a[@class='name']")) == (["back pain"], ["A", "B", "C"])


def test_a_tag_of_any_characters_has_an_address(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": "title: A\ntags: ['C/T & ../x']\n"})
    assert hrefs(built.page("bibliography/a/"), "//ul[@class='tag-list']//a") == ["../../tags/c~2ft-~26-..~2fx/"]
    assert texts(built.page("tags/c~2ft-~26-..~2fx/"), "//h1") == ["C/T & ../x"]


# navigation


def test_the_navigation_leads_to_what_there_is(site: Built, tmp_path: Path) -> None:
    navigation = "//nav[@aria-label='Main']//a"
    assert texts(site.page("index.html"), navigation) == ["Articles", "All entries", "Topics"]
    assert texts(build_site(tmp_path, {}).page("index.html"), navigation) == ["All entries"]


def test_the_navigation_marks_the_section_of_the_page(site: Built) -> None:
    pages = ("index.html", "bibliography/kasch-2022/", "articles/", "tags/disc/", "index/a-z/")
    marked = [texts(site.page(page), "//nav[@aria-label='Main']//a[@aria-current]") for page in pages]
    assert marked == [[], ["All entries"], ["Articles"], ["Topics"], ["All entries"]]


def test_the_navigation_marks_the_list_of_a_further_page(long_site: Built) -> None:
    page = long_site.page("index/articles/2/")
    assert texts(page, "//nav[@aria-label='Main']//a[@aria-current]") == ["Articles"]


def test_the_navigation_can_be_ones_own(tmp_path: Path) -> None:
    settings = (
        "theme:\n  navigation:\n    - {text: Guide, address: /articles/guide/}\n"
        "    - {text: Elsewhere, address: 'https://example.com/'}\n"
    )
    page = build_site(tmp_path, {**SITE, "bibliography/site.yaml": settings}).page("bibliography/kasch-2022/")
    assert hrefs(page, "//nav[@aria-label='Main']//a") == ["../../articles/guide/", "https://example.com/"]


# 404


@pytest.mark.parametrize(
    ("linking", "start"),
    [(Linking(), "/notes/"), (Linking(root="/base/"), "/base/"), (Linking(portable=True), "/notes/")],
)
def test_the_page_for_unknown_addresses_links_from_the_root(tmp_path: Path, linking: Linking, start: str) -> None:
    page = build_site(tmp_path, SITE, linking=linking).page("404.html")
    assert texts(page, "//h1") == ["Page not found"]
    assert hrefs(page, "//link[@rel='stylesheet']") == [f"{start}style.css"]
    assert [href for href in hrefs(page, "//main//a") if not href.startswith(start)] == []


def test_the_page_for_unknown_addresses_is_not_for_search_engines(site: Built) -> None:
    page = site.page("404.html")
    assert [meta.get("content") for meta in page.xpath("//meta[@name='robots']")] == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []


def test_the_page_for_unknown_addresses_offers_the_newest_entries(site: Built) -> None:
    assert texts(site.page("404.html"), "//section[@id='newest']//a[@class='name']") == [
        "Lumbar disc herniation",
        "Scans say little",
    ]


def test_what_the_settings_say_of_unknown_addresses_is_markdown_and_harmless(tmp_path: Path) -> None:
    settings = "wording:\n  not_found_text: 'Look *below* <script>alert(1)</script> & on'\n"
    built = build_site(tmp_path, {"bibliography/site.yaml": settings})
    assert texts(built.page("404.html"), "//main//div[@class='prose']") == ["Look below & on"]
    assert "<script>" not in built.text("404.html")


# redirects


REDIRECTS = [
    ("biblio/kasch22.html", "../bibliography/kasch-2022/"),
    ("old/kasch/", "../../bibliography/kasch-2022/"),
    ("bibliography/kasch22/", "../../bibliography/kasch-2022/"),
    ("index.php.html", "./articles/guide/"),
]


@pytest.mark.parametrize(("old", "target"), REDIRECTS)
def test_an_old_address_leads_to_the_new_one(site: Built, old: str, target: str) -> None:
    page = site.page(old)
    assert [meta.get("content") for meta in page.xpath("//meta[@http-equiv='refresh']")] == [f"0; url={target}"]
    assert hrefs(page, "//body//a") == [target]


def test_a_redirect_says_where_it_leads_and_is_not_for_search_engines(site: Built) -> None:
    page = site.page("biblio/kasch22.html")
    assert texts(page, "//title | //body") == [
        "Moved: Scans say little · PainSci",
        "This page has moved: Scans say little",
    ]
    assert hrefs(page, "//link[@rel='canonical']") == ["https://example.org/notes/bibliography/kasch-2022/"]
    assert [meta.get("content") for meta in page.xpath("//meta[@name='robots']")] == ["noindex"]


@pytest.mark.parametrize(
    ("linking", "target"),
    [
        (Linking(portable=True), "../bibliography/kasch-2022/index.html"),
        (Linking(root="/base/"), "/base/bibliography/kasch-2022/"),
    ],
)
def test_a_redirect_links_as_all_pages_do(tmp_path: Path, linking: Linking, target: str) -> None:
    page = build_site(tmp_path, SITE, linking=linking).page("biblio/kasch22.html")
    assert hrefs(page, "//body//a") == [target]


# drafts


def test_a_draft_is_left_out_of_everything(site: Built) -> None:
    found = [path for path in site.output.rglob("*") if "ithheld" in str(path)]
    found += [path for path in site.output.rglob("*") if path.is_file() and b"ithheld" in path.read_bytes()]
    assert found == []
    assert not (site.output / "tags" / "secret").exists()


def test_drafts_are_shown_when_asked_for(tmp_path: Path) -> None:
    built = build_site(tmp_path, SITE, drafts=True)
    assert texts(built.page("tags/secret/"), "//a[@class='name']") == ["Withheld", "Withheld work"]
    assert texts(built.page("bibliography/kasch-2022/"), "//section[@id='citing-pages']//li/a") == [
        "The Guide",
        "Withheld",
        "Withheld work",
    ]


# what is on every page


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("de-AT", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("AR", "rtl")],
)
def test_a_page_has_the_direction_of_its_language(tmp_path: Path, language: str, direction: str) -> None:
    built = build_site(
        tmp_path,
        {"bibliography/site.yaml": f"language: {language}\n", "bibliography/a.yaml": "title: A\naliases: [b]\n"},
    )
    for page in ("index.html", "bibliography/b/index.html"):
        html = built.page(page)
        assert (html.get("lang"), html.get("dir")) == (language, direction)


def test_a_long_description_is_cut_at_a_word(tmp_path: Path) -> None:
    page = build_site(tmp_path, {"bibliography/a.yaml": f"title: Pain\nsummary: {'word, ' * 80}\n"}).page(
        "bibliography/a/"
    )
    description = page.xpath("//meta[@name='description']/@content")[0]
    assert (len(description) <= 300, description[-11:]) == (True, "word, word…")


def test_a_page_says_what_made_it(site: Built) -> None:
    assert [meta.get("content") for meta in site.page("index.html").xpath("//meta[@name='generator']")] == ["painsite"]


def test_what_the_settings_give_stands_at_the_foot_of_every_page(tmp_path: Path) -> None:
    settings = (
        "licence: CC BY 4.0\nreport_errors_to: editor@example.org\nurl: https://example.org/\n"
        "wording: {medical_notice: This is no medical advice.}\n"
    )
    files = {"bibliography/site.yaml": settings, "bibliography/weber-1983.yaml": WEBER}
    foot = build_site(tmp_path, files).page("tags/").xpath("//footer")[0]
    assert texts(foot, ".//p[@class='medical-notice' or @class='licence'] | .//li") == [
        "This is no medical advice.",
        "CC BY 4.0",
        "Report an error",
        "Feed",
    ]
    assert hrefs(foot, ".//li/a") == ["mailto:editor@example.org", "../feed.xml"]


def test_what_the_settings_do_not_give_leaves_no_trace(tmp_path: Path) -> None:
    assert words(build_site(tmp_path, {}).page("index.html").xpath("//footer")[0]) == ""


def test_a_logo_stands_beside_the_name_and_leads_home(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "name: PainSci\ntheme: {logo: logo.svg}\n",
        "static/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    page = build_site(tmp_path, files).page("tags/")
    assert [image.get("src") for image in page.xpath("//header//a[@href='../']/img[@alt='']")] == ["../logo.svg"]


def test_a_logo_has_its_size_on_every_page_and_gets_a_new_one_when_it_is_replaced(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "name: PainSci\ntheme: {logo: logo.svg}\n",
        "bibliography/weber-1983.yaml": WEBER,
        "static/logo.svg": svg(90, 30),
    }
    found = []
    for changed in (files, {"static/logo.svg": svg(60, 30), "bibliography/weber-1983.yaml": f"{WEBER}notes: So.\n"}):
        built = build_site(tmp_path, changed)
        pages = [built.page(address) for address in ("index.html", "bibliography/", "bibliography/weber-1983/")]
        logos = [page.xpath("//img[@class='logo']")[0] for page in pages]
        found.append([(logo.get("width"), logo.get("height")) for logo in logos])
    assert found == [[("90", "30")] * 3, [("60", "30")] * 3]


def test_a_logo_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"bibliography/site.yaml": "name: PainSci\ntheme:\n  logo: logo.svg\n"})
    assert built.problems == [
        (
            "bibliography/site.yaml:3:9: missing-theme-file: there is no file `static/logo.svg`; put it there,"
            " or correct `theme.logo`"
        )
    ]


def test_the_style_sheet_of_the_settings_follows_the_themes(tmp_path: Path) -> None:
    page = build_site(tmp_path, {"bibliography/site.yaml": "theme: {width: 40rem}\n"}).page("tags/")
    assert hrefs(page, "//link[@rel='stylesheet']") == ["../style.css", "../theme.css"]
