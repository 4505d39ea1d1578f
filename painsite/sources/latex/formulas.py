"""Formulas in plain text: told from money, raised and lowered as far as Unicode has signs for it."""

import re
import unicodedata
from typing import Literal

from painsite.sources.latex.symbols import SUBSCRIPTS, SUPERSCRIPTS

Script = Literal["^", "_"]

_SHAPES: dict[str, dict[str, str]] = {"^": SUPERSCRIPTS, "_": SUBSCRIPTS}
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "ère", "re", "nde", "ème", "eme"})
_SIGNS = {"TM": "™", "SM": "℠", "R": "®"}
_RAISED_DEGREE = re.compile(r"(?<=[0-9])(\s?)[ᵒ⁰](?=\s?[CF]\b)")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_COMPOUND = re.compile(r"[\s+−/·×±=<>-]")

# A dollar that opens a formula against one that means money.
_MATHEMATICAL = re.compile(r"\\[A-Za-z]|[\^_]")
_OPERATOR = re.compile(r"[-<>=+−±×*/~|≤≥≈∼→]+")
_AMOUNT = re.compile(r"\s?[\d.,;:)/]")
_CURRENCY = re.compile(r"(?:^|[^A-Za-z])(?:USD?|AUD?|CAD?|NZD?|HKD?|SGD?|NT|MX|Mex|[ACSR])$")
_COMMAND_OR_GROUP = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
_WORD = re.compile(r"(?<![^\s,;.:()/-])(?!(?:sin|cos|tan|log|ln|exp|min|max|mod|lim)\b)[A-Za-z]{2,}(?![^\s,;.:()/-])")


def is_formula(content: str, *, before: str, after: str) -> bool:
    """Distinguish `$n$` from `$5 or $6` and `US$ 5, A$ 7`, given the LaTeX between two dollars and what surrounds them.

    Pandoc's rule, that no blank stands inside the signs and no digit after them, and what amounts of money look like.
    """
    bare = content.strip()
    if not bare:
        return False
    if _OPERATOR.fullmatch(bare):
        return True
    mathematical = _MATHEMATICAL.search(content) is not None
    words = _WORD.findall(_COMMAND_OR_GROUP.sub(" ", content)) if " " in bare else []
    if _AMOUNT.match(content) or _CURRENCY.search(before):
        closes_money = (
            content[-1].isspace()
            or content[-1] in "/(–,;:"
            or _CURRENCY.search(content)
            or content.count("(") != content.count(")")
            or len(words) > 1
            or (words and after.lstrip()[:1].isdigit())
            or after[:1] in {"_", "^"}
        )
        if closes_money:
            return False
    if mathematical and not words:
        return True
    if after[:1].isdigit() and not mathematical:
        return False
    return bare == content or (not words and content[0].isspace() and content[-1].isspace())


def set_script(sign: Script, content: str) -> str:
    """Raise (`^`) or lower (`_`) a text; where Unicode lacks one of the characters, the sign stands for it.

    Ordinals, trade marks and footnote marks need no raising: `10th`, `®`, `†`.
    """
    if sign == "^" and content in _SIGNS:
        return _SIGNS[content]
    if not content or (sign == "^" and content in _ORDINALS):
        return content
    shapes = _SHAPES[sign]
    if all(char in shapes for char in content):
        return "".join(shapes[char] for char in content)
    if not any(char.isalnum() for char in content):
        return content
    if sign == "_" and _DECIMAL.fullmatch(content):  # `PM₂.₅`, as it is commonly printed
        return ".".join(set_script(sign, digits) for digits in content.split("."))
    return f"{sign}{content}" if len(content) == 1 else f"{sign}({content})"


def set_degrees(text: str) -> str:
    """Turn the letter or nought that people raise for a degree sign into one: `37ᵒC`, `37⁰ C`."""
    return _RAISED_DEGREE.sub(r"\1°", text) if "ᵒ" in text or "⁰" in text else text


def set_fraction(above: str, below: str) -> str:
    """Set a fraction in one line: `1/2`, `(a + b)/c`."""
    return f"{_grouped(above)}/{_grouped(below)}"


def set_root(content: str, index: str = "") -> str:
    """Set a root in one line: `√(3)`, `³√(2)`."""
    return f"{set_script('^', index)}√({content})" if content else f"{set_script('^', index)}√"


def set_accent(letters: str, mark: str) -> str:
    """Put a combining mark on the first of some letters, behind the marks that it has."""
    decomposed = unicodedata.normalize("NFD", letters)
    base = {"ı": "i", "ȷ": "j"}.get(decomposed[:1], decomposed[:1])
    end = next(
        (index for index, char in enumerate(decomposed[1:], 1) if not unicodedata.combining(char)), len(decomposed)
    )
    return unicodedata.normalize("NFC", f"{base}{decomposed[1:end]}{mark}{decomposed[end:]}")


def _grouped(term: str) -> str:
    return f"({term})" if len(term) > 1 and _COMPOUND.search(term) else term
