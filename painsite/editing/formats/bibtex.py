"""BibTeX and BibLaTeX as an import: what a .bib file of the bibliography means, and what that leaves aside.

An entry of a .bib file keeps unknown fields for exports and forgets an editor's notes; a file of our own has neither
place, so that both go into `extra`. Macros, parents and `xdata` are resolved.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from msgspec.structs import replace

from painsite.editing.formats.references import References, Refused
from painsite.editing.record import Record
from painsite.model import Entry
from painsite.problems import Problem
from painsite.sources.bibtex.allowance import allowance_for
from painsite.sources.bibtex.entries import RawEntry
from painsite.sources.bibtex.fields import is_private
from painsite.sources.bibtex.lending import NOTHING
from painsite.sources.bibtex.masks import NO_ENTRY, unify
from painsite.sources.bibtex.occurrences import report_occurrences
from painsite.sources.bibtex.reader import Works, read_works
from painsite.sources.reading import Reading

_BOOKKEEPING = re.compile(
    r"bdsk-|__|jabref|timestamp$|owner$|date[-_](?:added|modified)$|date-last-opened$|(?:creation|modification)date$"
    r"|username$|uuid$|interhash$|intrahash$|added-at$|posted-at$"
)
"""Of the program that wrote the file: not kept."""
_NO_KEY = re.compile(r"(@(?!(?:comment|string|preamble)\b)\w+[ \t]*\{)(?=[ \t]*,)", re.IGNORECASE)
KEYLESS = "without-a-citekey"
"""Stands with a number for the citekey of an entry that has none."""
_OPENING = re.compile(r"@\s*(\w+)[ \t]*[{(]?\s*([^\s,{}()=]*)")


def parse_bibtex_import(text: str, *, path: str) -> References:
    """Read a .bib file. Blocks that do not parse and entries without a title are refused."""
    reading = Reading(path=path, text=name_keyless(unify(text)))
    works = read_works(reading, NOTHING, allowance_for(len(reading.text)))
    records: list[Record] = []
    refused: list[Refused] = []
    for entry, raw in zip(works.entries, works.raw.entries, strict=True):
        place = f"{path}:{entry.places['citekey'][1]}"
        citekey = "" if entry.citekey.startswith(f"{KEYLESS}-") else entry.citekey
        if entry.title:
            records.append(_record(replace(entry, citekey=citekey), raw, place=place, source=path))
        else:
            refused.append(Refused(place=place, name=citekey, reason="it has no title"))
    problems = tuple(sorted({*reading.problems, *report_occurrences(works.occurrences)}))
    refused += _unread(reading, works, problems)
    return References(records=tuple(records), refused=tuple(sorted(refused, key=_line)), problems=problems)


def name_keyless(text: str) -> str:
    """Give each entry without a citekey one that stands for none, so that it is read; no line moves."""
    numbers = count(1)
    return _NO_KEY.sub(lambda found: f"{found[1]}{KEYLESS}-{next(numbers)}", text)


def _line(refused: Refused) -> int:
    return int(refused.place.rpartition(":")[2])


def _record(entry: Entry, raw: RawEntry, *, place: str, source: str) -> Record:
    """Return an entry as a record: its tags are suggestions, and what only a .bib file can hold is in `extra`."""
    extra = dict(_extra(entry, raw))
    bare = replace(entry, path="", places={}, tags=(), bibtex_type="", bibtex_fields={}, extra=extra)
    return Record(entry=bare, source=source, place=place, keywords=entry.tags)


def _extra(entry: Entry, raw: RawEntry) -> Iterator[tuple[str, str]]:
    if entry.bibtex_type:
        yield "bibtex type", entry.bibtex_type
    for name, value in entry.bibtex_fields.items():
        if name != "title":  # it is there for the capitals that its braces keep
            yield name, value
    for name, field in raw.fields.items():
        value = " ".join(field.value.split())
        if is_private(name) and value and not _BOOKKEEPING.match(name):
            yield name, value


def _unread(reading: Reading, works: Works, problems: tuple[Problem, ...]) -> Iterator[Refused]:
    """Yield the blocks that look like entries and were not read, with what is wrong with them."""
    reasons: Mapping[int, str] = {}
    by_line: dict[int, str] = {}
    for problem in problems:
        if problem.rule in {"bibtex-syntax", "bibtex-key"}:
            by_line.setdefault(problem.place.line, problem.message)
    reasons = by_line
    for problem in problems:
        if problem.rule == "bibtex-key":
            yield Refused(place=f"{reading.path}:{problem.place.line}", reason=problem.message)
    for one in works.raw.left_out:
        if one.reason == "it is a set of other entries":
            yield Refused(place=f"{reading.path}:{one.place.line}", name=one.citekey, reason=one.reason)
    keys = {one.place.line: one.citekey for one in works.raw.left_out}
    for offset in works.raw.file.broken.offsets:
        opening = _OPENING.match(reading.text, offset)
        if opening is None or opening[1].lower() in NO_ENTRY:
            continue
        line = reading.position(offset)[0]
        reason = reasons.get(line, "it does not parse")
        yield Refused(place=f"{reading.path}:{line}", name=keys.get(line, opening[2]), reason=reason)
