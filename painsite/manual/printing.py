"""A topic as a terminal shows it: wrapped to its width, tables that do not fit as records."""

import re
from collections.abc import Iterator
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement, TableElement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

_WIDEST = 100
"""Columns: longer lines are hard to read."""
_TOPIC_LINK = re.compile(r"\[([^\[\]]+)\]\(\.\./([a-z0-9-]+)/(?:#[a-z0-9-]+)?\)")
_CODE_BLOCK = re.compile(r"^(```+|~~~+).*?^\1$", re.MULTILINE | re.DOTALL)


_ON_ANY_GROUND = Theme({"markdown.code": "bold cyan", "markdown.h1": "bold", "markdown.h2": "bold"})
"""The library's own styles suppose a dark terminal."""


def print_topic(markdown: str, console: Console) -> None:
    """Print a topic's Markdown on a terminal."""
    shown = _Topic(_as_read_here(markdown), hyperlinks=False, code_theme="ansi_dark")
    with console.use_theme(_ON_ANY_GROUND):
        console.print(shown, width=min(console.width, _WIDEST))


def _as_read_here(markdown: str) -> str:
    """Name the topic to which a link leads; code stays as it is."""
    parts, end = [], 0
    for code in _CODE_BLOCK.finditer(markdown):
        parts += [_TOPIC_LINK.sub(_with_topic, markdown[end : code.start()]), code[0]]
        end = code.end()
    return "".join((*parts, _TOPIC_LINK.sub(_with_topic, markdown[end:])))


def _with_topic(link: re.Match[str]) -> str:
    words, topic = link[1], link[2]
    return words if words.lower() == topic.replace("-", " ") else f"{words} (`painsite manual {topic}`)"


class _LeftHeading(Heading):
    """A heading at the left margin."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        self.text.justify = "left"
        yield self.text


class _RecordTable(TableElement):
    """A table, or one record for each row where the words of the columns do not fit side by side."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        columns = [column.content for column in self.header.row.cells] if self.header and self.header.row else []
        rows = [[cell.content for cell in row.cells] for row in self.body.rows] if self.body else []
        least = [max(_longest_word(row[index]) for row in (columns, *rows)) for index in range(len(columns))]
        if sum(least) + 2 * len(least) <= options.max_width:
            yield _format_table(columns, rows, least)
        else:
            yield from _format_records(columns, rows)


def _longest_word(text: Text) -> int:
    return max((len(word) for word in text.plain.split()), default=1)


def _format_table(columns: list[Text], rows: list[list[Text]], least: list[int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(text.plain for text in columns))
    for text, width in zip(columns, least, strict=True):
        table.add_column(text, min_width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _format_records(columns: list[Text], rows: list[list[Text]]) -> Iterator[RenderableType]:
    for first, *others in rows:
        yield first
        facts = [
            Text.assemble((f"{name.plain}: " if name.plain else ""), text)
            for name, text in zip(columns[1:], others, strict=True)
            if text.plain not in {"", "–"}
        ]
        yield Padding(Text("; ").join(facts), (0, 0, 0, 4))


class _Topic(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _LeftHeading,
        "table_open": _RecordTable,
    }
