"""Open Library's answer about a book → a record.

Source: https://openlibrary.org/dev/docs/api/books, `jscmd=data`.
"""

import re

from painsite.editing.formats.csl_parts import plain
from painsite.editing.formats.json_values import object_at, objects_at, read_object, text_at, texts_at
from painsite.editing.formats.pubmed_dates import parse_medline_date
from painsite.editing.formats.titles import join_subtitle, plain_title
from painsite.editing.record import Appearance, Record
from painsite.model import Entry, Issued, Names, Person
from painsite.problems import Unreadable
from painsite.sources.names import parse_name

_DATE = re.compile(r"(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?:(?P<day>\d{1,2}),?\s+)?(?P<year>\d{4})")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d{2}|20\d{2})(?!\d)")


def parse_open_library(text: str, isbn: str, *, source: str = "openlibrary") -> Record | None:
    """Read the answer about one ISBN; None where Open Library does not have the book.

    Raises Unreadable for what is no answer and for a book without a title.
    """
    book = object_at(read_object(text), f"ISBN:{isbn}")
    if not book:
        return None
    title = plain_title(join_subtitle(plain(text_at(book, "title")), plain(text_at(book, "subtitle"))))
    if not title:
        raise Unreadable(f"Open Library's record of ISBN {isbn} has no title")
    issued = _date(text_at(book, "publish_date"))
    entry = Entry(
        citekey="",
        path="",
        type="book",
        title=title,
        authors=Names(people=tuple(_person(text_at(author, "name")) for author in objects_at(book, "authors"))),
        publisher="; ".join(plain(text_at(one, "name")) for one in objects_at(book, "publishers")),
        place="; ".join(plain(text_at(one, "name")) for one in objects_at(book, "publish_places")),
        issued=issued,
        isbn=isbn,
    )
    subjects = [text_at(subject, "name") for subject in objects_at(book, "subjects")] or texts_at(book, "subjects")
    keywords = tuple(dict.fromkeys(plain(subject) for subject in subjects[:10]))
    return Record(entry=entry, source=source, keywords=keywords, appearance=Appearance(printed=issued))


def _person(name: str) -> Person:
    try:
        return parse_name(plain(name))
    except Unreadable:
        return Person(literal=plain(name))


def _date(text: str) -> Issued | None:
    if found := _DATE.search(text):
        return parse_medline_date(" ".join(filter(None, (found["year"], found["month"], found["day"]))))
    year = _YEAR.search(text)
    return parse_medline_date(year[0]) if year else None
