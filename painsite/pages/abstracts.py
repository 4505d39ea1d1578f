"""How much of an abstract is published: it belongs to a publisher, and a site may show all of it, a part, or nothing.

What an editor has paraphrased is the site's own and always shown.
"""

from msgspec.structs import replace

from painsite.model import AbstractPart, Entry


def with_shown_abstract(entry: Entry, words: int) -> Entry:
    """Return an entry with as many words of its abstract as the setting `abstracts` lets out."""
    shown = shown_abstract(entry, words)
    return entry if shown is entry.abstract else replace(entry, abstract=shown)


def shown_abstract(entry: Entry, words: int) -> tuple[AbstractPart, ...]:
    """Return the paragraphs of an abstract up to so many words, cut behind a whole one with an ellipsis."""
    if entry.abstract_paraphrased or sum(len(part.text.split()) for part in entry.abstract) <= words:
        return entry.abstract
    shown, left = [], words
    for part in entry.abstract:
        known = part.text.split()
        if len(known) > left:
            if left:
                shown.append(replace(part, text=f"{' '.join(known[:left]).rstrip(' .,;:–—-')} …"))
            break
        shown.append(part)
        left -= len(known)
    return tuple(shown)
