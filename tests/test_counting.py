"""What an editor is told of a site that is too large for some hosts."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from painsite.build import pipeline as build_module
from painsite.build import size_limits as counting
from painsite.build.result import Result
from painsite.build.size_limits import count_parts, large_files, size_notes
from painsite.cli import main
from tests.support import build_site, write_site

PATHS = {
    "index.html": "others",
    "bibliography/kasch-2022/index.html": "pages of entries",
    "articles/guide/index.html": "pages of articles",
    "articles/guide/feed.xml": "feeds",
    "tags/imaging/feed.json": "feeds",
    "feed.xml": "feeds",
    "tags/imaging/index.html": "pages of lists",
    "index/a-z/2/index.html": "pages of lists",
    "authors/weber-h/entries.bib": "exports",
    "entries-2.csv": "exports",
    "doi/10.1097/brs.1/index.html": "addresses of DOIs and PMIDs",
    "pmid/7001/index.html": "addresses of DOIs and PMIDs",
    "media/disc.png": "images",
    "search/0/fragment/en_1.pf_fragment": "files of the search",
    "style.css": "others",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_file_belongs_to_a_part_of_the_site(path: str) -> None:
    assert count_parts([path]) == {PATHS[path]: 1}


def test_the_largest_part_comes_first() -> None:
    assert list(count_parts(PATHS).items())[:3] == [("feeds", 3), ("addresses of DOIs and PMIDs", 2), ("exports", 2)]


def test_only_what_some_host_does_not_take_is_told() -> None:
    assert large_files({"b.json": 26_214_401, "a.json": 30_000_000, "c.json": 26_214_400}) == {
        "a.json": 30_000_000,
        "b.json": 26_214_401,
    }
    assert size_notes(Result(files=20_000)) == ()


def test_the_notes_say_how_much_there_is_and_what_makes_it_less() -> None:
    result = Result(
        files=23_456,
        parts={"pages of entries": 15_000, "addresses of DOIs and PMIDs": 8_000, "feeds": 456},
        large={"entries.json": 30 * 2**20},
        identifiers_left_out=12_000,
    )
    assert size_notes(result) == (
        (
            "the site has 23,456 files, and some hosts take no more than 20,000: 15,000 pages of entries,"
            " 8,000 addresses of DOIs and PMIDs (`identifier_addresses: 0`), 456 feeds (`features: {feeds: false}`)"
        ),
        "`entries.json` has 30.0 MiB, and some hosts take no file above 25 MiB",
        (
            "DOIs and PMIDs have no addresses: these would take 12,000 files; raise"
            " `identifier_addresses` to get them, or set it to 0 to silence this note"
        ),
    )


SITE = {
    "bibliography/site.yaml": "identifier_addresses: 1\n",
    "bibliography/weber-1983.yaml": "title: Discs\ndoi: 10.1097/brs.1\npmid: 7001\n",
}


@pytest.mark.parametrize("command", ["build", "check"])
def test_build_and_check_tell_it_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(build_module, "MOST_FILES", 5)
    monkeypatch.setattr(counting, "MOST_FILES", 5)
    monkeypatch.setattr(counting, "LARGEST_FILE", 2**14)
    write_site(tmp_path, SITE)
    # the second time nothing is made anew
    for _ in range(2):
        done = CliRunner().invoke(main, [command, "--source", str(tmp_path)])
        assert done.exit_code == 0, done.output
        notes = [line for line in done.stderr.splitlines() if line.startswith("note: ")]
        assert notes[0].startswith("note: the site has ")
        assert any(note.startswith("note: `style.css` has ") for note in notes[1:-1])
        assert notes[-1].startswith("note: DOIs and PMIDs have no addresses: these would take 2 files;")


def test_a_build_counts_its_files(tmp_path: Path) -> None:
    result = build_site(tmp_path, SITE).result
    files = [path for path in (tmp_path / "_site").rglob("*") if path.is_file()]
    assert (result.files, result.parts, result.large) == (len(files), {}, {})
