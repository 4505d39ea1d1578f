"""Hypothesis profiles, marks, signals, and what keeps thousands of small builds quick."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import Constants, HypothesisProvider

LONGEST = (
    "test_incremental.py", "browser", "test_determinism.py", "test_export_clients.py", "test_citeproc_agreement.py",
    "test_linking_again.py", "test_preview.py", "test_related_incremental.py", "test_cli.py", "test_related.py",
    "test_planning.py", "test_run.py", "test_links_resolve.py", "test_bench.py", "test_planned.py",
    "test_bibtex_rereading.py", "test_first_look.py", "test_search_building.py", "test_rooms.py", "test_exports.py",
    "test_explain.py", "test_formats_bibtex.py", "test_zotero_types.py", "test_structured.py", "test_jobs.py",
    "test_workers.py",
)  # fmt: skip

COMPARING = {
    "test_citeproc_agreement.py", "test_determinism.py", "test_export_clients.py", "test_first_look.py",
    "test_fixtures_bib.py", "test_fixtures_yaml.py", "test_linking_again.py", "test_links_resolve.py",
    "test_planning.py", "test_related_incremental.py", "test_run.py", "test_zotero_types.py",
}  # fmt: skip
"""Files whose tests compare whole builds, or read many works of others, or what others make of many."""

TORTURE = bool(os.environ.get("PAINSITE_TORTURE"))

# The same examples in each run, so that no change fails by luck; `make torture` searches with new ones.
settings.register_profile(
    "default", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("torture", deadline=None, max_examples=2_000, suppress_health_check=list(HealthCheck))
settings.load_profile("torture" if TORTURE else "default")
if not TORTURE:
    # Nor do they change with the words and numbers in the code, some of which hypothesis would draw.
    HypothesisProvider._local_constants = Constants()


MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux has files that are on no disk
ROOM = 2 << 30
"""Bytes that have to be free there; the tests of a run need about a tenth."""


def pytest_configure(config: pytest.Config) -> None:
    """Let tests fork in a worker of pytest-xdist, whose one other thread waits for orders; and let Ctrl+C be heard."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        config.addinivalue_line("filterwarnings", "ignore:This process .* is multi-threaded:DeprecationWarning")
    else:
        keep_files_in_memory()
        stop_measuring_where_no_test_runs(config)
    # A shell lets what it starts in the background ignore Ctrl+C, and the previews that tests stop would inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def keep_files_in_memory() -> None:
    """Put temporary files of this process and its children in memory where there is room, unless TMPDIR says where.

    The tests write some 200,000 files, nearly all of them small. On a disk that keeps a journal they wait for it longer
    than they compute.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    # some tests run a program that they have written, which a container may not allow there
    if shutil.disk_usage(MEMORY).free >= ROOM and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it is asked for again


def stop_measuring_where_no_test_runs(config: pytest.Config) -> None:
    """Count no lines in the process that hands out tests to others and gathers what they report."""
    coverage = config.pluginmanager.getplugin("_cov")
    if coverage is not None and config.getoption("numprocesses", None):
        coverage.cov_controller.pause()


@pytest.fixture(scope="session", autouse=True)
def computed_once() -> Iterator[None]:
    """Compute once in a process what hundreds of builds of small sites would: a fifth of the time of each.

    That is where the nodes of equal graphs stand, and what stands for the program, which no test of a build changes.
    tests/test_layout.py and tests/test_cache.py ask the functions themselves.
    """
    from painsite.build import start
    from painsite.pages.graph import layout

    places: dict[object, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    place_nodes = layout.place_nodes

    def place(structure: layout.Structure) -> tuple[tuple[int, ...], tuple[int, ...]]:
        lists = structure.citing, structure.cited, structure.tagged, structure.tags
        key = (structure.nodes, *map(tuple, lists))
        if key not in places:
            places[key] = place_nodes(structure)
        return places[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "place_nodes", place)
        patch.setattr(start, "program_digest", cache(start.program_digest))
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell laws from cases, leave the slow checks to `make torture`, and begin with the files that take longest."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.property)
    if TORTURE:
        return
    items.sort(key=turn_of)
    for item in items:
        if item.get_closest_marker("torture"):
            item.add_marker(pytest.mark.skip(reason="slow; `make torture` runs it"))
        # A build takes twice as long while lines are counted. Tests nearer to a line than random examples and whole
        # builds should reach it.
        if item.get_closest_marker("property") or item.path.name in COMPARING or item.path.parent.name == "browser":
            item.add_marker(pytest.mark.no_cover)


def turn_of(item: pytest.Item) -> int:
    """Return when a test's file has its turn: workers take whole files, and a long one at the end leaves others idle.

    The files of the browser follow each other, so that it is started once in each worker.
    """
    name = "browser" if item.path.parent.name == "browser" else item.path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
