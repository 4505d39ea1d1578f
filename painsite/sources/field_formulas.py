"""MathML in one line of text."""

import unicodedata
from collections.abc import Callable, Sequence

from painsite.sources.latex.formulas import set_accent, set_fraction, set_root, set_script

TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
"""Elements that hold text; all others hold elements."""

ELEMENTS = TOKENS | frozenset(
    "annotation annotation-xml maction math menclose merror mfenced mfrac mmultiscripts mover mpadded mphantom"
    " mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup none munder munderover semantics".split()
)

_RELATIONS = frozenset("=<>≤≥≈∼~≠±×→←↔≡≪≫∈+⩽⩾≲≳")
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))
_ACCENTS = dict(
    zip(
        "^ˆ¯‾_−~˜∼→⃗˙.¨ˇ˘´`",
        "\u0302\u0302\u0304\u0304\u0304\u0304\u0303\u0303\u0303\u20d7\u20d7\u0307\u0307\u0308\u030c\u0306\u0301\u0300",
        strict=True,
    )
)


def format_element(name: str, parts: Sequence[str]) -> str:
    """Set an element, given what its children print; an empty one too."""
    if name in TOKENS:
        return _format_token(name, "".join(parts).translate(_INVISIBLE))
    formatted = _FORMATS.get(name)
    if formatted:
        return formatted([*parts, "", "", ""])
    content = "".join(parts)
    return " ".join(content.split()) if name == "math" else content


def _format_token(name: str, text: str) -> str:
    if name == "mtext":
        return text
    text = text.strip()
    if name == "mo":
        text = {"-": "−", "<=": "≤", ">=": "≥"}.get(text, text)
        return f" {text} " if text in _RELATIONS and text else text
    return text


def _over(parts: Sequence[str]) -> str:
    base, above = parts[0].strip(), parts[1].strip()
    mark = _ACCENTS.get(above)
    letters = unicodedata.normalize("NFC", base)
    return set_accent(letters, mark) if mark and letters else base + set_script("^", above)


def _script(parts: Sequence[str], lower: int, upper: int) -> str:
    below = set_script("_", parts[lower].strip()) if lower else ""
    above = set_script("^", parts[upper].strip()) if upper else ""
    return f"{parts[0].strip()}{below}{above}"


_FORMATS: dict[str, Callable[[Sequence[str]], str]] = {
    "annotation": lambda _parts: "",
    "annotation-xml": lambda _parts: "",
    "mphantom": lambda _parts: "",
    "mspace": lambda _parts: " ",
    "mfenced": lambda parts: f"({', '.join(part for part in parts if part)})",
    "mfrac": lambda parts: set_fraction(parts[0].strip(), parts[1].strip()),
    "msqrt": lambda parts: set_root("".join(parts).strip()),
    "mroot": lambda parts: set_root(parts[0].strip(), parts[1].strip()),
    "mover": _over,
    "munder": lambda parts: _script(parts, 1, 0),
    "munderover": lambda parts: _script(parts, 1, 2),
    "msub": lambda parts: _script(parts, 1, 0),
    "msup": lambda parts: _script(parts, 0, 1),
    "msubsup": lambda parts: _script(parts, 1, 2),
}
