"""Of what a check has found, what some files have."""

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from painsite.build.result import Result
from painsite.files import list_sources
from painsite.problems import severity_of
from painsite.unread import FOLDER

_THEME = ("templates/", "static/")


class NotASourceError(Exception):
    """A file was named that no check looks at."""


def select_files(result: Result, root: Path, files: Iterable[Path]) -> Result:
    """Return the problems of some files and folders alone, and their count.

    A file is named from the working directory, else from `root`. Raises `NotASourceError`.
    """
    known = {*source_paths(root), *(problem.place.path for problem in result.problems)}
    wanted = set(select_paths(root, files, known))
    problems = tuple(problem for problem in result.problems if problem.place.path in wanted)
    severities = [severity_of(problem, result.rules) for problem in problems]
    return replace(
        result, problems=problems, errors=severities.count("error"), warnings=severities.count("warning"), notes=()
    )


def source_paths(root: Path) -> tuple[str, ...]:
    """Return the paths of all sources of a site, in their order."""
    return tuple(file.path for file in list_sources(root).files if file.kind != "other")


def select_paths(root: Path, files: Iterable[Path], known: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that some files and folders name, of those that are known, in order.

    Raises `NotASourceError`.
    """
    paths = sorted(known)
    return tuple(dict.fromkeys(path for file in files for path in _named(file, root, paths)))


def path_in(root: Path, file: Path) -> str:
    """Return a file's path from the folder that holds `bibliography/`, with forward slashes.

    A file is named from the working directory, else from `root`. Links stay as they are. Raises `NotASourceError`
    where it does not exist or is elsewhere.
    """
    here = Path(os.path.abspath(file))  # noqa: PTH100 - links stay as they are
    if not here.exists() and not file.is_absolute():
        here = Path(os.path.abspath(root / file))  # noqa: PTH100
    if not here.exists():
        raise NotASourceError(f"there is no file `{file}`")
    top = Path(os.path.abspath(root))  # noqa: PTH100
    if not here.is_relative_to(top):
        raise NotASourceError(f"`{file}` is not in `{root}`; name the folder of its site with --source")
    return here.relative_to(top).as_posix()


def _named(file: Path, root: Path, known: Iterable[str]) -> list[str]:
    path = path_in(root, file)
    inside = [one for one in known if path in {one, "."} or one.startswith(f"{path}/")]
    if not inside and not path.startswith(_THEME):
        raise NotASourceError(f"`{file}` is no source: name files of `{FOLDER}/` that end in `.yaml`, `.bib` or `.md`")
    return inside
