"""Several names in one text, where a list was asked for: `Kasch R, Hancock M`, `Kasch, R and Hancock, M`."""

import re

from painsite.problems import Unreadable
from painsite.sources.names import looks_like_initials, organisation_word, parse_name

_AND = re.compile(r",?\s+(?:and|und|&)\s+")
_OTHERS = re.compile(r"(?:and |und )?(?:others|et\.? al\.?)", re.IGNORECASE)
_ET_AL = re.compile(r"[,\s]+(et\.? al\.?|and others)$", re.IGNORECASE)


def split_names(text: str) -> list[str]:
    """Divide a text into names where its form leaves no doubt; else give it whole."""
    if "\n" in text:
        return [name for line in text.splitlines() if line.strip() for name in split_names(line)]
    words = " ".join(text.split())
    if not words or "{" in words:
        return [words]
    if more := _ET_AL.search(words):
        return [*split_names(words[: more.start()]), "others"]
    parts = _divide(words)
    return parts if all(map(_is_name, parts)) else [words]


def split_people(text: str) -> list[str]:
    """Divide a text into names of people that are only shown; else give it whole: degrees stay with their names."""
    if "\n" in text:
        return [name for line in text.splitlines() for name in split_people(line)]
    words = " ".join(text.split())
    if not words:
        return []
    if ";" in words:
        return _without_blanks(words.split(";"))
    by_and = _AND.split(words)
    by_comma = [part for one in by_and for part in _without_blanks(re.split(r",\s", one))]
    for parts, least in ((by_comma, 2), (by_and, 1)):
        if all(_is_of_person(part, least) for part in parts):
            return parts
    return [words]


def _is_of_person(name: str, least: int) -> bool:
    words = name.split()
    is_written_large = name[:1].isupper() and words[0] not in {"The", "Der", "Die", "Das"}
    return len(words) >= least and is_written_large and not organisation_word(words)


def _divide(words: str) -> list[str]:
    if ";" in words:
        return _without_blanks(words.split(";"))
    by_and = _AND.split(words)
    by_comma = [part for one in by_and for part in _without_blanks(one.split(","))]
    if len(by_comma) > 1 and all(map(_has_initials_last, by_comma)):
        return by_comma
    if len(by_and) == 1:
        return [words]
    if all(one.count(",") == 1 for one in by_and) or "," not in words:
        return by_and
    return by_comma if all(" " in part for part in by_comma) else [words]


def _without_blanks(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def _has_initials_last(name: str) -> bool:
    first, *rest = name.split()
    return bool(rest) and looks_like_initials(rest[-1]) and not looks_like_initials(first)


def _is_name(text: str) -> bool:
    if _OTHERS.fullmatch(text):
        return True
    try:
        person = parse_name(text)
    except Unreadable:
        return False
    return bool(person.given)
