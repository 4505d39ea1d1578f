"""Measure the tools beside each other: what the rows of the tables are."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import Bibliography, make_bibliography
from tests.bench.measure import can_measure_memory
from tests.bench.report import MAIN_TOOL, Growth, Row, format_values
from tests.bench.serve import measure_waits
from tests.bench.sites import STATES, Site, prepare_clean, write_site
from tests.bench.tools import Tool

ROWS = (*STATES, "memory", "serve")

_ALL_FEATURES = "all"
"""A row of its own sources, for one tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is measured, and where."""

    tools: Mapping[str, Tool]
    with_all_features: Tool | None
    """The main tool, given sources that switch on what the others do not have; None where it is not measured."""
    rows: Sequence[str]
    """Some of `ROWS`."""
    runs: int
    folder: Path
    tell: Callable[[str], None]
    """Called with what is being done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All rows for one size."""

    size: int
    articles: int
    files: Mapping[str, int]
    """How many files each tool has made."""
    rows: tuple[Row, ...]


def compare(size: int, plan: Plan) -> Comparison:
    """Measure all rows for one size. Raises `FailedError` where a tool fails."""
    plan.tell(f"{size:,} entries: writing the sources")
    bibliography = make_bibliography(size)
    place = plan.folder / str(size)
    sites = {name: write_site(tool, bibliography, place / name) for name, tool in plan.tools.items()}
    full_sites = {}
    if plan.with_all_features and _ALL_FEATURES in plan.rows:
        full_sites[MAIN_TOOL] = write_site(plan.with_all_features, bibliography, place / _ALL_FEATURES)
    plan.tell("  a first build of each, which is not timed")
    for site in (*sites.values(), *full_sites.values()):
        site.build()
    files = {name: len(site.files()) for name, site in sites.items()}
    rows = _measure_states(sites, full_sites, plan)
    if "memory" in plan.rows and can_measure_memory():
        rows.append(_measure_memory(sites, plan))
    if "serve" in plan.rows:
        rows += _measure_serving(sites, bibliography, plan)
    shutil.rmtree(place)
    return Comparison(size=size, articles=len(bibliography.essays), files=files, rows=tuple(rows))


def measure_growth(sizes: Sequence[int], plan: Plan) -> Iterator[Growth]:
    """Time one clean build of each size by each tool, and look at the memory of another."""
    for size in sizes:
        plan.tell(f"{size:,} entries: writing the sources")
        bibliography = make_bibliography(size)
        for name, tool in plan.tools.items():
            site = write_site(tool, bibliography, plan.folder / name)
            seconds = site.build()
            plan.tell(f"  {name}: {format_values([seconds], 's')} s")
            memory = None
            if can_measure_memory():
                prepare_clean(site)
                memory = site.build_and_watch_memory()
            yield Growth(size=size, tool=name, seconds=seconds, memory=memory)
            shutil.rmtree(site.folder)


def _measure_states(sites: Mapping[str, Site], full_sites: Mapping[str, Site], plan: Plan) -> list[Row]:
    """Time builds in each wanted state, all tools in turn, then the next state, and all of that again."""
    rows = {name: Row(label=STATES[name].label) for name in STATES if name in plan.rows}
    if _ALL_FEATURES in rows and "clean" in rows:
        # the others have no such features: painsite's are compared with all that these do
        rows[_ALL_FEATURES].compared = rows["clean"]
    for number in range(1, plan.runs + 1):
        for state, row in rows.items():
            for name, site in (full_sites if state == _ALL_FEATURES else sites).items():
                STATES[state].prepare(site)
                row.note(name, site.build())
                plan.tell(f"  {number}/{plan.runs} {row.label}: {name} {format_values(row.measured[name][-1:], 's')} s")
    return list(rows.values())


def _measure_memory(sites: Mapping[str, Site], plan: Plan) -> Row:
    row = Row(label="memory of a clean build at its peak", unit="MB")
    for name, site in sites.items():
        plan.tell(f"  memory: {name}")
        prepare_clean(site)
        row.note(name, site.build_and_watch_memory())
    return row


def _measure_serving(sites: Mapping[str, Site], bibliography: Bibliography, plan: Plan) -> tuple[Row, ...]:
    commentary = Row(label="preview: commentary saved → its page shown")
    headline = Row(label="preview: headline saved → a page that lists it shown")
    burst = Row(label="preview: commentary saved three times in a row → the last on its page")
    for name, site in sites.items():
        plan.tell(f"  preview: {name}")
        waits = measure_waits(site.tool, site.folder, bibliography, plan.runs)
        commentary.note(name, *waits.commentary)
        headline.note(name, *waits.headline)
        burst.note(name, *waits.burst)
    return commentary, headline, burst
