"""Headings of Markdown: marks of `#` as CommonMark has them, and ids that no section of a page has."""

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.util import ETX, STX

from painsite.sources.html import free_id
from painsite.sources.markdown_extensions import MARKER

_ATTRIBUTES = re.compile(r"(?: |^)\{+[^{}]*\}+$")


_BRACE = f"{STX}{ord(chr(123))}{ETX}"
_UNNUMBERED = "{-}"
"""What Pandoc has for headings without a number; here none has one."""


class _HashHeading(HashHeaderProcessor):
    """`## C#` and `## C# ##` are headings named `C#`; `#hashtag` is none, though `##heading` is."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}|#(?=[ #\n]|$))(?P<header>[^\n]*)(?:\n|$)")

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


class HashHeadingExtension(Extension):
    """Headings with `#`."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the library's own."""
        md.parser.blockprocessors.register(_HashHeading(md.parser), "hashheader", 70)


def _slug(title: str, separator: str) -> str:
    slug: str = slugify_unicode(MARKER.sub("", title), separator) or "section"
    return free_id(slug)


def heading_ids() -> TocExtension:
    """Give headings ids that no section of a page has."""
    return TocExtension(marker="", slugify=_slug)
