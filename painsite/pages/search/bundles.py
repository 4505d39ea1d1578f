"""Nodes → bundles, each an index of its own that is made again only where a record in it has changed."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b

from painsite.hashing import value_digest
from painsite.pages.context import Context
from painsite.pages.digests import Digests
from painsite.pages.documents import Document, Texts
from painsite.pages.search.records import Record, make_record, tag_words

BUNDLE_SIZE = 700
"""Nodes in a bundle, at most and roughly."""
MOST_BUNDLES = 64
"""Each costs a reader who opens search two requests, and one for each word."""

Indexer = Callable[[Sequence[Record], str], Mapping[str, bytes]]
"""From records and their language to the files of a bundle, by path in its folder; among them is all that a browser
needs to search.

It runs in any process, and raises `DocumentError` where it cannot."""


def bundles(context: Context) -> Mapping[int, tuple[str, ...]]:
    """Return by number the citekeys of each bundle, sorted; one without any is left out."""
    citekeys = context.library.faces
    count = bundle_count(len(citekeys))
    found: dict[int, list[str]] = {}
    for citekey in sorted(citekeys):
        found.setdefault(bundle_of(citekey, count), []).append(citekey)
    return {number: tuple(found[number]) for number in sorted(found)}


def bundle_count(nodes: int) -> int:
    """Return the number of bundles for so many nodes: a power of two, so that it seldom changes."""
    count = 1
    while count < MOST_BUNDLES and nodes > count * BUNDLE_SIZE:
        count *= 2
    return count


def bundle_of(citekey: str, count: int) -> int:
    """Return the number of a node's bundle, from 0, whatever other nodes there are."""
    return int.from_bytes(blake2b(citekey.encode(), digest_size=4).digest(), "big") % count


def folder_of(number: int) -> str:
    """Return the folder of a bundle, from the output folder."""
    return f"search/{number}/"


def bundle_documents(context: Context, index: Indexer) -> tuple[Document, ...]:
    """Plan the index: one document a bundle."""
    return tuple([_bundle(number, citekeys, context, index) for number, citekeys in bundles(context).items()])


def _bundle(number: int, citekeys: tuple[str, ...], context: Context, index: Indexer) -> Document:
    folder, faces, settings = folder_of(number), context.library.faces, context.settings
    words = settings.wording
    shown = (words.kind_guide, words.kind_article, words.kind_post, words.retracted, words.doubted)

    def key(digests: Digests) -> bytes:
        tags = [tag_words(faces[citekey], context) for citekey in citekeys]
        nodes = [(citekey, digests.nodes[citekey], digests.faces[citekey]) for citekey in citekeys]
        return value_digest(settings.language, shown, tags, nodes)

    def make(texts: Texts) -> dict[str, bytes]:
        nodes = texts(citekeys)
        records = [make_record(nodes[citekey], context) for citekey in citekeys]
        return {f"{folder}{path}": content for path, content in index(records, settings.language).items()}

    return Document(
        paths=(),
        folder=folder,
        content_key=key,
        make=make,
        shows=frozenset(citekeys),
        is_kept=True,
    )
