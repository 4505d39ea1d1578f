import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.model import (
    AbstractPart,
    Change,
    Entry,
    Image,
    Issued,
    Names,
    PartialDate,
    Person,
    Retraction,
    Study,
)
from painsite.sources.entries import parse_entry
from painsite.sources.markdown.render import render_markdown
from tests.support import entry, shown

PATH = "bibliography/kasch-2022.yaml"


def problems_of(text: str, path: str = PATH) -> list[str]:
    return shown(parse_entry(text, path=path)[1])


KASCH = """\
type: article-journal
title: Association of Lumbar MRI Findings with Current and Future Back Pain
authors: [Kasch R, "Schmidt, Carsten Oliver", others]
collaboration: Back Pain Consortium
editors: [{literal: World Health Organization}]
translators: ["Müller, Anna"]
container_title: Spine (Phila Pa 1976)
container_abbreviation: Spine
main_title: The Lumbar Spine
publisher: [Wolters Kluwer, Springer]
place: [Philadelphia, New York]
edition: 2nd
version: 1.10
series: Back pain
number: "7"
genre: Habilitationsschrift
institution: Greifswald
event: ISSLS
date: 2022-02-01
original_date: 2021-11
publication_status: in press
volume: 47
issue: 3
page_range: 201-211
doi: https://doi.org/10.1097/BRS.0000000000004198
pmid: 34889889
pmcid: 4464797
isbn: 978-0-19-852663-6
issn: 03622436
arxiv: arXiv:2101.00001v2
url: https://journals.lww.com/spinejournal
accessed: 2026-11
full_text: https://example.org/kasch.pdf
language: en
works_cited: ["@jensen-1994", doi:10.1056/NEJM199407143310201, PMID 12, "7", jarvik-2005]
relations: {version_of: "10.5555/Preprint", reply_to: [weber-1983, PMID 12]}
events:
  - {nature: retraction, date: 2023-05, doi: "https://doi.org/10.5555/Notice", pmid: PMID 12}
  - nature: correction
mesh: [Low Back Pain, Magnetic Resonance Imaging]
extra: {M3: Letter, note: two lines}
abstract: |
  METHODS: MRI of 3369 people.

  RESULTS: Small differences.
abstract_note: Shortened by *us*.
abstract_paraphrased: yes
study:
  design: cohort
  participants: 3,369
  follow_up: 6 years
  level: 3
  funding: public
  population: adults
  setting: Greifswald
  effects: [0.84 points, 1.21 points]
headline: Worn discs say
  little
summary: Among 3369 people the link was weak.
commentary: The paper has [@jensen-1994].
notes: Small.
rating: 4
rating_reason: large sample
tags: [imaging, back-pain, imaging]
related: ["@weber-1983", jarvik-2005]
not_related: madden-2017
image: {file: scan.png, alt: A scan, caption: From the paper}
written_by: The editors
reviewed_by: [A Reviewer]
reviewed: 2026-11-01
added: 2026
updated: 2026-11-02
changes:
  - {date: 2026-10-01, note: Published}
  - {date: 2026-11-01, note: Corrected}
label: Kasch 2022
aliases: ["@kasch-2021"]
redirect_from: [/biblio/kasch22.html, old/]
draft: True
allow:
  title-capitals: the work prints it so
todo: |
  Ask about
  the interval.
"""


def text_of(source: str) -> object:
    return render_markdown(source, lowest_heading=3)[0]


EXPECTED: dict[str, object] = {
    "type": "article-journal",
    "title": "Association of Lumbar MRI Findings with Current and Future Back Pain",
    "authors": Names(
        people=(Person(family="Kasch", given="R"), Person(family="Schmidt", given="Carsten Oliver")), others=True
    ),
    "collaboration": "Back Pain Consortium",
    "translators": Names(people=(Person(family="Müller", given="Anna"),)),
    "editors": Names(people=(Person(literal="World Health Organization"),)),
    "container_title": "Spine (Phila Pa 1976)",
    "container_abbreviation": "Spine",
    "main_title": "The Lumbar Spine",
    "publisher": "Wolters Kluwer; Springer",
    "place": "Philadelphia; New York",
    "edition": "2nd",
    "version": "1.10",
    "series": "Back pain",
    "number": "7",
    "genre": "Habilitationsschrift",
    "institution": "Greifswald",
    "event": "ISSLS",
    "issued": Issued(start=PartialDate(year=2022, month=2, day=1)),
    "original_date": Issued(start=PartialDate(year=2021, month=11)),
    "publication_status": "in press",
    "volume": "47",
    "issue": "3",
    "page_range": "201-211",
    "doi": "10.1097/brs.0000000000004198",
    "pmid": "34889889",
    "pmcid": "PMC4464797",
    "isbn": "9780198526636",
    "issn": "0362-2436",
    "arxiv": "2101.00001v2",
    "url": "https://journals.lww.com/spinejournal",
    "accessed": PartialDate(year=2026, month=11),
    "full_text": "https://example.org/kasch.pdf",
    "language": "en",
    "works_cited": ("jensen-1994", "doi:10.1056/nejm199407143310201", "pmid:12", "pmid:7", "jarvik-2005"),
    "relations": {"version_of": ("doi:10.5555/preprint",), "reply_to": ("weber-1983", "pmid:12")},
    "events": (
        Retraction(nature="retraction", date=PartialDate(year=2023, month=5), doi="10.5555/notice", pmid="12"),
        Retraction(nature="correction"),
    ),
    "mesh": ("Low Back Pain", "Magnetic Resonance Imaging"),
    "extra": {"M3": "Letter", "note": "two lines"},
    "abstract": (
        AbstractPart(label="METHODS", text="MRI of 3369 people."),
        AbstractPart(label="RESULTS", text="Small differences."),
    ),
    "abstract_note": text_of("Shortened by *us*."),
    "abstract_paraphrased": True,
    "study": Study(
        design="cohort",
        participants=3369,
        follow_up="6 years",
        level="3",
        funding="public",
        population="adults",
        setting="Greifswald",
        effects=("0.84 points", "1.21 points"),
    ),
    "headline": "Worn discs say little",
    "summary": "Among 3369 people the link was weak.",
    "notes": text_of("Small."),
    "rating": 4,
    "rating_reason": "large sample",
    "tags": ("imaging", "back-pain"),
    "related": ("weber-1983", "jarvik-2005"),
    "not_related": ("madden-2017",),
    "image": Image(file="scan.png", alt="A scan", caption="From the paper"),
    "written_by": ("The editors",),
    "reviewed_by": ("A Reviewer",),
    "reviewed": PartialDate(year=2026, month=11, day=1),
    "added": PartialDate(year=2026),
    "updated": PartialDate(year=2026, month=11, day=2),
    "changes": (
        Change(date=PartialDate(year=2026, month=11, day=1), note="Corrected"),
        Change(date=PartialDate(year=2026, month=10, day=1), note="Published"),
    ),
    "label": "Kasch 2022",
    "aliases": ("kasch-2021",),
    "redirect_from": ("biblio/kasch22.html", "old/"),
    "draft": True,
    "allow": {"title-capitals": "the work prints it so"},
    "todo": "Ask about\nthe interval.",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_field_is_read_in_its_own_form(name: str) -> None:
    assert getattr(entry("kasch-2022", KASCH), name) == EXPECTED[name]


def test_every_field_of_the_model_that_editors_write_is_tried() -> None:
    not_written = {"citekey", "path", "places", "bibtex_type", "bibtex_fields", "commentary"}
    assert set(Entry.__struct_fields__) - not_written == set(EXPECTED)


def test_an_entry_with_every_field_has_no_problem() -> None:
    assert problems_of(KASCH) == []


def test_the_citekey_is_the_stem_of_the_file() -> None:
    found = entry("imaging/kasch.2022", "title: Lumbar discs\n")
    assert (found.citekey, found.path) == ("kasch.2022", "bibliography/imaging/kasch.2022.yaml")


def test_the_citekey_in_the_file_counts_before_its_stem() -> None:
    assert entry("kasch-2022", "citekey: tolkien:single\ntitle: Lumbar discs\n").citekey == "tolkien:single"


@pytest.mark.parametrize("nothing", ["", "null", "~", "''"])
def test_an_empty_citekey_is_the_stem(nothing: str) -> None:
    assert entry("kasch-2022", f"citekey: {nothing}\ntitle: Lumbar discs\n").citekey == "kasch-2022"


def test_every_given_field_has_its_place_even_an_empty_one_and_as_it_is_written_too() -> None:
    found = entry("kasch-2022", "\ntitle: Lumbar discs\nvolume:\njournal: Spine\nyear: 1983\n")
    assert found.places == {
        "citekey": (PATH, 1, 1),
        "title": (PATH, 2, 1),
        "volume": (PATH, 3, 1),
        "container_title": (PATH, 4, 1),
        "journal": (PATH, 4, 1),
        "issued": (PATH, 5, 1),
        "year": (PATH, 5, 1),
    }


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("publication_status: im Druck", "publication_status", "in press"),
        ("publication_status: Published", "publication_status", ""),
        ("publication_status: on its way", "publication_status", "on its way"),
        ("genre: mathesis", "genre", "Master’s thesis"),
        ("genre: Patentschrift", "genre", "Patentschrift"),
        ("language: English", "language", "en"),
        ("language: gsw", "language", "gsw"),
        (
            "authors: [Ann Equalson, 'Contact, Ann']",
            "authors",
            Names(people=(Person(family="Equalson", given="Ann"), Person(family="Contact", given="Ann"))),
        ),
        (
            "authors: [Kasch* R, 'Lee¹, Kim', '<i>Smith</i>, J', 12 others]",
            "authors",
            Names(
                people=(
                    Person(family="Kasch", given="R"),
                    Person(family="Lee", given="Kim"),
                    Person(family="Smith", given="J"),
                ),
                others=True,
            ),
        ),
    ],
)
def test_a_field_is_read_as_in_bib_files(written: str, field: str, value: object) -> None:
    assert getattr(entry("kasch-2022", f"title: Lumbar discs\n{written}\n"), field) == value


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("author: [Kasch R]", "authors"),
        ("editor: Kasch R", "editors"),
        ("journal: Spine", "container_title"),
        ("booktitle: Spine", "container_title"),
        ("website: NEJM.org", "container_title"),
        ("pages: 201-211", "page_range"),
        ("year: 2022", "issued"),
        ("date: 2022-02", "issued"),
    ],
)
def test_other_names_of_a_field_are_understood(written: str, field: str) -> None:
    found = entry("kasch-2022", f"title: Lumbar discs\n{written}\n")
    assert getattr(found, field) != getattr(Entry(citekey="", path=""), field)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("true", "true"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("12:30:45", "12:30:45"),
        ("2020-01-01", "2020-01-01"),
        ("1_000", "1_000"),
        ("'null'", "null"),
        ("!!int 7", "7"),
        ('"a\\nb"', "a b"),
        ("null", ""),
        ("~", ""),
        ("", ""),
    ],
)
def test_a_text_is_typed_by_the_schema_and_not_by_yaml(written: str, value: str) -> None:
    assert entry("kasch-2022", f"title: Lumbar discs\nvolume: {written}\n").volume == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title: Growth of <i>E. coli</i> in H<sub>2</sub>O", "Growth of E. coli in H₂O"),
        ("container_title: Bone &amp; Joint", "Bone & Joint"),
        ("publisher: Jones &amp; Bartlett", "Jones & Bartlett"),
        ("abstract: <jats:p>Pain, p &lt; 0.05.</jats:p>", (AbstractPart(label="", text="Pain, p < 0.05."),)),
        # what we say ourselves
        ("headline: Bone &amp; <i>Joint</i>", "Bone & Joint"),
        ("summary: 10<sup>60</sup>, p < 0.05 and p<0.05", "10⁶⁰, p < 0.05 and p<0.05"),
        ("summary: The <b> element", "The <b> element"),
        ("rating_reason: H<sub>2</sub>O", "H₂O"),
        ("study: {effects: [10<sup>9</sup>/l]}", Study(effects=("10⁹/l",))),
        (
            "image: {file: a.png, alt: 10<sup>9</sup>, caption: <i>E. coli</i>}",
            Image(file="a.png", alt="10⁹", caption="E. coli"),
        ),
        (
            "changes: [{date: 2020-01-01, note: 10<sup>9</sup>}]",
            (Change(date=PartialDate(year=2020, month=1, day=1), note="10⁹"),),
        ),
    ],
)
def test_html_in_plain_text_is_read_as_what_it_means(field: str, value: object) -> None:
    assert getattr(entry("kasch-2022", field), field.partition(":")[0]) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("book", "book"), ("InProceedings", "paper-conference"), ("incollection", "chapter"), ("", "article-journal")],
)
def test_a_type_is_one_of_csl_or_bibtex(written: str, value: str) -> None:
    assert entry("kasch-2022", f"title: Lumbar discs\ntype: {written}\n").type == value


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("year: 2022\ndate: 2022-02", Issued(start=PartialDate(year=2022, month=2))),
        ("date: 2022-02\nyear: 2022", Issued(start=PartialDate(year=2022, month=2))),
        ("date:\nyear: 2022", Issued(start=PartialDate(year=2022))),
        ("date: 2022\nyear:", Issued(start=PartialDate(year=2022))),
        ("date: spring 2022\nyear: 2022", Issued(start=PartialDate(year=2022), season="spring")),
        ("year: 2022\ndate: 2022/2023", Issued(start=PartialDate(year=2022), end=PartialDate(year=2023))),
    ],
)
def test_of_date_and_year_the_more_precise_counts(written: str, issued: Issued) -> None:
    found, problems = parse_entry(f"title: Lumbar discs\n{written}\n", path=PATH)
    assert (found and found.issued, problems) == (issued, ())


@pytest.mark.parametrize("fields_of_date", ["date: 2021\nyear: 2020\n", "year: 2020\ndate: 2021\n"])
def test_date_and_year_have_to_agree(fields_of_date: str) -> None:
    assert [line.split(": ", 1)[1] for line in problems_of(f"title: Lumbar discs\n{fields_of_date}")] == [
        "bad-date: `date` and `year` differ: 2021 and 2020; keep `date` alone, or correct one of them"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: empty-file: the file has no content; add at least a `title`, or delete it"),
        ("# later\n", "1:1: empty-file: the file has no content; add at least a `title`, or delete it"),
        (
            "- Lumbar discs\n",
            "1:1: wrong-type: an entry must be a mapping of fields; begin with a line such as `title: …`",
        ),
        ("citekey: site\n", "1:1: bad-citekey: `site` is reserved for painsite's own files; choose another citekey"),
        ("citekey: Tags\n", "1:1: bad-citekey: `Tags` is reserved for painsite's own files; choose another citekey"),
    ],
)
def test_what_makes_no_entry_is_a_problem(text: str, problem: str) -> None:
    found, problems = parse_entry(text, path=PATH)
    assert (found, shown(problems)) == (None, [problem])


@pytest.mark.parametrize(
    ("citekey", "what"),
    [("kasch 2022", "a blank"), ("{kasch}", "a brace"), ("kasch\x07", "a control character")],
)
def test_a_citekey_that_no_citation_can_name_is_a_problem(citekey: str, what: str) -> None:
    shown_key = citekey.removesuffix("\x07")
    message = f"1:1: bad-citekey: the citekey `{shown_key}` contains {what}"
    remedy = "use letters, digits and `-`, `_`, `.` or `:`, or set another `citekey:` in the file"
    assert problems_of("year: 2022\n", path=f"bibliography/{citekey}.yaml") == [f"{message}; {remedy}"]


def test_a_file_whose_name_is_no_citekey_is_a_problem() -> None:
    assert problems_of("title: Lumbar discs\n", path="bibliography/imaging/site.yaml") == [
        "1:1: bad-citekey: `site` is reserved for painsite's own files; choose another citekey"
    ]


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Kasch, Richard <r@example.org>", "<r@example.org>"),
        ("Dr. Richard Kasch", "Dr."),
        ("Richard Kasch, PhD", "PhD"),
    ],
)
def test_what_is_no_part_of_a_name_is_left_out_and_told(text: str, left_out: str) -> None:
    found, problems = parse_entry(f"title: Pain\nauthors: ['{text}']\n", path="bibliography/kasch-2022.yaml")
    assert found
    assert [(one.family, one.given) for one in found.authors.people] == [("Kasch", "Richard")]
    assert shown(problems) == [
        f"2:11: doubtful-name: `{text}` contains `{left_out}`, which is left out; write the name alone"
    ]


@pytest.mark.parametrize(
    ("field", "place", "rule", "message", "remedy"),
    [
        ("jornal: Spine", "2:1", "unknown-field", "`jornal` is not a field of an entry", "did you mean `journal`?"),
        (
            "colour: red",
            "2:1",
            "unknown-field",
            "`colour` is not a field of an entry",
            "remove it, or keep it in `todo`, which is never published",
        ),
        (
            '"a\\nb": c',
            "2:1",
            "unknown-field",
            "`a b` is not a field of an entry",
            "remove it, or keep it in `todo`, which is never published",
        ),
        (
            "journal: Pain <img src=x.png/>",
            "2:10",
            "lost-markup",
            "`<img src=x.png/>` cannot be shown in plain text",
            "say in words what it shows",
        ),
        ("title: B", "2:1", "duplicate-field", "`title` is given twice, first at line 1, column 1", "keep one of them"),
        (
            "journal: Spine\nwebsite: NEJM.org",
            "3:1",
            "duplicate-field",
            "`website` means the same field as `journal`",
            "keep one of them",
        ),
        (
            "author: Kasch R\nauthors: Kasch R",
            "3:1",
            "duplicate-field",
            "`authors` means the same field as `author`",
            "keep one of them",
        ),
        ("citekey: [a]", "2:10", "wrong-type", "this is a list, not a text", "write a text instead"),
        ("volume: [47]", "2:9", "wrong-type", "this is a list, not a text", "write a text instead"),
        (
            "volume: {a: 47}",
            "2:9",
            "wrong-type",
            "this is a mapping, not a text",
            "write a text instead; put it in quotes if it contains a colon followed by a space",
        ),
        ("commentary: [a]", "2:13", "wrong-type", "this is a list, not a text", "write a text instead"),
        ("abstract: [a]", "2:11", "wrong-type", "this is a list, not a text", "write a text instead"),
        (
            'volume: "4\\07"',
            "2:9",
            "bad-value",
            "the text contains the character U+0000, which no page can show",
            "remove it",
        ),
        ("type: bok", "2:7", "bad-value", "`bok` is not a type of work", "did you mean `book`?"),
        (
            "doi: 10.1097",
            "2:6",
            "bad-doi",
            "`10.1097` is not a DOI",
            "write it bare, as in `10.1097/brs.0000000000004198`",
        ),
        ("pmid: abc", "2:7", "bad-pmid", "`abc` is not a PMID", "write its number alone, as in `34889889`"),
        ("pmcid: abc", "2:8", "bad-pmcid", "`abc` is not a PMCID", "write it as in `PMC4464797`"),
        (
            "isbn: 978-0-19-852663-7",
            "2:7",
            "bad-isbn",
            "the check digit of ISBN `978-0-19-852663-7` is wrong",
            "check it against the book",
        ),
        (
            "issn: 0362-2437",
            "2:7",
            "bad-issn",
            "the check digit of ISSN `0362-2437` is wrong",
            "check it against the journal",
        ),
        (
            "arxiv: abc",
            "2:8",
            "bad-arxiv",
            "`abc` is not an arXiv identifier",
            "write it as in `2101.00001` or `math.GT/0309136`",
        ),
        (
            "url: javascript:alert(1)",
            "2:6",
            "bad-url",
            "`javascript:alert(1)` is not the address of a web page",
            "write all of it, beginning with `https://`",
        ),
        (
            "full_text: data:text/html,x",
            "2:12",
            "bad-url",
            "`data:text/html,x` is not the address of a web page",
            "write all of it, beginning with `https://`",
        ),
        (
            "date: 2020-13-45",
            "2:7",
            "bad-date",
            "`2020-13-45` is not a date: there is no month 13",
            "months go from 01 to 12",
        ),
        (
            "added: 1939-01-00",
            "2:8",
            "bad-date",
            "`1939-01-00` is not a date: there is no day 00",
            "leave out the day if it is unknown",
        ),
        ("date: [2020]", "2:7", "wrong-type", "this is a list, not a date", "write a date instead"),
        ("draft: maybe", "2:8", "wrong-type", "`maybe` is neither true nor false", "write `true` or `false`"),
        (
            "draft: [true]",
            "2:8",
            "wrong-type",
            "this is a list, not `true` or `false`",
            "write `true` or `false` instead",
        ),
        (
            "events: [{date: 2023}]",
            "2:10",
            "wrong-type",
            "an event without `nature`",
            "use one of: retraction, concern, correction, reinstatement",
        ),
        (
            "events: [{nature: retracted}]",
            "2:19",
            "bad-value",
            "`retracted` is not an allowed value",
            "did you mean `retraction`?",
        ),
        (
            "events: [retraction]",
            "2:10",
            "wrong-type",
            "this is a text, not an event",
            "indent lines such as `nature: …` below it",
        ),
        ("rating: good", "2:9", "wrong-type", "`good` is not a whole number", "write it in digits"),
        ("rating: 6", "2:9", "bad-value", "a rating of `6`", "write a whole number from 1 to 5"),
        ("rating: -1", "2:9", "wrong-type", "`-1` is not a whole number", "write it in digits"),
        (
            "tags: {a: b}",
            "2:7",
            "wrong-type",
            "this is a mapping, not a list of texts",
            "begin each of its lines with `- `",
        ),
        ("tags: [[a]]", "2:8", "wrong-type", "this is a list, not a text", "write a text instead"),
        (
            "authors: {family: Kasch}",
            "2:10",
            "wrong-type",
            "this is a mapping, not a list of names",
            "begin each of its lines with `- `",
        ),
        ("authors: [[Kasch]]", "2:11", "wrong-type", "this is a list, not a name", "write a name instead"),
        (
            "authors: [1234]",
            "2:11",
            "bad-name",
            "`1234` is not a name",
            "write it as `Kasch R`, `Kasch, Richard` or `{literal: World Health Organization}`",
        ),
        (
            "authors: [Kasch R, others, Weber H]",
            "2:28",
            "bad-name",
            "`others` is not the last name",
            "move `others` to the end of the list",
        ),
        (
            "pubstate: in press",
            "2:1",
            "unknown-field",
            "`pubstate` is not a field of an entry",
            "did you mean `publication_status`?",
        ),
        ("authors: [{given: Richard}]", "2:11", "bad-name", "a name without `family` or `literal`", "give one of them"),
        (
            "authors: [{literal: WHO, given: R}]",
            "2:11",
            "bad-name",
            "`WHO` has both `literal` and parts",
            "write either `literal` alone or the parts",
        ),
        (
            "authors: [{family: Kasch, initials: R}]",
            "2:27",
            "unknown-field",
            "`initials` is not a part of a name",
            "use one of: family, given, particle, suffix, literal",
        ),
        (
            "study: cohort",
            "2:8",
            "wrong-type",
            "this is a text, not a mapping",
            "indent lines such as `design: …` below it",
        ),
        (
            "study: [cohort]",
            "2:8",
            "wrong-type",
            "this is a list, not a mapping",
            "indent lines such as `design: …` below it",
        ),
        (
            "study: {desing: cohort}",
            "2:9",
            "unknown-field",
            "`desing` is not a field of `study`",
            "did you mean `design`?",
        ),
        ("study: {participants: many}", "2:23", "wrong-type", "`many` is not a whole number", "write it in digits"),
        ("image: scan.png", "2:8", "missing-alt", "the image `scan.png` has no `alt`", "say in words what it shows"),
        ("image: {alt: A scan}", "2:8", "wrong-type", "an image without `file`", "name the file beside this source"),
        (
            "image: {file: scan.png, alt: A scan, title: x}",
            "2:38",
            "unknown-field",
            "`title` is not a field of `image`",
            "did you mean `file`?",
        ),
        (
            "image: [scan.png]",
            "2:8",
            "wrong-type",
            "this is a list, not an image",
            "indent lines such as `file: …` below it",
        ),
        ("changes: [{date: 2026}]", "2:11", "wrong-type", "a change without `date` or `note`", "give both"),
        (
            "changes: [Corrected]",
            "2:11",
            "wrong-type",
            "this is a text, not a change",
            "indent lines such as `date: …` below it",
        ),
        (
            "changes: [{date: 2026, note: x, by: me}]",
            "2:33",
            "unknown-field",
            "`by` is not a field of a change",
            "use one of: date, note",
        ),
        (
            "changes: {date: 2026}",
            "2:10",
            "wrong-type",
            "this is a mapping, not a list of changes",
            "begin each of its lines with `- `",
        ),
        (
            "works_cited: [doi:10.1]",
            "2:15",
            "bad-doi",
            "`doi:10.1` is not a DOI",
            "write it bare, as in `10.1097/brs.0000000000004198`",
        ),
        ("works_cited: ['000']", "2:15", "bad-pmid", "`000` is not a PMID", "write its number alone, as in `34889889`"),
        (
            "redirect_from: ../x",
            "2:16",
            "bad-value",
            "`../x` cannot be an old address of a static site",
            "write a path from the site's root, such as `biblio/kasch22.html`",
        ),
        (
            "redirect_from: [x?id=3, '', a//b]",
            "2:17",
            "bad-value",
            "`x?id=3` cannot be an old address of a static site",
            "write a path from the site's root, such as `biblio/kasch22.html`",
        ),
    ],
)
def test_a_problem_names_its_place_what_is_wrong_and_what_to_do(
    field: str, place: str, rule: str, message: str, remedy: str
) -> None:
    found, problems = parse_entry(f"title: Lumbar discs\n{field}\n", path=PATH)
    assert found is not None
    assert found.title == "Lumbar discs"
    assert shown(problems)[0] == f"{place}: {rule}: {message}; {remedy}"


@pytest.mark.parametrize(
    "field",
    [
        "authors: [Kasch R, null]",
        "authors:",
        "study:",
        "image:",
        "image: {}",
        "changes:",
        "tags: []",
        "tags: ['', ~]",
        "commentary: ''",
        "abstract: |\n",
        "rating: 0",
        "draft: ''",
        "date: ''",
        "works_cited: [null]",
        "redirect_from: []",
    ],
)
def test_an_empty_field_counts_as_absent(field: str) -> None:
    found, problems = parse_entry(f"title: Lumbar discs\n{field}\n", path=PATH)
    assert problems == ()
    assert found is not None
    name = field.partition(":")[0]
    name = "issued" if name == "date" else name
    if "Kasch" not in field:
        assert getattr(found, name) == getattr(Entry(citekey="", path=""), name)
    assert name in found.places


def test_a_name_in_parts_keeps_them() -> None:
    found = entry("a", "title: A\nauthors:\n  - {family: Berg, given: J, particle: van den, suffix: Jr}\n  - et al.\n")
    person = Person(family="Berg", given="J", particle="van den", suffix="Jr")
    assert found.authors == Names(people=(person,), others=True)


def test_others_alone_are_no_names() -> None:
    assert entry("a", "title: A\nauthors: [others]\n").authors == Names()


def test_windows_line_ends_change_nothing_but_the_bytes() -> None:
    unix = entry("kasch-2022", KASCH)
    windows = entry("kasch-2022", KASCH.replace("\n", "\r\n"))
    assert windows == unix


def test_one_run_shows_every_problem_of_a_file() -> None:
    text = "title: Lumbar discs\njornal: Spine\ndate: 2020-02-30\nrating: 9\ndoi: x\n"
    assert [line.split(": ")[1] for line in problems_of(text)] == ["unknown-field", "bad-date", "bad-value", "bad-doi"]


def test_a_missing_title_is_left_to_the_overlay() -> None:
    assert problems_of("headline: Worn discs say little\n") == []


def test_a_merge_key_of_yaml_is_no_field() -> None:
    assert problems_of("title: A\n<<: {volume: 47}\n")[0].startswith("2:1: unknown-field: `<<` is not a field")


VALUES = st.recursive(
    st.text(max_size=8) | st.sampled_from(["null", "others", "2022-02-30", "10.1097/x", "[@a; b]", "[^1]", "<b>"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.property
@given(st.sampled_from([*EXPECTED, "commentary", "date", "year", "citekey", "jornal"]), VALUES)
def test_any_value_gives_an_entry_and_problems_of_one_line(name: str, value: object) -> None:
    import yaml

    text = yaml.safe_dump({"title": "Lumbar discs", name: value} if name != "title" else {name: value})
    found, problems = parse_entry(text, path=PATH)
    assert found is not None or problems
    assert all(str(problem).isprintable() for problem in problems)
