"""After an edit only the files that show it are made again; the site is always that of a first build."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from painsite.build.cache import Cache, program_digest
from painsite.build.save import _MOST_DEAD
from tests.support import KASCH, WEBER, build_site, contents, svg, write_site

SITE = {
    "bibliography/site.yaml": "url: https://example.org/\nrelated_lines: 2\nhighlights: 0\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}notes: See [@weber-1983].\n",
    "bibliography/weber-1983.yaml": f"{WEBER}notes: A trial.\n",
    "bibliography/boos-1995.yaml": "title: Herniations\nnotes: '![A scan](scan.png)'\nadded: 2026-01-02\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@boos-1995] and [@kasch-2022].\n",
    "bibliography/scan.png": svg(8, 6),
    "bibliography/other.png": svg(9, 6),
    "static/a.txt": "a",
    "static/b.txt": "b",
}
WEBER_PATH, BOOS_PATH = "bibliography/weber-1983.yaml", "bibliography/boos-1995.yaml"


def change(root: Path, files: Mapping[str, str | None]) -> None:
    """Write files, and remove those that are None."""
    write_site(root, {path: text for path, text in files.items() if text is not None})
    for path, text in files.items():
        if text is None:
            (root / path).unlink()


def settled(root: Path) -> Path:
    """Build twice: of what was copied the second build knows the content before it begins."""
    assert build_site(root, SITE).problems == []
    change(root, {"bibliography/kasch-2022.yaml": SITE["bibliography/kasch-2022.yaml"].replace("See", "Compare")})
    build_site(root)
    return root


def is_clean(root: Path, folder: Path) -> bool:
    """Tell whether what is published is what a first build gives."""
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for name in ("bibliography", "static", "templates")
        for path in (root / name).rglob("*")
        if path.is_file()
    }
    clean = build_site(folder, files)
    assert clean.result.errors == 0, clean.problems
    return contents(root / "_site") == contents(clean.output)


def page(citekey: str) -> str:
    return f"articles/{citekey}/index.html" if citekey == "guide" else f"bibliography/{citekey}/index.html"


def rendered(root: Path) -> set[str]:
    """Build; give the paths of what was rendered, without the pages whose related content was ranked anew."""
    result = build_site(root).result
    return set(result.rendered) - {page(citekey) for citekey in result.ranked}


# a text alone

TEXTS = [
    ({WEBER_PATH: f"{WEBER}notes: Another trial.\n"}, ["weber-1983"]),
    ({WEBER_PATH: f"{WEBER}notes: A trial.\nrating: 3\n"}, ["weber-1983"]),
    ({WEBER_PATH: f"# a remark\n{WEBER}notes: A trial.\n"}, []),
    # an article prints its reference
    (
        {"bibliography/kasch-2022.yaml": f"{KASCH}abstract: Wear.\nnotes: Compare [@weber-1983].\n"},
        ["guide", "kasch-2022"],
    ),
]


@pytest.mark.parametrize(("files", "citekeys"), TEXTS)
def test_after_a_change_of_a_text_only_the_pages_that_show_it_are_rendered(
    tmp_path: Path, files: dict[str, str], citekeys: list[str]
) -> None:
    root = settled(tmp_path / "site")
    change(root, files)
    result = build_site(root).result
    shown = set(map(page, citekeys))
    assert shown <= set(result.rendered) <= shown | set(map(page, result.ranked))
    assert is_clean(root, tmp_path / "clean")


def test_the_feed_is_made_again_with_the_text_that_it_shows(tmp_path: Path) -> None:
    root = settled(tmp_path / "site")
    change(root, {BOOS_PATH: "title: Herniations\nnotes: '![A disc](scan.png)'\nadded: 2026-01-02\n"})
    assert {path for path in rendered(root) if not path.endswith(".html")} == {"feed.xml", "feed.json"}
    assert "A disc" in (root / "_site" / "feed.xml").read_text(encoding="utf-8")
    assert is_clean(root, tmp_path / "clean")


def test_one_text_after_another_renders_no_list(tmp_path: Path) -> None:
    root = settled(tmp_path / "site")
    for files, _ in TEXTS:
        change(root, files)
        assert rendered(root) <= set(map(page, ("weber-1983", "kasch-2022", "guide")))
    assert is_clean(root, tmp_path / "clean")


# more than a text

REACHING: list[dict[str, str | None]] = [
    # a face, a citation, a name, an update
    {WEBER_PATH: f"{WEBER}notes: A trial.\nheadline: Surgery helps sooner\n"},
    {WEBER_PATH: f"{WEBER}notes: See [@boos-1995].\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\naliases: [weber83]\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\nupdated: 2026-01-03\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\nredirect_from: [old]\n"},
    {"bibliography/new.yaml": "title: New\n"},
    {"bibliography/articles/guide.md": None},
    # a reference, which files of many hold
    {WEBER_PATH: f"{WEBER}notes: A trial.\nvolume: 8\n"},
    {"bibliography/kasch-2022.yaml": f"{KASCH}doi: 10.1097/BRS.0000000000004198\nnotes: Compare [@weber-1983].\n"},
    # images: another one, another in its place, one in two places
    {BOOS_PATH: "title: Herniations\nnotes: '![A scan](other.png)'\nadded: 2026-01-02\n"},
    {WEBER_PATH: f"{WEBER}notes: 'A trial. ![Other](other.png)'\n"},
    {"bibliography/scan.png": svg(8, 7)},
    {"bibliography/scan.png": None, BOOS_PATH: "title: Herniations\nnotes: A scan\nadded: 2026-01-02\n"},
    {"bibliography/imaging/scan.png": "unused"},
    # files that are copied
    {"static/a.txt": "another a"},
    {"static/a.txt": None},
    {"static/c.txt": "c"},
    {"static/a.txt": None, "static/c.txt": "a"},
    {"static/a.txt": None, "static/aa.txt": "a"},
    {"static/a.txt": "b", "static/b.txt": "a"},
    {"static/scan.png": svg(8, 6)},
    {"static/style.css": "body {}"},
    {"static/robots.txt": "User-agent: *\n"},
    # settings and templates
    {"bibliography/site.yaml": "url: https://example.org/\nrelated_lines: 2\nhighlights: 0\nname: Backs\n"},
    {"bibliography/site.yaml": "url: https://example.org/\nrelated_lines: 0\nhighlights: 0\n"},
    {"templates/tags.html": "Our own"},
]


@pytest.mark.parametrize("files", REACHING)
def test_after_a_change_that_reaches_further_the_site_is_that_of_a_first_build(
    tmp_path: Path, files: dict[str, str | None]
) -> None:
    root = settled(tmp_path / "site")
    change(root, files)
    build_site(root)
    assert is_clean(root, tmp_path / "clean")


INDEX = {"index.html", "bibliography/index.html", "index/a-z/index.html"}
DATA = {"index/data/facets.json", "index/data/rows-1.json"}


def exports(folder: str) -> set[str]:
    return {f"{folder}entries.{ending}" for ending in ("bib", "ris", "json", "csv")}


SHOWN: list[set[str]] = [
    # a face: its own page, those of what cites it and of what it is related to, lists, the map, files of references
    {
        *map(page, ("weber-1983", "kasch-2022", "boos-1995")),
        *(*INDEX, "years/1983/index.html"),
        *("graph/index.html", "graph/names-1.json", "graph/nodes.json"),
        *(*DATA, "index/data/names.json", "search/words.json"),
        *(*exports(""), *exports("years/1983/")),
    },
    # a citation: both pages, and what says how often a work is cited
    {
        *map(page, ("weber-1983", "boos-1995")),
        *(*INDEX, "404.html", *DATA, "search/facts.json"),
        *("graph/index.html", "graph/structure.json"),
    },
    # another name, an update, an old address
    {page("weber-1983"), page("weber83")},
    {page("weber-1983"), "sitemap.xml"},
    {page("weber-1983"), "old/index.html"},
]


@pytest.mark.parametrize(("files", "expected"), list(zip(REACHING[:5], SHOWN, strict=True)))
def test_what_others_show_is_rendered_again_wherever_it_is_shown(
    tmp_path: Path, files: dict[str, str | None], expected: set[str]
) -> None:
    root = settled(tmp_path)
    change(root, files)
    assert set(build_site(root).result.rendered) == expected


TAGS_PATH = "bibliography/tags.yaml"
TAGGED = {
    TAGS_PATH: "surgery: {description: What helps.}\nimaging: {description: What scans show.}\n",
    WEBER_PATH: f"{WEBER}tags: [surgery]\n",
    BOOS_PATH: "title: Herniations\ntags: [imaging]\nadded: 2026-01-02\n",
}
SURGERY = {"tags/index.html", "tags/surgery/index.html"}
OF_TAGS = [
    ("{description: What helps.}", "{description: What helps sooner.}", SURGERY),
    ("{description: What helps.}", "{description: What helps., synonyms: [operation]}", {"tags/operation/index.html"}),
    # a tag that is part of another one
    (
        "{description: What helps.}",
        "{description: What helps., parents: [treatment]}\ntreatment:",
        {
            *(*SURGERY, "tags/treatment/index.html", *exports("tags/treatment/")),
            *("index.html", "404.html", "sitemap.xml", "index/data/facets.json"),
            *("search/facts.json", "search/words.json"),
        },
    ),
    # another spelling
    (
        "surgery:",
        "Surgery:",
        {
            *(*SURGERY, page("weber-1983"), "index.html"),
            *("index/data/facets.json", "search/facts.json", "search/words.json"),
            *("graph/names-1.json", "graph/nodes.json"),
        },
    ),
    # a remark
    ("surgery:", "# what surgeons do\nsurgery:", set()),
]


@pytest.mark.parametrize(("old", "new", "expected"), OF_TAGS)
def test_after_an_edit_of_a_tag_only_what_shows_it_is_rendered(
    tmp_path: Path, old: str, new: str, expected: set[str]
) -> None:
    root = tmp_path / "site"
    build_site(root, {**SITE, **TAGGED})
    change(root, {TAGS_PATH: TAGGED[TAGS_PATH].replace(old, new)})
    assert set(build_site(root).result.rendered) == expected
    assert is_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("path", ["index.html", "bibliography/boos-1995/index.html", "a.txt"])
def test_a_file_of_the_site_that_is_missing_is_put_there_again(tmp_path: Path, path: str) -> None:
    root = settled(tmp_path / "site")
    (root / "_site" / path).unlink()
    change(root, {WEBER_PATH: f"{WEBER}notes: Another trial.\n"})
    assert rendered(root) == {page("weber-1983")}  # what is missing was kept
    assert is_clean(root, tmp_path / "clean")


def test_what_is_foreign_goes_after_a_change_of_a_text_too(tmp_path: Path) -> None:
    root = settled(tmp_path / "site")
    write_site(root, {"_site/new/foreign.html": "foreign"})
    change(root, {WEBER_PATH: f"{WEBER}notes: Another trial.\n"})
    build_site(root)
    assert is_clean(root, tmp_path / "clean")


def test_two_files_that_want_one_path_are_told_of_after_a_change_of_a_text(tmp_path: Path) -> None:
    settled(tmp_path)
    clash = {"static/tags": "a file"}
    first = build_site(tmp_path, clash, tolerant=True).problems
    assert [problem.split(":")[3].strip() for problem in first] == ["same-address"]
    change(tmp_path, {WEBER_PATH: f"{WEBER}notes: Another trial.\n"})
    assert build_site(tmp_path, tolerant=True).problems == first


# after a build that failed

WORDS = ("allodynia", "allodynia", "allodynia kinesiophobia", *["placebo"] * 5)
ALIKE = {
    f"bibliography/work-{number}.yaml": f"title: Disc herniation\nyear: 199{number}\nabstract: sciatica {words}\n"
    for number, words in enumerate(WORDS)
}


def test_related_lines_that_a_failed_build_has_ranked_are_shown_by_the_next(tmp_path: Path) -> None:
    root = tmp_path / "site"
    build_site(root, {**ALIKE, "bibliography/site.yaml": "related_lines: 2\n"})
    moved = ALIKE["bibliography/work-7.yaml"].replace("placebo", "allodynia kinesiophobia")
    broken = {"bibliography/work-7.yaml": moved, "bibliography/articles/guide.md": "---\ntitel: A guide\n---\n"}
    assert build_site(root, broken).result.errors == 1
    change(root, {"bibliography/articles/guide.md": None})
    assert build_site(root).result.errors == 0
    assert is_clean(root, tmp_path / "clean")


# what is kept


def test_a_cache_that_has_grown_is_cleared_out_and_holds_what_the_next_build_needs(tmp_path: Path) -> None:
    bib = {"bibliography/classics.bib": "@article{kasch-2022, title={Association}, volume=8}"}
    draft = {"bibliography/draft.yaml": "title: A draft\ndraft: true\n"}
    root = write_site(tmp_path / "site", {**SITE, **bib, **draft})
    build_site(root, drafts=True)
    (root / "_site").rename(root / "drafts")
    build_site(root)
    cache = Cache(path=root / ".painsite" / "cache.db", program=program_digest())
    cache.write({f"dead {number}".encode(): b"" for number in range(2 * _MOST_DEAD)})
    change(root, {WEBER_PATH: f"{WEBER}notes: Another trial.\n"})
    assert build_site(root).result.notes == ()
    assert cache.count() < 100
    change(root, {"bibliography/classics.bib": bib["bibliography/classics.bib"].replace("8", "9")})
    change(root, {"templates/entry.html": "{{ page.headline }}"})
    built = build_site(root, drafts=True)
    assert built.result.notes == ()
    assert built.text("bibliography/draft/index.html") == "A draft"


def test_a_text_that_a_failed_build_has_read_is_shown_by_the_next(tmp_path: Path) -> None:
    root = settled(tmp_path / "site")
    change(root, {WEBER_PATH: f"{WEBER}notes: Another trial.\n", "templates/entry.html": "{{ page.nothing }}"})
    assert build_site(root).result.errors == 1
    (root / "templates/entry.html").unlink()
    assert build_site(root).result.errors == 0
    assert "Another trial." in (root / "_site/bibliography/weber-1983/index.html").read_text(encoding="utf-8")
    assert is_clean(root, tmp_path / "clean")
