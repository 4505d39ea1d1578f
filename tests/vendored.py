"""Put together what the theme ships of others: `make vendored` writes static/graph-library.js.

The parts are builds of their authors, unchanged and one after the other, each with its licence. `package-lock.json`
says which versions they are, and `tests/test_vendored.py` that the file is made of these.
"""

import json
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
TARGET = REPOSITORY / "static" / "graph-library.js"
PARTS = (
    "d3-dispatch",
    "d3-timer",
    "d3-color",
    "d3-ease",
    "d3-interpolate",
    "d3-selection",
    "d3-transition",
    "d3-drag",
    "d3-zoom",
)
"""Each after what it needs."""


def locked_versions(repository: Path = REPOSITORY) -> dict[str, str]:
    """Give the version of each part that package-lock.json names."""
    packages = json.loads((repository / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {name: packages[f"node_modules/{name}"]["version"] for name in PARTS}


def library(modules: Path) -> str:
    """Give the text of the file, from the packages below node_modules. Raises `OSError` where one is missing."""
    return "".join(_part(modules / name) for name in PARTS)


def _part(package: Path) -> str:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    licence = (package / "LICENSE").read_text(encoding="utf-8").strip()
    script = (package / "dist" / f"{about['name']}.min.js").read_text(encoding="utf-8").strip()
    return f"/*!\n{about['name']} {about['version']}\n\n{licence}\n*/\n{script}\n"


if __name__ == "__main__":
    TARGET.write_text(library(REPOSITORY / "node_modules"), encoding="utf-8")
