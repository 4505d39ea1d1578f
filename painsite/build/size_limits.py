"""How many files a site has and how large they are, and what an editor should know of that."""

from collections.abc import Iterable, Mapping

from painsite.build.result import Result

MOST_FILES = 20_000
"""Cloudflare Pages takes no more; other hosts are slow with as many."""
LARGEST_FILE = 25 * 2**20
"""Bytes; the same."""

_BY_NAME = {"feed.xml": "feeds", "feed.json": "feeds"}
_BY_FOLDER = {
    "bibliography": "pages of entries",
    "articles": "pages of articles",
    "doi": "addresses of DOIs and PMIDs",
    "pmid": "addresses of DOIs and PMIDs",
    "search": "files of the search",
    "graph": "files of the graph",
    "media": "images",
    **dict.fromkeys(("index", "tags", "years", "authors", "journals", "study-types"), "pages of lists"),
}
_REMEDIES = {
    "feeds": "`features: {feeds: false}`",
    "exports": "`features: {exports: false}`",
    "addresses of DOIs and PMIDs": "`identifier_addresses: 0`",
    "files of the search": "`features: {search: false}`",
    "pages of lists": "a larger `page_size`",
}
"""What makes them fewer."""


def count_parts(paths: Iterable[str]) -> dict[str, int]:
    """Count files by the part of the site that they belong to, the largest part first."""
    counts: dict[str, int] = {}
    for path in paths:
        part = _part(path)
        counts[part] = counts.get(part, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def size_notes(result: Result) -> tuple[str, ...]:
    """Say what hosts may not take, and which addresses were left out."""
    notes = []
    if result.files > MOST_FILES:
        parts = ", ".join(_in_words(part, count) for part, count in result.parts.items())
        notes.append(f"the site has {result.files:,} files, and some hosts take no more than {MOST_FILES:,}: {parts}")
    for path, size in result.large.items():
        limit = LARGEST_FILE // 2**20
        notes.append(f"`{path}` has {size / 2**20:.1f} MiB, and some hosts take no file above {limit} MiB")
    if result.identifiers_left_out:
        notes.append(
            f"DOIs and PMIDs have no addresses: these would take {result.identifiers_left_out:,} files;"
            " raise `identifier_addresses` to get them, or set it to 0 to silence this note"
        )
    return tuple(notes)


def large_files(sizes: Mapping[str, int]) -> dict[str, int]:
    """Return the files that are too large for some hosts, by path, with their bytes."""
    return {path: size for path, size in sorted(sizes.items()) if size > LARGEST_FILE}


def _part(path: str) -> str:
    folder, _, rest = path.partition("/")
    name = path.rpartition("/")[2]
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.startswith("entries") and not name.endswith(".html"):
        return "exports"
    return _BY_FOLDER.get(folder, "others") if rest else "others"


def _in_words(part: str, count: int) -> str:
    remedy = f" ({_REMEDIES[part]})" if part in _REMEDIES else ""
    return f"{count:,} {part}{remedy}"
