"""Where the fields of a YAML source name a node, and where its own name and aliases stand."""

import re
from collections.abc import Iterator, Mapping

import yaml

from painsite.editing.edits import Edit, line_end_of
from painsite.editing.yaml_layout import FieldText, Layout
from painsite.editing.yaml_scalars import format_scalar
from painsite.linking.nodes import normal_key
from painsite.sources.schema import Field

_NAMING = frozenset({"related", "not_related", "works_cited", "relations"})
_TOKEN = re.compile(r"[^\s,;\[\]\"'@]+")


def edits_of_fields(
    text: str, layout: Layout, field_by_name: Mapping[str, Field], old: str, new: str
) -> Iterator[Edit]:
    """Yield the edits of the fields that hold citekeys."""
    for one in layout.fields:
        field = field_by_name.get(one.name)
        if field and field.name in _NAMING:
            for node in _scalars(one.node):
                start, end = layout.span(node)
                for token in _TOKEN.finditer(text, start, end):
                    if normal_key(token[0]) == normal_key(old):
                        written = new if node.style else format_scalar(new)
                        yield Edit(start=token.start(), end=token.end(), text=written)


def edit_of_citekey(layout: Layout, new: str) -> Edit | None:
    """Return the edit of the field that names the node itself; None where the file's name does."""
    for one in layout.fields:
        if one.name == "citekey":
            start, end = layout.span(one.node)
            style = one.node.style if isinstance(one.node, yaml.ScalarNode) else ""
            return Edit(start=start, end=end, text=format_scalar(new, style=style or ""))
    return None


def edits_of_aliases(
    text: str, layout: Layout, field_by_name: Mapping[str, Field], aliases: tuple[str, ...], wanted: tuple[str, ...]
) -> Iterator[Edit]:
    """Yield what makes the aliases those that are wanted; those that are given are `aliases`."""
    added = [alias for alias in wanted if alias not in aliases]
    kept = all(alias in wanted for alias in aliases)
    given = next((one for one in layout.fields if one.name == "aliases"), None)
    if given is None:
        yield _new_field(text, layout, field_by_name, wanted)
    elif kept and isinstance(given.node, yaml.SequenceNode) and given.node.value:
        yield from (_one_more(text, layout, given.node, alias) for alias in added)
    else:
        yield _rewritten(layout, given, wanted)


def _new_field(text: str, layout: Layout, field_by_name: Mapping[str, Field], wanted: tuple[str, ...]) -> Edit:
    """Return a new line where the order of fields has it."""
    ranks = {name: number for number, field in enumerate(dict.fromkeys(field_by_name.values())) for name in _all(field)}
    below = next((one for one in layout.fields if ranks.get(one.name, -1) > ranks["aliases"]), None)
    place = below.start if below else layout.fields[-1].end
    line_end = line_end_of(text)
    before = line_end if place and text[place - 1] != "\n" else ""
    return Edit(start=place, end=place, text=f"{before}aliases: {_as_list(wanted)}{line_end}")


def _one_more(text: str, layout: Layout, node: yaml.SequenceNode, alias: str) -> Edit:
    if node.flow_style:
        end = layout.span(node)[1] - 1
        last = layout.span(node.value[-1])[1]
        comma = " " if "," in text[last:end] else ", "
        return Edit(start=end, end=end, text=f"{comma}{format_scalar(alias, in_flow=True)}")
    start, end = layout.span(node.value[-1])
    line_start = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    place = stop + 1 if stop >= 0 else len(text)
    before = "" if stop >= 0 else line_end_of(text)
    hyphen = re.sub(r"[^\s-]", " ", text[line_start:start])
    return Edit(start=place, end=place, text=f"{before}{hyphen}{format_scalar(alias)}{line_end_of(text)}")


def _rewritten(layout: Layout, given: FieldText, wanted: tuple[str, ...]) -> Edit:
    start, end = layout.span(given.node)
    if isinstance(given.node, yaml.SequenceNode) and given.node.value and not given.node.flow_style:
        end = layout.span(given.node.value[-1])[1]  # behind a list its mark may be far below
    if start == end:  # nothing is given
        colon = layout.span(given.key)[1] + 1
        return Edit(start=colon, end=colon, text=f" {_as_list(wanted)}")
    return Edit(start=start, end=end, text=_as_list(wanted))


def _as_list(aliases: tuple[str, ...]) -> str:
    return f"[{', '.join(format_scalar(alias, in_flow=True) for alias in aliases)}]"


def _all(field: Field) -> tuple[str, ...]:
    return (field.name, *field.aliases)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
