"""What the preview does in a browser: it reloads without losing the reader's place, and waits for its server."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import KASCH, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

PAGE = "/bibliography/kasch-2022/"
LONG = "\n\n".join(f"  Paragraph {number} says little." for number in range(80))
SOURCE = f"{KASCH}headline: Scans say little\ncommentary: |\n{LONG}\n"
OVERLAY = "document.querySelector('#painsite-preview').shadowRoot"
CONNECTED = "document.querySelector('#painsite-preview[data-connected]')"


class Preview:
    """A preview of one site, which can be ended and started again."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, 0
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "painsite", "serve", "--source", str(self.root), "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout
        for line in self.process.stdout:
            if found := re.search(r"serving http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found[1])
                return
        pytest.fail("the preview did not start")

    def end(self, how: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(how)
        self.process.communicate()
        return self.process.returncode

    def save(self, text: str) -> None:
        (self.root / "bibliography" / "kasch-2022.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = write_site(tmp_path_factory.mktemp("preview"), {"bibliography/kasch-2022.yaml": SOURCE})
    preview = Preview(root)
    preview.start()
    yield preview
    preview.end(signal.SIGKILL)


@pytest.fixture
def page(preview: Preview, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{preview.port}{PAGE}")
    page.wait_for_function(CONNECTED)
    yield page
    # it is this page that hears of it: the next would not while it connects, or would load once more in its test
    page.wait_for_function(CONNECTED)
    preview.save(SOURCE)
    reloaded(page, "Paragraph 79")
    page.wait_for_function(f"{CONNECTED} && !{OVERLAY}.querySelector('.problems')")
    context.close()


def reloaded(page: Page, words: str) -> None:
    page.wait_for_function(f"document.body?.textContent.includes({words!r}) && document.readyState === 'complete'")


def test_the_place_that_was_read_stays_when_the_page_reloads(preview: Preview, page: Page) -> None:
    page.evaluate("scrollTo(0, 1500)")
    preview.save(SOURCE.replace("Paragraph 79", "Paragraph last"))
    reloaded(page, "Paragraph last")
    page.wait_for_function("Math.abs(scrollY - 1500) < 3")


def test_an_open_search_stays_open_with_its_words(preview: Preview, page: Page) -> None:
    page.locator("[data-search-open]").click()
    page.locator("dialog[open] input").fill("scans")
    preview.save(SOURCE.replace("Paragraph 79", "Paragraph ultimate"))
    reloaded(page, "Paragraph ultimate")
    page.wait_for_function("document.querySelector('dialog[open] input')?.value === 'scans'")


def test_a_broken_source_opens_its_problem_over_its_last_good_page(preview: Preview, page: Page) -> None:
    preview.save("title: [\n")
    page.wait_for_function(f"{OVERLAY}?.querySelector('details[open]')?.textContent.includes('yaml-syntax')")
    assert "Paragraph 79" in page.content()
    page.wait_for_function(CONNECTED)
    preview.save(SOURCE)
    page.wait_for_function(f"{OVERLAY} && !{OVERLAY}.querySelector('.problems')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_problems_read_well_in_any_light(preview: Preview, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    preview.save(f"{SOURCE}jornal: Spine\n")
    page.wait_for_function(f"{OVERLAY}?.querySelector('details[open] li')")
    for words in ("li p", "li a", "li b", "li code", "summary b", ".bar a"):
        ratio = page.evaluate(
            """words => {
              const shadow = document.querySelector('#painsite-preview').shadowRoot;
              const colour = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
              const light = ([...rgb]) => {
                const [r, g, b] = rgb.map(one => (one /= 255) < 0.04 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const one = shadow.querySelector(words);
              const paper = getComputedStyle(one.closest('.problems, .bar')).backgroundColor;
              const pair = [colour(getComputedStyle(one).color), colour(paper)].map(light).sort((a, b) => b - a);
              return (pair[0] + 0.05) / (pair[1] + 0.05);
            }""",
            words,
        )
        assert ratio >= 4.5, words


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_tab_waits_for_its_server_and_goes_on(preview: Preview, page: Page, how: signal.Signals) -> None:
    status = preview.end(how)
    assert status == (0 if how != signal.SIGKILL else -signal.SIGKILL)
    page.wait_for_function(f"!{OVERLAY}.querySelector('.lost').hidden")
    preview.save(SOURCE.replace("Paragraph 79", f"Paragraph {how.name}"))
    preview.start()
    reloaded(page, f"Paragraph {how.name}")


def test_a_page_that_is_older_than_what_is_shown_reloads_once_it_is_connected(page: Page) -> None:
    # as if something had been built between the page and its connection
    page.route(f"**{PAGE}", lambda route: _older(route, times), times=1)
    times: list[str] = []
    page.reload()
    page.wait_for_function("document.querySelector('#painsite-preview[data-connected]')")
    page.wait_for_function("document.querySelector('#painsite-preview').dataset.version !== '-1'")
    assert len(times) == 1


def _older(route: Route, times: list[str]) -> None:
    answer = route.fetch()
    times.append(answer.url)
    body = re.sub(r'data-version="\d+"', 'data-version="-1"', answer.text())
    route.fulfill(response=answer, body=body)
