"""Real .bib files of other projects, which are not part of this repository; see `PAINSITE_FIXTURES`."""

import json
import os
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from painsite.model import Entry, Names
from painsite.problems import RULES, Problem
from painsite.sources.bibtex.reader import parse_bibtex

ROOT = Path(__file__).parent.parent
FIXTURES = (ROOT / os.environ.get("PAINSITE_FIXTURES", "../shared/fixtures")).resolve()
FILES = sorted(path for folder in ("bib", "exporters") for path in (FIXTURES / folder).rglob("*.bib"))
OPENING = re.compile(r"^\s*@\s*(\w+)\s*[{(]")
NO_ENTRY = {"comment", "preamble", "string", "xdata", "ieeetranbstctl", "control"}
TELLS_OF_A_BLOCK = {"bibtex-syntax", "bibtex-stray-text", "bibtex-key", "unknown-bibtex-type"}

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"no fixtures in {FIXTURES}; set PAINSITE_FIXTURES")


def text_of(path: Path) -> str:
    """Decoding is the caller's: here whatever is not UTF-8 is taken for Latin-1."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        return path.read_bytes().decode("latin-1")


@cache
def read(path: Path) -> tuple[str, tuple[Entry, ...], tuple[Problem, ...]]:
    text = text_of(path)
    return text, *parse_bibtex(text, path=path.name)


def entries(name: str) -> dict[str, Entry]:
    path = FIXTURES / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    return {entry.citekey: entry for entry in read(path)[1]}


def described(names: Names) -> list[str]:
    parts = [
        one.literal or " | ".join(part for part in (one.last_name, one.given, one.suffix) if part)
        for one in names.people
    ]
    return [*parts, "et al"] if names.others else parts


def issued(entry: Entry) -> str:
    if not entry.issued:
        return ""
    return f"{entry.issued.start}/{entry.issued.end}" if entry.issued.end else str(entry.issued.start)


def is_large(path: Path) -> bool:
    return path.stat().st_size > 1_000_000


def named(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.torture if is_large(path) else (), id=named(path)) for path in FILES],
)
def test_every_block_is_an_entry_or_a_problem(path: Path) -> None:
    check_blocks(*read(path))


@pytest.mark.parametrize("path", [path for path in FILES if is_large(path)], ids=named)
def test_every_block_in_the_midst_of_a_large_file_is_an_entry_or_a_problem(path: Path) -> None:
    blocks = re.split(r"(?m)^(?=@)", text_of(path))
    text = "".join(blocks[len(blocks) // 2 :][:400])
    check_blocks(text, *parse_bibtex(text, path=path.name))


def check_blocks(text: str, found: tuple[Entry, ...], problems: tuple[Problem, ...]) -> None:
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    openings = [number for number, line in enumerate(lines, start=1) if OPENING.match(line)]
    entry_lines = {entry.places["citekey"][1] for entry in found}
    problem_lines = {problem.place.line for problem in problems if problem.rule in TELLS_OF_A_BLOCK}
    lost = []
    for opening, following in pairwise([*openings, len(lines) + 1]):
        kind = OPENING.match(lines[opening - 1])
        block = set(range(opening, following))
        if kind and kind[1].lower() not in NO_ENTRY and not block & (entry_lines | problem_lines):
            lost.append((opening, lines[opening - 1]))
    assert lost == []
    assert len(found) <= sum(line.count("@") for line in lines)
    assert {problem.rule for problem in problems} <= RULES.keys()


@pytest.mark.parametrize(
    ("name", "count"),
    [
        pytest.param("bib/cdl/cdl.bib", 6315, marks=pytest.mark.torture),
        pytest.param("bib/pybtex/examples/tugboat/tugboat.bib", 2720, marks=pytest.mark.torture),
        ("bib/pybtex/examples/xampl.bib", 36),
        ("bib/biblatex/bibtex/bib/biblatex/biblatex-examples.bib", 90),  # and an @set, and an @xdata
        ("bib/typst-biblatex/tests/fixtures/valid/gral.bib", 83),
        ("bib/typst-biblatex/tests/fixtures/invalid/gral_rep_key.bib", 84),
    ],
)
def test_well_known_files_are_read_whole(name: str, count: int) -> None:
    path = FIXTURES / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    assert len(read(path)[1]) == count


def test_biblatex_examples_are_read() -> None:
    works = entries("bib/biblatex/bibtex/bib/biblatex/biblatex-examples.bib")
    aksin, kant, murray = works["aksin"], works["kant:kpv"], works["murray"]
    assert described(aksin.authors)[:3] == ["Aksın | Özge", "Türkmen | Hayati", "Artok | Levent"]
    assert (aksin.container_title, aksin.volume, aksin.issue, aksin.page_range) == (
        "J. Organomet. Chem.",
        "691",
        "13",
        "3027-3036",
    )
    assert (kant.title, kant.container_title, kant.volume, kant.type) == (
        "Kritik der praktischen Vernunft",
        "Kritik der praktischen Vernunft. Kritik der Urtheilskraft",
        "5",
        "chapter",
    )
    assert len(murray.authors.people) == 14
    assert described(works["vangennep"].authors) == ["van Gennep | Arnold"]
    assert works["sigfridsson"].doi == "10.1002/(sici)1096-987x(199803)19:4<377::aid-jcc1>3.0.co;2-p"
    assert (issued(works["jaffe"]), issued(works["itzhaki"]), issued(works["shore"])) == (
        "1885/1888",
        "1996-03-11",
        "1991-03",
    )
    assert (works["wassenberg"].arxiv, works["wassenberg"].type) == ("1008.2849v1", "article")
    assert works["kastenholz"].title.startswith("Computation of methodology-independent ionic solvation")


def test_the_classic_examples_inherit_as_in_bibtex() -> None:
    works = entries("bib/pybtex/examples/xampl.bib")
    proceedings, gnats, chapter = (
        works["inproceedings-crossref"],
        works["article-crossref"],
        works["inbook-crossref"],
    )
    assert (proceedings.container_title, proceedings.place, proceedings.institution, issued(proceedings)) == (
        "Proc. Fifteenth Annual ACM Symposium on the Theory of Computing",
        "Boston",
        "",
        "1983",
    )
    assert (gnats.container_title, issued(gnats), described(gnats.authors)) == (
        "G-Animal's Journal",
        "1986-07",
        ["Aamport | L[eslie] A."],
    )
    assert (described(chapter.authors), chapter.publisher, issued(chapter)) == (
        ["Knuth | Donald E."],
        "Addison-Wesley",
        "1973",
    )


def test_xdata_and_crossref_are_resolved() -> None:
    works = entries("bib/typst-biblatex/tests/fixtures/valid/cross.bib")
    recursive, pirates = works["recursive"], works["arrgh"]
    assert (recursive.publisher, recursive.place) == ("Macmillan", "New York; London")
    assert (pirates.container_title, pirates.volume, pirates.issue, issued(pirates)) == (
        "Journal of Political Economy",
        "115",
        "6",
        "2007-12",
    )
    assert works["issue201"].aliases == ("unstable", "github")


def test_extended_names_are_read() -> None:
    works = entries("bib/typst-biblatex/tests/fixtures/valid/extended_name_format.bib")
    work = works["vanackooij_dec_2018_LargescaleUnitCommitment"]
    assert described(work.authors)[:2] == ["van Ackooij | W.", "Danti Lopez | I."]


@pytest.mark.parametrize("kind", ["biblatex", "bibtex"])
def test_titles_names_and_dates_are_those_of_citation_js(kind: str) -> None:
    folder = FIXTURES / "exporters/citation-js/packages/plugin-bibtex/test/mapping"
    works = entries(f"exporters/citation-js/packages/plugin-bibtex/test/mapping/{kind}-input.bib")
    differences = []
    for theirs in json.loads((folder / f"{kind}-csl.json").read_text()):
        ours = works[theirs["id"]]
        titles = re.sub(r"<[^>]*>", "", theirs.get("title", "")), ours.title
        names = [described(ours.authors), [_csl_name(one) for one in theirs.get("author", ())]]
        dates = ["-".join(f"{part:02d}" for part in date) for date in theirs.get("issued", {}).get("date-parts", ())]
        if titles[0] != titles[1] or names[0] != names[1] or issued(ours) != "/".join(dates):
            differences.append(theirs["id"])
    # A title's addition is left out there, a name of one word is a family name here, and `et al` no given name.
    known = {"biblatex": ["renner:single", "sarbanes:act", "cdli:Born2019"], "bibtex": []}
    assert differences == known[kind]


def _csl_name(name: dict[str, str]) -> str:
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    last = name.get("literal") or f"{particle} {name['family']}".strip()
    return " | ".join(part for part in (last, name.get("given", ""), name.get("suffix", "")) if part)
