"""What is no fault but work to do, as a linked library shows it on a day; knows nothing of texts.

A build never asks for it: what a page shows must not hang on the day on which it is made.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from painsite.config import Settings
from painsite.linking.nodes import place_of
from painsite.model import Library, Node, PartialDate
from painsite.problems import Problem
from painsite.sources.citekeys import encode_tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From when on something is worth a note. 0 stands for never."""

    often_cited: int = 3
    """Texts that cite an entry without commentary."""
    old_after: int = 10
    """Years since a work appeared."""
    review_after: int = 24
    """Months since an entry or article was reviewed."""


def limits_of(settings: Settings) -> Limits:
    """Return from when on something is worth a note."""
    return Limits(often_cited=settings.often_cited, old_after=settings.old_after, review_after=settings.review_after)


def find_notes(library: Library, *, today: PartialDate, limits: Limits) -> Iterator[Problem]:
    """Yield a note for each thing to do; `today` is a whole date."""
    yield from _notes_on_citing(library, limits)
    yield from _lone_tags(library)
    yield from _old_works(library, today, limits)
    yield from _reviews(library, today, limits)


def _notes_on_citing(library: Library, limits: Limits) -> Iterator[Problem]:
    for citekey, entry in library.entries.items():
        texts = len(library.cited_by.get(citekey, ()))
        if not texts:
            message = f"no text cites `{citekey}`"
            remedy = "cite it where it supports something, or leave it for those who search"
            yield Problem(place=place_of(entry, "citekey"), rule="never-cited", message=message, remedy=remedy)
        elif limits.often_cited and texts >= limits.often_cited and not library.faces[citekey].has_commentary:
            message = f"{texts} texts cite `{citekey}`, which has no `commentary`"
            remedy = "say in a `commentary`, or in `notes`, what you make of it"
            yield Problem(place=place_of(entry, "citekey"), rule="no-commentary", message=message, remedy=remedy)


def _lone_tags(library: Library) -> Iterator[Problem]:
    """Find tags of one node. One that tags.yaml describes is there on purpose."""
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for citekey, face in library.faces.items():
        steps = {encode_tag(tag): tag for tag in face.tags}
        for step, tag in steps.items():
            holders[library.tags.canonical.get(step, step)].append((citekey, tag))
    for step, found in holders.items():
        if len(found) == 1 and step not in library.tags.names:
            citekey, tag = found[0]
            remedy = "use a tag that others have, or describe it in tags.yaml"
            place = place_of(library.node(citekey), "tags")
            yield Problem(place=place, rule="lone-tag", message=f"nothing else has the tag `{tag}`", remedy=remedy)


def _old_works(library: Library, today: PartialDate, limits: Limits) -> Iterator[Problem]:
    for citekey, entry in library.entries.items():
        year, texts = library.faces[citekey].year, len(library.cited_by.get(citekey, ()))
        if limits.old_after and year and texts and today.year - year > limits.old_after:
            who = f"{texts} texts cite" if texts > 1 else "a text cites"
            message = f"`{citekey}` is of {year}, and {who} it"
            remedy = "see whether there is newer evidence"
            yield Problem(place=place_of(entry, "issued"), rule="old-work", message=message, remedy=remedy)


def _reviews(library: Library, today: PartialDate, limits: Limits) -> Iterator[Problem]:
    nodes: tuple[Node, ...] = (*library.entries.values(), *library.articles.values())
    for node in nodes:
        if limits.review_after and node.reviewed and _is_over(node.reviewed, today, limits.review_after):
            message = f"`{node.citekey}` was last reviewed {node.reviewed}, more than {limits.review_after} months ago"
            remedy = "read it again, and set `reviewed` to that day"
            yield Problem(place=place_of(node, "reviewed"), rule="review-overdue", message=message, remedy=remedy)


def _is_over(since: PartialDate, today: PartialDate, months: int) -> bool:
    """Tell whether more months have passed; of a date that lacks a part the last day is meant."""
    last = since.year * 12 + (since.month or 12) + months
    now = today.year * 12 + today.month
    return now > last or (now == last and today.day > (since.day or 31))
