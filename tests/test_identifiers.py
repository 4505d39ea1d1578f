from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.problems import Unreadable
from painsite.sources.identifiers import (
    arxiv_address,
    doi_address,
    parse_arxiv,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_pmcid,
    parse_pmid,
    parse_url,
    pmcid_address,
    pmid_address,
)

KASCH = "10.1097/brs.0000000000004198"
SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
SICI_ENCODED = "10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        (KASCH, KASCH),
        (" 10.1097/BRS.0000000000004198\n", KASCH),
        ("https://doi.org/10.1097/BRS.0000000000004198", KASCH),
        ("http://dx.doi.org/10.1097/BRS.0000000000004198", KASCH),
        ("HTTPS://www.DOI.org/10.1097/brs.0000000000004198?nosfx=y", KASCH),
        ("doi.org/10.1097/brs.0000000000004198", KASCH),
        ("http://doi.acm.org/10.1145/1137627.1137631", "10.1145/1137627.1137631"),
        ("https://doi-org.proxy.example.edu/10.1097/brs.0000000000004198", KASCH),
        ("doi:10.1097/brs.0000000000004198", KASCH),
        ("DOI: 10.1097/brs.0000000000004198.", KASCH),
        ("info:doi/10.1097/brs.0000000000004198", KASCH),
        ("10.1097/brs.0000000000004198,", KASCH),
        ("https://doi.org/10.1097%2Fbrs.0000000000004198", KASCH),
        ("doi:10.1097%2Fbrs.0000000000004198", KASCH),
        (SICI.upper(), SICI),
        (SICI_ENCODED, SICI),
        ("https://doi.org/" + SICI_ENCODED, SICI),
        ("10.1016/S0304-3959(02)00032-5", "10.1016/s0304-3959(02)00032-5"),
        ("10.1000.10/123", "10.1000.10/123"),
        ("10.5555/doi:10.5", "10.5555/doi:10.5"),
        ("10.1016/j.pain.2010.09.030", "10.1016/j.pain.2010.09.030"),
        ("10.5555/ÄÖ", "10.5555/ÄÖ"),
    ],
)
def test_every_form_of_a_doi_reads_as_the_bare_lower_case_one(text: str, doi: str) -> None:
    assert parse_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (KASCH, "https://doi.org/10.1097/brs.0000000000004198"),
        (
            SICI,
            "https://doi.org/10.1002/%28sici%291097-0258%2819980815/30%2917:15/16%3C1661::aid-sim968%3E3.0.co%3B2-2",
        ),
        ('10.5555/a?b#c%d"e', "https://doi.org/10.5555/a%3Fb%23c%25d%22e"),
    ],
)
def test_the_address_of_a_doi_is_percent_encoded(text: str, address: str) -> None:
    assert doi_address(text) == address


@given(st.from_regex(r"10\.[0-9]{4,9}/[^\s\x00-\x1f]{1,20}", fullmatch=True))
def test_a_doi_survives_its_address(text: str) -> None:
    try:
        doi = parse_doi(text)
    except Unreadable:
        return
    assert parse_doi(doi) == doi
    if not any("\ud800" <= char <= "\udfff" for char in doi):
        assert parse_doi(doi_address(doi)) == doi


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("34889889", "34889889"),
        ("PMID: 34889889", "34889889"),
        ("pmid34889889", "34889889"),
        ("https://pubmed.ncbi.nlm.nih.gov/34889889/", "34889889"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/34889889", "34889889"),
        ("00000017", "17"),
        ("1", "1"),
        ("99999999", "99999999"),
    ],
)
def test_a_pmid_is_its_digits(text: str, pmid: str) -> None:
    assert parse_pmid(text) == pmid


@pytest.mark.parametrize(
    ("text", "pmcid"),
    [
        ("PMC4464797", "PMC4464797"),
        ("pmc4464797", "PMC4464797"),
        ("4464797", "PMC4464797"),
        ("PMCID: PMC4464797", "PMC4464797"),
        ("PMC4464797.1", "PMC4464797"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4464797/", "PMC4464797"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC4464797", "PMC4464797"),
        ("https://europepmc.org/article/PMC/PMC4464797", "PMC4464797"),
    ],
)
def test_a_pmcid_begins_with_pmc(text: str, pmcid: str) -> None:
    assert parse_pmcid(text) == pmcid


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("978-0-19-852663-6", "9780198526636"),
        ("9780198526636", "9780198526636"),
        ("ISBN-13: 978 0 19 852663 6", "9780198526636"),
        ("0-8044-2957-X", "080442957X"),
        ("080442957x", "080442957X"),
        ("ISBN 0-306-40615-2", "0306406152"),
        ("978–0–306–40615–7", "9780306406157"),
    ],
)
def test_an_isbn_loses_its_hyphens(text: str, isbn: str) -> None:
    assert parse_isbn(text) == isbn


@pytest.mark.parametrize(
    ("text", "issn"),
    [
        ("0362-2436", "0362-2436"),
        ("03622436", "0362-2436"),
        ("ISSN 2434-561x", "2434-561X"),
        ("eISSN: 1528-1159", "1528-1159"),
    ],
)
def test_an_issn_has_a_hyphen_and_a_capital_x(text: str, issn: str) -> None:
    assert parse_issn(text) == issn


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("2101.00001", "2101.00001"),
        ("arXiv:2101.00001v2", "2101.00001v2"),
        ("arXiv:2101.00001V2 [cs.LG]", "2101.00001v2"),
        ("0704.0001", "0704.0001"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("hep-th/9901001v3", "hep-th/9901001v3"),
        ("cond-mat.mes-hall/0102536", "cond-mat.mes-hall/0102536"),
        ("https://arxiv.org/abs/2101.00001", "2101.00001"),
        ("http://arxiv.org/pdf/2101.00001v1.pdf", "2101.00001v1"),
        ("https://doi.org/10.48550/arXiv.2101.00001", "2101.00001"),
    ],
)
def test_both_schemes_of_arxiv_are_read(text: str, arxiv: str) -> None:
    assert parse_arxiv(text) == arxiv


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.painscience.com/", "https://www.painscience.com/"),
        (" HTTPS://example.org/a?b=c#d ", "https://example.org/a?b=c#d"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("https://de.wikipedia.org/wiki/Schmerz_(Übersicht)", "https://de.wikipedia.org/wiki/Schmerz_(Übersicht)"),
    ],
)
def test_an_address_stays_as_it_is_written(text: str, url: str) -> None:
    assert parse_url(text) == url


NOT_A_DOI = "write it bare, as in `10.1097/brs.0000000000004198`"
NOT_AN_ISBN = "write its 10 or 13 digits, as in `978-0-19-852663-6`"
NOT_ARXIV = "write it as in `2101.00001` or `math.GT/0309136`"
NOT_A_PAGE = "write all of it, beginning with `https://`"


@pytest.mark.parametrize(
    ("parse", "text", "message", "remedy"),
    [
        (parse_doi, "", "`` is not a DOI", NOT_A_DOI),
        (parse_doi, "10.1097", "`10.1097` is not a DOI", NOT_A_DOI),
        (parse_doi, "10.1097/", "`10.1097/` is not a DOI", NOT_A_DOI),
        (parse_doi, "10.10/abc", "`10.10/abc` is not a DOI", NOT_A_DOI),
        (parse_doi, "10.1097/brs 4198", "`10.1097/brs 4198` is not a DOI", NOT_A_DOI),
        (parse_doi, "10.1097/brs\x00", "`10.1097/brs` is not a DOI", NOT_A_DOI),
        (parse_doi, "https://journals.lww.com/x", "`https://journals.lww.com/x` is not a DOI", NOT_A_DOI),
        (parse_pmid, "0", "`0` is not a PMID", "write its number alone, as in `34889889`"),
        (parse_pmid, "1234567890", "`1234567890` is not a PMID", "write its number alone, as in `34889889`"),
        (parse_pmid, "٣٤", "`٣٤` is not a PMID", "write its number alone, as in `34889889`"),
        (parse_pmid, "PMC4464797", "`PMC4464797` is a PMCID, not a PMID", "write it as `pmcid`"),
        (parse_pmcid, "PMC", "`PMC` is not a PMCID", "write it as in `PMC4464797`"),
        (parse_isbn, "978-0-19-852663", "`978-0-19-852663` is not an ISBN", NOT_AN_ISBN),
        (parse_isbn, "0000000000", "`0000000000` is not an ISBN", NOT_AN_ISBN),
        (parse_isbn, "0362-2436", "`0362-2436` is an ISSN, not an ISBN", "write it as `issn`"),
        (parse_isbn, "1234567890123", "`1234567890123` is not an ISBN", NOT_AN_ISBN),
        (parse_isbn, "978019852663X", "`978019852663X` is not an ISBN", NOT_AN_ISBN),
        (parse_isbn, "a book", "`a book` is not an ISBN", NOT_AN_ISBN),
        (
            parse_isbn,
            "978-0-19-852663-7",
            "the check digit of ISBN `978-0-19-852663-7` is wrong",
            "check it against the book",
        ),
        (parse_isbn, "0-306-40615-3", "the check digit of ISBN `0-306-40615-3` is wrong", "check it against the book"),
        (parse_issn, "0362", "`0362` is not an ISSN", "write it as in `0362-2436`"),
        (parse_issn, "0362-2437", "the check digit of ISSN `0362-2437` is wrong", "check it against the journal"),
        (parse_arxiv, "2113.00001", "`2113.00001` is not an arXiv identifier", NOT_ARXIV),
        (parse_arxiv, "1501.0001", "`1501.0001` is not an arXiv identifier", NOT_ARXIV),
        (parse_arxiv, "0704.00001", "`0704.00001` is not an arXiv identifier", NOT_ARXIV),
        (parse_url, "www.example.org", "`www.example.org` is not the address of a web page", NOT_A_PAGE),
        (parse_url, "javascript:alert(1)", "`javascript:alert(1)` is not the address of a web page", NOT_A_PAGE),
        (parse_url, "ftp://example.org/", "`ftp://example.org/` is not the address of a web page", NOT_A_PAGE),
        (
            parse_url,
            "https://example.org/a b",
            "the address `https://example.org/a b` contains a space or an invisible character",
            "remove it, or write `%20`",
        ),
        (
            parse_url,
            "https://example.org/\u202e",
            "the address `https://example.org/` contains a space or an invisible character",
            "remove it, or write `%20`",
        ),
        (parse_url, "https://", "the address `https://` names no host", "check it against the page's address"),
        (parse_url, "http://[::1", "the address `http://[::1` names no host", "check it against the page's address"),
        (parse_url, "http://a:b/", "the address `http://a:b/` names no host", "check it against the page's address"),
    ],
)
def test_a_wrong_identifier_says_what_is_wrong_and_what_to_do(
    parse: Callable[[str], str], text: str, message: str, remedy: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    with pytest.raises(Unreadable) as caught:
        parse_pmid("word " * 40)
    assert caught.value.message == f"`{('word ' * 40)[:59]}…` is not a PMID"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (pmid_address("34889889"), "https://pubmed.ncbi.nlm.nih.gov/34889889/"),
        (pmcid_address("PMC4464797"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC4464797/"),
        (arxiv_address("math.GT/0309136"), "https://arxiv.org/abs/math.GT/0309136"),
    ],
)
def test_each_identifier_has_an_address(address: str, expected: str) -> None:
    assert address == expected


@given(st.text())
def test_any_text_is_an_identifier_or_unreadable(text: str) -> None:
    for parse in (parse_doi, parse_pmid, parse_pmcid, parse_isbn, parse_issn, parse_arxiv, parse_url):
        try:
            value = parse(text)
        except Unreadable:
            continue
        assert parse(value) == value
