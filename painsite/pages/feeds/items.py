"""What feeds tell of a node: an item for the node itself, and one for each change of an article."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urljoin

from painsite.linking.nodes import address_of_citekey
from painsite.model import Article, Entry, Face, Node, Value
from painsite.pages.context import Context
from painsite.pages.dates import format_date, last_change
from painsite.pages.entry.page import picture, work_links
from painsite.pages.fill import Surroundings, fill_article, fill_commentary
from painsite.pages.formats.vancouver import format_vancouver
from painsite.pages.lines import related_line
from painsite.pages.status import marked
from painsite.pages.values import Picture
from painsite.pages.views import View, surroundings

_TAG = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id="|(?:href|src)="(?!https?:|mailto:))[^<>]*>""")
"""One that has to be changed: few have."""
_ID = re.compile(r'\sid="[^"]*"')
_ADDRESS = re.compile(r'(?<=\s)(href|src)="(?!https?:|mailto:)([^"]*)"')


class FeedItem(Value, frozen=True, kw_only=True):
    """One item, before it is written in a format."""

    identifier: str
    """An absolute address that stays the same whatever becomes of titles, dates and citekeys."""
    address: str
    """Absolute."""
    title: str
    published: str = ""
    """RFC 3339; empty where unknown."""
    updated: str
    """RFC 3339."""
    summary: str = ""
    html: str
    """All that it says, with absolute addresses; never empty."""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    work: str = ""
    """Address of the work elsewhere; may be empty."""
    image: str = ""
    """Address of its image; may be empty."""


def node_item(view: View, node: Node, context: Context) -> FeedItem:
    """Describe a node, which is given with its texts. The view need not say more than what its texts show of others."""
    absolute = context.frame.linking.absolute
    around = surroundings(view, context.library.faces, context.frame, absolute, elsewhere=True)
    face, image = around.faces[node.citekey], picture(node.image, around.media)
    address = absolute(face.address)
    links = work_links(node, around.wording) if isinstance(node, Entry) else ()
    if isinstance(node, Entry):
        parts = _entry_html(node, face, around, " ".join(_anchor(link.href, link.text) for link in links))
    else:
        parts = _article_html(node, face, around)
    return FeedItem(
        identifier=identifier(node, context),
        address=address,
        title=marked(face.name, face, around.wording),
        published=timestamp(face.added) if face.added else "",
        updated=timestamp(last_change(node) or face.date),
        summary=face.summary,
        html=absolute_html("".join([*_figure(image), *parts]), address),
        authors=node.written_by if isinstance(node, Entry) else node.authors,
        tags=face.tags,
        work=links[0].href if links else "",
        image=image.src if image else "",
    )


def change_items(article: Article, context: Context) -> tuple[FeedItem, ...]:
    """Describe each change of an article, the newest first.

    They are counted from the oldest: so each keeps its name when its date or its words are mended.
    """
    words, face = context.settings.wording, context.library.faces[article.citekey]
    address = context.frame.linking.absolute(face.address)
    items = [
        FeedItem(
            identifier=f"{identifier(article, context)}#change-{number}",
            address=f"{address}#changes",
            title=words.feed_change_title.format(title=face.title, date=format_date(change.date, words)),
            published=timestamp(str(change.date)),
            updated=timestamp(str(change.date)),
            summary=change.note,
            html=f"<p>{escape(change.note)}</p>",
            authors=article.authors,
        )
        for number, change in enumerate(reversed(article.changes), 1)
    ]
    return tuple(reversed(items))


def identifier(node: Node, context: Context) -> str:
    """Return the address that names a node in feeds for ever: that of its first citekey.

    Who renames a node puts the old citekey at the end of its `aliases`, so that the first of them is the first that it
    had.
    """
    first = next(iter(node.aliases), node.citekey)
    return context.frame.linking.absolute(address_of_citekey(node, first))


def timestamp(date: str) -> str:
    """Return midnight of a date, or of the first day of a reduced one (RFC 3339)."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return f"{year}-{month or '01'}-{day or '01'}T00:00:00Z"


def absolute_html(html: str, address: str) -> str:
    """Let the links of HTML lead where they lead on its page, and take away the ids, which other items may have too."""

    def in_tag(tag: re.Match[str]) -> str:
        return _ADDRESS.sub(lambda found: f'{found[1]}="{urljoin(address, found[2])}"', _ID.sub("", tag[0]))

    return _TAG.sub(in_tag, html)


def _entry_html(entry: Entry, face: Face, around: Surroundings, links: str) -> Iterator[str]:
    if face.summary:
        yield f"<p>{escape(face.summary)}</p>\n"
    yield f"<p>{format_vancouver(entry)}{links and ' '}{links}</p>\n"
    text = entry.commentary or entry.notes
    if text:
        html, footnotes = fill_commentary(text, around, prefix="fn")
        yield html
        yield from _list(note.html for note in footnotes)


def _article_html(article: Article, face: Face, around: Surroundings) -> Iterator[str]:
    """Yield a text with its notes. Of a work they say what related content says: its reference is on its own page."""
    html, footnotes, numbering = fill_article(article.body, around)
    # a feed's item has to have a content
    yield html or f"<p>{escape(face.summary or face.title)}</p>"
    yield from _list(
        footnotes[key]
        if isinstance(key, int)
        else _work(around.faces[key], around)
        if key in around.faces
        else escape(f"{key}?")  # in a preview with errors
        for _, key in numbering.keys
    )


def _work(face: Face, around: Surroundings) -> str:
    title, rest = related_line(face, around.wording)
    return f"{_anchor(around.href(face.address), title)} {escape(rest)}"


def _list(items: Iterator[str]) -> Iterator[str]:
    """Yield notes under their numbers, which go from 1 without a gap."""
    lines = [f"<li>{item}</li>\n" for item in items]
    if lines:
        yield f"\n<ol>\n{''.join(lines)}</ol>\n"


def _figure(image: Picture | None) -> Iterator[str]:
    if image:
        caption = f"<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
        yield f'<figure><img src="{escape(image.src)}" alt="{escape(image.alt)}">{caption}</figure>\n'


def _anchor(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'
