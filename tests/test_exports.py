"""Files of references: which there are, what they hold, what leads to them, and when they are made again."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import rispy
from hypothesis import given
from msgspec import structs

from painsite.build.outline import NOT_IN_REFERENCES, prepare
from painsite.config import Settings
from painsite.model import (
    AbstractPart,
    Article,
    Change,
    Entry,
    Image,
    Issued,
    Names,
    PartialDate,
    Person,
    Retraction,
    Study,
    Text,
)
from painsite.pages import exports
from painsite.pages.entry.cite import ours_of
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.table import FILE_FORMATS
from painsite.pages.frame import Frame
from painsite.pages.links import Linking
from painsite.pages.lists import downloads as taking
from painsite.sources.bibtex.reader import parse_bibtex
from tests.support import KASCH, WEBER, Built, build_site, contents, words
from tests.test_formats_bibtex import works
from tests.test_views import FACE

ENDINGS = ("bib", "ris", "json", "csv")
SITE = {
    "bibliography/site.yaml": "name: PainSci\nurl: https://example.org/notes/\nfeatures: {feeds: false}\n",
    "bibliography/kasch-2022.yaml": f"{KASCH}tags: [imaging]\nvolume: 47\nabstract: Nearly all had signs of wear.\n",
    "bibliography/weber-1983.yaml": f"{WEBER}tags: [disc]\nnotes: A trial. See [@kasch-2022].\n",
    "bibliography/ostelo-2006.yaml": (
        "title: Sciatica\nauthors: [Östelo R]\nyear: 2006\nabstract: Old words.\nabstract_paraphrased: true\n"
    ),
    "bibliography/articles/guide.md": (
        "---\ntitle: The Guide\ntags: [imaging, guides]\n---\nFirst [@weber-1983].[^1] Then"
        " [@kasch-2022; @ostelo-2006], again [@weber-1983], and [@other].\n\n[^1]: See [@ostelo-2006].\n"
    ),
    "bibliography/articles/other.md": "---\ntitle: Another\n---\nNo sources but [@guide].\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert built.problems == []
    return built


def keys_in(built: Built, stem: str) -> dict[str, list[str]]:
    """Give the citekeys of the records in each of four files."""
    blocks, problems = parse_bibtex(built.text(f"{stem}.bib"), path="entries.bib")
    assert [problem for problem in problems if not problem.rule.startswith("unknown")] == []
    rows = csv.DictReader(built.text(f"{stem}.csv").removeprefix("\ufeff").splitlines())
    return {
        "bib": [block.citekey for block in blocks],
        "ris": [record["id"] for record in rispy.loads(built.text(f"{stem}.ris"))],
        "json": [item["id"] for item in json.loads(built.text(f"{stem}.json"))],
        "csv": [row["citekey"] for row in rows],
    }


NEWEST = ["kasch-2022", "ostelo-2006", "weber-1983"]


@pytest.mark.parametrize(
    ("stem", "citekeys"),
    [
        ("entries", NEWEST),
        ("tags/imaging/entries", ["kasch-2022"]),
        ("articles/guide/entries", ["weber-1983", "ostelo-2006", "kasch-2022"]),
    ],
)
def test_files_hold_the_entries_of_their_list_in_its_order(site: Built, stem: str, citekeys: list[str]) -> None:
    assert keys_in(site, stem) == dict.fromkeys(ENDINGS, citekeys)


def test_what_lists_no_entry_has_no_files(site: Built) -> None:
    paths = sorted(path.removesuffix(".bib") for path in contents(site.output) if path.endswith(".bib"))
    assert "articles/other/entries" not in paths
    assert "tags/guides/entries" not in paths
    assert "articles/entries" not in paths


def test_the_sources_of_an_article_are_in_the_order_of_its_page(site: Built) -> None:
    page = site.page("articles/guide/")
    labels = [str(one.get("href")) for one in page.xpath("//li[@class='reference']//li[last()]/a")]
    assert [href.strip("./").rpartition("/")[2] for href in labels] == [
        "weber-1983", "ostelo-2006", "kasch-2022", "other",
    ]  # fmt: skip


PAGES = {
    "bibliography/": ("Download all entries:", "../entries.bib", "bibliography.bib"),
    "index/a-z/": ("Download all entries:", "../../entries.bib", "bibliography.bib"),
    "tags/imaging/": ("Download this list:", "../../tags/imaging/entries.bib", "imaging.bib"),
    "articles/guide/": ("Download these sources:", "../../articles/guide/entries.bib", "guide.bib"),
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_its_files_and_names_them(site: Built, address: str) -> None:
    (block,) = site.page(address).xpath("//div[contains(@class, 'take-away')]")
    links = block.xpath(".//a")
    assert [words(link) for link in links] == ["BibTeX", "RIS", "CSL-JSON", "CSV"]
    assert (words(block.xpath("p")[0]), links[0].get("href"), links[0].get("download")) == PAGES[address]
    for link in links:
        assert (site.output / address / link.get("href")).resolve().is_file()


@pytest.mark.parametrize("address", ["articles/", "tags/guides/", "articles/other/", "index.html", "tags/"])
def test_where_nothing_can_be_taken_away_nothing_is_offered(site: Built, address: str) -> None:
    assert site.page(address).xpath("//div[contains(@class, 'take-away')]") == []


def test_without_exports_there_are_no_files_and_no_links(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": "features: {exports: false}\n"})
    assert [path for path in contents(built.output) if path.rpartition("/")[2].startswith("entries")] == []
    assert "take-away" not in built.text("bibliography/index.html") + built.text("articles/guide/index.html")


def test_abstracts_stay_at_home_unless_they_are_asked_for(tmp_path: Path, site: Built) -> None:
    assert "signs of wear" not in "".join(site.text(f"entries.{ending}") for ending in ENDINGS)
    settings = SITE["bibliography/site.yaml"] + "export_abstracts: true\n"
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": settings})
    for ending in ENDINGS:
        for stem in ("entries", "tags/imaging/entries", "articles/guide/entries"):
            assert "Nearly all had signs of wear." in built.text(f"{stem}.{ending}")
            assert "Old words" not in built.text(f"{stem}.{ending}")


def test_long_files_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (exports, taking):
        monkeypatch.setattr(module, "MOST_RECORDS", 2)
    built = build_site(tmp_path, SITE)
    assert keys_in(built, "entries") == dict.fromkeys(ENDINGS, NEWEST[:2])
    assert keys_in(built, "entries-2") == dict.fromkeys(ENDINGS, NEWEST[2:])
    links = built.page("bibliography/").xpath("//div[contains(@class, 'take-away')]//a")
    assert [(words(link), link.get("href"), link.get("download")) for link in links[:2]] == [
        ("BibTeX", "../entries.bib", "bibliography.bib"),
        ("BibTeX 2", "../entries-2.bib", "bibliography-2.bib"),
    ]


# our address, and what became of a work


FRAME = Frame(settings=Settings(), linking=Linking(url="https://example.org/notes/"), navigation=())
NOTICE = Retraction(nature="retraction", date=PartialDate(year=2021, month=3, day=3), doi="10.1000/notice")
STATUSES = [
    ("", None, ""),
    ("retraction", NOTICE, "Retracted (3 March 2021, https://doi.org/10.1000/notice)"),
    ("retraction", Retraction(nature="retraction"), "Retracted"),
    ("concern", Retraction(nature="concern", date=PartialDate(year=2021)), "Expression of concern (2021)"),
    ("correction", None, "Corrected"),
    ("reinstatement", None, "Reinstated after a retraction"),
]


@pytest.mark.parametrize(("nature", "retraction", "status"), STATUSES)
def test_the_status_of_a_work_names_date_and_notice(nature: str, retraction: Retraction | None, status: str) -> None:
    face = structs.replace(FACE, retraction=nature)
    address = "https://example.org/notes/bibliography/weber-1983/"
    expected = Ours(address=address, label="Weber", retraction=nature, status=status)  # type: ignore[arg-type]
    assert ours_of(face, retraction, FRAME) == expected


def test_every_format_says_where_the_record_is_from_and_that_the_work_was_retracted() -> None:
    ours = ours_of(structs.replace(FACE, retraction="retraction"), NOTICE, FRAME)
    work = Entry(citekey="weber-1983", path="", title="Disc")
    for one in FILE_FORMATS:
        assert ours.address in one.write(work, ours)
        assert ours.status in one.write(work, ours)


# what is in a record is in its key


@given(works())
def test_what_a_record_does_not_hold_does_not_change_it(work: Entry) -> None:
    bare = structs.replace(work, **{name: value for name, value in NOT_IN_REFERENCES.items() if name != "abstract"})
    full = structs.replace(bare, **{name: value for name, value in OTHERS.items() if name in NOT_IN_REFERENCES})
    for one in FILE_FORMATS:
        assert one.write(full, Ours()) == one.write(bare, Ours())


DAY = PartialDate(year=2026, month=1, day=2)
OTHERS: Mapping[str, object] = {
    "citekey": "other", "path": "other.yaml", "places": {"title": ("a", 2, 1)}, "type": "book", "title": "Another",
    "authors": Names(people=(Person(family="Cohen"),)), "editors": Names(people=(Person(family="Cohen"),)),
    "issued": Issued(start=DAY), "accessed": DAY, "works_cited": ("doi:10.1000/a",), "study": Study(design="cohort"),
    "abstract_note": Text(plain="Note"), "commentary": Text(plain="Long"), "notes": Text(plain="Short"),
    "rating": 3, "tags": ("imaging",), "related": ("a",), "not_related": ("b",), "image": Image(file="a.png"),
    "written_by": ("Weber",), "reviewed_by": ("Weber",), "reviewed": DAY, "added": DAY, "updated": DAY,
    "changes": (Change(date=DAY, note="Mended"),), "aliases": ("old",), "redirect_from": ("old",), "draft": True,
    "bibtex_fields": {"chapter": "2"},
}  # fmt: skip
WORK = Entry(citekey="weber-1983", path="weber-1983.yaml", title="Disc")


@pytest.mark.parametrize("name", [field.name for field in structs.fields(Entry) if "abstract" not in field.name])
def test_what_a_record_holds_is_in_its_digest_and_nothing_else(name: str) -> None:
    other = structs.replace(WORK, **{name: OTHERS.get(name, "Another")})
    before, after = (prepare(one)[0].reference for one in (WORK, other))
    assert (before == after) == (name in NOT_IN_REFERENCES)


def test_the_digest_of_an_abstract_is_one_of_its_own() -> None:
    old, new = (structs.replace(WORK, abstract=(AbstractPart(label="", text=text),)) for text in ("Old.", "New."))
    hidden = structs.replace(new, abstract_paraphrased=True)
    assert len({prepare(one)[0].reference for one in (WORK, old, new, hidden)}) == 1
    assert prepare(old)[0].abstract != prepare(new)[0].abstract
    assert prepare(WORK)[0].abstract == prepare(hidden)[0].abstract == b""
    assert prepare(Article(citekey="guide", path="guide.md", title="A guide"))[0].reference == b""


# made again


GUIDE, KASCH_PATH, WEBER_PATH = (
    "bibliography/articles/guide.md", "bibliography/kasch-2022.yaml", "bibliography/weber-1983.yaml",
)  # fmt: skip
ABSTRACTS = {"bibliography/site.yaml": SITE["bibliography/site.yaml"] + "export_abstracts: true\n"}
EDITS: list[tuple[dict[str, str], dict[str, str], list[str]]] = [
    # an edited commentary or abstract reaches no file of references
    ({}, {WEBER_PATH: SITE[WEBER_PATH].replace("A trial", "A randomised trial")}, []),
    ({}, {KASCH_PATH: SITE[KASCH_PATH].replace("Nearly", "Almost")}, []),
    # unless there are abstracts in it
    (ABSTRACTS, {KASCH_PATH: SITE[KASCH_PATH].replace("Nearly", "Almost")}, ["entries", "tags/imaging/", "guide"]),
    # an edited volume or headline reaches those that hold the entry
    ({}, {KASCH_PATH: SITE[KASCH_PATH].replace("47", "48")}, ["entries", "tags/imaging/", "guide"]),
    ({}, {WEBER_PATH: SITE[WEBER_PATH] + "headline: Surgery helps sooner\n"}, ["entries", "tags/disc/", "guide"]),
    # an article whose citations stand in another order
    (
        {},
        {GUIDE: SITE[GUIDE].replace("kasch-2022; @", "").replace("First [", "First [@kasch-2022; ")},
        ["guide"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "files", "reached"), EDITS)
def test_an_edit_gives_the_files_of_a_first_build(
    tmp_path: Path, settings: dict[str, str], files: dict[str, str], reached: list[str]
) -> None:
    def tables(folder: Path) -> dict[str, bytes]:
        return {path: content for path, content in contents(folder).items() if path.endswith("entries.csv")}

    before = tables(build_site(tmp_path / "site", {**SITE, **settings}).output)
    after = build_site(tmp_path / "site", files).output
    clean = build_site(tmp_path / "clean", {**SITE, **settings, **files}).output
    assert contents(after) == contents(clean)
    changed = [path for path, content in tables(after).items() if before.get(path) != content]
    for part in reached:
        assert any(part in path for path in changed), part
    assert bool(changed) == bool(reached)


# COinS


def test_each_reference_has_its_context_object(site: Built) -> None:
    (entry,) = site.page("bibliography/kasch-2022/").xpath("//section[@id='cite']//span[@class='Z3988']")
    assert entry.get("hidden") is not None
    assert parse_qs(entry.get("title"))["rft.jtitle"] == ["Spine (Phila Pa 1976)"]
    article = site.page("articles/guide/").xpath("//li[@class='reference']/p/span[@class='Z3988']/@title")
    assert [parse_qs(title)["rft.atitle"][0] for title in article] == [
        "Lumbar disc herniation", "Sciatica",
        "Association of Lumbar MRI Findings with Current and Future Back Pain in a Population-based Cohort Study",
    ]  # fmt: skip
    assert site.page("tags/imaging/").xpath("//span[@class='Z3988']") == []


def test_without_structured_data_there_are_no_context_objects(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**SITE, "bibliography/site.yaml": "features: {structured_data: false}\n"})
    assert not [path for path, content in contents(built.output).items() if b"Z3988" in content]
