"""What the .bib files of a site lend to each other, found out only where one of them asks for something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from msgspec import msgpack

from painsite.build.cache import Cache
from painsite.build.outline import PreparedSource
from painsite.files import SourceFile, decode_source, read_content
from painsite.hashing import content_digest
from painsite.problems import Problem
from painsite.sources.bibtex.encoding import as_utf8
from painsite.sources.bibtex.lending import Lent, Offers


class BibFile(NamedTuple):
    """A .bib file that was read by itself."""

    path: str
    digest: bytes
    """Of its content."""
    source: PreparedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Loans:
    """What files get from others."""

    lent: Mapping[str, Lent] = field(default_factory=dict)
    """By path, where there is something."""
    problems: tuple[Problem, ...] = ()
    keys: tuple[bytes, ...] = ()
    """Under which it is kept what files offer."""


def find_loans(root: Path, files: Iterable[BibFile], cache: Cache) -> Loans:
    """Look for what .bib files ask of each other. Raises what `read_nodes` raises."""
    files = tuple(files)
    asks = {file.path: file.source.asks for file in files if file.source.asks}
    macros = {name for asked in asks.values() for name in asked.macros}
    parents = {key for asked in asks.values() for key in asked.parents}
    lenders = [file for file in files if _may_lend(file.source, macros, parents)] if asks else []
    if not lenders:
        return Loans()
    # with the reader of .bib files, which is not needed where none asks for anything
    from painsite.sources.bibtex.offers import lend  # noqa: PLC0415

    keys = [_key(file) for file in lenders]
    lending = lend(asks, _read_offers(root, dict(zip(keys, lenders, strict=True)), cache))
    return Loans(lent=lending.lent, problems=lending.problems, keys=tuple(keys))


def _may_lend(source: PreparedSource, macros: set[str], parents: set[str]) -> bool:
    """Return whether a file holds anything that is asked for; none asks for what it holds itself."""
    if not macros.isdisjoint(source.macros):
        return True
    return bool(parents) and any(key.lower() in parents for key in _keys_in(source))


def _keys_in(source: PreparedSource) -> Iterable[str]:
    for node in source.nodes:
        yield node.outline.citekey
        yield from node.outline.aliases
    for one in source.left_out:
        yield one.citekey


def _key(file: BibFile) -> bytes:
    return content_digest(b"\0".join((b"offers", file.path.encode(), file.digest)))


def _read_offers(root: Path, files: Mapping[bytes, BibFile], cache: Cache) -> dict[str, Offers]:
    """Return by path what files offer, and keep what was not known. A file that has vanished offers nothing."""
    from painsite.sources.bibtex.offers import read_offers  # noqa: PLC0415

    kept = cache.read(files)
    offers: dict[str, Offers] = {}
    written: dict[bytes, bytes] = {}
    for key, file in files.items():
        if key in kept:
            offers[file.path] = _decoder.decode(kept[key])
            continue
        try:
            content = read_content(root, file.path)
        except OSError:
            continue
        text = decode_source(as_utf8(content), file.path)
        if isinstance(text, SourceFile):
            offers[file.path] = read_offers(text.text, path=file.path)
            if (
                content_digest(content) == file.digest
            ):  # else it was saved in between, and the next build reads it again
                written[key] = msgpack.encode(offers[file.path])
    cache.write(written)
    return offers


_decoder = msgpack.Decoder(Offers)
