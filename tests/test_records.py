"""Records of PubMed and Crossref → entries, over every record of the fixtures, and part by part."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from painsite.editing.entry_file import format_entry_file
from painsite.editing.formats.crossref import crossref_record, parse_crossref
from painsite.editing.formats.csl_parts import date_at, names_at
from painsite.editing.formats.json_values import JsonObject, object_at, objects_at
from painsite.editing.formats.pages import article_number, full_pages
from painsite.editing.formats.people import person
from painsite.editing.formats.pubmed_dates import parse_medline_date
from painsite.editing.formats.pubmed_xml import parse_pubmed_xml
from painsite.editing.formats.study_designs import design_of
from painsite.editing.formats.titles import is_shouting, join_subtitle, plain_title
from painsite.editing.record import Record
from painsite.model import Issued, Names, PartialDate, Person
from painsite.problems import Unreadable
from painsite.sources.dates import format_issued
from painsite.sources.entries import parse_entry
from tests.support import FIXTURES

PUBMED = sorted((FIXTURES / "pubmed").glob("**/*.xml"))
CROSSREF = sorted((FIXTURES / "api" / "rcrossref").glob("*.yml"))


def reread(record: Record) -> tuple[object, tuple[str, ...]]:
    """Write the entry's file and read it; return what is read, and the problems."""
    entry = replace(record.entry, citekey="kasch-2022")
    read, problems = parse_entry(format_entry_file(entry), path="bibliography/kasch-2022.yaml")
    return read and replace(read, path="", places={}), tuple(map(str, problems))


def records_of(path: Path) -> tuple[Record, ...]:
    try:
        records, refused = parse_pubmed_xml(path.read_text(encoding="utf-8"))
    except (Unreadable, UnicodeDecodeError):
        return ()
    assert refused == ()
    return records


@pytest.mark.skipif(not PUBMED, reason="the fixtures are absent")
def test_every_record_of_pubmed_becomes_an_entry_that_reads_the_same() -> None:
    records = [record for path in PUBMED for record in records_of(path)]
    assert len(records) == 59
    for record in records:
        assert reread(record) == (replace(record.entry, citekey="kasch-2022"), ())
        assert record.entry.authors or record.entry.type == "article-journal"
        assert record.entry.issued
        assert record.entry.pmid


def works_of(path: Path) -> Iterator[JsonObject]:
    recording = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for interaction in recording["http_interactions"]:
        body = interaction["response"]["body"].get("string") or ""
        try:
            message = object_at(json.loads(body), "message")
        except (json.JSONDecodeError, TypeError):
            continue
        yield from objects_at(message, "items") if "items" in message else [message] if "DOI" in message else []


@pytest.mark.skipif(not CROSSREF, reason="the fixtures are absent")
def test_every_work_of_crossref_becomes_an_entry_that_reads_the_same() -> None:
    records = [crossref_record(work) for path in CROSSREF for work in works_of(path)]
    assert len(records) == 320
    titled = [record for record in records if record.entry.title]
    assert len(titled) == 305
    for record in titled:
        assert reread(record) == (replace(record.entry, citekey="kasch-2022"), ())


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("131-40", "131-140"),
        ("1541-8", "1541-1548"),
        ("257-270", "257-270"),
        ("S2-15", "S2-S15"),
        ("e1-9; quiz 12", "e1-e9; quiz 12"),
        ("1170-6; discussion 1235-6", "1170-1176; discussion 1235-1236"),
        ("392", "392"),
        ("ii-iv, 1-9", "ii-iv, 1-9"),
        ("e012938", "e012938"),
        ("99-9", "99"),
        ("2-", "2"),
        ("n/a", ""),
    ],
)
def test_the_last_page_is_written_in_full(short: str, full: str) -> None:
    assert full_pages(short) == full


@pytest.mark.parametrize(
    ("code", "number"),
    [("e012938", "e012938"), ("CD012345", "CD012345"), ("S0304-3959(12)00123-4", ""), ("jcm10010001", "")],
)
def test_a_publishers_own_code_is_no_article_number(code: str, number: str) -> None:
    assert article_number(code) == number


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2022 Feb 1", "2022-02-01"),
        ("2022 02 01", "2022-02-01"),
        ("2022", "2022"),
        ("2012 Mar-Apr", "2012-03/2012-04"),
        ("1998 Dec-1999 Jan", "1998-12/1999-01"),
        ("2015 Jul 1-15", "2015-07-01/2015-07-15"),
        ("2000 Spring", "spring 2000"),
        ("2000 Fall-Winter", "autumn 2000"),
        ("2021 Feb 30", "2021-02"),
        ("1976-1977", "1976/1977"),
        ("1975 1st Quart", "1975"),
    ],
)
def test_dates_of_pubmed_are_read_as_far_as_they_go(words: str, date: str) -> None:
    read = parse_medline_date(words)
    assert read
    assert format_issued(read) == date


def test_words_that_are_no_date_give_none() -> None:
    assert parse_medline_date("in press") is None


@pytest.mark.parametrize(
    ("delivered", "title"),
    [
        ("Lumbar disc herniation.", "Lumbar disc herniation"),
        ("[Bandscheibenvorfall].", "Bandscheibenvorfall"),
        ("[Disc herniation] and sciatica.", "[Disc herniation] and sciatica"),
        ("Does rest help?", "Does rest help?"),
        ("RETRACTED: Lumbar disc herniation", "Lumbar disc herniation"),
        ("RETRACTED ARTICLE: Lumbar disc herniation", "Lumbar disc herniation"),
        ("Lumbar disc herniation [Retracted].", "Lumbar disc herniation"),
        ("Retracted nails in children.", "Retracted nails in children"),
        ("Pain...", "Pain..."),
    ],
)
def test_a_title_has_no_stop_no_brackets_and_no_word_on_its_fate(delivered: str, title: str) -> None:
    assert plain_title(delivered) == title


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Sciatica", "a review", "Sciatica: a review"),
        ("Does rest help?", "A trial", "Does rest help? A trial"),
        ("Sciatica: a review", "A review", "Sciatica: a review"),
        ("Sciatica", "Sciatica", "Sciatica"),
        ("", "A review", "A review"),
        ("Sciatica:", "a review", "Sciatica: a review"),
    ],
)
def test_a_subtitle_is_put_behind_the_title_once(title: str, subtitle: str, whole: str) -> None:
    assert join_subtitle(title, subtitle) == whole


def test_a_title_in_capitals_is_told_from_an_abbreviation() -> None:
    assert is_shouting("LUMBAR DISC HERNIATION: A TRIAL, 1983")
    assert not is_shouting("MRI of the spine")
    assert not is_shouting("COVID")
    assert not is_shouting("腰痛 診療")


@pytest.mark.parametrize(
    ("family", "given", "suffix", "read"),
    [
        ("Kasch", "Richard", "", Person(family="Kasch", given="Richard")),
        ("van den Berg", "Jan W", "", Person(particle="van den", family="Berg", given="Jan W")),
        ("King", "Martin Luther", "Jr.", Person(family="King", given="Martin Luther", suffix="Jr")),
        ("Rockefeller", "John D", "3rd", Person(family="Rockefeller", given="John D", suffix="III")),
        ("Shah", "", "", Person(family="Shah")),
        ("", "Plato", "", Person(literal="Plato")),
        ("", "", "", None),
        ("Sanchez, Jr", "Ana", "", Person(family="Sanchez, Jr", given="Ana")),
        ("Weber", "Jr", "", Person(family="Weber", given="Jr")),
    ],
)
def test_a_divided_name_becomes_a_person(family: str, given: str, suffix: str, read: Person | None) -> None:
    assert person(family=family, given=given, suffix=suffix) == read


@pytest.mark.parametrize(
    ("types", "title", "design"),
    [
        (["Journal Article", "Randomized Controlled Trial"], "Rest or not", "randomised controlled trial"),
        (["Meta-Analysis", "Systematic Review"], "Imaging", "meta-analysis"),
        (["Journal Article"], "Imaging: a prospective cohort study", "cohort study"),
        (["Observational Study"], "Imaging: a case-control study", "case-control study"),
        (["Observational Study"], "Imaging", "observational study"),
        (["Review"], "Exercise: a scoping review", "scoping review"),
        (["Journal Article", "Research Support, Non-U.S. Gov't"], "Imaging", ""),
    ],
)
def test_the_design_is_that_of_pubmeds_types_else_of_the_title(types: list[str], title: str, design: str) -> None:
    assert design_of(types, title) == design


def test_the_first_author_of_crossref_comes_first() -> None:
    item = {
        "author": [
            {"given": "Henrik", "family": "Weber", "sequence": "additional"},
            {"given": "Richard", "family": "Kasch", "sequence": "first"},
            {"name": "Alf-One Study Group", "sequence": "additional"},
        ]
    }
    people = (Person(family="Kasch", given="Richard"), Person(family="Weber", given="Henrik"))
    assert names_at(item, "author") == (Names(people=people), "Alf-One Study Group")


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([[2022, 2, 1]], Issued(start=PartialDate(year=2022, month=2, day=1))),
        ([["2022", "2"]], Issued(start=PartialDate(year=2022, month=2))),
        ([[2022, 13]], Issued(start=PartialDate(year=2022))),
        ([[2021, 11], [2022, 2]], Issued(start=PartialDate(year=2021, month=11), end=PartialDate(year=2022, month=2))),
        ([[None]], None),
        ([None], None),
        (None, None),
        ([[]], None),
    ],
)
def test_dates_in_parts_are_read_as_far_as_the_calendar_has_them(parts: object, date: Issued | None) -> None:
    assert date_at({"issued": {"date-parts": parts}}, "issued") == date


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html><body>Busy</body></html>", "this is not PubMed's XML: its root is `html`"),
        ("Not Found", "this is not PubMed's XML: it is not XML"),
        ("", "this is not PubMed's XML: it is not XML"),
        ("<eFetchResult><ERROR>no</ERROR></eFetchResult>", "this is not PubMed's XML: its root is `eFetchResult`"),
    ],
)
def test_what_is_not_pubmeds_xml_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        parse_pubmed_xml(text)


WHOLE = (
    "<PubmedArticle><MedlineCitation><PMID>6857385</PMID><Article><ArticleTitle>Lumbar disc herniation.</ArticleTitle>"
    "</Article></MedlineCitation></PubmedArticle>"
)


@pytest.mark.parametrize(
    ("text", "titles", "refused"),
    [
        (f"<PubmedArticleSet>{WHOLE}</PubmedArticleSet>", 1, []),
        (
            f"<PubmedArticleSet>{WHOLE}{WHOLE[:90]}",
            1,
            ["behind 1 works: the XML cannot be read beyond line 1, column"],
        ),
        (
            (
                "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>6857385</PMID></MedlineCitation></PubmedArticle>"
                "</PubmedArticleSet>"
            ),
            0,
            ["PMID 6857385: the record has no title"],
        ),
        (
            f"<PubmedArticleSet>{WHOLE}<DeleteCitation><PMID>12</PMID></DeleteCitation></PubmedArticleSet>",
            1,
            ["PMID 12: PubMed has deleted it"],
        ),
        (f"<PubmedArticleSet>{'<a>' * 200}", 0, ["behind 0 works: the XML nests deeper than 100 elements"]),
        (
            f'<!DOCTYPE PubmedArticleSet [<!ENTITY a "b">]><PubmedArticleSet>{WHOLE}</PubmedArticleSet>',
            0,
            ["behind 0 works: the XML declares entities"],
        ),
    ],
)
def test_every_record_is_read_or_refused(text: str, titles: int, refused: list[str]) -> None:
    records, refusals = parse_pubmed_xml(text)
    told = [f"{refusal.name}: {refusal.message}" for refusal in refusals]
    assert len(records) == titles
    assert [one.startswith(start) for one, start in zip(told, refused, strict=True)] == [True] * len(refused)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html>Busy</html>", "the JSON cannot be read beyond line 1, column 1"),
        ('{"status": "ok", "message": {"DOI": "10.5555/1"', "the JSON cannot be read beyond line 1, column 48"),
        ("[]", "the answer is JSON, but not an object"),
        ('{"status": "failed"}', "this is not Crossref's answer about a work"),
        (
            '{"status": "ok", "message": {"DOI": "10.5555/1", "title": []}}',
            "Crossref's record of 10.5555/1 has no title",
        ),
        (
            '{"status": "ok", "message": {"DOI": "10.5555/1", "title": null}}',
            "Crossref's record of 10.5555/1 has no title",
        ),
        ("[" * 100_000, "the JSON nests too deeply"),
    ],
)
def test_what_is_no_answer_of_crossref_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        parse_crossref(text)


def test_fields_of_the_wrong_type_are_nothing() -> None:
    message = {"DOI": "10.5555/1", "title": "Lumbar disc herniation", "author": "Weber", "issued": 1983, "page": {}}
    record = parse_crossref(json.dumps({"status": "ok", "message": message}))
    assert (record.entry.title, record.entry.authors, record.entry.issued) == ("Lumbar disc herniation", Names(), None)
