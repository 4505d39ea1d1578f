"""What brings works in: from services, from files of references, from templates."""

# ruff: noqa: PLC0415, FBT001 - imports stand inside the commands, as in `painsite.cli`; click hands options over as
# positional booleans
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from painsite.commands.shared import (
    SOURCE,
    TODAY,
    begin,
    cache_error,
    day_of,
    end,
    fail,
    file_error,
    print_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from painsite.editing.new_source import NewSource
    from painsite.editing.services.client import Client
    from painsite.editing.shelf import Shelf


@click.command()
@SOURCE
@click.argument("works", metavar="ID...", nargs=-1)
@click.option("--edit", is_flag=True, help="Open what was written in your editor ($VISUAL or $EDITOR).")
@click.option("--bib", type=click.Path(dir_okay=False, path_type=Path), help="Append BibTeX to this file instead.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Replace the file of a work that is there, with all that it says.")
@TODAY
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
    day = day_of(today)
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
                    print_text(added.text)
                paths += [added.path] if added.path and not dry_run else []
    if edit:
        for path in dict.fromkeys(paths):
            click.edit(filename=str(path if bib else shelf.root / path))
    end(int(failed))


@click.command()
@SOURCE
@click.argument("keys", metavar="KEY...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every entry that has an identifier.")
@click.option("--write", is_flag=True, help="Write what is new into fields that you have not changed.")
@TODAY
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
    day = day_of(today)
    with _shelf(source, fresh=True) as (shelf, client):
        entries = shelf.library.entries
        citekeys = [key for key, entry in entries.items() if identifiers_to_ask(entry)] if everything else []
        for key in keys:
            citekey = shelf.library.canonical.get(key.removeprefix("@"), "")
            if citekey not in entries:
                fail(f"there is no entry `{key}`; list them with: painsite list")
            citekeys.append(citekey)
        found = []
        with progress_bar() as progress:
            for one in refresh_entries(shelf, citekeys, client, day, progress, write=write):
                found.append(one)
                print_text(show_news(one))
    print_text(show_count(found))
    end(int(any(one.problem for one in found)))


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

    begin()
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
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, source))


def _lines_of_input(works: tuple[str, ...]) -> list[str]:
    """Return arguments, with the lines of standard input in the place of `-`, or alone where it is piped."""
    if not works and not sys.stdin.isatty():
        works = ("-",)
    lines: list[str] = []
    for work in works:
        lines += sys.stdin.buffer.read().decode(errors="replace").splitlines() if work == "-" else [work]
    return [line for line in lines if line.strip()]


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@SOURCE
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

    begin()
    choices = Choices(keep_bib=keep_bib, keep_duplicates=keep_duplicates, replace_files=force)
    wish = Wish(paths=files, choices=choices, dry_run=dry_run, as_json=style == "json", verbose=verbose)
    try:
        root = find_root(source)
        with progress_bar() as progress:
            text, status = import_into(root, wish, progress)
    except (MissingSourceError, NoFolderError) as error:
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, root))
    click.echo(text, nl=False)
    end(status)


@click.group()
def new() -> None:
    """Begin an entry or an article, from a template."""


def _new_options(command: "Callable[..., None]") -> "Callable[..., None]":
    for option in (
        SOURCE,
        TODAY,
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

    facts = Facts(words=" ".join(words), authors=authors, year=year or 0, today=day_of(today))
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

    facts = Facts(words=" ".join(words), today=day_of(today))
    _write_new(lambda shelf: make(shelf, facts), source, edit=edit, dry_run=dry_run)


def _write_new(make: "Callable[[Shelf], NewSource]", source: Path, *, edit: bool, dry_run: bool) -> NoReturn:
    from painsite.build.cache import CacheError
    from painsite.build.start import CACHE_FOLDER
    from painsite.editing.new_source import NewSourceError, write_source
    from painsite.editing.shelf import read_shelf
    from painsite.files import MissingSourceError, find_root
    from painsite.terminal import progress_bar

    begin()
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
        end(1)
    except MissingSourceError as error:
        fail(str(error))
    except CacheError as error:
        fail(cache_error(error, root / CACHE_FOLDER))
    except OSError as error:
        fail(file_error(error, root))
    if edit and not dry_run:
        click.edit(filename=str(root / found.path))
    end(0)
