"""Whole JSON Schemas: of an entry, of an article's front matter, of the tags and of the settings."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import yaml

from painsite.config import DEFAULTS, SETTINGS
from painsite.json_schema.settings import SEVERITY, setting_shape
from painsite.json_schema.shapes import CITEKEY, FILLED, LIST, TEXT, Shape, mapping, or_null, shape_of
from painsite.sources.schema import ARTICLE_FIELDS, ENTRY_FIELDS, Field
from painsite.sources.tags import TAG_PARTS

_DRAFT = "http://json-schema.org/draft-07/schema#"
_TOGETHER = {"date", "year"}
"""Two names of one field that may both be given."""
_CITEKEY = {**CITEKEY, "description": "The key by which texts cite it, where the file’s name cannot be it."}
_LINK = re.compile(r"; see \[[^]]*\]\([^)]*\)")


def entry_schema() -> Shape:
    """Return the schema of a YAML file that holds an entry, or what is laid over a BibTeX entry."""
    return _document("An entry of a painsite bibliography", ENTRY_FIELDS)


def article_schema() -> Shape:
    """Return the schema of an article's front matter."""
    document = _document("Front matter of a painsite article", ARTICLE_FIELDS)
    filled = {"required": ["title"], "properties": {"title": FILLED}}
    return {**document, "allOf": [filled, *_rules(ARTICLE_FIELDS)]}


def tags_schema() -> Shape:
    """Return the schema of `tags.yaml`."""
    parts = {"description": TEXT, "parents": LIST, "synonyms": LIST}
    tag = mapping({name: {**parts[name], "description": about} for name, about in TAG_PARTS.items()})
    return {
        "$schema": _DRAFT,
        "title": "The tags of a painsite bibliography",
        "type": "object",
        "propertyNames": {"pattern": r"\S"},
        "additionalProperties": or_null(tag),
    }


def site_schema() -> Shape:
    """Return the schema of `site.yaml`."""
    properties = {}
    for setting in SETTINGS:
        default = getattr(DEFAULTS, setting.name)
        properties[setting.name] = {
            **or_null(setting_shape(setting)),
            "description": _LINK.sub("", setting.about),
            "examples": [_plain(setting.example)],
            **({"default": default} if isinstance(default, str | int) and default != "" else {}),
        }
    return {
        "$schema": _DRAFT,
        "title": "The settings of a painsite bibliography",
        "definitions": {"severity": SEVERITY},
        **mapping(properties),
    }


SCHEMAS: Mapping[str, Callable[[], Shape]] = {
    "entry": entry_schema,
    "article": article_schema,
    "tags": tags_schema,
    "site": site_schema,
}
"""By the name of what they describe."""


def format_schema(name: str) -> str:
    """Return a schema as JSON, indented."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1) + "\n"


def describe(field: Field) -> str:
    """Say what a field is and how it is written, in Markdown."""
    return f"{field.about}\n\nForm: {field.form}.\n\nExample: `{field.example}`"


def _document(title: str, fields: tuple[Field, ...]) -> Shape:
    properties = {"citekey": _CITEKEY, **dict(_properties(fields))}
    return {"$schema": _DRAFT, "title": title, **mapping(properties), "allOf": list(_rules(fields))}


def _properties(fields: tuple[Field, ...]) -> Iterator[tuple[str, Shape]]:
    for field in fields:
        for name in (field.name, *field.aliases):
            yield (
                name,
                {
                    **or_null(shape_of(field.read)),
                    "description": f"{field.about}\n\n{field.form}",
                    "examples": [_plain(field.example)],
                },
            )


def _rules(fields: tuple[Field, ...]) -> Iterator[Shape]:
    """Forbid two names of one field."""
    for field in fields:
        for first, second in combinations((field.name, *field.aliases), 2):
            if {first, second} != _TOGETHER:
                yield {
                    "not": {"required": [first, second]},
                    "errorMessage": f"`{second}` means the same field as `{first}`; keep one of them",
                }


def _plain(example: str) -> object:
    """Return an example as JSON has it; dates stay texts."""
    return yaml.load(example, Loader=_JsonLoader)  # noqa: S506 - a safe one


class _JsonLoader(yaml.SafeLoader):
    """PyYAML's, without dates, which JSON does not have, and with `off` a text, as in YAML 1.2."""


_JsonLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag != "tag:yaml.org,2002:timestamp" and (tag != "tag:yaml.org,2002:bool" or first in "tTfF")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
