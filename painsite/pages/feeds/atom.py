"""Feeds in the Atom format.

https://www.rfc-editor.org/rfc/rfc4287
"""

from collections.abc import Iterable, Iterator

from painsite.pages.feeds.items import FeedItem
from painsite.pages.feeds.values import FeedHead
from painsite.pages.xml import DECLARATION, encode_xml, escape_xml


def atom_entry(item: FeedItem) -> bytes:
    """Write an item."""
    return encode_xml(f"  <entry>\n{''.join(_item_lines(item))}  </entry>\n")


def atom_feed(head: FeedHead, entries: Iterable[bytes]) -> bytes:
    """Write a feed around its written items."""
    opening = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape_xml(head.language)}">\n'
    return b"".join([DECLARATION, encode_xml(f"{opening}{''.join(_head_lines(head))}"), *entries, b"</feed>\n"])


def _head_lines(head: FeedHead) -> Iterator[str]:
    yield _element("id", head.identifier)
    yield _element("title", head.title)
    if head.description:
        yield _element("subtitle", head.description)
    yield _link("self", head.atom_address, media_type="application/atom+xml")
    yield _link("alternate", head.address, media_type="text/html")
    yield f"  <author><name>{escape_xml(head.author)}</name></author>\n"
    yield _element("updated", head.updated)


def _item_lines(item: FeedItem) -> Iterator[str]:
    yield _element("id", item.identifier)
    yield _element("title", item.title)
    yield _link("alternate", item.address, media_type="text/html")
    if item.work:
        yield _link("related", item.work)
    if item.published:
        yield _element("published", item.published)
    yield _element("updated", item.updated)
    for name in item.authors:
        yield f"  <author><name>{escape_xml(name)}</name></author>\n"
    for tag in item.tags:
        yield f'  <category term="{escape_xml(tag)}"/>\n'
    if item.summary:
        yield _element("summary", item.summary)
    yield f'  <content type="html">{escape_xml(item.html)}</content>\n'


def _element(name: str, text: str) -> str:
    return f"  <{name}>{escape_xml(text)}</{name}>\n"


def _link(relation: str, address: str, *, media_type: str = "") -> str:
    kind = f' type="{media_type}"' if media_type else ""
    return f'  <link rel="{relation}"{kind} href="{escape_xml(address)}"/>\n'
