"""Where one sentence ends and the next begins, in plain text."""

import re

# A full stop after these ends no sentence, unless the text ends there.
_ABBREVIATIONS = frozenset(
    "approx art ca cf ch col cols dr ed eds eg eq eqs et e.g fig figs i.e ie mr mrs ms nos p pp para paras pt pts prof"
    " ref refs resp sec secs sp spp sr st suppl vol vols vs".split()
)
# What stands between the noncharacters is invisible: a citation that follows the full stop.
# `[…][…]*` is quicker than `[…]+`, which the search tries at each character.
_END = re.compile(r"[.!?…][.!?…]*(?:[\"'”’»)\]]|\ufdd0[^\ufdd1]*\ufdd1)*(?=\s)")
_LAST_WORD = re.compile(r"[\w.]*\w$")
_BLANKS = re.compile(r"\s*")


def split_sentences(text: str) -> tuple[str, ...]:
    """Divide a paragraph; the pieces joined are the paragraph, blanks between sentences belong to the earlier one.

    A full stop after an initial, a known abbreviation or before a small letter ends nothing.
    """
    sentences, start = [], 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, match):
            continue
        end = _following(text, match)
        sentences.append(text[start:end])
        start = end
    if start < len(text):
        sentences.append(text[start:])
    return tuple(sentences)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    start = _following(text, match)
    following = text[start : start + 1]
    if following.islower() and "!" not in match[0] and "?" not in match[0]:
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    if word is None:
        return True
    if len(word[0]) == 1 and word[0].isalpha() and word[0].isupper():  # an initial
        return False
    return word[0].lower() not in _ABBREVIATIONS or not following


def _following(text: str, match: re.Match[str]) -> int:
    blanks = _BLANKS.match(text, match.end())
    return blanks.end() if blanks else match.end()
