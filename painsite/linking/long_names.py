"""Tags, authors and journals whose names are too long for an address: it is cut short, and their entry is told."""

from collections.abc import Iterator

from painsite.linking.journals import fold_journal
from painsite.linking.nodes import Nodes, place_of
from painsite.linking.steps import fold, is_long
from painsite.model import Entry, Node
from painsite.problems import Problem
from painsite.sources.bibtex.fields import ARTICLE_TYPES
from painsite.sources.citekeys import is_long_tag
from painsite.sources.quoting import quoted

_LONG = 100
"""Letters below which a name in ASCII makes no long step; `&` becomes `and`."""


def find_long_names(nodes: Nodes) -> Iterator[Problem]:
    """Report each long name once, at the first node that has it: entries by citekey, then articles."""
    told: set[tuple[str, str]] = set()
    everything: tuple[Node, ...] = (*nodes.entries.values(), *nodes.articles.values())
    for node in everything:
        for field, name, remedy in _long_names(node):
            if (field, name) not in told:
                told.add((field, name))
                message = f"the name {quoted(name)} is too long for an address, which is cut off"
                yield Problem(place=place_of(node, field), rule="long-name", message=message, remedy=remedy)


def _long_names(node: Node) -> Iterator[tuple[str, str, str]]:
    for tag in node.tags:
        if is_long_tag(tag):
            yield "tags", tag, "shorten the tag, or split it into several tags"
    if not isinstance(node, Entry):
        return
    for person in node.authors.people:
        name = f"{person.last_name} {person.suffix}".rstrip()
        if (not name.isascii() or len(name) > _LONG) and is_long(fold(name)):
            yield "authors", name, "shorten it, or split it if it names several authors"
    journal = node.container_title or node.container_abbreviation
    if (
        (not journal.isascii() or len(journal) > _LONG)
        and node.type in ARTICLE_TYPES
        and is_long(fold_journal(journal))
    ):
        yield "container_title", journal, "shorten the journal's name"
