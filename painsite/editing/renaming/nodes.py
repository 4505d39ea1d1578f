"""The nodes of a site that a renaming is about: who has the old citekey, and who has the new one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from posixpath import basename, splitext

from painsite.editing.source_text import SourceText
from painsite.files import kind_of
from painsite.linking.nodes import normal_key
from painsite.model import Article, Entry
from painsite.sources.articles import parse_article
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.citekeys import comparable
from painsite.sources.entries import parse_entry


class RenameError(Exception):
    """A node cannot be renamed; nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A source and its nodes."""

    source: SourceText
    nodes: tuple[Entry | Article, ...]


def parse_source(source: SourceText) -> tuple[Entry | Article, ...]:
    """Return the nodes of a source."""
    kind = kind_of(source.path)
    if kind == "bibtex":
        return parse_bibtex(source.text, path=source.path)[0]
    node = (parse_article if kind == "article" else parse_entry)(source.text, path=source.path)[0]
    return (node,) if node else ()


def mentions(source: SourceText, citekey: str) -> bool:
    """Tell whether a source may name a citekey, in its text or by its own name."""
    key = comparable(citekey)
    return key in comparable(source.text) or key in comparable(source.path)


def find_owners(parsed: Iterable[Parsed], old: str, known: Iterable[str]) -> tuple[Parsed, ...]:
    """Return the sources that hold the node: its file, its .bib file, or both where one is laid over the other.

    `known` are citekeys to suggest. Raises `RenameError` where there is none, or more than that.
    """
    every = tuple(parsed)
    owners = tuple(one for one in every for node in one.nodes if normal_key(node.citekey) == normal_key(old))
    in_bib = [one.source.path for one in owners if kind_of(one.source.path) == "bibtex"]
    others = [one.source.path for one in owners if kind_of(one.source.path) != "bibtex"]
    for paths in (in_bib, others):
        if len(paths) > 1:
            raise RenameError(f"`{old}` is the citekey of several: {', '.join(dict.fromkeys(paths))}; keep one of them")
    if not owners:
        for node in (node for one in every for node in one.nodes):
            if normal_key(old) in map(normal_key, node.aliases):
                raise RenameError(f"`{old}` is an alias of `{node.citekey}`; rename that")
        near = get_close_matches(old, list(known), n=1, cutoff=0.6)
        raise RenameError(
            f"no entry or article has the citekey `{old}`{f'; did you mean `{near[0]}`?' if near else ''}"
        )
    return owners


def refuse_taken(parsed: Iterable[Parsed], owners: Iterable[Parsed], old: str, new: str) -> None:
    """Raise `RenameError` where another node has the new citekey, or had it."""
    held = {id(one) for one in owners}
    for one in parsed:
        for node in one.nodes:
            if id(one) in held and normal_key(node.citekey) == normal_key(old):
                continue
            path, line, column = node.places["citekey"]
            if comparable(node.citekey) == comparable(new):
                raise RenameError(f"`{new}` is taken by {path}:{line}:{column}; choose another citekey")
            if comparable(new) in map(comparable, node.aliases):
                raise RenameError(f"`{new}` is an alias of `{node.citekey}` ({path}:{line}:{column}); choose another")


def stems(sources: Iterable[SourceText]) -> Iterator[str]:
    """Yield the citekeys that names of files give."""
    yield from (splitext(basename(source.path))[0] for source in sources if kind_of(source.path) != "bibtex")
