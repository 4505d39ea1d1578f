"""The sitemap: all pages that search engines should find, and when each last changed.

https://www.sitemaps.org/protocol.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from painsite.model import Value
from painsite.pages.context import Context
from painsite.pages.dates import last_change
from painsite.pages.links import Linking
from painsite.pages.planned import FileKind, Given, Planned
from painsite.pages.xml import DECLARATION, encode_xml, escape_xml

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 50_000
"""In one file."""
MOST_BYTES = 50_000_000
"""The same; the protocol's megabytes are a little larger."""


class Row(NamedTuple):
    """A page that is not a node's."""

    address: str
    shown: Sequence[str]
    """Citekeys of the nodes that it lists."""


class _Line(Value, frozen=True, array_like=True):
    address: str
    changed: str
    """ISO 8601, possibly reduced or empty."""


class Sitemap(Value, frozen=True, array_like=True):
    """All addresses of a site."""

    url: str
    lines: tuple[_Line, ...]


def plan_sitemap(context: Context, lists: Sequence[Row]) -> Planned:
    """Plan the sitemap of all nodes and lists, for a site with a public address; in several files where it is large."""
    url, lines = context.frame.linking.url, tuple(_lines(context, lists))
    return SITEMAP.plan(("sitemap.xml", *_names(tuple(_parts(lines, url)))), Sitemap(url, lines))


def _make(sitemap: Sitemap, _given: Given) -> Mapping[str, bytes]:
    absolute = Linking(url=sitemap.url).absolute
    parts = tuple(_parts(sitemap.lines, sitemap.url))
    files = [_file("urlset", "url", ((absolute(one.address), one.changed) for one in part)) for part in parts]
    names = _names(parts)
    if not names:
        return {"sitemap.xml": files[0]}
    index = [(absolute(f"/{name}"), max(one.changed for one in part)) for name, part in zip(names, parts, strict=True)]
    return {"sitemap.xml": _file("sitemapindex", "sitemap", index), **dict(zip(names, files, strict=True))}


SITEMAP = FileKind("sitemap", Sitemap, _make)


def _names(parts: Sequence[Sequence[_Line]]) -> list[str]:
    return [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)] if len(parts) > 1 else []


def _lines(context: Context, lists: Sequence[Row]) -> Iterator[_Line]:
    """Yield lists, then nodes, then the pages of tags. A list is as new as the newest that it shows."""
    library = context.library
    changed = {citekey: last_change(library.node(citekey)) for citekey in library.faces}
    rows = [
        (_is_of_tag(row.address), _Line(row.address, max((changed[citekey] for citekey in row.shown), default="")))
        for row in lists
    ]
    yield from (line for is_of_tag, line in rows if not is_of_tag)
    yield from (_Line(face.address, changed[citekey]) for citekey, face in library.faces.items())
    yield from (line for is_of_tag, line in rows if is_of_tag)


def _is_of_tag(address: str) -> bool:
    return address.startswith("/tags/") and address != "/tags/"


def _parts(lines: Sequence[_Line], url: str) -> Iterator[Sequence[_Line]]:
    """Cut where a file would have too many addresses, or too many bytes if each byte of them took three."""
    start, size = 0, 0
    for position, line in enumerate(lines):
        bytes_of_line = len(url) + 3 * len(line.address.encode()) + 100
        if position - start == MOST_ADDRESSES or size + bytes_of_line > MOST_BYTES:
            yield lines[start:position]
            start, size = position, 0
        size += bytes_of_line
    yield lines[start:]


def _file(root: str, element: str, rows: Iterable[tuple[str, str]]) -> bytes:
    # a tenth of the time of building a tree of elements
    lines = [
        f"  <{element}>\n    <loc>{escape_xml(address)}</loc>\n"
        + (f"    <lastmod>{changed}</lastmod>\n  </{element}>\n" if changed else f"  </{element}>\n")
        for address, changed in rows
    ]
    return DECLARATION + encode_xml(f'<{root} xmlns="{_SPACE}">\n{"".join(lines)}</{root}>\n')
