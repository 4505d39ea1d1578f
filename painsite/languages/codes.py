"""Names and codes of the languages that works are written in."""

import re
from functools import lru_cache

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES = {
    **dict.fromkeys(("american", "usenglish", "usamerican"), "en-US"),
    **dict.fromkeys(("british", "ukenglish"), "en-GB"),
    **dict.fromkeys(("german", "ngerman", "deutsch"), "de"),
    **dict.fromkeys(("austrian", "naustrian"), "de-AT"),
    **dict.fromkeys(("swissgerman", "nswissgerman"), "de-CH"),
    **dict.fromkeys(("french", "francais", "français"), "fr"),
    **dict.fromkeys(("portuguese", "portuges"), "pt"),
    **dict.fromkeys(("brazilian", "brazil"), "pt-BR"),
    **dict.fromkeys(("norwegian", "norsk"), "no"),
    "chinese": "zh", "english": "en", "polish": "pl", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl",
    "finnish": "fi", "greek": "el", "hebrew": "he", "hungarian": "hu", "italian": "it", "japanese": "ja",
    "korean": "ko", "latin": "la", "russian": "ru", "serbian": "sr", "slovak": "sk", "slovene": "sl", "spanish": "es",
    "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
    # as PubMed and library catalogues have it
    "chi": "zh", "cze": "cs", "dan": "da", "dut": "nl", "eng": "en", "fin": "fi", "fre": "fr", "ger": "de", "gre": "el",
    "heb": "he", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nor": "no", "pol": "pl", "por": "pt", "rus": "ru",
    "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk",
}  # fmt: skip
_NAMES = {code: name for name, code in reversed(_LANGUAGES.items())}
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
"""Languages written from right to left in their usual script."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset("adlm arab hebr nkoo syrc thaa".split())


def language_code(text: str) -> str:
    """Turn a language’s name in LaTeX, or PubMed’s code, into its code (BCP 47); what is not known stays as it is."""
    return _LANGUAGES.get(text.lower(), text)


def language_name(code: str) -> str:
    """Turn a language’s code into its name in LaTeX; what is not known stays as it is."""
    return _NAMES.get(code, code)


@lru_cache(maxsize=1 << 10)
def other_language(language: str, site: str) -> str:
    """Return the code of a work's language where it is not the site's (`en-GB` and `en` are one); else nothing.

    Nothing too where the code is not known: a wrong one would make a screen reader mispronounce the text.
    """
    code = language_code(language)
    if not _CODE.fullmatch(code) or _primary(code) == _primary(site):
        return ""
    return code


def direction(language: str) -> str:
    """Return the direction of a language's writing, `ltr` or `rtl`. A script in the code counts: `az-Arab`."""
    for part in language.lower().split("-")[1:]:
        if len(part) == 4:
            return "rtl" if part in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if _primary(language) in _RIGHT_TO_LEFT else "ltr"


def _primary(code: str) -> str:
    return code.partition("-")[0].lower()
