"""Sources: checked, mended, brought into one form."""

# ruff: noqa: PLC0415, FBT001 - imports stand inside the commands, as in `painsite.cli`; click hands options over as
# positional booleans
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from painsite.commands.shared import (
    DRAFTS,
    FILES,
    SOURCE,
    STRICT,
    TODAY,
    begin,
    cache_error,
    day_of,
    end,
    fail,
    file_error,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from painsite.build.result import Result
    from painsite.editing.mending.mend import Mended


@click.command()
@FILES
@SOURCE
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How problems are listed: for people, for programs, as annotations in GitHub Actions, for code scanning.",
)
@click.option("--fix", is_flag=True, help="First mend what is certain, such as the form of a DOI.")
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change, and write nothing; exit status 1 if anything."
)
@DRAFTS
@STRICT
@click.option("--notes", "wants_notes", is_flag=True, help="List notes too: what is no fault but work to do.")
@TODAY
def check(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[Path, ...],
    source: Path,
    style: str,
    fix: bool,
    diff: bool,
    drafts: bool,
    strict: bool,
    wants_notes: bool,
    today: "datetime | None",
) -> NoReturn:
    """List every problem, and write nothing unless asked to mend.

    Sources, settings and templates are checked as a build would read them, and by some rules that are too dear for it.
    With FILES the whole site is read all the same, and the problems of these files and folders are listed and counted.
    """
    if fix or diff:
        from painsite.editing.mending.mend import mend

        _revise(source, files, mend, shown="diff" if diff else "")
    from painsite.build.cache import CacheError
    from painsite.build.checking import check_site
    from painsite.build.size_limits import size_notes
    from painsite.build.start import CACHE_FOLDER, Options
    from painsite.files import MissingSourceError, find_root
    from painsite.reporting.selection import NotASourceError, select_files
    from painsite.terminal import progress_bar
    from painsite.workers import default_jobs

    begin()
    try:
        root = find_root(source)
        with progress_bar() as progress:
            options = Options(drafts=drafts, jobs=default_jobs())
            result = check_site(root, options, today=day_of(today), notes=wants_notes, progress=progress)
        notes = (*result.notes, *([] if files else size_notes(result)))
        result = result.with_notes if wants_notes else result
        result = select_files(result, root, files) if files else result
    except (MissingSourceError, NotASourceError) as error:
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, root))
    for note in notes:
        click.echo(f"note: {note}", err=True)
    _print_problems(result, root, style)
    end(int(bool(result.errors or (strict and result.warnings))))


def _print_problems(result: "Result", root: Path, style: str) -> None:
    """Print what a check has found; in GitHub Actions into the summary of the step too."""
    from painsite.reporting.repository import folder_in_repository
    from painsite.reporting.text import say_count, screen_of, show_text

    if style == "json":
        from painsite.reporting.json_list import show_json

        click.echo(show_json(result), nl=False)
    elif style == "sarif":
        from painsite.reporting.sarif import show_sarif

        click.echo(show_sarif(result, folder_in_repository(root, os.environ)), nl=False)
    elif style == "github":
        from painsite.reporting.github import show_github, show_summary

        folder = folder_in_repository(root, os.environ)
        click.echo(show_github(result, folder), nl=False)
        if summary_file := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary_file).open("a", encoding="utf-8") as file:
                file.write(show_summary(result, folder, os.environ))
    else:
        click.echo(show_text(result, root, screen_of(sys.stdout)), nl=False)
        click.echo(say_count(result))


@click.command()
@FILES
@SOURCE
@click.option("--check", "only_check", is_flag=True, help="Name what would change; exit status 1 if anything.")
@click.option("--diff", is_flag=True, help="Show what would change; exit status 1 if anything.")
def fmt(files: tuple[Path, ...], source: Path, only_check: bool, diff: bool) -> NoReturn:
    """Bring entries, front matter and tags.yaml into their canonical form.

    Fields come in order, values without needless quotes; comments and texts stay, and all of it reads as before. Files
    of BibTeX are left to the program that writes them.
    """
    from painsite.editing.formatting.canonical import format_source

    _revise(source, files, format_source, shown="diff" if diff else "names" if only_check else "")
    end(0)


def _revise(source: Path, files: tuple[Path, ...], revise: "Callable[[str, str], Mended]", *, shown: str) -> None:
    """Change files and say what was changed; or print the diff or names of what would change, and end there."""
    from painsite.editing.mending.files import revise_files
    from painsite.editing.safe_writing import ChangeError, write_changes
    from painsite.files import MissingSourceError, find_root
    from painsite.reporting.diffs import show_diff
    from painsite.reporting.selection import NotASourceError, select_paths, source_paths
    from painsite.reporting.text import screen_of

    try:
        root = find_root(source)
        known = source_paths(root)
        revisions = revise_files(root, select_paths(root, files, known) if files else known, revise)
        if not shown:
            write_changes(root, [one.change for one in revisions])
    except (MissingSourceError, NotASourceError, ChangeError) as error:
        fail(str(error))
    except OSError as error:
        fail(file_error(error, source))
    for one in revisions:
        if shown == "diff":
            click.echo(show_diff(one.path, one.before, one.after, screen_of(sys.stdout)), nl=False)
        elif shown:
            click.echo(f"{one.path}: {', '.join(one.what)}")
        else:
            click.echo(f"changed {one.path}: {', '.join(one.what)}", err=True)
    if shown == "diff" and not revisions:
        click.echo("nothing to mend by itself; `painsite check` lists what is wrong", err=True)
    if shown:
        end(int(bool(revisions)))
