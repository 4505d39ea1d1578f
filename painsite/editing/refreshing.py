"""What newer records say of entries: shown field by field, written where no editor has changed the field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from painsite.editing.adding import Wanted, records_of, sources_of
from painsite.editing.identify import Identifier, IdentifierKind
from painsite.editing.lock import LOCK_PATH, LockedField, field_digest, format_lock, lock_fields, read_lock
from painsite.editing.merging import Merged, MisfitError, merge_records
from painsite.editing.safe_writing import Change, ChangeError, write_changes
from painsite.editing.services.client import Client, ServiceError
from painsite.editing.shelf import Shelf
from painsite.editing.source_text import SourceText, read_source
from painsite.editing.yaml_edits import set_fields
from painsite.model import Entry, PartialDate
from painsite.problems import Unreadable
from painsite.sources.entries import parse_entry
from painsite.sources.entry_format import format_fields, given_fields
from painsite.sources.schema import ENTRY_FIELDS
from painsite.workers import Progress

_EDITORS = frozenset({"citekey", "headline", "summary", "commentary", "notes", "tags", "added", "updated", "type"})
"""Fields that no record changes; a type that a service thinks otherwise of is the editor's choice."""
_KINDS: Sequence[IdentifierKind] = ("doi", "pmid", "arxiv", "pmcid", "isbn")
_FIRST = ("events",)

Fate = Literal["new", "changed", "kept"]
"""The entry has no such field; it has the one that was fetched; it has the editor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNews:
    """What a newer record says of one field."""

    name: str
    fate: Fate
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What newer records say of one entry."""

    citekey: str
    path: str
    news: tuple[FieldNews, ...] = ()
    problem: str = ""
    """Why it could not be looked at, or not written."""
    written: bool = False


def refresh(
    shelf: Shelf, citekeys: Sequence[str], client: Client, today: PartialDate, progress: Progress, *, write: bool
) -> Iterator[Refreshed]:
    """Look at entries one after the other, and write each with its line in records.lock where that is asked for."""
    for number, citekey in enumerate(citekeys):
        progress("fetching", number, len(citekeys))
        yield _refresh(shelf, citekey, client, today, write=write)
    progress("fetching", len(citekeys), len(citekeys))


def identifiers_to_ask(entry: Entry) -> tuple[Identifier, ...]:
    """Return what an entry is asked for by: DOI and PMID, else another identifier that names it alone."""
    given = [Identifier(kind, str(getattr(entry, kind))) for kind in _KINDS if getattr(entry, kind)]
    sure = tuple(one for one in given if one.kind in {"doi", "pmid"})
    return sure or tuple(one for one in given if one.kind != "isbn" or entry.type in {"book", "collection"})[:1]


def _refresh(shelf: Shelf, citekey: str, client: Client, today: PartialDate, *, write: bool) -> Refreshed:
    path = shelf.library.entries[citekey].path
    try:
        source, entry = _read(shelf, path)
        merged = _ask(shelf.library.entries[citekey], client)
        lock, kept = read_lock(shelf.root)
        news = tuple(compare(entry, merged, lock.get(citekey, {})))
        taken = {one.name: one.after for one in news if one.fate != "kept"}
        if not (write and taken):
            return Refreshed(citekey=citekey, path=path, news=news)
        text = set_fields(source.text, taken, path=path)
        locked = {**lock.get(citekey, {}), **lock_fields(taken, sources_of(merged), str(today))}
        changes = [
            Change(path=path, before=source.content, after=source.encode(text)),
            Change(path=LOCK_PATH, before=kept, after=format_lock({**lock, citekey: locked}).encode()),
        ]
        write_changes(shelf.root, changes)
        return Refreshed(citekey=citekey, path=path, news=news, written=True)
    except (ServiceError, MisfitError, ChangeError) as error:
        return Refreshed(citekey=citekey, path=path, problem=str(error))
    except Unreadable as error:
        return Refreshed(citekey=citekey, path=path, problem=f"{error.message}; {error.remedy}")


def _read(shelf: Shelf, path: str) -> tuple[SourceText, Entry]:
    """Read an entry's own file. Raises Unreadable where it has none, or has an error."""
    if not path.endswith((".yaml", ".yml")):
        raise Unreadable("it stands in a .bib file", "refresh it in its reference manager")
    source = read_source(shelf.root, path)
    entry = parse_entry(source.text, path=path)[0] if isinstance(source, SourceText) else None
    if entry is None or not isinstance(source, SourceText):
        raise Unreadable("its file has an error", "run `painsite check`")
    return source, entry


def _ask(entry: Entry, client: Client) -> Merged:
    identifiers = identifiers_to_ask(entry)
    if not identifiers:
        raise Unreadable("it has no identifier", "add its `doi` or `pmid`")
    records = records_of(Wanted(words=entry.citekey, identifiers=identifiers), client)
    if not records:
        raise Unreadable(f"no service knows {identifiers[0]}", "check it against the work")
    return merge_records(records)


def compare(entry: Entry, merged: Merged, locked: Mapping[str, LockedField]) -> Iterator[FieldNews]:
    """Yield the fields of which a record says something else than the entry: what became of the work first.

    A field that an editor has changed, or that was not fetched, is the editor's; so is one that was fetched and is
    gone. What the record no longer says stays.
    """
    here, there = given_fields(entry), given_fields(merged.entry)
    names = sorted((name for name in there if name not in _EDITORS), key=lambda name: (name not in _FIRST, _rank(name)))
    for name in names:
        before, after = here.get(name), there[name]
        if before == after:
            continue
        if before is None:
            fate: Fate = "kept" if name in locked else "new"
        else:
            fate = "changed" if name in locked and locked[name].digest == field_digest(before) else "kept"
        yield FieldNews(name=name, fate=fate, before=before, after=after)


def show_news(found: Refreshed) -> str:
    """Return what newer records say of an entry, a field a paragraph; nothing where there is nothing to say."""
    if found.problem:
        return f"{found.citekey}: {found.problem}\n"
    if not found.news:
        return ""
    return f"{found.citekey} ({found.path})\n" + "".join(_paragraph(one) for one in found.news)


def show_count(found: Sequence[Refreshed]) -> str:
    """Return the last line: how many entries have news, and what to do."""
    fields = [one for each in found for one in each.news if one.fate != "kept"]
    with_news = sum(any(one.fate != "kept" for one in each.news) for each in found)
    looked_at = f"{len(found)} {'entry' if len(found) == 1 else 'entries'} looked at"
    problems = sum(bool(one.problem) for one in found)
    parts = [looked_at, *([f"{problems} could not be"] if problems else [])]
    if not fields:
        return f"{', '.join(parts)}; nothing new\n"
    words = f"{len(fields)} {'field' if len(fields) == 1 else 'fields'} of {with_news} with news"
    done = "written" if any(one.written for one in found) else "write them with --write"
    return f"{', '.join(parts)}; {words}; {done}\n"


def _paragraph(news: FieldNews) -> str:
    signs = {"new": ("", "+"), "changed": ("-", "+"), "kept": ("-", "·")}
    old, new = signs[news.fate]
    head = f"  {news.name}" + (" (yours; kept)" if news.fate == "kept" else "") + "\n"
    before = _indented(news.name, news.before, old) if news.before is not None else ""
    return head + before + _indented(news.name, news.after, new)


def _indented(name: str, value: object, sign: str) -> str:
    text = format_fields({name: value}).removeprefix(f"{name}:").removeprefix(" |-").strip("\n ")
    return "".join(f"    {sign} {line.strip()}\n" for line in text.splitlines())


def _rank(name: str) -> int:
    return _ORDER["issued" if name == "date" else name]


_ORDER = {field.name: number for number, field in enumerate(ENTRY_FIELDS)}
