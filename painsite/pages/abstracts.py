"""How much of an abstract is published: it belongs to a publisher, and a site may show all of it, a part, or nothing.

What an editor has paraphrased is the site's own and always shown.
"""

import re

from msgspec.structs import replace

from painsite.model import AbstractPart, Entry


def with_shown_abstract(entry: Entry, words: int) -> Entry:
    """Return an entry with as many words of its abstract as the setting `abstracts` lets out."""
    shown = shown_abstract(entry, words)
    return entry if shown is entry.abstract else replace(entry, abstract=shown)


_NO_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_NO_BLANKS}]|[^\s{_NO_BLANKS}]+")
"""In scripts that part no words, such as Chinese, Japanese and Thai, a letter counts as one."""
_FEWEST = 2
"""Words with which another paragraph is begun: one alone says nothing."""


def shown_abstract(entry: Entry, words: int) -> tuple[AbstractPart, ...]:
    """Return the paragraphs of an abstract up to so many words, cut behind a whole one with an ellipsis."""
    if entry.abstract_paraphrased:
        return entry.abstract
    shown: list[AbstractPart] = []
    left = words
    for part in entry.abstract:
        known = list(_WORD.finditer(part.text))
        if len(known) > left:
            if left >= _FEWEST or (left and not shown):
                beginning = part.text[: known[left - 1].end()].rstrip(" .,;:–—-")
                shown.append(replace(part, text=f"{beginning} …"))
            return tuple(shown)
        shown.append(part)
        left -= len(known)
    return entry.abstract
