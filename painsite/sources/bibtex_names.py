"""Lists of names as .bib files have them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from painsite.model import Names, Person
from painsite.problems import Unreadable
from painsite.sources.field_markup import read_markup
from painsite.sources.latex import decode, decode_name
from painsite.sources.latex_printing import CLOSING, OPENING
from painsite.sources.name_clutter import CLUTTER, has_initials, may_hold_titles, strip_marks, strip_titles
from painsite.sources.names import (
    PROTECTED,
    divide_name,
    ends_in_initials,
    family_first,
    given_first,
    initials_last,
    is_organisation,
    is_suffix,
    looks_like_initials,
    organisation_word,
    split_suffix,
)
from painsite.sources.quoting import quoted

_PLAIN = re.compile(rf"[^{{}}\\$~`&<;=،，﹐；、{CLUTTER}]*")
_BETWEEN_NAMES = re.compile(r"(?: |^)and(?= |$)", re.IGNORECASE)
_MARK = re.compile(r"(?<!\\)[{}]|(?: |^)and(?=[ {]|$)", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<(?:[a-z]+:)?sup>([^<]*)</(?:[a-z]+:)?sup>", re.IGNORECASE)
_SIGNS = str.maketrans({"،": ",", "，": ",", "﹐": ",", "；": ";", "、": " and "})
_OTHERS = re.compile(r"(?:and )?(?:others|et\.? ?al(?:ii|ia)?|u\. ?a|\.\.\.|…)[.;,]*", re.IGNORECASE)
_MORE = ("others", "et al", "et. al", "etal", "u. a", "u.a", "...", "…")
_ET_AL = re.compile(r",?\s+et\.?\s+al\.?[;,]*$", re.IGNORECASE)
_EXTENDED = re.compile(r"\"?([a-z][a-z-]*)\s*=\s*", re.IGNORECASE)
_PARTS = frozenset({"family", "given", "prefix", "suffix"})
_AMPERSAND = re.compile(r",? & ")
_NO_VOWEL = re.compile(r"(?!NG$)[B-DF-HJ-NP-TV-XZ]{2,4}")
_WRITE_AND = "write `and` between names"

# What stands inside braces neither divides a name nor a list; noncharacters stand for it, which no text contains.
_INSIDE = " ,;&="
_SHIELD = str.maketrans(_INSIDE, "\ufdd0\ufdd8\ufdd9\ufdda\ufddb")
_UNSHIELD = str.maketrans("\ufdd0\ufdd8\ufdd9\ufdda\ufddb", _INSIDE, PROTECTED)
_WHOLE = "\ufddc"
"""Stands before a name that is in braces as a whole."""


class _Piece(NamedTuple):
    """What stands between two `and`, or a name of several that stand there."""

    text: str
    """Decoded, without marks and numbers; what is in braces is shielded."""
    raw: str
    """As its author wrote it."""


def split_bibtex_names(text: str) -> tuple[Names, tuple[Unreadable, ...]]:
    """Read a field of names, such as `author`, before its LaTeX is decoded.

    Names are parted by `and` outside of braces; a name in braces is a literal; `others` or `et al` means more people;
    BibLaTeX's `family=…, given=…, prefix=…` is understood. Footnote marks and numbers are left out. A name that cannot
    be read is kept as a literal and comes back as Unreadable too, as do titles that are left out, LaTeX commands that
    are not known, and what is doubtful.
    """
    text = " ".join(text.split())
    doubts: list[Unreadable] = []
    plain = _PLAIN.fullmatch(text) is not None
    if plain:
        pieces = [_Piece(name, name) for piece in _BETWEEN_NAMES.split(text) if (name := piece.strip())]
    else:
        pieces = [piece for raw in _split(_without_markup(text, doubts)) for piece in _decode(raw, doubts)]
    if not plain or "," in text:
        pieces = [name for piece in pieces for name in _part(piece, doubts)]
    if may_hold_titles(text):
        initials = has_initials(piece.text for piece in pieces)
        pieces = [_without_titles(piece, doubts, initials=initials) for piece in pieces]
    lowered = text.lower()
    pieces, others = _take_others(pieces) if any(word in lowered for word in _MORE) else (pieces, False)
    turned = _all_end_in_initials(pieces)
    people = []
    for piece in pieces:
        try:
            person = _read(piece, turned=turned)
        except Unreadable as problem:
            person = Person(literal=" ".join(decode(piece.raw)[0].split()) or piece.raw)
            doubts.append(problem)
        # Empty braces are how exporters write that there is no author.
        if person and person.last_name:
            people.append(person)
            if person.family.isupper() and _has_doubtful_family(person):
                doubts.append(_doubt_family(piece, person))
    return Names(people=tuple(people), others=others), tuple(doubts)


def _without_markup(text: str, doubts: list[Unreadable]) -> str:
    if "<" in text or "&" in text:
        text, lost = read_markup(_SUPERSCRIPT.sub(r"\\textsuperscript{\1}", text))
        doubts.extend(lost)
    return text if text.isascii() else text.translate(_SIGNS)


def _split(text: str) -> Iterator[str]:
    """Split at `and` outside of braces."""
    depth, start = 0, 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            yield text[start : mark.start()].strip()
            start = mark.end()
    yield text[start:].strip()


def _decode(raw: str, doubts: list[Unreadable]) -> Iterator[_Piece]:
    if not raw:
        return
    marked, unread = decode_name(raw)
    if unread:
        doubts.append(
            Unreadable(f"the name {quoted(raw)} holds LaTeX that is not understood", "write it without commands")
        )
        marked = f"{OPENING}{decode(raw)[0]}{CLOSING}"
    text = strip_marks(_shield(" ".join(marked.split())))
    if text:
        yield _Piece(text, raw)


def _shield(marked: str) -> str:
    """Take the marks of braces out, and keep together what they keep together."""
    if OPENING not in marked:
        return marked
    shielded: list[str] = []
    depth = 0
    whole = marked[0] == OPENING
    runs = re.split(f"([{OPENING}{CLOSING}])", marked)
    for index, run in enumerate(runs):
        if run == OPENING:
            begins_word = not shielded or shielded[-1][-1:] in " ,"
            if depth == 0 and begins_word:
                shielded.append(PROTECTED)
            depth += 1
        elif run == CLOSING:
            depth -= 1
            whole = whole and (depth > 0 or not any(runs[index + 1 :]))
        elif run:
            shielded.append(run.translate(_SHIELD) if depth else run)
    return ("" if not whole else _WHOLE) + "".join(shielded)


def _plain(shielded: str) -> str:
    return " ".join(shielded.translate(_UNSHIELD).split())


def _take_others(pieces: list[_Piece]) -> tuple[list[_Piece], bool]:
    """Take `others` and `et al` out of a list, and tell whether they were there."""
    people = []
    others = False
    for piece in pieces:
        if _OTHERS.fullmatch(_plain(piece.text.removeprefix(_WHOLE))):
            others = True
        elif _ET_AL.search(piece.text):
            others = True
            people.append(_Piece(_ET_AL.sub("", piece.text), piece.raw))
        else:
            people.append(piece)
    return people, others


def _part(piece: _Piece, doubts: list[Unreadable]) -> Sequence[_Piece]:
    """Part names that stand together without `and`: by semicolons, `&`, or commas as in PubMed and APA style."""
    if not _may_be_several(piece.text):
        return (piece,)
    text = piece.text.rstrip("; ")
    names = _several(text)
    if len(names) > 1:
        doubts.append(Unreadable(f"{quoted(piece.raw)} holds more than one name", _WRITE_AND))
        return [_Piece(_turned(name), name.translate(_UNSHIELD)) for name in names]
    return [_Piece(text, piece.raw)] if text else []


def _turned(name: str) -> str:
    """Divide `Kasch R` by a comma: beside other names that stand without `and` it is as PubMed has it."""
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}" if "," not in name and ends_in_initials(name) else name


def _may_be_several(text: str) -> bool:
    """Tell whether a look is worth while: in most names it is not."""
    commas = text.count(",")
    if commas == 1:
        last = text[text.index(",") - 1]
        return last == "." or last.isupper() or ";" in text or "&" in text
    return commas > 2 or ";" in text or "&" in text


def _several(text: str) -> list[str]:
    names = [name for part in text.split(";") if (name := part.strip(" ,"))]
    if len(names) > 1:
        return names if any(" " in name for name in names) else [text]
    names = _AMPERSAND.split(text)
    if len(names) > 1 and (all("," in name for name in names) or all(map(_looks_whole, names))):
        return [one for name in names for one in _several(name)]
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and all(map(ends_in_initials, parts)):
        return parts
    initials = parts[1::2]
    if len(parts) > 3 and len(parts) % 2 == 0 and all(map(_are_initials, initials)):
        return [f"{family}, {given}" for family, given in zip(parts[::2], initials, strict=True)]
    return [text]


def _looks_whole(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and not organisation_word(words)


def _are_initials(part: str) -> bool:
    return part != "" and all(map(looks_like_initials, part.split()))


def _without_titles(piece: _Piece, doubts: list[Unreadable], *, initials: bool) -> _Piece:
    if piece.text.startswith(_WHOLE):
        return piece
    text, titles = strip_titles(piece.text, initials=initials)
    if not titles or not text:
        return piece
    message = f"{quoted(piece.raw)} holds the title {quoted(' '.join(titles))}, which is left out"
    doubts.append(Unreadable(message, "leave out titles"))
    return _Piece(text, piece.raw)


def _read(piece: _Piece, *, turned: bool) -> Person | None:
    text, raw = piece
    if text.startswith(_WHOLE):
        return Person(literal=_plain(text[1:]))
    if "=" in text and _EXTENDED.match(text):
        return _read_extended(piece)
    person = (turned and initials_last(text.split())) or _divide([part.split() for part in text.split(",")], raw)
    if text is raw:
        return person
    person = _unprotect(person)
    if not person.last_name:
        raise Unreadable(f"{quoted(raw)} has no family name", "write it as `Family, Given`")
    return person


def _unprotect(person: Person) -> Person:
    return Person(
        family=_plain(person.family),
        given=_plain(person.given),
        particle=_plain(person.particle),
        suffix=_plain(person.suffix),
    )


def _divide(parts: list[list[str]], raw: str) -> Person:
    """Divide a name as BibTeX does, given the words of each part between commas."""
    words = parts[0]
    if not any(char.isalpha() for part in parts for word in part for char in word):
        raise Unreadable(f"{quoted(raw)} is not a name", "write names as `Family, Given`, with `and` between them")
    if any(word.endswith(";") for part in parts for word in part):
        raise Unreadable(f"{quoted(raw)} holds more than one name", _WRITE_AND)
    culprit = organisation_word(words) if len(parts) == 1 else _organisation_after_comma(parts)
    if culprit:
        raise Unreadable(
            f"{quoted(raw)} is not one person's name: it holds `{culprit}`",
            "set the name of an organisation in braces, and write `and` between names",
        )
    if len(parts) > 1:
        return divide_name([" ".join(part) for part in parts], raw)
    words, suffix = split_suffix(words)
    person = family_first(words) or given_first(words)
    if not suffix:
        return person
    return Person(family=person.family, given=person.given, particle=person.particle, suffix=suffix)


def _organisation_after_comma(parts: list[list[str]]) -> str:
    """Give the word by which `Harms Study, Group` and `Department of Veterans, Affairs` are no person's names."""
    first, second = parts[:2]
    if len(second) == 1 and is_organisation(second[0]):
        return second[0]
    culprit = organisation_word(first)
    return "" if is_organisation(culprit) else culprit


def _has_doubtful_family(person: Person) -> bool:
    """Tell whether what belongs behind a family name stands in its place: `D.C.`, `III`, `JR` behind given names."""
    family = person.family
    if len(family) > 8:
        return False
    if not person.given:
        return is_suffix(family) or ("." in family and looks_like_initials(family))
    return _NO_VOWEL.fullmatch(family) is not None or ("." in family and looks_like_initials(family))


def _doubt_family(piece: _Piece, person: Person) -> Unreadable:
    return Unreadable(
        f"`{person.family}` in {quoted(piece.raw)} looks like initials or a suffix, and is read as a family name",
        "write `Family, Given`, with `and` between names only",
    )


def _read_extended(piece: _Piece) -> Person | None:
    """Read BibLaTeX's extended form (its manual, section 3.7): `family=Müller, given=Hans, prefix=von`.

    Options of the whole list (`useprefix=false`) stand there like a name, and are none.
    """
    given: dict[str, str] = {}
    for part in piece.text.split(","):
        label = _EXTENDED.match(part.strip())
        if label:
            given[label[1].lower()] = _plain(part.strip()[label.end() :].strip().strip('"'))
    if given.keys().isdisjoint(_PARTS):
        return None
    if not given.get("family"):
        raise Unreadable(f"{quoted(piece.raw)} has no family name", "add `family=…`")
    return Person(
        family=given["family"],
        given=given.get("given", ""),
        particle=given.get("prefix", ""),
        suffix=given.get("suffix", ""),
    )


def _all_end_in_initials(pieces: Sequence[_Piece]) -> bool:
    """Tell PubMed's `Kasch R and Schmidt CO`, which BibTeX would turn round, from `Weinan E`."""
    if any("," in piece.text for piece in pieces):
        return False
    names = [piece.text.split() for piece in pieces if not piece.text.startswith(_WHOLE)]
    if not all(_ends_in_initials(name) or organisation_word(name) for name in names):
        return False
    turned = [name for name in names if _ends_in_initials(name)]
    return len(turned) > 1 or (len(turned) == 1 and len(turned[0][-1]) > 1)


def _ends_in_initials(words: list[str]) -> bool:
    last = words[-1]
    return len(last) <= 2 and len(words) > 1 and last.isalpha() and looks_like_initials(last) and not words[0].isupper()
