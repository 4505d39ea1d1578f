"""Patents, by country, kind and number, as references name them."""

import re

from painsite.model import Entry
from painsite.pages.formats.pieces import join
from painsite.pages.formats.works import members_of

_COUNTRY_BY_KEY = {
    "de": "Germany", "eu": "European Union", "ep": "European Union", "fr": "France", "uk": "United Kingdom",
    "us": "United States",
}  # fmt: skip
"""By the ending of BibLaTeX's keys for types of patents, `patreqde` and its like: its manual, section 4.9.2.16."""
_KEY = re.compile(r"pat(?:ent|req)(de|eu|ep|fr|uk|us)?", re.IGNORECASE)
_NAMED = re.compile(r"(\w[\w.]*) patent\b", re.IGNORECASE)
_CODE = re.compile(r"^US[\s-]*(?=\d)")
_APPLICATION = re.compile(r"patreq|request|application|anmeldung|demande|solicitud", re.IGNORECASE)
_SHORT = {
    "United States": "US",
    "United States of America": "US",
    "USA": "US",
    "U.S.": "US",
    "European Union": "European",
}


def patent_of(entry: Entry, *, united_states: str = "US", word: str = "patent", label: str = "") -> str:
    """Return `US patent 5668842`, `European patent application 29702195`, with `label` before the number.

    Of several countries none stands in front: they follow the number, as in `Patent 29702195, France; Germany`. It
    begins with a capital.
    """
    kind = entry.genre
    key, named = _KEY.fullmatch(kind), _NAMED.match(kind)
    office = _COUNTRY_BY_KEY.get((key[1] or "").lower(), "") if key else named[1] if named else ""
    countries = [_SHORT.get(country, country) for country in members_of(entry.place)]
    front = _SHORT.get(office, office) or (countries[0] if len(countries) == 1 else "")
    application = (" Application" if word.istitle() else " application") if _APPLICATION.search(kind) else ""
    # Citing Medicine alone repeats the country's code: `United States patent US 5668842`
    bare = entry.number if united_states == "United States" else _CODE.sub("", entry.number)
    number = f"{label} {bare}".strip() if bare else ""
    text = join(" ", united_states if front == "US" else front, f"{word}{application}", number)
    behind = "; ".join(country for country in countries if country != front) if len(countries) > 1 else ""
    return join(", ", text[0].upper() + text[1:], behind)
