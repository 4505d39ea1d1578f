"""Flaws of the fields of a .bib file; the order and all else of it is its program's affair."""

import re
from collections.abc import Iterator

from painsite.editing.edits import Edit
from painsite.editing.mending.fixes import Fix
from painsite.editing.mending.values import settled_form
from painsite.sources.bibtex.allowance import allowance_for
from painsite.sources.bibtex.entries import read_entries
from painsite.sources.bibtex.masks import unify
from painsite.sources.reading import Reading

_NAMES = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "issn": "issn", "pages": "page_range"}
_PLAIN_VALUE = re.compile(r"[\w-]+\s*=\s*(?:\{([^{}\\]*)\}|\"([^{}\\\"]*)\")(?=\s*[,)}\n])")


def find_bibtex_fixes(text: str) -> Iterator[Fix]:
    """Yield the fixes of a .bib file."""
    # no character moves, but for a byte order mark, which the text has not
    reading = Reading(path="", text=unify(text))
    for entry in read_entries(reading, allowance_for(len(text))).entries:
        for written, name in _NAMES.items():
            found = _PLAIN_VALUE.match(text, entry.fields[written].offset) if written in entry.fields else None
            if found is None:
                continue
            group = 1 if found[1] is not None else 2
            value = found[group]
            settled = _in_bibtex(name, value)
            if settled != value:
                edit = Edit(start=found.start(group), end=found.end(group), text=settled)
                yield Fix(edits=(edit,), what=f"`{written}` of `{entry.key}` as `{settled}`")


def _in_bibtex(name: str, value: str) -> str:
    """Return the settled form; pages, which have two hyphens, are left where they differ in the hyphens alone."""
    settled = settled_form(name, value)
    if name != "page_range":
        return settled
    return value if settled == re.sub(r"\s*-+\s*", "-", value.strip()) else settled.replace("-", "--")
