"""Names of people as editors write them, and back."""

import functools
import re
import unicodedata

from painsite.model import Person
from painsite.problems import Unreadable
from painsite.sources.field_markup import read_markup
from painsite.sources.quoting import quoted

_SUFFIXES = frozenset({
    "Jr", "Sr", "Jnr", "Snr", "jr", "sr", "jnr", "snr", "II", "III", "IV", "2nd", "3rd", "4th", "2d", "3d",
})  # fmt: skip
"""As people write them: `JR` and `SR` are initials."""
_SUFFIXES_IN_THE_MIDDLE = frozenset({*map(str.lower, _SUFFIXES), "v", "vi"})
"""In `Last, Jr, First`, which leaves no doubt; compared in small letters."""
_DOUBTFUL_SUFFIXES = frozenset({"ii", "iv"})  # also the initials of Ivan Ivanovich
_COMMAS = str.maketrans("،，﹐", ",,,")
OTHERS_NOTES = {
    "authors": "Authors: and others",
    "editors": "Editors: and others",
    "translators": "Translators: and others",
}
"""What stands in the note of a record whose format has no word for people who are not named."""
PROTECTED = "\ufdd1"
"""Stands before a word that braces keep from being a particle: a noncharacter, which no text contains."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[-‐]?){1,4}")
_LITERAL = re.compile(r"\{+([^{}]+)\}+")
_ET_AL = re.compile(r"\bet\.? al\b")
_LINKING_WORDS = frozenset({"and", "&", "of", "for", "the", "und", "für"})
_ORGANISATIONS = frozenset({
    "organization", "organisation", "group", "committee", "consortium", "collaboration", "collaborators", "society",
    "association", "institute", "university", "ministry", "network", "team", "investigators", "agency", "foundation",
    "federation", "council", "department", "college", "initiative", "panel", "alliance", "academy", "commission",
    "hospital", "programme", "registry", "taskforce", "inc", "ltd", "llc", "gmbh", "corp", "corporation", "plc",
})  # fmt: skip
_ONE_BY_ONE = "write each name separately, without titles"
_FORMS = "write it as `Kasch R`, `Kasch, Richard` or `{literal: World Health Organization}`"


@functools.lru_cache(maxsize=4096)  # the same people write many works
def parse_name(text: str) -> Person:
    """Read one name.

    `Kasch R` (initials last, as PubMed has it), `Kasch, Richard`, `von Last, Jr, First` and `Last, First, Jr`, `Jean
    Chenot` (given name first); one word is a family name, and so is the first word in Chinese, Japanese and Korean
    script; braces hold a literal. Small words before a family name are its particle. Raises Unreadable for no name,
    for several, and for what looks like an organisation.
    """
    decoded = read_markup(text)[0] if "&" in text or "<" in text else text
    words = " ".join(decoded.translate(_COMMAS).split())
    literal = _LITERAL.fullmatch(words)
    if literal and literal[1].strip():
        return Person(literal=literal[1].strip())
    if not any(map(str.isalpha, words)) or not words.isprintable():
        raise Unreadable(f"{quoted(text)} is not a name", _FORMS)
    _refuse_several(words)
    parts = [part.strip() for part in words.split(",")]
    return divide_name(parts, text) if len(parts) > 1 else _parse_uncut(words)


def format_name(person: Person) -> str:
    """Write a name so that `parse_name` reads the same person."""
    if person.literal:
        return "{" + person.literal + "}"
    parts = [person.last_name, person.suffix, person.given]
    if not person.given and not person.suffix:
        return person.family if not person.particle and " " not in person.family else f"{person.last_name},"
    return ", ".join(part for part in parts if part)


def initials(given: str) -> str:
    """Return the initials of given names without stops or hyphens: `Carsten Oliver` and `C.-O.` are `CO`.

    A name in a script without capitals stays whole.
    """
    letters: list[str] = []
    for word in re.split(r"[\s.\-‐‑]+", given):
        start = next((char for char in word if char.isalpha()), "")
        if not start or (start.islower() and letters):
            continue
        if not (start.isupper() or start.islower() or start.istitle()):
            letters.append(word)
        else:
            letters.append(word if is_initials(word) else start.upper())
    return "".join(letters)


def divide_name(parts: list[str], text: str) -> Person:
    """Put together a name that commas divide: `von Last, First`, `von Last, Jr, First` or `Last, First, Jr`.

    Raises Unreadable, quoting `text`, for more parts, for no family name, and for a third part that is no suffix.
    """
    last, *rest = parts
    rest = [part for part in rest if part]
    if not last or len(rest) > 2:
        raise Unreadable(f"{quoted(text)} is not one name", "write `Family, Given`, each name separately")
    second = rest[0] if rest else ""
    if len(rest) == 2:
        if not is_suffix(second, in_the_middle=True) and not is_suffix(rest[1], in_the_middle=True):
            raise Unreadable(f"neither `{second}` nor `{rest[1]}` is a suffix, in {quoted(text)}", _ONE_BY_ONE)
        suffix, given = rest if is_suffix(second, in_the_middle=True) else reversed(rest)
        return _with_family(last.split(), given=given, suffix=suffix)
    if is_suffix(second) and " " in last:
        return _add_suffix(_parse_uncut(last), second)
    if is_suffix(second) and second.lower() not in _DOUBTFUL_SUFFIXES:
        return _with_family([last], suffix=second)
    given, _, ending = second.rpartition(" ")
    if given and is_suffix(ending) and (ending.lower() not in _DOUBTFUL_SUFFIXES or not given.isupper()):
        return _with_family(last.split(), given=given, suffix=ending)
    # `King Jr., Martin Luther`
    words, ending = split_suffix(last.split())
    return _with_family(words, given=second, suffix=ending) if second else _with_family(last.split())


def is_suffix(word: str, *, in_the_middle: bool = False) -> bool:
    """Return whether a word is a suffix such as `Jr`, `Sr.` or `III`; between two commas also `JR`."""
    bare = word.rstrip(".")
    return bare.lower() in _SUFFIXES_IN_THE_MIDDLE if in_the_middle else bare in _SUFFIXES


def is_particle(word: str) -> bool:
    """Return whether a word can be a particle: its first letter is small."""
    return next((char.islower() for char in word if char.isalpha() or char == PROTECTED), False)


def looks_like_initials(word: str) -> bool:
    """Return whether a word is one to four capitals, with or without stops and hyphens: `R`, `JG`, `J.-F.`."""
    return word.upper() == word != word.lower() and _INITIALS.fullmatch(word) is not None


def is_initials(word: str) -> bool:
    """Distinguish `JWS` from `JOHN` and `MARIA`, which databases print in capitals too."""
    return looks_like_initials(word) and (len(word) <= 3 or not re.search("[AEIOUY]", word))


def family_first(words: list[str]) -> Person | None:
    """Divide `村上 春樹`, or give nothing where the script is none whose names begin with the family's."""
    if len(words) > 1 and all(map(is_family_first, words)):
        return Person(family=words[0], given=" ".join(words[1:]))
    return None


def is_organisation(word: str) -> bool:
    """Return whether a word ends names of organisations: `Consortium`, `Group`."""
    return word.lower().rstrip(".") in _ORGANISATIONS


def is_family_first(word: str) -> bool:
    """Return whether a name is in a script whose names begin with the family's."""
    if word.isascii():
        return False
    return unicodedata.name(word[0], "").startswith(("CJK ", "HANGUL ", "HIRAGANA ", "KATAKANA "))


def organisation_word(words: list[str]) -> str:
    """Return the word by which this is an organisation's or several people's name, or nothing."""
    for word in words[1:]:
        if word in _LINKING_WORDS:
            return word
    return words[-1] if words and is_organisation(words[-1]) else ""


def given_first(words: list[str]) -> Person:
    """Divide `First von Last`: the small words in the middle are the particle, what follows is the family name."""
    start = next((index for index, word in enumerate(words[:-1]) if is_particle(word)), len(words) - 1)
    return _with_family(words[start:], given=" ".join(words[:start]))


def split_suffix(words: list[str]) -> tuple[list[str], str]:
    """Take a suffix off the end of a name that no comma divides."""
    ending = words[-1].rstrip(".").lower()
    enough = 2 if ending in _DOUBTFUL_SUFFIXES else 1
    if len(words) > enough and is_suffix(words[-1]) and not all(is_particle(word) for word in words[:-1]):
        return words[:-1], words[-1]
    return words, ""


def initials_last(words: list[str]) -> Person | None:
    """Divide `van den Berg J W` and `Kasch R`, or give nothing where initials do not come last."""
    start = len(words)
    while start > 1 and looks_like_initials(words[start - 1]):
        start -= 1
    if start == len(words) or looks_like_initials(words[0]):
        return None
    return _with_family(words[:start], given=" ".join(words[start:]))


def _parse_uncut(words: str) -> Person:
    tokens, suffix = split_suffix(words.split())
    culprit = organisation_word(tokens)
    if culprit in _LINKING_WORDS:
        raise Unreadable(
            f"{quoted(words)} is not one person's name: it contains `{culprit}`",
            "write each name separately, and an organisation as `{literal: …}`",
        )
    if culprit:
        raise Unreadable(f"{quoted(words)} looks like an organisation", f"write `{{literal: {words}}}`")
    return _add_suffix(family_first(tokens) or initials_last(tokens) or given_first(tokens), suffix)


def _refuse_several(words: str) -> None:
    if _ET_AL.search(words):
        raise Unreadable(f"{quoted(words)} contains more than one name", "end the list with `others`")
    first, _, second = words.partition(",")
    if ";" in words or "；" in words or (ends_in_initials(first) and ends_in_initials(second)):
        raise Unreadable(f"{quoted(words)} contains more than one name", "write each name separately")


def ends_in_initials(name: str) -> bool:
    """Distinguish `Kasch R` from `R Kasch` and `Kasch`."""
    words = name.split()
    return len(words) > 1 and looks_like_initials(words[-1]) and not looks_like_initials(words[0])


def _with_family(words: list[str], *, given: str = "", suffix: str = "") -> Person:
    start = 0
    while start < len(words) - 1 and is_particle(words[start]):
        start += 1
    return Person(particle=" ".join(words[:start]), family=" ".join(words[start:]), given=given, suffix=suffix)


def _add_suffix(person: Person, suffix: str) -> Person:
    if not suffix:
        return person
    return Person(family=person.family, given=person.given, particle=person.particle, suffix=suffix)
