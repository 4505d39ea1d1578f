"""Mending a source: every fix that keeps what it does not name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from painsite.editing.edits import OverlapError, apply_edits
from painsite.editing.mending.bibtex_fixes import find_bibtex_fixes
from painsite.editing.mending.fixes import Fix
from painsite.editing.mending.order import put_in_order
from painsite.editing.mending.yaml_fixes import find_fixes
from painsite.editing.yaml_layout import lay_out, yaml_part
from painsite.files import kind_of
from painsite.model import Article, Entry, Text
from painsite.problems import Problem
from painsite.sources.articles import parse_article
from painsite.sources.bibtex.reader import parse_bibtex
from painsite.sources.entries import parse_entry
from painsite.sources.schema import ARTICLE_FIELD_BY_NAME, ENTRY_FIELD_BY_NAME, Field

_MOST_ROUNDS = 5
"""A fix may show another: a field under its right name has a value to be mended."""
_MOST_HALVINGS = 5
"""Each reads the source as often as the ones before it together."""
_PLACES = frozenset({"path", "places"})

Content = tuple[Mapping[str, object], ...]
"""By node: what its fields say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text, and what was mended in it."""

    text: str
    what: tuple[str, ...] = ()
    """In the order of the text."""


def mend(text: str, path: str, *, only_the_form: bool = False) -> Mended:
    """Mend a source; `path` says of which kind it is.

    What can be read before reads the same afterwards, but for the fields that a fix names, and no problem is added. A
    fix by which that would not be so is left out. Mending again changes nothing. `only_the_form`: nothing is to read
    otherwise.
    """
    kind = kind_of(path)
    if kind not in {"yaml", "article", "bibtex"}:
        return Mended(text=text)
    what: list[str] = []
    for _ in range(_MOST_ROUNDS):
        before = text
        text = _mend_once(text, path, what, only_the_form=only_the_form)
        if text == before:
            break
    return Mended(text=text, what=tuple(dict.fromkeys(what)))


def _mend_once(text: str, path: str, what: list[str], *, only_the_form: bool) -> str:
    found = [fix for fix in _find(text, path) if not (only_the_form and fix.changes)]
    fixes = _without_bad(text, found, path)
    applied = _apply(text, fixes, path)
    if applied is None:  # each is good, but not beside the others
        return text
    what += [fix.what for fix in fixes]
    ordered = _in_order(applied, path)
    if ordered != applied and keeps(applied, ordered, path, ()):
        what.append("the order of fields")
        return ordered
    return applied


def _without_bad(text: str, fixes: list[Fix], path: str, halvings: int = _MOST_HALVINGS) -> list[Fix]:
    """Return the fixes that do what they say; one bad fix among many is found by halves, and some good ones go too."""
    if _apply(text, fixes, path) is not None:
        return fixes
    if len(fixes) == 1 or not halvings:
        return []
    half = len(fixes) // 2
    parts = (fixes[:half], fixes[half:])
    return [fix for part in parts for fix in _without_bad(text, part, path, halvings - 1)]


def _find(text: str, path: str) -> Iterator[Fix]:
    if kind_of(path) == "bibtex":
        yield from find_bibtex_fixes(text)
    elif (part := yaml_part(text, has_front_matter=kind_of(path) == "article")) and (layout := lay_out(text, *part)):
        yield from find_fixes(text, layout, _fields_of(path))


def _in_order(text: str, path: str) -> str:
    part = yaml_part(text, has_front_matter=kind_of(path) == "article") if kind_of(path) != "bibtex" else None
    layout = lay_out(text, *part) if part else None
    return put_in_order(text, layout, _fields_of(path)) if layout else text


def _fields_of(path: str) -> Mapping[str, Field]:
    return ARTICLE_FIELD_BY_NAME if kind_of(path) == "article" else ENTRY_FIELD_BY_NAME


def _apply(text: str, fixes: list[Fix], path: str) -> str | None:
    """Return the text with these fixes; None where it would say something else than they name."""
    if not fixes:
        return text
    try:
        after = apply_edits(text, [edit for fix in fixes for edit in fix.edits])
    except OverlapError:
        return None
    return after if keeps(text, after, path, [fix.changes for fix in fixes]) else None


def keeps(before: str, after: str, path: str, named: Iterable[frozenset[str]]) -> bool:
    """Tell whether a source says the same afterwards, but for the fields that are named, with no problem more."""
    old, old_problems = read_content_of(before, path)
    new, new_problems = read_content_of(after, path)
    free = frozenset[str]().union(*named)
    if len(old) != len(new) or not _no_more(old_problems, new_problems):
        return False
    return all(
        {name: value for name, value in one.items() if name not in free}
        == {name: value for name, value in other.items() if name not in free}
        for one, other in zip(old, new, strict=True)
    )


def _no_more(old: tuple[Problem, ...], new: tuple[Problem, ...]) -> bool:
    before, after = [problem.rule for problem in old], [problem.rule for problem in new]
    return all(after.count(rule) <= before.count(rule) for rule in set(after))


def read_content_of(text: str, path: str) -> tuple[Content, tuple[Problem, ...]]:
    """Return what the nodes of a source say, wherever in it they say it, and its problems."""
    nodes: tuple[Entry | Article, ...]
    if kind_of(path) == "bibtex":
        nodes, problems = parse_bibtex(text, path=path)
    else:
        parse: Callable[..., tuple[Entry | Article | None, tuple[Problem, ...]]]
        parse = parse_article if kind_of(path) == "article" else parse_entry
        node, problems = parse(text, path=path)
        nodes = (node,) if node else ()
    return tuple(_said(node) for node in nodes), problems


def _said(node: Entry | Article) -> Mapping[str, object]:
    said: dict[str, object] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if name not in _PLACES:
            said[name] = value.source if isinstance(value, Text) else value
    return said
