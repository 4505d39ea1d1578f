"""What Python-Markdown is taught: citations, footnotes as texts of their own, headings and tables for our pages.

Python-Markdown builds one document. Whatever depends on other nodes leaves a marker in it, and every footnote stands
behind a separator paragraph at its end; `painsite.sources.markdown` cuts the document at both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from painsite.model import Citation, CitationForm, TextImage, TextLink
from painsite.problems import Unreadable
from painsite.sources.citations import CITEKEY, Cited, parse_group, parse_locator
from painsite.sources.html import free_id
from painsite.sources.quoting import quoted

# Noncharacters: Unicode keeps them out of exchanged texts, and the renderer replaces any it meets.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
MARKER = re.compile(rf"{OPEN}([cafi])(\d+){CLOSE}")
"""Citations, a node's address, a footnote's call, an image; then its index in `Findings`."""
SEPARATOR = re.compile(rf"\s*<p>{OPEN}s\d+{CLOSE}</p>\s*")
"""Stands before the text of each footnote, in the order of their definitions."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_IS_BLOCK = dict.fromkeys(("p", "div", "ul", "ol", "li", "blockquote", *_HEADINGS), True) | dict.fromkeys(
    ("a", "abbr", "br", "code", "em", "img", "span", "strong"), False
)
_ESCAPED = re.compile("\x02([0-9]+)\x03")


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
        remedy='say in words what it shows; of mere decoration write `<img src="…" alt="">`',
        needle=file,
    )


class Converter(markdown.Markdown):
    """Python-Markdown, with a place for what its extensions find."""

    findings: Findings
    lowest_heading: int
    toc_tokens: list[dict[str, object]]

    def is_block_level(self, tag: object) -> bool:
        """Tell whether an element is a block, without going through the list of them each time."""
        known = _IS_BLOCK.get(tag) if isinstance(tag, str) else None
        return super().is_block_level(tag) if known is None else known


def marker(kind: Literal["c", "a", "f", "i"], index: int) -> str:
    """Give the characters that stand for a gap."""
    return f"{OPEN}{kind}{index}{CLOSE}"


class _Bracketed(InlineProcessor):
    """`[see @a, p. 3; @b]`."""

    md: Converter

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        del data
        inside = m[1]
        if STX in inside:
            inside = _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), self.unescape(inside))
        try:
            cited = parse_group(inside)
        except Unreadable as error:
            self.md.findings.flaws.append(
                Flaw(rule="malformed-citation", message=error.message, remedy=error.remedy, needle=f"[{inside}")
            )
            return m[0], m.start(), m.end()
        if not cited:
            return None, None, None
        return self.md.findings.mark_group(cited, "bracketed"), m.start(), m.end()


class _Worded(InlineProcessor):
    """`[as Shah found](@shah-2008)`."""

    md: Converter
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        index = len(self.md.findings.groups)
        outer = Element("span", {"class": "cited"})
        link = SubElement(outer, "a", {"href": marker("a", index)})
        link.text = m[1]
        link.tail = self.md.findings.mark_group([Cited(citekey=m["braced"] or m["key"])], "worded")
        return outer, m.start(), m.end()


class _Narrative(InlineProcessor):
    """`@kasch-2022`, and `@kasch-2022 [p. 3]`, in running text."""

    md: Converter
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        key = m["braced"] or m["key"]
        if data[: m.start()].endswith("["):
            message = f"`[@{key}` opens a citation that does not end"
            remedy = "close the bracket in the same paragraph, and put no other bracket inside it"
            self.md.findings.flaws.append(
                Flaw(rule="malformed-citation", message=message, remedy=remedy, needle=f"[@{key}")
            )
            return m[0], m.start(), m.end()
        locator, suffix = parse_locator(m["locator"] or "")
        is_locator = bool(locator) and not suffix
        cited = Cited(citekey=key, locator=locator if is_locator else "")
        end = m.end() if is_locator else m.end("cited")
        return self.md.findings.mark_group([cited], "narrative"), m.start(), end


class CitationExtension(Extension):
    """Pandoc's citations."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register before references (170) and links (160), after code spans (190) and escapes (180)."""
        md.ESCAPED_CHARS.append("@")
        # `[@a](…)` and `[@a][…]` are links, `[@a][@b]` are two citations.
        bracketed = r"\[([^\[\]]*@[^\[\]]*)\](?!\(|\[[^\[\]@]*\])"
        md.inlinePatterns.register(_Bracketed(bracketed, md), "cite-bracketed", 172)
        md.inlinePatterns.register(_Worded(rf"\[([^\[\]]+)\]\({CITEKEY}\)", md), "cite-worded", 171)
        # After links, autolinks (120, 110) and raw HTML (90), so that nothing inside them is taken for a citation.
        narrative = rf"(?<![\w@/:.&])(?P<cited>{CITEKEY})(?:\s?\[(?P<locator>[^\[\]@]+)\](?!\())?"
        md.inlinePatterns.register(_Narrative(narrative, md), "cite-narrative", 85)


class _FootnoteCall(FootnoteInlineProcessor):
    """`[^label]`."""

    footnotes: "SeparateFootnotes"

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        del data
        label, findings = m[1], self.footnotes.md.findings
        if label not in self.footnotes.footnotes:
            message = f"the footnote `[^{label}]` is called but not defined"
            remedy = f"add a paragraph `[^{label}]: …` or remove the call"
            findings.flaws.append(Flaw(rule="undefined-footnote", message=message, remedy=remedy, needle=m[0]))
            return m[0], m.start(), m.end()
        if label not in findings.footnote_labels:
            findings.footnote_labels.append(label)
        return marker("f", findings.footnote_labels.index(label)), m.start(), m.end()


class SeparateFootnotes(FootnoteExtension):
    """Footnotes as texts of their own: calls become markers, bodies stand behind separators at the document's end."""

    md: Converter

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the library's call, and take away what it does to back-links."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_FootnoteCall(r"\[\^([^\]\s]+)\]", self), "footnote", 175)
        md.treeprocessors.deregister("footnote-duplicate")
        md.postprocessors.deregister("footnote")

    def findFootnotesPlaceholder(self, root: Element) -> None:  # noqa: N802
        """Find none: footnotes always stand at the end."""
        del root

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
        """Give each footnote's text behind a separator, in an element of its own: a block may reach for the one before.

        A footnote's text can define further footnotes, in a quotation or a list.
        """
        del root
        if not self.footnotes:
            return None
        holder = Element("div")
        done = 0
        while done < len(self.footnotes):
            SubElement(holder, "p").text = f"{OPEN}s{done}{CLOSE}"
            self.parser.parseChunk(SubElement(holder, "div"), list(self.footnotes.values())[done])
            done += 1
        return holder


class _Tidy(Treeprocessor):
    md: Converter

    def run(self, root: Element) -> None:
        elements = list(root.iter())
        levels = [_HEADINGS.index(element.tag) + 1 for element in elements if element.tag in _HEADINGS]
        shift = self.md.lowest_heading - min(levels, default=0)
        for element in elements:
            if element.tag in _HEADINGS:
                element.tag = f"h{min(_HEADINGS.index(element.tag) + 1 + shift, 6)}"
            elif element.tag in {"td", "th"} and (style := element.attrib.pop("style", "")):
                element.set("class", style.replace("text-align: ", "align-").rstrip(";"))
            elif element.tag == "table":
                element.set("tabindex", "0")  # a wide one scrolls, which the keyboard has to reach
            elif element.tag == "img" and not element.get("alt", "").strip():
                self.md.findings.flaws.append(missing_alt(element.get("src", "")))


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


def _slug(title: str, separator: str) -> str:
    slug: str = slugify_unicode(MARKER.sub("", title), separator) or "section"
    return free_id(slug)


def heading_ids() -> TocExtension:
    """Give headings ids that no section of a page has."""
    return TocExtension(marker="", slugify=_slug)
