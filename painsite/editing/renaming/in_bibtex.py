"""Where a .bib file names an entry: at its own key, and in the fields that lead from one entry to another."""

import re
from collections.abc import Iterator

from painsite.editing.edits import Edit, line_end_of
from painsite.editing.renaming.nodes import RenameError
from painsite.linking.nodes import normal_key
from painsite.sources.bibtex.allowance import allowance_for
from painsite.sources.bibtex.entries import RawEntry, read_entries
from painsite.sources.bibtex.masks import unify
from painsite.sources.reading import Reading

NAMING = ("crossref", "xdata", "xref", "related", "entryset")
"""Fields that hold citekeys."""
_VALUE = re.compile(r"[\w-]+\s*=\s*(?:\{([^{}]*)\}|\"([^{}\"]*)\")")
_TOKEN = re.compile(r"[^\s,]+")


def raw_entries(text: str) -> tuple[RawEntry, ...]:
    """Return the entries of a .bib file as they stand in its text."""
    return read_entries(Reading(path="", text=unify(text)), allowance_for(len(text))).entries


def edits_of_entries(text: str, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of the entry's key and of the fields that name it, which BibTeX compares without case."""
    for entry in raw_entries(text):
        if normal_key(entry.key) == normal_key(old):
            yield Edit(start=entry.offset, end=entry.offset + len(entry.key), text=new)
        for name in NAMING:
            found = _VALUE.match(text, entry.fields[name].offset) if name in entry.fields else None
            if found is None:
                continue
            group = 1 if found[1] is not None else 2
            for token in _TOKEN.finditer(text, found.start(group), found.end(group)):
                if normal_key(token[0]).lower() == normal_key(old).lower():
                    yield Edit(start=token.start(), end=token.end(), text=new)


def edits_of_ids(text: str, old: str, wanted: tuple[str, ...]) -> Iterator[Edit]:
    """Yield what makes the `ids` of an entry those that are wanted. Raises `RenameError`."""
    entry = next(one for one in raw_entries(text) if normal_key(one.key) == normal_key(old))
    if "ids" in entry.fields:
        found = _VALUE.match(text, entry.fields["ids"].offset)
        if found is None:
            raise RenameError(f"the `ids` of `{old}` cannot be edited; write them as `ids = {{…}}` first")
        group = 1 if found[1] is not None else 2
        yield Edit(start=found.start(group), end=found.end(group), text=", ".join(wanted))
        return
    comma = entry.offset + len(entry.key)
    if not text.startswith(",", comma):
        raise RenameError(f"there is no comma right behind the citekey `{old}`; add it first")
    yield Edit(start=comma + 1, end=comma + 1, text=f"{line_end_of(text)}  ids = {{{', '.join(wanted)}}},")
