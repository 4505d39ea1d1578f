"""Slips in the blocks of a .bib file: how each is told."""

from collections.abc import Sequence

from painsite.sources.bibtex.blocks import Block
from painsite.sources.bibtex.fields import is_private
from painsite.sources.bibtex.months import same_month
from painsite.sources.citekeys import encode_citekey
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

_LONGEST_STEP = 255
"""Bytes of the name of a file, or folder, on every common file system."""


def is_long(citekey: str) -> bool:
    """Return whether a citekey would make an address that is too long for the name of a file."""
    return len(citekey) * 12 > _LONGEST_STEP and len(encode_citekey(citekey).encode()) > _LONGEST_STEP


def report_opening(reading: Reading, block: Block) -> None:
    """Report a block whose type or citekey is missing or cannot be used."""
    name = f"`@{block.type}`"
    if not block.type:
        reading.report("bibtex-syntax", block.offset, "an `@` without an entry type", "write `@article{key,`")
    elif not block.key:
        titles = [value.strip('{}" ') for name, value in block.fields if name.lower() in {"title", "booktitle"}]
        title = f" {quoted(titles[0])}" if titles else ""
        message = f"{name}{title} has no citekey and is left out"
        remedy = f"write `@{block.type}{{key,`, or let your reference manager make keys"
        reading.report("bibtex-key", block.offset, message, remedy)
    elif is_long(block.key):
        message = f"{quoted(block.key)} is too long for an address, and its entry is left out"
        reading.report("bibtex-key", block.offset, message, "shorten the citekey")
    else:
        message = f"{quoted(block.key)} cannot be a citekey, and its entry is left out"
        reading.report("bibtex-key", block.offset, message, 'leave out spaces, braces, `"`, `#` and `%`')


def report_words(reading: Reading, words: str, name: str, offset: int) -> None:
    """Report words before the name of a field."""
    message = f"{quoted(words)} before `{name}` is not read"
    reading.report("bibtex-syntax", offset, message, "write `name = {value},`")


def report_junk(reading: Reading, junk: str, offset: int, name: str) -> None:
    """Report what stands after a value and does not belong to it."""
    start = offset + len(junk) - len(junk.lstrip())
    message = f"{quoted(junk)} after the value of `{name}` is not read"
    reading.report("bibtex-syntax", start, message, "join values with `#`, or put the whole value in braces")


def report_repeated(reading: Reading, name: str, given: Sequence[tuple[str, int]]) -> None:
    """Report a field that is given with several values, unless it is private and so never shown.

    Values come with their offsets, the one that is read first.
    """
    (first, start), *others = given
    differing = [offset for value, offset in others if not _is_same(name, first, value)]
    if differing and not is_private(name):
        times = "twice" if len(given) == 2 else f"{len(given)} times"
        message = (
            f"`{name}` is given {times}, with another value at line {reading.position(start)[0]}, and the first is used"
        )
        reading.report("bibtex-duplicate-field", differing[0], message, "keep one of them")


def _is_same(name: str, first: str, other: str) -> bool:
    if name == "month":
        return same_month(first, other)
    return " ".join(first.split()).casefold() == " ".join(other.split()).casefold()


def report_growth(reading: Reading, offset: int, what: str) -> None:
    """Report what is left out because macros or parents would make a file grow beyond measure."""
    message = f"{what}: the file would otherwise be more than twenty times as long"
    reading.report("bibtex-limit", offset, message, "write values out, or use fewer macros and parents")


LONG_VALUE = "the macros of this value make it too long, and it is left out"
"""What to report of a macro, or of a field."""
