"""Help to write: the manual, rules, schemas, the language server."""

# ruff: noqa: PLC0415, FBT001 - imports stand inside the commands, as in `painsite.cli`; click hands options over as
# positional booleans
import sys
from pathlib import Path
from typing import NoReturn

import click
from click.core import ParameterSource

from painsite.commands.shared import (
    SOURCE,
    fail,
    file_error,
    print_markdown,
)


@click.command()
@click.argument("topic", required=False)
@click.option("--list", "list_topics", is_flag=True, help="List the topics.")
@click.option("--port", type=click.IntRange(0, 65535), default=8081, show_default=True, help="0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the manual in a browser.")
def manual(topic: str | None, list_topics: bool, port: int, open_browser: bool) -> NoReturn:
    """Print a topic of the manual, or serve all of it.

    TOPIC is one of those that --list names, or the name of a rule, such as dead-link: then its cause and its remedy
    are printed. Without a topic the manual is served on this machine, until you stop it with Ctrl+C; where the output
    is no terminal, and neither --port nor --open is given, the topics are listed.
    """
    from painsite.manual.topics import UnknownTopicError, find_text, format_contents

    is_piped = topic is None and not open_browser and not sys.stdout.isatty()
    has_port = click.get_current_context().get_parameter_source("port") is not ParameterSource.DEFAULT
    if list_topics or (is_piped and not has_port):
        click.echo(format_contents(), nl=False)
    elif topic is not None:
        try:
            text = find_text(topic)
        except UnknownTopicError as error:
            click.echo(f"painsite: {error}\n`painsite manual --list` lists all topics", err=True)
            sys.exit(2)
        print_markdown(text)
    else:
        from tempfile import gettempdir

        from painsite.manual.serving import serve_manual
        from painsite.preview.server import PortError

        try:
            serve_manual(port=port, open_browser=open_browser)
        except PortError as error:
            fail(str(error))
        except OSError as error:
            fail(file_error(error, Path(gettempdir())))
    sys.exit(0)


@click.command()
@click.argument("rules", nargs=-1, metavar="[RULE]...")
def explain(rules: tuple[str, ...]) -> NoReturn:
    """Print the cause and the remedy of each RULE that a problem names, such as dead-link.

    Without a RULE all are listed.
    """
    from painsite.manual.topics import UnknownTopicError, explain_rules

    try:
        text = explain_rules(rules)
    except UnknownTopicError as error:
        fail(str(error))
    print_markdown(text)
    sys.exit(0)


@click.command()
@click.argument("kind", required=False, type=click.Choice(["entry", "article", "tags", "site"]))
@click.option("--write", is_flag=True, help="Write all four into .vscode/painsite/, where `init` puts them.")
@SOURCE
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
        fail(str(error))
    except OSError as error:
        fail(file_error(error, root))
    sys.exit(0)


@click.command()
@SOURCE
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
        serve_editor(root)
    except MissingExtraError as error:
        fail(str(error))
    sys.exit(0)
