"""Sentences made of counts and words, as the site's wording has them."""

from collections.abc import Mapping

from painsite.model import Face, Reasons
from painsite.wording import Wording


def in_words(count: int, wording: Wording) -> str:
    """Give `Three` for 3; digits beyond the catalogue's last word."""
    return wording.count_words[count] if count < len(wording.count_words) else f"{count:,}"


def citing_lead(count: int, label: str, name: str, wording: Wording) -> str:
    """Give `Three pages on PainSci cite Kasch 2022:`."""
    return wording.citing_lead.format(
        count=in_words(count, wording),
        noun=wording.page_singular if count == 1 else wording.page_plural,
        name=name,
        verb=wording.cites_singular if count == 1 else wording.cites_plural,
        label=label,
    )


def cited_by_mark(count: int, wording: Wording) -> str:
    """Give `cited by three pages`."""
    text = wording.cited_by_one if count == 1 else wording.cited_by_many
    return text.format(count=in_words(count, wording).lower())


def counted(count: int, one: str, many: str) -> str:
    """Give `1 entry`, `37 entries` from two patterns with `{count}`."""
    return (one if count == 1 else many).format(count=f"{count:,}")


def reasons_line(reasons: Reasons, wording: Wording) -> str:
    """Give `cited together on 3 pages · shares 11 references · similar text`."""
    parts = []
    if reasons.chosen:
        parts.append(wording.reason_chosen)
    if reasons.cocited_pages:
        parts.append(counted(reasons.cocited_pages, wording.reason_cocited_one, wording.reason_cocited_many))
    if reasons.shared_references:
        parts.append(counted(reasons.shared_references, wording.reason_shared_one, wording.reason_shared_many))
    if reasons.cites:
        parts.append(wording.reason_cites)
    if reasons.similar_text:
        parts.append(wording.reason_similar)
    return " · ".join(parts)


def quote_sentence(sentence: tuple[str, ...], faces: Mapping[str, Face]) -> str:
    """Give a citing sentence as plain text, with labels for the works it names."""
    return "".join(
        (faces[part].label if part in faces else part) if index % 2 else part for index, part in enumerate(sentence)
    )
