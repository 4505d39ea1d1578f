"""What is offered to somebody who cites what is not there."""

from pathlib import Path

import pytest

from painsite.linking.suggestions import Suggestions
from tests.support import KASCH, WEBER, build_site, entry

IDENTIFIED = f"{KASCH}doi: 10.1097/BRS.0000000000004198\npmid: 34224511\npmcid: PMC4464797\narxiv: 2101.00001\n"
ENTRIES = {
    "kasch-2022": entry("kasch-2022", IDENTIFIED),
    "Weber-1983": entry("Weber-1983", WEBER),
    "weber-1994": entry(
        "weber-1994", "title: The natural history of disc herniation\nauthors: [Weber H]\nyear: 1994\n"
    ),
    "disc-outcome": entry(
        "disc-outcome", "title: Disc outcome\nauthors: ['van den Berg, Ria', Weber H, O'Sullivan PB]\nyear: 2003\n"
    ),
    "undated": entry("undated", "title: Pain\nauthors: [Ōta K]\n"),
}
SITE = Suggestions({key: key for key in (*ENTRIES, "old-weber", "guide-to-imaging")}, ENTRIES)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("WEBER-1983", ["Weber-1983"]),
        ("kasch", ["kasch-2022"]),
        ("Kasch2022", ["kasch-2022"]),
        ("kasch22", ["kasch-2022"]),
        ("kasch_etal_2022", ["kasch-2022"]),
        ("Kasch:2022a", ["kasch-2022"]),
        ("truthmann2022", ["kasch-2022"]),
        ("Truthmann", ["kasch-2022"]),
        ("weber", ["Weber-1983", "weber-1994", "disc-outcome"]),
        ("weber2003", ["disc-outcome"]),
        ("webber-1994", ["weber-1994"]),
        ("vandenberg2003", []),
        ("osullivan2003", ["disc-outcome"]),
        ("ota", ["undated"]),
        ("guide", ["guide-to-imaging"]),
        ("nobody-1900", []),
        ("kasch-1950", ["kasch-2022"]),
        ("ab", []),
    ],
)
def test_near_keys_are_offered_best_first(written: str, near: list[str]) -> None:
    assert list(SITE.near(written)) == near


def test_without_a_near_key_a_source_is_wanted() -> None:
    assert SITE.remedy("nobody-1900") == "add a source with this citekey, or write `\\@nobody-1900` for an at-sign"
    assert SITE.remedy("nobody-1900", "add a source with this citekey") == "add a source with this citekey"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("doi:10.1097/brs.0000000000004198", "DOI"),
        ("DOI:10.1097/BRS.0000000000004198", "DOI"),
        ("10.1097/brs.0000000000004198", "DOI"),
        ("doi.org/10.1097/brs.0000000000004198", "DOI"),
        ("https://doi.org/10.1097/brs.0000000000004198", "DOI"),
        ("pmid:34224511", "PMID"),
        ("PMID34224511", "PMID"),
        ("pubmed:34224511", "PMID"),
        ("PMC4464797", "PMCID"),
        ("pmcid:PMC4464797", "PMCID"),
        ("arxiv:2101.00001", "ARXIV"),
    ],
)
def test_an_identifier_leads_to_the_citekey_of_its_entry(written: str, what: str) -> None:
    assert SITE.remedy(written) == f"write `@kasch-2022`, the citekey of the entry with this {what}"


@pytest.mark.parametrize(("written", "what"), [("doi:10.1000/182", "DOI"), ("pmid:12345", "PMID")])
def test_an_identifier_that_no_entry_has_wants_one(written: str, what: str) -> None:
    assert SITE.remedy(written) == f"add an entry with this {what}, and cite it by its citekey"


def test_of_many_keys_those_that_begin_alike_are_compared() -> None:
    keys = {key: key for number in range(3_000) for key in (f"deyo-{number}", f"weber-{number}")}
    assert Suggestions(keys, {}).near("deyo-29999")[0] == "deyo-2999"


def test_a_text_that_cites_an_identifier_is_told_what_to_write(tmp_path: Path) -> None:
    cited = "[@kasch], [@https://doi.org/10.1097/BRS.0000000000004198, p. 3] and @doi:10.1000/182"
    text = f"---\ntitle: A guide\n---\nSee {cited}.\n"
    files = {"bibliography/kasch-2022.yaml": IDENTIFIED, "bibliography/articles/guide.md": text}
    start = "bibliography/articles/guide.md:4:"
    assert build_site(tmp_path, files).problems == [
        f"{start}6: unknown-citekey: no entry or article has the key `kasch`; did you mean `kasch-2022`?",
        (
            f"{start}16: unknown-citekey: no entry or article has the key `https://doi.org/10.1097/BRS.0000000000004198`;"
            " write `@kasch-2022`, the citekey of the entry with this DOI"
        ),
        (
            f"{start}73: unknown-citekey: no entry or article has the key `doi:10.1000/182`;"
            " add an entry with this DOI, and cite it by its citekey"
        ),
    ]
