"""References in APA style.

Source: Publication Manual of the American Psychological Association, 7th ed., chapters 9 and 10. Deliberate
differences: titles keep the capitals that they have; where the source ends a list of authors with `others`, `et al.`
stands in their place; a date of access is printed only for a page without a date, whatever the page is.
"""

from collections.abc import Callable, Mapping

from painsite.model import Entry, Names
from painsite.pages.formats.people import family_first, spell_initials, suffix_with_stop
from painsite.pages.formats.pieces import close, em, join, plain, sentences
from painsite.pages.formats.ranges import dash_numbers, spell_pages
from painsite.pages.formats.times import american_day, month_and_day, years
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

_MOST_AUTHORS = 20
_DEGREES = {"doctoral": "Doctoral dissertation", "master": "Master’s thesis", "": "Thesis"}
_DESCRIPTIONS = {
    "dataset": "Data set",
    "software": "Computer software",
    "motion_picture": "Film",
    "broadcast": "Broadcast",
    "manuscript": "Unpublished manuscript",
}
_DATED_TO_THE_DAY = frozenset({"article-magazine", "article-newspaper", "broadcast"})


def format_apa(entry: Entry) -> str:
    """Give `Kasch, R., & Truthmann, J. (2022). Title. <em>Spine, 47</em>(3), 201–211. https://doi.org/10.…` as HTML.

    A work without authors begins with its title. No full stop follows an address.
    """
    kind = kind_of(entry)
    title, *rest = _FORMS[kind](entry)
    who = _people(entry.authors) or (_editors_as_authors(entry.editors) if kind == "whole" else "")
    date = f"({_date(entry, kind)})"
    return join(" ", sentences([who, date, title, *rest] if who else [title, date, *rest]), _link(entry))


def _article(entry: Entry) -> tuple[str, ...]:
    title = f"{entry.title} [Review]" if entry.type == "review-book" else entry.title
    issue = f"({dash_numbers(entry.issue)})" if entry.issue else ""
    pages = spell_pages(entry.page_range)
    if pages[:1] == "e" and pages[1:].isdigit():
        pages = f"Article {pages}"
    journal = em(join(", ", entry.container_title or entry.container_abbreviation, dash_numbers(entry.volume)))
    if issue and not entry.volume:
        journal += ", "
    return plain(title), join(", ", journal + plain(issue), plain(pages))


def _preprint(entry: Entry) -> tuple[str, ...]:
    number = plain(f" (arXiv:{entry.arxiv})") if entry.arxiv else ""
    return em(entry.title) + number, plain(server_of(entry))


def _part(entry: Entry) -> tuple[str, ...]:
    if is_talk(entry):
        what = "Paper presentation" if entry.type == "paper-conference" else "Conference presentation"
        return f"{em(entry.title)} [{what}]", plain(join(", ", entry.event, entry.place))
    pages = spell_pages(entry.page_range)
    label = "pp. " if "–" in pages or "," in pages else "p. "
    inside = _brackets(edition_of(entry.edition), _volume(entry), f"{label}{pages}" if pages else "")
    editors = _editors(entry.editors)
    book = join(" ", join(", ", editors, em(container_of(entry))), inside)
    return plain(entry.title), f"In {book}" if book else "", plain(other_publisher_of(entry))


def _page(entry: Entry) -> tuple[str, ...]:
    site = container_of(entry) or publisher_of(entry)
    # a site that is its own author is not named twice
    return em(entry.title), "" if any(one.literal == site for one in entry.authors.people) else plain(site)


def _whole(entry: Entry) -> tuple[str, ...]:
    editors = _editors(entry.editors) if entry.authors else ""
    number = f"Report No. {entry.number}" if entry.type == "report" and entry.number else ""
    title = join(" ", em(entry.title), _brackets(editors, edition_of(entry.edition), _volume(entry), number))
    if entry.type == "thesis":
        return f"{title} [{join(', ', _DEGREES[degree_of(entry)], plain(publisher_of(entry)))}]", ""
    if entry.type in _DESCRIPTIONS:
        title += f" [{_DESCRIPTIONS[entry.type]}]"
    return title, plain(join(", ", container_of(entry), entry.event)), plain(other_publisher_of(entry))


_FORMS: Mapping[Kind, Callable[[Entry], tuple[str, ...]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}
"""Give the title and what follows the date."""


def _people(names: Names) -> str:
    """Print twenty people at most; of more the first nineteen and the last."""
    people = [plain(family_first(person, spell_initials(person.given))) for person in names.people]
    if names.others:
        return join(", ", *people[:_MOST_AUTHORS], "et al.")
    if len(people) > _MOST_AUTHORS:
        return f"{', '.join(people[: _MOST_AUTHORS - 1])}, . . . {people[-1]}"
    return ", &amp; ".join([", ".join(people[:-1]), people[-1]]) if len(people) > 1 else "".join(people)


def _editors(names: Names) -> str:
    """`B. Vogelstein & K. W. Kinzler (Eds.)`."""
    people = [
        plain(join(" ", spell_initials(one.given), join(", ", one.last_name, suffix_with_stop(one.suffix))))
        for one in names.people
    ]
    if names.others:
        text = join(", ", *people, "et al.")
    elif len(people) > 2:
        text = f"{', '.join(people[:-1])}, &amp; {people[-1]}"
    else:
        text = " &amp; ".join(people)
    return f"{text} {_editor_mark(names)}" if people else ""


def _editors_as_authors(names: Names) -> str:
    return f"{_people(names)} {_editor_mark(names)}" if names else ""


def _editor_mark(names: Names) -> str:
    return "(Eds.)" if len(names.people) > 1 or names.others else "(Ed.)"


def _date(entry: Entry, kind: Kind) -> str:
    """`2022`; to the day, `2016, April 3`, for what appears by days: pages, preprints, newspapers, talks."""
    if entry.issued is None:
        return "n.d."
    to_the_day = kind in {"page", "preprint"} or entry.type in _DATED_TO_THE_DAY or is_talk(entry)
    return join(", ", years(entry.issued), month_and_day(entry.issued) if to_the_day else "")


def _volume(entry: Entry) -> str:
    return f"Vol. {entry.volume}" if entry.volume else ""


def _brackets(*parts: str) -> str:
    """`(2nd ed., Vol. 3, pp. 93–113)`."""
    text = join(", ", *(close(part) if part.endswith(" ed") else part for part in parts))
    return f"({plain(text)})" if text else ""


def _link(entry: Entry) -> str:
    accessed = None if entry.issued else access_date(entry)
    address = plain(address_of(entry))
    return f"Retrieved {american_day(accessed)}, from {address}" if accessed and address else address
