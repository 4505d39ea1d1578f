"""The site: begun, checked, built, shown."""

# ruff: noqa: PLC0415, FBT001 - imports stand inside the commands, as in `painsite.cli`; click hands options over as
# positional booleans
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from painsite.commands.shared import (
    DRAFTS,
    SOURCE,
    STRICT,
    begin,
    cache_error,
    end,
    fail,
    file_error,
)

if TYPE_CHECKING:
    from painsite.pages.graph.formats import GraphFormat
    from painsite.pages.links import Linking

_BASE_URL = click.option(
    "--base-url",
    metavar="URL",
    help="Write root-absolute links below this address or path, such as /notes/. Without it links are relative and"
    " work at any address.",
)
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    show_default="the number of cores",
    help="Processes that parse and render.",
)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> NoReturn:
    """Make a small working site of your own in DIR."""
    from painsite.editing.init import FolderInUseError, make_site

    try:
        written = make_site(folder)
    except FolderInUseError as error:
        fail(str(error))
    except OSError as error:
        fail(file_error(error, folder))
    for path in written:
        click.echo(f"  {folder / path}")
    click.echo(f"now: cd {folder}; painsite serve --open")
    sys.exit(0)


@click.command()
@SOURCE
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="_site beside bibliography/",
    help="Where to write, relative to the working directory. painsite owns everything in it.",
)
@_BASE_URL
@click.option("--portable", is_flag=True, help="Name index.html in links, for reading from disk or a USB stick.")
@DRAFTS
@STRICT
@_JOBS
@click.option("--timings", is_flag=True, help="Print where the time went.")
@click.option(
    "--explain",
    "explained",
    metavar="[PATH]",
    is_flag=False,
    flag_value="",
    help="Say why a page or file was made again or was not; without PATH, count the reasons over the whole build.",
)
def build(  # noqa: PLR0913, PLR0917 - one for each option
    source: Path,
    output: Path | None,
    base_url: str | None,
    portable: bool,
    drafts: bool,
    strict: bool,
    jobs: int | None,
    timings: bool,
    explained: str | None,
) -> NoReturn:
    """Write the site.

    Where a source has an error nothing is written, and the published folder stays as it was.
    """
    from painsite.build.cache import CacheError
    from painsite.build.run import run as run_build
    from painsite.build.size_limits import size_notes
    from painsite.build.start import CACHE_FOLDER, Options
    from painsite.files import MissingSourceError, find_root
    from painsite.output.publish import OutputError
    from painsite.reporting.text import screen_of, show_text
    from painsite.terminal import Clock, progress_bar, show_explanations, show_timings, summary
    from painsite.workers import default_jobs

    started = time.perf_counter()
    begin()
    if portable and base_url is not None:
        raise click.UsageError("--portable and --base-url exclude each other: from disk only relative links work")
    options = Options(
        linking=_linking(base_url, portable=portable),
        drafts=drafts,
        strict=strict,
        jobs=jobs or default_jobs(),
        explain=explained is not None,
    )
    try:
        root = find_root(source)
        folder = output or root / "_site"
        with progress_bar() as progress:
            clock = Clock(progress)
            result = run_build(root, folder, options, progress=clock)
    except (MissingSourceError, OutputError) as error:
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, folder))
    seconds = time.perf_counter() - started
    click.echo(show_text(result, root, screen_of(sys.stderr)), nl=False, err=True)
    for note in (*result.notes, *size_notes(result)):
        click.echo(f"note: {note}", err=True)
    if timings:
        click.echo(show_timings(clock, result), nl=False, err=True)
    if explained is not None:
        click.echo(show_explanations(result, explained, folder), nl=False, err=True)
    failed = bool(result.errors or (strict and result.warnings))
    click.echo(summary(result, seconds), err=failed)
    if failed:
        click.echo(f"nothing was written; `{folder}` is as it was", err=True)
    end(int(failed))


@click.command()
@SOURCE
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "graphml", "dot"]),
    default="json",
    show_default=True,
    help="For networkx or D3, for Gephi, yEd or igraph, for Graphviz.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="standard output",
    help="The file to write, relative to the working directory.",
)
@DRAFTS
def graph(source: Path, style: "GraphFormat", output: Path | None, drafts: bool) -> NoReturn:
    """Print who cites whom, with the citing sentences.

    It is the graph of all that can be linked. Problems go to standard error, and with errors the exit status is 1.
    """
    from painsite.build.cache import CacheError
    from painsite.build.graph import read_graph
    from painsite.build.start import CACHE_FOLDER, Options
    from painsite.files import MissingSourceError, find_root
    from painsite.pages.graph.formats import format_graph
    from painsite.reporting.text import say_count, screen_of, show_text
    from painsite.terminal import progress_bar
    from painsite.workers import default_jobs

    begin()
    try:
        root = find_root(source)
        with progress_bar() as progress:
            rows, result = read_graph(root, Options(drafts=drafts, jobs=default_jobs()), progress)
        text = format_graph(rows, style)
        if output:
            output.write_text(text, encoding="utf-8", newline="")
    except MissingSourceError as error:
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, output or root))
    click.echo(show_text(result, root, screen_of(sys.stderr)), nl=False, err=True)
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    if result.problems:
        click.echo(say_count(result), err=True)
    if not output:
        click.echo(text.encode(), nl=False)
    end(int(bool(result.errors)))


@click.command()
@SOURCE
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show drafts.")
@click.option(
    "--editor",
    envvar="PAINSITE_EDITOR",
    default="vscode",
    show_default=True,
    help="The program in which links open sources: vscode, vscodium, cursor, zed, idea, sublime, textmate, none, or an"
    " address with {path}, {line} and {column}.",
)
def serve(source: Path, port: int, open_browser: bool, drafts: bool, editor: str) -> NoReturn:
    """Show the site, and every change as soon as it is saved.

    The preview lies in .painsite/preview; _site is never touched. It goes on whatever is wrong and shows what can be
    shown.
    """
    from painsite.files import MissingSourceError, find_root
    from painsite.preview.editors import template_of
    from painsite.preview.server import PortError, preview

    try:
        template = template_of(editor)
    except ValueError as error:
        raise click.UsageError(f"--editor: {error}") from error
    try:
        preview(find_root(source), port=port, open_browser=open_browser, drafts=drafts, editor=template)
    except (MissingSourceError, PortError) as error:
        fail(str(error))
    sys.exit(0)


def _linking(base_url: str | None, *, portable: bool) -> "Linking":
    from painsite.pages.links import Linking, url_path

    return Linking(root=url_path(base_url) if base_url is not None else "", portable=portable)
