"""References in MLA style.

Source: MLA Handbook, 9th ed., chapter 5 (the core elements), 2.139 (pages), appendix 1 (months). Deliberate
differences: titles keep the capitals that they have, names of publishers are not abbreviated (`U of Oslo P`), and given
names are printed as far as the entry has them.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names, Person
from painsite.pages.formats.patents import patent_of
from painsite.pages.formats.people import family_first, given_first, list_given_first, spell_given
from painsite.pages.formats.pieces import close, em, join, plain, quoted, sentences
from painsite.pages.formats.ranges import dash_numbers, shorten_pages_mla
from painsite.pages.formats.statuses import is_unfinished, status_of
from painsite.pages.formats.times import mla, mla_day, years
from painsite.pages.formats.works import (
    Degree,
    Kind,
    access_date,
    address_of,
    are_several,
    container_of,
    edition_of,
    editors_of,
    groups_of,
    is_book,
    is_talk,
    issue_of,
    kind_of,
    number_without_label,
    original_year,
    other_publisher_of,
    pages_within,
    publisher_of,
    publishers_of,
    report_kind,
    series_number,
    server_of,
    stands_alone,
    thesis_of,
    translators_of,
    version_of,
    volume_of,
)

_DEGREES: Mapping[Degree, str] = {"doctoral": "PhD dissertation", "master": "master’s thesis", "": "thesis"}
_UNFINISHED = {"submitted": "submitted for publication", "in preparation": "in preparation"}
_OUR_WORD = re.compile(
    r"(?:edited|translated|version|vols?\.|nos?\.|pp?\.|master’s thesis|thesis|forthcoming|submitted for|in preparation"
    r"|spring|summer|autumn|winter)(?!\w)"
)
"""What we say ourselves, without a capital inside of a sentence."""
_LAST = {"dataset": "Data set", "software": "Software"}


def format_mla(entry: Entry) -> str:
    """Return, as HTML, `Kasch, Richard, et al. “Title.” <em>Spine</em>, vol. 47, no. 3, 2022, pp. 201–11, https://….`.

    It closes with a full stop.
    """
    kind = kind_of(entry)
    is_set_as_book = kind not in {"article", "preprint"} and stands_alone(entry) and not container_of(entry)
    title = em(entry.title) if kind == "whole" or is_set_as_book else quoted(entry.title)
    container = join(", ", *_FORMS[kind](entry), plain(address_of(entry)))
    accessed = access_date(entry)
    return sentences(
        (
            _authors(entry) or (_editors_first(entry.editors) if stands_alone(entry) else ""),
            title,
            _between(entry, kind),
            _capital(container),
            *_last(entry, kind),
            f"Accessed {mla_day(accessed)}" if accessed else "",
        )
    )


def _between(entry: Entry, kind: Kind) -> str:
    """Return what stands between the title of a work and what holds it: a first date, the translators of a chapter."""
    if kind == "part" and translators_of(entry) and container_of(entry):
        return f"Translated by {_straight(translators_of(entry))}"
    return join(". ", original_year(entry), plain(report_kind(entry)))


def _last(entry: Entry, kind: Kind) -> Iterable[str]:
    """Yield the optional elements at the end: the whole work of a volume, the series, what a thing is."""
    if entry.type == "thesis":
        yield join(", ", plain(publisher_of(entry)), plain(thesis_of(entry, _DEGREES)))
    if entry.main_title:
        volume = f"Vol. {plain(volume_of(entry))} of " if volume_of(entry) else "Part of "
        yield volume + em(entry.main_title)
    if entry.series and kind in {"page", "part", "whole"}:
        yield plain(join(" ", entry.series, series_number(entry)))
    yield "Preprint" if kind == "preprint" else _LAST.get(entry.type, "")


def _article(entry: Entry) -> Iterable[str]:
    if is_unfinished(entry):
        yield from (mla(entry.issued), _UNFINISHED[status_of(entry)])
        return
    volume, issue = dash_numbers(entry.volume), dash_numbers(issue_of(entry))
    yield em(entry.container_title or entry.container_abbreviation)
    yield plain(f"{'vols.' if are_several(volume) else 'vol.'} {volume}") if volume else ""
    yield plain(f"{'nos.' if are_several(issue) else 'no.'} {issue}") if issue else ""
    yield _date(entry, mla(entry.issued))
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
    yield _date(entry, years(entry.issued))
    yield _pages(entry)


def _page(entry: Entry) -> Iterable[str]:
    yield em(container_of(entry))
    yield plain(other_publisher_of(entry))
    yield mla(entry.issued)


def _whole(entry: Entry) -> Iterable[str]:
    if entry.type == "thesis":
        yield mla(entry.issued)
        return
    if entry.type == "patent":
        yield from (plain(patent_of(entry)), mla(entry.issued))
        return
    yield plain(container_of(entry) if container_of(entry) != publisher_of(entry) else "")
    yield from _edited(entry)
    yield plain(f"no. {issue_of(entry)}") if entry.type == "periodical" and issue_of(entry) else ""
    yield _date(entry, years(entry.issued) if is_book(entry) else mla(entry.issued))
    yield _pages(entry) if pages_within(entry) else ""


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}


def _edited(entry: Entry) -> Iterable[str]:
    """Yield editors, edition, volume, number and publisher; editors who stand first do not stand here again."""
    is_part = kind_of(entry) == "part"
    editors = editors_of(entry) if _authors(entry) or not stands_alone(entry) else Names()
    translators = Names() if is_part and container_of(entry) else translators_of(entry)
    if editors and editors == translators:
        yield f"edited and translated by {_straight(editors)}"
    else:
        yield f"edited by {_straight(editors)}" if editors else ""
        yield f"translated by {_straight(translators)}" if translators else ""
    edition = edition_of(entry.edition)
    volume, number = dash_numbers(volume_of(entry)), number_without_label(entry)
    yield plain(close(edition) if edition.endswith(" ed") else edition)
    yield plain(f"version {version_of(entry)}") if entry.version else ""
    yield plain(f"{'vols.' if are_several(volume) else 'vol.'} {volume}") if volume and not entry.main_title else ""
    yield plain(f"no. {number}") if number and not entry.series else ""
    yield plain(publishers_of(entry, " / "))


def _date(entry: Entry, date: str) -> str:
    """Return the date; `forthcoming` stands before it, or in its place, of what is still to come."""
    if status_of(entry) == "in press" and not (kind_of(entry) == "article" and entry.volume):
        return join(" ", "forthcoming", date)
    return date


def _authors(entry: Entry) -> str:
    """Return who stands first: nobody where an organisation has published its own work."""
    names, groups = entry.authors, plain("; ".join(groups_of(entry)))
    if names.people == (Person(literal=publisher_of(entry)),):
        return ""
    return join(" ", _list(names), f"({groups})" if names and groups else groups)


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
    return plain(list_given_first(names, most=2, named=1))


def _editors_first(names: Names) -> str:
    several = len(names.people) > 1 or names.others
    return f"{_list(names)}, editor{'s' if several else ''}" if names else ""


def _capital(text: str) -> str:
    """Begin what follows a full stop with a capital: `Edited by`, `No. 59`, but no address and no name."""
    return text[:1].upper() + text[1:] if _OUR_WORD.match(text) else text


def _pages(entry: Entry) -> str:
    pages = shorten_pages_mla(entry.page_range)
    return plain(f"p{'p' if '–' in pages or ',' in pages else ''}. {pages}") if pages else ""
