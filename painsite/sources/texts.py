"""A rendered text that knows where in its source its citations, images and flaws are."""

from collections.abc import Callable

from msgspec.structs import replace

from painsite.model import Text
from painsite.sources.markdown.extensions import Flaw
from painsite.sources.markdown.render import render_markdown
from painsite.sources.places import find_places
from painsite.sources.reading import Reading


def render_text(
    reading: Reading, markdown: str, *, lowest_heading: int, offset_of: Callable[[], Callable[[int], int]]
) -> Text:
    """Render Markdown and report its flaws.

    `offset_of` is asked for only where something has a place: it gives what leads from a position in the Markdown to
    the offset in the source's text.
    """

    def render(source: str) -> tuple[Text, tuple[Flaw, ...]]:
        return render_markdown(source, lowest_heading=lowest_heading)

    text, flaws = render(markdown)
    if not (text.citations or text.images or text.links or flaws):
        return text
    places, in_source = find_places(markdown, text, flaws, render), offset_of()

    def position(place: int) -> tuple[int, int]:
        return reading.position(in_source(max(place, 0)))

    for flaw, place in zip(flaws, places.flaws, strict=True):
        reading.report(flaw.rule, in_source(max(place, 0)), flaw.message, flaw.remedy)
    citations = []
    for citation, place in zip(text.citations, places.citations, strict=True):
        line, column = position(place)
        citations.append(replace(citation, line=line, column=column))
    images = []
    for image, place in zip(text.images, places.images, strict=True):
        line, column = position(place)
        images.append(replace(image, line=line, column=column))
    links = []
    for link, place in zip(text.links, places.links, strict=True):
        line, column = position(place)
        links.append(replace(link, line=line, column=column))
    return replace(text, citations=tuple(citations), images=tuple(images), links=tuple(links))
