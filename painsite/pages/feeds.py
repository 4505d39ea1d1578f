"""Files for machines: Atom feed, sitemap, robots.txt, the style sheet made from settings."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from painsite.config import Settings
from painsite.linking.graph import date_number
from painsite.model import Entry, Face, Node
from painsite.pages.context import Context
from painsite.pages.digests import Digests, digest_of
from painsite.pages.documents import Document, Texts
from painsite.pages.fill import fill_commentary
from painsite.pages.views import node_key, node_view, surroundings

_FEED_ENTRIES = 30
_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, in any spelling: https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def feed_citekeys(context: Context) -> tuple[str, ...]:
    """Give the nodes that the feed tells of, newest first."""
    dated = (face for face in context.library.faces.values() if face.added)
    newest = sorted(dated, key=lambda face: (-date_number(face.added), face.citekey))
    return tuple(face.citekey for face in newest[:_FEED_ENTRIES])


def feed_documents(context: Context) -> tuple[Document, ...]:
    """Plan the feeds, for a site with a public address."""
    if not (context.settings.url and context.settings.features.feeds):
        return ()
    citekeys = feed_citekeys(context)

    def make(texts: Texts) -> dict[str, bytes]:
        nodes = texts(citekeys)
        return {"feed.xml": atom_feed(context, citekeys, nodes).encode()}

    feed = Document(
        paths=("feed.xml",),
        content_key=lambda digests: feed_key(context, citekeys, digests),
        make=make,
        shows=frozenset(citekeys),
    )
    return (feed,)


def feed_key(context: Context, citekeys: Iterable[str], digests: Digests) -> bytes:
    """Give what changes whenever the feed of these nodes may: 16 bytes."""
    return digest_of(digests.frame, [node_key(node_view(citekey, context, ()), digests) for citekey in citekeys])


def atom_feed(context: Context, citekeys: Iterable[str], nodes: Mapping[str, Node]) -> str:
    """Make the feed of new entries and articles (RFC 4287), for a site with a public address.

    `nodes` are those of the citekeys, with their texts.
    """
    settings, linking = context.settings, context.frame.linking
    items = [context.library.faces[citekey] for citekey in citekeys]
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
        _add_item(feed, face, nodes[face.citekey], context)
    indent(feed)
    return _NOT_XML.sub("", f"{_DECLARATION}{tostring(feed, encoding='unicode')}\n")


def _add_item(feed: Element, face: Face, node: Node, context: Context) -> None:
    absolute = context.frame.linking.absolute
    item = SubElement(feed, "entry")
    address = absolute(face.address)
    SubElement(item, "id").text = address
    SubElement(item, "title").text = face.name
    SubElement(item, "link", {"rel": "alternate", "type": "text/html", "href": address})
    SubElement(item, "published").text = _timestamp(face.added)
    SubElement(item, "updated").text = _updated(face, context)
    for tag in face.tags:
        SubElement(item, "category", {"term": tag})
    if face.summary:
        SubElement(item, "summary").text = face.summary
    text = (node.commentary or node.notes) if isinstance(node, Entry) else None
    if text:
        view = node_view(face.citekey, context, ())
        around = surroundings(view, context.library.faces, context.frame, absolute)
        html, footnotes = fill_commentary(text, around, prefix="fn")
        notes = "".join(f'<div id="{note.anchor}">{note.number}. {note.html}</div>' for note in footnotes)
        SubElement(item, "content", {"type": "html"}).text = html + notes


def _updated(face: Face, context: Context) -> str:
    updated = context.library.node(face.citekey).updated
    return max(_timestamp(str(updated or "")), _timestamp(face.added))


def _timestamp(date: str) -> str:
    """Give midnight of a date, or of the first day of a reduced one (RFC 3339)."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return f"{year or '1970'}-{month or '01'}-{day or '01'}T00:00:00Z"


def sitemap_key(context: Context, lists: Iterable[str]) -> bytes:
    """Give what changes whenever the sitemap does: 16 bytes."""
    node = context.library.node
    dates = [(face.address, face.added, node(citekey).updated) for citekey, face in context.library.faces.items()]
    return digest_of(context.frame.linking.url, lists, dates)


def sitemap(context: Context, lists: Iterable[str]) -> str:
    """Make the sitemap of all nodes and of the addresses of lists, those of tags last."""
    of_tags = [address for address in lists if address.startswith("/tags/") and address != "/tags/"]
    others = [address for address in lists if address not in set(of_tags)]
    rows = [
        *((address, "") for address in others),
        *((face.address, _changed(face, context)) for face in context.library.faces.values()),
        *((address, "") for address in of_tags),
    ]
    absolute = context.frame.linking.absolute
    # a tenth of the time of building a tree of elements
    lines = [
        f"  <url>\n    <loc>{escape(absolute(address), quote=False)}</loc>\n"
        + (f"    <lastmod>{changed}</lastmod>\n  </url>\n" if changed else "  </url>\n")
        for address, changed in rows
    ]
    return _NOT_XML.sub("", f'{_DECLARATION}<urlset xmlns="{_SITEMAP}">\n{"".join(lines)}</urlset>\n')


def _changed(face: Face, context: Context) -> str:
    return str(context.library.node(face.citekey).updated or face.added or "")


def robots(context: Context) -> str:
    """Make robots.txt: everything is open."""
    sitemap_line = f"\nSitemap: {context.frame.linking.absolute('/sitemap.xml')}\n" if context.settings.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap_line}"


def theme_styles(settings: Settings) -> str:
    """Make the style sheet that gives the settings' colours, fonts and width to the theme's custom properties."""
    theme = settings.theme
    values: dict[str, str] = {}
    for name in sorted({name.removesuffix("-dark") for name in theme.colours}):
        light, dark = theme.colours.get(name, ""), theme.colours.get(f"{name}-dark", "")
        values |= {key: value for key, value in ((f"{name}-light", light), (f"{name}-dark", dark)) if value}
        # a property that the theme does not know, and of which one colour is given, has that on all pages
        values[name] = f"light-dark(var(--{name}-light, {dark or light}), var(--{name}-dark, {light or dark}))"
    values |= {f"font-{name}": value for name, value in theme.fonts.items()}
    if theme.width:
        values["measure"] = theme.width
    return f":root {{\n{_declarations(values)}}}\n"


def _declarations(values: dict[str, str]) -> str:
    return "".join(f"  --{name}: {value};\n" for name, value in sorted(values.items()))
