"""An entry → a YAML file that reads as the same entry."""

from collections.abc import Mapping
from typing import Any

import yaml

from painsite.model import AbstractPart, Change, Entry, Image, Issued, Names, PartialDate, Person, Study, Text
from painsite.problems import Unreadable
from painsite.sources.abstracts import format_abstract
from painsite.sources.dates import format_issued
from painsite.sources.field_markup import escape_markup
from painsite.sources.names import format_name, parse_name
from painsite.sources.readers import READ_MARKUP
from painsite.sources.schema import ENTRY_FIELDS

_AS_IT_STANDS = frozenset({"file", "level"})


class _Dumper(yaml.SafeDumper):
    """PyYAML's, with texts of several lines as blocks."""


def format_entry(entry: Entry) -> str:
    """Write every given field in the schema's order, multi-line texts as blocks.

    The citekey stands in the file only where a file's name could not be it. BibTeX's own unknown fields are not part of
    the YAML format and are left out.
    """
    fields: dict[str, object] = {"citekey": entry.citekey}
    for field in ENTRY_FIELDS:
        value = _plain(getattr(entry, field.name))
        if field.read in READ_MARKUP:
            value = _escape(value)
        if field.name == "type" and value == Entry(citekey="", path="").type:
            continue
        if value not in ("", 0, False, None, [], {}):
            fields["date" if field.name == "issued" else field.name] = value
    return yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _plain(value: object) -> Any:  # noqa: PLR0911 - one line for each form
    """Return a value as YAML's own: texts, lists and mappings."""
    if isinstance(value, Text):
        return value.source
    if isinstance(value, Names):
        return [*map(_name, value.people), *(["others"] if value.others else [])]
    if isinstance(value, Issued):
        return format_issued(value)
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Change):
        return {"date": str(value.date), "note": value.note}
    if isinstance(value, Study | Image):
        return {name: plain for name in value.__struct_fields__ if (plain := _plain(getattr(value, name)))}
    if isinstance(value, tuple):
        if value and isinstance(value[0], AbstractPart):
            return format_abstract(value)
        return [_plain(item) for item in value]
    return value


def _escape(value: Any) -> Any:
    """Escape what would be read as markup, but in the parts that are read as they stand."""
    if isinstance(value, str):
        return escape_markup(value)
    if isinstance(value, list):
        return [_escape(item) for item in value]
    if isinstance(value, dict):
        return {name: part if name in _AS_IT_STANDS else _escape(part) for name, part in value.items()}
    return value


def _name(person: Person) -> str | Mapping[str, str]:
    """Return a name as a text where that reads as the same person, else in its parts."""
    if person.literal:
        return {"literal": person.literal}
    text = format_name(person)
    try:
        if parse_name(text) == person:
            return text
    except Unreadable:
        pass
    return {part: words for part in person.__struct_fields__ if (words := getattr(person, part))}


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not text.startswith((" ", "\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
