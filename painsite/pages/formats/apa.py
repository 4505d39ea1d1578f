"""References in APA style.

Source: Publication Manual of the American Psychological Association, 7th ed., chapters 9 and 10. Deliberate
differences: titles keep the capitals that they have; where the source ends a list of authors with `others`, `et al.`
stands in their place; a date of access is printed only for a page without a date, whatever the page is.
"""

from collections.abc import Callable, Mapping

from painsite.model import Entry, Names
from painsite.pages.formats.patents import patent_of
from painsite.pages.formats.people import family_first, given_first, spell_initials
from painsite.pages.formats.pieces import close, em, join, plain, sentences
from painsite.pages.formats.ranges import dash_numbers, spell_pages
from painsite.pages.formats.statuses import is_unfinished, status_of
from painsite.pages.formats.times import american_day, month_and_day, years
from painsite.pages.formats.works import (
    Degree,
    Kind,
    access_date,
    address_of,
    container_of,
    edition_of,
    editors_of,
    groups_of,
    is_talk,
    issue_of,
    kind_of,
    number_without_label,
    original_year,
    other_publisher_of,
    pages_within,
    publisher_of,
    report_kind,
    report_label,
    server_of,
    stands_alone,
    thesis_of,
    translators_of,
    version_of,
    volume_of,
)

_MOST_AUTHORS = 20
_DEGREES: Mapping[Degree, str] = {"doctoral": "Doctoral dissertation", "master": "Master’s thesis", "": "Thesis"}
_DESCRIPTIONS = {
    "dataset": "Data set",
    "software": "Computer software",
    "motion_picture": "Film",
    "broadcast": "Broadcast",
    "manuscript": "Unpublished manuscript",
}
_UNFINISHED = {
    "submitted": "Manuscript submitted for publication", "in preparation": "Manuscript in preparation",
}  # fmt: skip
_DATED_TO_THE_DAY = frozenset({"article-magazine", "article-newspaper", "broadcast"})


def format_apa(entry: Entry) -> str:
    """Return `Kasch, R., & Truthmann, J. (2022). Title. <em>Spine, 47</em>(3), 201–211. https://doi.org/10.…` as HTML.

    A work without authors begins with its title. No full stop follows an address.
    """
    kind = kind_of(entry)
    title, *rest = _FORMS[kind](entry)
    who = _people(entry.authors, groups_of(entry))
    if not who and stands_alone(entry):
        who = _editors_as_authors(entry.editors)
    date = f"({_date(entry, kind)})"
    original = original_year(entry)
    return join(
        " ",
        sentences([who, date, title, *rest] if who else [title, date, *rest]),
        _link(entry),
        f"(Original work published {original})" if original else "",
    )


def _article(entry: Entry) -> tuple[str, ...]:
    title = f"{entry.title} [Review]" if entry.type == "review-book" else entry.title
    if is_unfinished(entry):
        return (f"{em(title)} [{_UNFINISHED[status_of(entry)]}]",)
    issue = f"({dash_numbers(issue_of(entry))})" if issue_of(entry) else ""
    pages = spell_pages(entry.page_range)
    if pages[:1] == "e" and pages[1:].isdigit():
        pages = f"Article {pages}"
    journal = em(join(", ", entry.container_title or entry.container_abbreviation, dash_numbers(entry.volume)))
    if issue and not entry.volume:
        journal += ", "
    ahead = "Advance online publication" if status_of(entry) in {"online", "preprint"} and not entry.volume else ""
    return plain(title), join(", ", journal + plain(issue), plain(pages)), ahead


def _preprint(entry: Entry) -> tuple[str, ...]:
    number = plain(f" (arXiv:{entry.arxiv})") if entry.arxiv else ""
    return em(entry.title) + number, plain(server_of(entry))


def _part(entry: Entry) -> tuple[str, ...]:
    if is_talk(entry):
        what = "Paper presentation" if entry.type == "paper-conference" else "Conference presentation"
        return f"{em(entry.title)} [{what}]", plain(join(", ", entry.event, entry.place))
    if not container_of(entry):
        return _standing_alone(entry), plain(other_publisher_of(entry))
    inside = _brackets((), edition_of(entry.edition), "" if entry.main_title else _volume(entry), _pages(entry))
    title = join(" ", plain(entry.title), _brackets((_in_role(translators_of(entry), "Trans.", "Trans."),)))
    editors = _straight(entry.editors)
    editors = f"{editors} ({_editor_mark(entry.editors)}), " if editors else ""
    book = join(" ", editors + em(_with_main_title(entry, container_of(entry))), inside)
    return title, f"In {book}", plain(other_publisher_of(entry))


def _page(entry: Entry) -> tuple[str, ...]:
    site = container_of(entry) or other_publisher_of(entry)
    # a site that is its own author is not named twice
    return em(entry.title), "" if any(one.literal == site for one in entry.authors.people) else plain(site)


def _whole(entry: Entry) -> tuple[str, ...]:
    title = _standing_alone(entry)
    if entry.type == "thesis":
        return (f"{title} [{join(', ', plain(thesis_of(entry, _DEGREES)), plain(publisher_of(entry)))}]",)
    if is_unfinished(entry):
        return (f"{title} [{_UNFINISHED[status_of(entry)]}]",)
    description = _DESCRIPTIONS.get(entry.type, plain(report_kind(entry)))
    if description:
        title += f" [{description}]"
    container = container_of(entry)
    held_by = container if container != publisher_of(entry) else ""
    return title, plain(join(", ", held_by, entry.event)), plain(other_publisher_of(entry))


def _standing_alone(entry: Entry) -> str:
    """Return the title of a thing of its own and what belongs to it: `<em>Rites</em> (M. Vizedom, Trans.; 2nd ed.)`."""
    editors = editors_of(entry) if entry.authors or not stands_alone(entry) else Names()
    translators = translators_of(entry)
    roles = (
        (_in_role(editors, "Ed. &amp; Trans.", "Eds. &amp; Trans."),)
        if editors and editors == translators
        else (_in_role(editors, "Ed.", "Eds."), _in_role(translators, "Trans.", "Trans."))
    )
    number = ""
    if entry.type == "patent":
        number = patent_of(entry, united_states="U.S.", word="Patent", label="No.")
    elif entry.type == "report" and entry.number:
        number = f"{report_label(entry)} {number_without_label(entry)}"
    version = f"Version {version_of(entry)}" if entry.version else ""
    volume = "" if entry.main_title else _volume(entry)
    pages = _pages(entry) if pages_within(entry) else ""
    inside = _brackets(roles, edition_of(entry.edition), version, volume, pages, number)
    return join(" ", em(_with_main_title(entry, entry.title)), inside)


def _with_main_title(entry: Entry, title: str) -> str:
    """Return `Collected works: Vol. 7. Biographia literaria` for a volume with a title of its own."""
    if not entry.main_title:
        return title
    return f"{entry.main_title}: {join(' ', close(_volume(entry)) if _volume(entry) else '', title)}"


_FORMS: Mapping[Kind, Callable[[Entry], tuple[str, ...]]] = {
    "article": _article,
    "preprint": _preprint,
    "part": _part,
    "page": _page,
    "whole": _whole,
}
"""Give the title and what follows the date."""


def _people(names: Names, groups: tuple[str, ...] = ()) -> str:
    """Print twenty people at most; of more the first nineteen and the last. A group among them is the last author."""
    people = [plain(family_first(person, spell_initials(person.given))) for person in names.people]
    if names.others:
        others = join(", ", *people[:_MOST_AUTHORS], "et al.")
        return join(", &amp; ", others, *map(plain, groups))
    people += map(plain, groups)
    if len(people) > _MOST_AUTHORS:
        return f"{', '.join(people[: _MOST_AUTHORS - 1])}, . . . {people[-1]}"
    return ", &amp; ".join([", ".join(people[:-1]), people[-1]]) if len(people) > 1 else "".join(people)


def _straight(names: Names) -> str:
    """`B. Vogelstein & K. W. Kinzler`."""
    people = [plain(given_first(person, spell_initials(person.given))) for person in names.people]
    if names.others:
        return join(", ", *people, "et al.")
    if len(people) > 2:
        return f"{', '.join(people[:-1])}, &amp; {people[-1]}"
    return " &amp; ".join(people)


def _in_role(names: Names, one: str, many: str) -> str:
    """`M. Vizedom & G. Caffee, Trans.`, as it stands in brackets; nothing for nobody."""
    several = len(names.people) > 1 or names.others
    return f"{_straight(names)}, {many if several else one}" if names else ""


def _editors_as_authors(names: Names) -> str:
    return f"{_people(names)} ({_editor_mark(names)})" if names else ""


def _editor_mark(names: Names) -> str:
    return "Eds." if len(names.people) > 1 or names.others else "Ed."


def _date(entry: Entry, kind: Kind) -> str:
    """`2022`; to the day, `2016, April 3`, for what appears by days: pages, preprints, newspapers, talks."""
    if status_of(entry) == "in press" and not entry.volume:
        return "in press"
    if entry.issued is None:
        return "n.d."
    to_the_day = kind in {"page", "preprint"} or entry.type in _DATED_TO_THE_DAY or is_talk(entry)
    return join(", ", years(entry.issued), month_and_day(entry.issued) if to_the_day else "")


def _volume(entry: Entry) -> str:
    return f"Vol. {volume_of(entry)}" if volume_of(entry) else ""


def _pages(entry: Entry) -> str:
    pages = spell_pages(entry.page_range)
    label = "pp. " if "–" in pages or "," in pages else "p. "
    return f"{label}{pages}" if pages else ""


def _brackets(roles: tuple[str, ...], *parts: str) -> str:
    """`(G. Colli & M. Montinari, Eds.; 2nd ed., Vol. 3, pp. 93–113)`, of people as HTML and other parts as text."""
    others = plain(join(", ", *(close(part) if part.endswith(" ed") else part for part in parts)))
    text = join("; ", *roles, others)
    return f"({text})" if text else ""


def _link(entry: Entry) -> str:
    accessed = None if entry.issued else access_date(entry)
    address = plain(address_of(entry))
    return f"Retrieved {american_day(accessed)}, from {address}" if accessed and address else address
