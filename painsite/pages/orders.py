"""The orders in which lists show nodes."""

import unicodedata

from painsite.linking.graph import date_number
from painsite.model import Face


def entry_order(face: Face) -> tuple[int, str, str]:
    """Sort entries by year, newest first and missing last, then label, then citekey."""
    return -(face.year or -10_000), sort_text(face.label), face.citekey


def author_order(face: Face) -> tuple[str, int, str]:
    """Sort entries by author, then year, newest first, then citekey."""
    return sort_text(face.label.rsplit(" ", 1)[0]), -face.year, face.citekey


def article_order(face: Face) -> tuple[int, int, str]:
    """Sort guides before articles before posts, newest first in each, then by citekey."""
    return ("guide", "article", "post").index(face.kind), -date_number(face.date), face.citekey


def sort_text(text: str) -> str:
    """Fold case and accents away, for sorting."""
    folded = text.casefold()
    if folded.isascii():  # most labels: a tenth of the time
        return folded
    return "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char))
