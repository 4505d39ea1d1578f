"""What was saved is shown at once, as the build will publish it; where a change goes deeper the build shows it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html as lxml_html

from painsite.build.pipeline import Memory
from painsite.build.run import run
from painsite.build.start import Options
from painsite.pages.links import Linking
from painsite.preview import first_look
from painsite.preview.first_look import FirstLook
from tests.support import KASCH, WEBER, silent, svg, write_site

OPTIONS = Options(linking=Linking(root="/"), drafts=True, tolerant=True)
WEBER_PATH, KASCH_PATH = "bibliography/weber-1983.yaml", "bibliography/kasch-2022.yaml"
GUIDE_PATH = "bibliography/articles/guide.md"
GUIDE = "---\ntitle: A guide\n---\nAs @kasch-2022 and [@weber-1983] say.\n"
SITE = {
    "bibliography/site.yaml": "name: PainSci\nrelated_lines: 0\n",
    KASCH_PATH: f"{KASCH}notes: See [@weber-1983].\n",
    WEBER_PATH: f"{WEBER}notes: A trial.\n",
    "bibliography/boos-1995.yaml": "title: Herniations\nyear: 1995\ndraft: true\n",
    GUIDE_PATH: GUIDE,
}
WEBER_PAGE, KASCH_PAGE = "bibliography/weber-1983/index.html", "bibliography/kasch-2022/index.html"
BOOS_PAGE, GUIDE_PAGE = "bibliography/boos-1995/index.html", "articles/guide/index.html"


def build(root: Path, memory: Memory) -> None:
    run(root, root / "_site", OPTIONS, progress=silent, memory=memory)


def look_at(root: Path) -> FirstLook:
    """Return what a preview knows once it has built a site."""
    memory = Memory()
    build(root, memory)
    return FirstLook(root, memory.shown)


@pytest.fixture
def look(tmp_path: Path) -> FirstLook:
    """What a preview knows once it has built the small site."""
    return look_at(write_site(tmp_path, SITE))


def save(look: FirstLook, path: str, text: str) -> dict[str, str]:
    """Save a source; give the pages that are shown at once, in their order."""
    write_site(look.root, {path: text})
    return {page: content.decode() for page, content in (*look.show(path), *look.listed())}


def published(root: Path, pages: Mapping[str, str]) -> dict[str, str]:
    return {page: (root / "_site" / page).read_text(encoding="utf-8") for page in pages}


EDITS = [
    (WEBER_PATH, f"{WEBER}notes: Another trial.\n", [WEBER_PAGE]),
    (WEBER_PATH, f"{WEBER}notes: A trial.\nvolume: 8\n", [WEBER_PAGE]),
    # its face stands on the pages of those that cite it
    (WEBER_PATH, f"{WEBER}notes: A trial.\nheadline: Surgery helps sooner\n", [WEBER_PAGE, GUIDE_PAGE, KASCH_PAGE]),
    # those that it cites now quote it, and those that it cited no longer do
    (WEBER_PATH, f"{WEBER}notes: See [@boos-1995].\n", [WEBER_PAGE, BOOS_PAGE]),
    (KASCH_PATH, f"{KASCH}notes: See [@boos-1995].\n", [KASCH_PAGE, BOOS_PAGE, WEBER_PAGE]),
    (KASCH_PATH, f"{KASCH}notes: Little.\n", [KASCH_PAGE, WEBER_PAGE]),
    (GUIDE_PATH, f"{GUIDE}And so on.\n", [GUIDE_PAGE, KASCH_PAGE, WEBER_PAGE]),
    (GUIDE_PATH, GUIDE.replace("As @kasch-2022 and [@weber-1983] say", "Yes"), [GUIDE_PAGE, KASCH_PAGE, WEBER_PAGE]),
]


@pytest.mark.parametrize(("path", "text", "pages"), EDITS)
def test_the_page_of_what_was_saved_is_shown_first_then_those_that_list_it_as_they_will_be_published(
    tmp_path: Path, look: FirstLook, path: str, text: str, pages: list[str]
) -> None:
    shown = save(look, path, text)
    assert list(shown) == pages
    build(tmp_path, Memory())
    assert published(tmp_path, shown) == shown


def test_one_save_after_another_is_shown(tmp_path: Path, look: FirstLook) -> None:
    for path, text, pages in EDITS:
        shown = save(look, path, text)
        assert next(iter(shown)) == pages[0]
    build(tmp_path, Memory())
    assert published(tmp_path, shown) == shown


def test_what_was_shown_at_once_is_what_a_build_from_nothing_gives(tmp_path: Path, look: FirstLook) -> None:
    for path, text, _ in EDITS:
        save(look, path, text)
    build(tmp_path, Memory())
    clean = write_site(tmp_path / "clean", {**SITE, **{path: text for path, text, _ in EDITS}})
    run(clean, clean / "_site", OPTIONS, progress=silent)
    assert {page: (tmp_path / "_site" / page).read_bytes() for page in (WEBER_PAGE, KASCH_PAGE, GUIDE_PAGE)} == {
        page: (clean / "_site" / page).read_bytes() for page in (WEBER_PAGE, KASCH_PAGE, GUIDE_PAGE)
    }


def test_related_lines_are_shown_as_the_last_build_ranked_them(tmp_path: Path) -> None:
    look = look_at(write_site(tmp_path, {**SITE, "bibliography/site.yaml": "related_lines: 5\n"}))
    path = "//section[@id='related']//li"
    before = lxml_html.document_fromstring(published(tmp_path, [WEBER_PAGE])[WEBER_PAGE]).xpath(path)  # type: ignore[arg-type]
    shown = save(look, WEBER_PATH, f"{WEBER}notes: Sciatica.\n")[WEBER_PAGE]
    after = lxml_html.document_fromstring(shown).xpath(path)
    assert before
    assert [line.text_content() for line in after] == [line.text_content() for line in before]


def test_a_work_that_half_the_site_cites_is_shown_on_some_pages_alone(
    look: FirstLook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_look, "_MOST_PAGES", 1)
    shown = save(look, WEBER_PATH, f"{WEBER}headline: Surgery helps sooner\n")
    assert list(shown) == [WEBER_PAGE, GUIDE_PAGE]


NOTHING = [
    ("bibliography/site.yaml", "name: Backs\n"),
    ("bibliography/classics.bib", "@article{weber-1983, title={Lumbar disc herniation}}"),
    ("bibliography/scan.png", svg(8, 6)),
    ("templates/entry.html", "<p>Ours</p>"),
    ("static/style.css", ""),
    # new, renamed, made a draft
    ("bibliography/new.yaml", "title: New\n"),
    (WEBER_PATH, f"citekey: weber\n{WEBER}"),
    ("bibliography/imaging/weber-1983.yaml", WEBER),
    (WEBER_PATH, f"{WEBER}draft: true\n"),
    (WEBER_PATH, f"{WEBER}aliases: [weber83]\n"),
    # another label
    (WEBER_PATH, WEBER.replace("1983", "1984")),
    # not to be read
    (WEBER_PATH, "title: [\n"),
    (WEBER_PATH, ""),
    (GUIDE_PATH, "no front matter"),
]


@pytest.mark.parametrize(("path", "text"), NOTHING)
def test_where_a_change_goes_deeper_nothing_is_shown(look: FirstLook, path: str, text: str) -> None:
    before = look.shown
    assert (save(look, path, text), look.shown is before) == ({}, True)


def test_what_was_deleted_is_not_shown(tmp_path: Path, look: FirstLook) -> None:
    (tmp_path / WEBER_PATH).unlink()
    assert list(look.show(WEBER_PATH)) == []


def test_before_the_first_build_nothing_is_shown(tmp_path: Path) -> None:
    assert save(FirstLook(tmp_path), WEBER_PATH, WEBER) == {}


@pytest.mark.parametrize("more", ["", "notes: Ours.\n"])
def test_of_an_entry_that_is_laid_over_bibtex_nothing_is_shown(tmp_path: Path, more: str) -> None:
    overlay = f"{WEBER}headline: Surgery helps sooner\n"
    bib = "@article{weber-1983, title={Lumbar disc herniation}, author={Weber, H}, year=1983, volume=8}"
    look = look_at(write_site(tmp_path, {**SITE, WEBER_PATH: overlay, "bibliography/classics.bib": bib}))
    assert save(look, WEBER_PATH, f"{overlay}{more}") == {}


BIB_PATH = "bibliography/classics.bib"
BIB = """\
@article{deyo-1992,
  title = {Sciatica},
  author = {Deyo, R A}, year = 1992
}
@book{loeser-2001, title = {Pain}, author = {Loeser, J D}, year = 2001}
"""
DEYO_PAGE, LOESER_PAGE = "bibliography/deyo-1992/index.html", "bibliography/loeser-2001/index.html"


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        (BIB.replace("Pain", "Pains"), [LOESER_PAGE]),
        ("\n\n" + BIB.replace("Sciatica", "Sciatica again"), [DEYO_PAGE, GUIDE_PAGE]),
        # more than one, or something else
        (BIB.replace("Pain", "Pains").replace("Sciatica", "Leg pain"), []),
        (BIB.replace("loeser", "bonica"), []),
        (BIB.partition("@book")[0], []),
        (f"{BIB}@book{{new, title = {{New}}}}\n", []),
        (f"\n{BIB}", []),
    ],
)
def test_an_edited_entry_of_a_bib_file_is_shown_as_it_will_be_published(
    tmp_path: Path, text: str, pages: list[str]
) -> None:
    guide = "---\ntitle: A guide\n---\nAs @deyo-1992 says.\n"
    write_site(tmp_path, {"bibliography/site.yaml": "related_lines: 0\n", BIB_PATH: BIB, GUIDE_PATH: guide})
    shown = save(look_at(tmp_path), BIB_PATH, text)
    assert list(shown) == pages
    build(tmp_path, Memory())
    assert shown == published(tmp_path, shown)


def test_an_entry_of_a_bib_file_that_has_to_be_read_as_a_whole_is_left_to_the_build(tmp_path: Path) -> None:
    open_macro = "@string{spine = {Spine} # unknown}\n"
    write_site(tmp_path, {BIB_PATH: f"{open_macro}{BIB}"})
    assert save(look_at(tmp_path), BIB_PATH, f"{open_macro}{BIB.replace('Pain', 'Pains')}") == {}


def test_one_save_of_a_bib_file_after_another_is_shown(tmp_path: Path) -> None:
    look = look_at(write_site(tmp_path, {"bibliography/site.yaml": "related_lines: 0\n", BIB_PATH: BIB}))
    first, second = BIB.replace("Pain", "Pains"), BIB.replace("Pain", "Pains").replace("Sciatica", "Leg pain")
    assert list(save(look, BIB_PATH, first)) == [LOESER_PAGE]
    shown = save(look, BIB_PATH, second)
    assert list(shown) == [DEYO_PAGE]
    build(tmp_path, Memory())
    assert shown == published(tmp_path, shown)


@pytest.mark.parametrize("template", ["entry", "navigation"])
def test_where_a_template_fails_the_build_says_so(tmp_path: Path, template: str) -> None:
    look = look_at(write_site(tmp_path, {**SITE, f"templates/{template}.html": "{{ page.headlin }}"}))
    assert save(look, WEBER_PATH, f"{WEBER}volume: 8\n") == {}
