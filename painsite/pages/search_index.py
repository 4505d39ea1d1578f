"""What an index to search in holds of each node, and what makes one; knows nothing of nodes."""

from collections.abc import Callable, Mapping, Sequence

from painsite.model import Value

Meta = tuple[tuple[str, str], ...]


class Record(Value, frozen=True, kw_only=True):
    """One node as the index has it."""

    url: str
    """From the site's root, without a slash before it."""
    content: str
    """Its running text; results show a passage of it."""
    meta: Meta
    """By name, what results show (`title`, `label`, `kind`, `year`, `status`), and what outweighs the running text."""


Indexer = Callable[[Sequence[Record], str], Mapping[str, bytes]]
"""From records and their language to the files of a bundle, by path in its folder; among them is all that a browser
needs to search.

It runs in any process, and raises `DataFileError` where it cannot."""
