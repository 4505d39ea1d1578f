"""An entry that is written reads as the same entry.

HTML in plain fields is read as what it means, so the law holds for what a source can give: for each entry without
markup, and for each that was read.
"""

from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.model import (
    RELATIONS,
    AbstractPart,
    Change,
    Entry,
    Image,
    Issued,
    Names,
    PartialDate,
    Person,
    Retraction,
    RetractionNature,
    Study,
)
from painsite.sources import readers
from painsite.sources.entries import parse_entry
from painsite.sources.entry_format import format_entry
from painsite.sources.field_markup import read_markup
from painsite.sources.markdown.render import render_markdown
from painsite.sources.readers import READ_MARKUP
from painsite.sources.schema import ENTRY_FIELDS

pytestmark = pytest.mark.property

# What an editor's keyboard gives; blanks at the ends are not part of a value.
CHARACTERS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))
WORDS = st.text(CHARACTERS, min_size=1).map(lambda text: " ".join(text.split()))
LINE = WORDS.filter(lambda text: text and read_markup(text) == (text, ()))
MARKUP = (
    st.lists(
        st.sampled_from(["<P>", "</p>", "<b>", "</b>", "<br>", "<sub>", "</sub>", "<!-- a -->", "<div>", "<foo>"])
        | st.sampled_from(["&lt;", "&gt;", "&amp;", "&lt;p&gt;", "&lt;/i&gt;", "&lt;br&gt;", "&lt;img&gt;", "&nbsp;"])
        | st.sampled_from(["p <.05", "a", "x2", " ", "<", ">", "&", ";", "&nosuch;"])
        | st.text(CHARACTERS, max_size=3),
        min_size=1,
        max_size=6,
    )
    .map(lambda parts: " ".join("".join(parts).split()))
    .filter(bool)
)
OPTIONAL = st.just("") | LINE
PLAIN = st.from_regex(r"[A-Za-zÀ-ÿ'][A-Za-zÀ-ÿ' -]{0,12}[a-zà-ÿ]", fullmatch=True).map(
    lambda text: " ".join(text.split())
)
DATES = st.dates().map(lambda date: PartialDate(year=date.year, month=date.month, day=date.day)) | st.integers(
    1000, 9999
).map(lambda year: PartialDate(year=year))
PEOPLE = st.builds(Person, family=PLAIN, given=st.just("") | PLAIN) | st.builds(Person, literal=LINE)
MARKDOWN = st.lists(LINE, min_size=1, max_size=3).map("\n\n".join)


def text_of(markdown: str) -> object:
    return render_markdown(markdown, lowest_heading=3)[0]


def texts(values: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


ENTRIES = st.builds(
    Entry,
    citekey=st.from_regex(r"[a-z][a-z0-9-]{0,10}[a-z0-9]", fullmatch=True).filter(
        lambda key: key not in {"site", "tags"}
    ),
    path=st.just(""),
    title=LINE,
    authors=st.builds(Names, people=st.lists(PEOPLE, min_size=1, max_size=3).map(tuple), others=st.booleans()),
    container_title=OPTIONAL,
    publisher=OPTIONAL,
    issued=st.none() | st.builds(Issued, start=DATES),
    volume=OPTIONAL,
    page_range=st.sampled_from(["", "131-140", "S2-S15, 20", "e012938"]),
    doi=st.sampled_from(["", "10.1097/brs.0000000000004198"]),
    abstract=st.lists(
        st.builds(AbstractPart, label=st.sampled_from(["METHODS", "STUDY DESIGN"]), text=PLAIN), max_size=3
    ).map(tuple),
    study=st.builds(
        Study, design=OPTIONAL, participants=st.integers(0, 10**6), effects=st.lists(LINE, max_size=2).map(texts)
    ),
    headline=OPTIONAL,
    summary=OPTIONAL,
    commentary=st.none() | MARKDOWN.map(text_of),
    rating=st.integers(0, 5),
    relations=st.dictionaries(st.sampled_from(RELATIONS), st.just(("doi:10.5555/1", "kasch-2022"))).map(
        lambda relations: {name: relations[name] for name in RELATIONS if name in relations}
    ),
    events=st.lists(
        st.builds(
            Retraction,
            nature=st.sampled_from(get_args(RetractionNature)),
            date=st.none() | DATES,
            doi=st.sampled_from(["", "10.5555/notice"]),
            pmid=st.sampled_from(["", "12"]),
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
    mesh=st.lists(LINE, max_size=2).map(texts),
    extra=st.dictionaries(PLAIN, LINE, max_size=2),
    tags=st.lists(LINE, max_size=3).map(texts),
    image=st.none() | st.builds(Image, file=LINE, alt=LINE, caption=OPTIONAL),
    added=st.none() | DATES,
    changes=st.lists(st.builds(Change, date=DATES, note=LINE), max_size=2).map(
        lambda changes: tuple(sorted(changes, key=lambda change: change.date, reverse=True))
    ),
    draft=st.booleans(),
)


def without_places(entry: Entry) -> Entry:
    """What an entry says, apart from where it says it."""
    commentary = entry.commentary and text_of(entry.commentary.source)
    return replace(entry, path="", places={}, commentary=commentary)  # type: ignore[arg-type]


def read(text: str, citekey: str) -> tuple[Entry, list[str]]:
    entry, problems = parse_entry(text, path=f"bibliography/{citekey}.yaml")
    assert entry is not None
    return entry, [problem.rule for problem in problems]


def differing(one: Entry, other: Entry) -> set[str]:
    return {
        name
        for name in Entry.__struct_fields__
        if getattr(without_places(one), name) != getattr(without_places(other), name)
    }


@given(ENTRIES)
def test_a_written_entry_reads_as_the_same_entry(entry: Entry) -> None:
    again, _ = read(format_entry(entry), entry.citekey)
    assert differing(again, entry) == set()


PLAIN_FIELDS = [
    field.name for field in ENTRY_FIELDS if field.read in READ_MARKUP - {readers.image, readers.study, readers.changes}
]


def written_by_hand(name: str, text: str) -> str:
    """A file with this text in a field, as an editor writes it."""
    return yaml.safe_dump({"title": "A title", name: text}, allow_unicode=True)


@given(st.sampled_from(PLAIN_FIELDS), MARKUP)
def test_an_entry_that_was_read_is_written_so_that_it_reads_the_same(name: str, text: str) -> None:
    entry, _ = read(written_by_hand(name, text), "weber-1983")
    again, rules = read(format_entry(entry), "weber-1983")
    assert differing(again, entry) == set()
    assert "lost-markup" not in rules


# a list of people may be made of what divides them
@given(st.sampled_from([name for name in PLAIN_FIELDS if name not in {"written_by", "reviewed_by"}]), MARKUP)
def test_no_text_vanishes_in_silence(name: str, text: str) -> None:
    entry, rules = read(written_by_hand(name, text), "weber-1983")
    assert getattr(entry, name) or "lost-markup" in rules


@pytest.mark.parametrize(
    "text", ["<P>", "</p>", "<br>", "<br/>", "</i>", "<i></i>", "<p> </p>", "<!-- a -->", "&nbsp;", "<mml:math/>"]
)
@pytest.mark.parametrize("name", ["title", "headline", "summary", "abstract", "publisher", "genre", "written_by"])
def test_a_text_of_markup_alone_is_told(name: str, text: str) -> None:
    entry, rules = read(written_by_hand(name, text), "weber-1983")
    assert (getattr(entry, name) or None, rules) == (None, ["lost-markup"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>", "<b>"),
        ("<foo>", "<foo>"),
        ("p <.05", "p <.05"),
        ("&lt;P&gt;", "<P>"),
        ("&lt;br&gt;", "<br>"),
        ("&lt;/p&gt;", "</p>"),
        ("&lt;/sub&gt;", "</sub>"),
        ("The &lt;p&gt; element", "The <p> element"),
        ("&lt;p&gt;Pain&lt;/p&gt;", "Pain"),
        ("one&lt;br&gt;two", "one two"),
        ("one&lt;/p&gt;&lt;p&gt;two", "one two"),
        ("<p>Pain", "Pain"),
        ("AT&T;", "AT&T;"),
        ("&amp;nosuch;", "&nosuch;"),
    ],
)
def test_a_lone_tag_is_read_or_shown(text: str, shown: str) -> None:
    entry, rules = read(written_by_hand("summary", text), "weber-1983")
    assert (entry.summary, rules) == (shown, [])


def test_texts_of_several_lines_are_written_as_blocks() -> None:
    entry = Entry(citekey="weber-1983", path="", title="Lumbar disc herniation", summary="One.", todo="a\nb")
    assert format_entry(entry) == (
        "citekey: weber-1983\ntitle: Lumbar disc herniation\nsummary: One.\ntodo: |-\n  a\n  b\n"
    )
