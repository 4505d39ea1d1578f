"""Shortcuts through Python-Markdown: the same HTML for less than half of the work.

Python-Markdown tries every block processor on every block and every inline pattern on every text. Most blocks are
plain paragraphs and most texts hold no mark at all, which one search tells. What is not plain takes the library's own
way, and `tests/test_markdown_lean.py` compares the two.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.serializers import RE_AMP, to_html_string
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString, Registry

from painsite.sources.markdown.extensions import Flaw

if TYPE_CHECKING:
    from painsite.sources.markdown.extensions import Converter

# What a line of a paragraph begins with so that no other block can begin there: a letter, emphasis, a number that ends
# without a full stop, an opening quote or parenthesis, a citation.
_PLAIN_START = r"(?:\*{0,3}[^\W\d_]|\d+(?![\d.])|[(\"'“„‘«]|\[-?@(?![^\[\]]*\]:))"
PLAIN_BLOCK = re.compile(rf"{_PLAIN_START}[^\n]*(?:\n{_PLAIN_START}[^\n]*)*\Z")

# A `---` below another line would make a heading of it.
_RULES = re.compile(r"(?: {0,3}(?:\*{3,}|_{3,}) *\n(?= {0,3}(?:\*{3,}|_{3,}) *(?:\n|\Z)))+")

_PATTERN_MARKS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "raw-code": ("<",),
    "displayed-formula": ("$$",),
    "formula": ("$",),
    "escape-at": ("\\@",),
    "escape": ("\\",),
    "backslash-break": ("\\\n",),
    "inline-note": ("^[",),
    "footnote": ("[^",),
    "cite-narrative-group": ("@",),
    "cite-bracketed": ("@",),
    "cite-worded": ("(@",),
    "reference": ("[",),
    "cite-in-link": ("@",),
    "link": ("](",),
    "image_link": ("](",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "span": ("]{",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "cite-narrative": ("@",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "struck": ("~~",),
    "subscript": ("~",),
    "superscript": ("^",),
    "marked": ("==",),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    **{f"smarty-quotes-{index}": ("'",) for index in (0, 6, 7, 8, 9, 10)},
    **{f"smarty-quotes-{index}": ('"',) for index in (1, 11, 12, 13, 14)},
    **{f"smarty-quotes-{index}": ("\"'",) for index in (2, 5)},
    **{f"smarty-quotes-{index}": ("'\"",) for index in (3, 4)},
}
"""By name of an inline pattern: a text that it can match holds one of these. A pattern not named always runs."""

_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
"""Patterns that change nothing in a document that defines no references."""

_LONG_PARAGRAPH = 10_000
"""Characters; shorter ones are never counted."""
_MAX_WORK = 6_000_000_000
"""Each mark that is found copies the text around it: characters by marks, about two seconds."""

_TAGS = frozenset(
    "a abbr blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img ins li"
    " mark ol p pre span strong sub summary sup table tbody td tfoot th thead tr ul".split()
)
"""Elements that Python-Markdown makes; another one is left to its own serializer."""
_EMPTY_TAGS = frozenset({"br", "hr", "img"})


def take_shortcuts(converter: "Converter") -> None:
    """Replace parts of a converter by quicker ones that do the same."""
    converter.serializer = to_html
    converter.preprocessors.register(_Whitespace(converter), "normalize_whitespace", 30)
    converter.parser.blockprocessors.register(_Rules(converter.parser), "rules", 1001)
    converter.parser.blockprocessors.register(_PlainParagraph(converter.parser), "plain", 1000)
    if "unescape" in converter.treeprocessors:
        converter.treeprocessors.register(_Unescape(converter), "unescape", 0)
    converter.treeprocessors.register(_MarkedInline(converter, converter.inlinePatterns), "inline", 20)
    for processor in converter.treeprocessors:
        if isinstance(processor, InlineProcessor) and not isinstance(processor, _MarkedInline):
            # smarty's; still before `tidy`, which is registered at 6 too
            converter.treeprocessors.register(_MarkedInline(converter, processor.inlinePatterns), "smarty", 6.5)


class _Whitespace(Preprocessor):
    """Tidy blanks and line ends as the library does, without looking at every character for a blank line."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines).replace(STX, "").replace("\x03", "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in source:
            source = source.expandtabs(self.md.tab_length)
        if " \n" in source:
            source = re.sub(r"\n +(?=\n)", "\n", source)
        return source.split("\n")


class _Rules(BlockProcessor):
    """All but the last of the rules that begin a block; the library looks through the rest of it behind each."""

    def test(self, parent: Element, block: str) -> bool:
        del parent
        return _RULES.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        if rules := _RULES.match(block):
            for _ in range(rules[0].count("\n")):
                SubElement(parent, "hr")
            blocks.insert(0, block[rules.end() :])


class _PlainParagraph(ParagraphProcessor):
    """A paragraph that no other processor can want, known by how its lines begin."""

    def test(self, parent: Element, block: str) -> bool:
        del parent
        return PLAIN_BLOCK.match(block) is not None


_Row = tuple[Pattern, tuple[str, ...]]


class _MarkedInline(InlineProcessor):
    """Inline patterns, each run only over texts that hold its marks."""

    md: "Converter"

    def __init__(self, converter: "Converter", patterns: Registry[Any]) -> None:
        super().__init__(converter)
        name_of = {id(patterns[name]): name for name in _PATTERN_MARKS if name in patterns}
        named = [(pattern, name_of.get(id(pattern), "")) for pattern in patterns]
        rows = [(pattern, _PATTERN_MARKS.get(name, ("",))) for pattern, name in named]
        self.all_rows = (rows, _least(rows))
        rows = [row for row, (_, name) in zip(rows, named, strict=True) if name not in _REFERENCES]
        self.rows_without_references = (rows, _least(rows))
        self.rows, self.marks = self.all_rows

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self.rows, self.marks = self.all_rows if self.md.references else self.rows_without_references
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        # The library's private `__handleInline`. Where a later version has another name for it, its own runs.
        if isinstance(data, AtomicString) or not _holds(data, self.marks):
            return data
        if len(data) > _LONG_PARAGRAPH and not patternIndex and _count_marks(data) * len(data) > _MAX_WORK:
            self.md.findings.flaws.append(_too_long(data))
            return data
        for index in range(patternIndex, len(self.rows)):
            pattern, marks = self.rows[index]
            start, matched = 0, _holds(data, marks)
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str | None,
        parent: Element,
        isText: bool = True,  # noqa: FBT001, FBT002, N803
    ) -> list[tuple[Element, list[str]]]:
        # The private `__processPlaceholders`, for a text in which no pattern has left anything.
        if data and isText and not parent.text and STX not in data:
            parent.text = data
            return []
        placed: list[tuple[Element, list[str]]]
        placed = super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc]
        return placed


def _count_marks(data: str) -> int:
    # quotation marks and tags leave a placeholder four times as long as other marks
    return sum(map(data.count, "`*_[&@$^~\\")) + 4 * sum(map(data.count, "\"'<"))


def _too_long(data: str) -> Flaw:
    return Flaw(
        rule="markdown-limit",
        message=f"a paragraph of {len(data)} characters has more markup than can be read at once",
        remedy="divide it with blank lines",
        needle=data[:60].rpartition(" ")[0] or data[:20],
    )


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    for mark in marks:  # noqa: SIM110 - `any` takes twice as long, and this runs for each pattern and text
        if mark in text:
            return True
    return False


def _least(rows: list[_Row]) -> tuple[str, ...]:
    """Return the marks of which a text holds one if it holds any: those that contain no other."""
    marks = {mark for _, marks in rows for mark in marks}
    return tuple(sorted(mark for mark in marks if not any(other in mark for other in marks - {mark})))


class _Unescape(UnescapeTreeprocessor):
    """Restore escaped characters, in texts that hold one."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


def to_html(root: Element) -> str:
    """Write an element as the library's serializer does."""
    pieces: list[str] = []
    if not _write(root, pieces.append):
        return to_html_string(root)
    return "".join(pieces) + _escaped(root.tail or "")


def _write(element: Element, write: Callable[[str], object]) -> bool:
    """Write an element and what is in it, but not its tail; return whether all of it is as Python-Markdown makes it."""
    tag = element.tag
    if tag not in _TAGS:
        return False
    if attributes := element.items():
        write(f"<{tag}")
        for name, value in sorted(attributes):
            if not isinstance(value, str) or name == value:  # an attribute without a value, from `{: hidden }`
                return False
            escaped = _escaped(value).replace('"', "&quot;")
            write(f' {name}="{escaped}"')
        write(">")
    else:
        write(f"<{tag}>")
    if text := element.text:
        write(_escaped(text))
    for child in element:
        if not _write(child, write):
            return False
        if tail := child.tail:
            write(_escaped(tail))
    if tag not in _EMPTY_TAGS:
        write(f"</{tag}>")
    return True


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text
