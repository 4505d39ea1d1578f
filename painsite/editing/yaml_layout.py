"""How the fields of a YAML mapping lie in its text: each with its lines, and with the comments above it."""

import re
from dataclasses import dataclass

import yaml

from painsite.sources.reading import Reading
from painsite.sources.yaml import compose, is_null

_COMMENT = re.compile(r"#[^\n]*(?:\n|\Z)")
FRONT_MATTER = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldText:
    """One field of the outermost mapping."""

    name: str
    key: yaml.ScalarNode
    node: yaml.Node
    start: int
    """Of its lines, with the comments right above."""
    end: int
    """Of its lines, with blank lines below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The fields of a text, in their order."""

    fields: tuple[FieldText, ...]
    base: int
    """Offset in the text of what the nodes' marks count from."""

    def span(self, node: yaml.Node) -> tuple[int, int]:
        """Return where a node stands in the text."""
        return self.base + node.start_mark.index, self.base + node.end_mark.index


def lay_out(text: str, base: int, end: int) -> Layout | None:
    """Return the layout of the mapping between two offsets.

    None where it does not parse, is no mapping with one key a line, or has aliases, which depend on the order.
    """
    root = compose(Reading(path="", text=text), start=base, end=end)
    if not isinstance(root, yaml.MappingNode) or root.flow_style or _has_aliases(root):
        return None
    keys = [key for key, _ in root.value]
    starts = []
    for number, key in enumerate(keys):
        offset = base + key.start_mark.index
        if not isinstance(key, yaml.ScalarNode) or key.start_mark.column or "\n" in key.value:
            return None
        starts.append(_with_comments(text, offset, base) if number else offset)
    if not starts:
        return None
    ends = [*starts[1:], _without_footer(text, base + keys[-1].start_mark.index, end)]
    fields = tuple(
        FieldText(name=key.value.strip(), key=key, node=node, start=start, end=stop)
        for (key, node), start, stop in zip(root.value, starts, ends, strict=True)
    )
    return Layout(fields=fields, base=base)


def yaml_part(text: str, *, has_front_matter: bool) -> tuple[int, int] | None:
    """Return where the YAML of a source begins and ends; None where front matter is not closed."""
    if not has_front_matter:
        return 0, len(text)
    opening = FRONT_MATTER.match(text)
    closing = FRONT_MATTER.search(text, opening.end()) if opening else None
    return (opening.end(), closing.start()) if opening and closing else None


def _with_comments(text: str, offset: int, base: int) -> int:
    """Return where the comments begin that stand right above a line; inside of values no line begins with `#`."""
    while offset > base:
        above = text.rfind("\n", base, offset - 1) + 1 or base
        if not _COMMENT.fullmatch(text, above, offset):
            break
        offset = above
    return offset


def _without_footer(text: str, last_key: int, end: int) -> int:
    """Return where comments and blank lines begin after which nothing comes, if there is a comment."""
    place, has_comment = end, False
    while place > last_key:
        above = text.rfind("\n", last_key, place - 1) + 1
        line = text[above:place] if above else ""
        if not above or (line.strip() and not line.startswith("#")):
            break
        place, has_comment = above, has_comment or line.startswith("#")
    return place if has_comment else end


def _has_aliases(root: yaml.Node) -> bool:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return False


def plain_values(node: yaml.Node) -> object:
    """Return the texts of a tree, in lists of their own; blanks and line ends at a text's end do not count."""
    known: dict[int, object] = {}  # an alias can lead to what is large

    def plain(node: yaml.Node) -> object:
        if id(node) not in known:
            if isinstance(node, yaml.ScalarNode):
                known[id(node)] = None if is_null(node) else node.value.rstrip()
            elif isinstance(node, yaml.MappingNode):
                known[id(node)] = [(plain(key), plain(value)) for key, value in node.value]
            else:
                known[id(node)] = [plain(item) for item in node.value]
        return known[id(node)]

    return plain(node)
