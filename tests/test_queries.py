"""Questions to a bibliography, answered in the terminal: `list`, `show`, `cite`."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from painsite.cli import main
from painsite.queries.listing import COLUMNS, format_table
from tests.support import write_site

SITE = {
    "bibliography/site.yaml": "url: https://example.org/\n",
    "bibliography/kasch-2022.yaml": (
        "title: Association of Lumbar MRI Findings\nauthors: [Kasch R, Bülow R]\ndate: 2022-02-01\n"
        "journal: Spine\nvolume: 47\npages: 201-211\ndoi: 10.5555/Kasch\naliases: [kasch22]\n"
        "headline: Worn discs say little\ntags: [imaging, back-pain]\nstudy: {design: cohort, participants: 3369}\n"
        "commentary: See @weber-1983. Much else [@missing-1990].\nadded: 2026-11-20\n"
    ),
    "bibliography/weber-1983.yaml": (
        "title: Lumbar disc herniation\nauthors: [Weber H]\nyear: 1983\npmid: 6857385\ntags: [Imaging]\n"
        "study: {design: randomised controlled trial}\nworks_cited: [doi:10.5555/kasch, doi:10.5555/other]\n"
        "todo: get the full text\n"
    ),
    "bibliography/draft-2020.yaml": "title: =A draft\nyear: 2020\ndraft: true\n",
    "bibliography/undated.yaml": "title: 腰痛の長い題名は端末の二列を取る\njournal: Spine\n",
    "bibliography/articles/guide.md": "---\ntitle: The Guide\n---\nAs @kasch22 found, discs wear.\n",
}


def painsite(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"), SITE)


def listed(site: Path, *arguments: str) -> list[str]:
    result = painsite("list", "--source", site, "--columns", "citekey", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.split()


@pytest.mark.parametrize(
    ("arguments", "citekeys"),
    [
        ((), ["kasch-2022", "weber-1983", "undated"]),
        (("--tag", "imaging"), ["kasch-2022", "weber-1983"]),
        (("--tag", "Imaging", "--tag", "back pain"), ["kasch-2022"]),
        (("--study", "cohort", "--study", "trial"), ["kasch-2022", "weber-1983"]),
        (("--year", "1983"), ["weber-1983"]),
        (("--year", "none"), ["undated"]),
        (("--journal", "spine"), ["kasch-2022", "undated"]),
        (("--with", "commentary"), ["kasch-2022"]),
        (("--without", "with"), ["weber-1983", "undated"]),
        (("--without", "tag"), ["undated"]),
        (("bulow",), ["kasch-2022"]),
        (("DISC",), ["kasch-2022", "weber-1983"]),
        (("disc", "weber"), ["weber-1983"]),
        (("--sort", "cited"), ["kasch-2022", "weber-1983", "undated"]),
        (("--sort", "citekey"), ["kasch-2022", "undated", "weber-1983"]),
        (("--sort", "evidence"), ["weber-1983", "kasch-2022", "undated"]),
        (("--drafts", "--year", "2020"), ["draft-2020"]),
    ],
)
def test_entries_are_narrowed_and_sorted_as_on_the_page_of_all(
    site: Path, arguments: tuple[str, ...], citekeys: list[str]
) -> None:
    assert listed(site, *arguments) == citekeys


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--tag", "imagin"), "painsite: no entry has `imagin` for --tag; did you mean `imaging`?\n"),
        (("--status", "gone"), "painsite: no entry has `gone` for --status; no entry has any\n"),
        (("--year", "7"), "painsite: no entry has `7` for --year; use one of: 2022, 1983, none\n"),
    ],
)
def test_a_value_that_no_entry_has_is_named_with_what_there_is(
    site: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = painsite("list", "--source", site, *arguments)
    assert (result.exit_code, result.stderr) == (2, message)


def test_an_unknown_column_is_named_with_the_nearest(site: Path) -> None:
    result = painsite("list", "--source", site, "--columns", "citekey,titel")
    assert result.exit_code == 2
    assert "there is no column `titel`; did you mean `title`?" in result.stderr


def test_without_a_terminal_columns_are_divided_by_tabs(site: Path) -> None:
    result = painsite("list", "--source", site, "--year", "2022")
    assert result.stdout == "kasch-2022\tKasch 2022\t1\tWorn discs say little\n"


def test_every_column_has_its_value(site: Path) -> None:
    result = painsite("list", "--source", site, "--year", "2022", "--columns", ",".join(COLUMNS), "--format", "json")
    assert json.loads(result.stdout) == [
        {
            "citekey": "kasch-2022",
            "label": "Kasch 2022",
            "name": "Worn discs say little",
            "headline": "Worn discs say little",
            "title": "Association of Lumbar MRI Findings",
            "authors": ["Kasch", "Bülow"],
            "journal": "Spine",
            "year": 2022,
            "date": "2022-02-01",
            "added": "2026-11-20",
            "type": "article-journal",
            "study": "cohort",
            "design": "cohort",
            "level": "",
            "tags": ["imaging", "back-pain"],
            "with": ["commentary"],
            "status": "",
            "summary": "",
            "address": "/bibliography/kasch-2022/",
            "cited": 1,
            "doi": "10.5555/kasch",
            "pmid": "",
            "place": "bibliography/kasch-2022.yaml:1:1",
        }
    ]


def test_a_table_for_programs_runs_no_formula(site: Path) -> None:
    result = painsite(
        "list", "--source", site, "--drafts", "--year", "2020", "--columns", "citekey,title", "--format", "csv"
    )
    assert list(csv.reader(io.StringIO(result.stdout))) == [["citekey", "title"], ["draft-2020", "'=A draft"]]


def test_on_a_terminal_no_line_is_wider_than_it_in_any_script() -> None:
    rows = [
        {"citekey": "undated", "title": "腰痛の長い題名は端末の二列を取る"},
        {"citekey": "kasch-2022", "title": "Worn discs"},
        {"citekey": "weber-1983", "title": "Lumbar disc herniation, a controlled study"},
    ]
    lines = format_table(rows, ("citekey", "title"), 36).splitlines()
    assert lines == [
        "undated     腰痛の長い題名は端末の …",
        "kasch-2022  Worn discs",
        "weber-1983  Lumbar disc herniation,…",
    ]
    assert max(map(cell_len, lines)) <= 36


def test_what_is_known_of_an_entry_is_shown_with_who_cites_it(site: Path) -> None:
    result = painsite("show", "--source", site, "10.5555/KASCH")
    assert result.stdout == (
        "kasch-2022: Kasch 2022\n"
        "  kind                entry\n"
        "  place               bibliography/kasch-2022.yaml:1:1\n"
        "  address             https://example.org/bibliography/kasch-2022/\n"
        "  title               Association of Lumbar MRI Findings\n"
        "  reference           Kasch R, Bülow R. Association of Lumbar MRI Findings. Spine. 2022 Feb\n"
        "                      1;47:201–11.\n"
        "  doi                 10.5555/kasch\n"
        "  headline            Worn discs say little\n"
        "  study design        cohort\n"
        "  study participants  3369\n"
        "  tags                imaging, back-pain\n"
        "  aliases             kasch22\n"
        "  cited by (1)\n"
        "    guide: The Guide\n"
        "      “As Kasch 2022 found, discs wear.”\n"
        "  cites (1)\n"
        "    weber-1983: Weber 1983\n"
        "  missing             abstract, summary\n"
    )


def test_programs_get_the_same_as_an_object(site: Path) -> None:
    known = json.loads(painsite("show", "--source", site, "pmid:6857385", "--format", "json").stdout)
    assert known["cited_by"] == [{"citekey": "kasch-2022", "label": "Kasch 2022", "sentences": ["See Weber 1983."]}]
    assert (known["works_cited"], known["works_cited_here"]) == (2, ["kasch-2022"])
    assert known["missing"] == ["abstract", "headline", "summary", "commentary"]
    assert known["todo"] == "get the full text"


def test_an_article_is_shown_too(site: Path) -> None:
    known = json.loads(painsite("show", "--source", site, "guide", "--format", "json").stdout)
    assert known["cites"] == [{"citekey": "kasch-2022", "label": "Kasch 2022"}]


@pytest.mark.parametrize("command", ["show", "cite"])
@pytest.mark.parametrize(
    ("key", "remedy"), [("wber-1983", "did you mean `weber-1983`?"), ("zzz", "`painsite list` has all")]
)
def test_an_unknown_key_is_named_with_the_nearest(site: Path, command: str, key: str, remedy: str) -> None:
    result = painsite(command, "--source", site, key)
    assert result.exit_code == 2
    assert result.stderr == f"painsite: no entry or article is called `{key}`; {remedy}\n"


def test_references_stand_in_the_order_of_the_keys(site: Path) -> None:
    result = painsite("cite", "--source", site, "weber-1983", "@kasch22")
    assert result.stdout.splitlines() == [
        "Weber H. Lumbar disc herniation. 1983.",
        "Kasch R, Bülow R. Association of Lumbar MRI Findings. Spine. 2022 Feb 1;47:201–11.",
    ]


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (("--style", "apa"), "Kasch, R., & Bülow, R. (2022). Association of Lumbar MRI Findings. Spine, 47, 201–211."),
        (("--style", "apa", "--html"), "Kasch, R., &amp; Bülow, R. (2022). Association of Lumbar MRI Findings. <em>"),
        (("--style", "bibtex"), "@article{kasch-2022,"),
        (("--style", "ris"), "TY  - JOUR"),
    ],
)
def test_a_reference_is_written_in_each_style(site: Path, options: tuple[str, ...], begins: str) -> None:
    assert painsite("cite", "--source", site, "kasch-2022", *options).stdout.startswith(begins)


def test_several_references_are_one_file_for_programs(site: Path) -> None:
    result = painsite("cite", "--source", site, "kasch-2022", "weber-1983", "--style", "csl-json")
    assert [record["id"] for record in json.loads(result.stdout)] == ["kasch-2022", "weber-1983"]


def test_an_article_has_no_reference(site: Path) -> None:
    result = painsite("cite", "--source", site, "guide")
    assert result.stderr == "painsite: `guide` is an article, which has no reference; name an entry\n"


def test_questions_write_nothing_but_the_cache(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    painsite("list", "--source", tmp_path)
    after = sorted(path for path in tmp_path.rglob("*") if path.is_file() and ".painsite" not in path.parts)
    assert after == before
