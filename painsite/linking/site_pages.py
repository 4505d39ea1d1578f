"""Where links of texts lead within the site, in every form that an editor may write.

A page has one address, and its source another: `/articles/guide/`, `../guide`, `guide.md`, `../articles/guide.html`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, join, normpath, splitext
from typing import NamedTuple
from urllib.parse import unquote

from painsite.linking.nodes import normal_key
from painsite.model import Library, Node

FOLDERS = ("/articles/", "/bibliography/")
"""In which every page is that of a node, or the list of them."""
_REST = re.compile(r"[?#]")
_SOURCE = re.compile(r"(?:.*/)?(?P<stem>[^/]+)\.(?:md|markdown|qmd|rmd|ya?ml)", re.IGNORECASE)
_TO_FOLDER = ("/", "/.", "/..")


class Destination(NamedTuple):
    """Where a link leads."""

    path: str
    """From the site's root, not percent-encoded; empty where the link has to stay as it is written."""
    rest: str
    """Query and anchor, as written; may be empty."""
    citekey: str
    """Of the node whose page it is; empty for all else that may be there, and for nothing."""
    step: str
    """What is written for the node."""
    is_dead: bool
    """There is no such page."""


@dataclass(frozen=True, kw_only=True)
class SitePages:
    """The pages of nodes, by all that leads to them; laid out when the first link asks."""

    library: Library

    def destination(self, written: str, address: str) -> Destination:
        """Return where a link leads that is written on the page at an address."""
        end = found.start() if (found := _REST.search(written)) else len(written)
        path, rest = unquote(written[:end]), written[end:]
        whole = _joined(address, path)
        source = _SOURCE.fullmatch(path)
        # a link may also be written as if the page were a file of its folder, or from the site's root
        bases = (address, f"{address.rstrip('/').rpartition('/')[0]}/", "/")
        citekey = next((key for base in bases if (key := self._citekey(_joined(base, path)))), "")
        if not citekey and source:
            citekey = self.library.canonical.get(normal_key(source["stem"])) or self._by_stem.get(source["stem"], "")
        if citekey:
            return Destination(self.library.faces[citekey].address, rest, citekey, citekey, is_dead=False)
        page = _page_of(whole)
        is_dead = bool(source) or (page.startswith(FOLDERS) and page not in FOLDERS)
        step = source["stem"] if source else page.split("/")[2] if is_dead else ""
        is_odd = source is not None or not path.isprintable() or _REST.search(path) or "\ufffd" in path
        return Destination("" if is_odd else whole, rest, "", step, is_dead=is_dead)

    @cached_property
    def _by_address(self) -> Mapping[str, str]:
        return {normal_key(face.address): citekey for citekey, face in self.library.faces.items()}

    @cached_property
    def _by_stem(self) -> Mapping[str, str]:
        """The name of a source without its ending, where it is not the citekey."""
        nodes: tuple[Node, ...] = (*self.library.entries.values(), *self.library.articles.values())
        names = ((splitext(basename(node.path)), node.citekey) for node in nodes)
        return {stem: citekey for (stem, ending), citekey in names if stem != citekey and ending.lower() != ".bib"}

    def _citekey(self, path: str) -> str:
        """Return the citekey of the node to whose page, or former page, a path leads."""
        bare = path.removesuffix("index.html").rstrip("/")
        library = self.library
        for one in (path, f"{bare}/", f"{bare.removesuffix('.html')}/"):
            if found := self._by_address.get(normal_key(library.redirects.get(one, one))):
                return found
            # an address holds a citekey in another form: `who~3aback`
            folder, _, step = one.removesuffix("/").rpartition("/")
            found = library.canonical.get(normal_key(step), "")
            if found and library.faces[found].address.startswith(f"{folder}/") and f"{folder}/" in FOLDERS:
                return found
        return ""


def _joined(address: str, path: str) -> str:
    """Return a path from the site's root; no step up leads out of that."""
    whole = normpath(f"/{join(address, path).lstrip('/')}")
    return f"{whole}/" if f"/{path}".endswith(_TO_FOLDER) and whole != "/" else whole


def _page_of(path: str) -> str:
    """Return the address of a page; nothing for that of a file."""
    bare = path.removesuffix("index.html")
    if bare.endswith("/"):
        return bare
    return "" if "." in bare.rpartition("/")[2] else f"{bare}/"
