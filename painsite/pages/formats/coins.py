"""COinS: a reference inside a page that Zotero and library services find (ContextObjects in Spans).

Source: ANSI/NISO Z39.88-2004, the matrices `journal`, `book`, `dissertation`, `patent` and `dc` of its registry, and
what Zotero makes of them (zotero/utilities, openurl.js, `parseContextObject`; utilities.js, `cleanAuthor`). Deliberate
choices: every author is an `au`, family name first, so that nobody is named twice; a name without a comma has one
behind it, or Zotero divides it at its last blank; an organisation is no `aucorp`, which Zotero moves to the front;
`pages` rather than `spage` and `epage`; what is neither journal, book, thesis nor patent goes by Dublin Core. The last
key is `rft.type`, in Zotero's words, where these say more than the matrix and the genre: until it is read, titles mean
what the matrix says. Of theses and patents Zotero reads no language, tags or abstract.

It stands beside formatted references alone. On the lines of lists it would be nearly twice what a page of a hundred
weighs (12 to 14 kB more, gzipped, beside 7 kB of lines), and for a list there are files. The abstract stands in that of
the work's own page alone.
"""

import functools
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import quote

from painsite.model import Entry, Names
from painsite.pages.formats.people import divided_name
from painsite.pages.formats.signs import in_one_line
from painsite.pages.formats.works import authors_of, container_of, degree_of, kind_of, publisher_of, server_of
from painsite.sources.abstracts import format_abstract
from painsite.sources.identifiers import arxiv_address

Matrix = Literal["journal", "book", "dissertation", "patent", "dc"]

_BOOK_GENRES = {
    "book": "book", "classic": "book", "collection": "book", "musical_score": "book", "pamphlet": "book",
    "report": "report", "standard": "report", "chapter": "bookitem", "entry": "bookitem",
    "entry-dictionary": "bookitem", "entry-encyclopedia": "bookitem", "paper-conference": "proceeding",
}  # fmt: skip
_ITEM_TYPES = {
    "article-magazine": "magazineArticle", "article-newspaper": "newspaperArticle", "bill": "bill",
    "broadcast": "podcast", "dataset": "dataset", "document": "document", "entry": "encyclopediaArticle",
    "entry-dictionary": "dictionaryEntry", "entry-encyclopedia": "encyclopediaArticle", "event": "presentation",
    "figure": "artwork", "graphic": "artwork", "hearing": "hearing", "interview": "interview", "legal_case": "case",
    "legislation": "statute", "manuscript": "manuscript", "map": "map", "motion_picture": "film",
    "performance": "presentation", "personal_communication": "letter", "post": "forumPost", "post-weblog": "blogPost",
    "regulation": "statute", "software": "computerProgram", "song": "audioRecording", "speech": "presentation",
    "standard": "standard", "treaty": "document", "webpage": "webpage",
}  # fmt: skip
"""What Zotero calls a work. A version that does not know a word takes what the matrix says."""
_SAFE = "/:.-_~()"


def format_coins(entry: Entry, *, with_abstract: bool = False) -> str:
    """Return a work's ContextObject as keys and encoded values, such as stands in `title`; not escaped for HTML."""
    return _context_object([*_pairs(entry), *_about(entry, with_abstract=with_abstract)])


def format_own_coins(  # noqa: PLR0913 - what there is to say
    *, title: str, authors: Iterable[str], date: str, site: str, address: str, language: str, description: str,
    tags: Iterable[str], is_post: bool,
) -> str:  # fmt: skip
    """Return the ContextObject of an article of the site; `authors` are names as `own_name` gives them."""
    return _context_object(
        [
            *_first("dc"),
            ("rft_id", address),
            ("rft.title", title),
            ("rft.source", site),
            *[("rft.creator", name) for name in authors],
            ("rft.date", date),
            ("rft.language", language),
            *[("rft.subject", tag) for tag in tags],
            ("rft.description", description),
            ("rft.type", "blogPost" if is_post else "webpage"),
        ]
    )


def _context_object(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join([f"{key}={_encode(value)}" for key, value in pairs if value])


@functools.lru_cache(maxsize=1 << 13)  # names and journals come again
def _encode(value: str) -> str:
    return quote(in_one_line(value), safe=_SAFE)


def matrix_of(entry: Entry) -> Matrix:
    """Return by which list of keys a work is described."""
    if entry.type == "thesis":
        return "dissertation"
    if entry.type == "patent":
        return "patent"
    if entry.type in _BOOK_GENRES and kind_of(entry) != "article":
        return "book"
    return "journal" if kind_of(entry) in {"article", "preprint"} or entry.type == "periodical" else "dc"


def _first(matrix: Matrix) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{matrix}"


def _pairs(entry: Entry) -> Iterator[tuple[str, str]]:
    matrix = matrix_of(entry)
    yield from _first(matrix)
    yield "rft_id", f"info:doi/{entry.doi}" if entry.doi else ""
    yield "rft_id", f"info:pmid/{entry.pmid}" if entry.pmid else ""
    yield "rft_id", entry.url or (arxiv_address(entry.arxiv) if entry.arxiv else "")
    if matrix == "dc":
        yield from _dublin_core(entry)
        return
    yield from _journal(entry) if matrix == "journal" else _book(entry, matrix)
    for name in _names(authors_of(entry)):
        yield "rft.inventor" if matrix == "patent" else "rft.au", name
    yield "rft.date", str(entry.issued.start) if entry.issued else ""


def _about(entry: Entry, *, with_abstract: bool) -> Iterator[tuple[str, str]]:
    """Yield what every matrix has in Zotero, and its word for the work."""
    yield "rft.language", entry.language
    for tag in entry.tags:
        yield "rft.subject", tag
    if with_abstract and not entry.abstract_paraphrased:
        yield "rft.description", format_abstract(entry.abstract)
    is_preprint = matrix_of(entry) == "journal" and kind_of(entry) == "preprint"
    yield "rft.type", "preprint" if is_preprint else _ITEM_TYPES.get(entry.type, "")


def _names(names: Names) -> Iterator[str]:
    return map(divided_name, names.people)


def _journal(entry: Entry) -> Iterator[tuple[str, str]]:
    is_preprint = kind_of(entry) == "preprint"
    yield "rft.genre", "preprint" if is_preprint else "proceeding" if entry.type == "paper-conference" else "article"
    yield "rft.atitle", entry.title
    yield "rft.jtitle", server_of(entry) if is_preprint else container_of(entry)
    yield "rft.pub", server_of(entry) if is_preprint else ""  # of a preprint Zotero knows no journal
    yield "rft.stitle", entry.container_abbreviation
    yield "rft.volume", entry.volume
    yield "rft.issue", entry.issue
    yield "rft.pages", entry.page_range
    yield "rft.issn", entry.issn


def _book(entry: Entry, matrix: Matrix) -> Iterator[tuple[str, str]]:
    """Yield the keys of a book or a part of one, of a thesis, of a patent."""
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
    yield "rft.title", entry.title
    yield "rft.source", container_of(entry) or entry.event
    for name in _names(authors_of(entry)):
        yield "rft.creator", name
    yield "rft.date", str(entry.issued.start) if entry.issued else ""
    yield "rft.publisher", publisher_of(entry)
    yield "rft.place", entry.place
