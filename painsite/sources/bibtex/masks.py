"""A .bib file made ready for its parser: comments blanked, small slips mended, every character at its old offset."""

import re
from collections.abc import Generator, Iterator

from painsite.sources.bibtex.fields import is_known
from painsite.sources.quotation_marks import name_of_mark
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

# Braces and quotes behind a backslash do not count, as in bibtexparser.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_OUTSIDE = re.compile(r"%|@\w*[ \t]*[{(]")
_INSIDE = re.compile(r"(?<!\\)[{}\"%,)]|^[ \t]*@\w*[ \t]*[{(]", re.MULTILINE)
_OPENING = re.compile(r"@\s*(\w+)[ \t]*[{(]\s*([^\s,{}()=]*)")
_SPLIT_OPENING = re.compile(r"(?<=@)(\w+)([ \t]*\n\s*)(?=[{(])")
_KEY_WITHOUT_COMMA = re.compile(
    r"@(?!comment\b|preamble\b|string\b)\w+[ \t]*[{(]\s*([^\s,={}()\"#%]+)(\s)\s*[A-Za-z][\w:+-]*[ \t]*=", re.IGNORECASE
)
# `\\{` and `\\}` print a blank; bibtexparser would take their brace for an escaped one.
_LINE_BREAK = re.compile(r'\\\\+(?=[{}"])')
_QUOTED_OTHERWISE = re.compile(
    r"^(?P<before>[ \t]*(?P<name>[A-Za-z][\w:+-]*)[ \t]*=[ \t]*)(?P<mark>[“„«])(?P<value>[^{}\"“”„«»\n]*)[”“»«]"
    r"(?=[ \t]*,?[ \t]*$)",
    re.MULTILINE,
)
"""A whole line that gives a field in marks that BibTeX does not know."""
_NEEDS_A_SCAN = re.compile(r"%|,\s*,")
NO_ENTRY = frozenset({"comment", "preamble", "string"})
"""Types of blocks, in lower case, that are no entries."""


def unify(text: str) -> str:
    """Drop a byte order mark, make every line end a line feed and every other control character a blank.

    But for the mark, no character moves.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", " \n").replace("\r", "\n")
    return _NO_TEXT.sub(" ", text)


def mend(reading: Reading) -> str:
    """Return the text in the form that bibtexparser reads, and report what had to be mended or is left out.

    `%` begins a comment outside of values, as biber has it; an entry behind a `%` is reported. Doubled commas and line
    ends before the opening brace go silently; quotation marks of another kind around a value, and a missing comma after
    the key, are reported.
    """
    text = reading.text
    if "\\\\" in text:
        text = _LINE_BREAK.sub(lambda found: found[0] if len(found[0]) % 2 else f"{found[0][:-2]}\\ ", text)
    if any(mark in text for mark in "“„«"):
        text = _QUOTED_OTHERWISE.sub(lambda found: _straighten(reading, found), text)
    text = _SPLIT_OPENING.sub(lambda found: found[1] + " " * len(found[2]), text)
    if _NEEDS_A_SCAN.search(text):
        text = _blank(text, _comments(reading, text))
    return _KEY_WITHOUT_COMMA.sub(lambda found: _add_comma(reading, found), text)


def _straighten(reading: Reading, found: re.Match[str]) -> str:
    if not is_known(found["name"].lower()):  # a line of a text, perhaps
        return found[0]
    message = f"`{found['mark']}` before the value of `{found['name']}` is {name_of_mark(found['mark'])}"
    reading.report("bibtex-syntax", found.start("mark"), message, 'write straight quotes (`"`), or braces')
    return f'{found["before"]}"{found["value"]}"'


def _add_comma(reading: Reading, found: re.Match[str]) -> str:
    reading.report("bibtex-comma", found.start(2), f"no comma after the key {quoted(found[1])}", "add one")
    gap = found.start(2) - found.start()
    return f"{found[0][:gap]},{found[0][gap + 1 :]}"


def _blank(text: str, spans: Iterator[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], " " * (end - start)]
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _comments(reading: Reading, text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of comments and of superfluous commas."""
    position = 0
    while mark := _OUTSIDE.search(text, position):
        position = mark.end()
        if mark[0] == "%":
            position = _line_end(text, mark.start())
            _report_entries(reading, text, mark.start(), position)
            yield mark.start(), position
        else:
            position = yield from _comments_inside(text, position, closing=")" if mark[0][-1] == "(" else "}")


def _comments_inside(text: str, start: int, *, closing: str) -> Generator[tuple[int, int], None, int]:
    """Do so inside one block, and return where it ends: at its closing sign or before a line that begins the next."""
    depth, in_quotes, comma, position = 1, False, -1, start
    while mark := _INSIDE.search(text, position):
        position = mark.end()
        sign = mark[0]
        if sign[-1] in "{(" and "@" in sign:
            return mark.start()
        if sign == "{" or (sign == "}" and depth > 1):
            depth += 1 if sign == "{" else -1
        elif depth == 1 and sign == '"':
            in_quotes = not in_quotes
        elif depth == 1 and sign == closing and (sign == "}" or not in_quotes):
            return position
        elif depth == 1 and not in_quotes and sign == "%":
            position = _line_end(text, position)
            yield mark.start(), position
        elif depth == 1 and not in_quotes and sign == ",":
            if comma >= 0 and not text[comma + 1 : mark.start()].strip():
                yield mark.span()
            comma = mark.start()
    return len(text)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _report_entries(reading: Reading, text: str, start: int, end: int) -> None:
    for entry in _OPENING.finditer(text, start, end):
        if entry[1].lower() not in NO_ENTRY:
            reading.report(
                "bibtex-stray-text",
                entry.start(),
                f"{quoted(entry[0])} comes after a `%` and is not read",
                "put it inside `@comment{…}`, or remove the `%`",
            )
