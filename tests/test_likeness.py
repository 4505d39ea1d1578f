"""The evaluation of related content measures what it says."""

import gzip
import json
from math import log2
from pathlib import Path

import pytest

from tests.bench import likeness
from tests.bench.likeness import main, measure, ndcg, rank_with_bm25, rank_with_painsite

TOPICS = ("lumbar sciatica discectomy", "cervical whiplash collar")
WORKS = [
    {"id": f"work-{number:02d}", "title": f"{TOPICS[number % 2]} case{number}a", "abstract": f"Treated {number}"}
    for number in range(24)
]
REVIEWS = {f"topic-{half}": [work["id"] for work in WORKS[half::2]] for half in (0, 1)}


def test_a_ranking_of_nothing_but_partners_scores_one_and_of_none_zero() -> None:
    assert ndcg(["boos-1995", "weber-1983"], frozenset({"weber-1983", "boos-1995"})) == pytest.approx(1)
    assert ndcg(["moore-2023"], frozenset({"weber-1983"})) == 0


def test_a_partner_counts_less_the_later_it_comes() -> None:
    assert ndcg(["moore-2023", "weber-1983"], frozenset({"weber-1983"})) == pytest.approx(1 / log2(3))


@pytest.mark.parametrize("rank", [rank_with_painsite, rank_with_bm25])
def test_a_work_finds_those_with_its_words_and_not_itself(rank: likeness.Ranking) -> None:
    terms = {work["id"]: likeness._terms(work, keeps_abstract=False) for work in WORKS}
    assert set(rank(terms, ["work-00"])["work-00"]) == {*REVIEWS["topic-0"]} - {"work-00"}


def test_where_all_partners_are_found_both_score_one_on_all_texts_and_on_each_half() -> None:
    assert list(measure(WORKS, REVIEWS)) == [(variant, *["1.000"] * 9) for variant in likeness.VARIANTS]


def folder(path: Path, works: list[dict[str, str]]) -> Path:
    with gzip.open(path / "abstracts.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(work)}\n" for work in works)
    (path / "abstracts-relevant.json").write_text(json.dumps(REVIEWS), encoding="utf-8")
    return path


def test_the_table_has_a_row_for_each_variant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAINSITE_EVALUATION", str(folder(tmp_path, WORKS)))
    assert main() == 0
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split(" | ")[:2] for row in rows] == [[f"| {variant}", "1.000"] for variant in likeness.VARIANTS]


def test_a_score_below_the_least_share_of_bm25_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAINSITE_EVALUATION", str(folder(tmp_path, WORKS)))
    monkeypatch.setattr(likeness, "LEAST_SHARE", 1.01)
    assert main() == 1


def test_where_there_are_no_judgements_the_evaluation_says_that_it_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAINSITE_EVALUATION", str(tmp_path / "nowhere"))
    assert main() == 0
    assert capsys.readouterr().out == f"skipped: no judgements in {tmp_path}/nowhere; set PAINSITE_EVALUATION\n"
