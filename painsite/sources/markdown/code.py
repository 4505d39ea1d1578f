"""Fenced code as a preprocessor of Python-Markdown.

The library's own knows neither lists nor quotations, nor most forms of attributes, and what it does not know is read as
prose: a comment becomes a heading. SuperFences of pymdown-extensions refuses a fence with an attribute that it does not
know, such as `{r echo=FALSE}`.
"""

import html
import re
from collections.abc import Iterator

import markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from painsite.sources.markdown.extensions import Converter, Flaw
from painsite.sources.markdown.fences import Fence, find_fences, parse_info
from painsite.sources.quoting import quoted

_DIRECTIVES = frozenset(
    "admonition attention bibliography card caution contents csv-table danger dropdown epigraph error eval-rst figure"
    " grid hint image important include list-table margin math note pull-quote seealso sidebar tab-set table tip"
    " toctree topic warning".split()
)
"""What MyST writes like code, though it holds prose."""

_LINE_END = re.compile(r"\r\n?|\n")


class _FencedCode(Preprocessor):
    md: Converter

    def run(self, lines: list[str]) -> list[str]:
        written: list[str] = []
        start = 0
        starts: list[int] = []
        for fence in find_fences(lines):
            written += lines[start : fence.first]
            starts = starts or [0, *(end.end() for end in _LINE_END.finditer(self.md.source))]
            offset = self.md.source.find(fence.opening.strip(), starts[fence.first])
            placeholder = self.md.htmlStash.store(self.to_html(fence, offset))
            # an item's mark and its code stay together
            if not fence.before.rstrip(" >") and written and written[-1].strip(" >"):
                written.append(fence.quote)
            written.append(f"{fence.before}{placeholder}")
            # a footnote or definition does not go on behind two blank lines
            if fence.end < len(lines) and lines[fence.end].strip(" >"):
                written.append(fence.quote)
            start = fence.end
        return [*written, *lines[start:]]

    def to_html(self, fence: Fence, offset: int) -> str:
        info = parse_info(fence.info)
        self.md.findings.flaws += _flaws(fence, info.language, offset)
        pre = _attribute("id", info.id) + _attribute("class", " ".join(info.classes))
        code = _attribute("class", info.language and f"language-{info.language}") + _attribute("title", info.title)
        return f"<pre{pre}><code{code}>{html.escape(fence.code)}</code></pre>"


def _flaws(fence: Fence, language: str, offset: int) -> Iterator[Flaw]:
    needle = fence.opening
    if not fence.is_closed:
        message = "the block of code that begins here does not end, and all that follows is shown as code"
        remedy = "close it with a line of as many of the same signs"
        yield Flaw(rule="unclosed-code", message=message, remedy=remedy, needle=needle, offset=offset)
    elif fence.info.startswith("{") and language in _DIRECTIVES:
        message = f"{quoted(fence.info, limit=40)} is a directive of MyST and is shown as code"
        remedy = "write its text as paragraphs, or in a `<div>`"
        yield Flaw(rule="foreign-syntax", message=message, remedy=remedy, needle=needle, offset=offset)
    elif fence.info.startswith("{="):
        message = f"{quoted(fence.info, limit=40)} is a raw block of Pandoc and is shown as code"
        remedy = "write the HTML itself, or remove it"
        yield Flaw(rule="foreign-syntax", message=message, remedy=remedy, needle=needle, offset=offset)


def _attribute(name: str, value: str) -> str:
    return f' {name}="{html.escape(value)}"' if value else ""


class FencedCodeExtension(Extension):
    """Code between lines of three or more backquotes or tildes."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register where the library's own is: after line ends are tidied (30), before raw HTML (20)."""
        md.preprocessors.register(_FencedCode(md), "fenced_code_block", 25)
