"""Fenced code in Markdown: where it begins and ends, and what its first line says.

It may stand in lists, quotations, footnotes and definitions.

https://spec.commonmark.org/0.31.2/#fenced-code-blocks; the attributes are Pandoc's, Quarto's and R Markdown's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_LINE = re.compile(
    r"(?P<quote>(?: *> ?)*)(?P<indent> *)"
    r"(?P<items>(?:(?P<note>\[\^[^\[\]\s]+\]:) *|(?P<definition>:) {1,4})?"
    r"(?:(?:[-*+]|\d{1,9}[.)]) {1,4})*)(?P<text>.*)",
    re.DOTALL,
)
_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*\Z)|~{3,}(?!.*~~~))(?P<info>.*)", re.DOTALL)
_TAB = 4
"""How far Python-Markdown wants the blocks of a list item indented, for each level."""
_LANGUAGE = re.compile(r"\.?([^\s{},:=\"']+)(?![^\s{},:]*=)")
_WORD = re.compile(r"""(?P<key>[^\s,={}"'\[\]]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|\[[^\]]*\]|[^\s,{}]*)|[^\s,{}]+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """One block of code."""

    first: int
    """Index of its first line, with the opening fence."""
    end: int
    """Index behind its last line."""
    before: str
    """What stands before a block at its place: marks of a quotation, blanks of a list item, and the item's own mark."""
    quote: str
    """The marks of the quotation alone."""
    opening: str
    """The first line from its fence on."""
    info: str
    code: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Info:
    """What the first line says of the code."""

    language: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    title: str = ""


@dataclass(slots=True)
class _Item:
    indent: int
    offset: int
    """Where its text begins."""


@dataclass(slots=True)
class _Scanner:
    lines: Sequence[str]
    number: int = 0
    quote: str = ""
    """Of the line before."""
    items: list[_Item] = field(default_factory=list)
    """Of the list, footnote or definition around, outermost first."""
    after_blank: bool = True

    def scan(self) -> Iterator[Fence]:
        while self.number < len(self.lines):
            parts = _LINE.match(self.lines[self.number])
            if parts is None:  # pragma: no cover - the pattern matches every line
                break
            self.follow(parts)
            opening = _FENCE.fullmatch(parts["text"])
            if opening is None or not self.is_in_reach(parts):
                self.number += 1
                continue
            yield self.read(parts, opening)

    def follow(self, parts: re.Match[str]) -> None:
        """Know in which list the line stands."""
        quote = parts["quote"].replace(" ", "")
        if quote != self.quote:
            self.quote, self.items, self.after_blank = quote, [], True
        indent, marks, text = len(parts["indent"]), parts["items"], parts["text"]
        if not marks and not text.strip():
            self.after_blank = True
            return
        if marks or self.after_blank:
            while self.items and self.items[-1].indent >= indent:
                self.items.pop()
        if marks:
            is_list = parts["note"] is None and parts["definition"] is None
            self.items.append(_Item(indent, indent + (len(marks) if is_list else _TAB)))
        self.after_blank = False

    def is_in_reach(self, parts: re.Match[str]) -> bool:
        """Distinguish code with a fence from indented code that shows one."""
        if parts["items"]:
            return True
        indent = len(parts["indent"])
        if not self.items or self.items[-1].indent >= indent:
            return indent < _TAB
        return indent - max(self.items[-1].offset, self.depth_in_item()) < _TAB

    def depth_in_item(self) -> int:
        return _TAB * (self.items[-1].indent // _TAB + 1)

    def read(self, parts: re.Match[str], opening: re.Match[str]) -> Fence:
        first, fence, depth = self.number, opening["fence"], self.quote.count(">")
        marks, indent = parts["items"], len(parts["indent"]) + len(parts["items"])
        in_item = bool(self.items) and self.items[-1].indent < indent
        outside = self.items[-1].indent if in_item else -1
        quote = re.compile(rf"(?: *> ?){{{depth}}}")
        closing = re.compile(rf" {{0,{indent + 3}}}{re.escape(fence[0])}{{{len(fence)},}}\s*")
        code: list[str] = []
        end = first + 1
        while end < len(self.lines):
            around = quote.match(self.lines[end])
            line = self.lines[end][around.end() :] if around else ""
            if around is None or closing.fullmatch(line):
                break
            text = line.lstrip(" ")
            if text.strip() and len(line) - len(text) <= outside:
                around = None
                break
            code.append(line[min(indent, len(line) - len(text)) :])
            end += 1
        is_closed = end < len(self.lines) and around is not None
        while not is_closed and code and not code[-1].strip():
            code.pop()
        self.number = end + 1 if is_closed else end
        self.after_blank = True
        before = parts["quote"]
        if marks:
            before += parts["indent"] + marks
        elif in_item:
            before += " " * self.depth_in_item()
        return Fence(
            first=first,
            end=self.number,
            before=before,
            quote=parts["quote"].rstrip(),
            opening=opening[0],
            info=opening["info"].strip(),
            code="".join(f"{line}\n" for line in code),
            is_closed=is_closed,
        )


def find_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield every block of fenced code, in one pass."""
    yield from _Scanner(lines).scan()


def without_fences(source: str) -> str:
    """Put blanks in the place of fenced code, so that all else keeps its offset."""
    lines = source.split("\n")
    kept, start = [], 0
    for fence in find_fences(lines):
        kept += lines[start : fence.first]
        kept += [" " * len(line) for line in lines[fence.first : fence.end]]
        start = fence.end
    return "\n".join([*kept, *lines[start:]])


def parse_info(info: str) -> Info:
    """Read what follows an opening fence: `python title="x.py"`, `{.python #id}`, `{r echo=FALSE}`."""
    in_braces = info.startswith("{")
    text = info.strip("{}:= ") if in_braces else info
    language, rest = "", text
    if not text.startswith("#") and (name := _LANGUAGE.match(text)):
        language, rest = name[1].removeprefix("."), text[name.end() :]
    anchor, title, classes = "", "", []
    for word in _WORD.finditer(rest):
        if word["key"]:
            if word["key"] in {"title", "filename"}:
                title = word["value"].strip("\"'")
        elif word[0].startswith("#") and len(word[0]) > 1:
            anchor = word[0][1:]
        elif word[0].startswith(".") and len(word[0]) > 1:
            classes.append(word[0][1:])
    if not language and classes:
        language, *classes = classes
    return Info(language, anchor, tuple(classes), title)
