"""Signs that a line of text cannot hold."""

import re

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, apart from those that Python takes for blanks, and what is no character at all."""


def in_one_line(text: str) -> str:
    """Fold blanks and line ends, and leave out control characters: no reader of line by line formats expects them."""
    if text.isprintable() and "  " not in text:  # most are
        return text.strip()
    return " ".join(CONTROL.sub("", text).split())
