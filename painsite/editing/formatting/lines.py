"""Lines outside of texts: no blanks at their ends, one empty line at most, lists two blanks from the margin."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import yaml

from painsite.editing.edits import Edit

_ENDING = re.compile(r"(?<![ \t])[ \t]++(?=\r?\n|\Z)")
_EMPTY = re.compile(r"(?<=\n)(?:[ \t]*\r?\n){2,}")
_MARGIN = "  "


def edits_of_lists(text: str, root: yaml.MappingNode, base: int) -> Iterator[Edit]:
    """Yield the edits of lists of the outermost fields whose members are texts of one line."""
    for _, value in root.value:
        if not isinstance(value, yaml.SequenceNode) or value.flow_style or not value.value:
            continue
        spans = [(base + item.start_mark.index, base + item.end_mark.index) for item in value.value]
        rows = [_hyphen(text, start, end) for start, end in spans]
        if all(isinstance(item, yaml.ScalarNode) for item in value.value) and all(rows):
            yield from (row for row in rows if row and text[row.start : row.end] != row.text)


def edits_of_lines(text: str, root: yaml.Node, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of lines that no value goes on in."""
    inside = sorted(_texts(text, root, start))
    for pattern, instead in ((_ENDING, ""), (_EMPTY, None)):
        for found in pattern.finditer(text, start, end):
            if _is_free(found.start(), found.end(), inside):
                yield Edit(
                    start=found.start(), end=found.end(), text=_line_end(found[0]) if instead is None else instead
                )


def _hyphen(text: str, start: int, end: int) -> Edit | None:
    line = text.rfind("\n", 0, start) + 1
    if "\n" in text[start:end] or end <= start or not re.fullmatch(r"[ ]*-[ ]+", text[line:start]):
        return None
    return Edit(start=line, end=start, text=f"{_MARGIN}- ")


def _line_end(lines: str) -> str:
    return "\r\n" if lines.endswith("\r\n") else "\n"


def _texts(text: str, root: yaml.Node, base: int) -> Iterator[tuple[int, int]]:
    """Yield where values of several lines stand, with the empty lines at their ends where these count."""
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        else:
            start, end = base + node.start_mark.index, base + node.end_mark.index
            raw = text[start:end]
            if "\n" in raw:
                yield start, end if "+" in raw.partition("\n")[0] else start + len(raw.rstrip())


def _is_free(start: int, end: int, inside: Sequence[tuple[int, int]]) -> bool:
    """Tell whether none of the spans, which are sorted and apart, has a part of this one."""
    number = bisect_left(inside, (end,)) - 1
    return number < 0 or inside[number][1] <= start
