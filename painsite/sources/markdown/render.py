"""Markdown → a `Text`: sanitised HTML with gaps, and the citations in it."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from painsite.model import Heading, Text
from painsite.sources.markdown.allowed_html import blank_comments, find_dropped, free_id, sanitise, text_of
from painsite.sources.markdown.assembly import assemble
from painsite.sources.markdown.citation_syntax import find_citations
from painsite.sources.markdown.extensions import (
    CLOSE,
    MARKER,
    OPEN,
    SEPARATOR,
    Findings,
    Flaw,
)
from painsite.sources.markdown.fences import without_fences
from painsite.sources.markdown.foreign import find_foreign
from painsite.sources.markdown.images import mark_images, plain_value
from painsite.sources.markdown.lean import converter_for, forget_converters
from painsite.sources.markdown.link_targets import look_at_links, mark_links
from painsite.sources.markdown.plain import render_plain
from painsite.sources.quoting import quoted

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]*)\]:", re.MULTILINE)
# A marker spelt as a character reference, which the sanitiser would turn into one.
_FORGED = re.compile(r"&#(?:0*6497[67](?!\d)|x0*fdd[01](?![\da-f]));?", re.IGNORECASE)
_EXTERNAL_IMAGE = re.compile(r"""<img\b[^>]*?\ssrc=["']?((?:https?:)?//[^"'\s>]+)""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""=["']([^"'<>]*@[^"'<>]*)["']""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_OR_COMMENT = re.compile(r"<(pre|code|kbd|samp)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_ADDRESS_OF_CITATION = re.compile(r"^ {0,3}\[(-?@[^\[\]\s]+)\]:[ \t]+<?\S+>?[ \t]*$", re.MULTILINE)
_LIST_ITEM = re.compile(r"\n((?:[-*+]|\d+\.) +\S[^\n]*)")
# What a list may follow without a blank line: nothing, another item or its continuation, a heading, quote or table, a
# tag of HTML in whose element it is.
_NO_PARAGRAPH = re.compile(
    r"[ \t]*$|[ \t]|[-*+] |\d+\. |[>#|]|<[^\n]*</?(?:details|div|li|summary|td)\b[^<>\n]*>[ \t]*$|"
    r"</?(?:details|div|li|summary|td)\b[^<>\n]*>[ \t]*$"
)
_ITEM = re.compile(r"^(?P<indent> *)(?P<words>(?:[-*+]|\d{1,3}\.) +\S[^\n]*)", re.MULTILINE)
_SHORT_INDENT = re.compile(r"^(?: {4})* {2,3}(?:[-*+]|\d{1,3}\.) ", re.MULTILINE)
_NEW_BLOCK = re.compile(r"^\S", re.MULTILINE)
"""What begins at the margin, and so ends a list."""
_CITATION_OR_CALL = re.compile(rf"{OPEN}[cf]\d+{CLOSE}")
# The library's search for a tag's end begins again at each `<`: ten thousand of them would take ten seconds.
_MAX_OPEN_TAGS = 1_000
# Each is looked for at each word.
_MAX_ABBREVIATIONS = 500
_CALL = re.compile(rf" ?{OPEN}[cf]\d+{CLOSE}")
# In a raw tag the library puts the backslash of an escaped character before each marker.
_CALL_IN_ATTRIBUTE = re.compile(rf" ?\\?{OPEN}[cf]\d+{CLOSE}")
_TITLE = re.compile(r'(<[a-z][a-z0-9]*(?: [^\s"=<>]+="[^"]*")*? title=")([^"]*)')
_BLANK_BEFORE_VALUE = re.compile(r'="\s+')
_LINK = re.compile(r"(<a[ >][^<]*(?:<(?!/a>)[^<]*)*)</a>")


def render_markdown(source: str, *, lowest_heading: int) -> tuple[Text, tuple[Flaw, ...]]:
    """Render one text and collect its citations, which have no line and column yet.

    The highest heading that the text uses becomes `lowest_heading` (2 in an article, 3 in commentary); the others keep
    their distance to it.
    """
    plain = render_plain(source, lowest_heading=lowest_heading)
    return plain or render_by_library(source, lowest_heading=lowest_heading)


def render_by_library(source: str, *, lowest_heading: int) -> tuple[Text, tuple[Flaw, ...]]:
    """Render any text, as `render_markdown`."""
    for flaw in _too_many(source):
        return Text(source=source), (flaw,)
    try:
        return _render(source, lowest_heading)
    except RecursionError:
        forget_converters()
        message, remedy = "the text nests too deeply", "nest lists, quotations and footnotes less deeply"
        return Text(source=source), (Flaw(rule="markdown-limit", message=message, remedy=remedy, needle=""),)


def _too_many(source: str) -> Iterator[Flaw]:
    """Report what would take the library very long."""
    last_tag = source.rfind(">") + 1
    if source.count("<", last_tag) > _MAX_OPEN_TAGS:
        yield Flaw(
            rule="markdown-limit",
            message=f"more than {_MAX_OPEN_TAGS} `<` signs have no `>` after them",
            remedy="write `&lt;`, or close the tags",
            needle="<",
            offset=source.index("<", last_tag),
        )
    if source.count("*[") > _MAX_ABBREVIATIONS:
        yield Flaw(
            rule="markdown-limit",
            message=f"more than {_MAX_ABBREVIATIONS} abbreviations are explained",
            remedy="explain some of them in the text itself",
            needle="*[",
            offset=source.index("*["),
        )


def _render(source: str, lowest_heading: int) -> tuple[Text, tuple[Flaw, ...]]:
    source_text = source.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    converter = converter_for(source_text)
    converter.reset()
    converter.findings = findings = Findings()
    converter.lowest_heading = lowest_heading
    converter.toc_tokens = []
    document = converter.convert(source_text)
    labels = converter.note_labels
    # each `in` spares a search through the whole text that mostly finds nothing
    body, footnotes = _cut(_FORGED.sub("\ufffd", document) if "&#" in document else document, labels, findings)
    prose = source.replace("\r\n", " \n")  # of one length: what is found in it has its offset
    if "```" in prose or "~~~" in prose:
        prose = without_fences(prose)
    if "@" in document and not any(flaw.rule == "markdown-limit" for flaw in findings.flaws):
        findings.flaws += _unread(document)
    findings.flaws += find_foreign(document, findings)
    findings.flaws += _dropped(document)
    findings.flaws += _external_images(document)
    findings.flaws += look_at_links(document)
    safe_body, safe_footnotes = _safe(body, findings), [_safe(one, findings) for one in footnotes]
    reached = _reached(safe_body, safe_footnotes, findings) if footnotes else set()
    findings.flaws += _footnote_flaws(prose, labels, reached)
    findings.flaws += _list_flaws(prose)
    findings.flaws += _nesting_flaws(prose)
    if "]:" in prose and "@" in prose:
        findings.flaws += _addresses_of_citations(prose)
    headings = tuple(_headings(converter.toc_tokens))
    text = assemble(findings, source=source, body=safe_body, footnotes=safe_footnotes, headings=headings)
    return text, tuple(findings.flaws)


def _cut(document: str, labels: list[str], findings: Findings) -> tuple[str, list[str]]:
    """Return the body and the called footnotes, in the order of `findings.footnote_labels`."""
    if f"{OPEN}s" not in document:
        return document, []
    body, *footnotes = SEPARATOR.split(document)
    # The `div` around them opens before the first separator and closes at the end of the document.
    body = body.removesuffix("<div>")
    footnotes[-1] = footnotes[-1].removesuffix("</div>").rstrip()
    footnotes = [one.removeprefix("<div>").removesuffix("</div>") for one in footnotes]
    defined = dict(zip(labels, footnotes, strict=True))
    return body, [defined[label] for label in findings.footnote_labels]


def _dropped(document: str) -> Iterator[Flaw]:
    first: dict[str, str] = {}
    for words, tag in find_dropped(document):
        first.setdefault(words, tag)
    for words, tag in first.items():
        yield Flaw(
            rule="dropped-html",
            message=f"`{words}` is not allowed in a text and was left out",
            remedy="use Markdown, or HTML that `painsite manual markdown` lists",
            needle=words.rstrip(">"),
            tag=tag,
        )


def _external_images(document: str) -> Iterator[Flaw]:
    for address in dict.fromkeys(_EXTERNAL_IMAGE.findall(blank_comments(document))):
        yield Flaw(
            rule="external-image",
            message=f"the image {quoted(address, limit=60)} is fetched from another host, which then sees every reader",
            remedy="put a copy beside this source",
            needle=address,
        )


def _reached(body: str, footnotes: list[str], findings: Findings) -> set[str]:
    """Return the labels of the footnotes to which calls lead from the text: one can call itself alone."""
    reached: set[str] = set()
    texts = [body]
    while texts:
        for kind, index in MARKER.findall(texts.pop()):
            if kind == "f" and (label := findings.footnote_labels[int(index)]) not in reached:
                reached.add(label)
                texts.append(footnotes[int(index)])
    return reached


def _footnote_flaws(prose: str, labels: list[str], reached: set[str]) -> Iterator[Flaw]:
    for label in labels:
        if label not in reached:
            message = f"the footnote `[^{label}]` is defined but never called"
            remedy = "call it in the text or remove it"
            yield Flaw(rule="unused-footnote", message=message, remedy=remedy, needle=f"[^{label}]:")
    written: dict[str, list[int]] = defaultdict(list)
    for definition in _DEFINITION.finditer(prose) if "[^" in prose else ():
        written[definition[1]].append(definition.start(1) - len("[^"))
    for label, offsets in written.items():
        if len(offsets) > 1:
            message = f"the footnote `[^{label}]` is defined {len(offsets)} times and only one text can be shown"
            remedy, needle = "use a different label for each", f"[^{label}]:"
            yield Flaw(rule="duplicate-footnote", message=message, remedy=remedy, needle=needle, offset=offsets[1])


def _addresses_of_citations(prose: str) -> Iterator[Flaw]:
    """Report the first: Manubot's texts end with hundreds."""
    definitions = list(_ADDRESS_OF_CITATION.finditer(prose))
    for definition in definitions[:1]:
        others = f", like {len(definitions) - 1} more" if len(definitions) > 1 else ""
        yield Flaw(
            rule="misplaced-citation",
            message=f"{quoted(f'[{definition[1]}]:')} is read as the address of a link and is not shown{others}",
            remedy="remove the colon after the citation, or write words after it",
            needle=definition[1],
            offset=definition.start(1),
        )


def _list_flaws(prose: str) -> Iterator[Flaw]:
    for item in _LIST_ITEM.finditer(prose):
        before = prose[prose.rfind("\n", 0, item.start()) + 1 : item.start()]
        if not _NO_PARAGRAPH.match(before):
            yield Flaw(
                rule="list-without-blank",
                message=f"the list item {quoted(item[1], limit=30)} follows a line of text and is not read as a list",
                remedy="put a blank line before the list",
                needle=item[1],
                offset=item.start(1),
            )


def _nesting_flaws(prose: str) -> Iterator[Flaw]:
    """Report the first item of each list that is meant to stand inside another and has less than four blanks more."""
    if not _SHORT_INDENT.search(prose):
        return
    above, end, told = -1, 0, False
    for item in _ITEM.finditer(prose):
        indent = len(item["indent"])
        if above < 0 or _NEW_BLOCK.search(prose, end, item.start()):
            told = False
        elif not told and above + 1 < indent < above // 4 * 4 + 4:
            told = True
            yield Flaw(
                rule="nested-list",
                message=f"the list item {quoted(item['words'], limit=30)} has only {indent} blanks before it, and is"
                " not read as a part of the item above it",
                remedy=f"put {above // 4 * 4 + 4} blanks before it",
                needle=item["words"],
                offset=item.start("words"),
            )
        above, end = indent, item.end()


def _headings(tokens: list[dict[str, object]]) -> Iterator[Heading]:
    for token in tokens:
        anchor = str(token["id"])
        yield Heading(
            level=int(str(token["level"])),
            anchor=free_id(anchor),
            title=text_of(MARKER.sub("", str(token["html"]))),
        )
        children = token["children"]
        if isinstance(children, list):
            yield from _headings(children)


def _safe(markup: str, findings: Findings) -> str:
    """Sanitise, and see to it that links to nodes stand where links can.

    A marker in an attribute, such as an image's `alt`, is taken away, with a flaw; one inside a link moves behind it.
    """
    clean = sanitise(markup).strip()
    if "<img" in clean:
        clean = mark_images(clean, findings)
    if "&lt;" in clean and ' title="' in clean:
        clean = _TITLE.sub(lambda tag: f"{tag[1]}{plain_value(tag[2])}", clean)
    if OPEN not in markup:
        return mark_links(clean, findings.links) if "<a" in clean else clean
    clean, lost = _without_marked_attributes(clean)
    findings.flaws += _misplaced(lost, "in the title or description of a link or image", findings)
    # what stands in a comment is hidden on purpose
    shown = _COMMENT.sub("", markup) if "<!--" in markup else markup
    gone = dict.fromkeys(_CITATION_OR_CALL.findall(shown))
    for mark in (*_CITATION_OR_CALL.findall(clean), *lost):
        gone.pop(mark, None)
    findings.flaws += _misplaced(gone, "in HTML that was left out", findings)
    return mark_links(_LINK.sub(_calls_behind, clean), findings.links) if "<a" in clean else clean


def _without_marked_attributes(clean: str) -> tuple[str, list[str]]:
    """Take the markers of citations and calls out of attributes: those with a `"` and then a `>` behind, but no `<`.

    Gives the rest and the markers. One look at each tag: a pattern that looks ahead from each marker does it again for
    thousands of them.
    """
    lost: list[str] = []
    pieces = clean.split(">")
    for number, piece in enumerate(pieces[:-1]):
        start, end = piece.rfind("<") + 1, piece.rfind('"')
        if start < end and piece.find(OPEN, start, end) >= 0:
            attributes = piece[start:end]
            lost += _CITATION_OR_CALL.findall(attributes)
            bare = _BLANK_BEFORE_VALUE.sub('="', _CALL_IN_ATTRIBUTE.sub("", attributes))
            pieces[number] = piece[:start] + bare + piece[end:]
    return ">".join(pieces), lost


def _misplaced(marks: Iterable[str], where: str, findings: Findings) -> Iterator[Flaw]:
    for mark in marks:
        kind, index = MARKER.findall(mark)[0]
        for citation in findings.groups[int(index)] if kind == "c" else ():
            yield _misplaced_at(citation.citekey, where)


def _misplaced_at(citekey: str, where: str) -> Flaw:
    return Flaw(
        rule="misplaced-citation",
        message=f"{quoted(f'@{citekey}')} is {where}",
        remedy="cite it in the text beside it",
        needle=f"@{citekey}",
    )


def _unread(document: str) -> Iterator[Flaw]:
    """Find citations that Markdown has left as they are: in attributes of HTML, in elements that it does not read.

    An escaped `@` is no `@` in the document, but a character reference.
    """
    prose = _CODE_OR_COMMENT.sub("", document)
    for value in _ATTRIBUTE.findall(prose):
        for citekey in find_citations(html.unescape(value)):
            yield _misplaced_at(citekey, "in an attribute of HTML")
    for citekey in find_citations(html.unescape(_TAG.sub(" ", prose))):
        yield _misplaced_at(citekey, "where no citation is read")


def _calls_behind(link: re.Match[str]) -> str:
    return f"{_CALL.sub('', link[1])}</a>{''.join(_CALL.findall(link[1]))}"
