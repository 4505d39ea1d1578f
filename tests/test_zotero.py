"""What Zotero does with files of references, in tables: each row is what one of its translators does.

Sources, in the repositories `zotero/translators` and `zotero/utilities`: BibTeX.js (`processField`), RIS.js
(`fieldMap`, `processTag`) and openurl.js (`parseContextObject`).
"""

import re
from urllib.parse import parse_qs

import pytest

from painsite.model import AbstractPart, Entry, Names, PartialDate, Person
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.coins import format_coins
from painsite.pages.formats.ours import Ours
from painsite.pages.formats.ris import format_ris
from painsite.sources.dates import parse_issued

WHO = Person(literal="World Health Organization")
BERG = Person(family="Berg", particle="van den", given="Jan", suffix="Jr")
OURS = Ours(address="https://example.org/bibliography/a/", retraction="retraction", status="Retracted (2022)")


def work(**fields: object) -> Entry:
    return Entry(citekey="a", path="a.yaml", title="Pain", **fields)  # type: ignore[arg-type]


def fields_of(block: str) -> dict[str, str]:
    """Give the fields of a BibTeX block of ours, without their outer braces."""
    found = re.findall(r"^  ([a-z]+) = (.*),$", block, re.MULTILINE)
    return {name: value[1:-1] if value.startswith("{") else value for name, value in found}


BIBTEX = [
    # a name is split at `and` and at commas outside of braces; the first piece is the family's, the last given
    (work(authors=Names(people=(BERG,))), "author", "van den Berg, Jr, Jan"),
    # a name in braces is a single field, whatever words are in it
    (work(authors=Names(people=(WHO,))), "author", "{World Health Organization}"),
    (work(authors=Names(people=(Person(literal="Smith, Jones and Sons"),))), "author", "{Smith, Jones and Sons}"),
    # the first `journal` is the publication; nothing else may come before it under that name
    (work(container_title="Spine", container_abbreviation="Sp"), "journal", "Spine"),
    # `number` is the issue of an article, the number of a report, of a book its number in a series
    (work(issue="2 Suppl"), "number", "2 Suppl"),
    (work(type="report", number="7"), "number", "7"),
    # two hyphens become one
    (work(page_range="201–211"), "pages", "201--211"),
    # the three letters of a month are understood
    (work(issued=parse_issued("2022-02-01")), "month", "feb"),
    # `urldate` is when it was looked at
    (work(accessed=PartialDate(year=2026, month=11, day=22)), "urldate", "2026-11-22"),
    # keywords are split at commas and semicolons; where there is none, at blanks
    (work(tags=("back pain", "imaging")), "keywords", "back pain, imaging"),
    (work(tags=("back pain",)), "keywords", "back pain,"),
    (work(tags=("imaging",)), "keywords", "imaging"),
    # `note` becomes a note, unless it begins like an identifier; so does `annote`
    (work(), "note", "Retracted (2022)"),
    (work(), "annote", "https://example.org/bibliography/a/"),
    # taken over as they are
    (work(doi="10.1000/a_b"), "doi", "10.1000/a_b"),
    (work(url="https://example.org/~a_b/%20c"), "url", "https://example.org/~a_b/%20c"),
    (work(pmid="34732634"), "pmid", "34732634"),
    (work(language="de"), "langid", "german"),
    # `eprint` is what `eprinttype` says
    (work(arxiv="1706.03762"), "eprint", "1706.03762"),
    (work(arxiv="1706.03762"), "eprinttype", "arxiv"),
    # a publisher, a place and an institution are whole, whatever is in them
    (work(publisher="Health and Care"), "publisher", "{Health and Care}"),
    (work(place="York and London"), "address", "{York and London}"),
    (work(institution="Arts and Crafts"), "institution", "{Arts and Crafts}"),
    (work(event="Pain and Others"), "eventtitle", "{Pain and Others}"),
]


@pytest.mark.parametrize(("entry", "field", "value"), BIBTEX)
def test_a_field_of_bibtex_is_as_zotero_reads_it(entry: Entry, field: str, value: str) -> None:
    assert fields_of(format_bibtex(entry, OURS))[field] == value


def test_what_begins_our_notes_is_no_identifier_of_zotero() -> None:
    for line in (OURS.status, OURS.address):
        assert not line.startswith(("PMID", "PMCID", "arXiv", "LCCN", "MR", "Zbl", "DOI", "OCLC"))


RIS = [
    # the type decides what the other tags mean
    (work(), "TY  - JOUR"),
    (work(type="thesis"), "TY  - THES"),
    # names are divided at commas into family and given; without a comma a name is a single field
    (work(authors=Names(people=(BERG,))), "AU  - van den Berg, Jan, Jr."),
    (work(authors=Names(people=(WHO,))), "AU  - World Health Organization"),
    # A2 is the editor of what is part of something, but of a book the editor of its series: there it is A3
    (work(type="chapter", editors=Names(people=(WHO,))), "A2  - World Health Organization"),
    (work(type="book", editors=Names(people=(WHO,))), "A3  - World Health Organization"),
    # T2 is the journal, the book, the site; of a paper the conference, and then C3 is its proceedings
    (work(container_title="Spine"), "T2  - Spine"),
    (work(container_title="Spine", event="EuroSpine"), "T2  - Spine"),
    (work(type="paper-conference", container_title="LNCS", event="EuroGP"), "T2  - EuroGP"),
    (work(type="paper-conference", container_title="LNCS", event="EuroGP"), "C3  - LNCS"),
    # J2 is the short form of the journal
    (work(container_title="Spine", container_abbreviation="Sp"), "J2  - Sp"),
    # DA is read as year/month/day/other, and PY only without it
    (work(issued=parse_issued("2022-02-01")), "DA  - 2022/02/01/"),
    (work(issued=parse_issued("spring 2010")), "DA  - 2010///Spring"),
    (work(issued=parse_issued("2022")), "PY  - 2022"),
    # SP and EP are joined to the pages
    (work(page_range="201-11"), "EP  - 211"),
    # SN is the ISSN of an article, else the ISBN
    (work(isbn="9780198526636", issn="0362-2436"), "SN  - 0362-2436"),
    (work(type="book", isbn="9780198526636", issn="0362-2436"), "SN  - 9780198526636"),
    # the number of a report is SN, in a series M1 of a book and SV of a part, of an article its issue
    (work(type="report", number="7"), "SN  - 7"),
    (work(type="standard", number="ISO 7"), "SN  - ISO 7"),
    (work(type="patent", number="US 7"), "SN  - US 7"),
    (work(type="book", series="Pain", number="7"), "M1  - 7"),
    (work(type="chapter", series="Pain", number="7"), "SV  - 7"),
    (work(type="legal_case", number="7"), "SV  - 7"),
    (work(type="article", number="7"), "IS  - 7"),
    (work(number="7"), "IS  - 7"),
    (work(issue="3", number="7"), "M1  - 7"),
    (work(type="dataset", number="7"), "NV  - 7"),
    # M1 of a web page is when it was looked at, of software its system: these have no number
    (work(type="webpage", number="7"), "IS  - 7"),
    (work(type="software", number="7"), "IS  - 7"),
    # M2 is kept among the extra lines, in which Zotero knows PubMed's numbers
    (work(pmid="34732634"), "M2  - PMID: 34732634"),
    (work(pmcid="PMC4464797"), "M2  - PMCID: PMC4464797"),
    (work(type="report", number="7", isbn="9780198526636"), "M2  - ISBN: 9780198526636"),
    (work(language="en"), "LA  - en"),
    # PB is the institution of a report, the university of a thesis
    (work(type="thesis", institution="Oslo", publisher="Springer"), "PB  - Oslo"),
    # L1 is a full text that is attached, UR the address
    (work(full_text="https://example.org/a.pdf"), "L1  - https://example.org/a.pdf"),
    (work(url="https://example.org/a"), "UR  - https://example.org/a"),
    # one KW a tag, since it is split at semicolons
    (work(tags=("back pain", "imaging")), "KW  - imaging"),
    # each N1 is a note of its own
    (work(), "N1  - Retracted (2022)"),
    (work(), "N1  - https://example.org/bibliography/a/"),
]


NOT_IN_RIS = [
    # C2 is who commented on a post, the author of the book that a chapter is in, the day of a patent
    *[(work(type=kind, pmcid="PMC4464797"), "C2") for kind in ("post-weblog", "chapter", "patent")],
    # LA of software is the language that it is written in
    (work(type="software", language="en"), "LA"),
    # SN of a report is its number and nothing else
    (work(type="report", number="7", isbn="9780198526636"), "SN  - 9780198526636"),
    # nobody is called others
    (work(authors=Names(people=(WHO,), others=True)), "AU  - others"),
]


@pytest.mark.parametrize(("entry", "beginning"), NOT_IN_RIS)
def test_zotero_takes_no_value_for_another(entry: Entry, beginning: str) -> None:
    assert [line for line in format_ris(entry, OURS).split("\r\n") if line.startswith(beginning)] == []


@pytest.mark.parametrize(("entry", "line"), RIS)
def test_a_line_of_ris_is_as_zotero_reads_it(entry: Entry, line: str) -> None:
    assert line in format_ris(entry, OURS).split("\r\n")


COINS = [
    # the matrix and the genre give the type of item
    (work(), {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"], "rft.genre": ["article"], "rft.atitle": ["Pain"]}),
    (work(type="book"), {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"], "rft.genre": ["book"], "rft.btitle": ["Pain"]}),
    (
        work(type="chapter", container_title="The Back"),
        {"rft.genre": ["bookitem"], "rft.atitle": ["Pain"], "rft.btitle": ["The Back"]},
    ),
    (
        work(type="paper-conference", container_title="LNCS"),
        {"rft.genre": ["proceeding"], "rft.atitle": ["Pain"], "rft.btitle": ["LNCS"]},
    ),
    (
        work(type="thesis", institution="Oslo", bibtex_type="phdthesis"),
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dissertation"],
            "rft.title": ["Pain"],
            "rft.inst": ["Oslo"],
            "rft.degree": ["doctoral"],
        },
    ),
    (
        work(type="patent", number="US 7", authors=Names(people=(BERG,))),
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:patent"],
            "rft.title": ["Pain"],
            "rft.number": ["US 7"],
            "rft.inventor": ["van den Berg, Jan, Jr."],
        },
    ),
    (
        work(type="webpage", container_title="NEJM.org", url="https://example.org/a?b=1&c=2"),
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
            "rft.type": ["webpage"],
            "rft.title": ["Pain"],
            "rft.source": ["NEJM.org"],
            "rft_id": ["https://example.org/a?b=1&c=2"],
        },
    ),
    # `rft_id` holds DOI, PubMed's number and address
    (work(doi="10.1000/a<b>&c", pmid="1"), {"rft_id": ["info:doi/10.1000/a<b>&c", "info:pmid/1"]}),
    # `au` is divided at its comma, and stays whole where nothing follows it; `aucorp` would move to the front
    (
        work(authors=Names(people=(BERG, WHO, Person(particle="van", family="Rijn"), Person(family="Plato")))),
        {"rft.au": ["van den Berg, Jan, Jr.", "World Health Organization,", "van Rijn,", "Plato,"]},
    ),
    (work(authors=Names(people=(Person(family="王", given="小明"),))), {"rft.au": ["王, 小明"]}),
    (
        work(type="webpage", authors=Names(people=(WHO, Person(family="Weber", given="H")))),
        {"rft.creator": ["World Health Organization,", "Weber, H."]},
    ),
    # the language, and a tag each, whatever the matrix
    (work(language="de", tags=("back pain", "MRI")), {"rft.language": ["de"], "rft.subject": ["back pain", "MRI"]}),
    (work(type="book", language="de", tags=("MRI",)), {"rft.language": ["de"], "rft.subject": ["MRI"]}),
    (work(type="dataset", language="de", tags=("MRI",)), {"rft.language": ["de"], "rft.subject": ["MRI"]}),
    # `rft.type` is the type of item
    (work(type="article-magazine", container_title="Time"), {"rft.type": ["magazineArticle"], "rft.jtitle": ["Time"]}),
    (
        work(type="article", publisher="medRxiv"),
        {"rft.type": ["preprint"], "rft.genre": ["preprint"], "rft.pub": ["medRxiv"]},
    ),
    (work(type="software"), {"rft.type": ["computerProgram"], "rft.title": ["Pain"]}),
    (work(type="entry-dictionary", container_title="OED"), {"rft.type": ["dictionaryEntry"], "rft.btitle": ["OED"]}),
    # pages as they are; the date in the form of ISO
    (work(page_range="S2-S15", issued=parse_issued("2022-02")), {"rft.pages": ["S2-S15"], "rft.date": ["2022-02"]}),
    # anything that is a sign of addresses or of HTML is encoded
    (work(container_title='A&B = "C" + <d>;é'), {"rft.jtitle": ['A&B = "C" + <d>;é']}),
]


@pytest.mark.parametrize(("entry", "expected"), COINS)
def test_a_context_object_is_as_zotero_reads_it(entry: Entry, expected: dict[str, list[str]]) -> None:
    text = format_coins(entry)
    assert re.fullmatch(r"[\w.=&:/%~()-]+", text, re.ASCII)
    found = parse_qs(text, strict_parsing=True)
    assert found["ctx_ver"] == ["Z39.88-2004"]
    assert {key: found[key] for key in expected} == expected


def test_the_type_of_item_comes_last_since_titles_mean_what_the_matrix_says() -> None:
    for kind in ("article-newspaper", "entry-dictionary", "standard", "webpage"):
        assert format_coins(work(type=kind, tags=("a",))).rpartition("&")[2].startswith("rft.type=")


def test_the_abstract_stands_beside_the_works_own_reference_alone() -> None:
    abstract = (AbstractPart(label="METHODS", text="280 patients."),)
    found = parse_qs(format_coins(work(abstract=abstract), with_abstract=True))
    assert found["rft.description"] == ["METHODS: 280 patients."]
    assert "rft.description" not in format_coins(work(abstract=abstract))
    assert "rft.description" not in format_coins(work(abstract=abstract, abstract_paraphrased=True), with_abstract=True)
