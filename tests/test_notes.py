"""Notes: work to do that is no fault, as `check --notes` finds it on a day."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from painsite.build.checking import check_site
from painsite.build.run import run
from painsite.build.start import Options
from painsite.cli import main
from painsite.linking.library import link
from painsite.linking.notes import Limits, find_notes
from painsite.model import PartialDate
from painsite.problems import ONLY_CHECKED
from painsite.sources.tags import parse_tags
from tests.support import KASCH, WEBER, article, build_site, entry, shown, write_site

TODAY = PartialDate(year=2026, month=11, day=30)
CITE_IT = "cite it where it supports something, or leave it for those who search"
USE_ANOTHER = "use a tag that others have, or describe it in tags.yaml"
CITED = "See [@kasch-2022] and [@weber-1983]."


def notes(*nodes: object, today: PartialDate = TODAY, limits: Limits | None = None, tags: str = "") -> list[str]:
    book = parse_tags(tags, path="bibliography/tags.yaml")[0] if tags else ()
    entries = [node for node in nodes if type(node).__name__ == "Entry"]
    articles = [node for node in nodes if type(node).__name__ == "Article"]
    library, _ = link(entries, articles, tags=book)  # type: ignore[arg-type] # told apart by their names
    return [str(note) for note in find_notes(library, today=today, limits=limits or Limits())]


def test_an_entry_that_no_text_cites_is_worth_a_note() -> None:
    guide = article("guide", "See [@kasch-2022].")
    assert notes(entry("kasch-2022", KASCH), entry("weber-2020", "title: Lumbar disc herniation\n"), guide) == [
        "bibliography/weber-2020.yaml:1:1: never-cited: no text cites `weber-2020`; " + CITE_IT
    ]


@pytest.mark.parametrize(
    ("texts", "often", "more", "said"),
    [
        (3, 3, "", ["3 texts cite `kasch-2022`, which has no `commentary`"]),
        (2, 3, "", []),
        (3, 0, "", []),
        (3, 3, "notes: Large and careful.\n", []),
        (3, 3, "commentary: Large and careful.\n", []),
    ],
)
def test_an_entry_that_many_texts_cite_wants_a_commentary(texts: int, often: int, more: str, said: list[str]) -> None:
    guides = [article(f"guide-{number}", "See [@kasch-2022].") for number in range(texts)]
    found = notes(entry("kasch-2022", KASCH + more), *guides, limits=Limits(often_cited=often))
    assert [note.split("no-commentary: ")[1].split(";")[0] for note in found] == said


def test_a_tag_of_one_node_is_worth_a_note() -> None:
    kasch = entry("kasch-2022", f"{KASCH}tags: [imaging, Discs, MRI, surgery]\n")
    guide = article("guide", "See [@kasch-2022].", "title: A guide\ntags: [discs, Scans]")
    assert notes(kasch, guide, tags="imaging:\n  synonyms: [scans]\nsurgery:\n") == [
        "bibliography/kasch-2022.yaml:5:1: lone-tag: nothing else has the tag `MRI`; " + USE_ANOTHER
    ]


@pytest.mark.parametrize(
    ("years", "said"),
    [(42, ["`weber-1983` is of 1983, and a text cites it; see whether there is newer evidence"]), (43, []), (0, [])],
)
def test_an_old_work_that_a_text_cites_is_worth_a_note(years: int, said: list[str]) -> None:
    found = notes(entry("kasch-2022", KASCH), entry("weber-1983", WEBER), article("guide", CITED),
                  limits=Limits(old_after=years))  # fmt: skip
    assert [note.split("old-work: ")[1] for note in found] == said


@pytest.mark.parametrize(
    ("reviewed", "is_overdue"),
    [
        ("2024-11-29", True), ("2024-11-30", False), ("2024-11", False), ("2024-10", True), ("2024", False),
        ("2023", True), ("2026-11-30", False), ("2027", False),
    ],
)  # fmt: skip
def test_a_review_is_overdue_when_so_many_months_have_passed_for_certain(reviewed: str, *, is_overdue: bool) -> None:
    guide = article("guide", "Rest.", f"title: A guide\nreviewed: {reviewed}")
    said = (
        f"bibliography/articles/guide.md:3:1: review-overdue: `guide` was last reviewed {reviewed}, more than 24 months"
        " ago; read it again, and set `reviewed` to that day"
    )
    assert notes(guide) == ([said] if is_overdue else [])


def test_reviews_are_never_overdue_where_a_site_does_not_want_that() -> None:
    guide = article("guide", "Rest.", "title: A guide\nreviewed: 1990")
    assert notes(guide, limits=Limits(review_after=0)) == []


# in a check


SITE = {
    "bibliography/kasch-2022.yaml": f"{KASCH}jornal: Spine\n",
    "bibliography/weber-2020.yaml": "title: Lumbar disc herniation\nreviewed: 2026-10\nissn: 1234-5678\n",
    "bibliography/articles/guide.md": "---\ntitle: A guide\n---\nSee [@kasch-2022].\n",
}


def check(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--source", str(root), *arguments], catch_exceptions=False)


def rules(root: Path, *arguments: str) -> list[tuple[str, str]]:
    return [(row["rule"], row["severity"]) for row in json.loads(check(root, "--format", "json", *arguments).stdout)]


def test_a_check_lists_notes_only_where_they_are_asked_for(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    faults = [("unknown-field", "error"), ("bad-issn", "warning")]
    assert rules(root) == faults
    assert rules(root, "--notes") == [faults[0], ("never-cited", "note"), faults[1]]


def test_notes_are_counted_behind_problems(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert check(root, "--notes").stdout.splitlines()[-1] == "1 error, 1 warning, 1 note"
    assert check(root).stdout.splitlines()[-1] == "1 error, 1 warning"


def test_notes_are_no_problems_however_strict_a_check_is(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"bibliography/weber-1983.yaml": WEBER})
    found = check(root, "--notes", "--strict")
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (0, "no problems, 1 note")


def test_a_note_is_a_notice_in_github(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"bibliography/weber-1983.yaml": WEBER})
    assert check(root, "--notes", "--format", "github").stdout == (
        "::notice file=bibliography/weber-1983.yaml,line=1,col=1,title=never-cited::no text cites `weber-1983`;"
        " cite it where it supports something, or leave it for those who search\n"
    )


def test_a_site_can_make_a_note_a_warning_and_a_warning_a_note(tmp_path: Path) -> None:
    settings = {"bibliography/site.yaml": "rules: {never-cited: warning, bad-issn: note, unknown-field: off}\n"}
    root = write_site(tmp_path, {**SITE, **settings})
    assert rules(root) == [("never-cited", "warning")]
    assert rules(root, "--notes") == [("never-cited", "warning"), ("bad-issn", "note")]
    assert check(root).stdout.splitlines()[-1] == "1 warning"
    assert check(root, "--strict").exit_code == 1


def test_a_build_neither_shows_nor_counts_what_only_a_check_looks_at(tmp_path: Path) -> None:
    settings = {
        "bibliography/site.yaml": f"rules: {{{', '.join(f'{rule}: error' for rule in sorted(ONLY_CHECKED))}}}\n"
    }
    built = build_site(tmp_path, {**settings, "bibliography/weber-1983.yaml": WEBER})
    assert (built.problems, built.result.errors, built.result.noted) == ([], 0, ())


def test_a_warning_that_is_made_a_note_stops_no_strict_build(tmp_path: Path) -> None:
    files = {
        "bibliography/site.yaml": "rules: {bad-issn: note}\n",
        "bibliography/weber.yaml": "title: Lumbar disc herniation\nissn: 1234-5678\n",
    }
    options = Options(strict=True, index=False)
    result = run(write_site(tmp_path, files), tmp_path / "_site", options, progress=lambda *_: None)
    assert (result.problems, [note.rule for note in result.noted], result.written > 0) == ((), ["bad-issn"], True)


@pytest.mark.parametrize(
    ("arguments", "epoch", "count"),
    [
        (["--today", "2028-10-30"], "", 1),
        (["--today", "2028-11-01"], "", 2),
        ([], "1856606400", 1),  # noon of 31 October 2028
        ([], "1856692800", 2),
        (["--today", "2028-10-30"], "1856822400", 1),
    ],
)
def test_the_day_is_that_which_is_asked_for_else_that_of_the_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], epoch: str, count: int
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    root = write_site(tmp_path, SITE)
    found = [rule for rule, severity in rules(root, "--notes", *arguments) if severity == "note"]
    assert len(found) == count


@pytest.mark.parametrize("epoch", ["soon", "9" * 30])
def test_an_epoch_that_is_no_number_of_seconds_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    found = check(write_site(tmp_path, SITE), "--notes")
    assert found.exit_code == 2
    assert found.stderr.endswith(f"SOURCE_DATE_EPOCH is `{epoch}`; set it to seconds since 1970\n")


def test_a_cache_that_was_damaged_is_rebuilt_for_notes_too(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    check(root, "--notes")
    (root / ".painsite" / "cache.db").write_bytes(b"nothing" * 1000)
    result = check_site(root, Options(), today=TODAY, notes=True, progress=lambda *_: None)
    assert shown(result.noted)[0].startswith("1:1: never-cited: ")
