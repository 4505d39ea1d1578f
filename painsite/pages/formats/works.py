"""What a work is, for those who refer to it: its kind, and the words that styles have in common."""

import re
from collections.abc import Mapping
from typing import Literal

from painsite.model import Entry, Names, PartialDate, Person
from painsite.pages.formats.pieces import join
from painsite.pages.formats.statuses import status_of
from painsite.pages.formats.times import years
from painsite.sources.identifiers import arxiv_address

Kind = Literal["article", "preprint", "part", "page", "whole"]
"""In a journal; before print; in a book, or given as a talk; on the web; a thing of its own."""
Degree = Literal["doctoral", "master", ""]

_PARTS = frozenset({"chapter", "paper-conference", "speech", "entry", "entry-dictionary", "entry-encyclopedia"})
_PAPERS = frozenset({"paper-conference", "speech"})
_BOOKS = frozenset({"book", "collection", "classic"})
_ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DEGREES: dict[str, Degree] = {"phdthesis": "doctoral", "mastersthesis": "master", "masterthesis": "master"}
_DEGREE_WORDS: tuple[tuple[Degree, re.Pattern[str]], ...] = (
    (
        "master",
        re.compile(r"\b(?:master|mathesis|m\.?\s?(?:a|sc|s|phil)\b|magister|mémoire de ma)|diplom", re.IGNORECASE),
    ),
    (
        "doctoral",
        re.compile(r"ph\.?\s?d|\bdoctora|\bdoktor|\bdissertation\b|thèse de doctorat|\bd\.?phil", re.IGNORECASE),
    ),
)
_EDITION = re.compile(r"\s*\b(?:ed|edn|edition)\b\.?$", re.IGNORECASE)

_SERVER = re.compile(r"rxiv|preprint|ssrn|research square|\bosf\b|zenodo", re.IGNORECASE)
_VERSION_LABEL = re.compile(r"^(?:version|v)\.?\s*(?=\d)", re.IGNORECASE)
_REPORT_KINDS = {
    **dict.fromkeys(
        ("techreport", "technical report", "tech report", "tech. report", "tech. rep.", "tech. rep"), "Technical Report"
    ),
    **dict.fromkeys(("resreport", "research report", "res. report"), "Research Report"),
}  # fmt: skip
_REPORT_WORD = re.compile(r"\b(?:report|paper|memo(?:randum)?|note|bulletin|publication)\b", re.IGNORECASE)
_NUMBER_LABEL = re.compile(r"^(?:(?:report|technical report)\s+)?(?:no|nr|number)\b\.?\s*(?=\w)", re.IGNORECASE)
_SEVERAL = re.compile(r"\d\w*\s*(?:[-–,/&]|and|und)\s*\d")
_GROUP_WORD = re.compile(
    r"\b(?:collaborations?|collaborators|consorti(?:um|a)|groups?|investigators|network|teams?|initiative|committee|"
    r"trialists|researchers|society|association|project|study|partners?|alliance|program(?:me)?|centre|center)\b",
    re.IGNORECASE,
)
"""A word that says by itself that several people are meant."""


def kind_of(entry: Entry) -> Kind:
    """Return how a work of this type is referred to."""
    in_journal = bool(entry.container_title or entry.container_abbreviation)
    if entry.type == "article" and not (in_journal and entry.volume):
        return "preprint"
    if entry.type == "document" and in_journal and (entry.volume or entry.page_range):
        return "article"  # what `@misc` has of a journal
    if entry.type.startswith("article") or entry.type in {"review", "review-book"}:
        at_server = _SERVER.search(entry.container_title) and not entry.volume
        # BibLaTeX has one key, `prepublished`, for what is ahead of print and what lies at a server
        is_preprint = entry.arxiv or status_of(entry) in ({"preprint", "online"} if at_server else {"preprint"})
        return "preprint" if is_preprint and (at_server or not in_journal) else "article"
    if entry.type == "paper-conference" and in_journal and entry.issue:
        return "article"
    if entry.type in _PARTS and (in_journal or entry.event or entry.editors or entry.type in _PAPERS):
        return "part"
    return "page" if entry.type in {"webpage", "post", "post-weblog"} else "whole"


def is_talk(entry: Entry) -> bool:
    """Return whether a work was presented somewhere and is in no book."""
    return entry.type in _PARTS and not entry.container_title and bool(entry.event)


def is_book(entry: Entry) -> bool:
    """Return whether a work is a book, which has no date of access."""
    return entry.type in _BOOKS


def members_of(text: str) -> tuple[str, ...]:
    """Return the places or publishers that a field holds."""
    return tuple([member.strip() for member in text.split("; ") if member.strip()])


def groups_of(entry: Entry) -> tuple[str, ...]:
    """Return the groups among the authors, in full: `ATLAS` is the `ATLAS Collaboration`.

    Those that are named as authors anyway are left out.
    """
    if not entry.collaboration:
        return ()
    named = {person.literal.casefold() for person in entry.authors.people}
    groups = [
        group if _GROUP_WORD.search(group) else f"{group} Collaboration" for group in members_of(entry.collaboration)
    ]
    return tuple([group.removeprefix("the ") for group in groups if group.casefold() not in named])


def authors_of(entry: Entry) -> Names:
    """Return the authors, the groups last."""
    groups = tuple([Person(literal=group) for group in groups_of(entry)])
    return Names(people=(*entry.authors.people, *groups), others=entry.authors.others) if groups else entry.authors


def container_of(entry: Entry) -> str:
    """Return the journal, book or site that holds a work; nothing where it is the work itself."""
    container = entry.container_title or entry.container_abbreviation
    return container if container != entry.title else ""


def server_of(entry: Entry) -> str:
    """Return where a preprint lies."""
    return entry.container_title or entry.container_abbreviation or entry.publisher or ("arXiv" if entry.arxiv else "")


def pages_within(entry: Entry) -> str:
    """Return the pages of a part; those of a whole are how many it has."""
    return entry.page_range if entry.type in _PARTS else ""


def stands_alone(entry: Entry) -> bool:
    """Return whether a work is named by itself: then its title is set as a book's, and its editors may stand first."""
    return kind_of(entry) in {"page", "whole"} or (entry.type not in _PAPERS and not container_of(entry))


def editors_of(entry: Entry) -> Names:
    """Return the editors, unless they are the authors."""
    return Names() if entry.editors == entry.authors else entry.editors


def translators_of(entry: Entry) -> Names:
    """Return the translators, unless they are the authors."""
    return Names() if entry.translators == entry.authors else entry.translators


def publisher_of(entry: Entry) -> str:
    """Return who published a work. A report or thesis names the institution first of all."""
    names = (entry.publisher, entry.institution)
    first, second = reversed(names) if entry.type in {"report", "thesis"} else names
    return first or second


def publishers_of(entry: Entry, separator: str) -> str:
    """Return who published a work, several with `separator` between them; nobody where what holds it has the name."""
    publisher = publisher_of(entry)
    held_by = {container_of(entry).casefold(), server_of(entry).casefold() if entry.type == "article" else ""}
    return "" if publisher.casefold() in held_by else join(separator, *members_of(publisher))


def first_place(entry: Entry) -> str:
    """Return the place of the publisher, of several the first."""
    return next(iter(members_of(entry.place)), "")


def imprint_of(entry: Entry, separator: str) -> str:
    """Return `Chicago: University of Chicago Press`."""
    return join(": ", first_place(entry), publishers_of(entry, separator))


def volume_of(entry: Entry) -> str:
    """Return the volume of a book; one beside a series that has no other number is the series’ own."""
    is_of_series = entry.series and not entry.number and not entry.main_title
    return "" if is_of_series else entry.volume


def series_number(entry: Entry) -> str:
    """Return the number that a book has in its series."""
    return entry.number or ("" if volume_of(entry) else entry.volume)


def issue_of(entry: Entry) -> str:
    """Return the issue of a journal; `@misc` and `@periodical` have it as `number`."""
    return entry.issue or (entry.number if entry.type in {"document", "periodical"} else "")


def number_without_label(entry: Entry) -> str:
    """Return the number of a report without the `no.` that stands before it anyway."""
    return _NUMBER_LABEL.sub("", entry.number)


def are_several(numbers: str) -> bool:
    """Return whether these are several numbers of a journal: `3–4`, `1/2`, `2 and 3`."""
    return _SEVERAL.search(numbers) is not None


def original_year(entry: Entry) -> str:
    """Return the year in which a work first appeared, if it is not the year of this edition."""
    year = years(entry.original_date)
    return "" if year == years(entry.issued) else year


def other_publisher_of(entry: Entry) -> str:
    """Return who published a work, unless its author did: then the name stands in the reference already."""
    publisher = publishers_of(entry, "; ")
    return "" if any(person.literal == publisher for person in entry.authors.people) else publisher


def degree_of(entry: Entry) -> Degree:
    """Return for what a thesis was written, where its source says so."""
    kind = entry.genre
    for degree, words in _DEGREE_WORDS:
        if words.search(kind):
            return degree
    return "" if kind else _DEGREES.get(entry.bibtex_type.lower(), "")


def version_of(entry: Entry) -> str:
    """Return the version without the `v` that stands before it: `2.1`."""
    return _VERSION_LABEL.sub("", entry.version)


def report_label(entry: Entry) -> str:
    """Return what stands before the number of a report: `Report No.`, `Working Paper No.`."""
    kind = entry.genre
    named = _REPORT_KINDS.get(kind.lower(), kind if _REPORT_WORD.search(kind) else "Report")
    return f"{named} No."


def report_kind(entry: Entry) -> str:
    """Return what kind of report a work is, in the words of its source, where no number of it says so already."""
    return entry.genre if entry.type == "report" and not entry.number else ""


def thesis_of(entry: Entry, words: Mapping[Degree, str]) -> str:
    """Return what kind of thesis a work is in a style's words for degrees, or in its source's for what is neither."""
    degree = degree_of(entry)
    return words[degree] if degree else entry.genre or words[""]


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
    """Return the address that lasts longest, for print: by DOI, of a preprint at arXiv, else the work's own.

    A DOI is printed as it is. Only in a link its signs are percent-encoded.
    """
    if entry.doi:
        return f"https://doi.org/{entry.doi}"
    return arxiv_address(entry.arxiv) if entry.arxiv else entry.url


def access_date(entry: Entry) -> PartialDate | None:
    """Return the date on which a page was looked at; it says nothing of a work that has a lasting address."""
    return None if entry.doi or entry.arxiv or not entry.url else entry.accessed


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"
