"""The Nu HTML checker finds no error on any page. https://validator.github.io/validator/"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.tools import find_java, find_module
from tests.support import write_site


def check_markup(*folders: Path) -> list[str]:
    """Check all pages below these folders at once; give the errors by page and line, and say the warnings."""
    # what it runs is too short to be worth compiling well, or collecting on several cores
    quickly = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [find_java(), "-Xss4m", *quickly, "-jar", str(find_module("vnu-jar/build/dist/vnu.jar"))]
    options = ["--format", "json", "--exit-zero-always", "--skip-non-html", *map(str, folders)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.stderr.startswith("{"), done.stderr
    errors = []
    for message in json.loads(done.stderr)["messages"]:
        line = f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}"
        if message["type"] == "info":
            sys.stderr.write(f"{message.get('subType', 'info')}: {line}\n")
        else:
            errors.append(line)
    return errors


def test_no_page_has_an_error_of_markup_and_one_would_be_found(published: Path, tmp_path: Path) -> None:
    faults = ["<p><div>x</div></p>", "<a href='a b'>x</a>", "<img src='x.png' width='wide' alt=''>"]
    pages = {
        f"{number}.html": f"<!doctype html>\n<html lang='en'><title>Pain</title>\n<h1>Pain</h1>\n{markup}\n"
        for number, markup in enumerate(faults)
    }
    # one process for both: most of its time is that of its start
    errors = check_markup(published, write_site(tmp_path, pages))
    assert [error for error in errors if str(tmp_path) not in error] == []
    assert {error.partition(".html")[0].rpartition("/")[2] for error in errors} == {"0", "1", "2"}


@pytest.mark.torture
def test_a_site_of_a_thousand_entries_has_no_error_of_markup(thousand: Path) -> None:
    assert len(list((thousand / "bibliography").iterdir())) > 1000
    assert check_markup(thousand) == []
