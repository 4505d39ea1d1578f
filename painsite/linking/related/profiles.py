"""What the search for related content knows of each node."""

from painsite.linking.related.cocitation import CitedAt
from painsite.linking.related.terms import Terms
from painsite.model import Value


class Profile(Value, frozen=True, kw_only=True):
    """What the search for related content knows of a node."""

    citekey: str
    is_article: bool
    year: int
    """0 where unknown."""
    tags: tuple[str, ...]
    related: tuple[str, ...]
    """The editor's choice, in order, canonical; may name what does not exist or is of the other kind."""
    not_related: tuple[str, ...]
    works_cited: tuple[str, ...]
    """Canonical: citekeys of nodes, else `doi:…` and `pmid:…`."""
    terms: Terms
    citations: tuple[CitedAt, ...]
    """Where its text cites other nodes, in order of appearance."""
