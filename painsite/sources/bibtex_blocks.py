"""The blocks of a .bib file: each found, placed, and either handed on or reported."""

import logging
import re
from collections.abc import Iterator

from bibtexparser import model as parsed
from bibtexparser.entrypoint import parse_string

from painsite.sources.bibtex_masks import mend
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_OPENING = re.compile(r"@(\w*)[ \t]*[{(]?\s*([^\s,{}()=\"]*)")
_FIELD_START = re.compile(r"^[ \t]*([A-Za-z][\w:+-]*)[ \t]*=[ \t]*(?=[{\"])", re.MULTILINE)
_BRACE = re.compile(r"(?<!\\)[{}]")
_SUSPICIOUS = re.compile(r"[@={}]")
_NO_VALUE = re.compile(r"after entry key `(.*)`, but", re.DOTALL)

# What it has to say is reported with its place here, and must not appear on the terminal as well.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def split_blocks(reading: Reading) -> Iterator[tuple[parsed.Entry | parsed.String, int]]:
    """Give the entries and macros of a file, each with its offset in the text, in their order.

    Keys may repeat. Comments and preambles are left out; a block that does not parse and text between blocks that looks
    like one are reported.
    """
    text = mend(reading)
    after_broken = False
    position = 0
    for found in parse_string(text, parse_stack=[]).blocks:
        raw = found.raw or ""
        offset = text.find(raw, position)
        position = offset + len(raw)
        block = found
        if isinstance(found, parsed.ParsingFailedBlock):
            block = found.ignore_error_block or found
        if after_broken and not _begins_line(text, offset):
            _report_stray(reading, raw, offset, only_openings=True)
            continue
        after_broken = block is found and isinstance(found, parsed.ParsingFailedBlock)
        if isinstance(block, parsed.ParsingFailedBlock):
            _report_broken(reading, block, text, offset)
        elif isinstance(block, parsed.ImplicitComment):
            _report_stray(reading, raw, offset, only_openings=False)
        elif isinstance(block, parsed.Entry | parsed.String):
            yield block, offset


def _begins_line(text: str, offset: int) -> bool:
    """Tell whether a block's `@` is the first sign of its line; after a broken block no other counts."""
    return text.startswith("@", offset) and not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _report_stray(reading: Reading, text: str, offset: int, *, only_openings: bool) -> None:
    """Report each line with an `@`; where there is none, the first line that is not prose.

    `only_openings`: the text is the rest of a broken block; only a line that begins with `@` is news.
    """
    lines = [
        line for line in re.finditer(r"[^\n]*[@={}][^\n]*", text) if not only_openings or line[0].lstrip()[0] == "@"
    ]
    openings = [line for line in lines if "@" in line[0]]
    for line in openings or lines[:1]:
        indent = len(line[0]) - len(line[0].lstrip())
        reading.report(
            "bibtex-stray-text",
            offset + line.start() + indent,
            f"text outside of entries is not read: {quoted(line[0])}",
            "begin an entry with `@article{key,`; a brace that closes too early puts the rest of its entry outside",
        )


def _report_broken(reading: Reading, block: parsed.ParsingFailedBlock, text: str, offset: int) -> None:
    raw = block.raw or ""
    opening = _OPENING.match(raw)
    if opening is None or opening[1].lower() == "comment":
        return
    name = quoted(opening[0].rstrip())
    reason = str(getattr(block.error, "abort_reason", block.error))
    # The parser counts from a line end that it puts before the text.
    end = (getattr(block.error, "end_index", None) or len(text) + 1) - 1
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


def _unclosed_field(raw: str) -> re.Match[str] | None:
    """Find the field whose value runs on: the first one that does not balance before the next one's line."""
    starts = list(_FIELD_START.finditer(raw))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        value = raw[start.end() : following.start() if following else len(raw)]
        signs = [brace[0] for brace in _BRACE.finditer(value)]
        surplus = signs.count("{") - signs.count("}")
        if surplus > 0 or (value[0] == '"' and len(re.findall(r"(?<!\\)\"", value)) % 2):
            return start
    return None
