"""retractions.csv, a snapshot of the Retraction Watch data → its notices, found by the identifiers of the works.

Source: the data that Crossref publishes (https://gitlab.com/crossref/retraction-watch-data), one notice a row. Only
what names works and notices is read; titles, where bytes may be doubtful, are not.
"""

import csv
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import msgpack

from painsite.model import PartialDate, RetractionNature, Value
from painsite.problems import Place, Problem, Unreadable
from painsite.sources.dates import parse_date, real_date
from painsite.sources.identifiers import parse_doi, parse_pmid
from painsite.sources.quoting import quoted

COLUMNS = (
    "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDOI", "OriginalPaperPubMedID",
    "RetractionNature", "Reason",
)  # fmt: skip
"""Those that are read; the data has twenty."""
_NATURES: Mapping[str, RetractionNature] = {
    "retraction": "retraction",
    "expression of concern": "concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
_US_DATE = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})(?:\s+[0-9:]+(?:\s*[AP]M)?)?")
_MOST_TOLD = 10
_RENEW = "download the file again, or remove the row"


class Notice(Value, frozen=True, kw_only=True, array_like=True):
    """One row, as far as it names a work that can be found."""

    line: int
    doi: str
    """Of the work; bare and in lower case, empty where the data has none."""
    pmid: str
    """Of the work."""
    nature: RetractionNature | None
    """None where the row says something unknown."""
    date: PartialDate | None
    notice_doi: str
    notice_pmid: str
    reasons: tuple[int, ...]
    """Positions in `Snapshot.reasons`; there are some hundred different ones in sixty thousand rows."""
    doubts: tuple[str, ...]
    """What of it cannot be understood."""


class Snapshot(Value, frozen=True, kw_only=True, array_like=True):
    """A whole file, in a form of which little has to be unpacked: see `notices`."""

    path: str = ""
    until: str = ""
    """ISO 8601; see `Library.retractions_until`."""
    rows: tuple[bytes, ...] = ()
    """Packed notices, in the file's order."""
    numbers: Mapping[str, tuple[int, ...]] = {}
    """By `doi:…` and `pmid:…` of a work, positions in `rows`."""
    reasons: tuple[str, ...] = ()
    """In the words of the data."""
    problems: tuple[Problem, ...] = ()
    """Those of the file; what is doubtful about a notice is told where it is on a work of the site."""

    def notices(self, *names: str) -> list[Notice]:
        """Return the notices on a work that has these names, such as `doi:10.1097/brs.0000000000004198`; each once."""
        found = {number for name in names for number in self.numbers.get(name, ())}
        return [_row_decoder.decode(self.rows[number]) for number in sorted(found)]


def parse_retractions(content: bytes, *, path: str) -> Snapshot:
    """Read a snapshot. A file without one of the `COLUMNS` gives no notices, and a problem that says so."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    table = _Table(path, text.split("\n"))
    rows = table.rows()
    _, header = next(rows, (1, []))
    columns = {name.strip(): position for position, name in enumerate(header) if name.strip()}
    if missing := [name for name in COLUMNS if name not in columns]:
        return Snapshot(path=path, problems=(table.incomplete(missing, content),))
    packed: list[bytes] = []
    numbers: dict[str, list[int]] = {}
    reasons: dict[str, int] = {}
    newest: PartialDate | None = None
    places = [columns[name] for name in COLUMNS]
    for line, cells in rows:
        if not any(cells):
            continue
        # all lines of the data end with a comma; a cell too many has moved the others
        if not len(columns) <= len(cells) <= len(header) or any(cells[len(columns) :]):
            table.report(line, f"this row has {len(cells)} cells, and the first row {len(columns)} columns")
            continue
        notice = _notice(line, [cells[place].strip() for place in places], reasons)
        newest = max(newest or notice.date, notice.date) if notice.date else newest
        for name in names_of(notice.doi, notice.pmid):
            numbers.setdefault(name, []).append(len(packed))
        if notice.doi or notice.pmid:
            packed.append(_encode(notice))
    return Snapshot(
        path=path,
        until=str(newest or ""),
        rows=tuple(packed),
        numbers={name: tuple(positions) for name, positions in numbers.items()},
        reasons=tuple(reasons),
        problems=tuple(table.told()),
    )


def names_of(doi: str, pmid: str) -> list[str]:
    """Return the names by which a work is looked up."""
    return [*([f"doi:{doi}"] if doi else []), *([f"pmid:{pmid}"] if pmid else [])]


def pack_snapshot(snapshot: Snapshot) -> bytes:
    """Pack a snapshot for `unpack_snapshot`."""
    return _encode(snapshot)


def unpack_snapshot(packed: bytes) -> Snapshot:
    """Return a snapshot. Raises `msgspec.DecodeError`."""
    return _decoder.decode(packed)


_encode = msgpack.Encoder().encode
_decoder = msgpack.Decoder(Snapshot)
_row_decoder = msgpack.Decoder(Notice)


def _notice(line: int, cells: Sequence[str], reasons: dict[str, int]) -> Notice:
    """Make a notice of the cells of the `COLUMNS`; reasons that are new get a number."""
    day, notice_doi, notice_pmid, doi, pmid, kind, why = cells
    doubts = []
    date, nature = None, _NATURES.get(" ".join(kind.lower().split()))
    try:
        date = _parse_date(day) if day else None
    except Unreadable as error:
        doubts.append(error.message)
    if nature is None:
        doubts.append(f"{quoted(kind)} is not a known kind of notice" if kind else "the nature is missing")
    return Notice(
        line=line,
        doi=_identifier(parse_doi, doi),
        pmid=_identifier(parse_pmid, pmid),
        nature=nature,
        date=date,
        notice_doi=_identifier(parse_doi, notice_doi),
        notice_pmid=_identifier(parse_pmid, notice_pmid),
        reasons=tuple(
            [
                reasons.setdefault(words, len(reasons))
                for part in why.split(";")
                if (words := part.strip().lstrip("+").strip())
            ]
        ),
        doubts=tuple(doubts),
    )


@functools.lru_cache(maxsize=1 << 12)
def _parse_date(text: str) -> PartialDate:
    """Read `8/16/2023 0:00`, month first, or a date as ISO 8601 has it. Raises Unreadable."""
    found = _US_DATE.fullmatch(text)
    if not found:
        return parse_date(text[: len("2023-08-16")])
    month, day = int(found["month"]), int(found["day"])
    if not (month and day):
        raise Unreadable(f"{quoted(text)} is not a date")
    return real_date(int(found["year"]), month, day, text)


def _identifier(parse: Callable[[str], str], text: str) -> str:
    """Return an identifier, or nothing for `unavailable`, `0` and what is none."""
    if len(text) < 3 or text.lower() == "unavailable":
        return ""
    try:
        return parse(text)
    except Unreadable:
        return ""


@dataclass(slots=True)
class _Table:
    """A file, row by row."""

    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    unread: int = 0
    """Rows that could not be read, beyond those that are told one by one."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield line, from 1, and cells of each row; one that cannot be read is reported and left out."""
        # by "\n" alone: a field may hold a line separator of Unicode
        reader = csv.reader((f"{line}\n" for line in self.lines), strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.report(line, f"this row is not valid CSV: {error}")
                continue
            if any(cells):
                yield line, cells

    def report(self, line: int, message: str) -> None:
        """Note that a row cannot be read."""
        if len(self.problems) < _MOST_TOLD:
            self.problems.append(_problem(self.path, line, message, _RENEW))
        else:
            self.unread += 1

    def told(self) -> Iterator[Problem]:
        """Yield what was reported, the last in sum."""
        yield from self.problems
        if self.unread:
            message = f"{self.unread} further {'rows' if self.unread > 1 else 'row'} cannot be read"
            yield _problem(self.path, 1, message, _RENEW)

    def incomplete(self, missing: Sequence[str], content: bytes) -> Problem:
        """Say that there are no columns of these names, or why there cannot be."""
        names = ", ".join(f"`{name}`" for name in missing)
        message = f"there {'is no column' if len(missing) == 1 else 'are no columns'} {names}"
        remedy = "use the file that Crossref publishes, including its first row"
        if not content.strip():
            message = "the file has no content"
        elif "\ufffd" in self.lines[0]:  # Excel saves UTF-16
            message, remedy = "the file is not UTF-8 text", f"{remedy}, or save it as CSV in UTF-8"
        return Problem(place=Place(path=self.path), rule="bad-retractions", message=message, remedy=remedy)


def _problem(path: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(place=Place(path=path, line=line), rule="bad-retraction", message=message, remedy=remedy)
