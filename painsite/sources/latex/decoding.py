"""LaTeX as it stands in .bib files: from commands to the characters that they print."""

import html
import re
import unicodedata

from painsite.sources.latex.formulas import set_degrees
from painsite.sources.latex.printing import EATEN_BLANK, TYPOGRAPHY, Printer
from painsite.sources.latex.symbols import SPACED_SIGNS, SYMBOLS

_SPECIAL = re.compile(r"[\\{}$~`]|--|''|,,")
_PIECE = re.compile(r"\\[A-Za-z]+\s*|\\.|``|''|---?|[\\{}$~`'^_]|[^\\{}$~`'^_-]+|-", re.DOTALL)
# Two commas are German's opening marks where a word begins.
_LOW_QUOTES = re.compile(r"(?<![^\s(\[]),,(?=\w)")
_SPANISH = re.compile(r"([?!])`(?!`)")
# Exporters that escape twice write `{\\"u}`; the reader of .bib files has made `{\ "u}` of it.
_DOUBLED = re.compile(r"(?<=\{)\\[\\ ](?=[\"'`^~=.] ?(?:[A-Za-z]|\{ ?[A-Za-z] ?\}) ?\})")
_DOUBLED_IN_NAME = re.compile(r"\\[\\ ] ?(?=[\"'`^~] ?\{? ?[A-Za-z])")
# Behind these people mean the blank that LaTeX eats, where a word follows.
_ENDS_A_WORD = frozenset("®™…»\n")
_NAMES = ("TeX", "2ε")
_VERBATIM_ESCAPE = re.compile(
    r"\\([_%&#~$^{}\\])(?:\{\})?|\\(text[a-z]+)(?![a-z])\s*(?:\{\})?|\$(?:([<>])|\\([lg]t)\s*)\$"
    r"|\\(?:url|nolinkurl|path)(?![a-z])|\\[/-]"
)
_VERBATIM_LINK = re.compile(r"\\href\s*\{([^{}]*)\}(?:\s*\{[^{}]*\})?")
# The ways to write a tilde that lies low.
_VERBATIM_TILDE = re.compile(
    r"\{?\\raise[^{}]{0,20}\\hbox\s*\{\$?\s*(?:\\(?:script|text)style)?\s*\{?\\sim\s*\}?\$?\}\}?"
    r"|\\raisebox\{[^{}]{0,20}\}\{\s*\\(?:texttildelow|~)\s*(?:\{\})?\s*\}"
    r"|\$?\{?\\(?:sim|texttildelow)(?![a-z])\s*(?:\{\})?\}?\$?"
    r"|\\string\s*~|\\char\s*(?:`\\~|126|\"7E)\s?"
)
_VERBATIM_ENTITY = re.compile(
    r"&(?:amp;)*(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos|[mn]dash);|(?<=;))"
)


def decode(text: str) -> tuple[str, bool]:
    """Turn LaTeX into text; line ends and blanks stay as they are, braces go.

    The flag says that a passage was not understood: it is left as it stands, with its braces. Bare `%`, `&` and single
    `$` are signs, as people mean them in titles and abstracts, and not what LaTeX makes of them.
    """
    if not _SPECIAL.search(text):
        return text, False
    text = _SPANISH.sub(lambda found: "¿" if found[1] == "?" else "¡", text)
    pieces = _PIECE.findall(_DOUBLED.sub(r"\\", text))
    if "\\" not in text and "$" not in text:
        return _set_quotes("".join(TYPOGRAPHY.get(piece, piece) for piece in pieces if piece not in "{}")), False
    printer = Printer(pieces=pieces[::-1])
    try:
        printed = printer.print()
    except RecursionError:
        return text, True
    return set_degrees(_set_quotes(_settle(printed))), bool(printer.unread)


def decode_name(text: str) -> tuple[str, bool]:
    r"""Turn the LaTeX of a name into text, as `decode` does, before it is divided at its blanks and commas.

    Braces come as `OPENING` and `CLOSING`, but for those of a single letter (`{\o}`), and what is raised between
    `RAISED` and `LEVEL`.
    """
    printer = Printer(pieces=_PIECE.findall(_DOUBLED_IN_NAME.sub(r"\\", text))[::-1], in_name=True)
    try:
        return _settle(printer.print()), bool(printer.unread)
    except RecursionError:
        return text, True


def clean_verbatim(text: str) -> str:
    """Take LaTeX's and HTML's escapes out of an address or identifier; dashes and per cent signs are themselves."""
    if "&" in text:
        text = _VERBATIM_ENTITY.sub(lambda found: html.unescape(f"&{found[1]}"), text)
    if "\\" not in text and "{" not in text and "$" not in text:
        return text
    plain = _VERBATIM_TILDE.sub("~", _VERBATIM_LINK.sub(r"\1", text))
    plain = _VERBATIM_ESCAPE.sub(_unescape, plain)
    return plain.replace("{", "").replace("}", "").strip()


def _unescape(found: re.Match[str]) -> str:
    if found[4]:
        return "<" if found[4] == "lt" else ">"
    return found[1] or SYMBOLS.get(found[2] or "", "") or found[3] or ""


def _settle(printed: str) -> str:
    """Compose accents, and drop the blanks that commands ate, but for those that people mean all the same."""
    text = unicodedata.normalize("NFC", printed)
    if EATEN_BLANK not in text:
        return text
    first, *rest = text.split(EATEN_BLANK)
    settled = [first]
    before = first[-3:]
    for passage in rest:
        settled.append(f" {passage}" if _is_meant(before, passage[:1]) else passage)
        before = passage[-3:]
    return "".join(settled)


def _is_meant(before: str, following: str) -> bool:
    """Return whether a blank that LaTeX eats was meant: around `<`, which has one before it, and before a word."""
    if before[-1:] in SPACED_SIGNS and before[-2:-1].isspace():
        return True
    return following.isalpha() and (before[-1:] in _ENDS_A_WORD or before.endswith(_NAMES))


def _set_quotes(printed: str) -> str:
    """Where LaTeX opened a single quote, its apostrophes are closing ones; `,,` opens a German quotation."""
    if ",," in printed:
        printed = _LOW_QUOTES.sub("„", printed)
    return printed.replace("'", "’") if "‘" in printed else printed
