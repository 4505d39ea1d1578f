"""Levels of evidence as the scales that are in use have them."""

import re

_SCALES = {
    # https://www.cebm.ox.ac.uk/resources/levels-of-evidence, of 2009 and 2011
    "Oxford": (r"[1-5]\s?[a-d]?[-–]?|i{1,3}|iv|v", "`1` to `5`, `1a`"),
    # https://book.gradepro.org, with the letters of its recommendations
    "GRADE": (
        (
            r"(?:very low|low|moderate|high)(?:(?: to | or |[-–/])(?:low|moderate|high))?(?: certainty| quality)?"
            r"|sehr niedrig|niedrig|moderat|hoch|[12]?[a-d]"
        ),
        "`high`, `moderate`, `low`, `very low`",
    ),
    # https://www.sign.ac.uk/our-guidelines/sign-50-a-guideline-developers-handbook/
    "SIGN": (r"[12](?:\+\+|[+−–-])|[34]", "`1++` to `4`"),
    # https://www.nhmrc.gov.au, of 2009
    "NHMRC": (r"i{1,2}|iii(?:[-–][1-3])?|iv", "`I` to `IV`, `III-2`"),
    # https://www.uspreventiveservicestaskforce.org
    "USPSTF": (
        r"[a-d]|i{1,3}|ii[-–][1-3]|(?:high|moderate|low)(?: certainty)?|insufficient",
        "`A` to `D`, `I`, `II-2`",
    ),
    # doi:10.3122/jabfm.17.1.59
    "SORT": (r"[1-3]|[a-c]", "`1` to `3`, `A` to `C`"),
    # doi:10.1161/CIR.0000000000000312
    "AHA": (r"[a-c]|b[-–]?n?r|c[-–]?(?:ld|eo)", "`A`, `B-R`, `C-LD`"),
    # https://jbi.global, of 2013
    "JBI": (r"[1-5]\.?[a-e]?", "`1.a` to `5.c`"),
    # https://www.awmf.org
    "AWMF": (r"s[123]|s2[ke]", "`S1`, `S2k`, `S3`"),
}
_SCALE_BY_NAME = {
    "oxford": "Oxford", "ocebm": "Oxford", "cebm": "Oxford", "uspstf": "USPSTF", "ctfphc": "USPSTF", "aha": "AHA",
    "acc": "AHA", "aha/acc": "AHA", "acc/aha": "AHA",
    **{name.lower(): name for name in ("GRADE", "SIGN", "NHMRC", "SORT", "JBI", "AWMF")},
}  # fmt: skip
_OTHER_SCALES = frozenset("amstar casp cochrane eular jadad minors pedro robis".split())
"""Scales whose levels are not looked into."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\b")
_WORDS = re.compile(
    r"(?:(?:evidence )?level(?: of evidence)?|loe|class|grade|evidenzgrad|evidenzklasse|evidenzlevel|grad|stufe)\b"
)
_AROUND = " \t\n:=.,"
_REMARK = re.compile(r"[,;(]")


def check_level(text: str) -> str:
    """Return what is wrong with a level of evidence: nothing, or what its scale, or each that is known, has."""
    words = _REMARK.split(" ".join(text.lower().split()), maxsplit=1)[0].strip(_AROUND)
    first = re.split(r"[\s:]", words, maxsplit=1)[0]
    if first in _OTHER_SCALES:
        return ""
    scale = _SCALE_BY_NAME.get(first, "")
    value = words.removeprefix(first) if scale else words
    for part in (_YEAR, _WORDS):
        value = value.strip(_AROUND)
        if (found := part.match(value)) and found.end() < len(value):
            value = value[found.end() :]
    value = value.strip(_AROUND).removesuffix(" evidence").strip()
    known = [scale] if scale else list(_SCALES)
    if any(re.fullmatch(_SCALES[name][0], value) for name in known):
        return ""
    return "; ".join(f"{name}: {_SCALES[name][1]}" for name in known)
