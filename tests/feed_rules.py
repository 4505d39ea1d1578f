"""The rules of Atom (RFC 4287) and of JSON Feed 1.1, each a row of a table."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\dZ")  # RFC 3339, in UTC
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")

ATOM_COUNTS: tuple[tuple[str, str, int, int], ...] = (
    ("feed", "id", 1, 1),  # 4.1.1
    ("feed", "title", 1, 1),
    ("feed", "updated", 1, 1),
    ("feed", "author", 1, 99),
    ("feed", "subtitle", 0, 1),
    ("entry", "id", 1, 1),  # 4.1.2
    ("entry", "title", 1, 1),
    ("entry", "updated", 1, 1),
    ("entry", "published", 0, 1),
    ("entry", "summary", 0, 1),
    ("entry", "content", 1, 1),
)
"""Parent, child, and how often it stands there."""
ATOM_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "feed": frozenset({"{http://www.w3.org/XML/1998/namespace}lang"}),
    "link": frozenset({"rel", "type", "href"}),  # 4.2.7
    "category": frozenset({"term"}),  # 4.2.2
    "content": frozenset({"type"}),  # 4.1.3
    **dict.fromkeys("entry author name id title subtitle updated published summary".split(), frozenset()),
}
ATOM_TEXTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("updated", _TIME),  # 3.3
    ("published", _TIME),
    ("id", _ADDRESS),  # 4.2.6
    ("name", re.compile(r"\s*\S.*", re.DOTALL)),
    ("title", re.compile(r"\s*\S.*", re.DOTALL)),
    ("content", re.compile(r"\s*\S.*", re.DOTALL)),
)
"""What an element has to hold."""


def atom_faults(content: bytes) -> list[str]:
    """Give each rule of Atom that a feed breaks."""
    root = etree.fromstring(content)
    whole = (root, *root.findall(f"{ATOM}entry"))
    ids = [one.findtext(f"{ATOM}id") for one in whole]
    faults = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    faults += [] if len(ids) == len(set(ids)) else ["two things have one id"]
    return [*faults, *_counts(root), *_elements(root), *(fault for one in whole for fault in _links(one))]


def _counts(root: Any) -> Iterator[str]:
    for parent, child, least, most in ATOM_COUNTS:
        for element in root.iter(f"{ATOM}{parent}"):
            count = len(element.findall(f"{ATOM}{child}"))
            if not least <= count <= most:
                yield f"{parent} has {count} {child}"


def _elements(root: Any) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.removeprefix(ATOM)
        if name not in ATOM_ATTRIBUTES or set(element.keys()) - ATOM_ATTRIBUTES[name]:
            yield f"{name} with {element.keys()} is unknown"
    for name, pattern in ATOM_TEXTS:
        texts = [element.text or "" for element in root.iter(f"{ATOM}{name}")]
        yield from (f"{name}: {text!r:.80}" for text in texts if not pattern.fullmatch(text))
    if not all(element.get("term") for element in root.iter(f"{ATOM}category")):
        yield "a category has no term"
    if any(element.get("type") != "html" or len(element) for element in root.iter(f"{ATOM}content")):
        yield "a content is not HTML in a text"  # 4.1.3.3


def _links(element: Any) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    relations = [link.get("rel") for link in links]
    if relations.count("alternate") != 1 or (element.tag == f"{ATOM}feed" and relations.count("self") != 1):
        yield f"the links are {relations}"
    yield from (f"{link.get('href')} is no address" for link in links if not _ADDRESS.fullmatch(link.get("href")))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value))


def _is_time(value: object) -> bool:
    return isinstance(value, str) and bool(_TIME.fullmatch(value))


def _are_tags(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_authors(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(one.keys() == {"name"} for one in value)


JSON_FEED: Mapping[str, Callable[[object], bool]] = {
    "version": lambda value: value == "https://jsonfeed.org/version/1.1",
    "title": _is_text,
    "home_page_url": _is_address,
    "feed_url": _is_address,
    "description": _is_text,
    "language": _is_text,
    "authors": _are_authors,
    "items": lambda value: isinstance(value, list),
}
JSON_ITEM: Mapping[str, Callable[[object], bool]] = {
    "id": _is_address,
    "url": _is_address,
    "external_url": _is_address,
    "title": _is_text,
    "content_html": _is_text,
    "summary": _is_text,
    "image": _is_address,
    "date_published": _is_time,
    "date_modified": _is_time,
    "authors": _are_authors,
    "tags": _are_tags,
}
"""By name of a member what it may hold; any other has to begin with an underscore, and ours has none."""


def json_feed_faults(content: bytes) -> list[str]:
    """Give each rule of JSON Feed that a feed breaks."""
    feed = json.loads(content)
    faults = [
        f"{name} is missing" for name in ("version", "title", "home_page_url", "feed_url", "items") if name not in feed
    ]
    faults += [
        f"{name}: {value!r:.80}" for name, value in feed.items() if name not in JSON_FEED or not JSON_FEED[name](value)
    ]
    for item in feed["items"]:
        faults += [f"{name} of an item is missing" for name in ("id", "url", "content_html") if name not in item]
        faults += [
            f"{name} of an item: {value!r:.80}"
            for name, value in item.items()
            if name not in JSON_ITEM or not JSON_ITEM[name](value)
        ]
    if len({item["id"] for item in feed["items"]}) < len(feed["items"]):
        faults.append("two items have one id")
    return faults
