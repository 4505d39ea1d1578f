"""How every kind of page behaves for its readers: narrow, calm, with the keyboard, without scripts, on paper."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html
from pypdf import PdfReader

from tests.browser.kinds import PAGES
from tests.browser.serving import Pause, serve
from tests.browser.visiting import NARROW, PHONE, WIDE, Visits
from tests.support import some

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1);
}).map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""
SHIFTS = """async () => {
  const found = [], note = entries => found.push(...entries.map(
    entry => `${entry.value}: ${entry.sources.map(source => source.node && source.node.nodeName).join(' ')}`
  ));
  const observer = new PerformanceObserver(list => note(list.getEntries()));
  observer.observe({type: 'layout-shift', buffered: true});
  const frame = () => new Promise(requestAnimationFrame), task = () => new Promise(resolve => setTimeout(resolve));
  await document.fonts.ready;
  for (let frames = 0; frames < 3; frames++) await frame().then(task); // what came last is painted, and reported
  note(observer.takeRecords());
  return found;
}"""
WAITING = ".filter:not(.ready), #drawing:empty, .graph-view:not([data-state=ready]), [data-search-page] form[hidden]"
"""What a script has yet to fill."""
PAINTED = """() => new Promise(resolve => new PerformanceObserver(resolve).observe({type: 'paint', buffered: true}))"""
NOTE_FOCUS = """() => {
  window.reached = new Set();
  window.focused = [];
  addEventListener('focusin', event => {
    const style = getComputedStyle(event.target);
    const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    reached.add(event.target);
    focused.push([isSeen, event.target.outerHTML.slice(0, 200)]);
  });
}"""
FOCUS_AGAIN = """() => {
  for (const element of reached) { document.activeElement.blur(); element.focus(); }
}"""
"""A script that moves the focus after a key has moved it is shown as the key is: https://www.w3.org/TR/selectors-4/#the-focus-visible-pseudo"""

MOST_STEPS = 40


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_wider_than_a_narrow_window(walk: Visits, kind: str) -> None:
    page = walk(PAGES[kind], width=NARROW)
    scrolled, room = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert scrolled <= room, page.evaluate(TOO_WIDE)


def shifts(page: Page) -> list[str]:
    """Give what has moved until all that scripts fill is there."""
    page.wait_for_function("waiting => !document.querySelector(waiting)", arg=WAITING)
    found: list[str] = page.evaluate(SHIFTS)
    return found


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_nothing_shifts_while_a_page_loads(walk: Visits, kind: str, width: int) -> None:
    assert shifts(walk(PAGES[kind], width=width)) == []


def test_a_shift_would_be_found(walk: Visits) -> None:
    page = walk(PAGES["bare entry"])
    page.evaluate("() => void requestAnimationFrame(() => document.querySelector('main').prepend('It comes late.'))")
    assert shifts(page) != []


@pytest.mark.parametrize(
    "behind", ['class="masthead">', 'class="site-name">', "</nav>", "</header>", '<main id="main">']
)
def test_nothing_shifts_while_the_masthead_is_still_being_read(visit: Visits, published: Path, behind: str) -> None:
    pause = Pause(behind=behind)
    with serve(published, pause=pause) as slow:
        page = visit("404.html", width=PHONE, site=slow)
        page.goto(slow.url(PAGES["graph"]), wait_until="commit")
        page.evaluate(PAINTED)
        pause.over.set()
        page.wait_for_load_state("load")
        assert shifts(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_without_scripts_every_text_is_there_to_read(walk: Visits, published: Path, kind: str) -> None:
    page = walk(PAGES[kind], scripts=False)
    source = published / PAGES[kind]
    tree = lxml_html.parse(source if source.is_file() else source / "index.html")
    # what waits for a click or a script is marked as that by HTML itself; a drawing's words are in its list
    waiting = "ancestor-or-self::*[self::script or self::template or self::details or self::svg or @hidden or @popover]"
    texts = {" ".join(str(text).split()) for text in tree.xpath(f"//main//text()[not({waiting})]")}
    shown = " ".join(page.inner_text("main").split()).lower()
    assert [text for text in sorted(texts) if text.lower() not in shown] == []


@pytest.mark.parametrize("kind", PAGES)
def test_the_first_key_leads_past_the_navigation(walk: Visits, kind: str) -> None:
    page = walk(PAGES[kind])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    is_in_main = "document.querySelector('#main').contains(document.activeElement)"
    is_past_it = "!document.querySelector('.masthead').contains(document.activeElement)"
    assert page.evaluate(f"{is_in_main} || {is_past_it}")


@pytest.mark.parametrize("kind", PAGES)
def test_focus_is_seen_wherever_the_keyboard_leads(walk: Visits, kind: str) -> None:
    page = walk(PAGES[kind])
    page.evaluate(NOTE_FOCUS)
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
    light = page.evaluate("focused.splice(0)")
    page.emulate_media(color_scheme="dark")
    page.evaluate(FOCUS_AGAIN)
    dark = page.evaluate("focused.splice(0)")
    assert {element for _, element in light} == {element for _, element in dark}
    assert len(dark) > 5
    assert [element for is_seen, element in light + dark if not is_seen] == []


def printed(page: Page) -> str:
    """Give the text of a page on paper, pressed together."""
    reader = PdfReader(BytesIO(page.pdf(format="A4")))
    return pressed("".join(sheet.extract_text() for sheet in reader.pages))


def pressed(text: str) -> str:
    """Give a text without blanks and ligatures: a PDF has its own."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


@pytest.mark.parametrize("dark", [False, True])
def test_an_entry_on_paper_says_how_to_cite_it_and_where_it_is(walk: Visits, published: Path, dark: bool) -> None:  # noqa: FBT001
    text = printed(walk(PAGES["entry"], dark=dark))
    page = lxml_html.parse(published / PAGES["entry"] / "index.html")
    reference = page.xpath("string(//*[@id='cite']//*[contains(@class, 'reference')])")
    assert "Spine (Phila Pa 1976)" in reference
    assert pressed(reference) in text
    for href in some(page.xpath("//*[@id='cite']//a[starts-with(@href, 'https://')]/@href")):
        assert str(href).removeprefix("https://") in text
    assert "https://example.org/bibliography/kasch-2022/" in text
    assert "Skiptothetext" not in text


def test_an_article_on_paper_has_its_references_and_its_address(walk: Visits, published: Path) -> None:
    text = printed(walk(PAGES["article"]))
    tree = lxml_html.parse(published / PAGES["article"] / "index.html")
    references = tree.xpath("//*[@id='references']//li")
    assert len(references) > 10
    assert "https://example.org/articles/complete-guide-to-low-back-pain/" in text
    for href in some(tree.xpath("//*[@id='references']//a[starts-with(@href, 'https://doi.org/')]/@href")):
        assert str(href).removeprefix("https://doi.org/") in text
