"""The nodes of a library, unpacked from the cache when somebody asks for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from painsite.build.cache import Cache
from painsite.build.outline import Origin, Prepared, unpack
from painsite.model import Article, Entry, Library

_Kind = TypeVar("_Kind", Entry, Article)


@dataclass(slots=True, eq=False)
class KeptNodes(Mapping[str, Prepared]):
    """Nodes by citekey. Raises `CacheError` and `msgspec.DecodeError` where the cache is damaged."""

    cache: Cache
    origins: Mapping[str, Origin]
    known: dict[str, Prepared] = field(default_factory=dict)
    """Those that are unpacked."""

    def __getitem__(self, citekey: str) -> Prepared:
        if citekey not in self.known:
            self.fetch([citekey])
        return self.known[citekey]

    def __iter__(self) -> Iterator[str]:
        return iter(self.origins)

    def __len__(self) -> int:
        return len(self.origins)

    def fetch(self, citekeys: Iterable[str]) -> None:
        """Unpack some at once."""
        wanted = {citekey: self.origins[citekey] for citekey in citekeys if citekey not in self.known}
        packed = self.cache.read_all({origin.key for origin in wanted.values()})
        sources = {key: unpack(one) for key, one in packed.items()}
        for citekey, origin in wanted.items():
            self.known[citekey] = sources[origin.key].nodes[origin.position]

    def entry(self, citekey: str) -> Entry:
        """Return an entry's outline."""
        entry = self[citekey].entry
        assert entry is not None  # noqa: S101 - its face says that it is one
        return entry

    def article(self, citekey: str) -> Article:
        """Return an article's outline."""
        article = self[citekey].article
        assert article is not None  # noqa: S101 - see `entry`
        return article


class LetGo(Mapping[str, Prepared]):
    """The same nodes for somebody who asks for each of them once: what was asked for is not kept in memory."""

    def __init__(self, nodes: KeptNodes) -> None:
        self._nodes = nodes

    def __getitem__(self, citekey: str) -> Prepared:
        found = self._nodes[citekey]
        del self._nodes.known[citekey]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


class _Outlines(Mapping[str, _Kind]):
    """The outlines of some nodes by citekey."""

    def __init__(self, citekeys: Iterable[str], outline: Callable[[str], _Kind]) -> None:
        self._citekeys = dict.fromkeys(citekeys)
        self._outline: Callable[[str], _Kind] = outline

    def __getitem__(self, citekey: str) -> _Kind:
        if citekey not in self._citekeys:
            raise KeyError(citekey)
        return self._outline(citekey)

    def __contains__(self, citekey: object) -> bool:
        return citekey in self._citekeys

    def __iter__(self) -> Iterator[str]:
        return iter(self._citekeys)

    def __len__(self) -> int:
        return len(self._citekeys)


def with_outlines(library: Library, nodes: KeptNodes) -> Library:
    """Return a library whose entries and articles are unpacked when they are asked for."""
    is_entry = {citekey: face.kind == "entry" for citekey, face in library.faces.items()}
    return replace(
        library,
        entries=_Outlines((citekey for citekey, entry in is_entry.items() if entry), nodes.entry),
        articles=_Outlines((citekey for citekey, entry in is_entry.items() if not entry), nodes.article),
    )
