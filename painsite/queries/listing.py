"""Entries → a table for the terminal, or CSV and JSON for programs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.cells import cell_len, set_cell_size

from painsite.build.query import OpenSite
from painsite.linking.study_types import study_type
from painsite.model import Face
from painsite.pages.formats.csv_table import harmless
from painsite.queries.choice import Choice, choose_entries


def _with(face: Face) -> str:
    words = (("commentary", face.has_commentary), ("free", face.free_full_text))
    return " ".join(word for word, is_there in words if is_there)


_OF_FACES: Mapping[str, Callable[[Face], str]] = {
    "citekey": lambda face: face.citekey,
    "label": lambda face: face.label,
    "name": lambda face: face.name,
    "headline": lambda face: face.headline,
    "title": lambda face: face.title,
    "authors": lambda face: "; ".join(person.last_name for person in face.authors.people),
    "journal": lambda face: face.container_title,
    "year": lambda face: str(face.year or ""),
    "date": lambda face: face.date,
    "added": lambda face: face.added,
    "type": lambda face: face.type,
    "study": lambda face: study_type(face.design) if face.design else "",
    "design": lambda face: face.design,
    "level": lambda face: face.level,
    "tags": lambda face: "; ".join(face.tags),
    "with": _with,
    "status": lambda face: face.retraction,
    "summary": lambda face: face.summary,
    "address": lambda face: face.address,
}
COLUMNS = (*_OF_FACES, "cited", "doi", "pmid", "place")
"""What a list can show of an entry; `cited` is how many pages of the site cite it."""
USUAL = ("citekey", "label", "cited", "name")


def list_entries(site: OpenSite, choice: Choice, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return a row for each chosen entry, in order, by column. Raises `UnknownKeyError`."""
    faces = choose_entries(site.context, choice)
    further = _further([face.citekey for face in faces], site, columns)
    return [
        {name: _OF_FACES[name](face) if name in _OF_FACES else further[face.citekey][name] for name in columns}
        for face in faces
    ]


def _further(citekeys: Sequence[str], site: OpenSite, columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return what faces do not say, by citekey and column."""
    library = site.linked.library
    rows = {citekey: {"cited": str(len(library.cited_by.get(citekey, ())))} for citekey in citekeys}
    if "place" in columns:
        for citekey, place in site.places(citekeys).items():
            rows[citekey]["place"] = place
    if {"doi", "pmid"} & set(columns):
        site.linked.nodes.fetch(citekeys)
        for citekey in citekeys:
            entry = site.linked.nodes.entry(citekey)
            rows[citekey] |= {"doi": entry.doi, "pmid": entry.pmid}
    return rows


def format_table(rows: Sequence[Mapping[str, str]], columns: Sequence[str], width: int | None) -> str:
    """Return rows as columns that fit into a terminal's width; None for tabs, and nothing cut.

    The last column gets what is left, at least 20 characters.
    """
    if width is None:
        return "".join("\t".join(_line(row[name]) for name in columns) + "\n" for row in rows)
    *first, last = columns
    widths = {name: max((cell_len(_line(row[name])) for row in rows), default=0) for name in first}
    widths[last] = max(20, width - sum(widths.values()) - 2 * len(first))
    cells = ([_fitted(_line(row[name]), widths[name]) for name in columns] for row in rows)
    return "".join("  ".join(line).rstrip() + "\n" for line in cells)


def _fitted(text: str, width: int) -> str:
    """Fill a text with blanks to a width, or cut it there; letters of some scripts take two columns."""
    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"


def _line(text: str) -> str:
    return " ".join(text.split())


def format_json(rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as a list of objects; `tags`, `authors` and `with` are lists, `year` and `cited` numbers."""
    objects = [{name: _value(name, row[name]) for name in row} for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _value(name: str, text: str) -> str | int | list[str] | None:
    if name in {"tags", "authors"}:
        return text.split("; ") if text else []
    if name == "with":
        return text.split()
    if name in {"year", "cited"}:
        return int(text) if text else None
    return text


def format_csv(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Return rows as CSV, with the names of the columns in the first line, as the site's own CSV files."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(_line(row[name])) for name in columns] for row in rows)
    return text.getvalue()
