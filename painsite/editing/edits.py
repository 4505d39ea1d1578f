"""Changes of a text at known places: what nobody names stays as it is, byte for byte."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """Other words for a part of a text."""

    start: int
    end: int
    """Just behind the part; the start again where something is put in."""
    text: str


class OverlapError(ValueError):
    """Two edits are about the same place."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with all edits made, whose offsets are those of the text given. Raises `OverlapError`."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits):
        if edit.start < position:
            raise OverlapError(f"two changes at offset {edit.start}")
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def line_end_of(text: str) -> str:
    """Return the line end of a text's first line, with which new lines are written too."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
