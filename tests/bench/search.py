"""What searching costs, and how well it finds, in a real Chromium.

    python -m tests.bench.search quality            twenty queries on the sample, twenty on 1,000 real works
    python -m tests.bench.search costs --n 1000     index time, memory of all processes, size, files, latency

Queries are those of a reader: names, also mistyped or without their accents, words of headlines, identifiers, topics.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.generate import make_bibliography
from tests.bench.measure import peak_memory, time_command
from tests.bench.painsite_site import write_painsite_site
from tests.browser.serving import serve
from tests.browser.tools import ARGUMENTS, find_chromium
from tests.support import FIXTURES

_REPOSITORY = Path(__file__).parent.parent.parent

SAMPLE = (
    ("kasch", "kasch-2022"),
    ("Kasch 2022", "kasch-2022"),
    ("kash", "kasch-2022"),
    ("bulow", "kasch-2022"),
    ("weber herniation", "weber-1983"),
    ("webber 1983", "weber-1983"),
    ("brinjikji", "brinjikji-2015a brinjikji-2015b"),
    ("brinjiki", "brinjikji-2015a brinjikji-2015b"),
    ("worn discs scan little", "kasch-2022"),
    ("slipped discs shrink operation", "zhong-2017"),
    ("depression sign new back pain", "jarvik-2005"),
    ("10.1097/BRS.0000000000004198", "kasch-2022"),
    ("https://doi.org/10.1056/NEJMoa1209250", "barzouhi-2013"),
    ("PMID: 19200918", "chou-2009"),
    ("cbd cannabis", "moore-2023"),
    ("nitroglycerin achilles", "kirwan-2024"),
    ("herniaton without surgery", "hong-2016 zou-2024 zhong-2017 chiu-2015"),
    ("twins heredity", "battie-2009"),
    ("acupuncture guideline", "nice-2016 qaseem-2017"),
    ("double-edged sword", "double-edged-sword-of-imaging"),
)
"""What is typed, and the citekeys of which one is wanted."""

ZHELN = (
    ("gowing", "gowing2000systematic"),
    ("Gowing opioid withdrawal", "gowing2000systematic"),
    ("geurts radiofrequency", "geurts2001efficacy"),
    ("guerts", "geurts2001efficacy"),
    ("11561257", "geurts2001efficacy"),
    ("10.1016/j.math.2015.10.008", "mine2016acute"),
    ("doi:10.1007/s00586-015-3834-0", "ma2015therapeutic"),
    ("candida hip arthroplasty", "kim2015systemic"),
    ("candia arthroplasty infection", "kim2015systemic"),
    ("stretching maximal muscle strength", "mine2016acute"),
    ("giant cell tumor spine", "ma2015therapeutic"),
    ("veterans stroke rehabilitation guideline", "bates2005veterans"),
    ("meaninglessness of chronic pain", "vanhout2022chronicling"),
    ("van Hout narrating", "vanhout2022chronicling"),
    ("shoulder arthrodesis dogs", ""),
    ("extracorporeal membrane oxygenation", ""),
    ("thoracogenic scoliosis", ""),
    ("plantar melanoma", ""),
    ("platelet rich plasma", ""),
    ("spinal cord stimulatoin complex regional pain", ""),
)
"""The same for works of others; where no citekey is given, a work with all these words in its title is wanted."""

_FIND = """async ([script, root, bundles, queries]) => {
  const { openEngine } = await import(script);
  const started = performance.now();
  const engine = await openEngine(root, bundles);
  await engine.search("pain");
  const opened = performance.now() - started;
  const found = [];
  for (const query of queries) {
    const began = performance.now();
    const { results, changes } = await engine.search(query);
    const first = await Promise.all(results.slice(0, 20).map((result) => result.data()));
    found.push({
      milliseconds: performance.now() - began, count: results.length, changes,
      first: first.map(({ href, meta }) => [href, meta.title]),
    });
  }
  return { opened, found };
}"""


@contextmanager
def _browser(folder: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with serve(folder) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(site.url("search/"))

        def find(queries: Sequence[str]) -> Any:
            bundles = (page.locator("[data-search-page]").get_attribute("data-bundles") or "").split()
            return page.evaluate(_FIND, [site.url("search-engine.js"), site.url(""), bundles, list(queries)])

        yield find
        browser.close()


def _build(source: Path, output: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "painsite", "build", "--source", str(source), "--output", str(output)]
    return [*command, *options]


def rank(wanted: str, query: str, first: Sequence[tuple[str, str]]) -> int:
    """Give the place of the first result that was wanted, from 1; 0 where it is not among the first twenty."""
    words = query.lower().replace("stimulatoin", "stimulation").split()
    for place, (href, title) in enumerate(first, 1):
        citekey = href.rstrip("/").rsplit("/", 1)[-1]
        text = title.lower().replace("-", " ")
        if citekey in wanted.split() if wanted else all(word in text for word in words):
            return place
    return 0


def quality(folder: Path, queries: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Search a built site, and give the lines of a table."""
    with _browser(folder) as find:
        answers = find([query for query, _ in queries])["found"]
    yield "| query | wanted | rank | results | first |"
    yield "| --- | --- | ---: | ---: | --- |"
    places = []
    for (query, wanted), answer in zip(queries, answers, strict=True):
        place = rank(wanted, query, answer["first"])
        places.append(place)
        first = answer["first"][0][1][:60] if answer["first"] else "–"
        changed = "".join(f" ({one['word']} → {one['instead'] or 'left out'})" for one in answer["changes"])
        yield f"| {query}{changed} | {wanted or 'all words'} | {place or '–'} | {answer['count']} | {first} |"
    yield ""
    best = sum(place == 1 for place in places)
    yield f"First: {best} of {len(places)}; among the first three: {sum(0 < place < 4 for place in places)}."


def costs(size: int, folder: Path) -> Iterator[str]:
    """Build a made-up site with search and without, and give the lines of a table."""
    source = folder / str(size)
    write_painsite_site(make_bibliography(size), source, all_features=False)
    settings = source / "bibliography" / "site.yaml"
    without = settings.read_text(encoding="utf-8")
    rows: dict[str, tuple[float, int, int, int]] = {}
    for name, text in (("without", without), ("with", without.replace("search: false", "search: true"))):
        settings.write_text(text, encoding="utf-8")
        output = folder / f"{size}-{name}"
        _forget(source)
        started = _children()
        memory = peak_memory(_build(source, output), _REPOSITORY)
        seconds = _children() - started
        files = [path for path in output.rglob("*") if path.is_file()]
        rows[name] = (seconds, memory, len(files), sum(path.stat().st_size for path in files))
    yield f"**{size:,} entries**"
    yield ""
    yield "| search | CPU seconds | memory, MB | files | MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, (seconds, memory, count, size_of_all) in rows.items():
        yield f"| {name} | {seconds:.1f} | {memory / 1e6:.0f} | {count:,} | {size_of_all / 1e6:.1f} |"
    edited = next(path for path in sorted((source / "bibliography").glob("*.yaml")) if path.name != "site.yaml")
    edited.write_text(edited.read_text(encoding="utf-8") + "  Another sentence.\n", encoding="utf-8")
    seconds = _cpu(_build(source, folder / f"{size}-with"))
    settings.write_text(without, encoding="utf-8")
    time_command(_build(source, folder / f"{size}-without"), _REPOSITORY)
    edited.write_text(edited.read_text(encoding="utf-8") + "  And another.\n", encoding="utf-8")
    seconds_without = _cpu(_build(source, folder / f"{size}-without"))
    yield ""
    yield f"One edited commentary: {seconds:.1f} CPU seconds with search, {seconds_without:.1f} without."
    with _browser(folder / f"{size}-with") as find:
        words = ["pain", "back pain", "chen", "2015", "a", "pain treatment of patients"]
        answer = find(words)
    times = [one["milliseconds"] for one in answer["found"]]
    counts = ", ".join(f"{word}: {one['count']:,}" for word, one in zip(words, answer["found"], strict=True))
    yield (
        f"Opening and the first search: {answer['opened']:.0f} ms; a search: {median(times):.0f} ms, at most"
        f" {max(times):.0f} ms ({counts})."
    )


def _children() -> float:
    """Give the seconds that cores have spent on what this process has started, and what that has."""
    spent = os.times()
    return spent.children_user + spent.children_system


def _cpu(command: list[str]) -> float:
    started = _children()
    time_command(command, _REPOSITORY)
    return _children() - started


def _forget(source: Path) -> None:
    for path in (source / ".painsite").glob("cache*"):
        path.unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("what", choices=("quality", "costs"))
    parser.add_argument("--n", default="1000", help="numbers of entries, with commas between, default %(default)s")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="painsite-search-") as name:
        folder = Path(name)
        if options.what == "costs":
            for size in options.n.split(","):
                _show(costs(int(size), folder))
            return 0
        time_command(_build(_REPOSITORY, folder / "sample"), _REPOSITORY)
        _show(quality(folder / "sample", SAMPLE))
        source = FIXTURES / "zheln" / "zheln-pain-1000.bib"
        if source.is_file():
            (folder / "zheln" / "bibliography").mkdir(parents=True)
            (folder / "zheln" / "bibliography" / source.name).write_bytes(source.read_bytes())
            time_command(_build(folder / "zheln", folder / "zheln-site"), _REPOSITORY)
            _show(quality(folder / "zheln-site", ZHELN))
    return 0


def _show(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - what was asked for
    print(flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
