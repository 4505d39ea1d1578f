"""One-line descriptions of a node: in related content, among the highlights, under a headline."""

import re
from collections.abc import Callable

from painsite.languages.wording import Wording
from painsite.model import Face, Names, Person
from painsite.pages.memory import once_per_face
from painsite.pages.people import full_name

_WEB_TYPES = frozenset({"webpage", "post", "post-weblog"})
_LOW_QUOTED = re.compile(r"„([^„“”]*)[“”]")
_OPENING_QUOTE = re.compile(r"(?:^|(?<=[\s(\[—–/-]))\"")
_CLOSED = re.compile(r"[?!…][”’\"']*$|\.\.\.$")
_LAST_STOP = re.compile(r"(?<!\.\w)\.$")
"""A closing full stop, but not that of `U.S.`."""


@once_per_face
def related_line(face: Face, words: Wording) -> tuple[str, str]:
    """Describe a node in a list of related content: the title, which links, and the rest.

    `“Three-year incidence of low back pain in …,”` and `Jarvik et al, Spine (Phila Pa 1976), 2005.` The comma stands
    inside the quotation marks, in English; a title that asks or exclaims has none. What is missing is left out: the
    rest may be empty, and then the title closes with a full stop.
    """
    title = _single_quotes(face.title)
    rest = _with_stop(byline(face, words))
    if _CLOSED.search(title):
        return words.title_closed.format(title=title), rest
    quoted = words.title_before if rest else words.title_alone
    return quoted.format(title=_LAST_STOP.sub("", title)), rest


def highlight_line(face: Face) -> tuple[str, str]:
    """Describe an entry among the highlights: the work's own title, which links, and the rest.

    `Classical Conditioning Fails to … Humans.` and `Madden 2017 Pain Med.`
    """
    container = face.container_abbreviation or face.container_title
    title = face.title if _CLOSED.search(face.title) else _with_stop(face.title)
    return title, _with_stop(" ".join(part for part in (face.label, container) if part))


def byline(face: Face, words: Wording) -> str:
    """Name a node's authors, journal or site, and year: `Kasch et al, Spine (Phila Pa 1976), 2022`. May be empty.

    The authors of a web page, and those of the site's own articles, have their full names.
    """
    authors = few(face.authors, name_of(face), words)
    container = face.container_title or face.container_abbreviation
    return ", ".join(part for part in (authors, container, str(face.year or "")) if part)


def name_of(face: Face) -> Callable[[Person], str]:
    """Return what names an author of a node in its byline."""
    return full_name if face.type in _WEB_TYPES or face.kind != "entry" else _last_name


def short_authors(names: Names, words: Wording) -> str:
    """Name the authors by family name: `Weber`, `Quintner and Cohen`, `van Rijn et al` for three or more."""
    return few(names, _last_name, words)


def full_authors(names: Names, words: Wording) -> str:
    """Name the authors with their given names first: `Jennifer Hong and Perry A Ball`."""
    return few(names, full_name, words)


def unlabelled_authors(face: Face) -> tuple[str, ...]:
    """Return the last names of those authors whom the label does not name: a reader may know one of them."""
    return tuple([person.last_name for person in face.authors.people if person.last_name not in face.label])


def few(names: Names, name: Callable[[Person], str], words: Wording) -> str:
    """Name one author or two, of more the first."""
    people = names.people
    if people and (names.others or len(people) > 2):
        return words.first_author.format(first=name(people[0]))
    if len(people) == 2:
        return words.two_authors.format(first=name(people[0]), second=name(people[1]))
    return "".join(map(name, people))


def _last_name(person: Person) -> str:
    return person.last_name or person.given


def _single_quotes(title: str) -> str:
    """Turn double quotation marks, straight or curly, into single ones: the title stands in double ones itself."""
    title = _LOW_QUOTED.sub(r"‘\1’", title).replace("“", "‘").replace("”", "’")
    return _OPENING_QUOTE.sub("‘", title).replace('"', "’")


def _with_stop(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."
