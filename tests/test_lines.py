import pytest

from painsite.languages import wording_in
from painsite.languages.wording import Wording
from painsite.model import Face, Names, Person
from painsite.pages.lines import byline, full_authors, highlight_line, related_line, short_authors


def people(*names: str) -> Names:
    """`Kasch, Richard`; `van | Rijn, JC`; without a comma a literal; `others` at the end."""
    persons: list[Person] = []
    for name in names:
        family, comma, given = name.partition(", ")
        particle, bar, after = family.partition(" | ")
        if name == "others":
            return Names(people=tuple(persons), others=True)
        if not comma:
            persons.append(Person(literal=name))
        else:
            persons.append(Person(particle=particle if bar else "", family=after or family, given=given))
    return Names(people=tuple(persons))


def face(title: str = "Pain", **fields: object) -> Face:
    defaults: dict[str, object] = {
        "citekey": "a",
        "kind": "entry",
        "address": "/a/",
        "label": "A",
        "type": "article-journal",
    }
    return Face(title=title, **(defaults | fields))  # type: ignore[arg-type]


RELATED = [
    (
        face(
            "Three-year incidence of low back pain in an initially asymptomatic cohort",
            authors=people("Jarvik, Jeffrey G.", "Hollingworth, William", "Heagerty, Patrick J."),
            container_title="Spine (Phila Pa 1976)",
            container_abbreviation="Spine",
            year=2005,
        ),
        "“Three-year incidence of low back pain in an initially asymptomatic cohort,”",
        "Jarvik et al, Spine (Phila Pa 1976), 2005.",
    ),
    (
        face(
            "The value of magnetic resonance imaging of the lumbar spine",
            authors=people("Borenstein, DG", "others"),
            container_title="Journal of Bone & Joint Surgery (American)",
            year=2001,
        ),
        "“The value of magnetic resonance imaging of the lumbar spine,”",
        "Borenstein et al, Journal of Bone & Joint Surgery (American), 2001.",
    ),
    (
        face(
            "Lumbar disc herniation: a controlled, prospective study with 10 years of observation",
            authors=people("Weber, Henrik"),
            container_title="Spine",
            year=1983,
        ),
        "“Lumbar disc herniation: a controlled, prospective study with 10 years of observation,”",
        "Weber, Spine, 1983.",
    ),
    (
        face(
            "Symptomatic and asymptomatic abnormalities in patients with lumbosacral radicular syndrome",
            authors=people("van | Rijn, JC", "others"),
            container_title="Clin Neurol Neurosurg",
            year=2006,
        ),
        "“Symptomatic and asymptomatic abnormalities in patients with lumbosacral radicular syndrome,”",
        "van Rijn et al, Clin Neurol Neurosurg, 2006.",
    ),
    (
        face(
            "1995 Volvo Award in clinical sciences. The diagnostic accuracy of magnetic resonance imaging",
            authors=people("Boos, N", "others"),
            container_title="Spine (Phila Pa 1976)",
            year=1995,
        ),
        "“1995 Volvo Award in clinical sciences. The diagnostic accuracy of magnetic resonance imaging,”",
        "Boos et al, Spine (Phila Pa 1976), 1995.",
    ),
    (
        face("Referred pain", authors=people("Quintner, J", "Cohen, M"), container_title="Clin J Pain", year=1994),
        "“Referred pain,”",
        "Quintner and Cohen, Clin J Pain, 1994.",
    ),
    (
        face(
            "Low back pain and sciatica in over 16s",
            authors=people("National Institute for Health and Care Excellence"),
            type="report",
            year=2016,
        ),
        "“Low back pain and sciatica in over 16s,”",
        "National Institute for Health and Care Excellence, 2016.",
    ),
    (
        face(
            "Resolution of Lumbar Disk Herniation without Surgery",
            authors=people("Hong, Jennifer", "Ball, Perry A."),
            container_title="NEJM.org",
            type="webpage",
        ),
        "“Resolution of Lumbar Disk Herniation without Surgery,”",
        "Jennifer Hong and Perry A Ball, NEJM.org.",
    ),
    (
        face("Sciatica", authors=people("Hong, Jennifer", "others"), type="post", year=2020),
        "“Sciatica,”",
        "Jennifer Hong et al, 2020.",
    ),
    (
        face("The Complete Guide", kind="guide", type="", authors=people("Ingraham, Paul"), year=2024),
        "“The Complete Guide,”",
        "Paul Ingraham, 2024.",
    ),
    (face("Pain", container_abbreviation="Pain Med"), "“Pain,”", "Pain Med."),
    (face("Pain", container_title="Acme Inc."), "“Pain,”", "Acme Inc."),
    (face("Pain"), "“Pain.”", ""),
]


@pytest.mark.parametrize(("shown", "title", "rest"), RELATED)
def test_a_related_line_has_title_authors_journal_and_year(shown: Face, title: str, rest: str) -> None:
    assert related_line(shown, Wording()) == (title, rest)


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("Does MRI matter?", "“Does MRI matter?”"),
        ("It hurts!", "“It hurts!”"),
        ("And then …", "“And then …”"),
        ("And then...", "“And then...”"),
        ("Cancer in South Africa.", "“Cancer in South Africa,”"),
        ("Back pain in the U.S.", "“Back pain in the U.S.,”"),
        ('The "fear-avoidance" model', "“The ‘fear-avoidance’ model,”"),
        ('"Fear" ("avoidance")', "“‘Fear’ (‘avoidance’),”"),
        ("The “fear-avoidance” model", "“The ‘fear-avoidance’ model,”"),
        ("Das „Zervikalsyndrom“ heute", "“Das ‘Zervikalsyndrom’ heute,”"),
        ('Who says "ouch?"', "“Who says ‘ouch?’”"),
    ],
)
def test_a_quoted_title_keeps_its_own_punctuation(title: str, quoted: str) -> None:
    assert related_line(face(title, year=2001), Wording()) == (quoted, "2001.")


@pytest.mark.parametrize(
    ("shown", "title", "rest"),
    [
        (
            face(
                "Classical Conditioning Fails to Elicit Allodynia in an Experimental Study with Healthy Humans",
                headline="Chronic Pain as a Conditioned Response",
                label="Madden 2017",
                container_title="Pain Medicine",
                container_abbreviation="Pain Med",
            ),
            "Classical Conditioning Fails to Elicit Allodynia in an Experimental Study with Healthy Humans.",
            "Madden 2017 Pain Med.",
        ),
        (
            face("Is it in the joint?", label="Brinjikji 2015a", container_title="AJNR Am J Neuroradiol"),
            "Is it in the joint?",
            "Brinjikji 2015a AJNR Am J Neuroradiol.",
        ),
        (face("Pain.", label="Moore n.d."), "Pain.", "Moore n.d."),
    ],
)
def test_a_highlight_has_the_works_own_title_then_label_and_journal(shown: Face, title: str, rest: str) -> None:
    assert highlight_line(shown) == (title, rest)


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        (
            face("Schmerz", authors=people("Kasch, R", "Otto, M"), container_title="Spine", year=2022),
            ("„Schmerz“,", "Kasch und Otto, Spine, 2022."),
        ),
        (face("Was hilft?", authors=people("Kasch, R", "others")), ("„Was hilft?“", "Kasch et al.")),
        (face("Schmerz"), ("„Schmerz“.", "")),
    ],
)
def test_a_related_line_has_the_quotation_marks_and_joining_words_of_the_sites_language(
    shown: Face, line: tuple[str, str]
) -> None:
    assert related_line(shown, wording_in("de")) == line


def test_a_byline_has_authors_journal_and_year_without_a_full_stop() -> None:
    shown = face(authors=people("Kasch, R", "Truthmann, J", "Hancock, M"), container_title="Spine", year=2022)
    assert byline(shown, Wording()) == "Kasch et al, Spine, 2022"


@pytest.mark.parametrize(
    ("names", "short", "full"),
    [
        (people(), "", ""),
        (Names(others=True), "", ""),
        (people("Weber, Henrik"), "Weber", "Henrik Weber"),
        (people("de | Vet, Henrica C.W."), "de Vet", "Henrica C W de Vet"),
        (people("Quintner, J", "Cohen, M"), "Quintner and Cohen", "J Quintner and M Cohen"),
        (people("Fraser, R", "others"), "Fraser et al", "R Fraser et al"),
        (people("A, B", "C, D", "E, F"), "A et al", "B A et al"),
        (Names(people=(Person(given="Hippocrates"),)), "Hippocrates", "Hippocrates"),
        (Names(people=(Person(given="James W.", family="O'Mara", suffix="Jr"),)), "O'Mara", "James W O'Mara Jr"),
    ],
)
def test_two_authors_are_named_and_three_are_one_and_the_others(names: Names, short: str, full: str) -> None:
    assert (short_authors(names, Wording()), full_authors(names, Wording())) == (short, full)
