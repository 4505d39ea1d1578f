"""How well completion finds what is meant, and how quickly, on real bibliographies and on a large made-up one.

    python -m tests.bench.completion quality           2,000 queries of each kind on two real bibliographies
    python -m tests.bench.completion speed --n 100000  milliseconds of a key stroke among so many nodes
    python -m tests.bench.completion start --n 100000  seconds from the process's start to the first completion

A query is made of what an entry says: the first author's surname and the year; these and a word of the title; two words
of the title. It succeeds if its entry is among the first five. Where a query fits more than five entries equally, no
ranking can do better than chance: of `k` entries that hold all its words in the same fields, five are shown. The sum of
these chances is what any ranking could reach.
"""

# ruff: noqa: S311, T201 - chance that can be repeated, and results that are printed
import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from painsite.build.standing import StandingLibrary
from painsite.linking.library import link
from painsite.lsp.ranking import Finder, Row, fold, rows_of
from painsite.sources.bibtex.reader import parse_bibtex
from tests.support import FIXTURES

REAL = {"cdl": FIXTURES / "bib" / "cdl" / "cdl.bib", "zheln": FIXTURES / "zheln" / "zheln-pain-1000.bib"}
_SEED = 2026
_SHORTEST = 4
"""Letters of a word that somebody would choose."""

Query = tuple[str, Callable[[Row], bool]]
"""What is typed, and whether it fits an entry as well as the wanted one."""


def read_rows(path: Path) -> list[Row]:
    """Return what the entries of a .bib file are found by."""
    entries, _ = parse_bibtex(path.read_text(encoding="utf-8"), path=path.name)
    library, _ = link(entries, [])
    return rows_of(library.faces.values(), {})


def words_of(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def surname_and_year(row: Row, _chance: random.Random) -> Query | None:
    if not row.surnames or not row.year:
        return None
    name, year = fold(row.surnames[0]), row.year
    return f"{row.surnames[0]} {year}", lambda other: other.year == year and name in map(fold, other.surnames[:1])


def surname_year_and_word(row: Row, chance: random.Random) -> Query | None:
    first, words = surname_and_year(row, chance), [word for word in words_of(row.title) if len(word) >= _SHORTEST]
    if first is None or not words:
        return None
    word = chance.choice(words)
    return f"{first[0]} {word}", lambda other: first[1](other) and word in words_of(other.title)


def two_words(row: Row, chance: random.Random) -> Query | None:
    words = list(dict.fromkeys(word for word in words_of(row.title) if len(word) >= _SHORTEST))
    if len(words) < 2:
        return None
    chosen = chance.sample(words, 2)
    return " ".join(chosen), lambda other: all(word in words_of(other.title) for word in chosen)


KINDS = {"surname and year": surname_and_year, "and a word": surname_year_and_word, "two words": two_words}


def measure_quality(rows: Sequence[Row], count: int) -> dict[str, tuple[float, float]]:
    """Return by kind of query which share succeeds, and which share any ranking could reach."""
    finder, chance = Finder(rows=rows), random.Random(_SEED)
    by_word = _postings(rows)
    shares = {}
    for kind, make in KINDS.items():
        succeeded = reachable = 0.0
        made = 0
        while made < count:
            wanted = chance.choice(rows)
            query = make(wanted, chance)
            if query is None:
                continue
            made += 1
            typed, fits = query
            rival = min((by_word.get(word, []) for word in words_of(typed)), key=len)
            equal = sum(fits(rows[number]) for number in rival)
            reachable += min(1.0, 5 / max(equal, 1))
            succeeded += wanted.citekey in [row.citekey for row in finder.find(typed, most=5)]
        shares[kind] = succeeded / count, reachable / count
    return shares


def _postings(rows: Sequence[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in {str(row.year), *words_of(row.title), *words_of(" ".join(row.surnames))}:
            found.setdefault(word, []).append(number)
    return found


def measure_speed(rows: Sequence[Row], typed: Sequence[str]) -> list[float]:
    """Return the milliseconds that each key stroke takes while these queries are typed."""
    finder = Finder(rows=rows)
    finder.warm_up()
    taken = []
    for query in typed:
        for end in range(1, len(query) + 1):
            began = time.perf_counter()
            finder.find(query[:end])
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def large(count: int) -> list[Row]:
    """Make up so many rows: authors, title and headline of each are those of three real ones."""
    real = [row for path in REAL.values() for row in read_rows(path)]
    chance = random.Random(_SEED)
    return [
        Row(
            citekey=f"work-{number}",
            surnames=chance.choice(real).surnames,
            year=chance.randint(1960, 2026),
            title=chance.choice(real).title,
            headline=chance.choice(real).title,
        )
        for number in range(count)
    ]


def typed_by(rows: Sequence[Row], count: int) -> list[str]:
    """Return what somebody types who looks for some of the rows, and words that many have."""
    named = [row for row in rows if row.surnames]
    chosen = random.Random(_SEED).sample(named, count)
    typed = [f"{row.surnames[0]} {row.year} {row.title.split()[0]}".lower() for row in chosen]
    return [*typed, "pain", "chronic low back pain", "a", "the effect of"]


def format_strokes(milliseconds: Sequence[float]) -> str:
    """Say how long key strokes take."""
    taken = sorted(milliseconds)
    most = taken[len(taken) * 95 // 100]
    return f"{len(taken)} key strokes, median {median(taken):.1f} ms, 95 % within {most:.1f}, worst {taken[-1]:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["quality", "speed", "start"])
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    options = parser.parse_args()
    if options.what == "quality":
        for name, path in REAL.items():
            rows = read_rows(path)
            for kind, (share, reachable) in measure_quality(rows, options.queries).items():
                print(f"{name} ({len(rows):,}) {kind:17} {share:6.1%} of {reachable:6.1%}: {share / reachable:6.1%}")
    elif options.what == "speed":
        rows = large(options.n)
        print(f"{options.n:,} nodes: {format_strokes(measure_speed(rows, typed_by(rows, 15)))}")
    else:
        from tests.bench.completion_start import measure_start, write_site

        rows = large(options.n)
        for is_known, whose in ((True, "of a server before"), (False, "of a build alone")):
            with tempfile.TemporaryDirectory() as folder:
                write_site(Path(folder), rows, is_known=is_known)
                cache = Path(folder) / ".painsite" / "cache.db"
                kept, taken = cache.read_bytes(), []
                for _ in range(3):
                    cache.write_bytes(kept)
                    taken.append(measure_start(Path(folder), typed_by(rows, 1)[:1])[0])
            seconds = ", ".join(f"{one:.2f}" for one in taken)
            print(f"{options.n:,} nodes, with the cache {whose}: first completion {seconds} s after the start")
        with tempfile.TemporaryDirectory() as folder:
            root, rows = Path(folder), read_rows(REAL["cdl"])
            (root / "bibliography" / "articles").mkdir(parents=True)
            shutil.copy(REAL["cdl"], root / "bibliography")
            StandingLibrary(root=root).read()
            first, strokes = measure_start(root, typed_by(rows, 4))
            print(f"{len(rows):,} nodes: first completion {first:.2f} s after the start; {format_strokes(strokes)}")


if __name__ == "__main__":
    main()
