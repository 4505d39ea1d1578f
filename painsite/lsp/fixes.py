"""What a problem's own remedy lets an editor do with one key: other words in the place of the wrong ones.

A remedy that names the right words in backticks, `did you mean …?` or `write …`, is a fix where the wrong ones, which
the message quotes first, stand at the problem's place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from painsite.problems import Problem

_QUOTED = re.compile(r"`([^`]+)`")
_FIX = re.compile(r"(?:did you mean|write) ((?:`[^`]+`(?:, | or )?)+)\??(?:\Z|; )")
_WORD = re.compile(r"[^\s\[\]{},\"'#]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Words in the place of others."""

    start: int
    end: int
    text: str
    title: str
    """What an editor shows."""


def problem_span(text: str, offset: int, problem: Problem) -> tuple[int, int]:
    """Return the part of a text that a problem is about: the words that it quotes, else the word at its place."""
    quoted = _QUOTED.search(problem.message)
    if quoted and (start := _near(text, offset, quoted[1])) >= 0:
        return start, start + len(quoted[1])
    word = _WORD.match(text, offset)
    end = word.end() if word else min(offset + 1, len(text))
    line_end = text.find("\n", offset)
    return offset, max(offset, min(end, line_end if line_end >= 0 else end))


def fixes_of(text: str, offset: int, problem: Problem) -> Iterator[Fix]:
    """Yield what would mend a problem; nothing where its remedy takes more than other words."""
    quoted, remedy = _QUOTED.search(problem.message), _FIX.search(problem.remedy)
    if not quoted or not remedy:
        return
    start = _near(text, offset, quoted[1])
    if start < 0:
        return
    for right in _QUOTED.findall(remedy[1]):
        if right != quoted[1] and "…" not in right:
            title = f"Replace `{quoted[1]}` by `{right}`"
            yield Fix(start=start, end=start + len(quoted[1]), text=right, title=title)


def _near(text: str, offset: int, words: str) -> int:
    """Return where words stand at or just behind an offset, in its line; -1 where they do not."""
    end = text.find("\n", offset)
    line_end = end if end >= 0 else len(text)
    return text.find(words, offset, line_end)
