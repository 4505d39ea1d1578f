"""Files for machines: Atom feed, sitemap, robots.txt, the style sheet made from settings."""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from painsite.config import Settings
from painsite.linking.graph import date_number
from painsite.model import Entry, Face
from painsite.pages.context import Context
from painsite.pages.fill import fill_commentary

_FEED_ENTRIES = 30
_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, in any spelling: https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def feed_citekeys(context: Context) -> tuple[str, ...]:
    """Give the nodes that the feed tells of, newest first."""
    dated = (face for face in context.library.faces.values() if face.added)
    newest = sorted(dated, key=lambda face: (-date_number(face.added), face.citekey))
    return tuple(face.citekey for face in newest[:_FEED_ENTRIES])


def atom_feed(context: Context, newest: Mapping[str, Entry]) -> str:
    """Make the feed of new entries and articles (RFC 4287), for a site with a public address.

    `newest` holds the entries of `feed_citekeys`, with their texts.
    """
    settings, linking = context.settings, context.linking
    items = [context.library.faces[citekey] for citekey in feed_citekeys(context)]
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": settings.language})
    SubElement(feed, "id").text = linking.absolute("/")
    SubElement(feed, "title").text = settings.wording.feed_title.format(name=settings.name)
    if settings.tagline:
        SubElement(feed, "subtitle").text = settings.tagline
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": linking.absolute("/feed.xml")})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": linking.absolute("/")})
    author = SubElement(feed, "author")
    SubElement(author, "name").text = settings.name
    # no clock: a feed is as new as its newest item
    SubElement(feed, "updated").text = max((_updated(face, context) for face in items), default=_timestamp(""))
    for face in items:
        _add_item(feed, face, newest.get(face.citekey), context)
    return _document(feed)


def _add_item(feed: Element, face: Face, entry: Entry | None, context: Context) -> None:
    item = SubElement(feed, "entry")
    address = context.linking.absolute(face.address)
    SubElement(item, "id").text = address
    SubElement(item, "title").text = face.name
    SubElement(item, "link", {"rel": "alternate", "type": "text/html", "href": address})
    SubElement(item, "published").text = _timestamp(face.added)
    SubElement(item, "updated").text = _updated(face, context)
    for tag in face.tags:
        SubElement(item, "category", {"term": tag})
    if face.summary:
        SubElement(item, "summary").text = face.summary
    text = (entry.commentary or entry.notes) if entry else None
    if entry and text:
        around = context.surroundings(entry.path, context.linking.absolute)
        html, footnotes = fill_commentary(text, around, prefix="fn")
        notes = "".join(f'<div id="{note.anchor}">{note.number}. {note.html}</div>' for note in footnotes)
        SubElement(item, "content", {"type": "html"}).text = html + notes


def _updated(face: Face, context: Context) -> str:
    entry = context.library.entries.get(face.citekey)
    article = context.library.articles.get(face.citekey)
    updated = entry.updated if entry else article.updated if article else None
    return max(_timestamp(str(updated or "")), _timestamp(face.added))


def _timestamp(date: str) -> str:
    """Give midnight of a date, or of the first day of a reduced one (RFC 3339)."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return f"{year or '1970'}-{month or '01'}-{day or '01'}T00:00:00Z"


def sitemap(addresses: Iterable[tuple[str, str]]) -> str:
    """Make the sitemap from absolute addresses and their dates of change, which may be empty."""
    urlset = Element("urlset", {"xmlns": _SITEMAP})
    for address, changed in addresses:
        url = SubElement(urlset, "url")
        SubElement(url, "loc").text = address
        if changed:
            SubElement(url, "lastmod").text = changed
    return _document(urlset)


def robots(context: Context) -> str:
    """Make robots.txt: everything is open."""
    sitemap_line = f"\nSitemap: {context.linking.absolute('/sitemap.xml')}\n" if context.settings.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap_line}"


def theme_styles(settings: Settings) -> str:
    """Make the style sheet that gives the settings' colours, fonts and width to the theme's custom properties."""
    theme = settings.theme
    light = {name: value for name, value in theme.colours.items() if not name.endswith("-dark")}
    dark = {name.removesuffix("-dark"): value for name, value in theme.colours.items() if name.endswith("-dark")}
    plain = {**light, **{f"font-{name}": value for name, value in theme.fonts.items()}}
    if theme.width:
        plain["measure"] = theme.width
    blocks = []
    if plain:
        blocks.append(f":root {{\n{_declarations(plain)}}}\n")
    if dark:
        blocks.append(f"@media (prefers-color-scheme: dark) {{\n:root {{\n{_declarations(dark)}}}\n}}\n")
    return "".join(blocks)


def _declarations(values: dict[str, str]) -> str:
    return "".join(f"  --{name}: {value};\n" for name, value in sorted(values.items()))


def _document(root: Element) -> str:
    indent(root)
    return _NOT_XML.sub("", f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n')
