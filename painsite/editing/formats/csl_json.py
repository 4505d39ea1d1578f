"""CSL-JSON, as Zotero, Better BibTeX, Pandoc and Manubot write it: from the text of a file to records.

Source: the schema csl-data.json of CSL 1.0.2 (https://github.com/citation-style-language/schema), and Zotero's “Extra”
field, whose lines `PMID: …` and `Citation Key: …` come as the item's `note`.
"""

import re
from collections.abc import Iterator, Mapping

from painsite.editing.formats.draft import Draft, clean
from painsite.editing.formats.json_items import read_items
from painsite.editing.formats.parts import give_date, keywords_in
from painsite.editing.formats.people import person
from painsite.editing.formats.references import References, Refused, collect
from painsite.editing.record import Record
from painsite.model import Issued, PartialDate, Person, Season
from painsite.problems import Unreadable
from painsite.sources.bibtex.types import csl_type_of
from painsite.sources.dates import range_of, real_date
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading
from painsite.sources.schema import CSL_TYPES

Item = Mapping[str, object]

_SIMPLE = {
    "title": "title", "container-title": "container_title", "container-title-short": "container_abbreviation",
    "journalAbbreviation": "container_abbreviation", "collection-title": "series", "event-title": "event",
    "event": "event", "volume": "volume", "issue": "issue", "number": "number", "collection-number": "number",
    "page": "page_range", "edition": "edition", "version": "version", "genre": "genre", "publisher-place": "place",
    "DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "ISBN": "isbn", "ISSN": "issn", "URL": "url",
    "language": "language", "abstract": "abstract", "status": "publication_status",
}  # fmt: skip
_PEOPLE = {"author": "authors", "editor": "editors", "translator": "translators"}
_DATES = {"issued": "issued", "original-date": "original_date", "accessed": "accessed"}
_NOT_KEPT = frozenset(
    {"id", "type", "citation-key", "citation-label", "categories", "schema", "system_id", "title-short"}
)
_EXTRA_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z _-]{1,30}):\s+(?P<value>\S.*)")
_BRACED_EXTRA = re.compile(r"\{:(?P<name>[A-Za-z_-]{2,30}):\s*(?P<value>[^}]+)\}")
_NO_CITEKEY = re.compile(r"\d+|ITEM-\d+|ref\d+|[A-Z0-9]{8}|.*[/\s{}\"#%,].*|.{81,}", re.DOTALL)
_SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")


def parse_csl_json(text: str, *, path: str) -> References:
    """Read CSL-JSON. An item without a title is refused, and so is what stands behind an error of the JSON."""
    reading = Reading(path=path, text=text)
    return collect(reading, _records(reading))


def _records(reading: Reading) -> Iterator[Record | Refused]:
    offset = 0
    try:
        for offset, item in read_items(reading.text):
            yield _read(reading, item, offset)
    except Unreadable as error:
        line = reading.position(offset)[0]
        yield Refused(place=f"{reading.path}:{line}", name="what follows this item", reason=error.message)


def _read(reading: Reading, item: Item, offset: int) -> Record | Refused:
    if "itemType" in item:
        place = f"{reading.path}:{reading.position(offset)[0]}"
        reason = "it is in Zotero’s own JSON; export it as `CSL JSON` or `Better CSL JSON`"
        return Refused(place=place, name=_text(item.get("title"))[:60], reason=reason)
    draft = Draft(reading=reading, offset=offset)
    hidden, notes = _extra_lines(_text(item.get("note")))
    kind = hidden.pop("type", "") or _text(item.get("type")).strip()
    _give_type(draft, kind)
    members = {**{name: value for name, value in hidden.items() if name not in item}, **item}
    for name, value in members.items():
        if name != "note":
            _read_member(draft, members, name, value)
    draft.keep("note", notes)
    key = _text(item.get("citation-key")) or hidden.get("citation-key", "")
    return draft.record(source=reading.path, citekey=clean(key) or usable_id(_text(item.get("id"))))


def usable_id(text: str) -> str:
    """Return an item's id where it may be a citekey, and is no number or address of a database."""
    return "" if _NO_CITEKEY.fullmatch(text) or "://" in text else clean(text)


def _give_type(draft: Draft, kind: str) -> None:
    known = kind if kind in CSL_TYPES else csl_type_of(kind.lower())
    if not known and kind:
        message = f"{quoted(kind)} is not a type of CSL, and the work is read as a document"
        draft.report("bad-record", message, "set its `type`")
        draft.keep("type", kind)
    draft.set("type", known or "document")


def _read_member(draft: Draft, item: Item, name: str, value: object) -> None:
    if value is None or name in _NOT_KEPT:
        return
    if name in _PEOPLE:
        _read_people(draft, _PEOPLE[name], value)
    elif name in _DATES:
        _read_date(draft, _DATES[name], name, value)
    elif name in {"publisher", "archive", "archive_location"}:
        _read_place_of_keeping(draft, item, name, _text(value))
    elif name == "keyword":
        texts = [_text(one) for one in value] if isinstance(value, list) else re.split(r"[,;\n]", _text(value))
        draft.add_keywords(keyword for text in texts for keyword in keywords_in(text))
    elif name in _SIMPLE:
        draft.give(_SIMPLE[name], _text(value), tag=name)
    elif name == "custom" and isinstance(value, dict):
        draft.give("main_title", _text(value.get("main-title")), tag="custom")
    else:
        draft.keep(name, _text(value))


def _read_place_of_keeping(draft: Draft, item: Item, name: str, text: str) -> None:
    """Read the publisher, which is an institution of theses and reports; and arXiv's number."""
    is_at_arxiv = _text(item.get("archive")).lower() == "arxiv"
    if name == "publisher":
        draft.give("institution" if draft.values["type"] in {"thesis", "report"} else "publisher", text, tag=name)
    elif not is_at_arxiv:
        draft.keep(name, text)
    elif name == "archive_location":
        draft.give("arxiv", text, tag=name)


def _read_people(draft: Draft, field: str, value: object) -> None:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            draft.give_person(field, _text(one))
            continue
        literal = _line(one.get("literal")) or _line(one.get("name"))
        particles = filter(None, (_line(one.get("dropping-particle")), _line(one.get("non-dropping-particle"))))
        family = " ".join((*particles, _line(one.get("family"))))
        named = person(family=family, given=_line(one.get("given")), suffix=_line(one.get("suffix")))
        if named:
            draft.add_person(field, named)
        elif literal.lower() in {"others", "et al", "et al."}:
            draft.others.add(field)
        elif literal:
            draft.add_person(field, Person(literal=literal))


def _read_date(draft: Draft, field: str, name: str, value: object) -> None:
    """Read `date-parts` with a season, else `raw` or `literal`, or a text in their place."""
    found: Issued | None = None
    if isinstance(value, dict):
        found = _date_of_parts(value)
        words = _text(value.get("raw")) or _text(value.get("literal"))
    else:
        words = _text(value)
    if found is None:
        give_date(draft, words, tag=name, name=field)
    elif field == "accessed":
        draft.set(field, found.start)
    else:
        draft.set(field, found)


def _date_of_parts(value: Item) -> Issued | None:
    parts = value.get("date-parts")
    dates = [_partial(one) for one in parts if isinstance(one, list)] if isinstance(parts, list) else []
    start, end = (*dates, None, None)[:2]
    if start is None:
        return None
    season = _text(value.get("season")).lower()
    if season and not start.month and not end:
        words = dict(zip(("1", "2", "3", "4", *_SEASONS), _SEASONS * 2, strict=True))
        return Issued(start=start, season=words.get(season, ""))
    try:
        return range_of(start, end, str(start)) if end else Issued(start=start)
    except Unreadable:
        return Issued(start=start)


def _partial(parts: list[object]) -> PartialDate | None:
    """Return as much of a date as the calendar has."""
    numbers = []
    for part in parts[:3]:
        digits = _text(part).strip()
        if not re.fullmatch(r"[0-9]{1,4}", digits):
            break
        numbers.append(int(digits))
    while numbers:
        year, month, day = (*numbers, 0, 0)[:3]
        try:
            return real_date(year, month, day if month else 0, str(year))
        except Unreadable:
            numbers.pop()
    return None


def _extra_lines(note: str) -> tuple[dict[str, str], str]:
    """Divide a note into lines that give a variable, and the rest."""
    found: dict[str, str] = {}
    rest = []
    for row in clean(note).split("\n"):
        parts = list(_BRACED_EXTRA.finditer(row)) or ([whole] if (whole := _EXTRA_LINE.fullmatch(row.strip())) else [])
        known = [(name, part["value"].strip()) for part in parts if (name := _variable(part["name"]))]
        for name, value in known:
            found.setdefault(name, value)
        if not known:
            rest.append(row)
    return found, "\n".join(rest).strip()


def _variable(name: str) -> str:
    """Return the variable that a line of a note names: `Citation Key`, `PMID`, `Original Date`."""
    written = name.strip().lower().replace(" ", "-").replace("_", "-")
    return _VARIABLES.get(written, "")


_VARIABLES = {
    name.lower().replace("_", "-"): name
    for name in (*_SIMPLE, *_PEOPLE, *_DATES, "archive", "archive_location", "publisher", "type", "citation-key")
}


def _line(value: object) -> str:
    return " ".join(clean(_text(value)).split())


def _text(value: object) -> str:
    """Return a text, or the first of a list; numbers are texts."""
    if isinstance(value, list):
        return next((text for one in value if (text := _text(one))), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
