"""Identifiers of works → new entries: asked for, merged, named, written, each with its line in records.lock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import fill

from msgspec.structs import replace

from painsite.editing.citekey_scheme import propose_citekey
from painsite.editing.entry_file import entry_path, format_entry_file
from painsite.editing.identify import Identifier, find_identifiers, is_one_work
from painsite.editing.importing.topics import divide_keywords
from painsite.editing.lock import LOCK_PATH, format_lock, lock_fields, read_lock
from painsite.editing.merging import SERVICE_NAMES, Merged, MisfitError, merge_records
from painsite.editing.record import Record
from painsite.editing.safe_writing import Change, ChangeError, replace_file, write_changes
from painsite.editing.services.client import Client, ServiceError
from painsite.editing.services.lookup import find_records
from painsite.editing.shelf import Shelf, identifiers_of, title_letters
from painsite.model import Entry, PartialDate
from painsite.pages.formats.bibtex import format_bibtex
from painsite.problems import Unreadable
from painsite.sources.citekeys import comparable, encode_tag
from painsite.sources.entry_format import given_fields
from painsite.sources.quoting import quoted
from painsite.workers import Progress

_LONGEST_TITLE = 70
_LINE = 98
"""Characters of a comment's line."""
_NOBODY: Mapping[str, str] = {
    "doi": "neither Crossref nor DataCite knows it", "pmid": "PubMed does not know it",
    "pmcid": "PubMed Central does not know it", "arxiv": "arXiv does not know it",
    "isbn": "Open Library does not know it",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One work that is asked for."""

    words: str
    """As the editor gave it."""
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one work."""

    line: str
    """For the editor."""
    notes: tuple[str, ...] = ()
    failed: bool = False
    path: str = ""
    """The file that was written, or would be."""
    text: str = ""
    """Its content, or the BibTeX of the work."""


@dataclass(slots=True, kw_only=True)
class Adding:
    """A bibliography to which works are added, one after the other."""

    shelf: Shelf
    client: Client
    today: PartialDate
    bib: Path | None = None
    """The .bib file to which BibTeX is appended."""
    write: bool = True
    force: bool = False
    _taken: set[str] = field(default_factory=set)
    _new: dict[str, str] = field(default_factory=dict)
    """By identifiers of works that were added: their files."""

    def add(self, texts: Sequence[str], progress: Progress) -> Iterator[Added]:
        """Add the works that some lines name. What was written stays, whatever goes wrong with the next."""
        self._taken.update(self.shelf.taken)
        wanted = [one for text in texts for one in _wanted(text)]
        for number, one in enumerate(wanted):
            progress("fetching", number, len(wanted))
            yield self._add(one) if isinstance(one, Wanted) else one
        progress("fetching", len(wanted), len(wanted))

    def _add(self, wanted: Wanted) -> Added:
        try:
            if there := self._already(_named_by(wanted.identifiers), wanted):
                return there
            records = records_of(wanted, self.client)
            if not records:
                return Added(line=f"{wanted.words}: {_nobody(wanted)}; check it against the work", failed=True)
            merged = merge_records(records)
            if there := self._already(merged.entry, wanted):
                return there
            return self._write(merged)
        except (ServiceError, MisfitError, ChangeError) as error:
            return Added(line=f"{wanted.words}: {error}", failed=True)
        except Unreadable as error:
            return Added(line=f"{wanted.words}: {error.message}; {error.remedy}", failed=True)

    def _already(self, entry: Entry, wanted: Wanted) -> Added | None:
        """Say that a work is there, by its identifiers or by its title and year."""
        new = next((self._new[name] for name in identifiers_of(entry) if name in self._new), "")
        if new:
            return Added(line=f"{wanted.words}: the same work as in {new}")
        known = self._known(entry)
        if known is None or self.force:
            return None
        return Added(line=f"{wanted.words}: there already, `{known.citekey}` at {self.shelf.place_of(known)}")

    def _known(self, entry: Entry) -> Entry | None:
        if known := self.shelf.entry_of(entry):
            return known
        same = self.shelf.by_title.get(title_letters(entry.title), ()) if entry.title else ()
        return next((other for other in same if _may_be_same(entry, other)), None)

    def _write(self, merged: Merged) -> Added:
        entry, suggested = self._tagged(merged)
        known = self._known(entry) if self.force else None
        citekey = known.citekey if known else propose_citekey(entry, self._taken, self.shelf.settings.citekey_scheme)
        entry = replace(entry, citekey=citekey, added=self.today)
        if self.bib:
            path, text = self._append(entry)
        else:
            path = known.path if known and known.path.endswith(".yaml") else entry_path(citekey)
            text = format_entry_file(entry, _hints(merged, suggested))
            self._place(path, text, merged, citekey)
        self._taken.add(comparable(citekey))
        self._new |= dict.fromkeys(identifiers_of(entry), path)
        notes = (*merged.differences, *(("the record has no authors",) if not entry.authors else ()), *_fates(entry))
        return Added(line=f"{citekey}  {_shortened(entry.title)}  {path}", notes=notes, path=path, text=text)

    def _tagged(self, merged: Merged) -> tuple[Entry, tuple[str, ...]]:
        """Give an entry the suggested tags that the site has; return the others too."""
        known = self._tags()
        topics, _ = divide_keywords(merged.keywords, self.shelf.settings.ignored_tags)
        found = {word: known.get(encode_tag(word), "") for word in topics}
        tags = tuple(dict.fromkeys(tag for tag in found.values() if tag))
        return replace(merged.entry, tags=tags), tuple(word for word, tag in found.items() if not tag)

    def _tags(self) -> Mapping[str, str]:
        book = self.shelf.library.tags
        used = {encode_tag(tag): tag for face in self.shelf.library.faces.values() for tag in face.tags}
        synonyms = {step: book.names[tag] for step, tag in book.canonical.items() if tag in book.names}
        return {**used, **book.names, **synonyms}

    def _place(self, path: str, text: str, merged: Merged, citekey: str) -> None:
        """Write the entry's file and its line in records.lock, both or neither."""
        root = self.shelf.root
        before = (root / path).read_bytes() if (root / path).is_file() else None
        if before is not None and not self.force:
            raise ChangeError(f"`{path}` is there already; rename it, or replace it with --force")
        lock, kept = read_lock(root)
        new = {**lock, citekey: lock_fields(given_fields(merged.entry), sources_of(merged), str(self.today))}
        if self.write:
            write_changes(
                root,
                [
                    Change(path=path, before=before, after=text.encode()),
                    Change(path=LOCK_PATH, before=kept, after=format_lock(new).encode()),
                ],
            )

    def _append(self, entry: Entry) -> tuple[str, str]:
        """Append BibTeX to the .bib file, which is replaced as a whole."""
        target = self.bib or Path()
        before = target.read_bytes() if target.is_file() else b""
        text = format_bibtex(entry)
        gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
        if self.write:
            replace_file(target, before + gap + text.encode())
        return str(target), text


def sources_of(merged: Merged) -> Mapping[str, str]:
    """Return where the fields of an entry are from, by the names by which they are written."""
    return {("date" if name == "issued" else name): source for name, source in merged.sources.items()}


def _wanted(text: str) -> Iterator[Wanted | Added]:
    words = " ".join(text.split())
    if not words or words.startswith("#"):
        return
    found = find_identifiers(text)
    if not found:
        remedy = "give a DOI, a PMID, a PMCID, an arXiv identifier or an ISBN, or an address that holds one"
        yield Added(line=f"{quoted(words)} names no work; {remedy}", failed=True)
    elif is_one_work(found):
        yield Wanted(words=str(found[0]), identifiers=found)
    else:
        yield from (Wanted(words=str(one), identifiers=(one,)) for one in found)


def records_of(wanted: Wanted, client: Client) -> tuple[Record, ...]:
    """Ask for all identifiers of one work. Raises `ServiceError`, and `MisfitError` where they name several."""
    found: dict[str, Record] = {}
    for identifier in wanted.identifiers:
        if any(getattr(record.entry, identifier.kind) == identifier.value for record in found.values()):
            continue
        for record in find_records(identifier, client):
            known = found.setdefault(record.source, record)
            if known.entry != record.entry:
                raise MisfitError(
                    f"{quoted(known.entry.title)} and {quoted(record.entry.title)} are two works at"
                    f" {SERVICE_NAMES[record.source]}; give the identifiers one by one, or correct the wrong one"
                )
    return tuple(found.values())


def _named_by(identifiers: Sequence[Identifier]) -> Entry:
    """Return what can be known of a work before it is asked for."""
    return Entry(citekey="", path="", type="book", **{one.kind: one.value for one in identifiers})  # type: ignore[arg-type] # kinds are names of fields


def _may_be_same(entry: Entry, other: Entry) -> bool:
    """Return whether two works of one title can be one: nothing that both give says otherwise."""
    if any(getattr(entry, name) and getattr(other, name) for name in ("doi", "pmid")):
        return False
    return bool(entry.issued and other.issued and entry.issued.year == other.issued.year)


def _nobody(wanted: Wanted) -> str:
    return "; ".join(_NOBODY[identifier.kind] for identifier in wanted.identifiers)


def _hints(merged: Merged, suggested: Sequence[str]) -> Mapping[str, str]:
    hints = {}
    if merged.plain_summary:
        told = fill(merged.plain_summary, _LINE)
        hints["summary"] = f"the publisher's own summary in plain language, to be told in your words:\n{told}"
    if suggested:
        hints["tags"] = f"suggested, but no tags of this site yet: {', '.join(suggested)}"
    return hints


def _fates(entry: Entry) -> Iterator[str]:
    words = {
        "retraction": "it was retracted", "concern": "concern was expressed about it", "correction": "it was corrected",
        "reinstatement": "it was reinstated",
    }  # fmt: skip
    for event in entry.events:
        yield f"{words[event.nature]}{f' on {event.date}' if event.date else ''}"


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rpartition(' ')[0]} …"
