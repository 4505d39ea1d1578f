"""The setting `abstracts`: how much of what belongs to publishers is published, wherever it would be."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.config import EVERY_WORD, parse_settings
from painsite.model import AbstractPart, Entry, Face
from painsite.pages.abstracts import shown_abstract
from painsite.pages.search.records import Facts, make_record
from tests.support import Built, build_site, entry, hrefs, shown, texts

KASCH = (
    "title: Lumbar MRI Findings\nauthors: [Kasch R]\nyear: 2022\npmid: 34889889\ndoi: 10.1097/brs.0000000000004198\n"
    "abstract: |\n  STUDY DESIGN: A cohort of many people.\n\n  RESULTS: Small differences, as ever.\n"
)
WEBER = (
    "title: Disc herniation\nauthors: [Weber H]\nyear: 1983\nabstract: Both groups were alike after four years.\n"
    "abstract_paraphrased: true\n"
)


def build(root: Path, setting: str) -> Built:
    site = f"name: Backs\nurl: https://example.org/\nexport_abstracts: true\nhighwire_tags: true\n{setting}\n"
    files = {
        "bibliography/site.yaml": site,
        "bibliography/kasch-2022.yaml": KASCH,
        "bibliography/weber-1983.yaml": WEBER,
    }
    return build_site(root, files)


def everything(built: Built) -> str:
    """Return the text of every file of the site."""
    paths = (path for path in built.output.rglob("*") if path.is_file())
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in paths)


def test_abstracts_are_shown_unless_a_setting_says_otherwise(tmp_path: Path) -> None:
    built = build(tmp_path, "")
    assert texts(built.page("bibliography/kasch-2022/"), "//section[@id='abstract']//p") == [
        "STUDY DESIGN: A cohort of many people.",
        "RESULTS: Small differences, as ever.",
    ]
    assert "Small differences" in built.text("entries.ris")


def test_a_shortened_abstract_ends_with_a_link_to_the_whole(tmp_path: Path) -> None:
    built = build(tmp_path, "abstracts: {words: 7}")
    assert built.problems == []
    page = built.page("bibliography/kasch-2022/")
    assert texts(page, "//section[@id='abstract']//p") == [
        "STUDY DESIGN: A cohort of many people.",
        "RESULTS: Small differences …",
        "the whole abstract",
    ]
    assert hrefs(page, "//section[@id='abstract']//p/a") == ["https://pubmed.ncbi.nlm.nih.gov/34889889/"]
    assert "as ever" not in everything(built)
    assert "Both groups were alike after four years." in built.text("bibliography/weber-1983/index.html")


def test_hidden_abstracts_are_in_no_file_and_paraphrases_stay(tmp_path: Path) -> None:
    built = build(tmp_path, "abstracts: hide")
    assert built.page("bibliography/kasch-2022/").xpath("//section[@id='abstract']") == []
    whole = everything(built)
    assert "many people" not in whole
    assert "Small differences" not in whole
    assert "Both groups were alike after four years." in built.text("bibliography/weber-1983/index.html")


def test_of_an_abstract_no_more_is_searched_than_is_shown() -> None:
    kasch = entry("kasch-2022", KASCH)
    facts = Facts(tags=(), kind="", status="")
    face = Face(citekey="kasch-2022", kind="entry", address="/bibliography/kasch-2022/", label="", title=kasch.title)
    assert make_record(kasch, face, facts).content.endswith("Small differences, as ever.")
    assert make_record(kasch, face, facts, 7).content.endswith("Small differences …")
    assert make_record(kasch, face, facts, 0).content == "Lumbar MRI Findings"


@pytest.mark.parametrize(
    ("text", "words"),
    [("show", EVERY_WORD), ("hide", 0), ("{words: 60}", 60), ("{words: '5'}", 5), ("~", EVERY_WORD)],
)
def test_the_setting_says_how_many_words(text: str, words: int) -> None:
    found, problems = parse_settings(f"abstracts: {text}\n", path="site.yaml")
    assert (found.abstracts, problems) == (words, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("short", "1:12: bad-setting: `short` is not a way to show abstracts; write `show`, `hide` or `{words: 60}`"),
        ("{words: 0}", "1:20: bad-setting: `0` is not a number from 1 to 1000000; write it in digits"),
        ("{lines: 3}", "1:13: unknown-field: `lines` is not a part of `abstracts`; use one of: words"),
    ],
)
def test_another_value_is_told(text: str, problem: str) -> None:
    found, problems = parse_settings(f"abstracts: {text}\n", path="site.yaml")
    assert shown(problems) == [problem]
    assert found.abstracts == EVERY_WORD


@pytest.mark.parametrize(
    ("paragraphs", "words", "shown_texts"),
    [
        (["We scanned many people.", "All had scans."], 5, ["We scanned many people."]),
        (["We scanned many people.", "All had scans."], 6, ["We scanned many people.", "All had …"]),
        (["Scans told little."], 1, ["Scans …"]),
        (["腰痛患者のMRI所見を調べた。"], 5, ["腰痛患者の …"]),
        (["腰痛患者のMRI所見を調べた。"], 6, ["腰痛患者のMRI …"]),
        (["ปวดหลัง"], 3, ["ปวด …"]),
    ],
)
def test_an_abstract_is_cut_behind_a_word_of_its_script(
    paragraphs: list[str], words: int, shown_texts: list[str]
) -> None:
    parts = tuple(AbstractPart(label="", text=text) for text in paragraphs)
    found = shown_abstract(Entry(citekey="a", path="", abstract=parts), words)
    assert [part.text for part in found] == shown_texts


PARTS = st.lists(
    st.builds(AbstractPart, label=st.sampled_from(["", "RESULTS"]), text=st.text("ab .,", min_size=1)), max_size=4
)


@given(PARTS, st.integers(0, 40))
def test_what_is_shown_is_the_beginning_and_no_longer_than_allowed(parts: list[AbstractPart], words: int) -> None:
    whole = Entry(citekey="a", path="", abstract=tuple(parts))
    found = shown_abstract(whole, words)
    count = sum(len(part.text.removesuffix(" …").split()) for part in found)
    assert count <= max(words, 0)
    for part, original in zip(found, parts, strict=False):
        assert original.text.split()[:1] == part.text.split()[:1] or not part.text.strip(" …")
    assert json.dumps([part.label for part in found]) == json.dumps([part.label for part in parts[: len(found)]])
    own = Entry(citekey="a", path="", abstract=tuple(parts), abstract_paraphrased=True)
    assert shown_abstract(own, words) == own.abstract
