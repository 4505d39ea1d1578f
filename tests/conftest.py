"""Hypothesis profiles, marks, and signals."""

import os
import signal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import Constants, HypothesisProvider

LONGEST = (
    "test_incremental.py", "browser", "test_export_clients.py", "test_related_incremental.py", "test_preview.py",
    "test_run.py", "test_links_resolve.py", "test_planning.py", "test_linking_again.py", "test_determinism.py",
    "test_cli.py", "test_jobs.py", "test_workers.py",
)  # fmt: skip

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


def pytest_configure(config: pytest.Config) -> None:
    """Let tests fork in a worker of pytest-xdist, whose one other thread waits for orders; and let Ctrl+C be heard."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        config.addinivalue_line("filterwarnings", "ignore:This process .* is multi-threaded:DeprecationWarning")
    # A shell lets what it starts in the background ignore Ctrl+C, and the previews that tests stop would inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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
        # Random examples take twice as long while lines are counted, and chosen ones should reach every line.
        if item.get_closest_marker("property"):
            item.add_marker(pytest.mark.no_cover)


def turn_of(item: pytest.Item) -> int:
    """Return when a test's file has its turn: workers take whole files, and a long one at the end leaves others idle.

    The files of the browser follow each other, so that it is started once in each worker.
    """
    name = "browser" if item.path.parent.name == "browser" else item.path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
