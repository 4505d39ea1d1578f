import pytest

from painsite.model import AbstractPart, Entry, Issued, Names, PartialDate, Person
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.schema import CSL_TYPES


def entry(fields: str, kind: str = "article") -> Entry:
    found, reported = parse_bibtex(f"@{kind}{{work,\n{fields}\n}}", path="classics.bib")
    assert reported == ()
    return found[0]


def problems(fields: str, kind: str = "article") -> list[str]:
    return [str(problem) for problem in parse_bibtex(f"@{kind}{{work,\n{fields}\n}}", path="classics.bib")[1]]


def test_a_whole_article_is_read() -> None:
    text = r"""
    author = {Weber, Henrik and {World Health Organization} and others},
    editor = {van den Berg, Johan},
    title = {{Lumbar} Disc Herniation: {A} Controlled, Prospective Study},
    journaltitle = {Spine}, shortjournal = {Spine (Phila Pa 1976)},
    volume = 8, number = {2}, pages = {131--140},
    year = 1983, month = mar,
    publisher = {Lippincott \& Wilkins}, address = {Philadelphia},
    doi = {https://doi.org/10.1097/00007632-198303000-00003}, pmid = {6857385}, pmcid = {pmc123},
    issn = {0362-2436 (Print) 1528-1159 (Electronic)}, isbn = {wrong, 978-0-19-852663-6 (hbk)},
    url = {https://example.org/a\_b}, urldate = {2021-01-23}, langid = {british},
    keywords = {back pain, surgery , back pain}, ids = {weber, weber83},
    abstract = {METHODS: 280 patients.

      RESULTS: None at 10~years.},
    """
    work = entry(text)
    assert work == Entry(
        citekey="work",
        path="classics.bib",
        places=work.places,
        title="Lumbar Disc Herniation: A Controlled, Prospective Study",
        authors=Names(
            people=(Person(family="Weber", given="Henrik"), Person(literal="World Health Organization")), others=True
        ),
        editors=Names(people=(Person(family="Berg", given="Johan", particle="van den"),)),
        container_title="Spine",
        container_abbreviation="Spine (Phila Pa 1976)",
        publisher="Lippincott & Wilkins",
        place="Philadelphia",
        volume="8",
        issue="2",
        page_range="131-140",
        issued=Issued(start=PartialDate(year=1983, month=3)),
        doi="10.1097/00007632-198303000-00003",
        pmid="6857385",
        pmcid="PMC123",
        issn="0362-2436",
        isbn="9780198526636",
        url="https://example.org/a_b",
        accessed=PartialDate(year=2021, month=1, day=23),
        language="en-GB",
        tags=("back pain", "surgery"),
        aliases=("weber", "weber83"),
        abstract=(
            AbstractPart(label="METHODS", text="280 patients."),
            AbstractPart(label="RESULTS", text="None at 10 years."),
        ),
    )


@pytest.mark.parametrize(
    ("fields", "kind", "ours", "value"),
    [
        ("title = {A}, subtitle = {B}, titleaddon = {C}", "book", "title", "A: B. C"),
        ("title = {Why?}, subtitle = {B}", "book", "title", "Why? B"),
        ("title = {A: B}, subtitle = {B}", "book", "title", "A: B"),
        ("subtitle = {B}", "book", "title", "B"),
        ("title = {$\\alpha$ 100% \\& more}", "article", "title", "α 100% & more"),
        ("journal = {Spine}", "article", "container_title", "Spine"),
        ("journal = {J}, journaltitle = {Journal}, journalsubtitle = {X}", "article", "container_title", "Journal: X"),
        ("booktitle = {Book}, booksubtitle = {Sub}", "incollection", "container_title", "Book: Sub"),
        ("booktitle = {Book}, journal = {Spine}", "article", "container_title", "Spine"),
        ("booktitle = {Book}, journal = {Spine}", "inproceedings", "container_title", "Book"),
        ("journal = {NEJM.org}", "online", "container_title", "NEJM.org"),
        ("maintitle = {Series}", "book", "main_title", "Series"),
        ("maintitle = {Works}, mainsubtitle = {Letters}", "book", "main_title", "Works: Letters"),
        ("maintitle = {Works}, booktitle = {Letters}", "incollection", "main_title", "Works"),
        ("maintitle = {Works}, booktitle = {Letters}", "incollection", "container_title", "Letters"),
        ("maintitle = {Works}", "incollection", "container_title", "Works"),
        ("title = {Tome}, maintitle = {Tome}", "book", "main_title", ""),
        ("collaboration = {ATLAS}", "article", "collaboration", "ATLAS"),
        ("collaboration = {(CMS Collaboration)}", "article", "collaboration", "CMS Collaboration"),
        ("collaboration = {ATLAS, CMS}", "article", "collaboration", "ATLAS; CMS"),
        ("collaboration = {ATLAS and CMS and LHCb}", "article", "collaboration", "ATLAS; CMS; LHCb"),
        (
            "collaboration = {LIGO Collaboration and Virgo Collaboration}",
            "article",
            "collaboration",
            "LIGO Collaboration; Virgo Collaboration",
        ),
        ("year = {in press}", "article", "publication_status", "in press"),
        ("year = {Forthcoming.}", "article", "publication_status", "forthcoming"),
        ("year = {(to appear)}", "article", "publication_status", "forthcoming"),
        ("date = {im Druck}", "article", "publication_status", "in press"),
        ("year = {in press 2015}", "article", "publication_status", "in press"),
        ("year = {in press 2015}", "article", "issued", Issued(start=PartialDate(year=2015))),
        ("volume = {in press}, year = 2015", "article", "publication_status", "in press"),
        ("volume = {in press}, year = 2015", "article", "volume", ""),
        ("pages = {In press}", "article", "page_range", ""),
        ("collaboration = {Fermi-LAT and GBM Teams}", "article", "collaboration", "Fermi-LAT and GBM Teams"),
        ("version = {1.2.3}", "software", "version", "1.2.3"),
        ("origdate = {1909}", "book", "original_date", Issued(start=PartialDate(year=1909))),
        ("origyear = 1909", "book", "original_date", Issued(start=PartialDate(year=1909))),
        ("origdate = {1909-05}", "book", "original_date", Issued(start=PartialDate(year=1909, month=5))),
        ("number = {in press}", "article", "publication_status", "in press"),
        ("note = {In press.}", "article", "publication_status", "in press"),
        ("note = {To appear}, year = 2015", "article", "publication_status", "forthcoming"),
        ("note = {in press}, pages = {1--9}", "article", "publication_status", ""),
        ("note = {Submitted by the clinic}", "article", "publication_status", ""),
        ("pubstate = {inpress}", "article", "publication_status", "in press"),
        ("pubstate = {forthcoming}", "article", "publication_status", "forthcoming"),
        ("pubstate = {submitted}", "article", "publication_status", "submitted"),
        ("pubstate = {inpreparation}", "article", "publication_status", "in preparation"),
        ("pubstate = {prepublished}", "online", "publication_status", "advance online publication"),
        ("pubstate = {im Druck}", "article", "publication_status", "in press"),
        ("pubstate = {published}", "article", "publication_status", ""),
        ("location = {München and Berlin and New York}", "book", "place", "München; Berlin; New York"),
        ('address = {M{\\"u}nchen and {Berlin}}', "book", "place", "München; Berlin"),
        ("address = {Port of Spain, Trinidad and Tobago}", "book", "place", "Port of Spain, Trinidad and Tobago"),
        ("location = {Oslo and others}", "book", "place", "Oslo"),
        ("location = {countryfr and countryuk}", "patent", "place", "France; United Kingdom"),
        ("publisher = {Taylor and Francis}", "book", "publisher", "Taylor and Francis"),
        ("publisher = {{Taylor and Francis}}", "book", "publisher", "Taylor and Francis"),
        ("publisher = {{Taylor and Francis} and CRC Press}", "book", "publisher", "Taylor and Francis; CRC Press"),
        ("publisher = {Beck and Saur and Wiley}", "book", "publisher", "Beck; Saur; Wiley"),
        ("publisher = {Beck and Saur}, address = {München and Berlin}", "book", "publisher", "Beck; Saur"),
        (
            "publisher = {Institute for Health and Care and Welfare}",
            "book",
            "publisher",
            "Institute for Health and Care and Welfare",
        ),
        ("title = {Tome}, booktitle = {Tome}", "collection", "container_title", ""),
        ("number = 4", "book", "number", "4"),
        ("issue = {Suppl 2}", "article", "issue", "Suppl 2"),
        ("number = 3, issue = {Spring}", "article", "issue", "3"),
        ("school = {Greifswald}", "phdthesis", "institution", "Greifswald"),
        ("organization = {WHO}", "manual", "institution", "WHO"),
        ("institution = {Inria and CNRS and IRIF}", "report", "institution", "Inria and CNRS and IRIF"),
        ("institution = {{Inria} and {CNRS}}", "report", "institution", "Inria; CNRS"),
        ("eventtitle = {Congress}", "inproceedings", "event", "Congress"),
        ("location = {Oslo}", "book", "place", "Oslo"),
        ("howpublished = {Leaflet}", "misc", "publisher", "Leaflet"),
        ("pages = {pp. 811–816}", "article", "page_range", "811-816"),
        ("pages = {S2--S15, 20}", "article", "page_range", "S2-S15, 20"),
        ("pages = {--}", "article", "page_range", ""),
        ("eid = {e012938}", "article", "page_range", "e012938"),
        ("language = {Dutch}", "book", "language", "nl"),
        ("language = {Old Norse}", "book", "language", "Old Norse"),
        ("keywords = {Pain, Postoperative; Humans}", "article", "tags", ("Pain, Postoperative", "Humans")),
        ("eprint = {2101.00001}, archiveprefix = {arXiv}", "article", "arxiv", "2101.00001"),
        ("eprint = {math/0309136}", "article", "arxiv", "math/0309136"),
        ("eprint = {https://arxiv.org/abs/2101.00001}", "article", "arxiv", "2101.00001"),
        ("eprint = {http://arxiv.org/pdf/2101.00001v2.pdf}", "article", "arxiv", "2101.00001v2"),
        (
            r"doi = {\href{https://doi.org/10.1007/BF02172152}{10.1007/BF02172152}}",
            "article",
            "doi",
            "10.1007/bf02172152",
        ),
        ("arxivid = {2101.00001v2}", "article", "arxiv", "2101.00001v2"),
        ("journal = {arXiv preprint arXiv:2101.00001}", "article", "arxiv", "2101.00001"),
        ("eprint = {6857385}, eprinttype = {pubmed}", "article", "pmid", "6857385"),
        ("eprint = {PMC123}, eprinttype = {pmcid}", "article", "pmcid", "PMC123"),
        ("pmid = {1}, eprint = {6857385}, eprinttype = {pubmed}", "article", "pmid", "1"),
        ("url = {https://doi.org/10.1000/182}", "article", "doi", "10.1000/182"),
        ("url = {https://a.org/ https://a.org/}", "article", "url", "https://a.org/"),
        ("url = {https://a.org/$\\sim$curie/?a=1&amp;b=2}", "article", "url", "https://a.org/~curie/?a=1&b=2"),
        ("doi = {10.1002/15&lt;1661::AID&gt;3.0}", "article", "doi", "10.1002/15<1661::aid>3.0"),
        ("title = {<i>In vivo</i> H<sub>2</sub>O &amp; CO$_2$}", "article", "title", "In vivo H₂O & CO₂"),
        ("title = {{\\textless}i{\\textgreater}E. coli$<$/i$>$}", "article", "title", "E. coli"),
        ("title = {First \\\\{\\em second} line}", "article", "title", "First second line"),
        ("journal = {Bone &amp; Joint}", "article", "container_title", "Bone & Joint"),
        ("publisher = {Jones &amp; Bartlett}", "book", "publisher", "Jones & Bartlett"),
        (
            "abstract = {<jats:title>Aim</jats:title><jats:p>Pain.</jats:p>}",
            "article",
            "abstract",
            (AbstractPart(label="AIM", text="Pain."),),
        ),
        ("howpublished = {\\url{https://a.org/}}", "misc", "url", "https://a.org/"),
        ("url = {}, howpublished = {https://a.org/}", "misc", "url", "https://a.org/"),
        ("doi = {10.1002/1661{\\textless}a{\\textgreater}3--2}", "article", "doi", "10.1002/1661<a>3--2"),
    ],
)
def test_bibtex_fields_fill_ours(fields: str, kind: str, ours: str, value: object) -> None:
    assert getattr(entry(fields, kind), ours) == value


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date = {2021-11/2022-02}, year = 2022", "2021-11 2022-02 "),
        ("date = {2015}, year = 2015, month = 3", "2015-03  "),
        ("year = {n.d.}", ""),
        ("year = {in press}", ""),
        ("date = {}, year = 1999, month = 7, day = 3", "1999-07-03  "),
        ("year = {{\\noopsort{1973b}}1973}", "1973  "),
        ("year = 1990, month = sep # {/} # oct", "1990-09 1990-10 "),
        ("year = 1990, month = {Spring}", "1990  spring"),
        ("year = 1990, month = sept", "1990-09  "),
        ("month = jan", ""),
    ],
)
def test_dates_are_read(fields: str, issued: str) -> None:
    found = entry(fields).issued
    assert (f"{found.start} {found.end or ''} {found.season}" if found else "") == issued


@pytest.mark.parametrize(
    ("kind", "fields", "csl_type", "bibtex_type"),
    [
        ("article", "", "article-journal", ""),
        ("ARTICLE", "entrysubtype = {newspaper}", "article-newspaper", ""),
        ("inbook", "", "chapter", "inbook"),
        ("incollection", "", "chapter", ""),
        ("phdthesis", "", "thesis", "phdthesis"),
        ("thesis", "", "thesis", ""),
        ("misc", "", "document", ""),
        ("misc", "url = {https://a.org/}", "webpage", "misc"),
        ("misc", "url = {https://a.org/}, doi = {10.1000/182}", "document", ""),
        ("misc", "howpublished = {\\url{https://a.org/}}", "webpage", "misc"),
        ("misc", "eprint = {2101.00001}, archiveprefix = {arXiv}", "article", "misc"),
        ("unpublished", "eventtitle = {Congress}", "speech", ""),
        ("online", "", "webpage", ""),
    ],
)
def test_entry_types_become_csl_types(kind: str, fields: str, csl_type: str, bibtex_type: str) -> None:
    found = entry(fields, kind)
    assert (found.type, found.bibtex_type) == (csl_type, bibtex_type)


def test_every_entry_type_means_a_csl_type() -> None:
    assert set(CSL_TYPE_BY_BIBTEX_TYPE.values()) <= set(CSL_TYPES)


def test_other_fields_are_kept_as_they_stand() -> None:
    text = r"""chapter = 3, type = {Diplom
      {A}}, annotator = {M{\"u}ller, A}, addendum = {}, title+an = {=x}, location = {Oslo}, address = {Rome}"""
    assert entry(text, "inbook").bibtex_fields == {
        "chapter": "3",
        "type": "Diplom {A}",
        "annotator": 'M{\\"u}ller, A',
        "title+an": "=x",
        "location": "Oslo",
    }


def test_private_fields_are_nowhere() -> None:
    private = (
        "note annote annotation file owner comment groups timestamp creationdate modificationdate bdsk-url-1 "
        "date-added date-modified __markedentry readstatus review priority qualityassured ranking relevance printed "
        "comment-anna mendeley-groups citeulike-article-id"
    )
    found = entry("title = {A},\n" + ",\n".join(f"{name} = {{secret}}" for name in private.split()))
    assert "secret" not in repr(found)


def test_a_field_given_as_empty_has_a_place_and_no_value() -> None:
    found = entry("title = {},\ndoi = {},\nyear = {},\nkeywords = { }")
    assert (found.title, found.doi, found.issued, found.tags) == ("", "", None, ())
    assert found.places["doi"] == ("classics.bib", 3, 1)
    assert found.places.keys() >= {"title", "doi", "issued", "tags"}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            "title = {The \\acro{TUG} boat}",
            "bibtex-latex: the LaTeX `\\acro` is not understood; write the characters that it prints",
        ),
        (
            "title = {" + "\\'" * 3000 + "}",
            "bibtex-latex: the LaTeX `\\'` is not understood; write the characters that it prints",
        ),
        (
            "author = {World Health Organization}",
            (
                "bibtex-name: `World Health Organization` is not one person's name: it contains `Organization`; "
                "put the name of an organisation in braces, and write `and` between names"
            ),
        ),
        ("year = {some day}", "bibtex-date: `some day` is not a year; write four digits"),
        (
            "date = {2012-13}",
            (
                "bibtex-date: `2012-13` is not a date: there is no month 13, and only `2012` is used; "
                "months go from 01 to 12"
            ),
        ),
        (
            "date = {2021-11}, year = 1999",
            "bibtex-date: `date` and `year` differ: 2021 and 1999, and `date` is used; keep the one that is right",
        ),
        (
            "year = 2015, month = {Spring/Summer}",
            (
                "bibtex-date: the range of seasons `Spring/Summer` is not kept whole: `spring 2015` is used; "
                "write months, as in `2021-11/2022-02`"
            ),
        ),
        (
            "year = 1990, month = {Lent}",
            "bibtex-date: `Lent` is not a month; write `jan` to `dec`, or a number from 1 to 12",
        ),
        (
            "urldate = {soon}",
            "bibtex-date: `soon` is not a date; write it as `2022`, `2022-02`, `2022-02-01` or `2021-11/2022-02`",
        ),
        (
            "title = {Pain <img src=x.png/>}",
            "lost-markup: `<img src=x.png/>` cannot be shown in plain text; say in words what it shows",
        ),
        ("doi = {10.1/x}", "bad-doi: `10.1/x` is not a DOI; write it bare, as in `10.1097/brs.0000000000004198`"),
        ("pmid = {x}", "bad-pmid: `x` is not a PMID; write its number alone, as in `34889889`"),
        ("pmcid = {x}", "bad-pmcid: `x` is not a PMCID; write it as in `PMC4464797`"),
        ("isbn = {12, 13}", "bad-isbn: `12, 13` is not an ISBN; write its 10 or 13 digits, as in `978-0-19-852663-6`"),
        ("issn = {12}", "bad-issn: `12` is not an ISSN; write it as in `0362-2436`"),
        (
            "eprint = {x}, eprinttype = {arxiv}",
            "bad-arxiv: `x` is not an arXiv identifier; write it as in `2101.00001` or `math.GT/0309136`",
        ),
        (
            "url = {javascript:alert(1)}",
            "bad-url: `javascript:alert(1)` is not the address of a web page; write all of it, beginning with `https://`",
        ),
        (
            "url = {https://a.org/b c}",
            (
                "bad-url: the address `https://a.org/b c` contains a space or an invisible character; "
                "remove it, or write `%20`"
            ),
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_reported(fields: str, problem: str) -> None:
    (reported,) = problems(fields)
    assert reported.split(": ", 1)[1] == problem


def test_a_date_that_cannot_be_read_is_kept_for_exports() -> None:
    ((found,), _) = parse_bibtex("@article{w, year = {some time}, date = {soon}}", path="classics.bib")
    assert (found.issued, found.bibtex_fields) == (None, {"year": "some time", "date": "soon"})


def test_a_status_in_the_place_of_the_year_is_one_beside_a_date() -> None:
    found = entry("year = {in press}, date = {2025-09-01}")
    assert (found.issued, found.publication_status, found.bibtex_fields) == (
        Issued(start=PartialDate(year=2025, month=9, day=1)),
        "in press",
        {},
    )


def test_control_characters_are_blanks() -> None:
    assert entry("title = {A\x00B\x0bC\ufffe}").title == "A B C"
