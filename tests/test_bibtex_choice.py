"""What a .bib file holds and nobody can use is left out with a warning; whatever else it holds is published."""

from pathlib import Path

import pytest

from painsite.build.run import run
from painsite.build.start import Options
from painsite.problems import RULES
from painsite.sources.bibtex.encoding import as_utf8
from tests.support import Built, build_site, silent

WEBER = "@article{weber-1983, author = {Weber, H}, title = {Lumbar disc herniation}, year = 1983}\n"
BOOS = "@article{boos-1995, author = {Boos, N}, title = {The diagnostic accuracy of MRI}, year = 1995}\n"


def build_bib(root: Path, *files: str, text: str = "") -> Built:
    """Build a site of .bib files, `a.bib` and `b.bib`, and of an article with this text."""
    sources = {f"bibliography/{name}.bib": content for name, content in zip("ab", files, strict=False)}
    article = {"bibliography/articles/guide.md": f"---\ntitle: A guide\n---\n{text}\n"} if text else {}
    return build_site(root, {**sources, **article})


def test_every_rule_about_bibtex_is_a_warning() -> None:
    rules = [rule for rule in RULES if rule.startswith(("bibtex-", "unknown-bibtex"))]
    assert {RULES[rule].severity for rule in rules} == {"warning"}


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (
            "@article{boos-1995, author = {Boos, N}, year = 1995}",
            (
                "2:10: bibtex-title: the entry `boos-1995` is left out, since it has no title;"
                " add one, here or in a YAML file with this citekey"
            ),
        ),
        ("@book{, title = {Pain}}", "2:1: bibtex-key: `@book` `Pain` has no citekey and is left out;"),
        ("@book{Boos 1995, title = {Pain}}", "2:1: bibtex-key: `Boos 1995` cannot be a citekey, and"),
        ("@book{boos-1995, title {Pain}}", "2:18: bibtex-syntax: `@book{boos-1995` is not read:"),
        ("@book{boos-1995, title = {Pain}", "2:1: bibtex-syntax: `@book{boos-1995` is not read: it does not end;"),
        (
            WEBER,
            (
                "2:10: bibtex-duplicate-key: the entry `weber-1983` is left out, since the same entry is at"
                " bibliography/a.bib:1:10; remove one of them"
            ),
        ),
        (
            WEBER.replace("1983}", "1984}"),
            (
                "2:10: bibtex-duplicate-key: the entry `weber-1983` is left out, since another version of it is"
                " at bibliography/a.bib:1:10; remove one of them"
            ),
        ),
        (
            BOOS.replace("boos-1995", "weber-1983"),
            (
                "2:10: bibtex-duplicate-key: the entry `weber-1983` is left out, since another work has its citekey"
                " at bibliography/a.bib:1:10; change one of the citekeys"
            ),
        ),
        (
            BOOS.replace("boos-1995", "Weber-1983"),
            (
                "2:10: bibtex-duplicate-key: the entry `Weber-1983` is left out, since it would have the address of"
                " `weber-1983` at bibliography/a.bib:1:10; citekeys must differ by more than case"
            ),
        ),
        (
            BOOS.replace("year", "ids = {weber-1983}, year"),
            (
                "2:83: bibtex-duplicate-key: the alias `weber-1983` already belongs to `weber-1983` at"
                " bibliography/a.bib:1:10; remove it from one of them"
            ),
        ),
        (
            BOOS.replace("}, title", "} title"),
            "2:39: bibtex-comma: no comma between `author` and `title`; add one after the value of `author`",
        ),
        ("@set{both, entryset = {weber-1983, boos-1995}}", "2:6: unknown-bibtex-type: the set `both` is not read;"),
    ],
)
def test_the_rest_of_a_file_is_published(tmp_path: Path, block: str, problem: str) -> None:
    built = build_bib(tmp_path, WEBER + block)
    assert [line.startswith(f"bibliography/a.bib:{problem}") for line in built.problems] == [True]
    assert built.result.errors == 0
    assert (built.output / "bibliography/weber-1983/index.html").is_file()


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("@article{boos-1995, year = 1995}", "10 is left out, since it has no title"),
        ("@book{boos-1995, title {Pain}}", "7 is left out, since it does not parse"),
        ("@xdata{boos-1995, title = {Pain}}", "8 is left out, since it only contains data for other entries"),
        ("@set{boos-1995, entryset = {weber-1983}}", "6 is left out, since it is a set of other entries"),
    ],
)
def test_a_citation_of_what_is_left_out_is_an_error_that_says_why(tmp_path: Path, block: str, reason: str) -> None:
    built = build_bib(tmp_path, WEBER + block, text="Discs [@boos-1995].")
    column, _, rest = reason.partition(" ")
    assert [line for line in built.problems if "unknown-citekey" in line] == [
        (
            f"bibliography/articles/guide.md:4:8: unknown-citekey: `boos-1995`, which is at bibliography/a.bib:2:"
            f"{column}, {rest}; correct the .bib file, or remove the citekey here"
        )
    ]
    assert built.result.errors == 1


def test_a_field_that_names_what_is_left_out_says_why(tmp_path: Path) -> None:
    files = {
        "bibliography/a.bib": "@article{boos-1995, year = 1995}",
        "bibliography/weber-1983.yaml": "title: Lumbar disc herniation\nrelated: [boos-1995]\n",
    }
    assert build_site(tmp_path, files).problems[-1] == (
        "bibliography/weber-1983.yaml:2:1: unknown-citekey: `related` names `boos-1995`, which is at"
        " bibliography/a.bib:1:10, is left out, since it has no title; correct the .bib file, or remove the"
        " citekey here"
    )


def test_a_citekey_of_two_works_may_not_be_cited(tmp_path: Path) -> None:
    other = BOOS.replace("boos-1995", "weber-1983")
    built = build_bib(tmp_path, WEBER, other, text="Discs [@weber-1983].")
    assert built.problems[0] == (
        "bibliography/articles/guide.md:4:8: ambiguous-citekey: `weber-1983` names two works, at"
        " bibliography/a.bib:1:10 and bibliography/b.bib:1:10; change one of the citekeys"
    )
    assert (built.result.errors, built.result.warnings) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        WEBER,
        WEBER.replace("1983}", "1984}"),
        WEBER.replace("disc herniation", "Disc {Herniation}"),
        "@book{weber-1983}",
    ],
)
def test_a_citekey_of_one_work_in_two_files_may_be_cited(tmp_path: Path, other: str) -> None:
    built = build_bib(tmp_path, WEBER, other, text="Discs [@weber-1983].")
    assert (built.result.errors, built.result.warnings) == (0, 1)


def test_an_entry_without_a_title_gives_way_to_one_with_a_title(tmp_path: Path) -> None:
    built = build_bib(tmp_path, "@book{weber-1983}", WEBER, text="Discs [@weber-1983].")
    assert (built.result.errors, built.result.entries) == (0, 1)


def test_a_yaml_file_adds_the_title_that_is_missing(tmp_path: Path) -> None:
    files = {"bibliography/a.bib": "@book{pain, publisher = {IASP}}", "bibliography/pain.yaml": "title: Pain\n"}
    built = build_site(tmp_path, files)
    assert (built.problems, built.result.entries) == ([], 1)


def test_a_yaml_file_over_what_is_left_out_says_why(tmp_path: Path) -> None:
    files = {"bibliography/a.bib": "@book{pain, title {Pain}}", "bibliography/pain.yaml": "headline: It hurts\n"}
    assert build_site(tmp_path, files).problems[1] == (
        "bibliography/pain.yaml:1:1: orphan-overlay: `pain` has no `title`, and the BibTeX entry at"
        " bibliography/a.bib:1:7 is left out, since it does not parse; correct the .bib file, or add a `title`"
    )


def test_a_strict_build_publishes_nothing_where_an_entry_is_left_out(tmp_path: Path) -> None:
    build_bib(tmp_path, WEBER + "@book{pain}")
    result = run(tmp_path, tmp_path / "strict", Options(strict=True, index=False), progress=silent)
    assert (result.warnings, result.written, (tmp_path / "strict" / "index.html").exists()) == (1, 0, False)


MUELLER = "@article{m, author = {Müller, José}, title = {Rücken – Ärzte}}\n"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("% Encoding: UTF-8\n", "utf-8"),
        ("% Encoding: windows-1252\n", "cp1252"),
        ("% Encoding: Cp1252\n", "cp1252"),
        ("% This file was created with JabRef 2.10.\n% Encoding: MacRoman\n\n", "mac-roman"),
        ("% -*- coding: windows-1252 -*-\n", "cp1252"),
        ("% !TeX encoding = Windows-1252\n", "cp1252"),
        ("", "utf-16"),
        ("% Encoding: UTF-16\n", "utf-16"),
        ("% Encoding: UTF-16LE\n", "utf-16-le"),
        ("% Encoding: ISO8859_1\n", "utf-8"),  # what is UTF-8 is nothing else by chance
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_declares(head: str, encoding: str) -> None:
    content = (head + MUELLER).encode(encoding)
    if encoding == "utf-16-le":  # without a mark nothing says so in letters that can be read
        assert as_utf8(content) == content
    else:
        assert as_utf8(content).decode().removeprefix("\ufeff") == head + MUELLER


@pytest.mark.parametrize("head", ["", "% Encoding: UTF-8\n", "% Encoding: rot13\n", "% Encoding: nothing\n"])
def test_no_encoding_is_guessed(head: str) -> None:
    content = (head + MUELLER).encode("cp1252")
    assert as_utf8(content) == content
