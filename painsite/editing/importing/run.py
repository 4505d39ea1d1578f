"""An import from beginning to end: read the files, decide on each record, write, and account for all of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from painsite.editing.entry_file import FileThereError, format_entry_file, write_new
from painsite.editing.formats.recognise import BIBTEX
from painsite.editing.importing.bib_files import At, copy_blocks, format_bib_file, parents_in, writable
from painsite.editing.importing.outcomes import Outcome, line_of
from painsite.editing.importing.plan import Choices, Planned, plan_import
from painsite.editing.importing.reading import ReadFile, refused_files
from painsite.editing.shelf import Shelf
from painsite.problems import Problem
from painsite.unread import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The account of an import."""

    outcomes: tuple[Outcome, ...]
    """One for each record, and one for each file of which nothing could be read; in the order of the files."""
    problems: tuple[Problem, ...]
    """What of the records could not be read."""
    notes: tuple[str, ...]
    """What is to be told of files."""
    stopped: str = ""
    """Why the disk could not be written any more; what is said to be written is there, as a whole."""


def run_import(files: Sequence[ReadFile], shelf: Shelf, choices: Choices, *, dry_run: bool = False) -> Imported:
    """Import files into a bibliography."""
    records = [
        writable(record) if choices.keep_bib and file.format is not BIBTEX else record
        for file in files
        for record in file.references.records
    ]
    planned = plan_import(records, shelf, choices)
    stopped = ""
    if choices.keep_bib:
        stopped = _write_bib_files(files, planned, shelf, dry_run=dry_run)
    elif not dry_run:
        stopped = _write_entries(planned, shelf.root, force=choices.replace_files)
    refused = [one for file in files for one in file.references.refused]
    outcomes = [
        *(one.outcome for one in planned),
        *(
            Outcome(place=one.place, title=one.name, status="refused", reason=one.reason)
            for one in (*refused, *refused_files(files))
        ),
    ]
    return Imported(
        outcomes=tuple(_in_order(outcomes, files)),
        problems=tuple(problem for file in files for problem in file.references.problems),
        notes=tuple(note for file in files for note in file.notes),
        stopped=stopped,
    )


def _in_order(outcomes: Iterable[Outcome], files: Sequence[ReadFile]) -> list[Outcome]:
    """Sort by file, then by line."""
    order: dict[str, tuple[int, int]] = {}
    for number, file in enumerate(files):
        order.setdefault(file.name, (number, 0))
        references = file.references
        for place in (*(one.place for one in references.records), *(one.place for one in references.refused)):
            order.setdefault(place, (number, line_of(place)))
    return sorted(outcomes, key=lambda outcome: order[outcome.place])


def _write_entries(planned: Sequence[Planned], root: Path, *, force: bool) -> str:
    """Write a file for each new entry; give the reason where the disk ends it. Later records are refused then."""
    stopped = ""
    for one in planned:
        if one.entry is None:
            continue
        if stopped:
            one.outcome = _not_written(one.outcome, "nothing was written any more")
            continue
        try:
            write_new(root, one.outcome.path, format_entry_file(one.entry), force=force)
        except FileThereError as error:
            one.outcome = _not_written(one.outcome, str(error))
        except OSError as error:
            stopped = f"cannot write `{error.filename or one.outcome.path}`: {(error.strerror or str(error)).lower()}"
            one.outcome = _not_written(one.outcome, stopped)
    if stopped:
        _follow_lost(planned)
    return stopped


def _follow_lost(planned: Sequence[Planned]) -> None:
    """Let records that stand for an earlier one share its fate, if that could not be written."""
    lost = {one.outcome.place for one in planned if one.entry is not None and one.outcome.status == "refused"}
    for one in planned:
        if one.outcome.status != "refused" and one.outcome.other in lost:
            one.outcome = _not_written(one.outcome, "nothing was written any more")


def _not_written(outcome: Outcome, reason: str) -> Outcome:
    return replace(outcome, status="refused", path="", reason=reason)


def _write_bib_files(files: Sequence[ReadFile], planned: Sequence[Planned], shelf: Shelf, *, dry_run: bool) -> str:
    """Write one .bib file for each file that holds something new."""
    by_file: dict[str, list[Planned]] = {}
    for one in planned:
        by_file.setdefault(one.record.source, []).append(one)
    taken = {name.casefold() for name in shelf.names}
    stopped = ""
    for file in files:
        new = [one for one in by_file.get(file.name, ()) if one.entry is not None]
        if not new:
            continue
        path = _free_path(shelf.root, _stem(file.name), taken)
        text = _bib_text(file, by_file[file.name], new, shelf)
        if not dry_run and not stopped:
            try:
                write_new(shelf.root, path, text)
            except OSError as error:
                stopped = f"cannot write `{error.filename or path}`: {(error.strerror or str(error)).lower()}"
        for one in new:
            one.outcome = _not_written(one.outcome, stopped) if stopped else replace(one.outcome, path=path)
    return stopped


def _stem(name: str) -> str:
    """Return the stem of a .bib file for what was imported from a file; hidden files and back-ups are not read."""
    stem = Path(name).stem.encode(errors="replace").decode().lstrip(".~$")
    return stem or "imported"


def _free_path(root: Path, stem: str, taken: set[str]) -> str:
    """Return a path that no file has; a second import of a file of one name gets a number."""
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        path = f"{FOLDER}/{name}.bib"
        if name.casefold() not in taken and not (root / path).exists():
            taken.add(name.casefold())
            return path
        number += 1


def _bib_text(file: ReadFile, all_of_it: Sequence[Planned], new: Sequence[Planned], shelf: Shelf) -> str:
    if file.format is not BIBTEX:
        return format_bib_file(one.entry for one in new if one.entry is not None)
    given: dict[At, str | None] = {}
    """The citekey under which a record is copied; None for one that is not."""
    seen: Counter[tuple[int, str]] = Counter()
    for one in all_of_it:
        line, key = line_of(one.record.place), one.record.entry.citekey
        given[At(line=line, citekey=key, number=seen[line, key])] = one.entry.citekey if one.entry else None
        seen[line, key] += 1
    in_bib = {entry.citekey.lower() for entry in shelf.library.entries.values() if entry.path.endswith(".bib")}
    parents = parents_in(file.text, [at.citekey for at, citekey in given.items() if citekey]) - in_bib
    refused = {line_of(one.place) for one in file.references.refused}

    def choose(at: At) -> str | None:
        if citekey := given.get(at):
            return citekey
        if at.citekey.lower() in parents:
            return at.citekey
        # blocks that are no works, such as `xdata`, are no records and stay
        return None if at in given or at.line in refused else at.citekey

    return copy_blocks(file.text, choose)
