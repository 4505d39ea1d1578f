import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.linking.related.terms import MOST_TERMS, Terms, text_terms


def by_term(found: Terms) -> dict[str, int]:
    return dict(zip(found.words.split(), found.counts, strict=True))


def terms(**texts: str) -> dict[str, int]:
    fields = {"title": "", "headline": "", "summary": "", "abstract": "", "commentary": ""} | texts
    return by_term(text_terms(tags=(), **fields))


def test_title_and_tags_count_twice_and_all_other_texts_once() -> None:
    counted = text_terms(
        title="Herniation",
        tags=("imaging", "low back pain"),
        headline="Spines age",
        summary="Discs shrink",
        abstract="MRI",
        commentary="Herniation again",
    )
    assert by_term(counted) == {
        "herni": 3, "imag": 2, "low": 2, "back": 2, "pain": 2, "spin": 1, "age": 1, "disc": 1, "shrink": 1, "mri": 1,
    }  # fmt: skip


def test_terms_are_sorted_and_each_stands_once() -> None:
    counted = text_terms(title="Spine, MRI, spine", tags=(), headline="", summary="", abstract="", commentary="")
    assert counted == Terms(words="mri spin", counts=bytes([2, 4]))


@pytest.mark.parametrize(
    "family",
    [
        "sensitised sensitized sensitization sensitisation sensitizing",
        "diagnosis diagnoses diagnose diagnosed diagnosing",
        "paralysis paralyse paralyses paralyzed",
        "image images imaging imaged",
        "herniation herniations herniated herniate",
        "degeneration degenerated degenerative degenerate",
        "therapy therapies",
        "exercise exercises exercising",
        "injury injuries",
        "disease diseases",
        "anaesthesia anesthesia",
        "oedema edema œdema ædema",
        "Schmerzwahrnehmung SCHMERZWAHRNEHMUNG",
        "Müller Muller MU\N{COMBINING DIAERESIS}LLER",
        "placebo placebos",
        "Søren Soren",
    ],
)
def test_words_that_belong_together_are_one_term(family: str) -> None:
    assert list(terms(abstract=family).values()) == [len(family.split())]


@pytest.mark.parametrize(
    "pair", ["spine spinal", "disc disk", "process product", "axis axle", "nucleus nuclear", "illness ill", "bus bush"]
)
def test_words_that_only_look_alike_are_two_terms(pair: str) -> None:
    assert len(terms(abstract=pair)) == 2


@pytest.mark.parametrize(
    "word", ["the", "However", "following", "3369", "0.83", "x", "don't", "don’t", "", "—", "½", "৪২"]
)
def test_common_words_numbers_and_single_letters_are_no_terms(word: str) -> None:
    assert terms(abstract=word) == {}


def test_how_a_study_was_made_is_part_of_what_it_is_about() -> None:
    found = terms(title="Exercise for sciatica: a systematic review of randomised trials")
    assert found == dict.fromkeys(["exerciz", "sciatica", "systematic", "review", "randomiz", "trial"], 2)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("IL-6", {"il": 1}),
        ("C5", {"c5": 1}),
        ("T2-weighted", {"t2": 1, "weight": 1}),
        ("боль", {"боль": 1}),
        ("Straße", {"strass": 1}),
        ("pain–relief", {"pain": 1, "relief": 1}),
        ("“pain”…", {"pain": 1}),
        ("low\N{NO-BREAK SPACE}back", {"low": 1, "back": 1}),
    ],
)
def test_a_term_may_hold_digits_and_letters_of_any_script(word: str, found: dict[str, int]) -> None:
    assert terms(abstract=word) == found


def test_of_a_long_text_the_most_frequent_terms_are_kept_and_of_equals_the_longer() -> None:
    rare = [f"w{number:03d}" for number in range(200)]
    found = terms(abstract=" ".join([*rare, "longerword", "pain pain"]))
    assert len(found) == MOST_TERMS
    assert {"longerword", "pain", "w000", "w125"} <= found.keys()
    assert "w126" not in found


@given(st.lists(st.sampled_from(["spine", "imaging", "pain", "é", "ß", "боль", "“MRI”"]), max_size=12), st.randoms())
def test_the_order_of_words_does_not_matter(words: list[str], random: object) -> None:
    shuffled = sorted(words, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert terms(abstract=" ".join(words)) == terms(abstract=" ".join(shuffled))


@given(st.text(max_size=60))
def test_a_foreign_word_elsewhere_does_not_change_the_terms_of_a_text(text: str) -> None:
    ascii_text = text.encode("ascii", "replace").decode()
    with_foreign = terms(abstract=f"{ascii_text} боль")
    del with_foreign["боль"]
    assert with_foreign == terms(abstract=ascii_text)


def test_a_count_is_a_byte_and_stops_at_its_highest() -> None:
    assert terms(abstract="spine " * 999, title="mri") == {"mri": 2, "spin": 255}


@given(st.text())
def test_any_text_gives_terms_with_counts(text: str) -> None:
    assert all(term and count > 0 for term, count in terms(commentary=text).items())


def test_half_a_character_is_no_term_and_no_crash() -> None:
    assert terms(abstract="spine \ud800 été") == {"spin": 1, "ete": 1}


def test_words_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("painsite.linking.related.terms._MOST_REMEMBERED", 1)
    assert terms(abstract="spine mri spine pain mri") == {"spin": 2, "mri": 2, "pain": 1}
