"""BibTeX as readers take it away: what it holds, how it is escaped, and that reading it back gives the same work."""

import unicodedata

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.model import AbstractPart, Entry, Issued, Names, PartialDate, Person
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.bibtex_latex import escape_latex
from painsite.pages.formats.ours import Ours
from painsite.sources.bibtex.fields import PART_TYPES
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.bibtex.types import BIBTEX_TYPE_BY_CSL_TYPE, CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.latex.decoding import decode
from tests.support import KASCH, entry


def read_back(written: str) -> Entry:
    """Read a .bib file of one entry that has no problems."""
    entries, problems = parse_bibtex(written, path="a.bib")
    assert [str(problem) for problem in problems if not problem.rule.startswith("unknown")] == []
    assert len(entries) == 1
    return entries[0]


def without_places(work: Entry) -> Entry:
    return replace(work, places={}, path="a.bib")


def test_kasch_2022_as_a_block() -> None:
    more = "volume: 47\nissue: 3\npages: 201-211\ndoi: 10.1097/BRS.0000000000004198\naccessed: 2026-11-22\n"
    kasch = entry("kasch-2022", KASCH + more)
    assert format_bibtex(kasch, Ours(address="https://example.org/bibliography/kasch-2022/")) == (
        "@article{kasch-2022,\n"
        "  author = {Kasch, R. and Truthmann, J. and others},\n"
        "  title = {Association of Lumbar {MRI} Findings with Current and Future Back Pain in a Population-based Cohort"
        " Study},\n"
        "  journal = {Spine (Phila Pa 1976)},\n"
        "  year = {2022},\n"
        "  volume = {47},\n"
        "  number = {3},\n"
        "  pages = {201--211},\n"
        "  doi = {10.1097/brs.0000000000004198},\n"
        "  urldate = {2026-11-22},\n"
        "  annote = {https://example.org/bibliography/kasch-2022/},\n"
        "}\n"
    )


HOSTILE = [
    '"Quotes" inside, and an “Other” kind',
    "{Braces} that }{ match nothing {",
    r"A backslash \ and \textbf{a command} and \\",
    "Ten % of $5 & #1_2 ~ x^2 `ticks` -- dashes --- ''",
    "Two\nlines\r\nand @article{more, title = {x}}",
    "@string{a = {b}}",
    "<script>alert(1)</script> & <em>",
    "Emoji 🦴 and العمود الفقري with \u202b marks",
    "Pain " * 2000,
    "$a$ and $b_1$, \\(c\\)",
    "ends in a backslash \\",
    "% all a comment",
    "MRI of {L4} and pH in COVID-19",
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_survives(title: str) -> None:
    work = Entry(
        citekey="a", path="a.bib", title=title, publisher=title, authors=Names(people=(Person(literal=title),))
    )
    found = read_back(format_bibtex(work))
    folded = " ".join(title.split())
    assert (found.title, found.publisher) == (folded, folded)
    assert found.authors == Names(people=(Person(literal=folded),))


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_braces_match_as_bibtex_counts_them(title: str) -> None:
    depth, written = 0, format_bibtex(Entry(citekey="a", path="", title=title))
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_bibtexparser_reads_one_entry(title: str) -> None:
    library = bibtexparser.parse_string(format_bibtex(Entry(citekey="a", path="", title=title, volume="1")))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    assert library.entries[0]["volume"] == "1"


# without what the reader takes for typography: a quotation that LaTeX opened
TEXT = st.text(
    st.characters(exclude_categories=["C", "Z", "M"], exclude_characters="‘’'") | st.just(" "), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))


@given(TEXT)
def test_latex_prints_any_text_as_it_was(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert decode(escape_latex(text)) == (text, False)


WORD = st.from_regex(r"[A-Z][a-zäöéñ]{2,8}", fullmatch=True)
PHRASE = (
    st.lists(
        WORD | st.sampled_from(["MRI", "of", "&", "10%", "$5", "{x}", "a_b", "«1»", "–", "?"]), min_size=1, max_size=6
    )
    .map(" ".join)
    .filter(lambda text: text.strip("?– ") != "")
)
GIVEN = st.lists(WORD | st.sampled_from(["J.", "M. J.", "J.-F."]), min_size=1, max_size=2).map(" ".join)
PERSON = st.one_of(
    st.builds(
        Person,
        family=st.sampled_from(["Kasch", "O'Mara", "García López", "Berg-Hansen", "Weißenfels"]),
        given=GIVEN,
        particle=st.sampled_from(["", "van den", "de la", "von"]),
        suffix=st.sampled_from(["", "Jr", "III"]),
    ),
    st.builds(Person, literal=PHRASE.map(lambda text: f"Group {text} and others")),
)
NAMES = st.builds(Names, people=st.lists(PERSON, min_size=1, max_size=4).map(tuple), others=st.booleans()) | st.just(
    Names()
)
DATE = st.one_of(
    st.builds(PartialDate, year=st.integers(1000, 2100)),
    st.builds(PartialDate, year=st.integers(1000, 2100), month=st.integers(1, 12)),
    st.builds(PartialDate, year=st.integers(1000, 2100), month=st.integers(1, 12), day=st.integers(1, 28)),
)


def _range(start: PartialDate, end: PartialDate) -> Issued:
    known = 3 if start.day and end.day else 2 if start.month and end.month else 1
    first, last = ((date.year, date.month, date.day)[:known] for date in (start, end))
    if first == last:
        return Issued(start=start)
    return Issued(start=start, end=end) if first < last else Issued(start=end, end=start)


ISSUED = st.one_of(
    st.none(),
    st.builds(Issued, start=DATE),
    st.builds(
        Issued,
        start=st.builds(PartialDate, year=st.integers(1000, 2100)),
        season=st.sampled_from(["spring", "summer", "autumn", "winter"]),
    ),
    st.builds(_range, DATE, DATE),
    st.builds(
        lambda date, month: _range(date, replace(date, month=month)),
        DATE.filter(lambda date: date.month),
        st.integers(1, 12),
    ),
)
KEPT = st.dictionaries(
    st.sampled_from(["chapter", "commentator", "x-grade", "pagetotal", "annotator"]),
    st.sampled_from(["IV", "{A} b", r"\'e"]),
)
OPTIONAL = st.just("") | PHRASE


RAW_TYPES = (
    "article", "book", "incollection", "inproceedings", "phdthesis", "mastersthesis", "thesis", "report", "techreport",
    "dataset", "online", "software", "manual", "booklet", "strange",
)  # fmt: skip
DOIS = ("", "10.1097/brs.0000000000004198", "10.1002/(sici)1097-0258(19980815)17:15/16<1661::aid-sim968>3.0.co;2-2")
TAGS = ((), ("back pain", "MRI"), ("back pain",), ("Pain, Postoperative", "R&D"), ("Pain, Postoperative",))
ABSTRACT = (
    AbstractPart(label="STUDY DESIGN", text="A {cohort} of 50%."),
    AbstractPart(label="", text="@all (n = 3) {"),
)


@st.composite
def works(draw: st.DrawFn) -> Entry:
    """Works such as a .bib file can hold, in the form in which the reader gives them."""
    raw = draw(st.sampled_from(RAW_TYPES))
    csl_type = CSL_TYPE_BY_BIBTEX_TYPE.get(raw, "document")
    usual = BIBTEX_TYPE_BY_CSL_TYPE[csl_type]
    title = draw(PHRASE)
    container = draw(OPTIONAL.filter(lambda text: text != title and "arxiv" not in text.lower()))
    in_journal = csl_type == "article-journal"
    return Entry(
        citekey=draw(st.sampled_from(["kasch-2022", "tolkien:single", "Müller2001", "a+b/c.d"])),
        path="a.bib",
        type=csl_type,
        bibtex_type="" if raw == usual else raw,
        title=title,
        authors=draw(NAMES),
        collaboration=draw(st.sampled_from(["", "ATLAS", "ATLAS; CMS", "Alf-One Study Group"])),
        editors=draw(NAMES),
        translators=draw(NAMES),
        container_title=container,
        container_abbreviation=draw(OPTIONAL) if container else "",
        main_title=draw(OPTIONAL.filter(lambda text: text != title)) if container or csl_type not in PART_TYPES else "",
        publisher=draw(OPTIONAL | st.just("Taylor and Francis; CRC Press")),
        place=draw(OPTIONAL | st.just("München; Berlin")),
        edition=draw(OPTIONAL),
        version=draw(st.sampled_from(["", "1.2.3"])),
        series=draw(OPTIONAL),
        number="" if in_journal else draw(OPTIONAL),
        institution=draw(OPTIONAL),
        event=draw(OPTIONAL),
        issued=draw(ISSUED),
        original_date=draw(ISSUED),
        publication_status=draw(st.sampled_from(["", "in press", "preprint", "retracted by hand"])),
        volume=draw(OPTIONAL),
        issue=draw(OPTIONAL),
        page_range=draw(st.sampled_from(["", "201-211", "S2-S15", "e012938", "1541-8; discussion 1549"])),
        doi=draw(st.sampled_from(DOIS)),
        pmid=draw(st.sampled_from(["", "34732634"])),
        pmcid=draw(st.sampled_from(["", "PMC4464797"])),
        isbn=draw(st.sampled_from(["", "9780198526636"])),
        issn=draw(st.sampled_from(["", "0362-2436"])),
        url=draw(st.sampled_from(["", "https://example.org/~a_b/%20c?d=1&e#f"])),
        accessed=draw(st.none() | DATE),
        language=draw(st.sampled_from(["", "en", "de", "fr", "en-GB", "xx"])),
        tags=draw(st.sampled_from(TAGS)),
        abstract=draw(st.just(()) | st.just(ABSTRACT)),
        bibtex_fields=draw(KEPT),
    )


@given(works())
def test_reading_back_gives_the_same_work(work: Entry) -> None:
    ours = Ours(address="https://example.org/", retraction="retraction", status="Retracted (50% {x})")
    assert without_places(read_back(format_bibtex(work, ours))) == as_read(work)


def as_read(work: Entry) -> Entry:
    """Give a work as it is read back: a report or thesis whose publisher alone is known names it as its institution."""
    if work.type not in {"report", "thesis"} or work.bibtex_type == "manual" or work.institution:
        return work
    return replace(work, institution=work.publisher, publisher="")


@given(works())
def test_writing_what_was_read_gives_the_same_text(work: Entry) -> None:
    written = format_bibtex(work)
    assert format_bibtex(read_back(written)) == written


@pytest.mark.parametrize(
    ("block", "opening"),
    [
        ("@misc{who, title = {Low back pain}, url = {https://www.who.int/}}", "@misc{who,"),
        ("@misc{vaswani, title = {Attention}, eprint = {1706.03762}, archiveprefix = {arXiv}}", "@misc{vaswani,"),
        ("@mastersthesis{a, title = {Pain}, school = {Oslo}}", "@mastersthesis{a,"),
        ("@strange{a, title = {Pain}}", "@strange{a,"),
    ],
)
def test_the_type_of_the_bib_file_stays(block: str, opening: str) -> None:
    found = parse_bibtex(block, path="a.bib")[0][0]
    assert format_bibtex(found).startswith(opening)
    assert without_places(read_back(format_bibtex(found))) == without_places(found)


def test_a_type_that_yaml_has_changed_is_written() -> None:
    found = parse_bibtex("@mastersthesis{a, title = {Pain}}", path="a.bib")[0][0]
    assert format_bibtex(replace(found, type="report", bibtex_type="book")).startswith("@report{a,")


def test_private_fields_are_never_written() -> None:
    work = Entry(citekey="a", path="", title="Pain", bibtex_fields={"note": "ours", "file": "a.pdf", "chapter": "2"})
    assert format_bibtex(work) == "@article{a,\n  title = {Pain},\n  chapter = {2},\n}\n"


def test_a_kept_field_cannot_break_out_of_its_braces() -> None:
    fields = {"chapter": "2}, note = {x", "part": "{", "x": "a\\", "y y": "2", "annotator": r"\'{e}"}
    work = Entry(citekey="a", path="", title="Pain", bibtex_fields=fields)
    assert format_bibtex(work) == "@article{a,\n  title = {Pain},\n  annotator = {\\'{e}},\n}\n"


def test_a_citekey_that_bibtex_cannot_have_is_mended() -> None:
    assert format_bibtex(Entry(citekey="a,b=c%d", path="", title="Pain")).startswith("@article{a-b-c-d,\n")
