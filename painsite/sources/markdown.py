"""Markdown → a `Text`: sanitised HTML with gaps, and the citations in it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from painsite.model import Citation, Fragment, Heading, Mark, MarkKind, Text
from painsite.sources.html import find_dropped, free_id, runs_of_text, sanitise
from painsite.sources.markdown_extensions import (
    CLOSE,
    MARKER,
    OPEN,
    SEPARATOR,
    Converter,
    Findings,
    Flaw,
    SeparateFootnotes,
)
from painsite.sources.markdown_lean import converter_for, forget_converters
from painsite.sources.quoting import quoted
from painsite.sources.sentences import split_sentences

_KINDS: dict[str, MarkKind] = {"c": "citations", "a": "address", "f": "footnote", "i": "image"}
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]*)\]:", re.MULTILINE)
# A marker spelt as a character reference, which the sanitiser would turn into one.
_FORGED = re.compile(r"&#(?:0*6497[67](?!\d)|x0*fdd[01](?![\da-f]));?", re.IGNORECASE)
_EXTERNAL_IMAGE = re.compile(r"""<img\b[^>]*?\ssrc=["']?((?:https?:)?//[^"'\s>]+)""", re.IGNORECASE)
_LIST_ITEM = re.compile(r"\n((?:[-*+]|\d+\.) +\S[^\n]*)")
# What a list may follow without a blank line: nothing, another item or its continuation, a heading, quote or table.
_NO_PARAGRAPH = re.compile(r"[ \t]*$|[ \t]|[-*+] |\d+\. |[>#|]")
# A citation's or call's marker that a tag ends after, with no other tag between.
_MARKER_IN_ATTRIBUTE = re.compile(rf"{OPEN}[cf]\d+{CLOSE}(?=[^<>\"]*\"[^<>]*>)")
_CALL = re.compile(rf" ?{OPEN}[cf]\d+{CLOSE}")
_LINK = re.compile(r"(<a[ >][^<]*(?:<(?!/a>)[^<]*)*)</a>")
_CITED_AFTER_BLANK = re.compile(rf" {OPEN}c\d+{CLOSE}(?: {OPEN}c\d+{CLOSE})*")
_EMPTY_PARENTHESES = re.compile(r" ?\(\s*\)")
_STOPS = frozenset(".!?…")
_CLOSING_SIGNS = frozenset("\"'”’»)")
_FENCE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)


def render_markdown(source: str, *, lowest_heading: int) -> tuple[Text, tuple[Flaw, ...]]:
    """Render one text and collect its citations, which have no line and column yet.

    The highest heading that the text uses becomes `lowest_heading` (2 in an article, 3 in commentary); the others keep
    their distance to it.
    """
    try:
        return _render(source, lowest_heading)
    except RecursionError:
        forget_converters()
        message, remedy = "the text nests too deeply", "take lists, quotations or footnotes out of each other"
        return Text(source=source), (Flaw(rule="markdown-limit", message=message, remedy=remedy, needle=""),)


def _render(source: str, lowest_heading: int) -> tuple[Text, tuple[Flaw, ...]]:
    source_text = source.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    converter = converter_for(source_text)
    converter.reset()
    converter.findings = findings = Findings()
    converter.lowest_heading = lowest_heading
    converter.toc_tokens = []
    document = converter.convert(source_text)
    labels = _defined_footnotes(converter)
    # each `in` spares a search through the whole text that mostly finds nothing
    body, footnotes = _cut(_FORGED.sub("\ufffd", document) if "&#" in document else document, labels, findings)
    prose = source.replace("\r\n", "\n")
    if "```" in prose or "~~~" in prose:
        prose = _FENCE.sub("", prose)
    findings.flaws += _dropped(document)
    findings.flaws += _external_images(document)
    findings.flaws += _footnote_flaws(prose, labels, findings)
    findings.flaws += _list_flaws(prose)
    text = _Assembly(findings).assemble(source, _safe(body, findings), [_safe(one, findings) for one in footnotes])
    if converter.toc_tokens:
        text = replace(text, headings=tuple(_headings(converter.toc_tokens)))
    return text, tuple(findings.flaws)


def _cut(document: str, labels: list[str], findings: Findings) -> tuple[str, list[str]]:
    """Give the body and the called footnotes, in the order of `findings.footnote_labels`."""
    if f"{OPEN}s" not in document:
        return document, []
    body, *footnotes = SEPARATOR.split(document)
    # The `div` around them opens before the first separator and closes at the end of the document.
    body = body.removesuffix("<div>")
    footnotes[-1] = footnotes[-1].removesuffix("</div>").rstrip()
    footnotes = [one.removeprefix("<div>").removesuffix("</div>") for one in footnotes]
    defined = dict(zip(labels, footnotes, strict=True))
    return body, [defined[label] for label in findings.footnote_labels]


def _defined_footnotes(converter: Converter) -> list[str]:
    extensions = converter.registeredExtensions
    return [label for one in extensions if isinstance(one, SeparateFootnotes) for label in one.footnotes]


def _dropped(document: str) -> Iterator[Flaw]:
    for words in dict.fromkeys(find_dropped(document)):
        yield Flaw(
            rule="dropped-html",
            message=f"`{words}` is not allowed in a text and was left out",
            remedy="use Markdown, or HTML of the allow-list in the manual",
            needle=words.rstrip(">"),
        )


def _external_images(document: str) -> Iterator[Flaw]:
    for address in dict.fromkeys(_EXTERNAL_IMAGE.findall(document)):
        yield Flaw(
            rule="external-image",
            message=f"the image {quoted(address, limit=60)} is fetched from another host, which learns of every reader",
            remedy="put a copy beside this source",
            needle=address,
        )


def _footnote_flaws(prose: str, labels: list[str], findings: Findings) -> Iterator[Flaw]:
    for label in labels:
        if label not in findings.footnote_labels:
            message = f"the footnote `[^{label}]` is defined but never called"
            remedy = "call it in the text or remove it"
            yield Flaw(rule="unused-footnote", message=message, remedy=remedy, needle=f"[^{label}]:")
    written = _DEFINITION.findall(prose) if "[^" in prose else []
    for label in dict.fromkeys(label for label in written if written.count(label) > 1):
        message = f"the footnote `[^{label}]` is defined {written.count(label)} times and only one text can be shown"
        yield Flaw(rule="duplicate-footnote", message=message, remedy="give each its own label", needle=f"[^{label}]:")


def _list_flaws(prose: str) -> Iterator[Flaw]:
    for item in _LIST_ITEM.finditer(prose):
        before = prose[prose.rfind("\n", 0, item.start()) + 1 : item.start()]
        if not _NO_PARAGRAPH.match(before):
            yield Flaw(
                rule="list-without-blank",
                message=f"the list item {quoted(item[1], limit=30)} follows a line of text and is no list",
                remedy="put a blank line before the list",
                needle=item[1],
            )


def _headings(tokens: list[dict[str, object]]) -> Iterator[Heading]:
    for token in tokens:
        anchor = str(token["id"])
        yield Heading(
            level=int(str(token["level"])),
            anchor=free_id(anchor),
            title=" ".join(html.unescape(MARKER.sub("", str(token["name"]))).split()),
        )
        children = token["children"]
        if isinstance(children, list):
            yield from _headings(children)


def _safe(markup: str, findings: Findings) -> str:
    """Sanitise, and see to it that links to nodes stand where links can.

    A marker in an attribute, such as an image's `alt`, is taken away, with a flaw; one inside a link moves behind it.
    """
    clean = sanitise(markup).strip()
    if OPEN not in clean:
        return clean
    findings.flaws += _misplaced(clean, findings)
    return _LINK.sub(_calls_behind, _MARKER_IN_ATTRIBUTE.sub("", clean))


def _misplaced(clean: str, findings: Findings) -> Iterator[Flaw]:
    for lost in _MARKER_IN_ATTRIBUTE.findall(clean):
        kind, index = MARKER.findall(lost)[0]
        for citation in findings.groups[int(index)] if kind == "c" else ():
            yield Flaw(
                rule="misplaced-citation",
                message=f"{quoted(f'@{citation.citekey}')} stands in the title or description of a link or image",
                remedy="cite it in the text beside",
                needle=f"@{citation.citekey}",
            )


def _calls_behind(link: re.Match[str]) -> str:
    return f"{_CALL.sub('', link[1])}</a>{''.join(_CALL.findall(link[1]))}"


def _fragment(markup: str) -> Fragment:
    pieces = MARKER.split(markup)
    marks = (Mark(kind=_KINDS[kind], index=int(index)) for kind, index in zip(pieces[1::3], pieces[2::3], strict=True))
    return Fragment(html=tuple(pieces[::3]), marks=tuple(marks))


@dataclass(slots=True)
class _Assembly:
    """Puts a text together in a reader's order: a footnote and its citations come right after its first call."""

    findings: Findings
    groups: dict[int, int] = field(default_factory=dict)
    """Indexes into `findings.groups`, in that order, and how many stand before each."""
    footnotes: dict[int, int] = field(default_factory=dict)
    """The same of footnotes."""
    surroundings: dict[int, Citation] = field(default_factory=dict)
    """For each group a citation that knows sentence, footnote, paragraph and section."""
    paragraph: int = 0
    section: int = 0

    def assemble(self, source: str, body: str, footnotes: list[str]) -> Text:
        plain = " ".join(self.read_runs(body, ""))
        for markup, label in zip(footnotes, self.findings.footnote_labels, strict=True):
            self.read_runs(markup, label)
        fragments = [_fragment(markup) for markup in footnotes]
        whole = _fragment(body)
        self.visit(whole, fragments)
        citations: list[Citation] = []
        groups = []
        for old, new in self.groups.items():
            members = self.findings.groups[old]
            groups.append(tuple(range(len(citations), len(citations) + len(members))))
            around = self.surroundings[old]
            citations += (
                replace(
                    member,
                    group=new,
                    sentence=around.sentence,
                    footnote=around.footnote,
                    paragraph=around.paragraph,
                    section=around.section,
                )
                for member in members
            )
        return Text(
            source=source,
            body=self.renumber(whole),
            footnotes=tuple(self.renumber(fragments[old]) for old in self.footnotes),
            citations=tuple(citations),
            groups=tuple(groups),
            images=tuple(self.findings.images),
            plain=plain,
        )

    def visit(self, fragment: Fragment, footnotes: list[Fragment]) -> None:
        for mark in fragment.marks:
            if mark.kind == "citations":
                self.groups.setdefault(mark.index, len(self.groups))
            elif mark.kind == "footnote" and mark.index not in self.footnotes:
                self.footnotes[mark.index] = len(self.footnotes)
                self.visit(footnotes[mark.index], footnotes)

    def renumber(self, fragment: Fragment) -> Fragment:
        return Fragment(
            html=fragment.html,
            marks=tuple(Mark(kind=mark.kind, index=self.new_index(mark)) for mark in fragment.marks),
        )

    def new_index(self, mark: Mark) -> int:
        if mark.kind == "image":
            return mark.index
        return (self.footnotes if mark.kind == "footnote" else self.groups)[mark.index]

    def start_section(self) -> None:
        self.section += 1

    def read_runs(self, markup: str, footnote: str) -> list[str]:
        """Keep what is around each citation, and give the text of each block without its markers."""
        plain = []
        for run in runs_of_text(markup, self.start_section):
            self.paragraph += 1
            if OPEN not in run:
                plain.append(run)
                continue
            plain.append(MARKER.sub("", run))
            for sentence in split_sentences(_CITED_AFTER_BLANK.sub(self.close_up, run)):
                groups = [int(index) for kind, index in MARKER.findall(sentence) if kind == "c"]
                if not groups:
                    continue
                around = Citation(
                    citekey="",
                    sentence=self.quote(sentence),
                    footnote=footnote,
                    paragraph=self.paragraph,
                    section=self.section,
                )
                self.surroundings.update(dict.fromkeys(groups, around))
        return plain

    def close_up(self, match: re.Match[str]) -> str:
        """Bring a bracketed citation that follows a full stop and a blank back to its sentence."""
        end = match.start()
        while match.string[end - 1 : end] in _CLOSING_SIGNS:
            end -= 1
        if match.string[end - 1 : end] not in _STOPS:
            return match[0]
        firsts = (self.findings.groups[int(index)][0] for _, index in MARKER.findall(match[0]))
        return match[0] if any(first.form == "narrative" for first in firsts) else match[0].replace(" ", "")

    def quote(self, sentence: str) -> tuple[str, ...]:
        """Give a sentence in the shape of `Citation.sentence`."""
        quoted = [""]
        pieces = MARKER.split(sentence)
        for text, kind, index in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], "0"], strict=True):
            quoted[-1] += text
            group = self.findings.groups[int(index)] if kind == "c" else ()
            if group and group[0].form == "narrative":
                quoted += [group[0].citekey, ""]
            else:
                quoted[-1] = quoted[-1].rstrip(" ") if kind else quoted[-1]
        quoted[::2] = [_EMPTY_PARENTHESES.sub("", text) if "(" in text else text for text in quoted[::2]]
        quoted[0] = quoted[0].lstrip()
        quoted[-1] = quoted[-1].rstrip()
        return tuple(quoted)
