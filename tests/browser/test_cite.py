"""Copying and saving a reference in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.visiting import NARROW, PHONE, WIDE, Visits
from tests.support import some

KASCH = "bibliography/kasch-2022/"


def test_a_format_opens_below_the_row_and_closes_the_one_before(walk: Visits) -> None:
    page = walk(KASCH)
    cite = page.locator("#cite")
    offsets = "summaries => summaries.map(one => [one.offsetLeft, one.offsetTop])"
    row = cite.locator("summary").evaluate_all(offsets)
    cite.locator("summary", has_text="APA").click()
    cite.locator("summary", has_text="RIS").click()
    shown = cite.locator("details [data-format]:visible")
    assert shown.count() == 1
    assert shown.inner_text().startswith("TY  - JOUR")
    assert cite.locator("summary").evaluate_all(offsets) == row
    below, text = cite.locator("summary", has_text="CSL-JSON").bounding_box(), shown.bounding_box()
    assert below
    assert text
    assert text["y"] >= below["y"] + below["height"] - 1


def test_a_reference_is_copied_with_its_italics_and_that_is_said(walk: Visits) -> None:
    page = walk(KASCH)
    page.locator("#cite summary", has_text="APA").click()
    page.get_by_role("button", name="Copy: APA").click()
    status = page.locator("#cite details[open] [role=status]")
    status.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Kasch, R., Truthmann, J., Hancock, M. J.,")
    html = page.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())"
    )
    assert "<em>Spine (Phila Pa 1976), 47</em>" in html


def test_what_no_clipboard_takes_is_selected(walk: Visits) -> None:
    page = walk(KASCH)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    page.get_by_role("button", name="Copy: Vancouver").click()
    page.locator("#cite [role=status]").first.get_by_text("Selected").wait_for()
    assert page.evaluate("String(getSelection())").startswith("Kasch R, Truthmann J")


@pytest.mark.parametrize(
    ("words", "name", "start"),
    [
        ("BibTeX", "kasch-2022.bib", b"@article{kasch-2022,\n"),
        ("RIS", "kasch-2022.ris", b"TY  - JOUR\r\nID  - kasch-2022\r\n"),
        ("CSL-JSON", "kasch-2022.json", b'[\n  {\n    "id": "kasch-2022",\n'),
        ("MLA", "kasch-2022-mla.txt", "Kasch, Richard, et al. “".encode()),
    ],
)
def test_a_format_is_saved_under_its_name(walk: Visits, words: str, name: str, start: bytes) -> None:
    page = walk(KASCH)
    page.locator("#cite summary", has_text=words).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save: {words}").click()
    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes().startswith(start)


def test_the_keyboard_is_enough(walk: Visits) -> None:
    page = walk(KASCH)
    page.locator("#cite summary", has_text="BibTeX").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Copy: BibTeX"
    page.keyboard.press("Enter")
    page.locator("#cite details[open] [role=status]").get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{kasch-2022,")


def test_without_javascript_the_formats_open_and_have_no_buttons(walk: Visits) -> None:
    page = walk(KASCH, scripts=False)
    page.locator("#cite summary", has_text="BibTeX").click()
    assert page.locator("#cite pre:visible").inner_text().startswith("@article{kasch-2022,")
    assert page.locator("#cite button").count() == 0
    assert page.locator("#cite .take:visible").count() == 0


def test_the_buttons_shift_nothing(walk: Visits) -> None:
    page = walk(KASCH)
    bar = page.locator("#cite .reference + .take")
    before = page.evaluate(
        "() => { const bar = document.querySelector('#cite .reference + .take');"
        " const full = bar.offsetHeight; const kept = bar.innerHTML; bar.innerHTML = '';"
        " const empty = bar.offsetHeight; bar.innerHTML = kept; return [full, empty] }"
    )
    assert bar.count() == 1
    assert before[0] == before[1]


def test_print_has_the_reference_alone(walk: Visits) -> None:
    page = walk(KASCH, paper=True)
    assert page.locator("#cite .reference").is_visible()
    assert page.locator("#cite :is(.formats, .take):visible").count() == 0


@pytest.mark.parametrize("width", [WIDE, PHONE, NARROW])
def test_no_format_is_wider_than_the_window(walk: Visits, width: int) -> None:
    page = walk(KASCH, width=width)
    for summary in some(page.locator("#cite summary").all()):
        summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
