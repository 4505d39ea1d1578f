"""The table of contents of a long text, and links to its headings."""

import re
from collections.abc import Sequence
from html import escape

from painsite.languages.wording import Wording
from painsite.model import Heading
from painsite.pages.values import ContentsLine, Link

_LONG = 3
"""Headings from which on a text is long enough for a table of contents."""
_HEADING = re.compile(r'<(h[2-6])(?: (?:[a-z]+="[^"]*" )*?id="([^"]*)"[^<>]*)>.*?</\1>', re.DOTALL)


def table_of_contents(headings: Sequence[Heading]) -> tuple[ContentsLine, ...]:
    """Return two levels of headings, the lower ones below the higher that they follow; nothing for a short text."""
    if len(headings) < _LONG:
        return ()
    top = min(heading.level for heading in headings)
    lines: list[tuple[Link, list[Link]]] = []
    for heading in headings:
        link = Link(href=f"#{heading.anchor}", text=heading.title)
        if heading.level == top or not lines:
            lines.append((link, []))
        elif heading.level == top + 1:
            lines[-1][1].append(link)
    return tuple([ContentsLine(link=link, below=tuple(below)) for link, below in lines])


def link_headings(html: str, headings: Sequence[Heading], words: Wording) -> str:
    """Put a link to each heading beside it.

    It stands behind the heading and not in it, where it would be read as a part of its name.
    """
    if not headings:
        return html
    title_by_anchor = {heading.anchor: heading.title for heading in headings}

    def linked(match: re.Match[str]) -> str:
        title = title_by_anchor.get(match[2])
        if title is None:
            return match[0]
        name = escape(words.heading_link.format(title=title))
        return (
            f'<div class="headed">{match[0]} <a class="heading-link" href="#{match[2]}" aria-label="{name}">#</a></div>'
        )

    return _HEADING.sub(linked, html)
