"""A new entry's citekey and file, and what the bibliography has already."""

from pathlib import Path

import pytest

from painsite.editing.citekey_scheme import propose_citekey
from painsite.editing.entry_file import FileThereError, entry_path, format_entry_file, write_new
from painsite.editing.shelf import identifiers_of, read_shelf, title_letters
from painsite.model import Entry, Issued, Names, PartialDate, Person
from painsite.sources.citekeys import comparable
from painsite.sources.entries import parse_entry
from tests.support import silent, write_site


def work(*surnames: str, year: int = 2022, title: str = "", collaboration: str = "") -> Entry:
    return Entry(
        citekey="",
        path="",
        title=title,
        authors=Names(people=tuple(Person(family=surname) for surname in surnames)),
        collaboration=collaboration,
        issued=Issued(start=PartialDate(year=year)) if year else None,
    )


@pytest.mark.parametrize(
    ("entry", "scheme", "citekey"),
    [
        (work("Kasch", "Truthmann"), "{surname}-{year}", "kasch-2022"),
        (work("Bülow"), "{surname}-{year}", "bulow-2022"),
        (work("Weiß"), "{surname}-{year}", "weiss-2022"),
        (work("Łukasiewicz-Ørsted"), "{surname}-{year}", "lukasiewicz-orsted-2022"),
        (work("O’Brien"), "{surname}-{year}", "obrien-2022"),
        (work("王"), "{surname}-{year}", "王-2022"),
        (work("Kasch", year=0), "{surname}-{year}", "kasch-nd"),
        (work(title="The natural history of sciatica"), "{surname}-{year}", "natural-history-2022"),
        (work(collaboration="ATLAS"), "{surname}-{year}", "atlas-2022"),
        (work("Kasch", title="Of the Spine"), "{surname}_{title}.{year}", "kasch_spine.2022"),
        (work("Kasch", title="A"), "{title}{year}", "a2022"),
        (work(year=0), "{surname}-{year}", "anonymous-nd"),
        (
            work("National Institute for Health and Care Excellence Guideline Group"),
            "{surname}-{year}",
            "national-institute-for-health-and-care-2022",
        ),
    ],
)
def test_a_citekey_follows_the_scheme(entry: Entry, scheme: str, citekey: str) -> None:
    assert propose_citekey(entry, frozenset(), scheme) == citekey


def test_a_second_work_of_one_name_and_year_gets_a_b() -> None:
    taken: set[str] = set()
    for expected in ("kasch-2022", "kasch-2022b", "kasch-2022c"):
        citekey = propose_citekey(work("Kasch"), taken, "{surname}-{year}")
        assert citekey == expected
        taken.add(comparable(citekey))


def test_letters_go_on_behind_z() -> None:
    taken = {"kasch-2022", *(f"kasch-2022{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")}
    assert propose_citekey(work("Kasch"), taken, "{surname}-{year}") == "kasch-2022aa"


def test_a_new_file_has_room_for_what_an_editor_writes() -> None:
    entry = Entry(
        citekey="kasch-2022",
        path="",
        title="Lumbar MRI",
        issued=Issued(start=PartialDate(year=2022, month=2, day=1)),
        volume="47",
        tags=("imaging",),
    )
    text = format_entry_file(
        entry, {"headline": "what was found, in a sentence", "tags": "suggested by PubMed:\n  MRI"}
    )
    assert text == (
        "title: Lumbar MRI\n"
        "date: 2022-02-01\n"
        "volume: 47\n"
        "# what was found, in a sentence\n"
        "headline:\n"
        "summary:\n"
        "commentary:\n"
        "# suggested by PubMed:\n"
        "#   MRI\n"
        "tags:\n"
        "  - imaging\n"
    )
    read, problems = parse_entry(text, path="bibliography/kasch-2022.yaml")
    assert (read and read.volume, problems) == ("47", ())


@pytest.mark.parametrize(
    ("citekey", "path", "says"),
    [
        ("kasch-2022", "bibliography/kasch-2022.yaml", False),
        ("DBLP:conf/icse/Kasch", "bibliography/DBLP~3aconf~2ficse~2fKasch.yaml", True),
        ("../kasch", "bibliography/~2e.~2fkasch.yaml", True),
        ("kasch 2022", "bibliography/kasch~202022.yaml", True),
    ],
)
def test_a_file_is_called_as_its_entry_where_it_can_be(citekey: str, path: str, says: bool) -> None:  # noqa: FBT001 - a column
    assert entry_path(citekey) == path
    assert ("citekey:" in format_entry_file(Entry(citekey=citekey, path="", title="Lumbar MRI"))) is says


def test_a_file_that_is_there_is_never_overwritten_unasked(tmp_path: Path) -> None:
    write_new(tmp_path, "bibliography/kasch-2022.yaml", "title: Lumbar MRI\n")
    with pytest.raises(FileThereError, match=r"`bibliography/kasch-2022.yaml` is there already"):
        write_new(tmp_path, "bibliography/kasch-2022.yaml", "title: Another\n")
    assert (tmp_path / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8") == "title: Lumbar MRI\n"
    write_new(tmp_path, "bibliography/kasch-2022.yaml", "title: Another\n", force=True)
    assert (tmp_path / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8") == "title: Another\n"
    assert [path.name for path in (tmp_path / "bibliography").iterdir()] == ["kasch-2022.yaml"]


def test_identifiers_of_one_work_are_the_same_in_any_form() -> None:
    entry = Entry(citekey="", path="", type="book", doi="10.5555/abc", arxiv="2101.00001v2", isbn="0198526636")
    assert list(identifiers_of(entry)) == ["doi:10.5555/abc", "arxiv:2101.00001", "isbn:9780198526636"]


def test_the_book_of_a_chapter_is_not_the_chapter() -> None:
    assert list(identifiers_of(Entry(citekey="", path="", type="chapter", isbn="9780198526636"))) == []


def test_titles_are_compared_by_their_letters() -> None:
    assert title_letters("Lumbar MRI: a Cohort–Study’s End") == title_letters("lumbar mri, a cohort-studys end")


def test_the_shelf_knows_entries_drafts_aliases_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    write_site(
        tmp_path,
        {
            "bibliography/kasch-2022.yaml": "title: Lumbar MRI\ndoi: 10.5555/abc\naliases: [kasch22]\ndraft: true\n",
            "bibliography/broken-1999.yaml": "title: [\n",
            "bibliography/works.bib": "@article{Weber1983, title={Disc herniation}, pmid={12}}\n",
        },
    )
    shelf = read_shelf(tmp_path, silent)
    assert sorted(shelf.taken) == ["broken-1999", "kasch-2022", "kasch22", "weber1983"]
    known = shelf.entry_of(Entry(citekey="", path="", doi="10.5555/abc"))
    assert known
    assert str(shelf.place_of(known)) == "bibliography/kasch-2022.yaml:1:1"
    assert (named := shelf.entry_named("pmid:12"))
    assert named.citekey == "Weber1983"
    assert shelf.entry_of(Entry(citekey="", path="", doi="10.5555/other")) is None
    assert [entry.citekey for entry in shelf.by_title[title_letters("Disc Herniation")]] == ["Weber1983"]
