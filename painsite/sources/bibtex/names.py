"""Lists of names as .bib files have them."""

import re
from collections.abc import Sequence

from painsite.model import Names, Person
from painsite.problems import Unreadable
from painsite.sources.bibtex.joined_names import WRITE_AND, part_all_names
from painsite.sources.bibtex.name_clutter import CLUTTER, has_initials, may_hold_titles, strip_contact, strip_titles
from painsite.sources.bibtex.shielded_names import WHOLE, Piece, plain_words, split_shielded
from painsite.sources.latex.decoding import decode
from painsite.sources.names import (
    divide_name,
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
_OTHERS = re.compile(
    r"(?:and )?(?:(?:[0-9]+ |many )?others?(?: authors)?|[0-9]+ (?:more|further|additional|weitere)(?: authors)?"
    r"|(?:[0-9]+ )?(?:co-?workers|colleagues)|(?:und|en) anderen?|y otros|et autres|e outros|e(?:d)? altri"
    r"|og andre|och andra|et\.? ?al(?:ii|ia)?|u\. ?a|и др|[等他]|\.\.\.|…)[.;,]*",
    re.IGNORECASE,
)
_MORE = (
    "other", "et al", "et. al", "etal", "et~al", "u. a", "u.a", "...", "…", "dots", "more", "further", "additional",
    "weitere", "workers", "colleagues", "andere", "otros", "autres", "outros", "altri", "andre", "andra", "и др", "等",
    "他",
)  # fmt: skip
_ET_AL = re.compile(r",?\s+(?:\W?et\.?\W+al\.?|u\. ?a\.|и др\.?|[等他])[;,]*$", re.IGNORECASE)
_GLUED_INITIALS = re.compile(r"((?:[^\W\d_]\.-?)+)([^\W\d_][^\W\d_].*)")
"""`J.-P.Martin`, where the blank is missing."""
_EXTENDED = re.compile(r"\"?([a-z][a-z-]*)\s*=\s*", re.IGNORECASE)
_PARTS = frozenset({"family", "given", "prefix", "suffix"})
_NO_VOWEL = re.compile(r"(?!NG$)[B-DF-HJ-NP-TV-XZ]{2,4}")
_NO_FAMILY = re.compile(r"[A-DF-HJ-NP-TVWZ]")
"""Of single letters, `E`, `O` and `X` are family names."""


def split_bibtex_names(text: str) -> tuple[Names, tuple[Unreadable, ...]]:
    """Read a field of names, such as `author`, before its LaTeX is decoded.

    Names are separated by `and` outside braces; a name in braces is a literal; `others` or `et al` means more people;
    BibLaTeX's `family=…, given=…, prefix=…` is understood. Footnote marks and numbers are left out. A name that cannot
    be read is kept as a literal and comes back as Unreadable too, as do titles that are left out, LaTeX commands that
    are not known, and what is doubtful.
    """
    text = " ".join(text.split())
    doubts: list[Unreadable] = []
    plain = _PLAIN.fullmatch(text) is not None
    if plain:
        pieces = [Piece(name, name) for piece in _BETWEEN_NAMES.split(text) if (name := piece.strip())]
    else:
        pieces = list(split_shielded(text, doubts))
    if not plain or "," in text:
        pieces = part_all_names(pieces, doubts)
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
            if person.family.isupper() and _has_doubtful_family(person, piece):
                doubts.append(_doubt_family(piece, person))
    return Names(people=tuple(people), others=others), tuple(doubts)


def _take_others(pieces: list[Piece]) -> tuple[list[Piece], bool]:
    """Take `others` and `et al` out of a list, and return whether they were there."""
    people = []
    others = False
    for piece in pieces:
        if _OTHERS.fullmatch(plain_words(piece.text.removeprefix(WHOLE))):
            others = True
        elif _ET_AL.search(piece.text):
            others = True
            people.append(Piece(_ET_AL.sub("", piece.text), piece.raw))
        else:
            people.append(piece)
    return people, others


def _without_titles(piece: Piece, doubts: list[Unreadable], *, initials: bool) -> Piece:
    if piece.text.startswith(WHOLE):
        return piece
    text, contact = strip_contact(piece.text)
    if contact and text:
        message = f"{quoted(piece.raw)} contains {quoted(contact)}, which is left out"
        doubts.append(Unreadable(message, "write the name alone"))
        piece = Piece(text, text)
    text, titles = strip_titles(piece.text, initials=initials)
    if not titles or not text:
        return piece
    message = f"{quoted(piece.raw)} contains the title {quoted(' '.join(titles))}, which is left out"
    doubts.append(Unreadable(message, "write the name without titles"))
    return Piece(text, piece.raw)


def _read(piece: Piece, *, turned: bool) -> Person | None:
    text, raw = piece
    if text.startswith(WHOLE):
        return Person(literal=plain_words(text[1:]))
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
        family=plain_words(person.family),
        given=plain_words(person.given),
        particle=plain_words(person.particle),
        suffix=plain_words(person.suffix),
    )


def _divide(parts: list[list[str]], raw: str) -> Person:
    """Divide a name as BibTeX does, given the words of each part between commas."""
    words = parts[0]
    if not any(char.isalpha() for part in parts for word in part for char in word):
        raise Unreadable(f"{quoted(raw)} is not a name", "write names as `Family, Given`, with `and` between them")
    if any(word.endswith(";") for part in parts for word in part):
        raise Unreadable(f"{quoted(raw)} contains more than one name", WRITE_AND)
    culprit = organisation_word(words) if len(parts) == 1 else _organisation_after_comma(parts)
    if culprit:
        raise Unreadable(
            f"{quoted(raw)} is not one person's name: it contains `{culprit}`",
            "put the name of an organisation in braces, and write `and` between names",
        )
    if len(parts) > 1:
        return divide_name([" ".join(part) for part in parts], raw)
    if glued := _GLUED_INITIALS.fullmatch(words[-1]):
        words = [*words[:-1], glued[1], glued[2]]
    words, suffix = split_suffix(words)
    # nobody's family name follows an initial and is one letter: `Miller E K`
    turned = initials_last(words) if len(words) > 2 and len(words[-1]) == len(words[-2]) == 1 else None
    person = turned or family_first(words) or given_first(words)
    if not suffix:
        return person
    return Person(family=person.family, given=person.given, particle=person.particle, suffix=suffix)


def _organisation_after_comma(parts: list[list[str]]) -> str:
    """Return the word by which `Harms Study, Group` and `Department of Veterans, Affairs` are no person's names."""
    first, second = parts[:2]
    if len(second) == 1 and is_organisation(second[0]):
        return second[0]
    culprit = organisation_word(first)
    return "" if is_organisation(culprit) else culprit


def _has_doubtful_family(person: Person, piece: Piece) -> bool:
    """Return whether what belongs behind a family name stands in its place: `D.C.`, `III`, `JR` behind given names."""
    family = person.family
    if len(family) > 8:
        return False
    if not person.given:
        return is_suffix(family) or ("." in family and looks_like_initials(family))
    if _NO_FAMILY.fullmatch(family) and "," not in piece.text:
        return True
    return _NO_VOWEL.fullmatch(family) is not None or ("." in family and looks_like_initials(family))


def _doubt_family(piece: Piece, person: Person) -> Unreadable:
    return Unreadable(
        f"`{person.family}` in {quoted(piece.raw)} looks like initials or a suffix, and is read as a family name",
        "write `Family, Given`, with `and` between names only",
    )


def _read_extended(piece: Piece) -> Person | None:
    """Read BibLaTeX's extended form (its manual, section 3.7): `family=Müller, given=Hans, prefix=von`.

    Options of the whole list (`useprefix=false`) stand there like a name, and are none.
    """
    given: dict[str, str] = {}
    for part in piece.text.split(","):
        label = _EXTENDED.match(part.strip())
        if label:
            given[label[1].lower()] = plain_words(part.strip()[label.end() :].strip().strip('"'))
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


def _all_end_in_initials(pieces: Sequence[Piece]) -> bool:
    """Distinguish PubMed's `Kasch R and Schmidt CO`, which BibTeX would turn round, from `Weinan E`."""
    if any("," in piece.text for piece in pieces):
        return False
    names = [piece.text.split() for piece in pieces if not piece.text.startswith(WHOLE)]
    if not all(_ends_in_initials(name) or organisation_word(name) for name in names):
        return False
    turned = [name for name in names if _ends_in_initials(name)]
    return len(turned) > 1 or (len(turned) == 1 and len(turned[0][-1]) > 1)


def _ends_in_initials(words: list[str]) -> bool:
    last = words[-1]
    return len(last) <= 2 and len(words) > 1 and last.isalpha() and looks_like_initials(last) and not words[0].isupper()
