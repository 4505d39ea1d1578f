"""Flaws of the fields of an entry or of an article's front matter."""

import re
from collections.abc import Iterator, Mapping

import yaml

from painsite.editing.edits import Edit, line_end_of
from painsite.editing.mending.fixes import Fix
from painsite.editing.mending.values import is_date, settled_form
from painsite.editing.yaml_layout import FieldText, Layout
from painsite.editing.yaml_scalars import format_scalar
from painsite.sources.misreadings import encloses
from painsite.sources.schema import Field

_LISTS = frozenset({
    "tags", "authors", "editors", "translators", "written_by", "reviewed_by", "related", "not_related", "works_cited",
    "aliases", "redirect_from",
})  # fmt: skip
_BETWEEN_TAGS = re.compile(r"[,;，、；]")
_DASHED_LINE = re.compile(r"([ \t]*)([-‐‑‒–—―−•·▪◦‣*])[ \t\xa0]*(?=[^\s-])")
_NOT_BY_NAME = frozenset({"month", "day", "eprint", "archive_location"})
"""Names of other formats that are a part of a field of ours, or only sometimes that field."""


def find_fixes(text: str, layout: Layout, field_by_name: Mapping[str, Field]) -> Iterator[Fix]:
    """Yield the fixes of a mapping of fields; at each place one at most."""
    given = {field.name for one in layout.fields if (field := field_by_name.get(one.name))}
    for one in layout.fields:
        field = field_by_name.get(one.name)
        if field is None:
            name, renamed = _meant_by(one.name, field_by_name)
            if renamed and renamed.name not in given and not one.key.style:
                given.add(renamed.name)
                start, end = layout.span(one.key)
                edits = (Edit(start=start, end=end, text=name),)
                yield Fix(edits=edits, what=f"`{one.name}` as `{name}`", changes=frozenset({renamed.name}))
            continue
        start, end = layout.span(one.node)
        if text[start : start + 1] in {"&", "!", "*"}:
            continue
        quotes = list(_curly(text, layout, one.node))
        if quotes:
            yield Fix(edits=tuple(quotes), what=f"`{one.name}` in straight quotes", changes=frozenset({field.name}))
        elif field.name in _LISTS and (dashes := _dashed(text, start, end, one.node)):
            yield Fix(edits=dashes, what=f"`{one.name}` as a list", changes=frozenset({field.name}))
        elif isinstance(one.node, yaml.ScalarNode) and "\n" not in text[start:end]:
            yield from _of_scalar(text, layout, one, field)


def _meant_by(name: str, field_by_name: Mapping[str, Field]) -> tuple[str, Field | None]:
    """Return the field that is called so in other letters, in BibTeX or in CSL; none where there could be two."""
    plain = re.sub(r"[\s-]+", "_", name.strip()).lower()
    if found := field_by_name.get(plain):
        return plain, found
    if plain in _NOT_BY_NAME:
        return name, None
    fields = dict.fromkeys(field_by_name.values())
    for names_of in (_in_bibtex, _in_csl):
        if alike := [field for field in fields if name.lower() in names_of(field)]:
            own = "date" if alike[0].name == "issued" else alike[0].name
            return own, alike[0] if len(alike) == 1 else None
    return name, None


def _in_bibtex(field: Field) -> list[str]:
    return field.bibtex.split(", ")


def _in_csl(field: Field) -> list[str]:
    return field.csl.lower().split(", ")


def _curly(text: str, layout: Layout, node: yaml.Node) -> Iterator[Edit]:
    """Yield straight quotes for each pair of curly ones around a whole value."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _curly(text, layout, item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _curly(text, layout, value)
    elif isinstance(node, yaml.ScalarNode) and not node.style and encloses(node.value):
        start, end = layout.span(node)
        inside = text[start + 1 : end - 1]
        quote = '"' if not re.search(r"[\"\\]", inside) else "'" if "'" not in inside else ""
        if quote:
            yield Edit(start=start, end=start + 1, text=quote)
            yield Edit(start=end - 1, end=end, text=quote)


def _dashed(text: str, start: int, end: int, node: yaml.Node) -> tuple[Edit, ...]:
    """Return the edits by which lines that begin with a dash of some kind become a list."""
    line_start = text.rfind("\n", 0, start) + 1
    if not isinstance(node, yaml.ScalarNode) or node.style or text[line_start:start].strip():
        return ()
    edits, indents, position = [], set(), line_start
    for line in text[line_start:end].splitlines(keepends=True):
        found = _DASHED_LINE.match(line)
        if not found:
            return ()
        indents.add(found[1])
        edits.append(Edit(start=position + found.start(2), end=position + found.end(), text="- "))
        position += len(line)
    return tuple(edits) if len(indents) == 1 and "\t" not in indents.pop() else ()


def _of_scalar(text: str, layout: Layout, one: FieldText, field: Field) -> Iterator[Fix]:
    assert isinstance(one.node, yaml.ScalarNode)  # noqa: S101 - for the type checker
    start, end = layout.span(one.node)
    value: str = one.node.value
    if one.node.style in {"|", ">"} or end <= start:
        return
    settled = settled_form(field.name, value)
    if settled != value:
        edit = Edit(start=start, end=end, text=format_scalar(settled, style=one.node.style or ""))
        changes = frozenset({field.name}) if is_date(field.name) else frozenset[str]()
        yield Fix(edits=(edit,), what=f"`{one.name}` as `{settled}`", changes=changes)
    elif (
        field.name == "tags" and len(tags := [part.strip() for part in _BETWEEN_TAGS.split(value) if part.strip()]) > 1
    ):
        colon = text.index(":", layout.span(one.key)[1])
        gap = f"{line_end_of(text)}  - "
        items = "".join(f"{gap}{format_scalar(tag)}" for tag in dict.fromkeys(tags))
        yield Fix(edits=(Edit(start=colon + 1, end=end, text=items),), what=f"`{one.name}` one a line")
