"""References in Chicago style, author-date.

Source: Chicago Manual of Style, 17th ed., chapter 15, with 14.173 (preprints) and 9.61 (pages). Deliberate
differences: titles keep the capitals that they have, a preprint names its server, and given names are printed as far as
the entry has them.
"""

from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names
from painsite.pages.formats.patents import patent_of
from painsite.pages.formats.people import family_first, given_first, list_given_first, spell_given
from painsite.pages.formats.pieces import close, em, join, plain, quoted, sentences
from painsite.pages.formats.ranges import dash_numbers, shorten_pages_chicago
from painsite.pages.formats.statuses import is_unfinished, status_of
from painsite.pages.formats.times import american, american_day, month_and_day, years
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
    imprint_of,
    is_talk,
    issue_of,
    kind_of,
    number_without_label,
    original_year,
    pages_within,
    publisher_of,
    report_kind,
    report_label,
    series_number,
    server_of,
    stands_alone,
    thesis_of,
    translators_of,
    version_of,
    volume_of,
)

_MOST_AUTHORS = 10
_NAMED_OF_MORE = 7
_DEGREES: Mapping[Degree, str] = {"doctoral": "PhD diss.", "master": "Master’s thesis", "": "Thesis"}
_UNFINISHED = {
    "submitted": "Unpublished manuscript, submitted for publication", "in preparation": "Unpublished manuscript",
}  # fmt: skip
_MEDIA = {"dataset": "Data set", "software": "Software"}


def format_chicago(entry: Entry) -> str:
    """Return `Kasch, Richard, and Julia Truthmann. 2022. “Title.” <em>Spine</em> 47 (3): 201–11. https://…` as HTML.

    A work without authors begins with its title. It closes with a full stop.
    """
    kind = kind_of(entry)
    who = _authors(entry) or (_editors_first(entry.editors) if stands_alone(entry) else "")
    title, year = _title(entry, kind), _year(entry)
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
    if is_unfinished(entry):
        yield _UNFINISHED[status_of(entry)]
        return
    issue = dash_numbers(issue_of(entry))
    journal = em(entry.container_title or entry.container_abbreviation)
    pages = plain(shorten_pages_chicago(entry.page_range))
    if not (entry.volume or issue):
        dated = entry.issued and entry.issued.start.month and status_of(entry) != "in press"
        date = american(entry.issued) if dated else ""
        if status_of(entry) in {"online", "preprint"}:
            date = join(" ", "published ahead of print", date)
        yield join(", ", journal, date, pages)
        return
    volume = join(" ", journal, plain(dash_numbers(entry.volume)))
    inside = issue or (month_and_day(entry.issued) if entry.issued else "")
    if issue and not entry.volume:
        yield join(": ", f"{volume}, {'nos.' if are_several(issue) else 'no.'} {plain(inside)}", pages)
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
    pages = plain(shorten_pages_chicago(entry.page_range))
    if container_of(entry):
        yield f"Translated by {_straight(translators_of(entry))}" if translators_of(entry) else ""
        volume, where = plain(_volume(entry).lower()), pages
        if entry.main_title:
            volume = join(" of ", volume, em(entry.main_title))
        elif volume and pages:
            volume, where = "", f"{plain(volume_of(entry))}:{pages}"
        yield f"In {join(', ', em(container_of(entry)), plain(_edition(entry)), editors, volume, where)}"
    else:
        yield from _contributors(entry)
    yield from (_series(entry), plain(imprint_of(entry, " / ")))


def _page(entry: Entry) -> Iterable[str]:
    yield plain(container_of(entry) or publisher_of(entry))
    yield american(entry.issued) if entry.issued and entry.issued.start.month else ""


def _whole(entry: Entry) -> Iterable[str]:
    if entry.type == "thesis":
        yield plain(join(", ", thesis_of(entry, _DEGREES), publisher_of(entry)))
        return
    if entry.type == "patent":
        issued = american(entry.issued)
        yield join(", ", plain(patent_of(entry, word="Patent")), f"issued {issued}" if issued else "")
        return
    if is_unfinished(entry):
        yield _UNFINISHED[status_of(entry)]
        return
    yield _MEDIA.get(entry.type, plain(report_kind(entry)))
    yield plain(container_of(entry) if container_of(entry) != publisher_of(entry) else "")
    yield plain(f"Version {version_of(entry)}") if entry.version else ""
    yield plain(_edition(entry))
    if entry.type == "periodical":
        yield plain(join(" ", entry.volume, f"({issue_of(entry)})" if issue_of(entry) else ""))
        return
    yield join(" of ", plain(_volume(entry)), em(entry.main_title))
    yield from _contributors(entry)
    yield _series(entry)
    if entry.number and not entry.series:
        yield plain(f"{report_label(entry) if entry.type == 'report' else 'No.'} {number_without_label(entry)}")
    yield plain(imprint_of(entry, " / "))


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}


def _title(entry: Entry, kind: Kind) -> str:
    """Return the title: of a book in italics, of what is in one or is not printed in quotation marks."""
    if entry.type == "patent":
        return plain(entry.title)
    is_printed = entry.type not in {"manuscript", "thesis"} and not is_unfinished(entry)
    as_book = kind == "whole" or (kind == "part" and stands_alone(entry))
    if as_book and is_printed:
        return join(", ", em(entry.title), plain(shorten_pages_chicago(pages_within(entry))))
    return quoted(entry.title)


def _year(entry: Entry) -> str:
    """Return `2022`, `(1909) 1960` of a later edition, `Forthcoming`, `n.d.`."""
    if status_of(entry) == "in press" and not entry.volume:
        return "Forthcoming"
    original = original_year(entry)
    return join(" ", f"({original})" if original else "", years(entry.issued) or "n.d.")


def _authors(entry: Entry) -> str:
    """Return who stands first; a group beside people in brackets."""
    groups = plain("; ".join(groups_of(entry)))
    return join(" ", _list(entry.authors), f"({groups})" if entry.authors and groups else groups)


def _contributors(entry: Entry) -> Iterable[str]:
    """Yield `Edited by …` and `Translated by …`, but no editors who stand first."""
    editors = editors_of(entry) if _authors(entry) else Names()
    translators = translators_of(entry)
    if editors and editors == translators:
        yield f"Edited and translated by {_straight(editors)}"
        return
    yield f"Edited by {_straight(editors)}" if editors else ""
    yield f"Translated by {_straight(translators)}" if translators else ""


def _series(entry: Entry) -> str:
    """`Lecture Notes in Computer Science 2278`."""
    return plain(join(" ", entry.series, series_number(entry) if entry.series else ""))


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
    return plain(list_given_first(names, most=_MOST_AUTHORS, named=_NAMED_OF_MORE))


def _editors_first(names: Names) -> str:
    several = len(names.people) > 1 or names.others
    return f"{_list(names)}, ed{'s' if several else ''}" if names else ""


def _edition(entry: Entry) -> str:
    edition = edition_of(entry.edition)
    return close(edition) if edition.endswith(" ed") else edition


def _volume(entry: Entry) -> str:
    return f"Vol. {volume_of(entry)}" if volume_of(entry) else ""
