"""The JSON Schemas accept what the readers read without an error, and nothing else but what `LOOSER` names."""

import json
import re
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from painsite.config import SETTINGS, parse_settings
from painsite.json_schema.documents import SCHEMAS, format_schema
from painsite.json_schema.shapes import LOOSER
from painsite.languages.wording import Wording
from painsite.problems import RULES, Problem
from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from painsite.sources.schema import ARTICLE_FIELDS, ENTRY_FIELDS, Field
from painsite.sources.tags import TAG_PARTS, parse_tags

Json = object
VALIDATORS = {name: Draft7Validator(schema()) for name, schema in SCHEMAS.items()}
READERS: Mapping[str, Callable[[str], tuple[Problem, ...]]] = {
    "entry": lambda text: parse_entry(text, path="bibliography/weber-1983.yaml")[1],
    "article": lambda text: parse_article(f"---\n{text}\n---\n", path="bibliography/articles/scans.md")[1],
    "tags": lambda text: parse_tags(text, path="bibliography/tags.yaml")[1],
    "site": lambda text: parse_settings(text, path="bibliography/site.yaml")[1],
}
KNOWN = {
    "text": r"malformed-citation|undefined-footnote|duplicate-footnote|markdown-limit|the text contains the character",
    "whole number": r"`-?\d+(\.0|e\+\d+)` is not a (whole )?number",
    "range": r"ends before it begins",
    "names": r": bad-name: `",
    "months": r"there are \d+ months here",
    "address": r"names no host|contains a space or an invisible character",
    "css": r"the theme has no|is not a (value|length) in CSS|is not a (length|value)",
    "scheme": r"is not a scheme of",
    "quoted number": r"`[0-9]+` is not a number from",
    "markup": r"the article has no `title`",
    "year": r"`date` and `year` differ",
}
"""By row of `LOOSER`, what the reader says there."""

TEXTS = (
    "", " ", "Weber H", "Kasch, Richard", "others", "2022", " 2022-02 ", "2022-02-29", "2024-02-29", "2022-02-30",
    "0000", "2022-13", "spring 2022", "Fall, 2021", "2022-21", "2021-11/2022-02", "2022/2021", "Article-Journal",
    "in-proceedings", "BOOK", "poem", "true", "No", "on", "maybe", "3", "6", "005", "1,000", "0,003", "12 000", "guide",
    "Guide", "post ", "/biblio/kasch22.html", "../x", ".git/config", "a//b", "/", "site", "Tags", "weber 1983",
    "{weber}", "weber-1983", "https://example.org/notes/", "https://example.org/?a", "HTTP://example.org",
    "ftp://example.org", "mailto:a@b.org", "a@b.org", "en-GB", "english", "off", "error", "Part of {name}", "{nobody}",
    "1 000", "34rem", "url(x)", "/tags/", "//tags", "two, three", "\u200bguide\u00a0", "rubric", "a; b", "- x", "#",
    "@x", "[@x]", "İ", "{surname}", "{surname}-{jahr}", "surname",
)  # fmt: skip
KEYS = (
    *("family", "given", "particle", "suffix", "literal", "design", "participants", "effects", "level", "file", "alt"),
    *("caption", "date", "note", "colours", "fonts", "width", "logo", "navigation", "text", "address", "map", "search"),
    *("near-tag", "dead-link", "rubric", "paper-dark", "months", "number", "plurals", "footer", "count_words", "feed"),
    *TAG_PARTS,
    "nobody",
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from((0, 1, 3, 5, 6, 50, 999, 1000, 2022, 10**15, -1, 1.5, 3.0, 1e22))
    | st.sampled_from(TEXTS)
    | st.text("aA1 -/.,:;{}@\n\u00a0ß😀", max_size=6)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


def names_of(fields: tuple[Field, ...]) -> list[str]:
    return ["citekey", *(name for field in fields for name in (field.name, *field.aliases))]


def one_for_each_reader(kind: str) -> list[str]:
    """Return places whose values are read in different ways."""
    if kind == "entry":
        return ["citekey", *{field.read: field.name for field in ENTRY_FIELDS}.values()]
    return ["title", "kind"] if kind == "article" else PLACES[kind]


PLACES = {
    "entry": names_of(ENTRY_FIELDS),
    "article": names_of(ARTICLE_FIELDS),
    "tags": ["imaging", " ", "MRI"],
    "site": [setting.name for setting in SETTINGS],
}


def errors_of(kind: str, document: Json) -> list[str]:
    """Return what the reader calls errors."""
    problems = READERS[kind](json.dumps(document, ensure_ascii=False))
    return [str(problem) for problem in problems if RULES[problem.rule].severity == "error"]


def disagreement(kind: str, document: Json) -> str:
    """Say how schema and reader differ; nothing where they agree, or where the schema is known to be looser."""
    errors = errors_of(kind, document)
    refused = [error.message for error in VALIDATORS[kind].iter_errors(document)]
    if not errors and refused:
        return f"the schema alone refuses {document}: {refused}"
    unexplained = [error for error in errors if not any(re.search(known, error) for known in KNOWN.values())]
    if unexplained and not refused:
        return f"the schema accepts {document}: {unexplained}"
    return ""


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_of_draft_07(kind: str) -> None:
    schema = json.loads(format_schema(kind))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_and_reader_agree_on_each_value_in_each_place(kind: str) -> None:
    title = {"title": "Do I need a scan?"} if kind == "article" else {}
    values: list[Json] = [
        None,
        True,
        0,
        3,
        7,
        2022,
        1.5,
        [],
        {},
        [None],
        [[]],
        [{}],
        *TEXTS,
        *([text] for text in TEXTS),
    ]
    values += [{key: value} for key in KEYS for value in (None, "", "x", 3, [], {}, ["x"], {"rubric": "#fff"})]
    values += [[{key: value}] for key in ("family", "literal", "date", "text") for value in (None, "", "2022", [])]
    values += [["January"] * 12, [str(number) for number in range(12)], ["others", "Weber H"]]
    found = [disagreement(kind, {**title, place: value}) for place in one_for_each_reader(kind) for value in values]
    assert not [one for one in found if one][:5]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_and_reader_agree_on_every_name(kind: str) -> None:
    title = {"title": "Do I need a scan?"} if kind == "article" else {}
    values: list[Json] = [None, True, 3, "2022", "x", [], ["x"], {}, {"family": "Weber"}]
    found = [disagreement(kind, {**title, place: value}) for place in PLACES[kind] for value in values]
    assert not [one for one in found if one][:5]


@pytest.mark.property
@given(data=st.data(), value=VALUES)
@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_and_reader_agree_on_anything(kind: str, data: st.DataObject, value: Json) -> None:
    title = {"title": "Do I need a scan?"} if kind == "article" else {}
    assert not disagreement(kind, {**title, data.draw(st.sampled_from(PLACES[kind])): value})


@pytest.mark.property
@given(st.sampled_from(Wording.__struct_fields__), VALUES)
def test_schema_and_reader_agree_on_each_text_of_the_wording(name: str, value: Json) -> None:
    assert not disagreement("site", {"wording": {name: value}})


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("document", [None, "text", [], 3, {}, {"nobody": 1}, {"imaging": None}])
def test_schema_and_reader_agree_on_whole_documents(kind: str, document: Json) -> None:
    assert not disagreement(kind, document)


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("entry", {"journal": "Spine", "container_title": "Spine"}),
        ("entry", {"year": 2022, "issued": 2022}),
        ("entry", {"date": "2022-02", "year": 2022}),
        ("article", {"title": "Scans", "author": "Weber H", "authors": "Weber H"}),
        ("article", {}),
        ("article", {"title": ""}),
        ("entry", {"authors": [{"family": "Weber", "literal": "WHO"}]}),
        ("entry", {"authors": [{"literal": "WHO", "given": None}]}),
        ("entry", {"image": {"file": "scan.jpg", "alt": "A disc"}}),
        ("entry", {"image": {"alt": "A disc"}}),
        ("entry", {"changes": [{"date": "2024-05-20", "note": "Corrected."}]}),
        ("entry", {"changes": [{"date": "2024-05-20"}]}),
        ("site", {"theme": {"navigation": [{"text": "Tags", "address": "/tags/"}]}}),
        ("site", {"theme": {"navigation": [{"text": "Tags", "address": "tags/"}]}}),
        ("site", {"wording": {"citing_lead": "{count} {noun}"}}),
    ],
)
def test_schema_and_reader_agree_on_what_belongs_together(kind: str, document: Json) -> None:
    assert not disagreement(kind, document)


SHOWN = {
    "text": ("entry", {"commentary": "See [@]."}),
    "whole number": ("entry", {"rating": 3.0}),
    "range": ("entry", {"date": "2022/2021"}),
    "names": ("entry", {"authors": ["World Health Organization"]}),
    "months": ("site", {"wording": {"months": ["May"] * 12}}),
    "address": ("site", {"url": "https://exa\u200bmple.org"}),
    "css": ("site", {"theme": {"colours": {"rubrik": "#fff"}}}),
    "scheme": ("site", {"citekey_scheme": "{surname}/{year}"}),
    "quoted number": ("site", {"page_size": "7"}),
    "markup": ("article", {"title": "<b></b>"}),
    "year": ("entry", {"date": "2022-02", "year": 2021}),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_said_to_be_looser_is(name: str) -> None:
    kind, document = SHOWN[name]
    assert not list(VALIDATORS[kind].iter_errors(document))
    assert [error for error in errors_of(kind, document) if re.search(KNOWN[name], error)]


def test_every_looser_form_is_said_and_shown() -> None:
    assert set(KNOWN) == set(LOOSER)
    assert set(SHOWN) == set(LOOSER)


@pytest.mark.parametrize("fields", [ENTRY_FIELDS, ARTICLE_FIELDS], ids=["entries", "articles"])
def test_every_field_has_a_description_and_an_example_that_is_read(fields: tuple[Field, ...]) -> None:
    kind = "entry" if fields is ENTRY_FIELDS else "article"
    properties = SCHEMAS[kind]()["properties"]
    for field in fields:
        assert field.about.endswith("."), field.name
        document = {"title": "Scans", field.name: properties[field.name]["examples"][0]}
        assert not errors_of(kind, document), field.name
        assert not list(VALIDATORS[kind].iter_errors(document)), field.name


def test_every_setting_has_an_example_that_is_read() -> None:
    for setting in SETTINGS:
        document = {setting.name: SCHEMAS["site"]()["properties"][setting.name]["examples"][0]}
        assert not errors_of("site", document)
