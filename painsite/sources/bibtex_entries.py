"""Entries of a .bib file as written: names and values of their fields, macros resolved, nothing decoded."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from painsite.sources.bibtex_blocks import Block, split_blocks
from painsite.sources.bibtex_months import MONTH_MACROS
from painsite.sources.bibtex_values import Value, is_plain, read_value
from painsite.sources.quoting import quoted
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


def read_entries(reading: Reading) -> tuple[RawEntry, ...]:
    """Read the entries of a file in their order; keys may repeat.

    Reports what `split_blocks` reports, missing commas, doubled fields, bad keys, and each undefined macro once.
    """
    undefined: dict[str, list[int]] = {}
    macros = dict(MONTH_MACROS)
    entries = []
    blocks = list(split_blocks(reading))
    for block in blocks:
        if block.kind == "string":
            _read_macro(reading, block, macros, undefined)
    for block in blocks:
        if block.kind == "entry":
            entry = _read_entry(reading, block, macros, undefined)
            if entry:
                entries.append(entry)
    for name, offsets in undefined.items():
        times = f", but used {len(offsets)} times" if len(offsets) > 1 else ""
        reading.report(
            "bibtex-undefined-string",
            offsets[0],
            f"the macro {quoted(name)} is not defined{times}",
            "define it with `@string{name = {…}}`, or set the value in braces",
        )
    return tuple(entries)


def _read_macro(reading: Reading, block: Block, macros: dict[str, str], undefined: dict[str, list[int]]) -> None:
    start = block.offset + block.raw.find(block.value, block.raw.find("=") + 1)
    value = read_value(block.value, macros)
    _note(undefined, value, start)
    macros[block.key.lower()] = value.text
    if value.end < len(block.value):
        _report_junk(reading, block.value[value.end :], start + value.end, block.key)


def _read_entry(
    reading: Reading, block: Block, macros: Mapping[str, str], undefined: dict[str, list[int]]
) -> RawEntry | None:
    if not block.type or not block.key or _BAD_KEY.search(block.key):
        _report_opening(reading, block)
        return None
    raw, offset = block.raw, block.offset
    key_start = raw.find(block.key, len(block.type) + 2)
    fields: dict[str, RawField] = {}
    position = key_start + len(block.key)
    for words, source in block.fields:
        name_start = raw.find(words, position)
        value_start = raw.find(source, raw.find("=", name_start + len(words)) + 1)
        position = value_start + len(source)
        if words.isalnum() and is_plain(source):
            # Nine fields in ten; the long way below takes three times as long.
            _add(reading, fields, words.lower(), RawField(value=source[1:-1], offset=offset + name_start))
            continue
        for name, name_offset, value, value_offset in _read_fields(
            reading, (words, offset + name_start), (source, offset + value_start), macros
        ):
            _note(undefined, value, value_offset)
            _add(reading, fields, name, RawField(value=value.text, offset=name_offset))
    return RawEntry(type=block.type, key=block.key, offset=offset + key_start, fields=fields)


def _add(reading: Reading, fields: dict[str, RawField], name: str, field: RawField) -> None:
    if name not in fields:
        fields[name] = field
        return
    line, _ = reading.position(fields[name].offset)
    message = f"`{name}` is given twice: in line {line} too"
    reading.report("bibtex-duplicate-field", field.offset, message, "keep one of them; the first is read")


def _read_fields(
    reading: Reading, name: tuple[str, int], source: tuple[str, int], macros: Mapping[str, str]
) -> Iterator[tuple[str, int, Value, int]]:
    """Read a field, and those that a missing comma joined to it: name and its offset, value and its offset."""
    words, name_offset = name
    text, offset = source
    label = words
    if not words.isalnum() and (not words or any(char.isspace() for char in words)):
        label = words.split()[-1] if words else ""
        before = words[: len(words) - len(label)].strip()
        reading.report(
            "bibtex-syntax", name_offset, f"{quoted(before)} before `{label}` is not read", "write `name = {value},`"
        )
        name_offset += len(words) - len(label)
    while True:
        value = read_value(text, macros)
        yield label.lower(), name_offset, value, offset
        if value.end == len(text):
            return
        following = _NEXT_FIELD.match(text, value.end)
        if not following:
            _report_junk(reading, text[value.end :], offset + value.end, label)
            return
        reading.report(
            "bibtex-comma",
            offset + value.end,
            f"no comma between `{label}` and `{following[1]}`",
            f"add one after the value of `{label}`",
        )
        label, name_offset = following[1], offset + following.start(1)
        text, offset = text[following.end() :], offset + following.end()


def _note(undefined: dict[str, list[int]], value: Value, offset: int) -> None:
    for macro, start in value.undefined:
        undefined.setdefault(macro, []).append(offset + start)


def _report_junk(reading: Reading, junk: str, offset: int, name: str) -> None:
    start = offset + len(junk) - len(junk.lstrip())
    message = f"{quoted(junk)} after the value of `{name}` is not read"
    reading.report("bibtex-syntax", start, message, "join values with `#`, or set the whole value in braces")


def _report_opening(reading: Reading, block: Block) -> None:
    if not block.type:
        reading.report("bibtex-syntax", block.offset, "an `@` without an entry type", "write `@article{key,`")
    elif not block.key:
        message = f"`@{block.type}` has no citekey"
        reading.report("bad-citekey", block.offset, message, f"write `@{block.type}{{key,`")
    else:
        message = f"{quoted(block.key)} cannot be a citekey"
        reading.report("bad-citekey", block.offset, message, 'leave out blanks, braces, `"`, `#` and `%`')
