"""Files of references: of each list, of what each article cites, and of the whole site, in formats for programs.

A record is made once in a process, whatever lists it stands in, and its files are made again only where something that
a record holds has changed: what editors write about a work does not count among that, save its headline and summary.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from painsite.hashing import content_digest, encode
from painsite.model import Article, Entry, Library
from painsite.pages.context import Context
from painsite.pages.digests import Digests
from painsite.pages.documents import Document, Texts
from painsite.pages.entry.cite import ours_of
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.table import FILE_FORMATS
from painsite.pages.lists.downloads import MOST_RECORDS, file_stem
from painsite.pages.lists.lists import ListPlan

_FETCHED = 500
"""Entries whose abstracts are in memory at once."""


def export_documents(context: Context, plans: Iterable[ListPlan]) -> Iterator[Document]:
    """Plan the files of the whole site, then those of the lists that have some of their own."""
    if not context.settings.features.exports:
        return
    yield from _documents(context, "/", [face.citekey for face in context.entries])
    for plan in plans:
        if plan.exports != "/":
            entries = [face.citekey for face in plan.faces if face.kind == "entry"]
            yield from _documents(context, plan.exports or plan.first, entries)


def article_documents(context: Context, citekeys: Iterable[str]) -> Iterator[Document]:
    """Plan the files of what articles cite."""
    if not context.settings.features.exports:
        return
    library = context.library
    for citekey in citekeys:
        works = works_in_order(library.articles[citekey], library)
        yield from _documents(context, library.faces[citekey].address, works, shows=frozenset({citekey}))


def works_in_order(article: Article, library: Library) -> tuple[str, ...]:
    """Return the entries that an article cites in order of appearance; an outline is enough."""
    named = [library.canonical.get(one.citekey, "") for one in article.body.citations]
    return tuple([citekey for citekey in dict.fromkeys(named) if citekey in library.entries])


def _documents(
    context: Context, address: str, citekeys: Collection[str], shows: frozenset[str] = frozenset()
) -> Iterator[Document]:
    """Plan the files of some entries, cut where they get too long."""
    ordered = tuple(citekeys)
    for start in range(0, len(ordered), MOST_RECORDS):
        part = ordered[start : start + MOST_RECORDS]
        stem = f"{address.removeprefix('/')}{file_stem('entries', start // MOST_RECORDS + 1)}"
        yield Document(
            paths=tuple([f"{stem}.{one.ending}" for one in FILE_FORMATS]),
            content_key=partial(_key, context, part),
            make=partial(_make, context, part, stem),
            shows=shows,
        )


def _key(context: Context, citekeys: tuple[str, ...], digests: Digests) -> bytes:
    faces = [context.library.faces[citekey] for citekey in citekeys]
    fates = [(face.citekey, _ours(context, face.citekey)) for face in faces if face.retraction]
    named = encode((context.frame.linking.url, [(face.address, face.label) for face in faces], fates))
    return content_digest(b"".join([named, *[digests.references[citekey] for citekey in citekeys]]))


def _make(context: Context, citekeys: tuple[str, ...], stem: str, texts: Texts) -> Mapping[str, bytes]:
    _write_records(context, citekeys, texts)
    columns = zip(*[context.records[citekey] for citekey in citekeys], strict=True)
    return {f"{stem}.{one.ending}": one.join(records) for one, records in zip(FILE_FORMATS, columns, strict=True)}


def _write_records(context: Context, citekeys: Iterable[str], texts: Texts) -> None:
    """Write the records of those entries that have none yet."""
    missing = [citekey for citekey in citekeys if citekey not in context.records]
    for start in range(0, len(missing), _FETCHED):
        some = missing[start : start + _FETCHED]
        for citekey, entry in _entries(context, some, texts):
            ours = _ours(context, citekey)
            context.records[citekey] = tuple([one.write(entry, ours).encode() for one in FILE_FORMATS])


def _entries(context: Context, citekeys: list[str], texts: Texts) -> Iterator[tuple[str, Entry]]:
    if not context.settings.export_abstracts:
        entries = context.library.entries
        yield from ((citekey, entries[citekey]) for citekey in citekeys)
        return
    for citekey, node in texts(citekeys).items():
        if isinstance(node, Entry):
            yield citekey, node


def _ours(context: Context, citekey: str) -> Ours:
    library = context.library
    return ours_of(library.faces[citekey], library.retractions.get(citekey), context.frame)
