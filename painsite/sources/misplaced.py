"""Citations in fields of plain text, where nothing reads them."""

import re
from collections.abc import Iterator

import yaml

from painsite.sources.markdown.citation_syntax import CITEKEY, find_citations, looks_like_citekey
from painsite.sources.quoting import quoted
from painsite.sources.readers import Located
from painsite.sources.reading import Reading

_NAMED = re.compile(rf"(?<![\w@/:.&]){CITEKEY}")
_GOES_ON = r"\w|[:.#$%&+?<>~/-]\w"
_BRACKETS = re.compile(r"\[[^\[\]]*\]")


def report_misplaced(reading: Reading, value: Located, name: str, remedy: str) -> None:
    """Report each citation in the texts of a field of plain text.

    A name behind an `@` in running text counts where it holds a year: most others are handles of people.
    """
    if isinstance(value.node, yaml.ScalarNode) and "@" not in value.node.value:  # as most are
        return
    for node in _scalars(value.node, set()):
        if "@" not in node.value:
            continue
        start = value.start + int(node.start_mark.index)
        behind = {True: start, False: start}
        end = value.start + int(node.end_mark.index)
        for citekey, is_bracketed in _citekeys(node.value):
            place = _find(reading.text, citekey, behind[is_bracketed], end, is_bracketed=is_bracketed)
            message = f"{quoted(f'@{citekey}')} is in `{name}`, which is shown as plain text"
            reading.report("misplaced-citation", max(place, start), message, remedy)
            behind[is_bracketed] = max(place + 1, behind[is_bracketed])


def _scalars(node: yaml.Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif id(node) not in seen:  # an alias can lead back to what holds it
        seen.add(id(node))
        for member in node.value:
            for part in member if isinstance(member, tuple) else (member,):
                yield from _scalars(part, seen)


def _citekeys(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each, and whether it stands in a bracket."""
    for citekey in find_citations(text):
        yield citekey, True
    for found in _NAMED.finditer(_BRACKETS.sub(" ", text)):
        if looks_like_citekey(key := found["braced"] or found["key"]):
            yield key, False


def _find(text: str, citekey: str, start: int, end: int, *, is_bracketed: bool) -> int:
    """Return the offset of an at-sign, -1 where an escape hides it; a longer citekey is passed by."""
    key = re.escape(citekey)
    in_bracket = r"(?=[^\[\]]*\])" if is_bracketed else r"(?![^\[\]]*\])"
    found = re.compile(rf"@(?:{key}(?!{_GOES_ON})|\{{{key}\}}){in_bracket}").search(text, start, end)
    return found.start() if found else -1
