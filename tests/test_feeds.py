"""Feeds: of the site, of tags, of changes; in both formats, and valid whatever editors write."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import pytest
from lxml import etree

from painsite.pages.links import Linking
from painsite.sources.field_markup import read_markup
from tests.feed_rules import ATOM, atom_faults, json_feed_faults
from tests.hostile import HOSTILE, hostile_site
from tests.support import DATED, Built, build_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), DATED)
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
    address = "https://example.org/notes/bibliography/kasch-2022/"
    assert '<a class="cite" href="https://example.org/notes/bibliography/weber-1983/">' in content
    assert f'<sup class="note"><a href="{address}#fn-1">1</a></sup>' in content
    assert 'src="https://example.org/notes/media/disc.png"' in content
    assert "<li><p>An aside.</p></li>" in content
    assert content.startswith("<p>Little &amp; late.</p>\n<p>Kasch R. Association of Lumbar MRI Findings. 2022.</p>")


def test_both_formats_say_the_same(site: Built, feed: feedparser.FeedParserDict) -> None:
    other = json.loads(site.text("feed.json"))
    about = ("title", "home_page_url", "feed_url", "description", "language")
    assert [other[name] for name in about] == [
        feed.feed.title,
        feed.feed.link,
        "https://example.org/notes/feed.json",
        feed.feed.subtitle,
        feed.feed.language,
    ]
    assert [item_of_json(item) for item in other["items"]] == list(map(item_of_atom, entries(site.text("feed.xml"))))


def entries(text: str) -> list[Any]:
    return list(etree.fromstring(text.encode()).iterfind(f"{ATOM}entry"))


def item_of_json(item: dict[str, Any]) -> list[object]:
    names = ("id", "url", "title", "date_published", "date_modified", "summary", "content_html")
    return [*(item.get(name) for name in names), item.get("tags", [])]


def item_of_atom(item: Any) -> list[object]:
    link = item.find(f"{ATOM}link[@rel='alternate']").get("href")
    first, title, *others = (
        item.findtext(f"{ATOM}{name}") for name in ("id", "title", "published", "updated", "summary", "content")
    )
    return [first, link, title, *others, [one.get("term") for one in item.iterfind(f"{ATOM}category")]]


NOTHING_DATED = {
    "bibliography/site.yaml": "url: https://example.org/\n",
    "bibliography/undated.yaml": "title: Pain\n",
    "bibliography/articles/a.md": "---\ntitle: A\ntags: [pain]\n---\nSee [@undated].\n",
}


def test_where_nothing_has_a_date_there_is_no_feed_and_nothing_leads_to_one(tmp_path: Path) -> None:
    built = build_site(tmp_path, NOTHING_DATED)
    assert [path.name for path in built.output.rglob("feed.*")] == []
    for page in ("index.html", "articles/a/", "tags/pain/", "bibliography/undated/"):
        assert built.page(page).xpath("//link[@rel='alternate'] | //a[contains(@href, 'feed')]") == []


@pytest.mark.parametrize(
    ("path", "text", "feeds"),
    [
        ("dated.yaml", "title: Discs\nadded: 2026-01-02\n", {"feed.xml"}),
        ("dated.yaml", "title: Discs\nyear: 1983\ntags: [pain]\n", {"feed.xml", "tags/pain/feed.xml"}),
        ("dated.bib", "@book{boos, title = {Discs}, date = {1983-05}}", {"feed.xml"}),
        ("articles/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\n", {"feed.xml", "articles/b/feed.xml"}),
        (
            "articles/a.md",
            "---\ntitle: A\nchanges: [{date: 2026-01-02, note: Mended.}]\n---\n",
            {"articles/a/feed.xml"},
        ),
        ("articles/a.md", "---\ntitle: A\nupdated: 2026-01-02\n---\n", {"articles/a/feed.xml"}),
    ],
)
def test_one_date_makes_a_feed(tmp_path: Path, path: str, text: str, feeds: set[str]) -> None:
    built = build_site(tmp_path, {**NOTHING_DATED, f"bibliography/{path}": text})
    found = {path.relative_to(built.output).as_posix() for path in built.output.rglob("feed.xml")}
    assert found == feeds
    for name in found:
        content = (built.output / name).read_bytes()
        assert (atom_faults(content), b"1970" in content) == ([], False)
        assert built.page(f"{name.removesuffix('feed.xml')}index.html").xpath("//link[@type='application/atom+xml']")


def test_the_feed_of_a_site_of_bib_files_tells_of_what_was_published_last(tmp_path: Path) -> None:
    bib = (
        "@article{weber-1983, title = {Lumbar disc herniation}, year = 1983, keywords = {discs}}\n"
        "@article{boos-1995, title = {The diagnostic accuracy of MRI}, date = {1995-12-15}, keywords = {discs}}\n"
        "@book{loeser, title = {Bonica}}\n"
    )
    built = build_site(tmp_path, {"bibliography/a.bib": bib, "bibliography/site.yaml": "url: https://example.org/\n"})
    for name in ("feed.xml", "tags/discs/feed.xml"):
        parsed = feedparser.parse(built.text(name))
        assert (parsed.bozo, parsed.feed.updated) == (False, "1995-12-15T00:00:00Z")
        assert [(item.title, item.updated, "published" in item) for item in parsed.entries] == [
            ("The diagnostic accuracy of MRI", "1995-12-15T00:00:00Z", False),
            ("Lumbar disc herniation", "1983-01-01T00:00:00Z", False),
        ]


def test_where_one_node_says_when_it_was_added_the_feed_tells_of_additions_alone(tmp_path: Path) -> None:
    files = {
        "bibliography/a.bib": "@article{weber-1983, title = {Lumbar disc herniation}, year = 1983}",
        "bibliography/kasch-2022.yaml": "title: Discs\nyear: 2022\nadded: 2026-01-02\n",
        "bibliography/site.yaml": "url: https://example.org/\n",
    }
    assert [item.title for item in feedparser.parse(build_site(tmp_path, files).text("feed.xml")).entries] == ["Discs"]


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
    assert [(link.get("type"), link.get("href")) for link in links] == [
        ("application/atom+xml", "../../feed.xml"),
        ("application/feed+json", "../../feed.json"),
    ]


@pytest.mark.parametrize(
    ("page", "folder", "title", "words"),
    [
        ("tags/imaging/", "../../tags/imaging/", "Pain & Science: imaging", "Follow this topic by feed"),
        (
            "articles/guide/",
            "../../articles/guide/",
            "Pain & Science: changes to “The Guide”",
            "Follow changes by feed",
        ),
    ],
)
def test_tags_and_articles_point_to_their_own_feeds_first(
    site: Built, page: str, folder: str, title: str, words: str
) -> None:
    links = site.page(page).xpath("//link[@rel='alternate']")
    assert [(link.get("title"), link.get("href")) for link in links] == [
        (title, f"{folder}feed.xml"),
        (title, f"{folder}feed.json"),
        ("Pain & Science", "../../feed.xml"),
        ("Pain & Science", "../../feed.json"),
    ]
    shown = site.page(page).xpath("//p[@class='own-feed']/a")
    assert [(one.get("href"), one.text) for one in shown] == [(f"{folder}feed.xml", words)]
    assert feedparser.parse(site.text(f"{page}feed.xml")).feed.title == title


def test_the_feed_of_a_tag_tells_of_what_belongs_to_it_and_to_its_parts(tmp_path: Path) -> None:
    dated = {"boos-1995": "[mri]", "kasch-2022": "[imaging, disc]", "weber-1983": "[surgery]"}
    files = {
        f"bibliography/{citekey}.yaml": f"title: A work\nadded: 2026-01-0{day}\ntags: {tags}\n"
        for day, (citekey, tags) in enumerate(dated.items(), 1)
    }
    files |= {
        "bibliography/site.yaml": "url: https://example.org/\n",
        "bibliography/jarvik-2005.yaml": "title: Not dated\ntags: [waiting]\n",
        "bibliography/tags.yaml": (
            "imaging: {description: Scans., synonyms: [MRI]}\ndisc: {parents: [imaging]}\nsurgery: {}\nwaiting: {}\n"
        ),
    }
    built = build_site(tmp_path, files)
    assert built.problems == []
    feed = feedparser.parse(built.text("tags/imaging/feed.xml"))
    assert (feed.feed.id, feed.feed.subtitle) == ("https://example.org/tags/imaging/", "Scans.")
    assert [item.id.split("/")[-2] for item in feed.entries] == ["kasch-2022", "boos-1995"]
    # nothing would ever stand in it
    assert not (built.output / "tags/waiting/feed.xml").exists()
    assert built.page("tags/waiting/").xpath("//p[@class='own-feed']") == []


def test_the_feed_of_a_tag_ends_after_fifteen_items(tmp_path: Path) -> None:
    files = {
        f"bibliography/work-{number:02d}.yaml": f"title: Work\nadded: 2026-01-{number:02d}\ntags: [all]\n"
        for number in range(1, 21)
    }
    built = build_site(tmp_path, {**files, "bibliography/site.yaml": "url: https://example.org/\n"})
    items = json.loads(built.text("tags/all/feed.json"))["items"]
    assert [item["id"] for item in items] == [
        f"https://example.org/bibliography/work-{number:02d}/" for number in range(20, 5, -1)
    ]


LOG = """\
---
title: The Guide
date: 2026-01-01
authors: [Jane Roe]
changes:
  - {date: 2026-03-01, note: A figure was wrong.}
  - {date: 2026-02-01, note: Second of a day.}
  - {date: 2026-02-01, note: First of a day.}
---
Yes[^1], as [@weber-1983] found. See [below](#more) and [the rest](../other/).

# More

[^1]: An aside.
"""
MARCH = "  - {date: 2026-03-01, note: A figure was wrong.}\n"
LOG_SITE = {
    "bibliography/site.yaml": "url: https://example.org/\n",
    "bibliography/weber-1983.yaml": "title: Discs\nauthors: [Weber H]\nyear: 1983\njournal: Spine\n",
}


def log(root: Path, text: str) -> Any:
    built = build_site(root, {**LOG_SITE, "bibliography/articles/guide.md": text})
    assert built.result.errors == 0, built.problems
    return feedparser.parse(built.text("articles/guide/feed.xml"))


def test_the_feed_of_an_article_has_an_item_for_each_change_and_one_for_the_text(tmp_path: Path) -> None:
    feed = log(tmp_path, LOG)
    article = "https://example.org/articles/guide/"
    assert feed.feed.updated == "2026-03-01T00:00:00Z"
    assert [(item.id, item.link, item.updated, item.title) for item in feed.entries] == [
        (f"{article}#change-3", f"{article}#changes", "2026-03-01T00:00:00Z", "The Guide: change of 1 March 2026"),
        (f"{article}#change-2", f"{article}#changes", "2026-02-01T00:00:00Z", "The Guide: change of 1 February 2026"),
        (f"{article}#change-1", f"{article}#changes", "2026-02-01T00:00:00Z", "The Guide: change of 1 February 2026"),
        (article, article, "2026-03-01T00:00:00Z", "The Guide"),
    ]
    assert [item.summary for item in feed.entries[:3]] == ["A figure was wrong.", "Second of a day.", "First of a day."]
    assert {item.author for item in feed.entries} == {"Jane Roe"}


def test_the_text_of_an_article_has_its_notes_and_links_that_lead_somewhere_from_anywhere(tmp_path: Path) -> None:
    html = json.loads(build_site(tmp_path, {**LOG_SITE, "bibliography/articles/guide.md": LOG}).text("feed.json"))
    content = html["items"][0]["content_html"]
    article = "https://example.org/articles/guide/"
    assert f'Yes<sup class="note"><a href="{article}#note-1">1</a></sup>, as' in content
    assert f'<sup class="cite"><a href="{article}#ref-2">2</a></sup>' in content
    assert f'<a href="{article}#more">below</a>' in content
    assert '<a href="https://example.org/articles/other/">the rest</a>' in content
    assert " id=" not in content
    assert content.endswith(
        "\n<ol>\n<li><p>An aside.</p></li>\n"
        '<li><a href="https://example.org/bibliography/weber-1983/">“Discs,”</a> Weber, Spine, 1983.</li>\n</ol>\n'
    )


EDITS = {
    "title": ("title: The Guide", "title: A better guide"),
    "date": ("date: 2026-01-01", "date: 2026-01-15"),
    "date of a change": ("date: 2026-03-01", "date: 2026-03-09"),
    "note": ("A figure was wrong.", "A figure and its unit were wrong."),
    "another change": ("changes:\n", "changes:\n  - {date: 2026-04-01, note: New.}\n"),
    "newest last": (MARCH, ""),
    "text": ("Yes", "No"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_item_keeps_its_name_whatever_is_edited(tmp_path: Path, edit: str) -> None:
    text = LOG.replace(*EDITS[edit])
    if edit == "newest last":
        text = text.replace("---\nYes", f"{MARCH}---\nYes")
    before, after = ({item.id: item.summary for item in log(tmp_path, one).entries[:-1]} for one in (LOG, text))
    assert before.keys() <= after.keys()
    if edit != "note":
        assert {name: after[name] for name in before} == before


def test_an_item_keeps_its_name_when_its_citekey_is_renamed(tmp_path: Path) -> None:
    settings = "url: https://example.org/\n"
    work = "title: Discs\nadded: 2026-01-01\n"
    names = []
    for citekey, aliases in (("weber83", ""), ("weber-83", "[weber83]"), ("weber-1983", "[weber83, weber-83]")):
        root = tmp_path / citekey
        built = build_site(
            root,
            {
                "bibliography/site.yaml": settings,
                f"bibliography/{citekey}.yaml": f"{work}{aliases and 'aliases: '}{aliases}\n",
            },
        )
        [item] = json.loads(built.text("feed.json"))["items"]
        assert item["url"] == f"https://example.org/bibliography/{citekey}/"
        names.append(item["id"])
    assert set(names) == {"https://example.org/bibliography/weber83/"}


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Built]:
    text = HOSTILE[request.param]
    built = build_site(tmp_path_factory.mktemp("hostile"), hostile_site(text), tolerant=True)
    return text, built


def feeds(built: Built, name: str) -> Iterator[bytes]:
    found = sorted(built.output.rglob(name))
    assert len(found) == 3
    yield from (path.read_bytes() for path in found)


def test_feeds_are_valid_whatever_texts_hold(hostile: tuple[str, Built]) -> None:
    _, built = hostile
    for content in feeds(built, "feed.xml"):
        assert atom_faults(content) == []
        parsed = feedparser.parse(content)
        assert (parsed.bozo, len(parsed.entries) > 0) == (False, True)
    for content in feeds(built, "feed.json"):
        assert json_feed_faults(content) == []


def test_feeds_lose_nothing_that_their_format_can_hold(hostile: tuple[str, Built]) -> None:
    text, built = hostile
    # characters that control terminals, or are none, are left out where texts are read
    said = " ".join(read_markup(text)[0].split())
    said = "".join(char for char in said if unicodedata.category(char) not in {"Cc", "Cn"})
    assert {item["title"] for item in json.loads(built.text("feed.json"))["items"]} == {said}
    assert {item.findtext(f"{ATOM}title") for item in entries(built.text("feed.xml"))} == {said}


def test_the_content_of_items_is_html_in_which_no_text_has_become_a_tag(hostile: tuple[str, Built]) -> None:
    _, built = hostile
    for item in json.loads(built.text("feed.json"))["items"]:
        tree = html5lib.parseFragment(item["content_html"], namespaceHTMLElements=False)
        assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= {
            "DOCUMENT_FRAGMENT", "p", "a", "sup", "ol", "li", "em", "strong", "code", "b", "div", "br", "bdi",
            *(f"{{http://www.w3.org/1998/Math/MathML}}{name}" for name in ("math", "mrow", "mi")),
        }  # fmt: skip


def test_public_addresses_do_not_hang_on_how_links_are_written(tmp_path: Path, site: Built) -> None:
    other = build_site(tmp_path, DATED, linking=Linking(root="/elsewhere/", portable=True))
    assert [other.text(name) for name in ("feed.xml", "sitemap.xml")] == [
        site.text(name) for name in ("feed.xml", "sitemap.xml")
    ]
