"""The forms of settings as JSON Schema: as `painsite.json_schema.shapes`, for the readers in `painsite.config`."""

import re
from dataclasses import fields

from msgspec import structs

from painsite.config import CITEKEY_PARTS, EVERY_WORD, SEVERITIES, STYLE_NAMES, Count, Features, Setting
from painsite.json_schema.shapes import (
    ALLOWANCES,
    BOOLEAN,
    FILLED,
    NOTHING,
    TEXT,
    Shape,
    mapping,
    matching,
    one_of,
    or_null,
    shape_of,
)
from painsite.languages.plurals import PLURALS
from painsite.languages.wording import Wording
from painsite.problems import RULES

_SCALAR: Shape = {"type": ["number", "boolean"]}
_ADDRESS = r"[hH][tT][tT][pP][sS]?://[^\s]+"
_SITE_ADDRESS = r"[hH][tT][tT][pP][sS]?://[^\s?#]+"
_MAIL = r'(?:mailto:)?[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+'
_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
_CITEKEY_PARTS = "|".join(rf"\{{{part}\}}" for part in CITEKEY_PARTS)
_CSS = matching(r"[^{};:<>\\@!$&=?|~^\[\]]+", _SCALAR)
_NO_BRACES: Shape = {"anyOf": [{"type": ["number", "boolean", "null"]}, {"type": "string", "pattern": "^[^{}]*$"}]}
_WORDS: Shape = {"anyOf": [_NO_BRACES, {"type": "array", "items": _NO_BRACES}]}
_MONTHS: Shape = {
    "anyOf": [
        NOTHING,
        {"type": "array", "items": NOTHING},
        {"type": "array", "items": _NO_BRACES, "minItems": 12},
    ]
}
_LINK = mapping(
    {"text": FILLED, "address": {"type": "string", "pattern": r"^\s*(?:https?://|/(?!/))"}},
    required=["text", "address"],
)


def _css_values(names: tuple[str, ...]) -> Shape:
    return {
        "type": "object",
        "properties": dict.fromkeys(names, _CSS),
        "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$"},
        "additionalProperties": _CSS,
    }


def _wording() -> Shape:
    texts = structs.fields(Wording)
    return mapping({text.name: _wording_shape(text.name, text.default) for text in texts})


def _wording_shape(name: str, english: object) -> Shape:
    """Accept a text with the placeholders that its English has, and no other braces."""
    if isinstance(english, tuple):
        shape = _MONTHS if name.startswith("months") else _WORDS
        return {**shape, "default": list(english)}
    if name == "plurals":
        return {**one_of(PLURALS), "default": english}
    if name == "number":
        pattern = r"^[\s\xad\u200b\u2060\ufeff]*1(?:\s+|[^\d{}])?000[\s\xad\u200b\u2060\ufeff]*$"
        return {"anyOf": [{"enum": [1000, None]}, {"type": "string", "pattern": pattern}], "default": english}
    wanted = [re.escape(one) for one in sorted(set(re.findall(r"{\w*}", str(english))))]
    text = {"type": ["string", "number", "boolean", "null"], "pattern": f"^(?:{'|'.join(['[^{}]', *wanted])})*$"}
    return {**text, "default": english}


SEVERITY = or_null(one_of(SEVERITIES))
"""Of a rule; it stands among the definitions of a schema."""
_SHAPES: dict[str, Shape] = {
    "url": matching(_SITE_ADDRESS),
    "language": matching(_LANGUAGE),
    "report_errors_to": matching(f"{_MAIL}|{_ADDRESS}"),
    "abstracts": {
        "anyOf": [
            or_null(one_of(("show", "hide"))),
            mapping({"words": matching("[0-9]{1,9}", {"type": "integer", "minimum": 1, "maximum": EVERY_WORD})}),
        ]
    },
    "citekey_scheme": matching(rf"(?=[^{{]*\{{)(?:[^\s{{}}]|{_CITEKEY_PARTS})+"),
    "rules": mapping(
        {
            name: {
                "allOf": [{"$ref": "#/definitions/severity"}],
                "description": rule.explanation,
                "default": rule.severity,
            }
            for name, rule in RULES.items()
        }
    ),
    "allow": {"type": "object", "additionalProperties": ALLOWANCES},
    "wording": _wording(),
    "theme": mapping(
        {
            "colours": or_null(_css_values(STYLE_NAMES["colours"])),
            "fonts": or_null(_css_values(STYLE_NAMES["fonts"])),
            "width": _CSS,
            "logo": TEXT,
            "navigation": or_null({"type": "array", "items": or_null(_LINK)}),
        }
    ),
    "features": mapping({feature.name: or_null(BOOLEAN) for feature in fields(Features)}),
}
"""By setting, those that only one setting has."""


def setting_shape(setting: Setting) -> Shape:
    """Return what the reader of a setting accepts without an error. Raises KeyError for one that has no shape yet."""
    if isinstance(setting.read, Count):
        return matching("[0-9]{1,9}", {"type": "integer", "minimum": setting.read.least, "maximum": setting.read.most})
    return _SHAPES[setting.name] if setting.name in _SHAPES else shape_of(setting.read)
