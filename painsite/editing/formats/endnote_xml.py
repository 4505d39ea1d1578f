"""EndNote's XML: from the text of a file to records.

Source: EndNote's RSXML.dtd, and files of EndNote 15 to 21. Texts stand in `style` elements, whose bold and italics say
nothing that an entry could hold.
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from painsite.editing.formats.draft import Draft, is_own_key
from painsite.editing.formats.parts import give_date, give_serial_number, keywords_in
from painsite.editing.formats.reference_types import type_of
from painsite.editing.formats.references import References, Refused, collect
from painsite.editing.formats.xml_records import read_records
from painsite.editing.record import Record
from painsite.problems import Unreadable
from painsite.sources.identifiers import parse_pmcid
from painsite.sources.reading import Reading

_BOOKKEEPING = frozenset({
    "database", "source-app", "rec-number", "foreign-keys", "ref-type", "auth-address", "remote-database-provider",
    "remote-database-name", "label", "research-notes-reserved", "modified-date", "added-date", "reverse-chronology",
    "access-date-reserved", "style", "reference-type",
})  # fmt: skip
"""Of EndNote's own library, and where the authors worked: not kept."""
_SIMPLE = {
    "volume": "volume", "number": "issue", "pub-location": "place", "edition": "edition", "language": "language",
    "electronic-resource-num": "doi", "abstract": "abstract", "work-type": "genre", "pages": "page_range",
    "isbn": "serial number",
}  # fmt: skip
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_PEOPLE = {
    "authors": "authors", "secondary-authors": "editors", "tertiary-authors": "editors",
    "translated-authors": "translators",
}  # fmt: skip


def parse_endnote_xml(text: str, *, path: str) -> References:
    """Read EndNote's XML. A record without a title is refused, and so is what stands behind an error of the XML."""
    reading = Reading(path=path, text=text)
    return collect(reading, _records(reading))


def _records(reading: Reading) -> Iterator[Record | Refused]:
    line = 1
    try:
        for line, element in read_records(reading.text, "record"):
            yield _read(reading, element, line)
    except Unreadable as error:
        yield Refused(place=f"{reading.path}:{line}", name="what follows this record", reason=error.message)


def _read(reading: Reading, record: Element, line: int) -> Record | Refused:
    draft = Draft(reading=reading, offset=reading.start_of_line(line))
    kind = record.find("ref-type")
    name = "" if kind is None else kind.get("name", "")
    number = "" if kind is None else text_of(kind)
    draft.set("type", type_of(name, number) or "document")
    for part in record:
        _read_part(draft, record, part)
    key = text_of(record.find("label"))
    if is_own_key(key, draft.people.get("authors")):
        return draft.record(source=reading.path, citekey=key)
    draft.keep("label", key)
    return draft.record(source=reading.path)


def _read_part(draft: Draft, record: Element, part: Element) -> None:
    tag, text = str(part.tag), text_of(part)
    if tag in _READERS_OF_GROUPS:
        _READERS_OF_GROUPS[tag](draft, part)
    elif text and tag not in _BOOKKEEPING:
        field = _field_of(tag, text, str(draft.values["type"]), record)
        if field == "serial number":
            give_serial_number(draft, text, tag=tag)
        elif field:
            draft.give(field, text, tag=tag)
        else:
            draft.keep(tag, text)


def _field_of(tag: str, text: str, kind: str, record: Element) -> str:
    """Return our field for an element, which may depend on the kind of work; nothing where it is to be kept."""
    if tag == "number" and kind not in _PERIODICALS:
        return "number"
    if tag == "publisher":
        return "institution" if kind in {"thesis", "report"} else "publisher"
    if tag == "accession-num":
        provider = text_of(record.find("remote-database-provider"))
        return "pmid" if text.isdecimal() and len(text) <= 8 and provider in {"", "NLM"} else ""
    if tag == "custom2":
        return "pmcid" if _is_pmcid(text) else ""
    if tag == "edition" and kind in _PERIODICALS:  # the day of an article's electronic version
        return ""
    return _SIMPLE.get(tag, "")


def _is_pmcid(text: str) -> bool:
    try:
        return text.upper().startswith("PMC") and bool(parse_pmcid(text))
    except Unreadable:
        return False


def _read_people(draft: Draft, group: Element) -> None:
    for kind in group:
        for one in kind:
            for name in text_of(one).split("\n"):
                if kind.tag in _PEOPLE:
                    draft.give_person(_PEOPLE[str(kind.tag)], name)
                else:
                    draft.keep(str(kind.tag), name)


def _read_titles(draft: Draft, group: Element) -> None:
    is_whole = draft.values["type"] in {"book", "report", "software", "map"}
    fields: Mapping[str, str] = {
        "title": "title",
        "secondary-title": "series" if is_whole else "container_title",
        "tertiary-title": "series",
        "alt-title": "container_abbreviation",
    }
    for one in group:
        tag, text = str(one.tag), " ".join(text_of(one).split())
        if tag in fields:
            draft.give(fields[tag], text, tag=tag)
        elif tag != "short-title" or text != draft.values.get("title"):
            draft.keep(tag, text)


def _read_periodical(draft: Draft, group: Element) -> None:
    for one in group:
        text = " ".join(text_of(one).split())
        name = "container_title" if one.tag == "full-title" and group.tag == "periodical" else "container_abbreviation"
        if text and text != draft.values.get("container_title"):
            draft.give(name, text, tag=f"{group.tag}/{one.tag}")


def _read_dates(draft: Draft, group: Element) -> None:
    year = text_of(group.find("year"))
    if year:
        give_date(draft, year, tag="year")
    for date in group.iterfind("pub-dates/date"):
        words = text_of(date)
        give_date(draft, words if any(map(str.isdecimal, words)) and len(words) > 9 else f"{year} {words}", tag="date")


def _read_keywords(draft: Draft, group: Element) -> None:
    for one in group:
        draft.add_keywords(keywords_in(text_of(one)))


def _read_addresses(draft: Draft, group: Element) -> None:
    for kind in group:
        for one in kind:
            text = text_of(one)
            if kind.tag == "related-urls" and text.lower().startswith(("http://", "https://")):
                draft.give("url", text.split()[0], tag="url")
            else:
                draft.keep(str(kind.tag), text)


_READERS_OF_GROUPS = {
    "contributors": _read_people,
    "titles": _read_titles,
    "periodical": _read_periodical,
    "alt-periodical": _read_periodical,
    "dates": _read_dates,
    "keywords": _read_keywords,
    "urls": _read_addresses,
}


def text_of(element: Element | None) -> str:
    """Return all text of an element; EndNote ends lines with CR."""
    return "" if element is None else "".join(element.itertext()).replace("\r", "\n").strip()
