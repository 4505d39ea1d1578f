"""Renaming a node: its file or key, every citation and field that names it; its old citekey stays as an alias."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, splitext

from painsite.editing.edits import Edit, OverlapError, apply_edits
from painsite.editing.lock import LOCK_PATH
from painsite.editing.renaming.in_bibtex import NAMING, edits_of_entries, edits_of_ids
from painsite.editing.renaming.in_lock import Node, change_of_lock
from painsite.editing.renaming.in_texts import edits_of_texts
from painsite.editing.renaming.in_yaml import edit_of_citekey, edits_of_aliases, edits_of_fields
from painsite.editing.renaming.nodes import (
    Parsed,
    RenameError,
    find_owners,
    mentions,
    parse_source,
    refuse_taken,
    stems,
)
from painsite.editing.safe_writing import Change
from painsite.editing.source_text import SourceText, read_source
from painsite.editing.yaml_layout import Layout, lay_out, yaml_part
from painsite.files import kind_of, list_sources
from painsite.linking.nodes import normal_key
from painsite.model import Article, Entry, Text
from painsite.problems import Problem
from painsite.sources.citekeys import comparable
from painsite.sources.entries import checked_citekey
from painsite.sources.reading import Reading
from painsite.sources.schema import ARTICLE_FIELD_BY_NAME, ENTRY_FIELD_BY_NAME, Field

_NO_FILE_NAME = re.compile(r"[/\\:*?\"<>|]|^\.|~$|^~\$")
_NAMING = frozenset({"citekey", "related", "not_related", "works_cited", "relations"})
"""Fields that hold citekeys."""
_APART = frozenset({"path", "places", "aliases"})
"""What is to change, and where things stand."""
_NO_KEY = re.compile(r"[\s{}\"#%,=()~\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What a renaming changes; nothing is written yet."""

    changes: tuple[Change, ...]
    moved: tuple[tuple[str, str], ...]
    """Files with their new paths."""
    places: Mapping[str, int]
    """By path, how many places are changed in a file, its own citekey and alias among them."""


def plan_renaming(root: Path, old: str, new: str) -> Renaming:
    """Return what it takes to give a node another citekey. Raises `RenameError` and `OSError`."""
    _check_new(old, new)
    sources = _read_all(root, old)
    parsed = [
        Parsed(source=one, nodes=parse_source(one)) for one in sources if mentions(one, old) or mentions(one, new)
    ]
    owners = find_owners(parsed, old, stems(sources))
    refuse_taken(parsed, owners, old, new)
    if any(kind_of(one.source.path) == "bibtex" for one in owners) and _NO_KEY.search(new):
        raise RenameError(f"`{new}` cannot be a key of BibTeX; use letters, digits and `-`, `_`, `.` or `:`")
    keeper = _keeper(owners, old)
    changes, moved, places = list[Change](), list[tuple[str, str]](), dict[str, int]()
    renamed: list[tuple[Node, Node]] = []
    for one in parsed:
        edits, target = _edits(one, old, new, is_owner=one in owners, keeps_alias=one is keeper)
        if not edits and target == one.source.path:
            continue
        text, after = _edited(one, edits, target, old, new)
        renamed += zip(one.nodes, after, strict=True)
        content = one.source.encode(text)
        places[one.source.path] = len(edits)
        if target == one.source.path:
            changes.append(Change(path=target, before=one.source.content, after=content))
        else:
            moved.append((one.source.path, target))
            changes.append(Change(path=target, before=None, after=content))
            changes.append(Change(path=one.source.path, before=one.source.content, after=None))
    if locked := change_of_lock(root, renamed, old, new):
        changes.append(locked[0])
        places[LOCK_PATH] = locked[1]
    return Renaming(changes=tuple(changes), moved=tuple(moved), places=places)


def _check_new(old: str, new: str) -> None:
    reading = Reading(path="", text="")
    if old == new:
        raise RenameError("the old and the new citekey are the same")
    if not new or not checked_citekey(reading, new, 0):
        problem = reading.problems[0] if reading.problems else None
        raise RenameError(f"{problem.message}; {problem.remedy}" if problem else "the new citekey is empty")


def _read_all(root: Path, old: str) -> list[SourceText]:
    sources = []
    for file in list_sources(root).files:
        if file.kind not in {"yaml", "article", "bibtex"}:
            continue
        source = read_source(root, file.path)
        if isinstance(source, SourceText):
            sources.append(source)
        elif _may_name(root, source, old):
            raise RenameError(f"{source.place}: {source.message}; {source.remedy}, so that nothing is missed")
    return sources


def _may_name(root: Path, problem: Problem, old: str) -> bool:
    content = (root / problem.place.path).read_bytes()
    return not old.isascii() or old.lower().encode() in content.lower() or old in problem.place.path


def _keeper(owners: Iterable[Parsed], old: str) -> Parsed:
    """Return the source that keeps the alias: what is laid over another wins, unless the other has aliases alone."""
    ranked = sorted(owners, key=lambda one: kind_of(one.source.path) == "bibtex")
    return next((one for one in ranked if _node(one, old).aliases), ranked[0])


def _node(one: Parsed, old: str) -> Entry | Article:
    return next(node for node in one.nodes if normal_key(node.citekey) == normal_key(old))


def _edits(one: Parsed, old: str, new: str, *, is_owner: bool, keeps_alias: bool) -> tuple[tuple[Edit, ...], str]:
    """Return the edits of a source, and its path afterwards."""
    text, path = one.source.text, one.source.path
    wanted = _aliases(_node(one, old).aliases, old, new) if keeps_alias else ()
    if kind_of(path) == "bibtex":
        ids = edits_of_ids(text, old, wanted) if wanted else ()
        return (*edits_of_entries(text, old, new), *ids), path
    edits = [edit for node in one.nodes for edit in edits_of_texts(text, node, old, new)]
    layout = _layout(one)
    if layout is None:
        if is_owner or any(_named(node, old, new) != _named(node, new, new) for node in one.nodes if not edits):
            raise RenameError(f"the fields of {path} are written so that they cannot be edited; write one a line first")
        return tuple(edits), path
    edits += edits_of_fields(text, layout, _fields_of(path), old, new)
    if not is_owner:
        return tuple(edits), path
    if wanted:
        edits += edits_of_aliases(text, layout, _fields_of(path), _node(one, old).aliases, wanted)
    if own := edit_of_citekey(layout, new):
        return (*edits, own), path
    return tuple(edits), _moved(path, new)


def _moved(path: str, new: str) -> str:
    target = f"{dirname(path)}/{new}{splitext(basename(path))[1]}"
    if _NO_FILE_NAME.search(new) or kind_of(target) != kind_of(path):
        raise RenameError(f"`{new}` cannot be a file's name; choose another, or write `citekey: {new}` in {path}")
    return target


def _aliases(given: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """Return the aliases afterwards: the old citekey among them, unless its address stays the same."""
    others = [alias for alias in given if comparable(alias) not in {comparable(new), comparable(old)}]
    return (*others, *([old] if comparable(old) != comparable(new) else []))


def _layout(one: Parsed) -> Layout | None:
    part = yaml_part(one.source.text, has_front_matter=kind_of(one.source.path) == "article")
    return lay_out(one.source.text, *part) if part else None


def _fields_of(path: str) -> Mapping[str, Field]:
    return ARTICLE_FIELD_BY_NAME if kind_of(path) == "article" else ENTRY_FIELD_BY_NAME


def _edited(one: Parsed, edits: Iterable[Edit], target: str, old: str, new: str) -> tuple[str, tuple[Node, ...]]:
    """Make the edits, and see to it that the source says the same as before under the new citekey; its nodes too."""
    try:
        text = apply_edits(one.source.text, edits)
    except OverlapError:
        raise RenameError(f"{one.source.path} names `{old}` in a way that cannot be edited") from None
    after = parse_source(SourceText(path=target, content=b"", text=text))
    if [_named(node, old, new) for node in one.nodes] != [_named(node, new, new) for node in after]:
        raise RenameError(f"{one.source.path} would say something else under the new citekey; rename it there by hand")
    return text, after


def _named(node: Entry | Article, old: str, new: str) -> Mapping[str, object]:
    """Return what a node says but for its aliases and the words of its texts, with the new citekey for the old one."""
    said: dict[str, object] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if name in _NAMING:
            said[name] = _renamed(value, old, new)
        elif isinstance(value, Text):
            said[name] = [_renamed(citation.citekey, old, new) for citation in value.citations]
        elif name == "bibtex_fields":
            said[name] = {key: kept for key, kept in value.items() if key not in NAMING}
        elif name not in _APART:
            said[name] = value
    return said


def _renamed(value: object, old: str, new: str) -> object:
    if isinstance(value, Mapping):
        return {name: _renamed(part, old, new) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_renamed(part, old, new) for part in value]
    return new if isinstance(value, str) and normal_key(value) == normal_key(old) else value
