"""How long the master index takes to answer a choice: `python -m tests.bench.facets --n 1000,10000`.

A real Chromium opens the index and ticks boxes of all facets, one after the other, each alone and then two together.
Measured in the page, in milliseconds: from the click to new counts, and to the lines of the first page of what is
found, drawn; the second with files of rows that may have to be fetched from this machine. `--site FOLDER` measures a
site that is built already, in place of made-up ones.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from playwright.sync_api import Page, sync_playwright

from painsite.config import DEFAULTS
from painsite.linking.library import link
from painsite.model import Entry, Issued, Names, PartialDate, Study
from painsite.output.publish import static_files
from painsite.output.render import Renderer, own_parts
from painsite.pages.context import make_context
from painsite.pages.links import Linking
from painsite.pages.lists.facets import plan_index_data
from painsite.pages.lists.lists import LIST
from painsite.pages.plan import KINDS, plan_site
from painsite.pages.planned import FileKind, Materials, make_files, make_page
from painsite.sources.names import parse_name
from tests.bench.generate import make_bibliography
from tests.browser.serving import serve
from tests.browser.tools import ARGUMENTS, find_chromium

_INDEX = "/bibliography/"
_BOXES = 6
"""Of each facet."""
_HEAD = (
    "| site | facets.json | clicks | counts, median | 95 % | lines, median | 95 % |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)
_MEASURE = """async ([facet, position]) => {
  const lines = document.querySelector(".results .lines")
  const box = document.querySelectorAll(`[data-facet="${facet}"] .boxes input`)[position]
  if (!box) return null
  const start = performance.now()
  box.click()
  const counts = performance.now() - start
  while (lines.ariaBusy) await new Promise(done => setTimeout(done))
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return [counts, performance.now() - start, lines.children.length]
}"""


def main(arguments: list[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", default="1000,10000", help="sizes of made-up bibliographies")
    parser.add_argument("--site", type=Path, action="append", help="folder of a built site")
    options = parser.parse_args(arguments)
    sys.stdout.write(_HEAD)
    for name, folder in _sites(options.site, [int(size) for size in options.n.split(",")]):
        with serve(folder) as served, _browser_page() as page:
            counts, lines = _measure(page, served.url("bibliography/"))
        size = (folder / "index/data/facets.json").stat().st_size // 1000
        row = (name, f"{size} kB", str(len(counts)), _median_and_most(counts), _median_and_most(lines))
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        sys.stdout.flush()
    return 0


def _sites(folders: list[Path] | None, sizes: list[int]) -> Iterator[tuple[str, Path]]:
    if folders:
        yield from ((folder.name, folder) for folder in folders)
        return
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _write_index(size, Path(folder))
            yield f"{size:,} entries", Path(folder)


_DESIGNS = ("", "cohort study", "randomised trial", "cross-sectional study", "systematic review", "case report")


def _write_index(size: int, folder: Path) -> None:
    """Write the first page of an index and its data, without the rest of a site."""
    works = make_bibliography(size).work_by_citekey.values()
    entries = [
        Entry(
            citekey=work.citekey,
            path="",
            title=work.title,
            headline=work.headline,
            summary=work.summary,
            authors=Names(people=tuple(map(parse_name, work.authors))),
            container_title=work.journal,
            issued=Issued(start=PartialDate(year=work.year)),
            tags=work.tags,
            study=Study(design=_DESIGNS[number % 6], level=str(number % 7) if 0 < number % 7 < 6 else ""),
            pmcid="PMC1" if number % 3 else "",
        )
        for number, work in enumerate(works)
    ]
    library, _ = link(entries, [])
    context = make_context(library, DEFAULTS, Linking())
    planned = next(one.planned for one in plan_site(context, searched=False).pages if one.planned.address == _INDEX)
    materials = Materials(frame=context.frame, faces=library.faces, texts=lambda _: {})
    index = make_page(planned, LIST, materials)
    page = b"".join(
        part for part in own_parts(Renderer(folder, DEFAULTS.wording).own(index)) if isinstance(part, bytes)
    )
    files = {index.path: page, **{path: path_of.read_bytes() for path, path_of in static_files(folder)}}
    for data in plan_index_data(context):
        files |= make_files(data, cast("FileKind[object]", KINDS[data.kind]), materials)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@contextmanager
def _browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


def _measure(page: Page, url: str) -> tuple[list[float], list[float]]:
    """Give the milliseconds until counts and until lines have changed, one for each click that has chosen something."""
    page.goto(url)
    page.locator(".filter.ready").wait_for(state="attached")
    names = page.locator(".filter fieldset").evaluate_all("all => all.map(one => one.dataset.facet)")
    page.evaluate("document.querySelectorAll('.filter details').forEach(one => { one.open = true })")
    page.wait_for_timeout(500)
    counts, lines = [], []
    for facet in names:
        for position in range(_BOXES):
            # the first time the box is ticked, the second time ticked off
            for other in (None, "tag"):
                if other == facet:
                    continue
                chosen = [(facet, position)] if other is None else [(other, position), (facet, position)]
                found = [page.evaluate(_MEASURE, list(one)) for one in chosen]
                for one in filter(None, found):
                    counts.append(one[0])
                    lines.append(one[1])
                page.evaluate("document.querySelector('.reset').click()")
    return counts, lines


def _median_and_most(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} | {statistics.quantiles(values, n=20)[-1]:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
