"""Files of references of other programs → records: what each format says, and where."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.editing.entry_file import format_entry_file
from painsite.editing.formats.bibtex import parse_bibtex_import
from painsite.editing.formats.csl_json import parse_csl_json
from painsite.editing.formats.dates import parse_foreign_date
from painsite.editing.formats.endnote_xml import parse_endnote_xml
from painsite.editing.formats.enw import parse_enw
from painsite.editing.formats.nbib import parse_nbib
from painsite.editing.formats.publication_pages import parse_publication
from painsite.editing.formats.pubmed_file import SUMMARY, parse_pubmed_file
from painsite.editing.formats.recognise import UnknownFormatError, recognise
from painsite.editing.formats.references import References
from painsite.editing.formats.ris import parse_ris
from painsite.editing.importing.decoding import decode
from painsite.editing.importing.reading import read_content
from painsite.model import Entry, Names, Person
from painsite.problems import Unreadable
from painsite.sources.dates import format_issued
from painsite.sources.entries import parse_entry
from tests.bench.importing import files, read
from tests.support import IS_TORTURE, needs_fixtures

RIS = """\
TY  - JOUR
AU  - Kasch, Richard
AU  - Truthmann, Julia
TI  - Association of Lumbar MRI Findings with Current and Future Back Pain
T2  - Spine
J2  - Spine (Phila Pa 1976)
PY  - 2022
DA  - 2022/02/01/
VL  - 47
IS  - 3
SP  - 201
EP  - 211
SN  - 0362-2436
DO  - https://doi.org/10.1097/BRS.0000000000004198
AN  - 34889889
KW  - Low Back Pain/*diagnostic imaging
Humans
KW  - cohort; MRI
AB  - STUDY DESIGN: Cohort.
More of it.
C1  - Greifswald
ER  -

TY  - THES
A1  - Weber, Henrik
T1  - Lumbar disc herniation
Y1  - 1983//
PB  - University of Oslo
M3  - Habilitationsschrift
ID  - Weber1983
UR  - https://example.org/weber
N1  - seen in Oslo
ER  -
"""

NBIB = """\
PMID- 34889889
OWN - NLM
TI  - Association of Lumbar MRI Findings with Current and Future Back Pain: a cohort
      study.
FAU - Kasch, Richard
AU  - Kasch R
CN  - SHIP Investigators
DP  - 2022 Feb-Mar
PG  - 201-11
LID - 10.1097/BRS.0000000000004198 [doi]
JT  - Spine
TA  - Spine (Phila Pa 1976)
PT  - Journal Article
PT  - Randomized Controlled Trial
MH  - *Low Back Pain/diagnostic imaging
MH  - Humans
OT  - cohort
PL  - United States
LA  - eng

PMID- 12
TI  - [Ischias].
DP  - 1983 Winter
"""

ENW = """\
%0 Journal Article
%A Weber, Henrik
%T Lumbar disc herniation
%J Spine
%D 1983
%8 Mar 1
%P 131-140
%K disc
surgery
%M 6857385
%1 a note

%0 Book
%A Quintner, J
%T Pain
%B Clinical Texts
%@ 978-0-19-852663-6
"""

ENDNOTE = """\
<?xml version="1.0" encoding="UTF-8"?><xml><records><record><database>mine.enl</database>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Weber, H.</style></author></authors></contributors>
<titles><title><style>Lumbar disc </style><style face="italic">herniation</style></title>
<secondary-title>Spine</secondary-title></titles><pages>131-140</pages><volume>8</volume><number>2</number>
<keywords><keyword>disc</keyword></keywords><dates><year>1983</year><pub-dates><date>Mar</date></pub-dates></dates>
<isbn>0362-2436 (Print)&#xD;0362-2436</isbn><accession-num>6857385</accession-num>
<urls><related-urls><url>https://example.org/w</url></related-urls></urls><custom7>x</custom7></record>
<record><ref-type name="Hologram">99</ref-type><titles><title/></titles></record></records></xml>
"""

CSL = """\
[
  {"id": "kaschAssociation2022", "citation-key": "kaschAssociation2022", "type": "article-journal",
   "title": "Association of Lumbar MRI Findings", "container-title": "Spine",
   "author": [{"family": "Kasch", "given": "Richard"},
              {"family": "Berg", "given": "J", "non-dropping-particle": "van den"},
              {"literal": "SHIP Investigators"}],
   "issued": {"date-parts": [["2022", 2, 1]]}, "page": "201-211", "volume": 47,
   "note": "PMID: 34889889\\nDOI: 10.1097/BRS.0000000000004198\\nread twice",
   "keyword": "disc, MRI", "call-number": "x"},
  {"id": "http://zotero.org/users/1/items/ABCD2345", "type": "thesis", "title": "Ischias", "publisher": "Oslo",
   "issued": {"raw": "Spring 1983"}, "note": "Citation Key: weber1983"},
  {"id": 7, "type": "article-journal"}
]
"""

PUBMED = """\
<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">6857385</PMID><Article><Journal><Title>Spine</Title></Journal>
<ArticleTitle>Lumbar disc herniation.</ArticleTitle></Article>
<OtherAbstract Type="plain-language-summary"><AbstractText>Wait.</AbstractText></OtherAbstract></MedlineCitation>
</PubmedArticle>
<PubmedArticle><MedlineCitation><PMID Version="1">12</PMID><Article><ArticleTitle/></Article>
</MedlineCitation></PubmedArticle>
</PubmedArticleSet>
"""

BIB = """\
@string{spine = "Spine"}
@comment{jabref-meta: x}
@article{kasch2022, author = {Kasch, Richard and others}, title = {Lumbar {MRI} Findings}, journal = spine,
  year = 2022, keywords = {disc, /unread}, note = {seen}, shelf = {A3}, owner = {me}, ids = {kasch:old}}
@article{, author = {Weber, H}, title = {Lumbar disc herniation}, year = 1983}
@article{untitled, year = 1999}
@article{open, title = {Never ends
"""

PAGE = """\
---
title: "Lumbar disc herniation"
authors: [admin, Henrik Weber]
date: "1983-03-01T00:00:00Z"
publication_types: ["2"]
publication: "*Spine*"
summary: Wait and see.
tags: [disc]
featured: true
url_code: https://example.org/code
---

Ten years later both groups were alike.
"""

ALL: dict[str, tuple[str, Callable[..., References]]] = {
    "RIS": (RIS, parse_ris),
    "PubMed (MEDLINE)": (NBIB, parse_nbib),
    "EndNote tags": (ENW, parse_enw),
    "EndNote XML": (ENDNOTE, parse_endnote_xml),
    "CSL-JSON": (CSL, parse_csl_json),
    "PubMed XML": (PUBMED, parse_pubmed_file),
    "BibTeX": (BIB, parse_bibtex_import),
}


def entries(references: References) -> list[Entry]:
    return [record.entry for record in references.records]


def refused(references: References) -> list[str]:
    return [f"{one.place} {one.name}: {one.reason}" for one in references.refused]


def people(names: Names) -> list[str]:
    return [" ".join(filter(None, (one.last_name, one.given))) for one in names.people]


def test_ris_becomes_the_fields_of_an_entry_and_keeps_what_has_none() -> None:
    kasch, weber = entries(parse_ris(RIS, path="back.ris"))
    assert kasch.title == "Association of Lumbar MRI Findings with Current and Future Back Pain"
    assert people(kasch.authors) == ["Kasch Richard", "Truthmann Julia"]
    assert (kasch.container_title, kasch.container_abbreviation) == ("Spine", "Spine (Phila Pa 1976)")
    assert kasch.issued
    assert format_issued(kasch.issued) == "2022-02-01"
    assert (kasch.volume, kasch.issue, kasch.page_range) == ("47", "3", "201-211")
    assert (kasch.doi, kasch.pmid, kasch.issn) == ("10.1097/brs.0000000000004198", "34889889", "0362-2436")
    assert kasch.mesh == ("Low Back Pain",)
    assert [(part.label, part.text) for part in kasch.abstract] == [("STUDY DESIGN", "Cohort. More of it.")]
    assert kasch.extra == {"C1": "Greifswald"}
    assert (weber.type, weber.genre, weber.institution) == ("thesis", "Habilitationsschrift", "University of Oslo")
    assert (weber.citekey, weber.url, weber.extra) == ("Weber1983", "https://example.org/weber", {"N1": "seen in Oslo"})


def test_keywords_of_a_record_are_suggestions_for_tags() -> None:
    record = parse_ris(RIS, path="back.ris").records[0]
    assert record.keywords == ("Low Back Pain", "Humans", "cohort", "MRI")
    assert record.place == "back.ris:1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TY  - JOUR\nAU  - Weber, H\nER  - \n", ["back.ris:1 Weber: it has no title"]),
        ("AU  - Weber, H\nTI  - Ischias\n", ["back.ris:1 Ischias: no line `TY  - …` begins it"]),
        ("TY  - JOUR\nER  - \nTY  - JOUR\nTI  - Ischias\nER  - \n", ["back.ris:1 : it has no title"]),
    ],
)
def test_ris_without_a_title_or_a_type_is_refused_at_its_line(text: str, expected: list[str]) -> None:
    assert refused(parse_ris(text, path="back.ris")) == expected


def test_a_ris_record_without_an_end_is_read_and_told() -> None:
    found = parse_ris("TY  - JOUR\nTI  - Ischias\nTY  - XYZ\nTI  - Lumbago\nER  - \n", path="back.ris")
    assert [entry.title for entry in entries(found)] == ["Ischias", "Lumbago"]
    assert [str(problem) for problem in found.problems] == [
        "back.ris:1:1: bad-record: the record has no line `ER  -` at its end; check that it is whole",
        "back.ris:3:1: bad-record: `XYZ` is not a type of RIS, and the work is read as a document; set its `type`",
    ]
    assert entries(found)[1].extra == {"TY": "XYZ"}


@pytest.mark.parametrize(
    "line", ["TY  - JOUR", "TY  -JOUR", "TY - JOUR", "\ufeffTY  - JOUR", " TY  - JOUR", "TY  - JOUR   "]
)
def test_ris_is_read_with_a_blank_more_or_less(line: str) -> None:
    assert entries(parse_ris(f"{line}\nTI  - Ischias\nER  -\n", path="back.ris"))[0].type == "article-journal"


def test_medline_becomes_the_fields_of_an_entry() -> None:
    found = parse_nbib(NBIB, path="pubmed.nbib")
    kasch, ischias = entries(found)
    assert kasch.title.endswith("Back Pain: a cohort study")
    assert (people(kasch.authors), kasch.collaboration) == (["Kasch Richard"], "SHIP Investigators")
    assert kasch.issued
    assert format_issued(kasch.issued) == "2022-02/2022-03"
    assert (kasch.page_range, kasch.doi, kasch.language) == ("201-211", "10.1097/brs.0000000000004198", "en")
    assert kasch.study.design == "randomised controlled trial"
    assert kasch.mesh == ("Low Back Pain",)
    assert found.records[0].keywords == ("Low Back Pain", "cohort")
    assert kasch.extra == {"PL": "United States"}
    assert (ischias.title, ischias.issued and ischias.issued.season) == ("Ischias", "winter")


def test_tags_of_endnote_become_the_fields_of_an_entry() -> None:
    weber, quintner = entries(parse_enw(ENW, path="mine.enw"))
    assert (weber.container_title, weber.page_range, weber.pmid) == ("Spine", "131-140", "6857385")
    assert weber.issued
    assert format_issued(weber.issued) == "1983-03-01"
    assert weber.extra == {"%1": "a note"}
    assert (quintner.type, quintner.series, quintner.isbn) == ("book", "Clinical Texts", "9780198526636")


def test_xml_of_endnote_becomes_the_fields_of_an_entry() -> None:
    found = parse_endnote_xml(ENDNOTE, path="mine.xml")
    (weber,) = entries(found)
    assert (weber.title, weber.container_title) == ("Lumbar disc herniation", "Spine")
    assert (weber.volume, weber.issue, weber.page_range, weber.issn) == ("8", "2", "131-140", "0362-2436")
    assert weber.issued
    assert format_issued(weber.issued) == "1983-03"
    assert (weber.pmid, weber.url, weber.extra) == ("6857385", "https://example.org/w", {"custom7": "x"})
    assert refused(found) == ["mine.xml:9 : it has no title"]


def test_csl_json_becomes_the_fields_of_an_entry_with_the_lines_of_zoteros_extra() -> None:
    found = parse_csl_json(CSL, path="mine.json")
    kasch, weber = entries(found)
    assert kasch.citekey == "kaschAssociation2022"
    assert people(kasch.authors) == ["Kasch Richard", "van den Berg J", "SHIP Investigators"]
    assert kasch.authors.people[1] == Person(family="Berg", particle="van den", given="J")
    assert (kasch.pmid, kasch.doi, kasch.volume) == ("34889889", "10.1097/brs.0000000000004198", "47")
    assert kasch.extra == {"note": "read twice", "call-number": "x"}
    assert found.records[0].keywords == ("disc", "MRI")
    assert (weber.citekey, weber.institution) == ("weber1983", "Oslo")
    assert weber.issued
    assert format_issued(weber.issued) == "spring 1983"
    assert refused(found) == ["mine.json:12 : it has no title"]


@pytest.mark.parametrize("key", ["12345", "ITEM-1", "ABCD2345", "doi:10.5555/x/y", "a b", "http://zotero.org/1"])
def test_an_id_of_a_database_is_no_citekey(key: str) -> None:
    text = f'[{{"id": "{key}", "type": "book", "title": "Pain"}}]'
    assert entries(parse_csl_json(text, path="mine.json"))[0].citekey == ""


def test_zoteros_own_json_is_refused_with_the_way_out() -> None:
    found = parse_csl_json('{"items": [{"itemType": "book", "title": "Pain"}]}', path="mine.json")
    assert refused(found) == [
        "mine.json:1 Pain: it is in Zotero’s own JSON; export it as `CSL JSON` or `Better CSL JSON`"
    ]


def test_xml_of_pubmed_has_places_and_the_publishers_summary() -> None:
    found = parse_pubmed_file(PUBMED, path="pubmed.xml")
    assert [(record.place, record.entry.title) for record in found.records] == [
        ("pubmed.xml:4", "Lumbar disc herniation")
    ]
    assert found.records[0].entry.extra == {SUMMARY: "Wait."}
    assert refused(found) == ["pubmed.xml:8 PMID 12: the record has no title"]


def test_bibtex_becomes_entries_of_yaml_with_everything_in_extra_that_only_a_bib_file_holds() -> None:
    found = parse_bibtex_import(BIB, path="mine.bib")
    kasch, weber = entries(found)
    assert (kasch.citekey, kasch.aliases, kasch.container_title) == ("kasch2022", ("kasch:old",), "Spine")
    assert (kasch.extra, kasch.bibtex_fields) == ({"shelf": "A3", "note": "seen"}, {})
    assert found.records[0].keywords == ("disc", "/unread")
    assert (weber.citekey, weber.title) == ("", "Lumbar disc herniation")
    assert refused(found)[0] == "mine.bib:6 untitled: it has no title"
    assert refused(found)[1].startswith("mine.bib:7 open: `@article{open")
    assert len(found.refused) == 2


def test_a_page_of_hugo_academic_becomes_an_entry_with_the_editors_text() -> None:
    found = parse_publication(PAGE, "", path="weber/index.md", bibliography_path="weber/cite.bib")
    (weber,) = entries(found)
    assert (weber.type, weber.container_title, weber.summary) == ("article-journal", "Spine", "Wait and see.")
    assert weber.notes
    assert weber.notes.source == "Ten years later both groups were alike."
    assert weber.issued
    assert format_issued(weber.issued) == "1983-03-01"
    assert (found.records[0].keywords, weber.extra) == (("disc",), {"url_code": "https://example.org/code"})


def test_the_bib_file_beside_a_page_counts_first() -> None:
    bib = "@article{weber1983, title = {Lumbar disc herniation: a controlled study}, author = {Weber, H}, year = 1983}"
    (record,) = parse_publication(PAGE, bib, path="index.md", bibliography_path="cite.bib").records
    assert (record.entry.citekey, record.entry.title) == ("weber1983", "Lumbar disc herniation: a controlled study")
    assert (record.entry.summary, record.entry.container_title, record.keywords) == (
        "Wait and see.",
        "Spine",
        ("disc",),
    )
    assert record.entry.notes is not None


@pytest.mark.parametrize(
    ("matter", "reason"),
    [
        ("title: x", "it has no front matter"),
        ("---\ntitle: [\n---\n", "did not find expected node content"),
        ("+++\ntitle = \n+++\n", "its front matter is no TOML"),
        ("---\n- a\n---\n", "its front matter is not a mapping of fields"),
        ("---\nsummary: x\n---\n", "it has no title"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(matter: str, reason: str) -> None:
    (one,) = parse_publication(matter, "", path="index.md", bibliography_path="cite.bib").refused
    assert reason in one.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001/03/04/", "2001-03-04"),
        ("2001/03//", "2001-03"),
        ("2001///Spring", "spring 2001"),
        ("2001///", "2001"),
        ("20160512", "2016-05-12"),
        ("2010 Mar-Apr", "2010-03/2010-04"),
        ("1998 Dec-1999 Jan", "1998-12/1999-01"),
        ("2000 Spring", "spring 2000"),
        ("2016 May 12", "2016-05-12"),
        ("2016-05-12", "2016-05-12"),
        ("12 May 2016", "2016-05-12"),
        ("2016/05/12 06:00", "2016-05-12"),
        ("1983", "1983"),
    ],
)
def test_dates_are_read_as_other_programs_write_them(text: str, expected: str) -> None:
    assert format_issued(parse_foreign_date(text)) == expected


@pytest.mark.parametrize("text", ["", "soon", "2016/13/01/", "2016/02/30"])
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_foreign_date(text)


@pytest.mark.parametrize("name", ALL)
def test_a_format_is_recognised_by_what_the_file_says(name: str) -> None:
    assert recognise(ALL[name][0]).name == name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<html><body>Not found</body></html>", "it is a web page and not the file that it links to"),
        ('<modsCollection xmlns="x"/>', "it is in MODS; export it as RIS or BibTeX"),
        ("FN Clarivate Analytics Web of Science\nVR 1.0\n", "it is in Web of Science’s own format"),
        ('{"name": "painsite"}', "its JSON is not CSL-JSON"),
        ("<eSearchResult><Count>1</Count></eSearchResult>", "its XML (`eSearchResult`) is in no format"),
        ("Dear editor,\n", "it is in no format that can be imported; export it as RIS or BibTeX"),
    ],
)
def test_a_file_of_another_format_is_refused_with_what_to_do(text: str, reason: str) -> None:
    with pytest.raises(UnknownFormatError, match=re.escape(reason)):
        recognise(text)


NAME = "TY  - JOUR\nTI  - Rückenschmerz und Ödem\nAU  - Müller, J\nER  - \n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (NAME.encode(), ("utf-8", False)),
        (NAME.encode("utf-8-sig"), ("utf-8", False)),
        (NAME.encode("utf-16"), ("utf-16", False)),
        (NAME.encode("utf-32"), ("utf-32", False)),
        (NAME.encode("utf-16-le"), ("utf-16-le", True)),
        (NAME.encode("utf-16-be"), ("utf-16-be", True)),
        (NAME.encode("cp1252"), ("cp1252", True)),
        (NAME.encode("latin-1") + b"\x81", ("latin-1", True)),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><a>M\xfcller</a>', ("iso-8859-2", False)),
    ],
)
def test_the_encoding_is_what_the_file_says_or_a_guess_that_is_told(content: bytes, expected: tuple[str, bool]) -> None:
    decoded = decode(content)
    assert (decoded.encoding, decoded.is_guess) == expected
    assert "üller" in decoded.text


def test_a_guess_of_the_encoding_is_a_note() -> None:
    file = read_content(NAME.encode("cp1252"), name="mueller.ris")
    assert file.notes == ("mueller.ris: the file is not UTF-8 and is read as Windows-1252; look at names with accents",)
    assert file.references.records[0].entry.authors.people[0].family == "Müller"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><records><record/></records></xml>', "entities"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><record>&a;</record></xml>', "entities"),
        (f"<xml><records><record>{'<a>' * 200}", "nests deeper than 100 elements"),
        ("<xml><records><record><titles>", "the XML cannot be read beyond line 1, column 31"),
    ],
)
def test_hostile_and_broken_xml_is_refused(text: str, reason: str) -> None:
    (one,) = parse_endnote_xml(text, path="mine.xml").refused
    assert reason in one.reason


def test_what_comes_before_damage_is_read() -> None:
    found = parse_endnote_xml(ENDNOTE[: ENDNOTE.index('<record><ref-type name="Hologram')], path="mine.xml")
    assert (len(found.records), len(found.refused)) == (1, 1)
    cut = parse_csl_json(CSL[: CSL.index('"thesis"')], path="mine.json")
    assert (len(cut.records), len(cut.refused)) == (1, 1)
    assert cut.refused[0].reason.startswith("the JSON cannot be read beyond line 10")


@pytest.mark.parametrize("text", ["[" * 100_000, f'[{{"id": {"9" * 5000}}}]', "[1]", '"x"', "[{]", '[{"id":"a"} 3]'])
def test_hostile_json_is_refused(text: str) -> None:
    assert parse_csl_json(text, path="mine.json").refused


def account(references: References) -> int:
    """Return how many records are accounted for, after writing and reading again each that was read."""
    for record in references.records:
        entry = replace(record.entry, citekey="weber-1983", tags=record.keywords)
        again, _ = parse_entry(format_entry_file(entry), path="bibliography/weber-1983.yaml")
        assert again is not None
        given_again = replace(again, path="", places={}, notes=None, commentary=None)
        assert given_again == replace(entry, notes=None, commentary=None)
    return len(references.records) + len(references.refused)


@pytest.mark.parametrize("name", ALL)
def test_a_record_reads_the_same_in_the_file_that_is_written(name: str) -> None:
    text, parse = ALL[name]
    assert account(parse(text, path="mine")) >= 2


MANY = 60_000


@pytest.mark.parametrize(
    "text",
    [
        "<!-- x -->" * MANY,
        "<?x ?>" * MANY + "<a",
        f"---\ntitle: a\npublication: '{'*' * MANY}x'\n---\n{'{{< a >}} ' * MANY}x {'{{% callout ' * MANY}",
        f"TY  - JOUR\nTI  - a\nKW  - {' ' * MANY}x\nSN  - {'(' * MANY}\nUR  - http://a{' ' * MANY}b\nER  -\n",
        f"TY  - JOUR\nTI  - {'(' * MANY}\nAU  - {'a ' * MANY}\nPY  - {'1 ' * MANY}\nSP  - {'-' * MANY}\nER  -\n",
        "PMID- 1\n" * MANY,
        "%0 Book\n" * MANY,
        '[{"id": "a", "type": "book", "title": "b", "note": "' + "{:a: " * MANY + '"}]',
        f"<xml><records>{'<record/>' * MANY}",
        f"@article{{a, title = {{{'x ' * MANY}}}, author = {{{'A and ' * 2000}B}}}}",
    ],
    ids=["comments", "instructions", "page", "blanks", "brackets", "medline", "tags", "notes", "records", "bibtex"],
)
def test_hostile_repetition_takes_no_more_than_its_length(text: str) -> None:
    file = read_content(text.encode(), name="mine")
    assert file.error or file.references.records or file.references.refused
    found = parse_publication(text, "", path="index.md", bibliography_path="cite.bib")
    assert len(found.records) + len(found.refused) == 1


DAMAGES = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), st.integers(0, 2000), st.integers(0, 400)),
        st.tuples(st.just("flip"), st.integers(0, 2000), st.integers(0, 255)),
        st.tuples(st.just("repeat"), st.integers(0, 2000), st.integers(0, 300)),
    ),
    min_size=1,
    max_size=4,
)


def damaged(content: bytes, damages: list[tuple[str, int, int]]) -> bytes:
    for kind, at, amount in damages:
        start = at % (len(content) or 1)
        if kind == "cut":
            content = content[:start] + content[start + amount :]
        elif kind == "flip":
            content = content[:start] + bytes([amount]) + content[start + 1 :]
        else:
            content = content[:start] + content[max(0, start - amount) : start] * 2 + content[start:]
    return content


@settings(max_examples=1500 if IS_TORTURE else 80, deadline=None)
@given(st.sampled_from(sorted(ALL)), DAMAGES)
def test_no_damage_breaks_an_importer(name: str, damages: list[tuple[str, int, int]]) -> None:
    content = damaged(ALL[name][0].encode(), damages)
    file = read_content(content, name="mine")
    assert file.error or account(file.references) >= 0
    text, parse = decode(content).text, ALL[name][1]
    account(parse(text, path="mine"))


@settings(max_examples=400 if IS_TORTURE else 30, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.sampled_from(sorted(ALL)), st.integers(0, 1500))
def test_two_formats_in_one_file_break_no_importer(one: str, other: str, at: int) -> None:
    first = ALL[one][0]
    file = read_content(f"{first[:at]}{ALL[other][0]}{first[at:]}".encode(), name="mine")
    assert file.error or account(file.references) >= 0


@needs_fixtures
def test_every_record_of_the_fixtures_is_accounted_for() -> None:
    some = list(files())[:: 1 if IS_TORTURE else 3]
    rows = [read(path) for path in some if path.stat().st_size < 400_000]
    assert [(row.path.name, row.lost) for row in rows if row.lost] == []
    assert {row.format for row in rows if row.format} >= set(ALL)
    for row in rows[:: 1 if IS_TORTURE else 4]:
        account(row.file.references)


@needs_fixtures
def test_one_library_in_four_formats_has_the_same_works() -> None:
    library = {path.suffix: path for path in files() if path.name.startswith("blue-light") and path.suffix != ".json"}
    titles = {}
    for suffix, path in library.items():
        read_ = read(path).file.references.records
        titles[suffix] = {re.sub(r"\W", "", record.entry.title).casefold() for record in read_}
        assert {record.entry.pmid for record in read_} - {""}
    assert titles[".nbib"] <= titles[".ris"]
    assert titles[".ris"] == titles[".xml"]
