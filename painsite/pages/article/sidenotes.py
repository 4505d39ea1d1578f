"""Footnotes beside the text: a copy of each stands where it is first called, the list of notes keeps the original.

The copies are `hidden`, so that whatever reads a page without its style sheet meets each note once. Wide screens show
them in the margin, a script opens them in place, print leaves them out.
"""

import re
from collections.abc import Mapping
from html import escape

from painsite.languages.wording import Wording

_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="[^"]*"')
_FIRST_CALL = re.compile(r' id="note-(\d+)-1"')
_PARAGRAPHS = re.compile(r"(?:<p(?: [^<>]*)?>(?:(?!</?p[ >]).)*</p>\s*)+", re.DOTALL)
_PHRASING = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u"
    " var wbr".split()
)
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_NOT_INSIDE = frozenset("a caption dfn dt figcaption h2 h3 h4 h5 h6 pre rt summary table time".split())
"""A note inside would be read as part of a name, or could not leave it for the margin."""


def place_sidenotes(html: str, notes: Mapping[int, str], words: Wording) -> str:
    """Put copies of footnotes, by number, into an article's text.

    A copy that is made of plain paragraphs follows its first call; any other, which a paragraph cannot hold, follows
    the outermost element that the call stands in.
    """
    if not notes:
        return html
    pieces: list[str] = []
    open_elements: list[str] = []
    waiting: list[str] = []
    done = called = 0
    for tag in _TAG.finditer(html):
        name = tag["name"]
        if not tag["close"]:
            if name not in _VOID:
                open_elements.append(name)
            if name == "a" and (call := _FIRST_CALL.search(tag["attributes"])):
                called = int(call[1])
            continue
        if open_elements:
            open_elements.pop()
        if called and name == "sup":
            note = notes[called]
            inline = _is_inline(note) and _NOT_INSIDE.isdisjoint(open_elements)
            copy = _sidenote(called, note, words, element="span" if inline else "div")
            called = 0
            if inline:
                pieces += (html[done : tag.end()], copy)
                done = tag.end()
            else:
                waiting.append(copy)
        if waiting and not open_elements:
            pieces += (html[done : tag.end()], *waiting)
            done = tag.end()
            waiting = []
    return "".join([*pieces, html[done:]])


def without_ids(html: str) -> str:
    """Take the ids out of sanitised HTML that stands on the page a second time."""
    return _TAG.sub(_without_id, html) if ' id="' in html else html


def _without_id(tag: re.Match[str]) -> str:
    return _ATTRIBUTE.sub(lambda attribute: "" if attribute[1] == "id" else attribute[0], tag[0])


def _is_inline(note: str) -> bool:
    names = {tag["name"] for tag in _TAG.finditer(note)}
    return names <= _PHRASING | {"p"} and _PARAGRAPHS.fullmatch(note) is not None


def _sidenote(number: int, note: str, words: Wording, *, element: str) -> str:
    content = without_ids(note)
    if element == "span":
        content = re.sub(r"<p(?: [^<>]*)?>", '<span class="paragraph">', content).replace("</p>", "</span>")
    name = escape(words.sidenote_label.format(number=number))
    return (
        f'<{element} class="sidenote" data-note="note-{number}" role="note" aria-label="{name}" hidden>'
        f'<span class="sidenote-number" aria-hidden="true">{number}</span> {content}</{element}>'
    )
