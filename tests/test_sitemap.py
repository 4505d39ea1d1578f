"""The sitemap and robots.txt."""

from pathlib import Path

import pytest
from lxml import etree

from painsite.config import Settings
from painsite.linking.library import link
from painsite.pages import sitemap as sitemap_module
from painsite.pages.context import Context, make_context
from painsite.pages.links import Linking
from painsite.pages.sitemap import Row, plan_sitemap
from tests.planning import plan_only
from tests.support import DATED, Built, build_site, entry


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), DATED)
    assert built.problems == []
    return built


def test_the_sitemap_has_every_page_but_404_with_the_newest_date_of_what_it_shows(site: Built) -> None:
    root = etree.fromstring(site.text("sitemap.xml").encode())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    rows = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    base = "https://example.org/notes"
    assert rows == {
        f"{base}/": "2026-11-23",
        f"{base}/articles/": "2026-11-22",
        f"{base}/articles/guide/": "2026-11-22",
        f"{base}/bibliography/": "2026-11-23",
        f"{base}/bibliography/M%C3%BCller2001/": "2020",
        f"{base}/bibliography/kasch-2022/": "2026-11-23",
        f"{base}/bibliography/vanrijn-2006/": None,
        f"{base}/bibliography/weber-1983/": "2026-11",
        f"{base}/graph/": "2026-11-23",
        f"{base}/index/a-z/": "2026-11-23",
        f"{base}/tags/": "2026-11-23",
        f"{base}/tags/disc/": "2026-11-23",
        f"{base}/tags/imaging/": "2026-11-23",
        f"{base}/years/": "2026-11-23",
        f"{base}/years/1983/": "2026-11",
        f"{base}/years/2006/": None,
        f"{base}/years/2022/": "2026-11-23",
    }


def test_every_address_of_the_sitemap_is_a_page(site: Built) -> None:
    pages = {
        f"https://example.org/notes/{path.relative_to(site.output).parent.as_posix()}/".replace("/./", "/")
        for path in site.output.rglob("index.html")
        if "noindex" not in path.read_text(encoding="utf-8")
    }
    locations = etree.fromstring(site.text("sitemap.xml").encode()).iterfind(".//{*}loc")
    assert {str(location.text).replace("M%C3%BCller", "Müller") for location in locations} == pages


def test_robots_are_welcome_and_shown_the_sitemap(site: Built) -> None:
    expected = "User-agent: *\nAllow: /\n\nSitemap: https://example.org/notes/sitemap.xml\n"
    assert site.text("robots.txt") == expected


def test_without_an_address_there_is_no_sitemap(tmp_path: Path) -> None:
    built = build_site(tmp_path, {})
    assert (built.text("robots.txt"), (built.output / "sitemap.xml").exists()) == ("User-agent: *\nAllow: /\n", False)


def context_of(citekeys: list[str]) -> Context:
    entries = [entry(citekey, f"title: A work\nadded: 2026-01-{day:02d}\n") for day, citekey in enumerate(citekeys, 1)]
    library, _ = link(entries, [])
    settings = Settings(url="https://example.org/")
    return make_context(library, settings, Linking(url=settings.url))


def files_of(context: Context) -> dict[str, bytes]:
    planned = plan_sitemap(context, [Row("/", tuple(context.library.faces)), Row("/tags/a/", ())])
    files = plan_only(context, [planned]).contents
    assert set(files) == set(planned.paths)
    return files


def locations(content: bytes) -> list[tuple[str, str]]:
    root = etree.fromstring(content)
    return [(str(one.findtext("{*}loc")), str(one.findtext("{*}lastmod", ""))) for one in root]


def test_a_sitemap_of_too_many_addresses_becomes_an_index_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap_module, "MOST_ADDRESSES", 2)
    files = files_of(context_of(["boos-1995", "kasch-2022", "weber-1983"]))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert etree.fromstring(files["sitemap.xml"]).tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    assert locations(files["sitemap.xml"]) == [
        ("https://example.org/sitemap-1.xml", "2026-01-03"),
        ("https://example.org/sitemap-2.xml", "2026-01-03"),
        ("https://example.org/sitemap-3.xml", ""),
    ]
    assert [location for number in (1, 2, 3) for location, _ in locations(files[f"sitemap-{number}.xml"])] == [
        "https://example.org/",
        "https://example.org/bibliography/boos-1995/",
        "https://example.org/bibliography/kasch-2022/",
        "https://example.org/bibliography/weber-1983/",
        "https://example.org/tags/a/",
    ]


def test_no_file_of_the_sitemap_is_too_large_even_if_every_letter_has_to_be_encoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemap_module, "MOST_BYTES", 1_500)
    files = files_of(context_of([f"ж{number}" * 20 for number in range(9)]))
    assert len(files) == 4
    assert max(map(len, files.values())) <= 1_500


def test_the_sitemap_knows_of_a_change_in_the_log(tmp_path: Path) -> None:
    changes = "changes: [{date: 2027-01-05, note: A figure.}]\n"
    files = {"bibliography/site.yaml": "url: https://example.org/\n", "bibliography/weber-1983.yaml": "title: Discs\n"}
    build_site(tmp_path, files)
    built = build_site(tmp_path, {"bibliography/weber-1983.yaml": f"title: Discs\n{changes}"})
    assert dict(locations((built.output / "sitemap.xml").read_bytes())) == {
        "https://example.org/": "2027-01-05",
        "https://example.org/articles/": "",
        "https://example.org/bibliography/": "2027-01-05",
        "https://example.org/bibliography/weber-1983/": "2027-01-05",
        "https://example.org/index/a-z/": "2027-01-05",
        "https://example.org/tags/": "2027-01-05",
    }


def test_what_only_leads_elsewhere_is_not_in_the_sitemap(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "url: https://example.org/\n",
        "bibliography/weber-1983.yaml": "title: Discs\ndoi: 10.1097/brs.1\npmid: 7001\naliases: [weber83]\n",
    }
    built = build_site(tmp_path, files)
    assert (built.output / "doi/10.1097/brs.1/index.html").exists()
    assert [
        location for location, _ in locations((built.output / "sitemap.xml").read_bytes()) if "weber" in location
    ] == ["https://example.org/bibliography/weber-1983/"]
