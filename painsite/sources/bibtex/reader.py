"""BibTeX and BibLaTeX: from the text of a .bib file to entries and problems."""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from painsite.hashing import value_digest
from painsite.languages.codes import language_code
from painsite.model import Entry, Value
from painsite.problems import Problem
from painsite.sources.abstracts import parse_abstract
from painsite.sources.bibtex.addresses import read_addresses
from painsite.sources.bibtex.allowance import Allowance, allowance_for
from painsite.sources.bibtex.blocks import has_blocks, report_format
from painsite.sources.bibtex.braces import protected_words
from painsite.sources.bibtex.cuts import Cuts, Occurrence, digest_macros
from painsite.sources.bibtex.entries import RawEntry
from painsite.sources.bibtex.fields import (
    ARTICLE_TYPES,
    NOT_EXPORTED,
    PART_TYPES,
    TEXT_FIELDS,
    is_known,
    is_private,
)
from painsite.sources.bibtex.genres import read_type_and_genre
from painsite.sources.bibtex.identifiers import read_doi_of_address, read_identifiers
from painsite.sources.bibtex.issued import read_accessed, read_issued, read_original_date
from painsite.sources.bibtex.keywords import read_keywords
from painsite.sources.bibtex.lending import NOTHING, Asks, Lent
from painsite.sources.bibtex.masks import unify
from painsite.sources.bibtex.occurrences import (
    UNDEFINED,
    UNKNOWN_FIELD,
    UNKNOWN_TYPE,
    first_undefined,
    report_occurrences,
)
from painsite.sources.bibtex.pages import read_pages, read_volume_and_issue
from painsite.sources.bibtex.people import read_authors_and_editors
from painsite.sources.bibtex.pieces import Pieces, cut
from painsite.sources.bibtex.raw import RawWorks, read_raw, title_fields
from painsite.sources.bibtex.types import csl_type_of
from painsite.sources.bibtex.values import MARK
from painsite.sources.bibtex.work import (
    Work,
    plain,
    read_collaboration,
    read_imprint,
    read_people,
    read_status,
    read_text,
    read_title,
    use,
)
from painsite.sources.left_out import LeftOut
from painsite.sources.names import OTHERS_NOTES
from painsite.sources.other_formats import format_of
from painsite.sources.reading import Reading


class BibtexFile(Value, frozen=True, kw_only=True):
    """What a .bib file holds."""

    entries: tuple[Entry, ...]
    """In the order of the file, two with one key too; one without a title is an entry all the same."""
    problems: tuple[Problem, ...]
    """Sorted."""
    left_out: tuple[LeftOut, ...]
    """Blocks with a key that are no entries."""
    macros: tuple[str, ...]
    """Names of those that the file defines, in lower case."""
    asks: Asks
    """What the file does not hold and others may."""
    cuts: Cuts | None
    """For `reread_bibtex`; None where that could not tell what has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """What was read of a text."""

    entries: tuple[Entry, ...]
    raw: RawWorks
    occurrences: tuple[Occurrence, ...]
    """Not reported yet, each name's in the order in which they are counted."""
    spent: int
    """Characters that macros and parents have put in."""


def parse_bibtex(text: str, *, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Read a .bib file by itself: its entries and problems, as `read_bibtex`."""
    file = read_bibtex(text, path=path)
    return file.entries, file.problems


def read_bibtex(text: str, *, path: str, lent: Lent = NOTHING) -> BibtexFile:
    """Read a .bib file, with what other files lend it.

    Every `@` block is an entry or a problem, but for `@comment`, `@preamble`, `@string`, `@xdata` and what is marked as
    data alone. A block that is broken harms no other. A byte order mark and line ends of any system are accepted.
    """
    reading = Reading(path=path, text=unify(text))
    if not has_blocks(reading.text) and (other := format_of(reading.text)):
        report_format(reading, other)
        return BibtexFile(entries=(), problems=tuple(reading.problems), left_out=(), macros=(), asks=Asks(), cuts=None)
    works = read_works(reading, lent, allowance_for(len(reading.text)))
    return BibtexFile(
        entries=works.entries,
        problems=tuple(sorted({*reading.problems, *report_occurrences(works.occurrences)})),
        left_out=works.raw.left_out,
        macros=tuple(works.raw.file.macros),
        asks=asks_of(reading, works, works.occurrences),
        cuts=find_cuts(cut(reading.text), reading, works, lent),
    )


def read_works(reading: Reading, lent: Lent, allowance: Allowance) -> Works:
    """Read the works of a text, with what other files lend it; reports all but occurrences."""
    free = allowance.left
    raw = read_raw(reading, lent, allowance)
    occurrences: list[Occurrence] = []
    for name, offsets in raw.file.undefined.items():
        occurrences += [_occurrence(reading, UNDEFINED, name, offset, offset) for offset in offsets]
    entries = tuple([_read_entry(reading, one, occurrences) for one in raw.entries])
    return Works(entries=entries, raw=raw, occurrences=tuple(occurrences), spent=free - allowance.left)


def asks_of(reading: Reading, works: Works, occurrences: Iterable[Occurrence]) -> Asks:
    """Return what a file asks of others."""
    parents = {key: reading.position(offset) for key, offset in works.raw.lost.items()}
    return Asks(macros=first_undefined(occurrences), parents=parents)


def find_cuts(pieces: Pieces, reading: Reading, works: Works, lent: Lent) -> Cuts | None:
    """Return what the reading of a whole text leaves for the next one."""
    if not _can_be_kept(reading, works, lent):
        return None
    bound, open_ = bound_lines(reading, works)
    wanted = frozenset[str]().union(*works.raw.links.values())
    bound |= {one.places["citekey"][1] for one in works.entries if not wanted.isdisjoint(keys_of(one))}
    broken = {pieces.at(line) for line in open_}
    # what is wrong with a block that does not end may be told where the next one begins
    following = {number + 1 for number in broken if number + 1 < len(pieces.lines)}
    return Cuts(
        digests=b"".join(pieces.digests),
        lines=pieces.lines,
        bound=tuple(sorted({pieces.at(line) for line in bound} | following)),
        open=tuple(sorted(broken)),
        macros=digest_macros((name, field.value) for name, field in works.raw.file.definitions),
        occurrences=works.occurrences,
        spent=works.spent,
        lent=value_digest(lent),
    )


def _can_be_kept(reading: Reading, works: Works, lent: Lent) -> bool:
    """Tell whether the result of each entry is known to depend on what `bound_lines` and `Cuts` tell of, and no more.

    Not so where a limit was met, where macros of the file are made of those that it does not define, and where other
    files lend entries.
    """
    has_open_macros = any(MARK in field.value for _, field in works.raw.file.definitions)
    is_limited = any(problem.rule == "bibtex-limit" for problem in reading.problems)
    return not (has_open_macros or is_limited or lent.parents)


def bound_lines(reading: Reading, works: Works) -> tuple[set[int], set[int]]:
    """Return lines of blocks whose results depend on others, or others on them, but for parents; and of broken ones."""
    file = works.raw.file
    broken = {reading.position(offset)[0] for offset in file.broken.offsets}
    offsets = {*(field.offset for _, field in file.definitions), *works.raw.links}
    lines = {reading.position(offset)[0] for offset in offsets}
    lines |= {one.place.line for one in works.raw.left_out}
    # whose message names a line
    lines |= {problem.place.line for problem in reading.problems if problem.rule == "bibtex-duplicate-field"}
    return lines | broken, broken


def keys_of(entry: Entry) -> set[str]:
    """Return the keys, in lower case, by which others may take something from an entry."""
    return {entry.citekey.lower(), *(alias.lower() for alias in entry.aliases)}


def _occurrence(reading: Reading, rule: str, name: str, entry: int, offset: int) -> Occurrence:
    return Occurrence(rule, name, reading.position(entry)[0], *reading.spot(offset))


def _read_entry(reading: Reading, raw: RawEntry, occurrences: list[Occurrence]) -> Entry:
    work = Work(reading=reading, fields=raw.fields)
    work.places["citekey"] = reading.spot(raw.offset)
    read_type_and_genre(work, raw)
    if not csl_type_of(raw.type):
        occurrences.append(_occurrence(reading, UNKNOWN_TYPE, raw.type, raw.offset, raw.offset))
    titles = title_fields(raw)
    read_title(work, "title", *titles)
    read_authors_and_editors(work)
    read_collaboration(work)
    read_people(work, "translators", "translator")
    _read_others(work)
    _read_container(work)
    read_imprint(work)
    read_status(work)
    for ours, names in TEXT_FIELDS.items():
        read_text(work, ours, *names)
    read_volume_and_issue(work)
    read_pages(work)
    read_issued(work)
    read_original_date(work)
    read_identifiers(work)
    read_accessed(work, "urldate", "lastaccessed", "lastchecked")
    read_addresses(work)
    read_doi_of_address(work)
    _read_language(work)
    _read_abstract(work)
    read_keywords(work)
    _read_aliases(work)
    kept, unknown = _kept_fields(work, titles)
    occurrences += [_occurrence(reading, UNKNOWN_FIELD, name, raw.offset, work.fields[name].offset) for name in unknown]
    return Entry(citekey=raw.key, path=reading.path, places=work.places, bibtex_fields=kept, **work.values)


def _read_others(work: Work) -> None:
    """Read in a note of ours that there are more people, which other formats have no word for."""
    notes = " ".join(work.fields[name].value for name in ("note", "annote", "annotation") if name in work.fields)
    for ours, note in OTHERS_NOTES.items():
        if ours in work.values and note in notes:
            work.values[ours] = replace(work.values[ours], others=True)


def _read_container(work: Work) -> None:
    books = ("booktitle", "booksubtitle", "booktitleaddon")
    journals = ("journaltitle" if "journaltitle" in work.fields else "journal", "journalsubtitle", "journaltitleaddon")
    series = ("maintitle", "mainsubtitle", "maintitleaddon")
    in_journal = work.values["type"] in ARTICLE_TYPES
    for names in (journals, books) if in_journal else (books, journals):
        if "container_title" not in work.values and names[0] in work.fields:
            read_title(work, "container_title", *names)
    # a part of a work in several volumes may name no volume
    is_held = work.values["type"] in PART_TYPES and "container_title" not in work.values
    read_title(work, "container_title" if is_held else "main_title", *series)
    for name in ("container_title", "main_title"):
        # BibLaTeX's books repeat their title as `booktitle`, for chapters that take it from them.
        if work.values.get(name) == work.values.get("title"):
            work.values.pop(name, None)


def _read_language(work: Work) -> None:
    read_text(work, "language", "langid", "language", "hyphenation")
    if "language" in work.values:
        work.values["language"] = language_code(work.values["language"])


def _read_abstract(work: Work) -> None:
    abstract = use(work, "abstract", "abstract")
    parts = parse_abstract(plain(work, abstract, lines=True)) if abstract else ()
    if parts:
        work.values["abstract"] = parts


def _read_aliases(work: Work) -> None:
    ids = use(work, "aliases", "ids")
    if ids:
        work.values["aliases"] = tuple(dict.fromkeys(key.strip() for key in ids.value.split(",") if key.strip()))


def _kept_fields(work: Work, titles: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """Return the fields that fill none of ours and are nobody's private notes, for exports; and the unknown ones."""
    title = " ".join([work.fields[name].value for name in titles if name in work.fields])
    kept = {"title": " ".join(title.split())} if protected_words(title) else {}
    unknown = []
    for name, found in work.fields.items():
        if name in work.used or name in NOT_EXPORTED or is_private(name):
            continue
        if not is_known(name):
            unknown.append(name)
        value = " ".join(found.value.split())
        if value:
            kept[name] = value
    return kept, unknown
