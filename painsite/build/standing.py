"""The linked library for a process that stands ready and publishes nothing: a language server, or a shell's completion.

Its state is kept beside that of builds, under a folder that nobody writes to, so that each start looks only at what was
saved since the last one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import DecodeError, Raw, msgpack
from msgspec.structs import replace

from painsite.build.cache import Cache, CacheError
from painsite.build.image_sizes import images_key, pack_images
from painsite.build.load import LinkedSite, Loaded, link_site, read_site, write_index
from painsite.build.manifest import Manifest
from painsite.build.start import CACHE_FOLDER, DAMAGED, Options, begin, open_cache, state_key
from painsite.model import Face, Value

_STATE = "lsp"
"""Below the cache's folder; it is never made."""


class _IndexHead(Value, frozen=True, kw_only=True):
    """Of an index, all that leads to the library: the rest is skipped."""

    library: bytes = b""


class _LibraryHead(Value, frozen=True, kw_only=True):
    """Of a library, what is known of nodes at once."""

    faces: dict[str, Face]
    cited_by: dict[str, list[Raw]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFaces:
    """What the last build knew of nodes."""

    faces: Mapping[str, Face]
    cited: Mapping[str, int]
    """By citekey, how many nodes cite it; those that nobody cites are no keys."""


@dataclass(slots=True, kw_only=True)
class StandingLibrary:
    """Reads a site again and again."""

    root: Path
    loaded: Loaded = field(default_factory=lambda: Loaded(sources={}, nodes={}))

    def first(self) -> FirstFaces | None:
        """Return what was known the last time, without looking whether anything has changed; None without a cache."""
        if not (self.root / CACHE_FOLDER / "cache.db").is_file():
            return None
        try:
            with open_cache(self.root) as (cache, _):
                return _read_first(self.root, cache)
        except (CacheError, DecodeError, OSError):
            return None

    def load(self, name: str) -> bytes | None:
        """Return what somebody has kept under a name; None where nobody has, or another version did."""
        if not (self.root / CACHE_FOLDER / "cache.db").is_file():
            return None
        try:
            with open_cache(self.root) as (cache, _):
                key = self._key(name)
                return cache.read([key]).get(key)
        except (CacheError, OSError):
            return None

    def save(self, name: str, value: bytes) -> None:
        """Keep something under a name, beside the state of this reading. Raises `CacheError` and `OSError`."""
        with open_cache(self.root) as (cache, _):
            cache.write({self._key(name): value})

    def _key(self, name: str) -> bytes:
        return state_key(name, self.root, self.root / CACHE_FOLDER / _STATE)

    def read(self) -> LinkedSite:
        """Read and link what is there now, drafts too, whatever is wrong. Raises `CacheError` and `OSError`."""
        with open_cache(self.root) as (cache, notes):
            if notes:  # what was unpacked may be in the cache no more
                self.loaded = Loaded(sources={}, nodes={})
            try:
                return self._read(cache)
            except DAMAGED:
                cache.forget()
                self.loaded = Loaded(sources={}, nodes={})
                return self._read(cache)

    def _read(self, cache: Cache) -> LinkedSite:
        # processes would be forked beside the server's threads
        options = Options(drafts=True, tolerant=True, jobs=1)
        start = begin(self.root, self.root / CACHE_FOLDER / _STATE, options, cache, _quiet)
        site = read_site(start, self.loaded, _quiet)
        try:
            _ = site.library  # unpacked when it is asked for
        except DAMAGED:  # a build has tidied up, for which a library with drafts is of no use
            site = link_site(start, self.loaded, _quiet)
        marks = start.inputs.with_digests(site.changed).marks
        manifest = state_key("manifest", start.root, start.output)
        cache.write(
            {
                **write_index(start, site.index),
                images_key(start): pack_images(site.images),
                manifest: msgpack.encode(replace(Manifest(), inputs=marks)),
            }
        )
        return site


def _read_first(root: Path, cache: Cache) -> FirstFaces | None:
    places = (root / CACHE_FOLDER / _STATE, root / CACHE_FOLDER / "preview", root / "_site", None)
    for place in places:
        key = state_key("index", root, place)
        packed = cache.read([key]).get(key)
        library = msgpack.decode(packed, type=_IndexHead).library if packed else b""
        kept = cache.read([library]).get(library) if library else None
        if kept:
            head = msgpack.decode(kept, type=_LibraryHead)
            return FirstFaces(faces=head.faces, cited={key: len(citing) for key, citing in head.cited_by.items()})
    return None


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""
