"""Texts that try to break out of a format, and what `check` says of what a format cannot hold."""

from pathlib import Path

import pytest

from painsite.model import Entry, Names, Person
from painsite.pages.losses import export_losses
from painsite.sources.bibtex.reader import parse_bibtex
from tests.support import FIXTURES, KASCH, WEBER, build_site, entry

HOSTILE = {
    "quotes": "\"Quotes\" inside, and an “Other” kind, 'apostrophes'",
    "braces": "{Braces} that }{ match nothing {",
    "tex": r"A backslash \ and \textbf{a command} and $x_1$ & 10% # ~ ^ \\",
    "lines": "Two\nlines\r\nand @article{more, title = {x}}\u2028and another",
    "angles": "<script>alert(1)</script> & <em>",
    "emoji": "Emoji 🦴 and 👩🏽‍⚕️",
    "right-to-left": "العمود الفقري \u202bwith marks\u202c",
    "long": "Pain " * 2000,
    "ends-in-backslash": "ends in a backslash \\",
    "ris": "ER  - and TY  - JOUR",
    "formula": '=HYPERLINK("https://example.org/","Pain")',
    "at": "@kasch-2022 and @string{a = {b}}",
    "semicolons": "one; two\\; three",
    "commas": "one, two and three and others",
}
HOSTILE_ENTRIES = tuple(
    Entry(
        citekey=name,
        path="a.yaml",
        title=text,
        authors=Names(people=(Person(family=text.replace(",", ""), given="H."), Person(literal=text)), others=True),
        container_title=text,
        volume="8",
        tags=(text.replace(";", "").replace("\\", ""), "imaging"),
        headline=text,
        summary=text,
    )
    for name, text in HOSTILE.items()
)


def losses(*entries: Entry) -> list[str]:
    return [str(problem) for problem in export_losses(entries)]


YAML = "bibliography/weber-1983.yaml"
TOLD = [
    (
        'tags: [imaging, "scans; MRI"]\n',
        (
            "5:1: export-loss: reference managers split the tag `scans; MRI` at its semicolon; write it without a"
            " semicolon"
        ),
    ),
    (
        "editors: [{literal: 'Institute of Medicine, US'}]\n",
        (
            "5:1: export-loss: RIS reads what follows the comma in `Institute of Medicine, US` as given names;"
            " write the name without a comma"
        ),
    ),
    (
        "publisher: Springer\ninstitution: University of Oslo\n",
        (
            "6:1: export-loss: RIS and CSL-JSON have room for only one of `publisher` and `institution`, and"
            " leave out the"
            " institution; keep the one that a reference should name"
        ),
    ),
    (
        "event: EuroSpine 2004\n",
        (
            "5:1: export-loss: RIS has no place for the `event` of a work of the type `article-journal`;"
            " use the type `paper-conference` if it is one"
        ),
    ),
    (
        "type: chapter\nisbn: 9780198526636\nissn: 0362-2436\n",
        (
            "7:1: export-loss: RIS has room for only one of `isbn` and `issn`, and leaves out the ISSN;"
            " keep the one by which readers find the work"
        ),
    ),
]


@pytest.mark.parametrize(("yaml", "told"), TOLD)
def test_what_a_format_cannot_hold_is_told_with_place_and_remedy(yaml: str, told: str) -> None:
    assert losses(entry("weber-1983", WEBER + yaml)) == [f"{YAML}:{told}"]


def test_control_characters_are_told_of_with_their_field() -> None:
    work = Entry(citekey="a", path="a.yaml", title="Pain\x07", tags=("\x1bscan",), places={"title": ("a.yaml", 2, 1)})
    assert losses(work) == [
        "a.yaml:2:1: export-loss: `title` contains the control character U+0007, which exports leave out; remove it",
        "a.yaml:1:1: export-loss: `tags` contains the control character U+001B, which exports leave out; remove it",
    ]


def test_a_citekey_that_bibtex_cannot_have_is_told_of() -> None:
    works = [Entry(citekey=key, path=f"{key}.yaml", title="Pain") for key in ("kasch-2022", "kasch,2022", "o'mara")]
    assert losses(*works) == [
        (
            "kasch,2022.yaml:1:1: export-loss: the citekeys `kasch-2022` and `kasch,2022` are both `kasch-2022` in"
            " BibTeX; rename one of them, and keep its old key among `aliases`"
        ),
        (
            "o'mara.yaml:1:1: export-loss: BibTeX does not allow the citekey `o'mara`, which becomes `o-mara` there;"
            " rename it, and keep the old key among `aliases`"
        ),
    ]


def test_a_kept_field_of_bibtex_that_cannot_be_written_again_is_told_of() -> None:
    work = Entry(citekey="a", path="a.bib", title="Pain", bibtex_fields={"chapter": "{2", "note": "{", "part": "{1}"})
    assert losses(work) == [
        (
            "a.bib:1:1: export-loss: the BibTeX field `chapter` is left out of exports, since it cannot be written"
            " as valid BibTeX; make sure that its braces match and that it does not end with a backslash"
        )
    ]


def test_a_type_that_zotero_drops_is_told_of() -> None:
    (work,), _ = parse_bibtex("@strange{a, title = {Pain}}", path="a.bib")
    assert losses(work) == [
        (
            "a.bib:1:10: export-loss: Zotero leaves out BibTeX entries of the type `@strange`;"
            " use a type of BibLaTeX, such as `@misc`"
        )
    ]


def test_a_report_has_room_for_both_of_its_numbers() -> None:
    both = "type: report\nisbn: 9780198526636\nissn: 0362-2436\n"
    assert losses(entry("weber-1983", WEBER + both)) == []


@pytest.mark.parametrize("name", ["quotes", "braces", "tex", "lines", "emoji", "right-to-left", "long", "formula"])
def test_what_every_format_can_hold_is_no_problem(name: str) -> None:
    text = HOSTILE[name]
    assert losses(Entry(citekey=name, path="a.yaml", title=text, headline=text, tags=("back pain",))) == []


def test_of_a_thousand_works_few_are_told_of_and_truly() -> None:
    path = FIXTURES / "zheln" / "zheln-pain-1000.bib"
    if not path.is_file():
        pytest.skip(f"PAINSITE_FIXTURES: there is no file {path}")
    told = losses(*parse_bibtex(path.read_text(encoding="utf-8"), path="a.bib")[0])
    assert 0 < len(told) < 20
    # names of groups that a database has run together with somebody's
    assert all("RIS reads what follows the comma in" in one for one in told)


def test_check_tells_of_losses_and_a_site_without_exports_does_not(tmp_path: Path) -> None:
    built = build_site(tmp_path, {YAML: WEBER + "event: EuroSpine 2004\n"})
    assert [problem.partition(": ")[2].partition(":")[0] for problem in built.problems] == ["export-loss"]
    assert build_site(tmp_path, {"bibliography/site.yaml": "features: {exports: false}\n"}).problems == []


def test_a_loss_that_an_edit_brings_or_mends_is_told_of_as_after_a_first_build(tmp_path: Path) -> None:
    other = {"bibliography/kasch-2022.yaml": KASCH}
    build_site(tmp_path, {YAML: WEBER, **other})
    for yaml, count in ((WEBER + "event: EuroSpine 2004\n", 1), (WEBER + "event: EuroSpine\n", 1), (WEBER, 0)):
        assert len(build_site(tmp_path, {YAML: yaml}).problems) == count
