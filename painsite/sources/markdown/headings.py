"""Headings of Markdown: marks of `#` as CommonMark has them, and ids that no section of a page has."""

import re
import unicodedata
from collections import Counter
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import HashHeaderProcessor, SetextHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor, render_inner_html, slugify_unicode
from markdown.util import ETX, STX

from painsite.sources.markdown.allowed_html import free_id, text_of
from painsite.sources.markdown.extensions import MARKER

_ATTRIBUTES = re.compile(r"(?: |^)\{+[^{}]*\}+$")


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
POWER = re.compile(r"(?<=[0-9])(?=⁻?[⁰¹²³⁴-⁹])")
_BRACE = f"{STX}{ord(chr(123))}{ETX}"
_UNNUMBERED = "{-}"
"""What Pandoc has for headings without a number; here none has one."""


class _HashHeading(HashHeaderProcessor):
    """`## C#` and `## C# ##` are headings named `C#`; `#hashtag` is none, though `##heading` is."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}|#(?=[ #\n]|$))(?P<header>[^\n]*)(?:\n|$)")

    def test(self, parent: Element, block: str) -> bool:
        del parent
        # the pattern looks at each character, and a long block is tested again behind each of its rules
        return "#" in block and self.RE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = self.RE.search(block)
        if found is None:  # pragma: no cover - `test` has found it
            return
        if found.start():
            self.parser.parseBlocks(parent, [block[: found.start()]])
        heading = SubElement(parent, f"h{len(found['level'])}")
        heading.text = _without_closing_marks(found["header"].strip())
        if following := block[found.end() :]:
            blocks.insert(0, self.looseDetab(following) if self.parser.state.isstate("looselist") else following)


class _UnderlinedHeading(SetextHeaderProcessor):
    """A line over `===` or `---`; the library divides all that follows into lines, once for each heading."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        title, _, rest = blocks.pop(0).partition("\n")
        underline, _, following = rest.partition("\n")
        SubElement(parent, "h1" if underline.startswith("=") else "h2").text = title.strip()
        if following:
            blocks.insert(0, following)


def _without_closing_marks(title: str) -> str:
    attributes = _ATTRIBUTES.search(title)
    words = title[: attributes.start()].rstrip() if attributes else title
    bare = words.rstrip("#")
    if not bare or bare[-1] in " \t":
        words = bare.rstrip()
    if attributes is None or attributes[0].strip() == _UNNUMBERED:
        return words
    if attributes[0].lstrip().startswith(("{%", "{{")):
        # a tag of another system, which attribute lists would take for one
        return f"{words} {attributes[0].lstrip().replace('{', _BRACE)}"
    # attribute lists take all `#` before them away, but not an escaped one
    kept = f"{words[:-1]}{STX}{ord('#')}{ETX}" if words.endswith("#") else words
    return f"{kept} {attributes[0].lstrip()}"


def heading_anchor(title: str, separator: str = "-") -> str:
    """Return the id of a heading, by its plain text, before the ids of others are looked at."""
    return free_id(slugify_unicode(title, separator) or "section")


class HashHeadingExtension(Extension):
    """Headings with `#`, or underlined."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the library's own."""
        md.parser.blockprocessors.register(_HashHeading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(_UnderlinedHeading(md.parser), "setextheader", 60)


class _Titles(TocTreeprocessor):
    """Gives ids to headings with powers: `10<sup>60</sup>` is `10-60`, and the library makes 1060 of it."""

    def run(self, doc: Element) -> None:
        for heading in doc.iter():
            if heading.tag not in _HEADINGS or "id" in heading.attrib:
                continue
            if heading.find(".//sup") is None and not any(STX in text for text in heading.itertext()):
                continue
            title = text_of(render_inner_html(heading, self.md))
            divided = POWER.sub("-", title)
            if divided != title:
                heading.set("id", self.slugify(unicodedata.normalize("NFKC", divided), self.sep))
        super().run(doc)


class _HeadingIds(TocExtension):
    """Ids of headings; the library tries `signs_1`, `signs_2` … again for each heading of one title."""

    TreeProcessorClass = _Titles

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        super().__init__(marker="", slugify=self.slug)

    def reset(self) -> None:
        self.counts.clear()
        super().reset()

    def slug(self, title: str, separator: str) -> str:
        slug = heading_anchor(MARKER.sub("", title), separator)
        earlier = self.counts[slug]
        self.counts[slug] += 1
        return f"{slug}_{earlier}" if earlier else slug


def heading_ids() -> TocExtension:
    """Return headings ids that no section of a page has."""
    return _HeadingIds()
