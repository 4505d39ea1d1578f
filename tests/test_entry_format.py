"""An entry that is written reads as the same entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.model import AbstractPart, Change, Entry, Image, Issued, Names, PartialDate, Person, Study
from painsite.sources.entries import parse_entry
from painsite.sources.entry_format import format_entry
from painsite.sources.markdown.render import render_markdown

pytestmark = pytest.mark.property

# What an editor's keyboard gives; blanks at the ends are not part of a value.
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1).map(
    lambda text: " ".join(text.split())
)
LINE = WORDS.filter(bool)
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


@given(ENTRIES)
def test_a_written_entry_reads_as_the_same_entry(entry: Entry) -> None:
    again, _ = parse_entry(format_entry(entry), path=f"bibliography/{entry.citekey}.yaml")
    assert again is not None
    assert {
        name
        for name in Entry.__struct_fields__
        if getattr(without_places(again), name) != getattr(without_places(entry), name)
    } == set()


def test_texts_of_several_lines_are_written_as_blocks() -> None:
    entry = Entry(citekey="weber-1983", path="", title="Lumbar disc herniation", summary="One.", todo="a\nb")
    assert format_entry(entry) == (
        "citekey: weber-1983\ntitle: Lumbar disc herniation\nsummary: One.\ntodo: |-\n  a\n  b\n"
    )
