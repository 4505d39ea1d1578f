"""A link of a text to a page of the site leads there, in every form that an editor may write, wherever it is shown."""

from pathlib import Path

import pytest

from painsite.pages.links import Linking
from tests.support import KASCH, WEBER, build_site, hrefs, shown

GUIDE = "---\ntitle: Signs & pain\n---\n## Signs\n\nWear.\n"
SITE = {
    "bibliography/site.yaml": "name: Back notes\nurl: https://example.org/notes/\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}aliases: [kasch22]\nredirect_from: [old/kasch.html]\n",
    "bibliography/muller.yaml": "citekey: Mu\u0308ller2001\ntitle: Rückenschmerz\n",
    "bibliography/smith.2020.yaml": "title: Walking\n",
    "bibliography/articles/guide.md": GUIDE,
    "bibliography/weber-1983.yaml": WEBER,
}
WEBER_PAGE = "bibliography/weber-1983/index.html"
POST_PAGE = "articles/post/index.html"
KASCH_AT = "/bibliography/kasch-2022/"


def post(link: str) -> dict[str, str]:
    return {"bibliography/articles/post.md": f"---\ntitle: A post\ndate: 2026-01-02\n---\nSee [there]({link}).\n"}


def links_of(root: Path, link: str, linking: Linking, page: str = POST_PAGE) -> list[str]:
    """Build the site with a link in an article and in an entry; return where it leads on a page."""
    entry = {"bibliography/weber-1983.yaml": f"{WEBER}commentary: See [there]({link}).\n"}
    built = build_site(root, {**SITE, **(entry if page == WEBER_PAGE else post(link))}, linking=linking)
    assert built.problems == []
    return hrefs(built.page(page), "//a[text()='there']")


FORMS = [
    # from the article `post`: what is written, and where it leads
    *((one, KASCH_AT) for one in ("/bibliography/kasch-2022/", "/bibliography/kasch-2022", "kasch-2022.yaml")),
    *((one, KASCH_AT) for one in ("../kasch-2022.yaml", "../../bibliography/kasch-2022/", "kasch22.yml")),
    *((one, KASCH_AT) for one in ("bibliography/kasch-2022.html", "/bibliography/kasch-2022/index.html")),
    *((one, KASCH_AT) for one in ("/bibliography/kasch22/", "/old/kasch.html", "KASCH/../kasch-2022.md")),
    ("../kasch-2022.yaml?a=1&b=2#cite", f"{KASCH_AT}?a=1&b=2#cite"),
    *((one, "/articles/guide/#signs") for one in ("guide.md#signs", "../articles/guide.md#signs", "guide#signs")),
    *((one, "/articles/guide/#signs") for one in ("/articles/guide/#signs", "articles/guide.html#signs")),
    *((one, "/articles/guide/#signs") for one in ("../guide/#signs", "../guide#signs", "guide.qmd#signs")),
    ("post.md#top", "/articles/post/#top"),
    *((one, "/bibliography/Mu~cc~88ller2001/") for one in ("Müller2001.yaml", "/bibliography/M%C3%BCller2001")),
    ("muller.yaml", "/bibliography/Mu~cc~88ller2001/"),
    *((one, "/bibliography/smith.2020/") for one in ("smith.2020.yaml", "/bibliography/smith.2020")),
    # all else within the site
    ("/", "/"),
    ("/tags/imaging/", "/tags/imaging/"),
    ("../../tags/imaging/?x#top", "/tags/imaging/?x#top"),
    ("/feed.xml", "/feed.xml"),
    ("/a%20scan%231.pdf", None),
    ("scan.pdf", "/articles/post/scan.pdf"),
    ("/a%20scan.pdf", "/a%20scan.pdf"),
    ("../../../../scan.pdf", "/scan.pdf"),
]


@pytest.mark.parametrize(("link", "target"), FORMS)
def test_a_link_is_written_for_the_page_and_the_linking_in_use(tmp_path: Path, link: str, target: str | None) -> None:
    found = links_of(tmp_path, link, Linking(root="/notes/"))
    assert found == [f"/notes{target}" if target else link]


@pytest.mark.parametrize(
    ("linking", "written"),
    [
        (Linking(), "../../bibliography/kasch-2022/#cite"),
        (Linking(portable=True), "../../bibliography/kasch-2022/index.html#cite"),
        (Linking(root="/notes/"), "/notes/bibliography/kasch-2022/#cite"),
    ],
)
@pytest.mark.parametrize("page", [POST_PAGE, WEBER_PAGE])
def test_one_link_leads_to_one_page_from_articles_and_entries(
    tmp_path: Path, linking: Linking, written: str, page: str
) -> None:
    assert links_of(tmp_path, "kasch-2022.yaml#cite", linking, page) == [written]


@pytest.mark.parametrize("link", ["#signs", "https://example.org/a.md", "mailto:pain@example.org", "?q=wear"])
def test_a_link_within_the_page_or_to_elsewhere_stays_as_it_is(tmp_path: Path, link: str) -> None:
    source = {"bibliography/articles/guide.md": GUIDE + f"\n[there]({link})\n"}
    built = build_site(tmp_path, {**SITE, **source}, linking=Linking(root="/notes/"))
    assert hrefs(built.page("articles/guide/index.html"), "//a[text()='there']") == [link]


def test_a_feed_has_the_public_address_of_the_page(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, **post("guide.md#signs")})
    assert "https://example.org/notes/articles/guide/#signs" in (built.output / "feed.xml").read_text(encoding="utf-8")


def test_links_in_footnotes_and_raw_html_are_links_too(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A post\n---\nWear[^1] <a title=\"x\" href='guide.md'>one</a>.\n\n[^1]: [two](../kasch-2022.yaml)\n"
    )
    built = build_site(tmp_path, {**SITE, "bibliography/articles/post.md": text})
    page = built.page(POST_PAGE)
    assert hrefs(page, "//a[text()='one']") == ["../../articles/guide/"]
    assert set(hrefs(page, "//a[text()='two']")) == {"../../bibliography/kasch-2022/"}


CHANGES: dict[str, tuple[dict[str, str], str]] = {
    "appears": ({"bibliography/articles/wear.md": GUIDE.replace("Signs & pain", "Wear")}, "../../articles/wear/"),
    "becomes an alias": (
        {"bibliography/articles/guide.md": GUIDE.replace("---\n## ", "aliases: [wear]\n---\n## ")},
        "../../articles/guide/",
    ),
    "becomes a citekey of an entry": (
        {"bibliography/kasch-2022.yaml": f"citekey: wear\n{KASCH}"},
        "../../bibliography/wear/",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_follows_its_page(tmp_path: Path, change: str) -> None:
    files, written = CHANGES[change]
    before = {**SITE, **post("wear.md")}
    built = build_site(tmp_path, before)
    told = "5:13: dead-link: `wear.md` leads to no page of the site; cite it instead: `[…](@weber-1983)`"
    assert shown(built.result.problems) in ([told], [told.replace("weber-1983", "citekey")])
    assert hrefs(built.page(POST_PAGE), "//a[text()='there']") == ["wear.md"]
    built = build_site(tmp_path, files)
    assert built.problems == []
    assert hrefs(built.page(POST_PAGE), "//a[text()='there']") == [written]
    built = build_site(tmp_path, {path: SITE[path] for path in files if path in SITE} or {"static/a.txt": ""})
    if change == "appears":
        (tmp_path / "bibliography/articles/wear.md").unlink()
        built = build_site(tmp_path)
    assert shown(built.result.problems) in ([told], [told.replace("weber-1983", "citekey")])
    assert hrefs(built.page(POST_PAGE), "//a[text()='there']") == ["wear.md"]
