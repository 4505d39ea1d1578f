"""Which nodes a site has: one key space and one address space over entries and articles, drafts set apart."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from painsite.model import Article, Entry, Node
from painsite.problems import Place, Problem
from painsite.sources.citekeys import comparable, encode_citekey
from painsite.sources.left_out import LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """The nodes that are published and the keys that lead to them."""

    entries: Mapping[str, Entry]
    articles: Mapping[str, Article]
    canonical: Mapping[str, str]
    """Citekeys and aliases, in NFC, to citekeys."""
    drafts: frozenset[str]
    """Citekeys and aliases, in NFC, of nodes left out."""
    redirects: Mapping[str, str]
    unread: frozenset[str] = frozenset()
    """Citekeys, in NFC, of sources that could not be read; that is their problem, and not that of who cites them."""
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    """By citekey, in NFC, entries of .bib files that are not published."""

    def node(self, citekey: str) -> Node:
        """Return the node of a canonical citekey."""
        entry = self.entries.get(citekey)
        return entry if entry is not None else self.articles[citekey]


def address_of(node: Node) -> str:
    """Return a node's address from the site's root."""
    return address_of_citekey(node, node.citekey)


def address_of_citekey(node: Node, citekey: str) -> str:
    """Return the address that a node has, or had, under a citekey."""
    folder = "bibliography" if isinstance(node, Entry) else "articles"
    return f"/{folder}/{encode_citekey(citekey)}/"


def normal_key(citekey: str) -> str:
    """Return the form in which texts name nodes."""
    return citekey if citekey.isascii() else unicodedata.normalize("NFC", citekey)


def place_of(node: Node, field: str) -> Place:
    """Return the place of a node's field, or of the node."""
    path, line, column = node.places.get(field) or node.places["citekey"]
    return Place(path=path, line=line, column=column)


def is_of_bibtex(place: Place) -> bool:
    """Return whether a place is in a .bib file, which a reference manager may write again and again."""
    return place.path.lower().endswith(".bib")


def collect_nodes(
    entries: Iterable[Entry], articles: Iterable[Article], *, drafts: bool
) -> tuple[Nodes, tuple[Problem, ...]]:
    """Sort nodes by citekey, keep the first of each key, and lay out addresses and redirects.

    `drafts` publishes drafts too.
    """
    everything: list[Node] = sorted([*entries, *articles], key=lambda node: (normal_key(node.citekey), node.path))
    problems: list[Problem] = []
    kept = _unique(everything, problems)
    published = [node for node in kept if drafts or not node.draft]
    canonical = {normal_key(node.citekey): node.citekey for node in published}
    redirects: dict[str, str] = {}
    # an overlay that is laid over nothing says so, and need not say that its citekey is the alias of another
    orphans = {normal_key(node.citekey) for node in published if isinstance(node, Entry) and not node.title}
    addresses = {comparable(address_of(node)): node for node in published}
    for node in published:
        for alias in node.aliases:
            if normal_key(alias) in orphans:
                continue
            taken = tuple(_add_alias(node, alias, canonical, kept))
            # whose citekey is taken has no address either, and that goes without saying
            problems.extend(
                taken or _add_redirect(node, address_of_citekey(node, alias), "aliases", redirects, addresses)
            )
        for path in node.redirect_from:
            problems.extend(_add_redirect(node, f"/{path}", "redirect_from", redirects, addresses))
    unpublished = [node for node in kept if node.draft and not drafts]
    nodes = Nodes(
        entries={node.citekey: node for node in published if isinstance(node, Entry)},
        articles={node.citekey: node for node in published if isinstance(node, Article)},
        canonical=dict(sorted(canonical.items())),
        drafts=frozenset(normal_key(key) for node in unpublished for key in (node.citekey, *node.aliases)),
        redirects=dict(sorted(redirects.items())),
    )
    return nodes, tuple(problems)


def left_out_by_key(left_out: Iterable[LeftOut]) -> Mapping[str, LeftOut]:
    """Return entries that are not published by their citekeys, in NFC; of several the one that matters most."""
    by_key: dict[str, LeftOut] = {}
    for one in sorted(left_out, key=lambda one: not one.is_another_work):
        by_key.setdefault(normal_key(one.citekey), one)
    return by_key


def _unique(nodes: list[Node], problems: list[Problem]) -> list[Node]:
    by_key: dict[str, Node] = {}
    kept = []
    for node in nodes:
        first = by_key.setdefault(comparable(node.citekey), node)
        if first is node:
            kept.append(node)
            continue
        same = normal_key(first.citekey) == normal_key(node.citekey)
        message = (
            f"`{node.citekey}` is also the citekey of {place_of(first, 'citekey')}"
            if same
            else f"`{node.citekey}` would have the address of `{first.citekey}` at {place_of(first, 'citekey')}"
        )
        remedy = "change one of the citekeys" if same else "citekeys must differ by more than case"
        problems.append(
            Problem(
                place=place_of(node, "citekey"),
                rule="duplicate-citekey" if same else "same-address",
                message=message,
                remedy=remedy,
            )
        )
    return kept


def _add_alias(node: Node, alias: str, canonical: dict[str, str], nodes: list[Node]) -> Iterator[Problem]:
    key = normal_key(alias)
    owner = canonical.get(key)
    if owner is None:
        canonical[key] = node.citekey
    elif owner != node.citekey:
        other = next(one for one in nodes if one.citekey == owner)
        place = place_of(node, "aliases")
        yield Problem(
            place=place,
            rule="bibtex-duplicate-key" if is_of_bibtex(place) else "duplicate-citekey",
            message=f"the alias `{alias}` already belongs to `{owner}` at {place_of(other, 'citekey')}",
            remedy="remove it from one of them",
        )


def _add_redirect(
    node: Node, old: str, field: str, redirects: dict[str, str], addresses: dict[str, Node]
) -> Iterator[Problem]:
    address = _folder_form(old)
    key = comparable(address)
    owner = addresses.setdefault(key, node)
    if owner is node and comparable(address_of(node)) != key:
        redirects[address] = address_of(node)
    elif owner is not node:
        place = place_of(node, field)
        yield Problem(
            place=place,
            rule="bibtex-duplicate-key" if is_of_bibtex(place) else "same-address",
            message=f"the old address `{old}` is taken by `{owner.citekey}` at {place_of(owner, 'citekey')}",
            remedy="remove it from one of them",
        )


def _folder_form(address: str) -> str:
    """Return `/a/` for `/a`, `/a/` and `/a/index.html`: one file answers to all three."""
    bare = address.removesuffix("index.html")
    return bare if bare.endswith("/") or "." in bare.rsplit("/", 1)[-1] else f"{bare}/"
