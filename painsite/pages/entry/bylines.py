"""Who wrote a work, where it appeared, and when, each leading to the list of what else there is of it."""

from collections.abc import Iterator

from painsite.languages.wording import Wording
from painsite.model import Face
from painsite.pages.lines import few, name_of
from painsite.pages.links import Href
from painsite.pages.people import full_name
from painsite.pages.values import Link
from painsite.pages.views import View

_MOST = 12
"""Further authors that are named."""


def linked_byline(face: Face, view: View, words: Wording, href: Href) -> tuple[Link, ...]:
    """Return the byline of an entry in parts that make up `byline`; what has a list of its own leads there."""
    container = face.container_title or face.container_abbreviation
    year = str(face.year or "")
    fields = (
        tuple(_authors(face, view, words)),
        ((container, f"/journals/{view.journal}/" if view.journal else ""),) if container else (),
        ((year, f"/years/{year}/" if face.year > 0 else ""),) if year else (),
    )
    parts: list[Link] = []
    for field in filter(None, fields):
        texts = [(", ", ""), *field] if parts else field
        parts += [Link(href=href(address) if address else "", text=text) for text, address in texts]
    return tuple(parts)


def more_by(face: Face, view: View, href: Href) -> tuple[Link, ...]:
    """Return the authors that have a page and are not named by the byline, as far as there is room."""
    people = face.authors.people
    named = 1 if face.authors.others or len(people) > 2 else 2
    further = list(zip(people, view.authors, strict=False))[named:]
    links = {step: Link(href=href(f"/authors/{step}/"), text=full_name(person)) for person, step in further if step}
    return tuple([link for step, link in links.items() if step not in view.authors[:named]][:_MOST])


def _authors(face: Face, view: View, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield words and address of each part of what names the authors."""
    people, name = face.authors.people, name_of(face)
    steps = view.authors or ("",) * len(people)
    text = few(face.authors, lambda person: f"\0{people.index(person)}\0", words)
    for position, part in enumerate(text.split("\0")):
        if position % 2:
            step = steps[int(part)]
            yield name(people[int(part)]), f"/authors/{step}/" if step else ""
        elif part:
            yield part, ""
