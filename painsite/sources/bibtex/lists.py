"""Lists of places and publishers as .bib files have them: `München and Berlin`."""

import re

from painsite.sources.field_markup import read_markup, read_tex_math
from painsite.sources.latex.decoding import decode

_MARK = re.compile(r"(?<!\\)[{}]|(?<=[\s}])and(?=[\s{])", re.IGNORECASE)
_WHOLE_BRACES = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_LINKING_WORD = re.compile(r"\b(?:of|for|the|für|des|pour)\b|,", re.IGNORECASE)
_PLACES_WITH_AND = (
    "Antigua and Barbuda", "Bosnia and Herzegovina", "Brighton and Hove", "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines", "St. Kitts and Nevis", "St. Vincent and the Grenadines",
    "São Tomé and Príncipe", "Sao Tome and Principe", "Trinidad and Tobago", "Turks and Caicos", "Tyne and Wear",
    "Newfoundland and Labrador", "Jammu and Kashmir", "Andaman and Nicobar", "Castilla and León",
)  # fmt: skip
_COUNTRIES = {
    "countryde": "Germany", "countryeu": "European Union", "countryep": "European Union", "countryfr": "France",
    "countryuk": "United Kingdom", "countryus": "United States",
}  # fmt: skip
"""BibLaTeX's keys for the countries of a patent: its manual, section 4.9.2.16."""


def split_list(latex: str) -> tuple[str, ...]:
    """Return the members of a list, before its LaTeX is decoded: `and` outside of braces separates them.

    `others` at the end is left out.
    """
    members, depth, start = [], 0, 0
    for mark in _MARK.finditer(latex):
        if mark[0] in "{}":
            depth = depth + 1 if mark[0] == "{" else max(depth - 1, 0)
        elif depth == 0:
            members.append(latex[start : mark.start()].strip())
            start = mark.end()
    members.append(latex[start:].strip())
    if len(members) > 1 and members[-1].lower() == "others":
        members.pop()
    return tuple(member for member in members if member)


def places_of(latex: str) -> tuple[str, ...]:
    """Return the places of a field, decoded; a country whose name holds `and` is one, and BibLaTeX's keys are words."""
    places: list[str] = []
    for member in split_list(latex):
        place = _decoded(member)
        place = _COUNTRIES.get(place.lower(), place)
        before = f"{places[-1]} and " if places else ""
        if before and any(name in before + place and name not in place for name in _PLACES_WITH_AND):
            places[-1] = before + place
        else:
            places.append(place)
    return tuple(dict.fromkeys(places))


def publishers_of(latex: str, *, places: int = 0) -> tuple[str, ...]:
    """Return the publishers of a field, decoded.

    `Taylor and Francis` is one, as most .bib files mean it. Several are told by their braces, by as many places, or by
    being three or more, unless words such as `of` say that it is one organisation's long name.
    """
    members = split_list(latex)
    many = len(members) > 2 and not any(_LINKING_WORD.search(member) for member in members)
    if many or 1 < len(members) == places:
        return tuple(dict.fromkeys(map(_decoded, members)))
    return institutions_of(latex)


def institutions_of(latex: str) -> tuple[str, ...]:
    """Return the institutions of a field, decoded; only braces tell several, for `and` is in many names."""
    members = split_list(latex)
    if len(members) > 1 and any(_WHOLE_BRACES.fullmatch(member) for member in members):
        return tuple(dict.fromkeys(map(_decoded, members)))
    whole = _decoded(latex)
    return (whole,) if whole else ()


def _decoded(latex: str) -> str:
    return " ".join(read_markup(decode(read_tex_math(latex))[0])[0].split())
