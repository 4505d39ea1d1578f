"""Notes of the site's wording: a line of Markdown with `{name}`."""

import functools
import re
from html import escape

from painsite.pages.fill import as_written, fill
from painsite.sources.markdown.render import render_markdown

_TAG = re.compile(r"(<[^>]*>)")
_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)


@functools.lru_cache(maxsize=64)
def render_inline(markdown: str, *, name: str) -> str:
    """Render a note; a single paragraph loses its `p`, so that it can stand in a line.

    The same few notes stand on every page, hence the cache.
    """
    text, _ = render_markdown(markdown, lowest_heading=3)
    # the name is no Markdown: an asterisk or at-sign in it is meant
    links = [as_written(link.address) for link in text.links]
    pieces = _TAG.split(fill(text.body, lambda mark: links[mark.index] if mark.kind == "link" else ""))
    # nor is it an address: inside a tag the braces stay
    pieces[::2] = [piece.replace("{name}", escape(name)) for piece in pieces[::2]]
    html = "".join(pieces)
    paragraph = _PARAGRAPH.fullmatch(html)
    return paragraph[1] if paragraph and "<p>" not in paragraph[1] else html
