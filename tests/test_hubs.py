"""Lists of years, authors, journals and types of study, and what leads to them."""

from pathlib import Path

import pytest

from tests.support import Built, build_site, words

SITE = {
    "bibliography/site.yaml": "name: PainSci\nauthor_pages: 2\njournal_pages: 2\n",
    "bibliography/kasch-2022.yaml": (
        "title: Lumbar MRI findings\nauthors: ['Kasch, Richard', 'Weber, Hans', Boos N]\njournal: Spine\nyear: 2022\n"
        "study: {design: cohort study}\ntags: [imaging]\n"
    ),
    "bibliography/weber-1983.yaml": (
        "title: Lumbar disc herniation\nauthors: [Weber H]\njournal: Spine (Phila Pa 1976)\n"
        "container_abbreviation: Spine\nyear: 1983\nstudy: {design: randomised trial}\n"
    ),
    "bibliography/boos-1995.yaml": (
        "title: Volvo award\nauthors: [Boos N, Weber H]\njournal: Pain\nyear: 1983\nstudy: {design: a new design}\n"
    ),
    "bibliography/undated.yaml": "title: '[On backs](x) <b>'\nauthors: ['{literal: *}']\n",
    "bibliography/articles/guide.md": "---\ntitle: Guide\ndate: 2022-02-02\nauthors: [Weber H]\n---\nYes.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


def links(built: Built, page: str, xpath: str) -> list[tuple[str, str]]:
    return [(words(link), str(link.get("href"))) for link in built.page(page).xpath(xpath)]


LISTS = [
    ("years/1983/", "1983", ["Volvo award", "Lumbar disc herniation"]),
    ("years/2022/", "2022", ["Lumbar MRI findings"]),
    ("authors/weber-h/", "Hans Weber", ["Lumbar MRI findings", "Volvo award", "Lumbar disc herniation"]),
    ("authors/boos-n/", "N Boos", ["Lumbar MRI findings", "Volvo award"]),
    ("journals/spine/", "Spine", ["Lumbar MRI findings", "Lumbar disc herniation"]),
    ("study-types/trial/", "Trial", ["Lumbar disc herniation"]),
]


@pytest.mark.parametrize(("page", "title", "names"), LISTS)
def test_a_list_holds_its_entries_newest_first(site: Built, page: str, title: str, names: list[str]) -> None:
    tree = site.page(page)
    assert words(tree.xpath("//h1")[0]) == title
    assert [words(one) for one in tree.xpath("//a[@class='name']")] == names


def test_who_and_what_has_fewer_entries_than_the_settings_ask_for_has_no_page(site: Built) -> None:
    folders = {kind: {path.name for path in (site.output / kind).iterdir()} for kind in ("authors", "journals")}
    assert folders == {"authors": {"index.html", "weber-h", "boos-n"}, "journals": {"index.html", "spine"}}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("years/", [("2022", "2022/"), ("1983", "1983/")]),
        ("authors/", [("Boos N", "boos-n/"), ("Weber, Hans", "weber-h/")]),
        ("journals/", [("Spine", "spine/")]),
        ("study-types/", [("trial", "trial/"), ("cohort study", "cohort/")]),
    ],
)
def test_the_page_of_a_kind_leads_to_all_its_lists(site: Built, page: str, expected: list[tuple[str, str]]) -> None:
    found = links(site, page, "//section//li/a | //ul[@class='topics']/li/a")
    assert found == [(text, f"../{page}{step}") for text, step in expected]


def test_the_page_of_a_kind_says_how_many_there_are(site: Built) -> None:
    assert [words(one) for one in site.page("authors/").xpath("//section//li | //p[@class='introduction']")] == [
        "Authors with 2 entries or more",
        "Boos N 2",
        "Weber, Hans 3",
    ]


DESIGNS = [
    ("randomised trial", "study-types/trial/", "A trial gives people one treatment or another"),
    ("meta-analysis", "study-types/meta-analysis/", "A meta-analysis puts the figures of several studies together"),
    ("case report", "study-types/cases/", "This is a report on one patient or a few"),
]


@pytest.mark.parametrize(("design", "page", "start"), DESIGNS)
def test_types_of_study_are_explained(tmp_path: Path, design: str, page: str, start: str) -> None:
    built = build_site(tmp_path, {"bibliography/a.yaml": f"title: A\nstudy: {{design: {design}}}\n"})
    (text,) = built.page(page).xpath("//p[@class='description']")
    assert words(text).startswith(start)
    assert words(built.page("study-types/").xpath("//ul[@class='topics']//p")[0]) == words(text)


def test_many_authors_stand_under_their_letters(tmp_path: Path) -> None:
    names = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    authors = ", ".join(f"{first}{second.lower()}x A" for first in names for second in "AE")
    files = {
        "bibliography/a.yaml": f"title: A\nauthors: [{authors}, 王小明]\n",
        "bibliography/site.yaml": "author_pages: 1\n",
    }
    page = build_site(tmp_path, files).page("authors/")
    assert [words(one) for one in page.xpath("//h2")] == [*names, "王"]
    assert len(page.xpath("//section//li")) == 53


@pytest.mark.parametrize("page", ["bibliography/", "index/a-z/", "authors/"])
def test_the_index_and_each_kind_lead_to_all_kinds(site: Built, page: str) -> None:
    found = links(site, page, "//nav[@aria-label='Ways into the bibliography']//a")
    assert [text for text, _ in found] == ["Years", "Authors", "Journals", "Types of study", "Topics"]


def test_home_leads_to_all_kinds(site: Built) -> None:
    root = "bibliography/kasch-2022.yaml"
    built = build_site(site.output.parent, {root: f"{SITE[root]}added: 2026-11-20\n"})
    found = links(built, "index.html", "//nav[@aria-label='Ways into the bibliography']//a")
    assert [href for _, href in found] == ["./years/", "./authors/", "./journals/", "./study-types/"]


def test_a_byline_leads_to_the_lists_that_there_are(site: Built) -> None:
    byline = "//p[@class='byline']"
    assert [words(one) for one in site.page("bibliography/boos-1995/").xpath(byline)] == ["Boos and Weber, Pain, 1983"]
    assert links(site, "bibliography/boos-1995/", f"{byline}/a") == [
        ("Boos", "../../authors/boos-n/"),
        ("Weber", "../../authors/weber-h/"),
        ("1983", "../../years/1983/"),
    ]


def test_authors_that_a_byline_does_not_name_are_named_below_it(site: Built) -> None:
    byline = "//p[@class='byline']"
    assert [words(one) for one in site.page("bibliography/kasch-2022/").xpath(byline)] == [
        "Kasch et al, Spine, 2022",
        "More by Hans Weber, N Boos",
    ]


def test_with_zero_nobody_has_a_page(tmp_path: Path) -> None:
    settings = "author_pages: 0\njournal_pages: 0\n"
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": settings})
    assert not (built.output / "authors").exists()
    assert not (built.output / "journals").exists()
    assert links(built, "bibliography/weber-1983/", "//p[@class='byline']/a") == [("1983", "../../years/1983/")]


def test_a_long_list_is_cut_into_pages(tmp_path: Path) -> None:
    files = {f"bibliography/w{number:02}.yaml": "title: W\nyear: 1983\nauthors: [Weber H]\n" for number in range(25)}
    built = build_site(tmp_path, {**files, "bibliography/site.yaml": "page_size: 10\n"})
    for first in ("years/1983/", "authors/weber-h/"):
        pages = [built.page(f"{first}{step}") for step in ("", "2/", "3/")]
        assert [len(page.xpath("//a[@class='name']")) for page in pages] == [10, 10, 5]


def test_a_newcomer_gives_its_author_a_page_and_the_bylines_of_the_others_a_link(tmp_path: Path) -> None:
    before = {key: SITE[key] for key in ("bibliography/site.yaml", "bibliography/weber-1983.yaml")}
    built = build_site(tmp_path, before)
    assert len(links(built, "bibliography/weber-1983/", "//p[@class='byline']/a")) == 1
    built = build_site(tmp_path, {"bibliography/boos-1995.yaml": SITE["bibliography/boos-1995.yaml"]})
    assert len(links(built, "bibliography/weber-1983/", "//p[@class='byline']/a")) == 2
