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
from collections.abc import Callable, Iterable, Mapping

from painsite.linking.study_types import study_type
from painsite.model import Entry, Issued, Names
from painsite.pages.formats.ours import NOTHING, Ours
from painsite.pages.formats.people import family_first, notes_on_others, spell_given
from painsite.pages.formats.signs import in_one_line
from painsite.sources.abstracts import format_abstract
from painsite.sources.dates import format_issued

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = "=+-@＝＋－＠'"
_DIVIDER = re.compile(r"[;\\]")


def format_csv_record(entry: Entry, ours: Ours = NOTHING) -> str:
    """Return the line of a work, with its line end."""
    return _line([harmless(in_one_line(text)) if text else "" for text in (write(entry, ours) for write in _WRITERS)])


def csv_header() -> str:
    """Return the line of the columns' names, with the mark that a file begins with."""
    return f"{BYTE_ORDER_MARK}{_line(CSV_COLUMNS)}"


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


def _year(entry: Entry, _: Ours) -> str:
    return f"{entry.issued.year:04d}" if entry.issued else ""


def _date(issued: Issued | None) -> str:
    return format_issued(issued) if issued else ""


def _study_type(entry: Entry, _: Ours) -> str:
    return study_type(entry.study.design) if entry.study.design else ""


def _abstract(entry: Entry, _: Ours) -> str:
    return "" if entry.abstract_paraphrased else format_abstract(entry.abstract)


_COLUMNS: Mapping[str, Callable[[Entry, Ours], str]] = {
    "citekey": lambda entry, _: entry.citekey,
    "label": lambda _, ours: ours.label,
    "type": lambda entry, _: entry.type,
    "title": lambda entry, _: entry.title,
    "authors": lambda entry, _: _people(entry.authors),
    "editors": lambda entry, _: _people(entry.editors),
    "journal": lambda entry, _: entry.container_title,
    "journal_abbreviation": lambda entry, _: entry.container_abbreviation,
    "year": _year,
    "date": lambda entry, _: _date(entry.issued),
    "volume": lambda entry, _: entry.volume,
    "issue": lambda entry, _: entry.issue,
    "pages": lambda entry, _: entry.page_range,
    "publisher": lambda entry, _: entry.publisher,
    "place": lambda entry, _: entry.place,
    "institution": lambda entry, _: entry.institution,
    "edition": lambda entry, _: entry.edition,
    "series": lambda entry, _: entry.series,
    "number": lambda entry, _: entry.number,
    "event": lambda entry, _: entry.event,
    "collaboration": lambda entry, _: entry.collaboration,
    "translators": lambda entry, _: _people(entry.translators),
    "main_title": lambda entry, _: entry.main_title,
    "version": lambda entry, _: entry.version,
    "original_date": lambda entry, _: _date(entry.original_date),
    "publication_status": lambda entry, _: entry.publication_status,
    "doi": lambda entry, _: entry.doi,
    "pmid": lambda entry, _: entry.pmid,
    "pmcid": lambda entry, _: entry.pmcid,
    "arxiv": lambda entry, _: entry.arxiv,
    "isbn": lambda entry, _: entry.isbn,
    "issn": lambda entry, _: entry.issn,
    "url": lambda entry, _: entry.url,
    "accessed": lambda entry, _: str(entry.accessed or ""),
    "full_text": lambda entry, _: entry.full_text,
    "language": lambda entry, _: entry.language,
    "tags": lambda entry, _: _list(entry.tags),
    "study_design": lambda entry, _: entry.study.design,
    "study_type": _study_type,
    "level": lambda entry, _: entry.study.level,
    "headline": lambda entry, _: entry.headline,
    "summary": lambda entry, _: entry.summary,
    "page": lambda _, ours: ours.address,
    "note": lambda entry, _: _list(notes_on_others(entry)),
    "retraction": lambda _, ours: ours.retraction,
    "status": lambda _, ours: ours.status,
    "abstract": _abstract,
}
"""What stands under each column, in their order."""
CSV_COLUMNS = tuple(_COLUMNS)
_WRITERS = tuple(_COLUMNS.values())
