"""YAML that its author meant in another way than YAML reads it is read as meant, or is a warning at the spot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import Entry, Person
from painsite.sources.articles import parse_article
from painsite.sources.entries import parse_entry
from painsite.sources.levels import check_level
from tests.support import shown

PATH = "bibliography/kasch-2022.yaml"


def read(yaml: str) -> tuple[Entry, list[str]]:
    found, problems = parse_entry(f"title: Lumbar discs\n{yaml}\n", path=PATH)
    assert found is not None, problems
    return found, shown(problems)


BEGIN = "write a hyphen and a space, `- `, before each item"
GO_ON = "to make it a list item, begin it with `- ` right below the hyphens of the others"


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("authors:\n  - Kasch R\n    -Weber H", f"4:5: the line `-Weber H` continues the text above it; {GO_ON}"),
        ("tags: pain\n  - imaging", f"3:3: the line `- imaging` continues the text above it; {GO_ON}"),
        ("tags:\n  - pain\n    – imaging", f"4:5: the line `– imaging` continues the text above it; {GO_ON}"),
        ("authors:\n  -Kasch R\n  -Weber H", (
            f"3:3: `-` does not begin a list, and `-Kasch R -Weber H` is one"
            f" text; {BEGIN}"
        )),
        ("authors:\r\n  -Kasch R\r\n", f"3:3: `-` does not begin a list, and `-Kasch R` is one text; {BEGIN}"),
        ("tags:\n  – pain\n  – imaging", (
            f"3:3: `–` does not begin a list, and `– pain – imaging` is one text;"
            f" {BEGIN}"
        )),
        ("tags:\n  • pain", f"3:3: `•` does not begin a list, and `• pain` is one text; {BEGIN}"),
        ("tags:\n  −\u00a0pain", f"3:3: `−` does not begin a list, and `− pain` is one text; {BEGIN}"),
        ("authors: [Kasch R\n  Weber H]",
         "3:3: the line `Weber H` continues the item above it; put a comma between two items"),
    ],
)  # fmt: skip
def test_a_line_that_was_meant_as_a_member_of_a_list_is_told(yaml: str, problem: str) -> None:
    assert read(yaml)[1] == [problem.replace(": ", ": yaml-line: ", 1)]


@pytest.mark.parametrize(
    "yaml",
    [
        "summary: Pain is common\n  – and mostly harmless.",
        "summary: It fell from 7\n  -2 points.",
        "summary: >\n  - Pain is common.\n  -and harmless",
        "todo: |\n  -one\n  – two",
        "tags: [pain,\n  imaging]",
        "volume: -5",
        "headline: -omics are new",
        "tags: ['– pain']",
    ],
)
def test_a_dash_of_a_text_is_no_list(yaml: str) -> None:
    assert read(yaml)[1] == []


STRAIGHT = 'replace them with straight ones (`"`), or put straight ones around them if they belong to the text'


@pytest.mark.parametrize(
    ("yaml", "place", "kind", "value"),
    [
        ("summary: “Pain”", "2:10", "curly", "“Pain”"),
        ("summary: „Schmerz“", "2:10", "curly", "„Schmerz“"),
        ("summary: «Douleur»", "2:10", "angle", "«Douleur»"),
        ("summary: »Schmerz«", "2:10", "angle", "»Schmerz«"),
        ("summary: ‘Pain’", "2:10", "curly", "‘Pain’"),
        ("summary: ”Smärta”", "2:10", "curly", "”Smärta”"),
        ("tags: [pain, “back pain”]", "2:14", "curly", "“back pain”"),
        ("tags:\n  - “back pain”", "3:5", "curly", "“back pain”"),
        ("study: {design: “cohort”}", "2:17", "curly", "“cohort”"),
        ("summary: ＂Pain＂", "2:10", "full-width", "＂Pain＂"),
    ],
)
def test_typographic_quotation_marks_around_a_value_are_told(yaml: str, place: str, kind: str, value: str) -> None:
    assert read(yaml)[1] == [
        f"{place}: yaml-quotes: the {kind} quotation marks of `{value}` are part of the text; {STRAIGHT}"
    ]


def test_a_comma_that_divides_a_quotation_in_a_list_is_told() -> None:
    assert read("tags: [“pain, back”]")[1] == [
        (f"2:8: yaml-quotes: `“pain` begins with a curly quotation mark, and a comma splits the text; {STRAIGHT}")
    ]


@pytest.mark.parametrize(
    "value", ["“No pain” is no gain", "“Wear” and “tear”", "'“Pain”'", '"„Schmerz“"', "It’s “pain”", "’t Hooft’s"]
)
def test_quotation_marks_in_a_text_are_no_mistake(value: str) -> None:
    assert read(f"summary: {value}")[1] == []


QUOTE = "put the whole value in quotes if this belongs to it; if not, put a space after the `#`"


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("summary: Pain #1 problem", f"2:15: `#1 problem` is a comment in YAML and is left out; {QUOTE}"),
        ("summary: #1 problem",
         f"2:10: `#1 problem` is a comment in YAML and is left out, so the value is empty; {QUOTE}"),
        ("tags:\n  - C  #sharp", f"3:8: `#sharp` is a comment in YAML and is left out; {QUOTE}"),
        ("tags:\n  - #pain\n  - imaging",
         f"3:5: `#pain` is a comment in YAML and is left out, so the value is empty; {QUOTE}"),
        ("study:\n  design: cohort\t#2 of 3", f"3:18: `#2 of 3` is a comment in YAML and is left out; {QUOTE}"),
        ("summary: One\n  two #3\nvolume: 4", f"3:7: `#3` is a comment in YAML and is left out; {QUOTE}"),
    ],
)  # fmt: skip
def test_a_value_that_is_cut_at_a_number_sign_is_told(yaml: str, problem: str) -> None:
    assert read(yaml)[1] == [problem.replace(": ", ": yaml-comment: ", 1)]


@pytest.mark.parametrize(
    "yaml",
    [
        "volume: 47 # our finding: it holds",
        "volume: 47 ## our finding",
        "volume: 47 #----",
        "volume: 47 #",
        "#volume\nvolume: 47",
        "tags: [a] #x",
        "title2: 'Pain' #x".replace("title2", "summary"),
        "summary: C#major",
        "todo: |\n  One #1\n",
    ],
)
def test_a_comment_is_no_mistake(yaml: str) -> None:
    assert read(yaml)[1] == []


PLAIN = "where YAML allows only plain spaces; remove it, and indent with plain spaces"


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("\u00a0volume: 47", f"2:1: yaml-blank: a no-break space (U+00A0) comes before `volume`, {PLAIN}"),
        ("\u200bvolume: 47", f"2:1: yaml-blank: a zero-width space (U+200B) comes before `volume`, {PLAIN}"),
        ("\u3000volume: 47", f"2:1: yaml-blank: an ideographic space (U+3000) comes before `volume`, {PLAIN}"),
        ("volume\u202f: 47", f"2:7: yaml-blank: a narrow no-break space (U+202F) comes after `volume`, {PLAIN}"),
        ("\u2009volume: 47", f"2:1: yaml-blank: an invisible character (U+2009) comes before `volume`, {PLAIN}"),
    ],
)
def test_a_field_behind_what_nobody_sees_is_read_with_a_warning(yaml: str, problem: str) -> None:
    found, problems = read(yaml)
    assert (found.volume, problems) == ("47", [problem])


@pytest.mark.parametrize("value", ["47 ", "\u00a047", "47\u200b", "\ufeff47\u2060", "'47 '", '"\\u00a047"', "47\t"])
def test_what_nobody_sees_is_taken_off_a_value(value: str) -> None:
    assert read(f"volume: {value}") == (read("volume: 47")[0], [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title：Pain\nyear: 2022\n",
         "1:6: `：` (U+FF1A) is not a colon in YAML; write a plain colon and a space after the field's name"),
        ("title: Pain\nyear： 2022\n",
         "2:5: `：` (U+FF1A) is not a colon in YAML; write a plain colon and a space after the field's name"),
        ("title:\u00a0Pain\nyear: 2022\n",
         f"1:7: a no-break space (U+00A0) comes after the colon, {PLAIN}"
         .replace("remove it, and indent with plain spaces", "replace it with a plain space")),
        ("title: Pain\n\ufeffyear: 2022\n",
         f"2:1: a byte order mark (U+FEFF) begins the line, {PLAIN}"),
        ("title: Pain\nyear:2022\nvolume: 4\n",
         "2:1: `year:` without a space is not a field; put a space after the colon"),
        ("title: Pain\nauthors:\n  - Kasch R\n  -Weber H\nyear: 2022\n",
         "4:3: `-` without a space does not begin a list item; put a space after the hyphen"),
        ("title: A\nauthors:\n– Kasch R\n",
         "3:1: `–` (U+2013) does not begin a list item; replace it with a plain hyphen and a space, `- `"),
        ("title: A\n\tyear: 2022\n",
         "2:1: found a tab character that violates indentation; indent with spaces, not tabs"),
        ("title: “Pain: a review”\n",
         ("1:8: `“` is a curly quotation mark, which opens no quoted text in YAML;"
         ' put straight quotes (`"`) around the text')),
    ],
)  # fmt: skip
def test_what_breaks_the_syntax_without_being_seen_is_told_at_its_place(text: str, problem: str) -> None:
    found, problems = parse_entry(text, path=PATH)
    assert (found, shown(problems)) == (None, [problem.replace(": ", ": yaml-syntax: ", 1)])


def test_front_matter_is_looked_at_as_well() -> None:
    text = "---\ntitle: “Pain”\ndescription: Our #1\n---\nSee #1 and “this”.\n"
    assert [line.split(": ")[:2] for line in shown(parse_article(text, path="bibliography/articles/pain.md")[1])] == [
        ["2:8", "yaml-quotes"],
        ["3:18", "yaml-comment"],
    ]


@pytest.mark.parametrize(
    ("yaml", "tags"),
    [
        ("tags: pain", ("pain",)),
        ("tags: back pain, imaging", ("back pain", "imaging")),
        ("tags: back pain; imaging;", ("back pain", "imaging")),
        ('tags: "pain,imaging,pain"', ("pain", "imaging")),
        ("tags: |\n  back pain\n  imaging, wear", ("back pain", "imaging", "wear")),
        ("tags: ['wear, tear', pain]", ("wear, tear", "pain")),
        ("tags: 痛み、画像", ("痛み", "画像")),
    ],
)
def test_one_text_of_tags_is_read_as_a_list(yaml: str, tags: tuple[str, ...]) -> None:
    found, problems = read(yaml)
    assert (found.tags, problems) == (tags, [])


@pytest.mark.parametrize("written", ["weber-1983, kasch-2022", "@weber-1983 @kasch-2022", "weber-1983;kasch-2022"])
def test_one_text_of_citekeys_is_read_as_a_list(written: str) -> None:
    found, problems = read(f"related: '{written}'\nworks_cited: weber-1983, 10.1000/182; 35482412")
    assert (found.related, problems) == (("weber-1983", "kasch-2022"), [])
    assert found.works_cited == ("weber-1983", "doi:10.1000/182", "pmid:35482412")


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Kasch R, Hancock M", ["Kasch R", "Hancock M"]),
        ("Kasch R, Hancock MJ and Weber H", ["Kasch R", "Hancock MJ", "Weber H"]),
        ("Kasch R, Hancock M, et al.", ["Kasch R", "Hancock M", "…"]),
        ("Kasch, R. and Hancock, M. J.", ["Kasch R.", "Hancock M. J."]),
        ("Kasch, Richard and others", ["Kasch Richard", "…"]),
        ("Kasch R; Hancock M", ["Kasch R", "Hancock M"]),
        ("Kasch, Richard; Hancock, Mark", ["Kasch Richard", "Hancock Mark"]),
        ("Richard Kasch & Mark Hancock", ["Kasch Richard", "Hancock Mark"]),
        ("Richard Kasch, Mark Hancock, and Henrik Weber", ["Kasch Richard", "Hancock Mark", "Weber Henrik"]),
        ("Kasch R und Hancock M", ["Kasch R", "Hancock M"]),
        ("|\n  Kasch R\n  Hancock M", ["Kasch R", "Hancock M"]),
        ("Kasch, Richard", ["Kasch Richard"]),
        ("García Márquez, Gabriel José", ["García Márquez Gabriel José"]),
    ],
)
def test_one_text_of_names_is_read_as_a_list(written: str, people: list[str]) -> None:
    found, problems = read(f"authors: {written}")
    assert problems == []
    shown_people = [f"{person.family} {person.given}" for person in found.authors.people]
    assert [*shown_people, *(["…"] if found.authors.others else [])] == people


@pytest.mark.parametrize("written", ["Centers for Disease Control and Prevention", "Kasch and Weber", "Kasch R and"])
def test_a_text_that_may_be_several_names_or_one_is_an_error(written: str) -> None:
    found, problems = read(f"authors: {written}")
    assert found.authors.people in {(), (Person(family="and", given="Kasch R"),)}
    assert problems[0].startswith("2:10: bad-name: ")


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Anna Weber", ("Anna Weber",)),
        ("Anna Weber and Jo Kasch", ("Anna Weber", "Jo Kasch")),
        ("Anna Weber, Jo Kasch", ("Anna Weber", "Jo Kasch")),
        ("Anna Weber; Jo Kasch", ("Anna Weber", "Jo Kasch")),
        ("Anna Weber, MD", ("Anna Weber, MD",)),
        ("Anna Weber, MD and Jo Kasch, PhD", ("Anna Weber, MD", "Jo Kasch, PhD")),
        ("Anna and Jo", ("Anna", "Jo")),
        ("Research and Development Team", ("Research and Development Team",)),
        ("The Editors and Anna Weber", ("The Editors and Anna Weber",)),
        ("The editors and readers", ("The editors and readers",)),
        ("Department of Health and Human Services", ("Department of Health and Human Services",)),
    ],
)
def test_one_text_of_people_is_read_as_a_list_where_each_is_one(written: str, people: tuple[str, ...]) -> None:
    found, problems = read(f"written_by: {written}")
    assert (found.written_by, problems) == (people, [])


@pytest.mark.parametrize(
    "written", ["12-19", "pp. 12-19", "p. 12-19", "pp 12-19", "pages 12-19", "S. 12-19", "pp.12-19"]
)
def test_pages_are_read_without_the_word_for_them(written: str) -> None:
    found, problems = read(f"pages: {written}")
    assert (found.page_range, problems) == ("12-19", [])


def test_a_number_of_pages_is_told() -> None:
    assert read("pages: 346 S.")[1][0].startswith(
        "2:8: bad-pages: `346 S.` is a number of pages and does not say which pages; write"
    )


@pytest.mark.parametrize("word", ["on", "y", "Yes", "true"])
def test_each_word_of_yaml_for_true_is_read(word: str) -> None:
    assert read(f"draft: {word}") == read("draft: true")
    assert read(f"headline: {word}")[0].headline == word


LEVELS = [
    *(
        "1",
        "3",
        "1b",
        "2b-",
        "5",
        "II",
        "Level IV",
        "Oxford 2a",
        "OCEBM 2011: 3",
        "level of evidence: 3",
        "Evidenzgrad 2b",
    ),
    *("low", "Very low", "GRADE: moderate", "moderate certainty", "low to moderate", "hoch", "sehr niedrig", "1A"),
    *("1++", "2-", "SIGN 1+", "III-2", "NHMRC III–3", "II-2", "USPSTF: B", "B-NR", "C-LD", "AHA/ACC: A", "SORT B"),
    *("JBI 1.c", "S2k", "AWMF: S3", "PEDro 8/10", "3 (cohort)", "2b, downgraded", "Level 2 evidence"),
]


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_of_a_known_scale_is_no_problem(level: str) -> None:
    assert check_level(level) == ""


@pytest.mark.parametrize(
    "level", ["6", "6x", "strong", "Oxford 7", "GRADE: 3x", "good", "VI", "lwo", "NHMRC V", "1+++", "S4"]
)
def test_a_level_of_no_known_scale_is_a_warning(level: str) -> None:
    _, problems = read(f"study: {{level: '{level}'}}")
    assert problems[0].startswith(
        f"2:16: unknown-level: `{level}` is not a level of any known scale; write it as its scale does ("
    )


@pytest.mark.property
@given(st.text())
def test_any_level_is_checked(text: str) -> None:
    assert isinstance(check_level(text), str)


@pytest.mark.property
@given(
    st.lists(st.sampled_from([*"-–•“”„«» #\n\u00a0\u200b:,[]ab1", "- ", "\n  ", "a: ", " #a"]), max_size=30).map(
        "".join
    )
)
def test_any_odd_text_is_read_and_its_problems_can_be_shown(text: str) -> None:
    _, problems = parse_entry(f"title: A\ntags: {text}", path=PATH)
    lines = f"title: A\ntags: {text}".split("\n")
    assert all(str(one).isprintable() and one.place.line <= len(lines) for one in problems)
