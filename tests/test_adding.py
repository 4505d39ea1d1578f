"""`painsite add`: from identifiers to entries, against a server of recordings."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from painsite.cli import main
from painsite.editing.lock import field_digest, format_lock, parse_lock
from painsite.problems import Unreadable
from tests.services import Answer, Services, serve_recordings, use_recordings
from tests.support import write_site

TOPICS, PMID = "10.5555/spine.2021.023", "36825522"
TITLE = "Bed rest or early walking after lumbar disc surgery"
LINE = "kjaer-2021  Bed rest or early walking after lumbar disc surgery  bibliography/kjaer-2021.yaml\n"
ENTRY = """\
title: Bed rest or early walking after lumbar disc surgery
authors:
  - Kjær, Søren
  - Ruiz, Ana
container_title: Journal of Spine Care
container_abbreviation: J Spine Care
date: 2021-03
volume: 47
issue: 3
page_range: 131-140
doi: 10.5555/spine.2021.023
pmid: 36825522
language: en
mesh:
  - Bed Rest
  - Diskectomy
  - Walking
headline:
summary:
commentary:
# suggested, but no tags of this site yet: Bed Rest, early mobilisation
tags:
  - surgery
added: 2026-11-30
"""
SITE = {
    "bibliography/site.yaml": "name: Back notes\nreport_errors_to: editor@example.org\n",
    "bibliography/tags.yaml": "surgery:\n  synonyms: [Diskectomy]\n",
}


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with serve_recordings() as services:
        use_recordings(monkeypatch, services)
        services.known = {"topics", "plain-language-summary", "retraction-told-thrice", "misfit-title-and-year"}
        yield services


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, SITE)


def painsite(*arguments: str | Path, lines: str = "") -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, words, input=lines, catch_exceptions=False)


def add(site: Path, *arguments: str | Path, lines: str = "") -> Result:
    return painsite("add", "--source", site, "--today", "2026-11-30", *arguments, lines=lines)


def read(site: Path, name: str) -> str:
    return (site / "bibliography" / name).read_text(encoding="utf-8")


def test_suggestions_that_the_site_ignores_are_not_made(site: Path, services: Services) -> None:
    assert services
    (site / "bibliography/site.yaml").write_text("name: Back notes\nignored_tags: ['bed *']\n", encoding="utf-8")
    assert add(site, "10.5555/spine.2021.023").exit_code == 0
    (path,) = [path for path in (site / "bibliography").glob("*.yaml") if path.stem not in {"site", "tags"}]
    assert "# suggested, but no tags of this site yet: early mobilisation\n" in path.read_text(encoding="utf-8")


def test_a_doi_and_a_pmid_of_one_work_become_one_entry(services: Services, site: Path) -> None:
    result = add(site, TOPICS, PMID)
    assert result.output == f"{LINE}PMID 36825522: the same work as in bibliography/kjaer-2021.yaml\n"
    assert result.exit_code == 0
    assert read(site, "kjaer-2021.yaml") == ENTRY
    assert sorted(path.name for path in (site / "bibliography").iterdir()) == [
        "kjaer-2021.yaml",
        "records.lock",
        "site.yaml",
        "tags.yaml",
    ]
    assert len(services.asked) == 3
    assert painsite("check", "--source", site, "--strict").output == "no problems\n"


@pytest.mark.usefixtures("services")
def test_a_line_of_pubmed_names_one_work(site: Path) -> None:
    assert add(site, f"Kjær S, Ruiz A. J Spine Care. 2021. doi: {TOPICS}. PMID: {PMID}.").output == LINE


@pytest.mark.usefixtures("services")
def test_a_work_that_is_there_is_named_with_its_place(site: Path) -> None:
    add(site, TOPICS)
    again = add(site, f"https://pubmed.ncbi.nlm.nih.gov/{PMID}/")
    assert (again.output, again.exit_code) == (
        f"PMID {PMID}: there already, `kjaer-2021` at bibliography/kjaer-2021.yaml:1:1\n",
        0,
    )


@pytest.mark.usefixtures("services")
def test_a_work_without_identifiers_is_known_by_title_and_year(site: Path) -> None:
    text = "@article{Kjaer21, title={{Bed Rest or Early Walking After Lumbar Disc Surgery}}, year=2021}\n"
    write_site(site, {"bibliography/works.bib": text})
    assert add(site, TOPICS).output == f"{TOPICS}: there already, `Kjaer21` at bibliography/works.bib:1:10\n"


def test_what_goes_wrong_with_one_work_keeps_no_other_from_being_written(services: Services, site: Path) -> None:
    services.answers = {"/works/10.5555%2Fbusy": [Answer(status=403)]}
    lines = f"10.5555/busy\n\n# a comment\n10.5555/nobody.knows\nKjær 2021\n10.5555/spine.2021.033\n{TOPICS}\n"
    result = add(site, "-", lines=lines)
    assert result.exit_code == 1
    assert result.output == (
        "10.5555/busy: Crossref refuses to answer (status 403); what was written before is kept\n"
        "10.5555/nobody.knows: neither Crossref nor DataCite knows it; check it against the work\n"
        "`Kjær 2021` names no work; give a DOI, a PMID, a PMCID, an arXiv identifier or an ISBN, or an address that"
        " holds one\n"
        "10.5555/spine.2021.033: Crossref and PubMed have records of different works: title `Exercise for neck pain in"
        f" the office` and `{TITLE}`; year `2009` and `2021`; check the identifiers, one of them is wrong\n"
        f"{LINE}"
    )
    assert [line[:12] for line in read(site, "records.lock").splitlines()] == ['{"citekey":"']


def test_identifiers_of_two_works_in_one_line_write_nothing(services: Services, site: Path) -> None:
    services.known = {"topics", "subtitle"}
    result = add(site, f"{TOPICS} PMID 24808625")
    assert result.output == (
        f"{TOPICS}: `{TITLE}` and `{TITLE}: a rand…` are two works at PubMed; give the identifiers one by one, or"
        " correct the wrong one\n"
    )
    assert not (site / "bibliography" / "records.lock").exists()


@pytest.mark.usefixtures("services")
def test_piped_lines_need_no_sign(site: Path) -> None:
    assert add(site, lines=f"{TOPICS}\n").output == LINE


def test_without_a_work_there_is_nothing_to_do(site: Path) -> None:
    result = add(site)
    assert result.exit_code == 2
    assert "name a work: a DOI, a PMID" in result.output


@pytest.mark.usefixtures("services")
def test_a_dry_run_shows_the_file_and_writes_nothing(site: Path) -> None:
    assert add(site, TOPICS, "--dry-run").output == LINE + ENTRY
    assert not (site / "bibliography" / "kjaer-2021.yaml").exists()
    assert not (site / "bibliography" / "records.lock").exists()


@pytest.mark.usefixtures("services")
def test_a_second_work_of_one_name_and_year_gets_a_b(site: Path) -> None:
    result = add(site, TOPICS, "37167981")
    assert result.output.splitlines()[1:] == [
        "kjaer-2021b  Bed rest or early walking after lumbar disc surgery  bibliography/kjaer-2021b.yaml",
        "  note: it was retracted on 2022-05-02",
    ]
    assert "events:\n  - nature: retraction\n    date: 2022-05-02\n    doi: 10.5555/notice.1\n" in read(
        site, "kjaer-2021b.yaml"
    )
    assert [json.loads(line)["citekey"] for line in read(site, "records.lock").splitlines()] == [
        "kjaer-2021",
        "kjaer-2021b",
    ]


@pytest.mark.usefixtures("services")
def test_the_publishers_summary_is_a_hint(site: Path) -> None:
    add(site, "10.5555/spine.2021.022")
    assert (
        "headline:\n"
        "# the publisher's own summary in plain language, to be told in your words:\n"
        "# People who walked early did as well as those who rested.\n"
        "summary:\n"
    ) in read(site, "kjaer-2021.yaml")


@pytest.mark.usefixtures("services")
def test_a_file_is_replaced_only_by_force(site: Path) -> None:
    add(site, TOPICS)
    (site / "bibliography" / "kjaer-2021.yaml").write_text(f"title: Mine\ndoi: {TOPICS}\n", encoding="utf-8")
    add(site, TOPICS)
    assert read(site, "kjaer-2021.yaml") == f"title: Mine\ndoi: {TOPICS}\n"
    assert add(site, TOPICS, "--force").output == LINE
    assert read(site, "kjaer-2021.yaml") == ENTRY


@pytest.mark.usefixtures("services")
def test_bibtex_is_appended_to_a_file_of_ones_own(site: Path) -> None:
    bib = site / "bibliography" / "works.bib"
    bib.write_text("@article{weber1983, title={Disc herniation}, year=1983}", encoding="utf-8")
    assert add(site, TOPICS, "--bib", bib).output == LINE.replace("bibliography/kjaer-2021.yaml", str(bib))
    text = bib.read_text(encoding="utf-8")
    assert text.startswith("@article{weber1983, title={Disc herniation}, year=1983}\n\n@article{kjaer-2021,\n")
    assert painsite("show", "kjaer-2021", "--source", site).exit_code == 0
    assert not (site / "bibliography" / "records.lock").exists()


@pytest.mark.usefixtures("services")
def test_what_was_written_is_opened_in_the_editor(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = site / "opened"
    editor = site / "editor"
    editor.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    add(site, TOPICS, "--edit")
    assert opened.read_text(encoding="utf-8") == f"{site / 'bibliography' / 'kjaer-2021.yaml'}\n"


@pytest.mark.usefixtures("services")
def test_the_day_is_that_of_source_date_epoch(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    painsite("add", "--source", site, TOPICS)
    assert "added: 2023-11-14\n" in read(site, "kjaer-2021.yaml")


@pytest.mark.usefixtures("services")
def test_a_conflict_in_records_lock_stops_writing(site: Path) -> None:
    write_site(site, {"bibliography/records.lock": "<<<<<<< HEAD\n"})
    result = add(site, TOPICS)
    assert result.output == (
        f"{TOPICS}: line 1 of `bibliography/records.lock` cannot be read; resolve the conflict in it, or restore the"
        " file\n"
    )
    assert not (site / "bibliography" / "kjaer-2021.yaml").exists()


def test_a_lock_reads_as_it_was_written() -> None:
    text = (
        '{"citekey":"kasch-2022","fields":{"events":"crossref, pubmed 2026-11-30 1","title":"crossref 2026-11-30 2"}}\n'
        '{"citekey":"müller-2001","fields":{}}\n'
    )
    assert format_lock(parse_lock(text)) == text
    with pytest.raises(Unreadable, match=r"line 2 of `bibliography/records.lock` cannot be read"):
        parse_lock(text.splitlines()[0] + "\n=======\n")


def test_a_digest_stands_for_a_value_in_any_order_of_its_parts() -> None:
    assert field_digest({"design": "cohort", "level": "2"}) == field_digest({"level": "2", "design": "cohort"})
    assert field_digest("47") != field_digest(["47"])
