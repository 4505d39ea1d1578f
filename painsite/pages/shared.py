"""Blocks that are the same on many pages. They are rendered once and joined to the pages' own parts.

A newcomer among the highlights thus changes a few bytes of every page, but no page is made or rendered again.
"""

from dataclasses import dataclass, field

from painsite.languages.wording import Wording
from painsite.model import Face
from painsite.pages.context import Context
from painsite.pages.inline import render_inline
from painsite.pages.lines import highlight_line
from painsite.pages.links import Href
from painsite.pages.status import mark, snapshot_date
from painsite.pages.values import Highlight, Highlights, Navigation, Retractions, Shared


@dataclass(slots=True)
class Blocks:
    """The blocks of pages, each set of them once, by number."""

    context: Context
    sets: dict[tuple[Shared, ...], int] = field(default_factory=dict)
    """With their numbers, from 0."""
    of_nodes: dict[tuple[bool, str, tuple[bool, ...], str], int] = field(default_factory=dict)
    """Of the pages of nodes: for entries or not, by the way to the site's root, by the current links of the header, and
    by the citekey that is left out."""

    def of_page(self, address: str, base: str) -> int:
        """Return the number of the blocks of a page that is not a node's; address and base as in `Planned`."""
        linking = self.context.frame.linking
        href = linking.from_page(base) if base else linking.from_root()
        return self._number(frame_blocks(address, self.context, href))

    def of_node(self, face: Face) -> int:
        """Return the number of the blocks on the page of a node."""
        context, frame = self.context, self.context.frame
        href = frame.linking.from_page(face.address)
        without = face.citekey if face.citekey in context.highlighted else ""
        key = face.kind == "entry", href("/"), frame.current(face.address), without
        number = self.of_nodes.get(key)
        if number is None:
            blocks = frame_blocks(face.address, context, href)
            if face.kind == "entry":
                blocks = (*blocks, _highlights_block(without, context, href))
            number = self.of_nodes[key] = self._number(blocks)
        return number

    def _number(self, blocks: tuple[Shared, ...]) -> int:
        return self.sets.setdefault(blocks, len(self.sets))


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
