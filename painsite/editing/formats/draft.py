"""A record on its way from a file of references to an entry.

Its values are read by the readers of an entry's own fields, so that a file of references and a YAML file that say the
same mean the same. What a field cannot take is kept in `extra`, by the name that the source has for it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from painsite.editing.formats.references import Refused
from painsite.editing.formats.subjects import is_check_tag
from painsite.editing.record import Record
from painsite.model import Entry, Issued, Names, Person, Study
from painsite.problems import Doubtful, Unreadable
from painsite.sources.field_markup import read_markup
from painsite.sources.misreadings import strip_invisible
from painsite.sources.name_lists import split_names
from painsite.sources.names import OTHERS_NOTES, parse_name
from painsite.sources.readers import Located
from painsite.sources.reading import Reading
from painsite.sources.schema import ENTRY_FIELD_BY_NAME

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_OTHERS = re.compile(r"(?:and |& )?(?:others|et\.? al\.?|…|\.\.\.)", re.IGNORECASE)
_HEADING = re.compile(r"\*?[A-Z][^/*]+(?:/\*?[a-z][a-z ,&-]+)*")
"""A subject heading of PubMed as EndNote has it, if it has a star or a stroke: `Acne Vulgaris/*therapy`."""
_LONGEST_EXTRA = 20_000
"""Characters."""
_LONGEST_NAME = 60
"""Characters of a title by which a refused record is named."""


@dataclass(kw_only=True)
class Draft:
    """What has been read of one record. Nothing else changes while it is read."""

    reading: Reading
    offset: int
    """Where the record begins."""
    values: dict[str, Any] = field(default_factory=dict)
    """By the model's names."""
    people: dict[str, list[Person]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    """Fields of people who are not all named."""
    extra: dict[str, list[str]] = field(default_factory=dict)
    keywords: list[str] = field(default_factory=list)

    def give(self, name: str, text: str, *, tag: str, at: int = -1) -> None:
        """Read a field. What it cannot take, and what is a second value for it, is kept by the source's `tag`.

        `at` is the offset of the text; without one the record's own stands for it.
        """
        words = clean(text)
        if not words:
            return
        offset = self.offset if at < 0 else at
        if name in self.values:
            if self._read(name, words, offset, silent=True) != self.values[name]:
                self.keep(tag, words)
        elif value := self._read(name, words, offset):
            self.values[name] = value
        else:
            self.keep(tag, words)

    def set(self, name: str, value: object) -> None:
        """Give a field a value of the model, unless it has one."""
        if value and name not in self.values:
            self.values[name] = value

    def keep(self, tag: str, text: str) -> None:
        """Keep what no field holds."""
        words = clean(text)
        if words and words not in self.extra.setdefault(tag, []):
            self.extra[tag].append(words)

    def give_person(self, name: str, text: str, *, at: int = -1) -> None:
        """Add a person, or the several people whom a text names beyond doubt."""
        words = " ".join(clean(read_markup(text)[0] if "&" in text or "<" in text else text).split()).strip(" ;,")
        for one in split_names(words) if words else ():
            if _OTHERS.fullmatch(one):
                self.others.add(name)
            else:
                self.people.setdefault(name, []).append(self._person(one, at))

    def add_person(self, name: str, person: Person) -> None:
        """Add a person whose name is divided."""
        if person.last_name or person.given:
            self.people.setdefault(name, []).append(person if person.last_name else Person(literal=person.given))

    def give_date(self, issued: Issued, *, name: str = "issued") -> None:
        """Give a date, which may say more than the one that is there."""
        known = self.values.get(name)
        if known is None or (
            known.year == issued.year and not known.start.month and (issued.start.month or issued.season)
        ):
            self.values[name] = issued

    def report(self, rule: str, message: str, remedy: str, *, at: int = -1) -> None:
        """Note a problem of this record."""
        self.reading.report(rule, self.offset if at < 0 else at, message, remedy)

    def add_keywords(self, texts: Iterable[str]) -> None:
        """Add what the source says of the work's topics."""
        for text in texts:
            words = " ".join(clean(read_markup(text)[0]).split()).strip(" ,;.")
            if ("/" in words or "*" in words) and _HEADING.fullmatch(words):
                words = words.partition("/")[0].strip("* ")
                self.add_heading(words)
            if words and words not in self.keywords:
                self.keywords.append(words)

    def add_heading(self, heading: str) -> None:
        """Add a subject heading of PubMed, unless it says only whom a study was on."""
        known = self.values.get("mesh", ())
        if heading and heading not in known and not is_check_tag(heading):
            self.values["mesh"] = (*known, heading)

    def record(self, *, source: str, citekey: str = "", study: Study | None = None) -> Record | Refused:
        """Return the record; a refusal where it has no title."""
        place = f"{source}:{self.reading.position(self.offset)[0]}"
        for name, people in self.people.items():
            self.values[name] = Names(people=tuple(people), others=name in self.others or self._says_others(name))
        if not self.values.get("title"):
            return Refused(place=place, name=self._name(citekey), reason="it has no title")
        if study:
            self.values["study"] = study
        extra = {tag: "\n".join(texts)[:_LONGEST_EXTRA].rstrip() for tag, texts in self.extra.items() if texts}
        entry = Entry(citekey=citekey, path="", **self.values, extra=extra)
        return Record(entry=entry, source=source, place=place, keywords=tuple(self.keywords))

    def _says_others(self, name: str) -> bool:
        note = OTHERS_NOTES.get(name, "")
        return bool(note) and any(note in text for texts in self.extra.values() for text in texts)

    def _name(self, citekey: str) -> str:
        """Return how a record without a title can be told from others."""
        people = self.values.get("authors")
        names = ", ".join(person.last_name for person in people.people[:2]) if people else ""
        words = citekey or names or next((texts[0] for texts in self.extra.values() if texts), "")
        return " ".join(words.split())[:_LONGEST_NAME]

    def _read(self, name: str, text: str, offset: int, *, silent: bool = False) -> Any:
        reading = Reading(path=self.reading.path, text="") if silent else self.reading
        one = ENTRY_FIELD_BY_NAME[name]
        value = one.read(reading, Located(_node(text, 0 if silent else offset)))
        if isinstance(value, str):  # a reader of one line has folded it
            value = strip_invisible(value)
        return value

    def _person(self, text: str, at: int) -> Person:
        try:
            return parse_name(text)
        except Doubtful as error:
            person: Person = error.value
            return person
        except Unreadable as error:
            first, comma, rest = text.partition(",")
            if comma and rest.strip() and first.strip() and rest.count(",") == 0 and "&" not in text:
                return Person(family=first.strip(), given=rest.strip())
            if comma:
                message = f"{error.message}, and all of it is taken for one name"
                self.report("doubtful-name", message, "divide it in the entry", at=at)
            return Person(literal=text.strip("{}").strip() or text)


def clean(text: str) -> str:
    """Return a text without what no file of ours can hold: control characters, halves of surrogates."""
    bare = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x85", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    return strip_invisible(_UNPRINTABLE.sub(" ", bare))


def is_own_key(key: str, authors: Sequence[Person] | None) -> bool:
    """Return whether a record's name contains its first author's, so that it is no mere number of a database."""
    if not authors or not re.fullmatch(r"[^\W_][\w:.+-]{2,80}", key):
        return False
    family = re.sub(r"[^a-z]", "", authors[0].last_name.casefold())
    return len(family) > 1 and family in re.sub(r"[^a-z]", "", key.casefold())


def _node(text: str, offset: int) -> yaml.ScalarNode:
    mark = yaml.Mark("", offset, 0, 0, None, 0)
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, mark, mark, style='"')
