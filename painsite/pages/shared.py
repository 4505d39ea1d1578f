"""Blocks that are the same on many pages. They are rendered once and joined to the pages' own parts.

A newcomer among the highlights thus changes a few bytes of every page, but no page is made or rendered again.
"""

from painsite.hashing import value_digest
from painsite.languages.wording import Wording
from painsite.model import Face
from painsite.pages.context import Context
from painsite.pages.inline import render_inline
from painsite.pages.lines import highlight_line
from painsite.pages.links import Href
from painsite.pages.status import mark, snapshot_date
from painsite.pages.values import Highlight, Highlights, Navigation, Retractions, Shared


def block_key(block: Shared, frame: bytes) -> bytes:
    """Return what changes whenever a block's bytes may: 16 bytes. `frame` is a frame's digest."""
    return value_digest(frame, block)


def node_blocks(citekey: str, context: Context) -> tuple[Shared, ...]:
    """Return the blocks on the page of a node. Pages that share them get the same tuple."""
    face, frame = context.library.faces[citekey], context.frame
    href = frame.linking.from_page(face.address)
    without = citekey if citekey in context.highlighted else ""
    key = face.kind == "entry", href("/"), frame.current(face.address), without
    blocks = context.blocks.get(key)
    if blocks is None:
        blocks = frame_blocks(face.address, context, href)
        if face.kind == "entry":
            blocks = (*blocks, _highlights_block(without, context, href))
        context.blocks[key] = blocks
    return blocks


def frame_blocks(address: str, context: Context, href: Href) -> tuple[Shared, ...]:
    """Return the blocks of every page: the header's links, and where statuses come from if there are any."""
    navigation = navigation_block(address, context, href)
    until, words = context.library.retractions_until, context.settings.wording
    if not until:
        return (navigation,)
    note = words.retractions_note.replace("{date}", snapshot_date(until, words))
    value = Retractions(note_html=render_inline(note, name=context.settings.name))
    return (navigation, Shared(name="retractions", value=value))


def navigation_block(address: str, context: Context, href: Href) -> Shared:
    """Return the links of the header, for the page at an address."""
    return Shared(name="navigation", value=Navigation(links=context.frame.site(address, href).navigation))


def _highlights_block(without: str, context: Context, href: Href) -> Shared:
    """Return the newest additions with commentary, without the page's own."""
    count = context.settings.highlights if context.settings.features.highlights else 0
    faces = [face for face in context.highlighted.values() if face.citekey != without]
    words, name = context.settings.wording, context.settings.name
    lines = tuple(_highlight(face, words, href) for face in faces[:count])
    # what leads to a list says nothing without it
    footer = words.footer_alone if words.footer.endswith(":") and not lines else words.footer
    value = Highlights(
        footer_html=render_inline(footer.replace("{bibliography}", href("/bibliography/")), name=name),
        lines=lines,
    )
    return Shared(name="highlights", value=value)


def _highlight(face: Face, words: Wording, href: Href) -> Highlight:
    title, rest = highlight_line(face)
    return Highlight(href=href(face.address), title=title, rest=rest, status=mark(face, words))
