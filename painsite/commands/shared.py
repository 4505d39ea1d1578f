"""What commands share: options, how a command begins and ends, and what it says when something fails."""

# ruff: noqa: PLC0415 - imports stand inside the commands, so that `--help` needs none
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from datetime import datetime

    from painsite.build.query import OpenSite
    from painsite.model import PartialDate

SOURCE = click.option(
    "--source",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="the working directory",
    help="The folder that holds `bibliography/`, or that folder itself.",
)
DRAFTS = click.option("--drafts", is_flag=True, help="Publish drafts too.")
FILES = click.argument("files", metavar="[FILES]...", nargs=-1, type=click.Path(path_type=Path))
STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    show_default="the day of SOURCE_DATE_EPOCH, else that of the clock",
    help="The day for what hangs on it, such as overdue reviews.",
)


class Program:
    """Stands for a process that does one command and ends."""


def begin() -> None:
    """Get ready for a build, in a process that does nothing else."""
    if isinstance(click.get_current_context().obj, Program):
        # what a build makes lives to its end and has no circles: to look for them costs a tenth of the time
        gc.disable()


def end(status: int) -> NoReturn:
    """Leave with an exit status; a process that does nothing else need not give back a large site piece by piece."""
    if isinstance(click.get_current_context().obj, Program):
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    sys.exit(status)


def fail(message: str) -> NoReturn:
    """Say what went wrong, and end with status 2."""
    click.echo(f"painsite: {message}", err=True)
    sys.exit(2)


def file_error(error: OSError, folder: Path) -> str:
    """Return what to say of a file or folder that cannot be used; `folder` where the error names none."""
    from painsite.workers import ProcessEndedError

    if isinstance(error, ProcessEndedError):
        return str(error)
    reason = (error.strerror or str(error)).lower()
    return f"cannot read or write `{error.filename or folder}`: {reason}; check the file and its permissions"


def cache_error(error: Exception, folder: Path) -> str:
    """Return what to say of a cache that cannot be used."""
    return f"cannot use `{folder}`: {error}; remove that folder, or make room on its disk"


def day_of(today: "datetime | None") -> "PartialDate":
    """Return the day that is asked for, else that of `SOURCE_DATE_EPOCH` in UTC, else that of the clock here.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    from datetime import UTC, datetime

    from painsite.model import PartialDate

    if today is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH")):
        try:
            today = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise click.UsageError(f"SOURCE_DATE_EPOCH is `{epoch}`; set it to seconds since 1970") from error
    day = today or datetime.now().astimezone()
    return PartialDate(year=day.year, month=day.month, day=day.day)


def terminal_width() -> int | None:
    """Return how many columns there are; None where the output is no terminal."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def print_text(text: str) -> None:
    """Print a text as it is."""
    # as bytes, whatever the terminal's encoding
    click.echo(text.encode(), nl=False)


def print_markdown(text: str) -> None:
    """Print Markdown as a terminal shows it best; elsewhere as it is."""
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    # a third of a second that only a terminal needs
    from rich.console import Console

    from painsite.manual.printing import print_topic

    print_topic(text, Console())


@contextmanager
def asked(source: Path, *, drafts: bool) -> Iterator["OpenSite"]:
    """Open a site for questions, and say what goes wrong."""
    from painsite.build.cache import CacheError
    from painsite.build.query import open_site
    from painsite.build.start import CACHE_FOLDER, Options
    from painsite.files import MissingSourceError, find_root
    from painsite.queries.choice import UnknownKeyError
    from painsite.terminal import progress_bar
    from painsite.workers import default_jobs

    begin()
    try:
        root = find_root(source)
        with progress_bar() as progress, open_site(root, Options(drafts=drafts, jobs=default_jobs()), progress) as site:
            for note in site.notes:
                click.echo(f"note: {note}", err=True)
            yield site
    except (MissingSourceError, UnknownKeyError) as error:
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, source))
