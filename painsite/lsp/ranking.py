"""Words that somebody types → the nodes that they may mean, the likeliest first. Pure, and quick at 100,000 nodes.

A node is found if every word of the query stands in its citekey, its authors' surnames, its year, its title or its
headline. All nodes are looked through as plain text, a line each, which takes a few milliseconds; only the likely ones
are weighed word by word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from msgspec import msgpack

from painsite.model import Face, Value

_WORD = re.compile(r"[^\W_]+")
_MOST_WEIGHED = 200
"""Nodes that are weighed word by word; those with more are named by too little to be told apart."""
_MOST_LOOKED_THROUGH = 20_000
_FEWEST_LETTERS = 3
"""With fewer, nearly every node is found: those that are cited often are looked through, and those named so."""
_MARKS = re.compile(r"[\u0300-\u036f]+")
_NOT_DIVIDED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": ""})
_UNDIVIDED = re.compile(f"[{''.join(map(chr, _NOT_DIVIDED))}]")
_BETWEEN = re.compile(r"[\W_]+")
_FOLDED = bytes(ord(chr(code).lower()) if code == 10 or chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
"""Of ASCII, letters and digits in small letters; line ends, and blanks for all other signs."""
_WEIGHTS = ((400, 200, 20), (160, 80, 10), (240, 60, 0), (60, 36, 8), (30, 18, 4))
"""For a word as a whole, for its beginning, for what stands inside a word: in the first author's surname, in those of
others, in the year, in the title or citekey, in the headline."""


class Row(Value, frozen=True, kw_only=True, array_like=True):
    """What a node is found by, and how a list shows it."""

    citekey: str
    surnames: tuple[str, ...]
    year: int
    """0 where unknown."""
    title: str
    headline: str
    label: str = ""
    retraction: str = ""
    """As in `Face`."""
    cited: int = 0
    """How many nodes cite it."""


@dataclass(frozen=True, kw_only=True)
class Finder:
    """Nodes to choose from. Equally likely ones come in the order of `rows`."""

    rows: Sequence[Row]
    """Those that are cited often first, then new ones."""
    lines: Sequence[str] = ()
    """Of each row, if somebody has kept them: its words between blanks, the surnames first."""

    _last: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    """The words of the last query, and the nodes in which they stand: the next key stroke looks among these."""

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self.lines or _lines_of(self.rows)

    def pack(self) -> bytes:
        """Pack rows and lines for `unpack_finder`."""
        return msgpack.encode((self.rows, self._lines))

    def warm_up(self) -> None:
        """Work out what the first search would have to wait for."""
        self._likely(["a"])

    def find(self, query: str, *, most: int = 50) -> list[Row]:
        """Return the likeliest nodes; for no words, the first rows."""
        words = _words(query)
        if not words:
            return list(self.rows[:most])
        weighed = []
        for number in self._likely(words):
            weight = _weight(self.rows[number], words, query)
            if weight:
                weighed.append((-weight, len(self.rows[number].title), number))
        weighed.sort()
        return [self.rows[number] for _, _, number in weighed[:most]]

    def _likely(self, words: Sequence[str]) -> list[int]:
        """Return nodes in which all words stand, not many more than `_MOST_WEIGHED`."""
        lines = self._lines
        if sum(map(len, words)) < _FEWEST_LETTERS:
            found = [number for number, line in enumerate(lines[:_MOST_LOOKED_THROUGH]) if all(map(line.count, words))]
        else:
            found = self._holding(words)
            if len(found) <= _MOST_WEIGHED:
                return found
        chosen = [*islice(self._named(words), _MOST_WEIGHED), *found[: _MOST_WEIGHED // 4]]
        found = found[:_MOST_LOOKED_THROUGH]
        for word in [f" {word} " for word in words]:
            found = [number for number in found if word in lines[number]]
        return list(dict.fromkeys([*chosen, *found[:_MOST_WEIGHED]]))

    def _named(self, words: Sequence[str]) -> Iterator[int]:
        """Yield nodes in which all words stand, and one of them begins the first surname."""
        lines = self._lines
        for word in words:
            begin = f" {word}"
            for number in self._by_first_letter.get(word[0], ()):
                if lines[number].startswith(begin) and all(one in lines[number] for one in words):
                    yield number

    @cached_property
    def _by_first_letter(self) -> Mapping[str, list[int]]:
        """Lead from the first letter of the first surname to nodes."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            found.setdefault(line[1:2], []).append(number)
        return found

    def _holding(self, words: Sequence[str]) -> list[int]:
        """Return the nodes in which all words stand."""
        lines = self._lines
        numbers: Sequence[int] = range(len(lines))
        for before, known in self._last.items():
            if all(any(one in word for word in words) for one in before):
                numbers = known
        for word in sorted(words, key=len, reverse=True):
            numbers = [number for number in numbers if word in lines[number]]
        self._last.clear()
        self._last[tuple(words)] = list(numbers)
        return list(numbers)


def unpack_finder(packed: bytes) -> Finder:
    """Return nodes to choose from. Raises `msgspec.DecodeError`."""
    rows, lines = _decoder.decode(packed)
    return Finder(rows=rows, lines=lines)


def rows_of(faces: Iterable[Face], cited: Mapping[str, int]) -> list[Row]:
    """Return what nodes are found by, those that are cited often first, then new ones; `cited` says how often."""
    rows = [
        Row(
            citekey=face.citekey,
            surnames=tuple([person.last_name for person in face.authors.people]),
            year=face.year,
            title=face.title,
            headline=face.headline,
            label=face.label,
            retraction=face.retraction,
            cited=cited.get(face.citekey, 0),
        )
        for face in faces
    ]
    rows.sort(key=lambda row: (-row.cited, -row.year, row.citekey))
    return rows


def fold(text: str) -> str:
    """Return a text in small letters, without accents and apostrophes."""
    if text.isascii():
        return text.lower().replace("'", "")
    small = text.casefold()
    if _UNDIVIDED.search(small):
        small = small.translate(_NOT_DIVIDED)
    return _MARKS.sub("", unicodedata.normalize("NFKD", small))


def _lines_of(rows: Iterable[Row]) -> list[str]:
    lines = [f" {' '.join(row.surnames)} {row.year} {row.citekey} {row.title} {row.headline} " for row in rows]
    lines = [line if "\n" not in line else " ".join(line.splitlines()) for line in lines]
    # all at once and as bytes: that takes a tenth of the time
    plain = [number for number, line in enumerate(lines) if line.isascii()]
    folded = "\n".join([lines[number] for number in plain]).encode("ascii").translate(_FOLDED, b"'").decode("ascii")
    known = dict(zip(plain, folded.split("\n"), strict=True)) if plain else {}
    return [known[number] if number in known else _BETWEEN.sub(" ", fold(line)) for number, line in enumerate(lines)]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _weight(row: Row, words: Sequence[str], query: str) -> int:
    """Return how likely a node is meant; 0 where one of the words is not in it."""
    surnames = [_words(name) for name in row.surnames]
    fields = (
        surnames[0] if surnames else [],
        [word for name in surnames[1:] for word in name],
        [str(row.year)] if row.year else [],
        [*_words(row.title), *_words(row.citekey)],
        _words(row.headline),
    )
    total = 0
    for word in words:
        best = max(map(_weight_in, (word,) * len(fields), fields, _WEIGHTS))
        if not best:
            return 0
        total += best
    key, wanted = row.citekey.casefold(), query.strip().casefold()
    if key == wanted:
        return total + 10_000
    return total + (500 if key.startswith(wanted) else 0)


def _weight_in(word: str, there: Sequence[str], weights: tuple[int, int, int]) -> int:
    whole, begin, inside = weights
    if word in there:
        return whole
    if any(one.startswith(word) for one in there):
        return begin
    return inside if any(word in one for one in there) else 0


_decoder = msgpack.Decoder(tuple[list[Row], list[str]])
