"""Where one sentence ends and the next begins, in plain text, English or German."""

import re
from string import ascii_uppercase

from painsite.sources.markdown.abbreviations import (
    BEFORE_NUMBER,
    BEFORE_ORDINAL,
    BEGINS_SENTENCE,
    NAMES_AFTER_ORDINAL,
    NEVER_LAST,
    SELDOM_LAST,
)

# What stands between the noncharacters is invisible: a citation that follows the full stop.
# `[…][…]*` is quicker than `[…]+`, which the search tries at each character.
_END = re.compile(r"[.!?…][.!?…]*(?P<closing>(?:[\"'”’“‘»«›‹)\]]|\ufdd0[^\ufdd1]*\ufdd1)*)(?=\s)")
_MARK = re.compile(r"\ufdd0[^\ufdd1]*\ufdd1")
_LAST_WORDS = re.compile(r"(?<!\w)(?:[^\W\d_]{1,3}\.\s?)*\w+$")
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\.\s+$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN_ORDINAL = re.compile(r"[IVX]{2,}")
_BLANKS = re.compile(r"\s*")
_NEXT_WORD = re.compile(r"[\"'“„«»‘‚(\[]*(\w*)(\.?)")
# `Y. He, X. An and J. So` are names
_GOES_ON_AS_NAME = re.compile(r"\w+(?:[,.;:)]|\s+(?:and|et|und|&)\b)")
_NUMERAL = re.compile(r"[\d§#]|[A-Z]?\d|[IVXLCDM]{2,}\b")
_NO_ABBREVIATIONS = BEGINS_SENTENCE - NEVER_LAST - BEFORE_NUMBER - SELDOM_LAST - {"a", "i", "in"}
"""With a full stop behind they end a sentence before a small letter, too."""
_DOUBTFUL = {word.rpartition(".")[2] for word in NEVER_LAST | BEFORE_NUMBER | SELDOM_LAST}
"""What a word is none of that ends a sentence before a capital, whatever stands around it."""
_CAPITALS = frozenset(ascii_uppercase)
_NEAR = 40
"""Characters before a full stop in which its abbreviation and the word before that stand."""


def split_sentences(text: str) -> tuple[str, ...]:
    """Divide a paragraph; the pieces joined are the paragraph, blanks between sentences belong to the earlier one.

    A full stop ends nothing before a small letter, and after an abbreviation, initial or ordinal unless the next word
    is one with which sentences begin.
    """
    sentences, start = [], 0
    for match in _END.finditer(text):
        end = match.end() + 1
        if not (text[end : end + 1] in _CAPITALS and _is_plain_end(text, start, match)):
            if not _ends_sentence(text, start, match):
                continue
            end = _following(text, match)
        sentences.append(text[start:end])
        start = end
    if start < len(text):
        sentences.append(text[start:])
    return tuple(sentences)


def _is_plain_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell, before a blank and a capital, whether a full stop alone ends a word that is no abbreviation or number."""
    word = text[max(start, match.start() - _NEAR) : match.start()].rpartition(" ")[2]
    is_word = len(word) > 1 and word.isalpha() and not word.isupper()
    return is_word and match[0] == "." and word.lower() not in _DOUBTFUL


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether the sentence that begins at `start` ends with this full stop or other sign."""
    following = _following(text, match)
    if following == len(text):
        return True
    stop = match[0].removesuffix(match["closing"])
    begin = max(start, match.start() - _NEAR)
    words = _LAST_WORDS.search(text, begin, match.start())
    if _next_word(text, following).islower():
        if "!" in stop or "?" in stop:
            return not _MARK.sub("", match["closing"])  # “Does it hurt?” she asked
        return stop == "." and words is not None and words[0].lower() in _NO_ABBREVIATIONS
    if stop != "." or words is None:
        return True
    if words[0].isdigit() or _ROMAN_ORDINAL.fullmatch(words[0]):
        opens_list = _after_blanks(text, start) == words.start()
        return not opens_list and not _is_ordinal(words[0], text[begin : words.start()], _next_word(text, following))
    return not _goes_on(re.sub(r"\s", "", words[0]).lower(), text, following)


def _goes_on(words: str, text: str, following: int) -> bool:
    """Return whether a sentence goes on after words that may be abbreviations, such as `u.a` or `kasch`."""
    last = words.rpartition(".")[2]
    if words in NEVER_LAST or (last in NEVER_LAST and words not in SELDOM_LAST):
        return True
    if last in BEFORE_NUMBER and _NUMERAL.match(text, following):
        return True
    next_word = _next_word(text, following)
    if len(last) == 1 and last.isalpha():
        return next_word.lower() not in BEGINS_SENTENCE or _GOES_ON_AS_NAME.match(text, following) is not None
    if words not in SELDOM_LAST and last not in SELDOM_LAST:
        return False
    if last in BEFORE_NUMBER and len(next_word) == 1:  # `Fig. A`
        return True
    # a mark is a work that is named in running text
    return next_word.lower() not in BEGINS_SENTENCE and not _MARK.match(text, following)


def _is_ordinal(number: str, before: str, next_word: str) -> bool:
    """Return whether a number with a full stop is a German ordinal: `am 3. Mai`, `im 19. Jahrhundert`."""
    if len(number) > 3 and number.isdigit():  # a year
        return False
    if next_word.lower() in NAMES_AFTER_ORDINAL:
        return True
    if _DAY_BEFORE.search(before) and _YEAR.fullmatch(next_word):  # `am 3. 5. 2020`
        return True
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1].lower() in BEFORE_ORDINAL and next_word.lower() not in BEGINS_SENTENCE


def _next_word(text: str, start: int) -> str:
    """Return the word that begins here, behind quotation marks and brackets; an initial with its full stop."""
    match = _NEXT_WORD.match(text, start)
    if match is None:
        return ""
    return match[1] + match[2] if len(match[1]) == 1 else match[1]


def _following(text: str, match: re.Match[str]) -> int:
    return _after_blanks(text, match.end())


def _after_blanks(text: str, start: int) -> int:
    blanks = _BLANKS.match(text, start)
    return blanks.end() if blanks else start
