"""The value of a BibTeX field: text in braces or quotes, numbers and macros, joined by `#`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BRACE = re.compile(r"(?<!\\)[{}]")
_BRACE_OR_QUOTE = re.compile(r"(?<!\\)[{}\"]")
_WORD = re.compile(r"[^\s{}\"#,=]+")
_BLANKS = re.compile(r"\s*")
MARK = "\ufdd1"
"""Stands before and after the name of a macro that is not defined: a noncharacter, which no text contains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What was read of a value's source."""

    text: str
    """Macros resolved, LaTeX as it stands. A macro that is not defined stands for its own name, between two marks."""
    end: int
    """Where reading stopped: the source's length, or the offset of what does not belong to the value."""
    undefined: tuple[tuple[str, int], ...] = ()
    """Macros that are not defined, each with its offset in the source."""
    added: int = 0
    """Characters that macros put in."""
    is_too_long: bool = False
    """They are more than is allowed; then there is no text."""


def is_plain(source: str) -> bool:
    """Return whether a value is one text in braces without others inside."""
    return source[:1] == "{" and source.find("{", 1) < 0 and source.find("}") == len(source) - 1


def read_value(source: str, macros: Mapping[str, str], *, longest: int = 1_000_000) -> Value:
    """Read `{text}`, `"text"`, a number or a macro, or several joined by `#`.

    Names of `macros` are in lower case; what they stand for may hold marks. Macros add `longest` characters at most.
    """
    pieces: list[str] = []
    undefined: list[tuple[str, int]] = []
    end = added = 0
    while True:
        start = _skip_blanks(source, end)
        text, end = _read_piece(source, start)
        if text is None:
            word = source[start:end]
            text = macros.get(word.lower())
            if text is None and word:
                text = f"{MARK}{word}{MARK}"
                undefined.append((word, start))
            added += len(text or "")
        if added <= longest:
            pieces.append(text or "")
        after = _skip_blanks(source, end)
        if after == len(source) or source[after] != "#":
            is_too_long = added > longest
            return Value(
                text="" if is_too_long else "".join(pieces),
                end=after if after == len(source) else end,
                undefined=tuple(undefined),
                added=added,
                is_too_long=is_too_long,
            )
        end = after + 1


def without_marks(text: str) -> str:
    """Let macros that are not defined stand for their names."""
    return text.replace(MARK, "")


def _read_piece(source: str, start: int) -> tuple[str | None, int]:
    """Return the text of braces, of quotes or of a number, or None for a macro or nothing; and where it ends."""
    opening = source[start : start + 1]
    if opening == "{":
        end = _closing_brace(source, start)
        return source[start + 1 : end], min(end + 1, len(source))
    if opening == '"':
        end = _closing_quote(source, start)
        return source[start + 1 : end], min(end + 1, len(source))
    word = _WORD.match(source, start)
    if word is None:
        return None, start
    return word[0] if opening.isdigit() else None, word.end()


def _closing_brace(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return len(source)


def _closing_quote(source: str, start: int) -> int:
    depth = 0
    for sign in _BRACE_OR_QUOTE.finditer(source, start + 1):
        if sign[0] != '"':
            depth += 1 if sign[0] == "{" else -1
        elif depth <= 0:
            return sign.start()
    return len(source)


def _skip_blanks(source: str, start: int) -> int:
    blanks = _BLANKS.match(source, start)
    return blanks.end() if blanks else start
