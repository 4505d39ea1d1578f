"""Pandoc's citation syntax: what stands inside one bracket, and what counts as a citekey in running text.

https://pandoc.org/MANUAL.html#citation-syntax
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from painsite.problems import Unreadable
from painsite.sources.quoting import quoted

# A letter, digit or underscore, then more of them with single punctuation marks between; or anything in braces.
CITEKEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?<>~/-](?=\w))*))"

_BRACKETED = re.compile(rf"(?P<prefix>(?:.*?[^\w@-])??)(?P<suppress>-)?{CITEKEY}(?P<rest>.*)", re.DOTALL)
_WORK_IN_TEXT = re.compile(rf"(?<!\w){CITEKEY}")
_NO_CITEKEY = re.compile(r"\s*-?@(\W|$)")
_SEMICOLON_OR_BRACES = re.compile(r";|\{[^{}]*\}")
_TERM = (
    r"pages?|pp?\.?|chapters?|chaps?\.?|ch\.?|sections?|secs?\.?|§§?|figures?|figs?\.?|tables?|tbls?\.?|tabs?\.?"
    r"|paragraphs?|paras?\.?|¶¶?|parts?|pts?\.?|volumes?|vols?\.?|columns?|cols?\.?|lines?|ll?\.|notes?|nn?\."
    r"|numbers?|nos?\.|books?|bks?\.|verses?|vv?\.|box(?:es)?|appendi(?:x|ces)|apps?\.|folios?|fols?\.|op(?:us|era)"
    r"|opp?\.|sub verb[oi]s?|s\.\s?vv?\.|articles?|arts?\.|equations?|eqs?\.|supplements?|supp?l?s?\.|issues?|acts?"
    r"|scenes?|scs?\.|rules?|canons?|titles?|tits?\.|locations?|locs?\.|versions?|timestamps?|slides?"
    # German
    r"|Seiten?|S\.|Kapiteln?|Kap\.?|Abschnitte?|Abschn\.|Abbildung(?:en)?|Abb\.?|Tabellen?|Absatz|Absätze|Abs\.|Teile?"
    r"|Band|Bände|Bde?\.|Spalten?|Sp\.|Zeilen?|Z\.|Anmerkung(?:en)?|Anm\.|Fußnoten?|Fu(?:ß|ss)n\.|Fn\.?|Nummern?|Nrn?\."
    r"|Buch|Bücher|Verse?n?|Blatt|Blätter|Bl\.|Hefte?|H\.|Anhang|Anhänge|Anh\.|Artikeln?|Gleichung(?:en)?|Gl\."
    r"|Randnummern?|Rn\.?|Rdn\.|Rz\.?|Kasten|Folien?|Versionen"
)
"""Words for parts of a work, as CSL's locales and Pandoc's manual have them, in English and German."""
_NUMBER = r"[A-Za-z]{0,2}\d+(?:\.\d+)*[A-Za-z]?|[ivxlcdm]+"
_LOCATOR = re.compile(
    rf"(?:(?P<term>{_TERM})\s*)?(?P<numbers>(?:{_NUMBER})(?:\s*(?:[-–—]+|,|&|and|und)\s*(?:{_NUMBER}))*"
    r"(?:\s?ff?\b\.?|(?<=f)\.)?)(?![\w-])",
    re.IGNORECASE,
)
_IN_BRACES = re.compile(r"(?:,\s*)?\{([^{}]*)\}")
_BEGINS_WITH_TERM = re.compile(rf"(?:{_TERM})(?=[\s\d(])", re.IGNORECASE)
_RANGE = re.compile(r"(?<=[\w)])(?:\s*)[-–—]+\s*(?=[\w(])")
_OPENING_EMPHASIS = re.compile(r"(?<!\S)(\*{1,3})$")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_BRACKET = re.compile(r"\[([^\[\]@]*@[^\[\]]*)\]")
_ONE_NUMBER = re.compile(r"\w+")


class Cited(Struct, frozen=True, kw_only=True):
    """One work named in a bracket."""

    citekey: str
    suppressed: bool = False
    prefix: str = ""
    locator: str = ""
    suffix: str = ""


def parse_group(text: str) -> tuple[Cited, ...]:
    """Read what stands between the brackets: `see @a, p. 3; @b`.

    Empty where nothing in it is a citation. Raises `Unreadable` where something is and something else is not.
    """
    pieces = split_group(text)
    matches = [_BRACKETED.fullmatch(piece.strip()) for piece in pieces]
    if not any(matches):
        if _NO_CITEKEY.match(text):
            message = f"{quoted(f'[{text}]')} has no citekey after its `@`"
            raise Unreadable(message, "write `[@citekey]`, or `\\@` for an at-sign")
        return ()
    cited = []
    for piece, match in zip(pieces, matches, strict=True):
        if match is None:
            raise Unreadable(
                f"{quoted(piece) if piece.strip() else 'an empty part'} in {quoted(f'[{text}]')} names no work",
                "put one `@citekey` into each part between semicolons, or join the parts with a comma",
            )
        locator, suffix = parse_locator(match["rest"]) if match["rest"] else ("", "")
        if "@" in suffix and _WORK_IN_TEXT.search(suffix):
            raise Unreadable(f"{quoted(piece)} names two works", "put a semicolon between them")
        prefix, suffix = _without_emphasis_around(match["prefix"].strip(), suffix)
        cited.append(
            Cited(
                citekey=match["braced"] or match["key"],
                suppressed=bool(match["suppress"]),
                prefix=prefix,
                locator=locator,
                suffix=suffix,
            )
        )
    return tuple(cited)


def split_group(text: str) -> list[str]:
    """Divide a bracket at its semicolons, but not at those inside braces."""
    if ";" not in text:
        return [text]
    if "{" not in text:
        return text.split(";")
    pieces, start = [], 0
    for match in _SEMICOLON_OR_BRACES.finditer(text):
        if match[0] == ";":
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def looks_like_citekey(key: str) -> bool:
    """Distinguish a citekey, which mostly holds a year, from the handle of a person."""
    return _YEAR.search(key) is not None


def find_citations(text: str) -> Iterator[str]:
    """Yield the citekeys in the brackets of a text that is not read as Markdown: `so it is [see @a, p. 3; @b]`."""
    for bracket in _BRACKET.finditer(text):
        try:
            cited = parse_group(bracket[1])
        except Unreadable:
            continue
        yield from (one.citekey for one in cited)


def _without_emphasis_around(prefix: str, suffix: str) -> tuple[str, str]:
    """Take away emphasis that opens before a citekey and closes behind it: the number of a note has none."""
    opening = _OPENING_EMPHASIS.search(prefix) if suffix.startswith("*") else None
    if opening is None or not suffix.startswith(opening[1]):
        return prefix, suffix
    return prefix[: opening.start()], suffix[len(opening[1]) :].lstrip()


def parse_locator(rest: str) -> tuple[str, str]:
    """Divide what follows a citekey, `, pp. 33-35, and elsewhere`, into locator and suffix.

    A bare number is a page, and braces hold a locator of any form, or none: `{ii, A, D-Z}`, `{}`. The suffix keeps the
    punctuation it begins with, except a comma.
    """
    text = rest.strip()
    if braces := _IN_BRACES.match(text):
        return _braced_locator(braces[1].strip()), text[braces.end() :].lstrip(", ").rstrip()
    bare = text.removeprefix(",").lstrip()
    match = _LOCATOR.match(bare)
    if match is None or (match["term"] is None and not match["numbers"][0].isdigit()):
        return "", bare if text.startswith(",") else text
    numbers = _RANGE.sub("–", match["numbers"])
    term = match["term"] or ("pp." if re.search(r"[^\w.]", numbers) else "p.")
    return f"{term} {numbers}", bare[match.end() :].lstrip(", ").rstrip()


def _braced_locator(words: str) -> str:
    words = _RANGE.sub("–", words)
    if not words or _BEGINS_WITH_TERM.match(words):
        return words
    return f"{'p.' if _ONE_NUMBER.fullmatch(words) else 'pp.'} {words}"
