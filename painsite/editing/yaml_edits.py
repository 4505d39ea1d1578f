"""Fields of a YAML entry that get another value, or are added: all other lines stay as they are, byte for byte."""

import re
from collections.abc import Mapping

import yaml

from painsite.editing.edits import Edit, apply_edits, line_end_of
from painsite.editing.yaml_layout import FieldText, Layout, lay_out
from painsite.problems import Unreadable
from painsite.sources.entries import parse_entry
from painsite.sources.entry_format import format_fields, given_fields
from painsite.sources.schema import ENTRY_FIELD_BY_NAME, ENTRY_FIELDS

_ORDER = {field.name: number for number, field in enumerate(ENTRY_FIELDS)}
_COMMENT = re.compile(r"(?:^|\s)#")


def set_fields(text: str, values: Mapping[str, object], *, path: str) -> str:
    """Return an entry's text with other values of some fields, by the names and in the forms of `given_fields`.

    A new field is put where its kind stands. Raises Unreadable where that cannot be done without loss: for a text that
    does not parse, has aliases or is written in one line, and for comments among the lines of a field.
    """
    layout = lay_out(text, 0, len(text))
    before, _ = parse_entry(text, path=path)
    if layout is None or before is None:
        raise Unreadable(f"`{path}` is not written one field a line and is not edited", "change it by hand")
    there = {
        ENTRY_FIELD_BY_NAME[field.name].name: field for field in layout.fields if field.name in ENTRY_FIELD_BY_NAME
    }
    edits = []
    added: dict[int, str] = {}
    for name in sorted(values, key=_rank):
        known = there.get(_model_name(name))
        if known:
            edits.append(_replace(text, layout, known, values[name]))
        else:
            place = _place(text, layout, _rank(name))
            added[place] = added.get(place, "") + format_fields({name: values[name]})
    edits += [Edit(start=place, end=place, text=_lines(text, place, block)) for place, block in added.items()]
    edited = apply_edits(text, edits)
    _check(edited, {**given_fields(before), **values}, path)
    return edited


def _model_name(name: str) -> str:
    return ENTRY_FIELD_BY_NAME[name].name


def _rank(name: str) -> int:
    return _ORDER[_model_name(name)]


def _replace(text: str, layout: Layout, field: FieldText, value: object) -> Edit:
    """Write a field anew under the name that it has; a comment behind a value of one line stays."""
    start = layout.span(field.key)[0]
    end = _content_end(text, start, field.end)
    lines = text[start:end]
    block = format_fields({field.name: value}).rstrip("\n")
    if "\n" not in lines and isinstance(field.node, yaml.ScalarNode):
        comment = text[layout.span(field.node)[1] : end]
        if comment.strip().startswith("#") and "\n" not in block:
            return Edit(start=start, end=end, text=block + comment)
    is_block = isinstance(field.node, yaml.ScalarNode) and field.node.style in {"|", ">"}
    looked_at = lines.partition("\n")[0] if is_block else lines
    if _COMMENT.search(looked_at):
        raise Unreadable(f"`{field.name}` has comments among its lines and is not edited", "change it by hand")
    return Edit(start=start, end=end, text=block.replace("\n", line_end_of(text)))


def _content_end(text: str, start: int, end: int) -> int:
    """Return where a field's last line with content ends, without its line end."""
    return start + len(text[start:end].rstrip())


def _place(text: str, layout: Layout, rank: int) -> int:
    """Return where a new field goes: behind the last one that comes before it in the order of the schema."""
    place = layout.fields[0].start
    for field in layout.fields:
        number = _ORDER.get(ENTRY_FIELD_BY_NAME[field.name].name) if field.name in ENTRY_FIELD_BY_NAME else None
        if field.name == "citekey" or (number is not None and number < rank):
            end = _content_end(text, layout.span(field.key)[0], field.end)
            line_end = text.find("\n", end)
            place = line_end + 1 if line_end >= 0 else len(text)
    return place


def _lines(text: str, place: int, block: str) -> str:
    line_end = line_end_of(text)
    before = line_end if place and text[place - 1] != "\n" else ""
    return before + block.replace("\n", line_end)


def _check(edited: str, wanted: Mapping[str, object], path: str) -> None:
    after, _ = parse_entry(edited, path=path)
    if after is None or given_fields(after) != {name: value for name, value in wanted.items() if value is not None}:
        raise Unreadable(f"`{path}` cannot be edited without changing more than is wanted", "change it by hand")
