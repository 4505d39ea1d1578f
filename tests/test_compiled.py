"""Compiled templates: those of the theme are kept as Python keeps its modules, those of a site are not."""

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from painsite.output.compiled import Compiled
from painsite.theme import TEMPLATES


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which Python, and so painsite, keeps what is compiled."""
    folder = tmp_path / "compiled"
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def compiles(folder: Path, name: str = "navigation.html", *, trim_blocks: bool = True) -> bool:
    """Tell whether a process that begins now has to compile a template."""
    found: list[str] = []

    class Watched(Environment):
        def _generate(self, *arguments: Any, **more: Any) -> str:
            found.append(name)
            return super()._generate(*arguments, **more)

    loader = FileSystemLoader(folder)
    Watched(loader=loader, bytecode_cache=Compiled(), autoescape=True, trim_blocks=trim_blocks).get_template(name)
    return bool(found)


def test_a_template_of_the_theme_is_compiled_once_for_all_processes(kept: Path) -> None:
    assert [compiles(TEMPLATES) for _ in range(3)] == [True, False, False]
    assert len(files(kept)) == 1


def test_a_template_of_a_site_is_compiled_in_each_process_and_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "navigation.html").write_text("<nav></nav>", encoding="utf-8")
    assert [compiles(tmp_path) for _ in range(2)] == [True, True]
    assert not files(kept)


def test_a_template_is_compiled_again_for_other_options(kept: Path) -> None:
    assert compiles(TEMPLATES)
    assert compiles(TEMPLATES, trim_blocks=False)
    assert files(kept)


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, None])
def test_a_file_that_is_damaged_is_not_run(kept: Path, damage: bytes | None) -> None:
    compiles(TEMPLATES)
    (file,) = files(kept)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if damage is None else damage)
    assert compiles(TEMPLATES)
    assert not compiles(TEMPLATES)


def test_where_nobody_may_write_it_is_compiled_each_time(kept: Path) -> None:
    kept.write_text("a file in the way of the folder", encoding="utf-8")
    assert [compiles(TEMPLATES) for _ in range(2)] == [True, True]


def test_where_python_is_told_to_keep_nothing_nothing_is_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiles(TEMPLATES)
    assert not files(kept)
