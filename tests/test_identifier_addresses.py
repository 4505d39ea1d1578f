"""Addresses that are made of DOIs and PMIDs and lead to entries."""

from pathlib import Path
from posixpath import normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.pages.identifiers import decode_identifier, encode_identifier
from painsite.pages.links import Linking
from tests.support import Built, build_site, contents

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
ENCODED = {
    "10.1097/brs.0000000000004198": "10.1097/brs.0000000000004198",
    "10.3174/ajnr.a4173": "10.3174/ajnr.a4173",
    SICI: "10.1002/(sici)1097-0258(19980815/30)17~3a15/16~3c1661~3a~3aaid-sim968~3e3.0.co;2-2",
    "10.1000/a#b%c?d": "10.1000/a~23b~25c~3fd",
    "10.1000/~23": "10.1000/~7e23",
    "10.1000/../../../etc/passwd": "10.1000/~2e~2e/~2e~2e/~2e~2e/etc/passwd",
    "10.1000/./.hidden/end.": "10.1000/~2e/~2ehidden/end~2e",
    "10.1000//x/": "10.1000~2f/x~2f",
    "10.1000/a/index.html": "10.1000/a/~69ndex.html",
    '10.1000/c:\\nul|*"': "10.1000/c~3a~5cnul~7c~2a~22",
    "10.1000/ü": "10.1000/~c3~bc",
    "34732634": "34732634",
}


@pytest.mark.parametrize("identifier", ENCODED)
def test_an_identifier_becomes_steps_of_an_address(identifier: str) -> None:
    assert encode_identifier(identifier) == ENCODED[identifier]
    assert decode_identifier(ENCODED[identifier]) == identifier


IDENTIFIERS = st.text(alphabet=st.sampled_from("/.~ab0:<>;#%?é \\"), min_size=1).map(lambda text: f"10.1000/{text}")


@given(IDENTIFIERS)
def test_every_identifier_can_be_had_back_and_no_address_leaves_its_folder(identifier: str) -> None:
    path = encode_identifier(identifier)
    assert decode_identifier(path) == identifier
    steps = path.split("/")
    assert all(step and step not in {".", "..", "index.html"} and not step.startswith(".") for step in steps)
    assert normpath(f"/doi/{path}") == f"/doi/{path}"
    assert not set(path) & set('<>:"|?*\\%# ')


@given(IDENTIFIERS, IDENTIFIERS)
def test_two_identifiers_never_share_an_address(one: str, other: str) -> None:
    assert (encode_identifier(one) == encode_identifier(other)) == (one == other)


def site(root: Path, files: dict[str, str], settings: str = "", *, linking: Linking | None = None) -> Built:
    head = {"bibliography/site.yaml": f"name: PainSci\n{settings}"}
    built = build_site(root, {**head, **files}, linking=linking)
    assert built.result.errors == 0, built.problems
    return built


def leads_to(built: Built, page: str) -> str:
    [content] = built.page(page).xpath("//meta[@http-equiv='refresh']/@content")
    return str(content).removeprefix("0; url=")


def addresses(built: Built) -> list[str]:
    found = (path for path in contents(built.output) if path.startswith(("doi/", "pmid/")))
    return sorted(path.removesuffix("index.html") for path in found)


WEBER = "title: Lumbar disc herniation\n"


@pytest.mark.parametrize(
    ("linking", "target"),
    [
        (Linking(), "../../../bibliography/weber-1983/"),
        (Linking(root="/some/notes/"), "/some/notes/bibliography/weber-1983/"),
        (Linking(portable=True), "../../../bibliography/weber-1983/index.html"),
    ],
)
def test_a_doi_and_a_pmid_lead_to_the_entry(tmp_path: Path, linking: Linking, target: str) -> None:
    fields = f"{WEBER}doi: https://doi.org/10.1097/BRS.0000000000004198\npmid: 6857385\n"
    built = site(tmp_path, {"bibliography/weber-1983.yaml": fields}, linking=linking)
    assert addresses(built) == ["doi/10.1097/brs.0000000000004198/", "pmid/6857385/"]
    assert leads_to(built, "doi/10.1097/brs.0000000000004198/") == target
    assert leads_to(built, "pmid/6857385/") == target.replace("../../../", "../../")
    page = built.page("pmid/6857385/")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("string(//a)") == "Lumbar disc herniation"


def test_of_two_entries_with_one_doi_the_first_has_the_address(tmp_path: Path) -> None:
    files = {f"bibliography/{citekey}.yaml": f"{WEBER}doi: {SICI}\n" for citekey in ("weber-1983", "boos-1995")}
    built = site(tmp_path, files)
    [address] = addresses(built)
    assert leads_to(built, address).endswith("/bibliography/boos-1995/")


def test_a_former_address_of_an_entry_stays_what_it_is(tmp_path: Path) -> None:
    files = {
        "bibliography/weber-1983.yaml": f"{WEBER}doi: 10.1097/BRS.1\n",
        "bibliography/boos-1995.yaml": f"{WEBER}redirect_from: [doi/10.1097/BRS.1]\n",
    }
    built = site(tmp_path, files)
    assert [leads_to(built, address).rpartition("y/")[2] for address in addresses(built)] == ["boos-1995/"]


def test_what_is_too_long_for_a_file_has_no_address_and_is_no_problem(tmp_path: Path) -> None:
    long = {"one step": f"10.1000/{'a' * 300}", "many steps": f"10.1000/{'/'.join(['abcdefghi'] * 90)}"}
    files = {f"bibliography/work-{number}.yaml": f"{WEBER}doi: {doi}\n" for number, doi in enumerate(long.values(), 1)}
    built = site(tmp_path, {**files, "bibliography/weber-1983.yaml": f"{WEBER}doi: 10.1000/{'a' * 200}\n"})
    assert (built.problems, addresses(built)) == ([], [f"doi/10.1000/{'a' * 200}/"])


def test_no_doi_writes_outside_of_its_folder(tmp_path: Path) -> None:
    dois = [
        "10.1000/../../../../../../escaped",
        "10.1000/index.html",
        "10.1000//etc//passwd",
        "10.1000/a\\..\\b",
    ]
    files = {
        f"bibliography/work-{number}.yaml": f'{WEBER}doi: "{doi}"\n'.replace("\\", "\\\\")
        for number, doi in enumerate(dois)
    }
    built = site(tmp_path / "site", files)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert len(addresses(built)) == len(dois)
    outside = [
        path for path in contents(built.output) if "escaped" in path and not path.startswith("doi/10.1000/~2e~2e/")
    ]
    assert outside == []


FILES = {
    f"bibliography/work-{number}.yaml": f"{WEBER}doi: 10.1000/{number}\npmid: 100{number}\n" for number in range(3)
}


@pytest.mark.parametrize(
    ("settings", "count"), [("", 6), ("identifier_addresses: 6\n", 6), ("identifier_addresses: 5\n", 0)]
)
def test_where_they_would_be_too_many_there_are_none(tmp_path: Path, settings: str, count: int) -> None:
    built = site(tmp_path, FILES, settings)
    assert (len(addresses(built)), built.result.identifiers_left_out) == (count, 0 if count else 6)
    scripts = built.page("404.html").xpath("//script[contains(@src, 'identifiers')]")
    assert len(scripts) == (1 if count else 0)


def test_who_wants_none_is_told_nothing(tmp_path: Path) -> None:
    built = site(tmp_path, FILES, "identifier_addresses: 0\n")
    assert (addresses(built), built.result.identifiers_left_out) == ([], 0)


def test_a_new_doi_has_its_address_in_the_next_build_and_an_old_one_has_none(tmp_path: Path) -> None:
    path = "bibliography/work-0.yaml"
    site(tmp_path / "site", FILES)
    built = site(tmp_path / "site", {path: FILES[path].replace("10.1000/0", "10.1000/9")})
    clean = site(tmp_path / "clean", {**FILES, path: FILES[path].replace("10.1000/0", "10.1000/9")})
    assert contents(built.output) == contents(clean.output)
    assert "doi/10.1000/9/" in addresses(built)


def test_a_citekey_that_looks_like_a_doi_takes_no_address_from_an_entry(tmp_path: Path) -> None:
    files = {
        "bibliography/odd.yaml": f"{WEBER}citekey: 'doi:10.1000/1'\n",
        "bibliography/article.yaml": f"{WEBER}aliases: ['pmid:7001']\n",
    }
    built = site(tmp_path, files)
    assert [leads_to(built, address) for address in addresses(built)] == [
        "../../../bibliography/doi~3a10.1000~2f1/",
        "../../bibliography/article/",
    ]
