"""Identifiers in lines of text and in addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.editing.identify import find_identifiers, is_one_work

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
COCHRANE = "10.1002/14651858.CD002251.pub4"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1097/BRS.0000000000004198", ["10.1097/brs.0000000000004198"]),
        ("doi:10.1097/brs.0000000000004198.", ["10.1097/brs.0000000000004198"]),
        ("https://doi.org/10.1097/brs.0000000000004198", ["10.1097/brs.0000000000004198"]),
        ("https://doi.org/10.1097%2Fbrs.0000000000004198", ["10.1097/brs.0000000000004198"]),
        ("http://dx.doi.org/10.1016/S0304-3959(01)00349-9", ["10.1016/s0304-3959(01)00349-9"]),
        ("(doi: 10.1016/S0304-3959(01)00349-9)", ["10.1016/s0304-3959(01)00349-9"]),
        (f"see {SICI}.", [SICI.lower()]),
        ("https://www.nejm.org/doi/full/10.1056/NEJM199407143310201", ["10.1056/nejm199407143310201"]),
        ("https://onlinelibrary.wiley.com/doi/10.1002/ejp.1317/abstract", ["10.1002/ejp.1317"]),
        ("https://onlinelibrary.wiley.com/doi/epdf/10.1002/ejp.1317?src=getftr", ["10.1002/ejp.1317"]),
        ("https://link.springer.com/article/10.1007/s00586-001-0351-0#Sec2", ["10.1007/s00586-001-0351-0"]),
        ("https://link.springer.com/content/pdf/10.1007/s00586-001-0351-0.pdf", ["10.1007/s00586-001-0351-0"]),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0182613", ["10.1371/journal.pone.0182613"]),
        ("https://www.frontiersin.org/articles/10.3389/fphar.2021.676396/full", ["10.3389/fphar.2021.676396"]),
        ("https://www.biorxiv.org/content/10.1101/2020.12.02.403477v2.full.pdf", ["10.1101/2020.12.02.403477"]),
        (f"https://www.cochranelibrary.com/cdsr/doi/{COCHRANE}/full", [COCHRANE.lower()]),
        ("https://www.nature.com/articles/s41598-020-58350-7.pdf", ["10.1038/s41598-020-58350-7"]),
        ("https://elifesciences.org/articles/32822", ["10.7554/elife.32822"]),
        ("https://peerj.com/articles/3819/", ["10.7717/peerj.3819"]),
        ("34889889", ["PMID 34889889"]),
        ("34889889, 6857385", ["PMID 34889889", "PMID 6857385"]),
        ("PMID: 6857385", ["PMID 6857385"]),
        ("https://pubmed.ncbi.nlm.nih.gov/34889889/", ["PMID 34889889"]),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=34889889", ["PMID 34889889"]),
        ("https://www.ncbi.nlm.nih.gov/pubmed/6857385?dopt=Abstract", ["PMID 6857385"]),
        ("https://europepmc.org/article/MED/6857385", ["PMID 6857385"]),
        ("PMC4464797", ["PMC4464797"]),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC4464797/#S2", ["PMC4464797"]),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4464797/pdf/a.pdf", ["PMC4464797"]),
        ("arXiv:1806.05726v1", ["arXiv:1806.05726v1"]),
        ("https://arxiv.org/pdf/1806.05726.pdf", ["arXiv:1806.05726"]),
        ("https://arxiv.org/abs/math/0309136", ["arXiv:math/0309136"]),
        ("10.48550/arXiv.1806.05726", ["arXiv:1806.05726"]),
        ("1806.05726", ["arXiv:1806.05726"]),
        ("ISBN 978-0-19-852663-6", ["ISBN 9780198526636"]),
        ("9780198526636", ["ISBN 9780198526636"]),
        ("0-19-852663-6", ["ISBN 0198526636"]),
        (
            "Kasch R. Spine. 2022;47(3):201-211. doi: 10.1097/BRS.0000000000004198. PMID: 34889889; PMCID: PMC4464797.",
            ["10.1097/brs.0000000000004198", "PMID 34889889", "PMC4464797"],
        ),
        ("10.5555/one; 10.5555/two, 10.5555/three", ["10.5555/one", "10.5555/two", "10.5555/three"]),
        ("10.5555/one 10.5555/ONE", ["10.5555/one"]),
        ("Kasch, Truthmann and Hancock 2022", []),
        ("In 2022, 3369 people had an MRI", []),
        ("0198526637", []),
        ("https://www.sciencedirect.com/science/article/pii/S0304395901003499", []),
        ("0", []),
        ("", []),
    ],
)  # fmt: skip
def test_identifiers_are_found_in_any_form(text: str, found: list[str]) -> None:
    assert list(map(str, find_identifiers(text))) == found


def test_identifiers_of_a_line_name_one_work_unless_a_kind_comes_twice() -> None:
    assert is_one_work(find_identifiers("10.5555/one PMID: 6857385"))
    assert not is_one_work(find_identifiers("10.5555/one 10.5555/two"))


@pytest.mark.property
@given(st.text(alphabet=st.sampled_from("10./5-pmidPMC arXiv:%2Fdoi ISBN97801-852663<>;"), max_size=60))
def test_no_line_breaks_the_search_for_identifiers(text: str) -> None:
    for identifier in find_identifiers(text):
        assert find_identifiers(str(identifier)) == (identifier,)
