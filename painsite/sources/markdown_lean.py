"""Which part of Python-Markdown a text needs: what its marks do not ask for is left out, and the HTML stays the same.

With every extension Python-Markdown takes 2.3 ms for a commentary of 1.5 kB, with what most of them need 0.9 ms.
"""

import functools
import re
from typing import TYPE_CHECKING

from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor

from painsite.sources.markdown_extensions import (
    CitationExtension,
    Converter,
    SeparateFootnotes,
    TidyExtension,
    heading_ids,
)

if TYPE_CHECKING:
    from markdown.extensions import Extension

_EXTENSION_MARKS: dict[str, re.Pattern[str]] = {
    "abbr": re.compile(r"\*\["),
    "attr_list": re.compile(r"\{"),
    "def_list": re.compile(r"^ {0,3}:", re.MULTILINE),
    "fenced_code": re.compile(r"```|~~~"),
    "smarty": re.compile(r"['\"]|--|\.\.\.|<<|>>"),
    "tables": re.compile(r"\|"),
    "footnotes": re.compile(r"\[\^"),
    "citations": re.compile(r"@"),
    "headings": re.compile(r"^(?:\#|=|-)|^[ >\t]+\S*(?:\#|=|-)", re.MULTILINE),
    "html": re.compile(r"[<&]"),
}
"""By feature: what a text that uses it has to hold."""

_PATTERN_MARKS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "cite-bracketed": ("@",),
    "cite-worded": ("(@",),
    "reference": ("]:",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("]:",),
    "short_reference": ("]:",),
    "short_image_ref": ("]:",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "cite-narrative": ("@",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""By name of an inline pattern: a source that it can match holds one of these. A pattern not named always runs."""


def converter_for(source: str) -> Converter:
    """Give a converter that renders this text as the whole one would; one for each kind of text and process."""
    features = tuple(name for name, marks in _EXTENSION_MARKS.items() if marks.search(source))
    converter = _converter(features)
    inline = converter.treeprocessors["inline"]
    if isinstance(inline, InlineProcessor):
        inline.inlinePatterns = [  # type: ignore[assignment] # read like the registry it stands for
            pattern for pattern, marks in _patterns(features) if any(mark in source for mark in marks)
        ]
    return converter


def whole_converter() -> Converter:
    """Give the converter with every extension, to compare with."""
    return _converter(tuple(_EXTENSION_MARKS))


def forget_converters() -> None:
    """Make all anew: one that was interrupted in its work cannot be used again."""
    _converter.cache_clear()
    _patterns.cache_clear()


@functools.lru_cache(maxsize=128)
def _converter(features: tuple[str, ...]) -> Converter:
    # One for each process: an instance that threads share mixes their documents up.
    ours: dict[str, Extension] = {}
    if "footnotes" in features:
        ours["footnotes"] = SeparateFootnotes()
    if "citations" in features:
        ours["citations"] = CitationExtension()
    ours["tidy"] = TidyExtension()
    if "headings" in features:
        ours["headings"] = heading_ids()
    named = [name for name in features if name not in {"footnotes", "citations", "headings", "html"}]
    converter = Converter(extensions=[*named, "sane_lists", *ours.values()], output_format="html")
    if "html" not in features:
        converter.preprocessors.deregister("html_block")
    return converter


@functools.lru_cache(maxsize=128)
def _patterns(features: tuple[str, ...]) -> tuple[tuple[Pattern, tuple[str, ...]], ...]:
    """Give a converter's inline patterns in the order in which they run, each with its marks."""
    registry = _converter(features).inlinePatterns
    name_of = {id(registry[name]): name for name in _PATTERN_MARKS if name in registry}
    return tuple((pattern, _PATTERN_MARKS.get(name_of.get(id(pattern), ""), ("",))) for pattern in registry)
