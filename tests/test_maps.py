"""The map of an entry's neighbourhood, on its page."""

import json
from pathlib import Path

import pytest
from lxml import html as lxml_html

from painsite.pages.entry.map import MOST
from painsite.pages.widths import divided, shortened, text_width
from tests.support import KASCH, WEBER, Built, build_site, some, words

SITE = {
    "bibliography/kasch-2022.yaml": (
        f"{KASCH}headline: Scans say little\nrelated: [jarvik-2005]\n"
        "notes: Fits [@weber-1983; @jensen-1994] and [@weber-1983], as [@guide] has it.\n"
    ),
    "bibliography/weber-1983.yaml": f"{WEBER}study: {{design: randomised trial}}\nnotes: See [@kasch-2022].\n",
    "bibliography/jensen-1994.yaml": "title: Magnetic resonance imaging\nauthors: [Jensen MC]\nyear: 1994\n",
    "bibliography/jarvik-2005.yaml": (
        "title: Three-year incidence\nauthors: [Jarvik JG]\nyear: 2005\nrelated: [jensen-1994]\n"
    ),
    "bibliography/alone-1999.yaml": "title: Zygapophysial innervation of ostriches\n",
    "bibliography/articles/guide.md": (
        "---\ntitle: A long guide to back pain, its causes and its cures, for everybody\nkind: guide\n---\nNo.\n"
    ),
    "bibliography/articles/post.md": "---\ntitle: On scans\nkind: post\n---\nSee [@kasch-2022].\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert built.problems == []
    return built


def shape(mark: lxml_html.HtmlElement) -> str:
    return "circle" if "a" in mark.get("d") else "square"


def drawn(page: lxml_html.HtmlElement) -> dict[str, list[tuple[str, str]]]:
    """Give by heading where nodes of the drawing lead, and their shapes."""
    return {
        words(group.xpath("./text")[0]): [
            (str(link.get("href")), shape(link.xpath("./path")[0])) for link in group.xpath("./a")
        ]
        for group in page.xpath("//section[@id='map']//g")
    }


def listed(page: lxml_html.HtmlElement) -> dict[str, list[str]]:
    """Give by heading the lines of the list."""
    found: dict[str, list[str]] = {}
    for one in some(page.xpath("//section[@id='map']//dl/*")):
        if one.tag == "dt":
            lines = found.setdefault(words(one), [])
        else:
            lines.append(words(one))
    return found


def test_a_map_shows_who_cites_the_entry_what_it_cites_and_what_is_related(site: Built) -> None:
    assert drawn(site.page("bibliography/kasch-2022/")) == {
        "cited by": [("../../articles/post/", "square"), ("../../bibliography/weber-1983/", "circle")],
        "cites": [("../../bibliography/jensen-1994/", "circle"), ("../../articles/guide/", "square")],
        "related": [("../../bibliography/jarvik-2005/", "circle")],
    }


def test_the_list_of_a_map_says_the_same_in_words(site: Built) -> None:
    assert listed(site.page("bibliography/kasch-2022/")) == {
        "Kasch 2022: cited by": [
            "On scans post",
            "Weber 1983: Lumbar disc herniation randomised trial each cites the other",
        ],
        "Kasch 2022: cites": [
            "Jensen 1994: Magnetic resonance imaging",
            "A long guide to back pain, its causes and its cures, for everybody guide",
        ],
        "Kasch 2022: related": ["Jarvik 2005: Three-year incidence"],
    }


def test_the_list_leads_where_the_drawing_leads(site: Built) -> None:
    for citekey in ("kasch-2022", "weber-1983", "jensen-1994"):
        page = site.page(f"bibliography/{citekey}/")
        in_drawing = [href for nodes in drawn(page).values() for href, _ in nodes]
        assert in_drawing == page.xpath("//section[@id='map']//dl//a/@href")


def test_the_keyboard_reaches_each_link_of_a_map_once(site: Built) -> None:
    (drawing,) = site.page("bibliography/kasch-2022/").xpath("//section[@id='map']//svg")
    assert drawing.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in drawing.xpath(".//a")} == {"-1"}


def test_the_entry_itself_stands_in_its_map(site: Built) -> None:
    (link,) = site.page("bibliography/kasch-2022/").xpath("//section[@id='map']//svg/a")
    assert (link.get("href"), words(link.xpath("./text")[0])) == ("../../bibliography/kasch-2022/", "Kasch 2022")


def test_a_label_too_long_for_the_drawing_is_whole_in_its_tooltip(site: Built) -> None:
    (link,) = site.page("bibliography/kasch-2022/").xpath("//section[@id='map']//g/a[contains(@href, 'guide')]")
    assert words(link.xpath("./title")[0]) == "A long guide to back pain, its causes and its cures, for everybody"
    assert [words(line) for line in link.xpath("./text")] == ["A long guide to", "back pain, its", "causes and its…"]


def test_the_note_of_a_map_explains_only_what_is_drawn(site: Built) -> None:
    notes = {
        citekey: words(site.page(f"bibliography/{citekey}/").xpath("//section[@id='map']//p")[0])
        for citekey in ("kasch-2022", "jarvik-2005")
    }
    assert notes == {
        "kasch-2022": (
            "Arrows lead from what cites to what is cited. Dashed lines lead to related work."
            " Squares are articles, circles are papers."
        ),
        "jarvik-2005": "Dashed lines lead to related work.",
    }


def test_an_entry_without_neighbours_has_no_map(site: Built) -> None:
    assert site.page("bibliography/alone-1999/").xpath("//section[@id='map']") == []


def test_maps_can_be_switched_off(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": "features: {map: false}\n"})
    assert built.page("bibliography/kasch-2022/").xpath("//section[@id='map'] | //main//svg") == []


def test_a_map_has_at_most_thirty_nodes_and_says_how_many_were_left_out(tmp_path: Path) -> None:
    posts = {
        f"bibliography/articles/post-{number:02}.md": (
            f"---\ntitle: Post {number}\ndate: 2020-01-{number:02}\n---\nSee [@kasch-2022].\n"
        )
        for number in range(1, 28)
    }
    page = build_site(tmp_path, {**SITE, **posts}).page("bibliography/kasch-2022/")
    nodes = drawn(page)
    assert [len(group) for group in nodes.values()] == [29]
    assert len(page.xpath("//section[@id='map']//svg//a")) == MOST
    assert nodes["cited by"][0] == ("../../articles/post-27/", "square")
    assert words(page.xpath("//section[@id='map']//p")[0]).endswith("3 more are not drawn.")
    assert sum(map(len, listed(page).values())) == 29


def test_what_is_cited_stands_below_where_those_who_cite_are_many(tmp_path: Path) -> None:
    posts = {
        f"bibliography/articles/post-{number}.md": f"---\ntitle: Post {number}\n---\nSee [@kasch-2022].\n"
        for number in range(12)
    }
    for files, is_below in ((SITE, False), ({**SITE, **posts}, True)):
        page = build_site(tmp_path, files).page("bibliography/kasch-2022/")
        (own,) = page.xpath("//section[@id='map']//svg/a/rect/@y")
        (cited,) = page.xpath("//section[@id='map']//svg//a[contains(@href, 'jensen')]/text/@y")
        assert (int(cited) > int(own)) is is_below


def test_coordinates_are_whole_and_the_same_each_time(tmp_path: Path, site: Built) -> None:
    (drawing,) = site.page("bibliography/kasch-2022/").xpath("//section[@id='map']//svg")
    numbers = [
        value for name in ("x", "y", "cx", "cy", "d", "viewbox", "viewBox") for value in drawing.xpath(f".//@{name}")
    ]
    assert numbers
    assert not any("." in number for number in numbers)
    again = build_site(tmp_path, SITE)
    assert again.text("bibliography/kasch-2022/index.html") == site.text("bibliography/kasch-2022/index.html")


def test_a_page_from_right_to_left_has_its_map_mirrored(tmp_path: Path, site: Built) -> None:
    mirrored = build_site(tmp_path, {**SITE, "bibliography/site.yaml": "language: ar\n"})
    places = [
        [int(x) for x in built.page("bibliography/kasch-2022/").xpath("//section[@id='map']//g/a/text[1]/@x")]
        for built in (site, mirrored)
    ]
    assert places[0] == [-x for x in places[1]] == [-32, -32, 32, 32, -32]


def test_labels_in_a_map_are_text_whatever_they_hold(tmp_path: Path) -> None:
    hostile = "<b onclick='x'>\"&amp; \u202e</title></svg><script>alert(1)</script>"
    quoted = json.dumps(hostile)
    files = {
        "bibliography/kasch-2022.yaml": f"{KASCH}label: {quoted}\nstudy: {{design: {quoted}}}\n",
        "bibliography/weber-1983.yaml": f"{WEBER}related: [kasch-2022]\n",
    }
    built = build_site(tmp_path, files)
    page = built.page("bibliography/weber-1983/")
    assert page.xpath("//section[@id='map']//*[self::b or self::script or self::style or @onclick]") == []
    assert words(page.xpath("//section[@id='map']//dl/dd")[0]).startswith(" ".join(hostile.split()))
    assert words(page.xpath("//section[@id='map']//svg//text[1]")[1]).startswith("<b")


def test_labels_from_right_to_left_stand_in_the_drawing_as_they_are(tmp_path: Path) -> None:
    files = {
        "bibliography/kasch-2022.yaml": f"{KASCH}related: [weber-1983]\n",
        "bibliography/weber-1983.yaml": f"{WEBER}label: 'عدنان 1983'\n",
    }
    page = build_site(tmp_path, files).page("bibliography/kasch-2022/")
    assert [words(text) for text in page.xpath("//section[@id='map']//g/a/text")] == ["عدنان 1983"]
    assert page.xpath("//section[@id='map']//dl//a/@dir") == ["auto"]


# widths


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Kasch 2022", ("Kasch 2022",)),
        ("The Complete Guide to Low Back Pain", ("The Complete", "Guide to Low", "Back Pain")),
        ("World Health Organization 2020", ("World Health", "Organization 2020")),
        ("Arbeitsunfähigkeitsbescheinigung", ("Arbeitsunfähigkeit…",)),
        ("", ("",)),
        (
            "Back pain and what a great many people have said about it, over the years",
            ("Back pain and what", "a great many", "people have said…"),
        ),
    ],
)
def test_a_label_is_divided_between_words_into_lines_of_about_one_length(label: str, lines: tuple[str, ...]) -> None:
    assert divided(label, 120, 3) == lines


def test_a_text_is_cut_at_the_end_of_a_word_and_without_its_comma() -> None:
    assert shortened("Lumbar discs, and their herniation", 110) == "Lumbar discs…"


def test_letters_of_east_asia_are_twice_as_wide_and_marks_upon_letters_have_no_width() -> None:
    assert text_width("腰痛") == 26
    assert text_width("Mu\u0308ller") == text_width("Müller")
