"""What Lighthouse says of the pages that readers come to first. https://developer.chrome.com/docs/lighthouse"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.kinds import PAGES
from tests.browser.serving import Served
from tests.browser.tools import ARGUMENTS, MODULES, SHELL, WHOLE, find_chromium, find_module

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}

pytestmark = pytest.mark.skipif(not os.environ.get("PAINSITE_LIGHTHOUSE"), reason="slow; `make lighthouse` runs it")


@pytest.mark.parametrize("form", ["mobile", "desktop"])
@pytest.mark.parametrize("kind", ["home", "entry", "article"])
def test_a_page_is_rated_well(site: Served, tmp_path: Path, kind: str, form: str) -> None:
    find_module("lighthouse/package.json")
    report = tmp_path / "report.json"
    command = [shutil.which("node") or "node", str(MODULES / "lighthouse" / "cli" / "index.js"), site.url(PAGES[kind])]
    options = [
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(LEAST)}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        *(["--preset=desktop"] if form == "desktop" else []),
    ]
    # it measures times: those of what readers have, where it is there
    environment = {**os.environ, "CHROME_PATH": str(find_chromium((*WHOLE, SHELL)))}
    done = subprocess.run(
        [*command, *options], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: round(100 * (category["score"] or 0)) for name, category in found["categories"].items()}
    assert {name: score for name, score in scores.items() if score < LEAST[name]} == {}, faults(found)


def faults(report: dict) -> list[str]:
    """Name the audits that cost points, with what they found."""
    counted = {
        one["id"] for category in report["categories"].values() for one in category["auditRefs"] if one["weight"]
    }
    return [
        f"{name}: {audit['title']} {audit.get('displayValue', '')} {audit.get('explanation', '')}"
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 0.9
    ]
