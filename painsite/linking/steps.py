"""Names of people and journals as one step of an address: what has the same step is the same."""

import unicodedata
from functools import lru_cache

from painsite.sources.citekeys import encode_citekey, shorten_step

_INSIDE = frozenset("'’ʼ`´")
"""Stands within a word: O’Brien."""
_ASCII = {code: None if chr(code) in _INSIDE else " " for code in range(128) if not chr(code).isalnum()}


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return a name in small letters and digits without accents, words separated by hyphens; empty where it has none.

    Vowel signs that are letters' companions, as in Hindi, stay.
    """
    if name.isascii():
        small = name.casefold()
        return small if small.isalnum() else "-".join(small.translate(_ASCII).split())
    bare = "".join([char for char in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(char)])
    kept = [
        "" if char in _INSIDE else char if char.isalnum() or unicodedata.category(char).startswith("M") else " "
        for char in unicodedata.normalize("NFC", bare)
    ]
    return "-".join("".join(kept).split())


def step_of(folded: str) -> str:
    """Turn a folded name into one step of an address; reversible, as of a citekey, unless it is very long."""
    return shorten_step(encode_citekey(folded), folded)


def is_long(folded: str) -> bool:
    """Return whether the step of a folded name is cut short."""
    return step_of(folded) != encode_citekey(folded)
