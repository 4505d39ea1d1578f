"""What is left in the fields of an entry by the database that it came from: capitals, markup, halves of names."""

import re
from collections.abc import Iterable, Iterator

from painsite.linking.nodes import is_of_bibtex, place_of
from painsite.model import Entry, Person
from painsite.problems import Problem
from painsite.sources.names import is_initials
from painsite.sources.quoting import quoted

_FEW = 2
"""Words of a title in capitals that are no acronyms."""
_WORDS = re.compile(r"[^\W\d_]{4,}")
_HTML = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|&(?:[A-Za-z]{2,10}|#\d{2,6}|#x[\dA-Fa-f]{2,6});")
_LATEX = re.compile(
    r"\\[A-Za-z]+\s*\{|\\[\"'`^~=.]\{?\\?[A-Za-z]|\\(?:alpha|beta|gamma|mu|pm|times|ss|o|aa|ae)\b|\{[^{}]*\}"
)
_PLAIN = ("title", "headline", "summary", "container_title", "container_abbreviation", "publisher", "series", "label")
_SURNAMES = frozenset({"A", "E", "I", "O", "U", "Y"})
"""Whole surnames of one letter: Burmese, Chinese, Korean."""


def find_leftovers(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Report titles in capitals, HTML or LaTeX in plain fields, and names that are initials or stand the wrong way."""
    for entry in entries:
        title = entry.title
        if title.isupper() and len(_WORDS.findall(title)) >= _FEW:
            yield Problem(
                place=place_of(entry, "title"),
                rule="title-capitals",
                message=f"the title {quoted(title, limit=50)} is in capitals",
                remedy="write it as a sentence, with capitals for names; no style can tell which words have them",
            )
        for name in _PLAIN:
            text = getattr(entry, name)
            if "<" in text or "&" in text or "\\" in text or "{" in text:
                yield from _markup(entry, name, text)
        for person in entry.authors.people:
            if len(person.family) <= 6 and person.family and (said := _what_is_wrong(person)):
                rule, message, remedy = said
                yield Problem(place=place_of(entry, "authors"), rule=rule, message=message, remedy=remedy)


def _markup(entry: Entry, name: str, text: str) -> Iterator[Problem]:
    place = place_of(entry, name)
    found = _HTML.search(text)
    kind = "HTML"
    if not found and not is_of_bibtex(place):  # there LaTeX is read, and told where it cannot be
        found, kind = _LATEX.search(text), "LaTeX"
    if found:
        message = f"{quoted(found[0], limit=40)} in the {name.replace('_', ' ')} is {kind}, and is shown as written"
        yield Problem(place=place, rule="leftover-markup", message=message, remedy="write the characters themselves")


def _what_is_wrong(person: Person) -> tuple[str, str, str] | None:
    """Return rule, message and remedy of a name whose family name is made of initials."""
    family, given = person.family, person.given
    if not is_initials(re.sub(r"[ .]", "", family)) or person.particle:
        return None
    shown = quoted(f"{given} {family}".strip())
    if not given or (is_initials(given) and "." in given + family):
        if "." not in family and len(family) > 2:  # an organisation's
            return None
        return "initials-only", f"the name {shown} is only initials", "look up the family name, or use `{literal: …}`"
    if is_initials(given) and not (len(family) == 1 and len(given) > 1):
        return None
    if family in _SURNAMES:
        return None
    message = f"the name {shown} has initials for a family name"
    return "name-order", message, f"write `{given}, {family}`, if `{given}` is the family name"
