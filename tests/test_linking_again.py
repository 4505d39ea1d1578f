"""Where only texts were edited nothing is linked again, and the site is that of a first build all the same."""

import sqlite3
from pathlib import Path

import pytest

from painsite.build import load, outline
from painsite.build.outline import PreparedSource
from painsite.build.run import run
from painsite.build.start import Options
from painsite.model import Library
from tests.support import KASCH, WEBER, build_site, contents, silent, svg, write_site

GUIDE = "bibliography/articles/guide.md"
KASCH_PATH, WEBER_PATH, BOOS_PATH = (f"bibliography/{key}.yaml" for key in ("kasch-2022", "weber-1983", "boos-1995"))
SITE = {
    "bibliography/site.yaml": "related_lines: 2\n",
    KASCH_PATH: f"{KASCH}aliases: [kasch]\nnotes: It is rare, writes [@weber-1983]. Or not.\n",
    WEBER_PATH: f"{WEBER}notes: A trial.\n",
    BOOS_PATH: (
        "title: Herniations\nimage: {file: scan.png, alt: A scan}\nnotes: '![A scan](scan.png) of a disc.'\n"
        "added: 2026-01-02\n"
    ),
    GUIDE: "---\ntitle: A guide\n---\nThey go by themselves.[@kasch-2022] Most of them.\n",
    "bibliography/scan.png": svg(8, 6),
}


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """Every library that was linked."""
    found: list[Library] = []
    link = load.link

    def note(*arguments: object, **more: object) -> object:
        result = link(*arguments, **more)  # type: ignore[arg-type]
        found.append(result[0])
        return result

    monkeypatch.setattr(load, "link", note)
    return found


def same_as_clean(root: Path, folder: Path) -> bool:
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "bibliography").rglob("*")
        if path.is_file()
    }
    built, clean = build_site(root), build_site(folder, files)
    is_shown = clean.result.errors == 0
    return built.problems == clean.problems and (not is_shown or contents(root / "_site") == contents(clean.output))


TEXTS = [
    {WEBER_PATH: f"{WEBER}notes: Another trial.\n"},
    {WEBER_PATH: f"# a remark\n{WEBER}notes: A trial.\nabstract: Of surgery.\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\nrating: 3\nrating_reason: It is small.\nreviewed: 2026-01-01\n"},
    {KASCH_PATH: f"{KASCH}aliases: [kasch]\nnotes: It is rare, writes [@weber-1983]. Or often.\n"},
    {BOOS_PATH: SITE[BOOS_PATH].replace("![A scan]", "Look: ![A disc]")},
    {GUIDE: "---\ntitle: A guide\n---\nFirst.\n\nThey go by themselves.[@kasch-2022] Nearly all of them.\n"},
    {BOOS_PATH: SITE[BOOS_PATH].replace("alt: A scan", "alt: A disc, caption: Worn.")},
    {WEBER_PATH: f"{WEBER}notes: Another trial.\n", BOOS_PATH: SITE[BOOS_PATH].replace("of a disc", "of two discs")},
]


@pytest.mark.parametrize("files", TEXTS)
def test_after_an_edit_of_texts_nothing_is_linked(tmp_path: Path, linked: list[Library], files: dict[str, str]) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    before = contents(root / "_site")
    del linked[:]
    built = build_site(root, files)
    assert (linked, built.result.entries, built.result.articles, built.result.citations) == ([], 3, 1, 2)
    assert contents(root / "_site") != before
    assert same_as_clean(root, tmp_path / "clean")


def test_one_edit_after_another_links_nothing(tmp_path: Path, linked: list[Library]) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    del linked[:]
    for files in TEXTS:
        build_site(root, files)
    assert linked == []
    assert same_as_clean(root, tmp_path / "clean")


def test_a_text_that_is_taken_back_gives_the_page_that_was(tmp_path: Path, linked: list[Library]) -> None:
    before = contents(build_site(tmp_path, SITE).output)
    del linked[:]
    build_site(tmp_path, TEXTS[0])
    assert contents(build_site(tmp_path, SITE).output) == before
    assert linked == []


def test_only_the_nodes_that_are_shown_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = {f"bibliography/work-{number}.yaml": f"title: Discs {number}\ntags: [discs]\n" for number in range(30)}
    build_site(tmp_path, {**SITE, **works, "bibliography/site.yaml": "related_lines: 0\n"})
    unpacked: list[PreparedSource] = []
    unpack = outline.unpack

    def note(packed: bytes) -> PreparedSource:
        unpacked.append(unpack(packed))
        return unpacked[-1]

    for name in ("load", "parse", "lazy_nodes"):
        monkeypatch.setattr(f"painsite.build.{name}.unpack", note)
    build_site(tmp_path, TEXTS[0])
    paths = {one.outline.path for source in unpacked for one in source.nodes}
    # a guide does not cite it; had it, its page would be looked at too
    assert paths == {WEBER_PATH}


# what others show, or what leads where

REACHING: list[dict[str, str]] = [
    {WEBER_PATH: f"{WEBER}notes: A trial.\nheadline: Surgery helps sooner\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\ntags: [surgery]\n"},
    {WEBER_PATH: WEBER},
    # what references print, and whether there is commentary
    {WEBER_PATH: f"{WEBER}notes: A trial.\nvolume: 8\n"},
    {WEBER_PATH: f"{WEBER}commentary: A trial.\n"},
    {WEBER_PATH: f"{WEBER}notes: See [@boos-1995].\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\naliases: [weber83]\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\nupdated: 2026-01-03\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\ndraft: true\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\ncitekey: weber-83\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\nrelated: [boos-1995]\n"},
    {WEBER_PATH: f"{WEBER}notes: A trial.\npmid: 1\n", BOOS_PATH: f"{SITE[BOOS_PATH]}pmid: 1\n"},
    # the same work by another name, and the same sentence about another one
    {GUIDE: SITE[GUIDE].replace("@kasch-2022", "@kasch")},
    {GUIDE: SITE[GUIDE].replace("@kasch-2022", "@boos-1995")},
    # once more in the same sentence, and in another one
    {GUIDE: SITE[GUIDE].replace("[@kasch-2022]", "[@kasch-2022][@kasch-2022]")},
    {GUIDE: SITE[GUIDE].replace("them.", "them.[@kasch-2022]")},
    {GUIDE: SITE[GUIDE].replace("themselves", "itself")},
    {GUIDE: SITE[GUIDE].replace("[@kasch-2022]", "[@kasch-2021]")},
    {GUIDE: SITE[GUIDE].replace("Most", "[Most](../nobody/)")},
    {BOOS_PATH: SITE[BOOS_PATH].replace("scan.png", "disc.png")},
    {BOOS_PATH: f"{SITE[BOOS_PATH]}commentary: Herniations without pain.\n"},
    {BOOS_PATH: "- a list\n"},
    {"bibliography/new.yaml": "title: New\n"},
    {"bibliography/disc.png": "disc"},
    {"bibliography/refs.bib": "@article{weber-1983, volume = {8}}\n"},
    {"bibliography/site.yaml": "related_lines: 2\nname: Backs\n"},
]


@pytest.mark.parametrize("files", REACHING)
def test_after_an_edit_that_reaches_further_everything_is_linked(
    tmp_path: Path, linked: list[Library], files: dict[str, str]
) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    del linked[:]
    build_site(root, files)
    assert len(linked) == 1
    assert same_as_clean(root, tmp_path / "clean")


def test_after_an_edit_of_a_template_nothing_is_linked(tmp_path: Path, linked: list[Library]) -> None:
    build_site(tmp_path, SITE)
    del linked[:]
    built = build_site(tmp_path, {"templates/tags.html": "Our own"})
    assert (linked, built.text("tags/index.html")) == ([], "Our own")


def test_a_source_that_goes_is_linked_no_more(tmp_path: Path, linked: list[Library]) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    (root / GUIDE).unlink()
    del linked[:]
    assert build_site(root).result.articles == 0
    assert len(linked) == 1
    assert same_as_clean(root, tmp_path / "clean")


# problems

WARNED = {**SITE, GUIDE: SITE[GUIDE].replace("@kasch-2022", "@kasch")}


def test_a_problem_elsewhere_is_told_again(tmp_path: Path, linked: list[Library]) -> None:
    first = build_site(tmp_path, WARNED).problems
    assert [problem.split(": ")[1] for problem in first] == ["alias-used"]
    del linked[:]
    assert build_site(tmp_path, TEXTS[0]).problems == first
    assert linked == []


def test_a_problem_of_an_entry_as_a_whole_is_told_after_an_edit(tmp_path: Path) -> None:
    build_site(tmp_path, {**SITE, WEBER_PATH: f"{WEBER}commentary: A trial.\n"})
    problems = build_site(tmp_path, {WEBER_PATH: f"{WEBER}commentary: A trial.\nnotes: Of surgery.\n"}).problems
    assert [problem.split(": ")[1] for problem in problems] == ["commentary-and-notes"]


BOOS = SITE[BOOS_PATH]
MOVED: dict[str, tuple[dict[str, str], dict[str, str], list[str]]] = {
    # what is there before, what is edited, and the problems then, which have moved with what they are about
    "a citation": (
        {GUIDE: WARNED[GUIDE]},
        {GUIDE: WARNED[GUIDE].replace("They", "First.\n\nThey")},
        [f"{GUIDE}:6:24: alias-used"],
    ),
    "a citation that goes along its line": (
        {GUIDE: WARNED[GUIDE]},
        {GUIDE: WARNED[GUIDE].replace("They go", "“ They go").replace("“ ", "")},
        [f"{GUIDE}:4:24: alias-used"],
    ),
    "a link": (
        {GUIDE: SITE[GUIDE].replace("Most", "[Most](../nobody/)")},
        {GUIDE: SITE[GUIDE].replace("Most", "Nearly all, [most](../nobody/)")},
        [f"{GUIDE}:4:56: dead-link"],
    ),
    "a field": (
        {BOOS_PATH: f"{BOOS}related: [nobody-1900]\n"},
        {BOOS_PATH: f"# a remark\n{BOOS}related: [nobody-1900]\n"},
        [f"{BOOS_PATH}:6:1: unknown-citekey"],
    ),
    "an image that is not there": (
        {BOOS_PATH: BOOS.replace("![A scan](scan.png)", "![A scan](disc.png)")},
        {BOOS_PATH: BOOS.replace("![A scan](scan.png)", "Look: ![A disc](disc.png)")},
        [f"{BOOS_PATH}:3:25: missing-image"],
    ),
    "an image whose size is not known": (
        {"bibliography/scan.png": "damaged"},
        {BOOS_PATH: f"# a remark\n{BOOS}"},
        [f"{BOOS_PATH}:3:1: unreadable-image", f"{BOOS_PATH}:4:19: unreadable-image"],
    ),
    # of the source by itself
    "a value": (
        {BOOS_PATH: f"{BOOS}doi: nonsense\n"},
        {BOOS_PATH: f"# a remark\n{BOOS}doi: nonsense\n"},
        [f"{BOOS_PATH}:6:6: bad-doi"],
    ),
    "a value that is new": ({}, {BOOS_PATH: f"{BOOS}rating: 9\n"}, [f"{BOOS_PATH}:5:9: bad-value"]),
    "a value that is mended": ({BOOS_PATH: f"{BOOS}rating: 9\n"}, {BOOS_PATH: BOOS}, []),
    # of a source that was not edited
    "a value elsewhere": (
        {BOOS_PATH: f"{BOOS}doi: nonsense\n"},
        TEXTS[0],
        [f"{BOOS_PATH}:5:6: bad-doi"],
    ),
    # the key stands where a source begins, and so does its first field: an edit that leaves both there
    "a citekey": (
        {"bibliography/o'mara.yaml": "title: Back pain\nnotes: Read.\n"},
        {"bibliography/o'mara.yaml": "title: Back pain\nnotes: Read again.\n"},
        ["bibliography/o'mara.yaml:1:1: export-loss"],
    ),
}


@pytest.mark.parametrize("name", MOVED)
def test_a_problem_moves_with_its_line_and_nothing_is_linked(tmp_path: Path, linked: list[Library], name: str) -> None:
    before, edited, expected = MOVED[name]
    root = tmp_path / "site"
    build_site(root, {**SITE, **before}, tolerant=True)
    del linked[:]
    problems = build_site(root, edited, tolerant=True).problems
    assert ([": ".join(problem.split(": ")[:2]) for problem in problems], linked) == (expected, [])
    assert same_as_clean(root, tmp_path / "clean")


PARTED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    # two things stood at one place, and nobody knows which of them a problem is about
    "a citekey and a field": (
        {"bibliography/o'mara.yaml": "title: Back pain\nnotes: Read.\n"},
        {"bibliography/o'mara.yaml": "# a remark\ntitle: Back pain\nnotes: Read.\n"},
    ),
    # a problem names a place in its words
    "a place in words": (
        {BOOS_PATH: f"{BOOS}pmid: 1\n", WEBER_PATH: f"{WEBER}notes: A trial.\npmid: 1\n"},
        {BOOS_PATH: f"# a remark\n{BOOS}pmid: 1\n"},
    ),
}


@pytest.mark.parametrize("name", PARTED)
def test_where_nobody_knows_to_where_a_problem_has_moved_everything_is_linked(
    tmp_path: Path, linked: list[Library], name: str
) -> None:
    before, edited = PARTED[name]
    root = tmp_path / "site"
    assert len(build_site(root, {**SITE, **before}).problems) == 1
    del linked[:]
    build_site(root, edited)
    assert len(linked) == 1
    assert same_as_clean(root, tmp_path / "clean")


def test_a_problem_that_names_a_place_in_another_source_moves_with_that(tmp_path: Path) -> None:
    twins = {BOOS_PATH: f"{SITE[BOOS_PATH]}pmid: 1\n", WEBER_PATH: f"{WEBER}notes: A trial.\npmid: 1\n"}
    first = build_site(tmp_path, {**SITE, **twins}).problems
    second = build_site(tmp_path, {BOOS_PATH: f"# a remark\n{twins[BOOS_PATH]}"}).problems
    assert (len(first), len(second)) == (1, 1)
    assert first != second
    assert f"{BOOS_PATH}:6:1" in second[0]


def test_of_two_sources_of_one_citekey_the_one_that_counts_is_shown(tmp_path: Path, linked: list[Library]) -> None:
    root = tmp_path / "site"
    rival = {"bibliography/z.yaml": f"citekey: weber-1983\n{WEBER}notes: A rival.\n"}
    assert build_site(root, {**SITE, **rival}, tolerant=True).result.errors == 1
    del linked[:]
    build_site(root, {"bibliography/z.yaml": rival["bibliography/z.yaml"].replace("rival", "twin")}, tolerant=True)
    page = (root / "_site/bibliography/weber-1983/index.html").read_text(encoding="utf-8")
    assert (len(linked), "A trial." in page) == (1, True)


def test_a_text_laid_over_bibtex_is_edited(tmp_path: Path) -> None:
    root = tmp_path / "site"
    bib = "@article{boos-1995, author = {Boos, Norbert}, title = {Herniations}, year = {1995}}\n"
    build_site(root, {**SITE, "bibliography/refs.bib": bib, BOOS_PATH: "notes: A laid text.\n"})
    build_site(root, {BOOS_PATH: "notes: Another laid text.\n"})
    page = (root / "_site/bibliography/boos-1995/index.html").read_text(encoding="utf-8")
    assert ("Another laid text." in page, "Norbert" in page or "Boos N" in page) == (True, True)
    build_site(root, TEXTS[0])
    assert same_as_clean(root, tmp_path / "clean")


# the cache


@pytest.mark.parametrize("name", [b"manifest", b"index", b"survey", b"related"])
def test_where_the_cache_has_lost_what_was_known_the_site_is_made_all_the_same(tmp_path: Path, name: bytes) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    with sqlite3.connect(root / ".painsite/cache.db") as connection:
        done = connection.execute("DELETE FROM kept WHERE instr(key, ?) > 0", (b": " + name + b":",))
        assert done.rowcount == 1
    write_site(root, TEXTS[0])
    assert same_as_clean(root, tmp_path / "clean")


def test_where_the_cache_has_lost_a_node_it_is_made_anew(tmp_path: Path) -> None:
    root = tmp_path / "site"
    build_site(root, SITE)
    with sqlite3.connect(root / ".painsite/cache.db") as connection:
        connection.execute("DELETE FROM kept WHERE substr(key, 1, 5) <> 'state' AND key <> 'program'")
    write_site(root, TEXTS[3])
    assert same_as_clean(root, tmp_path / "clean")


def test_a_check_takes_what_the_last_check_has_linked(tmp_path: Path, linked: list[Library]) -> None:
    write_site(tmp_path, SITE)
    run(tmp_path, None, Options(), progress=silent)
    write_site(tmp_path, TEXTS[0])
    del linked[:]
    assert run(tmp_path, None, Options(), progress=silent).entries == 3
    assert linked == []
