"""What formats for reference managers cannot hold of an entry: said once, where its editor can change it."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from painsite.model import Entry
from painsite.pages.formats.bibtex import can_be_kept, written_key
from painsite.pages.formats.ris import has_room_for_event, has_room_for_numbers, number_of
from painsite.pages.formats.signs import CONTROL
from painsite.pages.formats.works import container_of
from painsite.problems import Place, Problem
from painsite.sources.bibtex.fields import is_private
from painsite.sources.bibtex.types import CSL_TYPE_BY_BIBTEX_TYPE
from painsite.sources.quoting import quoted

_TEXTS = (
    "title", "container_title", "container_abbreviation", "publisher", "place", "edition", "series", "number",
    "institution", "event", "volume", "issue", "page_range", "headline", "summary",
)  # fmt: skip
_texts_of = attrgetter(*_TEXTS)


def export_losses(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Name what exports leave out or change, by entry; nothing for nearly all of them."""
    by_written_key: dict[str, str] = {}
    for entry in entries:
        yield from _of_key(entry, by_written_key)
        if entry.bibtex_type:
            yield from _of_type(entry)
        if entry.bibtex_fields:
            yield from _of_kept_fields(entry)
        yield from _of_texts(entry)
        yield from _of_ris(entry)


def _of_key(entry: Entry, by_written_key: dict[str, str]) -> Iterator[Problem]:
    written = written_key(entry.citekey)
    other = by_written_key.setdefault(written, entry.citekey)
    if other != entry.citekey:
        message = f"the citekeys {quoted(other)} and {quoted(entry.citekey)} are both `{written}` in BibTeX"
        yield _problem(entry, "citekey", message, "rename one of them, and keep its old key among `aliases`")
    elif written != entry.citekey:
        message = f"BibTeX does not allow the citekey {quoted(entry.citekey)}, which becomes `{written}` there"
        yield _problem(entry, "citekey", message, "rename it, and keep the old key among `aliases`")


def _of_type(entry: Entry) -> Iterator[Problem]:
    if entry.bibtex_type.lower() not in CSL_TYPE_BY_BIBTEX_TYPE and entry.type == "document":
        message = f"Zotero leaves out BibTeX entries of the type {quoted(f'@{entry.bibtex_type}')}"
        yield _problem(entry, "type", message, "use a type of BibLaTeX, such as `@misc`")


def _of_kept_fields(entry: Entry) -> Iterator[Problem]:
    for name, raw in entry.bibtex_fields.items():
        if not is_private(name) and not can_be_kept(name, raw):
            message = (
                f"the BibTeX field {quoted(name)} is left out of exports, since it cannot be written as valid BibTeX"
            )
            yield _problem(
                entry, name, message, "make sure that its braces match and that it does not end with a backslash"
            )


def _of_texts(entry: Entry) -> Iterator[Problem]:
    texts = _texts_of(entry)
    people = [part for one in (*entry.authors.people, *entry.editors.people) for part in (one.literal, one.family)]
    together = "".join((*texts, *entry.tags, *people))
    if not together.isprintable() and CONTROL.search(together):
        fields = [*zip(_TEXTS, texts, strict=True), ("tags", "".join(entry.tags)), ("authors", "".join(people))]
        for name, text in fields:
            if found := CONTROL.search(text):
                message = f"`{name}` contains the control character U+{ord(found[0]):04X}, which exports leave out"
                yield _problem(entry, name, message, "remove it")
    for tag in entry.tags:
        if ";" in tag:
            message = f"reference managers split the tag {quoted(tag)} at its semicolon"
            yield _problem(entry, "tags", message, "write it without a semicolon")


def _of_ris(entry: Entry) -> Iterator[Problem]:
    for name, people in (("authors", entry.authors.people), ("editors", entry.editors.people)):
        for person in people:
            if "," in person.literal:
                message = f"RIS reads what follows the comma in {quoted(person.literal)} as given names"
                yield _problem(entry, name, message, "write the name without a comma")
    if entry.publisher and entry.institution:
        left_out = "publisher" if entry.type in {"report", "thesis"} else "institution"
        message = (
            f"RIS and CSL-JSON have room for only one of `publisher` and `institution`, and leave out the {left_out}"
        )
        yield _problem(entry, left_out, message, "keep the one that a reference should name")
    if entry.isbn and entry.issn and not has_room_for_numbers(entry):
        left_out = "isbn" if number_of(entry) == entry.issn else "issn"
        message = f"RIS has room for only one of `isbn` and `issn`, and leaves out the {left_out.upper()}"
        yield _problem(entry, left_out, message, "keep the one by which readers find the work")
    if entry.event and container_of(entry) and not has_room_for_event(entry):
        message = f"RIS has no place for the `event` of a work of the type `{entry.type}`"
        yield _problem(entry, "event", message, "use the type `paper-conference` if it is one")


def _problem(entry: Entry, name: str, message: str, remedy: str) -> Problem:
    path, line, column = entry.places.get(name) or entry.places.get("citekey") or (entry.path, 1, 1)
    place = Place(path=path, line=line, column=column)
    return Problem(place=place, rule="export-loss", message=message, remedy=remedy)
