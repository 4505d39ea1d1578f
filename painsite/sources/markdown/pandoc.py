"""What else Pandoc's Markdown has and people write: scripts, struck words, spans, captions of tables, lists of tasks.

pymdown-extensions has the first of them too, in a processor of its own for all emphasis, which also takes every escaped
blank; here each is one pattern that runs in linear time.
"""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

# no face such as `^_^`
_SUPERSCRIPT = r"(\^)(?=[^\s^\[])(?=[^\s^]*[^\W_])((?:\\ |[^\s^])+)\^"
# no `~` of an address
_SUBSCRIPT = r"(?<![~/])(~)(?=[^\s~])((?:\\ |[^\s~])+)~(?!~)"
_STRUCK = r"(?<!~)(~~)(?=[^\s~])((?:[^~]|~(?!~))+)(?<!\s)~~(?!~)"
# no comparison
_MARKED = r"(?<![\w=])(==)(?=[^\s=])((?:[^=]|=(?!=))+)(?<!\s)==(?![\w=])"
_BREAK = r"\\\n"
_SPAN = r"\[([^\[\]]*)\](\{:? *(?:[.#][^\W\d]|[^\W\d][\w-]*=)[^{}\n]*\})"
_CAPTION = re.compile(r"(?:Table|Tabelle)?:\s+(?=\S)")
_ATTRIBUTES = re.compile(r"\s*\{:?([^{}\n]*)\}\s*$")
_TASK = re.compile(r"\[([ xX])\]\s+(?=\S)")


class _Script(SimpleTagInlineProcessor):
    """`H~2~O`, `10^60^`, with blanks escaped."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        element = Element(self.tag)
        element.text = m[2].replace("\\ ", "\N{NO-BREAK SPACE}")
        return element, m.start(), m.end()


class _Span(InlineProcessor):
    """`[words]{.class lang=de}`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        span = Element("span")
        span.text = m[1]
        AttrListTreeprocessor(self.md).assign_attrs(span, m[2].strip("{}: "))
        return span, m.start(), m.end()


class _Captions(Treeprocessor):
    """A paragraph `: …` or `Table: …` beside a table, or its last line, is its caption."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            if any(child.tag == "table" for child in parent):
                _take_captions(parent)


def _take_captions(parent: Element) -> None:
    children = list(parent)
    for position, table in enumerate(children):
        if table.tag != "table" or table.find("caption") is not None:
            continue
        behind, before = children[position + 1 : position + 2], children[max(0, position - 1) : position]
        if not any(_take_paragraph(parent, beside, table) for beside in behind + before):
            _take_last_row(table)


def _take_paragraph(parent: Element, beside: Element, table: Element) -> bool:
    text = beside.text or ""
    if beside.tag == "p" and not len(beside) and (found := _CAPTION.match(text)):
        parent.remove(beside)
        _set_caption(table, text[found.end() :])
        return True
    if beside.tag == "dl" and len(beside) and beside[0].tag == "dd":
        # without a term, a definition of nothing
        definition = beside[0]
        (beside if len(beside) > 1 else parent).remove(definition if len(beside) > 1 else beside)
        _set_caption(table, "".join(definition.itertext()).strip())
        return True
    return False


def _take_last_row(table: Element) -> None:
    body = table.find("tbody")
    row = body[-1] if body is not None and len(body) else None
    if body is None or row is None or not len(row) or any((cell.text or "").strip() for cell in row[1:]):
        return
    text = row[0].text or ""
    if found := _CAPTION.match(text):
        body.remove(row)
        _set_caption(table, text[found.end() :])


def _set_caption(table: Element, text: str) -> None:
    if attributes := _ATTRIBUTES.search(text):
        AttrListTreeprocessor().assign_attrs(table, attributes[1].strip())
        text = text[: attributes.start()]
    caption = Element("caption")
    caption.text = text
    table.insert(0, caption)


class _Tasks(Treeprocessor):
    """`- [ ] to do`, `- [x] done`."""

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            text = (first.text or "").lstrip()
            if found := _TASK.match(text):
                first.text = f"{'☐' if found[1] == ' ' else '☑'} {text[found.end() :]}"
                item.set("class", "task")


class PandocExtension(Extension):
    """Scripts, struck and marked words, breaks, spans, captions, tasks."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register before emphasis (60), and behind links (160) and references (130)."""
        md.ESCAPED_CHARS.extend("^~=")
        # after escapes (180): two backslashes are one
        md.inlinePatterns.register(SubstituteTagInlineProcessor(_BREAK, "br"), "backslash-break", 179)
        md.inlinePatterns.register(_Span(_SPAN, md), "span", 125)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 64)
        md.inlinePatterns.register(_Script(_SUBSCRIPT, "sub"), "subscript", 63)
        md.inlinePatterns.register(_Script(_SUPERSCRIPT, "sup"), "superscript", 62)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_MARKED, "mark"), "marked", 61)
        # before inline patterns (20)
        md.treeprocessors.register(_Captions(md), "captions", 26)
        md.treeprocessors.register(_Tasks(md), "tasks", 25)
