"""Every link of a built site leads somewhere, however links are written; every page is well made."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from lxml import html as lxml_html

from painsite.pages.links import Linking
from tests.support import FIXTURES, IS_TORTURE, Built, build_site, needs_fixtures, some, svg

REPOSITORY = Path(__file__).parent.parent
ODD = {
    "bibliography/site.yaml": (
        "name: Päin & Science\nurl: https://example.org/\npage_size: 10\nlanguage: ar\n"
        "theme: {width: 40rem, logo: a logo.svg}\nreport_errors_to: editor@example.org\n"
    ),
    "static/a logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "bibliography/muller.yaml": (
        "title: Rückenschmerz\ncitekey: Müller2001\nauthors: [Müller A]\nyear: 2001\ntags: ['C/T & ../x', Ünïcode]\n"
        "image: {file: 'a disc?.png', alt: A disc}\ncommentary: |\n  See @{tolkien:single}[^1], twice [@guide].\n\n"
        "  [^1]: An aside [@Müller-2].\n\n  # A heading\n\n  ![another](<a disc?.png>)\n"
        "abstract: Short.\nabstract_note: |\n  Cut[^1].\n\n  [^1]: Here.\n"
    ),
    "bibliography/a disc?.png": svg(8, 6),
    "bibliography/tolkien.yaml": (
        "title: '100% & more'\ncitekey: tolkien:single\nredirect_from: [biblio/x.html, old, a/b/]\naliases: ['t:s']\n"
    ),
    "bibliography/second.yaml": (
        "title: Second\ncitekey: Müller-2\nauthors: [Müller A]\nyear: 2001\n"
        "pmid: 9699234\nadded: 2026-01-02\ntags: [all]\n"
        "doi: 10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2\n"
    ),
    **{f"bibliography/work-{number}.yaml": f"title: Work {number}\nyear: 1990\ntags: [all]\n" for number in range(21)},
    "bibliography/articles/guide.md": (
        "---\ntitle: A guide\ntags: [all]\n---\nOne [@Müller2001][^a], [as found](@{tolkien:single})[^a], @Müller-2.\n"
        "\n# Notes\n\nTwo[^b] [@Müller2001, p. 9].\n\n## Cite\n\nSee [above](#notes-1).\n\n"
        "[1](tolkien.yaml), [2](../tolkien.yaml#cite), [3](/bibliography/Müller2001), [4](bare.html), [5](t:s.md),\n"
        "[6](/tags/all/), [7](../../tags/all/), [8](/feed.xml), [9](/biblio/x.html), [10](/a%20logo.svg),\n"
        "[11](./)[^b].\n\n"
        "[^a]: An aside [@Müller2001].\n\n[^b]: Another[^a].\n"
    ),
    "bibliography/articles/bare.md": "---\ntitle: Nothing to say\n---\n",
}
LINKINGS = {
    "relative": Linking(),
    "base": Linking(root="/some%20where/notes/"),
    "portable": Linking(portable=True),
}


@pytest.fixture(scope="module", params=[(site, form) for site in ("sample", "odd") for form in LINKINGS])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Linking]:
    """Build the repository's own bibliography, and one of odd names, in each form of links."""
    name, form = request.param
    root = tmp_path_factory.mktemp(name)
    if name == "sample":
        (root / "bibliography").symlink_to(REPOSITORY / "bibliography", target_is_directory=True)
    built = build_site(root, {} if name == "sample" else ODD, linking=LINKINGS[form])
    assert built.result.errors == 0, built.problems
    return built, LINKINGS[form]


def pages(built: Built) -> Iterator[tuple[str, lxml_html.HtmlElement]]:
    for path in some(sorted(built.output.rglob("*.html"))):
        yield path.relative_to(built.output).as_posix(), parse(path)


@cache
def parse(path: Path) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(path.read_text(encoding="utf-8"))


@cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(str(found) for found in parse(path).xpath("//@id"))


def links(page: lxml_html.HtmlElement) -> Iterator[str]:
    for attribute in ("href", "src"):
        yield from (str(found) for found in page.xpath(f"//@{attribute}"))
    for refresh in page.xpath("//meta[@http-equiv='refresh']/@content"):
        yield str(refresh).partition("url=")[2]


def fault(link: str, page: str, built: Built, linking: Linking) -> str:
    """Say what is wrong with a link; nothing where it leads to a file, and to an element of it."""
    parts = urlsplit(link)
    if parts.scheme:
        return "" if parts.scheme in {"https", "http", "mailto"} else "a strange scheme"
    if not (parts.path or parts.fragment):
        return "no address"
    path = page
    if parts.path:
        # the page for unknown addresses is served at any of them
        is_absolute = bool(linking.root) or page == "404.html"
        if parts.path.startswith("/") != is_absolute or not parts.path.startswith(linking.root):
            return "not the form that was asked for"
        above = "" if is_absolute else page.rpartition("/")[0]
        path = join(above, unquote(parts.path.removeprefix(linking.root or "/")))
        if path.endswith("/") or not path:
            if linking.portable and page != "404.html":
                return "no file named"
            path += "index.html"
    return _fault_of_target(built.output / normpath(path), parts.fragment)


@cache
def _fault_of_target(target: Path, fragment: str) -> str:
    if not target.is_file():
        return "no file"
    return "no such element" if fragment and unquote(fragment) not in ids(target) else ""


def broken_links(built: Built, linking: Linking) -> list[tuple[str, str, str]]:
    """Give the links that lead nowhere: page, link and what is wrong with it."""
    return [
        (path, link, wrong)
        for path, page in pages(built)
        for link in links(page)
        if (wrong := fault(link, path, built, linking))
    ]


def test_every_internal_link_resolves(site: tuple[Built, Linking]) -> None:
    assert broken_links(*site) == []


@needs_fixtures
@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.torture)])
def test_every_internal_link_of_many_entries_resolves(count: int, tmp_path: Path) -> None:
    text = (FIXTURES / "zheln" / "zheln-pain-1000.bib").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=@)", text)[: count + 1]
    built = build_site(tmp_path, {"bibliography/zheln.bib": "".join(entries)})
    try:
        assert len(list(pages(built))) > count
        assert broken_links(built, Linking()) == []
    finally:
        # a thousand parsed pages are of no use to the tests that follow
        parse.cache_clear()


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("../no-such-entry/", "no file"),
        ("../", ""),
        ("../#no-such-element", "no such element"),
        ("#main", ""),
        ("#no-such-element", "no such element"),
        ("..", "no file"),
        ("", "no address"),
        ("/style.css", "not the form that was asked for"),
        ("javascript:alert(1)", "a strange scheme"),
    ],
)
def test_a_broken_link_would_be_found(tmp_path: Path, link: str, wrong: str) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": "title: Pain\n"})
    assert fault(link, "bibliography/a/index.html", built, Linking()) == wrong


def test_every_id_of_a_page_is_unique(site: tuple[Built, Linking]) -> None:
    for path, page in pages(site[0]):
        found = [str(one) for one in page.xpath("//@id")]
        assert sorted(found) == sorted(set(found)), path


def test_every_page_has_one_main_heading_and_the_others_in_order(site: tuple[Built, Linking]) -> None:
    for path, page in pages(site[0]):
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert (levels[0], levels.count(1)) == (1, 1), path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_section_encloses_its_heading(site: tuple[Built, Linking]) -> None:
    for path, page in pages(site[0]):
        for section in page.xpath("//section[@id]"):
            headings = section.xpath("./h2 | ./div[@class='part-heading']/h2")
            assert len(headings) == 1, (path, section.get("id"))


def test_every_page_is_html_without_a_parse_error(site: tuple[Built, Linking]) -> None:
    # a third of the pages at a time: each form of links has another
    built, linking = site
    start = 0 if IS_TORTURE else list(LINKINGS.values()).index(linking)
    for path in some(sorted(built.output.rglob("*.html"))[start :: 1 if IS_TORTURE else len(LINKINGS)]):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(path.read_text(encoding="utf-8"))
        assert parser.errors == [], path


def test_no_page_has_scripts_or_styles_of_its_own_or_loads_anything_from_elsewhere(site: tuple[Built, Linking]) -> None:
    # data for machines is nothing that a browser runs
    scripts = "//script[not(@src or @type='application/ld+json')]"
    for path, page in pages(site[0]):
        loaded = [str(one) for one in page.xpath("//script/@src | //img/@src | //link[@rel!='canonical']/@href")]
        assert [one for one in loaded if "://" in one] == [], path
        assert page.xpath(f"{scripts} | //style | //@style | //@*[starts-with(name(), 'on')]") == [], path
