"""Which part of Python-Markdown a text needs: what its marks do not ask for is left out, and the HTML stays the same.

With every extension Python-Markdown takes 2.3 ms for a commentary of 1.5 kB, with what most of them need 0.9 ms.
"""

import functools
import re
from typing import TYPE_CHECKING

from painsite.sources.markdown.citations import CitationExtension
from painsite.sources.markdown.code import FencedCodeExtension
from painsite.sources.markdown.extensions import Converter, TidyExtension
from painsite.sources.markdown.headings import HashHeadingExtension, heading_ids
from painsite.sources.markdown.html import MarkdownInHtmlExtension
from painsite.sources.markdown.links import LinkExtension
from painsite.sources.markdown.notes import InlineNoteExtension, SeparateFootnotes
from painsite.sources.markdown.pandoc import PandocExtension
from painsite.sources.markdown.shortcuts import take_shortcuts
from painsite.sources.markdown.tables import TablesExtension

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown.extensions import Extension

_MARKS = (
    ("abbr", "*["),
    ("attr_list", "{"),
    ("fences", "```"),
    ("fences", "~~~"),
    ("smarty", "'"),
    ("smarty", '"'),
    ("smarty", "--"),
    ("smarty", "..."),
    ("tables", "|"),
    ("footnotes", "[^"),
    ("inline-notes", "^["),
    ("mathematics", "$"),
    *(("pandoc", mark) for mark in ("^", "~", "==", "]{", "\\\n", "[ ]", "[x]", "[X]", "|", "<t", "<T")),
    ("citations", "@"),
    ("links", "]("),
    ("headings", "#"),
    ("headings", "<h"),
    ("headings", "<H"),
    ("html", "<"),
    ("html", "&"),
    ("escapes", "\\"),
)
# A line of a quotation or a list may begin with their marks, but not with a word.
_LINES = (
    ("def_list", re.compile(r"\n[^\w\n]*:")),
    ("headings", re.compile(r"\n[^\w\n]*[=-][ \t]*\n")),
)
"""Features, and what a text that uses them holds one of."""

_ALL = tuple(sorted({name for name, _ in _MARKS} | {name for name, _ in _LINES}))
# What is no extension of the library by this name: ours, and parts of its core.
_NO_EXTENSIONS = frozenset(
    {
        "citations",
        "escapes",
        "fences",
        "footnotes",
        "headings",
        "html",
        "inline-notes",
        "links",
        "mathematics",
        "pandoc",
        "tables",
    }
)


def _mathematics() -> "Extension":
    # a tenth of a second, for which a site without formulas does not wait
    from painsite.sources.markdown.math import MathExtension  # noqa: PLC0415

    return MathExtension()


_OURS: "tuple[tuple[str, Callable[[], Extension]], ...]" = (
    ("footnotes", SeparateFootnotes),
    ("inline-notes", InlineNoteExtension),
    ("tables", TablesExtension),
    ("pandoc", PandocExtension),
    ("mathematics", _mathematics),
    ("citations", CitationExtension),
    ("", TidyExtension),
    ("links", LinkExtension),
    ("fences", FencedCodeExtension),
    ("html", MarkdownInHtmlExtension),
    ("headings", HashHeadingExtension),
    ("headings", heading_ids),
)
"""By feature; one without a feature is always there."""


def converter_for(source: str) -> Converter:
    """Return a converter that renders this text as the whole one would; one for each kind of text and process."""
    return _converter(_features(source))


def whole_converter() -> Converter:
    """Return the converter with every extension and no shortcut, to compare with."""
    return _build(_ALL)


def forget_converters() -> None:
    """Rebuild everything: one that was interrupted in its work cannot be used again."""
    _converter.cache_clear()


def _features(source: str) -> tuple[str, ...]:
    # as the library will see the text
    text = source.replace("\x02", "").replace("\x03", "").replace("\r", "\n")
    # what follows raw HTML begins a line
    lines = "\n" + text.replace(">", "\n") + "\n"
    # the first sign alone is found, or not, in a tenth of the time
    found = {name for name, mark in _MARKS if mark[0] in text and mark in text}
    found.update(name for name, line in _LINES if line.search(lines))
    return tuple(sorted(found))


@functools.lru_cache(maxsize=256)
def _converter(features: tuple[str, ...]) -> Converter:
    # One for each process: an instance that threads share mixes their documents up.
    converter = _build(features)
    take_shortcuts(converter)
    return converter


def _build(features: tuple[str, ...]) -> Converter:
    named = [name for name in features if name not in _NO_EXTENSIONS]
    ours = [make() for name, make in _OURS if name in {"", *features}]
    converter = Converter(extensions=[*named, "sane_lists", *ours], output_format="html")
    if "html" not in features:
        converter.preprocessors.deregister("html_block")
    # a heading can hold an escaped `#`
    if not {"escapes", "headings"} & set(features):
        converter.treeprocessors.deregister("unescape")
    return converter
