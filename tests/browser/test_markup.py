"""The Nu HTML checker finds no error on any page. https://validator.github.io/validator/"""

import json
import subprocess
import sys
from pathlib import Path

from tests.browser.tools import find_java, find_module
from tests.support import write_site


def check_markup(folder: Path) -> list[str]:
    """Check all pages below a folder at once; give the errors by page and line, and say the warnings."""
    command = [find_java(), "-Xss4m", "-jar", str(find_module("vnu-jar/build/dist/vnu.jar"))]
    options = ["--format", "json", "--exit-zero-always", "--skip-non-html", str(folder)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.stderr.startswith("{"), done.stderr
    errors = []
    for message in json.loads(done.stderr)["messages"]:
        page = message.get("url", "").rpartition(f"/{folder.name}/")[2]
        line = f"{page}:{message.get('lastLine', '')}: {message['message']}"
        if message["type"] == "info":
            sys.stderr.write(f"{message.get('subType', 'info')}: {line}\n")
        else:
            errors.append(line)
    return errors


def test_the_sample_site_has_no_error_of_markup(published: Path) -> None:
    assert check_markup(published) == []


def test_a_site_of_a_thousand_entries_has_no_error_of_markup(thousand: Path) -> None:
    assert len(list((thousand / "bibliography").iterdir())) > 1000
    assert check_markup(thousand) == []


def test_an_error_of_markup_would_be_found(tmp_path: Path) -> None:
    faults = ["<p><div>x</div></p>", "<a href='a b'>x</a>", "<img src='x.png' width='wide' alt=''>"]
    pages = {
        f"pages/{number}.html": f"<!doctype html>\n<html lang='en'><title>Pain</title>\n<h1>Pain</h1>\n{markup}\n"
        for number, markup in enumerate(faults)
    }
    errors = check_markup(write_site(tmp_path, pages) / "pages")
    assert sorted({error.partition(":")[0] for error in errors}) == ["0.html", "1.html", "2.html"]
