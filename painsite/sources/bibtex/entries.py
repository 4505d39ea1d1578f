"""Entries of a .bib file as written: names and values of their fields, macros resolved, nothing decoded."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from painsite.sources.bibtex.allowance import Allowance
from painsite.sources.bibtex.blocks import Block, Broken, split_blocks
from painsite.sources.bibtex.macros import names_in, resolve_macros
from painsite.sources.bibtex.months import MONTH_MACROS
from painsite.sources.bibtex.slips import (
    LONG_VALUE,
    is_long,
    report_growth,
    report_junk,
    report_opening,
    report_repeated,
    report_words,
)
from painsite.sources.bibtex.values import MARK, Value, is_plain, read_value, without_marks
from painsite.sources.reading import Reading

_NEXT_FIELD = re.compile(r"\s*([A-Za-z][^\s={}\"#,]*)\s*=\s*")
_BAD_KEY = re.compile(r"[\s{}\"#%\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """One field of an entry as its source has it."""

    value: str
    """Macros resolved, LaTeX as it stands."""
    offset: int
    """Of the field's name, in the text of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One `@type{key, …}` block."""

    type: str
    """In lower case."""
    key: str
    offset: int
    """Of the key, in the text of the file."""
    fields: Mapping[str, RawField]
    """By lower-case name, in the order of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """The blocks of a file. What they say may hold macros that are not defined, between marks."""

    entries: tuple[RawEntry, ...]
    """In their order; keys may repeat."""
    definitions: tuple[tuple[str, RawField], ...]
    """The file's own macros with their lower-case names, in their order; names may repeat."""
    undefined: Mapping[str, list[int]]
    """By the name of a macro, where it is used."""
    broken: Broken

    @property
    def macros(self) -> Mapping[str, RawField]:
        """The file's own, by lower-case name; of several with one name the last."""
        return dict(self.definitions)


def read_entries(reading: Reading, allowance: Allowance, macros: Mapping[str, str] = MappingProxyType({})) -> RawFile:
    """Read the blocks of a file; `macros` are those that other files lend it, by lower-case name.

    Reports what `split_blocks` reports, missing commas, fields given twice, and keys that cannot be used.
    """
    return _Entries(reading, allowance, {**macros, **MONTH_MACROS}).read()


class _Entries:
    """One reading of the blocks of a file."""

    def __init__(self, reading: Reading, allowance: Allowance, macros: dict[str, str]) -> None:
        self.reading, self.allowance, self.macros = reading, allowance, macros
        self.undefined: dict[str, list[int]] = {}

    def read(self) -> RawFile:
        """Read all of them: macros first, then each entry with the macros that were defined last above it."""
        broken = Broken()
        blocks = list(split_blocks(self.reading, broken))
        own = self.read_macros([block for block in blocks if block.kind == "string"])
        texts = iter(own)
        entries: list[RawEntry] = []
        for block in blocks:
            if block.kind == "string":
                name, field = next(texts)
                self.macros[name] = field.value
            elif entry := self.read_entry(block):
                entries.append(entry)
        return RawFile(entries=tuple(entries), definitions=tuple(own), undefined=self.undefined, broken=broken)

    def read_macros(self, blocks: Iterable[Block]) -> list[tuple[str, RawField]]:
        """Read the file's own macros; one may be defined below what names it, and again further below."""
        own = [(block.key.lower(), self.read_macro(block)) for block in blocks]
        texts = {(name, number): field.value for number, (name, field) in enumerate(own)}
        first: dict[str, tuple[str, int]] = {}
        for one in texts:
            first.setdefault(one[0], one)

        def find(one: tuple[str, int], name: str) -> tuple[str, int] | None:
            return None if name == one[0] else first.get(name)  # what is defined above was found already

        for _, number in resolve_macros(texts, find, self.allowance):
            report_growth(self.reading, own[number][1].offset, LONG_VALUE)
        if self.undefined:
            missing = {name for text in texts.values() for name in names_in(text)}
            self.undefined = {name: places for name, places in self.undefined.items() if name.lower() in missing}
        self.macros.update((name, texts[one]) for name, one in first.items())
        return [(name, replace(field, value=texts[name, number])) for number, (name, field) in enumerate(own)]

    def read_macro(self, block: Block) -> RawField:
        """Read one macro, with those that are defined above it."""
        start = block.offset + block.raw.find(block.value, block.raw.find("=") + 1)
        value = self.read_value(block.value, start)
        self.macros[block.key.lower()] = value.text
        if value.end < len(block.value):
            report_junk(self.reading, block.value[value.end :], start + value.end, block.key)
        return RawField(value=value.text, offset=block.offset)

    def read_value(self, source: str, offset: int) -> Value:
        """Read a value, and note the macros in it that are not defined, and that it is too long."""
        value = read_value(source, self.macros, longest=self.allowance.left)
        for macro, start in value.undefined:
            self.undefined.setdefault(macro, []).append(offset + start)
        if value.is_too_long:
            report_growth(self.reading, offset, LONG_VALUE)
        else:
            self.allowance.take(value.added)
        return value

    def read_entry(self, block: Block) -> RawEntry | None:
        if not block.type or not block.key or _BAD_KEY.search(block.key) or is_long(block.key):
            report_opening(self.reading, block)
            return None
        raw, offset = block.raw, block.offset
        key_start = raw.find(block.key, len(block.type) + 2)
        fields: dict[str, RawField] = {}
        repeated: dict[str, list[RawField]] = {}
        position = key_start + len(block.key)
        for words, source in block.fields:
            name_start = raw.find(words, position)
            value_start = raw.find(source, raw.find("=", name_start + len(words)) + 1)
            position = value_start + len(source)
            if words.isalnum() and is_plain(source):
                # Nine fields in ten; the long way below takes three times as long.
                _add(fields, repeated, words.lower(), RawField(value=source[1:-1], offset=offset + name_start))
                continue
            for name, field in self.read_fields((words, offset + name_start), (source, offset + value_start)):
                _add(fields, repeated, name, field)
        for name, others in repeated.items():
            report_repeated(self.reading, name, [(field.value, field.offset) for field in (fields[name], *others)])
        return RawEntry(type=block.type, key=block.key, offset=offset + key_start, fields=fields)

    def read_fields(self, name: tuple[str, int], source: tuple[str, int]) -> Iterator[tuple[str, RawField]]:
        """Read a field, and those that a missing comma joined to it; given are names and values with their offsets."""
        words, name_offset = name
        text, offset = source
        label = words
        if not words.isalnum() and (not words or any(char.isspace() for char in words)):
            label = words.split()[-1] if words else ""
            report_words(self.reading, words[: len(words) - len(label)].strip(), label, name_offset)
            name_offset += len(words) - len(label)
        while True:
            value = self.read_value(text, offset)
            yield label.lower(), RawField(value=value.text, offset=name_offset)
            if value.end == len(text):
                return
            following = _NEXT_FIELD.match(text, value.end)
            if not following:
                report_junk(self.reading, text[value.end :], offset + value.end, label)
                return
            self.reading.report(
                "bibtex-comma",
                offset + value.end,
                f"no comma between `{label}` and `{following[1]}`",
                f"add one after the value of `{label}`",
            )
            label, name_offset = following[1], offset + following.start(1)
            text, offset = text[following.end() :], offset + following.end()


def without_unknown_macros(entries: Iterable[RawEntry]) -> Iterator[RawEntry]:
    """Let macros that are not defined stand for their names."""
    for entry in entries:
        if any(MARK in field.value for field in entry.fields.values()):
            fields = {
                name: replace(field, value=without_marks(field.value)) if MARK in field.value else field
                for name, field in entry.fields.items()
            }
            yield replace(entry, fields=fields)
        else:
            yield entry


def _add(fields: dict[str, RawField], repeated: dict[str, list[RawField]], name: str, field: RawField) -> None:
    """Put a field among those of its entry; the first that says something counts."""
    first = fields.get(name)
    if first is None or not first.value.strip():
        fields[name] = field
    elif field.value.strip():
        repeated.setdefault(name, []).append(field)
