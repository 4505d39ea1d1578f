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
from tests.test_bibtex_growth import GROWTHS

ROOT = Path(__file__).parent.parent
FIXTURES = (ROOT / os.environ.get("PAINSITE_FIXTURES", "../shared/fixtures")).resolve()
FILES = sorted(path for folder in ("bib", "exporters") for path in (FIXTURES / folder).rglob("*.bib"))
IS_TORTURE = bool(os.environ.get("PAINSITE_TORTURE"))
LARGEST = 12_000
"""Characters of a file that is read in every run."""
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
@misc{q,title=spine#{ x}#eur,note=SPINE}
@misc(w, title = spine)
@misc{v, title = spine% remark
}
@string{sp)x = {odd}}
@misc{u, title = sp)x, series = {Spine}}
@string{sp = {Sp} # sp}
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


# laws


@pytest.mark.property
@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=12), st.integers(0, 2**32), st.sampled_from((NOTHING, LENT))
)
def test_whatever_is_edited_a_text_is_read_in_parts_as_it_is_read_from_nothing(
    lines: list[str], seed: int, lent: Lent
) -> None:
    edit, versions = random.Random(seed), ["".join(lines)]  # noqa: S311 - no secret
    for _ in range(3):
        versions.append(edited(versions[-1], edit, LINES))
    check(versions, lent)


@pytest.mark.no_cover  # chosen edits have to reach every line
@pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"no fixtures in {FIXTURES}; set PAINSITE_FIXTURES")
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_real_files_are_read_in_parts_as_they_are_read_from_nothing(path: Path) -> None:
    text = path.read_bytes().decode("latin-1")
    if not IS_TORTURE and not 0 < len(text) < LARGEST:
        pytest.skip("large; `make torture` reads it")
    edit, versions = random.Random(path.name), [text]  # noqa: S311 - no secret
    for _ in range(8 if IS_TORTURE else 2):
        versions.append(edited(versions[-1], edit, text.splitlines(keepends=True)[:50] or [""]))
    check(versions)


@pytest.mark.parametrize("name", GROWTHS)
def test_what_grows_is_read_in_parts_as_it_is_read_from_nothing(name: str) -> None:
    text = GROWTHS[name](12)
    check([text, f"@misc{{new, title = {{New}}}}\n{text}", text, GROWTHS[name](13)])


# what is read again


WEBER = "@article{weber-1983,\n  title = {Lumbar disc herniation},\n  year = 1983\n}\n"
BOOS = "@article{boos-1995,\n  title = {Herniations},\n  journal = {Spine},\n  oddity = {x}\n}\n"
DEYO = "@article{deyo-1992,\n  title = {Sciatica},\n  doi = {nope}\n}\n"


def read_again(before: str, after: str) -> list[str]:
    """Return the citekeys of the entries that an edit has read again."""
    former = former_of(read_bibtex(before, path="a.bib"))
    assert former
    found = reread_bibtex(former, after, path="a.bib", lent=NOTHING)
    assert found
    assert check([before, after]) == 1
    return [entry.citekey for entry in found.entries if not isinstance(entry, Stayed)]


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        (f"{WEBER}{BOOS}{DEYO}", f"{WEBER}{BOOS}{DEYO}", []),
        (f"{WEBER}{BOOS}{DEYO}", f"{WEBER}{BOOS.replace('Herniations', 'Hernia')}{DEYO}", ["boos-1995"]),
        (f"{WEBER}{BOOS}{DEYO}", f"\n\n% ours\n{WEBER}{BOOS}{DEYO}", []),
        (f"{WEBER}{BOOS}{DEYO}", f"{DEYO}{WEBER}{BOOS}", []),
        (f"{WEBER}{BOOS}{DEYO}", f"{WEBER}{DEYO}", []),
        (f"{WEBER}{DEYO}", f"{WEBER}{BOOS}{DEYO}", ["boos-1995"]),
        # a macro reaches those that name it, once it stands for something else
        (
            f"@string{{s = {{A}}}}\n{WEBER}@misc{{m, title = s}}\n",
            f"@string{{s = {{B}}}}\n{WEBER}@misc{{m, title = s}}\n",
            ["m"],
        ),
        (
            f"@string{{s = {{A}}}}\n{WEBER}@misc{{m, title = s}}\n",
            f"@string{{s = {{A}}}}\n@string{{t = {{B}}}}\n{WEBER}@misc{{m, title = s}}\n",
            [],
        ),
        # children and parents are always read
        (f"{WEBER}{BOOS}", f"{WEBER}{BOOS}@inbook{{c, title = {{C}}, crossref = {{BOOS-1995}}}}\n", ["boos-1995", "c"]),
        # as is what follows a block that does not end
        (f"{WEBER}{BOOS}{DEYO}", f"@misc{{x, title = {{\n{WEBER}{BOOS}{DEYO}", ["weber-1983"]),
        (f"@misc{{x, title = {{\n{WEBER}{BOOS}{DEYO}", f"{WEBER}{BOOS}{DEYO}", ["weber-1983"]),
    ],
)
def test_only_what_an_edit_reaches_is_read_again(before: str, after: str, again: list[str]) -> None:
    assert read_again(before, after) == again


def test_problems_move_with_their_lines_and_are_counted_anew() -> None:
    former = former_of(read_bibtex(f"{DEYO}{BOOS}{WEBER}", path="a.bib"))
    assert former
    text = f"\n{DEYO}\n{BOOS}{WEBER.replace('year', 'oddity')}"
    found = reread_bibtex(former, text, path="a.bib", lent=NOTHING)
    assert found
    assert [str(problem) for problem in found.problems] == [
        "a.bib:4:3: bad-doi: `nope` is not a DOI; write it bare, as in `10.1097/brs.0000000000004198`",
        (
            "a.bib:10:3: unknown-bibtex-field: `oddity` is not a field of BibTeX or BibLaTeX, 2 times in this file;"
            " it is kept for exports"
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # a macro that is made of one that the file does not define
        f"@string{{s = t}}\n{WEBER}",
        # more than a file may grow by
        "@string{s = {" + "x" * 30_000 + "}}\n" + "@misc{m, note = s # s # s # s # s}\n" * 8,
    ],
)
def test_a_file_of_which_no_part_stands_for_itself_is_read_as_a_whole(text: str) -> None:
    assert read_bibtex(text, path="a.bib").cuts is None


def test_what_was_lent_otherwise_is_read_as_a_whole() -> None:
    former = former_of(read_bibtex(WEBER, path="a.bib"))
    assert former
    assert reread_bibtex(former, WEBER, path="a.bib", lent=LENT) is None


def test_a_file_of_which_most_would_be_read_twice_is_read_as_a_whole() -> None:
    strings = "".join(f"@string{{s{n} = {{x}}}}\n" for n in range(300))
    child = "@inbook{c, title = {C}, note = {weber-1983}}\n"
    parted = child.replace("note", "crossref")
    former = former_of(read_bibtex(f"{strings}{WEBER}{child}", path="a.bib"))
    assert former
    assert reread_bibtex(former, f"{strings}{WEBER}{parted}", path="a.bib", lent=NOTHING) is None
    assert read_again(f"{WEBER}{child}", f"{WEBER}{parted}") == ["weber-1983", "c"]


def test_macros_that_may_be_named_anywhere_are_looked_for_everywhere() -> None:
    before = "".join(f"@string{{a {n} = {{x}}}}\n" for n in range(30))
    assert read_again(f"{before}{WEBER}", f"{before.replace('x', 'y')}{WEBER}") == ["weber-1983"]


# growth


def test_of_a_large_file_the_same_part_is_read_as_of_a_small_one() -> None:
    def again(n: int) -> list[str]:
        text = "".join(f"@misc{{k{number}, title = {{T}}}}\n" for number in range(n))
        return read_again(text, text.replace("{k3, title = {T}", "{k3, title = {U}"))

    assert again(10) == again(400) == ["k3"]
