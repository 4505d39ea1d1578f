"""Sources → a linked site for questions: read and linked as a build does it; nothing is rendered or published."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from painsite.build.cache import Cache
from painsite.build.load import LinkedSite, Loaded, read_site
from painsite.build.plan import linking_of
from painsite.build.render import KeptTexts
from painsite.build.start import DAMAGED, Options, begin, open_cache
from painsite.model import Node
from painsite.pages.context import Context, make_context
from painsite.pages.links import Linking
from painsite.workers import Progress


@dataclass(frozen=True, kw_only=True)
class OpenSite:
    """A site as long as its cache is open. What unpacks raises `CacheError` and `msgspec.DecodeError`."""

    linked: LinkedSite
    linking: Linking
    """With the site's address."""
    notes: tuple[str, ...] = ()
    """On what was wrong with the cache."""

    @cached_property
    def context(self) -> Context:
        """Return what lists are made from."""
        return make_context(self.linked.library, self.linked.settings, self.linking)

    def wholes(self, citekeys: Collection[str]) -> dict[str, Node]:
        """Return nodes with their texts, without places."""
        keys = {citekey: self.linked.index.origins[citekey].whole for citekey in citekeys}
        entries = self.linked.library.entries
        return KeptTexts(cache=self.linked.start.cache, keys=keys, entries=entries)(citekeys)

    def places(self, citekeys: Collection[str]) -> dict[str, str]:
        """Return where nodes are written: path, line and column."""
        self.linked.nodes.fetch(citekeys)
        found = {}
        for citekey in citekeys:
            path, line, column = self.linked.nodes[citekey].outline.places["citekey"]
            found[citekey] = f"{path}:{line}:{column}"
        return found


@contextmanager
def open_site(root: Path, options: Options, progress: Progress) -> Iterator[OpenSite]:
    """Read and link a site, whatever is wrong in it. Raises `CacheError` and `OSError`."""
    with open_cache(root) as (cache, found):
        notes = found
        try:
            site = _read(root, options, cache, progress)
        except DAMAGED:
            cache.forget()
            notes = (*found, "the cache was damaged and is rebuilt")
            site = _read(root, options, cache, progress)
        yield OpenSite(linked=site, linking=linking_of(site.start, site), notes=notes)


def _read(root: Path, options: Options, cache: Cache, progress: Progress) -> LinkedSite:
    return read_site(begin(root, None, options, cache, progress), Loaded(sources={}, nodes={}), progress)
