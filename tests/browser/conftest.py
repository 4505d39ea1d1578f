"""A real browser, and sites for it.

Everything here lives as long as the tests of this folder run, and no longer: the browser's driver is an event loop,
the server a thread, and other tests start loops and processes of their own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import EXTRA
from tests.browser.serving import Served, serve
from tests.browser.tools import ARGUMENTS, REPOSITORY, find_chromium
from tests.browser.visiting import Reader, Visits
from tests.support import FIXTURES, write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


def build(root: Path, *options: str, output: str = "_site") -> Path:
    """Build a site, in a process of its own; give the folder that is published."""
    command = [sys.executable, "-m", "painsite", "build", "--source", str(root), "--output", str(root / output)]
    done = subprocess.run([*command, *options], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / output


def made_once(name: str, make: Callable[[Path], object], factory: pytest.TempPathFactory) -> Path:
    """Give a folder that the first worker who asks for it has filled."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    root, made = shared / name, shared / f"{name} is made"
    with (shared / f"{name} is being made").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            root.mkdir()
            make(root)
            made.touch()
    return root


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Root of the sample site, with a few more pages so that there is one of every kind; built in three ways."""

    def make(root: Path) -> None:
        shutil.copytree(REPOSITORY / "bibliography", root / "bibliography")
        write_site(root, EXTRA)
        build(root)
        build(root, "--base-url", "/sub/path/", output="_below")
        build(root, "--portable", output="_portable")

    return made_once("sample", make, tmp_path_factory)


@pytest.fixture(scope="package")
def published(sample: Path) -> Path:
    """Folder of the sample site as it is published, with relative links."""
    return sample / "_site"


@pytest.fixture(scope="package")
def portable(sample: Path) -> Path:
    """Folder of the sample site as it is opened from a disk."""
    return sample / "_portable"


@pytest.fixture(scope="package")
def site(published: Path) -> Iterator[Served]:
    """Serve the sample site at the root of a host."""
    with serve(published) as served:
        yield served


@pytest.fixture(scope="package")
def site_below(sample: Path) -> Iterator[Served]:
    """Serve the sample site below a path, built for that."""
    with serve(sample / "_below", below="/sub/path/") as served:
        yield served


@pytest.fixture(scope="package")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a site of 1,000 entries as it is published, without what is searched."""
    source = FIXTURES / "zheln" / "zheln-pain-1000.bib"
    if not source.is_file():
        pytest.skip(f"PAINSITE_FIXTURES: there is no file {source}")

    def make(root: Path) -> None:
        write_site(root, {"bibliography/site.yaml": "features: {search: false}\n"})
        shutil.copyfile(source, root / "bibliography" / source.name)
        build(root)

    return made_once("thousand", make, tmp_path_factory) / "_site"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start a browser without a window."""
    executable = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: Served) -> Iterator[Visits]:
    """Open pages of the sample site: see `Visits`. Anything the browser complains of fails the test."""
    visits = Visits(browser=chromium, site=site)
    yield visits
    visits.close()
    assert visits.faults == []


@pytest.fixture(scope="package")
def readers() -> dict[tuple[bool, ...], Reader]:
    """Readers who go from page to page, in all tests."""
    return {}


@pytest.fixture
def walk(chromium: Browser, site: Served, readers: dict[tuple[bool, ...], Reader]) -> Iterator[Visits]:
    """Open pages of the sample site one after the other in one window: see `Visits`."""
    visits = Visits(browser=chromium, site=site, readers=readers)
    yield visits
    assert visits.faults == []
