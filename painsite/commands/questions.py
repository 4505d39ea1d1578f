"""Answers about a bibliography: lists, one entry, references, what to do next."""

# ruff: noqa: PLC0415, FBT001 - imports stand inside the commands, as in `painsite.cli`; click hands options over as
# positional booleans
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from painsite.commands.shared import (
    DRAFTS,
    SOURCE,
    TODAY,
    asked,
    day_of,
    end,
    print_text,
    terminal_width,
)
from painsite.queries.shell_completion import complete_citekeys

if TYPE_CHECKING:
    from datetime import datetime

_KEYS = click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=complete_citekeys)


@click.command("list")
@SOURCE
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
@DRAFTS
def list_(source: Path, words: tuple[str, ...], columns: str, style: str, sort: str, drafts: bool, **given: tuple[str, ...]) -> NoReturn:  # fmt: skip # noqa: E501
    """List entries, narrowed as on the page of all entries.

    WORDS have to stand in the short name, the headline or title, or an author's name.

    \b
      painsite list herniation --study trial --year 2024
      painsite list --tag imaging --without with --sort cited
      painsite list --columns citekey,doi,place --format csv
    """  # noqa: D301 - click's own mark for lines that stay as they are
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
    with asked(source, drafts=drafts) as site:
        rows = list_entries(site, choice, wanted or ["citekey"])
    if style == "json":
        text = format_json(rows)
    elif style == "csv":
        text = format_csv(rows, wanted)
    else:
        text = format_table(rows, wanted, terminal_width())
    print_text(text)
    end(0)


@click.command()
@SOURCE
@click.argument("key", shell_complete=complete_citekeys)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@DRAFTS
def show(source: Path, key: str, style: str, drafts: bool) -> NoReturn:
    """Say what the site knows of an entry or article.

    KEY is its citekey, an alias, a DOI or a PMID: its reference, who cites it here and with which sentences, what it
    cites, and what is missing.
    """
    from painsite.queries.showing import describe, format_json, format_text

    with asked(source, drafts=drafts) as site:
        known = describe(site, key)
    print_text(format_json(known) if style == "json" else format_text(known))
    end(0)


@click.command()
@SOURCE
@_KEYS
@click.option(
    "--style",
    type=click.Choice(["vancouver", "ama", "apa", "mla", "chicago", "bibtex", "ris", "csl-json"]),
    default="vancouver",
    show_default=True,
)
@click.option("--html", is_flag=True, help="Keep the marks of a style for people, such as <em>.")
@DRAFTS
def cite(source: Path, keys: tuple[str, ...], style: str, html: bool, drafts: bool) -> NoReturn:
    """Print references, in the order of the keys.

    KEY is a citekey, an alias, a DOI or a PMID.
    """
    from painsite.queries.citing import cite as cite_entries

    with asked(source, drafts=drafts) as site:
        text = cite_entries(site, keys, style, html=html)
    print_text(text)
    end(0)


@click.command()
@SOURCE
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="List every row; by default the first ten of each section.")
@TODAY
def report(source: Path, style: str, everything: bool, today: "datetime | None") -> NoReturn:
    """Say what to do next, the most urgent first.

    Cited works that were retracted, works that many texts cite and that have no commentary, reviews that are overdue,
    missing identifiers, works that nobody cites, drafts, and what stands in `todo`. The preview has it as a page.
    """
    from painsite.linking.notes import limits_of
    from painsite.queries.reporting import format_json, format_text, make_report

    with asked(source, drafts=True) as site:
        linked = site.linked
        linked.nodes.fetch(linked.nodes)  # at once
        found = make_report(linked.library, today=day_of(today), limits=limits_of(linked.settings))
    if style == "json":
        print_text(format_json(found))
    else:
        print_text(format_text(found, everything=everything) or "nothing to do that painsite can find\n")
    end(0)
