"""What to do next, the most urgent first: retracted works that are cited, works without commentary, drafts."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from painsite.linking.nodes import place_of
from painsite.linking.notes import Limits, find_notes
from painsite.model import Entry, Face, Library, Node, PartialDate
from painsite.problems import Place, Problem

_SHOWN = 10
"""Rows of a section in the terminal, unless all are asked for."""
_NAMED = re.compile(r"`([^`]+)`")
_GRAVE = ("retraction", "concern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to do."""

    place: Place
    text: str
    citekey: str = ""
    """Of the entry or article; empty where it is on none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Things to do of one kind, the most urgent first."""

    name: str
    """For programs."""
    title: str
    remedy: str
    rows: tuple[Row, ...]


def make_report(library: Library, *, today: PartialDate, limits: Limits) -> tuple[Section, ...]:
    """Return the sections that have rows, the most urgent first. Drafts are there only where the library has them.

    `today` is a whole date.
    """
    noted: dict[str, list[Row]] = {}
    for note in find_notes(library, today=today, limits=limits):
        noted.setdefault(note.rule, []).append(_noted(note, library))
    for some in noted.values():
        some.sort(key=lambda row: (-_cited(row.citekey, library), row.place))
    rows: dict[str, Iterable[Row]] = {
        **noted,
        "retracted": _retracted(library),
        "no-commentary": _silent(library),
        "no-identifier": _unidentified(library),
        "drafts": [_row(node, library) for node in _nodes(library) if node.draft],
        "todo": [_row(node, library, node.todo) for node in _nodes(library) if node.todo],
    }
    sections = (
        Section(name=name, title=title, remedy=remedy, rows=tuple(rows.get(name, ())))
        for name, title, remedy in _SECTIONS
    )
    return tuple(section for section in sections if section.rows)


_SECTIONS = (
    (
        "retracted",
        "Retracted or in doubt, and cited here",
        "say in the texts what became of it, or cite something else",
    ),
    ("no-commentary", "Cited most, without commentary or summary", "say in `summary` and `commentary` what it means"),
    ("review-overdue", "Reviews overdue", "read it again, and set `reviewed` to that day"),
    ("old-work", "Old, and cited", "see whether there is newer evidence"),
    ("no-identifier", "Journal articles without DOI and PMID", "add a `doi` or a `pmid`"),
    ("never-cited", "Cited by no text", "cite it where it supports something, or leave it for those who search"),
    ("lone-tag", "Tags used once", "use a tag that others have, or describe it in tags.yaml"),
    ("drafts", "Drafts", "finish it, and remove `draft`"),
    ("todo", "Noted in `todo`", "do it, and remove `todo`"),
)


def _nodes(library: Library) -> Iterator[Node]:
    yield from library.entries.values()
    yield from library.articles.values()


def _row(node: Node, library: Library, detail: str = "") -> Row:
    face = library.faces[node.citekey]
    named = f"{face.label}: {face.name}" if face.name != face.label else face.label
    text = f"{named} ({' '.join(detail.split())})" if detail else named
    return Row(place=place_of(node, "citekey"), text=text, citekey=node.citekey)


def _noted(note: Problem, library: Library) -> Row:
    """Return the row of a note, which names the node that it is on, if any."""
    named = _NAMED.search(note.message)
    return Row(place=note.place, text=note.message, citekey=named[1] if named and named[1] in library.faces else "")


def _cited(citekey: str, library: Library) -> int:
    return len(library.cited_by.get(citekey, ()))


def _times(count: int) -> str:
    return f"cited by {count:,} text{'s' if count != 1 else ''}"


def _retracted(library: Library) -> Iterator[Row]:
    found = [key for key, one in library.retractions.items() if one.nature in _GRAVE and _cited(key, library)]
    found.sort(key=lambda key: (_GRAVE.index(library.retractions[key].nature), -_cited(key, library), key))
    for citekey in found:
        citing = ", ".join(f"`{one.citekey}`" for one in library.cited_by[citekey])
        yield _row(library.entries[citekey], library, f"{library.retractions[citekey].nature}; cited by {citing}")


def _silent(library: Library) -> Iterator[Row]:
    faces = [face for face in library.faces.values() if face.kind == "entry" and _lacking(face)]
    faces = [face for face in faces if _cited(face.citekey, library)]
    for face in sorted(faces, key=lambda face: (-_cited(face.citekey, library), face.citekey)):
        detail = f"{_times(_cited(face.citekey, library))}; no {' and no '.join(_lacking(face))}"
        yield _row(library.entries[face.citekey], library, detail)


def _lacking(face: Face) -> list[str]:
    there = (("summary", face.summary), ("commentary", face.has_commentary))
    return [name for name, is_there in there if not is_there]


def _unidentified(library: Library) -> Iterator[Row]:
    entries = [entry for entry in library.entries.values() if _wants_identifier(entry)]
    for entry in sorted(entries, key=lambda entry: (-_cited(entry.citekey, library), entry.citekey)):
        count = _cited(entry.citekey, library)
        yield _row(entry, library, _times(count) if count else "")


def _wants_identifier(entry: Entry) -> bool:
    return entry.type == "article-journal" and not entry.doi and not entry.pmid


def format_text(report: Sequence[Section], *, everything: bool = False) -> str:
    """Return the report for a terminal; of each section the first rows, unless `everything` is asked for."""
    return "\n".join("".join(f"{line}\n" for line in _lines(section, everything=everything)) for section in report)


def _lines(section: Section, *, everything: bool) -> Iterator[str]:
    yield f"{section.title}: {len(section.rows):,}"
    yield f"  {section.remedy}"
    shown = section.rows if everything else section.rows[:_SHOWN]
    yield from (f"    {row.place}: {row.text}" for row in shown)
    if len(section.rows) > len(shown):
        yield f"    and {len(section.rows) - len(shown):,} more, which --all lists"


def format_json(report: Sequence[Section]) -> str:
    """Return the report as a list of objects."""
    sections = [
        {
            "name": section.name,
            "title": section.title,
            "remedy": section.remedy,
            "rows": [
                {
                    "citekey": row.citekey,
                    "text": row.text,
                    "path": row.place.path,
                    "line": row.place.line,
                    "column": row.place.column,
                }
                for row in section.rows
            ],
        }
        for section in report
    ]
    return json.dumps(sections, ensure_ascii=False, indent=2) + "\n"
