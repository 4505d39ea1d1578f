"""One pass for simple texts: paragraphs, headings, lists, quotations, emphasis, links, citations and nothing else.

It gives what Python-Markdown and all that looks at its HTML afterwards give, in a fifth of the time, and refuses every
text in which it meets anything else. `tests/test_markdown_plain.py` holds the two ways against each other.
"""

import re
from itertools import pairwise

from painsite.model import Heading, Text
from painsite.problems import Unreadable
from painsite.sources.markdown.assembly import assemble
from painsite.sources.markdown.citation_syntax import parse_group
from painsite.sources.markdown.extensions import MARKER, Findings, Flaw
from painsite.sources.markdown.headings import POWER, heading_anchor
from painsite.sources.markdown.shortcuts import PLAIN_BLOCK

_UNKNOWN = (
    *"`<&{}|\\$^~\x7f",
    *(chr(code) for code in range(32) if chr(code) != "\n"),
    *("==", "::", "!!!", "???", "+-", "+=", "+–", "+—"),
)
"""What no text of this kind holds: marks of all else, and of other systems, of which authors are told."""
_LONGEST_BLOCK = 10_000
"""Characters; of a longer one the library's way counts the marks first."""

_HEADING = re.compile(r"(#{1,6}) ([^\s#][^\n#]*)")
_LIST_OF_OTHERS = re.compile(r"(?:[1-9]\d?\)|[ai][.)]) ", re.IGNORECASE)
"""Of Pandoc or CommonMark, of which authors are told."""
_LISTS = {"- ": ("ul", re.compile(r"(?:^|\n)- (?=\S)")), "1.": ("ol", re.compile(r"(?:^|\n)\d+\. (?=\S)"))}
"""By their first two characters: element, and what is before each item."""
_INDENTED = re.compile(r"\n {1,3}(?=\S)")

# The first sign of either stands alone, for which the search is quicker.
_TOKEN = re.compile(r"(\*\**|\[[^\[\]]*\](?:\([^()\s]*\)?|\[)?)")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]*@]+)\]"
    # a host that the sanitiser takes for one, and no sign that Markdown or HTML reads in an address
    r"\((?P<address>https?://(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}(?:/[A-Za-z0-9/.+%?=#_-]*)?)\)"
)
_TAGS = {"*": "em", "**": "strong"}
_BLANKS = (" ", "\n")
_CLOSING_QUOTE = re.compile(r"(?<=[^\s(\[{\-–—'\"])(?:'(?!\d)|(?<!'s)\")(?!['\"])")
_OPENING_QUOTE = re.compile(r"(?:^|(?<=[ \n(–—]))(?:'(?!s\b)|\")(?=[^\W\d_])")
_EM_DASH = re.compile(r"(?<!-)---(?!-)")
_EN_DASH = re.compile(r"(?<!-)--(?!-)")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")


class _UnknownError(Exception):
    """The text holds something else."""


def render_plain(source: str, *, lowest_heading: int) -> tuple[Text, tuple[Flaw, ...]] | None:
    """Render a text of which every part is known here, as `render_markdown`; None for another."""
    text = source.strip("\n")
    for mark in _UNKNOWN:
        # the first sign alone is found, or not, in a tenth of the time
        if mark[0] in text and mark in text:
            return None
    if not text.isascii() and not text.replace("\n", "").isprintable():
        return None
    is_typographic = "'" in text or '"' in text or "--" in text or ".." in text
    reader = _Reader(lowest_heading, is_typographic=is_typographic)
    try:
        body = reader.read(text.split("\n\n"))
    except (_UnknownError, Unreadable):
        return None
    rendered = assemble(
        reader.findings, source=source, body=body, sections=reader.sections, headings=tuple(reader.headings)
    )
    return rendered, tuple(reader.findings.flaws)


class _Reader:
    """One reading of one text."""

    def __init__(self, lowest_heading: int, *, is_typographic: bool) -> None:
        self.lowest_heading, self.is_typographic = lowest_heading, is_typographic
        self.findings = Findings()
        self.sections: list[list[str]] = [[]]
        """The texts of block elements, with markers; each heading begins a section."""
        self.headings: list[Heading] = []
        self.anchors: set[str] = set()
        self.shift = 0
        self.pieces: list[str] = []
        """HTML of the block that is read."""
        self.words: list[str] = []
        """Its text."""

    def read(self, blocks: list[str]) -> str:
        """Return sanitised HTML with markers."""
        levels = [len(block) - len(block.lstrip("#")) for block in blocks if block.startswith("#")]
        if any(below > above + 1 for above, below in pairwise(levels)):  # of which authors are told
            raise _UnknownError
        self.shift = self.lowest_heading - min(levels, default=0)
        before, markup = "", []
        for block in blocks:
            if len(block) > _LONGEST_BLOCK or block.endswith(" ") or ("\n" in block and " \n" in block):
                raise _UnknownError
            kind = block[:2]
            if kind in _LISTS or kind == "> ":
                if kind == before:  # they are one
                    raise _UnknownError
                markup.append(self.quotation(block) if kind == "> " else self.list_of(block, *_LISTS[kind]))
            elif kind.startswith("#"):
                markup.append(self.heading(block))
            else:
                markup.append(self.paragraph(block))
            before = kind
        return "\n".join(markup)

    def heading(self, block: str) -> str:
        found = _HEADING.fullmatch(block)
        if not found:
            raise _UnknownError
        self.sections.append([])
        markup = self.inline(found[2])
        title = MARKER.sub("", "".join(self.words))
        anchor = heading_anchor(title)
        if anchor in self.anchors or POWER.search(title):
            raise _UnknownError
        self.anchors.add(anchor)
        level = min(len(found[1]) + self.shift, 6)
        self.headings.append(Heading(level=level, anchor=anchor, title=" ".join(title.split())))
        return f'<h{level} id="{anchor}">{markup}</h{level}>'

    def list_of(self, block: str, tag: str, mark: re.Pattern[str]) -> str:
        first, *items = mark.split(block)
        if first:
            raise _UnknownError
        rows = []
        for item in items:
            _check(_INDENTED.sub("\n", item))
            if item.count("\n") != len(_INDENTED.findall(item)):
                raise _UnknownError
            rows.append(f"<li>{self.inline(item)}</li>\n")
        return f"<{tag}>\n{''.join(rows)}</{tag}>"

    def quotation(self, block: str) -> str:
        if block.count("\n") != block.count("\n> "):
            raise _UnknownError
        paragraph = self.paragraph(block[2:].replace("\n> ", "\n"))
        return f"<blockquote>\n{paragraph}\n</blockquote>"

    def paragraph(self, block: str) -> str:
        _check(block)
        return f"<p>{self.inline(block)}</p>"

    def inline(self, text: str) -> str:
        """Return the HTML of a block's text, and keep the latter."""
        self.pieces, self.words = [], []
        segment, *rest = _TOKEN.split(text)
        before, opened = segment, ""
        for token, following in zip(rest[::2], rest[1::2], strict=True):
            if token.startswith("*"):
                self.add(segment)
                segment = following
                if not opened and token in _TAGS and not following.startswith(_BLANKS):
                    self.pieces.append(f"<{_TAGS[token]}>")
                    opened = token
                elif token == opened and not before.endswith(_BLANKS):
                    self.pieces.append(f"</{_TAGS[token]}>")
                    opened = ""
                else:
                    raise _UnknownError
            elif before.endswith("!") or following.startswith((":", " :")):  # an image, a definition
                raise _UnknownError
            elif link := _LINK.fullmatch(token):
                self.add(segment)
                segment = following
                self.pieces.append(f'<a href="{link["address"]}">')
                self.add(link["words"])
                self.pieces.append("</a>")
            else:
                segment = f"{segment}{self.citations(token)}{following}"
            before = following
        if opened:
            raise _UnknownError
        self.add(segment)
        words = "".join(self.words)
        if "\n" in words or "  " in words or words[:1] == " " or words[-1:] == " ":
            words = " ".join(words.split())
        if words:
            self.sections[-1].append(words)
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """Add what stands between two tags."""
        if "[" in text or "]" in text or "_" in text or "@" in text:
            raise _UnknownError
        if self.is_typographic:
            text = _typeset(text)
        self.words.append(text)
        self.pieces.append(text.replace(">", "&gt;") if ">" in text else text)

    def citations(self, token: str) -> str:
        """Return the marker of a bracket of citations. Raises `Unreadable`."""
        cited = parse_group(token[1:-1]) if token.endswith("]") else ()
        if not cited:
            raise _UnknownError
        return self.findings.mark_group(cited, "bracketed")


def _check(block: str) -> None:
    """See to it that the library makes a paragraph of a block, and that it is no other system's list."""
    if not PLAIN_BLOCK.match(block) or _LIST_OF_OTHERS.match(block):
        raise _UnknownError


def _typeset(text: str) -> str:
    """Set quotation marks, dashes and ellipses as the library does."""
    if "'" in text or '"' in text:
        text = _CLOSING_QUOTE.sub(lambda quote: "’" if quote[0] == "'" else "”", text)
        text = _OPENING_QUOTE.sub(lambda quote: "‘" if quote[0] == "'" else "“", text)
        if "'" in text or '"' in text:
            raise _UnknownError
    if "--" in text:
        text = _EN_DASH.sub("–", _EM_DASH.sub("—", text))
    if "..." in text:
        text = _ELLIPSIS.sub("…", text)
    if ".." in text:
        raise _UnknownError
    return text
