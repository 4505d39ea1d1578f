"""Titles as databases deliver them: with a stop, in brackets, behind a word that says what became of the work."""

import re

_FATE = re.compile(
    r"\s*[\[(]?(?:RETRACTED|WITHDRAWN|TEMPORARY REMOVAL)(?: (?:ARTICLE|CHAPTER|PAPER))?\s*[:.\])]+\s*", re.IGNORECASE
)
_FATE_BEHIND = re.compile(r"\s*[\[(](?:retracted|withdrawn)(?: (?:article|chapter|paper))?[\])]\.?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def plain_title(title: str) -> str:
    """Return a title without its final stop, the brackets of a translated one, and `RETRACTED:`."""
    words = _FATE_BEHIND.sub("", title.strip())
    if (fate := _FATE.match(words)) and fate.end() < len(words):
        words = words[fate.end() :]
    bare = _without_stop(words)
    if bare.startswith("[") and bare.endswith("]") and "[" not in bare[1:-1]:
        bare = _without_stop(bare[1:-1].strip())
    return bare


def _without_stop(title: str) -> str:
    if title.endswith(".") and not title.endswith(("..", " al.", " vs.")):
        return title[:-1].rstrip()
    return title


def is_shouting(title: str) -> bool:
    """Return whether a title is in capitals throughout, as some publishers deliver it."""
    words = _WORD.findall(title)
    return len(words) > 1 and all(word == word.upper() != word.lower() for word in words)


def join_subtitle(title: str, subtitle: str) -> str:
    """Put title and subtitle together, unless the subtitle stands in the title already."""
    if not subtitle or _letters(subtitle) in _letters(title):
        return title
    if not title or _letters(title) in _letters(subtitle)[: len(_letters(title))]:
        return subtitle
    sign = "" if title.endswith((":", "?", "!", "–", "—")) else ":"
    return f"{title}{sign} {subtitle}"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
