import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Person
from painsite.problems import Unreadable
from painsite.sources.names import format_name, initials, parse_name

FORMS = "write it as `Kasch R`, `Kasch, Richard` or `{literal: World Health Organization}`"


def person(family: str, given: str = "", *, particle: str = "", suffix: str = "") -> Person:
    return Person(family=family, given=given, particle=particle, suffix=suffix)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kasch R", person("Kasch", "R")),
        ("Schmidt CO", person("Schmidt", "CO")),
        ("Tolkien J R R", person("Tolkien", "J R R")),
        ("Chenot J-F", person("Chenot", "J-F")),
        ("van den Berg J", person("Berg", "J", particle="van den")),
        ("Di Renzo GC", person("Di Renzo", "GC")),
        ("O'Mara JW Jr", person("O'Mara", "JW", suffix="Jr")),
        ("King ML 3rd", person("King", "ML", suffix="3rd")),
        ("Petrov II", person("Petrov", "II")),
        ("Иванов И", person("Иванов", "И")),
        ("Kasch, Richard", person("Kasch", "Richard")),
        ("  Kasch ,  Richard  Carsten ", person("Kasch", "Richard Carsten")),
        ("van den Berg, J", person("Berg", "J", particle="van den")),
        ("el Barzouhi, Abdelilah", person("Barzouhi", "Abdelilah", particle="el")),
        ("de la Vallée Poussin, Charles", person("Vallée Poussin", "Charles", particle="de la")),
        ("Ponce de León, Ana", person("Ponce de León", "Ana")),
        ("'t Hooft, Gerard", person("Hooft", "Gerard", particle="'t")),
        ("d'Alembert, Jean", person("d'Alembert", "Jean")),
        ("O'Mara, James W., Jr", person("O'Mara", "James W.", suffix="Jr")),
        ("Jones, Jr, Ann", person("Jones", "Ann", suffix="Jr")),
        ("Jones, , Ann", person("Jones", "Ann")),
        ("O'Mara, James W. Jr.", person("O'Mara", "James W.", suffix="Jr.")),
        ("James O'Mara, Jr", person("O'Mara", "James", suffix="Jr")),
        ("van den Berg J, Sr", person("Berg", "J", particle="van den", suffix="Sr")),
        ("King, III", person("King", suffix="III")),
        ("Petrov, II", person("Petrov", "II")),
        ("Sinha, SR", person("Sinha", "SR")),
        ("Long, JR", person("Long", "JR")),
        ("Long JR", person("Long", "JR")),
        ("Long, jr.", person("Long", suffix="jr.")),
        ("LONG, JR, ANN", person("LONG", "ANN", suffix="JR")),
        ("King Jr., Martin Luther", person("King", "Martin Luther", suffix="Jr.")),
        ("van den Berg III, Johan", person("Berg", "Johan", particle="van den", suffix="III")),
        ("Smith, John II", person("Smith", "John", suffix="II")),
        ("Petrov, I. II", person("Petrov", "I. II")),
        ("Long, V, Ann", person("Long", "Ann", suffix="V")),
        ("Kasch,", person("Kasch")),
        ("Jean-François Chenot", person("Chenot", "Jean-François")),
        ("J R R Tolkien", person("Tolkien", "J R R")),
        ("Ludwig van Beethoven", person("Beethoven", "Ludwig", particle="van")),
        ("Henry Roediger III", person("Roediger", "Henry", suffix="III")),
        ("van den Berg", person("Berg", particle="van den")),
        ("Plato", person("Plato")),
        ("Jr", person("Jr")),
        ("R", person("R")),
        ("村上春樹", person("村上春樹")),
        ("村上 春樹", person("村上", "春樹")),
        ("김 철수", person("김", "철수")),
        ("村上, 春樹", person("村上", "春樹")),
        ("Garc&iacute;a, Jos&eacute;", person("García", "José")),
        ("{Bone &amp; Joint Group}", Person(literal="Bone & Joint Group")),
        ("村上，春樹", person("村上", "春樹")),
        ("علي، محمد", person("علي", "محمد")),
        ("محمد علي", person("علي", "محمد")),
        ("{World Health Organization}", Person(literal="World Health Organization")),
    ],
)
def test_a_name_divides_into_its_parts(text: str, expected: Person) -> None:
    assert parse_name(text) == expected


ONE_BY_ONE = "write each name separately, without titles"


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "`` is not a name", FORMS),
        ("1234", "`1234` is not a name", FORMS),
        ("{}", "`{}` is not a name", FORMS),
        ("Kasch\x00R", "`Kasch R` is not a name", FORMS),
        (", Richard", "`, Richard` is not one name", "write `Family, Given`, each name separately"),
        ("Kasch, R, Weber, H", "`Kasch, R, Weber, H` is not one name", "write `Family, Given`, each name separately"),
        ("Jones, Ann, MD", "neither `Ann` nor `MD` is a suffix, in `Jones, Ann, MD`", ONE_BY_ONE),
        ("王家和；李明", "`王家和；李明` contains more than one name", "write each name separately"),
        ("Kasch R; Weber H", "`Kasch R; Weber H` contains more than one name", "write each name separately"),
        ("Kasch R, Weber H", "`Kasch R, Weber H` contains more than one name", "write each name separately"),
        ("Kasch R et al", "`Kasch R et al` contains more than one name", "end the list with `others`"),
        (
            "Quintner and Cohen",
            "`Quintner and Cohen` is not one person's name: it contains `and`",
            "write each name separately, and an organisation as `{literal: …}`",
        ),
        (
            "World Health Organization",
            "`World Health Organization` looks like an organisation",
            "write `{literal: World Health Organization}`",
        ),
    ],
)
def test_what_is_not_one_persons_name_is_unreadable(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_name(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("given_names", "expected"),
    [
        ("Carsten Oliver", "CO"),
        ("Jean-François", "JF"),
        ("J.-F.", "JF"),
        ("Johan W S", "JWS"),
        ("F.E.", "FE"),
        ("JG", "JG"),
        ("JWS", "JWS"),
        ("MARIA", "M"),
        ("JOHN", "J"),
        ("Maria de", "M"),
        ("bell", "B"),
        ("Östen", "Ö"),
        ("Ǆon", "Ǆ"),
        ("И. П.", "ИП"),
        ("春樹", "春樹"),
        ("", ""),
        ("(3)", ""),
    ],
)
def test_initials_have_neither_stops_nor_hyphens(given_names: str, expected: str) -> None:
    assert initials(given_names) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (person("Kasch", "Richard"), "Kasch, Richard"),
        (person("Berg", "J", particle="van den"), "van den Berg, J"),
        (person("O'Mara", "James W.", suffix="Jr"), "O'Mara, Jr, James W."),
        (person("King", suffix="III"), "King, III"),
        (person("Berg", particle="van den"), "van den Berg,"),
        (person("Plato"), "Plato"),
        (Person(literal="World Health Organization"), "{World Health Organization}"),
    ],
)
def test_a_formatted_name_reads_as_the_same_name(value: Person, text: str) -> None:
    assert format_name(value) == text
    assert parse_name(text) == value


CAPITALISED = st.from_regex(r"[A-ZÄÖÉ][a-zäöé]{1,8}", fullmatch=True).filter(lambda word: word.lower() != "jr")
WORDS = st.lists(CAPITALISED, min_size=1, max_size=3).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(["", "van", "de la", "'t"]), st.sampled_from(["", "Jr", "Sr.", "III"]))
def test_any_capitalised_name_survives_its_formatting(family: str, first: str, particle: str, suffix: str) -> None:
    value = person(family, first, particle=particle, suffix=suffix)
    assert parse_name(format_name(value)) == value


@given(st.text(st.characters() | st.sampled_from(",. AaBb{}"), max_size=30))
def test_any_text_is_a_name_or_unreadable(text: str) -> None:
    try:
        value = parse_name(text)
    except Unreadable:
        return
    assert value.last_name
