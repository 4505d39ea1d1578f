"""The page of the citation graph in Chromium: size of its data, seconds to the first picture, pictures a second.

    .venv/bin/python -m tests.bench.graph SITE …

SITE is the folder of a built site, such as `_site`. The browser has no graphics processor; that of a reader is faster.
"""

from __future__ import annotations

import gzip
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.serving import Served, serve
from tests.browser.tools import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

READY = ".graph-view[data-state=ready]"
PATIENCE = 120_000
COUNT = """() => {
  window.pictures = []
  const note = time => { pictures.push(time); requestAnimationFrame(note) }
  requestAnimationFrame(note)
}"""


def measure(site: Served, page: Page) -> dict[str, str]:
    """Give what is measured, by what it is."""
    folder = site.folder / "graph"
    first = [folder / "index.html", folder / "structure.json", folder / "nodes.json"]
    names = sorted(folder.glob("names-*.json"))
    start = time.perf_counter()
    page.goto(site.url("graph/"))
    page.wait_for_selector(READY, timeout=PATIENCE)
    loaded = time.perf_counter() - start
    view = page.locator(".graph-view").bounding_box()
    assert view is not None
    x, y = view["x"] + view["width"] / 3, view["y"] + view["height"] / 3
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    for step in range(120):
        page.mouse.move(x + step * 2, y + step)
    times = page.evaluate("pictures")
    page.mouse.up()
    gaps = sorted(after - before for before, after in pairwise(times))
    return {
        "kB gzipped, page and drawing": f"{sum(map(_weigh, first)) / 1000:.0f}",
        "kB gzipped, all names": f"{sum(map(_weigh, names)) / 1000:.0f}",
        "seconds to the first picture": f"{loaded:.2f}",
        "pictures a second of a drag": f"{1000 * len(gaps) / (times[-1] - times[0]):.0f}",
        "ms between two, the middle one": f"{gaps[len(gaps) // 2]:.0f}",
        "ms between two, one in twenty is longer": f"{gaps[len(gaps) * 19 // 20]:.0f}",
    }


def _weigh(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def main(folders: list[str]) -> None:
    """Measure one site after the other."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        for folder in folders:
            with serve(Path(folder)) as site:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                sys.stdout.write(f"{folder}\n")
                for name, value in measure(site, page).items():
                    sys.stdout.write(f"  {name:<42}{value:>8}\n")
                page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
