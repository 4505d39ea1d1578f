"""Records of one work from two services → one entry: a pair of recordings for each rule, and a key checked by hand."""

from pathlib import Path

import pytest

from painsite.editing.formats.crossref import parse_crossref
from painsite.editing.formats.pubmed_xml import parse_pubmed_xml
from painsite.editing.merging import Merged, MisfitError, merge_records
from painsite.editing.record import Record
from painsite.sources.entry_format import given_fields

RECORDINGS = Path(__file__).parent / "recordings"
USUAL: dict[str, object] = {
    "title": "Bed rest or early walking after lumbar disc surgery",
    "authors": ["Kjær, Søren", "Ruiz, Ana"],
    "container_title": "Journal of Spine Care",
    "container_abbreviation": "J Spine Care",
    "date": "2021-03",
    "volume": "47",
    "issue": "3",
    "page_range": "131-140",
    "language": "en",
}
"""What both records say, or the better of the two."""
TRIAL = {"design": "randomised controlled trial"}
KEY: dict[str, tuple[str, dict[str, object]]] = {
    "doi-and-type": ("24794070", {"type": "paper-conference"}),
    "subtitle": ("24808625", {"title": f"{USUAL['title']}: a randomised trial", "study": TRIAL}),
    "subtitle-in-title": ("25364329", {"title": "Bed rest or early walking: a randomised trial", "study": TRIAL}),
    "markup-in-title": ("31712796", {"title": "Vitamin B₁₂ and Cutibacterium acnes in discs: p < 0.05?"}),
    "title-in-capitals": ("31789841", {}),
    "translated-title": (
        "32051057",
        {"title": "Bettruhe oder frühes Gehen nach Bandscheibenoperation", "language": "de"},
    ),
    "diacritics": ("32490903", {"extra": {"orcid": "Kjaer 0000-0002-1825-0097"}}),
    "particle-and-suffix": ("32525788", {"authors": ["van den Berg, Jan W", "Reed, Jr, Tom"]}),
    "group-of-authors": ("32976730", {"authors": ["Kjær, Søren"], "collaboration": "Walking Trial Group"}),
    "authors-cut-short": ("34094707", {}),
    "journal-names": ("34337106", {"container_abbreviation": "J Spine Care (Phila)"}),
    "print-electronic": ("34529508", {"extra": {"published_online": "2020-11-20"}}),
    "electronic-collection": ("34707797", {"date": "2020-12-04", "page_range": "e1234"}),
    "electronic": ("34817495", {"date": "2021-02-09"}),
    "medline-date": ("35095222", {"date": "2021-03/2021-04"}),
    "issue-before-online": ("35856662", {"extra": {"published_online": "2020-11-20"}}),
    "pages-in-full": ("36176722", {}),
    "article-number": ("36247735", {"page_range": "21877"}),
    "number-from-pii": ("36367692", {"page_range": "e012938"}),
    "structured-abstract": (
        "36577847",
        {"abstract": "OBJECTIVE: To compare rest and walking.\n\nRESULTS: Pain fell by 12 mm² (p = 0.03)."},
    ),
    "abstract-in-sections": (
        "36598232",
        {"abstract": "BACKGROUND: Rest is common.\n\nRESULTS: Walking did no harm."},
    ),
    "plain-language-summary": ("36635930", {"abstract": "Walking did no harm."}),
    "topics": ("36825522", {"mesh": ["Bed Rest", "Diskectomy", "Walking"]}),
    "design": ("36873252", {"title": "Bed rest or early walking: a cohort study", "study": TRIAL}),
    "works-cited": ("37008990", {"works_cited": ["doi:10.5555/cited.1", "doi:10.5555/cited.3"]}),
    "works-cited-in-pubmed": ("37065682", {"works_cited": ["doi:10.5555/cited.1", "pmid:38799617"]}),
    "retraction-told-thrice": (
        "37167981",
        {"events": [{"nature": "retraction", "date": "2022-05-02", "doi": "10.5555/notice.1", "pmid": "38801034"}]},
    ),
    "concern-and-correction": (
        "37736107",
        {
            "events": [
                {"nature": "concern", "date": "2021-09-01", "doi": "10.5555/notice.2", "pmid": "38873169"},
                {"nature": "correction", "date": "2021-06", "pmid": "38909159"},
            ]
        },
    ),
    "republished": (
        "37883555",
        {
            "relations": {"superseded_by": ["pmid:38913074"]},
            "events": [{"nature": "retraction", "date": "2022-01", "pmid": "38913074"}],
        },
    ),
    "preprint": (
        "37905428",
        {
            "relations": {"version_of": ["doi:10.5555/preprint.1"]},
            "extra": {"summary_for_patients": "pmid:39035045"},
        },
    ),
    "one-difference": ("38118002", {"date": "2019-03"}),
    "first-page-alone": ("38271020", {}),
}
"""By the names of the pairs: the PMID, and the fields that are not as in most of them."""
APART = "Crossref and PubMed have records of different works:"
CHECK = "check the identifiers, one of them is wrong"
TITLES = f"title `Exercise for neck pain in the office` and `{USUAL['title']}`"
MISFITS = {
    "misfit-title-and-year": f"{APART} {TITLES}; year `2009` and `2021`; {CHECK}",
    "misfit-volume-and-pages": f"{APART} volume `12` and `47`; pages `9-17` and `131-140`; {CHECK}",
    "misfit-author-and-volume": f"{APART} first author `Okafor` and `Kjær`; volume `12` and `47`; {CHECK}",
    "misfit-title-and-pages": f"{APART} {TITLES}; pages `9-17` and `131-140`; {CHECK}",
    "misfit-doi": (
        "Crossref has the DOI `10.5555/spine.2021.037` and PubMed the DOI `10.5555/another.work`: these are two works;"
        " give one of them alone"
    ),
}
PAIRS = sorted(path.stem for path in RECORDINGS.glob("*.json"))


def pair(name: str) -> tuple[Record, Record]:
    crossref = parse_crossref((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))
    (pubmed,), refused = parse_pubmed_xml((RECORDINGS / f"{name}.xml").read_text(encoding="utf-8"))
    assert refused == ()
    return crossref, pubmed


def merged(name: str) -> Merged:
    return merge_records(pair(name))


def test_every_pair_has_a_row_in_the_key() -> None:
    assert sorted([*KEY, *MISFITS]) == PAIRS
    assert len(KEY) >= 25


@pytest.mark.parametrize("name", KEY)
def test_no_field_of_a_merged_pair_is_wrong(name: str) -> None:
    pmid, fields = KEY[name]
    doi = pair(name)[0].entry.doi
    assert doi.startswith("10.5555/spine.2021.")
    assert given_fields(merged(name).entry) == {**USUAL, "doi": doi, "pmid": pmid, **fields}


@pytest.mark.parametrize("name", KEY)
def test_the_order_in_which_records_come_makes_no_difference(name: str) -> None:
    crossref, pubmed = pair(name)
    assert merge_records([pubmed, crossref]) == merge_records([crossref, pubmed])


@pytest.mark.parametrize("name", MISFITS)
def test_two_works_are_never_merged(name: str) -> None:
    with pytest.raises(MisfitError) as error:
        merged(name)
    assert str(error.value) == MISFITS[name]


@pytest.mark.parametrize(
    ("name", "differences"),
    [
        ("doi-and-type", ()),
        ("diacritics", ()),
        ("first-page-alone", ()),
        ("issue-before-online", ()),
        ("journal-names", ()),
        ("one-difference", ("issued: Crossref has `2019`, PubMed `2021`; Crossref was taken",)),
        ("authors-cut-short", ("authors: Crossref has `Kjær, Ruiz`, PubMed `Kjær`; Crossref was taken",)),
        (
            "translated-title",
            (
                (
                    "title: Crossref has `Bettruhe oder frühes Gehen nach Bandscheibenoperation`, PubMed `Bed rest or"
                    " early walking after lumbar disc surgery`; Crossref was taken"
                ),
            ),
        ),
    ],
)
def test_what_differs_in_more_than_signs_is_told(name: str, differences: tuple[str, ...]) -> None:
    assert merged(name).differences == differences


def test_each_field_knows_where_it_is_from() -> None:
    sources = merged("retraction-told-thrice").sources
    assert sources == {
        "title": "crossref",
        "authors": "pubmed",
        "container_title": "crossref",
        "container_abbreviation": "pubmed",
        "issued": "crossref",
        "volume": "crossref",
        "issue": "crossref",
        "page_range": "crossref",
        "doi": "crossref",
        "pmid": "pubmed",
        "language": "crossref",
        "events": "crossref, pubmed",
    }


def test_tags_are_suggested_by_the_main_headings_then_by_the_authors() -> None:
    assert merged("topics").keywords == ("Bed Rest", "Diskectomy", "early mobilisation")


def test_a_summary_in_plain_language_is_kept_apart() -> None:
    found = merged("plain-language-summary")
    assert found.plain_summary == "People who walked early did as well as those who rested."
    assert found.entry.summary == ""


def test_one_record_alone_is_the_entry() -> None:
    crossref, _ = pair("subtitle")
    assert merge_records([crossref]).entry == crossref.entry
