from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.markdown import sentences as module
from painsite.sources.markdown.abbreviations import BEFORE_NUMBER, BEGINS_SENTENCE, NEVER_LAST, SELDOM_LAST
from painsite.sources.markdown.sentences import split_sentences

MARK = "\ufdd0c0\ufdd1"
"""Where a citation stood."""


@pytest.mark.parametrize(
    "sentences",
    [
        (),
        ("Discs wear.",),
        ("Discs wear. ", "Pain need not follow."),
        ("Does it hurt? ", "No! ", "Good… ", "Really?! ", "Yes."),
        ("He said “no.” ", "She did not."),
        ("(It was small.) ", "It passed."),
        ("Kasch R. and Hancock M. J. measured it.",),
        ("See fig. 3 and p. 201, cf. Weber et al. in vol. 8.",),
        ("Some findings, e.g. Modic changes, i.e. oedema, were rare vs. others.",),
        ("It was measured by Weber et al.",),
        ("The score was 0.84 points. ", "It rose."),
        ("Wait... ", "Then it rose."),
        ("It fell. but slowly.",),
        ("Why? ", "because it wore."),
        (f"Discs wear.{MARK} ", "Pain need not follow."),
        (f"He said “no.”{MARK}{MARK} ", "She did not."),
        ("No end",),
        (". ", "A dot first."),
        ("In the U.S. patients.",),
        ("One.\n\n ", "Two."),
        ("村上は言った。痛い。",),
    ],
)
def test_a_paragraph_divides_into_sentences(sentences: tuple[str, ...]) -> None:
    assert split_sentences("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        # titles, names, initials
        "Dr. med. Weber led it.",
        "Frau Prof. Dr. Kasch sprach.",
        "They met at St. John’s.",
        "Kasch R. A. and J. K. Rowling wrote it.",
        "Kasch R., Truthmann J. and Schmidt C. O. measured it.",
        "They thank Y. He, X. An and J. So.",
        "Weber Jr. and Kasch Sr. agreed.",
        "Holders of a Ph.D. degree answered.",
        # what abbreviations introduce
        "Cf. Table 2 of it.",
        "Some findings, e.g. Modic changes, i.e. Oedema, were rare.",
        "Surgery vs. Exercise was the question.",
        "Use ca. 30 or approx. 40 people.",
        "Es war z. B. Schmerz, d. h. Leid.",
        "Es war z.B. Schmerz, d.h. Leid.",
        "Das gilt i. d. R. Frauen wie Männern, v. a. Alten.",
        "Vgl. Weber und Kasch bzw. Truthmann.",
        "Es gab u. a. Schmerz und s. o. Taubheit.",
        # counts and references
        "See No. 5 and Nos. 6 of it.",
        "As Sec. 2, Fig. S1, Figs. 3, Eq. 4, Tab. A and Ref. 12 say.",
        "On p. 5 and pp. 3–5 of Vol. XII, Suppl. 3, Art. 4 it says so.",
        "Laut Nr. 5, Abb. 3, Kap. II und Bd. 2, S. 33 gilt das.",
        "It cost 3 Mio. Euro.",
        "Inc. 5 sites took part, min. 20 people each.",
        # dates and ordinals
        "In Jan. 2020 and Sept. 2021 it ran.",
        "Am Fri. 3 May it began.",
        "Es begann am 3. Mai und im 19. Jahrhundert.",
        "Im 2. Weltkrieg und in der 1. Gruppe war es anders.",
        "Nach dem II. Weltkrieg war es anders.",
        "Um 300 v. Chr. Geborene kannten es.",
        # places, journals, companies
        "The U.S. Army and the U.K. Department said so.",
        "Dept. of Health and Pain Inc. Oslo said so.",
        "The Am. J. Med. and J. Chem. Phys. Lett. 5 published it.",
        "Am 3. 5. 2020 begann es.",
        # journals and titles of persons and bodies
        "N. Engl. J. Med. published it.",
        "Gen. Weber and Lt. Kasch agreed.",
        "Mme. Weber und die Abt. Schmerz stimmten zu.",
        "Dipl.-Psych. Weber führte sie.",
        # more of what German abbreviations introduce
        "Das gilt ggü. Placebo und bzgl. Schmerz.",
        "Es dauerte mind. 5 und rd. 10 Tage, gem. Absatz 3.",
        # others
        "1. Pain comes first.",
        "It rose by 0.5 points to 7.25 points.",
        "“Does it hurt?” she asked.",
        "Most (really?) and some (wow!) agreed.",
        "The dose was 5 mg. vs. placebo.",
        "It rose ... and fell.",
        "Dr.\u00a0Weber saw it.",
    ],
)
def test_a_sentence_is_whole_between_two_others(sentence: str) -> None:
    assert split_sentences(f"Before it. {sentence} After it.") == ("Before it. ", f"{sentence} ", "After it.")


@pytest.mark.parametrize(
    "sentences",
    [
        ("It happened in the U.S. ", "The next year it was over."),
        ("They ate bread, cheese etc. ", "The rest was left."),
        ("It ended at 5 p.m. ", "They went home."),
        ("It was found by Weber et al. ", "In others it was not."),
        ("The answer is no. ", "The question was wrong."),
        ("It took 5 sec. ", "Then it stopped."),
        ("They measured vitamin C. ", "The others did not."),
        ("Das gilt für Frauen, Kinder usw. ", "Die anderen fehlen."),
        ("Es kostete 3 Mio. ", "Das ist viel."),
        ("Die Studie endete am 3. ", "Die Gruppe war klein."),
        ("It fell from 7 to 5. ", "Patients were glad."),
        ("It began in 2019. ", "Mai was the first author."),
        ("She works for Pain Inc. ", f"{MARK} says so."),
        ("It was small (see Fig. 2). ", "(It passed.) ", "It was large."),
        ("It hurt … ", "Then it rose."),
        ("Discs wear with it. ", "approx. 5 of them."),
        ("He asked: “Why?” ", "She left."),
    ],
)
def test_a_sentence_that_ends_with_an_abbreviation_or_number_ends(sentences: tuple[str, ...]) -> None:
    assert split_sentences("".join(sentences)) == sentences


@pytest.mark.property
@given(st.lists(st.text() | st.sampled_from([". ", "! ", "e.g. ", MARK, "Kasch R. ", "”"])).map("".join))
def test_the_sentences_joined_are_the_paragraph(text: str) -> None:
    assert "".join(split_sentences(text)) == text


ABBREVIATIONS = sorted(NEVER_LAST | BEFORE_NUMBER | SELDOM_LAST)
WORDS = [*ABBREVIATIONS, *map(str.capitalize, ABBREVIATIONS), *map(str.capitalize, sorted(BEGINS_SENTENCE))]
WORDS += ["pain", "Pain", "5", "2019", "IV", "A", "x", "(so)", "Ä", "back-pain", "H2O", "McDonald", MARK]


@pytest.mark.property
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([". ", ". ", ".  ", " ", "? ", ".) ", f".{MARK} "]))))
def test_a_plain_end_is_an_end_to_the_whole_look_too(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in pieces)
    with patch.object(module, "_is_plain_end", return_value=False):
        sentences = split_sentences(text)
    assert split_sentences(text) == sentences
