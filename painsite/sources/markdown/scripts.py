"""Superscripts and subscripts in plain text: `10⁶⁰`, `H₂O`, `x^(a+b)`, and never `1060`."""

import re

_DIGITS_AND_SIGNS = "0123456789+-−–=()"
_SUPERSCRIPTS = str.maketrans(
    _DIGITS_AND_SIGNS + "aobcdefghijklmnprstuvwxyzβγδθφχ" + "′″*†‡§°®©™℠",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾" + "ªºᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᶿᵠᵡ" + "′″*†‡§°®©™℠",
)
_SUBSCRIPTS = str.maketrans(
    _DIGITS_AND_SIGNS + "aeohijklmnprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎" + "ₐₑₒₕᵢⱼₖₗₘₙₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)
_WORDS = {"TM": "™", "SM": "℠"}
# `1st`, `2nd`, `1er`, `2e`: letters that no reader takes for an exponent
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ers|re|res|ère|e|es|ème|d|de|nde?)")
_TITLE = re.compile(r"(?<=\bM)(?:me|mes|lle|lles|gr|rs?)")
_NUMBERS = re.compile(r"[\d+−–-]+(?:\s*,\s*[\d−–-]+)+")
# `VO2max`, `HbA1c`: what follows the number is its word
_NUMBER_AND_WORD = re.compile(r"(\d+)(\w*[^\W\d])")


def superscript(text: str, before: str) -> str:
    """Write a superscript behind a text: in signs of Unicode where there are some for all of it, else `^(a+b)`."""
    if text in _WORDS:
        return _WORDS[text]
    whole = before + text
    if _ORDINAL.fullmatch(whole, len(before)) or _TITLE.fullmatch(whole, len(before)):
        return text
    if _NUMBERS.fullmatch(text):  # of notes: `1,2`
        return text.translate(_SUPERSCRIPTS)
    return _script(text, _SUPERSCRIPTS, "^")


def subscript(text: str) -> str:
    """Write a subscript: in signs of Unicode where there are some for all of it, else `_max` or `_(1/2)`."""
    if found := _NUMBER_AND_WORD.fullmatch(text):
        return found[1].translate(_SUBSCRIPTS) + found[2]
    return _script(text, _SUBSCRIPTS, "_")


def _script(text: str, signs: dict[int, int], mark: str) -> str:
    letters = sum(map(str.isalpha, text))
    # a word of small letters is hard to read and harder to search for
    if letters <= 1 and all(ord(sign) in signs for sign in text):
        return text.translate(signs)
    return f"{mark}{text}" if text.isalnum() and (mark == "_" or len(text) == 1) else f"{mark}({text})"
