"""The wheel carries all that painsite needs, and works anywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import IS_TORTURE

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command in an environment that does not know this checkout; give what it prints."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))
    }
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the commands of an empty environment into which the wheel was installed.

    What it needs is installed from its own list in `make torture`; else it is found where it is here.
    """
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", cwd=ROOT)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "empty", cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    commands = folder / "empty" / ("Scripts" if os.name == "nt" else "bin")
    python = commands / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "-q", "--disable-pip-version-check")
    run(*pip, *(("-c", ROOT / "constraints.txt") if IS_TORTURE else ("--no-deps",)), wheel, cwd=folder)
    if not IS_TORTURE:
        its_own, ours = (
            run(one, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
            for one in (python, sys.executable)
        )
        Path(its_own, "lent.pth").write_text(f"{ours}\n", encoding="utf-8")
    return commands


def test_the_package_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    found = run(installed / "python", "-c", "import painsite; print(painsite.__file__)", cwd=tmp_path)
    assert installed.parent in Path(found).parents


def test_the_installed_command_builds_a_site_of_its_own_elsewhere(installed: Path, tmp_path: Path) -> None:
    build_elsewhere(installed, tmp_path)


@pytest.mark.torture
def test_what_the_wheel_lists_is_all_that_it_needs(installed: Path, tmp_path: Path) -> None:
    build_elsewhere(installed, tmp_path)


def build_elsewhere(installed: Path, tmp_path: Path) -> None:
    run(installed / "painsite", "init", "notes", cwd=tmp_path)
    printed = run(installed / "painsite", "build", cwd=tmp_path / "notes")
    assert printed.startswith("2 entries, 1 article, ")
    page = (tmp_path / "notes" / "_site" / "bibliography" / "kasch-2022" / "index.html").read_text(encoding="utf-8")
    assert "One page on Back notes cites Kasch 2022:" in page
    assert (tmp_path / "notes" / "_site" / "style.css").is_file()


def test_the_package_runs_as_a_module(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "python", "-m", "painsite", "--version", cwd=tmp_path) == "painsite 0.1.0\n"


def test_the_manual_comes_along_whole(installed: Path, tmp_path: Path) -> None:
    code = "from painsite.manual.topics import ROOT; print(ROOT)"
    there = Path(run(installed / "python", "-c", code, cwd=tmp_path).strip())
    assert files_below(there) == files_below(ROOT / "painsite" / "manual")
    assert run(installed / "painsite", "manual", "images", cwd=tmp_path).startswith("# Images\n")


def files_below(folder: Path) -> list[str]:
    """Give the paths of what the manual is made of."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.suffix in {".md", ".yaml", ".html"}
    )
