"""Quotation marks that look like those of a format and are none: what they are called."""

_CURLY = "“”„‟‘’‚‛"
_ANGLE = "«»‹›"
OTHER_MARKS = f"{_CURLY}{_ANGLE}＂＇"
"""Everything that an editor may take for `"` or `'`."""


def name_of_mark(mark: str) -> str:
    """Return what to call a quotation mark: `a curly quotation mark`."""
    return f"{'a curly' if mark in _CURLY else 'an angle' if mark in _ANGLE else 'a full-width'} quotation mark"
