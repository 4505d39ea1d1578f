"""What the preview adds to a page: the problems of the site, where the page is written, whether it is a draft.

It stands in a shadow tree, so that neither style sheet touches the other.
https://developer.mozilla.org/en-US/docs/Web/HTML/Element/template#shadowrootmode
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from painsite.problems import Place, Problem, Severity, count_problems
from painsite.reporting.excerpts import Excerpt
from painsite.reporting.folding import Fold, say_others

OWN = "/painsite-preview/"
"""Where the preview's own files and pages are; no source has such an address."""
_LOST = "The preview has stopped. This page goes on when it runs again."
_MOST_SHOWN = 100
"""Problems on a page; the terminal lists all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProblem:
    """A problem with its line of the source."""

    fold: Fold
    severity: Severity
    excerpt: Excerpt | None = None
    """None where the line is gone, or is not of a source."""
    link: str = ""
    """Opens the place in an editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """What the preview knows of one page."""

    place: Place | None = None
    """Where it is written; None for lists and other pages that no source has to itself."""
    link: str = ""
    """Opens that place in an editor."""
    is_draft: bool = False


def format_overlay(note: PageNote, problems: Sequence[ShownProblem], failure: str = "", *, version: int = 0) -> bytes:
    """Return what is added at the end of a page; problems of its own source come first, and open by themselves.

    `failure` is what ended a build that should not have ended. `version` is that of the page: its script asks whether
    there is a newer one, as soon as it would be told of the next.
    """
    own = [one for one in problems if note.place and _is_in(one, note.place.path)]
    ordered = [*own, *(one for one in problems if one not in own)]
    parts = [*_failure(failure), *_list(ordered, is_open=bool(own)), *_bar(note)]
    body = "".join(parts)
    return (
        f'<div id="painsite-preview" data-version="{version}"><template shadowrootmode="open"><style>{_style()}</style>'
        f'<aside aria-label="painsite preview">{body}</aside></template></div>'
        f'<script src="{OWN}page.js"></script>'
    ).encode()


@cache
def _style() -> str:
    return (files("painsite.preview") / "overlay.css").read_text(encoding="utf-8")


def _is_in(one: ShownProblem, path: str) -> bool:
    return one.fold.problem.place.path == path


def _failure(text: str) -> Iterator[str]:
    if text:
        first, _, rest = text.partition("\n")
        yield f'<details class="problems" open><summary><b class="error">{escape(first)}</b></summary>'
        yield f"<pre>{escape(rest.strip())}</pre></details>" if rest.strip() else "</details>"


def _list(problems: Sequence[ShownProblem], *, is_open: bool) -> Iterator[str]:
    if not problems:
        return
    counts: dict[str, int] = {}
    for one in problems:
        counts[one.severity] = counts.get(one.severity, 0) + 1 + len(one.fold.others)
    words = count_problems(counts.get("error", 0), counts.get("warning", 0), counts.get("note", 0))
    grave = "error" if counts.get("error") else "warning"
    yield f'<details class="problems"{" open" if is_open else ""}><summary><b class="{grave}">{words}</b></summary><ol>'
    yield from map(_item, problems[:_MOST_SHOWN])
    left = len(problems) - _MOST_SHOWN
    yield f"</ol><p>and {left:,} more, which the terminal lists</p></details>" if left > 0 else "</ol></details>"


def _item(one: ShownProblem) -> str:
    problem: Problem = one.fold.problem
    place = escape(str(problem.place))
    where = f'<a href="{escape(one.link)}">{place}</a>' if one.link else f"<code>{place}</code>"
    remedy = f"<br>{with_code(problem.remedy)}" if problem.remedy else ""
    others = f'<p class="others">{escape(say_others(one.fold))}</p>' if one.fold.others else ""
    return (
        f'<li><p>{where} <b class="{one.severity}">{one.severity}</b> <code>{escape(problem.rule)}</code></p>'
        f"<p>{with_code(problem.message)}{remedy}</p>{_excerpt(one.excerpt)}{others}</li>"
    )


def with_code(text: str) -> str:
    """Escape a message, and set the author's own words, which stand in backticks, as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(f"<code>{escape(part)}</code>" if index % 2 else escape(part) for index, part in enumerate(parts))


def _excerpt(excerpt: Excerpt | None) -> str:
    if excerpt is None:
        return ""
    return f"<pre>{escape(excerpt.text.rstrip())}\n{' ' * excerpt.indent}<b>^</b></pre>"


def _bar(note: PageNote) -> Iterator[str]:
    yield f'<p class="bar"><span class="lost" hidden>{_LOST}</span>'
    if note.is_draft:
        yield '<b class="draft">Draft</b>'
    if note.link:
        yield f'<a href="{escape(note.link)}">Edit this page</a>'
    elif note.place:
        yield f"<code>{escape(note.place.path)}</code>"
    yield f'<a href="{OWN}todo/">To do</a></p>'
