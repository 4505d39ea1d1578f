"""Two records of one work: what one says where the other says nothing."""

from msgspec.structs import replace

from painsite.model import Entry
from painsite.sources.schema import ENTRY_FIELDS

_NO_GAPS = frozenset({"type", "tags", "headline", "summary", "commentary", "notes", "extra", "aliases"})
"""Fields that are no gap where they are empty; tags and `extra` are joined."""


def take_over(entry: Entry, other: Entry) -> tuple[Entry, tuple[str, ...]]:
    """Return an entry with what another record of its work says beyond it, and the names of these fields."""
    found: dict[str, object] = {}
    for one in ENTRY_FIELDS:
        value = getattr(other, one.name)
        if one.name not in _NO_GAPS and value and not getattr(entry, one.name):
            found[one.name] = value
    tags = tuple(dict.fromkeys((*entry.tags, *other.tags)))
    if tags != entry.tags:
        found["tags"] = tags
    extra = {**other.extra, **entry.extra}
    if extra != entry.extra:
        found["extra"] = extra
    return (replace(entry, **found), tuple(found)) if found else (entry, ())
