"""References in Vancouver style, as the National Library of Medicine has it.

Source: Patrias K, Citing Medicine, 2nd ed. (https://www.ncbi.nlm.nih.gov/books/NBK7256/), and the sample references of
the ICMJE (https://www.nlm.nih.gov/bsd/uniform_requirements.html). Deliberate differences: page ranges have an en dash,
all initials are printed rather than two, and what is not known is left out without `[date unknown]` and its like.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping

from painsite.model import Entry, Names, Person
from painsite.pages.dates import format_issued, format_reference_date
from painsite.pages.formats.patents import patent_of
from painsite.pages.formats.pieces import close, join, plain
from painsite.pages.formats.ranges import dash_numbers, shorten_pages
from painsite.pages.formats.statuses import is_unfinished, status_of
from painsite.pages.formats.works import (
    Degree,
    Kind,
    edition_of,
    editors_of,
    first_place,
    groups_of,
    is_book,
    issue_of,
    kind_of,
    members_of,
    number_without_label,
    original_year,
    publisher_of,
    publishers_of,
    report_kind,
    thesis_of,
    translators_of,
    version_of,
    volume_of,
)
from painsite.sources.names import initials

_NAMED_AUTHORS = 6
_ROMAN_SUFFIXES = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_MEDIA = {"dataset": "dataset", "software": "software", "motion_picture": "video", "broadcast": "broadcast"}
_UNFINISHED = {"submitted": "Submitted for publication", "in preparation": "In preparation"}

_THESES: Mapping[Degree, str] = {"doctoral": "dissertation", "master": "master’s thesis", "": "dissertation"}
_SUPPLEMENT = re.compile(r"\bsuppl(?:ement)?\b\.?", re.IGNORECASE)


def format_vancouver(entry: Entry) -> str:
    """Format the reference of a work as HTML, without any tag but `bdi` around what is written from right to left.

    `Woolf CJ. Central sensitization: … Pain. 2010 Oct;152(2 Suppl):S2–15.` It closes with a full stop, but not after an
    address: there the stop would be taken for its last character.
    """
    form = _patent if entry.type == "patent" else _FORMS[kind_of(entry)]
    parts = [plain(part) for part in form(entry) if part]
    address = parts.pop() if parts and parts[-1].startswith("Available from:") else ""
    return join(" ", *map(close, parts), address)


def _journal_article(entry: Entry) -> Iterable[str]:
    """Yield `Authors. Title. Journal. 2010 Oct;152(2 Suppl):S2–15.`; where no volume finds the article, its DOI too."""
    yield _authors(entry.authors, groups_of(entry))
    yield entry.title
    if is_unfinished(entry):
        yield join(" ", _UNFINISHED[status_of(entry)], _issued(entry))
        return
    yield _container(entry)
    yield _locator(entry)
    yield f"doi:{entry.doi}" if entry.doi and not entry.volume else ""


def _preprint(entry: Entry) -> Iterable[str]:
    """Yield `Authors. Title. arXiv [Preprint]. 2021 Jan 1. arXiv:2101.00001v2.`."""
    yield _authors(entry.authors, groups_of(entry))
    server = _container(entry) or entry.publisher or ("arXiv" if entry.arxiv else "")
    yield from (entry.title, f"{server} [Preprint]") if server else (_with_medium(entry.title, "Preprint"),)
    if entry.arxiv or entry.doi:
        yield _issued(entry)
        yield f"arXiv:{entry.arxiv}" if entry.arxiv else f"doi:{entry.doi}"
    else:
        yield join(" ", _issued(entry), _cited(entry))
        yield _address(entry)


def _part(entry: Entry) -> Iterable[str]:
    """Yield `Authors. Title. In: Editors, editors. Book. 2nd ed. Place: Publisher; 2002. p. 93–113.`."""
    yield _authors(entry.authors, groups_of(entry))
    yield entry.title
    yield _people_in_role(translators_of(entry), "translator")
    if not _container(entry) and entry.event:
        yield f"Presented at: {join('; ', entry.event, _issued(entry), entry.place)}"
        return
    editors = _people_in_role(entry.editors, "editor")
    book = _container(entry)
    if book and entry.main_title:
        book = f"{entry.main_title}. {join(', ', _book_volume(entry), book)}"
    if editors:
        yield from (f"In: {editors}", book)
    elif book:
        yield f"In: {book}"
    yield entry.event
    yield edition_of(entry.edition)
    yield _book_volume(entry) if not entry.main_title else ""
    yield _imprint(entry)
    yield f"p. {shorten_pages(entry.page_range)}" if entry.page_range else ""
    yield _original(entry)
    yield _series(entry)


def _web_page(entry: Entry) -> Iterable[str]:
    """Yield `Authors. Title. Site [Internet]. 2016 Apr [cited 2022 Nov 3]. Available from: https://…`."""
    yield _authors(entry.authors, groups_of(entry)) or _people_in_role(entry.editors, "editor")
    if site := _container(entry):
        yield entry.title
        yield f"{site} [Internet]"
    else:
        yield _with_medium(entry.title, "Internet")
    yield join(" ", _imprint(entry), _cited(entry))
    yield _series(entry)
    yield _address(entry)


def _monograph(entry: Entry) -> Iterable[str]:
    """Yield `Authors. Title [dissertation]. 2nd ed. Editors, editors. Place: Publisher; 2002. 385 p.` and so on."""
    authors = _authors(entry.authors, groups_of(entry))
    editors = _people_in_role(editors_of(entry) if authors else entry.editors, "editor")
    title = _with_medium(entry.title, _medium(entry))
    yield authors or editors
    yield entry.main_title or title
    if entry.container_title not in {entry.title, publisher_of(entry)}:
        yield entry.container_title
    yield f"Version {version_of(entry)}" if entry.version else ""
    yield edition_of(entry.edition)
    volume = "" if entry.type == "periodical" else _book_volume(entry)
    yield join(", ", volume, title if entry.main_title else "")
    yield _helpers(entry, editors if authors else "")
    if entry.type == "periodical":
        yield _locator(entry)
        return
    yield _imprint(entry) if is_book(entry) else join(" ", _imprint(entry), _cited(entry))
    if entry.page_range:
        yield f"{entry.page_range} p" if entry.page_range.isdigit() else f"p. {shorten_pages(entry.page_range)}"
    yield _original(entry)
    yield _series(entry)
    if entry.number and not entry.series:
        yield f"{'Report No.' if entry.type == 'report' else 'No.'}: {number_without_label(entry)}"
    if not (is_book(entry) or entry.doi):
        yield _address(entry)


def _patent(entry: Entry) -> Iterable[str]:
    """Yield `Authors, inventors; Owner, assignee. Title. United States patent US 5668842. 1997 Sep 16.`."""
    several = len(entry.authors.people) > 1 or entry.authors.others
    inventors = _authors(entry.authors)
    owner = publisher_of(entry)
    yield join(
        "; ",
        f"{_abbreviated(inventors)}, inventor{'s' if several else ''}" if inventors else "",
        f"{owner}, assignee" if owner else "",
    )
    yield entry.title
    yield patent_of(entry, united_states="United States")
    yield _issued(entry)
    yield _address(entry)


def _helpers(entry: Entry, editors: str) -> str:
    """Return `Coburn K, editor; Vizedom MB, translator`, or one who is both."""
    if editors and entry.editors == entry.translators:
        several = len(entry.editors.people) > 1 or entry.editors.others
        return f"{editors} and translator{'s' if several else ''}"
    return join("; ", editors, _people_in_role(translators_of(entry), "translator"))


def _authors(names: Names, groups: tuple[str, ...] = ()) -> str:
    """Print six people at most: `Kasch R, van den Berg J, O'Mara JW Jr, et al`; organisations after a semicolon."""
    named = names.people[:_NAMED_AUTHORS]
    text = ""
    for index, person in enumerate(named):
        if index:
            text += "; " if person.literal or named[index - 1].literal else ", "
        text += _person(person)
    more = names.others or len(names.people) > len(named)
    text = f"{text}, et al" if text and more else text
    return join("; ", _abbreviated(text) if groups else text, *groups)


def _abbreviated(names: str) -> str:
    """Return `et al` the full stop of an abbreviation, which no end of a sentence gives it here."""
    return f"{names}." if names.endswith(", et al") else names


def _person(person: Person) -> str:
    suffix = person.suffix.rstrip(".")
    return join(" ", person.last_name, _initials(person.given), _ROMAN_SUFFIXES.get(suffix, suffix))


@functools.lru_cache(maxsize=1 << 13)
def _initials(given: str) -> str:
    """Return initials; most authors share theirs with others."""
    return initials(given)


def _people_in_role(names: Names, role: str) -> str:
    """`Vogelstein B, Kinzler KW, editors`; empty without people."""
    several = len(names.people) > 1 or names.others
    return f"{_abbreviated(_authors(names))}, {role}{'s' if several else ''}" if names else ""


def _container(entry: Entry) -> str:
    return entry.container_abbreviation or entry.container_title


def _issued(entry: Entry) -> str:
    return format_issued(entry.issued) if entry.issued else ""


def _locator(entry: Entry) -> str:
    """`2010 Oct;152(2 Suppl):S2–15`; a supplement to a whole volume stands without brackets: `42 Suppl 2`.

    What is still to come is `Forthcoming 2026`.
    """
    issue = _SUPPLEMENT.sub("Suppl", dash_numbers(issue_of(entry)))
    volume = dash_numbers(entry.volume)
    coming = {"in press": "Forthcoming", "online": "Epub", "preprint": "Epub"}.get(status_of(entry), "")
    if coming and not volume:
        return join(" ", coming, _issued(entry))
    if issue:
        volume = f"{volume} {issue}".strip() if issue.startswith("Suppl") else f"{volume}({issue})"
    where = join(";", _issued(entry), volume)
    pages = shorten_pages(entry.page_range)
    if pages and not where:
        return f"p. {pages}"
    return join(":", where, pages)


def _imprint(entry: Entry) -> str:
    """`Place: Publisher; 2002`, of several places and publishers the first; `Forthcoming 2026` for what is to come."""
    publisher = next(iter(members_of(publishers_of(entry, "; "))), "")
    coming = "Forthcoming" if status_of(entry) == "in press" else _UNFINISHED.get(status_of(entry), "")
    return join("; ", join(": ", first_place(entry), publisher), join(" ", coming, _issued(entry)))


def _book_volume(entry: Entry) -> str:
    return f"Vol. {volume_of(entry)}" if volume_of(entry) else ""


def _series(entry: Entry) -> str:
    """`(Lecture notes in computer science; vol. 2278)`, `(Bollingen series; 75)`."""
    if not entry.series:
        return ""
    number = entry.number or (f"vol. {entry.volume}" if entry.volume and not volume_of(entry) else "")
    return f"({join('; ', entry.series, number)})"


def _original(entry: Entry) -> str:
    year = original_year(entry)
    return f"Originally published {year}" if year else ""


def _medium(entry: Entry) -> str:
    if entry.type == "thesis":
        return thesis_of(entry, _THESES)
    return _MEDIA.get(entry.type, report_kind(entry))


def _with_medium(title: str, medium: str) -> str:
    return f"{title.removesuffix('.')} [{medium}]" if medium else title


def _cited(entry: Entry) -> str:
    return f"[cited {format_reference_date(entry.accessed)}]" if entry.accessed else ""


def _address(entry: Entry) -> str:
    return f"Available from: {entry.url}" if entry.url else ""


_FORMS: Mapping[Kind, Callable[[Entry], Iterable[str]]] = {
    "article": _journal_article,
    "preprint": _preprint,
    "part": _part,
    "page": _web_page,
    "whole": _monograph,
}
