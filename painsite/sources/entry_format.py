"""An entry → a YAML file that reads as the same entry."""

import re
from collections.abc import Mapping
from textwrap import fill
from typing import Any

import yaml

from painsite.model import (
    AbstractPart,
    Change,
    Entry,
    Image,
    Issued,
    Names,
    PartialDate,
    Person,
    Retraction,
    Study,
    Text,
)
from painsite.problems import Unreadable
from painsite.sources.abstracts import format_abstract, parse_abstract
from painsite.sources.bibtex.name_clutter import may_hold_titles, strip_contact, strip_marks, strip_titles
from painsite.sources.dates import format_issued
from painsite.sources.field_markup import escape_markup
from painsite.sources.names import format_name, parse_name
from painsite.sources.readers import READ_MARKUP
from painsite.sources.schema import ENTRY_FIELDS

_LINE = 100
"""Characters."""
_LIKE_ITEM = re.compile(r" [-‐‑‒–—―−•·▪◦‣*]")
"""Where a long text may be broken, and what follows would look like the next item of a list."""
_AS_IT_STANDS = frozenset({"file", "level"})


_NUMBERS = frozenset(f"tag:yaml.org,2002:{form}" for form in ("timestamp", "int", "float"))


class _Dumper(yaml.SafeDumper):
    """PyYAML's, with texts of several lines as blocks, lists set in, and numbers and dates as they are.

    Every value is read as text, so that `2022-02-01` and `47` need no quotation marks.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own name for a table that each class has
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _NUMBERS]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's
        """Set lists in below their field."""
        super().increase_indent(flow, False)


def format_entry(entry: Entry) -> str:
    """Write the citekey and every given field in the schema's order, multi-line texts as blocks.

    BibTeX's own unknown fields are not part of the YAML format and are left out.
    """
    return format_fields({"citekey": entry.citekey, **given_fields(entry)})


EDITORS_OWN = ("headline", "summary", "commentary")
"""What stands in a new file, empty, for an editor to begin with."""


def format_new_entry(entry: Entry, *, named_by_file: bool, hints: Mapping[str, str]) -> str:
    """Write a file in which an editor goes on: as `format_entry`, and what editors write stands there, empty.

    The citekey is left out where the file's name says it. `hints` are comments, of one line or several, by the field
    above which they stand.
    """
    given = given_fields(entry)
    parts = [] if named_by_file else [format_fields({"citekey": entry.citekey})]
    for field in ENTRY_FIELDS:
        name = _written_name(field.name)
        if name in hints:
            parts += [f"# {row}".rstrip() + "\n" for row in hints[name].splitlines()]
        if name in given:
            parts.append(format_fields({name: given[name]}))
        elif name in EDITORS_OWN:
            parts.append(f"{name}:\n")
    return "".join(parts)


def format_fields(fields: Mapping[str, object]) -> str:
    """Write fields as YAML."""
    return yaml.dump(dict(fields), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_LINE)


def _written_name(name: str) -> str:
    return "date" if name == "issued" else name


def given_fields(entry: Entry) -> dict[str, object]:
    """Return every given field by the name by which it is written, as YAML's own values, in the schema's order."""
    fields: dict[str, object] = {}
    for field in ENTRY_FIELDS:
        value = _plain(getattr(entry, field.name))
        if field.read in READ_MARKUP:
            value = _escape(value)
        if field.name == "type" and value == Entry(citekey="", path="").type:
            continue
        if value not in ("", 0, False, None, [], {}):
            fields[_written_name(field.name)] = value
    return fields


def _plain(value: object) -> Any:  # noqa: PLR0911, C901 - one line for each form
    """Return a value as YAML's own: texts, lists and mappings."""
    if isinstance(value, Text):
        return value.source
    if isinstance(value, Names):
        return [*map(_name, value.people), *(["others"] if value.others else [])]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value or "")
    if isinstance(value, Issued):
        return format_issued(value)
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Change):
        return {"date": str(value.date), "note": value.note}
    if isinstance(value, Study | Image | Retraction):
        return {name: plain for name in value.__struct_fields__ if (plain := _plain(getattr(value, name)))}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        if value and isinstance(value[0], AbstractPart):
            return _wrapped(value)
        return [_plain(item) for item in value]
    return value


def _wrapped(abstract: tuple[AbstractPart, ...]) -> str:
    """Return an abstract in lines that fit on a screen, where it reads the same."""
    text = format_abstract(abstract)
    paragraphs = (fill(part, _LINE, break_long_words=False, break_on_hyphens=False) for part in text.split("\n\n"))
    wrapped = "\n\n".join(paragraphs)
    return wrapped if parse_abstract(wrapped) == parse_abstract(text) else text


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
        if parse_name(text) == person and _is_name_alone(text):
            return text
    except Unreadable:
        pass
    return {part: words for part in person.__struct_fields__ if (words := getattr(person, part))}


def _is_name_alone(text: str) -> bool:
    """Return whether a reader of names would leave nothing out of a text, such as a number behind a name."""
    has_titles = may_hold_titles(text) and strip_titles(text, initials=True)[1]
    return strip_contact(strip_marks(text)) == (text, "") and not has_titles


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not text.startswith((" ", "\n")) else None
    if style is None and len(text) > _LINE - 30 and _LIKE_ITEM.search(text):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
