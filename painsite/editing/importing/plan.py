"""Records and a bibliography → what an import writes, and what becomes of every record. Touches no disk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from painsite.config import Settings
from painsite.editing.citekey_scheme import propose_citekey
from painsite.editing.entry_file import entry_path
from painsite.editing.formats.gaps import take_over
from painsite.editing.importing.duplicates import Match, Works
from painsite.editing.importing.outcomes import Outcome
from painsite.editing.importing.topics import divide_keywords
from painsite.editing.record import Record
from painsite.editing.shelf import Shelf
from painsite.model import Entry
from painsite.sources.citekeys import comparable
from painsite.sources.entries import is_citekey
from painsite.sources.quoting import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an editor has asked for."""

    keep_duplicates: bool = False
    """Write a work too if one of nearly its title is there."""
    keep_bib: bool = False
    """Entries go into a .bib file: one whose citekey is taken is refused, and nothing is merged."""
    replace_files: bool = False
    """A work that is there in a YAML file of its own is written over it."""


@dataclass(kw_only=True)
class Planned:
    """One record on its way to an outcome."""

    record: Record
    outcome: Outcome
    entry: Entry | None = None
    """What is to be written; None for nothing."""


@dataclass(kw_only=True)
class Planning:
    """An import, record by record."""

    settings: Settings
    shelf: Shelf
    choices: Choices
    works: Works = field(default_factory=Works)
    taken: set[str] = field(default_factory=set)
    avoided: set[str] = field(default_factory=set)
    """What no new citekey may be: those that are taken, and those that later records bring."""
    planned: list[Planned] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with what the bibliography has."""
        self.taken |= self.shelf.taken
        self.avoided |= self.shelf.taken
        for entry in self.shelf.library.entries.values():
            self.works.add(entry, str(self.shelf.place_of(entry)))

    def add(self, record: Record) -> None:
        """Decide on the next record."""
        match = self.works.find(record.entry)
        if match and match.by == "identifier":
            self._is_there(record, match)
        elif match and match.is_exact and not self.choices.keep_duplicates:
            reason = "same title, first author and year"
            self._note(
                record, status="there", citekey=match.known.entry.citekey, other=match.known.where, reason=reason
            )
        elif match and not self.choices.keep_duplicates:
            self._note(
                record,
                status="similar",
                citekey=match.known.entry.citekey,
                other=match.known.where,
                reason="a work of nearly this title, its first author and year is there; compare them, and write it"
                " with --keep-duplicates if it is another one",
            )
        else:
            self._write(record)

    def _is_there(self, record: Record, match: Match) -> None:
        known, name = match.known, match.identifier
        if match.is_doubtful:
            kind, _, value = name.partition(":")
            reason = (
                f"its {kind.upper()} `{value}` is that of {quoted(known.entry.title, limit=60)}, which is another"
                " title; one of the identifiers is wrong"
            )
            self._note(record, status="refused", citekey=known.entry.citekey, other=known.where, reason=reason)
        elif known.number >= 0 and not self.choices.keep_bib:
            self._merge(record, match)
        elif self.choices.replace_files and known.entry.path == entry_path(known.entry.citekey):
            self._write(replace_entry(record, citekey=known.entry.citekey), over=known.entry.path)
        else:
            self._note(record, status="there", citekey=known.entry.citekey, other=known.where, reason=f"same {name}")

    def _merge(self, record: Record, match: Match) -> None:
        """Let an earlier record of the same work take over what it lacks; the report names it."""
        earlier = self.planned[match.known.number]
        if earlier.entry is None:  # it was there or refused itself
            self._note(record, status="there", citekey=match.known.entry.citekey, other=match.known.where)
            return
        whole, fields = take_over(earlier.entry, self._prepared(record)[0])
        citekey, path = earlier.outcome.citekey, earlier.outcome.path
        if not fields:
            self._note(
                record, status="there", citekey=citekey, other=match.known.where, reason=f"same {match.identifier}"
            )
            return
        earlier.entry = whole
        reason = f"same {match.identifier}; it adds {', '.join(fields)}"
        self._note(record, status="merged", citekey=citekey, path=path, other=match.known.where, reason=reason)

    def _write(self, record: Record, *, over: str = "") -> None:
        entry, changes = self._prepared(record)
        own = record.entry.citekey
        citekey, change = (own, "") if over else self._citekey(entry, own)
        if not citekey:
            self._note(record, status="refused", reason=change)
            return
        if change:
            changes.append(change)
        self._take(citekey)
        entry = replace(entry, citekey=citekey, aliases=self._aliases(entry, changes))
        path = over or ("" if self.choices.keep_bib else entry_path(citekey))
        if over:
            changes.append("replaces the file that was there")
        number = len(self.planned)
        self._note(record, status="written", citekey=citekey, path=path, reason="; ".join(changes), entry=entry)
        self.works.add(entry, record.place, number)

    def _citekey(self, entry: Entry, own: str) -> tuple[str, str]:
        """Return the citekey of a new entry, and what is to be told of it; no citekey where it is refused."""
        if not is_citekey(own):
            citekey = propose_citekey(entry, self.avoided, self.settings.citekey_scheme)
            return citekey, f"its citekey {quoted(own)} cannot be used" if own else ""
        if comparable(own) not in self.taken:
            return own, ""
        if self.choices.keep_bib:
            return "", f"its citekey {quoted(own)} is taken; give it another one in the file"
        citekey = propose_citekey(entry, self.avoided, own)
        return citekey, f"its citekey `{own}` is taken, and it is called `{citekey}`"

    def _take(self, citekey: str) -> None:
        self.taken.add(comparable(citekey))
        self.avoided.add(comparable(citekey))

    def _aliases(self, entry: Entry, changes: list[str]) -> tuple[str, ...]:
        """Return the other names of an entry that nobody has."""
        kept = []
        for alias in entry.aliases:
            if comparable(alias) in self.taken:
                # a block of a .bib file is copied as it is
                left_out = "" if self.choices.keep_bib else " and left out"
                changes.append(f"its other citekey `{alias}` is taken{left_out}")
            else:
                self._take(alias)
                kept.append(alias)
        return tuple(kept)

    def _prepared(self, record: Record) -> tuple[Entry, list[str]]:
        """Return a record's entry with its tags, and what is to be told."""
        tags, ignored = divide_keywords(record.keywords, self.settings.ignored_tags)
        extra = {**record.entry.extra, "ignored tags": "; ".join(ignored)} if ignored else record.entry.extra
        return replace(record.entry, tags=tags, extra=extra), []

    def _note(self, record: Record, *, entry: Entry | None = None, **parts: str) -> None:
        outcome = Outcome(place=record.place, title=record.entry.title, **parts)  # type: ignore[arg-type] # a status
        self.planned.append(Planned(record=record, outcome=outcome, entry=entry))


def plan_import(records: Iterable[Record], shelf: Shelf, choices: Choices) -> Sequence[Planned]:
    """Decide on every record, in order: one outcome for each."""
    every = list(records)
    brought = {comparable(record.entry.citekey) for record in every}
    planning = Planning(settings=shelf.settings, shelf=shelf, choices=choices, avoided=brought)
    for record in every:
        planning.add(record)
    return planning.planned


def replace_entry(record: Record, **parts: str) -> Record:
    """Return a record with parts of its entry changed."""
    return replace(record, entry=replace(record.entry, **parts))
