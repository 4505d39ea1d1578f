"""What a feed says of itself."""

from painsite.model import Value


class FeedHead(Value, frozen=True, kw_only=True):
    """All of a feed but its items; addresses are absolute."""

    identifier: str
    title: str
    description: str
    """May be empty."""
    language: str
    author: str
    address: str
    """Of the page that it belongs to."""
    atom_address: str
    json_address: str
    updated: str
    """RFC 3339: that of its newest item. Nothing asks a clock."""
