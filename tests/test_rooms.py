"""Imports go one way, and the middle rooms touch no disk, clock or network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "painsite"

ORDER = (
    {"__init__"},
    {"model", "problems", "languages"},
    {"files", "theme", "workers"},
    {"sources"},
    {"config"},
    {"linking"},
    {"pages"},
    {"output"},
    {"build"},
    {"editing", "terminal"},
    {"preview"},
    {"cli"},
    {"__main__"},
)
"""Each set may import those before it, and itself."""

PURE = ("model", "problems", "languages", "config", "sources", "linking", "pages")
IMPURE_MODULES = frozenset(
    "asyncio datetime glob http io locale multiprocessing os pathlib random secrets shutil socket subprocess tempfile"
    " threading time urllib.request uuid".split()
)
IMPURE_CALLS = frozenset({"open", "print", "input", "eval", "exec"})

MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Full names of imported modules, those inside functions and behind TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(path) for path in MODULES} == set().union(*ORDER)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_rooms_before_its_own(path: Path) -> None:
    position = next(index for index, rooms in enumerate(ORDER) if room_of(path) in rooms)
    allowed = set().union(*ORDER[:position]) | {room_of(path)}
    if room_of(path) == "__init__":
        allowed = set()
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("painsite.")}
    rooms = {room_of(module) for module in MODULES}
    assert (used & rooms) - allowed == set()


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in PURE], ids=name_of)
def test_the_middle_rooms_are_pure(path: Path) -> None:
    impure = {name for name in imports_of(path) if name in IMPURE_MODULES or name.split(".")[0] in IMPURE_MODULES}
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS
    }
    assert impure | calls == set()
