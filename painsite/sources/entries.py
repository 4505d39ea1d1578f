"""A YAML file → an entry, or what is laid over a BibTeX entry of the same citekey."""

import re
from collections.abc import Iterator, Mapping
from posixpath import basename, splitext
from typing import Any

import yaml

from painsite.model import Entry, Issued, PartialDate
from painsite.problems import Problem
from painsite.sources.misplaced import report_misplaced
from painsite.sources.misreadings import find_suspect
from painsite.sources.other_formats import format_of, way_in
from painsite.sources.quoting import quoted
from painsite.sources.readers import Located, line
from painsite.sources.reading import Reading
from painsite.sources.schema import ENTRY_FIELD_BY_NAME, Field
from painsite.sources.unknown_fields import ELSEWHERE, suggest_field
from painsite.sources.yaml import compose, is_null, members

RESERVED_CITEKEYS = frozenset({"site", "tags"})
_UNPUBLISHED = frozenset({"todo"})
_TEXT_OF = {"an entry": "`commentary`, `notes` or an article", "an article": "the text below"}
_UNUSABLE_IN_CITEKEY = re.compile(r"[\s{}\x00-\x1f\x7f-\x9f]")


def parse_entry(text: str, *, path: str) -> tuple[Entry | None, tuple[Problem, ...]]:
    """Read one entry.

    `path` is relative to the folder that holds `bibliography/`; its stem is the citekey unless the file gives one.
    None where the file holds no mapping or no usable citekey. A missing title is no problem here: the file may be an
    overlay.
    """
    reading = Reading(path=path, text=text)
    node = compose(reading)
    if node is None and not reading.problems:
        reading.report("empty-file", 0, "the file has no content", "add at least a `title`, or delete it")
    if not isinstance(node, yaml.MappingNode) and (other := format_of(text)):
        message = f"this is {other} and no entry in YAML"
        reading.problems[:] = [
            Problem(place=reading.place(0), rule="wrong-type", message=message, remedy=_move(other, path))
        ]
        return None, tuple(reading.problems)
    if node is None:
        return None, tuple(reading.problems)
    if not isinstance(node, yaml.MappingNode):
        suspect = find_suspect(text, 0, node.start_mark.index)
        offset, message, remedy = suspect or (
            node.start_mark.index,
            "an entry must be a mapping of fields",
            "begin with a line such as `title: …`",
        )
        reading.report("wrong-type", offset, message, remedy)
        return None, tuple(reading.problems)
    values, offsets = read_fields(reading, node, ENTRY_FIELD_BY_NAME, "an entry", extra=("citekey",))
    citekey = checked_citekey(reading, values.pop("citekey", ""), offsets.get("citekey", 0))
    if not citekey:
        return None, tuple(reading.problems)
    places = {name: (path, *reading.position(offset)) for name, offset in offsets.items()}
    places.setdefault("citekey", (path, 1, 1))
    # each value was read by its own field's reader
    return Entry(citekey=citekey, path=path, places=places, **values), tuple(reading.problems)


def read_fields(
    reading: Reading,
    node: yaml.MappingNode,
    field_by_name: Mapping[str, Field],
    what: str,
    *,
    start: int = 0,
    extra: tuple[str, ...] = (),
) -> tuple[dict[str, Any], dict[str, int]]:
    """Read a mapping by a table of fields.

    Gives the values by the model's names, without those that are empty, and the offset of every given field. Keys in
    `extra` are plain text.
    """
    values: dict[str, Any] = {}
    offsets: dict[str, int] = {}
    written: dict[str, str] = {}
    misspelled: yaml.Node | None = None
    has_citations = "@" in reading.text
    for member in members(reading, node, start=start):
        located = Located(member.node, start)
        field = field_by_name.get(member.name)
        if member.name in extra:
            values[member.name] = line(reading, located)
            offsets[member.name] = member.offset
        elif field is None:
            remedy = suggest_field(member.name, field_by_name, extra, ELSEWHERE[what])
            reading.report("unknown-field", member.offset, f"{quoted(member.name)} is not a field of {what}", remedy)
            misspelled = member.node if "`title`" in remedy else misspelled
        elif field.name in offsets and {member.name, written[field.name]} == {"date", "year"}:
            _merge_year(reading, values, member.name, located, field)
        elif field.name in offsets:
            message = f"`{member.name}` means the same field as `{written[field.name]}`"
            reading.report("duplicate-field", member.offset, message, "keep one of them")
        else:
            offsets[field.name] = offsets[member.name] = member.offset
            written[field.name] = member.name
            if not is_null(member.node) and (value := field.read(reading, located)):
                values[field.name] = value
                if has_citations and field.markup == "plain" and field.name not in _UNPUBLISHED:
                    report_misplaced(reading, located, member.name, f"cite it in {_TEXT_OF[what]}")
    if "title" not in values:
        values.update(_title_meant(reading, offsets, misspelled, start))
    return values, offsets


def _title_meant(
    reading: Reading, offsets: Mapping[str, int], misspelled: yaml.Node | None, start: int
) -> Iterator[tuple[str, str]]:
    """Yield the title that a source seems to have where it is misspelled, or is a comment.

    A problem says so already, and that there is no title would be a second one of the same cause.
    """
    if "title" not in offsets:
        if isinstance(misspelled, yaml.ScalarNode):
            yield "title", line(reading, Located(misspelled, start))
        return
    row = reading.position(offsets["title"])[0]
    for number, problem in enumerate(reading.problems):
        if problem.rule == "yaml-comment" and problem.place.line == row:
            words = reading.text[offsets["title"] :].partition("\n")[0].partition(":")[2].strip()
            message = f"{quoted(words)} is a comment in YAML, and so there is no title"
            remedy = "put the title in quotes"
            reading.problems[number] = Problem(
                place=problem.place, rule="missing-title", message=message, remedy=remedy
            )
            yield "title", words


def _move(name: str, path: str) -> str:
    """Return what to do with a file in another format than YAML."""
    if name == "BibTeX":
        return "let the file's name end in `.bib`"
    if name.startswith("Markdown"):
        return "let the file's name end in `.md`, and put it into `bibliography/articles/`"
    return way_in(name, path) or "write what it says in YAML, or move it out of this folder"


def _merge_year(reading: Reading, values: dict[str, Any], name: str, located: Located, field: Field) -> None:
    """`date` beside `year`: the more precise one counts, and they have to agree."""
    second = field.read(reading, located)
    first = values.get(field.name)
    if not isinstance(second, Issued) or is_null(located.node):
        return
    if isinstance(first, Issued):
        if first.year != second.year:
            years = (first.year, second.year) if name == "year" else (second.year, first.year)
            message = f"`date` and `year` differ: {years[0]} and {years[1]}"
            reading.report("bad-date", located.offset, message, "keep `date` alone, or correct one of them")
        if first.start != PartialDate(year=first.year) or name == "year":
            return
    values[field.name] = second


def is_citekey(text: str) -> bool:
    """Return whether a text can be a citekey."""
    return bool(text) and text.lower() not in RESERVED_CITEKEYS and not _UNUSABLE_IN_CITEKEY.search(text)


def checked_citekey(reading: Reading, given: str, offset: int) -> str:
    """Return the citekey that a file names, else its stem; nothing, with a problem, where it is none."""
    citekey = given or splitext(basename(reading.path))[0]
    message = ""
    if citekey.lower() in RESERVED_CITEKEYS:
        message, remedy = f"{quoted(citekey)} is reserved for painsite's own files", "choose another citekey"
    elif unusable := _UNUSABLE_IN_CITEKEY.search(citekey):
        what = "a blank" if unusable[0].isspace() else "a brace" if unusable[0] in "{}" else "a control character"
        message = f"the citekey {quoted(citekey)} contains {what}"
        remedy = "use letters, digits and `-`, `_`, `.` or `:`, or set another `citekey:` in the file"
    if message:
        reading.report("bad-citekey", offset, message, remedy)
        return ""
    return citekey
