"""Files of references: of each list, of what each article cites, and of the whole site, in formats for programs.

A record is made once in a process, whatever lists it stands in, and its files are made again only where something that
a record holds has changed: what editors write about a work does not count among that, save its headline and summary.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from painsite.model import Article, Entry, Library, Value
from painsite.pages.abstracts import with_shown_abstract
from painsite.pages.context import Context
from painsite.pages.entry.cite import ours_of
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.table import FILE_FORMATS
from painsite.pages.lists.downloads import MOST_RECORDS, file_stem
from painsite.pages.lists.lists import ListPlan
from painsite.pages.planned import FileKind, Given, Planned

_FETCHED = 500
"""Entries that are in memory at once."""


class Records(Value, frozen=True, array_like=True):
    """The files of some entries: the plan names these in their order."""

    stem: str
    """Of the paths."""
    ours: tuple[Ours, ...]
    """What the site says beside each of them."""
    abstract_words: int
    """As in the settings; 0 where files of references have no abstracts."""


def plan_exports(context: Context, plans: Iterable[ListPlan]) -> Iterator[Planned]:
    """Plan the files of the whole site, of the lists that have some of their own, and of what articles cite."""
    if not context.settings.features.exports:
        return
    ours: dict[str, Ours] = {}
    yield from _plan(context, "/", [face.citekey for face in context.entries], ours)
    for plan in plans:
        if plan.text.exports != "/":
            entries = [face.citekey for face in plan.faces if face.kind == "entry"]
            yield from _plan(context, plan.text.exports or plan.text.first, entries, ours)
    library = context.library
    for citekey, article in library.articles.items():
        yield from _plan(context, library.faces[citekey].address, works_in_order(article, library), ours)


def works_in_order(article: Article, library: Library) -> tuple[str, ...]:
    """Return the entries that an article cites in order of appearance; an outline is enough."""
    named = [library.canonical.get(one.citekey, "") for one in article.body.citations]
    return tuple([citekey for citekey in dict.fromkeys(named) if citekey in library.entries])


def _plan(context: Context, address: str, citekeys: Collection[str], ours: dict[str, Ours]) -> Iterator[Planned]:
    """Plan the files of some entries, cut where they get too long; `ours` by citekey, those made so far."""
    library, ordered = context.library, tuple(citekeys)
    for citekey in ordered:
        if citekey not in ours:
            ours[citekey] = ours_of(library.faces[citekey], library.retractions.get(citekey), context.frame)
    abstract_words = context.settings.abstracts if context.settings.export_abstracts else 0
    for start in range(0, len(ordered), MOST_RECORDS):
        part = ordered[start : start + MOST_RECORDS]
        stem = f"{address.removeprefix('/')}{file_stem('entries', start // MOST_RECORDS + 1)}"
        yield EXPORT.plan(
            [f"{stem}.{one.ending}" for one in FILE_FORMATS],
            Records(stem, tuple([ours[citekey] for citekey in part]), abstract_words),
            records=part,
        )


def _make(records: Records, given: Given) -> Mapping[str, bytes]:
    known, citekeys = given.workshop.records, given.records
    missing = [pair for pair in zip(citekeys, records.ours, strict=True) if pair[0] not in known]
    for start in range(0, len(missing), _FETCHED):
        some = dict(missing[start : start + _FETCHED])
        for citekey, node in given.texts(list(some)).items():
            assert isinstance(node, Entry)  # noqa: S101 - there are records of entries alone
            entry = with_shown_abstract(node, records.abstract_words)
            known[citekey] = tuple([one.write(entry, some[citekey]).encode() for one in FILE_FORMATS])
    columns = zip(*[known[citekey] for citekey in citekeys], strict=True)
    return {f"{records.stem}.{one.ending}": one.join(column) for one, column in zip(FILE_FORMATS, columns, strict=True)}


EXPORT = FileKind("export", Records, _make)
