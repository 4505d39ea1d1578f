"""`painsite import`, without its arguments: files and a folder in, a report and an exit status out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from painsite.editing.importing.folders import NoFolderError, read_folder
from painsite.editing.importing.plan import Choices
from painsite.editing.importing.reading import ReadFile, read_file
from painsite.editing.importing.report import report_json, show_report
from painsite.editing.importing.run import run_import
from painsite.editing.shelf import read_shelf
from painsite.workers import Progress

__all__ = ["NoFolderError", "Wish", "import_into"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line asks for."""

    paths: Sequence[Path]
    """Files and folders."""
    choices: Choices
    dry_run: bool = False
    as_json: bool = False
    verbose: bool = False


def import_into(root: Path, wish: Wish, progress: Progress) -> tuple[str, int]:
    """Import files and folders into the bibliography at `root`; give the report and the exit status.

    That is 1 where a record was refused, and 2 where the disk ended it. Raises `NoFolderError` for a folder that holds
    nothing to import, `CacheError` and `OSError`.
    """
    files: list[ReadFile] = []
    for number, path in enumerate(wish.paths):
        progress("read", number, len(wish.paths))
        files += read_folder(path) if path.is_dir() else [read_file(path)]
    imported = run_import(files, read_shelf(root, progress), wish.choices, dry_run=wish.dry_run)
    if wish.as_json:
        text = report_json(imported, dry_run=wish.dry_run)
    else:
        text = show_report(imported, dry_run=wish.dry_run, all_lines=wish.verbose)
    is_whole = not any(outcome.status == "refused" for outcome in imported.outcomes)
    return text, 2 if imported.stopped else int(not is_whole)
