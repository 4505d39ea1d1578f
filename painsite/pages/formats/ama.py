"""References in AMA style.

Source: AMA Manual of Style, 11th ed., chapter 3 (authors 3.7, titles 3.9, journals 3.11, books 3.12, electronic
references 3.15). Deliberate differences: titles keep the capitals that they have, journals are printed as the entry
has them where it gives no abbreviation, the place of an institution is left out, and so is what is not known.
"""

from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names, Person
from painsite.pages.formats.patents import patent_of
from painsite.pages.formats.pieces import close, em, join, plain, sentences
from painsite.pages.formats.ranges import dash_numbers, spell_pages
from painsite.pages.formats.statuses import is_unfinished, status_of
from painsite.pages.formats.times import american, american_day, years
from painsite.pages.formats.works import (
    Degree,
    Kind,
    access_date,
    container_of,
    edition_of,
    editors_of,
    groups_of,
    is_talk,
    issue_of,
    kind_of,
    number_without_label,
    original_year,
    pages_within,
    publisher_of,
    publishers_of,
    series_number,
    server_of,
    thesis_of,
    translators_of,
    version_of,
    volume_of,
)
from painsite.sources.names import initials

_MOST_AUTHORS = 6
_NAMED_OF_MORE = 3
_UNFINISHED = {"submitted": "Submitted", "in preparation": "In preparation"}
_DEGREES: Mapping[Degree, str] = {"doctoral": "Dissertation", "master": "Master’s thesis", "": "Thesis"}


def format_ama(entry: Entry) -> str:
    """Return `Kasch R, Truthmann J, Hancock MJ, et al. Title. <em>Spine</em>. 2022;47(3):201-211. doi:10.…` as HTML.

    No full stop follows a DOI or an address.
    """
    form = _patent if entry.type == "patent" else _FORMS[kind_of(entry)]
    text = sentences(form(entry))
    return join(" ", text, *_addresses(entry))


def _article(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors, groups_of(entry))
    yield plain(entry.title)
    if is_unfinished(entry):
        yield plain(join(" ", _UNFINISHED[status_of(entry)], american(entry.issued)))
        return
    yield em(entry.container_abbreviation or entry.container_title)
    yield plain(_locator(entry))


def _preprint(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors, groups_of(entry))
    yield plain(entry.title)
    yield em(server_of(entry))
    yield join(" ", "Preprint posted online", american(entry.issued)) if entry.issued else "Preprint"


def _part(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors, groups_of(entry))
    yield plain(entry.title)
    yield _in_role(translators_of(entry), "trans", "trans")
    if is_talk(entry):
        yield plain(f"Presented at: {join('; ', entry.event, american(entry.issued), entry.place)}")
        return
    editors, book = _in_role(entry.editors, "ed", "eds"), _volume_of_whole(entry, container_of(entry))
    if editors or book:
        yield f"In: {join(' ', close(editors) if editors and book else editors, book)}"
    yield from _volume_and_edition(entry)
    yield _series(entry)
    yield plain(join(":", _imprint(entry), spell_pages(entry.page_range, "-")))
    yield plain(f"Originally published {original_year(entry)}") if original_year(entry) else ""


def _page(entry: Entry) -> Iterable[str]:
    yield _authors(entry.authors, groups_of(entry)) or _in_role(entry.editors, "ed", "eds")
    yield plain(entry.title)
    yield plain(container_of(entry) or publisher_of(entry))
    yield american(entry.issued)


def _whole(entry: Entry) -> Iterable[str]:
    authors = _authors(entry.authors, groups_of(entry))
    editors = _in_role(editors_of(entry) if authors else entry.editors, "ed", "eds")
    yield authors or editors
    yield _volume_of_whole(entry, entry.title)
    yield plain(thesis_of(entry, _DEGREES)) if entry.type == "thesis" else "Dataset" if entry.type == "dataset" else ""
    yield plain(container_of(entry) if container_of(entry) != publisher_of(entry) else "")
    yield plain(f"Version {version_of(entry)}") if entry.version else ""
    if entry.type == "periodical":
        yield plain(_locator(entry))
        return
    yield from _volume_and_edition(entry)
    if editors and authors and entry.editors == entry.translators:
        yield _in_role(entry.editors, "trans-ed", "trans-eds")
    else:
        yield editors if authors else ""
        yield _in_role(translators_of(entry), "trans", "trans")
    yield _series(entry)
    yield plain(join(":", _imprint(entry), spell_pages(pages_within(entry), "-")))
    if entry.type == "report" and entry.number and not entry.series:
        yield plain(f"Report No. {number_without_label(entry)}")
    yield plain(f"Originally published {original_year(entry)}") if original_year(entry) else ""


def _patent(entry: Entry) -> Iterable[str]:
    inventors, owner = _authors(entry.authors), plain(publisher_of(entry))
    several = len(entry.authors.people) > 1 or entry.authors.others
    inventors = f"{inventors}, inventor{'s' if several else ''}" if inventors else ""
    yield join("; ", inventors, f"{owner}, assignee" if owner else "")
    yield plain(entry.title)
    yield plain(patent_of(entry))
    yield american(entry.issued)


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}


def _authors(names: Names, groups: tuple[str, ...] = ()) -> str:
    """Print six people at most; of more the first three and `et al`. An organisation follows a semicolon."""
    more = names.others or len(names.people) > _MOST_AUTHORS
    named = names.people[:_NAMED_OF_MORE] if more else names.people
    text = ""
    for index, person in enumerate(named):
        if index:
            text += "; " if person.literal or named[index - 1].literal else ", "
        text += _person(person)
    return plain(join("; ", f"{text}, et al" if text and more else text, *groups))


def _person(person: Person) -> str:
    return join(" ", person.last_name, initials(person.given), person.suffix.rstrip("."))


def _in_role(names: Names, one: str, many: str) -> str:
    several = len(names.people) > 1 or names.others
    return f"{_authors(names)}, {many if several else one}" if names else ""


def _volume_of_whole(entry: Entry, title: str) -> str:
    """Return the title of a book; of a volume of a work `<em>Collected Works</em>. Vol 7, <em>Title</em>`."""
    volume = f"Vol {plain(volume_of(entry))}" if volume_of(entry) and title else ""
    return join(". ", em(entry.main_title), join(", ", volume, em(title))) if entry.main_title else em(title)


def _series(entry: Entry) -> str:
    return plain(join("; ", entry.series, series_number(entry) if entry.series else ""))


def _locator(entry: Entry) -> str:
    """`2010;152(2 suppl):S2-S15`; without a volume and an issue the whole date; `In press`."""
    coming = status_of(entry)
    if coming == "in press" and not entry.volume:
        return "In press"
    if coming in {"online", "preprint"} and not entry.volume:
        return join(" ", "Published online", american(entry.issued))
    issue = dash_numbers(issue_of(entry)).replace("Suppl", "suppl")
    volume = dash_numbers(entry.volume) + (f"({issue})" if issue else "")
    where = join(";", years(entry.issued), volume) if volume else american(entry.issued)
    return join(":", where, spell_pages(entry.page_range, "-"))


def _volume_and_edition(entry: Entry) -> Iterable[str]:
    yield plain(f"Vol {volume_of(entry)}") if volume_of(entry) and not entry.main_title else ""
    yield plain(edition_of(entry.edition))


def _imprint(entry: Entry) -> str:
    date = american(entry.issued) if entry.type in {"dataset", "software"} else years(entry.issued)
    coming = "In press" if status_of(entry) == "in press" else _UNFINISHED.get(status_of(entry), "")
    return join("; ", publishers_of(entry, "; "), coming or date)


def _addresses(entry: Entry) -> Iterable[str]:
    if entry.doi:
        yield plain(f"doi:{entry.doi}")
    elif entry.arxiv:
        yield plain(f"arXiv:{entry.arxiv}")
    elif entry.url:
        accessed = access_date(entry)
        yield f"Accessed {american_day(accessed)}." if accessed else ""
        yield plain(entry.url)
