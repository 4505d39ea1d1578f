"""How wide a text in a drawing is, where no browser can be asked; and cutting it to what there is room for.

Widths are whole units of a drawing, in letters 13 units high, as sans serif fonts have them.
"""

import unicodedata
from functools import lru_cache


def divided(text: str, width: int, most: int) -> tuple[str, ...]:
    """Divide a label between words into lines of about one length, none wider than this.

    The last of the most lines may end in `…`, and so may a word that is wider than a line.
    """
    whole = text_width(text)
    if whole <= width:
        return (text,)
    lines = _filled(text, width, most)
    for narrower in range(whole // len(lines), width, 4):
        balanced = _filled(text, narrower, len(lines) + 1)
        if len(balanced) == len(lines) and not any(line.endswith("…") for line in balanced):
            return balanced
    return lines


def _filled(text: str, width: int, most: int) -> tuple[str, ...]:
    """Fill one line after the other."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1])) <= width:
            count += 1
        lines.append(shortened(" ".join(words[:count]), width))
        words = words[count:]
    return (*lines, shortened(" ".join(words), width)) if words else tuple(lines)


def shortened(text: str, width: int) -> str:
    """Cut a text to a width, at the end of a word where one is near, and close it with `…`."""
    if text_width(text) <= width:
        return text
    end, room = 0, width - _letter_width("…")
    while (room := room - _letter_width(text[end])) >= 0:
        end += 1
    blank = text.rfind(" ", 0, end + 1)
    return text[: blank if 2 * blank > end else end].rstrip(" ,;:.–—-") + "…"


def text_width(text: str) -> int:
    """Estimate how wide a text is in letters 13 units high, as sans serif fonts have them."""
    return sum(map(_letter_width, text))


@lru_cache(maxsize=1 << 12)
def _letter_width(letter: str) -> int:
    if letter in " ,.:;!|'’‘()[]-fijlrtI":
        return 4
    if letter in "mwMW…—@%&" or unicodedata.east_asian_width(letter) in "WF":
        return 13
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 9 if letter.isupper() else 7
