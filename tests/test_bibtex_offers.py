"""What .bib files of one site take from each other: macros, and the parents of `crossref` and `xdata`."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from painsite.sources.bibtex.lending import NOTHING
from painsite.sources.bibtex.offers import lend, read_offers
from painsite.sources.bibtex.reader import BibtexFile, read_bibtex
from tests.support import build_site

PAPER = "@inproceedings{paper, title = {Sorting}, author = {Knuth, D}, crossref = {stoc}}"
HOUSE = "@xdata{house, publisher = {ACM}, location = {Boston and York}}\n"
STOC = "@proceedings{stoc, title = {Symposium}, year = 1983, publisher = acm, doi = {10.1145/800061}}"


def read(texts: Mapping[str, str]) -> tuple[dict[str, BibtexFile], list[str]]:
    """Read .bib files as a build does; give them by path, and all problems."""
    asks = {path: read_bibtex(text, path=path).asks for path, text in texts.items()}
    offers = {path: read_offers(text, path=path) for path, text in texts.items()}
    lending = lend({path: asked for path, asked in asks.items() if asked}, offers)
    files = {path: read_bibtex(text, path=path, lent=lending.lent.get(path, NOTHING)) for path, text in texts.items()}
    problems = {*lending.problems, *(problem for file in files.values() for problem in file.problems)}
    return files, [str(problem) for problem in sorted(problems)]


@pytest.mark.parametrize(
    ("texts", "journal"),
    [
        ({"a.bib": "", "b.bib": '@string{sp = "Spine"}'}, "Spine"),
        ({"a.bib": "", "b.bib": "@string{SP = {Spine}}"}, "Spine"),
        ({"a.bib": '@string{sp = "Spine"}', "b.bib": '@string{sp = "Lancet"}'}, "Spine"),
        ({"a.bib": "", "b.bib": '@string{sp = "The " # spine}', "c.bib": '@string{spine = "Spine"}'}, "The Spine"),
        ({"a.bib": '@string{spine = "S"}', "b.bib": '@string{sp = "The " # spine}'}, "The S"),
        ({"a.bib": "", "b.bib": '@string{sp = spine}\n@string{spine = "Spine"}'}, "Spine"),
        ({"a.bib": "@string{sp = sp # {!}}", "b.bib": '@string{sp = "Spine"}'}, "Spine!"),
        ({"a.bib": "@string{sp = x}", "b.bib": "@string{x = y}", "c.bib": "@string{y = {Spine}}"}, "Spine"),
    ],
)
def test_a_macro_may_be_defined_in_another_file(texts: dict[str, str], journal: str) -> None:
    texts["a.bib"] += "\n@article{weber, title = {Lumbar disc herniation}, journal = sp}"
    files, problems = read(texts)
    assert files["a.bib"].entries[0].container_title == journal
    assert [line for line in problems if "a.bib" in line] == []


def test_months_and_own_macros_come_before_those_of_other_files() -> None:
    article = "@string{sp = {Spine}}\n@article{weber, title = {Discs}, journal = sp, year = 1983, month = mar}"
    files, problems = read({"a.bib": article, "b.bib": "@string{sp = {S}}\n@string{mar = {May}}"})
    (weber,) = files["a.bib"].entries
    assert (weber.container_title, str(weber.issued and weber.issued.start), problems) == ("Spine", "1983-03", [])


def test_macros_that_name_each_other_in_a_circle_stand_for_their_names() -> None:
    article = "@article{weber, title = {Discs}, journal = sp}"
    files, problems = read({"a.bib": article, "b.bib": "@string{sp = x}", "c.bib": "@string{x = sp}"})
    assert files["a.bib"].entries[0].container_title in {"sp", "x"}
    assert [line for line in problems if "bibtex-undefined-string" not in line] == []


def test_a_parent_may_be_in_another_file_with_what_it_takes_from_others_itself() -> None:
    files, problems = read({
        "a.bib": PAPER,
        "sub/b.bib": f"{STOC}\n",
        "sub/c.bib": "@string{acm = {ACM Press}}",
    })  # fmt: skip
    (paper,) = files["a.bib"].entries
    assert (paper.container_title, paper.publisher, paper.doi, problems) == ("Symposium", "ACM Press", "", [])
    assert paper.places["publisher"] == ("sub/b.bib", 1, 54)


@pytest.mark.parametrize(
    ("own", "other", "name", "value"),
    [
        ("crossref = {old}", "@proceedings{stoc, ids = {old, older}, title = {S}}", "container_title", "S"),
        ("crossref = {STOC}", "@proceedings{stoc, title = {S}}", "container_title", "S"),
        ("crossref = {stoc}", "@proceedings{stoc, booktitle = {S}}", "container_title", "S"),
        ("crossref = {stoc}", "@proceedings{stoc, title = {S}, options = {dataonly}}", "container_title", "S"),
        ("crossref = {stoc}", f"{HOUSE}@book{{stoc, publisher = {{xdata=house-publisher}}}}", "publisher", "ACM"),
        ("xdata = {house}", HOUSE, "publisher", "ACM"),
        ("xdata = {all}", f"{HOUSE}@xdata{{all, xdata = {{house}}}}", "publisher", "ACM"),
        ("xdata = {house, home}", f"{HOUSE}@xdata{{home, volume = 8}}", "volume", "8"),
        ("publisher = {xdata=house-publisher}", HOUSE, "publisher", "ACM"),
        ("location = {xdata=house-location-2}", HOUSE, "place", "York"),
    ],
)
def test_every_kind_of_parent_may_be_in_another_file(own: str, other: str, name: str, value: str) -> None:
    files, problems = read({"a.bib": f"@inproceedings{{paper, title = {{Sorting}}, {own}}}", "b.bib": other})
    assert (getattr(files["a.bib"].entries[0], name), problems) == (value, [])


def test_a_parent_in_the_same_file_comes_first_and_may_have_one_elsewhere() -> None:
    files, problems = read({
        "a.bib": f"{PAPER}\n@proceedings{{stoc, title = {{Ours}}, crossref = {{all}}}}",
        "b.bib": "@proceedings{stoc, title = {Theirs}}\n@mvproceedings{all, title = {All}, publisher = {ACM}}",
    })  # fmt: skip
    paper, stoc = files["a.bib"].entries
    assert (paper.container_title, paper.publisher, stoc.main_title, problems) == ("Ours", "ACM", "All", [])


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (
            {"a.bib": PAPER, "b.bib": "@string{stoc = {x}}"},
            (
                "a.bib:1:63: bibtex-crossref: `crossref` names `stoc`, but no .bib file has an entry with this key; "
                "add it, or correct the key"
            ),
        ),
        (
            {
                "a.bib": "@article{weber, title = {Discs},\n journal = sp}",
                "b.bib": "@string{sp = {Spine}}",
                "c.bib": "\n@string{sp = {The Spine Journal}}",
            },
            (
                "a.bib:2:12: bibtex-ambiguous: the macro `sp` is `Spine` at b.bib:1:1 but `The Spine Journal` at "
                "c.bib:2:1, and the first is used; define it in this file too"
            ),
        ),
        (
            {
                "a.bib": PAPER,
                "b.bib": "@proceedings{stoc, title = {Symposium}, year = 1983}",
                "c.bib": "@proceedings{stoc, title = {Symposium}, year = 1984}",
            },
            (
                "a.bib:1:63: bibtex-ambiguous: the parent `stoc` is at b.bib:1:14 and, with other fields, at "
                "c.bib:1:14, and the first is used; remove one of them"
            ),
        ),
        (
            {"a.bib": PAPER, "b.bib": "@proceedings{stoc, title = {S}, crossref = {paper}}"},
            "a.bib:1:63: bibtex-crossref: `crossref` leads from `paper` back to itself; remove one of the links",
        ),
        (
            {"a.bib": PAPER, "b.bib": "@proceedings{stoc, title = {S}, crossref = {lost}}"},
            (
                "b.bib:1:33: bibtex-crossref: `crossref` names `lost`, but no .bib file has an entry with this key; "
                "add it, or correct the key"
            ),
        ),
        (
            {"a.bib": PAPER, "b.bib": "@proceedings{stoc, title = {S}, isbn = {1}}"},
            "b.bib:1:33: bad-isbn: `1` is not an ISBN; write its 10 or 13 digits, as in `978-0-19-852663-6`",
        ),
    ],
)
def test_what_is_wrong_is_told_once_and_at_its_place(texts: dict[str, str], problem: str) -> None:
    files, problems = read(texts)
    assert problems == [problem]
    assert files["a.bib"].entries[0].title


def test_files_that_agree_are_not_ambiguous() -> None:
    strings, whole = "@string{sp = {Spine}}", "@proceedings{stoc, title = {Symposium}}"
    files, problems = read({
        "a.bib": f"{PAPER}\n@article{{weber, title = {{Discs}}, journal = sp}}",
        "b.bib": f"{strings}\n{whole}",
        "c.bib": f"% the same\n{whole}\n{strings}",
    })  # fmt: skip
    assert ([entry.container_title for entry in files["a.bib"].entries], problems) == (["Symposium", "Spine"], [])


def test_what_a_file_is_lent_is_what_it_asks_for_and_nothing_else() -> None:
    offered = "@string{sp = {Spine}}\n@string{lancet = {Lancet}}\n@book{stoc, title = {S}}\n@book{other, title = {O}}"
    asks = read_bibtex(f"{PAPER}\n@article{{weber, title = {{D}}, journal = sp}}", path="a.bib").asks
    lending = lend({"a.bib": asks}, {"b.bib": read_offers(offered, path="b.bib")})
    assert (set(lending.lent["a.bib"].macros), set(lending.lent["a.bib"].parents)) == ({"sp"}, {"stoc"})


@pytest.mark.parametrize("length", [3, 1500, pytest.param(5000, marks=pytest.mark.torture)])
def test_chains_through_many_macros_and_parents_of_two_files_end(length: int) -> None:
    files = {"a.bib": ["@article{weber, title = {Discs}, journal = m0, crossref = {p0}}"], "b.bib": [""]}
    for number in range(length):
        file = files["b.bib" if number % 2 == 0 else "a.bib"]
        file.append(f"@string{{m{number} = m{number + 1}}}")
        file.append(f"@book{{p{number}, title = {{T}}, crossref = {{p{number + 1}}}}}")
    files["b.bib"] += [f"@string{{m{length} = {{Spine}}}}", f"@book{{p{length}, title = {{T}}, publisher = {{ACM}}}}"]
    found, problems = read({path: "\n".join(blocks) for path, blocks in files.items()})
    weber = found["a.bib"].entries[0]
    assert (weber.container_title, weber.publisher, problems) == ("Spine", "ACM", [])


def test_macros_that_double_across_files_are_bounded() -> None:
    files = {"a.bib": ["@article{weber, title = {Discs}, journal = m0}"], "b.bib": [""]}
    for number in range(60):
        files["b.bib" if number % 2 == 0 else "a.bib"].append(f"@string{{m{number} = m{number + 1} # m{number + 1}}}")
    files["b.bib"].append("@string{m60 = {Spine}}")
    found, problems = read({path: "\n".join(blocks) for path, blocks in files.items()})
    assert len(found["a.bib"].entries[0].container_title) < 200_000
    assert any("bibtex-limit: the macros of this value make it too long" in line for line in problems)


def test_a_site_finds_macros_and_parents_in_all_its_folders(tmp_path: Path) -> None:
    built = build_site(
        tmp_path,
        {
            "bibliography/refs.bib": f"{PAPER}\n@article{{weber, title = {{Discs}}, journal = sp, year = 1983}}",
            "bibliography/shared/strings.bib": "@string{sp = {Spine}}\n@string{acm = {ACM Press}}",
            "bibliography/shared/proceedings.bib": STOC,
        },
    )
    assert built.problems == []
    assert "Spine" in built.text("bibliography/weber/index.html")
    assert "Symposium" in built.text("bibliography/paper/index.html")
    assert "ACM Press" in built.text("bibliography/paper/index.html")
