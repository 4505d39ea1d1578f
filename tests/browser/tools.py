"""What the checks in a browser need beside Python packages, and where it is found."""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
MODULES = REPOSITORY / "node_modules"

SHELL = "chromium-headless-shell"
"""A Chromium without windows, profiles and what else no test needs: a quarter quicker."""
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",  # which root cannot have
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
REMEDY = "`make tools` installs it, or says how"


@cache
def find_chromium(commands: tuple[str, ...] = (SHELL, *WHOLE)) -> Path:
    """Give the Chromium that PAINSITE_CHROMIUM names, the system's or Playwright's own; skip where there is none.

    Of the system's the first of `commands` that is there.
    """
    pytest.importorskip("playwright", reason=f"there is no Python package playwright; {REMEDY}")
    named = os.environ.get("PAINSITE_CHROMIUM")
    for command in (named,) if named else commands:
        if found := shutil.which(command):
            return Path(found)
    own = _own_of_playwright()
    if named or not own.is_file():
        pytest.skip(f"there is no {named or 'Chromium'}; {REMEDY}")
    return own


def _own_of_playwright() -> Path:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def find_java() -> str:
    """Give the command of a Java runtime; skip where there is none."""
    found = shutil.which("java")
    if not found:
        pytest.skip(f"there is no Java runtime; {REMEDY}")
    return found


def find_module(path: str) -> Path:
    """Give a file below node_modules; skip where npm has not installed it."""
    found = MODULES / path
    if not found.is_file():
        pytest.skip(f"there is no node_modules/{path}; {REMEDY}")
    return found
