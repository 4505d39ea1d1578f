"""What every extension of Python-Markdown here builds on, and figures, tables and heading levels for our pages.

Python-Markdown builds one document. Whatever depends on other nodes leaves a marker in it, and every footnote stands
behind a separator paragraph at its end; `painsite.sources.markdown.render` cuts the document at both.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

from painsite.model import Citation, CitationForm, TextImage, TextLink
from painsite.sources.markdown.attributes import plain_words
from painsite.sources.markdown.citation_syntax import Cited
from painsite.sources.quoting import quoted

# Noncharacters: Unicode keeps them out of exchanged texts, and the renderer replaces any it meets.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
MARKER = re.compile(rf"{OPEN}([cafil])(\d+){CLOSE}")
"""Citations, a node's address, a footnote's call, an image, a link's address; then its index in `Findings`."""
SEPARATOR = re.compile(rf"\s*<p>{OPEN}s\d+{CLOSE}</p>\s*")
"""Stands before the text of each footnote, in the order of their definitions."""

_ALIGNED = re.compile(r"text-align: (left|right|center);")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_IS_BLOCK = dict.fromkeys(("p", "div", "ul", "ol", "li", "blockquote", *_HEADINGS), True) | dict.fromkeys(
    ("a", "abbr", "br", "code", "em", "img", "math", "span", "strong"), False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong in a Markdown text, before its place in the source is known."""

    rule: str
    message: str
    remedy: str
    needle: str
    """The author's words, to be looked for in the source."""
    tag: str = ""
    """The HTML that holds them, where it does."""
    offset: int = -1
    """Of the words in the Markdown, where it is known."""


@dataclass(slots=True)
class Findings:
    """What the extensions meet in one document, in the order in which Python-Markdown gets to it."""

    groups: list[tuple[Citation, ...]] = field(default_factory=list)
    footnote_labels: list[str] = field(default_factory=list)
    """Of the footnotes that are called."""
    images: list[TextImage] = field(default_factory=list)
    links: list[TextLink] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)

    def mark_group(self, cited: Iterable[Cited], form: CitationForm) -> str:
        """Keep a group and give its marker."""
        self.groups.append(
            tuple(
                Citation(
                    citekey=one.citekey,
                    form="suppressed" if one.suppressed else form,
                    prefix=one.prefix,
                    locator=one.locator,
                    suffix=one.suffix,
                )
                for one in cited
            )
        )
        return marker("c", len(self.groups) - 1)


def missing_alt(file: str) -> Flaw:
    """Say that an image has no alternative text."""
    return Flaw(
        rule="missing-alt",
        message=f"the image {quoted(file, limit=60)} has no alternative text",
        remedy='describe what it shows; for mere decoration, write `<img src="…" alt="">`',
        needle=file,
    )


class Converter(markdown.Markdown):
    """Python-Markdown, with a place for what its extensions find."""

    findings: Findings
    source: str
    lowest_heading: int
    toc_tokens: list[dict[str, object]]
    notes: Element | None
    """Holds the separators and footnotes at the document's end."""
    note_labels: list[str]
    """Of the footnotes in `notes`, in that order."""
    formulas: dict[str, str]
    """As they are written, by their placeholders."""

    def reset(self) -> "Converter":
        """Forget the document before."""
        self.notes, self.note_labels, self.formulas = None, [], {}
        super().reset()
        return self

    def convert(self, source: str) -> str:
        """Convert a document, and keep it as it is written."""
        self.source = source
        return super().convert(source)

    def add_note(self, label: str) -> Element:
        """Return the element for one more footnote."""
        if self.notes is None:
            self.notes = Element("div")
        SubElement(self.notes, "p").text = f"{OPEN}s{len(self.note_labels)}{CLOSE}"
        self.note_labels.append(label)
        return SubElement(self.notes, "div")

    def is_block_level(self, tag: object) -> bool:
        """Return whether an element is a block, without going through the list of them each time."""
        known = _IS_BLOCK.get(tag) if isinstance(tag, str) else None
        return super().is_block_level(tag) if known is None else known


def marker(kind: Literal["c", "a", "f", "i", "l"], index: int) -> str:
    """Return the characters that stand for a gap."""
    return f"{OPEN}{kind}{index}{CLOSE}"


class _Tidy(Treeprocessor):
    md: Converter

    def run(self, root: Element) -> None:
        elements = list(root.iter())
        headings = [element for element in elements if element.tag in _HEADINGS]
        levels = [_HEADINGS.index(element.tag) + 1 for element in headings]
        self.md.findings.flaws += _skipped(headings, levels)
        shift = self.md.lowest_heading - min(levels, default=0)
        for element in elements:
            if element.tag in _HEADINGS:
                element.tag = f"h{min(_HEADINGS.index(element.tag) + 1 + shift, 6)}"
            elif element.tag in {"td", "th"} and (aligned := _ALIGNED.fullmatch(element.get("style", ""))):
                del element.attrib["style"]
                element.set("class", f"align-{aligned[1]}")
            elif element.tag == "table":
                element.set("tabindex", "0")  # a wide one scrolls, which the keyboard has to reach
            elif element.tag == "img" and not element.get("alt", "").strip():
                self.md.findings.flaws.append(missing_alt(element.get("src", "")))
            if element.attrib:
                self.tidy_attributes(element)

    def tidy_attributes(self, element: Element) -> None:
        for name, value in element.items():
            if name in {"alt", "title"} and isinstance(value, str):
                element.set(name, plain_words(value, self.md.htmlStash.rawHtmlBlocks))
            elif name in {"href", "src"} and STX in value:
                element.set(name, HTML_PLACEHOLDER_RE.sub(self.as_written, value))

    def as_written(self, placeholder: re.Match[str]) -> str:
        """Return what stands in an address: two dollar signs there are no formula."""
        put_away = str(self.md.htmlStash.rawHtmlBlocks[int(placeholder[1])])
        return self.md.formulas.get(placeholder[0]) or html.unescape(put_away)


def _skipped(headings: list[Element], levels: list[int]) -> Iterator[Flaw]:
    """Yield a flaw for each heading that stands more than one level below the one before it."""
    for (above, below), heading in zip(pairwise(levels), headings[1:], strict=False):
        if below > above + 1:
            title = " ".join(MARKER.sub("", "".join(heading.itertext())).split())
            yield Flaw(
                rule="skipped-heading",
                message=f"the heading {quoted(title, limit=40)} is of level {below}, right below one of level {above}",
                remedy=f"begin it with `{'#' * (above + 1)}`",
                needle=(heading.text or "").strip() or title,
            )


class _Figures(Treeprocessor):
    """An image with a title that is alone in its paragraph, or in a link that is, gets the title as its caption."""

    md: Converter

    def run(self, root: Element) -> None:
        for paragraph in [element for element in root.iter("p") if len(element) == 1]:
            image = inner = paragraph[0]
            if inner.tag == "a" and len(inner) == 1 and not (inner.text or "").strip():
                image = inner[0]
            around = (paragraph.text, inner.tail, image.tail)
            title = image.get("title", "") if image.tag == "img" else ""
            if not title.strip() or any(text and text.strip() for text in around):
                continue
            del image.attrib["title"]
            paragraph.tag = "figure"
            SubElement(paragraph, "figcaption").text = title
            self.md.treeprocessors["inline"].run(paragraph)


class TidyExtension(Extension):
    """Figures, classes instead of styles in tables, the heading levels of our pages."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register after inline patterns (20) and attribute lists (8), before heading ids (5)."""
        # before smarty (6), so that captions have typographic quotes
        md.treeprocessors.register(_Figures(md), "figures", 7)
        md.treeprocessors.register(_Tidy(md), "tidy", 6)
