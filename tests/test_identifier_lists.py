"""Fields that hold several identifiers, or one among words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.problems import Doubtful, Unreadable
from painsite.sources.entries import parse_entry
from painsite.sources.identifier_lists import first_arxiv, first_doi, first_isbn, first_issn, first_pmcid, first_pmid

KASCH = "10.1097/brs.0000000000004198"
WEBER = "10.1097/00007632-198303000-00003"
KEEP, COMPARE = "keep the one that belongs to this work", "check it against the work"


@pytest.mark.parametrize(
    ("first", "text", "value"),
    [
        (first_doi, KASCH, KASCH),
        (first_doi, f"DOI: {KASCH}.", KASCH),
        (first_doi, f"DOI {KASCH}", KASCH),
        (first_doi, f"DOI: https://doi.org/{KASCH}", KASCH),
        (first_doi, f"https://doi.org/doi:{KASCH}", KASCH),
        (first_doi, f"({KASCH})", KASCH),
        (first_doi, f"<https://doi.org/{KASCH}>", KASCH),
        (first_doi, f"{KASCH});", KASCH),
        (first_doi, f"{KASCH}, {KASCH}", KASCH),
        (first_doi, f"https://journals.sagepub.com/doi/full/{KASCH}", KASCH),
        (first_doi, "https://link.springer.com/content/pdf/10.1007/s00586-006-0147-3.pdf", "10.1007/s00586-006-0147-3"),
        (first_doi, "10.1016/S0304-3959(02)00032-5", "10.1016/s0304-3959(02)00032-5"),
        (
            first_doi,
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        (first_isbn, "978-0-306-40615-7 0-306-40615-2", "9780306406157"),
        (first_isbn, "0-306-40615-2; 978-0-306-40615-7", "0306406152"),
        (first_isbn, "978-0-8223-6361-3 0-8223-6361-5 978-0-8223-6376-7", "9780822363613"),
        (first_isbn, "0-306-40615-2 (paperback)", "0306406152"),
        (first_isbn, "wrong, ISBN-13: 978–0–306–40615–7 (pbk.)", "9780306406157"),
        (first_isbn, "978-0-306-40615-8, 0-306-40615-2", "0306406152"),
        (first_issn, "0362-2436 (Print)\n0362-2436", "0362-2436"),
        (first_issn, "1528-1159 (Electronic) 0362-2436 (Linking)", "1528-1159"),
        (first_issn, "03622436, 15281159", "0362-2436"),
        (first_issn, "0362–2436", "0362-2436"),
        (first_pmid, "PMID: 34889889; PMCID: PMC4464797", "34889889"),
        (first_pmid, "34889889 [pubmed]", "34889889"),
        (first_pmcid, "PMID: 34889889; PMCID: PMC4464797", "PMC4464797"),
        (first_pmcid, "PMC 4464797", "PMC4464797"),
        (first_arxiv, "arXiv:0309136 [math.GT]", "math.GT/0309136"),
        (first_arxiv, "0309136v2 [math]", "math/0309136v2"),
        (first_arxiv, "math.GT/0309136", "math.GT/0309136"),
        (first_arxiv, "hep-th/9901001v2", "hep-th/9901001v2"),
        (first_arxiv, "abs/2101.00001", "2101.00001"),
        (first_arxiv, "oai:arXiv.org:2101.00001", "2101.00001"),
        (first_arxiv, "arXiv e-prints, arXiv:2101.00001", "2101.00001"),
        (first_arxiv, "https://arxiv.org/abs/2101.00001?context=cs", "2101.00001"),
        (first_arxiv, "2101.00001 (cs.LG), 2102.00002", "2101.00001"),
    ],
)
def test_the_first_identifier_is_read_out_of_its_words(first: Callable[[str], str], text: str, value: str) -> None:
    assert first(text) == value


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            f"{KASCH}, {WEBER}",
            f"`{KASCH}, {WEBER[:29]}…` contains 2 DOIs, and only the first is used",
            "keep the one that belongs to this work",
        ),
        (
            f"{KASCH},{WEBER}",
            f"`{KASCH},{WEBER[:30]}…` contains 2 DOIs, and only the first is used",
            "keep the one that belongs to this work",
        ),
        (
            f"{KASCH} (erratum)",
            f"`{KASCH} (erratum)` contains more than a DOI, and `{KASCH}` is used",
            "check it against the work",
        ),
    ],
)
def test_several_dois_or_what_is_cut_off_one_are_doubtful(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Doubtful) as caught:
        first_doi(text)
    assert (caught.value.value, caught.value.message, caught.value.remedy) == (KASCH, message, remedy)


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (first_doi, "https://journals.lww.com/spinejournal"),
        (first_doi, "10.1/x 10.2/y"),
        (first_isbn, "0000000000"),
        (first_isbn, "978-0-306-40615-8"),
        (first_issn, "0000-0000"),
        (first_issn, "978-123-123"),
        (first_arxiv, "0309136"),
        (first_pmid, "in PubMed"),
    ],
)
def test_what_holds_no_identifier_is_unreadable(first: Callable[[str], str], text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        first(text)
    assert not isinstance(caught.value, Doubtful)


def test_yaml_reads_the_first_of_several_dois_and_tells() -> None:
    work, problems = parse_entry(f"title: Lumbar discs\ndoi: {KASCH}, {WEBER}\n", path="bibliography/weber-1983.yaml")
    assert work is not None
    assert (work.doi, [problem.rule for problem in problems], problems[0].place.line) == (KASCH, ["bad-doi"], 2)


@pytest.mark.property
@given(st.text(alphabet="10./97-8 Xxdoi:,;()<>arvPMC", max_size=120))
def test_no_field_of_identifiers_crashes(text: str) -> None:
    for first in (first_doi, first_isbn, first_issn, first_pmid, first_pmcid, first_arxiv):
        try:
            assert first(text)
        except Unreadable:
            continue
