"""Citation cards: what a page tells of a node where a text cites it, before anybody follows the link."""

from collections.abc import Iterable

from painsite.languages.wording import Wording
from painsite.linking.graph import shown_texts
from painsite.model import Entry, Face
from painsite.pages.fill import Surroundings
from painsite.pages.links import Href
from painsite.pages.status import mark
from painsite.pages.values import Card

_WORDS = {
    "article": "type_preprint",
    "article-journal": "type_journal_article",
    "book": "type_book",
    "chapter": "type_chapter",
    "dataset": "type_dataset",
    "paper-conference": "type_conference_paper",
    "post": "type_web_page",
    "post-weblog": "type_web_page",
    "report": "type_report",
    "thesis": "type_thesis",
    "webpage": "type_web_page",
}
"""By type of a work: the field of the wording that names it."""


def type_in_words(face: Face, words: Wording) -> tuple[str, str]:
    """Return a key for the type of an entry, such as `journal-article`, and words for it."""
    field = _WORDS.get(face.type, "type_other")
    return field.removeprefix("type_").replace("_", "-"), str(getattr(words, field))


def kind_in_words(face: Face, words: Wording) -> str:
    """Say what a node is: a study's design, the type of any other work, the kind of one of the site's articles."""
    if face.kind == "entry":
        return face.design or type_in_words(face, words)[1]
    return {"guide": words.kind_guide, "article": words.kind_article, "post": words.kind_post}[face.kind]


def card_of(face: Face, href: Href, words: Wording) -> Card:
    """Return what the card of a node shows."""
    is_entry = face.kind == "entry"
    label = face.label if is_entry else ""
    year = str(face.year or "")
    return Card(
        href=href(face.address),
        kind=kind_in_words(face, words),
        name=face.name,
        label=label,
        # most labels end with it, some with a letter behind it
        year="" if year and year in label else year,
        summary=face.summary,
        status=mark(face, words),
    )


def cited_faces(entry: Entry, around: Surroundings) -> tuple[Face, ...]:
    """Return each node that the texts of an entry cite, in order of appearance."""
    found: dict[str, Face] = {}
    for text in shown_texts(entry):
        for citation in text.citations:
            face = around.face(citation)
            if face is not None:
                found.setdefault(face.citekey, face)
    return tuple(found.values())


def cited_cards(cited: Iterable[Face], around: Surroundings) -> tuple[Card, ...]:
    """Return the cards of what a text cites."""
    return tuple([card_of(face, around.href, around.wording) for face in cited])
