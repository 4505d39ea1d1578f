import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Names, Person
from painsite.sources.bibtex_names import split_bibtex_names


def person(family: str, given: str = "", *, particle: str = "", suffix: str = "") -> Person:
    return Person(family=family, given=given, particle=particle, suffix=suffix)


KASCH, SCHMIDT = person("Kasch", "Richard"), person("Schmidt", "Carsten Oliver")
WHO = Person(literal="World Health Organization")


@pytest.mark.parametrize(
    ("text", "people", "others"),
    [
        ("Kasch, Richard and Schmidt, Carsten Oliver", [KASCH, SCHMIDT], False),
        ("Richard Kasch AND Carsten Oliver Schmidt", [KASCH, SCHMIDT], False),
        ("Kasch,\n  Richard\n  and\tSchmidt, Carsten Oliver", [KASCH, SCHMIDT], False),
        ("Kasch, Richard and others", [KASCH], True),
        ("Kasch, Richard et al.", [KASCH], True),
        ("others", [], True),
        ("Kasch, Richard and", [KASCH], False),
        ("and Kasch, Richard and and Schmidt, Carsten Oliver", [KASCH, SCHMIDT], False),
        ("", [], False),
        ("{World Health Organization} and Kasch, Richard", [WHO, KASCH], False),
        ("{{World Health Organization}} and{Spine}", [WHO, Person(literal="Spine")], False),
        ("{Barnes and Noble, Inc.}", [Person(literal="Barnes and Noble, Inc.")], False),
        ("Ludwig van Beethoven and van den Berg, Johan", [
            person("Beethoven", "Ludwig", particle="van"), person("Berg", "Johan", particle="van den"),
        ], False),
        ("{van den Berg}, Johan and R {La Joie}", [person("van den Berg", "Johan"), person("La Joie", "R")], False),
        ("King, Jr, Martin Luther and James O'Mara, Sr and H L Roediger III", [
            person("King", "Martin Luther", suffix="Jr"), person("O'Mara", "James", suffix="Sr"),
            person("Roediger", "H L", suffix="III"),
        ], False),
        (r'K{\"o}nig, P. and {\'E}variste Galois and \v Sev\v c\'ik, Jan', [
            person("König", "P."), person("Galois", "Évariste"), person("Ševčík", "Jan"),
        ], False),
        ("Donald~E. Knuth", [person("Knuth", "Donald E.")], False),
        ("Kasch R and Schmidt CO", [person("Kasch", "R"), person("Schmidt", "CO")], False),
        ("Schmidt CO", [person("Schmidt", "CO")], False),
        ("Weinan E", [person("E", "Weinan")], False),
        ("Weinan E and Qing Hou", [person("E", "Weinan"), person("Hou", "Qing")], False),
        ("Marc ROY and Jean LEE", [person("ROY", "Marc"), person("LEE", "Jean")], False),
        ("family=Ackooij, given=W. {van}, prefix=van, useprefix=true and Kasch, Richard", [
            person("Ackooij", "W. van", particle="van"), KASCH,
        ], False),
        ('family=Silva, given="Rafael", suffix=Jr', [person("Silva", "Rafael", suffix="Jr")], False),
        ("{} and {{ }} and {~}", [], False),
        ("{Van} Berg, Jr", [person("Berg", "Van", suffix="Jr")], False),
        ("A}nna Kasch", [person("Kasch", "Anna")], False),
    ],
)  # fmt: skip
def test_names_are_parted_and_divided_as_bibtex_does(text: str, people: list[Person], others: bool) -> None:  # noqa: FBT001
    assert split_bibtex_names(text) == (Names(people=tuple(people), others=others), ())


AND = "write `and` between names"


@pytest.mark.parametrize(
    ("text", "literal", "message", "remedy"),
    [
        ("1234", "1234", "`1234` is not a name", "write names as `Family, Given`, with `and` between them"),
        (
            "Smith, J.; Doe, K.",
            "Smith, J.; Doe, K.",
            "`Smith, J.; Doe, K.` holds more than one name",
            AND,
        ),
        (
            "World Health Organization",
            "World Health Organization",
            "`World Health Organization` is not one person's name: it holds `Organization`",
            "set the name of an organisation in braces, and write `and` between names",
        ),
        (
            "Jones, Ann, MD",
            "Jones, Ann, MD",
            "neither `Ann` nor `MD` is a suffix, in `Jones, Ann, MD`",
            "leave out titles",
        ),
        (
            r"\acro{TUG} B{\"o}ard",
            r"\acro{TUG} Böard",
            r"the name `\acro{TUG} B{\"o}ard` holds LaTeX that is not understood",
            "write it without commands",
        ),
        ("given=Ann", "given=Ann", "`given=Ann` has no family name", "add `family=…`"),
        ("{} {}, Ann", ", Ann", "`{} {}, Ann` has no family name", "write it as `Family, Given`"),
        ("{}, Ann", ", Ann", "`{}, Ann` has no family name", "write it as `Family, Given`"),
        ("given={Ann}", "given=Ann", "`given={Ann}` has no family name", "add `family=…`"),
    ],
)
def test_a_name_that_cannot_be_read_is_a_literal_and_reported(
    text: str, literal: str, message: str, remedy: str
) -> None:
    names, unreadable = split_bibtex_names(f"Kasch, Richard and {text}")
    assert names == Names(people=(KASCH, Person(literal=literal)))
    assert [(problem.message, problem.remedy) for problem in unreadable] == [(message, remedy)]


@given(st.lists(st.text(max_size=3) | st.sampled_from([" and ", ",", "{", "}", "others", "family=", "\\'", " "])))
def test_any_text_gives_names(pieces: list[str]) -> None:
    names, unreadable = split_bibtex_names("".join(pieces))
    assert all(problem.message and problem.remedy for problem in unreadable)
    assert all(one.last_name for one in names.people)
