"""LaTeX as BibTeX has it: texts that print as they are, and titles that keep their capitals."""

import re

from painsite.pages.formats.signs import in_one_line
from painsite.sources.bibtex.braces import CAPITALS

_SPECIAL = re.compile(r"[\\{}$&%#_~^`]|-(?=-)|'(?='')|'(?=')")
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\`{}", "-": "-{}", "'": "'{}",
}  # fmt: skip
"""The others take a backslash."""
_NOTHING = re.compile(r"(?!)")
_MOST_PROTECTED = 100
"""Words of one title; beyond that the whole title is protected."""


def escape_latex(text: str) -> str:
    """Write a text so that LaTeX prints it; it stays in one line."""
    return _SPECIAL.sub(_escape_sign, in_one_line(text))


def _escape_sign(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\{match[0]}"


def escape_title(title: str, protected: tuple[str, ...]) -> str:
    """Write a title, in its braces, so that styles which set titles in small letters spare its capitals.

    `protected` are words that must keep theirs.
    """
    latex = escape_latex(title)
    if title in protected or len(protected) > _MOST_PROTECTED:
        return f"{{{{{latex}}}}}"
    words = _NOTHING if title.isupper() else CAPITALS
    written, done = [], 0
    for start, end in _places(latex, protected):
        written += [words.sub(r"{\g<0>}", latex[done:start]), f"{{{latex[start:end]}}}"]
        done = end
    latex = "".join([*written, words.sub(r"{\g<0>}", latex[done:])])
    return f"{{{latex}}}" if latex else ""


def _places(latex: str, protected: tuple[str, ...]) -> list[tuple[int, int]]:
    """Find where these words stand, whole, in order; of those that overlap the longest."""
    found: list[tuple[int, int]] = []
    taken = bytearray(len(latex))
    for words in sorted(map(escape_latex, protected), key=len, reverse=True):
        start = latex.find(words)
        while start >= 0:
            end = start + len(words)
            is_whole = not (latex[start - 1 : start].isalnum() or latex[end : end + 1].isalnum())
            if is_whole and not any(taken[start:end]):
                found.append((start, end))
                taken[start:end] = b"\1" * len(words)
            start = latex.find(words, end)
    return sorted(found)
