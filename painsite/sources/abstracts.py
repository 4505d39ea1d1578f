"""Abstracts: paragraphs, with the labels of structured ones."""

import re

from painsite.model import AbstractPart

# In capitals, as journals print them; `METHODS (n = 67):` and `DESIGN AND SETTING:` too.
_LABEL = re.compile(r"(?P<label>[A-Z][A-Z0-9 ,/&’'()-]{2,78}?(?:\([nN] ?= ?[\d, ]+\))?)\s*:(?=\s)\s*")
# The blank stands first and the sign before it is looked at afterwards: the search then jumps from blank to blank.
_LABEL_INSIDE = re.compile(r" (?<=[.!?)\]] )(?=[A-Z][A-Z /&-]{3,58}[A-Z]: )")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def parse_abstract(text: str) -> tuple[AbstractPart, ...]:
    """Split an abstract into paragraphs and their labels.

    A blank line ends a paragraph, and so does a label in capitals after a sentence's end: databases deliver a whole
    structured abstract in one line. A paragraph's own line ends are folded to blanks.
    """
    parts = []
    for paragraph in _BLANK_LINE.split(text.strip()):
        folded = " ".join(paragraph.split())
        for piece in _LABEL_INSIDE.split(folded):
            label = _LABEL.match(piece)
            if label and label.end() < len(piece):
                parts.append(AbstractPart(label=label["label"].strip(), text=piece[label.end() :]))
            elif piece:
                parts.append(AbstractPart(label="", text=piece))
    return tuple(parts)


def format_abstract(parts: tuple[AbstractPart, ...]) -> str:
    """Write an abstract so that `parse_abstract` reads the same parts."""
    return "\n\n".join(f"{part.label}: {part.text}" if part.label else part.text for part in parts)
