"""References in Chicago style, author-date.

Source: Chicago Manual of Style, 17th ed., chapter 15, with 14.173 (preprints) and 9.61 (pages). Deliberate
differences: titles keep the capitals that they have, a preprint names its server, and given names are printed as far as
the entry has them.
"""

from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names
from painsite.pages.formats.people import family_first, given_first, spell_given
from painsite.pages.formats.pieces import close, em, join, plain, quoted, sentences
from painsite.pages.formats.ranges import dash_numbers, shorten_pages_chicago
from painsite.pages.formats.times import american, american_day, month_and_day, years
from painsite.pages.formats.works import (
    Kind,
    access_date,
    address_of,
    container_of,
    degree_of,
    edition_of,
    is_talk,
    kind_of,
    publisher_of,
    server_of,
)

_MOST_AUTHORS = 10
_NAMED_OF_MORE = 7
_DEGREES = {"doctoral": "PhD diss.", "master": "Master’s thesis", "": "Thesis"}
_MEDIA = {"dataset": "Data set", "software": "Software"}


def format_chicago(entry: Entry) -> str:
    """Give `Kasch, Richard, and Julia Truthmann. 2022. “Title.” <em>Spine</em> 47 (3): 201–11. https://…` as HTML.

    A work without authors begins with its title. It closes with a full stop.
    """
    kind = kind_of(entry)
    title = em(entry.title) if kind == "whole" and entry.type != "thesis" else quoted(entry.title)
    who = _list(entry.authors) or (_editors_first(entry.editors) if kind == "whole" else "")
    year = years(entry.issued) or "n.d."
    accessed = access_date(entry)
    return sentences(
        (
            *((who, year, title) if who else (title, year)),
            *_FORMS[kind](entry),
            f"Accessed {american_day(accessed)}" if accessed and not entry.issued else "",
            plain(address_of(entry)),
        )
    )


def _article(entry: Entry) -> Iterable[str]:
    """`<em>Spine</em> 47 (3): 201–11`, `<em>Spine</em> 30:1541–48`; newspapers have their day."""
    journal = em(entry.container_title or entry.container_abbreviation)
    pages = plain(shorten_pages_chicago(entry.page_range))
    if not (entry.volume or entry.issue):
        date = american(entry.issued) if entry.issued and entry.issued.start.month else ""
        yield join(", ", journal, date, pages)
        return
    volume = join(" ", journal, plain(dash_numbers(entry.volume)))
    inside = dash_numbers(entry.issue) or (month_and_day(entry.issued) if entry.issued else "")
    if entry.issue and not entry.volume:
        yield join(": ", f"{volume}, no. {plain(inside)}", pages)
    else:
        yield join(": " if inside else ":", f"{volume} ({plain(inside)})" if inside else volume, pages)


def _preprint(entry: Entry) -> Iterable[str]:
    date = american(entry.issued) if entry.issued and entry.issued.start.month else ""
    yield plain(join(", ", "Preprint", server_of(entry), date))


def _part(entry: Entry) -> Iterable[str]:
    if is_talk(entry):
        day = american(entry.issued) if entry.issued and entry.issued.start.month else ""
        yield plain(join(", ", f"Presented at {entry.event}", entry.place, day))
        return
    editors = f"edited by {_straight(entry.editors)}" if entry.editors else ""
    place = join(", ", em(container_of(entry)), plain(_edition(entry)), plain(_volume(entry).lower()), editors)
    book = join(", ", place, plain(shorten_pages_chicago(entry.page_range)))
    yield f"In {book}" if book else ""
    yield from (plain(entry.series), plain(_imprint(entry)))


def _page(entry: Entry) -> Iterable[str]:
    yield plain(container_of(entry) or publisher_of(entry))
    yield american(entry.issued) if entry.issued and entry.issued.start.month else ""


def _whole(entry: Entry) -> Iterable[str]:
    if entry.type == "thesis":
        yield plain(join(", ", _DEGREES[degree_of(entry)], publisher_of(entry)))
        return
    yield _MEDIA.get(entry.type, "")
    yield plain(container_of(entry))
    yield plain(_edition(entry))
    yield plain(_volume(entry))
    yield f"Edited by {_straight(entry.editors)}" if entry.authors and entry.editors else ""
    yield plain(join(" ", entry.series, entry.number if entry.series else ""))
    label = "Report No." if entry.type == "report" else "No."
    yield plain(f"{label} {entry.number}") if entry.number and not entry.series else ""
    yield plain(_imprint(entry))


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}


def _list(names: Names) -> str:
    """Print ten people at most; of more the first seven and `et al.`; the first of them family name first."""
    if not names:
        return ""
    more = names.others or len(names.people) > _MOST_AUTHORS
    first, *rest = names.people[: _NAMED_OF_MORE if more else None]
    people = [family_first(first, spell_given(first.given))]
    people += [given_first(person, spell_given(person.given)) for person in rest]
    if more:
        return plain(f"{', '.join(people)}, et al.")
    return plain(", and ".join([", ".join(people[:-1]), people[-1]]) if rest else people[0])


def _straight(names: Names) -> str:
    people = [given_first(person, spell_given(person.given)) for person in names.people]
    if names.others or len(people) > _MOST_AUTHORS:
        return plain(f"{', '.join(people[:_NAMED_OF_MORE])}, et al.")
    if len(people) > 2:
        return plain(f"{', '.join(people[:-1])}, and {people[-1]}")
    return plain(" and ".join(people))


def _editors_first(names: Names) -> str:
    several = len(names.people) > 1 or names.others
    return f"{_list(names)}, ed{'s' if several else ''}" if names else ""


def _edition(entry: Entry) -> str:
    edition = edition_of(entry.edition)
    return close(edition) if edition.endswith(" ed") else edition


def _volume(entry: Entry) -> str:
    return f"Vol. {entry.volume}" if entry.volume else ""


def _imprint(entry: Entry) -> str:
    return join(": ", entry.place, publisher_of(entry))
