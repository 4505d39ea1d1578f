"""Braces that keep capitals: which words of a title in a .bib file styles must not set in small letters."""

import re
from collections.abc import Iterator

from painsite.sources.latex.decoding import decode

CAPITALS = re.compile(r"(?<![^\W_])(?:[^\W_]+[A-Z][^\W_]*|[A-Z][0-9][^\W_]*)")
"""A word with a capital that is not its first letter, or with a digit after its capital: `MRI`, `pH`, `L4`."""

# An escaped sign, a command with what it takes in braces, a formula, a brace.
_MARK = re.compile(r"\\[A-Za-z]+\s*(?:\[[^\]{}\\]*\]\s*)?|\\.|\$|[{}]", re.DOTALL)
# Noncharacters: no text contains them.
_OPEN, _CLOSE = "\ufdd6", "\ufdd7"
_PROTECTED = re.compile(rf"(?<![^\W_])[^\W_]*{_OPEN}[^{_CLOSE}]*{_CLOSE}(?:[^\W_]|{_OPEN}[^{_CLOSE}]*{_CLOSE})*")


def protected_words(raw: str) -> tuple[str, ...]:
    """Return the words that braces protect in the raw value of a field, decoded, each once, in their order.

    `{New York}` and `{P}ain`, of which the whole word is given; not the argument of a command, nor an accent, nor words
    such as `MRI`, which are protected anyway, nor what has no capital, or none but the first of the title.
    """
    if "{" not in raw:
        return ()
    if raw[0] == "{" and raw.find("}") == len(raw) - 1 and raw[1] != "\\" and raw.count("{") == 1:
        words = " ".join(decode(raw)[0].split())  # as some exporters have every title
        return () if words[1:] == words[1:].lower() else (words,)
    marked, _ = decode("".join(_marked(raw)))
    if _OPEN not in marked:
        return ()
    marked = " ".join(marked.split())
    return tuple(dict.fromkeys([words for match in _PROTECTED.finditer(marked) if (words := _words(match, marked))]))


def _words(match: re.Match[str], marked: str) -> str:
    """Return what a pair of braces protects; nothing where it needs no protection."""
    words = match[0].replace(_OPEN, "").replace(_CLOSE, "").strip()
    if words == words.lower() or CAPITALS.fullmatch(words):
        return ""
    # the first letter of a title, and of what follows its colon, stays a capital anyway
    is_first = match.start() == 0 or marked[: match.start()].endswith((": ", "? ", "! "))
    return "" if is_first and words[1:] == words[1:].lower() else words


def _marked(raw: str) -> Iterator[str]:
    """Put marks in the place of the outermost braces that protect what is in them."""
    depth = protecting = done = 0
    in_formula = after_command = False
    for mark in _MARK.finditer(raw):
        sign, between = mark[0], raw[done : mark.start()]
        yield between
        done = mark.end()
        if sign == "{":
            depth += 1
            is_argument = after_command and not between
            opens = depth == 1 and not is_argument and not in_formula and raw[done : done + 1] != "\\"
            opens = opens and not between.endswith(("^", "_"))
            protecting = depth if opens else protecting
            yield _OPEN if opens else sign
        elif sign == "}":
            yield _CLOSE if protecting == depth else sign
            protecting = 0 if protecting == depth else protecting
            depth = max(depth - 1, 0)
        else:
            in_formula ^= sign == "$"
            yield sign
        after_command = sign.startswith("\\")
    yield raw[done:]
