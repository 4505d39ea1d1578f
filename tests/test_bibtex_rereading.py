"""A .bib file read in parts after an edit is what it is when it is read from nothing."""

import os
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from painsite.sources.bibtex.lending import NOTHING, Lent
from painsite.sources.bibtex.reader import BibtexFile, read_bibtex
from painsite.sources.bibtex.rereading import Former, Reread, Stayed, moved, reread_bibtex

ROOT = Path(__file__).parent.parent
FIXTURES = (ROOT / os.environ.get("PAINSITE_FIXTURES", "../shared/fixtures")).resolve()
FILES = sorted(path for folder in ("bib", "exporters") for path in (FIXTURES / folder).rglob("*.bib"))
LENT = Lent(macros={"spine": "Spine", "jan": "Hartung"})

PIECES = """\
@article{weber-1983,
  title = {Lumbar disc herniation},
  year = 1983
}
@ARTICLE{Weber-1983, title = "Sciatica", journal = spine, month = jan}
@book{merskey, title = {Pain}, publisher = {IASP}, oddity = {1}, oddness = {x}}
@string{spine = "Spine"}
@string{Spine = {The Spine Journal}}
@string{jan = "Januar" # spine}
@string(eur = spine # { Europe})
@article{a1, title = spine # { and more}, journal = eur, oddity = {2}}
@article{a2, title = {T}, journal = unknownj, note = {@article{x}}}
@article{a3, title = {T}, journal = UnknownJ # spine, title = {Other}}
@inbook{part, title = {Chapter}, crossref = {merskey}}
@inbook{part2, title = {Chapter}, crossref = {Part-X}, oddity = 3}
@xdata{house, publisher = {IASP Press}, location = {Seattle}, oddity = {4}}
@book{b9, title = {B}, xdata = {house}, ids = {Part-X, weber}}
@book{b10, title = {B}, publisher = {xdata=house-publisher}}
@set{both, entryset = {a1, a2}}
@strange{s, title = {Strange}, title = {Stranger}}
@misc{, title = {No key}}
@misc{a b, title = {Blank}}
@article{nocomma title = {T}, year = 2000}
@article{open, title = {Never ends,
  year = 1999
@article{open2, title = "Never ends,
@comment{ hidden
@comment{jabref-meta: x}
@preamble{"\\newcommand{x}"}
% @article{behind, title = {Percent}}
@misc{pct, title = {50% of it}, % note, with comma
  year = 2001,, note = {%}}
prose between the blocks
}
  @misc(paren, title = {In (parens)}, year = {2002})
 stray = {text} @misc{same, title = {On a line}} @misc{same2, title = {Again}, oddity = {5}}
@misc
  {split, title = {Opening on two lines}}
@article{bs, title = {A \\\\} and {more\\}}, year = 2003}
@misc{auth, title = {N}, author = {A B and Kopell N and {}}, year = {in press}, pages = {x}}
@misc{doi, title = {D}, doi = {nope}, url = {not an address}, month = jan}
 @misc{mail, title = {Mail me@example.org {x} @ {y}}}
@
@{
@misc{}
@misc{key}
@online{é, title = {Ümläut}, eprint = {2101.00001}, volume = {10.1000/xyz}}
"""
LINES = PIECES.splitlines(keepends=True)
SIGNS = ["{", "}", '"', ",", "=", "@", "%", "\\", "\n", "\r\n", "\r", "(", ")", "#", " ", "x", "\ufeff", "\x00", "é"]


def former_of(file: BibtexFile) -> Former | None:
    return Former(cuts=file.cuts, entries=file.entries, problems=file.problems) if file.cuts else None


def as_file(former: Former, found: Reread) -> BibtexFile:
    """Put what has stayed into its place."""
    entries = [
        moved(former.entries[entry.number], entry.lines) if isinstance(entry, Stayed) else entry
        for entry in found.entries
    ]
    return BibtexFile(
        entries=tuple(entries),
        problems=found.problems,
        left_out=found.left_out,
        macros=found.macros,
        asks=found.asks,
        cuts=found.cuts,
    )


def comparable(file: BibtexFile) -> tuple[object, ...]:
    """Return all that two readings have to agree on: how a mapping is ordered is a part of it."""
    cuts = file.cuts and replace(file.cuts, spent=0, occurrences=tuple(sorted(file.cuts.occurrences, key=repr)))
    orders = [list(file.asks.macros), list(file.asks.parents), [list(entry.places) for entry in file.entries]]
    return replace(file, cuts=cuts), orders


def check(versions: list[str], lent: Lent = NOTHING) -> int:
    """Read the versions of a text one after another, each by what the last one has left; count those read in parts."""
    file, count = read_bibtex(versions[0], path="a.bib", lent=lent), 0
    for _, text in pairwise(versions):
        expected = read_bibtex(text, path="a.bib", lent=lent)
        former = former_of(file)
        found = reread_bibtex(former, text, path="a.bib", lent=lent) if former else None
        if former and found:
            file, count = as_file(former, found), count + 1
            assert comparable(file) == comparable(expected)
        else:
            file = expected
    return count


def edited(text: str, edit: random.Random, snippets: list[str]) -> str:
    """Return a text with something put in, taken out or moved."""
    start = edit.randrange(len(text) + 1)
    end = min(len(text), start + int(edit.expovariate(0.05)))
    kind = edit.randrange(5)
    if kind == 0:
        return text[:start] + edit.choice(SIGNS) + text[start:]
    if kind == 1:
        return text[:start] + text[end:]
    lines = text.splitlines(keepends=True)
    place = edit.randrange(len(lines) + 1)
    if kind == 2:
        return "".join([*lines[:place], edit.choice(snippets), *lines[place:]])
    other = edit.randrange(len(lines) + 1)
    if kind == 3:
        return "".join([*lines[:place], *lines[other : other + 3], *lines[place:]])
    return "".join([*lines[:place], *lines[place + 1 :]])
