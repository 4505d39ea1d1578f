"""Sentences made of counts and words, as the site's wording has them."""

from collections.abc import Mapping

from painsite.languages.plurals import plural
from painsite.languages.wording import Wording
from painsite.model import Face, Reasons


def in_digits(count: int, wording: Wording) -> str:
    """Return `3,369`; in German `3.369`."""
    return str(count) if count < 1000 else f"{count:,}".replace(",", wording.number[1:-3])


def in_words(count: int, wording: Wording) -> str:
    """Return `Three` for 3; digits beyond the catalogue's last word."""
    return wording.count_words[count] if count < len(wording.count_words) else in_digits(count, wording)


def citing_lead(count: int, label: str, name: str, wording: Wording) -> str:
    """Return `Three pages on PainSci cite Kasch 2022:`."""
    return wording.citing_lead.format(
        count=in_words(count, wording),
        noun=plural(count, wording.page_singular, wording.page_plural, wording.plurals),
        name=name,
        verb=plural(count, wording.cites_singular, wording.cites_plural, wording.plurals),
        label=label,
    )


def cited_by_mark(count: int, wording: Wording) -> str:
    """Return `cited by three pages`."""
    text = plural(count, wording.cited_by_one, wording.cited_by_many, wording.plurals)
    return text.format(count=in_words(count, wording).lower())


def counted(count: int, one: str, many: str, wording: Wording) -> str:
    """Return `1 entry`, `37 entries` from two patterns with `{count}`."""
    return plural(count, one, many, wording.plurals).format(count=in_digits(count, wording))


def kind_words(face: Face, wording: Wording) -> str:
    """Say what a node is: `guide`, or the editor's words for a study's design, which may be empty."""
    if face.kind == "entry":
        return face.design
    return {"guide": wording.kind_guide, "article": wording.kind_article, "post": wording.kind_post}[face.kind]


def reasons_line(reasons: Reasons, wording: Wording) -> str:
    """Return `cited together on 3 pages · shares 11 references · similar text`."""
    parts = []
    if reasons.chosen:
        parts.append(wording.reason_chosen)
    if reasons.cocited_pages:
        parts.append(counted(reasons.cocited_pages, wording.reason_cocited_one, wording.reason_cocited_many, wording))
    if reasons.shared_references:
        parts.append(counted(reasons.shared_references, wording.reason_shared_one, wording.reason_shared_many, wording))
    if reasons.cites:
        parts.append(wording.reason_cites)
    if reasons.similar_text:
        parts.append(wording.reason_similar)
    return " · ".join(parts)


def quote_sentence(sentence: tuple[str, ...], faces: Mapping[str, Face]) -> str:
    """Return a citing sentence as plain text, with labels for the works it names."""
    return "".join(
        (faces[part].label if part in faces else part) if index % 2 else part for index, part in enumerate(sentence)
    )
