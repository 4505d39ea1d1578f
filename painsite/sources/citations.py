"""Pandoc's citation syntax: what stands inside one bracket, and what counts as a citekey in running text.

https://pandoc.org/MANUAL.html#citation-syntax
"""

import re

from msgspec import Struct

from painsite.problems import Unreadable
from painsite.sources.quoting import quoted

# A letter, digit or underscore, then more of them with single punctuation marks between; or anything in braces.
CITEKEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?<>~/-](?=\w))*))"

_BRACKETED = re.compile(rf"(?P<prefix>(?:.*?[^\w@-])??)(?P<suppress>-)?{CITEKEY}(?P<rest>.*)", re.DOTALL)
_WORK_IN_TEXT = re.compile(rf"(?<!\w){CITEKEY}")
_NO_CITEKEY = re.compile(r"\s*-?@(\W|$)")
_SEMICOLON = re.compile(r";(?![^{}]*\})")
_TERM = (
    r"pages?|pp?\.?|chapters?|chaps?\.?|ch\.?|sections?|secs?\.?|§§?|figures?|figs?\.?|tables?|tab\.?|paragraphs?"
    r"|paras?\.?|¶¶?|parts?|pts?\.?|volumes?|vols?\.?|columns?|cols?\.?|lines?|ll?\.|notes?|nn?\.|numbers?|nos?\."
    r"|books?|bk\.|verses?|vv?\.|box|appendix|app\."
)
_NUMBER = r"[A-Za-z]?\d+[A-Za-z]?|[ivxlcdm]+"
_LOCATOR = re.compile(
    rf"(?:(?P<term>{_TERM})\s*)?(?P<numbers>(?:{_NUMBER})(?:\s*(?:[-–—]+|,|&|and)\s*(?:{_NUMBER}))*)(?![\w-])",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<=\w)\s*[-–—]+\s*(?=\w)")


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
    pieces = _SEMICOLON.split(text) if ";" in text else [text]
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
                "give each part between semicolons one `@citekey`, or join it to its neighbour with a comma",
            )
        locator, suffix = parse_locator(match["rest"]) if match["rest"] else ("", "")
        if "@" in suffix and _WORK_IN_TEXT.search(suffix):
            raise Unreadable(f"{quoted(piece)} names two works", "put a semicolon between them")
        cited.append(
            Cited(
                citekey=match["braced"] or match["key"],
                suppressed=bool(match["suppress"]),
                prefix=match["prefix"].strip(),
                locator=locator,
                suffix=suffix,
            )
        )
    return tuple(cited)


def parse_locator(rest: str) -> tuple[str, str]:
    """Divide what follows a citekey, `, pp. 33-35, and elsewhere`, into locator and suffix.

    A bare number is a page. The suffix keeps the punctuation it begins with, except a comma.
    """
    text = rest.strip()
    bare = text.removeprefix(",").lstrip()
    match = _LOCATOR.match(bare)
    if match is None or (match["term"] is None and not match["numbers"][0].isdigit()):
        return "", bare if text.startswith(",") else text
    numbers = _RANGE.sub("–", match["numbers"])
    term = match["term"] or ("pp." if re.search(r"\D", numbers) else "p.")
    return f"{term} {numbers}", bare[match.end() :].lstrip(", ").rstrip()
