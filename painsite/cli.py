"""Arguments in, exit status out.

Imports stand inside the commands: `--help` and `--version` need none of them.
"""

# ruff: noqa: PLC0415, FBT001 - see above; click hands options over as positional booleans
import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NoReturn

import click

from painsite import __version__
from painsite.queries.shell_completion import complete_citekeys

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from painsite.build.query import OpenSite
    from painsite.build.result import Result
    from painsite.editing.mending.mend import Mended
    from painsite.editing.new_source import NewSource
    from painsite.editing.services.client import Client
    from painsite.editing.shelf import Shelf
    from painsite.model import PartialDate
    from painsite.pages.graph.formats import GraphFormat
    from painsite.pages.links import Linking

_SOURCE = click.option(
    "--source",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="the working directory",
    help="The folder that holds `bibliography/`, or that folder itself.",
)
_BASE_URL = click.option(
    "--base-url",
    metavar="URL",
    help="Write root-absolute links below this address or path, such as /notes/. Without it links are relative and"
    " work at any address.",
)
_DRAFTS = click.option("--drafts", is_flag=True, help="Publish drafts too.")
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    show_default="the number of cores",
    help="Processes that parse and render.",
)
_FILES = click.argument("files", metavar="[FILES]...", nargs=-1, type=click.Path(path_type=Path))
_STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")
_TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    show_default="the day of SOURCE_DATE_EPOCH, else that of the clock",
    help="The day for what hangs on it, such as overdue reviews.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 without errors, 1 with, 2 for wrong usage or a folder that cannot be read or written.",
)
@click.version_option(__version__, message="painsite %(version)s")
def main() -> None:
    """Build a website from an evidence bibliography.

    Editors write one YAML file per paper into bibliography/, or keep .bib files there, and articles into
    bibliography/articles/. painsite links everything that cites something and writes a static site.

    \b
      painsite init my-site     make a small site to start from
      cd my-site
      painsite serve --open     see it, and every change as you save it
      painsite check            list what is wrong, without writing
      painsite build            write the site into _site/
      painsite list             list entries by topic, study, year, words …
      painsite rename OLD NEW   give an entry another citekey, everywhere
      painsite explain RULE     say what causes a problem, and what to do
      painsite graph            print who cites whom, for other programs
      painsite schema           print JSON Schemas, with which editors help to write
      painsite lsp              help to write, in an editor that starts it
      painsite manual           read the manual
    """  # noqa: D301 - click's own mark for lines that stay as they are


@main.command()
@_SOURCE
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="_site beside bibliography/",
    help="Where to write, relative to the working directory. painsite owns everything in it.",
)
@_BASE_URL
@click.option("--portable", is_flag=True, help="Name index.html in links, for reading from disk or a USB stick.")
@_DRAFTS
@_STRICT
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
    _begin()
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
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, folder))
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
    _end(int(failed))


@main.command()
@_FILES
@_SOURCE
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
@_DRAFTS
@_STRICT
@click.option("--notes", "wants_notes", is_flag=True, help="List notes too: what is no fault but work to do.")
@_TODAY
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

    _begin()
    try:
        root = find_root(source)
        with progress_bar() as progress:
            options = Options(drafts=drafts, jobs=default_jobs())
            result = check_site(root, options, today=_day(today), notes=wants_notes, progress=progress)
        notes = (*result.notes, *([] if files else size_notes(result)))
        result = result.with_notes if wants_notes else result
        result = select_files(result, root, files) if files else result
    except (MissingSourceError, NotASourceError) as error:
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, root))
    for note in notes:
        click.echo(f"note: {note}", err=True)
    _print_problems(result, root, style)
    _end(int(bool(result.errors or (strict and result.warnings))))


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


@main.command()
@_SOURCE
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
@_DRAFTS
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

    _begin()
    try:
        root = find_root(source)
        with progress_bar() as progress:
            rows, result = read_graph(root, Options(drafts=drafts, jobs=default_jobs()), progress)
        text = format_graph(rows, style)
        if output:
            output.write_text(text, encoding="utf-8", newline="")
    except MissingSourceError as error:
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, output or root))
    click.echo(show_text(result, root, screen_of(sys.stderr)), nl=False, err=True)
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    if result.problems:
        click.echo(say_count(result), err=True)
    if not output:
        click.echo(text.encode(), nl=False)
    _end(int(bool(result.errors)))


@main.command()
@_SOURCE
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
        _fail(str(error))
    sys.exit(0)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> NoReturn:
    """Make a small working site of your own in DIR."""
    from painsite.editing.init import FolderInUseError, make_site

    try:
        written = make_site(folder)
    except FolderInUseError as error:
        _fail(str(error))
    except OSError as error:
        _fail(_file_error(error, folder))
    for path in written:
        click.echo(f"  {folder / path}")
    click.echo(f"now: cd {folder}; painsite serve --open")
    sys.exit(0)


@main.command()
@click.argument("topic", required=False)
@click.option("--list", "list_topics", is_flag=True, help="List the topics.")
@click.option("--port", type=click.IntRange(0, 65535), default=8081, show_default=True, help="0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the manual in a browser.")
def manual(topic: str | None, list_topics: bool, port: int, open_browser: bool) -> NoReturn:
    """Print a topic of the manual, or serve all of it.

    TOPIC is one of those that --list names, or the name of a rule, such as dead-link: then its cause and its remedy
    are printed. Without a topic the manual is served on this machine, until you stop it with Ctrl+C.
    """
    from painsite.manual.topics import UnknownTopicError, find_text, format_contents

    if list_topics:
        click.echo(format_contents(), nl=False)
    elif topic is not None:
        try:
            text = find_text(topic)
        except UnknownTopicError as error:
            click.echo(f"painsite: {error}\n\n{format_contents()}", nl=False, err=True)
            sys.exit(2)
        _print_markdown(text)
    else:
        from tempfile import gettempdir

        from painsite.manual.serving import serve_manual
        from painsite.preview.server import PortError

        try:
            serve_manual(port=port, open_browser=open_browser)
        except PortError as error:
            _fail(str(error))
        except OSError as error:
            _fail(_file_error(error, Path(gettempdir())))
    sys.exit(0)


_KEYS = click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=complete_citekeys)


@main.command("list")
@_SOURCE
@click.argument("words", nargs=-1)
@click.option("--tag", multiple=True, help="With this topic; of several, with all.")
@click.option("--study", multiple=True, help="Of this type of study, such as cohort or trial; of several, any.")
@click.option("--level", multiple=True, help="Of this level of evidence.")
@click.option("--with", "with_", multiple=True, help="With `commentary`, or with a `free` full text.")
@click.option("--status", multiple=True, help="Of which this became: retraction, concern, correction, reinstatement.")
@click.option("--year", multiple=True, help="Published in this year; `none` for no date.")
@click.option("--journal", multiple=True, help="In this journal.")
@click.option("--type", "type_", multiple=True, help="Of this type of source.")
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(["tag", "study", "level", "with", "status", "journal"]),
    help="With nothing of this kind: `--without tag` for entries without topics.",
)
@click.option(
    "--sort",
    type=click.Choice(["published", "added", "cited", "author", "evidence", "citekey"]),
    default="published",
    show_default=True,
)
@click.option("--columns", default="citekey,label,cited,name", show_default=True, help="What is shown, by commas.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="Columns for people, which are divided by tabs where no terminal is, or a file for programs.",
)
@_DRAFTS
def list_(source: Path, words: tuple[str, ...], columns: str, style: str, sort: str, drafts: bool, **given: tuple[str, ...]) -> NoReturn:  # fmt: skip # noqa: E501
    """List entries, narrowed as on the page of all entries.

    WORDS have to stand in the short name, the headline or title, or an author's name.

    \b
      painsite list herniation --study trial --year 2024
      painsite list --tag imaging --without with --sort cited
      painsite list --columns citekey,doi,place --format csv
    """  # noqa: D301 - as in `main`
    from painsite.queries.choice import Choice
    from painsite.queries.listing import COLUMNS, format_csv, format_json, format_table, list_entries
    from painsite.sources.readers import suggest

    wanted = [name.strip() for name in columns.split(",") if name.strip()]
    for name in wanted:
        if name not in COLUMNS:
            raise click.UsageError(f"there is no column `{name}`; {suggest(name, COLUMNS, ', '.join(COLUMNS))}")
    without = given.pop("without")
    values = {name.rstrip("_"): values for name, values in given.items() if values}
    choice = Choice(words=words, values=values, without=without, sort=sort)
    with _asked(source, drafts=drafts) as site:
        rows = list_entries(site, choice, wanted or ["citekey"])
    if style == "json":
        text = format_json(rows)
    elif style == "csv":
        text = format_csv(rows, wanted)
    else:
        text = format_table(rows, wanted, _terminal_width())
    _print(text)
    _end(0)


@main.command()
@_SOURCE
@click.argument("key", shell_complete=complete_citekeys)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_DRAFTS
def show(source: Path, key: str, style: str, drafts: bool) -> NoReturn:
    """Say what the site knows of an entry or article.

    KEY is its citekey, an alias, a DOI or a PMID: its reference, who cites it here and with which sentences, what it
    cites, and what is missing.
    """
    from painsite.queries.showing import describe, format_json, format_text

    with _asked(source, drafts=drafts) as site:
        known = describe(site, key)
    _print(format_json(known) if style == "json" else format_text(known))
    _end(0)


@main.command()
@_SOURCE
@_KEYS
@click.option(
    "--style",
    type=click.Choice(["vancouver", "ama", "apa", "mla", "chicago", "bibtex", "ris", "csl-json"]),
    default="vancouver",
    show_default=True,
)
@click.option("--html", is_flag=True, help="Keep the marks of a style for people, such as <em>.")
@_DRAFTS
def cite(source: Path, keys: tuple[str, ...], style: str, html: bool, drafts: bool) -> NoReturn:
    """Print references, in the order of the keys.

    KEY is a citekey, an alias, a DOI or a PMID.
    """
    from painsite.queries.citing import cite as cite_entries

    with _asked(source, drafts=drafts) as site:
        text = cite_entries(site, keys, style, html=html)
    _print(text)
    _end(0)


@main.command()
@_SOURCE
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="List every row; by default the first ten of each section.")
@_TODAY
def report(source: Path, style: str, everything: bool, today: "datetime | None") -> NoReturn:
    """Say what to do next, the most urgent first.

    Cited works that were retracted, works that many texts cite and that have no commentary, reviews that are overdue,
    missing identifiers, works that nobody cites, drafts, and what stands in `todo`. The preview has it as a page.
    """
    from painsite.linking.notes import limits_of
    from painsite.queries.reporting import format_json, format_text, make_report

    with _asked(source, drafts=True) as site:
        linked = site.linked
        linked.nodes.fetch(linked.nodes)  # at once
        found = make_report(linked.library, today=_day(today), limits=limits_of(linked.settings))
    if style == "json":
        _print(format_json(found))
    else:
        _print(format_text(found, everything=everything) or "nothing to do that painsite can find\n")
    _end(0)


@contextmanager
def _asked(source: Path, *, drafts: bool) -> Iterator["OpenSite"]:
    """Open a site for questions, and say what goes wrong."""
    from painsite.build.cache import CacheError
    from painsite.build.query import open_site
    from painsite.build.start import CACHE_FOLDER, Options
    from painsite.files import MissingSourceError, find_root
    from painsite.queries.choice import UnknownKeyError
    from painsite.terminal import progress_bar
    from painsite.workers import default_jobs

    _begin()
    try:
        root = find_root(source)
        with progress_bar() as progress, open_site(root, Options(drafts=drafts, jobs=default_jobs()), progress) as site:
            for note in site.notes:
                click.echo(f"note: {note}", err=True)
            yield site
    except (MissingSourceError, UnknownKeyError) as error:
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, source))


def _terminal_width() -> int | None:
    return get_terminal_size().columns if sys.stdout.isatty() else None


def _print(text: str) -> None:
    # as bytes, whatever the terminal's encoding
    click.echo(text.encode(), nl=False)


@main.command()
@click.argument("kind", required=False, type=click.Choice(["entry", "article", "tags", "site"]))
@click.option("--write", is_flag=True, help="Write all four into .vscode/painsite/, where `init` puts them.")
@_SOURCE
def schema(kind: str | None, write: bool, source: Path) -> NoReturn:
    """Print the JSON Schema of entries, of articles' front matter, of tags.yaml or of site.yaml.

    Editors with a YAML language server check and complete with them. Without KIND it is that of entries.
    """
    from painsite.editing.editors import write_schemas
    from painsite.files import MissingSourceError, find_root
    from painsite.json_schema.documents import format_schema

    if not write:
        click.echo(format_schema(kind or "entry").encode(), nl=False)
        sys.exit(0)
    if kind:
        raise click.UsageError("--write writes all four; name no KIND")
    try:
        root = find_root(source)
        for path in write_schemas(root):
            click.echo(f"  {path}")
    except MissingSourceError as error:
        _fail(str(error))
    except OSError as error:
        _fail(_file_error(error, root))
    sys.exit(0)


@main.command()
@click.argument("rules", nargs=-1, metavar="[RULE]...")
def explain(rules: tuple[str, ...]) -> NoReturn:
    """Print the cause and the remedy of each RULE that a problem names, such as dead-link.

    Without a RULE all are listed.
    """
    from painsite.manual.topics import UnknownTopicError, explain_rules

    try:
        text = explain_rules(rules)
    except UnknownTopicError as error:
        _fail(str(error))
    _print_markdown(text)
    sys.exit(0)


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
        _fail(str(error))
    except OSError as error:
        _fail(_file_error(error, source))
    for one in revisions:
        if shown == "diff":
            click.echo(show_diff(one.path, one.before, one.after, screen_of(sys.stdout)), nl=False)
        elif shown:
            click.echo(f"{one.path}: {', '.join(one.what)}")
        else:
            click.echo(f"changed {one.path}: {', '.join(one.what)}", err=True)
    if shown:
        _end(int(bool(revisions)))


@main.command()
@_FILES
@_SOURCE
@click.option("--check", "only_check", is_flag=True, help="Name what would change; exit status 1 if anything.")
@click.option("--diff", is_flag=True, help="Show what would change; exit status 1 if anything.")
def fmt(files: tuple[Path, ...], source: Path, only_check: bool, diff: bool) -> NoReturn:
    """Bring entries, front matter and tags.yaml into their canonical form.

    Fields come in order, values without needless quotes; comments and texts stay, and all of it reads as before. Files
    of BibTeX are left to the program that writes them.
    """
    from painsite.editing.formatting.canonical import format_source

    _revise(source, files, format_source, shown="diff" if diff else "names" if only_check else "")
    _end(0)


@main.command()
@_SOURCE
@click.argument("old", shell_complete=complete_citekeys)
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
def rename(source: Path, old: str, new: str, dry_run: bool) -> NoReturn:
    """Give an entry or article another citekey.

    Its file is renamed, or its key in the .bib file, and with it every citation, link and field that names it. The old
    citekey stays as an alias, so that old addresses lead on. All of it is written or nothing.
    """
    from painsite.editing.renaming.nodes import RenameError
    from painsite.editing.renaming.rename import plan_renaming
    from painsite.editing.safe_writing import ChangeError, write_changes
    from painsite.files import MissingSourceError, find_root

    try:
        root = find_root(source)
        renaming = plan_renaming(root, old, new)
        if not dry_run:
            write_changes(root, renaming.changes)
    except (MissingSourceError, RenameError, ChangeError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(_file_error(error, source))
    for before, after in renaming.moved:
        click.echo(f"{before} -> {after}")
    for path, count in renaming.places.items():
        click.echo(f"{path}: {count} place{'s' if count != 1 else ''}")
    click.echo(f"{'would rename' if dry_run else 'renamed'} `{old}` to `{new}`")
    _end(0)


@main.command()
@_FILES
@_SOURCE
@click.option("--dois", is_flag=True, help="Ask for DOIs too, at doi.org.")
@click.option("--days", type=click.IntRange(min=0), default=7, show_default=True, help="How long a good answer counts.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=20, show_default=True, help="Seconds to wait.")
@click.option(
    "--pause", type=click.FloatRange(min=0), default=1, show_default=True, help="Seconds between two requests."
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def links(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[Path, ...], source: Path, dois: bool, days: int, timeout: float, pause: float, style: str
) -> NoReturn:
    """Ask whether the external addresses still lead somewhere.

    Each host is asked one thing at a time. What answered well is not asked again for some days. The exit status is 1
    where an address is dead. Builds and checks never ask.
    """
    from painsite.editing.link_checking.addresses import find_addresses
    from painsite.editing.link_checking.answers import as_json
    from painsite.editing.link_checking.check import OfflineError, check_addresses, count_answers, show_answers
    from painsite.reporting.selection import NotASourceError, select_paths, source_paths
    from painsite.terminal import progress_bar

    try:
        from painsite.editing.link_checking.asking import Manners
    except ModuleNotFoundError as error:
        _fail(f"this command needs the Python package `{error.name}`; install it with `pip install 'painsite[add]'`")
    try:
        with _asked(source, drafts=True) as site:
            root = site.linked.start.root
            paths = select_paths(root, files, source_paths(root)) if files else None
            places = find_addresses(site, root, paths, dois=dois)
            settings = site.linked.settings
        contact = settings.report_errors_to or settings.url
        agent = f"painsite/{__version__} (links{f'; {contact}' if contact else ''})"
        manners = Manners(agent=agent, timeout=timeout, pause=pause)
        with progress_bar() as progress:
            answers = check_addresses(places, root, manners, days=days, clock=time.time, progress=progress)
    except (NotASourceError, OfflineError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(_file_error(error, source))
    if style == "json":
        _print(as_json(answers, {address: [str(place) for place in found] for address, found in places.items()}))
    else:
        _print(f"{show_answers(answers, places)}{count_answers(answers)}\n")
    _end(int(any(answer.outcome == "dead" for answer in answers.values())))


@main.command()
@_SOURCE
def lsp(source: Path) -> NoReturn:
    """Speak with an editor by the language server protocol, over standard input and output.

    The editor starts it: it completes citekeys, shows what they stand for, and marks problems while you write. Without
    --source the site is the folder that is open in the editor. `painsite manual editors` says how to set it up.
    """
    from painsite.files import MissingSourceError, find_root
    from painsite.lsp.start import MissingExtraError, serve_editor

    try:
        root = find_root(source)
    except MissingSourceError:
        root = None
    try:
        serve_editor(root, adds="add" in main.commands)
    except MissingExtraError as error:
        _fail(str(error))
    sys.exit(0)


@main.command()
@_SOURCE
@click.argument("works", metavar="ID...", nargs=-1)
@click.option("--edit", is_flag=True, help="Open what was written in your editor ($VISUAL or $EDITOR).")
@click.option("--bib", type=click.Path(dir_okay=False, path_type=Path), help="Append BibTeX to this file instead.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Replace the file of a work that is there, with all that it says.")
@_TODAY
def add(  # noqa: PLR0913, PLR0917 - one for each option
    source: Path,
    works: tuple[str, ...],
    edit: bool,
    bib: Path | None,
    dry_run: bool,
    force: bool,
    today: "datetime | None",
) -> NoReturn:
    """Add works by DOI, PMID, PMCID, arXiv identifier or ISBN.

    ID is an identifier, or an address or a line of text that holds one; - stands for the lines of standard input. What
    Crossref, PubMed, arXiv, DataCite and Open Library know of a work is merged into one entry, in a file of its own.
    """
    from painsite.editing.adding import Adding
    from painsite.terminal import progress_bar

    texts = _lines_of_input(works)
    if not texts:
        raise click.UsageError(
            "name a work: a DOI, a PMID, a PMCID, an arXiv identifier, an ISBN, or - for lines of input"
        )
    day = _day(today)
    paths, failed = [], False
    with _shelf(source, fresh=False) as (shelf, client):
        adding = Adding(shelf=shelf, client=client, today=day, bib=bib, write=not dry_run, force=force)
        with progress_bar() as progress:
            for added in adding.add(texts, progress):
                failed = failed or added.failed
                click.echo(added.line, err=added.failed or dry_run)
                for note in added.notes:
                    click.echo(f"  note: {note}", err=True)
                if dry_run and added.text:
                    _print(added.text)
                paths += [added.path] if added.path and not dry_run else []
    if edit:
        for path in dict.fromkeys(paths):
            click.edit(filename=str(path if bib else shelf.root / path))
    _end(int(failed))


@main.command()
@_SOURCE
@click.argument("keys", metavar="KEY...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every entry that has an identifier.")
@click.option("--write", is_flag=True, help="Write what is new into fields that you have not changed.")
@_TODAY
def refresh(source: Path, keys: tuple[str, ...], everything: bool, write: bool, today: "datetime | None") -> NoReturn:
    """Show what newer records say of entries, field by field.

    KEY is a citekey or an alias. Retractions and corrections come first. Headlines, summaries, commentaries, tags and
    fields that you have changed are never touched.
    """
    from painsite.editing.refreshing import identifiers_to_ask, show_count, show_news
    from painsite.editing.refreshing import refresh as refresh_entries
    from painsite.terminal import progress_bar

    if bool(keys) == everything:
        raise click.UsageError("name entries by their citekeys, or give --all")
    day = _day(today)
    with _shelf(source, fresh=True) as (shelf, client):
        entries = shelf.library.entries
        citekeys = [key for key, entry in entries.items() if identifiers_to_ask(entry)] if everything else []
        for key in keys:
            citekey = shelf.library.canonical.get(key.removeprefix("@"), "")
            if citekey not in entries:
                _fail(f"there is no entry `{key}`; list them with: painsite list")
            citekeys.append(citekey)
        found = []
        with progress_bar() as progress:
            for one in refresh_entries(shelf, citekeys, client, day, progress, write=write):
                found.append(one)
                _print(show_news(one))
    _print(show_count(found))
    _end(int(any(one.problem for one in found)))


@contextmanager
def _shelf(source: Path, *, fresh: bool) -> Iterator[tuple["Shelf", "Client"]]:
    """Read the bibliography and get ready to ask services, and say what goes wrong."""
    from painsite.build.cache import CacheError
    from painsite.build.start import CACHE_FOLDER
    from painsite.editing.services.client import Client
    from painsite.editing.services.kept_answers import KeptAnswers
    from painsite.editing.shelf import read_shelf
    from painsite.files import MissingSourceError, find_root
    from painsite.terminal import progress_bar
    from painsite.workers import default_jobs

    _begin()
    try:
        root = find_root(source)
        with progress_bar() as progress:
            shelf = read_shelf(root, progress, jobs=default_jobs())
        contact = shelf.settings.report_errors_to
        mail = contact.removeprefix("mailto:") if contact.startswith("mailto:") else ""
        client = Client(kept=KeptAnswers(root / CACHE_FOLDER), contact=mail, fresh=fresh)
        try:
            yield shelf, client
        finally:
            client.close()
    except MissingSourceError as error:
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, source))


def _lines_of_input(works: tuple[str, ...]) -> list[str]:
    """Return arguments, with the lines of standard input in the place of `-`, or alone where it is piped."""
    if not works and not sys.stdin.isatty():
        works = ("-",)
    lines: list[str] = []
    for work in works:
        lines += sys.stdin.buffer.read().decode(errors="replace").splitlines() if work == "-" else [work]
    return [line for line in lines if line.strip()]


@main.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@_SOURCE
@click.option("--keep-bib", is_flag=True, help="Write a .bib file instead of one YAML file for each work.")
@click.option("--keep-duplicates", is_flag=True, help="Write a work too if one of nearly its title is there.")
@click.option("--force", is_flag=True, help="Replace the YAML file of a work that is there.")
@click.option("--dry-run", is_flag=True, help="Write nothing, and show what would be written.")
@click.option("--verbose", is_flag=True, help="List every record and every problem.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How every record is accounted for.",
)
def import_files(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[Path, ...],
    source: Path,
    keep_bib: bool,
    keep_duplicates: bool,
    force: bool,
    dry_run: bool,
    verbose: bool,
    style: str,
) -> NoReturn:
    """Take over the references of other programs.

    FILE is BibTeX, RIS, PubMed's .nbib or XML, EndNote's XML or .enw, or CSL-JSON, whatever it is called; or the folder
    of a site made with Hugo Academic, Jekyll-scholar or al-folio. `painsite manual importing` says what becomes of
    each record.
    """
    from painsite.build.cache import CacheError
    from painsite.build.start import CACHE_FOLDER
    from painsite.editing.importing.command import NoFolderError, Wish, import_into
    from painsite.editing.importing.plan import Choices
    from painsite.files import MissingSourceError, find_root
    from painsite.terminal import progress_bar

    _begin()
    choices = Choices(keep_bib=keep_bib, keep_duplicates=keep_duplicates, replace_files=force)
    wish = Wish(paths=files, choices=choices, dry_run=dry_run, as_json=style == "json", verbose=verbose)
    try:
        root = find_root(source)
        with progress_bar() as progress:
            text, status = import_into(root, wish, progress)
    except (MissingSourceError, NoFolderError) as error:
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, root))
    click.echo(text, nl=False)
    _end(status)


@main.group()
def new() -> None:
    """Begin an entry or an article, from a template."""


def _new_options(command: "Callable[..., None]") -> "Callable[..., None]":
    for option in (
        _SOURCE,
        _TODAY,
        click.option("--edit", is_flag=True, help="Open the new file in $VISUAL or $EDITOR."),
        click.option("--dry-run", is_flag=True, help="Print the file and write nothing."),
    ):
        command = option(command)
    return command


@new.command("entry")
@click.argument("words", metavar="CITEKEY|TITLE…", nargs=-1, required=True)
@click.option("--author", "authors", metavar="NAME", multiple=True, help="An author, as in `Kasch R`; several times.")
@click.option("--year", type=click.IntRange(1, 9999), help="When it appeared.")
@_new_options
def new_entry(  # noqa: PLR0913, PLR0917 - one for each option
    words: tuple[str, ...],
    authors: tuple[str, ...],
    year: int | None,
    source: Path,
    today: "datetime | None",
    edit: bool,
    dry_run: bool,
) -> NoReturn:
    """Begin an entry: the file CITEKEY.yaml, or one that is named by the site's citekey_scheme.

    One word is a citekey. Where a .bib file has its entry, the new file is laid over that one. A file that is there is
    never touched. `templates/new/entry.yaml` and `overlay.yaml` are templates of your own.
    """
    from painsite.editing.new_source import Facts
    from painsite.editing.new_source import new_entry as make

    facts = Facts(words=" ".join(words), authors=authors, year=year or 0, today=_day(today))
    _write_new(lambda shelf: make(shelf, facts), source, edit=edit, dry_run=dry_run)


@new.command("article")
@click.argument("words", metavar="TITLE…", nargs=-1, required=True)
@_new_options
def new_article(words: tuple[str, ...], source: Path, today: "datetime | None", edit: bool, dry_run: bool) -> NoReturn:
    """Begin an article, as a draft; its file is named by its title.

    `templates/new/article.md` is a template of your own.
    """
    from painsite.editing.new_source import Facts
    from painsite.editing.new_source import new_article as make

    facts = Facts(words=" ".join(words), today=_day(today))
    _write_new(lambda shelf: make(shelf, facts), source, edit=edit, dry_run=dry_run)


def _write_new(make: "Callable[[Shelf], NewSource]", source: Path, *, edit: bool, dry_run: bool) -> NoReturn:
    from painsite.build.cache import CacheError
    from painsite.build.start import CACHE_FOLDER
    from painsite.editing.new_source import NewSourceError, write_source
    from painsite.editing.shelf import read_shelf
    from painsite.files import MissingSourceError, find_root
    from painsite.terminal import progress_bar

    _begin()
    try:
        root = find_root(source)
        with progress_bar() as progress:
            found = make(read_shelf(root, progress))
        if dry_run:
            click.echo(f"{found.path}:\n{found.text}", nl=False)
        else:
            write_source(root, found)
            click.echo(found.path)
    except NewSourceError as error:
        click.echo(f"painsite: {error}", err=True)
        _end(1)
    except MissingSourceError as error:
        _fail(str(error))
    except CacheError as error:
        _fail(_cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        _fail(_file_error(error, root))
    if edit and not dry_run:
        click.edit(filename=str(root / found.path))
    _end(0)


def run() -> None:
    """Run the command line; the entry point of the `painsite` command."""
    # numpy's linear algebra, which nothing here uses, would start threads, and a process with threads forks badly
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main(prog_name="painsite", obj=_Program())


class _Program:
    """Stands for a process that does one command and ends."""


def _begin() -> None:
    """Get ready for a build, in a process that does nothing else."""
    if isinstance(click.get_current_context().obj, _Program):
        # what a build makes lives to its end and has no circles: to look for them costs a tenth of the time
        gc.disable()


def _end(status: int) -> NoReturn:
    """Leave with an exit status; a process that does nothing else need not give back a large site piece by piece."""
    if isinstance(click.get_current_context().obj, _Program):
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    sys.exit(status)


def _print_markdown(text: str) -> None:
    """Print Markdown as a terminal shows it best; elsewhere as it is."""
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    # a third of a second that only a terminal needs
    from rich.console import Console

    from painsite.manual.printing import print_topic

    print_topic(text, Console())


def _linking(base_url: str | None, *, portable: bool) -> "Linking":
    from painsite.pages.links import Linking, url_path

    return Linking(root=url_path(base_url) if base_url is not None else "", portable=portable)


def _day(today: "datetime | None") -> "PartialDate":
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


def _file_error(error: OSError, folder: Path) -> str:
    from painsite.workers import ProcessEndedError

    if isinstance(error, ProcessEndedError):
        return str(error)
    reason = (error.strerror or str(error)).lower()
    return f"cannot read or write `{error.filename or folder}`: {reason}; check the file and its permissions"


def _cache_error(error: Exception, folder: Path) -> str:
    return f"cannot use `{folder}`: {error}; remove that folder, or make room on its disk"


def _fail(message: str) -> NoReturn:
    click.echo(f"painsite: {message}", err=True)
    sys.exit(2)
