"""YAML as located nodes, typed by nobody but our schema.

PyYAML's guesses (`NO` is false, `010` is 8, an impossible date is a crash) never run: the base loader leaves every
scalar a text, and `painsite.sources.readers` say what a field's text means.
"""

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from painsite.sources.misreadings import find_other_end, find_suspect, visible_key, warn_of_misreadings
from painsite.sources.quoting import quoted
from painsite.sources.reading import Reading

# libyaml's composer recurses in C and overflows the stack of the process, so depth is measured before.
_MAX_DEPTH = 60
# The line's end stands for `^`, with which a search takes ten times as long. A byte order mark may begin a document.
_DEEP_BLOCK = re.compile(rf"\n\ufeff?[ ?:-]{{{_MAX_DEPTH},}}")
_OTHER_LINE_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_ANCHOR = re.compile(r"(?:^|[\s\[{,])&\S", re.MULTILINE)
_MAX_NODES = 100_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _Loader(yaml.CBaseLoader):
    """PyYAML's, which does not work out tags: nobody reads them, and they take a fifth of the time."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        del kind, value, implicit
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class Member(Struct, frozen=True, kw_only=True):
    """One key of a mapping."""

    name: str
    offset: int
    """Of the key, in the source's text."""
    node: yaml.Node


def compose(reading: Reading, *, start: int = 0, end: int | None = None) -> yaml.Node | None:
    """Parse the source's text between two offsets into nodes.

    None where the text is empty, and where it does not parse, with a problem.
    """
    text = reading.text[start:end]
    try:
        if _may_be_deep(text) and _is_too_deep(text):
            reading.report("yaml-limit", start, f"the YAML nests more than {_MAX_DEPTH} levels deep", "flatten it")
            return None
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        _report_syntax(reading, start, error)
        return None
    except yaml.reader.ReaderError as error:
        message = f"the character U+{ord(error.character) if isinstance(error.character, str) else error.character:04X}"
        offset = _control_character(text)
        reading.report("yaml-syntax", start + offset, f"{message} is not allowed in YAML", "remove it")
        return None
    if node is not None and "&" in text and _ANCHOR.search(text) and not _is_bounded(node):
        reading.report("yaml-limit", start, "aliases refer to themselves or grow too large", "write the values out")
        return None
    if node is not None:
        warn_of_misreadings(reading, node, start)
    return node


def members(reading: Reading, node: yaml.MappingNode, *, start: int = 0) -> Iterator[Member]:
    """Yield the keys of a mapping in their order; report those that are not plain text or stand there twice."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        offset: int = start + key.start_mark.index
        if not isinstance(key, yaml.ScalarNode):
            reading.report(
                "wrong-type", offset, "a key is a list or a mapping", "write a field's name before the colon"
            )
            continue
        name = visible_key(reading, key, offset)
        if name in seen:
            line, column = reading.position(seen[name])
            message = f"{quoted(name)} is given twice, first at line {line}, column {column}"
            reading.report("duplicate-field", offset, message, "keep one of them")
            continue
        seen[name] = offset
        yield Member(name=name, offset=offset, node=value)


def is_null(node: yaml.Node) -> bool:
    """Return whether a value is given as nothing: empty, `null` or `~`, without quotes."""
    # the C parser gives an unquoted scalar the style "", the other one None
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS


def _may_be_deep(text: str) -> bool:
    if text.count("[") + text.count("{") >= _MAX_DEPTH:
        return True
    lines = f"\n{text}"
    for end in _OTHER_LINE_ENDS:
        lines = lines.replace(end, "\n")
    return _DEEP_BLOCK.search(lines) is not None


def _is_too_deep(text: str) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False


def _is_bounded(root: yaml.Node) -> bool:
    """Return whether the tree, with every alias written out, is finite and of a sane size."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node))
        if known is not None:
            return known
        sizes[id(node)] = _MAX_NODES  # what a cycle meets
        children = (
            [child for pair in node.value for child in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
            if isinstance(node, yaml.SequenceNode)
            else []
        )
        sizes[id(node)] = min(1 + sum(size(child) for child in children), _MAX_NODES)
        return sizes[id(node)]

    return size(root) < _MAX_NODES


def _control_character(text: str) -> int:
    match = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return match.start() if match else 0


_LINE_AT_FAULT = re.compile(
    r"could not find expected ':'|mapping values are not|did not find expected key|expected '-' indicator|"
    r"expected ',' or|expected node content"
)
_REMEDIES = (
    ("cannot start any token", "indent with spaces, not tabs; quote a text that begins with `@`, a backquote or `%`"),
    ("found a tab character", "indent with spaces, not tabs"),
    (
        "mapping values are not allowed",
        "put a text that contains a colon and a space in quotes, or correct the indentation",
    ),
    ("undefined alias", "quote a text that begins with `*`"),
    ("did not find expected key", "correct the indentation or the quotes above this line"),
    ("unexpected end of stream", "close the quote that begins here"),
    ("expected ',' or", "close the bracket that begins here, or put a comma between its parts"),
    ("expected node content", "write a value between the brackets or commas"),
    ("expected a single document", "remove the line `---` or `...`"),
    ("<document start>", "remove the line `---` or `...`, or what follows the closing bracket"),
    ("unknown escape character", "write `\\\\` for a backslash, or use single quotes"),
    ("alphabetic or numeric character", "quote a text that begins with `*` or `&`"),
    ("expected '-' indicator", "correct the indentation, or begin this line with `- `"),
    ("incompatible YAML document", "remove the line that begins with `%`"),
    ("directive", "remove the line that begins with `%`"),
    (
        "could not find expected ':'",
        "add the colon after the field's name, or indent the line below the text it belongs to",
    ),
)


def _report_syntax(reading: Reading, start: int, error: yaml.MarkedYAMLError) -> None:
    problem = (error.problem or "it does not parse").replace("but found another document", "there is another document")
    what = f"{error.context or ''} {error.problem or ''}"
    remedy = next(
        (remedy for words, remedy in _REMEDIES if words in what),
        "compare it with `painsite manual entries`",
    )
    # what a quote or bracket lacks is noticed far below it, perhaps at the file's end
    mark = error.context_mark if re.search(r"end of stream|expected ',' or", what) else error.problem_mark
    offset = start + (mark.index if mark else 0)
    suspect = find_other_end(reading.text, offset) if "end of stream" in what else None
    if not suspect and _LINE_AT_FAULT.search(what):
        suspect = find_suspect(reading.text, start, offset)
    if suspect:
        offset, problem, remedy = suspect
    reading.report("yaml-syntax", offset, problem, remedy)
