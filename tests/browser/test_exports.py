"""Taking lists away in a real browser, and references for programs that nobody sees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.visiting import Visits

FILES = {"BibTeX": ("imaging.bib", "@article{"), "RIS": ("imaging.ris", "TY  - "), "CSL-JSON": ("imaging.json", "[\n{"),
         "CSV": ("imaging.csv", "\ufeffcitekey,")}  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("words", FILES)
def test_a_click_saves_a_list_under_its_name(walk: Visits, words: str, *, scripts: bool) -> None:
    page = walk("tags/imaging/", scripts=scripts)
    with page.expect_download() as waiting:
        page.locator(".take-away").get_by_role("link", name=words, exact=True).click()
    name, beginning = FILES[words]
    assert waiting.value.suggested_filename == name
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith(beginning)


def test_on_paper_nothing_is_offered(walk: Visits) -> None:
    assert not walk("tags/imaging/", paper=True).locator(".take-away").is_visible()


@pytest.mark.parametrize("path", ["bibliography/kasch-2022/", "articles/complete-guide-to-low-back-pain/"])
def test_references_for_programs_take_no_room_and_are_not_read_out(walk: Visits, path: str) -> None:
    page = walk(path)
    spans = page.locator("span.Z3988")
    assert spans.count() > 0
    assert spans.evaluate_all("spans => spans.filter(span => span.getClientRects().length).length") == 0
    assert "ctx_ver" not in page.locator("main").aria_snapshot()
