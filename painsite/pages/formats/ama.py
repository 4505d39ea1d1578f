"""References in AMA style.

Source: AMA Manual of Style, 11th ed., chapter 3 (authors 3.7, titles 3.9, journals 3.11, books 3.12, electronic
references 3.15). Deliberate differences: titles keep the capitals that they have, journals are printed as the entry
has them where it gives no abbreviation, the place of an institution is left out, and so is what is not known.
"""

from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names, Person
from painsite.pages.formats.pieces import close, em, join, plain, sentences
from painsite.pages.formats.ranges import dash_numbers, spell_pages
from painsite.pages.formats.times import american, american_day, years
from painsite.pages.formats.works import (
    Kind,
    access_date,
    container_of,
    degree_of,
    edition_of,
    is_talk,
    kind_of,
    publisher_of,
    server_of,
)
from painsite.sources.names import initials

_MOST_AUTHORS = 6
_NAMED_OF_MORE = 3
_DEGREES = {"doctoral": "Dissertation", "master": "Master’s thesis", "": "Thesis"}


def format_ama(entry: Entry) -> str:
    """Give `Kasch R, Truthmann J, Hancock MJ, et al. Title. <em>Spine</em>. 2022;47(3):201-211. doi:10.…` as HTML.

    No full stop follows a DOI or an address.
    """
    text = sentences(_FORMS[kind_of(entry)](entry))
    return join(" ", text, *_addresses(entry))


def _article(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors)
    yield plain(entry.title)
    yield em(entry.container_abbreviation or entry.container_title)
    yield plain(_locator(entry))


def _preprint(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors)
    yield plain(entry.title)
    yield em(server_of(entry))
    yield join(" ", "Preprint posted online", american(entry.issued)) if entry.issued else "Preprint"


def _part(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors)
    yield plain(entry.title)
    if is_talk(entry):
        yield plain(f"Presented at: {join('; ', entry.event, american(entry.issued), entry.place)}")
        return
    editors, book = _editors(entry.editors), em(container_of(entry))
    if editors or book:
        yield f"In: {join(' ', close(editors) if editors and book else editors, book)}"
    yield from _edition_and_volume(entry)
    yield plain(join(":", _imprint(entry), spell_pages(entry.page_range, "-")))


def _page(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors)
    yield plain(entry.title)
    yield plain(container_of(entry) or publisher_of(entry))
    yield american(entry.issued)


def _whole(entry: Entry) -> Iterable[str]:
    editors = _editors(entry.editors)
    yield _authors(entry.authors) or editors
    yield em(entry.title)
    yield _DEGREES[degree_of(entry)] if entry.type == "thesis" else "Dataset" if entry.type == "dataset" else ""
    yield plain(container_of(entry))
    yield from _edition_and_volume(entry)
    yield editors if entry.authors else ""
    yield plain(join("; ", entry.series, "" if entry.type == "report" else entry.number))
    yield plain(_imprint(entry))
    yield plain(f"Report No. {entry.number}") if entry.type == "report" and entry.number else ""


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}


def _authors(names: Names) -> str:
    """Print six people at most; of more the first three and `et al`. An organisation follows a semicolon."""
    more = names.others or len(names.people) > _MOST_AUTHORS
    named = names.people[:_NAMED_OF_MORE] if more else names.people
    text = ""
    for index, person in enumerate(named):
        if index:
            text += "; " if person.literal or named[index - 1].literal else ", "
        text += _person(person)
    return plain(f"{text}, et al" if text and more else text)


def _person(person: Person) -> str:
    return join(" ", person.last_name, initials(person.given), person.suffix.rstrip("."))


def _editors(names: Names) -> str:
    several = len(names.people) > 1 or names.others
    return f"{_authors(names)}, ed{'s' if several else ''}" if names else ""


def _locator(entry: Entry) -> str:
    """`2010;152(2 suppl):S2-S15`; without a volume and an issue the whole date."""
    issue = dash_numbers(entry.issue).replace("Suppl", "suppl")
    volume = dash_numbers(entry.volume) + (f"({issue})" if issue else "")
    where = join(";", years(entry.issued), volume) if volume else american(entry.issued)
    return join(":", where, spell_pages(entry.page_range, "-"))


def _edition_and_volume(entry: Entry) -> Iterable[str]:
    yield plain(edition_of(entry.edition))
    yield plain(f"Vol {entry.volume}") if entry.volume else ""


def _imprint(entry: Entry) -> str:
    date = american(entry.issued) if entry.type in {"dataset", "software"} else years(entry.issued)
    return join("; ", publisher_of(entry), date)


def _addresses(entry: Entry) -> Iterable[str]:
    if entry.doi:
        yield plain(f"doi:{entry.doi}")
    elif entry.arxiv:
        yield plain(f"arXiv:{entry.arxiv}")
    elif entry.url:
        accessed = access_date(entry)
        yield f"Accessed {american_day(accessed)}." if accessed else ""
        yield plain(entry.url)
