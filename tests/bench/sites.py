"""A tool's site on disk, and the states in which its build is timed."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import Bibliography
from tests.bench.measure import peak_memory, time_command
from tests.bench.tools import Tool


@dataclass(slots=True, kw_only=True)
class Site:
    """The sources of one tool, and what it has made of them."""

    tool: Tool
    folder: Path
    edited_citekey: str
    """The entry that is edited."""
    is_built: bool = False
    """Whether the output shows the sources as they are."""
    edits: int = 0

    def build(self) -> float:
        """Build, and give the seconds. Raises `FailedError`."""
        seconds = time_command(self.tool.build_command(), self.folder)
        self.is_built = True
        return seconds

    def build_and_watch_memory(self) -> int:
        """Build, and give the bytes at the peak. Raises `FailedError`."""
        memory = peak_memory(self.tool.build_command(), self.folder)
        self.is_built = True
        return memory

    def files(self) -> list[Path]:
        """Give the files that the tool has made of the sources."""
        return [path for path in (self.folder / self.tool.output).rglob("*") if path.is_file()]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What there is when a build begins."""

    label: str
    prepare: Callable[[Site], None]
    """Brings a site into this state."""


def write_site(tool: Tool, bibliography: Bibliography, folder: Path) -> Site:
    """Write the sources, into a folder that is not there yet."""
    tool.write(bibliography, folder)
    citekeys = list(bibliography.work_by_citekey)
    return Site(tool=tool, folder=folder, edited_citekey=citekeys[len(citekeys) // 3])


def prepare_clean(site: Site) -> None:
    """Leave nothing but the sources."""
    for name in (site.tool.output, *site.tool.caches):
        _remove(site.folder / name)
    site.is_built = False


def prepare_unchanged(site: Site) -> None:
    """Leave all as the last build has left it."""
    if not site.is_built:
        site.build()


def prepare_edited(site: Site) -> None:
    """Add a sentence to one commentary."""
    prepare_unchanged(site)
    site.edits += 1
    site.tool.edit_commentary(site.folder, site.edited_citekey, f"Edited {site.edits} times.")
    site.is_built = False


def prepare_restored(site: Site) -> None:
    """Leave what a run of CI begins with: a fresh checkout, where every source is a new file, and the cache."""
    prepare_unchanged(site)
    _remove(site.folder / site.tool.output)
    _rewrite(site.folder / site.tool.sources)
    site.is_built = False


def prepare_copy(site: Site) -> None:
    """Make every file anew, as in a copy of the whole folder: sources, cache and output."""
    prepare_unchanged(site)
    _rewrite(site.folder)
    site.is_built = False


STATES: Mapping[str, State] = {
    "clean": State(label="clean build", prepare=prepare_clean),
    "all": State(label="clean build with all features", prepare=prepare_clean),
    "unchanged": State(label="nothing changed", prepare=prepare_unchanged),
    "edited": State(label="one edited commentary", prepare=prepare_edited),
    "restored": State(label="restored cache", prepare=prepare_restored),
    "copy": State(label="restored cache and site", prepare=prepare_copy),
}
"""By the name of a row."""


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _rewrite(folder: Path) -> None:
    """Make every file below a folder anew, with the same bytes and the time of now."""
    for path in [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]:
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
