"""PubMed's MEDLINE format, which its site saves as `.nbib`: from the text of a file to records.

Source: MEDLINE/PubMed Data Element (Field) Descriptions, https://www.nlm.nih.gov/bsd/mms/medlineelements.html. What
says nothing of the work, such as who owns the record and when it was changed, is not kept, nor is where authors work.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from painsite.editing.formats.draft import Draft
from painsite.editing.formats.pages import full_pages
from painsite.editing.formats.parts import give_date, give_serial_number
from painsite.editing.formats.references import References, Refused, collect
from painsite.editing.formats.study_designs import design_of
from painsite.editing.formats.tagged import Block, Line, Syntax, split_blocks
from painsite.editing.formats.titles import plain_title
from painsite.editing.record import Record
from painsite.model import Study
from painsite.sources.reading import Reading

_LINE = re.compile(r"\ufeff?(?P<tag>[A-Z]{2,4}) {0,2}-(?: |$)(?P<value>.*)")
SYNTAX = Syntax(
    line=_LINE, begins=frozenset({"PMID"}), continues=lambda text: text.startswith(("     ", "\t")), ends_at_blank=True
)
_NUMBER = re.compile(r"(?P<number>\S+) \[(?P<kind>doi|pii|pmid|pmc|bookaccession)\]")
_PUBMEDS_OWN = frozenset(
    "OWN STAT DA DCOM LR SB JID EDAT MHDA CRDT PHST PST SO MID OID AD AUID IRAD IR FIR RF PUBM OTO FAD LRB".split()
)
"""Keeping of the database's own books, affiliations and investigators."""
_TYPES = {"preprint": "article", "book": "book", "newspaper article": "article-newspaper", "dataset": "dataset"}
"""Of works that are no articles of journals, by publication type in lower case."""


def parse_nbib(text: str, *, path: str) -> References:
    """Read a file in PubMed's MEDLINE format. A record without a title is refused."""
    reading = Reading(path=path, text=text)
    return collect(reading, (_read(reading, block) for block in split_blocks(reading, SYNTAX)))


def _read(reading: Reading, block: Block) -> Record | Refused:
    draft = Draft(reading=reading, offset=block.offset)
    kinds = [line.value for line in block.lines if line.tag == "PT"]
    draft.set("type", "chapter" if block.first("BTI") and block.first("TI") else _type_of(kinds))
    if block.first("BTI") and not block.first("TI"):
        draft.values["type"] = "book"
    for line in block.lines:
        if not line.value or line.tag in _PUBMEDS_OWN:
            continue
        line.value = " ".join(line.value.split())
        if line.tag in _SIMPLE:
            draft.give(_SIMPLE[line.tag], line.value, tag=line.tag, at=line.offset)
        elif line.tag in _READERS:
            _READERS[line.tag](_Medline(draft=draft, block=block), line)
        else:
            draft.keep(line.tag, line.value)
    design = design_of(kinds, draft.values.get("title", ""))
    return draft.record(source=reading.path, study=Study(design=design) if design else None)


def _type_of(kinds: Iterable[str]) -> str:
    return next((_TYPES[kind.lower()] for kind in kinds if kind.lower() in _TYPES), "article-journal")


@dataclass(kw_only=True)
class _Medline:
    """One record while its lines are read."""

    draft: Draft
    block: Block

    def title(self, line: Line) -> None:
        self.draft.give("title", plain_title(line.value), tag=line.tag, at=line.offset)

    def book(self, line: Line) -> None:
        name = "container_title" if self.block.first("TI") else "title"
        self.draft.give(name, plain_title(line.value), tag=line.tag, at=line.offset)

    def author(self, line: Line) -> None:
        """Read a full name where there is one: `AU` repeats it with initials."""
        if line.tag == "FAU" or not self.block.has("FAU"):
            self.draft.give_person("authors", line.value, at=line.offset)

    def editor(self, line: Line) -> None:
        if line.tag == "FED" or not self.block.has("FED"):
            self.draft.give_person("editors", line.value, at=line.offset)

    def group(self, line: Line) -> None:
        """Read a group beside the authors; alone it is the author."""
        if self.block.has("FAU") or self.block.has("AU"):
            name = self.draft.values.get("collaboration")
            self.draft.values["collaboration"] = f"{name}; {line.value}" if name else line.value
        else:
            self.draft.give_person("authors", f"{{{line.value}}}", at=line.offset)

    def date(self, line: Line) -> None:
        give_date(self.draft, line.value, tag=line.tag, at=line.offset)

    def pages(self, line: Line) -> None:
        self.draft.give("page_range", full_pages(line.value) or line.value, tag=line.tag, at=line.offset)

    def number(self, line: Line) -> None:
        """Read `LID` and `AID`: a DOI, or the number of an article without pages."""
        found = _NUMBER.fullmatch(line.value)
        if found and found["kind"] == "doi":
            self.draft.give("doi", found["number"], tag=line.tag, at=line.offset)
        elif found and line.tag == "LID" and found["kind"] == "pii" and not self.block.has("PG"):
            self.draft.give("page_range", found["number"], tag=line.tag, at=line.offset)
        elif not found or found["kind"] not in {"pii", "pmid", "pmc"}:
            self.draft.keep(line.tag, line.value)

    def serial_number(self, line: Line) -> None:
        if "issn" not in self.draft.values or "linking" not in line.value.lower():
            give_serial_number(self.draft, line.value, tag=line.tag, at=line.offset)

    def heading(self, line: Line) -> None:
        """Read a subject heading: a star marks what the work is mostly about, behind strokes are aspects of it."""
        heading = line.value.partition("/")[0].strip("* ")
        self.draft.add_heading(heading)
        if "*" in line.value:
            self.draft.add_keywords([heading])

    def topic(self, line: Line) -> None:
        self.draft.add_keywords([line.value.strip("* ")])

    def language(self, line: Line) -> None:
        self.draft.give("language", line.value, tag=line.tag, at=line.offset)

    def kind(self, line: Line) -> None:
        """Leave what the type of the work and the design of the study are read from."""


_SIMPLE = {
    "PMID": "pmid", "PMC": "pmcid", "JT": "container_title", "TA": "container_abbreviation", "VI": "volume",
    "IP": "issue", "AB": "abstract", "PB": "publisher", "EN": "edition", "CTI": "series",
}  # fmt: skip
_READERS: dict[str, Callable[[_Medline, Line], None]] = {
    "TI": _Medline.title,
    "BTI": _Medline.book,
    **dict.fromkeys(("FAU", "AU"), _Medline.author),
    **dict.fromkeys(("FED", "ED"), _Medline.editor),
    "CN": _Medline.group,
    "DP": _Medline.date,
    "PG": _Medline.pages,
    **dict.fromkeys(("LID", "AID"), _Medline.number),
    **dict.fromkeys(("IS", "ISBN"), _Medline.serial_number),
    "MH": _Medline.heading,
    "OT": _Medline.topic,
    "LA": _Medline.language,
    "PT": _Medline.kind,
}
