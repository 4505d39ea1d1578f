"""Footnotes as texts of their own: called by `[^label]`, or written where they are called, `^[in line]`."""

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from painsite.sources.markdown.extensions import Converter, Flaw, marker

_BRACKET = re.compile(r"[\[\]]")
_MAX_DEPTH = 32
"""Of brackets inside a note; the search for its end gives up there."""
_TAG = "note"
"""Of the element that holds a note until its place is known; no page has one."""


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
        md.inlinePatterns.register(_FootnoteCall(r"\[\^([^\[\]\s]+)\]", self), "footnote", 175)
        md.treeprocessors.deregister("footnote-duplicate")
        md.postprocessors.deregister("footnote")

    def findFootnotesPlaceholder(self, root: Element) -> None:  # noqa: N802
        """Find none: footnotes always stand at the end."""
        del root

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
        """Parse each footnote's text after a separator, in an element of its own: a block may reach for the one before.

        A footnote's text can define further footnotes, in a quotation or a list.
        """
        del root
        texts: dict[str, str] = self.footnotes
        labels = list(texts)
        while len(self.md.note_labels) < len(texts):
            if len(self.md.note_labels) == len(labels):
                labels = list(texts)
            label = labels[len(self.md.note_labels)]
            self.parser.parseChunk(self.md.add_note(label), texts[label])
        return self.md.notes


class _InlineNote(InlineProcessor):
    """`^[A note with *emphasis* and [@a].]`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        depth = 1
        for bracket in _BRACKET.finditer(data, m.end()):
            depth += 1 if bracket[0] == "[" else -1
            if depth == 0 and data[m.end() : bracket.start()].strip():
                note = Element(_TAG)
                note.text = data[m.end() : bracket.start()].strip()
                return note, m.start(), bracket.end()
            if depth == 0 or depth > _MAX_DEPTH:
                break
        return None, None, None


class _TakeNotes(Treeprocessor):
    """Puts each inline note among the footnotes and leaves its call."""

    md: Converter

    def run(self, root: Element) -> None:
        found = [(parent, note) for parent in root.iter() for note in parent if note.tag == _TAG]
        if not found:
            return
        is_first = self.md.notes is None
        for parent, note in found:
            self.take(parent, note)
        if is_first and self.md.notes is not None:
            root.append(self.md.notes)

    def take(self, parent: Element, note: Element) -> None:
        labels = self.md.findings.footnote_labels
        # a label that nobody can write, since it holds blanks
        label = f"inline note {len(self.md.note_labels) + 1}"
        labels.append(label)
        paragraph = SubElement(self.md.add_note(label), "p")
        paragraph.text = note.text
        paragraph.extend(note)
        call = marker("f", len(labels) - 1) + (note.tail or "")
        position = list(parent).index(note)
        parent.remove(note)
        if position:
            before = parent[position - 1]
            before.tail = (before.tail or "") + call
        else:
            parent.text = (parent.text or "") + call


class InlineNoteExtension(Extension):
    """Pandoc's inline notes."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register before citations (173), which a note may hold, and after figures (7) and before typography (6)."""
        md.inlinePatterns.register(_InlineNote(r"\^\[", md), "inline-note", 176)
        md.treeprocessors.register(_TakeNotes(md), "inline-notes", 6.8)
