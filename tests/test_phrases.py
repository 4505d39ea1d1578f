import pytest

from painsite.languages.wording import Wording
from painsite.model import Face, Reasons
from painsite.pages.phrases import cited_by_mark, citing_lead, counted, in_words, quote_sentence, reasons_line


@pytest.mark.parametrize(
    ("count", "lead"),
    [
        (1, "One page on PainSci cites Kasch 2022:"),
        (2, "Two pages on PainSci cite Kasch 2022:"),
        (3, "Three pages on PainSci cite Kasch 2022:"),
        (8, "Eight pages on PainSci cite Kasch 2022:"),
        (11, "Eleven pages on PainSci cite Kasch 2022:"),
        (20, "Twenty pages on PainSci cite Kasch 2022:"),
        (21, "21 pages on PainSci cite Kasch 2022:"),
        (1234, "1,234 pages on PainSci cite Kasch 2022:"),
    ],
)
def test_citing_pages_are_counted_in_words_up_to_twenty(count: int, lead: str) -> None:
    assert citing_lead(count, "Kasch 2022", "PainSci", Wording()) == lead


@pytest.mark.parametrize(
    ("count", "lead"), [(1, "Ein Text in PainSci nennt Kasch 2022:"), (3, "3 Texte in PainSci nennen Kasch 2022:")]
)
def test_the_words_of_the_lead_are_settings(count: int, lead: str) -> None:
    wording = Wording(
        page_singular="Text",
        page_plural="Texte",
        cites_singular="nennt",
        cites_plural="nennen",
        citing_lead="{count} {noun} in {name} {verb} {label}:",
        count_words=("Kein", "Ein"),
    )
    assert citing_lead(count, "Kasch 2022", "PainSci", wording) == lead


def test_the_count_words_go_from_none_to_twenty() -> None:
    assert (in_words(0, Wording()), in_words(20, Wording()), len(Wording().count_words)) == ("No", "Twenty", 21)


@pytest.mark.parametrize(
    ("count", "mark"), [(1, "cited by one page"), (3, "cited by three pages"), (21, "cited by 21 pages")]
)
def test_a_list_says_how_often_a_work_is_cited(count: int, mark: str) -> None:
    assert cited_by_mark(count, Wording()) == mark


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 entries"), (1, "1 entry"), (37, "37 entries"), (9999, "9,999 entries")]
)
def test_a_count_has_its_noun(count: int, text: str) -> None:
    assert counted(count, "{count} entry", "{count} entries", Wording()) == text


@pytest.mark.parametrize(
    ("reasons", "line"),
    [
        (
            Reasons(cocited_pages=3, shared_references=11, similar_text=True),
            "cited together on 3 pages · shares 11 references · similar text",
        ),
        (Reasons(cocited_pages=1), "cited together on 1 page"),
        (Reasons(shared_references=1), "shares 1 reference"),
        (Reasons(chosen=True, cites=True), "chosen by the editor · one cites the other"),
        (Reasons(similar_text=True, shared_tags=4), "similar text"),
        (Reasons(), ""),
    ],
)
def test_a_related_line_says_why_it_is_offered(reasons: Reasons, line: str) -> None:
    assert reasons_line(reasons, Wording()) == line


def test_a_quoted_sentence_names_works_by_their_labels() -> None:
    kasch = Face(citekey="kasch-2022", kind="entry", address="/a/", label="Kasch 2022", title="Association")
    sentence = ("As ", "kasch-2022", " and ", "nobody-1900", " showed, pain stays.")
    assert quote_sentence(sentence, {"kasch-2022": kasch}) == "As Kasch 2022 and nobody-1900 showed, pain stays."
