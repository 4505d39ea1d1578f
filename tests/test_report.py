"""What `painsite report` finds to do next."""

import json
from pathlib import Path

import pytest

from tests.support import write_site
from tests.test_queries import painsite

RETRACTIONS = (
    "Record ID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,Reason,Title\n"
)
SITE = {
    "bibliography/kasch-2022.yaml": (
        "title: Lumbar MRI\nauthors: [Kasch R]\nyear: 2022\ndoi: 10.5555/kasch\nsummary: Weak links.\n"
        "commentary: See @weber-1983.\ntags: [imaging, lonely]\n"
    ),
    "bibliography/weber-1983.yaml": (
        "title: Disc herniation\nauthors: [Weber H]\nyear: 1983\njournal: Spine\ntags: [imaging]\n"
    ),
    "bibliography/boos-1995.yaml": "title: Never cited\nyear: 2025\ntype: book\n",
    "bibliography/draft-2024.yaml": "title: A draft\nyear: 2024\ndraft: true\ntype: book\ntodo: get the full text\n",
    "bibliography/articles/guide.md": (
        "---\ntitle: The Guide\nreviewed: 2020-01-01\n---\nSee @weber-1983 and @kasch-2022.\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"), SITE)


def test_what_to_do_comes_with_its_place_and_what_to_do_about_it(site: Path) -> None:
    result = painsite("report", "--source", site, "--today", "2026-11-30")
    assert result.stdout == (
        "Cited most, without commentary or summary: 1\n"
        "  say in `summary` and `commentary` what it means\n"
        "    bibliography/weber-1983.yaml:1:1: Weber 1983: Disc herniation (cited by 2 texts; no summary and no"
        " commentary)\n"
        "\n"
        "Reviews overdue: 1\n"
        "  read it again, and set `reviewed` to that day\n"
        "    bibliography/articles/guide.md:3:1: `guide` was last reviewed 2020-01-01, more than 24 months ago\n"
        "\n"
        "Old, and cited: 1\n"
        "  see whether there is newer evidence\n"
        "    bibliography/weber-1983.yaml:3:1: `weber-1983` is of 1983, and 2 texts cite it\n"
        "\n"
        "Journal articles without DOI and PMID: 1\n"
        "  add a `doi` or a `pmid`\n"
        "    bibliography/weber-1983.yaml:1:1: Weber 1983: Disc herniation (cited by 2 texts)\n"
        "\n"
        "Cited by no text: 2\n"
        "  cite it where it supports something, or leave it for those who search\n"
        "    bibliography/boos-1995.yaml:1:1: no text cites `boos-1995`\n"
        "    bibliography/draft-2024.yaml:1:1: no text cites `draft-2024`\n"
        "\n"
        "Tags used once: 1\n"
        "  use a tag that others have, or describe it in tags.yaml\n"
        "    bibliography/kasch-2022.yaml:7:1: nothing else has the tag `lonely`\n"
        "\n"
        "Drafts: 1\n"
        "  finish it, and remove `draft`\n"
        "    bibliography/draft-2024.yaml:1:1: A draft 2024: A draft\n"
        "\n"
        "Noted in `todo`: 1\n"
        "  do it, and remove `todo`\n"
        "    bibliography/draft-2024.yaml:1:1: A draft 2024: A draft (get the full text)\n"
    )


def test_programs_get_the_same(site: Path) -> None:
    report = json.loads(painsite("report", "--source", site, "--today", "2026-11-30", "--format", "json").stdout)
    assert [section["name"] for section in report] == [
        "no-commentary", "review-overdue", "old-work", "no-identifier", "never-cited", "lone-tag", "drafts", "todo",
    ]  # fmt: skip
    assert report[2]["rows"] == [
        {
            "citekey": "weber-1983",
            "text": "`weber-1983` is of 1983, and 2 texts cite it",
            "path": "bibliography/weber-1983.yaml",
            "line": 3,
            "column": 1,
        }
    ]


def test_a_retracted_work_that_is_cited_comes_first(tmp_path: Path) -> None:
    snapshot = {
        "bibliography/retractions.csv": f"{RETRACTIONS}1,10.5555/kasch,0,Retraction,3/1/2024 0:00,10.5555/n,0,,x\n"
    }
    write_site(tmp_path, {**SITE, **snapshot})
    report = json.loads(painsite("report", "--source", tmp_path, "--format", "json").stdout)
    assert report[0]["name"] == "retracted"
    assert report[0]["rows"][0]["text"] == "Kasch 2022: Lumbar MRI (retraction; cited by `guide`)"


def test_of_many_rows_the_first_ten_are_listed_unless_all_are_asked_for(tmp_path: Path) -> None:
    many = {f"bibliography/work-{number:02}.yaml": f"title: Work {number}\ntype: book\n" for number in range(12)}
    write_site(tmp_path, many)
    some = painsite("report", "--source", tmp_path).stdout.splitlines()
    assert (len(some), some[0], some[-1]) == (13, "Cited by no text: 12", "    and 2 more, which --all lists")
    assert len(painsite("report", "--source", tmp_path, "--all").stdout.splitlines()) == 14


def test_a_site_without_anything_to_do_says_so(tmp_path: Path) -> None:
    write_site(tmp_path, {"bibliography/articles/guide.md": "---\ntitle: The Guide\n---\nYes.\n"})
    assert painsite("report", "--source", tmp_path).stdout == "nothing to do that painsite can find\n"
