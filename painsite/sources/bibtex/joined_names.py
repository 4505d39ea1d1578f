"""Names that stand together without `and`: separated by semicolons, `&`, or commas as in PubMed and APA style."""

import re
from collections.abc import Sequence

from painsite.problems import Unreadable
from painsite.sources.bibtex.shielded_names import Piece, unshield
from painsite.sources.names import ends_in_initials, is_family_first, is_suffix, looks_like_initials, organisation_word
from painsite.sources.quoting import quoted

WRITE_AND = "write `and` between names"
_AMPERSAND = re.compile(r",? & ")


def part_all_names(pieces: Sequence[Piece], doubts: list[Unreadable]) -> list[Piece]:
    """Split the names of a list that stand together without `and`; each time is doubted."""
    if len(pieces) == 2 and pieces[0].text.endswith(",") and "," not in pieces[1].text:
        # `Jane Smith, Kim Doe, and Ann Lee`
        names = [name.strip() for name in pieces[0].text.rstrip(",").split(",")]
        if all(map(_looks_whole, [*names, pieces[1].text])) and len(names) > 1:
            doubts.append(Unreadable(f"{quoted(pieces[0].raw)} contains more than one name", WRITE_AND))
            return [*(Piece(name, unshield(name)) for name in names), pieces[1]]
    return [name for piece in pieces for name in _part_names(piece, doubts)]


def _part_names(piece: Piece, doubts: list[Unreadable]) -> Sequence[Piece]:
    if not _may_be_several(piece.text):
        return (piece,)
    text = piece.text.rstrip("; ")
    names = _several(text)
    if len(names) > 1:
        doubts.append(Unreadable(f"{quoted(piece.raw)} contains more than one name", WRITE_AND))
        return [Piece(_turned(name), unshield(name)) for name in names]
    return [Piece(text, piece.raw)] if text else []


def _turned(name: str) -> str:
    """Divide `Kasch R` by a comma: beside other names that stand without `and` it is as PubMed has it."""
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}" if "," not in name and ends_in_initials(name) else name


def _may_be_several(text: str) -> bool:
    """Return whether a look is worth while: in most names it is not."""
    commas = text.count(",")
    if commas == 1:
        last = text[text.index(",") - 1]
        return last == "." or last.isupper() or ";" in text or "&" in text
    return commas > 1 or ";" in text or "&" in text


def _several(text: str) -> list[str]:
    names = [name for part in text.split(";") if (name := part.strip(" ,"))]
    if len(names) > 1:
        return names if any(" " in name for name in names) or all(map(is_family_first, names)) else [text]
    names = _AMPERSAND.split(text)
    if len(names) > 1 and (all("," in name for name in names) or all(map(_looks_whole, names))):
        return [one for name in names for one in _several(name)]
    parts = [part.strip() for part in text.rstrip(" ,").split(",")]
    if len(parts) > 1 and all(map(ends_in_initials, parts)):
        return parts
    initials = parts[1::2]
    if (
        len(parts) > 3
        and len(parts) % 2 == 0
        and all(map(_are_initials, initials))
        and not any(is_suffix(family, in_the_middle=True) for family in parts[::2])
    ):
        return [f"{family}, {given}" for family, given in zip(parts[::2], initials, strict=True)]
    return [text]


def _looks_whole(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and not organisation_word(words)


def _are_initials(part: str) -> bool:
    return part != "" and all(map(looks_like_initials, part.split()))
