"""What people write into names and is no part of them: marks, numbers, titles, degrees."""

import re
from collections.abc import Iterable

from painsite.sources.latex.printing import LEVEL, RAISED

_MARKS = "*∗⁎†‡§¶#✉¹²³⁰⁴⁵⁶⁷⁸⁹⁺ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
CLUTTER = f"0-9{RAISED}{_MARKS}"
"""For a character class: names with marks or numbers hold one of these."""
_CLUTTER = re.compile(f"[{CLUTTER}]")
_RAISED = re.compile(f"{RAISED}([^{LEVEL}]*){LEVEL}(?=([^\\W\\d_])?)")
# DBLP tells people of one name apart by `0001`.
_DBLP_NUMBER = re.compile(r"0[0-9]{3}")
_FOOTNOTE = re.compile(r"[(\[][0-9]{1,2}[)\]]|[0-9]{1,2}")
_GLUED_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{2})[0-9]{1,2}$")

_TITLES = frozenset({"dr", "prof", "professor", "doctor", "privatdozent"})
_TITLE_WORDS = frozenset({"med", "phil", "hc", "habil", "dent", "nat", "rer", "ing", "dipl", "dipl-ing", "pd"})
_DEGREES = frozenset(
    "phd dphil drph dsc scd edd psyd pharmd msc bsc mph mphil mmed meng mba mbbs bchir mbchb frcs frcp frcpc facs mrcp"
    " dds dmd dvm dnp dpt esq".split()
)
_DOUBTFUL_DEGREES = frozenset("MD MS MA BA MB DO RN PT JD DC BS BN".split())
"""Degrees that are initials too."""
_SHORT_NAME = re.compile(r"[,\s]\s*([A-Z]{1,3})$")
_ROLE = re.compile(r"\s*\((?:eds?|hrsg|hg|editors?)\.?\)$", re.IGNORECASE)
_CONTACT = re.compile(
    r"\s*[(<\[]?(?:[^\s@]{1,80}@[^\s@]{1,80}|(?:https?://|orcid[:. ]|[0-9]{4}-[0-9]{4}-[0-9]{4}-)[^()<>]{1,80}"
    r"|(?<=[(\[])(?:corresponding|equal|contact)[^()<>]{1,40})[)>\]]?$",
    re.IGNORECASE,
)
"""An address or a remark behind a name, which are nobody else's business."""
_MAY_HOLD_CONTACT = re.compile(r"@|://|orcid|[0-9]{4}-[0-9]{4}-|\((?:corresp|equal|contact)", re.IGNORECASE)
_MAY_HOLD_TITLE = re.compile(
    r"\bMD$|\bMD and\b|(?:D(?:r|octor)|P(?:rof|rofessor|rivatdozent)|d(?:r|octor)|prof|P[Hh]\.? ?D|M\.? ?[Ss][Cc]|MPH"
    r"|\((?:[Ee]ds?|[Hh]rsg|[Hh]g))\b"
)
_MAY_HOLD_DEGREE = re.compile(r",\s*(?:[A-Z][A-Za-z]{0,4}\.? ?[A-Z]|Esq\b)")


def strip_marks(name: str) -> str:
    """Take footnote marks, raised numbers and DBLP's numbers off the words of a name."""
    if not _CLUTTER.search(name):
        return name
    # a raised letter inside a word belongs to it: `Mᶜdonald`
    name = _RAISED.sub(lambda raised: raised[1] if raised[2] and raised[1].isalpha() else "", name)
    parts = [part.split() for part in name.split(",")]
    if len(parts) > 1 or len(parts[0]) > 1:  # `cfr42` alone is what somebody calls himself
        parts = [_without_footnotes(words) for words in parts]
    stripped = ", ".join(" ".join(filter(None, map(_bare, words))) for words in parts)
    return stripped if any(map(str.isalpha, stripped)) else name


def _without_footnotes(words: list[str]) -> list[str]:
    """Take the numbers of footnotes off: `Lee (1)`, `Lee1`; what is in braces begins with a sign of ours, and stays."""
    if len(words) > 1 and _FOOTNOTE.fullmatch(words[-1]):
        words = words[:-1]
    return [_GLUED_FOOTNOTE.sub("", word) if word[:1].isalpha() else word for word in words]


def _bare(word: str) -> str:
    bare = word.strip(_MARKS)
    return "" if _DBLP_NUMBER.fullmatch(bare) else bare


def may_hold_titles(names: str) -> bool:
    """Return whether a look for titles and degrees is worth while: in most lists it is not."""
    return any(form.search(names) for form in (_MAY_HOLD_TITLE, _MAY_HOLD_DEGREE, _MAY_HOLD_CONTACT))


def has_initials(names: Iterable[str]) -> bool:
    """Return whether a list has names such as `Kasch, R`: then `Lee, MD` has initials too."""
    return any(found[1] not in _DOUBTFUL_DEGREES for found in map(_SHORT_NAME.search, names) if found)


def strip_contact(name: str) -> tuple[str, str]:
    """Take an address, an ORCID iD or a remark off the end of a name; give what is left, and that."""
    contact = _CONTACT.search(name)
    return (name[: contact.start()].rstrip(" ,;"), contact[0].strip()) if contact else (name, "")


def strip_titles(name: str, *, initials: bool) -> tuple[str, tuple[str, ...]]:
    """Take titles, degrees and `(eds)` off a name; give what is left, and them. `initials`: the list has some."""
    role = _ROLE.search(name)
    parts = [part.strip() for part in (name[: role.start()] if role else name).split(",")]
    degrees = _find_degrees(parts, initials=initials)
    parts = parts[: len(parts) - len(degrees)]
    titles: list[str] = []
    for index, part in enumerate(parts[:2]):
        words = part.split(" ")
        end = 0
        while end < len(words) - 1 and _is_title(words[end], first=end == 0):
            end += 1
        titles += words[:end]
        parts[index] = " ".join(words[end:])
    words = parts[-1].split(" ")
    if len(words) > 1 and (
        (len(parts) == 1 and _is_degree(words[-1])) or _is_degree_of_whole_name(parts, words, initials=initials)
    ):
        parts[-1], degrees = " ".join(words[:-1]), [words[-1], *degrees]
    left_out = (*titles, *degrees, *([role[0].strip()] if role else []))
    return ", ".join(parts) if left_out else name, left_out


def _is_title(word: str, *, first: bool) -> bool:
    plain = word.lower().replace(".", "")
    return plain in _TITLES or (not first and plain in _TITLE_WORDS)


def _find_degrees(parts: list[str], *, initials: bool) -> list[str]:
    """Return the last parts that are degrees or titles: `PhD`, `Dr.`; `MD` is one too where it can be no initials."""
    end = len(parts)
    while end > 1 and _is_degree(parts[end - 1]):
        end -= 1
    while end > 2 and _is_doubtful_degree(parts[end - 1]):
        end -= 1
    if end == 2 and _is_doubtful_degree(parts[1]) and not initials:
        # behind a family name alone only `MD` is so common that it is no `M. D.`
        end -= parts[1] == "MD" or " " in parts[0]
    return parts[end:]


def _is_degree(part: str) -> bool:
    plain = part.replace(".", "").replace(" ", "")
    lowered = plain.lower()
    return plain in {"Dr", "Prof"} or (lowered in _DEGREES and not plain.islower())


def _is_degree_of_whole_name(parts: list[str], words: list[str], *, initials: bool) -> bool:
    """Distinguish the `MD` of `Kasch, Helge MD` and `Helge Kasch MD` from initials: whole given names precede it."""
    if words[-1] != "MD" or initials or len(parts) > 2:
        return False
    least = 3 if len(parts) == 1 else 2
    return len(words) >= least and all(len(word) > 2 and word[0].isupper() for word in words[:-1])


def _is_doubtful_degree(part: str) -> bool:
    return part.replace(".", "").replace(" ", "") in _DOUBTFUL_DEGREES
