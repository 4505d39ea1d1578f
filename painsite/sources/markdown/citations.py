"""Pandoc's citations as inline patterns of Python-Markdown.

https://pandoc.org/MANUAL.html#citation-syntax
"""

import html
import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

from painsite.problems import Unreadable
from painsite.sources.markdown.allowed_html import text_of, text_of_words
from painsite.sources.markdown.attributes import with_scripts
from painsite.sources.markdown.citation_syntax import (
    CITEKEY,
    Cited,
    looks_like_citekey,
    parse_group,
    parse_locator,
    split_group,
)
from painsite.sources.markdown.extensions import Converter, Flaw, marker
from painsite.sources.quoting import quoted

_ESCAPED = re.compile("\x02([0-9]+)\x03")
_AT_SIGN = "&#64;"
_ENTITY = re.compile(r"&(?:\w+|#\w+);")
_EMPHASIS = re.compile(r"</?(?:em|i)>", re.IGNORECASE)
# No e-mail address, path or handle; `_@a_` is emphasis around a citation, `snake_@a` is none.
_NOTHING_BEFORE = r"(?<![@/:.&])(?<![^\W_])(?<![^\W_]_)"
_OPENING_EMPHASIS = re.compile(r"(?<!\w)_(?=\w|[\"'(“„]|\Z)")
_EMPHASIS_REACH = 1_000
"""How far before a citekey that ends in `_` emphasis is looked for, in characters."""
_AT = re.compile(rf"(?<![\w@/:.&])@(?:{CITEKEY.removeprefix('@')})")


class _EscapedAt(InlineProcessor):
    r"""`\@`, which the document holds as a character reference: what is still an `@` there has been left unread."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        del data
        return self.md.htmlStash.store(_AT_SIGN), m.start(), m.end()


class _Bracketed(InlineProcessor):
    """`[see @a, p. 3; @b]`."""

    md: Converter

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        del data
        inside = _plain(self, m[1])
        try:
            cited = parse_group(inside)
        except Unreadable as error:
            self.md.findings.flaws.append(_malformed(error, inside))
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


class _NarrativeGroup(InlineProcessor):
    """`@a [p. 30; see also @b]`: a citation in running text, and others in a bracket behind it."""

    md: Converter
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        del data
        own, *others = split_group(_plain(self, m["others"]))
        locator, suffix = parse_locator(own)
        if not others or "@" in own or not locator or suffix:
            return None, None, None
        try:
            cited = parse_group(";".join(others))
        except Unreadable as error:
            self.md.findings.flaws.append(_malformed(error, m["others"]))
            return m[0], m.start(), m.end()
        if not cited:
            return None, None, None
        first = Cited(citekey=m["braced"] or m["key"], locator=locator)
        findings = self.md.findings
        marks = (findings.mark_group([first], "narrative"), findings.mark_group(cited, "bracketed"))
        return " ".join(marks), m.start(), m.end()


class _Narrative(InlineProcessor):
    """`@kasch-2022`, `@kasch-2022 [p. 3]` and `-@kasch-2022` in running text."""

    md: Converter
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        key, end = m["braced"] or m["key"], m.end("cited")
        if data.endswith("[", 0, m.start()):
            message = f"`[@{key}` opens a citation that does not end"
            remedy = "close the bracket in the same paragraph, and put no other bracket inside it"
            self.md.findings.flaws.append(
                Flaw(rule="malformed-citation", message=message, remedy=remedy, needle=f"[@{key}")
            )
            return m[0], m.start(), m.end()
        locator, suffix = parse_locator(m["braces"] or m["locator"] or "")
        if m["braces"] or (locator and not suffix):
            end = m.end()
        elif key.endswith("_") and _OPENING_EMPHASIS.search(data, max(0, m.start() - _EMPHASIS_REACH), m.start()):
            shorter = key.rstrip("_") or key
            end -= len(key) - len(shorter)
            key = shorter
        cited = Cited(citekey=key, suppressed=bool(m["suppress"]), locator="" if suffix else locator)
        return self.md.findings.mark_group([cited], "narrative"), m.start(), end


class _InLink(InlineProcessor):
    """`[see @kasch-2022 there](https://example.org)`, where no other link can stand.

    A handle, which is part of the address that it links to or all that is linked, is no citation.
    """

    md: Converter

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[None, None, None]:
        del data
        address = m["address"].lower()
        for found in _AT.finditer(m["text"]):
            key = found["braced"] or found["key"]
            is_whole = found[0] == m["text"].strip()
            if key.lower() not in address and (not is_whole or looks_like_citekey(key)):
                self.md.findings.flaws.append(
                    Flaw(
                        rule="misplaced-citation",
                        message=f"{quoted(f'@{key}')} is in the text of a link and is not read",
                        remedy=f"write `[@{key}]` there, or cite it beside the link; write `\\@` for an at-sign",
                        needle=f"@{key}",
                    )
                )
        return None, None, None


def _plain(pattern: InlineProcessor, text: str) -> str:
    """Return words without HTML, with what an earlier pattern has put away, such as escaped characters."""
    if STX in text:
        stash = pattern.md.htmlStash.rawHtmlBlocks
        # what is put away inline can hold what is put away as HTML
        text = HTML_PLACEHOLDER_RE.sub(lambda raw: text_of(str(stash[int(raw[1])])), pattern.unescape(text))
        text = _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if "^" in text or "~" in text:
        text = with_scripts(text)
    return text_of_words(_EMPHASIS.sub("*", text)) if "</" in text else text


def _malformed(error: Unreadable, inside: str) -> Flaw:
    return Flaw(rule="malformed-citation", message=error.message, remedy=error.remedy, needle=f"[{inside}")


class CitationExtension(Extension):
    """Pandoc's citations."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register before references (170) and links (160), after code spans (190) and escapes (180)."""
        md.inlinePatterns.register(_EscapedAt(r"\\@", md), "escape-at", 181)
        group = rf"{_NOTHING_BEFORE}{CITEKEY}\s?\[(?P<others>[^\[\]]*)\](?!\()"
        md.inlinePatterns.register(_NarrativeGroup(group, md), "cite-narrative-group", 173)
        # `[@a](…)` and `[@a][…]` are links, `[@a][@b]` are two citations.
        bracketed = r"\[([^\[\]@]*@[^\[\]]*)\](?!\(|\[[^\[\]@]*\])"
        md.inlinePatterns.register(_Bracketed(bracketed, md), "cite-bracketed", 172)
        md.inlinePatterns.register(_Worded(rf"\[([^\[\]]+)\]\({CITEKEY}\)", md), "cite-worded", 171)
        in_link = r"\[(?P<text>[^\[\]@]*@[^\[\]]*)\]\((?P<address>[^()\s]*)"
        md.inlinePatterns.register(_InLink(in_link, md), "cite-in-link", 165)
        # After links, autolinks (120, 110) and raw HTML (90), so that nothing inside them is taken for a citation.
        narrative = (
            rf"{_NOTHING_BEFORE}(?P<suppress>(?<!-)-)?(?P<cited>{CITEKEY})"
            r"(?:(?P<braces>\{[^{}\n]*\})|\s?\[(?P<locator>[^\[\]@]+)\](?!\())?"
        )
        md.inlinePatterns.register(_Narrative(narrative, md), "cite-narrative", 85)
