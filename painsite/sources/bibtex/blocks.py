"""The blocks of a .bib file: each found, placed, and either handed on or reported."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from painsite.sources.bibtex.masks import NO_ENTRY, mend
from painsite.sources.left_out import LeftOut
from painsite.sources.other_formats import find_record, way_in
from painsite.sources.quotation_marks import OTHER_MARKS, name_of_mark
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_OPENING = re.compile(r"@(\w*)[ \t]*[{(]?\s*([^\s,{}()=\"]*)")
_NEXT_OPENING = re.compile(r"(?<!^)@\w*[ \t]*\Z")
_FIELD_START = re.compile(r"^[ \t]*([A-Za-z][\w:+-]*)[ \t]*=[ \t]*(?=[{\"\w])", re.MULTILINE)
_BRACE = re.compile(r"(?<!\\)[{}]")
_NOT_PROSE = re.compile(r"[@={}]")
_QUOTED_OTHERWISE = re.compile(rf"([A-Za-z][\w:+-]*)[ \t]*=[ \t]*([{OTHER_MARKS}])")
_BLOCK = re.compile(r"@[ \t]*\w+\s*[{(]")
_NO_VALUE = re.compile(r"after entry key `(.*)`, but", re.DOTALL)
_SILENT = logging.NullHandler()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One `@…{…}` of a file, its values as they stand."""

    kind: Literal["entry", "string"]
    type: str = ""
    """Of an entry, in lower case; may be empty."""
    key: str
    """An entry's citekey, which may be empty; a macro's name."""
    value: str = ""
    """Of a macro."""
    fields: tuple[tuple[str, str], ...] = ()
    """Of an entry, in their order: names and values, which may be empty."""
    raw: str
    offset: int
    """Of `raw` in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What of a file does not parse, collected while it is split."""

    offsets: list[int] = field(default_factory=list)
    """Of every such block: how it ends depends on what follows."""
    left_out: list[LeftOut] = field(default_factory=list)
    """Those with a key."""


def split_blocks(reading: Reading, broken: Broken) -> Iterator[Block]:
    """Yield the entries and macros of a file in their order; keys may repeat.

    Comments and preambles are left out; a block that does not parse and text between blocks that looks like one are
    reported, and blocks that do not parse are added to `broken`. bibtexparser is imported here: it takes
    60 ms, and not every site has a .bib file.
    """
    from bibtexparser import model  # noqa: PLC0415
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415

    # What it has to say is reported with its place here, and must not appear on the terminal as well.
    logging.getLogger("bibtexparser").addHandler(_SILENT)
    text = mend(reading)
    position = 0
    after_broken = False
    for found in parse_string(text, parse_stack=[]).blocks:
        raw, block, failed = found.raw or "", found, False
        if isinstance(found, model.ParsingFailedBlock):
            block = found.ignore_error_block or found
            failed = block is found
            # Of a block that breaks off before the next one, `raw` reaches into that.
            raw = _NEXT_OPENING.sub("", raw) if failed else raw
        offset = text.find(raw, position)
        position = offset + len(raw)
        if after_broken and not _begins_line(text, offset):
            if isinstance(block, model.ImplicitComment):
                _report_stray(reading, raw, offset, only_openings=True)
            continue
        after_broken = failed
        if failed:
            broken.offsets.append(offset)
        if isinstance(block, model.Entry):
            fields = tuple((field.key, field.value) for field in block.fields)
            yield Block(kind="entry", type=block.entry_type, key=block.key, fields=fields, raw=raw, offset=offset)
        elif isinstance(block, model.String):
            yield Block(kind="string", key=block.key, value=block.value, raw=raw, offset=offset)
        elif isinstance(block, model.ParsingFailedBlock):
            _report_broken(reading, block.error, raw, text, offset)
            broken.left_out.extend(_broken_entry(reading, raw, offset))
        elif isinstance(block, model.ImplicitComment):
            _report_stray(reading, raw, offset, only_openings=False)


def has_blocks(text: str) -> bool:
    """Return whether a text holds what may be a block of BibTeX."""
    return _BLOCK.search(text) is not None


def report_format(reading: Reading, name: str) -> None:
    """Report a file in another format than BibTeX."""
    message = f"this is {name} and not BibTeX, and is not read"
    remedy = way_in(name, reading.path) or "export it again from where it came, as BibTeX"
    reading.report("bibtex-stray-text", 0, message, remedy)


def _begins_line(text: str, offset: int) -> bool:
    """Return whether a block's `@` is the first sign of its line; after a broken block no other counts."""
    return text.startswith("@", offset) and not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _report_stray(reading: Reading, text: str, offset: int, *, only_openings: bool) -> None:
    """Report each line with an `@`; where there is none, the first line that is not prose.

    `only_openings`: the text is the rest of a broken block; only a line that begins with `@` is news.
    """
    if record := find_record(text):
        message = f"this is {record[1]} and not BibTeX, and is not read"
        remedy = "move it into a file of its own, and take that over with `painsite import FILE`"
        reading.report("bibtex-stray-text", offset + record[0], message, remedy)
        return
    lines = []
    for line in text.split("\n"):
        words = line.strip()
        if _NOT_PROSE.search(words) and (not only_openings or words[0] == "@"):
            lines.append((offset + line.find(words), words))
        offset += len(line) + 1
    openings = [line for line in lines if "@" in line[1]]
    for start, words in openings or lines[:1]:
        reading.report(
            "bibtex-stray-text",
            start,
            f"text outside of entries is not read: {quoted(words)}",
            "begin an entry with `@article{key,`; a brace that closes too early puts the rest of its entry outside",
        )


def _report_broken(reading: Reading, error: Exception, raw: str, text: str, offset: int) -> None:
    opening = _OPENING.match(raw)
    if opening is None or opening[1].lower() == "comment":
        return
    name = quoted(opening[0].rstrip())
    reason = str(getattr(error, "abort_reason", error))
    # The parser counts from a line end that it puts before the text.
    end = (getattr(error, "end_index", None) or len(text) + 1) - 1
    if reason.startswith(("Unexpected block start", "Unexpectedly reached")):
        unclosed = _unclosed_field(raw)
        if unclosed:
            message, remedy = (
                f"{name} is not read: the value of `{unclosed[1]}` does not end",
                "close its brace or quote",
            )
            reading.report("bibtex-syntax", offset + unclosed.start(1), message, remedy)
        else:
            reading.report("bibtex-syntax", offset, f"{name} is not read: it does not end", "close it with `}`")
    elif mark := _QUOTED_OTHERWISE.search(raw):
        message = f"{name} is not read: `{mark[2]}` before the value of `{mark[1]}` is {name_of_mark(mark[2])}"
        reading.report(
            "bibtex-syntax", offset + mark.start(2), message, 'put values in braces, or in straight quotes (`"`)'
        )
    elif reason.startswith("Expected a `=`"):
        no_value = _NO_VALUE.search(reason)
        start = max(text.rfind(sign, offset, end) for sign in ',\n{}"') + 1
        word = no_value[1] if no_value else text[start : end + 1]
        start = text.rfind(word, offset, end) if no_value else start + len(word) - len(word.lstrip())
        message = f"{name} is not read: {quoted(word)} is not a name with `=` and a value after it"
        reading.report("bibtex-syntax", start, message, "write `name = {value},`")
    elif reason.startswith("Expected comma after entry key"):
        message = f"{name} is not read: it does not begin with a key and a comma"
        reading.report("bibtex-syntax", offset, message, "begin it with `@article{key,`")
    else:
        reading.report("bibtex-syntax", offset, f"{name} is not read: {reason[:1].lower()}{reason[1:].rstrip('.')}")


def _broken_entry(reading: Reading, raw: str, offset: int) -> Iterator[LeftOut]:
    opening = _OPENING.match(raw)
    if (
        opening
        and opening[2]
        and opening[1].lower() not in NO_ENTRY
        and not raw[opening.end() :].lstrip().startswith("=")
    ):
        place = reading.place(offset + opening.start(2))
        yield LeftOut(citekey=opening[2], place=place, reason="it does not parse")


def _unclosed_field(raw: str) -> re.Match[str] | None:
    """Find the field whose value runs on: the first one that does not balance before the next one's line."""
    starts = list(_FIELD_START.finditer(raw))
    ends = [*(start.start() for start in starts), len(raw)][1:]
    for start, end in zip(starts, ends, strict=False):
        value = raw[start.end() : end]
        signs = [brace[0] for brace in _BRACE.finditer(value)]
        surplus = signs.count("{") - signs.count("}")
        if surplus > 0 or (value[0] == '"' and len(re.findall(r"(?<!\\)\"", value)) % 2):
            return start
    return None
