"""References of chosen entries, in any style or format that pages offer."""

import re
from collections.abc import Sequence
from html import unescape

from painsite.build.query import OpenSite
from painsite.model import Entry
from painsite.pages.entry.cite import ours_of
from painsite.pages.formats.table import FILE_FORMATS, FORMATS, FileFormat, Format
from painsite.queries.choice import UnknownKeyError, citekey_of
from painsite.sources.quoting import quoted

STYLES = tuple(format_.name for format_ in FORMATS)
_TAG = re.compile(r"<[^<>]*>")


def cite(site: OpenSite, names: Sequence[str], style: str, *, html: bool = False) -> str:
    """Return the references of some entries in their order, one on each line, or as one file for programs.

    `html` keeps the marks of a style for people, such as `<em>`. Raises `UnknownKeyError`.
    """
    library = site.linked.library
    citekeys = [_entry_key(name, site) for name in names]
    wholes = site.wholes(list(dict.fromkeys(citekeys)))
    format_ = next(one for one in FORMATS if one.name == style)
    file = _as_file(format_)
    write = file.write if file else format_.write
    records = []
    for citekey in citekeys:
        entry = wholes[citekey]
        assert isinstance(entry, Entry)  # noqa: S101 - see `_entry_key`
        ours = ours_of(library.faces[citekey], library.retractions.get(citekey), site.context.frame)
        records.append(write(entry, ours))
    if file:
        return file.join(record.encode() for record in records).decode()
    return "".join(f"{record if html else plain_text(record)}\n" for record in (one.strip() for one in records))


def _entry_key(name: str, site: OpenSite) -> str:
    library = site.linked.library
    citekey = citekey_of(name, library)
    if citekey not in library.entries:
        raise UnknownKeyError(f"{quoted(name)} is an article, which has no reference; name an entry")
    return citekey


def _as_file(format_: Format) -> FileFormat | None:
    """Return how many works are written at once in a format for programs."""
    return next((one for one in FILE_FORMATS if one.words == format_.words), None)


def plain_text(html: str) -> str:
    """Return a reference without marks; it holds text, `<em>` and `<bdi>` alone."""
    return unescape(_TAG.sub("", html)).strip()
