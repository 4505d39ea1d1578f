"""RIS: from the text of a file to records.

Source: Research Information Systems, RIS Format Specifications (2011), and what Zotero, EndNote, Ovid, Scopus and the
great publishers write. EndNote sets several keywords or numbers of one tag in lines of their own; its `ET` of a journal
article is a date. What no field holds is kept under its tag.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from painsite.editing.formats.draft import Draft, is_own_key
from painsite.editing.formats.parts import give_date, give_serial_number, keywords_in
from painsite.editing.formats.references import References, Refused, collect
from painsite.editing.formats.tagged import Block, Line, Syntax, split_blocks
from painsite.editing.formats.titles import plain_title
from painsite.editing.record import Record
from painsite.sources.bibtex.genres import genre_in_words
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_LINE = re.compile(r"[\ufeff ]{0,3}(?P<tag>[A-Z][A-Z0-9])(?:  -| ?-(?=\s|$))\s?(?P<value>.*)")
"""Two blanks, a hyphen and a blank follow a tag; some programs leave one of them out."""
SYNTAX = Syntax(line=_LINE, begins=frozenset({"TY"}), ends="ER", continues=lambda text: bool(text.strip()))

CSL_TYPE_BY_RIS_TYPE = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic",
    "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure",
    "CLSWK": "classic", "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book",
    "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "EQUA": "figure",
    "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document", "GRNT": "document",
    "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal", "INTV": "interview",
    "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "regulation", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage", "MUSIC": "musical_score",
    "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation",
    "STD": "standard", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript",
    "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip

_TITLES = ("TI", "T1", "CT")
_PERIODICALS = frozenset({"JOUR", "EJOUR", "JFULL", "MGZN", "NEWS", "INPR", "ABST"})
_WHOLE_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "SER", "CTLG", "CLSWK", "ANCIENT"})
_PUBMED = re.compile(r"\b(?:nlm|pubmed|medline)\b", re.IGNORECASE)
_NAMED_NUMBER = re.compile(r"(?P<name>PMID|PMCID|ISBN|ISSN|DOI)\s*:\s*(?P<value>\S+)", re.IGNORECASE)
_DOI_NOTE = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)10\.[0-9]{4,9}/\S+", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{4}")
_EIGHT_DIGITS = re.compile(r"(?:19|20)[0-9]{6}")
_BOOKKEEPING = frozenset({"DB", "DP", "AD", "ER"})
"""Who delivered the record, and where the authors worked: not kept."""


def parse_ris(text: str, *, path: str) -> References:
    """Read a RIS file. A record without a type or a title is refused."""
    reading = Reading(path=path, text=text)
    return collect(reading, (_read(reading, block) for block in split_blocks(reading, SYNTAX)))


def _read(reading: Reading, block: Block) -> Record | Refused:
    draft = Draft(reading=reading, offset=block.offset)
    kind = block.first("TY").split("\n")[0].strip().upper()
    if not block.has("TY"):
        place = f"{reading.path}:{reading.position(block.offset)[0]}"
        return Refused(place=place, name=block.first(*_TITLES)[:60], reason="no line `TY  - …` begins it")
    if not block.is_closed:
        reading.report(
            "bad-record", block.offset, "the record has no line `ER  -` at its end", "check that it is whole"
        )
    if kind not in CSL_TYPE_BY_RIS_TYPE:
        message = f"{quoted(kind)} is not a type of RIS, and the work is read as a document"
        reading.report("bad-record", block.offset, message, "set its `type`")
        draft.keep("TY", kind)
    draft.set("type", CSL_TYPE_BY_RIS_TYPE.get(kind, "document"))
    work = _RisWork(draft=draft, block=block, kind=kind)
    for line in block.lines:
        work.read(line)
    work.finish()
    key = block.first("ID").strip()
    return draft.record(source=reading.path, citekey=key if is_own_key(key, draft.people.get("authors")) else "")


@dataclass(kw_only=True)
class _RisWork:
    """One record, whose type says what some of its tags mean."""

    draft: Draft
    block: Block
    kind: str
    first_page: str = ""
    last_page: str = ""

    def read(self, line: Line) -> None:
        """Read one line."""
        tag, value, draft = line.tag, line.value, self.draft
        if not value or tag in _BOOKKEEPING or tag in {"TY", "ID"}:
            return
        if tag in _SIMPLE:
            if _SIMPLE[tag] == "title" and _PUBMED.search(self.block.first("DP", "DB")):
                value = plain_title(value)
            draft.give(_SIMPLE[tag], value, tag=tag, at=line.offset)
        elif tag in _PEOPLE:
            for name in value.split("\n"):
                draft.give_person(_PEOPLE[tag], name, at=line.offset)
        elif tag in _READERS:
            _READERS[tag](self, line)
        elif tag == "ST" and value in {self.block.first(name) for name in _TITLES}:
            pass  # EndNote's short title, which is not short
        else:
            draft.keep(tag, value)

    def finish(self) -> None:
        """Put together what several lines say."""
        first, last = self.first_page, self.last_page
        is_whole = not first or not last or "-" in first or last == first
        self.draft.give("page_range", first or last if is_whole else f"{first}-{last}", tag="SP")
        if "title" not in self.draft.values:  # what else may be a title, the likeliest first
            for tag in ("BT", "ST", "T3", "T2"):
                kept = self.draft.extra.pop(tag, [])
                if kept:
                    self.draft.give("title", kept[0], tag=tag)
                    break

    def container(self, line: Line) -> None:
        """Read what holds the work; a conference has its name here if `C3` names the proceedings, a book its series."""
        draft, value, tag = self.draft, line.value, line.tag
        if tag == "T2" and self.kind in {"CONF", "CPAPER"} and self.block.has("C3"):
            draft.give("event", value, tag=tag, at=line.offset)
        elif tag == "T2" and self.kind in {*_WHOLE_BOOKS, "RPRT", "COMP", "MAP"}:
            draft.give("series", value, tag=tag, at=line.offset)
        elif tag == "BT" and self.kind in _WHOLE_BOOKS:
            draft.give("title", value, tag=tag, at=line.offset)
        elif tag == "C3" and self.kind not in {"CONF", "CPAPER"}:
            draft.keep(tag, value)
        else:
            draft.give("container_title", value, tag=tag, at=line.offset)

    def abbreviation(self, line: Line) -> None:
        """Read the journal's short name; the only name there is stands for the journal."""
        full = self.block.first("T2", "JF", "BT")
        if line.tag in {"JO", "JA", "J1", "J2"} and (not full or full == line.value):
            self.draft.give("container_title", line.value, tag=line.tag, at=line.offset)
        else:
            self.draft.give("container_abbreviation", line.value, tag=line.tag, at=line.offset)

    def date(self, line: Line) -> None:
        """Read when the work appeared, or how far it is."""
        names = {"Y2": "accessed", "OP": "original_date"}
        value = line.value
        if line.tag == "OP" and not _YEAR.search(value):  # EndNote has the original title there
            self.draft.keep(line.tag, value)
            return
        if line.tag == "DA" and not _YEAR.search(value):  # EndNote has the month alone
            value = f"{self.block.first('PY', 'Y1')[:4]} {value}"
        give_date(self.draft, value, name=names.get(line.tag, "issued"), tag=line.tag, at=line.offset)

    def page(self, line: Line) -> None:
        """Read the first or the last page."""
        page = line.value.split("\n")[0].strip()
        if line.tag == "SP":
            self.first_page = self.first_page or page
        else:
            self.last_page = self.last_page or page

    def edition(self, line: Line) -> None:
        """Read the edition; EndNote has the day of an article's electronic version there."""
        if self.kind in _PERIODICALS:
            if not _EIGHT_DIGITS.fullmatch(line.value.replace("/", "").replace("-", "")):
                self.draft.keep(line.tag, line.value)
            return
        name = "version" if self.kind == "COMP" else "edition"
        self.draft.give(name, line.value, tag=line.tag, at=line.offset)

    def serial_number(self, line: Line) -> None:
        """Read ISSN or ISBN, or a number of a report or patent: whatever the text is."""
        if self.kind in {"RPRT", "PAT", "STAND"} and not re.search(r"is[bs]n", line.value, re.IGNORECASE):
            self.draft.give("number", line.value, tag=line.tag, at=line.offset)
            return
        give_serial_number(self.draft, line.value, tag=line.tag, at=line.offset)

    def number(self, line: Line) -> None:
        """Read `M1` and `IS`: the issue of what appears in issues, else a number."""
        is_issue = line.tag in {"IS", "CP"} and self.kind not in _WHOLE_BOOKS
        name = "issue" if is_issue else "number"
        if line.tag == "M1" and self.kind in _PERIODICALS:
            name = "issue"
        self.draft.give(name, line.value, tag=line.tag, at=line.offset)

    def accession(self, line: Line) -> None:
        """Read PubMed's number where the record is from there, or ours."""
        source = self.block.first("DB", "DP")
        is_pubmed = line.value.isdecimal() and len(line.value) <= 8 and (not source or _PUBMED.search(source))
        if is_pubmed:
            self.draft.give("pmid", line.value, tag=line.tag, at=line.offset)
        else:
            self.draft.keep(line.tag, line.value)

    def second(self, line: Line) -> None:
        """Read the number of PubMed Central, or the one of an article that has no pages."""
        words = line.value.strip()
        if re.fullmatch(r"PMC[0-9]+", words, re.IGNORECASE):
            self.draft.give("pmcid", words, tag=line.tag, at=line.offset)
        elif (
            line.tag in {"C7", "AR", "C2"}
            and self.kind in _PERIODICALS
            and not self.block.has("SP")
            and " " not in words
        ):
            self.draft.give("page_range", words, tag=line.tag, at=line.offset)
        else:
            self.draft.keep(line.tag, line.value)

    def note(self, line: Line) -> None:
        """Read a note of ours, or a number with its name; any other is kept."""
        rest = []
        for row in line.value.split("\n"):
            name, _, value = row.partition(": ")
            numbered = _NAMED_NUMBER.fullmatch(row.strip())
            if name in _OUR_NOTES and value:
                self.draft.give(_OUR_NOTES[name], value, tag=line.tag, at=line.offset)
            elif numbered:
                self.draft.give(numbered["name"].lower(), numbered["value"], tag=line.tag, at=line.offset)
            elif _DOI_NOTE.fullmatch(row.strip()):
                self.draft.give("doi", row, tag=line.tag, at=line.offset)
            else:
                rest.append(row)
        self.draft.keep(line.tag, "\n".join(rest))

    def kind_of_work(self, line: Line) -> None:
        """Read `M3`: a DOI in files of Elsevier, else what kind of thesis or report it is."""
        if _DOI_NOTE.fullmatch(line.value.strip()) or line.value.strip().startswith("10."):
            self.draft.give("doi", line.value, tag=line.tag, at=line.offset)
        elif self.kind in {"THES", "RPRT", "SLIDE", "PAMP", "MANSCPT"}:
            self.draft.give("genre", genre_in_words(line.value), tag=line.tag, at=line.offset)
        else:
            self.draft.keep(line.tag, line.value)

    def address(self, line: Line) -> None:
        """Read addresses: the work's own, and that of a free copy; files on a disk are kept."""
        for one in _addresses_in(line.value):
            if _DOI_NOTE.fullmatch(one.strip()):
                self.draft.give("doi", one, tag=line.tag, at=line.offset)
            elif not re.match(r"https?://", one.strip(), re.IGNORECASE):
                self.draft.keep(line.tag, one)
            else:
                name = "full_text" if line.tag == "L1" else "url"
                self.draft.give(name, one.strip(), tag=line.tag, at=line.offset)

    def keywords(self, line: Line) -> None:
        """Read keywords, of which EndNote has one in each line and others several in one."""
        self.draft.add_keywords(keywords_in(line.value))

    def publisher(self, line: Line) -> None:
        """Read who published the work: of a thesis or report an institution."""
        name = "institution" if self.kind in {"THES", "RPRT"} else "publisher"
        self.draft.give(name, line.value.replace("\n", "; "), tag=line.tag, at=line.offset)


def _addresses_in(text: str) -> list[str]:
    """Divide a text into addresses, if it holds nothing else; else into its lines."""
    pieces = [piece.strip(",;") for piece in text.split()]
    return pieces if all(piece.lower().startswith("http") for piece in pieces) else text.split("\n")


_SIMPLE = {
    "TI": "title", "T1": "title", "CT": "title", "T3": "series", "VL": "volume", "VO": "volume", "CY": "place",
    "PP": "place", "DO": "doi", "DI": "doi", "LA": "language", "AB": "abstract", "N2": "abstract",
}  # fmt: skip
_PEOPLE = {"AU": "authors", "A1": "authors", "A2": "editors", "ED": "editors", "A3": "editors", "A4": "translators"}
_OUR_NOTES = {"Main title": "main_title", "Status": "publication_status", "Version": "version"}
_READERS: dict[str, Callable[[_RisWork, Line], None]] = {
    **dict.fromkeys(("T2", "JF", "BT", "C3"), _RisWork.container),
    **dict.fromkeys(("JO", "JA", "J1", "J2"), _RisWork.abbreviation),
    **dict.fromkeys(("PY", "Y1", "DA", "Y2", "OP"), _RisWork.date),
    **dict.fromkeys(("SP", "EP"), _RisWork.page),
    **dict.fromkeys(("IS", "CP", "M1"), _RisWork.number),
    **dict.fromkeys(("C2", "C7", "AR"), _RisWork.second),
    **dict.fromkeys(("N1", "M2"), _RisWork.note),
    **dict.fromkeys(("UR", "L1", "L2", "LK"), _RisWork.address),
    "ET": _RisWork.edition,
    "SN": _RisWork.serial_number,
    "AN": _RisWork.accession,
    "M3": _RisWork.kind_of_work,
    "KW": _RisWork.keywords,
    "PB": _RisWork.publisher,
}
