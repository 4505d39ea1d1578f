"""LaTeX as it stands in .bib files: from commands to the characters that they print."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from painsite.sources.latex_symbols import (
    ACCENTS,
    DROPPED,
    LETTERS,
    SPACING_ACCENTS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SWITCHES,
    SYMBOLS,
    WRAPPERS,
)

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}$~`]|--|''")
_PIECE = re.compile(r"\\[A-Za-z]+\s*|\\.|``|''|---?|[\\{}$~`'^_]|[^\\{}$~`'^_-]+|-", re.DOTALL)
_TYPOGRAPHY = {"``": "“", "''": "”", "---": "—", "--": "–", "~": " ", "`": "‘"}
_SCRIPTS = {"^": SUPERSCRIPTS, "_": SUBSCRIPTS, "textsuperscript": SUPERSCRIPTS, "textsubscript": SUBSCRIPTS}
_VERBATIM_ESCAPE = re.compile(
    r"\\([_%&#~$^{}\\])(?:\{\})?|\\(text[a-z]+)(?![a-z])\s*(?:\{\})?|\$([<>])\$|\\(?:url|nolinkurl|path)(?![a-z])|\\[/-]"
)
_FORMULA_WINDOW = 200
_UNKNOWN = "\ufdd2"  # a noncharacter: no text contains it


def decode(text: str) -> tuple[str, bool]:
    """Turn LaTeX into text; line ends and blanks stay as they are, braces go.

    The flag says that a passage was not understood: it is left as it stands, with its braces. Bare `%`, `&` and single
    `$` are signs, as people mean them in titles and abstracts, and not what LaTeX makes of them.
    """
    if not _SPECIAL.search(text):
        return text, False
    pieces = _PIECE.findall(text)
    if "\\" not in text and "$" not in text:
        return _close_quotes("".join(_TYPOGRAPHY.get(piece, piece) for piece in pieces if piece not in "{}")), False
    unread: list[str] = []
    pieces.reverse()
    printed = []
    try:
        while pieces:
            printed.append(_print_group(pieces, unread))
    except RecursionError:
        return text, True
    return _close_quotes(unicodedata.normalize("NFC", "".join(printed))), bool(unread)


def clean_verbatim(text: str) -> str:
    """Take LaTeX's escapes out of an address or identifier, where dashes, tildes and per cent signs are themselves."""
    if "\\" not in text and "{" not in text and "$" not in text:
        return text
    plain = _VERBATIM_ESCAPE.sub(lambda found: found[1] or SYMBOLS.get(found[2] or "", "") or found[3] or "", text)
    return plain.replace("{", "").replace("}", "").strip()


def _close_quotes(printed: str) -> str:
    """Where LaTeX opened a single quote, its apostrophes are closing ones."""
    return printed.replace("'", "’") if "‘" in printed else printed


# In all that follows the next piece is the last of the list, and what is printed is taken off it.


def _print_group(pieces: list[str], unread: list[str]) -> str:
    """Print up to the brace that closes this group, or to the end."""
    printed = []
    while pieces:
        piece = pieces.pop()
        if piece == "}":
            break
        printed.append(_print_piece(piece, pieces, unread))
    return "".join(printed)


def _print_piece(piece: str, pieces: list[str], unread: list[str]) -> str:
    if piece == "{":
        return _print_group(pieces, unread)
    if piece == "$":
        return _print_mathematics(pieces, unread, closing="$")
    if piece[0] == "\\" and piece != "\\":
        return _print_command(piece, pieces, unread)
    return _TYPOGRAPHY.get(piece, piece)


def _print_command(piece: str, pieces: list[str], unread: list[str]) -> str:
    name = piece[1:].rstrip() or " "
    if name in ACCENTS:
        return _print_accent(name, pieces, unread)
    if name in LETTERS:
        return LETTERS[name]
    if name in SYMBOLS:
        # LaTeX swallows the blank after `\alpha`; people who do not know that mean it.
        return SYMBOLS[name] + (" " if piece[-1].isspace() and name.strip() else "")
    if name in SWITCHES:
        return ""
    if name in {"(", "["}:
        return _print_mathematics(pieces, unread, closing={"(": "\\)", "[": "\\]"}[name])
    return _print_with_argument(name, piece, pieces, unread)


def _print_with_argument(name: str, piece: str, pieces: list[str], unread: list[str]) -> str:
    if name in WRAPPERS:
        before, after = WRAPPERS[name]
        return before + _print_argument(pieces, unread) + after
    if name in _SCRIPTS:
        raised = _print_argument(pieces, unread)
        ordinal = raised.isalpha() and len(raised) > 1
        return raised if ordinal else _shape(raised, _SCRIPTS[name]) or raised
    if name in DROPPED:
        _print_argument(pieces, unread)
        return ""
    if name == "href":
        _print_argument(pieces, unread)
        return _print_argument(pieces, unread)
    if name == "ensuremath":
        return _print_formula(_take_group(pieces)[:0:-1], unread)
    return _print_rare_command(piece, pieces, unread)


def _print_argument(pieces: list[str], unread: list[str]) -> str:
    """Print what a command applies to: the next group, command or character."""
    while pieces and pieces[-1].isspace():
        pieces.pop()
    if not pieces or pieces[-1] == "}":
        return ""
    piece = pieces.pop().lstrip()
    if piece[0] not in "\\{$" and len(piece) > 1:
        pieces.append(piece[1:])
        return piece[0]
    return _print_piece(piece, pieces, unread)


def _print_accent(name: str, pieces: list[str], unread: list[str]) -> str:
    letters = _print_argument(pieces, unread)
    if not letters.strip():
        return SPACING_ACCENTS.get(name, "") + letters
    base = {"ı": "i", "ȷ": "j"}.get(letters[0], letters[0])
    return base + ACCENTS[name] + letters[1:]


def _print_mathematics(pieces: list[str], unread: list[str], *, closing: str) -> str:
    """Print a formula up to `closing`; without one, or round what looks like prose, a dollar is a dollar."""
    window = pieces[-_FORMULA_WINDOW:]
    length = next((index for index, piece in enumerate(reversed(window)) if piece.rstrip() == closing), -1)
    sign = "$" if closing == "$" else ""
    formula = window[len(window) - length :] if length > 0 else []
    following = window[-length - 2] if 0 <= length < len(window) - 1 else ""
    if length < 0 or (sign and not _is_formula("".join(reversed(formula)), following)):
        return sign
    del pieces[len(pieces) - length - 1 :]
    printed = _print_formula(formula, unread)
    while formula:
        printed += _print_formula(formula, unread)
    return printed


def _is_formula(content: str, following: str) -> bool:
    """Tell `$n$` from `$5 or $6`, by Pandoc's rule: no blank inside the signs, no digit after them."""
    if re.search(r"\\[A-Za-z]|[\^_]", content):
        return True
    return content == content.strip() and not following[:1].isdigit()


def _print_formula(formula: list[str], unread: list[str]) -> str:
    """Print a formula, or a group of one up to its closing brace: here `^` and `_` raise and lower."""
    printed = []
    while formula:
        piece = formula.pop()
        if piece == "}":
            break
        if piece == "{":
            printed.append(_print_formula(formula, unread))
        elif piece in {"^", "_"}:
            printed.append(_print_script(piece, formula, unread))
        else:
            printed.append("−" if piece == "-" else _print_piece(piece, formula, unread))
    return "".join(printed).strip()


def _print_script(sign: str, formula: list[str], unread: list[str]) -> str:
    content = _print_argument(formula, unread).strip()
    shaped = _shape(content, _SCRIPTS[sign])
    if shaped or not content:
        return shaped
    return f"{sign}{content}" if len(content) == 1 else f"{sign}({content})"


def _shape(content: str, shapes: dict[str, str]) -> str:
    """Raise or lower a text, or give nothing where Unicode lacks one of the characters."""
    return "".join(shapes[char] for char in content) if all(char in shapes for char in content) else ""


def _take_group(pieces: list[str]) -> list[str]:
    """Take the next group as it stands, with its braces; nothing where none follows."""
    group: list[str] = []
    depth = 0
    while pieces and (depth or (not group and pieces[-1] == "{")):
        group.append(pieces.pop())
        depth += {"{": 1, "}": -1}.get(group[-1], 0)
    return group


def _print_rare_command(piece: str, pieces: list[str], unread: list[str]) -> str:
    """Ask pylatexenc about a command and the groups after it, or leave them as they stand and note it."""
    passage = piece
    while group := _take_group(pieces):
        passage += "".join(group)
    printed = _pylatexenc_text(passage)
    if not printed:
        unread.append(passage)
    return printed or passage


@lru_cache(maxsize=512)
def _pylatexenc_text(passage: str) -> str:
    """Print a passage by pylatexenc's tables, or nothing where it has no answer."""
    safe = re.sub(r"(?<!\\)([%&#])", r"\\\1", passage)
    try:
        text = str(_pylatexenc().latex_to_text(safe, tolerant_parsing=False))
    except Exception:  # noqa: BLE001 -- its parser has many ways to give up on what people write
        return ""
    return "" if _UNKNOWN in text or not text.strip() else text


@cache
def _pylatexenc() -> "LatexNodes2Text":
    """Build its converter, in which unknown macros leave a mark. Imported here: it takes 50 ms and is rarely needed."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db  # noqa: PLC0415

    context = get_default_latex_context_db()
    context.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_UNKNOWN))
    return LatexNodes2Text(latex_context=context, math_mode="text")
