"""Files for machines."""

from pathlib import Path

import feedparser
import pytest
from lxml import etree

from painsite.config import DEFAULTS, Theme
from painsite.pages.links import Linking
from painsite.pages.theme_styles import theme_styles
from tests.support import Built, build_site, svg

SITE = {
    "bibliography/site.yaml": "name: Pain & Science\ntagline: Backs\nlanguage: en-GB\nurl: https://example.org/notes\n",
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings\nauthors: [Kasch R]\nyear: 2022\nadded: 2026-11-20\n"
        "updated: 2026-11-23\nheadline: Scans say <little>\nsummary: Little & late.\ntags: [imaging, disc]\n"
        "commentary: |\n  See @weber-1983[^1] and ![a disc](disc.png).\n\n  [^1]: An aside.\n"
    ),
    "bibliography/disc.png": svg(8, 6),
    "bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nyear: 1983\nadded: 2026-11\n",
    "bibliography/vanrijn-2006.yaml": "title: Not dated\nyear: 2006\n",
    "bibliography/hidden.yaml": "title: A draft\nadded: 2026-11-24\ndraft: true\n",
    "bibliography/muller.yaml": "title: Rückenschmerz\ncitekey: Müller2001\nadded: 2020\n",
    "bibliography/articles/guide.md": (
        "---\ntitle: The Guide\nkind: guide\ndate: 2026-11-21\nupdated: 2026-11-22\n"
        "description: All of it.\n---\nYes.\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert built.problems == []
    return built


@pytest.fixture(scope="module")
def feed(site: Built) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(site.text("feed.xml"))
    assert (parsed.bozo, parsed.version) == (False, "atom10")
    return parsed


def test_the_feed_says_whose_it_is(feed: feedparser.FeedParserDict) -> None:
    about = feed.feed
    assert (about.title, about.subtitle, about.author, about.language) == (
        "Pain & Science: new entries and articles",
        "Backs",
        "Pain & Science",
        "en-GB",
    )
    assert about.id == "https://example.org/notes/"
    assert {link.rel: link.href for link in about.links} == {
        "self": "https://example.org/notes/feed.xml",
        "alternate": "https://example.org/notes/",
    }


def test_the_feed_has_all_additions_newest_first(feed: feedparser.FeedParserDict) -> None:
    assert [(item.title, item.link) for item in feed.entries] == [
        ("The Guide", "https://example.org/notes/articles/guide/"),
        ("Scans say <little>", "https://example.org/notes/bibliography/kasch-2022/"),
        ("Lumbar disc herniation", "https://example.org/notes/bibliography/weber-1983/"),
        ("Rückenschmerz", "https://example.org/notes/bibliography/M%C3%BCller2001/"),
    ]


def test_the_feed_is_as_new_as_what_changed_last(feed: feedparser.FeedParserDict) -> None:
    assert feed.feed.updated == "2026-11-23T00:00:00Z"
    assert [(item.published, item.updated) for item in feed.entries] == [
        ("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"),
        ("2026-11-20T00:00:00Z", "2026-11-23T00:00:00Z"),
        ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"),
        ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
    ]


def test_an_item_of_the_feed_carries_summary_tags_and_our_text_with_whole_addresses(
    feed: feedparser.FeedParserDict,
) -> None:
    item = feed.entries[1]
    assert (item.summary, [tag.term for tag in item.tags]) == ("Little & late.", ["imaging", "disc"])
    content = item.content[0].value
    assert '<a class="cite" href="https://example.org/notes/bibliography/weber-1983/">' in content
    assert 'src="https://example.org/notes/media/disc.png"' in content
    assert "<p>An aside.</p>" in content


def test_an_empty_feed_is_valid(tmp_path: Path) -> None:
    parsed = feedparser.parse(
        build_site(tmp_path, {"bibliography/site.yaml": "url: https://example.org/\n"}).text("feed.xml")
    )
    assert (parsed.bozo, parsed.entries, parsed.feed.updated) == (False, [], "1970-01-01T00:00:00Z")


def test_the_feed_ends_after_thirty_items(tmp_path: Path) -> None:
    files = {f"bibliography/work-{number}.yaml": f"title: Work {number}\nadded: 2026-01-01\n" for number in range(40)}
    text = build_site(tmp_path, {**files, "bibliography/site.yaml": "url: https://example.org/\n"}).text("feed.xml")
    assert text.count("<entry>") == 30


@pytest.mark.parametrize("settings", ["name: PainSci\n", "url: https://example.org/\nfeatures: {feeds: false}\n"])
def test_without_an_address_or_a_wish_for_it_there_is_no_feed(tmp_path: Path, settings: str) -> None:
    built = build_site(tmp_path, {"bibliography/site.yaml": settings})
    assert not (built.output / "feed.xml").exists()
    assert built.page("index.html").xpath("//link[@rel='alternate']") == []


def test_every_page_points_to_the_feed(site: Built) -> None:
    links = site.page("bibliography/kasch-2022/").xpath("//link[@rel='alternate']")
    assert [(link.get("type"), link.get("href")) for link in links] == [("application/atom+xml", "../../feed.xml")]


def test_the_sitemap_has_every_page_but_404_with_its_last_change(site: Built) -> None:
    root = etree.fromstring(site.text("sitemap.xml").encode())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    rows = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    base = "https://example.org/notes"
    assert rows == {
        f"{base}/": None,
        f"{base}/articles/": None,
        f"{base}/articles/guide/": "2026-11-22",
        f"{base}/bibliography/": None,
        f"{base}/bibliography/M%C3%BCller2001/": "2020",
        f"{base}/bibliography/kasch-2022/": "2026-11-23",
        f"{base}/bibliography/vanrijn-2006/": None,
        f"{base}/bibliography/weber-1983/": "2026-11",
        f"{base}/index/a-z/": None,
        f"{base}/tags/": None,
        f"{base}/tags/disc/": None,
        f"{base}/tags/imaging/": None,
    }


def test_every_address_of_the_sitemap_is_a_page(site: Built) -> None:
    pages = {
        f"https://example.org/notes/{path.relative_to(site.output).parent.as_posix()}/".replace("/./", "/")
        for path in site.output.rglob("index.html")
    }
    locations = etree.fromstring(site.text("sitemap.xml").encode()).iterfind(".//{*}loc")
    assert {str(location.text).replace("M%C3%BCller", "Müller") for location in locations} == pages


def test_robots_are_welcome_and_shown_the_sitemap(site: Built) -> None:
    expected = "User-agent: *\nAllow: /\n\nSitemap: https://example.org/notes/sitemap.xml\n"
    assert site.text("robots.txt") == expected


def test_without_an_address_there_is_no_sitemap(tmp_path: Path) -> None:
    built = build_site(tmp_path, {})
    assert (built.text("robots.txt"), (built.output / "sitemap.xml").exists()) == ("User-agent: *\nAllow: /\n", False)


def test_public_addresses_do_not_hang_on_how_links_are_written(tmp_path: Path, site: Built) -> None:
    other = build_site(tmp_path, SITE, linking=Linking(root="/elsewhere/", portable=True))
    assert [other.text(name) for name in ("feed.xml", "sitemap.xml")] == [
        site.text(name) for name in ("feed.xml", "sitemap.xml")
    ]


def test_colours_fonts_and_width_become_custom_properties() -> None:
    theme = Theme(
        colours={"link": "#036", "link-dark": "#9cf", "background": "white"},
        fonts={"text": "Georgia, serif"},
        width="40rem",
    )
    settings = type(DEFAULTS)(theme=theme)
    assert theme_styles(settings).splitlines() == [
        ":root {",
        "  --background: light-dark(var(--background-light, white), var(--background-dark, white));",
        "  --background-light: white;",
        "  --font-text: Georgia, serif;",
        "  --link: light-dark(var(--link-light, #9cf), var(--link-dark, #036));",
        "  --link-dark: #9cf;",
        "  --link-light: #036;",
        "  --measure: 40rem;",
        "}",
    ]


def test_only_dark_colours_leave_the_light_ones_of_the_theme_alone() -> None:
    settings = type(DEFAULTS)(theme=Theme(colours={"rubric-dark": "#9cf"}))
    assert theme_styles(settings).splitlines() == [
        ":root {",
        "  --rubric: light-dark(var(--rubric-light, #9cf), var(--rubric-dark, #9cf));",
        "  --rubric-dark: #9cf;",
        "}",
    ]
    assert "--rubric-light:" in Path("static/style.css").read_text(encoding="utf-8")


def test_every_custom_property_of_the_settings_is_one_of_the_style_sheet() -> None:
    styles = Path("static/style.css").read_text(encoding="utf-8")
    assert [
        name for name in ("--measure:", "--font-text:", "--font-heading:", "--font-mono:") if name not in styles
    ] == []


def test_without_such_settings_there_is_no_further_style_sheet(tmp_path: Path) -> None:
    assert not (build_site(tmp_path, {}).output / "theme.css").exists()
