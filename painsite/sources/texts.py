"""A rendered text that knows where in its source its citations and flaws are."""

import re
from dataclasses import replace

from painsite.model import Citation, Text
from painsite.sources.markdown import render_markdown
from painsite.sources.reading import Reading


def render_text(reading: Reading, markdown: str, *, start: int, end: int, lowest_heading: int) -> Text:
    """Render Markdown that stands in the source's text between two offsets, as it is or in a YAML scalar.

    Python-Markdown keeps no positions, so each citation is looked up in the source by its key, in order; one whose
    spelling YAML has changed is placed at the text's beginning.
    """
    text, flaws = render_markdown(markdown, lowest_heading=lowest_heading)
    for flaw in flaws:
        found = reading.text.find(flaw.needle, start, end)
        reading.report(flaw.rule, found if found >= 0 else start, flaw.message, flaw.remedy)
    if not text.citations:
        return text
    after: dict[str, int] = {}
    placed = [_place(reading, citation, after, start, end) for citation in text.citations]
    return replace(text, citations=tuple(placed))


def _place(reading: Reading, citation: Citation, after: dict[str, int], start: int, end: int) -> Citation:
    key = re.escape(citation.citekey)
    pattern = re.compile(rf"@(?:{key}(?!\w|[:.#$%&+?<>~/-]\w)|\{{{key}\}})")
    match = pattern.search(reading.text, after.get(citation.citekey, start), end)
    if match:
        after[citation.citekey] = match.end()
    line, column = reading.position(match.start() if match else start)
    return replace(citation, line=line, column=column)
