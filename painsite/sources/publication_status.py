"""How far a work is on its way to print, in the words that people write where a year, volume or page would stand.

The status is one of CSL's usual words: `in preparation`, `submitted`, `accepted`, `in press`, `forthcoming`, `advance
online publication`, `preprint`. BibLaTeX's `pubstate` (manual, 4.9.2.11) has keys for most of them.
"""

import re

_WORDS = {
    "in preparation": (
        "in preparation", "inpreparation", "in prep", "in progress", "work in progress", "manuscript in preparation",
        "in vorbereitung", "in arbeit", "en préparation", "en preparation", "en preparación", "in preparazione",
        "in voorbereiding", "draft", "unpublished draft",
    ),
    "submitted": (
        "submitted", "submitted for publication", "under review", "in review", "under submission", "in revision",
        "under revision", "manuscript submitted for publication", "eingereicht", "zur veröffentlichung eingereicht",
        "im begutachtungsverfahren", "soumis", "soumis pour publication", "enviado", "ingediend",
    ),
    "accepted": (
        "accepted", "accepted for publication", "accepted manuscript", "angenommen", "zur veröffentlichung angenommen",
        "accepté", "aceptado",
    ),
    "in press": (
        "in press", "inpress", "in print", "in the press", "in printing", "article in press", "articles in press",
        "im druck", "in druck", "i dr", "i.dr", "sous presse", "en prensa", "in stampa", "in corso di stampa",
        "in pers", "in de pers", "under tryckning", "i tryck", "no prelo",
    ),
    "forthcoming": (
        "forthcoming", "to appear", "to be published", "to be printed", "appearing", "will appear", "upcoming",
        "erscheint", "erscheint demnächst", "im erscheinen", "i e", "in erscheinung", "wird veröffentlicht",
        "à paraître", "a paraitre", "à paraitre", "de próxima publicación", "próximamente", "di prossima pubblicazione",
        "te verschijnen", "kommande", "in publication",
    ),
    "advance online publication": (
        "advance online publication", "advance access", "advanced access", "advance article", "online first",
        "onlinefirst", "online ahead of print", "ahead of print", "ahead-of-print", "epub ahead of print", "epub",
        "early access", "early view", "early online", "published online ahead of print", "published ahead of print",
        "prepublished", "just accepted", "first online", "vorab online", "online vorab",
    ),
    "preprint": ("preprint", "pre-print", "e-print", "eprint", "vorabdruck", "prépublication"),
}  # fmt: skip
_STATUS_BY_WORDS = {words: status for status, forms in _WORDS.items() for words in forms}
PUBSTATE_BY_STATUS = {
    "in preparation": "inpreparation", "submitted": "submitted", "forthcoming": "forthcoming", "in press": "inpress",
    "advance online publication": "prepublished",
}  # fmt: skip
"""The keys of BibLaTeX; other statuses are written in words."""
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_MARKS = re.compile(r"[()\[\]{}*!?:;,\"“”„]+|[.…]+(?=\s|$)")


def parse_publication_status(text: str) -> str:
    """Return the status that a text says, a year beside it or not; nothing where it says anything else.

    `In press.`, `(forthcoming)`, `in press 2015` and `im Druck` are read, `in press at Springer` is not.
    """
    if len(text) > 80:
        return ""
    bare = " ".join(_MARKS.sub(" ", _YEAR.sub(" ", text.replace("~", " "))).split())
    return _STATUS_BY_WORDS.get(bare.casefold(), "")
