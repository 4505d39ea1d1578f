import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Names, Person
from painsite.sources.bibtex.names import split_bibtex_names


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
TITLES = "write the name without titles"
ALONE = "write the name alone"


@pytest.mark.parametrize(
    ("text", "literal", "message", "remedy"),
    [
        ("1234", "1234", "`1234` is not a name", "write names as `Family, Given`, with `and` between them"),
        ("Vicky; Coon", "Vicky; Coon", "`Vicky; Coon` contains more than one name", AND),
        (
            "World Health Organization",
            "World Health Organization",
            "`World Health Organization` is not one person's name: it contains `Organization`",
            "put the name of an organisation in braces, and write `and` between names",
        ),
        (
            "Jones, Ann, Basel",
            "Jones, Ann, Basel",
            "neither `Ann` nor `Basel` is a suffix, in `Jones, Ann, Basel`",
            "write each name separately, without titles",
        ),
        (
            "Google, Inc.",
            "Google, Inc.",
            "`Google, Inc.` is not one person's name: it contains `Inc.`",
            "put the name of an organisation in braces, and write `and` between names",
        ),
        (
            "Orthosis Study, Group",
            "Orthosis Study, Group",
            "`Orthosis Study, Group` is not one person's name: it contains `Group`",
            "put the name of an organisation in braces, and write `and` between names",
        ),
        (
            "Department of Veterans, Affairs",
            "Department of Veterans, Affairs",
            "`Department of Veterans, Affairs` is not one person's name: it contains `of`",
            "put the name of an organisation in braces, and write `and` between names",
        ),
        (
            "Johnson & Johnson",
            "Johnson & Johnson",
            "`Johnson & Johnson` is not one person's name: it contains `&`",
            "put the name of an organisation in braces, and write `and` between names",
        ),
        (
            r"\acro{TUG} B{\"o}ard",
            r"\acro{TUG} Böard",
            r"the name `\acro{TUG} B{\"o}ard` contains LaTeX that is not understood",
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


def described(text: str) -> list[str]:
    """Give each person as `particle|family|given|suffix`, or as `{literal}`."""
    names, _ = split_bibtex_names(text)
    people = [
        f"{{{one.literal}}}" if one.literal else f"{one.particle}|{one.family}|{one.given}|{one.suffix}"
        for one in names.people
    ]
    return [*people, "others"] if names.others else people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        # LaTeX that holds a blank or a tilde
        (r"Mu\~noz, Jos\'e and Jo\~{a}o da Silva", ["|Muñoz|José|", "da|Silva|João|"]),
        (r"K. S\o rensen and Bj\o rn \AA kesson", ["|Sørensen|K.|", "|Åkesson|Bjørn|"]),
        (r"Garc\'\i a, B and Mart\'{\i}nez, C and Ta\c sk\i n, G", ["|García|B|", "|Martínez|C|", "|Taşkın|G|"]),
        (r"\c Celik, A and {\v S}koda, B and \L ukasz, C", ["|Çelik|A|", "|Škoda|B|", "|Łukasz|C|"]),
        (r"{\O}stby, F and \O{}stby, G and \O stby, H", ["|Østby|F|", "|Østby|G|", "|Østby|H|"]),
        (r"Stra\ss er, D and Kj\ae r, E and van der Mo\ss, F", ["|Straßer|D|", "|Kjær|E|", "van der|Moß|F|"]),
        (r"{\textcommabelow S}tefan, Ion and Ion Tepe\textcommabelow s", ["|Ștefan|Ion|", "|Tepeș|Ion|"]),
        (r"M.~A. Fern\'andez and J.~L{\"o}f and A.\,B. Roe", ["|Fernández|M. A.|", "|Löf|J.|", "|Roe|A. B.|"]),
        (r"Nguy\~{\^e}n, V\u{a}n and L\^e, Th\d{i}", ["|Nguyễn|Văn|", "|Lê|Thị|"]),
        (r"M{\"u}ller R and Schmidt CO", ["|Müller|R|", "|Schmidt|CO|"]),
        (r"{\"Osterreichische Post} and {\relax Ch}arles Darwin", ["{Österreichische Post}", "|Darwin|Charles|"]),
        (r"\uppercase{d}e La Cruz, A and Mc{D}onald, B", ["|De La Cruz|A|", "|McDonald|B|"]),
        (r"M{\&}uuml;ller, Jos\&eacute; and \foreignlanguage{russian}{Иванов}", ["|Müller|José|", "|Иванов||"]),
        ("M&uuml;ller, Jos&eacute; and Li<sup>1</sup>, M.", ["|Müller|José|", "|Li|M.|"]),
        # more people
        ("Curie, Marie and et al.", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and others. and Bohr, Niels", ["|Curie|Marie|", "|Bohr|Niels|", "others"]),
        ("Curie, Marie and {others}", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and {et~al.}", ["|Curie|Marie|", "others"]),
        ("Curie, Marie {et al.}", ["|Curie|Marie|", "others"]),
        ("Curie, Marie, et al.", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and ...", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and u. a.", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and {Et Alii Ltd.}", ["|Curie|Marie|", "{Et Alii Ltd.}"]),
        ("Curie, Marie and und andere", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and y otros.", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and colleagues", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and 12 others", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and 2 colleagues", ["|Curie|Marie|", "others"]),
        ("Curie, Marie and 3 more", ["|Curie|Marie|", "others"]),
        (r"Curie, Marie and \dots", ["|Curie|Marie|", "others"]),
        ("Curie, Marie u.a.", ["|Curie|Marie|", "others"]),
        ("村上春樹 等 and Иванов, Иван и др.", ["|村上春樹||", "|Иванов|Иван|", "others"]),
        ("More, Thomas and Colleagues, Ann", ["|More|Thomas|", "|Colleagues|Ann|"]),
        # marks, numbers, signs left over
        ("Kim Lee (1) and Roe, Jane 2 and Ann Doe [3]", ["|Lee|Kim|", "|Roe|Jane|", "|Doe|Ann|"]),
        ("Kim Lee1 and Roe2, Jane and {ICBP 2000}", ["|Lee|Kim|", "|Roe|Jane|", "{ICBP 2000}"]),
        # initials behind a family name, and without their blank
        ("Miller E K and Bohr, Niels", ["|Miller|E K|", "|Bohr|Niels|"]),
        ("M.Curie and J.-P.Martin and J. S.Bach", ["|Curie|M.|", "|Martin|J.-P.|", "|Bach|J. S.|"]),
        ("Marie Curie 0001 and Bohr 0002, Niels", ["|Curie|Marie|", "|Bohr|Niels|"]),
        ("Curie, M; and Bohr, N;", ["|Curie|M|", "|Bohr|N|"]),
        (r"Smith*, J. and Lee$^{1}$, K. and Doe\textsuperscript{†}, J.", ["|Smith|J.|", "|Lee|K.|", "|Doe|J.|"]),
        (r"Kim, S.$^{1,2}$ and Jane Roe$^\dagger$ and Ng‡, B", ["|Kim|S.|", "|Roe|Jane|", "|Ng|B|"]),
        (r"Park\textsuperscript{a,b}, J and Alice Roe\thanks{Bern} and Wu¹, K", ["|Park|J|", "|Roe|Alice|", "|Wu|K|"]),
        (r"M\textsuperscript{c}Donald, R", ["|McDonald|R|"]),
        ("3M and 23andMe and cfr42", ["|3M||", "|23andMe||", "|cfr42||"]),
        # suffixes
        ("Sinha, SR and Long, JR and Long, J.R.", ["|Sinha|SR|", "|Long|JR|", "|Long|J.R.|"]),
        ("King, Jr, Martin and KING, JR., MARTIN", ["|King|Martin|Jr", "|KING|MARTIN|JR."]),
        ("O'Mara, J. Jr and Smith, Jr. and H Roediger III", ["|O'Mara|J.|Jr", "|Smith||Jr.", "|Roediger|H|III"]),
        # BibLaTeX's options
        ("id=x1, given=Marie, family=Curie and useprefix=false and Bohr, Niels", ["|Curie|Marie|", "|Bohr|Niels|"]),
        ("family={de la Cruz, Sr}, given={Ana}, given-i=A", ["|de la Cruz, Sr|Ana|"]),
        # other scripts and commas
        ("村上春樹 and 村上 春樹 and 王, 小明 and 김 철수", ["|村上春樹||", "|村上|春樹|", "|王|小明|", "|김|철수|"]),
        ("村上，春樹 and محمد، علي", ["|村上|春樹|", "|محمد|علي|"]),
        ("村上春樹、山田太郎", ["|村上春樹||", "|山田太郎||"]),
        # names of one word, particles, capitals
        ("Plato and {Plato} and WHO and madonna", ["|Plato||", "{Plato}", "|WHO||", "|madonna||"]),
        ("CURIE, MARIE AND BOHR, NIELS", ["|CURIE|MARIE|", "|BOHR|NIELS|"]),
        ("de la Cruz, Juan and Osama bin Laden", ["de la|Cruz|Juan|", "bin|Laden|Osama|"]),
        ("al-Khwarizmi, Muhammad and Jean d'Alembert", ["|al-Khwarizmi|Muhammad|", "|d'Alembert|Jean|"]),
        ("Pat O'Brien and Jean-Paul Sartre", ["|O'Brien|Pat|", "|Sartre|Jean-Paul|"]),
        ("{Johnson & Johnson} and {Smith, Jane}", ["{Johnson & Johnson}", "{Smith, Jane}"]),
        # initials that look like degrees
        ("Smith, MD and Kasch, R and Lee, MA", ["|Smith|MD|", "|Kasch|R|", "|Lee|MA|"]),
        ("Garcia Lopez MD and Smith J", ["|Garcia Lopez|MD|", "|Smith|J|"]),
        ("Morales, DR and Kasch, M.D. and Smith, MA", ["|Morales|DR|", "|Kasch|M.D.|", "|Smith|MA|"]),
    ],
)  # fmt: skip
def test_dirt_in_names_goes_in_silence_where_nothing_is_lost(text: str, people: list[str]) -> None:
    assert described(text) == people
    assert split_bibtex_names(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "people", "message", "remedy"),
    [
        ("Kasch, MD", ["|Kasch||"], "contains the title `MD`, which is left out", TITLES),
        ("Kasch, R., MD, PhD", ["|Kasch|R.|"], "contains the title `MD PhD`, which is left out", TITLES),
        ("Ann Lee, Ph.D.", ["|Lee|Ann|"], "contains the title `Ph.D.`, which is left out", TITLES),
        ("Ann Lee PhD", ["|Lee|Ann|"], "contains the title `PhD`, which is left out", TITLES),
        ("Richard Kasch, MD", ["|Kasch|Richard|"], "contains the title `MD`, which is left out", TITLES),
        ("Prof. Dr. med. Kasch, R", ["|Kasch|R|"], "contains the title `Prof. Dr. med.`, which is left out", TITLES),
        ("Kasch, Dr. R", ["|Kasch|R|"], "contains the title `Dr.`, which is left out", TITLES),
        ("Kasch, R (eds.)", ["|Kasch|R|"], "contains the title `(eds.)`, which is left out", TITLES),
        ("Kasch, Richard MD", ["|Kasch|Richard|"], "contains the title `MD`, which is left out", TITLES),
        ("Richard Kasch MD", ["|Kasch|Richard|"], "contains the title `MD`, which is left out", TITLES),
        ("Lee, Ann <ann@example.org>", ["|Lee|Ann|"], "contains `<ann@example.org>`, which is left out", ALONE),
        (
            "Lee, Ann (corresponding author)",
            ["|Lee|Ann|"],
            "contains `(corresponding author)`, which is left out",
            ALONE,
        ),
        ("Lee, Ann (0000-0002-1825-0097)", ["|Lee|Ann|"], "contains `(0000-0002-1825-0097)`, which is left out", ALONE),
        ("王家和; 李明", ["|王家和||", "|李明||"], "contains more than one name", AND),
        ("Smith, J.; Doe, K.", ["|Smith|J.|", "|Doe|K.|"], "contains more than one name", AND),
        ("Smith J; Doe K;", ["|Smith|J|", "|Doe|K|"], "contains more than one name", AND),
        ("Smith, J. & Doe, K.", ["|Smith|J.|", "|Doe|K.|"], "contains more than one name", AND),
        (r"Jane Smith \& Kim Doe", ["|Smith|Jane|", "|Doe|Kim|"], "contains more than one name", AND),
        ("Roe, J., Doe, K., & Lee, M.", ["|Roe|J.|", "|Doe|K.|", "|Lee|M.|"], "contains more than one name", AND),
        ("Kim J, Doe K, Lee L", ["|Kim|J|", "|Doe|K|", "|Lee|L|"], "contains more than one name", AND),
        ("Roe, A., Jr., MD", ["|Roe|A.|Jr."], "contains the title `MD`, which is left out", TITLES),
        ("Kasch R, Weber H", ["|Kasch|R|", "|Weber|H|"], "contains more than one name", AND),
    ],
)
def test_what_is_left_out_of_names_is_told(text: str, people: list[str], message: str, remedy: str) -> None:
    assert described(text) == people
    _, doubts = split_bibtex_names(text)
    assert [(doubt.message, doubt.remedy) for doubt in doubts] == [(f"`{text}` {message}", remedy)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee, Kim Doe, and Jo Roe", ["|Lee|Ann|", "|Doe|Kim|", "|Roe|Jo|"]),
        ("Lee, A., Doe, K., and Roe, J.", ["|Lee|A.|", "|Doe|K.|", "|Roe|J.|"]),
        ("Lee A, Doe K, and Roe J", ["|Lee|A|", "|Doe|K|", "|Roe|J|"]),
    ],
)
def test_lists_with_commas_and_a_last_and_are_parted(text: str, people: list[str]) -> None:
    assert described(text) == people
    _, doubts = split_bibtex_names(text)
    assert [doubt.message for doubt in doubts] == [f"`{text.partition(' and ')[0]}` contains more than one name"]


@pytest.mark.parametrize(
    ("name", "person", "family"),
    [
        ("D.C.", "|D.C.||", "D.C."),
        ("J., Ann", "|J.|Ann|", "J."),
        ("Ann Smith JR", "|JR|Ann Smith|", "JR"),
        ("III", "|III||", "III"),
        ("Curie M", "|M|Curie|", "M"),
    ],
)
def test_initials_for_a_family_name_are_doubted(name: str, person: str, family: str) -> None:
    text = f"Bohr, Niels and {name}"
    assert described(text) == ["|Bohr|Niels|", person]
    message = f"`{family}` in `{name}` looks like initials or a suffix, and is read as a family name"
    _, doubts = split_bibtex_names(text)
    assert [(doubt.message, doubt.remedy) for doubt in doubts] == [
        (message, "write `Family, Given`, with `and` between names only")
    ]


PIECES = [
    " and ",
    ",",
    "{",
    "}",
    "others",
    "family=",
    "\\'",
    " ",
    ";",
    "&",
    "<sup>",
    "$^",
    "*",
    "Dr. ",
    "MD",
    "J.",
    "村",
]


@given(st.lists(st.text(max_size=3) | st.sampled_from(PIECES)))
def test_any_text_gives_names(pieces: list[str]) -> None:
    names, unreadable = split_bibtex_names("".join(pieces))
    assert all(problem.message and problem.remedy for problem in unreadable)
    assert all(one.last_name for one in names.people)
