"""COinS: a reference inside a page that Zotero and library services find (ContextObjects in Spans).

Source: ANSI/NISO Z39.88-2004, the matrices `journal`, `book`, `dissertation`, `patent` and `dc` of its registry, and
what Zotero makes of them (zotero/utilities, openurl.js). Deliberate choices: every author is an `au`, family name
first, and an organisation `aucorp`, so that nobody is named twice; `pages` rather than `spage` and `epage`; what is
neither journal, book, thesis nor patent goes by Dublin Core, whose `type` has Zotero's words.

It stands beside formatted references alone. On the lines of lists it would be nearly twice what a page of a hundred
weighs (12 to 14 kB more, gzipped, beside 7 kB of lines), and for a list there are files.
"""

import functools
from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

from painsite.model import Entry
from painsite.pages.formats.people import family_first, spell_given
from painsite.pages.formats.signs import in_one_line
from painsite.pages.formats.works import authors_of, container_of, degree_of, kind_of, publisher_of, server_of
from painsite.sources.identifiers import arxiv_address

Matrix = Literal["journal", "book", "dissertation", "patent", "dc"]

_BOOK_GENRES = {
    "book": "book", "classic": "book", "collection": "book", "pamphlet": "book", "report": "report",
    "standard": "report", "chapter": "bookitem", "entry": "bookitem", "entry-dictionary": "bookitem",
    "entry-encyclopedia": "bookitem", "paper-conference": "proceeding",
}  # fmt: skip
_DUBLIN_CORE_TYPES = {
    "broadcast": "podcast", "figure": "artwork", "graphic": "artwork", "legal_case": "case", "legislation": "statute",
    "manuscript": "manuscript", "map": "map", "motion_picture": "film", "personal_communication": "letter",
    "post": "forumPost", "post-weblog": "blogPost", "software": "computerProgram", "song": "audioRecording",
    "speech": "presentation", "webpage": "webpage",
}  # fmt: skip
"""`document` for those that are not here."""
_SAFE = "/:.-_~()"


def format_coins(entry: Entry) -> str:
    """Give a work's ContextObject as keys and encoded values, such as stands in `title`; not escaped for HTML."""
    return "&".join([f"{key}={_encode(value)}" for key, value in _pairs(entry) if value])


@functools.lru_cache(maxsize=1 << 13)  # names and journals come again
def _encode(value: str) -> str:
    return quote(in_one_line(value), safe=_SAFE)


def matrix_of(entry: Entry) -> Matrix:
    """Tell by which list of keys a work is described."""
    if entry.type == "thesis":
        return "dissertation"
    if entry.type == "patent":
        return "patent"
    if entry.type in _BOOK_GENRES and kind_of(entry) != "article":
        return "book"
    return "journal" if kind_of(entry) in {"article", "preprint"} or entry.type == "periodical" else "dc"


def _pairs(entry: Entry) -> Iterator[tuple[str, str]]:
    matrix = matrix_of(entry)
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{matrix}"
    yield "rft_id", f"info:doi/{entry.doi}" if entry.doi else ""
    yield "rft_id", f"info:pmid/{entry.pmid}" if entry.pmid else ""
    yield "rft_id", entry.url or (arxiv_address(entry.arxiv) if entry.arxiv else "")
    if matrix == "dc":
        yield from _dublin_core(entry)
        return
    yield from _journal(entry) if matrix == "journal" else _book(entry, matrix)
    for person in authors_of(entry).people:
        yield "rft.aucorp" if person.literal else "rft.au", family_first(person, spell_given(person.given))
    yield "rft.date", str(entry.issued.start) if entry.issued else ""


def _journal(entry: Entry) -> Iterator[tuple[str, str]]:
    is_preprint = kind_of(entry) == "preprint"
    yield "rft.genre", "preprint" if is_preprint else "proceeding" if entry.type == "paper-conference" else "article"
    yield "rft.atitle", entry.title
    yield "rft.jtitle", server_of(entry) if is_preprint else container_of(entry)
    yield "rft.stitle", entry.container_abbreviation
    yield "rft.volume", entry.volume
    yield "rft.issue", entry.issue
    yield "rft.pages", entry.page_range
    yield "rft.issn", entry.issn


def _book(entry: Entry, matrix: Matrix) -> Iterator[tuple[str, str]]:
    """Give the keys of a book or a part of one, of a thesis, of a patent."""
    genre = _BOOK_GENRES.get(entry.type, "")
    is_part = genre in {"bookitem", "proceeding"}
    yield "rft.genre", genre
    yield "rft.atitle" if is_part else "rft.btitle" if matrix == "book" else "rft.title", entry.title
    yield "rft.btitle", (container_of(entry) or entry.event) if is_part else ""
    if matrix == "patent":
        yield from (("rft.number", entry.number), ("rft.assignee", publisher_of(entry)))
        return
    yield "rft.inst" if matrix == "dissertation" else "rft.pub", publisher_of(entry)
    yield "rft.degree", degree_of(entry) if matrix == "dissertation" else ""
    yield "rft.place", entry.place
    yield "rft.edition", entry.edition
    yield "rft.series", entry.series
    yield "rft.pages" if is_part else "rft.tpages", entry.page_range
    yield "rft.isbn", entry.isbn
    yield "rft.issn", "" if entry.isbn else entry.issn


def _dublin_core(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "rft.type", _DUBLIN_CORE_TYPES.get(entry.type, "document")
    yield "rft.title", entry.title
    yield "rft.source", container_of(entry) or entry.event
    for person in authors_of(entry).people:
        yield "rft.creator", family_first(person, spell_given(person.given))
    yield "rft.date", str(entry.issued.start) if entry.issued else ""
    yield "rft.publisher", publisher_of(entry)
    yield "rft.language", entry.language
