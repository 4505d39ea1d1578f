"""Nodes → bundles, each an index of its own that is made again only where a record in it has changed."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from painsite.config import EVERY_WORD
from painsite.model import Value
from painsite.pages.context import Context
from painsite.pages.phrases import kind_words
from painsite.pages.planned import FileKind, Given, Planned
from painsite.pages.search.records import Facts, make_record, tag_words
from painsite.pages.status import mark

BUNDLE_SIZE = 700
"""Nodes in a bundle, at most and roughly."""
MOST_BUNDLES = 64
"""Each costs a reader who opens search two requests, and one for each word."""


class Bundle(Value, frozen=True, kw_only=True):
    """The index of some nodes: the plan names these in their order."""

    language: str
    rows: tuple[Facts, ...]
    """Of each of them."""
    abstract_words: int = EVERY_WORD
    """As in the settings."""


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


def plan_bundles(context: Context) -> Iterator[Planned]:
    """Plan the index: one bundle after the other."""
    settings, faces = context.settings, context.library.faces
    for number, citekeys in bundles(context).items():
        rows = [
            Facts(
                tags=tag_words(faces[citekey], context),
                kind=kind_words(faces[citekey], settings.wording),
                status=mark(faces[citekey], settings.wording),
            )
            for citekey in citekeys
        ]
        inputs = Bundle(language=settings.language, rows=tuple(rows), abstract_words=settings.abstracts)
        yield BUNDLE.plan((), inputs, folder=folder_of(number), faces=citekeys, texts=citekeys)


def _make(bundle: Bundle, given: Given) -> Mapping[str, bytes]:
    assert given.index is not None  # noqa: S101 - else no bundle is planned
    folder, citekeys = given.folder, tuple(given.faces)
    nodes = given.texts(citekeys)
    records = [
        make_record(nodes[citekey], given.faces[citekey], facts, bundle.abstract_words)
        for citekey, facts in zip(citekeys, bundle.rows, strict=True)
    ]
    return {f"{folder}{path}": content for path, content in given.index(records, bundle.language).items()}


BUNDLE = FileKind("search", Bundle, _make, is_kept=True)
