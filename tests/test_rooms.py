"""Imports go one way, at every level, and the middle rooms touch no disk, clock or network."""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.rooms import FLOORS, PACKAGE, PURE, purpose_of

IMPURE_MODULES = frozenset(
    "asyncio datetime glob http io locale multiprocessing os pathlib random secrets shutil socket subprocess tempfile"
    " threading time urllib.request uuid".split()
)
IMPURE_CALLS = frozenset({"open", "print", "input", "eval", "exec"})
ENTRANCES = frozenset({"__init__", "__main__"})
"""The package's name and version, which may be asked for anywhere; and what starts the command line."""

MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
PACKAGES = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def statements_of(path: Path) -> tuple[ast.Import | ast.ImportFrom | ast.Call, ...]:
    """Imports and calls, those inside functions and behind TYPE_CHECKING too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom | ast.Call))


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Full names of imported modules."""
    names: list[str] = []
    for node in statements_of(path):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(names)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_every_room_has_its_floor() -> None:
    assert sorted({room_of(path) for path in MODULES} - ENTRANCES) == sorted(room for floor in FLOORS for room in floor)


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) not in ENTRANCES], ids=name_of)
def test_a_module_imports_only_from_its_own_room_and_the_floors_below(path: Path) -> None:
    floor = next(index for index, rooms in enumerate(FLOORS) if room_of(path) in rooms)
    allowed = {room for rooms in FLOORS[:floor] for room in rooms} | {room_of(path)}
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("painsite.") and is_module(name)}
    assert used - allowed == set()


@pytest.mark.parametrize("package", PACKAGES, ids=name_of)
def test_no_import_goes_round_in_a_circle(package: Path) -> None:
    """Neither between modules nor between the rooms that hold them."""
    prefix = ".".join(package.relative_to(PACKAGE.parent).parts) + "."
    arrows: dict[str, set[str]] = {}
    for path in package.rglob("*.py"):
        inside = path.relative_to(package).parts[0].removesuffix(".py")
        names = {name.removeprefix(prefix) for name in imports_of(path) if name.startswith(prefix) and is_module(name)}
        arrows.setdefault(inside, set()).update({name.split(".")[0] for name in names} - {inside})
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert purpose_of(path).strip()


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in PURE], ids=name_of)
def test_the_middle_rooms_are_pure(path: Path) -> None:
    impure = {name for name in imports_of(path) if name in IMPURE_MODULES or name.split(".")[0] in IMPURE_MODULES}
    calls = {
        node.func.id
        for node in statements_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS
    }
    assert impure | calls == set()
