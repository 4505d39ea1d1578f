"""An import as a whole: what is new, what is there, what is written, and that every record is accounted for."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from painsite.cli import main
from painsite.config import DEFAULTS, parse_settings
from painsite.editing.importing.bib_files import At, copy_blocks, parents_in
from painsite.editing.importing.duplicates import Works
from painsite.editing.importing.folders import NoFolderError, read_folder
from painsite.editing.importing.outcomes import Outcome, count_outcomes
from painsite.editing.importing.plan import Choices
from painsite.editing.importing.reading import read_content, read_file
from painsite.editing.importing.report import show_report
from painsite.editing.importing.run import Imported, run_import
from painsite.editing.importing.topics import divide_keywords
from painsite.editing.shelf import Shelf, read_shelf
from painsite.model import Entry, Library
from tests.support import IS_TORTURE, build_site, contents, entry, silent, write_site

KASCH = """\
TY  - JOUR
AU  - Kasch, Richard
TI  - Association of Lumbar MRI Findings with Current and Future Back Pain in a Population-based Cohort Study
T2  - Spine
PY  - 2022
VL  - 47
SP  - 201
EP  - 211
DO  - 10.1097/BRS.0000000000004198
KW  - cohort
KW  - /unread
ER  -
"""
WEBER = """\
TY  - JOUR
AU  - Weber, Henrik
TI  - Lumbar disc herniation: a controlled, prospective study with ten years of observation
T2  - Spine
PY  - 1983
VL  - 8
SP  - 131
ER  -
"""
SITE = {
    "bibliography/site.yaml": "name: Backs\nignored_tags: [/*, '@check-tags']\n",
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings with Current and Future Back Pain\nauthors: [Kasch R]\nyear: 2022\n"
        "doi: 10.1097/brs.0000000000004198\ncommentary: Ours.\n"
    ),
}


def run_command(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def shelf(root: Path, files: Mapping[str, str] | None = None) -> Shelf:
    return read_shelf(write_site(root, files or {}), silent)


def import_text(root: Path, *texts: str, choices: Choices | None = None, dry_run: bool = False) -> Imported:
    files = [read_content(text.encode(), name=f"file{number}") for number, text in enumerate(texts, start=1)]
    return run_import(files, read_shelf(root, silent), choices or Choices(), dry_run=dry_run)


def told(imported: Imported) -> list[tuple[str, str, str]]:
    return [(one.place, one.status, one.citekey) for one in imported.outcomes]


def test_a_new_work_is_written_under_a_citekey_of_the_scheme(tmp_path: Path) -> None:
    imported = import_text(write_site(tmp_path, {}), KASCH)
    assert told(imported) == [("file1:1", "written", "kasch-2022")]
    text = (tmp_path / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8")
    assert text.startswith("title: Association of Lumbar MRI Findings")
    assert "tags:\n  - cohort\n  - /unread\n" in text
    assert build_site(tmp_path).problems == []


def test_a_work_that_is_there_by_identifier_is_named_with_its_place_and_left_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    before = contents(tmp_path / "bibliography")
    (outcome,) = import_text(root, KASCH).outcomes
    assert (outcome.status, outcome.citekey, outcome.other) == (
        "there",
        "kasch-2022",
        "bibliography/kasch-2022.yaml:1:1",
    )
    assert outcome.reason == "same doi:10.1097/brs.0000000000004198"
    assert contents(tmp_path / "bibliography") == before


def test_a_second_import_writes_nothing(tmp_path: Path) -> None:
    root = write_site(tmp_path, {})
    assert [one.status for one in import_text(root, KASCH + WEBER).outcomes] == ["written", "written"]
    before = contents(tmp_path / "bibliography")
    assert [one.status for one in import_text(root, KASCH + WEBER).outcomes] == ["there", "there"]
    assert contents(tmp_path / "bibliography") == before


def test_a_similar_work_is_written_only_when_asked_for(tmp_path: Path) -> None:
    twin = WEBER.replace("ten years", "10 years").replace("10 years", "ten yeers")
    imported = import_text(write_site(tmp_path, {}), WEBER, twin)
    assert told(imported) == [("file1:1", "written", "weber-1983"), ("file2:1", "similar", "weber-1983")]
    assert imported.outcomes[1].other == "file1:1"
    both = import_text(write_site(tmp_path / "2", {}), WEBER, twin, choices=Choices(keep_duplicates=True))
    assert told(both) == [("file1:1", "written", "weber-1983"), ("file2:1", "written", "weber-1983b")]


def test_records_of_one_work_in_one_import_are_merged_and_told(tmp_path: Path) -> None:
    more = KASCH.replace("SP  - 201\n", "SN  - 0362-2436\nSP  - 201\n").replace("KW  - cohort\n", "")
    imported = import_text(write_site(tmp_path, {}), KASCH, more, KASCH)
    assert [one.status for one in imported.outcomes] == ["written", "merged", "there"]
    assert imported.outcomes[1].reason == "same doi:10.1097/brs.0000000000004198; it adds issn"
    assert "issn: 0362-2436\n" in (tmp_path / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8")


def test_an_identifier_of_a_work_of_quite_another_title_is_refused(tmp_path: Path) -> None:
    wrong = WEBER.replace("VL  - 8", "DO  - 10.1097/brs.0000000000004198")
    (outcome,) = import_text(write_site(tmp_path, SITE), wrong).outcomes
    assert outcome.status == "refused"
    assert outcome.reason == (
        "its DOI `10.1097/brs.0000000000004198` is that of"
        " `Association of Lumbar MRI Findings with Current and Future …`, which is another title;"
        " one of the identifiers is wrong"
    )


def test_the_sources_own_citekey_is_kept_and_a_taken_one_gets_a_letter(tmp_path: Path) -> None:
    bib = "@article{kasch-2022, title = {Lumbar changes}, author = {Kasch, R}, year = 2022, ids = {kasch-2022, k22}}"
    (outcome,) = import_text(write_site(tmp_path, SITE), bib).outcomes
    assert (outcome.citekey, outcome.path) == ("kasch-2022b", "bibliography/kasch-2022b.yaml")
    assert outcome.reason == (
        "its citekey `kasch-2022` is taken, and it is called `kasch-2022b`;"
        " its other citekey `kasch-2022` is taken and left out"
    )


@pytest.mark.parametrize(
    ("citekey", "written"),
    [("Müller:2001", "bibliography/Müller~3a2001.yaml"), ("site", "bibliography/kasch-2022.yaml")],
)
def test_a_citekey_that_no_file_can_have_is_written_in_the_file_or_replaced(
    tmp_path: Path, citekey: str, written: str
) -> None:
    bib = f"@article{{{citekey}, title = {{Lumbar changes}}, author = {{Kasch, R}}, year = 2022}}"
    (outcome,) = import_text(write_site(tmp_path, {}), bib).outcomes
    assert outcome.path == written
    assert (tmp_path / written).is_file()
    assert build_site(tmp_path).problems == []


def test_keywords_that_are_no_topics_are_kept_apart_from_tags(tmp_path: Path) -> None:
    text = WEBER.replace("VL  - 8", "KW  - disc\nKW  - /unread\nKW  - Humans")
    import_text(write_site(tmp_path, SITE), text)
    written = (tmp_path / "bibliography/weber-1983.yaml").read_text(encoding="utf-8")
    assert "tags:\n  - disc\n" in written
    assert "extra:\n  ignored tags: /unread; Humans\n" in written


def test_patterns_of_ignored_tags_are_those_of_shells() -> None:
    keywords = ("Disc", "/unread", "Humans", "to read", "MRI")
    assert divide_keywords(keywords, ("/*", "TO *")) == (("Disc", "Humans", "MRI"), ("/unread", "to read"))
    assert divide_keywords(keywords, ("@check-tags",))[1] == ("Humans",)
    assert divide_keywords(keywords, ()) == (keywords, ())
    assert parse_settings("ignored_tags: ['/*', Humans]\n", path="site.yaml")[0].ignored_tags == ("/*", "Humans")
    assert DEFAULTS.ignored_tags == ()


def test_force_replaces_the_file_of_a_work_that_is_there(tmp_path: Path) -> None:
    (outcome,) = import_text(write_site(tmp_path, SITE), KASCH, choices=Choices(replace_files=True)).outcomes
    assert (outcome.status, outcome.path) == ("written", "bibliography/kasch-2022.yaml")
    assert outcome.reason == "replaces the file that was there"
    assert "Ours." not in (tmp_path / "bibliography/kasch-2022.yaml").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    imported = import_text(write_site(tmp_path, {}), KASCH, dry_run=True)
    assert [one.status for one in imported.outcomes] == ["written"]
    assert contents(tmp_path / "bibliography") == {}
    report = show_report(imported, dry_run=True, all_lines=False)
    assert report.endswith("1 record: 1 written (nothing was written: --dry-run)\n")
    assert report.startswith("would be written: 1\n")


def test_what_cannot_be_written_is_refused_and_what_was_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from painsite.editing.importing import run

    original = run.write_new

    def full(root: Path, path: str, text: str, *, force: bool = False) -> None:
        if "weber" in path:
            raise OSError(28, "No space left on device", path)
        original(root, path, text, force=force)

    monkeypatch.setattr(run, "write_new", full)
    third = WEBER.replace("Weber", "Quintner").replace("1983", "1994").replace("Lumbar", "Cervical")
    imported = import_text(write_site(tmp_path, {}), KASCH, WEBER, third, WEBER)
    assert [one.status for one in imported.outcomes] == ["written", "refused", "refused", "refused"]
    assert imported.stopped == "cannot write `bibliography/weber-1983.yaml`: no space left on device"
    assert imported.outcomes[2].reason == "nothing was written any more"
    assert list(contents(tmp_path / "bibliography")) == ["kasch-2022.yaml"]
    assert "stopped: cannot write" in show_report(imported, dry_run=False, all_lines=False)


BIB = """\
% Encoding: UTF-8
@string{spine = "Spine"}\r
@proceedings{back95, title = {Back Pain 1995}, year = 1995}
@inproceedings{new95,  title={A   new talk}, author={Kasch, R}, crossref = {back95}}

@article{kasch22, title = {Association of Lumbar {MRI} Findings with Current and Future Back Pain}, journal = spine,
   author = {Kasch, R}, doi = {10.1097/brs.0000000000004198}}
@article{weber83, title = {Lumbar disc herniation}, author = {Weber, H}, journal = spine, year = 1983}
@comment{end}
"""


def test_keep_bib_copies_what_is_new_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_bytes(BIB.encode())
    root = write_site(tmp_path / "site", SITE)
    imported = run_import([read_file(file)], read_shelf(root, silent), Choices(keep_bib=True))
    assert [one.status for one in imported.outcomes] == ["written", "written", "there", "written"]
    start, end = BIB.index("@article{kasch22"), BIB.index("@article{weber83")
    assert (root / "bibliography/refs.bib").read_bytes() == (BIB[:start] + BIB[end:]).encode()
    assert {one.path for one in imported.outcomes if one.status == "written"} == {"bibliography/refs.bib"}
    assert build_site(root).result.errors == 0


def test_keep_bib_refuses_a_citekey_that_is_taken_and_a_second_file_gets_a_number(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@article{kasch-2022, title = {Other changes}}\n@article{x, title = {Ischias}}\n", encoding="utf-8")
    root = write_site(tmp_path / "site", {**SITE, "bibliography/refs.bib": "@article{a, title = {Pain}}\n"})
    outcomes = run_import([read_file(file)], read_shelf(root, silent), Choices(keep_bib=True)).outcomes
    assert outcomes[0].reason == "its citekey `kasch-2022` is taken; give it another one in the file"
    assert (outcomes[1].status, outcomes[1].path) == ("written", "bibliography/refs-2.bib")
    assert (root / "bibliography/refs-2.bib").read_text(encoding="utf-8") == "@article{x, title = {Ischias}}\n"


@pytest.mark.parametrize(
    ("bib", "copied", "told"),
    [
        (
            "@article{, title = {Lumbar}, author = {Kasch}, year = 2022}\n@book{ ,\ntitle = {Back}}\n",
            "@article{kasch-2022, title = {Lumbar}, author = {Kasch}, year = 2022}\n@book{back-nd ,\ntitle = {Back}}\n",
            ["written kasch-2022 ", "written back-nd "],
        ),
        (
            "@book{, title = {A}, author = {Weber, H}, year = 1983} @book{weber-1983, title = {B}}",
            "@book{weber-1983b, title = {A}, author = {Weber, H}, year = 1983} @book{weber-1983, title = {B}}",
            ["written weber-1983b ", "written weber-1983 "],
        ),
        (
            "@book{tags, title = {Ischias}, year = 1994}",
            "@book{ischias-1994, title = {Ischias}, year = 1994}",
            ["written ischias-1994 its citekey `tags` cannot be used"],
        ),
        (
            "@book{a, note = {none}}\n@book{a, title = {Ischias}}\n@book(, title = {Pain})\n",
            "@book{a, title = {Ischias}}\n",
            ["refused  it has no title", "written a ", "refused  `@book` `Pain` has no citekey and is left out"],
        ),
        (
            "@inbook{, title = {A talk}, crossref = {whole}}\n@book{whole, year = 1995, booktitle = {Backs}}",
            "@inbook{talk-1995, title = {A talk}, crossref = {whole}}\n@book{whole, year = 1995, booktitle = {Backs}}",
            ["written talk-1995 ", "written whole "],
        ),
    ],
)
def test_keep_bib_gives_an_entry_without_a_citekey_one_and_leaves_out_what_it_refuses(
    tmp_path: Path, bib: str, copied: str, told: list[str]
) -> None:
    imported = import_text(write_site(tmp_path, {}), bib, choices=Choices(keep_bib=True))
    assert (tmp_path / "bibliography/file1.bib").read_text(encoding="utf-8") == copied
    assert [f"{one.status} {one.citekey} {one.reason}" for one in imported.outcomes] == told


@pytest.mark.parametrize(
    ("name", "written"), [(".refs.bib", "refs"), ("~$refs.bib", "refs"), ("...bib", "imported"), ("\udcff.ris", "?")]
)
def test_keep_bib_writes_a_file_that_is_read(tmp_path: Path, name: str, written: str) -> None:
    root = write_site(tmp_path, {})
    file = read_content(b"TY  - JOUR\nTI  - Ischias\nER  -\n", name=name)
    (outcome,) = run_import([file], read_shelf(root, silent), Choices(keep_bib=True)).outcomes
    assert outcome.path == f"bibliography/{written}.bib"
    assert outcome.citekey in read_shelf(root, silent).library.entries


CITEKEYS = st.one_of(
    st.sampled_from(["", "kasch-2022", "Kasch-2022", "tags", "a,b", "x" * 300, "{", "http://zotero.org/1", "ß", "%"]),
    st.text(max_size=6),
)


@settings(max_examples=400 if IS_TORTURE else 15)
@given(keys=st.lists(CITEKEYS, max_size=6), is_json=st.booleans())
def test_what_keep_bib_calls_written_is_read_by_a_following_build(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str], *, is_json: bool
) -> None:
    root = write_site(tmp_path_factory.mktemp("site"), {})
    titles = [f"Lumbar discs {number * 'x'}" for number in range(len(keys))]
    works = list(zip(keys, titles, strict=True))
    bib = "\n".join(f"@book{{{key}, title = {{{title}}}}}" for key, title in works)
    csl = json.dumps([{"id": key, "type": "book", "title": title} for key, title in works])
    choices = Choices(keep_bib=True, keep_duplicates=True)
    imported = import_text(root, csl if is_json else bib, choices=choices)
    entries = read_shelf(root, silent).library.entries
    written = [one for one in imported.outcomes if one.status == "written"]
    assert {one.citekey: one.title for one in written} == {key: entries[key].title for key in entries}
    assert len(written) == len(entries)


def test_keep_bib_writes_records_of_other_formats_as_bibtex(tmp_path: Path) -> None:
    text = WEBER.replace("VL  - 8", "C1  - Oslo & {more}")
    root = write_site(tmp_path, {})
    imported = import_text(root, text, choices=Choices(keep_bib=True))
    assert [one.path for one in imported.outcomes] == ["bibliography/file1.bib"]
    written = (root / "bibliography/file1.bib").read_text(encoding="utf-8")
    assert written.startswith("@article{weber-1983,\n")
    assert "private-c1 = {Oslo" in written
    assert build_site(root).problems == []


def test_parents_of_wanted_entries_are_found_through_others() -> None:
    bib = "@xdata{x, year = 1}@book{b, xdata = {x}, title = {B}}@inbook{c, crossref = {B}, title = {C}}"
    assert parents_in(bib, ["c"]) == {"b", "x"}
    assert parents_in(bib, ["x"]) == set()


def test_of_entries_with_one_citekey_the_wanted_one_is_copied() -> None:
    bib = "\ufeff@article{a, title = {One}}\r\n@article{a, title = {Two}}\r\nwords\r\n"
    wanted = At(line=2, citekey="a")
    assert copy_blocks(bib, {wanted: "a"}.get) == "\ufeff@article{a, title = {Two}}\r\nwords\r\n"
    assert copy_blocks(bib, {wanted: "b"}.get) == "\ufeff@article{b, title = {Two}}\r\nwords\r\n"
    assert copy_blocks(bib, lambda at: at.citekey) == bib


def one(title: str, **fields: object) -> Entry:
    return entry("weber-1983", json.dumps({"title": title, "authors": ["Weber H"], "year": 1983} | fields))


LONG = "Lumbar disc herniation: a controlled, prospective study with ten years of observation"


@pytest.mark.parametrize(
    ("there", "new", "is_found"),
    [
        (one(LONG), one(LONG.replace("prospective", "prospectiv")), True),
        (one(LONG), one(LONG.upper()), True),
        (one(LONG), one(LONG, year=1984), True),
        (one(LONG), one(LONG, year=1990), False),
        (one(LONG), one(LONG, authors=["Kasch R"]), False),
        (one(LONG, doi="10.5555/1"), one(LONG, doi="10.5555/2"), False),
        (one(LONG, doi="10.5555/1"), one("Quite another", doi="10.5555/1"), True),
        (one(f"{LONG}. Part I"), one(f"{LONG}. Part II"), False),
        (one(f"{LONG} 2015"), one(f"{LONG} 2019"), False),
        (one(LONG, type="thesis"), one(LONG), False),
        (one("Editorial", journal="Spine", volume="8"), one("Editorial", journal="Spine", volume="9"), False),
        (one("Editorial", journal="Spine", pages="3"), one("Editorial", journal="Spine", pages="7"), False),
        (one("Editorial", journal="Spine", pages="3"), one("Editorial", journal="Spine", pages="3-4"), True),
        (one(LONG, volume="8", pages="131"), one(LONG, volume="9", pages="7"), False),
        (one(LONG, authors=[]), one(LONG, journal="Pain"), False),
        (one(LONG, authors=[]), one(LONG), True),
    ],
)
def test_works_are_one_by_identifier_or_where_nothing_keeps_them_apart(
    there: Entry, new: Entry, *, is_found: bool
) -> None:
    works = Works()
    works.add(there, "there")
    assert bool(works.find(new)) == is_found
    assert works.find(there) is not None


def test_a_block_of_many_works_is_not_compared_in_full() -> None:
    works = Works()
    for number in range(400):
        works.add(one("Editorial", journal="Spine", pages=str(number + 1)), str(number))
    found = works.find(one("Editorial", journal="Spine", pages="390"))
    assert found is not None
    assert found.known.where == "389"
    assert works.find(one("Editorial", journal="Spine", pages="2")) is None


PUBLICATION = '---\ntitle: "Lumbar disc herniation"\nauthors: [H Weber]\ndate: 1983-03-01\n---\nTen years.\n'


def test_a_folder_of_hugo_academic_is_read_publication_by_publication(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "hugo",
        {
            "content/publication/_index.md": "---\ntitle: Publications\n---\n",
            "content/publication/weber/index.md": PUBLICATION,
            "content/publication/kasch/index.md": PUBLICATION.replace("Lumbar disc herniation", "Scans"),
            "content/publication/kasch/cite.bib": "@article{kasch2022, title = {Scans}, year = 2022}",
            "public/publication/weber/index.md": PUBLICATION,
        },
    )
    files = read_folder(site)
    titles = [(record.entry.citekey, record.entry.title) for file in files for record in file.references.records]
    assert titles == [("kasch2022", "Scans"), ("", "Lumbar disc herniation")]
    root = write_site(tmp_path / "site", {})
    imported = run_import(files, read_shelf(root, silent), Choices())
    assert [one.citekey for one in imported.outcomes] == ["kasch2022", "weber-1983"]
    assert "notes: Ten years.\n" in (root / "bibliography/weber-1983.yaml").read_text(encoding="utf-8")


def test_a_folder_of_jekyll_scholar_is_read_through_its_bib_files(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        {
            "_bibliography/papers.bib": "---\n---\n\n@article{weber1983, title = {Ischias}, bibtex_show = {true}}\n",
            "_config.yml": "title: x\n",
            "other.bib": "@article{b, title = {Not of the site}}\n",
        },
    )
    (file,) = read_folder(site)
    (record,) = file.references.records
    assert (record.entry.citekey, record.entry.extra) == ("weber1983", {"bibtex_show": "true"})


def test_any_other_folder_is_read_as_the_files_in_it(tmp_path: Path) -> None:
    write_site(tmp_path, {"a.ris": KASCH, "package.json": "{}", "notes.md": "x"})
    assert [Path(file.name).name for file in read_folder(tmp_path)] == ["a.ris"]
    with pytest.raises(NoFolderError, match="holds neither publications of Hugo Academic"):
        read_folder(tmp_path / "bibliography")


def test_the_command_accounts_for_every_record_as_text_and_json(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", SITE)
    file = tmp_path / "mine.txt"
    file.write_text(KASCH + WEBER + "TY  - JOUR\nER  -\n", encoding="utf-8")
    (tmp_path / "page.html").write_text("<html></html>", encoding="utf-8")
    result = run_command(str(file), str(tmp_path / "page.html"), str(tmp_path / "no.ris"), "--source", str(root))
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "written: 1"
    assert lines[1].endswith("ten years… → bibliography/weber-1983.yaml")
    assert lines[-2:] == [
        "5 records: 1 written, 1 already there, 3 refused",
        "now: painsite check, and painsite report for what to do next",
    ]
    assert f"{tmp_path / 'no.ris'} (no such file or directory)" in result.output
    answer = run_command(str(file), "--source", str(root), "--format", "json", "--dry-run")
    found = json.loads(answer.output)
    assert (found["total"], found["counts"]) == (
        3,
        {"written": 0, "there": 2, "merged": 0, "similar": 0, "refused": 1},
    )
    assert [record["place"] for record in found["records"]] == [f"{file}:1", f"{file}:13", f"{file}:21"]


def test_problems_of_one_kind_are_folded_unless_all_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "mine.ris"
    file.write_text("".join(WEBER.replace("Lumbar", word).replace("ER  -\n", "") for word in "abcd"), encoding="utf-8")
    root = write_site(tmp_path / "site", {})
    short = run_command(str(file), "--source", str(root), "--dry-run").output
    assert "bad-record: and 2 more of this kind" in short
    assert run_command(str(file), "--source", str(root), "--dry-run", "--verbose").output.count("bad-record:") == 4


def test_a_folder_with_nothing_to_import_is_wrong_usage(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    (tmp_path / "empty").mkdir()
    result = run_command(str(tmp_path / "empty"), "--source", str(root))
    assert result.exit_code == 2
    assert "holds neither publications" in result.output


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([KASCH, WEBER, "TY  - JOUR\nER  -\n", "words\n", KASCH.replace("2022", "2021")]), max_size=6
    )
)
def test_the_outcomes_of_an_import_are_its_records(texts: list[str]) -> None:
    files = [read_content(text.encode(), name=f"file{number}") for number, text in enumerate(texts)]
    empty = Shelf(root=Path(), settings=DEFAULTS, library=EMPTY, names=frozenset())
    imported = run_import(files, empty, Choices(), dry_run=True)
    records = sum(len(file.references.records) + len(file.references.refused) + bool(file.error) for file in files)
    assert records == len(imported.outcomes) == sum(count_outcomes(imported.outcomes).values())
    assert len({one.path for one in imported.outcomes if one.status == "written"}) == sum(
        one.status == "written" for one in imported.outcomes
    )


EMPTY = Library(entries={}, articles={}, faces={}, canonical={}, identifiers={}, citations=0, cited_by={}, redirects={})


def test_many_lines_of_one_kind_are_cut_in_a_report() -> None:
    outcomes = tuple(
        Outcome(place=f"a.ris:{number}", title="Pain", status="written", citekey="k", path="p") for number in range(30)
    )
    imported = Imported(outcomes=outcomes, problems=(), notes=("a.ris: no record is in it",))
    report = show_report(imported, dry_run=False, all_lines=False)
    assert report.startswith("note: a.ris: no record is in it\nwritten: 30\n")
    assert "  … and 10 more (--verbose lists all, --format json for programs)\n" in report
    assert show_report(imported, dry_run=False, all_lines=True).count("a.ris:") == 31
