r"""CSV, for spreadsheets and scripts: one record a line, under the names of the columns.

Source: RFC 4180, and Python's module csv. Deliberate choices: the file begins with a byte order mark, since Excel takes
UTF-8 without it for the letters of old and garbles `Bülow`; Python reads it as `utf-8-sig`, and pandas, LibreOffice and
browsers know it. No value has a line end inside, so that a record is a line.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula (OWASP, CSV Injection). Such a cell, and
one that begins with an apostrophe, gets an apostrophe in front: who wants the value as it was takes one apostrophe off
every cell that begins with one. Lists are divided by `; `; a semicolon or backslash inside of one of their members has
a backslash in front.
"""

import csv
import re
from collections.abc import Iterable

from painsite.linking.study_types import study_type
from painsite.model import Entry, Names
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import family_first, notes_on_others, spell_given
from painsite.pages.formats.signs import in_one_line
from painsite.sources.abstracts import format_abstract
from painsite.sources.dates import format_issued

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = "=+-@＝＋－＠'"
_DIVIDER = re.compile(r"[;\\]")

CSV_COLUMNS = (
    "citekey", "label", "type", "title", "authors", "editors", "journal", "journal_abbreviation", "year", "date",
    "volume", "issue", "pages", "publisher", "place", "institution", "edition", "series", "number", "event",
    "collaboration", "translators", "main_title", "version", "original_date", "publication_status", "doi",
    "pmid", "pmcid", "arxiv", "isbn", "issn", "url", "accessed", "full_text", "language", "tags", "study_design",
    "study_type", "level", "headline", "summary", "page", "note", "retraction", "status", "abstract",
)  # fmt: skip


def format_csv_record(entry: Entry, ours: Ours = NOTHING) -> str:
    """Return the line of a work, with its line end."""
    return _line([harmless(in_one_line(text)) if text else "" for text in _cells(entry, ours)])


def csv_header() -> str:
    """Return the line of the columns' names, with the mark that a file begins with."""
    return f"{BYTE_ORDER_MARK}{_line(CSV_COLUMNS)}"


def _cells(entry: Entry, ours: Ours) -> tuple[str, ...]:
    """Return what stands under each of the columns."""
    study, issued = entry.study, entry.issued
    return (
        *(entry.citekey, ours.label, entry.type, entry.title, _people(entry.authors), _people(entry.editors)),
        *(entry.container_title, entry.container_abbreviation),
        *((f"{issued.year:04d}", format_issued(issued)) if issued else ("", "")),
        *(entry.volume, entry.issue, entry.page_range, entry.publisher, entry.place, entry.institution),
        *(entry.edition, entry.series, entry.number, entry.event),
        *(entry.collaboration, _people(entry.translators), entry.main_title, entry.version),
        *(format_issued(entry.original_date) if entry.original_date else "", entry.publication_status),
        *(entry.doi, entry.pmid, entry.pmcid, entry.arxiv, entry.isbn, entry.issn, entry.url),
        *(str(entry.accessed or ""), entry.full_text, entry.language, _list(entry.tags)),
        *(study.design, study_type(study.design) if study.design else "", study.level),
        *(entry.headline, entry.summary, ours.address, _list(notes_on_others(entry)), ours.retraction, ours.status),
        "" if entry.abstract_paraphrased else format_abstract(entry.abstract),
    )


def _line(cells: Iterable[str]) -> str:
    written: str = csv.writer(_Echo()).writerow(cells)  # what `write` has given
    return written


class _Echo:
    """What a writer writes to: it gives the line back."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; see the module's docstring."""
    return f"'{text}" if text and text[0] in _FORMULA else text


def _list(members: Iterable[str]) -> str:
    return "; ".join([_DIVIDER.sub(r"\\\g<0>", one) if _DIVIDER.search(one) else one for one in members])


def _people(names: Names) -> str:
    """Return `Kasch, R.; World Health Organization`; that there are more is a note."""
    return _list([family_first(person, spell_given(person.given)) for person in names.people])
