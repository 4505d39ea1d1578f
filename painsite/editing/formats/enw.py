"""EndNote's and Refer's tagged format (`.enw`): from the text of a file to records.

Source: the manual page of refer(1), and EndNote's own export filter: `%0` is the kind of work and begins a record, and
a blank line ends one.
"""

import re

from painsite.editing.formats.draft import Draft, is_own_key
from painsite.editing.formats.parts import give_date, give_serial_number, keywords_in
from painsite.editing.formats.reference_types import type_of
from painsite.editing.formats.references import References, Refused, collect
from painsite.editing.formats.tagged import Block, Line, Syntax, split_blocks
from painsite.editing.record import Record
from painsite.sources.reading import Reading

SYNTAX = Syntax(
    line=re.compile(r"\ufeff?%(?P<tag>[0-9A-Z@!#$&()*+^<>\[\]=~?|:;,'\"-])(?:\s|$)(?P<value>.*)"),
    begins=frozenset({"0"}),
    continues=lambda text: bool(text.strip()),
    ends_at_blank=True,
)
_SIMPLE = {
    "T": "title", "V": "volume", "N": "issue", "P": "page_range", "C": "place", "I": "publisher", "X": "abstract",
    "G": "language", "S": "series", "7": "edition", "U": "url", "R": "doi",
    "9": "genre",
}  # fmt: skip
_PEOPLE = {"A": "authors", "E": "editors", "Y": "editors", "?": "translators"}
_BOOKKEEPING = frozenset({"0", "+", "F", "~", "W"})
"""The kind, addresses of authors, the program's own label, and who delivered the record: not kept."""
_JOURNALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def parse_enw(text: str, *, path: str) -> References:
    """Read a file of EndNote's or Refer's tags. A record without a title is refused."""
    reading = Reading(path=path, text=text)
    return collect(reading, (_read(reading, block) for block in split_blocks(reading, SYNTAX)))


def _read(reading: Reading, block: Block) -> Record | Refused:
    draft = Draft(reading=reading, offset=block.offset)
    draft.set("type", type_of(block.first("0")) or ("article-journal" if block.has("J") else "document"))
    for line in block.lines:
        if line.value:
            _read_line(draft, block, line)
    key = block.first("F")
    return draft.record(source=reading.path, citekey=key if is_own_key(key, draft.people.get("authors")) else "")


def _read_line(draft: Draft, block: Block, line: Line) -> None:
    tag, value, at = line.tag, line.value, line.offset
    name = f"%{tag}"
    if field := _field_of(tag, value, str(draft.values["type"])):
        draft.give(field, value, tag=name, at=at)
    elif tag in _PEOPLE:
        draft.give_person(_PEOPLE[tag], value, at=at)
    elif tag in {"D", "8", "["}:
        is_short = tag == "8" and not re.search(r"[0-9]{4}", value)
        words = f"{block.first('D')[:4]} {value}" if is_short else value
        give_date(draft, words, tag=name, name="accessed" if tag == "[" else "issued", at=at)
    elif tag == "@":
        give_serial_number(draft, value, tag=name, at=at)
    elif tag == "K":
        draft.add_keywords(keywords_in(value))
    elif tag not in _BOOKKEEPING:
        draft.keep(name, value)


def _field_of(tag: str, value: str, kind: str) -> str:
    """Return our field for a tag, which may depend on the kind of work; nothing for a tag of another reader."""
    if tag in {"J", "B"}:  # a journal has its name in `%J`, a book in `%B`; a whole book has its series there
        return "series" if tag == "B" and kind == "book" else "container_title"
    if tag == "M":
        return "pmid" if value.isdecimal() and len(value) <= 8 and kind in _JOURNALS else ""
    return _SIMPLE.get(tag, "")
