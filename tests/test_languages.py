"""Every language has all texts; dates, numbers and plurals are its own."""

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from painsite.languages import forms, wording_in
from painsite.languages.codes import direction, language_code, other_language
from painsite.languages.plurals import PLURALS, plural
from painsite.languages.wording import Wording
from painsite.model import PartialDate
from painsite.pages.dates import format_date, format_issued
from painsite.pages.phrases import cited_by_mark, citing_lead, counted, in_digits
from painsite.sources.dates import parse_issued
from tests.support import KASCH, Built, build_site, contents, words

ROOT = Path(__file__).parent.parent
CATALOGUES = {"de": ROOT / "painsite/languages/german.py"}
OTHERS = sorted(forms._FORMS)
NAMES = Wording.__struct_fields__
MAY_STAY = frozenset("feed index_by_author plurals".split())
"""What is the same in both languages."""


def given_in(path: Path) -> list[str]:
    """Names of the texts that a catalogue gives."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return [str(keyword.arg) for call in calls for keyword in call.keywords]


def placeholders(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name is not None}


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_language_gives_every_text(language: str) -> None:
    assert sorted(given_in(CATALOGUES[language])) == sorted(NAMES)


@pytest.mark.parametrize("language", CATALOGUES)
@pytest.mark.parametrize("name", NAMES)
def test_a_text_has_the_placeholders_of_the_english_one(language: str, name: str) -> None:
    wanted, found = placeholders(getattr(Wording(), name)), placeholders(getattr(wording_in(language), name))
    # one page may be counted by its article: `auf einer Seite zitiert`
    assert found == wanted or (name.endswith("_one") and found | {"count"} == wanted)


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_text_is_not_left_in_english(language: str) -> None:
    english, texts = Wording(), wording_in(language)
    same = [name for name in NAMES if getattr(texts, name) == getattr(english, name)]
    # without a letter outside of its placeholders a text is in no language
    said = [name for name in same if re.search(r"[^\W\d_]", re.sub(r"{\w+}", "", str(getattr(texts, name))))]
    assert [name for name in said if name not in MAY_STAY] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_language_has_twelve_months_and_words_to_twenty(language: str) -> None:
    texts = wording_in(language)
    assert (len(texts.months), len(texts.count_words)) == (12, 21)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    between = re.sub(r"<[^>]*>", "\n", text)
    spoken = re.findall(r"\b(?:alt|title|placeholder|label|aria-[a-z]*(?:label|description|text))=\"([^\"]*)\"", text)
    assert re.findall(r"[^\W\d_]{2,}", " ".join([between, *spoken])) == []


def test_the_style_sheets_have_no_words_of_their_own() -> None:
    styles = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "static").glob("*.css")))
    said = re.findall(r"content:[^;}]*?[\"']([^\"']*)[\"']", styles)
    assert said
    assert [text for text in said if re.search(r"[^\W\d_]", text)] == []


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("en", "Three pages on PainSci cite Kasch 2022:"),
        ("en-GB", "Three pages on PainSci cite Kasch 2022:"),
        ("de", "Drei Seiten auf PainSci zitieren Kasch 2022:"),
        ("de-AT", "Drei Seiten auf PainSci zitieren Kasch 2022:"),
        ("DE", "Drei Seiten auf PainSci zitieren Kasch 2022:"),
        ("fr", "Three pages on PainSci cite Kasch 2022:"),
    ],
)
def test_the_first_part_of_a_language_chooses_the_texts(language: str, lead: str) -> None:
    assert citing_lead(3, "Kasch 2022", "PainSci", wording_in(language)) == lead


@pytest.mark.parametrize(
    ("count", "mark"),
    [(1, "auf einer Seite zitiert"), (3, "auf drei Seiten zitiert"), (1234, "auf 1.234 Seiten zitiert")],
)
def test_german_counts_in_its_own_words(count: int, mark: str) -> None:
    assert cited_by_mark(count, wording_in("de")) == mark


@pytest.mark.parametrize(
    ("language", "date", "text"),
    [
        ("en", PartialDate(year=2026, month=11, day=22), "22 November 2026"),
        ("en-US", PartialDate(year=2026, month=11, day=22), "November 22, 2026"),
        ("de", PartialDate(year=2026, month=3, day=1), "1. März 2026"),
        ("de", PartialDate(year=2026, month=3), "März 2026"),
        ("de", PartialDate(year=2026), "2026"),
        ("de-AT", PartialDate(year=2026, month=1, day=2), "2. Jänner 2026"),
        ("fr-CA", PartialDate(year=2026, month=8, day=2), "2 août 2026"),
        ("es", PartialDate(year=2026, month=8), "agosto de 2026"),
        ("pl", PartialDate(year=2026, month=2, day=1), "1 lutego 2026"),
        ("pl", PartialDate(year=2026, month=2), "luty 2026"),
        ("ja", PartialDate(year=2026, month=2, day=1), "2026年2月1日"),
        ("no", PartialDate(year=2026, month=5, day=17), "17. mai 2026"),
        ("mt", PartialDate(year=2026, month=5, day=17), "17 May 2026"),
    ],
)
def test_a_date_is_written_as_the_language_has_it(language: str, date: PartialDate, text: str) -> None:
    assert format_date(date, wording_in(language)) == text


def test_a_date_in_a_reference_stays_as_its_style_has_it() -> None:
    assert format_issued(parse_issued("2010-10")) == "2010 Oct"


@pytest.mark.parametrize(
    ("language", "number"),
    [
        ("en", "3,369"),
        ("de", "3.369"),
        ("de-CH", "3’369"),
        ("fr", "3\N{NARROW NO-BREAK SPACE}369"),
        ("sv", "3\N{NO-BREAK SPACE}369"),
    ],
)
def test_a_number_is_grouped_as_the_language_has_it(language: str, number: str) -> None:
    assert (in_digits(3369, wording_in(language)), in_digits(369, wording_in(language))) == (number, "369")


@pytest.mark.parametrize(
    ("language", "forms_of_0_1_2_3_5_11_21_22_100"),
    [
        ("en", "babbbbbbb"),
        ("fr", "aabbbbbbb"),
        ("ja", "bbbbbbbbb"),
        ("ru", "cabbccabc"),
        ("pl", "cabbcccbc"),
        ("cs", "cabbccccc"),
        ("lt", "cabbbcabc"),
        ("ro", "babbbbccc"),
        ("sl", "dabcddddd"),
        ("ar", "eabccddde"),
    ],
)
def test_a_count_has_the_form_of_its_language(language: str, forms_of_0_1_2_3_5_11_21_22_100: str) -> None:
    texts = wording_in(language)
    found = [plural(count, "a", "b | c | d | e", texts.plurals) for count in (0, 1, 2, 3, 5, 11, 21, 22, 100)]
    assert "".join(found) == forms_of_0_1_2_3_5_11_21_22_100


def test_a_form_that_is_not_given_is_the_last_one() -> None:
    assert plural(5, "wpis", "wpisy", "polish") == "wpisy"


def test_nouns_of_a_site_of_its_own_language_are_counted() -> None:
    wording = Wording(
        entries_count_one="{count} wpis", entries_count_many="{count} wpisy | {count} wpisów", plurals="polish"
    )
    texts = [counted(n, wording.entries_count_one, wording.entries_count_many, wording) for n in (1, 2, 5, 22)]
    assert texts == ["1 wpis", "2 wpisy", "5 wpisów", "22 wpisy"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_forms_of_a_language_are_whole(language: str) -> None:
    texts = wording_in(language)
    assert len(texts.months) == 12
    assert len(texts.months_alone) in {0, 12}
    assert texts.plurals in PLURALS
    assert placeholders(texts.date_of_day) == {"day", "month", "year"}
    assert placeholders(texts.date_of_month) == {"month", "year"}
    assert re.fullmatch(r"1\D000", texts.number)


def test_an_english_site_imports_no_other_language() -> None:
    code = "import sys; from painsite.config import parse_settings; parse_settings('language: en-GB', path=''); "
    code += "print([name for name in sys.modules if name.endswith(('german', 'forms', 'babel'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "ltr"), ("de-AT", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ks-Deva-IN", "ltr")],
)
def test_a_language_has_a_direction(language: str, written: str) -> None:
    assert direction(language) == written


@pytest.mark.parametrize(
    ("name", "code"), [("ngerman", "de"), ("ger", "de"), ("German", "de"), ("pt-BR", "pt-BR"), ("Klingon", "Klingon")]
)
def test_a_language_has_a_code(name: str, code: str) -> None:
    assert language_code(name) == code


@pytest.mark.parametrize(
    ("of_work", "of_site", "code"),
    [
        ("de", "en", "de"),
        ("ngerman", "en-GB", "de"),
        ("en-US", "en-GB", ""),
        ("eng", "en", ""),
        ("", "en", ""),
        ("in German", "en", ""),
        ("en", "de", "en"),
    ],
)
def test_a_work_in_another_language_than_the_site_says_so(of_work: str, of_site: str, code: str) -> None:
    assert other_language(of_work, of_site) == code


GERMAN_WORK = """\
title: Kreuzschmerz
language: de
abstract: "HINTERGRUND: Kreuzschmerzen sind häufig."
"""


def build(folder: Path, site: str, entry: str) -> Built:
    return build_site(folder, {"bibliography/site.yaml": site, "bibliography/kasch-2022.yaml": entry})


def test_a_german_site_is_german_throughout(tmp_path: Path) -> None:
    built = build(tmp_path, "language: de\nname: Rücken\n", f"{KASCH}added: 2026-11-22\nnotes: Kurz.\n")
    page = built.page("bibliography/kasch-2022/")
    assert (page.get("lang"), page.get("dir")) == ("de", "ltr")
    assert words(page.get_element_by_id("notes")) == "Rücken: Anmerkungen zu Kasch 2022 Kurz."
    assert "22. November 2026" in words(page.get_element_by_id("credits"))


def test_own_wording_is_laid_over_that_of_the_language(tmp_path: Path) -> None:
    built = build(tmp_path, "language: de\nwording: {cite_heading: So zitiert man}\n", KASCH)
    page = built.page("bibliography/kasch-2022/")
    assert (words(page.xpath("//*[@id='cite']/h2")[0]), words(page.xpath("//*[@class='skip']")[0])) == (
        "So zitiert man",
        "Zum Text springen",
    )


def test_a_title_and_an_abstract_in_another_language_are_marked(tmp_path: Path) -> None:
    page = build(tmp_path, "language: en\n", GERMAN_WORK).page("bibliography/kasch-2022/")
    found = [(one.tag, one.get("lang")) for one in page.body.iter() if one.get("lang")]
    assert found == [("h1", "de"), ("div", "de")]


def test_a_headline_of_ours_is_in_the_language_of_the_site(tmp_path: Path) -> None:
    page = build(tmp_path, "language: en\n", f"{GERMAN_WORK}headline: Ours\n").page("bibliography/kasch-2022/")
    assert [(one.tag, one.get("lang")) for one in page.xpath("//header//*[@lang]")] == [("p", "de")]


def test_an_abstract_in_our_words_is_in_the_language_of_the_site(tmp_path: Path) -> None:
    page = build(tmp_path, "language: en\n", f"{GERMAN_WORK}abstract_paraphrased: true\n").page(
        "bibliography/kasch-2022/"
    )
    assert page.xpath("//*[@id='abstract']//*[@lang]") == []


def test_a_site_that_changes_its_language_is_as_one_that_always_had_it(tmp_path: Path) -> None:
    entry = f"{GERMAN_WORK}study: {{design: cohort, participants: 3369}}\nadded: 2026-11-22\n"
    for language in ("en", "de"):
        build(tmp_path / "changed", f"language: {language}\n", entry)
    build(tmp_path / "always", "language: de\n", entry)
    assert contents(tmp_path / "changed/_site") == contents(tmp_path / "always/_site")
