"""Feeds in the JSON Feed format, version 1.1.

https://www.jsonfeed.org/version/1.1/
"""

from collections.abc import Iterable, Mapping

from msgspec import json

from painsite.pages.feeds.items import FeedItem
from painsite.pages.feeds.values import FeedHead

_Fields = Mapping[str, object]


def json_item(item: FeedItem) -> bytes:
    """Write an item."""
    return _encode(
        {
            "id": item.identifier,
            "url": item.address,
            "external_url": item.work,
            "title": item.title,
            "content_html": item.html,
            "summary": item.summary,
            "image": item.image,
            "date_published": item.published,
            "date_modified": item.updated,
            "authors": _people(item.authors),
            "tags": item.tags,
        }
    )


def json_feed(head: FeedHead, items: Iterable[bytes]) -> bytes:
    """Write a feed around its written items."""
    opening = _encode(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": head.title,
            "home_page_url": head.address,
            "feed_url": head.json_address,
            "description": head.description,
            "language": head.language,
            "authors": _people([head.author]),
        }
    )
    return b'%s,"items":[\n%s\n]}\n' % (opening[:-1], b",\n".join(items))


def _people(names: Iterable[str]) -> tuple[_Fields, ...]:
    return tuple([{"name": name} for name in names])


def _encode(fields: _Fields) -> bytes:
    return json.encode({name: value for name, value in fields.items() if value})
