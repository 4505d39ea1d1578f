"""BibTeX and BibLaTeX: from the text of a .bib file to entries and problems."""

from collections import defaultdict
from difflib import get_close_matches

from msgspec.structs import replace

from painsite.languages.codes import language_code
from painsite.model import Entry, Value
from painsite.problems import Problem
from painsite.sources.abstracts import parse_abstract
from painsite.sources.bibtex.addresses import read_addresses
from painsite.sources.bibtex.braces import protected_words
from painsite.sources.bibtex.entries import RawEntry
from painsite.sources.bibtex.fields import (
    ARTICLE_TYPES,
    COMMON_FIELDS,
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
from painsite.sources.bibtex.pages import read_pages, read_volume_and_issue
from painsite.sources.bibtex.people import read_authors_and_editors
from painsite.sources.bibtex.raw import read_raw, title_fields
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE, csl_type_of
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
from painsite.sources.quoting import quoted
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
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    raw = read_raw(reading, lent)
    entries = [_read_entry(reading, one, unknown) for one in raw.entries]
    _report_unknown(reading, unknown)
    return BibtexFile(
        entries=tuple(entries),
        problems=tuple(sorted(set(reading.problems))),
        left_out=raw.left_out,
        macros=raw.macros,
        asks=raw.asks,
    )


def _read_entry(reading: Reading, raw: RawEntry, unknown: dict[tuple[str, str], list[int]]) -> Entry:
    work = Work(reading=reading, fields=raw.fields)
    work.places["citekey"] = (reading.path, *reading.position(raw.offset))
    read_type_and_genre(work, raw)
    if not csl_type_of(raw.type):
        unknown["unknown-bibtex-type", raw.type].append(raw.offset)
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
    return Entry(
        citekey=raw.key,
        path=reading.path,
        places=work.places,
        bibtex_fields=_kept_fields(work, titles, unknown),
        **work.values,
    )


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


def _kept_fields(work: Work, titles: tuple[str, ...], unknown: dict[tuple[str, str], list[int]]) -> dict[str, str]:
    """Return the fields that fill none of ours and are nobody's private notes, for exports; note the unknown ones."""
    title = " ".join([work.fields[name].value for name in titles if name in work.fields])
    kept = {"title": " ".join(title.split())} if protected_words(title) else {}
    for name, found in work.fields.items():
        if name in work.used or name in NOT_EXPORTED or is_private(name):
            continue
        if not is_known(name):
            unknown["unknown-bibtex-field", name].append(found.offset)
        value = " ".join(found.value.split())
        if value:
            kept[name] = value
    return kept


def _report_unknown(reading: Reading, unknown: dict[tuple[str, str], list[int]]) -> None:
    """Report each unknown field and type once, at its first place: one exporter's habit is in thousands of entries."""
    for (rule, name), offsets in unknown.items():
        times = f", {len(offsets)} times in this file" if len(offsets) > 1 else ""
        known = COMMON_FIELDS if rule == "unknown-bibtex-field" else sorted(CSL_TYPE_BY_BIBTEX_TYPE)
        near = get_close_matches(name, known, n=1, cutoff=0.8)
        kind = "a field of BibTeX or BibLaTeX" if rule == "unknown-bibtex-field" else "an entry type"
        otherwise = "it is kept for exports" if rule == "unknown-bibtex-field" else "it is read as a document"
        sign = "" if rule == "unknown-bibtex-field" else "@"
        message = f"{quoted(sign + name)} is not {kind}{times}"
        reading.report(rule, offsets[0], message, f"did you mean `{sign}{near[0]}`?" if near else otherwise)
