"""What changes sources, or asks whether their links still lead somewhere."""

# ruff: noqa: PLC0415, FBT001 - imports stand inside the commands, as in `painsite.cli`; click hands options over as
# positional booleans
import time
from pathlib import Path
from typing import NoReturn

import click

from painsite import __version__
from painsite.commands.shared import (
    FILES,
    SOURCE,
    asked,
    end,
    fail,
    file_error,
    print_text,
)
from painsite.queries.shell_completion import complete_citekeys


@click.command()
@SOURCE
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
        fail(str(error))
    except OSError as error:
        fail(file_error(error, source))
    for before, after in renaming.moved:
        click.echo(f"{before} -> {after}")
    for path, count in renaming.places.items():
        click.echo(f"{path}: {count} place{'s' if count != 1 else ''}")
    click.echo(f"{'would rename' if dry_run else 'renamed'} `{old}` to `{new}`")
    end(0)


@click.command()
@FILES
@SOURCE
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
    from painsite.editing.link_checking.asking import Manners
    from painsite.editing.link_checking.check import OfflineError, check_addresses, count_answers, show_answers
    from painsite.reporting.selection import NotASourceError, select_paths, source_paths
    from painsite.terminal import progress_bar

    try:
        with asked(source, drafts=True) as site:
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
        fail(str(error))
    except OSError as error:
        fail(file_error(error, source))
    if style == "json":
        print_text(as_json(answers, {address: [str(place) for place in found] for address, found in places.items()}))
    else:
        print_text(f"{show_answers(answers, places)}{count_answers(answers)}\n")
    end(int(any(answer.outcome == "dead" for answer in answers.values())))
