"""Values on one line: quotes only where some reader of YAML needs them, lists with one blank after each comma."""

import re
from collections.abc import Iterator

import yaml

from painsite.editing.edits import Edit
from painsite.editing.yaml_scalars import format_scalar

_BLANKS = re.compile(r"[ \t]*")
_RESOLVER = yaml.SafeLoader("")
_TEXT = "tag:yaml.org,2002:str"


def edits_of_values(text: str, root: yaml.Node, base: int) -> Iterator[Edit]:
    """Yield the edits of all keys, values and members of lists; `base` is where the YAML begins in the text."""
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, bool]] = [(root, False)]
    while waiting:
        node, in_flow = waiting.pop()
        if id(node) in seen:  # by an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            is_flow = in_flow or bool(node.flow_style)
            for key, value in node.value:
                if not is_flow:
                    yield from _one_blank(text, base, key, value)
                waiting += [(key, is_flow), (value, is_flow)]
        elif isinstance(node, yaml.SequenceNode):
            if _is_row(text, base, node):
                yield from _row(text, base, node)
            else:
                waiting += [(item, in_flow or bool(node.flow_style)) for item in node.value]
        elif isinstance(node, yaml.ScalarNode):
            yield from _bare(text, base, node, in_flow=in_flow)


def _one_blank(text: str, base: int, key: yaml.Node, value: yaml.Node) -> Iterator[Edit]:
    """Yield one blank between a key's colon and what stands behind it in its line."""
    end, start = base + key.end_mark.index, base + value.start_mark.index
    gap = text[end:start]
    if re.fullmatch(r"[ \t]*:[ \t]+", gap) and gap != ": " and text[start : start + 1] not in {"\n", "\r", "#", ""}:
        yield Edit(start=end, end=start, text=": ")


def _is_row(text: str, base: int, node: yaml.SequenceNode) -> bool:
    """Tell whether a list is in brackets, on one line, and of texts."""
    raw = text[base + node.start_mark.index : base + node.end_mark.index]
    items = [_raw(text, base, item) for item in node.value]
    return (
        bool(node.flow_style)
        and raw.startswith("[")
        and "\n" not in raw
        and all(isinstance(item, yaml.ScalarNode) for item in node.value)
        and all(item and item[0] not in "&!*" for item in items)
    )


def _row(text: str, base: int, node: yaml.SequenceNode) -> Iterator[Edit]:
    """Yield a list in brackets anew."""
    items = [_form(item.value, _raw(text, base, item), item.style or "", in_flow=True) for item in node.value]
    written = f"[{', '.join(items)}]"
    if written != _raw(text, base, node):
        yield Edit(start=base + node.start_mark.index, end=base + node.end_mark.index, text=written)


def _bare(text: str, base: int, node: yaml.ScalarNode, *, in_flow: bool) -> Iterator[Edit]:
    raw = _raw(text, base, node)
    if node.style in {"'", '"'} and raw[:1] == node.style and "\n" not in raw:
        written = _form(node.value, raw, node.style, in_flow=in_flow)
        if written != raw:
            yield Edit(start=base + node.start_mark.index, end=base + node.end_mark.index, text=written)


def _raw(text: str, base: int, node: yaml.Node) -> str:
    return text[base + node.start_mark.index : base + node.end_mark.index]


def _form(value: str, raw: str, style: str, *, in_flow: bool) -> str:
    """Return a value without quotes where everybody reads it as text then; as it is where it has escapes."""
    if not style or (style == '"' and "\\" in raw):
        return raw
    is_text = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == _TEXT  # type: ignore[no-untyped-call]
    return format_scalar(value, in_flow=in_flow) if is_text else raw
