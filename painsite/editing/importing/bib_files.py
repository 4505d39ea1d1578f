"""Works that are to stay in .bib files: blocks of a file as they are, and records of other formats as BibTeX."""

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from painsite.model import Entry
from painsite.pages.formats.bibtex import format_bibtex
from painsite.pages.formats.bibtex_latex import escape_latex
from painsite.sources.bibtex.allowance import allowance_for
from painsite.sources.bibtex.blocks import Broken, split_blocks
from painsite.sources.bibtex.lending import NOTHING
from painsite.sources.bibtex.masks import unify
from painsite.sources.bibtex.raw import read_raw
from painsite.sources.reading import Reading


def parents_in(text: str, children: Iterable[str]) -> frozenset[str]:
    """Return the keys, in lower case, of entries from which these take something, through `crossref` or `xdata`."""
    reading = Reading(path="", text=unify(text))
    raw = read_raw(reading, NOTHING, allowance_for(len(reading.text)))
    wanted = set(children)
    keys = {entry.offset: entry.key for entry in raw.file.entries}
    links = {keys[offset]: parents for offset, parents in raw.links.items() if offset in keys}
    found: set[str] = set()
    waiting = [key for key in links if key in wanted]
    by_key = {key.lower(): key for key in links}
    while waiting:
        for parent in map(str.lower, links[waiting.pop()]):
            if parent not in found:
                found.add(parent)
                waiting += [by_key[parent]] if parent in by_key else []
    return frozenset(found)


def copy_blocks(text: str, is_wanted: Callable[[str, int], bool]) -> str:
    """Return a .bib file's text without the entries that are not wanted; all else stays as it is, to the byte.

    An entry is named by its citekey and how many of that name are above it.
    """
    reading = Reading(path="", text=unify(text))
    start = len(text) - len(reading.text)  # a byte order mark
    seen: Counter[str] = Counter()
    kept, position = [], 0
    for block in split_blocks(reading, Broken()):
        if block.kind != "entry":
            continue
        number, seen[block.key] = seen[block.key], seen[block.key] + 1
        if block.key and is_wanted(block.key, number):
            continue
        offset = start + block.offset
        kept.append(text[position:offset])
        position = _behind(text, offset + len(block.raw))
    return "".join([*kept, text[position:]])


def _behind(text: str, end: int) -> int:
    """Return where the next line begins, if nothing else is in this one."""
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    return line_end if not text[end:line_end].strip(" \t\r\n,") else end


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
