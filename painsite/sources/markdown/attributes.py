"""Words in attributes: an `alt` or a `title` holds no markup, whatever its author wrote in it."""

import re
from collections.abc import Sequence

from markdown.util import HTML_PLACEHOLDER_RE

from painsite.sources.markdown.allowed_html import runs_of_text

_EMPHASIS = re.compile(r"(\*{1,3}|~~|==)(?=\S)([^*~=]*[^*~=\s])\1|(?<!\w)(_{1,3})(?=\S)([^_]*[^_\s])\3(?!\w)")
_MAX_DEPTH = 3
"""Of emphasis in emphasis."""
_SUPERSCRIPT = re.compile(r"\^([^\s^]+)\^")
_SUBSCRIPT = re.compile(r"(?<![~/])~([^\s~]+)~(?!~)")


def plain_words(value: str, stash: Sequence[object]) -> str:
    """Return what an attribute says: without emphasis, `10⁶⁰` for `10^60^`, a formula in words.

    `stash` is the HTML that Python-Markdown has put away; its placeholders in the value would bring markup into it.
    """
    words = HTML_PLACEHOLDER_RE.sub(lambda found: str(stash[int(found[1])]), value)
    for _ in range(_MAX_DEPTH):
        words = _EMPHASIS.sub(lambda found: found[2] or found[4], words)
    return " ".join(runs_of_text(with_scripts(words), lambda: None))


def with_scripts(words: str) -> str:
    """Write `10^60^` and `H~2~O` as HTML."""
    return _SUBSCRIPT.sub(r"<sub>\1</sub>", _SUPERSCRIPT.sub(r"<sup>\1</sup>", words))
