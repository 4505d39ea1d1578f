"""YAML that parses, but seldom as its author meant it: each is a warning at the spot."""

import re

import yaml

from painsite.sources.quotation_marks import OTHER_MARKS, name_of_mark
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

# A comment that has no blank behind its `#`, or a number, is mostly none; a row of signs is decoration.
_CUT = re.compile(r"[ \t]+(#(?=[^\s#=*~!-]|[ \t]\d)[^\r\n\x85\u2028\u2029]*)")
_LINE = re.compile(r"(?:\r\n|[\r\n\x85\u2028\u2029])[ \t]*(?=\S)")
_DASH = re.compile(r"-(?=[^\W\d_])|- (?=\S)")
_OTHER_DASH = re.compile(r"[‐‑‒–—―−•·▪◦‣*][ \t\xa0]*(?=\S)")
_DASHES = frozenset("-‐‑‒–—―−•·▪◦‣*")
_BLANK_AFTER_DASH = "put a space after the hyphen"
_FAR = 200
"""Blanks before a value that are looked through."""
_OPENING = frozenset("“”„«»‘’‚‹›＂")
_CUT_SHORT = re.compile(r"[ \t]*[^\s#][^\n]*?[ \t](?P<spot>#\S[^\n]*)")
"""A line whose comment has no blank behind its `#`."""
_FAR_ABOVE = 5
"""Lines above an error in which what causes it may stand."""
_CLOSING = {
    "“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "’": "’", "‚": "‘’", "‹": "›", "›": "‹", "＂": "＂"
}  # fmt: skip
_ODD_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_WITHOUT_WIDTH = "\u00ad\u200b\u2060\ufeff"
_IN_SCRIPTS = "\u180e\u200c\u200d\u200e\u200f"
"""Without width too, but of meaning in some scripts."""
_AROUND_VALUES = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0x2028, 0x2029))) + _ODD_BLANKS + _WITHOUT_WIDTH
_INVISIBLE = re.compile(f"[{_ODD_BLANKS}{_WITHOUT_WIDTH}{_IN_SCRIPTS}]")
_NAMES = {
    "\u00a0": "a no-break space", "\u00ad": "a soft hyphen", "\u200b": "a zero-width space",
    "\u2060": "a word joiner", "\u202f": "a narrow no-break space", "\u3000": "an ideographic space",
    "\ufeff": "a byte order mark",
}  # fmt: skip


def warn_of_misreadings(reading: Reading, root: yaml.Node, start: int) -> None:
    """Look at every value without quotes; `root` was composed from the source's text from `start` on."""
    text = reading.text
    holds_comments = " #" in text or "\t#" in text
    for node, list_node in _plain_scalars(root):
        begin, end = start + node.start_mark.index, start + node.end_mark.index
        if holds_comments:
            _warn_of_comment(reading, node, end)
        if begin < end:
            first = text[begin]
            if first in _OPENING:
                _warn_of_quotes(reading, node, list_node, begin)
            elif first in _DASHES and _warn_of_dash(reading, begin, end):
                continue
            if node.start_mark.line != node.end_mark.line:
                _warn_of_lines(reading, list_node, begin, end)


_MISSING_BLANK = re.compile(r"[ \t]*(?P<spot>-)[^\W\d_]")
# What a line above or at an error of syntax may hold, where its author does not see it.
_SUSPECTS = (
    (
        re.compile(r"[ \t]*(?:- )?[\w-]+[ \t]*(?P<spot>\uff1a|[\ufe13\ufe55\ua789\u2236])"),
        "`{spot}` (U+{code:04X}) is not a colon in YAML",
        "write a plain colon and a space after the field's name",
    ),
    (
        re.compile(rf"[ \t]*(?:- )?[\w-]+[ \t]*:(?P<spot>[{_ODD_BLANKS}{_WITHOUT_WIDTH}])"),
        "{name} comes after the colon, where YAML allows only plain spaces",
        "replace it with a plain space",
    ),
    (
        re.compile(rf"[ \t]*(?P<spot>[{_ODD_BLANKS}{_WITHOUT_WIDTH}])"),
        "{name} begins the line, where YAML allows only plain spaces",
        "remove it, and indent with plain spaces",
    ),
    (
        re.compile(r"[ \t]*(?P<spot>[‐‑‒–—―−•·▪*])[ \t]*[^\W_]"),
        "`{spot}` (U+{code:04X}) does not begin a list item",
        "replace it with a plain hyphen and a space, `- `",
    ),
    (
        _MISSING_BLANK,
        "`-` without a space does not begin a list item",
        _BLANK_AFTER_DASH,
    ),
    (
        re.compile(r"[ \t]*(?:- )?(?P<spot>[A-Za-z_]\w*):(?=[^\s/:])"),
        "`{spot}:` without a space is not a field",
        "put a space after the colon",
    ),
    (
        re.compile(r"[ \t]*(?:- )?[\w-]+:[ \t]+(?P<spot>[“„«»‘‚‹])"),
        "`{spot}` is {mark}, which opens no quoted text in YAML",
        'put straight quotes (`"`) around the text',
    ),
)


def find_suspect(text: str, start: int, offset: int) -> tuple[int, str, str] | None:
    """Return offset, message and remedy of what nobody sees, in the line of an error or in the one above it.

    `start` is where the YAML begins in the text. Of the lines further above only those are looked at that go on with
    the same list or text.
    """
    here = max(start, text.rfind("\n", start, offset) + 1)
    above = max(start, text.rfind("\n", start, max(start, here - 1)) + 1)
    for begin in dict.fromkeys((above, here)):
        line = _line_at(text, begin)
        for pattern, message, remedy in _SUSPECTS:
            if match := pattern.match(line):
                spot = match["spot"]
                mark = name_of_mark(spot) if spot in OTHER_MARKS else ""
                said = message.format(spot=spot, code=ord(spot[0]), name=_described(spot[0]), mark=mark)
                return begin + match.start("spot"), said, remedy
        if match := _CUT_SHORT.match(line):
            return begin + match.start("spot"), *_of_comment(match["spot"])
    begin = above
    for _ in range(_FAR_ABOVE):
        begin = max(start, text.rfind("\n", start, max(start, begin - 1)) + 1)
        if match := _MISSING_BLANK.match(_line_at(text, begin)):
            return begin + match.start("spot"), "`-` without a space does not begin a list item", _BLANK_AFTER_DASH
    return None


def find_other_end(text: str, offset: int) -> tuple[int, str, str] | None:
    """Return offset, message and remedy where text in straight quotes, which does not end, seems to end with others."""
    opening = text[offset : offset + 1]
    line = _line_at(text, offset)
    last = line.rstrip()[-1:]
    if opening not in {'"', "'"} or last not in OTHER_MARKS or len(line.rstrip()) < 2:
        return None
    message = f"`{last}` is {name_of_mark(last)}, which does not end the text that begins with `{opening}`"
    return offset + len(line.rstrip()) - 1, message, f"write `{opening}` instead"


def _line_at(text: str, begin: int) -> str:
    end = text.find("\n", begin)
    return text[begin : end if end >= 0 else len(text)]


def visible_key(reading: Reading, key: yaml.ScalarNode, offset: int) -> str:
    """Return a key without the blanks and invisible characters around it; warn of those that YAML does not know."""
    name: str = key.value
    bare = name.strip() if name.isascii() else name.strip(_AROUND_VALUES + _IN_SCRIPTS)
    if bare == name or not bare or not (odd := _INVISIBLE.search(name)):
        return bare or name
    side = "before" if odd.start() < name.index(bare) else "after"
    message = f"{_described(odd[0])} comes {side} {quoted(bare)}, where YAML allows only plain spaces"
    place = offset + (odd.start() if not key.style else 0)
    reading.report("yaml-blank", place, message, "remove it, and indent with plain spaces")
    return bare


def strip_invisible(text: str) -> str:
    """Take blanks, and characters that nobody can see, off both ends of a value."""
    return text.strip() if text.isascii() else text.strip(_AROUND_VALUES)


def _described(char: str) -> str:
    return _NAMES.get(char, "an invisible character") + f" (U+{ord(char):04X})"


def _plain_scalars(root: yaml.Node) -> list[tuple[yaml.ScalarNode, yaml.SequenceNode | None]]:
    """Return the values without quotes, each once, with the list that it is a member of."""
    found: list[tuple[yaml.ScalarNode, yaml.SequenceNode | None]] = []
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, yaml.SequenceNode | None]] = [(root, None)]
    while waiting:
        node, list_node = waiting.pop()
        if id(node) in seen:  # by an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if not node.style:
                found.append((node, list_node))
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(child, node) for child in node.value[::-1]]
        else:
            waiting += [(value, None) for _, value in node.value[::-1]]
    return found


def _warn_of_comment(reading: Reading, node: yaml.ScalarNode, end: int) -> None:
    if cut := _CUT.match(reading.text, end):
        message, remedy = _of_comment(cut[1])
        if not node.value:
            message += ", so the value is empty"
        reading.report("yaml-comment", cut.start(1), message, remedy)


def encloses(value: str) -> bool:
    """Tell whether quotation marks that YAML does not know stand around a whole value, and none of their kind in it."""
    if len(value) < 2 or value[0] not in _OPENING:
        return False
    closing = _CLOSING[value[0]]
    return value[-1] in closing and not any(sign in value[1:-1] for sign in closing)


def _of_comment(words: str) -> tuple[str, str]:
    aside = "put it on a line of its own" if words[1:2].isspace() else "put a space after the `#`"
    message = f"{quoted(words)} is a comment in YAML and is left out"
    return message, f"put the whole value in quotes if this belongs to it; if not, {aside}"


def _warn_of_quotes(reading: Reading, node: yaml.ScalarNode, list_node: yaml.SequenceNode | None, begin: int) -> None:
    value: str = node.value
    closing = _CLOSING[value[0]]
    is_enclosed = encloses(value)
    is_divided = list_node is not None and list_node.flow_style and not any(sign in value[1:] for sign in closing)
    if is_enclosed or is_divided:
        kind = name_of_mark(value[0]).split(" ", 1)[1]
        what = f"the {kind}s of {quoted(value)} are part of the text"
        if is_divided and not is_enclosed:
            what = f"{quoted(value)} begins with {name_of_mark(value[0])}, and a comma splits the text"
        remedy = 'replace them with straight ones (`"`), or put straight ones around them if they belong to the text'
        reading.report("yaml-quotes", begin, what, remedy)


def _warn_of_dash(reading: Reading, begin: int, end: int) -> bool:
    """Warn of a value on a line of its own that begins with a dash, as list items do; return whether it is one."""
    raw = reading.text[begin:end]
    dash = _OTHER_DASH.match(raw) or _DASH.match(raw)
    if not dash or reading.text[max(0, begin - _FAR) : begin].rpartition("\n")[2].strip():
        return False
    message = f"{quoted(dash[0].strip())} does not begin a list, and {quoted(raw)} is one text"
    reading.report("yaml-line", begin, message, "write a hyphen and a space, `- `, before each item")
    return True


def _warn_of_lines(reading: Reading, list_node: yaml.SequenceNode | None, begin: int, end: int) -> None:
    """Warn of a line that goes on with a value and looks like a member of a list."""
    raw = reading.text[begin:end]
    in_brackets = list_node is not None and list_node.flow_style
    for line in _LINE.finditer(raw):
        dash = _DASH.match(raw, line.end()) or (list_node is not None and _OTHER_DASH.match(raw, line.end()))
        if not dash and not in_brackets:
            continue
        words = raw[line.end() :].splitlines()[0]
        if dash:
            message = f"the line {quoted(words)} continues the text above it"
            remedy = "to make it a list item, begin it with `- ` right below the hyphens of the others"
        else:
            message = f"the line {quoted(words)} continues the item above it"
            remedy = "put a comma between two items"
        reading.report("yaml-line", begin + line.end(), message, remedy)
        return
