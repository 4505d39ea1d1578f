"""Fields that references need beyond authors, title and journal: from YAML and BibTeX into every format."""

import pytest

from painsite.model import Entry
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.coins import format_coins
from painsite.pages.formats.csl_json import csl_item
from painsite.pages.formats.csv_table import CSV_COLUMNS, format_csv_record
from painsite.pages.formats.ris import format_ris
from painsite.sources.bibtex.reader import parse_bibtex
from tests.support import entry

GENNEP = """
@book{gennep, title = {The Rites of Passage}, author = {van Gennep, Arnold},
  translator = {Vizedom, Monika B. and Caffee, Gabrielle L.}, origdate = {1909}, date = {1960},
  publisher = {University of Chicago Press}, location = {Chicago}}
"""
COLERIDGE = """
@book{coleridge, title = {Biographia Literaria}, author = {Coleridge, Samuel Taylor},
  editor = {Coburn, Kathleen and Engell, James and Bate, W. Jackson}, date = {1983},
  maintitle = {The Collected Works of Samuel Taylor Coleridge}, volume = {7}, series = {Bollingen Series},
  number = {75},
  publisher = {{Routledge and Kegan Paul} and {Princeton University Press}}, location = {London and Princeton}}
"""
AAD = """
@article{aad, title = {Observation of a new particle}, author = {Aad, Georges and others}, collaboration = {ATLAS},
  journal = {Physics Letters B}, year = {2012}, volume = {716}, pages = {1--29}}
"""
R = """@software{r, title = {R}, author = {{R Core Team}}, version = {4.3.1}, year = {2023}}"""
PRESS = """
@article{press, title = {Low back pain}, author = {Hancock, Mark J.}, journal = {Spine}, date = {2026},
  pubstate = {inpress}}
"""


def bib(text: str) -> Entry:
    (found,), problems = parse_bibtex(text, path="classics.bib")
    assert problems == ()
    return found


@pytest.mark.parametrize("text", [GENNEP, COLERIDGE, AAD, R, PRESS])
def test_bibtex_that_is_written_reads_as_the_same_work(text: str) -> None:
    found = bib(text)
    again = bib(format_bibtex(found))
    given = {name for name in Entry.__struct_fields__ if name not in {"places", "bibtex_type", "bibtex_fields"}}
    assert {name: getattr(again, name) for name in given} == {name: getattr(found, name) for name in given}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (GENNEP, ["translator = {Vizedom, Monika B. and Caffee, Gabrielle L.}", "origdate = {1909}"]),
        (
            COLERIDGE,
            [
                "maintitle = {The Collected Works of Samuel Taylor Coleridge}",
                "publisher = {{Routledge and Kegan Paul} and {Princeton University Press}}",
                "address = {{London} and {Princeton}}",
            ],
        ),
        (AAD, ["collaboration = {ATLAS}"]),
        (R, ["version = {4.3.1}"]),
        (PRESS, ["pubstate = {inpress}"]),
    ],
)
def test_bibtex_has_the_fields_of_biblatex(text: str, lines: list[str]) -> None:
    written = format_bibtex(bib(text))
    assert [line for line in lines if f"  {line},\n" not in written] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (GENNEP, ["A4  - Vizedom, Monika B.", "A4  - Caffee, Gabrielle L.", "OP  - 1909"]),
        (COLERIDGE, ["N1  - Main title: The Collected Works of Samuel Taylor Coleridge", "CY  - London; Princeton"]),
        (AAD, ["AU  - Aad, Georges", "AU  - ATLAS Collaboration"]),
        (R, ["ET  - 4.3.1"]),
        (PRESS, ["N1  - Status: in press"]),
    ],
)
def test_ris_has_a_line_for_each(text: str, lines: list[str]) -> None:
    written = format_ris(bib(text)).split("\r\n")
    assert [line for line in lines if line not in written] == []


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            GENNEP,
            {
                "translator": [
                    {"family": "Vizedom", "given": "Monika B."},
                    {"family": "Caffee", "given": "Gabrielle L."},
                ],
                "original-date": {"date-parts": [[1909]]},
            },
        ),
        (
            COLERIDGE,
            {
                "container-title": "The Collected Works of Samuel Taylor Coleridge",
                "publisher": "Routledge and Kegan Paul; Princeton University Press",
                "publisher-place": "London; Princeton",
            },
        ),
        (R, {"version": "4.3.1"}),
        (PRESS, {"status": "in press"}),
    ],
)
def test_csl_json_has_the_variables_of_csl(text: str, members: dict[str, object]) -> None:
    item = csl_item(bib(text))
    assert {name: item.get(name) for name in members} == members


def test_a_collaboration_is_an_author_of_its_own() -> None:
    authors = csl_item(bib(AAD))["author"]
    assert isinstance(authors, list)
    assert {"literal": "ATLAS Collaboration"} in authors
    assert "ATLAS%20Collaboration" in format_coins(bib(AAD))


@pytest.mark.parametrize(
    ("given", "group"),
    [
        ("ATLAS", "ATLAS Collaboration"),
        ("LIGO Scientific", "LIGO Scientific Collaboration"),
        ("Alf-One Study Group", "Alf-One Study Group"),
        ("STAR Investigators", "STAR Investigators"),
        ("CMS Collaboration", "CMS Collaboration"),
    ],
)
def test_a_group_is_named_in_full(given: str, group: str) -> None:
    found = entry("a", f"title: Search\nauthors: [Aad G]\ncollaboration: {given}\n")
    assert f"AU  - {group}\r\n" in format_ris(found)


def test_a_group_that_is_an_author_anyway_is_named_once() -> None:
    found = entry("a", "title: Search\nauthors: [{literal: ATLAS Collaboration}]\ncollaboration: ATLAS\n")
    assert format_ris(found).count("AU  - ") == 1


def test_a_chapter_in_a_volume_keeps_the_title_of_the_whole() -> None:
    found = entry("a", "type: chapter\ntitle: Pain\nbooktitle: The spine\nmaintitle: Handbook of medicine\n")
    item = csl_item(found)
    assert (item["container-title"], item["custom"]) == ("The spine", {"main-title": "Handbook of medicine"})


def test_csv_has_a_column_for_each() -> None:
    assert {"collaboration", "translators", "main_title", "version", "original_date", "publication_status"} < set(
        CSV_COLUMNS
    )
    assert "Vizedom, Monika B.; Caffee, Gabrielle L." in format_csv_record(bib(GENNEP))
    assert ",in press," in format_csv_record(bib(PRESS))


def test_lists_in_yaml_are_several_places_and_publishers() -> None:
    listed = entry("a", "type: book\ntitle: Pain\nplace: [München, Berlin]\npublisher: [Beck, Saur]\n")
    assert (listed.place, listed.publisher) == ("München; Berlin", "Beck; Saur")
    assert entry("a", "type: book\ntitle: Pain\nplace: München\n").place == "München"
