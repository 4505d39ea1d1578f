"""Markdown inside blocks of raw HTML, as the library's `md_in_html` reads it, but without `markdown="1"` on each.

Readers of Pandoc and GitHub expect it there; and what is not read is not cited. `<pre>`, `<script>`, `<style>` and
their like stay as they are, and so does an element with `markdown="0"`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.md_in_html import (
    HTMLExtractorExtra,
    MarkdownInHTMLPostprocessor,
    MarkdownInHtmlProcessor,
)
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

_INLINE = frozenset({"caption", "figcaption"})
"""Blocks that hold a line of text, beside those of which the library knows it."""
_AS_THEY_STAND = frozenset({"iframe", "noembed", "noframes", "noscript", "plaintext", "svg", "template", "xmp"})
"""Elements whose content is no HTML of this document, beside those of which the library knows it."""
_WITHOUT_PARAGRAPHS = frozenset({"div", "figure", "section", "aside", "center", "td", "th", "li", "dd"})
"""Blocks whose text is no paragraph of its own if it has no blank line."""
_CELLS = frozenset({"dd", "li", "td", "th"})
"""Blocks whose text the library takes for one line."""
_OWN_ATTRIBUTE = re.compile(r"""\smarkdown(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=[\s/>])""")
_IMAGE = re.compile(r"\s*(?:<img\s|<a\s|\[?!\[)")
_PLACEHOLDER = re.compile(rf" *({HTML_PLACEHOLDER_RE.pattern}) *")
_BLANK_LINE = re.compile(r"[ \t]*\n[ \t]*\n")
_MAX_INDENT = 200
"""How far a line is looked at for what stands before a tag."""


class _Extractor(HTMLExtractorExtra):
    """Blocks of HTML, wherever on their line they begin inside another."""

    mdstack: list[str]
    mdstarted: list[bool]

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.span_tags |= _INLINE
        self.raw_tags |= _AS_THEY_STAND

    @cached_property
    def block_level_tags(self) -> set[str]:
        return set(self.md.block_level_elements)

    @cached_property
    def block_tags(self) -> set[str]:
        return self.block_level_tags - (self.span_tags | self.raw_tags | self.empty_tags)

    @cached_property
    def span_and_blocks_tags(self) -> set[str]:
        return self.block_tags | self.span_tags

    @cached_property
    def last_end_of_paragraph(self) -> int:
        return self.rawdata.lower().rfind("</p")

    def at_line_start(self) -> bool:
        if not self.mdstack or not 3 < self.offset < _MAX_INDENT:
            return bool(super().at_line_start())
        return not self.rawdata[self.line_offset : self.line_offset + self.offset].strip()

    def close(self) -> None:
        super().close()
        # of elements with one name inside each other the library closes the innermost alone, and loses the others
        while self.mdstack:
            self.handle_endtag(self.mdstack[-1])

    def get_starttag_text(self) -> str:
        return _OWN_ATTRIBUTE.sub("", super().get_starttag_text())

    def get_state(self, tag: str, attrs: Mapping[str, str]) -> Literal["block", "span", "off"] | None:
        if "markdown" in attrs or tag in self.raw_tags:
            return super().get_state(tag, attrs)
        start = self.line_offset + self.offset + len(super().get_starttag_text())
        # GitHub reads a list or table in a cell behind a blank line
        has_blocks = tag in _CELLS and _BLANK_LINE.match(self.rawdata, start)
        return super().get_state(tag, {**attrs, "markdown": "block" if has_blocks else "1"})

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        # one that never ends would make a paragraph of all that follows
        if tag == "p" and not self.inraw and self.line_offset + self.offset > self.last_end_of_paragraph:
            return
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if self.mdstarted and tag in self.block_level_tags:
            # the next tag can follow at once
            self.mdstarted[-1] = True

    def handle_data(self, data: str) -> None:
        is_started = bool(self.mdstarted) and self.mdstarted[-1] and not data.strip()
        super().handle_data(data)
        if is_started and self.mdstarted:
            self.mdstarted[-1] = True


class _HtmlBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        extractor = _Extractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return _PLACEHOLDER.sub(self.apart, "".join(extractor.cleandoc)).split("\n")

    def apart(self, placeholder: re.Match[str]) -> str:
        """Return the placeholder of an element a block of its own: inside another it would not be read."""
        is_element = isinstance(self.md.htmlStash.rawHtmlBlocks[int(placeholder[2])], Element)
        return f"\n\n{placeholder[1]}\n\n" if is_element else placeholder[0]


class _MarkdownInHtml(MarkdownInHtmlProcessor, BlockProcessor):
    def parse_element_content(self, element: Element) -> None:
        text = element.text or ""
        is_block = element.get("markdown") == "block"
        if is_block and text:
            element.text = _dedented(text)
        super().parse_element_content(element)
        if is_block and element.tag in _WITHOUT_PARAGRAPHS and not _BLANK_LINE.search(text):
            _unwrap_paragraph(element)
        elif is_block and element.tag == "figure":
            _unwrap_image(element)


def _dedented(text: str) -> str:
    """Take away how far the lines of a block of HTML are indented: none of them is code."""
    first, *lines = text.split("\n")
    depths = [
        len(line) - len(line.lstrip(" ")) for line in lines if line.strip() and not HTML_PLACEHOLDER_RE.search(line)
    ]
    depth = min(depths, default=0)
    dedented = (
        bare if not (bare := line.lstrip(" ")) or HTML_PLACEHOLDER_RE.match(bare) else line[depth:] for line in lines
    )
    return "\n".join([first.lstrip(" "), *dedented])


def _unwrap_paragraph(element: Element) -> None:
    if len(element) == 1:
        _unwrap_first(element)


def _unwrap_image(figure: Element) -> None:
    if len(figure) and _IMAGE.match(figure[0].text or ""):
        _unwrap_first(figure)


def _unwrap_first(element: Element) -> None:
    paragraph = element[0]
    if paragraph.tag == "p" and not paragraph.attrib and not len(paragraph) and not (element.text or "").strip():
        element.remove(paragraph)
        element.text = paragraph.text


class _RawCode(InlineProcessor):
    """`<code>[@a]</code>`: what stands in code is no Markdown, however the code is written."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        del data
        if STX in m[0]:
            return None, None, None
        return self.md.htmlStash.store(m[0]), m.start(), m.end()


class MarkdownInHtmlExtension(Extension):
    """Markdown in HTML."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the library's preprocessor for HTML, as its own extension does."""
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        # after code spans (190), before escapes (180) and citations
        code = r"<(code|kbd|samp)(?:\s[^<>]*)?>[^<]*</\1\s*>"
        md.inlinePatterns.register(_RawCode(code, md), "raw-code", 185)
        md.parser.blockprocessors.register(_MarkdownInHtml(md.parser), "markdown_block", 105)
        md.postprocessors.register(MarkdownInHTMLPostprocessor(md), "raw_html", 30)
