"""A rendered text that knows where in its source its citations and flaws are."""

import re

from msgspec.structs import replace

from painsite.model import Citation, Text, TextImage
from painsite.sources.markdown import render_markdown
from painsite.sources.reading import Reading

# What makes the characters so far only the beginning of a citekey.
_GOES_ON = re.compile(r"\w|[:.#$%&+?<>~/-]\w")


def render_text(reading: Reading, markdown: str, *, start: int, end: int, lowest_heading: int) -> Text:
    """Render Markdown that stands in the source's text between two offsets, as it is or in a YAML scalar.

    Python-Markdown keeps no positions, so each citation is looked up in the source by its key, and each image by its
    file, in order; one whose spelling YAML has changed is placed at the text's beginning.
    """
    text, flaws = render_markdown(markdown, lowest_heading=lowest_heading)
    behind: dict[str, int] = {}
    for flaw in flaws:
        # YAML and Markdown fold line ends
        words = re.compile(r"\s+".join(map(re.escape, flaw.needle.split())))
        found = words.search(reading.text, behind.get(flaw.needle, start), end)
        reading.report(flaw.rule, found.start() if found else start, flaw.message, flaw.remedy)
        if found:
            behind[flaw.needle] = found.end()
    if not text.citations and not text.images:
        return text
    after: dict[str, int] = {}
    placed = [_place(reading, citation, after, start, end) for citation in text.citations]
    behind.clear()
    images = [_place_image(reading, image, behind, start, end) for image in text.images]
    return replace(text, citations=tuple(placed), images=tuple(images))


def _place(reading: Reading, citation: Citation, after: dict[str, int], start: int, end: int) -> Citation:
    offset = _find(reading.text, citation.citekey, after.get(citation.citekey, start), end)
    if offset >= 0:
        after[citation.citekey] = offset + 1
    line, column = reading.position(max(offset, start))
    return replace(citation, line=line, column=column)


def _place_image(reading: Reading, image: TextImage, behind: dict[str, int], start: int, end: int) -> TextImage:
    # with its parenthesis, bracket or quotation mark: a name in running text is another matter
    file = re.compile(rf"""[(<"'=:]\s*{re.escape(image.file)}""")
    found = file.search(reading.text, behind.get(image.file, start), end)
    if found:
        behind[image.file] = found.end()
    line, column = reading.position(found.end() - len(image.file) if found else start)
    return replace(image, line=line, column=column)


def _find(text: str, citekey: str, start: int, end: int) -> int:
    """Find `@citekey` or `@{citekey}`, but not a longer key that begins with it; -1 where there is none."""
    offset = text.find(f"@{citekey}", start, end)
    while offset >= 0 and _GOES_ON.match(text, offset + 1 + len(citekey)):
        offset = text.find(f"@{citekey}", offset + 1, end)
    return offset if offset >= 0 else text.find(f"@{{{citekey}}}", start, end)
