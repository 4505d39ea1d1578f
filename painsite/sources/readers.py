"""How the value of a YAML field is read: one function for each form, from a node to a typed value.

Each takes the reading and the located node, and gives the value, or reports a problem at the value's own place and
gives what the form means by nothing.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar, get_args

import yaml
from msgspec import Struct

from painsite.languages.codes import language_code
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
    Text,
)
from painsite.problems import RULES, Doubtful, Unreadable
from painsite.sources.abstracts import parse_abstract
from painsite.sources.bibtex.genres import genre_in_words
from painsite.sources.bibtex.name_clutter import may_hold_titles, strip_contact, strip_marks, strip_titles
from painsite.sources.dates import parse_date, parse_issued
from painsite.sources.field_markup import read_markup, read_tex_math
from painsite.sources.identifiers import parse_doi, parse_pmid
from painsite.sources.levels import check_level
from painsite.sources.misreadings import strip_invisible
from painsite.sources.name_lists import split_names, split_people
from painsite.sources.names import parse_name
from painsite.sources.page_ranges import parse_page_range
from painsite.sources.publication_status import parse_publication_status
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading
from painsite.sources.scalars import Scalar
from painsite.sources.texts import render_text
from painsite.sources.yaml import is_null, members

T = TypeVar("T")

BOOLEANS = dict.fromkeys(("true", "yes", "on", "y"), True) | dict.fromkeys(("false", "no", "off", "n"), False)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,3}(?:[, \u202f][0-9]{3}){1,4}|[0-9]{1,15}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BETWEEN_TAGS = re.compile(r"[,;，、；]")
_BETWEEN_KEYS = re.compile(r"[,;\s]+")
_BETWEEN_WORKS = re.compile(r"[,;]\s+|;")
_OTHERS = re.compile(r"(?:[0-9]+ )?others|et al\.?", re.IGNORECASE)


_OF_ENTRIES = {*Entry.__struct_fields__, "author", "booktitle", "date", "editor", "journal", "pages", "year"}


class Located(Struct, frozen=True):
    """A node, and where in the source the YAML begins from which it was parsed."""

    node: yaml.Node
    start: int = 0

    @property
    def offset(self) -> int:
        """Of the value, in the source's text."""
        return self.start + int(self.node.start_mark.index)

    @property
    def end(self) -> int:
        """Just behind the value."""
        return self.start + int(self.node.end_mark.index)

    def offsets(self, reading: Reading, text: str) -> Callable[[int], int]:
        """Lead from positions in a scalar's text to offsets in the source's text."""
        return Scalar(text, reading.text[self.offset : self.end], self.offset).offset_of


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the remedy for an unknown word: the nearest known one, or else what to do."""
    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else otherwise


def scalar(reading: Reading, value: Located, form: str) -> str:
    """Return a scalar's text without the blanks around it; nothing, with a problem, for a list or a mapping.

    Control characters, which YAML lets in as escapes of double quotes, are taken out, with a problem.
    """
    if isinstance(value.node, yaml.ScalarNode):
        text = "" if is_null(value.node) else strip_invisible(value.node.value)
        # as themselves they are an error of the YAML
        if value.node.style == '"' and (control := _CONTROL.search(text)):
            message = f"the text contains the character U+{ord(control[0]):04X}, which no page can show"
            reading.report("bad-value", value.offset, message, "remove it")
            return _CONTROL.sub("", text)
        return text
    found = "a list" if isinstance(value.node, yaml.SequenceNode) else "a mapping"
    remedy = f"write {form} instead"
    if isinstance(value.node, yaml.MappingNode) and len(value.node.value) == 1:
        remedy += "; put it in quotes if it contains a colon followed by a space"
    reading.report("wrong-type", value.offset, f"this is {found}, not {form}", remedy)
    return ""


def parsed(
    reading: Reading, value: Located, parse: Callable[[str], T], *, nothing: T, rule: str = "bad-value", form: str
) -> T:
    """Read a scalar with a parser that raises `Unreadable`."""
    text = scalar(reading, value, form)
    if not text:
        return nothing
    try:
        return parse(text)
    except Unreadable as error:
        reading.report(rule, value.offset, error.message, error.remedy)
        kept: T = error.value if isinstance(error, Doubtful) else nothing
        return kept


def items(reading: Reading, value: Located, form: str) -> Iterator[Located]:
    """Yield the members of a list without those that are null; a single text counts as a list of one."""
    if isinstance(value.node, yaml.SequenceNode):
        yield from (Located(node, value.start) for node in value.node.value if not is_null(node))
    elif isinstance(value.node, yaml.ScalarNode):
        yield value
    else:
        reading.report(
            "wrong-type", value.offset, f"this is a mapping, not {form}", "begin each of its lines with `- `"
        )


def mapping(
    reading: Reading,
    value: Located,
    known: Iterable[str],
    what: str,
    form: str,
    outside: Container[str] = (),
) -> Iterator[tuple[str, Located]]:
    """Yield the known keys of a mapping with their values, and report the others."""
    names = tuple(known)
    if not isinstance(value.node, yaml.MappingNode):
        found = "a list" if isinstance(value.node, yaml.SequenceNode) else "a text"
        remedy = f"indent lines such as `{names[0]}: …` below it"
        reading.report("wrong-type", value.offset, f"this is {found}, not {form}", remedy)
        return
    for member in members(reading, value.node, start=value.start):
        if member.name in names:
            yield member.name, Located(member.node, value.start)
        else:
            remedy = suggest(member.name, names, f"use one of: {', '.join(names)}")
            if member.name in outside:
                remedy = "write it at the beginning of a line, as a field of the entry itself"
            reading.report("unknown-field", member.offset, f"{quoted(member.name)} is not {what}", remedy)


def line(reading: Reading, value: Located) -> str:
    """Read plain text; line ends inside are folded to blanks."""
    return " ".join(scalar(reading, value, "a text").split())


def language(reading: Reading, value: Located) -> str:
    """Read the language of a work, by its code or name."""
    return language_code(line(reading, value))


def publication_status(reading: Reading, value: Located) -> str:
    """Read how far a work is on its way into print; one that is out has no status."""
    text = line(reading, value)
    return "" if text.lower() == "published" else parse_publication_status(text) or text


def work_line(reading: Reading, value: Located) -> str:
    """Read plain text that people read: HTML in it, which databases deliver too, is read as what it means."""
    return " ".join(_without_markup(reading, value).split())


def _without_markup(reading: Reading, value: Located) -> str:
    text, lost = read_markup(read_tex_math(scalar(reading, value, "a text")))
    for problem in lost:
        reading.report("lost-markup", value.offset, problem.message, problem.remedy)
    return text


def lines(reading: Reading, value: Located) -> tuple[str, ...]:
    """Read a list of plain texts, without repetitions."""
    texts = (work_line(reading, item) for item in items(reading, value, "a list of texts"))
    return tuple(dict.fromkeys(text for text in texts if text))


def listing(reading: Reading, value: Located) -> str:
    """Read a text that comes with a work, or a list of them, which are joined by semicolons."""
    texts = (work_line(reading, item) for item in items(reading, value, "a list of texts"))
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _parted(reading: Reading, value: Located, between: re.Pattern[str], form: str) -> Iterator[tuple[Located, str]]:
    """Yield the texts of a list; where one text stands in the place of a list, its parts."""
    if not isinstance(value.node, yaml.ScalarNode):
        yield from ((item, line(reading, item)) for item in items(reading, value, form))
        return
    # lines are left only where they mean something
    for row in scalar(reading, value, form).splitlines():
        yield from ((value, part.strip()) for part in between.split(row) if part.strip())


def tags(reading: Reading, value: Located) -> tuple[str, ...]:
    """Read a list of tags; commas or semicolons divide those of one text."""
    texts = (text for _, text in _parted(reading, value, _BETWEEN_TAGS, "a list of texts"))
    return tuple(dict.fromkeys(text for text in texts if text))


def people(reading: Reading, value: Located) -> tuple[str, ...]:
    """Read a list of people that are only shown; one text may name several."""
    if not isinstance(value.node, yaml.ScalarNode):
        return lines(reading, value)
    return tuple(dict.fromkeys(split_people(_without_markup(reading, value))))


def page_range(reading: Reading, value: Located) -> str:
    """Read pages; what cannot be read is kept as it stands."""
    text = line(reading, value)
    try:
        return parse_page_range(text)
    except Doubtful as error:
        reading.report("bad-pages", value.offset, error.message, error.remedy)
        pages: str = error.value
        return pages
    except Unreadable as error:
        reading.report("bad-pages", value.offset, error.message, error.remedy)
        return text


def paragraph(reading: Reading, value: Located) -> str:
    """Read plain text of several lines."""
    return scalar(reading, value, "a text")


def boolean(reading: Reading, value: Located) -> bool:
    """Read `true` or `false`."""
    text = scalar(reading, value, "`true` or `false`").lower()
    if text and text not in BOOLEANS:
        message = f"{quoted(text)} is neither true nor false"
        reading.report("wrong-type", value.offset, message, "write `true` or `false`")
    return BOOLEANS.get(text, False)


def whole_number(reading: Reading, value: Located) -> int:
    """Read a count, with or without commas or blanks between thousands."""
    text = scalar(reading, value, "a whole number")
    if text and not _WHOLE_NUMBER.fullmatch(text):
        reading.report("wrong-type", value.offset, f"{quoted(text)} is not a whole number", "write it in digits")
        return 0
    return int(re.sub(r"\D", "", text) or 0)


def rating(reading: Reading, value: Located) -> int:
    """Read a rating."""
    number = whole_number(reading, value)
    if not 0 <= number <= 5:
        reading.report("bad-value", value.offset, f"a rating of `{number}`", "write a whole number from 1 to 5")
        return 0
    return number


@dataclass(frozen=True, slots=True)
class OneOf:
    """Reads one of a closed list of words."""

    words: tuple[str, ...]

    def __call__(self, reading: Reading, value: Located) -> str:
        """Read a word; nothing, with a problem, for another."""
        text = line(reading, value)
        if text and text not in self.words:
            remedy = suggest(text, self.words, f"use one of: {', '.join(self.words)}")
            reading.report("bad-value", value.offset, f"{quoted(text)} is not an allowed value", remedy)
            return ""
        return text


@dataclass(frozen=True, slots=True)
class Identifier:
    """Reads an identifier or an address."""

    parse: Callable[[str], str]
    rule: str
    """That of a value that is none."""

    def __call__(self, reading: Reading, value: Located) -> str:
        """Read it; what can be read in part is kept, with a problem."""
        return parsed(reading, value, self.parse, nothing="", rule=self.rule, form="a text")


def date(reading: Reading, value: Located) -> PartialDate | None:
    """Read a date that may lack its day, or its month and day."""
    return parsed(reading, value, parse_date, nothing=None, rule="bad-date", form="a date")


def issued(reading: Reading, value: Located) -> Issued | None:
    """Read a date, a season or a range."""
    return parsed(reading, value, parse_issued, nothing=None, rule="bad-date", form="a date")


def names(reading: Reading, value: Located) -> Names:
    """Read a list of people; a last `others` says that there are more. One text may name several."""
    people: list[Person] = []
    others = False
    for item, text in _name_items(reading, value):
        if others:
            remedy = "move `others` to the end of the list"
            reading.report("bad-name", item.offset, "`others` is not the last name", remedy)
        if _OTHERS.fullmatch(text):
            others = True
            continue
        if isinstance(item.node, yaml.MappingNode):
            person = _person(reading, item)
        elif text:
            person = _named(reading, item, text)
        else:
            person = parsed(reading, item, parse_name, nothing=None, rule="bad-name", form="a name")
        if person is not None:
            people.append(person)
    return Names(people=tuple(people), others=others and bool(people))


def _name_items(reading: Reading, value: Located) -> Iterator[tuple[Located, str]]:
    """Yield the members of a list of names, each with its text where it is one."""
    if isinstance(value.node, yaml.ScalarNode):
        yield from ((value, name) for name in split_names(scalar(reading, value, "a list of names")))
        return
    for item in items(reading, value, "a list of names"):
        is_text = isinstance(item.node, yaml.ScalarNode)
        yield item, scalar(reading, item, "a name") if is_text else ""


def _named(reading: Reading, value: Located, text: str) -> Person | None:
    bare, contact = strip_contact(strip_marks(text))
    if not bare:  # nothing else is there: it is the name
        bare, contact = text, ""
    rest, titles = strip_titles(bare, initials=True) if may_hold_titles(bare) else (bare, ())
    left_out = [part for part in (contact, *titles) if part]
    if left_out and rest:
        message = f"{quoted(text)} contains {quoted(' '.join(left_out))}, which is left out"
        reading.report("doubtful-name", value.offset, message, "write the name alone")
        bare = rest
    try:
        return parse_name(bare)
    except Unreadable as error:
        reading.report("bad-name", value.offset, error.message, error.remedy)
        return None


def _person(reading: Reading, value: Located) -> Person | None:
    known = Person.__struct_fields__
    parts = {key: line(reading, part) for key, part in mapping(reading, value, known, "a part of a name", "a name")}
    person = Person(**parts)
    if not person.last_name:
        reading.report("bad-name", value.offset, "a name without `family` or `literal`", "give one of them")
        return None
    if person.literal and person != Person(literal=person.literal):
        remedy = "write either `literal` alone or the parts"
        reading.report("bad-name", value.offset, f"{quoted(person.literal)} has both `literal` and parts", remedy)
        return Person(literal=person.literal)
    return person


def study(reading: Reading, value: Located) -> Study:
    """Read how the evidence was made."""
    found: dict[str, object] = {}
    known = Study.__struct_fields__
    for key, part in mapping(reading, value, known, "a field of `study`", "a mapping", outside=_OF_ENTRIES):
        if key == "participants":
            found[key] = whole_number(reading, part)
        elif key == "effects":
            found[key] = lines(reading, part)
        elif key == "level":
            found[key] = _level(reading, part)
        else:
            found[key] = work_line(reading, part)
    return Study(**found)  # type: ignore[arg-type] # each key was read in its own form


def _level(reading: Reading, value: Located) -> str:
    text = line(reading, value)
    if text and (known := check_level(text)):
        message = f"{quoted(text)} is not a level of any known scale"
        reading.report("unknown-level", value.offset, message, f"write it as its scale does ({known})")
    return text


def image(reading: Reading, value: Located) -> Image | None:
    """Read a picture: its file alone, or with `alt` and `caption`."""
    if isinstance(value.node, yaml.ScalarNode):
        file = line(reading, value)
        found = {"file": file} if file else {}
    else:
        known = Image.__struct_fields__
        found = {
            key: (line if key == "file" else work_line)(reading, part)
            for key, part in mapping(reading, value, known, "a field of `image`", "an image")
        }
        if found and not found.get("file"):
            reading.report("wrong-type", value.offset, "an image without `file`", "name the file beside this source")
    if not found.get("file"):
        return None
    if not found.get("alt"):
        message = f"the image {quoted(found['file'])} has no `alt`"
        reading.report("missing-alt", value.offset, message, "say in words what it shows")
    return Image(**found)


def changes(reading: Reading, value: Located) -> tuple[Change, ...]:
    """Read the public log of corrections, newest first."""
    log = []
    for item in items(reading, value, "a list of changes"):
        day, note = None, ""
        for key, part in mapping(reading, item, ("date", "note"), "a field of a change", "a change"):
            if key == "date":
                day = date(reading, part)
            else:
                note = work_line(reading, part)
        if day and note:
            log.append(Change(date=day, note=note))
        elif isinstance(item.node, yaml.MappingNode):
            reading.report("wrong-type", item.offset, "a change without `date` or `note`", "give both")
    return tuple(sorted(log, key=lambda change: change.date, reverse=True))


def works(reading: Reading, value: Located) -> tuple[str, ...]:
    """Read what a work cites: citekeys, DOIs and PMIDs, the latter two as `doi:…` and `pmid:…`."""
    found = []
    for item, text in _parted(reading, value, _BETWEEN_WORKS, "a list of works"):
        if re.match(r"(https?://(dx\.)?doi\.org/|doi:|10\.\d)", text, re.IGNORECASE):
            doi = _identified(reading, item, text, parse_doi, "bad-doi")
            found.append(f"doi:{doi}" if doi else "")
        elif re.fullmatch(r"pmid(?::\s*|\s+)\S+|\d+", text, re.IGNORECASE):
            pmid = _identified(reading, item, text, parse_pmid, "bad-pmid")
            found.append(f"pmid:{pmid}" if pmid else "")
        else:
            found.append(text.removeprefix("@"))
    return tuple(dict.fromkeys(work for work in found if work))


def relations(reading: Reading, value: Located) -> Mapping[str, tuple[str, ...]]:
    """Read which works this one updates, answers or is another version of."""
    parts = mapping(reading, value, RELATIONS, "a kind of relation", "a mapping of relations to works")
    found = {name: works(reading, part) for name, part in parts}
    return {name: found[name] for name in RELATIONS if found.get(name)}


def events(reading: Reading, value: Located) -> tuple[Retraction, ...]:
    """Read what became of a work: notices, each with its nature and what names it."""
    found = []
    for item in items(reading, value, "a list of events"):
        parts = dict(mapping(reading, item, ("nature", "date", "doi", "pmid"), "a field of an event", "an event"))
        nature = OneOf(get_args(RetractionNature))(reading, parts["nature"]) if "nature" in parts else ""
        if not nature:
            if isinstance(item.node, yaml.MappingNode) and "nature" not in parts:
                message = "an event without `nature`"
                reading.report(
                    "wrong-type", item.offset, message, f"use one of: {', '.join(get_args(RetractionNature))}"
                )
            continue
        found.append(
            Retraction(
                nature=nature,  # type: ignore[arg-type] # it is one of these words
                date=date(reading, parts["date"]) if "date" in parts else None,
                doi=Identifier(parse_doi, "bad-doi")(reading, parts["doi"]) if "doi" in parts else "",
                pmid=Identifier(parse_pmid, "bad-pmid")(reading, parts["pmid"]) if "pmid" in parts else "",
            )
        )
    return tuple(dict.fromkeys(found))


def extra(reading: Reading, value: Located) -> Mapping[str, str]:
    """Read what an imported record says beside the fields; any names, each with a text."""
    if not isinstance(value.node, yaml.MappingNode):
        remedy = "indent lines such as `note: …` below it"
        reading.report("wrong-type", value.offset, "this is not a mapping of names to texts", remedy)
        return {}
    parts = {member.name: member.node for member in members(reading, value.node, start=value.start)}
    found = {name: scalar(reading, Located(node, value.start), "a text") for name, node in parts.items()}
    return {name: text for name, text in found.items() if text}


def allowances(reading: Reading, value: Located) -> Mapping[str, str]:
    """Read which rules find no problem here; each has to have a reason."""
    found = {}
    for rule, part in mapping(reading, value, RULES, "a rule", "a mapping of rules to reasons"):
        reason = line(reading, part)
        if reason:
            found[rule] = reason
        else:
            remedy = f"say why what it finds here is no problem: `{rule}: …`"
            reading.report("bad-value", part.offset, f"`{rule}` is allowed without a reason", remedy)
    return found


def _identified(reading: Reading, value: Located, text: str, parse: Callable[[str], str], rule: str) -> str:
    try:
        return parse(text)
    except Unreadable as error:
        reading.report(rule, value.offset, error.message, error.remedy)
        return ""


def citekeys(reading: Reading, value: Located) -> tuple[str, ...]:
    """Read a list of citekeys, with or without `@`; one text names as many as blanks or commas divide."""
    texts = (text.removeprefix("@") for _, text in _parted(reading, value, _BETWEEN_KEYS, "a list of citekeys"))
    return tuple(dict.fromkeys(text for text in texts if text))


def old_paths(reading: Reading, value: Located) -> tuple[str, ...]:
    """Read paths of a former site, from its root."""
    found = []
    for item in items(reading, value, "a list of paths"):
        path = line(reading, item)
        bare = path.removeprefix("/")
        steps = bare.removesuffix("/").split("/")
        # a hidden step could be a folder of other tools, such as `.git`
        hidden = any(not step or (step.startswith(".") and step != ".well-known") for step in steps)
        if hidden or re.search(r"[?#\\:*\"<>|\x00-\x1f]", bare):
            remedy = "write a path from the site's root, such as `biblio/kasch22.html`"
            message = f"{quoted(path)} cannot be an old address of a static site"
            reading.report("bad-value", item.offset, message, remedy)
        else:
            found.append(bare)
    return tuple(dict.fromkeys(found))


def abstract(reading: Reading, value: Located) -> tuple[AbstractPart, ...]:
    """Read an abstract."""
    return parse_abstract(_without_markup(reading, value))


def genre(reading: Reading, value: Located) -> str:
    """Read what kind of work it is; what BibLaTeX has a short form for is given in words."""
    return genre_in_words(work_line(reading, value))


def markdown(reading: Reading, value: Located) -> Text | None:
    """Read and render Markdown below a section's heading."""
    text = scalar(reading, value, "a text")
    return (
        render_text(reading, text, lowest_heading=3, offset_of=lambda: value.offsets(reading, text)) if text else None
    )


READ_MARKUP: frozenset[Callable[[Reading, Located], object]] = frozenset(
    {abstract, changes, genre, image, lines, listing, people, study, work_line}
)
"""The readers of plain fields in which HTML is read as what it means."""
