"""Lists of names as .bib files have them."""

import re

from painsite.model import Names, Person
from painsite.problems import Unreadable
from painsite.sources.latex import decode
from painsite.sources.names import (
    PROTECTED,
    divide_name,
    given_first,
    initials_last,
    looks_like_initials,
    organisation_word,
    split_suffix,
)
from painsite.sources.quoting import quoted

_PLAIN = re.compile(r"[^{}\\$~`]*")
_BETWEEN_NAMES = re.compile(r"(?: |^)and(?= |$)", re.IGNORECASE)
_MARK = re.compile(r"(?<!\\)[{}]|(?: |^)and(?=[ {]|$)|,|[ ~]+", re.IGNORECASE)
_LITERAL = re.compile(r"\{(?!\\)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_LOOSE_ACCENT = re.compile(r"\\([Hbcdkrtuv])\s+(\\?[A-Za-z])")
_ET_AL = re.compile(r",?\s+et\.?\s+al\.?$", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*\"?(family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=\s*", re.IGNORECASE)
_BLANK = "\ufdd0"  # a blank inside braces: a noncharacter, which no text contains


def split_bibtex_names(text: str) -> tuple[Names, tuple[Unreadable, ...]]:
    """Read a field of names, such as `author`, before its LaTeX is decoded.

    Names are parted by `and` outside of braces; a name in braces is a literal; `others` or `et al` at the end means
    more people; BibLaTeX's `family=…, given=…, prefix=…` is understood. A name that cannot be read is kept as a literal
    and comes back as Unreadable too, as do LaTeX commands in it that are not known.
    """
    text = " ".join(text.split())
    plain = _PLAIN.fullmatch(text) is not None
    pieces = _BETWEEN_NAMES.split(text) if plain else _split(_LOOSE_ACCENT.sub(r"\\\1{\2}", text), "and")
    pieces = [piece.strip() for piece in pieces]
    named = [piece for piece in pieces if piece]
    others = False
    if named and (named[-1].lower() == "others" or _ET_AL.search(named[-1])):
        others = True
        named[-1:] = [rest for rest in [_ET_AL.sub("", named[-1])] if rest.lower() != "others"]
    read = _read_initials_last if plain and _all_end_in_initials(named) else _read_plain if plain else _read
    people, unreadable = [], []
    for piece in named:
        try:
            people.append(read(piece))
        except Unreadable as problem:
            people.append(Person(literal=" ".join(decode(piece)[0].split()) or piece))
            unreadable.append(problem)
    # Empty braces are how exporters write that there is no author.
    return Names(people=tuple(one for one in people if one.last_name), others=others), tuple(unreadable)


def _read_plain(piece: str) -> Person:
    """Read a name without braces and commands."""
    if "=" in piece and _EXTENDED.match(piece):
        return _read_extended(piece)
    return _divide([part.split() for part in piece.split(",")], piece)


def _read_initials_last(piece: str) -> Person:
    return initials_last(piece.split()) or _read_plain(piece)


def _read(piece: str) -> Person:
    """Read a name with braces or commands."""
    if _LITERAL.fullmatch(piece):
        return Person(literal=" ".join(_decoded(piece, piece).split()))
    if _EXTENDED.match(piece):
        return _read_extended(piece)
    parts = [[word for raw in _split(part, " ") if (word := _word(raw, piece))] for part in _split(piece, ",")]
    divided = _divide(parts, piece)
    person = Person(
        family=_unprotect(divided.family),
        given=_unprotect(divided.given),
        particle=_unprotect(divided.particle),
        suffix=_unprotect(divided.suffix),
    )
    if not person.family:
        raise Unreadable(f"{quoted(piece)} has no family name", "write it as `Family, Given`")
    return person


def _word(raw: str, piece: str) -> str:
    """Decode one word, and keep together what braces keep together."""
    word = _decoded(raw, piece).strip().replace(" ", _BLANK)
    return PROTECTED + word if raw.startswith("{") and not raw.startswith("{\\") else word


def _unprotect(words: str) -> str:
    return " ".join(words.replace(_BLANK, " ").replace(PROTECTED, "").split())


def _divide(parts: list[list[str]], piece: str) -> Person:
    """Divide a name as BibTeX does, given the words of each part between commas."""
    words = parts[0]
    if not any(char.isalpha() for part in parts for word in part for char in word):
        raise Unreadable(f"{quoted(piece)} is not a name", "write names as `Family, Given`, with `and` between them")
    if ";" in piece and any(word.endswith(";") for part in parts for word in part):
        raise Unreadable(f"{quoted(piece)} holds more than one name", "write `and` between names")
    if len(parts) > 1:
        return divide_name([" ".join(part) for part in parts], piece)
    if organisation_word(words):
        raise Unreadable(
            f"{quoted(piece)} is not one person's name: it holds `{organisation_word(words)}`",
            "set the name of an organisation in braces, and write `and` between names",
        )
    words, suffix = split_suffix(words)
    person = given_first(words)
    if not suffix:
        return person
    return Person(family=person.family, given=person.given, particle=person.particle, suffix=suffix)


def _read_extended(piece: str) -> Person:
    """Read BibLaTeX's extended form (its manual, section 3.7): `family=Müller, given=Hans, prefix=von`."""
    given: dict[str, str] = {}
    for part in _split(piece, ","):
        label = _EXTENDED.match(part)
        if label:
            given[label[1].lower()] = " ".join(_decoded(part[label.end() :].strip().strip('"'), piece).split())
    if not given.get("family"):
        raise Unreadable(f"{quoted(piece)} has no family name", "add `family=…`")
    return Person(
        family=given["family"],
        given=given.get("given", ""),
        particle=given.get("prefix", ""),
        suffix=given.get("suffix", ""),
    )


def _decoded(latex: str, piece: str) -> str:
    text, unread = decode(latex)
    if unread:
        raise Unreadable(f"the name {quoted(piece)} holds LaTeX that is not understood", "write it without commands")
    return text


def _all_end_in_initials(pieces: list[str]) -> bool:
    """Tell PubMed's `Kasch R and Schmidt CO`, which BibTeX would turn round, from `Weinan E`."""
    words = [piece.split() for piece in pieces]
    if not words or any("," in piece or len(piece.split()) < 2 for piece in pieces):
        return False
    return all(
        looks_like_initials(name[-1]) and len(name[-1]) <= 2 and name[-1].isalpha() and not name[0].isupper()
        for name in words
    ) and (len(words) > 1 or len(words[0][-1]) > 1)


def _split(text: str, separator: str) -> list[str]:
    """Split at `and`, commas or blanks outside of braces."""
    pieces, depth, start = [], 0, 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and _kind(sign) == separator:
            pieces.append(text[start : mark.start()])
            start = mark.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces] if separator != " " else pieces


def _kind(sign: str) -> str:
    return "," if sign == "," else "and" if sign.strip("~ ") else " "
