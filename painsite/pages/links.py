"""How pages link to each other: relative to themselves, or from a root, as the build was asked."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

Href = Callable[[str], str]
"""From an address (`/articles/x/`, `/style.css`, `/a/#b`) to what a page writes into `href`."""

_SAFE = "/~-_.!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What was asked of all links."""

    root: str = ""
    """Path with which every address begins, with both slashes; empty for links relative to their page."""
    portable: bool = False
    """Links to folders name their `index.html`, for reading from disk."""
    url: str = ""
    """The site's public address with a closing slash; empty where unknown."""

    def from_page(self, address: str) -> Href:
        """Return the function that makes the links of the page at an address."""
        return _links(self.root or "../" * (address.count("/") - 1) or "./", portable=self.portable)

    def from_root(self) -> Href:
        """Return the function that makes root-absolute links, for a page that answers to any address."""
        return Linking(root=self.root or url_path(self.url), url=self.url).from_page("/")

    def absolute(self, target: str) -> str:
        """Return the public address of a page; empty where the site has none."""
        return f"{self.url}{_encode(target)}" if self.url else ""


def file_of(address: str) -> str:
    """Return the file that answers to an address, from the output folder."""
    path = address.removeprefix("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/index.html"


@functools.lru_cache(maxsize=32)
def _links(prefix: str, *, portable: bool) -> Href:
    """Return one function for all pages at one depth: each node is linked from some twenty of them."""

    @functools.lru_cache(maxsize=1 << 16)
    def href(target: str) -> str:
        path, hash_mark, fragment = target.partition("#")
        if portable and path.endswith("/"):
            path += "index.html"
        return f"{prefix}{_encode(path)}{hash_mark}{fragment}"

    return href


@functools.lru_cache(maxsize=1 << 16)
def _encode(path: str) -> str:
    """Percent-encode a path without its first slash."""
    return quote(path.removeprefix("/"), safe=_SAFE)


def url_path(url: str) -> str:
    """Return the path of an address or a bare path, percent-encoded and with both slashes: `/`, `/sub/`."""
    path = url.split("://", 1)[1].partition("/")[2] if "://" in url else url
    bare = quote(path.strip("/"), safe=f"{_SAFE}%")
    return f"/{bare}/" if bare else "/"
