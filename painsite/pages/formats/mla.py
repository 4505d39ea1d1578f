"""References in MLA style.

Source: MLA Handbook, 9th ed., chapter 5 (the core elements), 2.139 (pages), appendix 1 (months). Deliberate
differences: titles keep the capitals that they have, names of publishers are not abbreviated (`U of Oslo P`), and given
names are printed as far as the entry has them.
"""

from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names, Person
from painsite.pages.formats.people import family_first, given_first, spell_given
from painsite.pages.formats.pieces import close, em, join, plain, quoted, sentences
from painsite.pages.formats.ranges import dash_numbers, shorten_pages_mla
from painsite.pages.formats.times import mla, mla_day, years
from painsite.pages.formats.works import (
    Kind,
    access_date,
    address_of,
    container_of,
    degree_of,
    edition_of,
    is_talk,
    kind_of,
    other_publisher_of,
    publisher_of,
    server_of,
)

_DEGREES = {"doctoral": "PhD dissertation", "master": "master’s thesis", "": "thesis"}
_LAST = {"dataset": "Data set", "software": "Software"}


def format_mla(entry: Entry) -> str:
    """Give `Kasch, Richard, et al. “Title.” <em>Spine</em>, vol. 47, no. 3, Feb. 2022, pp. 201–11, https://….` as HTML.

    It closes with a full stop.
    """
    kind = kind_of(entry)
    title = em(entry.title) if kind == "whole" else quoted(entry.title)
    container = join(", ", *_FORMS[kind](entry), plain(address_of(entry)))
    accessed = access_date(entry)
    return sentences(
        (
            _authors(entry) or (_editors_first(entry.editors) if kind == "whole" else ""),
            f"{close(title)} {mla(entry.issued)}" if entry.type == "thesis" and entry.issued else title,
            container,
            f"Accessed {mla_day(accessed)}" if accessed else "",
            "Preprint" if kind == "preprint" else _LAST.get(entry.type, ""),
        )
    )


def _article(entry: Entry) -> Iterable[str]:
    yield em(entry.container_title or entry.container_abbreviation)
    yield plain(f"vol. {dash_numbers(entry.volume)}") if entry.volume else ""
    yield plain(f"no. {dash_numbers(entry.issue)}") if entry.issue else ""
    yield mla(entry.issued)
    yield _pages(entry)


def _preprint(entry: Entry) -> Iterable[str]:
    yield em(server_of(entry))
    yield mla(entry.issued)


def _part(entry: Entry) -> Iterable[str]:
    if is_talk(entry):
        yield from (plain(entry.event), mla(entry.issued), plain(entry.place))
        return
    yield em(container_of(entry))
    yield from _edited(entry)
    yield years(entry.issued)
    yield _pages(entry)


def _page(entry: Entry) -> Iterable[str]:
    yield em(container_of(entry))
    yield plain(other_publisher_of(entry) if publisher_of(entry) != entry.container_title else "")
    yield mla(entry.issued)


def _whole(entry: Entry) -> Iterable[str]:
    if entry.type == "thesis":
        yield from (plain(publisher_of(entry)), _DEGREES[degree_of(entry)])
        return
    yield plain(container_of(entry))
    yield from _edited(entry)
    yield mla(entry.issued)


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}


def _edited(entry: Entry) -> Iterable[str]:
    """Give editors, edition, volume, number and publisher; editors who stand first do not stand here again."""
    if entry.editors and (entry.authors or kind_of(entry) == "part"):
        yield f"edited by {_straight(entry.editors)}"
    edition = edition_of(entry.edition)
    yield plain(close(edition) if edition.endswith(" ed") else edition)
    yield plain(f"vol. {entry.volume}") if entry.volume else ""
    yield plain(f"no. {entry.number}") if entry.number and not entry.series else ""
    yield plain(publisher_of(entry))


def _authors(entry: Entry) -> str:
    """Give who stands first: nobody where an organisation has published its own work."""
    names = entry.authors
    if names.people == (Person(literal=publisher_of(entry)),):
        return ""
    return _list(names)


def _list(names: Names) -> str:
    """`Kasch, Richard`, `Quintner, John L., and Milton L. Cohen`, `Kasch, Richard, et al.`."""
    if not names:
        return ""
    first, *rest = names.people
    text = family_first(first, spell_given(first.given))
    if names.others or len(rest) > 1:
        return plain(f"{text}, et al.")
    return plain(f"{text}, and {given_first(rest[0], spell_given(rest[0].given))}" if rest else text)


def _straight(names: Names) -> str:
    people = [given_first(person, spell_given(person.given)) for person in names.people[:2]]
    if names.others or len(names.people) > 2:
        return plain(f"{people[0]} et al.")
    return plain(" and ".join(people))


def _editors_first(names: Names) -> str:
    several = len(names.people) > 1 or names.others
    return f"{_list(names)}, editor{'s' if several else ''}" if names else ""


def _capital(text: str) -> str:
    """Begin what follows a full stop with a capital: `Edited by`, `No. 59`, but no address."""
    return text if text.startswith("http") else text[:1].upper() + text[1:]


def _pages(entry: Entry) -> str:
    pages = shorten_pages_mla(entry.page_range)
    return plain(f"p{'p' if '–' in pages or ',' in pages else ''}. {pages}") if pages else ""
