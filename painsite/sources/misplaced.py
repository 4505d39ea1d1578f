"""Citations in fields of plain text, where nothing reads them."""

import re
from collections.abc import Iterator

import yaml

from painsite.sources.markdown.citation_syntax import CITEKEY, find_citations, looks_like_citekey
from painsite.sources.quoting import quoted
from painsite.sources.readers import Located
from painsite.sources.reading import Reading

_NAMED = re.compile(rf"(?<![\w@/:.&]){CITEKEY}")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")


def report_misplaced(reading: Reading, value: Located, name: str, remedy: str) -> None:
    """Report each citation in the texts of a field of plain text.

    A name behind an `@` in running text counts where it holds a year: most others are handles of people.
    """
    for node in _scalars(value.node, set()):
        if "@" not in node.value:
            continue
        behind = value.start + int(node.start_mark.index)
        end = value.start + int(node.end_mark.index)
        for citekey in _citekeys(node.value):
            place = _find(reading.text, citekey, behind, end)
            message = f"{quoted(f'@{citekey}')} stands in `{name}`, whose text is shown as it is"
            reading.report("misplaced-citation", max(place, value.start + int(node.start_mark.index)), message, remedy)
            behind = place + 1 if place >= 0 else behind


def _scalars(node: yaml.Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif id(node) not in seen:  # an alias can lead back to what holds it
        seen.add(id(node))
        for member in node.value:
            for part in member if isinstance(member, tuple) else (member,):
                yield from _scalars(part, seen)


def _citekeys(text: str) -> Iterator[str]:
    yield from find_citations(text)
    for found in _NAMED.finditer(_BRACKETS.sub(" ", text)):
        if looks_like_citekey(key := found["braced"] or found["key"]):
            yield key


def _find(text: str, citekey: str, start: int, end: int) -> int:
    places = (text.find(written, start, end) for written in (f"@{citekey}", f"@{{{citekey}}}"))
    return min((place for place in places if place >= 0), default=-1)
