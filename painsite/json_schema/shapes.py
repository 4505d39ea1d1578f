"""The forms of values as JSON Schema: one shape for each reader, which accepts what that reads without an error.

Scalars are typed by their text, as everywhere in painsite: `title: 1984` is a text, `year: "2022"` a date. What a shape
cannot say is in `LOOSER`; it never refuses what its reader accepts. Patterns are in what ECMA-262 and Python share.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from painsite.model import RELATIONS, Image, Person, RetractionNature, Study
from painsite.problems import RULES
from painsite.sources import readers as read
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.schema import CSL_TYPES, Reader, read_type

Shape = Mapping[str, object]
"""A JSON Schema, draft-07."""

LOOSER = {
    "text": "Control characters, and citations or footnotes that are wrong, are found in a text by painsite alone.",
    "whole number": "JSON Schema takes `3.0` for a whole number; painsite wants digits.",
    "range": "A range of dates that ends before it begins is accepted.",
    "names": "What is no name, or several, is found by painsite alone; so is `others` before the end.",
    "months": "A list of months may have too many members, or the same twice.",
    "address": "An address without a host, or with invisible characters, is accepted.",
    "css": "Names that are nearly those of the theme, and values that CSS would not take, are accepted.",
    "scheme": "A citekey scheme may have signs that no citekey has.",
    "quoted number": "A number in quotes may be too small or too large.",
    "markup": "A title of an article that is HTML alone is accepted.",
    "year": "`date` and `year` that differ are accepted.",
}
"""Where the schemas accept what painsite calls an error, by a name that tests use."""

_PAD = r"[\s\x1c-\x1f\x85\xad\u200b\u2060\ufeff]*"
"""Around a value; readers take it off."""
BLANK_TEXT: Shape = {"type": "string", "pattern": rf"^{_PAD}$"}
NOTHING: Shape = {"anyOf": [{"type": "null"}, BLANK_TEXT]}
TEXT: Shape = {"type": ["string", "number", "boolean", "null"]}
FILLED: Shape = {
    "anyOf": [
        {"type": ["number", "boolean"]},
        {"type": "string", "pattern": r"[^\s\x1c-\x1f\x85\xad\u200b\u2060\ufeff]"},
    ]
}
LIST: Shape = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}


def matching(pattern: str, *others: Shape) -> Shape:
    """Accept a text that matches as a whole, nothing, and other shapes."""
    return {"anyOf": [*others, {"type": "null"}, {"type": "string", "pattern": rf"^{_PAD}(?:{pattern})?{_PAD}$"}]}


def or_null(shape: Shape) -> Shape:
    """Accept nothing too: a field that is given as null counts as absent."""
    return {"anyOf": [{"type": "null"}, shape]}


def any_case(words: Iterable[str]) -> str:
    """Match words in capitals or small letters: ECMA-262 has no flag inside a pattern."""
    return "|".join("".join(map(_either_case, word)) for word in words)


def one_of(words: Iterable[str], *, pattern: str = "") -> Shape:
    """Accept words, which editors offer; `pattern` says how else they may be written."""
    known = list(words)
    return matching(pattern or "|".join(map(re.escape, known)), {"enum": known})


def mapping(properties: Mapping[str, Shape], **rules: object) -> Shape:
    """Accept a mapping of these keys alone."""
    return {"type": "object", "properties": properties, "additionalProperties": False, **rules}


def _either_case(char: str) -> str:
    upper, lower = char.upper(), char.lower()
    return re.escape(char) if upper == lower else f"[{upper}{lower}]"


def _described(descriptions: Mapping[str, str], shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    return {
        name: {**shape, **({"description": descriptions[name]} if name in descriptions else {})}
        for name, shape in shapes.items()
    }


_LEAP_YEAR = r"[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00"
_DATE = (
    r"(?!0000)[0-9]{4}"
    r"(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31))?"
    rf"|(?!0000)(?:{_LEAP_YEAR})-02-29"
)
_SEASON_WORDS = any_case(("spring", "summer", "autumn", "winter", "fall"))
_SEASON = rf"(?!0000)[0-9]{{4}}-2[1-4]|(?:{_SEASON_WORDS})[\s,]+(?!0000)[0-9]{{4}}"
_YEAR: Shape = {"type": "integer", "minimum": 1000, "maximum": 9999}
_PARTS_OF_STUDY = {
    "design": "How it was done: `cohort`, `randomised controlled trial`, `systematic review` …",
    "participants": "How many people took part.",
    "follow_up": "How long they were followed: `10 years`.",
    "level": "The level of evidence on a known scale: `1b`.",
    "funding": "Who paid for it.",
    "population": "Who was studied.",
    "setting": "Where: `primary care`.",
    "effects": "What was found, each a line of its own.",
}
_PARTS_OF_IMAGE = {
    "file": "A file beside this one, or in `static/`.",
    "alt": "What it shows, in words, for those who cannot see it.",
    "caption": "A line below it.",
}
_PARTS_OF_RELATIONS = {
    "version_of": "The same work in another version, such as its preprint.",
    "update_of": "Earlier works that it updates.",
    "superseded_by": "Works that took its place.",
    "reply_to": "Works that it answers.",
}
_PARTS_OF_NAME = {
    "family": "Family name.",
    "given": "Given names or initials.",
    "particle": "`van den`, `de`: comes before the family name.",
    "suffix": "`Jr`, `III`.",
    "literal": "An organisation, or a name that does not divide.",
}
_RATING = r"0{0,14}[0-5]|0{1,3}(?:[, \u202f]000){0,3}[, \u202f]00[0-5]"
_STEP = r'(?:\.well-known|[^./?#\\:*"<>|][^/?#\\:*"<>|]*)'
_OLD_PATH: Shape = {
    "anyOf": [
        {"type": ["number", "boolean"]},
        {"type": "string", "pattern": rf"^{_PAD}(?!\s)/?{_STEP}(?:/{_STEP})*/?$"},
    ]
}

DATE = matching(_DATE, _YEAR)
ISSUED = matching(rf"{_DATE}|{_SEASON}|(?:{_DATE})\s*/\s*(?:{_DATE})", _YEAR)
WHOLE_NUMBER = matching(
    r"[0-9]{1,3}(?:[, \u202f][0-9]{3}){1,4}|[0-9]{1,15}", {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
)
BOOLEAN = matching(any_case(read.BOOLEANS), {"type": "boolean"})
PERSON: Shape = mapping(
    _described(_PARTS_OF_NAME, dict.fromkeys(Person.__struct_fields__, TEXT)),
    anyOf=[
        {
            "required": ["literal"],
            "properties": {name: FILLED if name == "literal" else NOTHING for name in Person.__struct_fields__},
        },
        {"required": ["family"], "properties": {"family": FILLED, "literal": NOTHING}},
        {"required": ["particle"], "properties": {"particle": FILLED, "literal": NOTHING}},
    ],
)
NAMES: Shape = {"anyOf": [TEXT, {"type": "array", "items": {"anyOf": [TEXT, PERSON]}}]}
STUDY = mapping(
    _described(
        _PARTS_OF_STUDY,
        {**dict.fromkeys(Study.__struct_fields__, TEXT), "participants": WHOLE_NUMBER, "effects": LIST},
    )
)
IMAGE: Shape = {
    "anyOf": [
        TEXT,
        mapping(
            _described(_PARTS_OF_IMAGE, dict.fromkeys(Image.__struct_fields__, TEXT)),
            anyOf=[
                {"maxProperties": 0},
                {"required": ["file"], "properties": {"file": FILLED}},
            ],
        ),
    ]
}
_CHANGE = mapping(
    {"date": DATE, "note": TEXT}, required=["date", "note"], allOf=[{"properties": {"date": FILLED, "note": FILLED}}]
)
CHANGES: Shape = {"type": "array", "items": {"anyOf": [{"type": "null"}, _CHANGE]}}
EVENTS: Shape = {
    "type": "array",
    "items": {
        "anyOf": [
            {"type": "null"},
            mapping(
                {"nature": one_of(get_args(RetractionNature)), "date": DATE, "doi": TEXT, "pmid": TEXT},
                required=["nature"],
            ),
        ]
    },
}
OLD_PATHS: Shape = {"anyOf": [_OLD_PATH, {"type": "array", "items": {"anyOf": [{"type": "null"}, _OLD_PATH]}}]}
_PARTED = r"[_ -]*".join  # as exporters part the words of BibTeX's types
_BIBTEX_TYPES = "|".join(
    _PARTED(["", *map(_either_case, name), ""]) for name in CSL_TYPE_BY_BIBTEX_TYPE if name.isalpha()
)
RELATED_WORKS = mapping(_described(_PARTS_OF_RELATIONS, dict.fromkeys(RELATIONS, LIST)))
ALLOWANCES = mapping({name: {**FILLED, "description": rule.explanation} for name, rule in RULES.items()})
TYPE = one_of(CSL_TYPES, pattern=f"{any_case(dict.fromkeys([*CSL_TYPES, *CSL_TYPE_BY_BIBTEX_TYPE]))}|{_BIBTEX_TYPES}")
CITEKEY = matching(
    rf"(?!(?:{any_case(('site', 'tags'))}){_PAD}$)[^\s{{}}\x00-\x1f\x7f-\x9f]+", {"type": ["number", "boolean"]}
)

_SHAPES: Mapping[Callable[..., object], Shape] = {
    read.line: TEXT, read.work_line: TEXT, read.paragraph: TEXT, read.markdown: TEXT, read.abstract: TEXT,
    read.genre: TEXT, read.language: TEXT, read.publication_status: TEXT, read.page_range: TEXT,
    read.listing: LIST, read.lines: LIST, read.tags: LIST, read.people: LIST, read.works: LIST, read.citekeys: LIST,
    read.boolean: BOOLEAN, read.rating: matching(_RATING, {"type": "integer", "minimum": 0, "maximum": 5}),
    read.whole_number: WHOLE_NUMBER, read.date: DATE, read.issued: ISSUED, read.names: NAMES, read.study: STUDY,
    read.relations: RELATED_WORKS, read.extra: {"type": "object", "additionalProperties": TEXT},
    read.image: IMAGE, read.changes: CHANGES, read.old_paths: OLD_PATHS, read_type: TYPE,
    read.allowances: ALLOWANCES, read.events: EVENTS,
}  # fmt: skip


def shape_of(reader: Reader) -> Shape:
    """Return what a reader of the tables accepts without an error. Raises KeyError for one that has no shape yet."""
    match reader:
        case read.Identifier():
            return TEXT  # a wrong one is a warning
        case read.OneOf(words):
            return one_of(words)
    return _SHAPES[reader]


PARTS: Mapping[str, Mapping[str, str]] = {
    "study": _PARTS_OF_STUDY,
    "image": _PARTS_OF_IMAGE,
    "relations": _PARTS_OF_RELATIONS,
    "authors": _PARTS_OF_NAME,
    "editors": _PARTS_OF_NAME,
    "translators": _PARTS_OF_NAME,
}
"""By field, what its own fields are."""
