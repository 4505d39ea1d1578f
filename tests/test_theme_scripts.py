"""The theme's scripts: which loads which."""

import re
from pathlib import Path

import pytest

from painsite.theme import STATIC
from tests.support import some

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js"))}
IMPORT = re.compile(r"""^(?:import|export) (?:[^;]*? from )?"\./([\w-]+\.js)";$""", re.MULTILINE)
LIST = re.compile(r"const modules = \[([^\]]*)\]")


def imports(name: str) -> set[str]:
    """Return what a module needs before it runs, without itself."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = set(IMPORT.findall(SCRIPTS[waiting.pop()])) - found
        found |= new
        waiting += sorted(new)
    return found


@pytest.mark.parametrize("name", ["graph", "index"])
def test_a_page_asks_for_all_modules_that_it_needs_at_once(name: str) -> None:
    (listed,) = LIST.findall(SCRIPTS[f"{name}.js"])
    first, *others = [f"{name}-{part}.js" for part in re.findall(r'"(\w+)"', listed)]
    needed = imports(first)
    assert "shared.js" in needed
    assert sorted(others) == sorted(one for one in needed if one.startswith(f"{name}-"))


def test_no_script_that_a_page_names_is_a_module() -> None:
    templates = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.parent.glob("templates/*.html"))
    assert some(re.findall(r"<script\b[^>]*\bsrc=[^>]*>", templates))
    assert re.findall(r'<script\b[^>]*type="module"', templates) == []


def test_each_script_is_loaded_by_a_page_or_another_script() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in Path("painsite/pages").rglob("*.py"))
    named = set(re.findall(r'"/([\w-]+\.js)"', pages))
    loaded = set(re.findall(r'import\("\./([\w-]+\.js)"\)|load\("([\w-]+\.js)"\)', "\n".join(SCRIPTS.values())))
    listed = {
        f"{page}-{part}.js"
        for page in ("graph", "index")
        for found in LIST.findall(SCRIPTS[f"{page}.js"])
        for part in re.findall(r'"(\w+)"', found)
    }
    first = named | listed | {name for names in loaded for name in names if name}
    assert first | {one for name in first for one in imports(name)} == set(SCRIPTS)
