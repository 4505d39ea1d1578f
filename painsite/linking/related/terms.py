"""The words of a text that say what it is about, counted."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import filterfalse, repeat

from painsite.model import Value

_WORD = re.compile(r"[^\W_]+")
_SPACED = bytes(code if code >= 0x80 or chr(code).isalnum() else 0x20 for code in range(256))
"""Blanks in the place of all that is ASCII and neither letter nor digit."""
_TYPOGRAPHY = "’‘“”–—…\N{NO-BREAK SPACE}"
_UNDIVIDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode does not divide into a plain one and an accent."""
_COMMON_WORDS = frozenset(
    # Words that tell nothing in any text. In a small bibliography chance makes them rare, so that rarity is no guard.
    # Words of method, such as `trial` and `randomised`, are none of these: without them fewer of the works that belong
    # together are found (tests/bench/likeness.py).
    "a about above across actual actually after again against ago all almost already also although always am among an"
    " and another any anyone anything are around as at away based be became because become been before being below"
    " best better between both but by came can cannot come common commonly could did didn do does doesn doing don done"
    " down due during each eight either else enough especially et etc even ever every everyone everything few find"
    " five follow followed following for found four from further gave get getting give given go goes going gone good"
    " got had has hasn have haven having he her here hers him his how however i if in indeed instead into is isn it"
    " its itself just keep kept kind know known last later least less let like likely little ll longer look lot made"
    " mainly make making many may maybe me mean means might more most mostly much must my near nearly need never new"
    " next nine no none nor not nothing now of off often on once one ones only onto or other others otherwise our ours"
    " out over own part per perhaps possible presence present presented put quite rather re really said same saw say"
    " says see seem seemed seems seen seven several shall she should show showed shown shows since six slightly so"
    " some someone something sometimes somewhat soon sooner still such take taken ten than that the their theirs them"
    " themselves then there therefore these they thing things this those though three through thus to together too"
    " took toward towards two under unless until up upon us use used uses using usually ve very via want was wasn way"
    " we well went were weren what whatever when where whereas whether which while who whole whom whose why will with"
    " within without won would yes yet you your yours".split()
)
_ENDINGS = ("ation", "ative", "ating", "ated", "ate", "ion", "ive", "ing", "ed", "ly", "is", "e")
"""In words without their plural; the first that fits is taken off."""
_SHORTEST_STEM = 4
MOST_TERMS = 128
_HIGHEST_COUNT = 255
_MOST_REMEMBERED = 1 << 16


class Terms(Value, frozen=True, kw_only=True, array_like=True):
    """What a text is about: its terms, and how often each occurs."""

    words: str = ""
    """Parted by blanks, sorted, each once."""
    counts: bytes = b""
    """For each term 1-255; 255 stands for more, too."""


def text_terms(  # noqa: PLR0913 - texts of seven kinds, each counted in its own way
    *,
    title: str,
    tags: Iterable[str],
    headline: str,
    summary: str,
    abstract: str,
    commentary: str,
    subjects: Iterable[str] = (),
) -> Terms:
    """Count the terms of one node's texts, which are plain text.

    Title and tags count twice. Of a long text the 128 most frequent, of equals the longer.
    They depend on this node's text alone, so that they can be kept from one run to the next. A term is a word without
    its accents, capitals and common endings; numbers without a letter, single letters and the commonest English words
    are no terms.
    """
    tagged = " ".join(tags)
    texts = (title, title, tagged, tagged, *subjects, headline, summary, abstract, commentary)
    # Each word goes to its term before it is counted, so that no step of Python's own is taken for any.
    counts = Counter(map(_terms.__getitem__, _words("\n".join(texts))))
    del counts[""]
    terms = sorted(_most_frequent(counts) if len(counts) > MOST_TERMS else counts)
    frequencies = map(counts.__getitem__, terms)
    if max(counts.values(), default=0) > _HIGHEST_COUNT:
        frequencies = map(min, frequencies, repeat(_HIGHEST_COUNT))
    return Terms(words=" ".join(terms), counts=bytes(frequencies))


def _most_frequent(counts: Mapping[str, int]) -> list[str]:
    """Pick the 128 most frequent terms, of equals the longer, then the first by name. In no order."""
    least = sorted(counts.values())[-MOST_TERMS]
    above = [term for term, count in counts.items() if count > least]
    level = [term for term, count in counts.items() if count == least]
    # Only those of the one length at which the line is drawn need be sorted by name.
    wanted = MOST_TERMS - len(above)
    level.sort(key=len, reverse=True)
    length = len(level[wanted - 1])
    longer, rest = bisect_left(level, -length, key=_shortness), bisect_right(level, -length, key=_shortness)
    return above + level[:longer] + sorted(level[longer:rest])[: wanted - longer]


def _shortness(term: str) -> int:
    return -len(term)


def _words(text: str) -> list[str]:
    """List the words of a text in small letters, accents and all, in no order."""
    text = unicodedata.normalize("NFC", text).casefold()
    if not text.isascii():
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    # To cut as bytes takes half the time of the expression, which is left for the few words that are not ASCII.
    words = text.encode(errors="surrogatepass").translate(_SPACED).decode(errors="surrogatepass").split()
    if text.isascii():
        return words
    return [*filter(str.isascii, words), *_WORD.findall(" ".join(filterfalse(str.isascii, words)))]


def _term(word: str) -> str:
    """Reduce a word to its term; empty for a word that is none."""
    if not word.isascii():
        word = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", word.translate(_UNDIVIDED))))
    is_none = len(word) < 2 or word.isdecimal() or word in _COMMON_WORDS
    return "" if is_none else _stem(word)


class _Remembered(dict[str, str]):
    """The terms of words, each found when it is first asked for.

    The same few thousand words make up most texts: with the memory, a text costs a fraction of what it costs without.
    A dictionary's own look-up takes half the time of a call that remembers.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        term = self[word] = _term(word)
        return term


_terms = _Remembered()


def _stem(word: str) -> str:
    """Strip what spelling and grammar add: `randomised` and `randomization` give `randomiz`.

    Coarser than Porter's and finer than Harman's stemmer. What it returns need not be a word; it only has to be the
    same for words that belong together, and rarely for others.
    """
    stem = word.replace("ae", "e").replace("oe", "e")
    if stem.endswith(("ies", "ied")) and len(stem) > 5:
        return f"{stem[:-3]}y"
    if stem.endswith("s") and not stem.endswith(("ss", "us", "is")):
        stem = stem[:-1]
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_STEM:
            stem = stem[: -len(ending)]
            break
    return f"{stem[:-1]}z" if stem.endswith(("is", "ys")) and len(stem) > _SHORTEST_STEM else stem
