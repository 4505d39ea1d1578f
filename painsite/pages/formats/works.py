"""What a work is, for those who refer to it: its kind, and the words that styles have in common."""

import re
from typing import Literal

from painsite.model import Entry, Names, PartialDate, Person
from painsite.pages.formats.pieces import join
from painsite.sources.identifiers import arxiv_address, doi_address

Kind = Literal["article", "preprint", "part", "page", "whole"]
"""In a journal; before print; in a book, or given as a talk; on the web; a thing of its own."""
Degree = Literal["doctoral", "master", ""]

_PARTS = frozenset({"chapter", "paper-conference", "speech", "entry", "entry-dictionary", "entry-encyclopedia"})
_BOOKS = frozenset({"book", "collection", "classic"})
_ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DEGREES: dict[str, Degree] = {"phdthesis": "doctoral", "mastersthesis": "master", "masterthesis": "master"}
_EDITION = re.compile(r"\s*\b(?:ed|edn|edition)\b\.?$", re.IGNORECASE)

_GROUP_WORD = re.compile(
    r"\b(?:collaborations?|collaborators|consorti(?:um|a)|groups?|investigators|network|teams?|initiative|committee|"
    r"trialists|researchers|society|association|project|study|partners?|alliance|program(?:me)?|centre|center)\b",
    re.IGNORECASE,
)
"""A word that says by itself that several people are meant."""


def kind_of(entry: Entry) -> Kind:
    """Tell how a work of this type is referred to."""
    in_journal = bool(entry.container_title or entry.container_abbreviation)
    if entry.type == "article" and not (in_journal and entry.volume):
        return "preprint"
    if entry.type.startswith("article") or entry.type in {"review", "review-book"}:
        return "preprint" if entry.arxiv and not in_journal else "article"
    if entry.type == "paper-conference" and in_journal and entry.issue:
        return "article"
    if entry.type in _PARTS:
        return "part"
    return "page" if entry.type in {"webpage", "post", "post-weblog"} else "whole"


def is_talk(entry: Entry) -> bool:
    """Tell whether a work was presented somewhere and is in no book."""
    return entry.type in _PARTS and not entry.container_title and bool(entry.event)


def is_book(entry: Entry) -> bool:
    """Tell whether a work is a book, which has no date of access."""
    return entry.type in _BOOKS


def members_of(text: str) -> tuple[str, ...]:
    """Give the places or publishers that a field holds."""
    return tuple([member for member in text.split("; ") if member.strip()])


def groups_of(entry: Entry) -> tuple[str, ...]:
    """Give the groups among the authors, in full: `ATLAS` is the `ATLAS Collaboration`.

    Those that are named as authors anyway are left out.
    """
    if not entry.collaboration:
        return ()
    named = {person.literal.casefold() for person in entry.authors.people}
    groups = [
        group if _GROUP_WORD.search(group) else f"{group} Collaboration" for group in members_of(entry.collaboration)
    ]
    return tuple([group for group in groups if group.casefold() not in named])


def authors_of(entry: Entry) -> Names:
    """Give the authors, the groups last."""
    groups = tuple([Person(literal=group) for group in groups_of(entry)])
    return Names(people=(*entry.authors.people, *groups), others=entry.authors.others) if groups else entry.authors


def container_of(entry: Entry) -> str:
    """Give the journal, book or site that holds a work; nothing where it is the work itself."""
    container = entry.container_title or entry.container_abbreviation
    return container if container != entry.title else ""


def server_of(entry: Entry) -> str:
    """Give where a preprint lies."""
    return entry.container_title or entry.container_abbreviation or entry.publisher or ("arXiv" if entry.arxiv else "")


def publisher_of(entry: Entry) -> str:
    """Give who published a work. A report or thesis names the institution first of all."""
    names = (entry.publisher, entry.institution)
    first, second = reversed(names) if entry.type in {"report", "thesis"} else names
    return first or second


def other_publisher_of(entry: Entry) -> str:
    """Give who published a work, unless its author did: then the name stands in the reference already."""
    publisher = publisher_of(entry)
    return "" if any(person.literal == publisher for person in entry.authors.people) else publisher


def degree_of(entry: Entry) -> Degree:
    """Tell for what a thesis was written, where its source says so."""
    return _DEGREES.get(entry.bibtex_type.lower(), "")


def edition_of(text: str) -> str:
    """Print `4`, `4th`, `Fourth` and `4th edition` as `4th ed`, and any other words as they are."""
    if not text:
        return ""
    word = _EDITION.sub("", text).strip()
    if word.lower() in _ORDINAL_WORDS:
        word = str(_ORDINAL_WORDS.index(word.lower()) + 1)
    if word.isdecimal():
        word = _ordinal(int(word))
    # `2., überarb. Aufl.` is an edition in German and takes no `ed`.
    return word if "aufl" in word.lower() else join(" ", word, "ed" if word else "")


def address_of(entry: Entry) -> str:
    """Give the address that lasts longest: by DOI, of a preprint at arXiv, else the work's own."""
    if entry.doi:
        return doi_address(entry.doi)
    return arxiv_address(entry.arxiv) if entry.arxiv else entry.url


def access_date(entry: Entry) -> PartialDate | None:
    """Give the date on which a page was looked at; it says nothing of a work that has a lasting address."""
    return None if entry.doi or entry.arxiv or not entry.url else entry.accessed


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"
