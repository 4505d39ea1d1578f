"""Works that are to stay in .bib files: blocks of a file as they are, and records of other formats as BibTeX."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from painsite.editing.formats.bibtex import KEYLESS, name_keyless
from painsite.editing.record import Record
from painsite.model import Entry
from painsite.pages.formats.bibtex import format_bibtex, written_key
from painsite.pages.formats.bibtex_latex import escape_latex
from painsite.sources.bibtex.allowance import allowance_for
from painsite.sources.bibtex.blocks import Block, Broken, split_blocks
from painsite.sources.bibtex.lending import NOTHING
from painsite.sources.bibtex.masks import unify
from painsite.sources.bibtex.raw import read_raw
from painsite.sources.bibtex.slips import is_long
from painsite.sources.reading import Reading


def parents_in(text: str, children: Iterable[str]) -> frozenset[str]:
    """Return the keys, in lower case, of entries from which these take something, through `crossref` or `xdata`.

    All entries without a citekey are among the children.
    """
    reading = Reading(path="", text=name_keyless(unify(text)))
    raw = read_raw(reading, NOTHING, allowance_for(len(reading.text)))
    wanted = set(children)
    keys = {entry.offset: entry.key for entry in raw.file.entries}
    links = {keys[offset]: parents for offset, parents in raw.links.items() if offset in keys}
    found: set[str] = set()
    waiting = [key for key in links if key in wanted or key.startswith(f"{KEYLESS}-")]
    by_key = {key.lower(): key for key in links}
    while waiting:
        for parent in map(str.lower, links[waiting.pop()]):
            if parent not in found:
                found.add(parent)
                waiting += [by_key[parent]] if parent in by_key else []
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class At:
    """An entry of a file: those of one citekey in one line are told apart by their order."""

    line: int
    """Of its citekey, or of its opening where it has none."""
    citekey: str
    number: int = 0
    """How many of that citekey are before it in the line."""


def copy_blocks(text: str, choose: Callable[[At], str | None]) -> str:
    """Return a .bib file's text without some entries; all else stays as it is, to the byte.

    `choose` returns the citekey under which an entry is copied, mostly its own, or None for one that is left out. An
    entry without a citekey stays so where that is empty.
    """
    reading = Reading(path="", text=unify(text))
    start = len(text) - len(reading.text)  # a byte order mark
    seen: Counter[tuple[int, str]] = Counter()
    kept, position = [], 0
    for block in split_blocks(reading, Broken()):
        if block.kind != "entry":
            continue
        key_start = _key_start(block)
        line = reading.position(block.offset + key_start)[0]
        citekey = choose(At(line=line, citekey=block.key, number=seen[line, block.key]))
        seen[line, block.key] += 1
        offset = start + block.offset
        if citekey is None:
            kept.append(text[position:offset])
            position = _behind(text, offset + len(block.raw))
        elif citekey != block.key:
            kept += [text[position : offset + key_start], citekey]
            position = offset + key_start + len(block.key)
    return "".join([*kept, text[position:]])


def _key_start(block: Block) -> int:
    """Return where a citekey begins in its block, or belongs."""
    if block.key:
        return block.raw.find(block.key, len(block.type) + 2)
    return block.raw.index("{") + 1 if "{" in block.raw else len(block.raw)


def _behind(text: str, end: int) -> int:
    """Return where the next line begins, if nothing else is in this one."""
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    return line_end if not text[end:line_end].strip(" \t\r\n,") else end


def writable(record: Record) -> Record:
    """Return a record of another format with a citekey that a .bib file can have; none where its own is too long."""
    citekey = written_key(record.entry.citekey)
    return replace(record, entry=replace(record.entry, citekey="" if is_long(citekey) else citekey))


def format_bib_file(entries: Iterable[Entry]) -> str:
    """Return entries as BibTeX; what no field holds stands in fields that are never published."""
    return "\n".join(map(_block, entries))


def _block(entry: Entry) -> str:
    text = format_bibtex(replace(entry, extra={}))
    kept = "".join(
        f"  private-{_name(name)} = {{{escape_latex(' '.join(value.split()))}}},\n"
        for name, value in entry.extra.items()
    )
    head, closing, tail = text.rpartition("}\n")
    return f"{head}{kept}{closing}{tail}" if closing else text


def _name(name: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in name.lower()).strip("-") or "field"
