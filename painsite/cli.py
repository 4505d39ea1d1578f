"""Arguments in, exit status out.

Imports of rooms stand inside the commands: `--help` and `--version` need none of them.
"""

import os

import click

from painsite import __version__
from painsite.commands.additions import add, import_files, new, refresh
from painsite.commands.checking import check, fmt
from painsite.commands.guidance import explain, lsp, manual, schema
from painsite.commands.questions import cite, list_, report, show
from painsite.commands.shared import Program
from painsite.commands.site import build, graph, init, serve
from painsite.commands.sources import links, rename


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


_COMMANDS = (
    *(init, serve, check, build, graph),
    *(add, refresh, import_files, new),
    *(list_, show, cite, report),
    *(fmt, rename, links),
    *(manual, explain, schema, lsp),
)
for _command in _COMMANDS:
    main.add_command(_command)


def run() -> None:
    """Run the command line; the entry point of the `painsite` command."""
    # numpy's linear algebra, which nothing here uses, would start threads, and a process with threads forks badly
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main(prog_name="painsite", obj=Program())
