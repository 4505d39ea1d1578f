"""The tables of fields agree with the model and with each other."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from painsite.config import DEFAULTS
from painsite.linking.library import link
from painsite.model import Article, Entry
from painsite.pages.context import make_context
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.csl_json import format_csl_json
from painsite.pages.formats.ris import format_ris
from painsite.pages.links import Linking
from painsite.pages.search.records import Facts, make_record, tag_words
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.schema import (
    ARTICLE_FIELD_BY_NAME,
    ARTICLE_FIELDS,
    CSL_TYPES,
    ENTRY_FIELD_BY_NAME,
    ENTRY_FIELDS,
    Field,
    field_by_name,
    format_export_table,
    format_field_table,
)
from tests.support import entry
from tests.test_entries import KASCH


def test_every_field_of_an_entry_is_in_the_model_and_back() -> None:
    derived = {"citekey", "path", "places", "bibtex_type", "bibtex_fields"}
    assert {field.name for field in ENTRY_FIELDS} == set(Entry.__struct_fields__) - derived


def test_every_field_of_an_article_is_in_the_model_and_back() -> None:
    derived = {"citekey", "path", "places", "body"}
    assert {field.name for field in ARTICLE_FIELDS} == set(Article.__struct_fields__) - derived


@pytest.mark.parametrize("table", [ENTRY_FIELDS, ARTICLE_FIELDS])
def test_no_name_means_two_fields(table: tuple[Field, ...]) -> None:
    assert len(field_by_name(table)) == sum(1 + len(field.aliases) for field in table)


def test_other_names_lead_to_their_field() -> None:
    assert {name: ENTRY_FIELD_BY_NAME[name].name for name in ("journal", "pages", "year", "author")} == {
        "journal": "container_title",
        "pages": "page_range",
        "year": "issued",
        "author": "authors",
    }
    assert ARTICLE_FIELD_BY_NAME["author"].name == "authors"


def test_citations_count_where_the_markup_is_markdown() -> None:
    assert {field.name for field in ENTRY_FIELDS if field.citations_count} == {
        field.name for field in ENTRY_FIELDS if field.markup == "Markdown"
    }


def test_every_type_of_bibtex_is_one_of_csl() -> None:
    assert set(CSL_TYPE_BY_BIBTEX_TYPE.values()) <= set(CSL_TYPES)


def test_the_table_names_a_field_as_editors_write_it() -> None:
    rows = format_field_table().splitlines()
    assert rows[0] == "| field | what it is | form | text |"
    assert (
        "| `title` | The work’s own title, with its subtitle. | text; the only required field | plain, searched |"
        in rows
    )
    assert (
        "| `notes` | Our short text on the work, where there is no commentary. | short text"
        " | Markdown, citations count, searched |" in rows
    )
    assert (
        "| `date`, `year` | When it was published."
        " | `2022`, `2022-02`, `2022-02-01`, `spring 2022`, `2021-11/2022-02` | – |" in rows
    )
    assert len(rows) == 2 + len(ENTRY_FIELDS)


def test_a_second_table_has_the_names_in_other_formats() -> None:
    rows = format_export_table().splitlines()
    assert rows[0] == "| field | BibTeX | RIS | CSL |"
    assert "| `date`, `year` | year, month, day, date | PY, DA | issued |" in rows
    assert "| `full_text` | – | L1 | – |" in rows
    assert not [row for row in rows if "`headline`" in row]


FULL = replace(entry("kasch-2022", KASCH), label="MRI study", abstract_paraphrased=False)
"""An entry in which every field is given."""
FULLS = (FULL, replace(FULL, commentary=None), replace(FULL, url="", doi=""))
"""Some fields are used only where another is not given."""


def without(field: Field, work: Entry) -> Entry:
    return replace(work, **{field.name: getattr(Entry(citekey="", path=""), field.name)})


def searched(work: Entry) -> object:
    library, _ = link([work], [], drafts=True)
    face = library.faces[work.citekey]
    tags = tag_words(face, make_context(library, DEFAULTS, Linking()))
    return make_record(work, face, Facts(tags=tags, kind="", status=""))


@pytest.mark.parametrize("field", [field for field in ENTRY_FIELDS if field.searched], ids=lambda field: field.name)
def test_what_the_table_calls_searched_is_searched(field: Field) -> None:
    assert any(searched(without(field, work)) != searched(work) for work in FULLS)


@pytest.mark.parametrize(
    ("write", "of_format"),
    [(format_bibtex, "bibtex"), (format_ris, "ris"), (format_csl_json, "csl")],
    ids=["bibtex", "ris", "csl"],
)
def test_what_the_table_names_in_a_format_is_written_in_it(write: Callable[[Entry], str], of_format: str) -> None:
    works = [replace(work, type=kind) for work in FULLS for kind in _TYPES]
    named = [field for field in ENTRY_FIELDS if getattr(field, of_format) and field.name != "type"]
    silent = [field.name for field in named if all(write(without(field, work)) == write(work) for work in works)]
    assert silent == []


_TYPES = ("article-journal", "chapter", "book", "thesis", "report", "paper-conference", "software", "webpage")
"""Of works; not every field is part of every kind."""
