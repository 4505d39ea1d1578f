"""Filling the gaps of a rendered text: citations, footnote calls, image files, links within the site."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from painsite.languages.wording import Wording
from painsite.model import Citation, Face, Fragment, Mark, Size, Text, TextImage
from painsite.pages.images import shown_size
from painsite.pages.links import Href
from painsite.pages.values import Backlink, FootnoteItem

_INLINE_TAGS = re.compile(r"(?:</?(?:a|abbr|b|bdi|cite|del|em|i|ins|mark|q|s|small|span|strong|u)\b[^<>]*>)*")
# A superscript that begins with words keeps its blank.
_NUMBER_FIRST = re.compile(r"<sup[^>]*><a ")
_NO_BREAK = "\N{NO-BREAK SPACE}"
"""A run of numbers stays on its line."""
_EMPHASIS = re.compile(r"\*\*(?=\S)([^*]*[^*\s])\*\*|\*(?=\S)([^*]*[^*\s])\*|(?<!\w)_(?=\S)([^_]*[^_\s])_(?!\w)")
_FULL_STOP_OF_TERM = re.compile(r"^([A-Za-z]+)\.\s*")


class Source(NamedTuple):
    """Where an image is, and how large."""

    src: str
    size: Size = Size()
    """0 where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What filling needs of the site."""

    faces: Mapping[str, Face]
    """By citekey; a citation of anything else prints what is written."""
    canonical: Mapping[str, str]
    """From other forms of citekeys that are written, such as aliases, to citekeys."""
    href: Href
    media: Mapping[str, Source]
    """By image file, as written."""
    wording: Wording
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By address of a link, as written: path from the site's root, and query and anchor; any other is left as it is."""
    page: str = ""
    """Address of the texts' own page where they are shown elsewhere: links within the page lead there."""

    def face(self, citation: Citation) -> Face | None:
        """Return the face of what a citation names."""
        written = citation.citekey
        return self.faces.get(self.canonical.get(written, written))


@dataclass(slots=True)
class Numbering:
    """The one series of an article's notes: works keep their number, footnotes take theirs in the same series."""

    keys: list[tuple[str, str | int]] = field(default_factory=list)
    """`("work", citekey)` and `("note", index)`; the number is the position, from 1."""
    mentions: dict[int, int] = field(default_factory=dict)
    """How often each number has been printed."""

    def number(self, key: tuple[str, str | int]) -> int:
        """Return a key its number."""
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key) + 1

    def mention(self, number: int) -> int:
        """Count one mention, from 1."""
        self.mentions[number] = self.mentions.get(number, 0) + 1
        return self.mentions[number]


def fill(fragment: Fragment, replacement: Callable[[Mark], str]) -> str:
    """Put the replacement of each mark into its gap.

    A superscript closes up to the word before it; superscripts that would touch get a comma between them.
    """
    pieces = [fragment.html[0]]
    for mark, following in zip(fragment.marks, fragment.html[1:], strict=True):
        printed = replacement(mark)
        if _NUMBER_FIRST.match(printed):
            pieces[-1] = pieces[-1].rstrip(" \n")
        follows_another = len(pieces) > 1 and pieces[-2].endswith("</sup>") and _INLINE_TAGS.fullmatch(pieces[-1])
        if printed.startswith("<sup") and follows_another:
            pieces[-1] += f'<sup class="separator">,{_NO_BREAK}</sup>'
        pieces += (printed, following)
    return "".join(pieces)


def fill_commentary(text: Text, around: Surroundings, *, prefix: str) -> tuple[str, tuple[FootnoteItem, ...]]:
    """Fill a text of an entry: citations print as linked labels, footnotes have a series of their own.

    `prefix` begins the ids of its footnotes, so that two texts can share a page.
    """
    numbering = Numbering()

    def replacement(mark: Mark) -> str:
        if mark.kind == "image":
            return _source(text.images[mark.index], around)
        if mark.kind == "footnote":
            number = mark.index + 1
            numbering.number(("note", mark.index))
            return call(f"{prefix}-{number}", number, numbering.mention(number), css_class="note", page=around.page)
        if mark.kind == "link":
            return _link(text.links[mark.index].address, around)
        group = [text.citations[index] for index in text.groups[mark.index]]
        if mark.kind == "address":
            face = around.face(group[0])
            return escape(around.href(face.address)) if face else ""
        return _linked_labels(group, around)

    html = fill(text.body, replacement)
    footnotes = [fill(fragment, replacement) for fragment in text.footnotes]
    return html, tuple(
        FootnoteItem(
            anchor=f"{prefix}-{number}",
            number=number,
            html=footnote,
            backlinks=backlinks(f"{prefix}-{number}", numbering.mentions.get(number, 0), around.wording),
        )
        for number, footnote in enumerate(footnotes, 1)
    )


def fill_article(text: Text, around: Surroundings) -> tuple[str, tuple[str, ...], Numbering]:
    """Fill an article: citations and footnotes become superscript numbers of one series.

    Gives the body, the footnotes in the text's order, and the numbering. A citation in a footnote is numbered right
    after it.
    """
    numbering = Numbering()
    _number_in_order(text.body, text, around, numbering)

    def replacement(mark: Mark) -> str:
        if mark.kind == "image":
            return _source(text.images[mark.index], around)
        if mark.kind == "footnote":
            number = numbering.number(("note", mark.index))
            return call(f"note-{number}", number, numbering.mention(number), css_class="note", page=around.page)
        if mark.kind == "link":
            return _link(text.links[mark.index].address, around)
        group = [text.citations[index] for index in text.groups[mark.index]]
        if mark.kind == "address":
            return f"{around.page}#ref-{numbering.number(_work(group[0], around))}"
        return _superscript(group, around, numbering)

    return fill(text.body, replacement), tuple(fill(one, replacement) for one in text.footnotes), numbering


def call(anchor: str, number: int, mention: int, *, css_class: str, page: str = "") -> str:
    """Return a superscript number that leads to a note, on another page where its address is given."""
    return f'<sup class="{css_class}">{_number_link(anchor, number, mention, page)}</sup>'


def backlinks(anchor: str, mentions: int, wording: Wording) -> tuple[Backlink, ...]:
    """Return the links from a note to each of its mentions."""
    return tuple(
        Backlink(
            href=f"#{anchor}-{mention}",
            text=_letter(mention) if mentions > 1 else "↑",
            name=wording.back_to_mention.format(number=mention) if mentions > 1 else wording.back_to_text,
        )
        for mention in range(1, mentions + 1)
    )


def _source(image: TextImage, around: Surroundings) -> str:
    """Return the attributes of an image that hang on where its file is, and how large."""
    src, own = around.media[image.file]
    size = shown_size(own, image.size)
    width = f' width="{size.width}"' if size.width else ""
    height = f' height="{size.height}"' if size.height else ""
    return f'src="{escape(src)}"{width}{height}'


def _link(written: str, around: Surroundings) -> str:
    path, rest = around.links.get(written, ("", written))
    return (escape(around.href(path)) if path else "") + as_written(rest)


def as_written(address: str) -> str:
    """Return an address for an attribute, in the form that the sanitiser gives it."""
    return escape(address, quote=False).replace('"', "&quot;")


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if number <= 26 else str(number)


def _number_link(anchor: str, number: int, mention: int, page: str) -> str:
    if page:  # where other texts may stand beside this one no element has an id
        return f'<a href="{escape(page)}#{anchor}">{number}</a>'
    return f'<a href="#{anchor}" id="{anchor}-{mention}">{number}</a>'


def _work(citation: Citation, around: Surroundings) -> tuple[str, str | int]:
    face = around.face(citation)
    return "work", face.citekey if face else citation.citekey


def _number_in_order(fragment: Fragment, text: Text, around: Surroundings, numbering: Numbering) -> None:
    for mark in fragment.marks:
        if mark.kind == "footnote" and ("note", mark.index) not in numbering.keys:
            numbering.number(("note", mark.index))
            _number_in_order(text.footnotes[mark.index], text, around, numbering)
        elif mark.kind == "citations":
            for index in text.groups[mark.index]:
                numbering.number(_work(text.citations[index], around))


def _superscript(group: Sequence[Citation], around: Surroundings, numbering: Numbering) -> str:
    printed = []
    for citation in group:
        number = numbering.number(_work(citation, around))
        link = _number_link(f"ref-{number}", number, numbering.mention(number), around.page)
        locator = _FULL_STOP_OF_TERM.sub(r"\1 ", citation.locator)
        text = link + (f"({escape(locator).replace(' ', _NO_BREAK)})" if locator else "")
        printed.append(" ".join(part for part in (_words(citation.prefix), text, _words(citation.suffix)) if part))
    superscript = f'<sup class="cite">{f",{_NO_BREAK}".join(printed)}</sup>'
    if group[0].form == "narrative":
        face = around.face(group[0])
        return escape(face.label if face else group[0].citekey) + superscript
    return superscript


def _linked_labels(group: Sequence[Citation], around: Surroundings) -> str:
    if group[0].form == "worded":
        return ""
    labels = [_linked_label(citation, around) for citation in group]
    if group[0].form == "narrative":
        locator = f" ({escape(group[0].locator)})" if group[0].locator else ""
        return labels[0] + locator
    printed = []
    for citation, label in zip(group, labels, strict=True):
        before = f"{_words(citation.prefix)} " if citation.prefix else ""
        locator = f", {escape(citation.locator)}" if citation.locator else ""
        suffix = f", {_words(citation.suffix)}" if citation.suffix else ""
        printed.append(f"{before}{label}{locator}{suffix}")
    return f"({'; '.join(printed)})"


def _words(text: str) -> str:
    """Return a prefix or suffix with its emphasis: `see *e.g.*`."""
    return _EMPHASIS.sub(_emphasise, escape(text)) if "*" in text or "_" in text else escape(text)


def _emphasise(words: re.Match[str]) -> str:
    return f"<strong>{words[1]}</strong>" if words[1] else f"<em>{words[2] or words[3]}</em>"


def _linked_label(citation: Citation, around: Surroundings) -> str:
    face = around.face(citation)
    if face is None:
        return escape(citation.citekey)
    label = face.label
    if citation.form == "suppressed" and face.kind == "entry":
        label = label.rsplit(" ", 1)[-1]
    if face.retraction == "retraction":
        label = around.wording.marked_label.format(label=label)
    return f'<a class="cite" href="{escape(around.href(face.address))}">{escape(label)}</a>'
