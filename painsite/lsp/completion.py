"""Words that somebody types → what an editor offers, in a form that stands every editor's own filter.

Editors filter and sort once more what a server has found, each in its own way. So each item's `filterText` begins with
the very words that were typed, and stays short, since VS Code reads 128 characters of it; `sortText` is the rank; the
list is said to be incomplete, so that the next key stroke asks again.
"""

import re
from collections.abc import Callable

from lsprotocol import types

from painsite.lsp.knowledge import Knowledge
from painsite.lsp.positions import Lines
from painsite.lsp.ranking import Row
from painsite.lsp.spots import Spot, Typed
from painsite.lsp.words import describe_field, one_line
from painsite.sources.markdown.citation_syntax import CITEKEY
from painsite.sources.schema import ARTICLE_FIELDS

MOST = 50
_FILTERED = 128
_BARE = re.compile(CITEKEY)


def complete_citekey(typed: Typed, lines: Lines, offset: int, known: Knowledge) -> types.CompletionList:
    """Return the nodes that the typed words may mean, the likeliest first."""
    end = offset
    if typed.braced and lines.text[offset : offset + 1] == "}":
        end += 1
    span = span_of(lines, typed.start, end)
    rows = known.finder.find(typed.query, most=MOST)
    items = [_item(row, rank, typed, span) for rank, row in enumerate(rows)]
    return types.CompletionList(is_incomplete=True, items=items)


def complete_field(
    begun: Spot, lines: Lines, shown: Callable[[str], str | types.MarkupContent]
) -> types.CompletionList:
    """Return the fields of an article's front matter; `shown` makes of Markdown what the editor can show."""
    span = span_of(lines, begun.start, begun.end)
    items = [
        types.CompletionItem(
            label=field.name,
            kind=types.CompletionItemKind.Field,
            detail=field.form.replace("`", ""),
            documentation=shown(describe_field(field.name, is_article=True)),
            sort_text=f"{number:02}",
            text_edit=types.TextEdit(range=span, new_text=f"{field.name}: "),
        )
        for number, field in enumerate(ARTICLE_FIELDS)
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def span_of(lines: Lines, start: int, end: int) -> types.Range:
    """Return a part of a text as editors count it."""
    return types.Range(start=types.Position(*lines.position(start)), end=types.Position(*lines.position(end)))


def _item(row: Row, rank: int, typed: Typed, span: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        label=row.citekey,
        kind=types.CompletionItemKind.Reference,
        detail=one_line(row),
        sort_text=f"{rank:02}",
        filter_text=f"{typed.query} {row.citekey} {row.label}"[: max(_FILTERED, len(typed.query))],
        text_edit=types.TextEdit(range=span, new_text=_written(row.citekey, typed)),
        data=row.citekey,
    )


def _written(citekey: str, typed: Typed) -> str:
    """Return a citekey as a text names it: in braces where it would end too soon."""
    if not typed.in_text:
        return citekey
    if typed.braced:
        return f"{citekey}}}"
    found = _BARE.fullmatch(f"@{citekey}")
    return citekey if found and found["key"] else f"{{{citekey}}}"
